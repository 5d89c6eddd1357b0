#include "check/measuring.hpp"
#include "check/records.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Keep the first of them.",
};
constexpr Variant variants[] = {
    {"differ", "{focus} has {count} values {when}, from {least:unit} to {most:unit}."},
};
constexpr std::string_view footprint[] = {"status",   "life",    ">replaced_by.status", "unit",
                                          "baseline", "targets", "observations"};

void decide(RuleRun& run, Element metric) {
  const View& v = run.view;
  if (!v.get(field::metric::observations, v.as<Kind::metric>(metric)).known() || !live(v, metric)) return;
  const std::vector<Reading>& seen = run.facts.figures(metric).seen; // in the order of time
  for (std::size_t i = 0; i < seen.size();) {
    std::size_t j = i + 1;
    while (j < seen.size() && seen[j].first == seen[i].first && seen[j].last == seen[i].last) ++j;
    const bool differ = seen[i].value != seen[j - 1].value;
    if (j - i > 1 && seen[i].first.known() && seen[i].usable()) {
      run.report(metric)
          .number("count", static_cast<double>(j - i))
          .text("when", when_text(seen[i]))
          .text("variant", differ ? "differ" : "")
          .number("least", seen[i].value)
          .number("most", seen[j - 1].value)
          .text("unit", v.text(field::metric::unit, v.as<Kind::metric>(metric)))
          .key(when_text(seen[i]))
          .severity(differ ? Severity::error : Severity::warning)
          .at("observations");
    }
    i = j;
  }
}

bool fix(const Rendering& r, Fix& f) {
  if (r.text("variant") == "differ") return false;
  const std::vector<Reading> all =
      readings(r.view.get(field::metric::observations, ElementOf<Kind::metric>{r.focus}));
  bool kept = false;
  std::string operations;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (when_text(all[i]) != r.text("when")) continue;
    if (!kept) {
      kept = true;
      continue;
    }
    std::string pointer;
    append_json_string(pointer, element_spot(r.view, r.focus).pointer + "/observations/" + std::to_string(i));
    // The last one first: places before it do not move.
    operations =
        "{\"op\":\"remove\",\"path\":" + pointer + "}" + (operations.empty() ? "" : "," + operations);
  }
  if (operations.empty()) return false;
  f.title = "Keep the first of them.";
  f.safety = Safety::unsafe;
  f.patch = "[" + operations + "]";
  return true;
}

} // namespace

extern const Rule two_values_for_one_period = {
    .code = "NL637",
    .name = "two-values-for-one-period",
    .category = Category::metrics,
    .severity = Severity::error,
    .focus = kinds(Kind::metric),
    .question = "Is there one value for each period?",
    .message = "{focus} has {count} values {when}, all the same.",
    .advice = "Keep the value that is right and take the others out.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::measurement,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
