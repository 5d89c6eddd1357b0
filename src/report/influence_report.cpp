#include "report/influence_report.hpp"

#include "base/error.hpp"
#include "facts/parts.hpp"
#include "influence/effects.hpp"
#include "model/places.hpp"
#include "report/json.hpp"
#include "report/names.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <optional>

namespace northline {
namespace {

// ---- words
// ------------------------------------------------------------------------------------------------------

std::string quoted(const View& view, Element e) { return fmt::format("\"{}\"", view.id(e)); }

/// Two digits after the point, three where the third says something; more where they would all be 0.
std::string share(double x, bool sign) {
  if (x == 0) return "0";
  if (std::isinf(x)) return x < 0 ? "without limit below" : "without limit above";
  const double size = std::fabs(x);
  std::string s = size < 0.0005 ? fmt::format("{:.1g}", size) : fmt::format("{:.3f}", size);
  if (size >= 0.0005 && s.back() == '0') s.pop_back();
  return (x < 0 ? "-" : sign ? "+" : "") + s;
}

std::string verb(Relation r) {
  std::string name(info(r).name);
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string plural(std::uint64_t n, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", n, n == 1 ? one : many);
}

/// The number of an effect, and what is to be said of it after the name.
std::string number(const Effect& e) { return known(e.value) ? share(e.value, true) : "?"; }
std::string bounds(const Effect& e) {
  if (e.circular) return ", because a circle lies on the way";
  if (e.lower == e.upper) return "";
  return fmt::format(", {} to {}{}", share(e.lower, true), share(e.upper, true),
                     e.unsized ? ": a size is missing" : "");
}
std::string told(const Effect& e) {
  if (known(e.value)) return number(e) + bounds(e);
  return "nobody can say" + bounds(e);
}

Element element_of(const View& view, const std::string& id) {
  const Element e = view.find(id);
  if (e == no_element) throw Error(Status::not_found, fmt::format("No element has the id \"{}\".", id));
  return e;
}

/// An element that influence runs through.
Element carrier_of(const LinkGraph& graph, const std::string& id) {
  const View& view = graph.view();
  const Element e = element_of(view, id);
  if (graph.node(e) == no_row)
    throw Error(Status::invalid_argument,
                fmt::format("Influence does not run through {}, {}; it runs from programs, activities and "
                            "capabilities to goals, missions and visions that were not dropped.",
                            named(view, e),
                            carries_influence(view.kind(e)) ? "which was dropped or left"
                                                            : fmt::format("a {}", info(view.kind(e)).name)));
  return e;
}

// ---- derivation
// ----------------------------------------------------------------------------------------------

class EffectTree {
public:
  /// Which of an effect's numbers is derived.
  enum class End : std::uint8_t { value, lower, upper, helps, hurts };
  static End end_named(std::string_view number) {
    constexpr std::string_view ends[] = {"", "lower", "upper", "helps", "hurts"};
    for (unsigned i = 0; i < 5; ++i)
      if (ends[i] == number) return static_cast<End>(i);
    throw Error(Status::not_found,
                fmt::format("What is brought has no number \"{}\"; it has lower, upper, helps "
                            "and hurts.",
                            number));
  }
  /// Size, lower or upper of a step as a tree.
  ScoreNode size_of(const PathStep& step, End end) const {
    SizedLink l = step.link;
    l.other = graph_.node(step.from);
    return sized(l, graph_.node(step.to), end == End::lower ? l.low : end == End::upper ? l.high : l.point);
  }
  EffectTree(const LinkGraph& graph, Element from, Cancel cancel, End end = End::value)
      : graph_(graph), view_(graph.view()), end_(end), start_(graph.node(from)), found_(graph.size()),
        unfolded_(graph.size(), 0) {
    for (const Effect& e : effects_from(graph, from, cancel)) found_[graph.node(e.element)] = e;
    // What comes back to where it starts runs on from there.
    Effect& own = found_[start_];
    own.element = from;
    own.value = own.lower = own.upper = own.helps = 1;
    if (!graph.circle(graph.component(start_))) return;
    for (const SizedLink& l : graph.in(start_))
      if (reached(l.other) && l.other != start_) own.value += found_[l.other].value * l.point;
  }

  bool reached(std::uint32_t n) const { return found_[n].element != no_element; }

  /// One of the other numbers: each link brings the end of what it is brought itself that makes it so.
  ScoreNode end_of(std::uint32_t n, End end, unsigned depth) {
    constexpr unsigned deepest = 40;
    ScoreNode node;
    constexpr std::string_view words[] = {"", ", at least", ", at most", ": what helps", ": what hurts"};
    node.text = named(n) + std::string(words[static_cast<unsigned>(end)]);
    node.value = number_of(found_[n], end);
    node.element = graph_.element(n);
    node.stands_at(element_spot(view_, node.element));
    const auto bit = static_cast<std::uint8_t>(1U << static_cast<unsigned>(end));
    const bool again = (unfolded_[n] & bit) != 0;
    if (again || depth > deepest || !std::isfinite(node.value) || n == start_) {
      if (again)
        node.text += ", as elsewhere in this tree";
      else if (depth > deepest)
        node.text += ", which can be asked for by itself";
      if (!std::isfinite(node.value)) {
        node.text += ", which nobody can say";
        node.value = unknown_number;
        node.operation = Operation::unknown;
      }
      return node;
    }
    unfolded_[n] = static_cast<std::uint8_t>(unfolded_[n] | bit);
    const std::uint32_t home = graph_.component(n);
    for (const SizedLink& l : graph_.in(n)) {
      if (!reached(l.other)) continue;
      End other = end;
      double size = l.point;
      const Effect& from = found_[l.other];
      if (end == End::lower || end == End::upper) {
        double best = unknown_number;
        for (const End e : {End::lower, End::upper})
          for (const double s : {l.low, l.high}) {
            const double x = number_of(from, e) * s;
            if (known(best) && !(end == End::lower ? x < best : x > best)) continue;
            best = x;
            other = e;
            size = s;
          }
      } else if (size < 0) {
        other = end == End::helps ? End::hurts : End::helps;
      }
      if (size == 0 || number_of(from, other) == 0) continue;
      std::vector<ScoreNode> both;
      const bool inside = graph_.component(l.other) == home && l.other != start_;
      if (inside) {
        ScoreNode r = round(l.other);
        r.value = number_of(from, other);
        r.bounded = false;
        both.push_back(std::move(r));
      } else {
        both.push_back(end_of(l.other, other, depth + 1));
      }
      both.push_back(sized(l, n, size));
      both.back().bounded = false;
      if (size < 0 && (end == End::helps || end == End::hurts)) both.push_back(leaf("as much as it is", -1));
      node.children.push_back(inner(Operation::product, "by way of " + named(l.other), std::move(both)));
    }
    if (node.children.empty()) return node;
    node.operation = Operation::sum;
    // In circles the members' numbers come of equations, and bounds of their own.
    if (!(std::fabs(recompute(node) - node.value) <= 1e-12 * std::max(1.0, std::fabs(node.value))))
      node.operation = Operation::given;
    return node;
  }

  ScoreNode of(std::uint32_t n, unsigned depth) {
    constexpr unsigned deepest = 40;
    if (end_ != End::value) return end_of(n, end_, depth);
    ScoreNode node;
    node.text = named(n);
    stand(node, found_[n]);
    node.element = graph_.element(n);
    node.stands_at(element_spot(view_, node.element));
    if (unfolded_[n] || depth > deepest) {
      node.text += unfolded_[n] ? ", as elsewhere in this tree" : ", which can be asked for by itself";
      if (!known(node.value)) node.operation = Operation::unknown;
      return node;
    }
    unfolded_[n] = 1;
    for (const SizedLink& l : graph_.in(n)) {
      if (!reached(l.other)) continue;
      ScoreNode size = sized(l, n, l.point);
      if (l.other == start_ && !graph_.circle(graph_.component(start_))) {
        node.children.push_back(std::move(size));
        continue;
      }
      ScoreNode brought;
      if (l.other == start_ || graph_.component(l.other) == graph_.component(n))
        brought = round(l.other);
      else
        brought = of(l.other, depth + 1);
      std::vector<ScoreNode> both;
      both.push_back(std::move(brought));
      both.push_back(std::move(size));
      node.children.push_back(inner(Operation::product, "by way of " + named(l.other), std::move(both)));
    }
    if (known(node.value)) {
      node.operation = Operation::sum;
      node.value = recompute(node);
    } else {
      node.operation = Operation::unknown;
    }
    return node;
  }

private:
  std::string named(std::uint32_t n) const { return node_name(view_, graph_.element(n)); }
  static double number_of(const Effect& e, End end) {
    const double all[] = {e.value, e.lower, e.upper, e.helps, e.hurts};
    return all[static_cast<unsigned>(end)];
  }
  static void stand(ScoreNode& node, const Effect& e) {
    node.value = e.value;
    if (e.lower == e.upper || !std::isfinite(e.lower) || !std::isfinite(e.upper)) return;
    node.bounded = true;
    node.lower = e.lower;
    node.upper = e.upper;
    node.known = unknown_number;
  }
  /// A member of a circle that is being derived: its number is that of the equations of all members.
  ScoreNode round(std::uint32_t n) const {
    ScoreNode node;
    stand(node, found_[n]);
    node.text =
        named(n) + (n == start_ ? ", itself and what comes back to it" : ", with all rounds of the circle");
    node.element = graph_.element(n);
    node.stands_at(element_spot(view_, node.element));
    if (!known(node.value)) node.operation = Operation::unknown;
    return node;
  }
  ScoreNode leaf(std::string text, double value) const {
    ScoreNode node;
    node.text = std::move(text);
    node.value = value;
    if (!known(value)) node.operation = Operation::unknown;
    return node;
  }
  ScoreNode written(std::string text, double value, Element source, Relation r, Element target) const {
    ScoreNode node = leaf(std::move(text), value);
    node.element = source;
    node.attribute = std::string(info(r).name);
    node.stands_at(target_spot(view_, source, r, view_.id(target)));
    return node;
  }
  /// The size of the link to n, with what it is computed from.
  ScoreNode sized(const SizedLink& l, std::uint32_t n, double size) const {
    const Element source = graph_.element(l.other), target = graph_.element(n);
    const std::string text = fmt::format("{} {} {}", named(l.other), verb(l.relation), named(n));
    ScoreNode node;
    if (known(size) && (size != l.point || !l.sized)) {
      const std::string_view side = size == l.low ? "at least" : "at most";
      if (!l.sized || l.relation == Relation::refines)
        return written(fmt::format("{}, {}", text, side), size, source, l.relation, target);
      std::vector<ScoreNode> parts;
      parts.push_back(written(fmt::format("contribution, {}", side), size * 100, source, l.relation, target));
      parts.push_back(leaf("of 100", 100));
      node = inner(Operation::quotient, text, std::move(parts));
      node.value = size;
      node.element = source;
      node.attribute = std::string(info(l.relation).name);
      node.stands_at(target_spot(view_, source, l.relation, view_.id(target)));
      return node;
    }
    if (!l.sized) {
      node = written(text + ", and nobody wrote how much", unknown_number, source, l.relation, target);
    } else {
      std::vector<ScoreNode> parts;
      if (l.relation != Relation::refines) {
        parts.push_back(written(l.low < l.high ? "contribution, the likely one" : "contribution",
                                size_written(source, target, l), source, l.relation, target));
        parts.push_back(leaf("of 100", 100));
      } else {
        const Family family = family_of(view_, target, graph_.present());
        const bool weighed = family.given != 0 && family.total != 0;
        std::vector<ScoreNode> all;
        for (const Edge& e : view_.in(target, Relation::refines)) {
          if (e.source == target || !graph_.present()(e.source)) continue;
          const double weight = view_.get(edge_field::refines::weight, e);
          all.push_back(written(weighed ? "weight of " + node_name(view_, e.source)
                                        : node_name(view_, e.source) + ", all alike",
                                weighed ? weight : 1, e.source, l.relation, target));
          if (e.source == source && parts.empty()) parts.push_back(all.back());
        }
        parts.push_back(inner(Operation::sum, "all parts", std::move(all)));
      }
      node = inner(Operation::quotient, text, std::move(parts));
      node.element = source;
      node.attribute = std::string(info(l.relation).name);
      node.stands_at(target_spot(view_, source, l.relation, view_.id(target)));
    }
    if (l.low < l.high) {
      node.bounded = true;
      node.lower = l.low;
      node.upper = l.high;
      node.known = unknown_number;
    }
    return node;
  }
  /// The contribution as it is written; of several relations between the two the one of this size.
  double size_written(Element source, Element target, const SizedLink& l) const {
    for (const Edge& e : view_.out(source, l.relation)) {
      if (e.target != target) continue;
      const Quantity q = l.relation == Relation::supports
                             ? view_.get(edge_field::supports::contribution, e)
                             : view_.get(edge_field::contributes_to::contribution, e);
      if (q.known() && q.point() / 100 == l.point) return q.point();
    }
    return l.point * 100;
  }

  const LinkGraph& graph_;
  const View& view_;
  End end_;
  std::uint32_t start_;
  std::vector<Effect> found_; ///< by node; without an element: not reached
  std::vector<std::uint8_t> unfolded_;
};

// ---- JSON
// --------------------------------------------------------------------------------------------------------

/// Where relations stand in the caller's text.
class Spots {
public:
  explicit Spots(const View& view) : view_(view) {}
  void write(JsonOut& json, Element source, Relation r, Element target) {
    const Spot spot = target_spot(view_, source, r, view_.id(target));
    json.key("pointer").string(spot.pointer);
    const Snapshot& home = *view_.where(source).home;
    if (!spot.in_text || &home != &view_.base() || !home.shared_text()->has_places()) return;
    if (!finder_) finder_.emplace(home.text());
    const Place place = finder_->at(spot.offset);
    json.key("line").count(place.line).key("column").count(place.column);
  }

private:
  const View& view_;
  std::optional<PlaceFinder> finder_;
};

void write_step(JsonOut& json, const View& view, Spots& spots, const PathStep& s, bool sizes,
                std::string_view lack = {}) {
  const SizedLink& l = s.link;
  const Element source = l.backwards ? s.to : s.from, target = l.backwards ? s.from : s.to;
  json.open('{').key("from").string(view.id(s.from)).key("to").string(view.id(s.to));
  json.key("relation").string(info(l.relation).name).key("backwards").boolean(l.backwards);
  if (sizes) json.key("value").number(l.point).key("lower").number(l.low).key("upper").number(l.high);
  if (!lack.empty()) json.key("lack").string(lack);
  spots.write(json, source, l.relation, target);
  json.close('}');
}

void write_way(JsonOut& json, const View& view, Spots& spots, const Way& w, bool sizes) {
  json.open('{');
  if (sizes) json.key("value").number(w.value).key("lower").number(w.lower).key("upper").number(w.upper);
  json.key("steps").open('[');
  for (const PathStep& s : w.steps) write_step(json, view, spots, s, sizes);
  json.close(']').close('}');
}

void write_effect(JsonOut& json, double value, double lower, double upper, bool circular) {
  json.key("value").number(value).key("lower").number(lower).key("upper").number(upper);
  if (!known(value)) json.key("reason").string(circular ? "circle" : "unsized");
}

std::vector<std::uint32_t> circles_of(const LinkGraph& graph) {
  std::vector<std::uint32_t> all;
  for (std::uint32_t c = 0; c < graph.component_count(); ++c)
    if (graph.circle(c)) all.push_back(c);
  const auto first = [&](std::uint32_t c) { return graph.members(c)[0]; };
  std::sort(all.begin(), all.end(), [&](std::uint32_t a, std::uint32_t b) { return first(a) < first(b); });
  return all;
}

std::vector<Element> elements_of(const LinkGraph& graph, std::uint32_t circle) {
  std::vector<Element> out;
  for (const std::uint32_t n : graph.members(circle)) out.push_back(graph.element(n));
  return out;
}

constexpr std::size_t shown_conflicts = 20;

void write_conflicts(JsonOut& json, const LinkGraph& graph, Spots& spots, Cancel cancel) {
  const View& view = graph.view();
  MatrixOptions how;
  how.cancel = cancel;
  const InfluenceConflicts found = conflicts(graph, shown_conflicts, how);
  json.key("conflict_count").count(found.count).key("conflicts").open('[');
  for (const InfluenceConflict& c : found.worst) {
    json.open('{').key("work").string(view.id(c.work)).key("goal").string(view.id(c.goal));
    write_effect(json, c.effect.value, c.effect.lower, c.effect.upper, c.effect.circular);
    json.key("helps").number(c.effect.helps).key("hurts").number(c.effect.hurts);
    for (const bool good : {true, false}) {
      json.key(good ? "helping_path" : "hurting_path");
      const auto way = strongest_of_sign(graph, c.work, c.goal, good, cancel);
      if (way)
        write_way(json, view, spots, *way, true);
      else
        json.raw("null");
    }
    json.close('}');
  }
  json.close(']');
}

/// Calls f(row, column, index of the numbers) for every entry that is not 0.
template <class F> void each_entry(const InfluenceMatrix& m, F&& f) {
  const std::size_t n = m.columns.size();
  for (std::size_t r = 0; r < m.rows.size(); ++r) {
    if (m.sparse) {
      for (std::uint64_t i = m.first[r]; i < m.first[r + 1]; ++i) f(r, m.column[i], i);
      continue;
    }
    for (std::size_t c = 0; c < n; ++c) {
      const std::size_t i = r * n + c;
      if (m.values.data()[i] != 0 || (!m.exact() && (m.lower.data()[i] != 0 || m.upper.data()[i] != 0)))
        f(r, c, i);
    }
  }
}

/// What is asked for of single elements.
std::vector<Effect> single(const LinkGraph& graph, const InfluenceQuery& q, Element from, Element to) {
  std::vector<Effect> list =
      from != no_element ? effects_from(graph, from, q.cancel) : effects_to(graph, to, q.cancel);
  if (from != no_element && to != no_element)
    list.erase(std::remove_if(list.begin(), list.end(), [&](const Effect& e) { return e.element != to; }),
               list.end());
  return list;
}

} // namespace

ScoreNode influence_tree(const View& view, std::string_view from, std::string_view to,
                         std::string_view number, Cancel cancel) {
  const LinkGraph graph(view, Over::influence, cancel);
  const Element source = carrier_of(graph, std::string(from)), target = carrier_of(graph, std::string(to));
  EffectTree tree(graph, source, cancel, EffectTree::end_named(number));
  const std::uint32_t n = graph.node(target);
  ScoreNode root;
  if (source == target)
    throw Error(Status::invalid_argument, "An element brings all of itself; name two different ones.");
  if (tree.reached(n)) {
    root = tree.of(n, 0);
  } else {
    root.value = 0;
    root.element = target;
    root.stands_at(element_spot(view, target));
  }
  root.text = fmt::format("what {} brings of {}{}", node_name(view, source), node_name(view, target),
                          number == "lower"   ? ", at least"
                          : number == "upper" ? ", at most"
                          : number == "helps" ? " where it helps"
                          : number == "hurts" ? " where it hurts"
                                              : "");
  if (!tree.reached(n)) root.text += ": nothing, because no way leads there";
  share_out(root);
  return root;
}

std::string influence_json(const View& view, const InfluenceQuery& q) {
  const LinkGraph graph(view, Over::influence, q.cancel);
  JsonOut json;
  Spots spots(view);
  json.open('{').key("version").count(1);
  const Element from = q.from.empty() ? no_element : carrier_of(graph, q.from);
  const Element to = q.to.empty() ? no_element : carrier_of(graph, q.to);
  json.key("from").string_or_null(q.from).key("to").string_or_null(q.to);
  if (from == no_element && to == no_element) {
    MatrixOptions how;
    how.cancel = q.cancel;
    const InfluenceMatrix m = influence_matrix(graph, how);
    std::uint64_t entries = 0;
    json.key("rows");
    write_ids(json, view, m.rows);
    json.key("columns");
    write_ids(json, view, m.columns);
    json.key("effects").open('[');
    each_entry(m, [&](std::size_t r, std::size_t c, std::size_t i) {
      ++entries;
      const double value = m.values.data()[i], lower = m.exact() ? value : m.lower.data()[i],
                   upper = m.exact() ? value : m.upper.data()[i];
      json.open('{').key("from").string(view.id(m.rows[r])).key("to").string(view.id(m.columns[c]));
      write_effect(json, value, lower, upper, std::isinf(lower));
      json.close('}');
    });
    json.close(']');
    const double all = static_cast<double>(m.rows.size()) * static_cast<double>(m.columns.size());
    json.key("density").number(all > 0 ? static_cast<double>(entries) / all : 0);
    write_conflicts(json, graph, spots, q.cancel);
  } else {
    json.key("effects").open('[');
    for (const Effect& e : single(graph, q, from, to)) {
      json.open('{').key("from").string(view.id(from != no_element ? from : e.element));
      json.key("to").string(view.id(from != no_element ? e.element : to));
      write_effect(json, e.value, e.lower, e.upper, e.circular);
      json.key("helps").number(e.helps).key("hurts").number(e.hurts).key("conflict").boolean(e.conflict());
      json.close('}');
    }
    json.close(']');
  }
  json.key("circles").open('[');
  for (const std::uint32_t c : circles_of(graph)) {
    json.open('{').key("members");
    write_ids(json, view, elements_of(graph, c));
    json.key("solved").boolean(!graph.refused(c)).close('}');
  }
  json.close(']').close('}');
  return std::move(json.out);
}

namespace {

void append_cell(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out.push_back('"');
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}
void append_cell(std::string& out, double x) {
  if (std::isfinite(x)) append_number(out, x);
}

} // namespace

std::string influence_csv(const View& view, const InfluenceQuery& q) {
  const LinkGraph graph(view, Over::influence, q.cancel);
  const Element from = q.from.empty() ? no_element : carrier_of(graph, q.from);
  const Element to = q.to.empty() ? no_element : carrier_of(graph, q.to);
  std::string out;
  if (from != no_element || to != no_element) {
    out = "from,to,value,lower,upper\r\n";
    for (const Effect& e : single(graph, q, from, to)) {
      append_cell(out, view.id(from != no_element ? from : e.element));
      out.push_back(',');
      append_cell(out, view.id(from != no_element ? e.element : to));
      for (const double x : {e.value, e.lower, e.upper}) {
        out.push_back(',');
        append_cell(out, x);
      }
      out += "\r\n";
    }
    return out;
  }
  MatrixOptions how;
  how.cancel = q.cancel;
  how.shape = MatrixForm::dense;
  const InfluenceMatrix m = influence_matrix(graph, how);
  out = "id";
  for (const Element g : m.columns) {
    out.push_back(',');
    append_cell(out, view.id(g));
  }
  out += "\r\n";
  for (std::size_t r = 0; r < m.rows.size(); ++r) {
    append_cell(out, view.id(m.rows[r]));
    for (std::size_t c = 0; c < m.columns.size(); ++c) {
      out.push_back(',');
      append_cell(out, m.values.data()[r * m.columns.size() + c]);
    }
    out += "\r\n";
  }
  return out;
}

// ---- text
// --------------------------------------------------------------------------------------------------------

namespace {

/// "trust, loyal": what a way comes by.
std::string by_way_of(const View& view, const Way& w) {
  if (w.steps.size() < 2) return "directly";
  std::vector<Element> between;
  for (std::size_t i = 0; i + 1 < w.steps.size(); ++i) between.push_back(w.steps[i].to);
  return "by way of " + listed(view, between, 6);
}

double weight_of(const Effect& e) {
  if (known(e.value)) return std::fabs(e.value);
  return e.circular ? -1 : std::max(std::fabs(e.lower), std::fabs(e.upper)) - 1e6;
}

std::string circles_text(const LinkGraph& graph) {
  std::string out;
  for (const std::uint32_t c : circles_of(graph)) {
    const std::vector<Element> members = elements_of(graph, c);
    out += graph.refused(c)
               ? fmt::format(
                     "A circle without an end: {} feed each other and nothing fades on the way round, so "
                     "what runs through them has no sum, and nothing behind them is known. Lower a size "
                     "on the circle or take a relation out of it.\n",
                     listed(graph.view(), members))
               : fmt::format(
                     "A circle: {} feed each other. What goes round fades, and all rounds are counted.\n",
                     listed(graph.view(), members));
  }
  return out;
}

std::string conflicts_text(const LinkGraph& graph, std::size_t rows, Cancel cancel) {
  const View& view = graph.view();
  MatrixOptions how;
  how.cancel = cancel;
  const InfluenceConflicts found = conflicts(graph, std::min<std::size_t>(rows, shown_conflicts), how);
  std::string out;
  for (const InfluenceConflict& c : found.worst) {
    const auto good = strongest_of_sign(graph, c.work, c.goal, true, cancel);
    const auto bad = strongest_of_sign(graph, c.work, c.goal, false, cancel);
    out += fmt::format("  {} helps and hurts {}", named(view, c.work), named(view, c.goal));
    if (known(c.effect.value))
      out += fmt::format(": {} and {}, {} in all", share(c.effect.helps, true), share(-c.effect.hurts, true),
                         share(c.effect.value, true));
    out += ".\n";
    if (good) out += fmt::format("    It helps {}.\n", by_way_of(view, *good));
    if (bad) out += fmt::format("    It hurts {}.\n", by_way_of(view, *bad));
  }
  if (found.count > found.worst.size())
    out += fmt::format("  … and {}.\n",
                       plural(found.count - found.worst.size(), "more such pair", "more such pairs"));
  return out;
}

std::string matrix_text(const LinkGraph& graph, const InfluenceQuery& q, std::size_t rows) {
  const View& view = graph.view();
  MatrixOptions how;
  how.cancel = q.cancel;
  const InfluenceMatrix m = influence_matrix(graph, how);
  struct Brought {
    Element work;
    double value, lower, upper;
    double weight() const {
      if (known(value)) return std::fabs(value);
      return std::isinf(upper) ? -1 : std::max(std::fabs(lower), std::fabs(upper)) - 1e6;
    }
  };
  std::vector<std::vector<Brought>> of(m.columns.size());
  std::vector<bool> reaches(m.rows.size());
  std::uint64_t entries = 0;
  each_entry(m, [&](std::size_t r, std::size_t c, std::size_t i) {
    const double value = m.values.data()[i];
    ++entries;
    reaches[r] = true;
    of[c].push_back(
        {m.rows[r], value, m.exact() ? value : m.lower.data()[i], m.exact() ? value : m.upper.data()[i]});
  });
  std::string out = fmt::format("What the work brings of the goals: {}, {}.\n",
                                plural(m.rows.size(), "program or activity", "programs and activities"),
                                plural(m.columns.size(), "goal", "goals"));
  if (m.rows.empty() || m.columns.empty()) return out;
  out += fmt::format(
      "{} of {} pairs are joined. +1 would bring a goal fully; what several bring is not capped.\n", entries,
      m.rows.size() * m.columns.size());
  std::vector<Element> unreached;
  std::size_t shown = 0, left = 0;
  for (std::size_t c = 0; c < m.columns.size(); ++c) {
    if (of[c].empty()) {
      unreached.push_back(m.columns[c]);
      continue;
    }
    if (shown == rows) {
      ++left;
      continue;
    }
    ++shown;
    std::sort(of[c].begin(), of[c].end(), [](const Brought& a, const Brought& b) {
      return a.weight() != b.weight() ? a.weight() > b.weight() : a.work < b.work;
    });
    out += "\n" + named(view, m.columns[c]) + "\n";
    for (std::size_t i = 0; i < std::min<std::size_t>(of[c].size(), 5); ++i) {
      const Brought& b = of[c][i];
      Effect e;
      e.value = b.value;
      e.lower = b.lower;
      e.upper = b.upper;
      e.circular = std::isinf(b.lower);
      e.unsized = !known(b.value) && !e.circular;
      out += fmt::format("  {:>7}  {}{}\n", number(e), named(view, b.work), bounds(e));
    }
    if (of[c].size() > 5) out += fmt::format("           and {} more\n", of[c].size() - 5);
  }
  if (left)
    out +=
        fmt::format("\n… and {}; JSON and CSV have all of them.\n", plural(left, "more goal", "more goals"));
  std::vector<Element> idle;
  const auto carried = [&](Element e) { // an activity is there for its program
    for (const Edge& edge : view.out(e, Relation::part_of))
      if (graph.node(edge.target) != no_row) return true;
    return false;
  };
  for (std::size_t r = 0; r < m.rows.size(); ++r)
    if (!reaches[r] && !carried(m.rows[r])) idle.push_back(m.rows[r]);
  std::string advice;
  if (!unreached.empty())
    advice += fmt::format("Nothing that is planned reaches {}. Plan work for {}, or drop {}.\n",
                          listed(view, unreached), unreached.size() == 1 ? "it" : "them",
                          unreached.size() == 1 ? "it" : "what nobody works for");
  if (!idle.empty())
    advice += fmt::format("{} {} nothing of any goal: say what {} for.\n", listed(view, idle),
                          idle.size() == 1 ? "brings" : "bring", idle.size() == 1 ? "it is" : "they are");
  if (!advice.empty()) out += "\n" + advice;
  if (const std::string c = conflicts_text(graph, rows, q.cancel); !c.empty())
    out += "\nWork that gets in its own way:\n" + c;
  if (const std::string c = circles_text(graph); !c.empty()) out += "\n" + c;
  return out;
}

} // namespace

std::string influence_text(const View& view, const InfluenceQuery& q, std::size_t rows) {
  const LinkGraph graph(view, Over::influence, q.cancel);
  if (q.from.empty() && q.to.empty()) return matrix_text(graph, q, rows);
  const Element from = q.from.empty() ? no_element : carrier_of(graph, q.from);
  const Element to = q.to.empty() ? no_element : carrier_of(graph, q.to);
  std::vector<Effect> list = single(graph, q, from, to);
  std::sort(list.begin(), list.end(), [](const Effect& a, const Effect& b) {
    const double x = weight_of(a), y = weight_of(b);
    return x != y ? x > y : a.element < b.element;
  });
  std::string out = from == no_element ? fmt::format("What brings {}:\n", named(view, to))
                    : to == no_element
                        ? fmt::format("What {} brings:\n", named(view, from))
                        : fmt::format("What {} brings of {}:\n", named(view, from), named(view, to));
  if (list.empty())
    return out + (from == no_element ? "  Nothing: no work, goal or capability leads to it.\n"
                  : to == no_element
                      ? "  Nothing: it leads to no goal, mission or vision.\n"
                      : "  Nothing: there is no way. `northline path` says what is missing.\n");
  bool conflict = false;
  for (std::size_t i = 0; i < std::min(rows, list.size()); ++i) {
    const Effect& e = list[i];
    const Ways ways = strongest_ways(graph, from != no_element ? from : e.element,
                                     from != no_element ? e.element : to, {q.cancel});
    out += fmt::format("  {:>7}  {}{}{}", number(e), named(view, e.element), bounds(e),
                       e.conflict() ? ", helped and hurt" : "");
    if (!ways.ways.empty())
      out += fmt::format(", {}{}", ways.more ? "most of it " : "", by_way_of(view, ways.ways[0]));
    out += "\n";
    conflict = conflict || e.conflict();
  }
  if (list.size() > rows)
    out += fmt::format("           and {} more; JSON has all of them.\n", list.size() - rows);
  if (conflict)
    out += "\n*Helped and hurt*: some ways bring it forward and others set it back; the number is what is "
           "left.\n";
  bool behind = false;
  for (const Effect& e : list) behind = behind || e.circular;
  if (behind) out += "\n" + circles_text(graph);
  return out;
}

// ---- ways
// --------------------------------------------------------------------------------------------------------

namespace {

struct Found {
  LinkGraph graph;
  Element from, to;
  Ways ways;
  bool sizes;
};

Found find(const View& view, const PathQuery& q) {
  const Element from = element_of(view, q.from), to = element_of(view, q.to);
  if (from == to)
    throw Error(Status::invalid_argument,
                fmt::format("{} is both ends; a way joins two elements.", named(view, from)));
  Over over = carries_influence(view.kind(from)) && carries_influence(view.kind(to)) ? Over::influence
                                                                                     : Over::relations;
  if (q.over == "influence")
    over = Over::influence;
  else if (q.over == "relations")
    over = Over::relations;
  else if (!q.over.empty())
    throw Error(Status::invalid_argument,
                fmt::format("Ways run over influence or over relations, not over \"{}\".", q.over));
  Found f{LinkGraph(view, over, q.cancel), from, to, {}, over == Over::influence};
  WayOptions how;
  how.cancel = q.cancel;
  how.most = std::max<std::size_t>(q.most, 1);
  how.length = q.length;
  f.ways = strongest_ways(f.graph, from, to, how);
  return f;
}

} // namespace

ScoreNode way_tree(const View& view, std::string_view from, std::string_view to, std::size_t rank,
                   std::string_view number, Cancel cancel) {
  PathQuery q;
  q.from = std::string(from);
  q.to = std::string(to);
  q.over = "influence";
  q.most = rank;
  q.cancel = cancel;
  carrier_of(LinkGraph(view, Over::influence, cancel), q.from);
  carrier_of(LinkGraph(view, Over::influence, cancel), q.to);
  const Found f = find(view, q);
  if (f.ways.ways.size() < rank)
    throw Error(Status::not_found,
                fmt::format("There is no way {} from {} to {}; there {}.", rank, named(view, f.from),
                            named(view, f.to),
                            f.ways.ways.size() == 1 ? std::string("is 1")
                                                    : fmt::format("are {}", f.ways.ways.size())));
  const EffectTree::End end = EffectTree::end_named(number);
  if (end == EffectTree::End::helps || end == EffectTree::End::hurts)
    throw Error(Status::not_found, "A way has lower and upper besides what it carries.");
  const Way& w = f.ways.ways[rank - 1];
  std::vector<ScoreNode> steps;
  const EffectTree tree(f.graph, f.from, cancel);
  for (const PathStep& s : w.steps) steps.push_back(tree.size_of(s, end));
  ScoreNode n = inner(Operation::product,
                      fmt::format("what the {} way from {} to {} carries",
                                  rank == 1 ? std::string("strongest") : fmt::format("{}. strongest", rank),
                                  node_name(view, f.from), node_name(view, f.to)),
                      std::move(steps));
  const double wanted = end == EffectTree::End::lower   ? w.lower
                        : end == EffectTree::End::upper ? w.upper
                                                        : w.value;
  // With sizes that may hurt, the ends are those of other pairs of ends.
  if (!(std::fabs(n.value - wanted) <= 1e-12))
    n.operation = known(wanted) ? Operation::given : Operation::unknown;
  n.value = wanted;
  share_out(n);
  return n;
}

namespace {

std::string_view name_of(Lack l) {
  constexpr std::string_view names[] = {"", "zero", "against", "absent", "other"};
  return names[static_cast<unsigned>(l)];
}

} // namespace

std::string path_json(const View& view, const PathQuery& q) {
  const Found f = find(view, q);
  Spots spots(view);
  JsonOut json;
  const bool joined = f.ways.count != 0 || !f.ways.ways.empty();
  json.open('{').key("version").count(1).key("from").string(q.from).key("to").string(q.to);
  json.key("over").string(f.sizes ? "influence" : "relations").key("connected").boolean(joined);
  json.key("effect");
  bool told_effect = false;
  if (f.sizes && joined)
    for (const Effect& e : effects_from(f.graph, f.from, q.cancel))
      if (e.element == f.to) {
        json.open('{');
        write_effect(json, e.value, e.lower, e.upper, e.circular);
        json.key("helps").number(e.helps).key("hurts").number(e.hurts).close('}');
        told_effect = true;
      }
  if (!told_effect) json.raw("null");
  json.key("paths").open('[');
  for (const Way& w : f.ways.ways) write_way(json, view, spots, w, f.sizes);
  json.close(']').key("path_count").number(f.ways.count).key("more").boolean(f.ways.more);
  json.key("cut");
  if (joined) {
    json.open('{');
    const Cut elements = element_cut(f.graph, f.from, f.to, q.cancel);
    json.key("elements");
    write_ids(json, view, elements.elements);
    json.key("direct").open('[');
    for (const PathStep& s : elements.relations) write_step(json, view, spots, s, f.sizes);
    json.close(']').key("relations").open('[');
    for (const PathStep& s : relation_cut(f.graph, f.from, f.to, q.cancel).relations)
      write_step(json, view, spots, s, f.sizes);
    json.close(']').close('}').key("gap").raw("null");
  } else {
    json.raw("null").key("gap").open('{');
    const Gap gap = nearest_gap(f.graph, f.from, f.to, q.cancel);
    json.key("last").string(view.id(gap.last)).key("next").string(view.id(gap.next)).key("missing");
    if (gap.missing)
      json.string(info(*gap.missing).name);
    else
      json.raw("null");
    json.key("reached");
    write_ids(json, view, gap.reached);
    json.key("steps").open('[');
    for (const GapStep& s : gap.steps) write_step(json, view, spots, s.step, false, name_of(s.lack));
    json.close(']').close('}');
  }
  json.close('}');
  return std::move(json.out);
}

namespace {

std::string step_text(const View& view, const PathStep& s, bool sizes) {
  const SizedLink& l = s.link;
  std::string out = l.backwards
                        ? fmt::format("{} {} {}", named(view, s.to), verb(l.relation), named(view, s.from))
                        : fmt::format("{} {} {}", named(view, s.from), verb(l.relation), named(view, s.to));
  if (!sizes) return out;
  if (!l.sized)
    return out + fmt::format(": nobody wrote how much ({} to {})", share(l.low, false), share(l.high, false));
  out += ": " + share(l.point, true);
  if (l.low != l.high) out += fmt::format(" ({} to {})", share(l.low, false), share(l.high, false));
  return out;
}

std::string cut_text(const Found& f, Cancel cancel) {
  const View& view = f.graph.view();
  const Cut c = element_cut(f.graph, f.from, f.to, cancel);
  std::string out;
  if (c.size() == 1 && !c.elements.empty())
    out += fmt::format("It all hangs on {}: without it nothing of {} reaches {}.\n",
                       named(view, c.elements[0]), quoted(view, f.from), quoted(view, f.to));
  else if (c.elements.empty() && c.size() == 1)
    out += "It hangs on one relation:\n";
  else
    out += fmt::format("No single loss cuts them off; it takes {} together{}.\n", c.size(),
                       c.elements.empty() ? "" : ": " + listed(view, c.elements, 20));
  for (const PathStep& s : c.relations) out += "  " + step_text(view, s, f.sizes) + "\n";
  const Cut r = relation_cut(f.graph, f.from, f.to, cancel);
  out += fmt::format("The fewest relations whose loss does the same: {}.\n", r.size());
  for (const PathStep& s : r.relations) out += "  " + step_text(view, s, f.sizes) + "\n";
  return out;
}

std::string gap_text(const Found& f, Cancel cancel) {
  const View& view = f.graph.view();
  const Gap gap = nearest_gap(f.graph, f.from, f.to, cancel);
  std::string out;
  if (!gap.steps.empty()) {
    out += "What is nearest to joining them:\n";
    for (const GapStep& s : gap.steps) {
      out += "  " + step_text(view, s.step, false);
      switch (s.lack) {
      case Lack::none:
        break;
      case Lack::zero:
        out += ", but its size is 0";
        break;
      case Lack::against:
        out += ", which runs the other way";
        break;
      case Lack::absent:
        out += ", but one of them was dropped or left";
        break;
      case Lack::other:
        out += ", which carries no influence";
        break;
      }
      out += "\n";
    }
  } else if (f.sizes) {
    out += "They have nothing in common: no relation of any kind leads from one to the other.\n";
  }
  if (!gap.reached.empty())
    out += fmt::format("The line from {} ends at {}.\n", quoted(view, f.from), listed(view, gap.reached));
  const bool zero =
      gap.steps.size() > 0 && std::any_of(gap.steps.begin(), gap.steps.end(), [&](const GapStep& s) {
        return s.lack == Lack::zero && s.step.from == gap.last && s.step.to == gap.next;
      });
  if (zero)
    out += fmt::format("If {} does bring something of {}, give that relation a size.\n",
                       quoted(view, gap.last), quoted(view, gap.next));
  else if (gap.missing)
    out += fmt::format(
        "If {} does bring something of {}, write `{}` from the one to the other, with its size.\n",
        quoted(view, gap.last), quoted(view, gap.next), info(*gap.missing).name);
  return out;
}

} // namespace

std::string path_text(const View& view, const PathQuery& q) {
  const Found f = find(view, q);
  std::string out;
  if (f.ways.ways.empty()) {
    if (f.ways.count != 0)
      return fmt::format("{} leads to {}, but not in {} or fewer relations.\n", named(view, f.from),
                         named(view, f.to), q.length);
    out = f.sizes ? fmt::format("Nothing of {} reaches {}.\n", named(view, f.from), named(view, f.to))
                  : fmt::format("{} and {} are not connected.\n", named(view, f.from), named(view, f.to));
    return out + gap_text(f, q.cancel);
  }
  if (f.sizes)
    for (const Effect& e : effects_from(f.graph, f.from, q.cancel))
      if (e.element == f.to)
        out += fmt::format("{} brings of {}: {}.\n", named(view, f.from), named(view, f.to), told(e));
  if (!f.sizes) out += fmt::format("How {} and {} hang together:\n", named(view, f.from), named(view, f.to));
  for (std::size_t i = 0; i < f.ways.ways.size(); ++i) {
    const Way& w = f.ways.ways[i];
    out += i == 0 && q.most <= 1 ? std::string(f.sizes ? "\nThe strongest way" : "\nThe shortest way")
                                 : fmt::format("\n{}.", i + 1);
    if (f.sizes && w.sized) {
      std::string product;
      for (const PathStep& s : w.steps)
        product += (product.empty() ? "" : " × ") + share(s.link.point, false);
      out += fmt::format(" {} = {}", share(w.value, true), product);
    } else if (f.sizes) {
      out +=
          fmt::format(" {} to {}, because a size is missing", share(w.lower, false), share(w.upper, false));
    }
    out += "\n";
    for (const PathStep& s : w.steps) out += "  " + step_text(view, s, f.sizes) + "\n";
  }
  if (f.ways.more && known(f.ways.count) && std::isfinite(f.ways.count))
    out += fmt::format("\n{} ways in all.\n", f.ways.count);
  else if (f.ways.more)
    out += "\nThere are more ways.\n";
  if (q.cut) out += "\n" + cut_text(f, q.cancel);
  return out;
}

} // namespace northline
