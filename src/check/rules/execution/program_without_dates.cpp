#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "neither a start nor an end",
    "no start",
    "no end",
};
constexpr Parameter parameters[] = {{"goals", 0, "1: work for a goal that is due has its dates from it", 1}};
constexpr std::string_view footprint[] = {"status",
                                          "start",
                                          "end",
                                          "duration",
                                          "continuous",
                                          ">depends_on",
                                          ">part_of.start",
                                          ">part_of.end",
                                          ">part_of.continuous",
                                          ">contributes_to.due",
                                          ">contributes_to.status"};
constexpr std::string_view causes[] = {"NL207"};

void decide(RuleRun& run, Element program) {
  const View& v = run.view;
  const ElementOf<Kind::program> p{program};
  bool starts = v.get(field::program::start, p).known();
  bool ends = v.get(field::program::end, p).known() || v.get(field::program::duration, p).known() ||
              v.get(field::program::continuous, p) == Maybe::yes;
  if ((starts && ends) || !committed(v, program)) return;
  starts = starts || !v.out(program, Relation::depends_on).empty(); // begins when what it waits for is over
  for (const Edge& e : v.out(program, Relation::part_of)) {
    const ElementOf<Kind::program> home{e.target};
    starts = starts || v.get(field::program::start, home).known();
    ends = ends || v.get(field::program::end, home).known() ||
           v.get(field::program::continuous, home) == Maybe::yes;
  }
  if (starts && ends) return;
  // With a few people work begins now and is over when the goal is due.
  std::vector<Element> goals;
  if (run.parameter(0) > 0)
    for (const Edge& e : v.out(program, Relation::contributes_to)) {
      if (!open(v, e.target)) continue;
      if (v.get(field::goal::due, v.as<Kind::goal>(e.target)).known()) return;
      goals.push_back(e.target);
    }
  auto report = run.report(program);
  report.text("missing", !starts && !ends ? "neither a start nor an end" : !starts ? "no start" : "no end");
  relate(report, v, std::move(goals));
}

} // namespace

extern const Rule program_without_dates = {
    .code = "NL901",
    .name = "program-without-dates",
    .category = Category::execution,
    .severity = Severity::warning,
    .focus = kinds(Kind::program),
    .question = "Does the program say when it starts and ends?",
    .message = "{focus} has {missing}.",
    .advice = "Give it a start, and an end or a duration; if it runs on, say that it is continuous.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .consequence_of = causes,
    .packs = Pack::core | Pack::landscape | Pack::channels_later | Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
