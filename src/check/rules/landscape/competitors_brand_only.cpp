#include "check/grounds.hpp"
#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {"customers", "partners"};
constexpr std::string_view footprint[] = {"all assessment.status", "all assessment.subject",
                                          "all assessment.aspects", "all assessment.date"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  std::vector<Element> looked;
  std::uint32_t bits = 0;
  bool untold = false;
  v.each_of<Kind::assessment>([&](ElementOf<Kind::assessment> a) {
    if (v.get(field::assessment::subject, a) != choice::subject::competitors || !in_force(v, a) ||
        !made_by(v, a, run.as_of))
      return;
    const auto aspects = v.get(field::assessment::aspects, a);
    untold = untold || !aspects.known();
    bits |= aspects.bits;
    looked.push_back(a);
  });
  if (looked.empty() || untold) return;
  const ChoiceSet<choice::aspect> seen{bits};
  std::string missing;
  const auto ask = [&](choice::aspect aspect, std::string_view name) {
    if (!seen.has(aspect)) missing += (missing.empty() ? "" : " and ") + std::string(name);
  };
  ask(choice::aspect::customers, "customers");
  ask(choice::aspect::partners, "partners");
  if (missing.empty()) return;
  auto report = run.report(strategy);
  report.text("missing", missing);
  relate(report, v, std::move(looked));
}

} // namespace

extern const Rule competitors_brand_only = {
    .code = "NL111",
    .name = "competitors-brand-only",
    .category = Category::landscape,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Were competitors looked at for their customers and partners too?",
    .message = "Competitors were assessed, but not for their {missing}.",
    .advice = "Look at whom they serve and who sells for them, and write what was looked at "
              "under \"aspects\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::landscape | Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
