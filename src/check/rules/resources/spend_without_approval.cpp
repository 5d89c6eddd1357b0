#include "check/reading.hpp"
#include "check/records.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"above", 100000,
     "money from which approval is needed where no policy says so, in the document's currency"},
};
constexpr Variant variants[] = {
    {"policy", "{focus} spends {money:amount}; from {limit:amount} on approval is needed ({who}), and none "
               "is written."},
};
constexpr std::string_view footprint[] = {"all program.status",
                                          "all program.budget",
                                          "all program>approved_by.status",
                                          "all program>approved_by.*",
                                          "all program>governed_by",
                                          "all policy.status",
                                          "all policy.limits",
                                          "all policy.applies_to_all",
                                          "fact load",
                                          "fact work_units"};

/// The sum above which a policy wants approval; NaN if it does not say.
double threshold(const View& v, ElementOf<Kind::policy> p) {
  const Raw raw = v.get(field::policy::limits, p);
  if (!raw.known() || !in_force(v, p)) return unknown_number;
  if (const double x = part(raw, "approval_above"); known(x)) return x;
  if (raw.text[raw.at] != '{') return unknown_number;
  const std::size_t at = json::find_member(raw.text, raw.at, "approval_above");
  if (at == std::string_view::npos || raw.text[at] != '{') return unknown_number;
  const Raw money{raw.text, static_cast<std::uint32_t>(at)};
  if (json::find_member(raw.text, at, "currency") == std::string_view::npos) return part(money, "value");
  return part(money, "value") * part(money, "rate");
}

bool approved(const View& v, Element program, Date as_of) {
  for (const Edge& e : v.out(program, Relation::approved_by)) {
    if (!in_force(v, e.target)) continue;
    const Date day = v.get(edge_field::approved_by::date, e);
    if (day.known() ? !as_of.known() || day <= as_of : !v.get(edge_field::approved_by::requested, e).known())
      return true;
  }
  return false;
}

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  double everywhere = unknown_number;
  Element general = no_element;
  v.each_of<Kind::policy>([&](ElementOf<Kind::policy> p) {
    if (v.get(field::policy::applies_to_all, p) != Maybe::yes) return;
    const double x = threshold(v, p);
    if (!known(x) || x > everywhere || (x == everywhere && by_id(v, general, p))) return;
    everywhere = x;
    general = p;
  });
  const WorkUnits& work = run.facts.work();
  const Load& load = run.facts.load();
  v.each_of<Kind::program>([&](ElementOf<Kind::program> p) {
    if (!committed(v, p)) return;
    double money = v.get(field::program::budget, p).point_or(0);
    const std::uint32_t row = work.row_of_program(p);
    if (money == 0 && work.is_unit(row))
      for (const std::uint32_t i : load.of_unit(row))
        if (known(load.demands()[i].money)) money += load.demands()[i].money;
    if (!(money > 0)) return;
    double limit = everywhere;
    Element policy = general;
    for (const Edge& e : v.out(p, Relation::governed_by)) {
      const double x = threshold(v, ElementOf<Kind::policy>{e.target});
      if (!known(x) || x > limit || (x == limit && policy != no_element && by_id(v, policy, e.target)))
        continue;
      limit = x;
      policy = e.target;
    }
    if (policy == no_element) limit = run.parameter(0);
    if (money < limit || approved(v, p, run.as_of)) return;
    auto report = run.report(p);
    report.number("money", money).number("limit", limit);
    if (policy != no_element) report.element("who", policy);
  });
}

std::string render(const Rendering& r) { return r.say(r.element("who") != no_element ? "policy" : ""); }

constexpr std::string_view causes[] = {"NL001", "NL002"};

} // namespace

extern const Rule spend_without_approval = {
    .code = "NL512",
    .name = "spend-without-approval",
    .category = Category::resources,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Has large spending been approved?",
    .message =
        "{focus} spends {money:amount}; from {limit:amount} on approval is needed, and none is written.",
    .advice = "Have it approved and write who approved it and when.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .consequence_of = causes,
    .packs = Pack::core | Pack::money | Pack::public_sector,
    .variants = variants,
};

} // namespace northline::rules
