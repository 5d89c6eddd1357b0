#include "check/document_text.hpp"
#include "check/reading.hpp"
#include "check/reasons.hpp"

#include <cmath>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Write it as a number of {a}.",
};
constexpr std::string_view footprint[] = {"status", ">supports.status", ">contributes_to.status"};

template <class Field> void look(RuleRun& run, Element e, Relation r, Field contribution) {
  const View& v = run.view;
  for (const Edge& edge : v.out(e, r)) {
    const Quantity c = v.get(contribution, edge);
    if (!c.known() || c.point() == 0 || std::fabs(c.low) > 1 || std::fabs(c.high) > 1) continue;
    if (open(v, e) && in_force(v, edge.target))
      run.report(e).number("size", c.point()).element("target", edge.target).at_target(r, edge.target);
  }
}

void decide(RuleRun& run, Element e) {
  look(run, e, Relation::supports, edge_field::supports::contribution);
  look(run, e, Relation::contributes_to, edge_field::contributes_to::contribution);
}

template <class Reasons, class Field> bool patch_of(const Rendering& r, Field contribution, Fix& f) {
  constexpr Relation relation = Field::relation;
  const Element target = r.element("target");
  for (const Edge& e : r.view.out(r.focus, relation)) {
    if (e.target != target) continue;
    const Quantity c = r.view.get(contribution, e);
    // Where the relation says more than its number, a person has to write it.
    if (!c.known() || !c.exact() || Reasons::given(r.view, e)) return false;
    if constexpr (relation == Relation::contributes_to)
      if (known(r.view.get(edge_field::contributes_to::confidence, e))) return false;
    f.title = "Write it as a number of 100.";
    f.safety = Safety::unsafe;
    f.patch = patch::replace(target_spot(r.view, r.focus, relation, r.view.id(e.target), r.places()).pointer,
                             number_text(std::round(c.point() * 1e6) / 1e4));
    return true;
  }
  return false;
}

bool fix(const Rendering& r, Fix& f) {
  return patch_of<SupportReasons>(r, edge_field::supports::contribution, f) ||
         patch_of<ContributionReasons>(r, edge_field::contributes_to::contribution, f);
}

} // namespace

extern const Rule contribution_looks_like_share = {
    .code = "NL023",
    .name = "contribution-looks-like-share",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal, Kind::mission, Kind::program, Kind::activity, Kind::capability),
    .question = "Are contributions numbers of 100 and not shares of 1?",
    .message = "{focus} is said to bring {size} of 100 of {target}, which is next to nothing.",
    .advice = "Contributions run from -100 to 100: half is 50, not 0.5.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
