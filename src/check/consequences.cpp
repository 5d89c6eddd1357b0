#include "check/consequences.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

namespace northline {

namespace {

/// A fact stands for the relations it is made of; of facts that are not listed anything may come.
struct Made {
  std::string_view fact;
  std::array<std::string_view, 4> of;
  bool incoming; ///< whether what leads to an element counts for it, and not only where it leads itself
};
constexpr Made facts[] = {
    {"goal_graph", {"supports", "refines", "conflicts_with"}, true},
    {"line_of_sight", {"supports", "refines"}, false},
    {"work_units", {"contributes_to", "part_of"}, true},
    {"load", {"consumes", "part_of", "uses", "works_as"}, true},
    {"schedule", {"depends_on", "part_of", "contributes_to"}, true},
    {"problems", {}, false},
};

bool reads(const Rule& rule, Relation relation, bool only_incoming) {
  const std::string_view name = info(relation).name;
  // What is asked about the way upwards misses nothing that should have come from below.
  if (only_incoming && (relation == Relation::supports || relation == Relation::refines) &&
      std::find(rule.footprint.begin(), rule.footprint.end(), "fact line_of_sight") != rule.footprint.end())
    return false;
  for (const std::string_view entry : rule.footprint) {
    if (entry.substr(0, 5) == "fact ") {
      const std::string_view fact = entry.substr(5);
      const Made* made = nullptr;
      for (const Made& m : facts)
        if (m.fact == fact) made = &m;
      if (!made) return true;
      if (only_incoming && !made->incoming) continue;
      if (std::find(made->of.begin(), made->of.end(), name) != made->of.end()) return true;
      continue;
    }
    for (std::size_t at = entry.find_first_of("><"); at != std::string_view::npos;
         at = entry.find_first_of("><", at + 1)) {
      const std::string_view step = entry.substr(at + 1, entry.find_first_of("><.", at + 1) - at - 1);
      if ((step == name || step == "*") && (!only_incoming || entry[at] == '<')) return true;
    }
  }
  return false;
}

} // namespace

bool reads_relation(const Rule& rule, Relation relation) { return reads(rule, relation, false); }

namespace {

using AT = Findings::ArgumentType;

/// A rule that has findings in this run.
struct Present {
  const Rule* rule;
  std::vector<std::uint32_t> rows;
};

/// What a broken reference says: its relation, and the id that nobody has.
struct Broken {
  Relation relation = Relation::count_;
  std::string written;
};
Broken broken_reference(const std::vector<Findings::Argument>& arguments) {
  for (const auto& a : arguments) {
    if (a.type != AT::key) continue;
    const std::size_t colon = a.text.find(':');
    const int relation = colon == std::string_view::npos ? -1 : find_relation(a.text.substr(0, colon));
    if (relation >= 0) return {static_cast<Relation>(relation), std::string(a.text.substr(colon + 1))};
  }
  return {};
}

/// The id, and the id with any one character taken out: two ids that share one of these are alike.
std::vector<std::string> likenesses(std::string_view id) {
  std::string lower(id.substr(0, 128));
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  std::vector<std::string> all{lower};
  for (std::size_t i = 0; i < lower.size() && lower.size() > 2; ++i) {
    std::string s = lower;
    s.erase(i, 1);
    all.push_back(std::move(s));
  }
  return all;
}

/// Everything that findings of one rule can be a cause by.
struct Causes {
  bool round = false; ///< the rule finds circles of goals
  bool whole = false; ///< what is missing is missing to every element: nothing else joins the two
  std::vector<std::pair<Element, std::uint32_t>> by_focus, by_shown; ///< sorted
  std::unordered_map<std::uint32_t, Broken> broken;                  ///< by row
  std::unordered_map<std::string, std::vector<std::uint32_t>>
      alike; ///< rows of broken references, by likeness
  /// Rows that may have taken a relation away from another element: broken references, and circles, of which
  /// one relation leads to the wrong goal. With the relations in question.
  std::map<std::uint32_t, RelationSet> astray;
};

class Search {
public:
  Search(const Findings& f, const std::vector<std::uint8_t>& skip) : f_(f), skip_(skip) {}

  std::vector<std::uint32_t> run() {
    for (std::uint32_t i = 0; i < f_.size(); ++i) {
      if (skips(i)) continue;
      const Rule& r = f_.rule(i);
      const auto [at, fresh] = index_.try_emplace(r.code, present_.size());
      if (fresh) present_.push_back({&r, {}});
      present_[at->second].rows.push_back(i);
    }
    std::vector<std::uint32_t> cause;
    for (const Present& p : present_)
      for (const std::string_view code : p.rule->consequence_of) {
        const auto at = index_.find(code);
        if (at == index_.end()) continue;
        if (cause.empty()) cause.assign(f_.size(), no_cause);
        explain(p, causes_of(at->second), cause);
      }
    return to_roots(std::move(cause));
  }

private:
  bool skips(std::uint32_t i) const { return !skip_.empty() && skip_[i] != 0; }

  const Causes& causes_of(std::size_t which) {
    const auto [at, fresh] = causes_.try_emplace(which);
    Causes& c = at->second;
    if (!fresh) return c;
    c.round = present_[which].rule->code == "NL003";
    c.whole = present_[which].rule->code == "NL301";
    for (const std::uint32_t row : present_[which].rows) {
      const auto arguments = f_.arguments(row);
      c.by_focus.emplace_back(f_.row(row).focus, row);
      c.by_shown.emplace_back(f_.row(row).focus, row);
      for (const auto& a : arguments) {
        if (a.type != AT::element && a.type != AT::related && a.type != AT::relation) continue;
        c.by_shown.emplace_back(a.element, row);
        if (a.type != AT::relation) continue;
        c.by_shown.emplace_back(a.target, row);
        if (c.round) c.astray[row] |= relation_set(a.relation);
      }
      Broken b = broken_reference(arguments);
      if (b.relation == Relation::count_) continue;
      for (const Element home : homes_of(f_.row(row).focus)) c.by_shown.emplace_back(home, row);
      for (std::string& s : likenesses(b.written)) c.alike[std::move(s)].push_back(row);
      c.astray[row] = relation_set(b.relation);
      c.broken.emplace(row, std::move(b));
    }
    std::sort(c.by_focus.begin(), c.by_focus.end());
    std::sort(c.by_shown.begin(), c.by_shown.end());
    return c;
  }

  /// A broken reference explains only what is read through its relation.
  static bool fits(const Causes& c, std::uint32_t row, const Rule& consequence) {
    const auto b = c.broken.find(row);
    return b == c.broken.end() || reads_relation(consequence, b->second.relation);
  }
  static std::uint32_t first(const std::vector<std::pair<Element, std::uint32_t>>& sorted, Element e,
                             const Causes& c, const Rule& consequence) {
    for (auto i = std::lower_bound(sorted.begin(), sorted.end(), std::pair{e, std::uint32_t{0}});
         i != sorted.end() && i->first == e; ++i)
      if (fits(c, i->second, consequence)) return i->second;
    return no_cause;
  }
  static bool has_fact(const Rule& rule, std::string_view fact) {
    return std::find(rule.footprint.begin(), rule.footprint.end(), fact) != rule.footprint.end();
  }
  /// What the element is a part of: what is missing there is missing to the whole.
  std::vector<Element> homes_of(Element e) const {
    const View& v = f_.view();
    std::vector<Element> homes;
    if (e == root_element || (!v.is(e, Kind::activity) && !v.is(e, Kind::program))) return homes;
    std::vector<Element> next{e};
    while (!next.empty() && homes.size() < 32) {
      const Element at = next.back();
      next.pop_back();
      for (const Edge& edge : v.out(at, Relation::part_of))
        if (edge.target != e && std::find(homes.begin(), homes.end(), edge.target) == homes.end()) {
          homes.push_back(edge.target);
          next.push_back(edge.target);
        }
    }
    return homes;
  }
  /// Whether one of the relations of the cause could have led to this element instead, so that it misses it.
  bool could_lead(const Causes& c, std::uint32_t row, Element e, const Rule& consequence) const {
    const View& v = f_.view();
    if (e == root_element) return false;
    const RelationSet set = c.astray.at(row);
    for (unsigned i = 0; i < relation_count; ++i) {
      const Relation r = static_cast<Relation>(i);
      if ((set & relation_set(r)) != 0 && contains(targets_of(r, v.kind(f_.row(row).focus)), v.kind(e)) &&
          reads(consequence, r, true))
        return true;
    }
    return false;
  }
  /// The same for an element that the finding is about or shows.
  bool could_lead_to(const Causes& c, std::uint32_t row, std::uint32_t finding,
                     const Rule& consequence) const {
    if (could_lead(c, row, f_.row(finding).focus, consequence)) return true;
    for (const auto& a : f_.arguments(finding))
      if ((a.type == AT::element || a.type == AT::related) && could_lead(c, row, a.element, consequence))
        return true;
    return false;
  }

  void explain(const Present& p, const Causes& c, std::vector<std::uint32_t>& cause) {
    const Rule& rule = *p.rule;
    std::vector<std::uint32_t> open;
    // A circle takes no work from its own members; another goal may miss the member that turned away.
    const bool elsewhere =
        c.round && has_fact(rule, "fact work_units") && !has_fact(rule, "fact line_of_sight");
    for (const std::uint32_t row : p.rows) {
      if (cause[row] != no_cause) continue;
      const Element focus = f_.row(row).focus;
      std::uint32_t by = c.whole ? c.by_focus.front().second : first(c.by_shown, focus, c, rule);
      if (elsewhere && by != no_cause) continue;
      if (by == no_cause)
        for (const auto& a : f_.arguments(row)) {
          if ((a.type != AT::element && a.type != AT::related) || a.element == root_element) continue;
          by = first(c.by_focus, a.element, c, rule);
          if (by != no_cause) break;
        }
      if (by == no_cause && !c.broken.empty() && focus != root_element)
        for (const std::string& s : likenesses(f_.view().id(focus))) {
          const auto alike = c.alike.find(s);
          if (alike == c.alike.end()) continue;
          for (const std::uint32_t at : alike->second)
            if (could_lead(c, at, focus, rule)) by = at;
          if (by != no_cause) break;
        }
      if (by != no_cause && by != row)
        cause[row] = by;
      else
        open.push_back(row);
    }
    // One relation that leads nowhere, or round, and one finding that misses something: it was most likely
    // meant. Others that show its element miss the same.
    const std::uint32_t first_of_all = first_missing(open);
    if (first_of_all == no_cause) return;
    std::uint32_t only = no_cause;
    for (const auto& [row, relations] : c.astray) {
      if (!could_lead_to(c, row, first_of_all, rule)) continue;
      if (only != no_cause) return;
      only = row;
    }
    if (only != no_cause)
      for (const std::uint32_t row : open) cause[row] = only;
  }
  /// The one of the findings whose element all others show; no_cause: there is none.
  std::uint32_t first_missing(const std::vector<std::uint32_t>& open) const {
    if (open.size() == 1) return open[0];
    if (open.size() > 64) return no_cause;
    for (const std::uint32_t row : open) {
      const Element focus = f_.row(row).focus;
      bool all = true;
      for (const std::uint32_t other : open) {
        if (other == row) continue;
        bool shown = false;
        for (const auto& a : f_.arguments(other))
          shown = shown || ((a.type == AT::element || a.type == AT::related) && a.element == focus);
        all = all && shown;
      }
      if (all) return row;
    }
    return no_cause;
  }

  /// A cause that is a consequence itself passes on to its own; what runs in a circle stands for itself.
  static std::vector<std::uint32_t> to_roots(std::vector<std::uint32_t> cause) {
    std::vector<std::uint32_t> roots(cause.size(), no_cause);
    for (std::size_t i = 0; i < cause.size(); ++i) {
      std::uint32_t at = cause[i];
      unsigned steps = 0;
      while (at != no_cause && cause[at] != no_cause && ++steps < 64) at = cause[at];
      if (steps < 64) roots[i] = at;
    }
    return roots;
  }

  const Findings& f_;
  const std::vector<std::uint8_t>& skip_;
  std::vector<Present> present_;
  std::map<std::string_view, std::size_t> index_;
  std::map<std::size_t, Causes> causes_;
};

} // namespace

std::vector<std::uint32_t> find_causes(const Findings& f, const std::vector<std::uint8_t>& skip) {
  return Search(f, skip).run();
}

} // namespace northline
