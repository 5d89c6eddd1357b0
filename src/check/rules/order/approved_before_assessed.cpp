#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {">approved_by", ">based_on.status", ">based_on.date",
                                          ">based_on>found_in.status", ">based_on>found_in.date"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  const Date day = latest_approval(v, strategy);
  if (!day.known()) return;
  FirstDay first;
  Element look = no_element;
  each_ground(v, strategy, [&](ElementOf<Kind::assessment> a) {
    const Date made_on = v.get(field::assessment::date, a);
    if (!stands(v, a)) return;
    const bool earlier = !first.day.known() || (made_on.known() && made_on < first.day);
    first.add(made_on);
    if (earlier || (made_on == first.day && by_id(v, a, look))) look = a;
  });
  if (first.after(day))
    run.report(strategy).date("date", day).element("first", look).date("ground", first.day).at("approved_by");
}

} // namespace

extern const Rule approved_before_assessed = {
    .code = "NL813",
    .name = "approved-before-assessed",
    .category = Category::order,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Was the strategy approved after the assessment it rests on?",
    .message = "The strategy was approved on {date}, before {first} was made on {ground}, on which it "
               "rests.",
    .advice = "Take the findings to those who approved it and have it approved anew.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::landscape,
};

} // namespace northline::rules
