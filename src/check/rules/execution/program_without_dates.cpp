#include "check/mending.hpp"
#include "check/periods.hpp"
#include <algorithm>
#include <cmath>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "neither a start nor an end",
    "no start",
    "no end",
    "Take what is missing from its activities.",
    "Take what is missing from the goals it helps.",
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

// What its activities say; else what the goals it helps say of themselves. The end is that of the first goal.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const ElementOf<Kind::program> p{r.focus};
  Date start = v.get(field::program::start, p), end = v.get(field::program::end, p);
  const bool starts = start.known();
  const bool ends = end.known() || v.get(field::program::duration, p).known() ||
                    v.get(field::program::continuous, p) == Maybe::yes;
  Date first, last;
  bool all = true; // only activities that all say when they end tell when the whole does
  for (const Edge& e : v.in(r.focus, Relation::part_of)) {
    if (!in_force(v, e.source)) continue;
    const Date from = first_day(v, e.source), to = last_day(v, e.source);
    if (from.known() && (!first.known() || from < first)) first = from;
    if (!to.known()) all = false;
    if (to.known() && (!last.known() || last < to)) last = to;
  }
  if (!all) last = Date{};
  const bool of_parts = first.known() || last.known();
  if (!of_parts)
    for (const Edge& e : v.out(r.focus, Relation::contributes_to)) {
      const ElementOf<Kind::goal> g{e.target};
      if (!open(v, g) || !helps(v, e)) continue;
      const Date from = v.get(field::goal::start, g), due = v.get(field::goal::due, g);
      if (from.known() && (!first.known() || from < first)) first = from;
      if (!due.known()) continue;
      const Date by =
          due + -static_cast<std::int32_t>(std::ceil(std::min(v.get(field::goal::lag, g).point_or(0), 1e6)));
      if (!last.known() || by < last) last = by;
    }
  std::vector<std::string> all_patches;
  if (!starts) {
    if (!first.known() && v.out(r.focus, Relation::depends_on).empty()) return false;
    start = first;
    if (first.known()) all_patches.push_back(set_member(v, r.focus, "start", quoted(first)));
  }
  if (!ends) {
    if (!last.known()) return false;
    end = last;
    all_patches.push_back(set_member(v, r.focus, "end", quoted(last)));
  }
  if (all_patches.empty() || (start.known() && end.known() && end < start)) return false;
  if (of_parts)
    f.title = "Take what is missing from its activities.";
  else
    f.title = "Take what is missing from the goals it helps.";
  f.safety = Safety::display;
  f.patch = joined(all_patches);
  return true;
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
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::landscape | Pack::channels_later | Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
