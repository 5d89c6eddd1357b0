#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let it contribute to {goal}.",
};
constexpr std::string_view footprint[] = {"fact work_units", "all program.status"};
constexpr std::string_view causes[] = {"NL001", "NL002"};

enum : std::uint8_t { not_known, helps, idle };

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  const WorkUnits& work = run.facts.work();
  const std::uint32_t programs = work.program_count();
  std::vector<std::uint8_t> own(programs, idle);
  for (std::uint32_t row = 0; row < programs; ++row) {
    bool positive = false;
    for (const Contribution& c : work.to_goals(row)) positive = positive || c.positive();
    // A program is a container for those inside it; once marked, all above it are.
    for (std::uint32_t at = row; positive && at != no_row && own[at] != helps; at = work.home(at))
      own[at] = helps;
  }
  // What belongs to a program that helps has its part in that.
  std::vector<std::uint8_t> state(programs, not_known);
  std::vector<std::uint32_t> walk;
  for (std::uint32_t row = 0; row < programs; ++row) {
    walk.clear();
    std::uint32_t at = row;
    for (; at != no_row && state[at] == not_known && own[at] != helps; at = work.home(at)) walk.push_back(at);
    const std::uint8_t found = at == no_row       ? std::uint8_t{idle}
                               : own[at] == helps ? std::uint8_t{helps}
                                                  : state[at];
    if (at != no_row && own[at] == helps) state[at] = helps;
    for (const std::uint32_t w : walk) state[w] = found;
    const Element program = work.element(row);
    if (state[row] == idle && v.alive(program) && open(v, program)) run.report(program);
  }
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element goal = kindred(v, r.focus, Kind::goal, [](Element) { return true; });
  if (goal == no_element || !over_in_time(v, r.focus, goal)) return false;
  return offer(r, f, "Let it contribute to {goal}.", "goal", Relation::contributes_to, goal);
}

} // namespace

extern const Rule program_without_goal = {
    .code = "NL206",
    .name = "program-without-goal",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Does the program contribute to a goal?",
    .message = "{focus} contributes to no goal, neither itself nor through what belongs to it.",
    .advice = "Name the goal it helps under \"contributes_to\", or stop it: its hours and money are missing "
              "elsewhere.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
