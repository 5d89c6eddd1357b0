#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {by} rest on {newer} instead.",
};
constexpr std::string_view footprint[] = {"status",
                                          "date",
                                          "valid_until",
                                          "<based_on.status",
                                          "<found_in.status",
                                          "<found_in<based_on.status",
                                          "<found_in<addresses.status"};
constexpr Parameter parameters[] = {
    {"validity_days", 365, "days an assessment is valid when it does not say until when"}};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  if (!run.as_of.known() || !in_force(v, e)) return;
  const auto a = v.as<Kind::assessment>(e);
  Date until = v.get(field::assessment::valid_until, a);
  if (!until.known()) {
    const Date made = v.get(field::assessment::date, a);
    if (!made.known()) return;
    until = {made.days + static_cast<std::int32_t>(run.parameter(0))};
  }
  if (!(until < run.as_of)) return;
  Element by = no_element; // the one with the smallest id, whatever order the document has
  const auto offer = [&](Element other) {
    if (open(v, other) && (by == no_element || v.id(other) < v.id(by))) by = other;
  };
  for (const Edge& edge : v.in(e, Relation::based_on)) offer(edge.source);
  for (const Edge& found : v.in(e, Relation::found_in)) {
    if (!in_force(v, found.source)) continue;
    for (const Edge& edge : v.in(found.source, Relation::based_on)) offer(edge.source);
    for (const Edge& edge : v.in(found.source, Relation::addresses)) offer(edge.source);
  }
  if (by != no_element) run.report(e).date("until", until).element("by", by).at("valid_until");
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // The only one that rests on it may rest on the newest of those that looked at the same.
  const ElementOf<Kind::assessment> old{r.focus};
  const auto subject = v.get(field::assessment::subject, old);
  const Date made = v.get(field::assessment::date, old);
  OnlyOne user;
  for (const Edge& e : v.in(r.focus, Relation::based_on))
    if (open(v, e.source)) user.add(e.source);
  if (user.get() == no_element || subject == choice::subject::absent || !made.known()) return false;
  for (const Edge& e : v.in(r.focus, Relation::found_in))
    if (in_force(v, e.source)) return false; // what was found in it keeps it in use
  const Element newer = only_open(v, Kind::assessment, [&](Element e) {
    const ElementOf<Kind::assessment> a{e};
    const Date day = v.get(field::assessment::date, a);
    return e != r.focus && v.get(field::assessment::subject, a) == subject && made < day &&
           happened(day, r.as_of()) && !has_target(v, user.get(), Relation::based_on, e);
  });
  if (newer == no_element) return false;
  f.title = "Let {by} rest on {newer} instead.";
  f.values = {{"newer", r.describe(newer)}};
  f.safety = Safety::display;
  f.patch = replace_target(v, user.get(), Relation::based_on, r.focus, newer);
  return !f.patch.empty();
}

} // namespace

extern const Rule assessment_out_of_date = {
    .code = "NL103",
    .name = "assessment-out-of-date",
    .category = Category::landscape,
    .severity = Severity::warning,
    .focus = kinds(Kind::assessment),
    .question = "Is the assessment that others rest on still valid?",
    .message = "{focus} was valid until {until}, and {by} still rests on it.",
    .advice = "Look again, or let what rests on it rest on a newer assessment.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
