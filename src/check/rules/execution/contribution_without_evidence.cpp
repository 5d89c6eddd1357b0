#include "check/mending.hpp"
#include "check/records.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"contribution", 20, "contribution from which a reason is asked for"},
};
constexpr std::string_view phrases[] = {
    "Let it rest on {finding}, as the goal does.",
    "Let it answer {finding}, as the goal does.",
};
constexpr std::string_view footprint[] = {"status", "source", ">contributes_to.status", ">based_on",
                                          ">addresses"};
constexpr std::string_view causes[] = {"NL024"};

/// Goals whose entry under `contributes_to` says why, or where its figure comes from. No column holds these
/// two, so the element's own text is read.
std::vector<Element> explained(const View& v, Element program) {
  std::vector<Element> goals;
  const View::Where w = v.where(program);
  const std::string_view text = w.home->text();
  const std::size_t at = json::find_member(text, w.home->body_at(w.local), "contributes_to");
  if (at == std::string_view::npos || text[at] != '{') return goals;
  std::string scratch;
  for (json::Walker entry(text, at); entry.next();) {
    const std::size_t value = entry.value_at();
    if (text[value] != '{') continue;
    if (json::find_member(text, value, "why") == std::string_view::npos &&
        json::find_member(text, value, "source") == std::string_view::npos)
      continue;
    const Element goal = v.find(json::decode(entry.raw_key(), scratch));
    if (goal != no_element) goals.push_back(goal);
  }
  std::sort(goals.begin(), goals.end());
  return goals;
}

void decide(RuleRun& run, Element program) {
  const View& v = run.view;
  const EdgeRange claims = v.out(program, Relation::contributes_to);
  if (claims.empty() || !v.out(program, Relation::based_on).empty() ||
      !v.out(program, Relation::addresses).empty() || v.get(field::common::source, program).known() ||
      !committed(v, program))
    return;
  const auto large = [&](const Edge& c) {
    return v.get(edge_field::contributes_to::contribution, c).point() >= run.parameter(0);
  };
  bool any = false;
  for (const Edge& c : claims) any = any || large(c);
  if (!any) return;
  const std::vector<Element> known_why = explained(v, program);
  Element goal = no_element;
  double most = 0;
  for (const Edge& c : claims) {
    if (!large(c) || !open(v, c.target) || std::binary_search(known_why.begin(), known_why.end(), c.target))
      continue;
    const double size = v.get(edge_field::contributes_to::contribution, c).point();
    if (goal != no_element && (size < most || (size == most && by_id(v, goal, c.target)))) continue;
    goal = c.target;
    most = size;
  }
  if (goal != no_element) run.report(program).number("size", most).element("goal", goal).at("contributes_to");
}

// What the goal itself answers or rests on, where that is one finding.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne answers, ground;
  for (const Edge& e : v.out(r.element("goal"), Relation::addresses))
    if (in_force(v, e.target)) answers.add(e.target);
  for (const Edge& e : v.out(r.element("goal"), Relation::based_on))
    if (in_force(v, e.target)) ground.add(e.target);
  const Element finding = answers.none() ? ground.get() : answers.get();
  if (finding == no_element) return false;
  f.values = {{"finding", r.describe(finding)}};
  f.safety = Safety::display;
  if (answers.none()) {
    f.title = "Let it rest on {finding}, as the goal does.";
    f.patch = add_relation(v, r.focus, Relation::based_on, finding);
  } else {
    f.title = "Let it answer {finding}, as the goal does.";
    f.patch = add_relation(v, r.focus, Relation::addresses, finding);
  }
  return true;
}

} // namespace

extern const Rule contribution_without_evidence = {
    .code = "NL912",
    .name = "contribution-without-evidence",
    .category = Category::execution,
    .severity = Severity::advice,
    .focus = kinds(Kind::program),
    .question = "Does a claimed contribution rest on anything?",
    .message = "{focus} is said to bring {size} of 100 to {goal}, but it rests on no finding, and nobody "
               "says why or where the figure comes from.",
    .advice = "Say what makes you think so: an earlier result, a test, a benchmark, a finding.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::measurement,
    .phrases = phrases,
};

} // namespace northline::rules
