#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"one", "The strategy has goals, but its one benefit is not for the company."},
};
constexpr std::string_view footprint[] = {"all goal.status", "all benefit.status", "all benefit.beneficiary"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  bool goals = false, ours = false;
  std::vector<Element> others;
  v.each(Kind::goal, [&](Element e) { goals = goals || open(v, e); });
  if (!goals) return;
  v.each_of<Kind::benefit>([&](ElementOf<Kind::benefit> b) {
    if (ours || !in_force(v, b)) return;
    const auto who = v.get(field::benefit::beneficiary, b);
    ours = who == choice::beneficiary::company || who == choice::beneficiary::absent;
    others.push_back(b);
  });
  if (ours || others.empty()) return; // without any NL952 speaks
  auto report = run.report(strategy);
  report.number("count", static_cast<double>(others.size()));
  relate(report, v, std::move(others));
}

std::string render(const Rendering& r) { return r.say(r.number("count") == 1 ? "one" : ""); }

} // namespace

extern const Rule nothing_for_the_company = {
    .code = "NL953",
    .name = "nothing-for-the-company",
    .category = Category::benefits,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Is there something in it for the company?",
    .message = "The strategy has goals and benefits, but none of the {count} benefits is for "
               "the company.",
    .advice = "Record what the company gains as a benefit with beneficiary \"company\", with its "
              "value.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .packs = Pack::core | Pack::smacad | Pack::channels_later | Pack::money,
    .variants = variants,
};

} // namespace northline::rules
