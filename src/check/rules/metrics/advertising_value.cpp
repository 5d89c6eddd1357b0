#include "check/candidates.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Stop counting it.",
};
constexpr std::string_view footprint[] = {"status",  "life",  ">replaced_by.status",
                                          "measure", "title", "unit"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  const ElementOf<Kind::metric> m{metric};
  const Raw raw = v.get(field::common::title, metric);
  const std::string measure = v.text(field::metric::measure, m);
  bool found = among(measure, {"ave", "aev", "advertising_value_equivalent", "advertising_value",
                               "equivalent_media_value", "earned_media_value", "emv", "media_value"});
  if (!found && raw.known() && measure.empty()) {
    const std::string title = lowered(View::decoded(raw));
    for (const std::string_view words : {"advertising value", "ad value equivalent", "ad equivalency",
                                         "media value", "anzeigenäquivalenz", "anzeigenäquivalent"})
      found = found || title.find(words) != std::string::npos;
    if (const std::size_t at = title.find("ave"); !found && at != std::string::npos)
      found = View::decoded(raw).find("(AVE)") != std::string::npos || View::decoded(raw) == "AVE";
  }
  if (found && live(v, metric)) run.report(metric);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // What is measured by nothing else would be left without any figure.
  for (const Edge& e : v.in(r.focus, Relation::measured_by)) {
    bool other = !open(v, e.source);
    for (const Edge& m : v.out(e.source, Relation::measured_by))
      other = other || (m.target != r.focus && live(v, m.target));
    if (!other) return false;
  }
  f.title = "Stop counting it.";
  f.safety = Safety::display;
  f.patch = set_status(v, r.focus, "dropped");
  return true;
}

} // namespace

extern const Rule advertising_value = {
    .code = "NL639",
    .name = "advertising-value",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Is communication measured by something other than the price of advertisements?",
    .message = "{focus} is an advertising value equivalent: it prices what was printed, not what it did.",
    .advice = "Measure what people saw, understood or did; keep the number of articles as an output.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
