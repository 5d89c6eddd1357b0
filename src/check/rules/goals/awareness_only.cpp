#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"one", "The only goal is about being seen or followed; no goal and no benefit says what the business "
            "gets from it."},
};
constexpr std::string_view footprint[] = {"all goal.status", "all goal.type", "all goal>delivers.status",
                                          "all goal>delivers.beneficiary"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  bool other = false;
  std::vector<Element> goals;
  v.each_of<Kind::goal>([&](ElementOf<Kind::goal> goal) {
    if (other || !committed(v, goal)) return;
    const choice::goal_type type = v.get(field::goal::type, goal);
    // A goal of unknown type may be the outcome.
    if (type != choice::goal_type::awareness && type != choice::goal_type::following) {
      other = true;
      return;
    }
    goals.push_back(goal);
    for (const Edge& e : v.out(goal, Relation::delivers)) {
      const auto gains = v.get(field::benefit::beneficiary, v.as<Kind::benefit>(e.target));
      other = other || (in_force(v, e.target) &&
                        (gains == choice::beneficiary::company || gains == choice::beneficiary::absent));
    }
  });
  if (other || goals.empty()) return;
  auto report = run.report(strategy);
  report.number("count", static_cast<double>(goals.size()));
  relate(report, v, goals);
}

std::string render(const Rendering& r) { return r.say(r.number("count") == 1 ? "one" : ""); }

} // namespace

extern const Rule awareness_only = {
    .code = "NL216",
    .name = "awareness-only",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Is there a business outcome behind being seen and followed?",
    .message = "All {count} goals are about being seen or followed; no goal and no benefit says what "
               "the business gets from it.",
    .advice = "Add the goal that awareness is for, such as leads, sales, service or loyalty, and let "
              "the others support it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .variants = variants,
};

} // namespace northline::rules
