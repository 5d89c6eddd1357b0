#include "check/mending.hpp"
#include "check/people.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Say that it is {execution}, as those are who carry it out.",
};
constexpr std::string_view footprint[] = {"status", "execution"};

void decide(RuleRun& run, Element program) {
  const View& v = run.view;
  if (v.get(field::program::execution, v.as<Kind::program>(program)) == choice::execution::absent &&
      committed(v, program))
    run.report(program);
}

// From those who carry it out, where it is known of each of them what they are to the organisation.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  bool inside = false, outside = false;
  for (const Edge& e : v.out(r.focus, Relation::performed_by)) {
    if (!in_force(v, e.target)) continue;
    const auto type = type_of(v, e.target);
    if (type == choice::stakeholder_type::absent) return false;
    // An agency works in the name of the organisation.
    const bool ours = of_the_house(type) || type == choice::stakeholder_type::agency;
    inside = inside || ours;
    outside = outside || !ours;
  }
  if (!inside && !outside) return false;
  const std::string_view execution = inside && outside ? "joint" : inside ? "internal" : "market";
  f.title = "Say that it is {execution}, as those are who carry it out.";
  f.values = {{"execution", std::string(execution)}};
  f.safety = Safety::display;
  f.patch = set_member(v, r.focus, "execution", quoted(execution));
  return true;
}

} // namespace

extern const Rule execution_not_stated = {
    .code = "NL925",
    .name = "execution-not-stated",
    .category = Category::execution,
    .severity = Severity::advice,
    .focus = kinds(Kind::program),
    .question = "Is it known who runs the program: the organisation, the market or both?",
    .message = "{focus} does not say whether the organisation runs it, the market, or both together.",
    .advice = "Write internal, market or joint under \"execution\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
