#include "report/score_report.hpp"

#include "base/error.hpp"
#include "report/json.hpp"
#include "score/explain.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace northline {
namespace {

void append_value(JsonOut& j, const Bounded& v) {
  j.key("score").number(v.score).key("lower").number(v.lower);
  j.key("upper").number(v.upper).key("known").number(v.known);
}
void append_dimension(JsonOut& j, std::int8_t d) {
  j.string_or_null(d < 0 ? std::string_view() : dimension_name(static_cast<Dimension>(d)));
}

void append_spend(JsonOut& j, const AlignedSpend& s) {
  j.open('{');
  j.key("total"), j.number(s.total);
  j.key("aligned"), j.number(s.aligned);
  j.key("share"), j.number(s.share());
  j.key("by_cause"), j.open('{');
  j.key("no_goal"), j.number(s.no_goal);
  j.key("no_line_of_sight"), j.number(s.no_line_of_sight);
  j.key("negative"), j.number(s.negative);
  j.close('}');
  j.close('}');
}

// ---- reasons
// ------------------------------------------------------------------------------------------------

/// The parts of a dimension that people ask about: the children of the node that shares its value out.
void reasons_of(const ScoreNode& n, std::vector<const ScoreNode*>& reasons) {
  switch (n.children.empty() ? Operation::given : n.operation) {
  case Operation::held:
    if (known(n.children[0].part)) return reasons_of(n.children[0], reasons);
    break;
  case Operation::quotient: // the divisor is only what the dividend is measured by
    if (n.children[0].children.size() > 1 && known(n.children[0].children[0].part))
      return reasons_of(n.children[0], reasons);
    break;
  case Operation::sum:
  case Operation::mean:
  case Operation::weighted_mean:
  case Operation::power_mean:
  case Operation::minimum:
  case Operation::maximum:
  case Operation::either:
  case Operation::unknown:
    for (const ScoreNode& c : n.children) reasons.push_back(&c);
    return;
  default:
    break;
  }
  reasons.push_back(&n);
}

/// What a part takes from the whole; the greatest first.
double loss(const ScoreNode& n) {
  const double value = known(n.value) ? n.value : 0;
  return (known(n.weight) ? n.weight : 1) * (1 - std::min(1.0, value));
}

void append_reasons(JsonOut& j, const View& view, const ScoreNode& dimension) {
  constexpr std::size_t most = 8; // why lists all of them
  std::vector<const ScoreNode*> reasons;
  reasons_of(dimension, reasons);
  std::stable_sort(reasons.begin(), reasons.end(),
                   [](const ScoreNode* a, const ScoreNode* b) { return loss(*a) > loss(*b); });
  const std::size_t shown = reasons.size() > most ? most - 1 : reasons.size();
  j.open('[');
  for (std::size_t i = 0; i < shown; ++i) {
    const ScoreNode* r = reasons[i];
    j.open('{');
    j.key("text"), j.string(r->text);
    j.key("share"), j.number(r->part);
    j.key("element");
    if (r->element == no_element)
      j.raw("null");
    else
      j.string(view.id(r->element));
    j.key("pointer"), j.string(r->pointer);
    j.close('}');
  }
  if (shown != reasons.size()) { // together, so that the shares still sum to the score
    double rest = 0;
    for (std::size_t i = shown; i < reasons.size(); ++i) rest += reasons[i]->part;
    j.open('{').key("text").string(fmt::format("{} more", reasons.size() - shown));
    j.key("share").number(rest).key("element").raw("null").key("pointer").string("").close('}');
  }
  j.close(']');
}

void append_node(JsonOut& j, const View& view, const ScoreNode& n) {
  j.open('{');
  j.key("text"), j.string(n.text);
  j.key("operation"), j.string(operation_name(n.operation));
  if (n.operation == Operation::power_mean) j.key("power"), j.number(n.power);
  j.key("value"), j.number(n.value);
  if (n.assumed) j.key("assumed"), j.raw("true");
  if (n.bounded) {
    j.key("lower"), j.number(n.lower);
    j.key("upper"), j.number(n.upper);
    j.key("known"), j.number(n.known);
  }
  if (known(n.weight)) j.key("weight"), j.number(n.weight);
  if (known(n.share)) j.key("share"), j.number(n.share);
  if (n.element != no_element) {
    j.key("element"), j.string(view.id(n.element));
    if (!n.attribute.empty()) j.key("attribute"), j.string(n.attribute);
    j.key("pointer"), j.string(n.pointer);
  }
  if (!n.children.empty()) {
    j.key("children"), j.open('[');
    for (const ScoreNode& c : n.children) append_node(j, view, c);
    j.close(']');
  }
  j.close('}');
}

ScoreNode tree_for(const View& view, const ScoreResult& result, Element e) {
  ScoreOptions options;
  options.as_of = result.as_of;
  Explainer explainer(view, options);
  if (e == root_element) return explainer.overall(result);
  if (const GoalScore* g = result.find(e)) return explainer.goal(*g);
  return explainer.element(e);
}

Element element_of(const View& view, std::string_view id) {
  const Element e = id.empty() ? root_element : view.find(id);
  if (e == no_element)
    throw Error(Status::not_found, fmt::format("No element of this strategy has the id \"{}\".", id));
  return e;
}

std::string title_of(const View& view, Element e) {
  std::string title = view.text(field::common::title, e);
  return title.empty() ? std::string(view.id(e)) : title;
}

// ---- text
// ----------------------------------------------------------------------------------------------------

// A bound that is printed must still hold, so the lower is rounded down and the upper up; a hair of
// floating point does not count.
std::string at_least(double x) {
  return fmt::format("{:.2f}", std::max(0.0, std::floor(x * 100 + 1e-7) / 100));
}
std::string at_most(double x) {
  return fmt::format("{:.2f}", std::min(1.0, std::ceil(x * 100 - 1e-7) / 100));
}
std::string share_text(double x) { return fmt::format("{} %", std::floor(x * 100 + 1e-7)); }
std::string score_words(double x) { return known(x) ? fmt::format("{:.2f}", x) : std::string("?"); }

std::string amount(double x) {
  const double whole = std::floor(std::fabs(x) + 0.5);
  std::string digits = fmt::format("{:.0f}", whole), out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && (digits.size() - i) % 3 == 0) out.push_back(',');
    out.push_back(digits[i]);
  }
  return (x < 0 && whole != 0 ? "-" : "") + out;
}

/// Cut or filled to so many code points.
std::string cell(std::string_view text, std::size_t width) {
  std::string out;
  std::size_t n = 0;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t next = i + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80) ++next;
    if (n + 1 == width && next < text.size()) {
      out += "…";
      return out;
    }
    // A line break or another control character in a title would tear the table.
    if (static_cast<unsigned char>(text[i]) < 32)
      out.push_back(' ');
    else
      out.append(text.substr(i, next - i));
    i = next;
    ++n;
  }
  out.append(width - n, ' ');
  return out;
}

std::string headline(const ScoreResult& r) {
  std::string line = fmt::format("at least {}, at most {}; {} known", at_least(r.overall.lower),
                                 at_most(r.overall.upper), share_text(r.overall.known));
  if (r.weakest >= 0) line += fmt::format("; weakest: {}", dimension_name(static_cast<Dimension>(r.weakest)));
  if (known(r.sound)) line += fmt::format("; {} of the goals by importance are sound", share_text(r.sound));
  return line;
}

void append_spend_text(std::string& out, std::string_view what, std::string_view unit,
                       const AlignedSpend& s) {
  if (s.total == 0) return;
  out += fmt::format("{}: {} of {}{} serves goals that lead to the top\n", what, share_text(s.share()),
                     amount(s.total), unit);
  const auto cause = [&](double x, std::string_view text) {
    if (x > 0) out += fmt::format("  {:>14}  {}\n", amount(x), text);
  };
  cause(s.aligned, "is aligned");
  cause(s.no_goal, "serves no goal");
  cause(s.no_line_of_sight, "serves goals with no line of sight to the vision or mission");
  cause(s.negative, "works against goals");
}

std::string_view operation_words(Operation o) {
  switch (o) {
  case Operation::sum:
    return "sum of";
  case Operation::mean:
    return "mean of";
  case Operation::weighted_mean:
    return "mean by weight of";
  case Operation::minimum:
    return "least of";
  case Operation::maximum:
    return "greatest of";
  case Operation::product:
    return "product of";
  case Operation::quotient:
    return "first divided by second of";
  case Operation::difference:
    return "first less second of";
  case Operation::either:
    return "at least one, independently, of";
  case Operation::truncated:
    return "cut towards 0:";
  case Operation::rounded:
    return "rounded:";
  case Operation::held:
    return "held within its bounds:";
  case Operation::power_mean:
    return "power mean of";
  case Operation::unknown:
    return "cannot be said:";
  default:
    return "";
  }
}

void append_tree(std::string& out, const ScoreNode& n, unsigned depth, const std::string& indent) {
  constexpr std::size_t most = 12;
  const std::string value = n.assumed        ? "   ?"
                            : known(n.value) ? fmt::format("{:4.2f}", n.value)
                                             : std::string("   ?");
  out += fmt::format("{}{}  {}", indent, value, n.text);
  if (n.bounded && n.lower != n.upper)
    out += fmt::format("  [at least {}, at most {}]", at_least(n.lower), at_most(n.upper));
  if (known(n.weight)) out += fmt::format("  (weight {:.4g})", n.weight);
  // Where nothing is missing there is nothing to ask about.
  const bool whole = depth > 0 && !n.assumed && n.value >= 1 - 1e-12;
  if (n.children.empty() || whole) {
    if (n.children.empty() && !n.pointer.empty()) out += "  " + n.pointer;
    out.push_back('\n');
    return;
  }
  out += fmt::format("\n{}      {}\n", indent, operation_words(n.operation));
  for (std::size_t i = 0; i < n.children.size(); ++i) {
    if (i == most && n.children.size() > most + 1) {
      out += fmt::format("{}        … and {} more; --format json lists them all\n", indent,
                         n.children.size() - most);
      break;
    }
    append_tree(out, n.children[i], depth + 1, indent + "      ");
  }
}

} // namespace

std::string score_text(const View& view, const ScoreResult& result, const ScoreTextOptions& options) {
  std::string out;
  const std::string title = view.text(field::common::title, root_element);
  out += title.empty() ? "This strategy" : cell(title, std::min<std::size_t>(title.size(), options.width));
  while (!out.empty() && out.back() == ' ') out.pop_back();
  out += result.as_of.known() ? fmt::format(", as of {}\n\n", to_string(result.as_of)) : "\n\n";
  if (result.goals.empty()) {
    out +=
        "There is no goal to score. Write goals first; everything else is judged by what it does for them.\n";
    return out;
  }
  out += headline(result) + "\n\n";

  std::vector<const GoalScore*> rows;
  for (const GoalScore& g : result.goals) rows.push_back(&g);
  const bool cut = rows.size() > options.goals;
  if (cut) {
    std::stable_sort(rows.begin(), rows.end(),
                     [](const GoalScore* a, const GoalScore* b) { return a->score.lower < b->score.lower; });
    rows.resize(options.goals);
  }
  const std::size_t width = std::max<std::size_t>(24, options.width > 64 ? options.width - 56 : 24);
  out += fmt::format("{}  at least  score  at most   known  sound  weakest\n", cell("goal", width));
  for (const GoalScore* g : rows) {
    // What is known exactly is one number, rounded once.
    const bool exact = g->score.upper - g->score.lower < 1e-9;
    out += fmt::format("{}  {:>8}  {:>5}  {:>7}  {:>6}  {:>5}  ", cell(title_of(view, g->goal), width),
                       exact ? score_words(g->score.score) : at_least(g->score.lower),
                       score_words(g->score.score),
                       exact ? score_words(g->score.score) : at_most(g->score.upper),
                       share_text(g->score.known), g->sound ? "yes" : "no");
    if (g->weakest >= 0) {
      const Dimension d = static_cast<Dimension>(g->weakest);
      out += fmt::format("{} {}", dimension_name(d), score_words((*g)[d].score));
    }
    out.push_back('\n');
  }
  if (cut)
    out += fmt::format("… the {} lowest of {} goals; --format json lists them all\n", rows.size(),
                       result.goals.size());
  std::string spend;
  const std::string currency = view.text(field::strategy::currency, ElementOf<Kind::strategy>{root_element});
  append_spend_text(spend, "Money", currency.empty() ? "" : " " + currency, result.money);
  append_spend_text(spend, "Hours", " hours", result.hours);
  if (!spend.empty()) out += "\n" + spend;
  out +=
      "\nA score of 1 means that nothing asked for is missing. `northline why FILE ID` shows where a number "
      "comes from.\n";
  return out;
}

std::string why_json(const View& view, const ScoreResult& result, std::string_view id) {
  const Element e = element_of(view, id);
  JsonOut j;
  j.open('{');
  j.key("version"), j.raw("1");
  j.key("as_of");
  if (result.as_of.known())
    j.string(to_string(result.as_of));
  else
    j.raw("null");
  j.key("id"), j.string(view.id(e));
  j.key("kind"), j.string(info(view.kind(e)).name);
  j.key("tree");
  append_node(j, view, tree_for(view, result, e));
  j.close('}');
  return std::move(j.out);
}

std::string why_text(const View& view, const ScoreResult& result, std::string_view id,
                     const ScoreTextOptions&) {
  const Element e = element_of(view, id);
  const ScoreNode tree = tree_for(view, result, e);
  std::string out = title_of(view, e) + "\n";
  if (tree.bounded)
    out += fmt::format("{}: at least {}, at most {}; {} known\n",
                       known(tree.value) ? fmt::format("{:.2f}", tree.value) : std::string("unknown"),
                       at_least(tree.lower), at_most(tree.upper), share_text(tree.known));
  out.push_back('\n');
  append_tree(out, tree, 0, "");
  out += "\nParts that score 1 are not unfolded; --format json shows everything.\n";
  return out;
}

std::string score_json(const View& view, const ScoreResult& result, Cancel cancel) {
  ScoreOptions options;
  options.cancel = cancel;
  options.as_of = result.as_of;
  Explainer explainer(view, options);
  JsonOut j;
  j.open('{');
  j.key("version"), j.raw("1");
  j.key("as_of");
  if (result.as_of.known())
    j.string(to_string(result.as_of));
  else
    j.raw("null");
  j.key("overall"), j.open('{');
  append_value(j, result.overall);
  j.close('}');
  j.key("weakest"), append_dimension(j, result.weakest);
  j.key("sound"), j.number(result.sound);
  j.key("goals"), j.open('{');
  for (const GoalScore& g : result.goals) {
    cancel.check(); // the reasons of one goal are bounded work
    j.key(view.id(g.goal)), j.open('{');
    append_value(j, g.score);
    j.key("weakest"), append_dimension(j, g.weakest);
    j.key("sound"), j.raw(g.sound ? "true" : "false");
    j.key("dimensions"), j.open('{');
    for (unsigned d = 0; d < dimension_count; ++d) {
      const Dimension dimension = static_cast<Dimension>(d);
      j.key(dimension_name(dimension)), j.open('{');
      if (g.applies(dimension)) {
        append_value(j, g[dimension]);
        j.key("why"), append_reasons(j, view, explainer.dimension(g, dimension));
      }
      j.key("applicable"), j.raw(g.applies(dimension) ? "true" : "false");
      j.close('}');
    }
    j.close('}');
    j.close('}');
  }
  j.close('}');
  j.key("aligned_spend"), j.open('{');
  j.key("money"), append_spend(j, result.money);
  j.key("hours"), append_spend(j, result.hours);
  j.close('}');
  j.close('}');
  return std::move(j.out);
}

} // namespace northline
