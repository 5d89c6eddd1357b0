#include "check/reading.hpp"
#include "check/reasons.hpp"

#include <cmath>

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"only", "The one contribution of {size} or more does not say why."},
    {"one", "{count} of {all} contributions of {size} or more does not say why."},
};
constexpr std::string_view footprint[] = {"all goal.status",       "all goal>supports.*",
                                          "all mission.status",    "all mission>supports.*",
                                          "all program.status",    "all program>contributes_to.*",
                                          "all activity.status",   "all activity>contributes_to.*",
                                          "all capability.status", "all capability>contributes_to.*"};
constexpr Parameter parameters[] = {
    {"size", 50, "from this size on, whether it helps or harms, a contribution needs a reason"}};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  double all = 0;
  std::vector<Element> silent;
  double count = 0;
  const auto look = [&](Element e, Relation r, auto contribution, auto given) {
    for (const Edge& edge : v.out(e, r)) {
      const Quantity c = v.get(contribution, edge);
      if (!c.known() || std::fabs(c.point()) < run.parameter(0) || !open(v, e)) continue;
      ++all;
      if (given(v, edge)) continue;
      ++count;
      silent.push_back(e);
    }
  };
  for (const Kind kind : {Kind::goal, Kind::mission})
    v.each(kind, [&](Element e) {
      look(e, Relation::supports, edge_field::supports::contribution, SupportReasons::given);
    });
  for (const Kind kind : {Kind::program, Kind::activity, Kind::capability})
    v.each(kind, [&](Element e) {
      look(e, Relation::contributes_to, edge_field::contributes_to::contribution, ContributionReasons::given);
    });
  if (count == 0) return;
  auto report = run.report(strategy);
  report.number("count", count).number("all", all).number("size", run.parameter(0));
  relate(report, v, std::move(silent));
}

std::string render(const Rendering& r) {
  return r.say(r.number("all") == 1 ? "only" : r.number("count") == 1 ? "one" : "");
}

} // namespace

extern const Rule size_without_reason = {
    .code = "NL024",
    .name = "size-without-reason",
    .category = Category::structure,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Do large contributions say why they are so large?",
    .message = "{count} of {all} contributions of {size} or more do not say why.",
    .advice = "Write who says so and what it rests on as \"why\", or where the figure comes from "
              "as \"source\".",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .variants = variants,
};

} // namespace northline::rules
