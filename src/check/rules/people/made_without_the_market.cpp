#include "check/people.hpp"
#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    " before it was approved on {a}",
};
constexpr std::string_view footprint[] = {">approved_by", ">co_created_with.type", "all goal.status",
                                          "all goal>co_created_with.type", "all program.status"};

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  const Date decided = latest_approval(v, strategy);
  bool late = false;
  const auto took_part = [&](Element e) {
    for (const Edge& c : v.out(e, Relation::co_created_with)) {
      if (v.is(c.target, Kind::stakeholder)) {
        const auto type = type_of(v, c.target);
        if (type != choice::stakeholder_type::absent &&
            type != choice::stakeholder_type::market_representative &&
            type != choice::stakeholder_type::partner)
          continue;
      }
      const Date day = v.get(edge_field::co_created_with::date, c);
      if (!day.known() || !decided.known() || !(decided < day)) return true;
      late = true;
    }
    return false;
  };
  bool planned = false, made_with = took_part(strategy);
  v.each(Kind::goal, [&](Element goal) {
    if (made_with || !open(v, goal)) return;
    planned = true;
    made_with = took_part(goal);
  });
  if (made_with) return;
  v.each(Kind::program, [&](Element program) { planned = planned || open(v, program); });
  if (!planned) return;
  run.report(strategy).text("when", late ? " before it was approved on " + to_string(decided) : "");
}

} // namespace

extern const Rule made_without_the_market = {
    .code = "NL707",
    .name = "made-without-the-market",
    .category = Category::people,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Did anybody from the market take part in making the strategy?",
    .message = "Nobody from the market took part in making the strategy{when}: no customer, partner or "
               "representative of theirs is named under \"co_created_with\".",
    .advice = "Sit down with customers, partners or people who speak for them before it is decided, and name "
              "them under \"co_created_with\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::smacad,
    .small = Severity::off,
    .phrases = phrases,
};

} // namespace northline::rules
