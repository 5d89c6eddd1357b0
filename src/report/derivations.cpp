#include "report/derivations.hpp"

#include "base/error.hpp"
#include "base/json_pointer.hpp"
#include "base/json_text.hpp"
#include "compare/difference.hpp"
#include "compare/whole.hpp"
#include "facts/rows.hpp"
#include "io/json_patch.hpp"
#include "io/without.hpp"
#include "report/influence_report.hpp"
#include "report/lines.hpp"
#include "report/weigh_report.hpp"
#include "score/explain_simulation.hpp"
#include "score/explain_slope.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace northline {
namespace {

constexpr std::string_view names[] = {"loss",     "without", "gain",  "after",      "slope", "per_percent",
                                      "simulate", "path",    "weigh", "difference", "effect"};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

[[noreturn]] void refuse(const std::string& message) { throw Error(Status::not_found, message); }

/// "name.part(setting=value,…):of"; false where the name is none of these.
bool take_apart(std::string_view number, Asked& a) {
  const std::size_t end = std::min(number.find_first_of(".(:"), number.size());
  const std::string_view name = number.substr(0, end);
  if (std::find(std::begin(names), std::end(names), name) == std::end(names)) return false;
  a.name = std::string(name);
  std::string_view rest = number.substr(end);
  while (!rest.empty() && (rest[0] == '.' || rest[0] == '(')) {
    if (rest[0] == '.') {
      const std::size_t stop = std::min(rest.find_first_of("(:"), rest.size());
      a.part += std::string(rest.substr(1, stop - 1));
      rest.remove_prefix(stop);
      continue;
    }
    const std::size_t stop = rest.find(')');
    if (stop == std::string_view::npos) refuse(fmt::format("\"{}\" lacks a closing bracket.", number));
    for (std::string_view list = rest.substr(1, stop - 1); !list.empty();) {
      const std::size_t comma = std::min(list.find(','), list.size());
      const std::string_view one = list.substr(0, comma);
      const std::size_t equals = std::min(one.find('='), one.size());
      a.settings.emplace_back(one.substr(0, equals), one.substr(std::min(equals + 1, one.size())));
      list.remove_prefix(std::min(comma + 1, list.size()));
    }
    rest.remove_prefix(stop + 1);
  }
  if (!rest.empty() && rest[0] == ':')
    a.of = std::string(rest.substr(1));
  else if (!rest.empty())
    refuse(fmt::format("\"{}\" cannot be read behind \"{}\".", rest, a.name));
  return true;
}

/// Pointers of another document say nothing of this one's lines.
void forget_places(ScoreNode& n) {
  n.offset = ScoreNode::nowhere;
  n.elsewhere = true;
  for (ScoreNode& c : n.children) forget_places(c);
}

std::uint64_t whole(std::string_view digits, std::string_view what) {
  std::uint64_t n = 0;
  bool good = !digits.empty() && digits.size() <= 18;
  for (const char c : digits) {
    good = good && c >= '0' && c <= '9';
    n = n * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (!good) refuse(fmt::format("{} is a whole number, not \"{}\".", what, digits));
  return n;
}

std::string_view words_of(std::string_view number) {
  return number == "lower"   ? "lower bound"
         : number == "upper" ? "upper bound"
         : number == "known" ? "known share"
         : number == "sound" ? "sound share"
                             : "score";
}

const View& document_of(const View& view, const WhyOptions& o) { return o.document ? *o.document : view; }

// ---- fragility ----

Derived loss(const View& given, const ScoreResult& result, const Asked& a, const WhyOptions& o) {
  const Cancel cancel = o.evaluation.cancel;
  const View view = folded(given, cancel);
  const Element e = view.find(given.id(a.element));
  if (e == root_element) refuse("The strategy cannot be taken out of itself; name one of its elements.");
  if (!Presence(view)(e))
    refuse(
        fmt::format("{} is no longer part of the plan, so nothing is lost without it.", node_name(view, e)));
  const std::string number = a.part.empty() ? "score" : a.part;
  if (!is_one_of(number, {"score", "lower", "upper", "known", "sound"}))
    refuse(
        fmt::format("There is no number \"{}.{}\"; there are {}, {}.lower, {}.upper, {}.known and {}.sound.",
                    a.name, a.part, a.name, a.name, a.name, a.name, a.name));
  const ChangedStrategy c{view,
                          view_without(view, e),
                          fmt::format("what the {} loses without {}", words_of(number), node_name(view, e)),
                          {}};
  ChangeQuestion q;
  q.number = number;
  q.loss = true;
  q.unknown_is_nothing = false;
  q.as_of = result.as_of;
  q.cancel = cancel;
  q.home = &document_of(given, o).base();
  Derived d;
  d.tree = a.name == "loss" ? explain_change(c, q) : explain_after(c, q);
  return d;
}

// ---- moves ----

Derived move(const View& view, const ScoreResult& result, const Asked& a, const WhyOptions& o) {
  if (!o.move) refuse("Moves cannot be derived here.");
  MoveAsked m;
  m.rank = whole(a.of.empty() ? "1" : std::string_view(a.of), "The rank of a move");
  if (m.rank == 0) refuse("Moves are counted from 1.");
  m.goal = a.element == root_element ? no_element : a.element;
  m.as_of = result.as_of;
  m.cancel = o.evaluation.cancel;
  for (const auto& [name, value] : a.settings)
    if (name == "try")
      m.tried = whole(value, "How many moves are tried");
    else
      refuse(fmt::format("Moves have no setting \"{}\"; they have try.", name));
  std::string number = a.part;
  bool of_goal = m.goal != no_element;
  if (of_goal && number.substr(0, 7) == "overall") {
    of_goal = false;
    number = number.size() > 8 ? number.substr(8) : std::string();
  }
  if (number.empty()) number = "score";
  if (!is_one_of(number, {"score", "lower", "upper", "known", "sound"}))
    refuse(fmt::format("There is no number \"{}.{}\"; there are score, lower, upper, known and sound, and "
                       "for a goal the same of the whole, as overall.lower.",
                       a.name, a.part));
  const ChangedStrategy c = o.move(view, m);
  ChangeQuestion q;
  if (of_goal) q.goal = c.before.find(view.id(m.goal));
  q.number = number;
  q.as_of = result.as_of;
  q.cancel = m.cancel;
  q.home = &document_of(view, o).base();
  q.unknown_is_nothing = a.name == "gain";
  Derived d;
  d.tree = a.name == "gain" ? explain_change(c, q) : explain_after(c, q);
  d.changes = c.values;
  return d;
}

// ---- differences ----

/// A score of two strategies, or of a strategy before and after one of the changes that lead to the other.
Derived differing(const View& view, const ScoreResult& result, const Asked& a, const WhyOptions& o) {
  const Cancel cancel = o.evaluation.cancel;
  std::string scenario;
  for (const auto& [name, value] : a.settings)
    if (name == "scenario")
      scenario = value;
    else
      refuse(fmt::format("\"{}\" has no setting \"{}\"; it has scenario.", a.name, name));
  if (!o.other && scenario.empty())
    refuse(fmt::format("A difference needs a second strategy: --against FILE, or a scenario, as in "
                       "{}(scenario=lean).",
                       a.name));
  const View after = scenario_view(o.other ? *o.other : document_of(view, o), scenario, cancel);
  const Difference d = difference(view, after, cancel);
  ChangedStrategy c{d.before, d.after, {}, {}};
  const auto compact = [](const std::string& text) {
    std::string out;
    if (!text.empty()) json::append_formatted(out, text, json::skip_space(text, 0), 0, {true, false});
    return out;
  };
  const auto add = [&](const Change& x) {
    c.values.push_back(
        {x.pointer_before.empty() ? x.pointer_after : x.pointer_before, compact(x.before), compact(x.after)});
  };
  bool outcome = false; // what comes out, not the difference
  std::string number = a.part;
  if (a.name == "effect") {
    if (number.substr(0, 5) == "after") {
      outcome = true;
      number = number.size() > 6 ? number.substr(6) : std::string();
    }
    const std::uint64_t rank = whole(a.of, "The rank of a change's effect");
    const std::vector<ChangeStep> steps = change_steps(d, cancel);
    std::uint64_t seen = 0;
    std::size_t at = steps.size();
    for (std::size_t s = 0; s < steps.size(); ++s)
      if (!steps[s].changes.empty() && ++seen == rank) at = s;
    if (at == steps.size())
      refuse(fmt::format("There is no effect {}; there are {}, counted from 1.", rank, seen));
    const std::vector<std::size_t> together = with_needs(steps, at);
    const auto base = compare::whole_snapshot(d.before, cancel);
    const std::string_view text = base->text();
    c.after =
        View(compare::read_again(apply_edits(text, patch_edits(text, patch_of(steps, together))), cancel));
    for (const std::size_t s : together)
      for (const std::size_t row : steps[s].changes) add(d.changes[row]);
    c.title = fmt::format("what change {} does by itself", rank);
  } else {
    for (const Change& x : d.changes) add(x);
    c.title = "the difference";
  }
  if (number.empty()) number = "score";
  if (!is_one_of(number, {"score", "lower", "upper", "known", "sound"}))
    refuse(fmt::format("There is no number \"{}.{}\"; there are score, lower, upper, known and sound{}.",
                       a.name, a.part,
                       a.name == "effect" ? ", and the same behind after, as in effect.after.lower" : ""));
  ChangeQuestion q;
  if (a.element != root_element) {
    std::string id(view.id(a.element));
    for (const Change& x : d.changes)
      if (x.what == Change::What::renamed && x.old_id == id) id = x.id;
    q.goal = c.before.find(id);
    ScoreOptions how;
    how.as_of = result.as_of;
    const Element there = c.after.find(id);
    if (q.goal == no_element || there == no_element || !result.find(a.element) ||
        !score(c.after, how).find(there))
      refuse(fmt::format("\"{}\" is not scored in both, so there is no difference.", id));
  }
  q.number = number;
  q.as_of = result.as_of;
  if (!o.one_day && a.name == "difference")
    q.as_of_after = d.after.get(field::strategy::as_of, ElementOf<Kind::strategy>{root_element});
  q.cancel = cancel;
  q.unknown_is_nothing = false;
  const View& document = document_of(view, o);
  q.home = &document.base();
  Derived found;
  found.tree = outcome ? explain_after(c, q) : explain_change(c, q);
  // What a scenario of the same document sets stands where that says it; another document has other lines.
  ScoreNode& changed = outcome ? found.tree : found.tree.children[0];
  if (!o.other)
    Lines(document, scenario).give_offsets(changed);
  else
    forget_places(changed);
  found.changes = std::move(c.values);
  return found;
}

// ---- slopes ----

Derived slope(const View& view, const ScoreResult& result, const Asked& a, const WhyOptions& o) {
  GradientOptions how;
  how.score.as_of = result.as_of;
  how.score.cancel = o.evaluation.cancel;
  if (!a.part.empty() && !is_one_of(a.part, {"score", "lower", "upper"}))
    refuse(fmt::format("There is no \"{}.{}\"; there are {}, {}.lower and {}.upper.", a.name, a.part, a.name,
                       a.name, a.name));
  how.of = a.part == "lower" ? TraceOf::lower : a.part == "upper" ? TraceOf::upper : TraceOf::score;
  if (!a.of.empty()) {
    how.goal = view.find(a.of);
    if (how.goal == no_element) refuse(fmt::format("No element of this strategy has the id \"{}\".", a.of));
  }
  SlopeTree found = explain_slope(view, how, a.pointer);
  Derived d;
  d.scale = Scale::plain;
  d.tree = std::move(found.tree);
  if (a.name == "per_percent") {
    ScoreNode value;
    value.text = "what is written";
    value.value = found.value;
    value.element = d.tree.element;
    value.attribute = d.tree.attribute;
    value.pointer = a.pointer;
    std::vector<ScoreNode> both, all;
    both.push_back(std::move(d.tree));
    both.push_back(std::move(value));
    all.push_back(inner(Operation::product, "for all of it", std::move(both)));
    ScoreNode hundred;
    hundred.text = "of 100";
    hundred.value = 100;
    all.push_back(std::move(hundred));
    d.tree = inner(Operation::quotient, "for one percent more", std::move(all));
    d.tree.value += 0.0;
    share_out(d.tree);
  }
  name_elements(d.tree, view);
  if (&view.base() != &document_of(view, o).base()) forget_offsets(d.tree);
  return d;
}

// ---- ways ----

Derived way(const View& view, const Asked& a, const WhyOptions& o) {
  std::size_t rank = 1;
  for (const auto& [name, value] : a.settings)
    if (name == "way")
      rank = whole(value, "The rank of a way");
    else
      refuse(fmt::format("A way has no setting \"{}\"; it has way, as in path(way=2):GOAL.", name));
  if (rank == 0) refuse("Ways are counted from 1.");
  Derived d;
  d.scale = Scale::influence;
  d.tree =
      way_tree(view, view.id(a.element), a.of, rank, a.part == "value" ? "" : a.part, o.evaluation.cancel);
  name_elements(d.tree, view);
  if (&view.base() != &document_of(view, o).base()) forget_offsets(d.tree);
  return d;
}

Derived weighed(const View& view, const Asked& a, const WhyOptions& o) {
  Derived d;
  d.scale = Scale::fine;
  d.tree = weigh_tree(view, a.part.empty() ? "weight" : a.part, a.of, o.evaluation.cancel);
  return d;
}

// ---- simulation ----

Derived simulated(const View& view, const ScoreResult& result, const Asked& a, const WhyOptions& o) {
  SimulationOptions how = o.simulation;
  how.scenario = o.evaluation.scenario;
  how.as_of = result.as_of;
  how.cancel = o.evaluation.cancel;
  std::string key = a.of;
  if (a.element != root_element) { // "trust@simulate.p50" and "trust@simulate.p50:alignment"
    if (!key.empty() && key != "evaluation" && key != "alignment")
      refuse(fmt::format("Of {} there are evaluation and alignment.", node_name(view, a.element)));
    key = (key.empty() ? "evaluation" : key) + ":" + std::string(view.id(a.element));
  }
  if (key.empty()) key = "alignment";
  for (const auto& [name, value] : a.settings) {
    if (name == "draws")
      how.draws = whole(value, "The number of draws");
    else if (name == "seed")
      how.seed = whole(value, "The seed");
    else if (name == "level")
      how.levels.push_back(level_of(key + "=" + value));
    else
      refuse(fmt::format("A simulation has no setting \"{}\"; it has draws, seed and level.", name));
  }
  SimulatedTree t = explain_simulated(document_of(view, o), how, key, a.part.empty() ? "mean" : a.part);
  Derived d;
  d.tree = std::move(t.tree);
  d.inputs = std::move(t.inputs);
  d.inputs_title = std::move(t.inputs_title);
  d.scale = t.kind == UncertainResult::alignment ? Scale::fine : Scale::plain;
  return d;
}

/// The element that a pointer leads into.
Element holder(const View& view, std::string_view pointer) {
  const std::vector<std::string> tokens = pointer_tokens(pointer);
  if (tokens.size() < 3) return root_element;
  const Element e = view.find(tokens[1]);
  return e == no_element ? root_element : e;
}

} // namespace

std::optional<Asked> asked(const View& view, std::string_view about) {
  for (std::size_t at = about.find('@'); at != std::string_view::npos; at = about.find('@', at + 1)) {
    const std::string_view id = about.substr(0, at);
    Asked a;
    a.before = at;
    if (!id.empty()) a.element = view.find(id);
    if (a.element == no_element && id[0] == '/') {
      a.pointer = std::string(id);
      a.element = holder(view, id);
    }
    if (a.element == no_element || !take_apart(about.substr(at + 1), a)) continue;
    if (a.pointer.empty() == is_one_of(a.name, {"slope", "per_percent"})) continue;
    if (!a.pointer.empty()) return a;
    const bool strategy = a.element == root_element;
    if (strategy ? is_one_of(a.name, {"loss", "without", "path"})
                 : a.name == "weigh" || (is_one_of(a.name, {"gain", "after", "difference", "effect"}) &&
                                         !view.is(a.element, Kind::goal)))
      continue;
    if (!strategy && a.name == "simulate" && !view.is(a.element, Kind::goal) &&
        !view.is(a.element, Kind::vision) && !view.is(a.element, Kind::mission))
      continue;
    return a;
  }
  return {};
}

std::string more_numbers(bool strategy, bool goal) {
  if (strategy)
    return ", gain:RANK, after:RANK, difference, effect:RANK, simulate.NUMBER:RESULT, weigh.NUMBER:ITEM";
  return goal
             ? ", loss, without, gain:RANK, after:RANK, difference, effect:RANK, simulate.NUMBER, path:TARGET"
             : ", loss, without, path:TARGET";
}

Derived derive(const View& view, const ScoreResult& result, const Asked& a, const WhyOptions& o) {
  if (is_one_of(a.name, {"loss", "without"})) return loss(view, result, a, o);
  if (is_one_of(a.name, {"slope", "per_percent"})) return slope(view, result, a, o);
  if (is_one_of(a.name, {"difference", "effect"})) return differing(view, result, a, o);
  if (a.name == "weigh") return weighed(view, a, o);
  if (a.name == "path") return way(view, a, o);
  if (a.name == "simulate") return simulated(view, result, a, o);
  return move(view, result, a, o);
}

} // namespace northline
