#include "report/evaluation_report.hpp"

#include "base/error.hpp"
#include "base/json_text.hpp"
#include "model/places.hpp"
#include "report/names.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace northline {
namespace {

void append_value(std::string& out, double x) {
  if (std::isfinite(x))
    append_number(out, x == 0 ? 0 : x); // no minus before nothing
  else
    out += "null";
}

void append_members(std::string& out, const View& view, const std::vector<Evaluated>& list, bool bounds,
                    bool actors) {
  out.push_back('{');
  bool first = true;
  for (const Evaluated& e : list) {
    if (!first) out.push_back(',');
    first = false;
    append_json_string(out, view.id(e.element));
    out += ":{\"value\":";
    append_value(out, e.value);
    out += ",\"label\":";
    append_json_string(out, name_of(e.label));
    if (!actors) {
      out += e.evaluated ? ",\"evaluated\":true,\"basis\":" : ",\"evaluated\":false,\"basis\":";
      append_json_string(out, name_of(e.basis));
      if (bounds) {
        out += ",\"lower\":";
        append_value(out, e.lower);
        out += ",\"upper\":";
        append_value(out, e.upper);
      }
    }
    out.push_back('}');
  }
  out.push_back('}');
}

std::string shown(double x) {
  if (std::isnan(x)) return "-";
  std::string s = fmt::format("{:.1f}", x == 0 ? 0 : x);
  if (s.ends_with(".0")) s.resize(s.size() - 2);
  return s == "-0" ? "0" : s;
}

std::string spoken(Satisfaction s) {
  std::string name(name_of(s));
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string spoken_help(Help h) {
  std::string name(name_of(h));
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

} // namespace

std::string evaluation_json(const Evaluation& e) {
  std::string out = "{\"version\":1,\"scenario\":";
  if (e.scenario.name.empty())
    out += "null";
  else
    append_json_string(out, e.scenario.name);
  out += ",\"mode\":";
  append_json_string(out, name_of(e.mode));
  out += ",\"algorithm\":";
  append_json_string(out, name_of(e.algorithm));
  out += ",\"elements\":";
  append_members(out, e.view, e.elements, e.bounds, false);
  out += ",\"actors\":";
  append_members(out, e.view, e.actors, false, true);
  out += ",\"unevaluated\":[";
  bool first = true;
  for (const EvaluationOrder::Circle& c : e.order->circles()) {
    out += first ? "{\"members\":[" : ",{\"members\":[";
    first = false;
    for (std::size_t i = 0; i < c.members.size(); ++i) {
      if (i) out.push_back(',');
      append_json_string(out, e.view.id(c.members[i]));
    }
    out += c.downstream ? "],\"reason\":\"downstream\"}" : "],\"reason\":\"cycle\"}";
  }
  out += "],\"assumed_contributions\":";
  append_number(out, e.order->assumed());
  out.push_back('}');
  return out;
}

std::string evaluation_text(const Evaluation& e, std::size_t rows) {
  const View& view = e.view;
  std::string out = fmt::format("Evaluation, {}, {}, ", name_of(e.mode), name_of(e.algorithm));
  if (e.scenario.name.empty())
    out += "without a scenario: ";
  else if (e.scenario.title.empty() || e.scenario.title == e.scenario.name)
    out += fmt::format("scenario \"{}\": ", e.scenario.name);
  else
    out += fmt::format("scenario \"{}\" ({}): ", e.scenario.name, e.scenario.title);
  out += e.parameters.positive ? "0 denied to 100 satisfied.\n" : "-100 denied to 100 satisfied.\n";

  std::vector<const Evaluated*> shown_ones;
  for (const Evaluated& x : e.elements)
    if (x.basis != Basis::delivers) shown_ones.push_back(&x);
  std::size_t left = shown_ones.size();
  if (left > rows) shown_ones.resize(rows);
  left -= shown_ones.size();
  if (!shown_ones.empty()) out += "\n";
  for (const Evaluated* x : shown_ones) {
    out += fmt::format("{:>6}  {:<16}", shown(x->value), spoken(x->label));
    if (e.bounds && x->lower != x->upper)
      out += fmt::format(" {:<16}", fmt::format("({} to {})", shown(x->lower), shown(x->upper)));
    out += "  " + named(view, x->element);
    if (x->basis == Basis::scenario) out += ", given";
    if (x->basis == Basis::metrics) out += ", from metrics";
    if (x->basis == Basis::nothing) out += ", nothing speaks for or against it";
    if (!x->evaluated) out += ", not evaluated";
    out += "\n";
  }
  if (left) out += fmt::format("        and {} more; JSON has all of them.\n", left);

  if (!e.actors.empty()) {
    out += "\nWho owns them:\n";
    for (std::size_t i = 0; i < std::min(rows, e.actors.size()); ++i)
      out += fmt::format("{:>6}  {:<16}  {}\n", shown(e.actors[i].value), spoken(e.actors[i].label),
                         named(view, e.actors[i].element));
  }
  const bool trouble = !e.order->circles().empty();
  if (trouble || e.order->assumed()) out += "\n";
  for (const EvaluationOrder::Circle& c : e.order->circles())
    out += c.downstream
               ? fmt::format("Not evaluated, because they wait for a circle: {}.\n", listed(view, c.members))
               : fmt::format("A circle, so none of these can be evaluated before the others: {}. A value in "
                             "the scenario for one of them opens it.\n",
                             listed(view, c.members));
  if (const std::uint32_t n = e.order->assumed())
    out += fmt::format("{} contribution{} without a size counted as {}.\n", n, n == 1 ? "" : "s",
                       shown(e.parameters.contribution));
  return out;
}

// ---- why
// ------------------------------------------------------------------------------------------------------------

namespace {

struct Reason {
  const Evaluated* from;
  Help word;
  double size, effect; ///< effect NaN where words are reckoned with
  std::string pointer;
  Place place; ///< line 0: the element was edited, or the text is not the caller's
};

struct Reasons {
  const Evaluated* element = nullptr;
  std::vector<Reason> parts, contributions, dependencies;
  bool any = false;
  double parts_value = 0, sum = 0;
};

class Derivation {
public:
  Derivation(const Evaluation& e, std::string_view id) : e_(e), view_(e.view) {
    const Element x = view_.find(id);
    if (x == no_element) throw Error(Status::not_found, fmt::format("No element has the id \"{}\".", id));
    r_.element = e.find(x);
    if (!r_.element)
      throw Error(Status::not_found, fmt::format("{} is a {}, which takes no part in the evaluation.",
                                                 named(view_, x), info(view_.kind(x)).title));
    if (r_.element->basis != Basis::computed) return;
    for (const Edge& edge : view_.in(x, Relation::refines)) add(r_.parts, edge, edge.source, unknown_number);
    for (const Relation relation : {Relation::supports, Relation::contributes_to})
      for (const Edge& edge : view_.in(x, relation)) {
        const Quantity q = relation == Relation::supports
                               ? view_.get(edge_field::supports::contribution, edge)
                               : view_.get(edge_field::contributes_to::contribution, edge);
        add(r_.contributions, edge, edge.source, q.known() ? q.point() : e.parameters.contribution);
      }
    if (view_.is(x, Kind::goal)) {
      for (const Edge& edge : view_.out(x, Relation::depends_on))
        add(r_.dependencies, edge, edge.target, unknown_number);
      const auto d = view_.get(field::goal::decomposition, ElementOf<Kind::goal>{x});
      r_.any = d == choice::decomposition::or_ || d == choice::decomposition::xor_;
    }
    bool first = true;
    for (const Reason& p : r_.parts) {
      const double v = p.from->value;
      r_.parts_value = first ? v : r_.any ? std::max(r_.parts_value, v) : std::min(r_.parts_value, v);
      first = false;
    }
    for (const Reason& c : r_.contributions) r_.sum += c.effect;
  }
  const Reasons& reasons() const { return r_; }

private:
  void add(std::vector<Reason>& list, const Edge& edge, Element from, double size) {
    const Evaluated* source = e_.find(from);
    if (!source) return;
    Reason r{source, Help::unknown, size, unknown_number, {}, {}};
    if (known(size)) {
      r.word = word_of(edge, size);
      r.effect = effect(r);
    }
    const Spot spot = target_spot(view_, edge.source, edge.relation, view_.id(edge.target));
    r.pointer = spot.pointer;
    const Snapshot& home = *view_.where(edge.source).home;
    if (spot.in_text && &home == &view_.base() && home.shared_text()->has_places())
      r.place = PlaceFinder(home.text()).at(spot.offset);
    list.push_back(std::move(r));
  }
  Help word_of(const Edge& edge, double size) const {
    for (const auto& w : e_.parameters.contribution_words)
      if (w.source == edge.source && w.target == edge.target) return w.word;
    return help_of(size);
  }
  double effect(const Reason& r) const {
    if (e_.algorithm == EvaluationAlgorithm::qualitative) return unknown_number;
    const double factor = e_.parameters.factors[static_cast<unsigned>(r.word)], value = r.from->value;
    const bool hybrid = e_.algorithm == EvaluationAlgorithm::hybrid;
    if (e_.mode == EvaluationMode::native) return value * (hybrid ? 100 * factor : r.size) / 100;
    return hybrid ? std::floor(value * factor + 0.5)
                  : std::trunc(static_cast<double>(std::lround(r.size)) * value / 100);
  }

  const Evaluation& e_;
  const View& view_;
  Reasons r_;
};

void append_reasons(std::string& out, const View& view, std::string_view name,
                    const std::vector<Reason>& list) {
  out += fmt::format(",\"{}\":[", name);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Reason& r = list[i];
    out += i ? ",{\"id\":" : "{\"id\":";
    append_json_string(out, view.id(r.from->element));
    out += ",\"value\":";
    append_value(out, r.from->value);
    out += ",\"label\":";
    append_json_string(out, name_of(r.from->label));
    if (known(r.size)) {
      out += ",\"size\":";
      append_value(out, r.size);
      out += ",\"word\":";
      append_json_string(out, name_of(r.word));
      out += ",\"effect\":";
      append_value(out, r.effect);
    }
    out += ",\"pointer\":";
    append_json_string(out, r.pointer);
    if (r.place.line) out += fmt::format(",\"line\":{},\"column\":{}", r.place.line, r.place.column);
    out.push_back('}');
  }
  out.push_back(']');
}

std::string where(const Reason& r) {
  return r.place.line ? fmt::format("  [{}:{}]", r.place.line, r.place.column)
                      : fmt::format("  [{}]", r.pointer);
}

} // namespace

std::string evaluation_why_json(const Evaluation& e, std::string_view id) {
  const Derivation d(e, id);
  const Reasons& r = d.reasons();
  std::string out = "{\"version\":1,\"id\":";
  append_json_string(out, id);
  out += ",\"value\":";
  append_value(out, r.element->value);
  out += ",\"label\":";
  append_json_string(out, name_of(r.element->label));
  out += ",\"basis\":";
  append_json_string(out, name_of(r.element->basis));
  append_reasons(out, e.view, "parts", r.parts);
  out += r.any ? ",\"decomposition\":\"or\"" : ",\"decomposition\":\"and\"";
  append_reasons(out, e.view, "contributions", r.contributions);
  append_reasons(out, e.view, "dependencies", r.dependencies);
  out.push_back('}');
  return out;
}

std::string evaluation_why_text(const Evaluation& e, std::string_view id) {
  const Derivation d(e, id);
  const Reasons& r = d.reasons();
  const View& view = e.view;
  std::string out = fmt::format("{}: {}, {}\n", named(view, r.element->element), shown(r.element->value),
                                spoken(r.element->label));
  switch (r.element->basis) {
  case Basis::scenario:
    return out + fmt::format("  given by scenario \"{}\"\n", e.scenario.name);
  case Basis::metrics:
    return out + "  what its metrics say\n";
  case Basis::delivers:
    return out + "  work counts as delivered, unless a scenario says otherwise\n";
  case Basis::nothing:
    return out + "  nothing speaks for or against it\n";
  case Basis::computed:
    break;
  }
  if (!r.element->evaluated) out += "  not evaluated: it waits for itself or for a circle\n";
  const bool words = e.algorithm == EvaluationAlgorithm::qualitative;
  const auto worth = [&](const Reason& x) { return words ? spoken(x.from->label) : shown(x.from->value); };
  if (!r.parts.empty())
    out += words ? fmt::format("  {} of its parts\n", r.any ? "the best" : "the worst")
                 : fmt::format("{:>8}  {} of its parts\n", shown(r.parts_value),
                               r.any ? "the greatest" : "the least");
  for (const Reason& x : r.parts)
    out += fmt::format("            {}: {}{}\n", named(view, x.from->element), worth(x), where(x));
  for (const Reason& x : r.contributions)
    out += words ? fmt::format("  {} by {}: {}{}\n", spoken_help(x.word), named(view, x.from->element),
                               worth(x), where(x))
                 : fmt::format("{:>8}  {} of {}: {}{}\n", shown(x.effect),
                               e.algorithm == EvaluationAlgorithm::hybrid ? spoken_help(x.word)
                                                                          : shown(x.size) + " %",
                               named(view, x.from->element), worth(x), where(x));
  if (!words && !r.contributions.empty()) {
    const double total = r.parts_value + r.sum;
    double settled = r.element->value;
    bool lowered = false;
    for (const Reason& x : r.dependencies) lowered |= x.from->value == settled;
    out += fmt::format("{:>8}  together\n", shown(total));
    if (known(settled) && !lowered && std::fabs(settled - total) > 1e-9)
      out += fmt::format("{:>8}  held there: contributions alone stay {} away from either end\n",
                         shown(settled), shown(e.parameters.tolerance));
  }
  for (const Reason& x : r.dependencies)
    out += fmt::format("          no more than {}: {}{}\n", named(view, x.from->element), worth(x), where(x));
  return out;
}

} // namespace northline
