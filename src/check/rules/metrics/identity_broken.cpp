#include "check/candidates.hpp"

#include <cmath>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"tolerance", 0.05, "share by which a figure may differ from the quotient of its parts"},
};
constexpr Variant variants[] = {
    {"day", "{focus} says {stated:unit} on {first}, but {above} over {below} gives {computed:close}."},
    {"period",
     "{focus} says {stated:unit} from {first} to {last}, but {above} over {below} gives {computed:close}."},
    {"target", "{focus} says {stated:unit} as the target for {first}, but {above} over {below} gives "
               "{computed:close}."},
};
constexpr std::string_view phrases[] = {
    "Write what its parts give, {value}.",
};
constexpr std::string_view footprint[] = {"status",
                                          "life",
                                          "measure",
                                          "unit",
                                          "per",
                                          "statistic",
                                          "direction",
                                          "baseline",
                                          "targets",
                                          "observations",
                                          ">numerator.*",
                                          ">denominator.*",
                                          "<measured_by.status",
                                          "<measured_by>measured_by.*"};

/// Quotients of advertising that hold whenever all three figures speak of the same channel and period.
struct Identity {
  std::string_view measure, numerator, denominator;
};
constexpr Identity identities[] = {
    {"cpl", "cpc", "cvr"},
    {"cpa", "cpc", "cvr"},
    {"cpc", "cpm", "ctr"},
};

/// What a written figure has to be multiplied with to be a plain number.
double scale(const View& v, ElementOf<Kind::metric> m) {
  if (v.text(field::metric::measure, m) == "cpm") return 0.001;
  const std::string unit = v.text(field::metric::unit, m);
  if (unit.rfind('%', 0) == 0) return 0.01;
  return unit.rfind("\xE2\x80\xB0", 0) == 0 ? 0.001 : 1; // per mille
}

struct Figures {
  std::vector<Reading> seen; ///< observations, then the baseline
  std::vector<Aim> targets;
};
Figures figures(const View& v, ElementOf<Kind::metric> m) {
  Figures f{readings(v.get(field::metric::observations, m)), aims(v.get(field::metric::targets, m))};
  f.seen.push_back(start_of(v.get(field::metric::baseline, m)));
  return f;
}
double seen_at(const Figures& f, Date first, Date last) {
  for (const Reading& r : f.seen)
    if (r.first == first && r.last == last && known(r.value)) return r.value;
  return unknown_number;
}
double target_at(const Figures& f, Date due) {
  for (const Aim& a : f.targets)
    if (a.due == due && known(a.value)) return a.value;
  return unknown_number;
}

bool comparable(const View& v, ElementOf<Kind::metric> m) {
  return in_force(v, m) && v.get(field::metric::life, m) != choice::metric_life::withdrawn &&
         v.text(field::metric::statistic, m) != "median"; // the quotient of medians is no median
}

struct Broken {
  double stated = 0, computed = 0;
  std::string_view variant;
  Date first, last;
};

/// Calls f(broken) for the places where metric != numerator / denominator, until it says stop. Every figure
/// counts at equal dates alone.
template <class F>
void each_broken(const View& v, Element metric, Element above, Element below, double tolerance, F&& f) {
  const ElementOf<Kind::metric> m{metric}, n{above}, d{below};
  if (!comparable(v, n) || !comparable(v, d)) return;
  const auto n_per = v.get(field::metric::per, n), d_per = v.get(field::metric::per, d);
  if (n_per != choice::per::absent && d_per != choice::per::absent && n_per != d_per) return;
  const double factor = scale(v, n) / scale(v, d) / scale(v, m);
  const Figures whole = figures(v, m), upper = figures(v, n), lower = figures(v, d);
  const auto quotient = [&](double a, double b) {
    const double q = b != 0 ? a / b * factor : unknown_number;
    return std::isfinite(q) ? q : unknown_number;
  };
  for (const Reading& r : whole.seen) {
    if (!known(r.value) || !r.first.known() || !r.last.known()) continue;
    const double q = quotient(seen_at(upper, r.first, r.last), seen_at(lower, r.first, r.last));
    if (!known(q) || std::fabs(r.value - q) <= tolerance * std::fabs(q)) continue;
    if (!f(Broken{r.value, q, r.first == r.last ? "day" : "period", r.first, r.last})) return;
  }
  const auto direction = v.get(field::metric::direction, m);
  for (const Aim& a : whole.targets) {
    if (!known(a.value) || !a.due.known()) continue;
    const double q = quotient(target_at(upper, a.due), target_at(lower, a.due));
    if (!known(q)) continue;
    // A limit is broken from one side only.
    const double off = direction == choice::metric_direction::at_most    ? q - a.value
                       : direction == choice::metric_direction::at_least ? a.value - q
                                                                         : std::fabs(a.value - q);
    if (off <= tolerance * std::fabs(q)) continue;
    if (!f(Broken{a.value, q, "target", a.due, a.due})) return;
  }
}

/// The first such place.
bool compare(RuleRun& run, Element metric, Element above, Element below, Broken& broken) {
  bool found = false;
  each_broken(run.view, metric, above, below, run.parameter(0), [&](const Broken& b) {
    broken = b;
    found = true;
    return false;
  });
  return found;
}

/// The one metric of this measure on the element, or no_element.
Element only_metric(const View& v, Element measured, std::string_view measure) {
  Element found = no_element;
  for (const Edge& e : v.out(measured, Relation::measured_by)) {
    if (v.text(field::metric::measure, v.as<Kind::metric>(e.target)) != measure) continue;
    if (found != no_element && found != e.target) return no_element;
    found = e.target;
  }
  return found;
}

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  const auto report = [&](Element above, Element below, const Broken& b) {
    run.report(metric)
        .number("stated", b.stated)
        .text("unit", v.text(field::metric::unit, m))
        .text("variant", b.variant)
        .date("first", b.first)
        .date("last", b.last)
        .element("above", above)
        .element("below", below)
        .number("computed", b.computed);
  };
  const EdgeRange above = v.out(metric, Relation::numerator), below = v.out(metric, Relation::denominator);
  Broken broken;
  if (!above.empty() || !below.empty()) {
    if (above.size() != 1 || below.size() != 1 || !comparable(v, m))
      return; // a sum of several or a lone half says nothing
    const Element n = (*above.begin()).target, d = (*below.begin()).target;
    if (compare(run, metric, n, d, broken)) report(n, d, broken);
    return;
  }
  const std::string measure = v.text(field::metric::measure, m);
  for (const Identity& i : identities) {
    if (i.measure != measure || !comparable(v, m)) continue;
    Element channel = no_element, n = no_element, d = no_element;
    for (const Edge& e : v.in(metric, Relation::measured_by)) {
      if (!v.is(e.source, Kind::channel) || !in_force(v, e.source) ||
          only_metric(v, e.source, measure) != metric ||
          (channel != no_element && by_id(v, channel, e.source)))
        continue;
      const Element above_here = only_metric(v, e.source, i.numerator);
      const Element below_here = only_metric(v, e.source, i.denominator);
      Broken here;
      if (above_here == no_element || below_here == no_element ||
          !compare(run, metric, above_here, below_here, here))
        continue;
      channel = e.source;
      n = above_here;
      d = below_here;
      broken = here;
    }
    if (channel == no_element) continue;
    report(n, d, broken);
    return;
  }
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // Only where the document itself says that it is made of the two; where several figures differ, they are
  // rather made of something else.
  if (v.out(r.focus, Relation::numerator).empty() || v.out(r.focus, Relation::denominator).empty())
    return false;
  if (r.element("above") == r.focus || r.element("below") == r.focus) return false;
  unsigned differ = 0;
  each_broken(v, r.focus, r.element("above"), r.element("below"), parameters[0].value,
              [&differ](const Broken&) {
                ++differ;
                return true;
              });
  if (differ > 1) return false;
  const ElementOf<Kind::metric> m{r.focus};
  const double x = to_figures(r.number("computed"), 4);
  const std::string value = number_text(x);
  const Date first = r.date("first"), last = r.date("last");
  if (!known(x)) return false;
  if (r.text("variant") == "target") {
    const std::vector<Aim> all = aims(v.get(field::metric::targets, m));
    for (std::size_t i = 0; i < all.size() && f.patch.empty(); ++i)
      if (all[i].due == first && all[i].value == r.number("stated"))
        f.patch = set_part(v, m, "targets", i, "value", value);
  } else {
    const std::vector<Reading> all = readings(v.get(field::metric::observations, m));
    for (std::size_t i = 0; i < all.size() && f.patch.empty(); ++i)
      if (all[i].first == first && all[i].last == last && all[i].value == r.number("stated"))
        f.patch = set_part(v, m, "observations", i, "value", value);
  }
  if (f.patch.empty()) return false;
  f.title = "Write what its parts give, {value}.";
  f.values = {{"value", value}};
  f.safety = Safety::display;
  return true;
}

} // namespace

extern const Rule identity_broken = {
    .code = "NL617",
    .name = "identity-broken",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Do figures that are quotients of others agree with them?",
    .message = "{focus} says {stated:unit}, but {above} over {below} gives {computed:close}.",
    .advice = "Correct the figure that is wrong, or name the parts that it is really made of.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
