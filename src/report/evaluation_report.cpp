#include "report/evaluation_report.hpp"

#include "base/error.hpp"
#include "base/json_text.hpp"
#include "facts/rows.hpp"

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

std::string named(const View& view, Element e) {
  const std::string title = view.text(field::common::title, e);
  const std::string id(view.id(e));
  return title.empty() || title == id ? fmt::format("\"{}\"", id) : fmt::format("\"{}\" ({})", id, title);
}

std::string spoken(Satisfaction s) {
  std::string name(name_of(s));
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string listed(const View& view, const std::vector<Element>& members) {
  std::string out;
  constexpr std::size_t most = 10;
  for (std::size_t i = 0; i < std::min(members.size(), most); ++i)
    out += (i ? ", " : "") + fmt::format("\"{}\"", view.id(members[i]));
  if (members.size() > most) out += fmt::format(" and {} more", members.size() - most);
  return out;
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

} // namespace northline
