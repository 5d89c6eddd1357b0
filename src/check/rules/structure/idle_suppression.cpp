#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Take the suppression out.",
};

// The engine reports these itself, when all other checks have spoken.
void decide(RuleRun&, Element) {}

constexpr Variant variants[] = {
    {"everywhere", "The suppression of {code} ({reason}) meets no finding."},
    {"element", "The suppression of {code} on \"{on}\" ({reason}) meets no finding."},
};

bool fix(const Rendering& r, Fix& f) {
  const std::string pointer = pointed_at(r);
  constexpr std::string_view list = "/checks/suppress/";
  if (pointer.compare(0, list.size(), list) != 0) return false; // it stands in a file beside the document
  f.title = "Take the suppression out.";
  f.safety = Safety::unsafe;
  f.patch = patch::remove(pointer.substr(0, pointer.find('/', list.size())));
  return true;
}

} // namespace

extern const Rule idle_suppression = {
    .code = "NL026",
    .name = "idle-suppression",
    .category = Category::structure,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Is there something for every suppression to suppress?",
    .message = "The suppression of {code} ({reason}) meets no finding.",
    .advice = "Take the suppression out, or correct its code or element.",
    .parameters = {},
    .footprint = {},
    .decide = decide,
    .fix = fix,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
