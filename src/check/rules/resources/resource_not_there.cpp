#include "check/mending.hpp"

#include <vector>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "from {a} to {b}",
    "from {a} on",
    "until {a}",
    "Let it be there for all of the work.",
};
constexpr std::string_view footprint[] = {"status", "start", "end", "fact load"};

void decide(RuleRun& run, Element resource) {
  const View& v = run.view;
  const ElementOf<Kind::resource> r{resource};
  const Date start = v.get(field::resource::start, r), end = v.get(field::resource::end, r);
  if ((!start.known() && !end.known()) || !in_force(v, resource)) return;
  const Demand* found = nullptr;
  std::vector<Element> all;
  for (const Demand& d : run.facts.load().of(resource)) {
    if (d.consumer == no_element || !d.dated() || d.hours == 0 || (d.hours != d.hours && d.money == 0))
      continue;
    // Touching its time is enough: how the work is spread over its own time is not written.
    if (!((start.known() && d.last < start) || (end.known() && end < d.first))) continue;
    all.push_back(d.consumer);
    if (!found || by_id(v, d.consumer, found->consumer) ||
        (d.consumer == found->consumer && d.first < found->first))
      found = &d;
  }
  if (!found) return;
  auto report = run.report(resource);
  report
      .text("there", start.known() && end.known() ? "from " + to_string(start) + " to " + to_string(end)
                     : start.known()              ? "from " + to_string(start) + " on"
                                                  : "until " + to_string(end))
      .element("consumer", found->consumer)
      .date("first", found->first)
      .date("last", found->last);
  std::erase(all, found->consumer);
  relate(report, v, std::move(all));
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const ElementOf<Kind::resource> resource{r.focus};
  const Date start = v.get(field::resource::start, resource), end = v.get(field::resource::end, resource);
  if (!few_elements(v)) return false;
  Facts facts(v);
  Date first = start, last = end;
  for (const Demand& d : facts.load().of(r.focus)) {
    if (d.consumer == no_element || !d.dated() || d.hours == 0 || (d.hours != d.hours && d.money == 0))
      continue;
    if (start.known() && d.last < start && d.first < first) first = d.first;
    if (end.known() && end < d.first && last < d.last) last = d.last;
  }
  if (first == start && last == end) return false;
  f.title = "Let it be there for all of the work.";
  f.safety = Safety::display;
  f.patch = joined({first == start ? "" : set_member(v, r.focus, "start", quoted(first)),
                    last == end ? "" : set_member(v, r.focus, "end", quoted(last))});
  return true;
}

} // namespace

extern const Rule resource_not_there = {
    .code = "NL521",
    .name = "resource-not-there",
    .category = Category::resources,
    .severity = Severity::warning,
    .focus = kinds(Kind::resource),
    .question = "Is the resource there when it is needed?",
    .message = "{focus} is there {there}, but {consumer} takes it from {first} to {last}.",
    .advice = "Move the work, extend the contract or the budget, or name another resource.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::money,
    .phrases = phrases,
};

} // namespace northline::rules
