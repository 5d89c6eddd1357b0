#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "ends",
    "starts",
    "is due",
    "Bring it forward to the end of the strategy, {day}.",
};
constexpr std::string_view footprint[] = {"start",
                                          "end",
                                          "all program.status",
                                          "all program.start",
                                          "all program.end",
                                          "all goal.status",
                                          "all goal.level",
                                          "all goal.from",
                                          "all goal.due"};
constexpr Parameter parameters[] = {{"days", 31, "days beyond either end that are passed over"}};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  const ElementOf<Kind::strategy> root{strategy};
  const Date start = v.get(field::strategy::start, root), end = v.get(field::strategy::end, root);
  if (!start.known() && !end.known()) return;
  const auto days = static_cast<std::int32_t>(run.parameter(0));
  const auto late = [&](Date d) { return d.known() && end.known() && end + days < d; };
  const auto early = [&](Date d) { return d.known() && start.known() && d + days < start; };
  const auto say = [&](Element e, std::string_view what, Date day, bool after) {
    run.report(e)
        .text("what", what)
        .date("day", day)
        .text("limit", after ? "ends" : "starts")
        .date("edge", after ? end : start);
  };
  v.each_of<Kind::program>([&](ElementOf<Kind::program> p) {
    const Date from = v.get(field::program::start, p), to = v.get(field::program::end, p);
    if (late(from) && open(v, p)) say(p, "starts", from, true);
    if (early(to) && open(v, p)) say(p, "ends", to, false);
  });
  v.each_of<Kind::goal>([&](ElementOf<Kind::goal> g) {
    const Date due = v.get(field::goal::due, g);
    if ((!late(due) && !early(due)) || !open(v, g)) return;
    // The company's goals come from outside and keep their own time.
    if (v.get(field::goal::level, g) == choice::goal_level::corporate || v.has(field::common::from, g))
      return;
    say(g, "is due", due, late(due));
  });
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  if (r.text("what") != "is due" || r.text("limit") != "ends") return false;
  const Date start = v.get(field::goal::start, v.as<Kind::goal>(r.focus)), end = r.date("edge");
  if (end < start || (r.as_of().known() && end < r.as_of()) || !work_ends_by(v, r.focus, end)) return false;
  f.title = "Bring it forward to the end of the strategy, {day}.";
  f.values = {{"day", to_string(end)}};
  f.safety = Safety::display;
  f.patch = set_member(v, r.focus, "due", quoted(end));
  return true;
}

} // namespace

extern const Rule outside_the_strategy = {
    .code = "NL029",
    .name = "outside-the-strategy",
    .category = Category::structure,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Does the work lie in the time of the strategy?",
    .message = "{focus} lies outside the strategy's time: it {what} on {day}, and the strategy "
               "{limit} on {edge}.",
    .advice = "Move it, drop it, or let the strategy last longer.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
