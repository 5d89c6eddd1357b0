#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "neither a start nor an end",
    "no start",
    "no end",
};
constexpr std::string_view footprint[] = {"status",         "start",        "end",
                                          "duration",       "continuous",   ">depends_on",
                                          ">part_of.start", ">part_of.end", ">part_of.continuous"};

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
  if (!starts || !ends)
    run.report(program).text("missing", !starts && !ends ? "neither a start nor an end"
                                        : !starts        ? "no start"
                                                         : "no end");
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
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::landscape | Pack::channels_later | Pack::smacad,
    .small = Severity::off,
    .phrases = phrases,
};

} // namespace northline::rules
