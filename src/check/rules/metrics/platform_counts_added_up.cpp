#include "check/measuring.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status",
                                          "life",
                                          ">replaced_by.status",
                                          "attribution",
                                          "quantity",
                                          "unit",
                                          "measure",
                                          "<measured_by.status",
                                          "<measured_by.platform",
                                          "<drives.*",
                                          "<drives>replaced_by.status",
                                          "<drives<measured_by.status",
                                          "<drives<measured_by.platform",
                                          ">numerator.*",
                                          ">numerator>replaced_by.status",
                                          ">numerator<measured_by.status",
                                          ">numerator<measured_by.platform"};

/// Contacts and spend add up over platforms; people and what they did in the end do not.
bool adds_up(const View& v, ElementOf<Kind::metric> m) {
  static constexpr std::string_view contacts[] = {"impressions", "views", "clicks", "posts",
                                                  "engagements", "likes", "shares", "comments"};
  return among(v.text(field::metric::measure, m), contacts) ||
         among(lowered(v.text(field::metric::unit, m)), contacts);
}
bool counts(choice::metric_quantity q) {
  return q == choice::metric_quantity::absent || q == choice::metric_quantity::flow ||
         q == choice::metric_quantity::distinct || q == choice::metric_quantity::money;
}

/// The platforms of the channels that the metric is read on; a channel without one stands for itself.
void platforms_of(const View& v, Element metric, std::vector<std::string>& all) {
  for (const Edge& e : v.in(metric, Relation::measured_by)) {
    if (!v.is(e.source, Kind::channel) || !in_force(v, e.source)) continue;
    std::string platform = v.text(field::channel::platform, v.as<Kind::channel>(e.source));
    all.push_back(platform.empty() ? "#" + std::string(v.id(e.source)) : std::move(platform));
  }
}
double different(std::vector<std::string>& all) {
  std::sort(all.begin(), all.end());
  return static_cast<double>(std::unique(all.begin(), all.end()) - all.begin());
}

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  if (!live(v, metric)) return;
  std::vector<std::string> platforms;
  std::vector<Element> parts;
  const auto collect = [&](Element part, const std::string& unit) {
    const ElementOf<Kind::metric> p{part};
    if (v.get(field::metric::attribution, p) != choice::attribution::platform ||
        !counts(v.get(field::metric::quantity, p)) || !live(v, part) || adds_up(v, p) ||
        lowered(v.text(field::metric::unit, p)) != unit)
      return;
    platforms_of(v, part, platforms);
    parts.push_back(part);
  };
  if (v.get(field::metric::attribution, m) == choice::attribution::platform &&
      counts(v.get(field::metric::quantity, m)) && !adds_up(v, m)) {
    platforms_of(v, metric, platforms);
    if (different(platforms) < 2) { // not one figure for several, but perhaps one made of several
      platforms.clear();
      const std::string unit = lowered(v.text(field::metric::unit, m));
      for (const Edge& e : v.in(metric, Relation::drives)) collect(e.source, unit);
    }
  } else if (v.get(field::metric::quantity, m) == choice::metric_quantity::ratio) {
    const EdgeRange above = v.out(metric, Relation::numerator);
    if (above.size() < 2) return;
    const std::string unit =
        lowered(v.text(field::metric::unit, v.as<Kind::metric>((*above.begin()).target)));
    for (const Edge& e : above) collect(e.target, unit);
  }
  const double many = different(platforms);
  if (many < 2) return;
  auto report = run.report(metric);
  report.number("platforms", many);
  relate(report, v, std::move(parts));
}

} // namespace

extern const Rule platform_counts_added_up = {
    .code = "NL624",
    .name = "platform-counts-added-up",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Are results counted once, although several platforms claim them?",
    .message = "{focus} adds up what {platforms} platforms count for themselves; who was on two of them is "
               "counted twice.",
    .advice =
        "Count results in a system of your own, or show the platforms' figures side by side without a sum.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement,
};

} // namespace northline::rules
