#include "check/reading.hpp"

#include <algorithm>
#include <cmath>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Raise the budget to what is planned.",
};
constexpr Variant variants[] = {
    {"program", "{focus} takes {money:amount}, more than its budget of {limit:amount}."},
};
constexpr std::string_view footprint[] = {"status",
                                          "type",
                                          "budget",
                                          "fact load",
                                          "<part_of.status",
                                          "<part_of.type",
                                          "<part_of.capacity",
                                          ">consumes.status",
                                          "<part_of>consumes.status",
                                          ">uses.status",
                                          "<part_of>uses.status",
                                          ">uses>consumes.status",
                                          "<part_of>uses>consumes.status",
                                          ">uses<uses.status",
                                          "<part_of>uses<uses.status",
                                          ">uses<uses>part_of",
                                          "<part_of>uses<uses>part_of"};

bool beyond(double asked, double limit) { return asked > limit + 1e-9 * std::fabs(limit); }

void decide_budget(RuleRun& run, Element resource) {
  const View& v = run.view;
  const Load& load = run.facts.load();
  if (!load.is_budget(resource) || !known(load.base(resource))) return;
  double asked = load.money(resource); // what is unknown counts as nothing: the least it can be
  std::vector<Element> inside;
  for (const Edge& e : v.in(resource, Relation::part_of)) {
    if (e.source == resource || !in_force(v, e.source)) continue;
    const ElementOf<Kind::resource> part_budget{e.source};
    if (v.get(field::resource::type, part_budget) != choice::resource_type::budget) continue;
    asked += v.get(field::resource::capacity, part_budget).point_or(load.money(e.source));
    inside.push_back(e.source);
  }
  if (!beyond(asked, load.base(resource))) return;
  auto report = run.report(resource);
  report.number("money", asked).number("limit", load.base(resource)).at("capacity");
  for (const Demand& d : load.of(resource))
    if (d.consumer != no_element && known(d.money) && d.money > 0) inside.push_back(d.consumer);
  relate(report, v, inside);
}

double direct_money(const View& v, Element e) {
  double sum = 0;
  for (const Edge& c : v.out(e, Relation::consumes)) {
    const Quantity money = v.get(edge_field::consumes::money, c);
    if (money.known() && in_force(v, c.target)) sum += money.point();
  }
  return sum;
}

/// Whether the channel is used by the program and its activities alone, so that its money is theirs.
bool only_used_by(const View& v, Element channel, Element program) {
  for (const Edge& u : v.in(channel, Relation::uses)) {
    if (u.source == program || v.is(u.source, Kind::metric) || !in_force(v, u.source)) continue;
    bool inside = false;
    if (v.is(u.source, Kind::activity))
      for (const Edge& home : v.out(u.source, Relation::part_of)) inside = inside || home.target == program;
    if (!inside) return false;
  }
  return true;
}

void decide_program(RuleRun& run, Element program) {
  const View& v = run.view;
  const Quantity budget = v.get(field::program::budget, v.as<Kind::program>(program));
  if (!budget.known()) return;
  double asked = 0;
  std::vector<Element> channels;
  const auto add = [&](Element work) {
    asked += direct_money(v, work);
    for (const Edge& u : v.out(work, Relation::uses))
      if (v.is(u.target, Kind::channel) && in_force(v, u.target)) channels.push_back(u.target);
  };
  add(program);
  for (const Edge& e : v.in(program, Relation::part_of))
    if (v.is(e.source, Kind::activity) && in_force(v, e.source)) add(e.source);
  std::sort(channels.begin(), channels.end());
  channels.erase(std::unique(channels.begin(), channels.end()), channels.end());
  for (const Element channel : channels)
    if (const double money = direct_money(v, channel); money > 0 && only_used_by(v, channel, program))
      asked += money;
  if (beyond(asked, budget.point()))
    run.report(program)
        .text("variant", "program")
        .number("money", asked)
        .number("limit", budget.point())
        .at("budget");
}

void decide(RuleRun& run, Element e) {
  if (!in_force(run.view, e)) return;
  if (run.view.is(e, Kind::program))
    decide_program(run, e);
  else
    decide_budget(run, e);
}

bool fix(const Rendering& r, Fix& f) {
  if (!r.view.is(r.focus, Kind::program)) return false;
  f.title = "Raise the budget to what is planned.";
  f.safety = Safety::unsafe;
  f.patch = set_member(r.view, r.focus, "budget", number_text(r.number("money")));
  return true;
}

} // namespace

extern const Rule money_over_budget = {
    .code = "NL504",
    .name = "money-over-budget",
    .category = Category::resources,
    .severity = Severity::error,
    .focus = kinds(Kind::resource, Kind::program),
    .question = "Is there enough money for what is planned?",
    .message = "{focus} is asked for {money:amount} and has {limit:amount} to give.",
    .advice = "Plan less, move money from elsewhere, or have the budget raised by whoever may.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
