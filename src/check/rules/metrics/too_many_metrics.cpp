#include "check/candidates.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"most", 5, "metrics that one goal may have"},
};
constexpr std::string_view phrases[] = {
    "Leave to programs and channels what they are measured by.",
};
constexpr std::string_view footprint[] = {"status", ">measured_by.status", ">measured_by.life",
                                          ">measured_by>replaced_by.status"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  const EdgeRange all = v.out(goal, Relation::measured_by);
  if (!(static_cast<double>(all.size()) > run.parameter(0)) || !open(v, goal)) return;
  std::vector<Element> counted;
  for (const Edge& e : all)
    if (live(v, e.target)) counted.push_back(e.target);
  if (!(static_cast<double>(counted.size()) > run.parameter(0))) return;
  auto report = run.report(goal);
  report.number("count", static_cast<double>(counted.size())).number("most", run.parameter(0));
  relate(report, v, std::move(counted));
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // What the work on the goal is measured by need not stand at the goal as well.
  std::vector<Element> kept;
  unsigned count = 0;
  for (const Edge& e : v.out(r.focus, Relation::measured_by)) {
    bool of_work = false;
    for (const Edge& m : v.in(e.target, Relation::measured_by))
      of_work =
          of_work || ((v.is(m.source, Kind::program) || v.is(m.source, Kind::channel)) && open(v, m.source));
    if (of_work && !shows_result(v.get(field::metric::type, v.as<Kind::metric>(e.target)))) continue;
    kept.push_back(e.target);
    count += live(v, e.target);
  }
  if (count == 0 || count > r.number("most")) return false;
  f.title = "Leave to programs and channels what they are measured by.";
  f.safety = Safety::display;
  f.patch = only_targets_left(v, r.focus, Relation::measured_by, kept);
  return !f.patch.empty();
}

} // namespace

extern const Rule too_many_metrics = {
    .code = "NL638",
    .name = "too-many-metrics",
    .category = Category::metrics,
    .severity = Severity::advice,
    .focus = kinds(Kind::goal),
    .question = "Can the goal's metrics be kept in view?",
    .message = "{focus} is measured by {count} metrics; nobody watches more than {most}.",
    .advice = "Keep those that would change a decision, and move the others to the program or channel they "
              "describe.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::measurement | Pack::okr,
    .phrases = phrases,
};

} // namespace northline::rules
