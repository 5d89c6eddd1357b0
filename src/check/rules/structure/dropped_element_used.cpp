#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Take the relation out.",
    "supports",
    "is a part of",
    "contributes to",
    "rests on",
    "was found in",
    "answers",
    "serves",
    "promises",
    "works with",
    "draws on",
    "needs",
    "builds",
    "waits for",
    "belongs to",
    "is measured by",
    "moves",
    "is worked out from",
    "stands under",
    "follows",
    "works as",
    "is held down by",
};
constexpr std::string_view footprint[] = {"status", "<*.status"};

struct Use {
  Relation relation;
  std::string_view verb;
};
constexpr Use uses[] = {{Relation::supports, "supports"},
                        {Relation::refines, "is a part of"},
                        {Relation::contributes_to, "contributes to"},
                        {Relation::based_on, "rests on"},
                        {Relation::found_in, "was found in"},
                        {Relation::addresses, "answers"},
                        {Relation::serves, "serves"},
                        {Relation::delivers, "promises"},
                        {Relation::uses, "works with"},
                        {Relation::consumes, "draws on"},
                        {Relation::needs, "needs"},
                        {Relation::raises, "builds"},
                        {Relation::depends_on, "waits for"},
                        {Relation::part_of, "belongs to"},
                        {Relation::measured_by, "is measured by"},
                        {Relation::drives, "moves"},
                        {Relation::numerator, "is worked out from"},
                        {Relation::denominator, "is worked out from"},
                        {Relation::governed_by, "stands under"},
                        {Relation::guided_by, "follows"},
                        {Relation::works_as, "works as"},
                        {Relation::mitigated_by, "is held down by"}};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  if (v.get(field::common::status, e) != choice::status::dropped) return;
  std::vector<Element> users;
  Element by = no_element;
  unsigned how = 0;
  for (unsigned i = 0; i < std::size(uses); ++i)
    for (const Edge& edge : v.in(e, uses[i].relation)) {
      if (edge.source == e || !open(v, edge.source)) continue; // what is done may have used it in time
      users.push_back(edge.source);
      if (by == no_element || v.id(edge.source) < v.id(by)) {
        by = edge.source;
        how = i;
      }
    }
  if (by == no_element) return;
  auto report = run.report(e);
  report.element("by", by).text("how", uses[how].verb).at("status");
  if (users.size() > 1) relate(report, v, std::move(users));
}

bool fix(const Rendering& r, Fix& f) {
  const Element by = r.element("by");
  int found = 0;
  Relation only{};
  for (const Use& use : uses)
    for (const Edge& edge : r.view.in(r.focus, use.relation))
      if (edge.source != r.focus && open(r.view, edge.source)) {
        ++found;
        only = use.relation;
      }
  if (found != 1) return false;
  f.title = "Take the relation out.";
  f.safety = Safety::unsafe;
  f.patch = patch::remove_relation(r.view, by, only, r.focus);
  return true;
}

} // namespace

extern const Rule dropped_element_used = {
    .code = "NL017",
    .name = "dropped-element-used",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = every_kind & ~kinds(Kind::strategy, Kind::stakeholder),
    .question = "Does anything still rely on an element that was dropped?",
    .message = "{focus} was dropped, but {by} still {how} it.",
    .advice = "Take the relation out, put something else in its place, or take up again what "
              "was dropped.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
