#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Say that it was found in {earlier}.",
};
constexpr std::string_view footprint[] = {"date", "status", "<found_in.status"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const Date date = v.get(field::assessment::date, v.as<Kind::assessment>(e));
  if (!run.as_of.known() || !date.known() || !(run.as_of < date) || !in_force(v, e)) return;
  std::vector<Element> found;
  for (const Edge& edge : v.in(e, Relation::found_in))
    if (in_force(v, edge.source)) found.push_back(edge.source);
  if (found.empty()) return;
  auto report = run.report(e);
  report.date("date", date).at("date");
  relate(report, v, std::move(found));
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // What was found before belongs to the one look at the same subject that was taken.
  const auto subject = v.get(field::assessment::subject, v.as<Kind::assessment>(r.focus));
  if (subject == choice::subject::absent) return false;
  const Element earlier = only_open(v, Kind::assessment, [&](Element e) {
    const ElementOf<Kind::assessment> a{e};
    return e != r.focus && v.get(field::assessment::subject, a) == subject && made(v, a, r.as_of()) &&
           v.get(field::assessment::date, a).known();
  });
  if (earlier == no_element) return false;
  std::vector<std::string> patches;
  for (const Edge& e : v.in(r.focus, Relation::found_in)) {
    if (!in_force(v, e.source)) continue;
    patches.push_back(replace_target(v, e.source, Relation::found_in, r.focus, earlier));
    if (patches.back().empty() || patches.size() > 20) return false;
  }
  f.title = "Say that it was found in {earlier}.";
  f.values = {{"earlier", r.describe(earlier)}};
  f.safety = Safety::display;
  f.patch = joined(patches);
  return true;
}

} // namespace

extern const Rule findings_before_assessment = {
    .code = "NL117",
    .name = "findings-before-assessment",
    .category = Category::landscape,
    .severity = Severity::warning,
    .focus = kinds(Kind::assessment),
    .question = "Were the findings written after the assessment was made?",
    .message = "{focus} is to be made on {date}, but something was already found in it.",
    .advice = "Correct the date, or let the finding belong to the assessment that found it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
