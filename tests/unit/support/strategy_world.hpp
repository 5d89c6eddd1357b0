#pragma once
// Strategies that are edited by known steps and written in many ways, for the properties of comparing and
// merging: what a merge should give is known because both sides' steps can be taken one after the other.
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace northline::test {

class Dice {
public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }
  bool one_in(int n) { return below(n) == 0; }
  template <class T> const T& of(const std::vector<T>& v) {
    return v[static_cast<std::size_t>(below(static_cast<int>(v.size())))];
  }

private:
  std::uint64_t state_;
};

using Parts = std::map<std::string, std::string>; // name -> JSON

/// An element; relations name their ends by key, which no rename changes.
struct Made {
  int key = 0;
  std::string map, id;
  Parts attributes;
  std::map<std::string, Parts> lists;                    // tags, observations: item's key -> JSON
  std::map<std::string, std::map<int, Parts>> relations; // type -> end -> payload
};

struct World {
  std::vector<Made> elements;
  Parts organisation, x, root;
  std::map<std::string, std::map<int, std::string>> scenarios; // name -> goal -> importance

  Made* find(int key) {
    for (Made& m : elements)
      if (m.key == key) return &m;
    return nullptr;
  }
  const Made* find(int key) const { return const_cast<World*>(this)->find(key); }
};

struct Step {
  enum What { attribute, item, relation, payload, add, remove, rename, part, scenario } what;
  int key = 0, end = 0;
  std::string name, part_name, value; // empty value: take it out
  Made made;
};

inline void take(World& w, const Step& s) {
  const auto set = [&](Parts& p, const std::string& name) {
    if (s.value.empty())
      p.erase(name);
    else
      p[name] = s.value;
  };
  Made* m = w.find(s.key);
  switch (s.what) {
  case Step::attribute:
    if (m) set(m->attributes, s.name);
    break;
  case Step::item:
    if (m) {
      set(m->lists[s.name], s.part_name);
      if (m->lists[s.name].empty()) m->lists.erase(s.name);
    }
    break;
  case Step::relation:
    if (!m || !w.find(s.end)) break;
    if (s.value.empty())
      m->relations[s.name].erase(s.end);
    else
      m->relations[s.name][s.end];
    break;
  case Step::payload:
    if (m && m->relations[s.name].count(s.end)) set(m->relations[s.name][s.end], s.part_name);
    break;
  case Step::add:
    w.elements.push_back(s.made);
    break;
  case Step::remove:
    for (std::size_t i = 0; i < w.elements.size(); ++i)
      if (w.elements[i].key == s.key) {
        w.elements.erase(w.elements.begin() + static_cast<std::ptrdiff_t>(i));
        break;
      }
    for (Made& e : w.elements)
      for (auto& [type, ends] : e.relations) ends.erase(s.key);
    for (auto& [name, goals] : w.scenarios) goals.erase(s.key);
    break;
  case Step::rename:
    if (m) m->id = s.value;
    break;
  case Step::part:
    set(s.name == "organisation" ? w.organisation : s.name == "x" ? w.x : w.root, s.part_name);
    break;
  case Step::scenario:
    if (!m) break;
    if (s.value.empty())
      w.scenarios[s.name].erase(s.key);
    else
      w.scenarios[s.name][s.key] = s.value;
    break;
  }
}

/// How a document is written; every way says the same.
struct Style {
  bool lines = true, comments = false, full_relations = false, shuffled = false;
  static Style of(Dice& d) { return {!d.one_in(4), d.one_in(3), d.one_in(3), d.one_in(3)}; }
};

class Writer {
public:
  Writer(const World& w, Style style, Dice& dice) : w_(w), s_(style), d_(dice) {}
  std::string write() {
    std::vector<std::pair<std::string, std::string>> members{{"northline", "1"}};
    for (const auto& [name, value] : w_.root) members.push_back({name, value});
    if (!w_.organisation.empty()) members.push_back({"organisation", object(pairs(w_.organisation), 1)});
    for (const char* map : {"visions", "audiences", "stakeholders", "programs", "goals", "metrics"}) {
      std::vector<std::pair<std::string, std::string>> list;
      for (const Made& m : w_.elements)
        if (m.map == map) list.push_back({m.id, element(m)});
      if (!list.empty()) members.push_back({map, object(list, 1)});
    }
    std::vector<std::pair<std::string, std::string>> scenarios;
    for (const auto& [name, goals] : w_.scenarios) {
      std::vector<std::pair<std::string, std::string>> set;
      for (const auto& [key, value] : goals)
        if (const Made* m = w_.find(key)) set.push_back({m->id, "{\"importance\": " + value + "}"});
      scenarios.push_back({name, set.empty() ? "{\"title\": \"nothing\"}"
                                             : "{\"set\": {\"goals\": " + object(set, 3) + "}}"});
    }
    if (!scenarios.empty()) members.push_back({"scenarios", object(scenarios, 1)});
    if (!w_.x.empty()) members.push_back({"x", object(pairs(w_.x), 1)});
    return (s_.comments ? "// written in haste\n" : "") + object(members, 0) + "\n";
  }

private:
  static std::vector<std::pair<std::string, std::string>> pairs(const Parts& p) {
    return {p.begin(), p.end()};
  }
  std::string object(std::vector<std::pair<std::string, std::string>> members, int depth, char open = '{') {
    if (s_.shuffled && open == '{' && depth != 1)
      for (std::size_t i = members.size(); i > 1; --i)
        std::swap(members[i - 1], members[static_cast<std::size_t>(d_.below(static_cast<int>(i)))]);
    std::string out(1, open);
    const std::string indent(static_cast<std::size_t>(depth + 1) * 2, ' ');
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (s_.comments && d_.one_in(6))
        out += s_.lines ? "\n" + indent + "// of " + std::to_string(i) : " /* here */ ";
      if (s_.lines) out += "\n" + indent;
      if (open == '{') out += "\"" + members[i].first + "\"" + (s_.lines ? ": " : ":");
      out += members[i].second;
      const bool last = i + 1 == members.size();
      if (!last || (s_.comments && d_.one_in(4))) out += s_.lines || d_.one_in(2) ? "," : ", ";
      if (s_.comments && s_.lines && d_.one_in(6)) out += " // so it is";
    }
    if (s_.lines && !members.empty()) out += "\n" + indent.substr(2);
    return out + (open == '{' ? "}" : "]");
  }
  std::string element(const Made& m) {
    std::vector<std::pair<std::string, std::string>> members = pairs(m.attributes);
    for (const auto& [name, items] : m.lists) {
      std::vector<std::pair<std::string, std::string>> list = pairs(items);
      members.push_back({name, object(list, 3, '[')});
    }
    for (const auto& [type, ends] : m.relations) {
      std::vector<std::pair<std::string, std::string>> list;
      bool bare = true;
      for (const auto& [key, payload] : ends)
        if (const Made* end = w_.find(key)) {
          bare = bare && payload.empty();
          std::string p;
          const bool principal = payload.size() == 1 && (payload.begin()->first == "contribution" ||
                                                         payload.begin()->first == "priority");
          if (principal && !s_.full_relations)
            p = payload.begin()->second;
          else
            p = object(pairs(payload), 4);
          list.push_back({end->id, p});
        }
      if (list.empty()) continue;
      if (bare && !s_.full_relations) {
        if (list.size() == 1) {
          members.push_back({type, "\"" + list[0].first + "\""});
        } else {
          for (auto& e : list) e.second = "\"" + e.first + "\"";
          members.push_back({type, object(list, 3, '[')});
        }
      } else {
        members.push_back({type, object(list, 3)});
      }
    }
    return object(members, 2);
  }

  const World& w_;
  Style s_;
  Dice& d_;
};

/// Worlds and steps by chance. Elements whose key leaves 0 when divided by `sides` belong to the first side
/// and so on; with one side everything belongs to everybody.
class Generator {
public:
  explicit Generator(std::uint64_t seed) : d(seed) {}
  Dice d;

  World world() {
    World w;
    w.root["title"] = "\"Plan " + std::to_string(d.below(1000)) + "\"";
    w.root["as_of"] = "\"2026-11-21\"";
    if (d.one_in(2)) w.organisation = {{"employees", std::to_string(d.below(900) + 1)}, {"name", "\"Firm\""}};
    if (d.one_in(2)) w.x = {{"a", "{\"deep\": {\"er\": 1}}"}, {"b", "[1, 2]"}};
    const int n = 3 + d.below(9);
    for (int i = 0; i < n; ++i) w.elements.push_back(made(next_key_++));
    for (int i = 0; i < n * 2; ++i) {
      const Step s = relate(w, d.of(w.elements).key, 1, 0);
      take(w, s);
      if (s.what == Step::relation && d.one_in(2)) take(w, weigh(w, s));
    }
    if (d.one_in(2))
      for (const Made& m : w.elements)
        if (m.map == "goals" && d.one_in(2)) w.scenarios["lean"][m.key] = std::to_string(d.below(100));
    return w;
  }

  Made made(int key) {
    Made m;
    m.key = key;
    m.map = d.of(maps());
    m.id = m.map.substr(0, 3) + "-" + std::to_string(key);
    m.attributes["title"] = "\"Element \\u00e9 " + std::to_string(key) + "\"";
    if (d.one_in(2)) m.attributes["description"] = "\"It says " + std::to_string(d.below(50)) + "\"";
    if (d.one_in(2)) m.attributes["source"] = "\"Survey " + std::to_string(d.below(50)) + "\"";
    if (m.map == "goals") m.attributes["importance"] = std::to_string(d.below(101));
    if (d.one_in(3)) m.lists["tags"] = {{"one", "\"one\""}, {"two", "\"two\""}};
    if (m.map == "metrics" && d.one_in(2))
      m.lists["observations"] = {{"2026-01-31", observation("2026-01-31")},
                                 {"2026-02-28", observation("2026-02-28")}};
    return m;
  }

  /// A step that changes elements of one side of `sides` only. `free` steps may remove and rename anything.
  Step step(World& w, int side, int sides, bool free) {
    std::vector<int> mine;
    for (const Made& m : w.elements)
      if (m.key % sides == side) mine.push_back(m.key);
    const int what = d.below(14);
    Step s;
    if (mine.empty() || what == 0) {
      s.what = Step::add;
      do s.made = made(next_key_++);
      while (s.made.key % sides != side);
      s.made.id += side ? "-t" : "-o";
      return s;
    }
    s.key = d.of(mine);
    const Made& m = *w.find(s.key);
    if (what == 1 && (free || (s.key % 4 >= 2 && !referenced(w, s.key)))) {
      s.what = Step::remove;
      if (!free) never_again_.insert(s.key);
      return s;
    }
    if (what == 2) {
      s.what = Step::rename;
      s.value =
          m.id.substr(0, 3) + "-" + std::to_string(d.below(90)) + (side ? "u" : "v") + std::to_string(s.key);
      return s;
    }
    if (what <= 5) {
      s.what = Step::item;
      s.name = m.map == "metrics" && d.one_in(2) ? "observations" : "tags";
      const std::string key =
          s.name == "tags" ? std::string(d.of(words())) : "2026-0" + std::to_string(1 + d.below(6)) + "-15";
      s.part_name = key;
      const bool there = m.lists.count(s.name) && m.lists.at(s.name).count(key);
      if (!(there && d.one_in(2))) s.value = s.name == "tags" ? "\"" + key + "\"" : observation(key);
      return s;
    }
    if (what <= 8) {
      Step r = relate(w, s.key, sides, side);
      if (r.what == Step::relation && d.one_in(2) && m.relations.count(r.name) &&
          m.relations.at(r.name).count(r.end)) {
        if (d.one_in(2)) return weigh(w, r);
        r.value.clear();
      }
      return r;
    }
    if (what == 9 && (free || side == 0)) {
      s.what = Step::part;
      s.name = d.of(std::vector<std::string>{"organisation", "x", "root"});
      s.part_name = s.name == "organisation" ? "employees" : s.name == "x" ? d.of(words()) : "description";
      s.value = s.name == "organisation" ? std::to_string(d.below(500))
                : s.name == "x"          ? "{\"n\": " + std::to_string(d.below(9)) + "}"
                                         : "\"D" + std::to_string(d.below(9)) + "\"";
      return s;
    }
    if (what == 10 && m.map == "goals") {
      s.what = Step::scenario;
      s.name = d.one_in(2) ? "lean" : "rich";
      if (!free) s.name += std::to_string(side);
      s.value = std::to_string(d.below(100));
      return s;
    }
    s.what = Step::attribute;
    s.name = d.of(std::vector<std::string>{"title", "description", "source"});
    if (!free && s.name == "title") s.name = "source"; // new id and new title: nobody could tell whose it is
    if (s.name != "title" && d.one_in(4)) return s;
    s.value = "\"" + s.name + " " + std::to_string(d.below(1000)) +
              (s.name == "title" ? "/" + std::to_string(s.key) : "") + "\"";
    return s;
  }

private:
  static const std::vector<std::string>& maps() {
    static const std::vector<std::string> v{"visions", "audiences", "stakeholders", "programs",
                                            "goals",   "goals",     "metrics"};
    return v;
  }
  static const std::vector<std::string>& words() {
    static const std::vector<std::string> v{"one", "two", "three", "four", "five"};
    return v;
  }
  std::string observation(const std::string& date) {
    return "{\"date\": \"" + date + "\", \"value\": " + std::to_string(d.below(100)) + "}";
  }
  static bool referenced(const World& w, int key) {
    for (const Made& m : w.elements)
      for (const auto& [type, ends] : m.relations)
        if (ends.count(key)) return true;
    for (const auto& [name, goals] : w.scenarios)
      if (goals.count(key)) return true;
    return false;
  }
  /// A relation that may start at the element, to an end that it may have.
  Step relate(const World& w, int key, int sides, int) {
    const Made& m = *w.find(key);
    std::vector<std::pair<std::string, std::string>> may{{"owned_by", "stakeholders"}};
    if (m.map == "goals")
      may = {{"supports", "visions"},
             {"supports", "goals"},
             {"serves", "audiences"},
             {"owned_by", "stakeholders"},
             {"measured_by", "metrics"}};
    if (m.map == "programs")
      may = {{"contributes_to", "goals"},
             {"serves", "audiences"},
             {"measured_by", "metrics"},
             {"contributes_to", "goals"}};
    const auto [type, map] = may[static_cast<std::size_t>(d.below(static_cast<int>(may.size())))];
    std::vector<int> ends;
    for (const Made& e : w.elements)
      // Where edits are to be disjoint, what may be taken out by one side is never named by the other.
      if (e.map == map && e.key != key && !never_again_.count(e.key) && (sides == 1 || e.key % 4 < 2))
        ends.push_back(e.key);
    Step s;
    s.key = key;
    if (ends.empty()) {
      s.what = Step::attribute;
      s.name = "description";
      s.value = "\"Alone " + std::to_string(d.below(100)) + "\"";
      return s;
    }
    s.what = Step::relation;
    s.name = type;
    s.end = d.of(ends);
    s.value = "1";
    return s;
  }
  Step weigh(const World&, Step s) {
    s.what = Step::payload;
    s.part_name = s.name == "serves"                                   ? "priority"
                  : s.name == "supports" || s.name == "contributes_to" ? "contribution"
                                                                       : "why";
    if (s.name == "contributes_to" && d.one_in(3)) s.part_name = "confidence";
    if (d.one_in(4)) s.part_name = "why";
    s.value = s.part_name == "why"            ? "\"They said " + std::to_string(d.below(100)) + "\""
              : s.part_name == "contribution" ? std::to_string(d.below(201) - 100)
                                              : "0." + std::to_string(d.below(10));
    return s;
  }

  int next_key_ = 1;
  std::set<int> never_again_;
};

} // namespace northline::test
