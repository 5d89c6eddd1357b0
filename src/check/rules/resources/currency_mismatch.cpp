#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"divides", "{focus}: it divides {over} by {under}."},
    {"unit", "{focus}: it is in {own}, what it divides is in {over}."},
    {"takes",
     "{focus}: what it takes from {from} is in another currency, and no rate says what it is worth."},
    {"reaches",
     "{focus}: the price of reaching {to} is in another currency, and no rate says what it is worth."},
};
constexpr std::string_view footprint[] = {"value",
                                          "value_per_member",
                                          "budget",
                                          "cost_each",
                                          "rate",
                                          "cost",
                                          "impact",
                                          ">consumes.money",
                                          ">reaches.cost_per_thousand",
                                          "status",
                                          "life",
                                          "unit",
                                          ">numerator.unit",
                                          ">denominator.unit"};

bool lost(Quantity q) { return q.given && !q.known(); }
bool currency(const std::string& unit) {
  if (unit.size() != 3) return false;
  for (const char c : unit)
    if (c < 'A' || c > 'Z') return false;
  return true;
}

void of_metric(RuleRun& run, ElementOf<Kind::metric> m) {
  const View& v = run.view;
  const EdgeRange above = v.out(m, Relation::numerator), below = v.out(m, Relation::denominator);
  if (above.size() != 1 || !in_force(v, m)) return;
  const auto unit = [&v](Element e) { return v.text(field::metric::unit, v.as<Kind::metric>(e)); };
  const Element n = (*above.begin()).target;
  const std::string over = unit(n), own = unit(m);
  if (!currency(over)) return;
  if (below.size() == 1) {
    const Element d = (*below.begin()).target;
    const std::string under = unit(d);
    if (currency(under) && under != over) {
      run.report(m)
          .text("variant", "divides")
          .text("over", over)
          .text("under", under)
          .key("parts")
          .related(n)
          .related(d);
      return;
    }
    if (currency(under)) return; // the quotient is no amount of money
  }
  if (currency(own) && own != over)
    run.report(m)
        .text("variant", "unit")
        .text("own", own)
        .text("over", over)
        .key("unit")
        .related(n)
        .at("unit");
}

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const auto attribute = [&](std::string_view name, Quantity q) {
    if (lost(q) && in_force(v, e)) run.report(e).text("what", name).key(name).at(name);
  };
  switch (v.kind(e)) {
  case Kind::benefit:
    return attribute("value", v.get(field::benefit::value, v.as<Kind::benefit>(e)));
  case Kind::audience:
    return attribute("value_per_member", v.get(field::audience::value_per_member, v.as<Kind::audience>(e)));
  case Kind::risk:
    return attribute("impact", v.get(field::risk::impact, v.as<Kind::risk>(e)));
  case Kind::resource:
    attribute("rate", v.get(field::resource::rate, v.as<Kind::resource>(e)));
    return attribute("cost", v.get(field::resource::cost, v.as<Kind::resource>(e)));
  case Kind::program:
    attribute("budget", v.get(field::program::budget, v.as<Kind::program>(e)));
    break;
  case Kind::activity:
    attribute("cost_each", v.get(field::activity::cost_each, v.as<Kind::activity>(e)));
    break;
  case Kind::metric:
    of_metric(run, v.as<Kind::metric>(e));
    break;
  default:
    break;
  }
  Element from = no_element;
  for (const Edge& c : v.out(e, Relation::consumes))
    if (lost(v.get(edge_field::consumes::money, c)) && (from == no_element || by_id(v, c.target, from)))
      from = c.target;
  if (from != no_element && in_force(v, e))
    run.report(e).text("variant", "takes").text("from", v.id(from)).at_target(Relation::consumes, from);
  if (!v.is(e, Kind::channel)) return;
  Element to = no_element;
  for (const Edge& c : v.out(e, Relation::reaches))
    if (lost(v.get(edge_field::reaches::cost_per_thousand, c)) &&
        (to == no_element || by_id(v, c.target, to)))
      to = c.target;
  if (to != no_element && in_force(v, e))
    run.report(e).text("variant", "reaches").text("to", v.id(to)).at_target(Relation::reaches, to);
}

} // namespace

extern const Rule currency_mismatch = {
    .code = "NL513",
    .name = "currency-mismatch",
    .category = Category::resources,
    .severity = Severity::error,
    .focus = kinds(Kind::benefit, Kind::audience, Kind::program, Kind::activity, Kind::resource, Kind::risk,
                   Kind::channel, Kind::metric),
    .question = "Can all money be added up?",
    .message = "{focus}: {what} is in another currency, and no rate says what it is worth.",
    .advice = "Give the rate at which the amount is exchanged, or write it in the document's currency.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::money,
    .variants = variants,
};

} // namespace northline::rules
