#include "check/mending.hpp"
#include <cmath>

#include <cmath>

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"bears",
     "{focus} brings about {contacts} contacts a week, which take {needed} hours; it can bear {bears}."},
    {"bears_alone", "{focus} brings about {contacts} contacts a week; it can bear {bears}."},
    {"few", "{focus} brings about {contacts} contacts a week, which take {needed} hours; at most {planned} "
            "are planned there."},
};
constexpr std::string_view phrases[] = {
    "Set {hours} hours a week aside in {work}.",
};
constexpr std::string_view footprint[] = {
    "status",      "state",        "contacts_per_week", "minutes_each",         "capacity",
    ">consumes.*", "<uses.status", "<uses>consumes.*",  "<uses<part_of.status", "<uses<part_of>consumes.*"};

/// Hours a week that the element asks of people; NaN when one of the payloads does not say.
double hours_of(const View& v, Element e) {
  double sum = 0;
  for (const Edge& c : v.out(e, Relation::consumes)) {
    const auto type = v.get(field::resource::type, v.as<Kind::resource>(c.target));
    if (type == choice::resource_type::budget || type == choice::resource_type::tool ||
        !in_force(v, c.target))
      continue;
    sum += v.get(edge_field::consumes::hours_per_week, c).point();
  }
  return sum;
}

void decide(RuleRun& run, Element channel) {
  const View& v = run.view;
  const ElementOf<Kind::channel> c{channel};
  const double contacts = v.get(field::channel::contacts_per_week, c).point();
  if (!(contacts > 0) || !usable(v, channel)) return;
  const double bears = v.get(field::channel::capacity, c).point();
  const double minutes = v.get(field::channel::minutes_each, c).point();
  if (contacts > bears) {
    run.report(channel)
        .number("contacts", contacts)
        .number("needed", minutes * contacts / 60)
        .number("bears", bears);
    return;
  }
  if (!(minutes > 0)) return;
  const double needed = contacts * minutes / 60;
  double there = hours_of(v, channel);
  std::vector<Element> users;
  for (const Edge& u : v.in(channel, Relation::uses)) {
    if (!in_force(v, u.source) || v.is(u.source, Kind::metric)) continue;
    users.push_back(u.source);
    there += hours_of(v, u.source);
    if (v.is(u.source, Kind::program))
      for (const Edge& inner : v.in(u.source, Relation::part_of))
        if (in_force(v, inner.source)) there += hours_of(v, inner.source);
    if (!known(there) || there >= needed) return;
  }
  if (!known(there) || there >= needed) return;
  auto report = run.report(channel);
  report.number("contacts", contacts).number("needed", needed);
  if (there > 0) report.number("planned", there);
  relate(report, v, std::move(users));
}

std::string render(const Rendering& r) {
  if (known(r.number("bears"))) return r.say(known(r.number("needed")) ? "bears" : "bears_alone");
  return r.say(known(r.number("planned")) ? "few" : "");
}

// The one set of hours that is planned there grows to what is needed, if whoever gives them has so many.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const double needed = r.number("needed"), planned = r.number("planned");
  if (known(r.number("bears")) || !(needed > planned) || !few_elements(v)) return false;
  std::vector<Edge> found;
  const auto look = [&](Element e) {
    for (const Edge& c : v.out(e, Relation::consumes)) {
      const auto type = v.get(field::resource::type, v.as<Kind::resource>(c.target));
      if (type != choice::resource_type::budget && type != choice::resource_type::tool &&
          in_force(v, c.target))
        found.push_back(c);
    }
  };
  look(r.focus);
  for (const Edge& u : v.in(r.focus, Relation::uses)) {
    if (!in_force(v, u.source) || v.is(u.source, Kind::metric)) continue;
    look(u.source);
    if (v.is(u.source, Kind::program))
      for (const Edge& inner : v.in(u.source, Relation::part_of))
        if (in_force(v, inner.source)) look(inner.source);
  }
  if (found.size() != 1) return false;
  const double hours = std::ceil(needed * 10) / 10, more = hours - planned;
  Facts facts(v);
  const Load& load = facts.load();
  const double base = load.base(found[0].target);
  if (known(base) && !load.surely_within(found[0].target, base - more)) return false;
  f.title = "Set {hours} hours a week aside in {work}.";
  f.values = {{"hours", number_text(hours)}, {"work", r.describe(found[0].source)}};
  f.safety = Safety::display;
  f.patch = set_detail(v, found[0], "hours_per_week", number_text(hours));
  return !f.patch.empty();
}

} // namespace

extern const Rule more_questions_than_hours = {
    .code = "NL518",
    .name = "more-questions-than-hours",
    .category = Category::resources,
    .severity = Severity::warning,
    .focus = kinds(Kind::channel),
    .question = "Are there hours to answer those who will write?",
    .message =
        "{focus} brings about {contacts} contacts a week, which take {needed} hours; none are planned there.",
    .advice = "Set more hours aside, shorten the answers, or open the channel when there are.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .fix = fix,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
