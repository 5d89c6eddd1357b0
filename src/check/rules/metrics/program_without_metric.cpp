#include "check/candidates.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Measure it by {metric}.",
};
constexpr std::string_view footprint[] = {"status", ">measured_by.status", "<part_of.status",
                                          "<part_of>measured_by.status", ">part_of>measured_by.status"};

bool measured(const View& v, Element program) {
  for (const Edge& e : v.out(program, Relation::measured_by))
    if (in_force(v, e.target)) return true;
  return false;
}

void decide(RuleRun& run, Element program) {
  const View& v = run.view;
  if (!open(v, program) || measured(v, program)) return;
  for (const Edge& part : v.in(program, Relation::part_of))
    if (v.is(part.source, Kind::program) && in_force(v, part.source) && measured(v, part.source)) return;
  for (const Edge& home : v.out(program, Relation::part_of))
    if (v.is(home.target, Kind::program) && measured(v, home.target)) return;
  run.report(program);
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  if (!only_unmeasured(v, r.focus)) return false;
  const Element metric = only_open(v, Kind::metric, [&v](Element m) { return spare_metric(v, m); });
  return offer(r, f, "Measure it by {metric}.", "metric", Relation::measured_by, metric);
}

} // namespace

extern const Rule program_without_metric = {
    .code = "NL632",
    .name = "program-without-metric",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::program),
    .question = "Will anybody know whether the program worked?",
    .message = "{focus} is measured by nothing.",
    .advice = "Name under \"measured_by\" what would show that the program does its part.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::landscape | Pack::smacad | Pack::measurement,
    .small = Severity::off,
    .phrases = phrases,
};

} // namespace northline::rules
