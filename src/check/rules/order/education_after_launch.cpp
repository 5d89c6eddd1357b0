#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Begin on {day}, with {launch}.",
};
constexpr std::string_view footprint[] = {"start",
                                          "all program.status",
                                          "all program.type",
                                          "all program.start",
                                          "all program>serves",
                                          "all stakeholder.status",
                                          "all stakeholder.educated"};

bool for_customers(const View& v, Element program) {
  for (const Edge& e : v.out(program, Relation::serves))
    if (v.is(e.target, Kind::audience)) return true;
  return false;
}

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  const Date from = v.get(field::strategy::start, v.as<Kind::strategy>(strategy));
  Element lesson = no_element, launch = no_element;
  Date taught, launched;
  bool untold = false;
  const auto first = [&](Element p, Date day, Element& kept, Date& at) {
    if (kept != no_element && (at < day || (at == day && by_id(v, kept, p)))) return;
    kept = p;
    at = day;
  };
  v.each_of<Kind::program>([&](ElementOf<Kind::program> p) {
    const choice::program_type type = v.get(field::program::type, p);
    if (type == choice::program_type::absent || untold) return;
    const Date start = v.get(field::program::start, p);
    if (type == choice::program_type::education) {
      if (!in_force(v, p) || for_customers(v, p)) return;
      if (start.known())
        first(p, start, lesson, taught);
      else
        untold = true;
    } else if (type == choice::program_type::engagement || type == choice::program_type::campaign ||
               type == choice::program_type::community || type == choice::program_type::service) {
      // What ran before the plan began is a fact, not one of its decisions.
      if (start.known() && committed(v, p) && !(from.known() && start < from))
        first(p, start, launch, launched);
    }
  });
  if (untold || lesson == no_element || launch == no_element || !(launched < taught)) return;
  if (!committed(v, lesson)) return;
  bool educated = false;
  v.each_of<Kind::stakeholder>([&](ElementOf<Kind::stakeholder> s) {
    const Date day = v.get(field::stakeholder::educated, s);
    educated = educated || (day.known() && !(launched < day) && in_force(v, s));
  });
  if (!educated)
    run.report(lesson).date("start", taught).element("launch", launch).date("day", launched).at("start");
}

bool fix(const Rendering& r, Fix& f) {
  const Date day = r.date("day");
  if (r.as_of().known() && day < r.as_of()) return false;
  f.title = "Begin on {day}, with {launch}.";
  f.safety = Safety::display;
  f.patch = set_member(r.view, r.focus, "start", quoted(day));
  return true;
}

} // namespace

extern const Rule education_after_launch = {
    .code = "NL807",
    .name = "education-after-launch",
    .category = Category::order,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Were people taught before the launch?",
    .message = "{focus} starts on {start}, after {launch}, which starts on {day}.",
    .advice = "Teach the people who will answer before the first of them has to.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::five_steps,
    .phrases = phrases,
};

} // namespace northline::rules
