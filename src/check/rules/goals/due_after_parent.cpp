#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Bring it forward to {day}.",
};
constexpr std::string_view footprint[] = {
    "status", "due", ">refines.status", ">refines.due", ">supports.status", ">supports.due"};
constexpr std::string_view causes[] = {"NL003"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const Date due = v.get(field::goal::due, v.as<Kind::goal>(e));
  if (!due.known() || !open(v, e)) return;
  std::vector<Element> told;
  const auto look = [&](Element parent) {
    if (parent == e || !v.is(parent, Kind::goal) || !open(v, parent)) return;
    const Date parent_due = v.get(field::goal::due, v.as<Kind::goal>(parent));
    if (!parent_due.known() || !(parent_due < due)) return;
    for (const Element t : told)
      if (t == parent) return;
    told.push_back(parent);
    run.report(e).date("due", due).element("parent", parent).date("parent_due", parent_due).at("due");
  };
  for (const Edge& edge : v.out(e, Relation::refines)) look(edge.target);
  for (const Edge& edge : v.out(e, Relation::supports)) {
    const Quantity c = v.get(edge_field::supports::contribution, edge);
    if (!c.known() || c.point() > 0) look(edge.target);
  }
}

bool fix(const Rendering& r, Fix& f) {
  const Date start = r.view.get(field::goal::start, r.view.as<Kind::goal>(r.focus));
  const Date day = r.date("parent_due");
  if (day < start || (r.as_of().known() && day < r.as_of()) || !work_ends_by(r.view, r.focus, day))
    return false;
  f.title = "Bring it forward to {day}.";
  f.values = {{"day", to_string(day)}};
  f.safety = Safety::display;
  f.patch = set_member(r.view, r.focus, "due", quoted(day));
  return true;
}

} // namespace

extern const Rule due_after_parent = {
    .code = "NL208",
    .name = "due-after-parent",
    .category = Category::goals,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Is the goal due no later than what it serves?",
    .message = "{focus} is due on {due}, after {parent}, which it serves and which is due on {parent_due}.",
    .advice = "Bring it forward, or give the goal above more time.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
