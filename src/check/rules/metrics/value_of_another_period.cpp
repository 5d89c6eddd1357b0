#include "check/candidates.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "day", "week", "month", "quarter", "year", "Count it per {period}.",
};
constexpr std::string_view footprint[] = {"status",   "life",    ">replaced_by.status", "per", "quantity",
                                          "baseline", "targets", "observations"};

struct Length {
  std::string_view name;
  int least, most;
};
/// How many days such a period may have.
Length length_of(choice::per p) {
  switch (p) {
  case choice::per::day:
    return {"day", 1, 1};
  case choice::per::week:
    return {"week", 7, 7};
  case choice::per::month:
    return {"month", 28, 31};
  case choice::per::quarter:
    return {"quarter", 84, 92}; // twelve weeks pass as a quarter
  case choice::per::year:
    return {"year", 364, 371}; // as do 52 and 53 weeks as a year
  default:
    return {"", 0, 0};
  }
}

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  const Length length = length_of(v.get(field::metric::per, m));
  const auto quantity = v.get(field::metric::quantity, m);
  if (length.most == 0 || !v.get(field::metric::observations, m).known() || !live(v, metric)) return;
  if (quantity != choice::metric_quantity::flow && quantity != choice::metric_quantity::distinct &&
      quantity != choice::metric_quantity::money)
    return;
  const Reading* found = nullptr;
  for (const Reading& r : run.facts.figures(metric).seen) {
    if (!r.usable() || !r.first.known() || !(r.first < r.last))
      continue;                                            // of a day: it says when, not over what
    if (run.as_of.known() && run.as_of < r.last) continue; // not over yet
    const int days = r.last - r.first + 1;
    if (days < length.least || days > length.most) found = &r;
  }
  if (found)
    run.report(metric)
        .text("per", length.name)
        .text("when", when_text(*found))
        .number("days", found->last - found->first + 1)
        .at("observations");
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // Where all values cover periods of one other length, that is what is counted.
  static constexpr choice::per all[] = {choice::per::day, choice::per::week, choice::per::month,
                                        choice::per::quarter, choice::per::year};
  std::string_view name;
  const std::vector<Reading> seen = readings(v.get(field::metric::observations, v.as<Kind::metric>(r.focus)));
  for (const choice::per p : all) {
    const Length l = length_of(p);
    bool fits = true;
    for (const Reading& x : seen) {
      if (!x.usable() || !x.first.known()) continue;
      const int days = x.last - x.first + 1;
      fits = fits && days >= l.least && days <= l.most;
    }
    if (fits) name = l.name;
  }
  if (name.empty()) return false;
  f.title = "Count it per {period}.";
  f.values = {{"period", std::string(name)}};
  f.safety = Safety::display;
  f.patch = set_member(v, r.focus, "per", quoted(name));
  return true;
}

} // namespace

extern const Rule value_of_another_period = {
    .code = "NL644",
    .name = "value-of-another-period",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Do values cover the period the metric is counted over?",
    .message = "{focus} is counted per {per}, but its value {when} covers {days} days.",
    .advice = "Split the value, or add the parts up, until it covers one period.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
