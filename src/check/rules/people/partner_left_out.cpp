#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"share", 0.3, "share of an audience's relationships from which a partner has to take part"},
};
constexpr std::string_view phrases[] = {
    "Discuss {program} with them.",
};
constexpr std::string_view footprint[] = {"status",           "type",       ">holds_relationship.status",
                                          "<co_created_with", "<consulted", "<performed_by"};

void decide(RuleRun& run, Element person) {
  const View& v = run.view;
  const EdgeRange held = v.out(person, Relation::holds_relationship);
  if (held.empty() || !in_force(v, person)) return;
  const auto type = v.get(field::stakeholder::type, v.as<Kind::stakeholder>(person));
  if (type != choice::stakeholder_type::partner && type != choice::stakeholder_type::agency) return;
  if (!v.in(person, Relation::co_created_with).empty() || !v.in(person, Relation::consulted).empty() ||
      !v.in(person, Relation::performed_by).empty())
    return;
  Element audience = no_element;
  double most = 0;
  for (const Edge& h : held) {
    const double share = v.get(edge_field::holds_relationship::share, h).point();
    if (!(share >= run.parameter(0)) || !in_force(v, h.target)) continue;
    if (audience == no_element || share > most || (share == most && by_id(v, h.target, audience))) {
      audience = h.target;
      most = share;
    }
  }
  if (audience != no_element) run.report(person).number("percent", 100 * most).element("audience", audience);
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element program = program_for(v, r.element("audience"));
  if (program == no_element) return false;
  f.title = "Discuss {program} with them.";
  f.values = {{"program", r.describe(program)}};
  f.safety = Safety::display;
  f.patch = add_relation(v, program, Relation::consulted, r.focus);
  return true;
}

} // namespace

extern const Rule partner_left_out = {
    .code = "NL719",
    .name = "partner-left-out",
    .category = Category::people,
    .severity = Severity::warning,
    .focus = kinds(Kind::stakeholder),
    .question = "Did the partners take part who hold the relationships with customers?",
    .message = "{focus} holds {percent} % of the relationships with {audience} but had no part in the plan.",
    .advice = "Ask them what their customers say, and make the part that concerns them together.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
