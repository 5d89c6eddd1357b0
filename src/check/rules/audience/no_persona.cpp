#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"one", "One audience is described, and not by a persona."},
};
constexpr std::string_view footprint[] = {"practices", "all audience.status", "all audience.type"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  if (!v.get(field::strategy::practices, ElementOf<Kind::strategy>{strategy})
           .has(choice::practice::channels_later))
    return;
  double count = 0;
  bool seen = false;
  v.each_of<Kind::audience>([&](ElementOf<Kind::audience> a) {
    if (!open(v, a)) return;
    ++count;
    const auto type = v.get(field::audience::type, a);
    seen = seen || type == choice::audience_type::persona;
  });
  if (!seen && count > 0) run.report(strategy).number("count", count);
}

std::string render(const Rendering& r) { return r.say(r.number("count") == 1 ? "one" : ""); }

} // namespace

extern const Rule no_persona = {
    .code = "NL314",
    .name = "no-persona",
    .category = Category::audience,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Is there a persona to write for?",
    .message = "{count} audiences are described, and none of them as a persona.",
    .advice = "Describe one typical member of the most important audience, as an audience of "
              "type \"persona\" that is part of it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .packs = Pack::core | Pack::channels_later,
    .variants = variants,
};

} // namespace northline::rules
