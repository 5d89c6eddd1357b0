#include "check/candidates.hpp"

#include "base/json_text.hpp"
#include "check/measuring.hpp"
#include "check/people.hpp"
#include "check/periods.hpp"
#include "model/places.hpp"

#include <algorithm>
#include <cmath>

namespace northline {

bool spare_metric(const View& v, Element metric) {
  if (!live(v, metric) || v.get(field::metric::guardrail, v.as<Kind::metric>(metric)) == Maybe::yes)
    return false;
  for (const Edge& e : v.in(metric, Relation::measured_by))
    if (in_force(v, e.source)) return false;
  return v.out(metric, Relation::drives).empty() && v.in(metric, Relation::drives).empty() &&
         v.in(metric, Relation::numerator).empty() && v.in(metric, Relation::denominator).empty();
}

bool leads_up(const View& v, Element from, Element to) {
  constexpr std::size_t most = 500;
  std::vector<Element> seen{from};
  for (std::size_t i = 0; i < seen.size(); ++i)
    for (const Relation r : {Relation::supports, Relation::refines})
      for (const Edge& e : v.out(seen[i], r)) {
        if (e.target == to || seen.size() > most) return true;
        if (v.is(e.target, Kind::goal) && std::find(seen.begin(), seen.end(), e.target) == seen.end())
          seen.push_back(e.target);
      }
  return from == to;
}

bool leads_somewhere(const View& v, Element goal) {
  for (const Relation r : {Relation::supports, Relation::refines})
    for (const Edge& e : v.out(goal, r))
      if (open(v, e.target)) return true;
  return false;
}

Element only_target(const View& v, Element source, Relation r, Kind k) {
  OnlyOne one;
  for (const Edge& e : v.out(source, r))
    if (v.is(e.target, k) && in_force(v, e.target)) one.add(e.target);
  return one.get();
}

Element only_colleague(const View& v) {
  return only_open(v, Kind::stakeholder, [&v](Element e) { return !from_outside(type_of(v, e)); });
}

Element kindred(const View& v, Element e, Kind k, const std::function<bool(Element)>& fits) {
  for (const Relation r :
       {Relation::measured_by, Relation::addresses, Relation::delivers, Relation::serves}) {
    OnlyOne one;
    for (const Edge& own : v.out(e, r))
      for (const Edge& other : v.in(own.target, r)) {
        if (one.several()) return no_element;
        if (other.source == e || !open(v, other.source)) continue;
        // Much of a plan is for the same people: that alone ties nothing together.
        const bool rival = r == Relation::serves && v.is(other.source, v.kind(e));
        if (rival) return no_element;
        if (v.is(other.source, k) && (r == Relation::serves || fits(other.source))) one.add(other.source);
      }
    if (!one.none()) return one.get() != no_element && fits(one.get()) ? one.get() : no_element;
  }
  const Element only = only_open(v, k, [e](Element x) { return x != e; });
  return only != no_element && fits(only) ? only : no_element;
}

bool only_unmeasured(const View& v, Element e) {
  OnlyOne one;
  for (const Kind k : {Kind::goal, Kind::program}) {
    if (v.count(k) > most_searched) return false;
    v.each(k, [&](Element x) {
      if (!open(v, x)) return;
      for (const Edge& m : v.out(x, Relation::measured_by))
        if (in_force(v, m.target)) return;
      one.add(x);
    });
  }
  return one.get() == e;
}

bool work_ends_by(const View& v, Element goal, Date day) {
  for (const Edge& c : v.in(goal, Relation::contributes_to))
    if (v.is(c.source, Kind::program) || v.is(c.source, Kind::activity))
      if (const Date end = last_day(v, c.source); end.known() && day < end && open(v, c.source)) return false;
  return true;
}

bool apart(const View& v, Element a, Element b) {
  const Element one = answerable(v, a), other = answerable(v, b);
  return one != no_element && other != no_element && one != other;
}

Element watcher(const View& v, Element risk) {
  OnlyOne one;
  for (const Edge& t : v.out(risk, Relation::threatens))
    if (in_force(v, t.target)) one.add(answerable(v, t.target, true));
  return one.none() ? only_colleague(v) : one.get();
}

Element could_answer(const View& v, Element insight) {
  for (const Kind kind : {Kind::goal, Kind::program}) {
    OnlyOne serving;
    for (const Edge& felt : v.out(insight, Relation::felt_by))
      for (const Edge& s : v.in(felt.target, Relation::serves)) {
        if (serving.several()) return no_element;
        if (v.is(s.source, kind) && open(v, s.source)) serving.add(s.source);
      }
    if (!serving.none()) return serving.get();
  }
  const Element goal = only_open(v, Kind::goal);
  return goal != no_element || v.count(Kind::goal) != 0 ? goal : only_open(v, Kind::program);
}

std::string as_program(const View& v, Element goal, Element above) {
  static constexpr std::string_view kept[] = {"title",  "description", "tags",    "status",      "health",
                                              "source", "start",       "created", "updated",     "decided",
                                              "x",      "owned_by",    "serves",  "measured_by", "due"};
  static constexpr std::string_view of_goals[] = {"form",       "level",   "type",
                                                  "importance", "refines", "supports"};
  for (unsigned i = 0; i < relation_count; ++i)
    if (!v.in(goal, static_cast<Relation>(i)).empty()) return {};
  const View::Where w = v.where(goal);
  std::string program = "{";
  for (json::Walker k(w.home->text(), w.home->body_at(w.local)); k.next();) {
    const auto is = [&k](std::string_view name) { return k.raw_key() == name; };
    if (std::any_of(std::begin(of_goals), std::end(of_goals), is)) continue;
    if (std::none_of(std::begin(kept), std::end(kept), is)) return {};
    program += (is("due") ? quoted("end") : quoted(k.raw_key())) + ":" + std::string(k.value()) + ",";
  }
  program += quoted("contributes_to") + ":" + quoted(v.id(above)) + "}";
  std::string pointer;
  append_pointer(pointer, info(Kind::program).member);
  if (v.count(Kind::program) == 0)
    program = "{" + quoted(v.id(goal)) + ":" + program + "}";
  else
    append_pointer(pointer, v.id(goal));
  return joined({patch::remove(element_spot(v, goal).pointer), patch::add(pointer, program)});
}

std::string pointed_at(const Rendering& r) {
  if (r.view.overlay()) return {};
  return offset_spot(r.view.base(), root_element, r.offset(), r.places()).pointer;
}

std::string set_part(const View& v, Element e, std::string_view list, std::size_t index,
                     std::string_view part, std::string_view json) {
  std::string pointer = element_spot(v, e).pointer;
  append_pointer(pointer, list);
  append_pointer(pointer, std::to_string(index));
  append_pointer(pointer, part);
  return patch::add(pointer, json);
}

double to_figures(double x, int figures) {
  if (x == 0 || !std::isfinite(x)) return x;
  double most = 1;
  for (int i = 0; i < figures; ++i) most *= 10;
  // Places behind the point are counted up rather than multiplied by a tenth, which no double holds.
  int places = 0;
  double scale = 1;
  while (std::fabs(x) * scale < most / 10 && places < 15) {
    scale *= 10;
    ++places;
  }
  if (places > 0) return std::round(x * scale) / scale;
  double unit = 1;
  while (std::fabs(x) / unit >= most) unit *= 10;
  return std::round(x / unit) * unit;
}

double to_places(double x, int places) {
  double scale = 1;
  for (int i = 0; i < places; ++i) scale *= 10;
  return std::round(x * scale) / scale;
}

bool offer_answer(const Rendering& r, Fix& f, Element program) {
  const View& v = r.view;
  Element insight = no_element;
  for (const Edge& e : v.in(r.focus, Relation::felt_by))
    if (in_force(v, e.source) && (insight == no_element || by_id(v, e.source, insight))) insight = e.source;
  if (program == no_element)
    program = only_open(v, Kind::program, [&v](Element e) {
      return v.get(field::program::type, v.as<Kind::program>(e)) == choice::program_type::education;
    });
  if (program == no_element) program = only_open(v, Kind::program);
  if (program == no_element) return false;
  f.safety = Safety::display;
  if (insight == no_element) {
    f.title = "Let {program} be for them as well.";
    f.values = {{"program", r.describe(program)}};
    f.patch = add_relation(v, program, Relation::serves, r.focus);
  } else {
    f.title = "Let {program} answer {insight}.";
    f.values = {{"program", r.describe(program)}, {"insight", r.describe(insight)}};
    f.patch = add_relation(v, program, Relation::addresses, insight);
  }
  return true;
}

bool offer_to_take_suppression_out(const Rendering& r, Fix& f) {
  const std::string pointer = pointed_at(r);
  constexpr std::string_view list = "/checks/suppress/";
  if (pointer.compare(0, list.size(), list) != 0) return false; // it stands in a file beside the document
  f.title = "Take the suppression out.";
  f.safety = Safety::unsafe;
  f.patch = patch::remove(pointer.substr(0, pointer.find('/', list.size())));
  return true;
}

} // namespace northline
