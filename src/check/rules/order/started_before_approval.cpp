#include "check/candidates.hpp"
#include "check/early.hpp"

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"two", "{first} starts on {day}, before the strategy was approved ({ground}), and so does 1 more."},
    {"more",
     "{first} starts on {day}, before the strategy was approved ({ground}), and so do {count:others} more."},
};
constexpr std::string_view phrases[] = {
    "Start {first} on {ground}.",
};
constexpr std::string_view footprint[] = {"start", ">approved_by", "all program.status", "all program.type",
                                          "all program.start"};

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
  tell_early(run, strategy, early);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element first = r.element("first");
  const ElementOf<Kind::program> p{first};
  const Date day = r.date("ground"), end = v.get(field::program::end, p);
  if (r.number("count") != 1 || (end.known() && end < day) ||
      v.get(field::common::status, first) == choice::status::active)
    return false; // what has begun cannot begin later
  f.title = "Start {first} on {ground}.";
  f.safety = Safety::display;
  f.patch = set_member(v, first, "start", quoted(day));
  return true;
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
    .render = render_early,
    .fix = fix,
    .packs = Pack::core | Pack::landscape | Pack::smacad,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
