#include "report/score_report.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/derivations.hpp"
#include "report/influence_report.hpp"
#include "report/json.hpp"
#include "report/lines.hpp"
#include "score/evaluation_explain.hpp"
#include "score/explain.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <unordered_map>

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

void append_node(JsonOut& j, const View& view, const ScoreNode& n, const Lines& lines) {
  j.open('{');
  j.key("text"), j.string(n.text);
  j.key("operation"), j.string(operation_name(n.operation));
  if (n.operation == Operation::power_mean) j.key("power"), j.number(n.power);
  j.key("value"), j.number(n.value);
  if (!n.label.empty()) j.key("label"), j.string(n.label);
  if (n.assumed) j.key("assumed"), j.raw("true");
  if (n.bounded) {
    j.key("lower"), j.number(n.lower);
    j.key("upper"), j.number(n.upper);
    if (known(n.known)) j.key("known"), j.number(n.known);
  }
  if (known(n.weight)) j.key("weight"), j.number(n.weight);
  if (known(n.share)) j.key("share"), j.number(n.share);
  if (known(n.part)) j.key("part"), j.number(n.part);
  if (n.element != no_element || !n.id.empty() || !n.pointer.empty()) {
    if (n.element != no_element || !n.id.empty())
      j.key("element"), j.string(n.id.empty() ? view.id(n.element) : std::string_view(n.id));
    if (!n.attribute.empty()) j.key("attribute"), j.string(n.attribute);
    j.key("pointer"), j.string(n.pointer);
    if (const Place* p = lines.of(n)) j.key("line").count(p->line).key("column").count(p->column);
  }
  if (!n.children.empty()) {
    j.key("children"), j.open('[');
    for (const ScoreNode& c : n.children) append_node(j, view, c, lines);
    j.close(']');
  }
  j.close('}');
}

struct Question {
  Element element;
  std::string number;        ///< empty: the element as such
  std::optional<Asked> more; ///< of a number that derivations.hpp has
};

bool is_evaluation(std::string_view number) {
  return number == "evaluation" || number == "evaluation.lower" || number == "evaluation.upper";
}

/// "influence:street": what is brought of the element behind the colon; "influence.lower:street" one of its
/// other numbers.
bool is_influence(std::string_view number) {
  return number.substr(0, 9) == "influence" && number.size() > 9 && (number[9] == ':' || number[9] == '.') &&
         number.find(':') != std::string_view::npos;
}
std::string_view goal_of(std::string_view number) { return number.substr(number.find(':') + 1); }
std::string_view end_of(std::string_view number) {
  return number[9] == ':' ? std::string_view() : number.substr(10, number.find(':') - 10);
}

/// An id, or what stands before an "@" as an id and what stands behind as a number. An id may hold an "@"
/// itself.
Question question(const View& view, std::string_view about) {
  if (about.empty()) return {root_element, {}, {}};
  if (const Element e = view.find(about); e != no_element) return {e, {}, {}};
  if (std::optional<Asked> more = asked(view, about))
    return {more->element, std::string(about.substr(about.find('@', more->before) + 1)), std::move(more)};
  std::size_t at = about.find("@influence:");
  if (at == std::string_view::npos) at = about.find("@influence.");
  if (at == std::string_view::npos) at = about.rfind('@');
  const auto nobody = [](std::string_view id) {
    if (!id.empty() && id[0] == '/')
      throw Error(Status::not_found,
                  fmt::format("Of a number of the document there are slope and per_percent, each also with "
                              ".lower or .upper, and of a goal with :GOAL, as in {}@slope.",
                              id));
    throw Error(Status::not_found, fmt::format("No element of this strategy has the id \"{}\".", id));
  };
  if (at == std::string_view::npos) nobody(about);
  const std::string_view id = about.substr(0, at), number = about.substr(at + 1);
  const Element e = id.empty() ? root_element : view.find(id);
  if (e == no_element) nobody(id);
  if (is_influence(number)) {
    if (view.find(goal_of(number)) == no_element) nobody(goal_of(number));
    return {e, std::string(number), {}};
  }
  const bool scored = e == root_element || view.is(e, Kind::goal);
  if (is_evaluation(number) ? e != root_element : scored && Explainer::has_number(e == root_element, number))
    return {e, std::string(number), {}};
  throw Error(
      Status::not_found,
      fmt::format("There is no number \"{}\" of \"{}\" to be derived; there are {}{}.", number, view.id(e),
                  e == root_element
                      ? "score, lower, upper, known, weakest, sound, the ten dimensions, money, "
                        "hours"
                  : scored ? "score, lower, upper, known, weakest, sound, the ten dimensions, evaluation, "
                             "evaluation.lower, evaluation.upper, influence:GOAL"
                           : "evaluation, evaluation.lower, evaluation.upper, influence:GOAL",
                  more_numbers(e == root_element, scored)));
}

struct Answer {
  Question asked;
  std::optional<ScoreNode> scores; ///< absent where only the evaluation was asked for
  std::optional<Evaluation> evaluation;
  std::optional<ScoreNode> evaluated; ///< places are those of the evaluation's view
  std::optional<Derived> derived;     ///< instead of both
};

Answer answer(const View& view, const ScoreResult& result, std::string_view about,
              const WhyOptions& options) {
  Answer a;
  const std::string& scenario = options.evaluation.scenario;
  if (options.document && !scenario.empty()) {
    const Element asked = question(*options.document, about).element;
    if (view.find(options.document->id(asked)) == no_element)
      throw Error(Status::not_found,
                  fmt::format("The scenario \"{}\" takes \"{}\" out, so it has no numbers there.", scenario,
                              options.document->id(asked)));
  }
  a.asked = question(view, about);
  const Element e = a.asked.element;
  const bool evaluation_only = is_evaluation(a.asked.number);
  if (a.asked.more) {
    a.derived = derive(view, result, *a.asked.more, options);
    return a;
  }
  if (is_influence(a.asked.number)) {
    a.scores = influence_tree(view, view.id(e), goal_of(a.asked.number), end_of(a.asked.number),
                              options.evaluation.cancel);
    return a;
  }
  if (!evaluation_only) {
    ScoreOptions how;
    how.as_of = result.as_of;
    how.cancel = options.evaluation.cancel;
    Explainer explainer(view, how);
    const GoalScore* g = result.find(e);
    if (!a.asked.number.empty() && (g || e == root_element))
      a.scores = explainer.number(result, e, a.asked.number);
    else if (e == root_element)
      a.scores = explainer.overall(result);
    else
      a.scores = g ? explainer.goal(*g) : explainer.element(e);
  }
  if (e == root_element || (!a.asked.number.empty() && !evaluation_only)) return a;
  const auto none = [&](const std::string& why) {
    if (options.chosen || evaluation_only) throw Error(Status::not_found, why);
  };
  try {
    a.evaluation = evaluate(options.document ? *options.document : view, options.evaluation);
  } catch (const Error& error) {
    if (options.chosen || evaluation_only || error.status() == Status::cancelled) throw;
    return a;
  }
  // A scenario may have taken the element out, or numbered it anew.
  const Element there = a.evaluation->view.find(view.id(e));
  if (there != no_element && (a.evaluation->find(there) || a.evaluation->actor(there)))
    a.evaluated = a.asked.number.empty() || a.asked.number == "evaluation"
                      ? explain(*a.evaluation, there)
                      : explain_bound(*a.evaluation, there, a.asked.number == "evaluation.upper");
  else
    none(fmt::format("\"{}\" takes no part in this evaluation.", view.id(e)));
  return a;
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
  case Operation::in_words:
    return "in words, from";
  case Operation::held:
    return "held within its bounds:";
  case Operation::power_mean:
    return "power mean of";
  case Operation::chosen:
    return "which is";
  case Operation::root:
    return "square root of";
  case Operation::triangular:
    return "triangular, from low, likely, high and the random number";
  case Operation::uniform:
    return "uniform, from low, high and the random number";
  case Operation::occurs:
    return "1 where the random number is below the probability, else 0; from both";
  case Operation::unknown:
    return "cannot be said:";
  default:
    return "";
  }
}

std::string value_text(const ScoreNode& n, Scale scale) {
  if (n.assumed || !known(n.value)) return "   ?";
  if (scale == Scale::score) return fmt::format("{:4.2f}", n.value);
  if (scale == Scale::fine) return fmt::format("{:>7.4f}", n.value + 0.0);
  if (scale ==
      Scale::plain) // six figures, and of amounts every one before the point: nobody counts money in e+06
    return fmt::format("{:>9}", std::fabs(n.value) >= 1e6 && std::fabs(n.value) < 1e15
                                    ? fmt::format("{:.0f}", n.value)
                                    : fmt::format("{:.6g}", n.value + 0.0));
  if (scale == Scale::influence) return fmt::format("{:>6}", fmt::format("{:.4g}", n.value + 0.0));
  if (scale == Scale::amount && std::fabs(n.value) > 1) return fmt::format("{:>10}", amount(n.value));
  const double x = n.value == 0 ? 0 : n.value; // no minus before nothing
  std::string s = scale == Scale::amount ? fmt::format("{:10.2f}", x) : fmt::format("{:4.2f}", x);
  while (s.ends_with("0") && s.find('.') != std::string::npos && scale == Scale::evaluation) s.pop_back();
  if (s.ends_with(".")) s.pop_back();
  return fmt::format("{:>4}", s);
}

void append_tree(std::string& out, const ScoreNode& n, unsigned depth, const std::string& indent,
                 const Lines& lines, Scale scale) {
  constexpr std::size_t most = 12;
  out += fmt::format("{}{}  {}", indent, value_text(n, scale), n.text);
  if (scale == Scale::evaluation && !n.label.empty() && !known(n.value)) {
    std::string label = n.label;
    std::replace(label.begin(), label.end(), '_', ' ');
    out += fmt::format(" ({})", label);
  }
  if (n.bounded && n.lower != n.upper && scale == Scale::score)
    out += fmt::format("  [at least {}, at most {}]", at_least(n.lower), at_most(n.upper));
  if (n.bounded && n.lower != n.upper && (scale == Scale::evaluation || scale == Scale::influence) &&
      n.operation != Operation::held)
    out += fmt::format("  [{:.4g} to {:.4g}]", n.lower, n.upper);
  if (known(n.weight)) out += fmt::format("  (weight {:.4g})", n.weight);
  // Where nothing is missing there is nothing to ask about.
  const bool whole = depth > 0 && !n.assumed && scale == Scale::score && std::fabs(n.value - 1) <= 1e-12;
  if (n.children.empty() || whole) {
    if (const Place* p = n.children.empty() ? lines.of(n) : nullptr)
      out += fmt::format("  [{}:{}]", p->line, p->column);
    else if (n.children.empty() && !n.pointer.empty())
      out += "  " + n.pointer;
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
    append_tree(out, n.children[i], depth + 1, indent + "      ", lines, scale);
  }
}

/// Where the tree's parts stand in the document; `own` is the view it was made of.
Lines lines_of(const ScoreNode& tree, const View& own, const View& scored, const WhyOptions& options) {
  Lines lines(options.document ? *options.document : scored, options.evaluation.scenario);
  lines.add(tree, &own);
  lines.find();
  return lines;
}

Lines lines_of(const Derived& d, const View& view, const WhyOptions& options) {
  const View& document = options.document ? *options.document : view;
  Lines lines(document, options.evaluation.scenario);
  lines.add(d.tree, &document);
  for (const ScoreNode& n : d.inputs) lines.add(n, &document);
  for (const ChangedValue& c : d.changes)
    if (!c.before.empty() || !options.other) lines.add(c.pointer);
  lines.find();
  return lines;
}

void append_derived(JsonOut& j, const View& view, const Derived& d, const WhyOptions& options) {
  const Lines lines = lines_of(d, view, options);
  if (!d.changes.empty()) {
    j.key("changes").open('[');
    for (const ChangedValue& c : d.changes) {
      j.open('{').key("pointer").string(c.pointer);
      j.key("before").raw(c.before.empty() ? std::string_view("null") : std::string_view(c.before));
      j.key("after").raw(c.after.empty() ? std::string_view("null") : std::string_view(c.after));
      if (const Place* p = lines.of(c.pointer)) j.key("line").count(p->line).key("column").count(p->column);
      j.close('}');
    }
    j.close(']');
  }
  if (!d.inputs.empty()) {
    j.key("inputs").open('[');
    for (const ScoreNode& n : d.inputs) append_node(j, view, n, lines);
    j.close(']');
  }
  j.key("tree");
  append_node(j, view, d.tree, lines);
}

void append_derived_text(std::string& out, const View& view, const Derived& d, const WhyOptions& options) {
  const Lines lines = lines_of(d, view, options);
  if (!options.evaluation.scenario.empty())
    out += fmt::format("Under the scenario \"{}\":\n", options.evaluation.scenario);
  const auto shown = [](const std::string& json) {
    return json.empty() ? std::string("nothing") : json.size() <= 60 ? json : json.substr(0, 57) + "...";
  };
  for (const ChangedValue& c : d.changes) {
    out += fmt::format("{}: from {} to {}", c.pointer, shown(c.before), shown(c.after));
    if (const Place* p = lines.of(c.pointer)) out += fmt::format("  [{}:{}]", p->line, p->column);
    out += "\n";
  }
  if (const Place* p = d.tree.pointer.empty() || d.tree.children.empty() ? nullptr : lines.of(d.tree))
    out += fmt::format("It stands at {}:{}.\n", p->line, p->column);
  out += "\n";
  append_tree(out, d.tree, 0, "", lines, d.scale);
  if (d.inputs.empty()) return;
  out += "\n" + d.inputs_title + "\n";
  for (const ScoreNode& n : d.inputs) append_tree(out, n, 0, "", lines, Scale::plain);
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

Element element_asked(const View& view, std::string_view about) { return question(view, about).element; }

std::string why_json(const View& view, const ScoreResult& result, std::string_view about,
                     const WhyOptions& options) {
  const Answer a = answer(view, result, about, options);
  JsonOut j;
  j.open('{');
  j.key("version"), j.raw("1");
  j.key("as_of");
  if (result.as_of.known())
    j.string(to_string(result.as_of));
  else
    j.raw("null");
  j.key("scenario").string_or_null(options.evaluation.scenario);
  j.key("id"), j.string(view.id(a.asked.element));
  j.key("kind"), j.string(info(view.kind(a.asked.element)).name);
  j.key("number"),
      j.string(a.asked.number.empty() ? std::string_view("score") : std::string_view(a.asked.number));
  if (a.scores) {
    j.key("tree");
    append_node(j, view, *a.scores, lines_of(*a.scores, view, view, options));
  }
  if (a.derived) append_derived(j, view, *a.derived, options);
  if (a.evaluated) {
    j.key("evaluation").open('{');
    j.key("scenario").string_or_null(a.evaluation->scenario.name);
    j.key("mode").string(name_of(a.evaluation->mode));
    j.key("algorithm").string(name_of(a.evaluation->algorithm));
    j.key("tree");
    append_node(j, a.evaluation->view, *a.evaluated,
                lines_of(*a.evaluated, a.evaluation->view, view, options));
    j.close('}');
  }
  j.close('}');
  return std::move(j.out);
}

std::string why_text(const View& view, const ScoreResult& result, std::string_view about,
                     const WhyOptions& options) {
  const Answer a = answer(view, result, about, options);
  std::string out = a.asked.more && !a.asked.more->pointer.empty() ? a.asked.more->pointer
                                                                   : title_of(view, a.asked.element);
  if (!a.asked.number.empty()) out += ", " + a.asked.number;
  out += "\n";
  if (a.derived) append_derived_text(out, view, *a.derived, options);
  if (a.scores) {
    if (!options.evaluation.scenario.empty())
      out += fmt::format("Under the scenario \"{}\":\n", options.evaluation.scenario);
    const ScoreNode& tree = *a.scores;
    const bool effect = is_influence(a.asked.number);
    if (tree.bounded && !effect)
      out += fmt::format("{}: at least {}, at most {}; {} known\n",
                         known(tree.value) ? fmt::format("{:.2f}", tree.value) : std::string("unknown"),
                         at_least(tree.lower), at_most(tree.upper), share_text(tree.known));
    out.push_back('\n');
    const std::string_view family = std::string_view(a.asked.number).substr(0, 5);
    const bool amounts = family == "money" || family == "hours";
    append_tree(out, tree, 0, "", lines_of(tree, view, view, options),
                effect    ? Scale::influence
                : amounts ? Scale::amount
                          : Scale::score);
    out +=
        amounts || effect ? "" : "\nParts that score 1 are not unfolded; --format json shows everything.\n";
  }
  if (a.evaluated) {
    const Evaluation& e = *a.evaluation;
    out += fmt::format("\nGoal evaluation, {}, {}, {}\n\n", name_of(e.mode), name_of(e.algorithm),
                       e.scenario.name.empty() ? std::string("without a scenario")
                                               : fmt::format("scenario \"{}\"", e.scenario.name));
    append_tree(out, *a.evaluated, 0, "", lines_of(*a.evaluated, e.view, view, options), Scale::evaluation);
  }
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
