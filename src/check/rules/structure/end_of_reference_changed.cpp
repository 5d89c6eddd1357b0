#include "check/document_text.hpp"
#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"changed", "{focus} was taken from {document} on {taken} and was changed here since."},
    {"old", "{focus} was taken from {document} on {taken} and has not been compared with it since."},
};
constexpr std::string_view phrases[] = {"another document"};
constexpr std::string_view footprint[] = {"from", "status", "updated", "decided"};
constexpr Parameter parameters[] = {
    {"max_days", 365, "days after which a copy is to be compared with its original"}};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const Raw from = v.get(field::common::from, e);
  if (!from.known() || from.text[from.at] != '{' || !in_force(v, e)) return;
  Date taken;
  std::string_view document;
  std::string scratch;
  for (json::Walker w(from.text, from.at); w.next();) {
    if (w.value()[0] != '"') continue;
    const std::string_view raw = json::raw_string(from.text, w.value_at());
    if (w.raw_key() == "as_of") taken = parse_date(raw);
    if (w.raw_key() == "document") document = json::decode(raw, scratch);
  }
  if (!taken.known()) return;
  Date changed = v.get(field::common::updated, e);
  const Date decided = v.get(field::common::decided, e);
  if (decided.known() && (!changed.known() || changed < decided)) changed = decided;
  const bool here = changed.known() && taken < changed;
  const bool old = run.as_of.known() && taken + static_cast<std::int32_t>(run.parameter(0)) < run.as_of;
  if (!here && !old) return;
  run.report(e)
      .text("variant", here ? "changed" : "old")
      .text("document", document.empty() ? "another document" : document)
      .date("taken", taken)
      .at("from");
}

} // namespace

extern const Rule end_of_reference_changed = {
    .code = "NL025",
    .name = "end-of-reference-changed",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = every_kind & ~kinds(Kind::strategy),
    .question = "Is what was taken from another document still as it was there?",
    .message = "{focus} was taken from {document} on {taken} and may be out of date.",
    .advice = "Compare it with the original, take over what is new, and write the day of the "
              "comparison under \"from\".",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
