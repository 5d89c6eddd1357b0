#include "check/candidates.hpp"
#include "check/measuring.hpp"

#include <algorithm>
#include <cmath>

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"statistic_sum", "{focus} is {kind}, but its statistic is the {statistic}."},
    {"statistic_mean",
     "{focus} is {kind}, but its statistic is the {statistic} of ratios instead of the ratio of sums."},
    {"period_sum", "{focus} is {kind}, but its value {when} is the sum of {parts} shorter periods."},
    {"period_mean", "{focus} is {kind}, but its value {when} is the plain mean of {parts} shorter periods."},
};
constexpr std::string_view phrases[] = {
    "a stock",
    "a ratio",
    "a count of different people",
    "a share of those asked",
    "Take the statistic out.",
    "Write the value at its end, {value}.",
};
constexpr std::string_view footprint[] = {
    "status",   "life",    ">replaced_by.status", "quantity",   "statistic",   "measure",
    "baseline", "targets", "observations",        ">numerator", ">denominator"};

std::string_view kind_of(choice::metric_quantity q) {
  switch (q) {
  case choice::metric_quantity::stock:
    return "a stock";
  case choice::metric_quantity::ratio:
    return "a ratio";
  case choice::metric_quantity::distinct:
    return "a count of different people";
  case choice::metric_quantity::survey_share:
    return "a share of those asked";
  default:
    return {};
  }
}

/// Ratios of two sums: their mean over months is another number than the ratio of the year.
bool ratio_of_sums(const View& v, ElementOf<Kind::metric> m) {
  if (!v.out(m, Relation::numerator).empty() && !v.out(m, Relation::denominator).empty()) return true;
  return among(v.text(field::metric::measure, m), {"cpm", "ctr", "cpc", "cpl", "cpa", "cvr", "roas", "cac",
                                                   "open_rate", "click_rate", "unsubscribe_rate"});
}

/// Whether the values of shorter periods that make up the longer one, end to end, were added or averaged.
std::string_view made_of(const std::vector<Reading>& sorted, const Reading& whole, bool ratio,
                         std::size_t& parts) {
  double sum = 0, least = whole.value, most = whole.value;
  parts = 0;
  Date next = whole.first;
  for (const Reading& r : sorted) {
    if (!r.usable() || r.first < whole.first || whole.last < r.last) continue;
    if (r.first == whole.first && r.last == whole.last) continue;
    if (r.first != next) return {};
    next = r.last + 1;
    sum += r.value;
    least = parts == 0 ? r.value : std::min(least, r.value);
    most = parts == 0 ? r.value : std::max(most, r.value);
    ++parts;
  }
  if (parts < 2 || next != whole.last + 1 || whole.value == 0) return {};
  const auto same = [&](double x) { return std::fabs(whole.value - x) <= 2e-4 * std::fabs(x); };
  if (same(sum)) return "period_sum";
  if (ratio && most - least > 1e-3 * std::fabs(most) && same(sum / static_cast<double>(parts)))
    return "period_mean";
  return {};
}

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  const auto quantity = v.get(field::metric::quantity, m);
  const std::string_view kind = kind_of(quantity);
  if (kind.empty() || !live(v, metric)) return;
  const std::string statistic = lowered(v.text(field::metric::statistic, m));
  const bool ratio = quantity == choice::metric_quantity::ratio;
  std::string_view variant;
  Reading period;
  std::size_t parts = 0;
  // A stock may be added up over channels.
  if (among(statistic, {"sum", "total"}) && quantity != choice::metric_quantity::stock)
    variant = "statistic_sum";
  else if (ratio && among(statistic, {"mean", "average"}) && ratio_of_sums(v, m))
    variant = "statistic_mean";
  if (variant.empty() && v.get(field::metric::observations, m).known()) {
    const std::vector<Reading>& seen = run.facts.figures(metric).seen;
    const bool periods =
        std::any_of(seen.begin(), seen.end(), [](const Reading& r) { return r.first != r.last; });
    if (!periods || seen.size() > 400) return; // a long series: each is compared with all
    for (const Reading& whole : seen) {
      if (!whole.usable() || !whole.first.known() || !(whole.first < whole.last)) continue;
      variant = made_of(seen, whole, ratio, parts);
      if (variant.empty()) continue;
      period = whole;
      break;
    }
  }
  if (variant.empty()) return;
  auto report = run.report(metric);
  report.text("variant", variant).text("kind", kind);
  if (parts == 0)
    report.text("statistic", statistic);
  else
    report.text("when", when_text(period)).number("parts", static_cast<double>(parts));
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const std::string variant = r.text("variant");
  f.safety = Safety::display;
  if (variant == "statistic_sum" || variant == "statistic_mean") {
    f.title = "Take the statistic out.";
    f.patch = patch::remove_attribute(v, r.focus, "statistic");
    return true;
  }
  // A stock at the end of a longer time is the stock at the end of its last part.
  const ElementOf<Kind::metric> m{r.focus};
  if (variant != "period_sum" || v.get(field::metric::quantity, m) != choice::metric_quantity::stock)
    return false;
  const std::vector<Reading> all = readings(v.get(field::metric::observations, m));
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (when_text(all[i]) != r.text("when")) continue;
    const Reading* last = nullptr;
    for (const Reading& x : all)
      if (x.usable() && x.last == all[i].last && all[i].first < x.first && (!last || last->first < x.first))
        last = &x;
    if (!last) return false;
    f.title = "Write the value at its end, {value}.";
    f.values = {{"value", value_text(v, m, last->value)}};
    f.patch = set_part(v, m, "observations", i, "value", number_text(last->value));
    return true;
  }
  return false;
}

} // namespace

extern const Rule wrong_sum_or_mean = {
    .code = "NL615",
    .name = "wrong-sum-or-mean",
    .category = Category::metrics,
    .severity = Severity::error,
    .focus = kinds(Kind::metric),
    .question = "Is the figure of a longer time made in a way that its kind allows?",
    .message = "{focus} is {kind}, and its figure of a longer time is made in another way.",
    .advice = "Add up the parts of a ratio and divide once; of a stock take the last value; people seen "
              "twice count once.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::measurement,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
