#include "check/reading.hpp"
#include "check/records.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"least", 0.05, "least share of the money where no policy states one"},
    {"most", 0.1, "greatest share where no policy states one"},
};
constexpr std::string_view phrases[] = {
    "its own policy asks for",
    "public bodies plan",
};
constexpr std::string_view footprint[] = {"all program.*", "all policy.status", "all policy.limits",
                                          "fact load", "fact work_units"};

struct Limits {
  double least, most;
};
/// The shares a policy asks for; the narrowest where several do.
bool stated(const View& v, Limits& limits) {
  bool any = false;
  v.each_of<Kind::policy>([&](ElementOf<Kind::policy> p) {
    const Raw raw = v.get(field::policy::limits, p);
    if (!raw.known() || raw.text[raw.at] != '{' || !in_force(v, p)) return;
    const std::size_t at = json::find_member(raw.text, raw.at, "evaluation_share");
    if (at == std::string_view::npos || raw.text[at] != '[') return;
    double ends[2] = {unknown_number, unknown_number};
    std::size_t n = 0;
    for (json::Walker w(raw.text, at); w.next();) {
      const char c = raw.text[w.value_at()];
      if (n < 2 && c >= '0' && c <= '9') ends[n] = parse_number(w.value());
      ++n;
    }
    if (n != 2 || !known(ends[0]) || !known(ends[1])) return;
    limits = any ? Limits{std::max(limits.least, ends[0]), std::min(limits.most, ends[1])}
                 : Limits{ends[0], ends[1]};
    any = true;
  });
  return any && limits.least <= limits.most;
}

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  Limits limits{};
  const bool policy = stated(v, limits);
  if (!policy) limits = {run.parameter(0), run.parameter(1)};
  const WorkUnits& work = run.facts.work();
  const Load& load = run.facts.load();
  double total = 0, evaluation = 0;
  bool any = policy, unknown = false;
  for (std::uint32_t unit = 0; unit < work.size(); ++unit) {
    if (!work.is_unit(unit)) continue;
    double money = 0;
    for (const std::uint32_t i : load.of_unit(unit)) {
      unknown = unknown || !known(load.demands()[i].money);
      money += load.demands()[i].money;
    }
    if (work.is_program(unit)) {
      const ElementOf<Kind::program> p{work.element(unit)};
      const Quantity budget = v.get(field::program::budget, p);
      if (money == 0) {
        if (budget.given && !budget.known()) unknown = true;
        money = budget.point_or(0);
      }
      if (v.get(field::program::type, p) == choice::program_type::evaluation) {
        any = true;
        evaluation += money;
      }
    }
    total += money;
  }
  if (!any || unknown || !(total > 0)) return;
  const double share = evaluation / total;
  if (share >= limits.least - 1e-9 && share <= limits.most + 1e-9) return;
  run.report(strategy)
      .number("share", share * 100)
      .number("least", limits.least * 100)
      .number("most", limits.most * 100)
      .text("who", policy ? "its own policy asks for" : "public bodies plan");
}

} // namespace

extern const Rule evaluation_share = {
    .code = "NL511",
    .name = "evaluation-share",
    .category = Category::resources,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Is a fair share of the money spent on finding out what worked?",
    .message = "{focus} gives {share} % of its money to evaluation; {least} to {most} % is what {who}.",
    .advice = "Plan the evaluation with its money, or say in a policy which share is right here.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::money | Pack::public_sector,
    .phrases = phrases,
};

} // namespace northline::rules
