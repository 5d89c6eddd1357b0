#include "check/candidates.hpp"
#include "check/measuring.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "sales",
    "leads",
    "trust",
    "loyalty",
    "followers",
    "fans",
    "likes",
    "page_likes",
    "impressions",
    "views",
    "Measure it by {metric}, too.",
};
constexpr std::string_view footprint[] = {"status", "type", ">measured_by.*",
                                          ">measured_by>replaced_by.status"};

/// Followers, likes and what else can be had without anybody changing their mind.
std::string vanity(const View& v, ElementOf<Kind::metric> m) {
  const std::string measure = v.text(field::metric::measure, m);
  static constexpr std::string_view names[] = {"followers",  "fans",        "likes",
                                               "page_likes", "impressions", "views"};
  if (among(measure, names)) return measure;
  if (!measure.empty() || v.get(field::metric::quantity, m) == choice::metric_quantity::ratio) return {};
  const std::string unit = lowered(v.text(field::metric::unit, m));
  return among(unit, names) ? unit : std::string();
}

std::string_view serious(choice::goal_type t) {
  switch (t) {
  case choice::goal_type::sales:
    return "sales";
  case choice::goal_type::leads:
    return "leads";
  case choice::goal_type::trust:
    return "trust";
  case choice::goal_type::loyalty:
    return "loyalty";
  default:
    return {};
  }
}

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  const std::string_view type = serious(v.get(field::goal::type, v.as<Kind::goal>(goal)));
  if (type.empty() || !open(v, goal)) return;
  std::vector<std::string> names;
  std::vector<Element> metrics;
  for (const Edge& e : v.out(goal, Relation::measured_by)) {
    if (!live(v, e.target)) continue;
    std::string name = vanity(v, v.as<Kind::metric>(e.target));
    if (name.empty()) return;
    names.push_back(std::move(name));
    metrics.push_back(e.target);
  }
  if (metrics.empty()) return;
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::string what;
  for (const std::string& name : names)
    what += (what.empty() ? "" : name == names.back() ? " and " : ", ") + name;
  auto report = run.report(goal);
  report.text("type", type).text("what", what);
  relate(report, v, std::move(metrics));
}

constexpr std::string_view causes[] = {"NL607"};

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element metric = only_open(v, Kind::metric, [&v](Element e) {
    const ElementOf<Kind::metric> m{e};
    return shows_result(v.get(field::metric::type, m)) && spare_metric(v, m) && vanity(v, m).empty();
  });
  if (metric == no_element || apart(v, r.focus, metric)) return false;
  return offer(r, f, "Measure it by {metric}, too.", "metric", Relation::measured_by, metric);
}

} // namespace

extern const Rule vanity_metric_alone = {
    .code = "NL621",
    .name = "vanity-metric-alone",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Does more than applause stand behind a goal of sales or trust?",
    .message = "{focus} is a goal of {type}, but only {what} stand behind it.",
    .advice = "Add a metric of what people buy, book, believe or recommend.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
