#include "check/reading.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"two", "{first} starts on {day}, before the strategy was approved ({ground}), and so does 1 more."},
    {"more",
     "{first} starts on {day}, before the strategy was approved ({ground}), and so do {count:others} more."},
};
constexpr std::string_view footprint[] = {"start", ">approved_by", "all program.status", "all program.type",
                                          "all program.start"};

struct Early {
  Element element;
  Date day, ground;
};

/// One finding about all of them: the first by id stands for the rest.
void tell(RuleRun& run, Element focus, std::vector<Early>& early) {
  if (early.empty()) return;
  const View& v = run.view;
  const auto first = std::min_element(early.begin(), early.end(), [&v](const Early& a, const Early& b) {
    return by_id(v, a.element, b.element);
  });
  auto report = run.report(focus);
  report.element("first", first->element)
      .date("day", first->day)
      .date("ground", first->ground)
      .number("count", static_cast<double>(early.size()));
  std::vector<Element> others;
  for (const Early& e : early)
    if (e.element != first->element) others.push_back(e.element);
  relate(report, v, others);
}

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  Date approved; // the first time: a renewal does not make the work early
  for (const Edge& a : v.out(strategy, Relation::approved_by)) {
    const Date d = v.get(edge_field::approved_by::date, a);
    if (d.known() && (!approved.known() || d < approved)) approved = d;
  }
  if (!approved.known()) return;
  const Date from = v.get(field::strategy::start, v.as<Kind::strategy>(strategy));
  std::vector<Early> early;
  v.each_of<Kind::program>([&](ElementOf<Kind::program> p) {
    const Date start = v.get(field::program::start, p);
    if (!start.known() || !(start < approved) || (from.known() && start < from) || !committed(v, p)) return;
    const choice::program_type type = v.get(field::program::type, p);
    if (type == choice::program_type::listening || type == choice::program_type::education ||
        type == choice::program_type::evaluation)
      return; // these prepare a strategy
    early.push_back({p, start, approved});
  });
  tell(run, strategy, early);
}

std::string render(const Rendering& r) {
  return r.say(r.number("count") > 2 ? "more" : r.number("count") == 2 ? "two" : "");
}

} // namespace

extern const Rule started_before_approval = {
    .code = "NL814",
    .name = "started-before-approval",
    .category = Category::order,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Was the strategy approved before its programs began?",
    .message = "{first} starts on {day}, before the strategy was approved ({ground}).",
    .advice = "Have the strategy approved before work begins in its name, or start later.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .packs = Pack::core | Pack::landscape | Pack::smacad,
    .variants = variants,
};

} // namespace northline::rules
