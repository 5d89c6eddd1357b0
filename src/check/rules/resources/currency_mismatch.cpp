#include "check/mending.hpp"
#include "check/records.hpp"

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
constexpr std::string_view phrases[] = {
    "Exchange it at {rate}, as elsewhere in the document.",
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

// The rate at which the same currency is exchanged elsewhere in the document, where it is one and the same.
class Rates {
public:
  explicit Rates(std::string_view currency) : currency_(currency) {}
  void look(std::string_view t, std::size_t at, unsigned depth = 0) {
    if (depth > 64) return;
    if (t[at] == '{') {
      const std::size_t currency = json::find_member(t, at, "currency"),
                        rate = json::find_member(t, at, "rate");
      if (currency != std::string_view::npos && rate != std::string_view::npos && t[currency] == '"' &&
          json::raw_string(t, currency) == currency_) {
        const double x = parse_number(t.substr(rate, json::skip_value(t, rate) - rate));
        if (!(x > 0) || (known(rate_) && x != rate_)) several_ = true;
        rate_ = x;
      }
    } else if (t[at] != '[') {
      return;
    }
    for (json::Walker w(t, at); w.next();) look(t, w.value_at(), depth + 1);
  }
  double get() const { return several_ ? unknown_number : rate_; }

private:
  std::string_view currency_;
  double rate_ = unknown_number;
  bool several_ = false;
};

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  if (!few_elements(v) || v.overlay() != nullptr || !r.text("variant").empty()) return false;
  const View::Where w = v.where(r.focus);
  const std::string_view t = w.home->text();
  const std::string member = r.text("what");
  const std::size_t at = json::find_member(t, w.home->body_at(w.local), member);
  if (at == std::string_view::npos || t[at] != '{') return false;
  const std::size_t currency = json::find_member(t, at, "currency");
  if (currency == std::string_view::npos || t[currency] != '"' ||
      json::find_member(t, at, "rate") != std::string_view::npos)
    return false;
  Rates rates(json::raw_string(t, currency));
  rates.look(t, v.base().body_at(root_element));
  if (!known(rates.get())) return false;
  std::string pointer = element_spot(v, r.focus).pointer;
  append_pointer(pointer, member);
  append_pointer(pointer, "rate");
  f.title = "Exchange it at {rate}, as elsewhere in the document.";
  f.values = {{"rate", number_text(rates.get())}};
  f.safety = Safety::unsafe;
  f.patch = patch::add(pointer, number_text(rates.get()));
  return true;
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
    .fix = fix,
    .packs = Pack::core | Pack::money,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
