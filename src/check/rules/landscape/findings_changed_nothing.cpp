#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {answer} address {insight}.",
};
constexpr std::string_view footprint[] = {"status",
                                          "date",
                                          "<based_on.status",
                                          "<found_in.status",
                                          "<found_in<based_on.status",
                                          "<found_in<addresses.status",
                                          "<found_in>challenges.status",
                                          "<found_in>threatens.status",
                                          "<found_in>mitigated_by.status"};
constexpr Parameter parameters[] = {
    {"days", 30, "days after the assessment in which nothing is expected yet"}};

bool any_in_force(const View& v, const EdgeRange& range, bool source) {
  for (const Edge& e : range)
    if (in_force(v, source ? e.source : e.target)) return true;
  return false;
}

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const EdgeRange found = v.in(e, Relation::found_in);
  if (found.empty() || !in_force(v, e)) return;
  const Date made = v.get(field::assessment::date, v.as<Kind::assessment>(e));
  if (made.known() && run.as_of.known() && run.as_of - made <= run.parameter(0)) return;
  if (any_in_force(v, v.in(e, Relation::based_on), true)) return;
  bool something = false;
  for (const Edge& f : found) {
    if (!in_force(v, f.source)) continue;
    something = true;
    if (any_in_force(v, v.in(f.source, Relation::based_on), true) ||
        any_in_force(v, v.in(f.source, Relation::addresses), true) ||
        any_in_force(v, v.out(f.source, Relation::challenges), false) ||
        any_in_force(v, v.out(f.source, Relation::mitigated_by), false))
      return;
  }
  if (something) run.report(e); // without findings NL104 speaks
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne found;
  for (const Edge& e : v.in(r.focus, Relation::found_in))
    if (v.is(e.source, Kind::insight) && open(v, e.source)) found.add(e.source);
  if (found.get() == no_element) return false;
  const Element answer = could_answer(v, found.get());
  if (answer == no_element) return false;
  f.title = "Let {answer} address {insight}.";
  f.values = {{"answer", r.describe(answer)}, {"insight", r.describe(found.get())}};
  f.safety = Safety::display;
  f.patch = add_relation(v, answer, Relation::addresses, found.get());
  return true;
}

} // namespace

extern const Rule findings_changed_nothing = {
    .code = "NL112",
    .name = "findings-changed-nothing",
    .category = Category::landscape,
    .severity = Severity::warning,
    .focus = kinds(Kind::assessment),
    .question = "Did the findings change anything?",
    .message = "{focus} found something, but nothing in the plan rests on it or answers what it "
               "found.",
    .advice = "Let goals or programs address what was found, or drop the assessment.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::landscape,
    .phrases = phrases,
};

} // namespace northline::rules
