#include "check/people.hpp"
#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "jointly with the market",
    "by the market",
    "Say that the organisation runs it by itself.",
};
constexpr std::string_view footprint[] = {
    "status",          "execution",      ">co_created_with.type",         ">performed_by.type",
    ">consulted.type", ">owned_by.type", ">part_of>co_created_with.type", ">part_of>performed_by.type"};

void decide(RuleRun& run, Element program) {
  const View& v = run.view;
  const auto execution = v.get(field::program::execution, v.as<Kind::program>(program));
  if (execution != choice::execution::market && execution != choice::execution::joint) return;
  if (!committed(v, program)) return;
  const auto outsiders = [&](Element e, Relation r) {
    for (const Edge& p : v.out(e, r))
      if (!v.is(p.target, Kind::stakeholder) || !of_the_house(type_of(v, p.target))) return true;
    return false;
  };
  for (const Relation r :
       {Relation::co_created_with, Relation::performed_by, Relation::consulted, Relation::owned_by})
    if (outsiders(program, r)) return;
  for (const Edge& home : v.out(program, Relation::part_of))
    if (outsiders(home.target, Relation::co_created_with) || outsiders(home.target, Relation::performed_by))
      return;
  run.report(program)
      .text("how", execution == choice::execution::joint ? "jointly with the market" : "by the market")
      .at("execution");
}

bool fix(const Rendering& r, Fix& f) {
  f.title = "Say that the organisation runs it by itself.";
  f.safety = Safety::unsafe;
  f.patch = set_member(r.view, r.focus, "execution", "\"internal\"");
  return true;
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

} // namespace

extern const Rule joint_without_market = {
    .code = "NL721",
    .name = "joint-without-market",
    .category = Category::people,
    .severity = Severity::warning,
    .focus = kinds(Kind::program),
    .question = "Was a program that the market runs, or helps to run, made with the market?",
    .message =
        "{focus} is to be run {how}, but nobody from the market made it, is consulted or carries it out.",
    .advice = "Name who from the market takes part under \"co_created_with\" or \"performed_by\", or run it "
              "by yourselves.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
