#include "check/mending.hpp"

#include "base/json_text.hpp"
#include "check/channels.hpp"
#include "check/people.hpp"
#include "check/periods.hpp"
#include "model/places.hpp"

#include <cmath>
#include <set>

namespace northline {
namespace {

/// How a relation is written at its source.
struct Written {
  std::string pointer;
  std::string_view text;
  std::size_t at = std::string_view::npos;
  bool there() const { return at != std::string_view::npos; }
  char form() const { return there() ? text[at] : ' '; }
};

Written written(const View& v, Element source, Relation r) {
  const View::Where w = v.where(source);
  Written out{source == root_element ? std::string() : element_spot(v, source).pointer, w.home->text()};
  append_pointer(out.pointer, info(r).name);
  out.at = json::find_member(out.text, w.home->body_at(w.local), info(r).name);
  return out;
}

std::string_view principal(Relation r) {
  const RelationInfo& i = info(r);
  return i.principal < 0 ? std::string_view() : i.attributes[static_cast<std::size_t>(i.principal)].name;
}

/// The value behind an id: bare where it is the relation's main attribute.
std::string behind(Relation r, std::string_view detail, std::string_view json) {
  if (detail.empty()) return "{}";
  if (detail == principal(r) && json[0] != '{') return std::string(json);
  return "{" + quoted(detail) + ":" + std::string(json) + "}";
}

/// Ids of a relation written as one id or as a list of them, each once; false for anything else.
bool plain_ids(const Written& w, std::vector<std::string>& ids) {
  std::string scratch;
  if (w.form() == '"') {
    ids.emplace_back(json::string_at(w.text, w.at, scratch));
    return true;
  }
  if (w.form() != '[') return false;
  std::set<std::string> seen;
  for (json::Walker k(w.text, w.at); k.next();) {
    if (w.text[k.value_at()] != '"') return false;
    std::string id(json::string_at(w.text, k.value_at(), scratch));
    if (seen.insert(id).second) ids.push_back(std::move(id));
  }
  return true;
}

std::string at_id(const Written& w, std::string_view id) {
  std::string p = w.pointer;
  append_pointer(p, id);
  return p;
}

/// Of a relation written as an object, the patch for one target; `which` of several that are said of it.
std::string set_in_object(const View& v, const Written& w, Relation r, Element target, std::size_t which,
                          std::string_view detail, std::string_view json) {
  const std::size_t value = json::find_member(w.text, w.at, v.id(target));
  if (value == std::string_view::npos) return "";
  std::string p = at_id(w, v.id(target));
  if (w.text[value] == '[') {
    append_pointer(p, std::to_string(which));
    append_pointer(p, detail);
    return patch::add(p, json);
  }
  if (w.text[value] == '{') {
    append_pointer(p, detail);
    return patch::add(p, json);
  }
  if (detail == principal(r)) return patch::replace(p, behind(r, detail, json));
  const std::string_view bare = w.text.substr(value, json::skip_value(w.text, value) - value);
  return patch::replace(p, "{" + quoted(principal(r)) + ":" + std::string(bare) + "," + quoted(detail) + ":" +
                               std::string(json) + "}");
}

bool counts_inside(const View& v, Element person, bool inside_only) {
  return in_force(v, person) && !(inside_only && from_outside(type_of(v, person)));
}

} // namespace

std::string quoted(std::string_view text) { return json_string(text); }
std::string quoted(Date day) { return quoted(to_string(day)); }

std::string joined(const std::vector<std::string>& patches) {
  std::string all = "[";
  for (const std::string& p : patches) {
    if (p.size() <= 2) continue;
    if (all.size() > 1) all += ",";
    all += p.substr(1, p.size() - 2);
  }
  return all + "]";
}
std::string joined(std::initializer_list<std::string> patches) {
  return joined(std::vector<std::string>(patches));
}

std::string set_details(const View& v, Element source, Relation r, const std::vector<Element>& targets,
                        std::string_view detail, const std::vector<std::string>& json) {
  const Written w = written(v, source, r);
  if (w.form() == '{') {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < targets.size(); ++i) {
      all.push_back(set_in_object(v, w, r, targets[i], 0, detail, json[i]));
      if (all.back().empty()) return "";
    }
    return joined(all);
  }
  std::vector<std::string> ids;
  if (!plain_ids(w, ids)) return "";
  std::string object = "{";
  for (const std::string& id : ids) {
    if (object.size() > 1) object += ",";
    std::string value = "{}";
    for (std::size_t i = 0; i < targets.size(); ++i)
      if (v.id(targets[i]) == id) value = behind(r, detail, json[i]);
    object += quoted(id) + ":" + value;
  }
  return patch::replace(w.pointer, object + "}");
}

std::string set_detail(const View& v, const Edge& e, std::string_view detail, std::string_view json) {
  const Written w = written(v, e.source, e.relation);
  if (w.form() != '{') return set_details(v, e.source, e.relation, {e.target}, detail, {std::string(json)});
  std::size_t which = 0;
  for (const Edge& other : v.out(e.source, e.relation)) {
    if (other.target != e.target) continue;
    if (other.index == e.index && other.home == e.home) break;
    ++which;
  }
  return set_in_object(v, w, e.relation, e.target, which, detail, json);
}

std::string add_relation_with(const View& v, Element source, Relation r, Element target,
                              std::string_view detail, std::string_view json) {
  const Written w = written(v, source, r);
  const std::string entry = quoted(v.id(target)) + ":" + behind(r, detail, json);
  if (!w.there()) return patch::add(w.pointer, "{" + entry + "}");
  if (w.form() == '{') return patch::add(at_id(w, v.id(target)), behind(r, detail, json));
  std::vector<std::string> ids;
  if (!plain_ids(w, ids)) return "";
  std::string object = "{";
  for (const std::string& id : ids)
    if (id != v.id(target)) object += quoted(id) + ":{},";
  return patch::replace(w.pointer, object + entry + "}");
}

std::string replace_target(const View& v, Element source, Relation r, Element from, Element to) {
  const Written w = written(v, source, r);
  const bool there = has_target(v, source, r, to);
  if (w.form() == '{')
    return joined({patch::remove(at_id(w, v.id(from))), there ? "" : patch::add(at_id(w, v.id(to)), "{}")});
  std::vector<std::string> ids;
  if (!plain_ids(w, ids)) return "";
  std::string list;
  std::size_t count = 0;
  for (const std::string& id : ids) {
    if (id == v.id(from) && there) continue;
    list += (count++ > 0 ? "," : "") + quoted(id == v.id(from) ? v.id(to) : std::string_view(id));
  }
  return patch::replace(w.pointer, w.form() == '"' || count == 1 ? list : "[" + list + "]");
}

std::string only_targets_left(const View& v, Element source, Relation r, const std::vector<Element>& kept) {
  const Written w = written(v, source, r);
  const auto stays = [&](const std::string& id) {
    return std::any_of(kept.begin(), kept.end(), [&](Element e) { return v.id(e) == id; });
  };
  if (w.form() == '{') {
    std::vector<std::string> all;
    std::string scratch;
    for (json::Walker entry(w.text, w.at); entry.next();) {
      const std::string id(json::decode(entry.raw_key(), scratch));
      if (!stays(id)) all.push_back(patch::remove(at_id(w, id)));
    }
    return joined(all);
  }
  std::vector<std::string> ids;
  if (!plain_ids(w, ids)) return "";
  std::string list;
  std::size_t count = 0;
  for (const std::string& id : ids)
    if (stays(id)) list += (count++ > 0 ? "," : "") + quoted(id);
  if (count == ids.size()) return "[]";
  return count == 0 ? patch::remove(w.pointer)
                    : patch::replace(w.pointer, count == 1 ? list : "[" + list + "]");
}

std::string take_less(const View& v, const Load& load, Element resource, double there, Element& work,
                      double& hours) {
  double most = there;
  Date first, last; // of the weeks that are too full
  for (const WeekLoad& week : load.weeks(resource)) {
    if (!(week.hours > there * (1 + 1e-9))) continue;
    most = std::max(most, week.hours);
    if (!first.known()) first = week.from;
    last = week.to;
  }
  if (!first.known()) return "";
  std::string best;
  double fewest = 0;
  for (const Demand& d : load.of(resource)) {
    // It has to take part in every one of those weeks with all its hours.
    if (d.consumer == no_element || !d.dated() || !known(d.hours) || first + 6 < d.first || d.last < last)
      continue;
    const double left = d.hours - (most - there);
    if (!(left >= d.hours / 2)) continue;
    const Edge* only = nullptr;
    Edge found{};
    bool several = false;
    for (const Edge& e : v.out(d.consumer, Relation::consumes)) {
      if (e.target != resource) continue;
      several = only != nullptr;
      found = e;
      only = &found;
    }
    if (!only || several) continue;
    const Quantity written = v.get(edge_field::consumes::hours_per_week, found);
    if (!written.known() || written.low != written.high || written.low != d.hours) continue;
    const double total = d.total_hours();
    if (!best.empty() && (total > fewest || (total == fewest && by_id(v, work, d.consumer)))) continue;
    const double rounded = std::floor(left * 100) / 100;
    const std::string patch = set_detail(v, found, "hours_per_week", number_text(rounded));
    if (patch.empty()) continue;
    best = patch;
    fewest = total;
    work = d.consumer;
    hours = rounded;
  }
  return best;
}

bool has_target(const View& v, Element source, Relation r, Element target) {
  for (const Edge& e : v.out(source, r))
    if (e.target == target) return true;
  return false;
}

bool ruled_out(const View& v, Element e) {
  for (const Edge& x : v.in(e, Relation::rules_out))
    if (in_force(v, x.source)) return true;
  return false;
}

bool helps(const View& v, const Edge& contribution) {
  const Quantity size = v.get(edge_field::contributes_to::contribution, contribution);
  return !(size.known() && size.point() <= 0);
}

bool over_in_time(const View& v, Element work, Element goal) {
  const ElementOf<Kind::goal> g{goal};
  const Date due = v.get(field::goal::due, g), last = last_day(v, work);
  const double lag = std::min(v.get(field::goal::lag, g).point_or(0), 1e6);
  return !due.known() || !last.known() || !(due + -static_cast<std::int32_t>(std::ceil(lag)) < last);
}

std::vector<Element> people_for(const View& v, Element e) {
  std::vector<Element> all;
  const auto add = [&](Element who) {
    for (const Edge& s : v.out(who, Relation::serves))
      if (v.is(s.target, Kind::audience) && in_force(v, s.target) &&
          std::find(all.begin(), all.end(), s.target) == all.end())
        all.push_back(s.target);
  };
  add(e);
  if (!all.empty() || v.is(e, Kind::goal) || v.is(e, Kind::benefit)) return all;
  for (const Edge& c : v.out(e, Relation::contributes_to))
    if (open(v, c.target) && helps(v, c)) add(c.target);
  if (all.empty())
    for (const Edge& home : v.out(e, Relation::part_of))
      if (v.is(home.target, Kind::program) && home.target != e && in_force(v, home.target)) {
        add(home.target);
        for (const Edge& c : v.out(home.target, Relation::contributes_to))
          if (open(v, c.target) && helps(v, c)) add(c.target);
      }
  return all;
}

Element program_for(const View& v, Element audience) {
  Element direct = no_element, by_goal = no_element;
  const auto take = [&](Element e, Element& best) {
    if (v.is(e, Kind::program) && open(v, e) && (best == no_element || by_id(v, e, best))) best = e;
  };
  for (const Edge& s : v.in(audience, Relation::serves)) {
    take(s.source, direct);
    if (!v.is(s.source, Kind::goal) || !open(v, s.source)) continue;
    for (const Edge& c : v.in(s.source, Relation::contributes_to))
      if (helps(v, c)) take(c.source, by_goal);
  }
  return direct != no_element ? direct : by_goal;
}

Element main_channel(const View& v, Element audience, const std::function<bool(Element)>& f, bool asleep) {
  Element best = no_element;
  double most = 0;
  const auto look = [&](Element channel, const Quantity& share) {
    const double there = share.point_or(0);
    if (!(there > 0) || there < most || !open(v, channel) || ruled_out(v, channel) || !f(channel)) return;
    const auto state = v.get(field::channel::state, v.as<Kind::channel>(channel));
    const bool sleeps = state == choice::channel_state::observed || state == choice::channel_state::dormant;
    if (asleep ? !sleeps : !usable(v, channel)) return;
    if (there == most && best != no_element && !by_id(v, channel, best)) return;
    best = channel;
    most = there;
  };
  for (const Edge& e : v.out(audience, Relation::present_on))
    look(e.target, v.get(edge_field::present_on::share, e));
  for (const Edge& e : v.in(audience, Relation::reaches))
    look(e.source, v.get(edge_field::reaches::share, e));
  return best;
}

Element answerable(const View& v, Element e, bool inside_only) {
  const auto ask = [&](OnlyOne& one, Element of) {
    for (const Edge& o : v.out(of, Relation::owned_by))
      if (counts_inside(v, o.target, inside_only)) one.add(o.target);
  };
  OnlyOne own, whole, helped, work, above;
  ask(own, e);
  if (!own.none()) return own.get();
  for (const Edge& home : v.out(e, Relation::part_of))
    if (in_force(v, home.target)) ask(whole, home.target);
  if (!whole.none()) return whole.get();
  for (const Edge& c : v.out(e, Relation::contributes_to))
    if (open(v, c.target) && helps(v, c)) ask(helped, c.target);
  if (!helped.none()) return helped.get();
  if (v.is(e, Kind::goal)) {
    for (const Edge& c : v.in(e, Relation::contributes_to))
      if (open(v, c.source) && helps(v, c)) ask(work, c.source);
    if (!work.none()) return work.get();
    for (const Relation r : {Relation::refines, Relation::supports})
      for (const Edge& up : v.out(e, r))
        if (v.is(up.target, Kind::goal) && open(v, up.target)) ask(above, up.target);
    return above.get();
  }
  for (const Relation r : {Relation::uses, Relation::consumes})
    for (const Edge& u : v.in(e, r))
      if (open(v, u.source)) ask(work, u.source);
  return work.get();
}

bool offer(const Rendering& r, Fix& f, std::string_view title, std::string_view name, Relation relation,
           Element target) {
  if (target == no_element) return false;
  f.title = title;
  f.values = {{name, r.describe(target)}};
  f.safety = Safety::display;
  f.patch = add_relation(r.view, r.focus, relation, target);
  return true;
}

bool scale_shares(const Rendering& r, Fix& f) {
  const View& v = r.view;
  double sum = 0;
  std::vector<Element> jobs;
  std::vector<double> shares;
  for (const Edge& e : v.out(r.focus, Relation::works_as)) {
    const Quantity share = v.get(edge_field::works_as::share, e);
    if (!share.known() || !in_force(v, e.target)) continue;
    if (share.low != share.high) return false;
    sum += share.low;
    jobs.push_back(e.target);
    shares.push_back(share.low);
  }
  std::vector<std::string> scaled;
  for (const double share : shares) // rounded down, because the sum must not be above 1 again
    scaled.push_back(number_text(std::floor(share / sum * 1000 + 1e-7) / 1000));
  f.title = "Scale the shares to 100 % of their hours.";
  f.safety = Safety::display;
  f.patch = set_details(v, r.focus, Relation::works_as, jobs, "share", scaled);
  return !f.patch.empty();
}

bool offer_what_is_left(const Rendering& r, Fix& f, const Load& load, double there) {
  Element work = no_element;
  double hours = 0;
  f.patch = take_less(r.view, load, r.focus, there, work, hours);
  if (f.patch.empty()) return false;
  f.title = "Let {work} take {hours} hours a week, which is what is left.";
  f.values = {{"work", r.describe(work)}, {"hours", number_text(hours)}};
  f.safety = Safety::display;
  return true;
}

} // namespace northline
