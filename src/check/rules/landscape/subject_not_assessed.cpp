#include "check/grounds.hpp"
#include "check/people.hpp"
#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {"the landscape", "the customers", "the brand", "the competitors",
                                        "the partners"};
constexpr std::string_view footprint[] = {"all assessment.status", "all assessment.subject",
                                          "all assessment.date"};
constexpr Parameter parameters[] = {
    {"subjects", 5,
     "how many of landscape, customers, brand, competitors and partners are asked for, in this order", 2}};

using S = choice::subject;
constexpr S subjects[] = {S::landscape, S::customers, S::brand, S::competitors, S::partners};
constexpr std::string_view names[] = {"the landscape", "the customers", "the brand", "the competitors",
                                      "the partners"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  bool seen[std::size(subjects)] = {};
  unsigned all = 0, untold = 0;
  v.each_of<Kind::assessment>([&](ElementOf<Kind::assessment> a) {
    if (!in_force(v, a)) return;
    ++all;
    const S subject = v.get(field::assessment::subject, a);
    if (subject == S::absent) ++untold;
    if (!made_by(v, a, run.as_of)) return;
    for (unsigned i = 0; i < std::size(subjects); ++i) seen[i] = seen[i] || subject == subjects[i];
  });
  if (all == 0) return; // NL101 speaks
  std::vector<std::string_view> missing;
  for (unsigned i = 0; i < std::size(subjects) && i < run.parameter(0); ++i) {
    if (!seen[i]) missing.push_back(names[i]);
  }
  if (missing.size() <= untold) return; // those that do not say what they looked at may have looked at these
  run.report(strategy).text("missing", listed(missing, "or"));
}

} // namespace

extern const Rule subject_not_assessed = {
    .code = "NL102",
    .name = "subject-not-assessed",
    .category = Category::landscape,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Was every side of the landscape looked at?",
    .message = "Nobody has assessed {missing}.",
    .advice = "Look at what is missing, or write down why it does not matter here.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::landscape | Pack::five_steps | Pack::channels_later | Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
