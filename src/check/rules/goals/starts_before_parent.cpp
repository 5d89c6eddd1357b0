#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Start it with {parent}, on {parent_start}.",
};
constexpr std::string_view footprint[] = {"start", "status", ">refines.status", ">refines.start"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  const Date start = v.get(field::goal::start, v.as<Kind::goal>(goal));
  if (!start.known() || !open(v, goal)) return;
  for (const Edge& e : v.out(goal, Relation::refines)) {
    if (e.target == goal || !open(v, e.target)) continue;
    const Date parent = v.get(field::goal::start, v.as<Kind::goal>(e.target));
    if (parent.known() && start < parent)
      run.report(goal)
          .date("start", start)
          .element("parent", e.target)
          .date("parent_start", parent)
          .at("start");
  }
}

bool fix(const Rendering& r, Fix& f) {
  const Date due = r.view.get(field::goal::due, r.view.as<Kind::goal>(r.focus));
  const Date day = r.date("parent_start");
  if (due.known() && due < day) return false;
  f.title = "Start it with {parent}, on {parent_start}.";
  f.safety = Safety::display;
  f.patch = set_member(r.view, r.focus, "start", quoted(day));
  return true;
}

} // namespace

extern const Rule starts_before_parent = {
    .code = "NL229",
    .name = "starts-before-parent",
    .category = Category::goals,
    .severity = Severity::advice,
    .focus = kinds(Kind::goal),
    .question = "Does the goal start no earlier than the one it is a part of?",
    .message = "{focus} starts on {start}, before {parent}, which it is a part of and which starts on "
               "{parent_start}.",
    .advice = "Give both the same start, or let the part support the other instead of refining it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
