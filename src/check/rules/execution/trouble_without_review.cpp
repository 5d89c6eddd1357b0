#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "at risk",
    "off track",
    "Let {owner} look at it every month.",
};
constexpr std::string_view footprint[] = {"status", "health", ">reviewed_by", ">measured_by.cadence",
                                          ">measured_by>reviewed_by"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const auto health = v.get(field::common::health, e);
  if ((health != choice::health::at_risk && health != choice::health::off_track) || !run.as_of.known() ||
      !committed(v, e))
    return;
  const auto ahead = [&](Element of) {
    for (const Edge& r : v.out(of, Relation::reviewed_by)) {
      const Date day = v.get(edge_field::reviewed_by::date, r);
      if (!day.known() || v.get(edge_field::reviewed_by::cadence, r).known() || run.as_of < day) return true;
    }
    return false;
  };
  if (ahead(e)) return;
  for (const Edge& m : v.out(e, Relation::measured_by))
    if (ahead(m.target) || v.get(field::metric::cadence, v.as<Kind::metric>(m.target)).known()) return;
  run.report(e)
      .text("health", health == choice::health::at_risk ? "at risk" : "off track")
      .date("date", run.as_of)
      .at("health");
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element owner = answerable(v, r.focus, true);
  if (owner == no_element || has_target(v, r.focus, Relation::reviewed_by, owner)) return false;
  f.title = "Let {owner} look at it every month.";
  f.values = {{"owner", r.describe(owner)}};
  f.safety = Safety::display;
  f.patch = add_relation_with(v, r.focus, Relation::reviewed_by, owner, "cadence", quoted("monthly"));
  return !f.patch.empty();
}

} // namespace

extern const Rule trouble_without_review = {
    .code = "NL922",
    .name = "trouble-without-review",
    .category = Category::execution,
    .severity = Severity::advice,
    .focus = kinds(Kind::goal, Kind::program),
    .question = "Is a look planned at what is in trouble?",
    .message = "{focus} is {health}, and nobody is to look at it after {date}.",
    .advice = "Agree a day within the next weeks, and write it under \"reviewed_by\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
