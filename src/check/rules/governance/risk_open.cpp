#include "check/candidates.hpp"
#include "check/people.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"share", 0.02, "share of the money planned that a risk may be expected to cost unanswered"},
    {"probability", 0.25, "probability from which a risk without known cost needs an answer"},
};
constexpr Variant variants[] = {
    {"costly", "{focus} is expected to cost {loss:amount} of the {planned:amount} planned, and nothing in "
               "force is planned against it."},
    {"likely", "{focus} is likely to {probability:percent}, and nothing in force is planned against it."},
};
constexpr std::string_view phrases[] = {
    "Say that {policy} holds it down.",
};
constexpr std::string_view footprint[] = {
    "currency",           "all resource.status",         "all resource.type", "all resource.capacity",
    "all program.status", "all program.budget",          "all risk.status",   "all risk.probability",
    "all risk.impact",    "all risk>mitigated_by.status"};

double budgets(const View& v) {
  double sum = 0;
  v.each_of<Kind::resource>([&](ElementOf<Kind::resource> r) {
    if (v.get(field::resource::type, r) == choice::resource_type::budget && in_force(v, r))
      sum += v.get(field::resource::capacity, r).point_or(0);
  });
  if (sum > 0) return sum;
  v.each_of<Kind::program>([&](ElementOf<Kind::program> p) {
    if (open(v, p)) sum += v.get(field::program::budget, p).point_or(0);
  });
  return sum;
}

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  double money = unknown_number;
  v.each_of<Kind::risk>([&](ElementOf<Kind::risk> risk) {
    const double probability = v.get(field::risk::probability, risk).point();
    if (!known(probability) || !open(v, risk) || names_somebody(v, risk, Relation::mitigated_by)) return;
    if (!known(money)) money = budgets(v);
    const double loss = probability * v.get(field::risk::impact, risk).point();
    const bool costly = known(loss) && money > 0;
    if (costly) {
      if (!(loss > run.parameter(0) * money)) return;
    } else {
      if (!(probability >= run.parameter(1))) return;
    }
    auto report = run.report(risk);
    report.text("variant", costly ? "costly" : "likely").number("probability", probability);
    if (known(loss)) report.number("loss", loss);
    if (costly) report.number("planned", money);
  });
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  choice::topic topic = choice::topic::absent;
  switch (v.get(field::risk::category, v.as<Kind::risk>(r.focus))) {
  case choice::risk_category::privacy:
    topic = choice::topic::privacy;
    break;
  case choice::risk_category::reputation:
    topic = choice::topic::crisis;
    break;
  case choice::risk_category::money:
    topic = choice::topic::spending;
    break;
  default:
    return false;
  }
  const Element policy = only_open(v, Kind::policy, [&](Element p) {
    return v.get(field::policy::topic, v.as<Kind::policy>(p)) == topic && committed(v, p);
  });
  return offer(r, f, "Say that {policy} holds it down.", "policy", Relation::mitigated_by, policy);
}

} // namespace

extern const Rule risk_open = {
    .code = "NL858",
    .name = "risk-open",
    .category = Category::governance,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Is something done about each risk that is likely or costly?",
    .message = "Nothing in force is planned against {focus}.",
    .advice = "Name the program, activity or policy that holds it down under \"mitigated_by\", or say why it "
              "is accepted.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::governance | Pack::five_steps,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
