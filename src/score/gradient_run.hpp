#pragma once
// The passes of a gradient, for tapes that keep slopes, and for whoever wants to watch how slopes come about.
#include "base/error.hpp"
#include "score/gradient.hpp"
#include "score/tracer_load.hpp"

namespace northline {

/// Nobody watches.
struct NoWatch {
  void prepared(std::uint32_t) {}                   ///< nodes before are shared by all goals
  void result(const Traced&) {}                     ///< whose slopes are taken
  void leaf(std::size_t, TraceOf, const Traced&) {} ///< stands for a goal's value
  void goal(std::size_t, const TracedValue&, const TracedValue (&)[dimension_count]) {} ///< was recorded
  void link(std::size_t, TraceOf, const Traced&) {} ///< is what the goal's leaf stands for
};

template <class Tape, class Watch>
Gradient run_gradient(const View& view, const GradientOptions& options, Tape& tape, Watch&& watch) {
  Gradient found;
  found.scores = score(view, options.score);
  const ScoreResult& result = found.scores;
  found.value = result.overall;
  if (options.goal != no_element) {
    const GoalScore* g = result.find(options.goal);
    if (!g)
      throw Error(Status::not_found, "\"" + std::string(view.id(options.goal)) +
                                         "\" is not a goal that is scored, so it has no gradient.");
    found.value = g->score;
  }
  const Numbers numbers(view);
  Tracer<Tape> tracer(view, score_parameters(view), options.score, result, tape);
  const std::uint32_t prepared = tape.mark();
  watch.prepared(prepared);

  // From the overall score back to the goals' scores …
  std::vector<double> owed;
  const auto reverse = [&](std::uint32_t mark) {
    if (owed.size() < tape.limit()) owed.resize(tape.limit(), 0.0);
    tape.reverse(owed, mark);
  };
  const auto owe = [&](const Traced& t, double amount) {
    if (!t.n || amount == 0) return;
    if (owed.size() <= t.n) owed.resize(tape.limit(), 0.0);
    owed[t.n] += amount;
  };
  const auto pick = [&](const TracedValue& v) -> const Traced& {
    return options.of == TraceOf::score ? v.score : options.of == TraceOf::lower ? v.lower : v.upper;
  };
  struct Owed {
    double score = 0, lower = 0, upper = 0;
    bool any() const { return score != 0 || lower != 0 || upper != 0; }
  };
  std::vector<Owed> goals(result.goals.size());
  if (options.goal == no_element) {
    std::vector<TracedValue> leaves(goals.size());
    for (std::size_t i = 0; i < goals.size(); ++i) {
      const Bounded& s = result.goals[i].score;
      leaves[i].score = known(s.score) ? tape.leaf(s.score) : constant(unknown_number);
      const bool exact = s.exact();
      leaves[i].lower = exact ? leaves[i].score : tape.leaf(s.lower);
      leaves[i].upper = exact ? leaves[i].score : tape.leaf(s.upper);
      watch.leaf(i, TraceOf::score, leaves[i].score);
      watch.leaf(i, TraceOf::lower, leaves[i].lower);
      watch.leaf(i, TraceOf::upper, leaves[i].upper);
    }
    owed.resize(tape.limit(), 0.0);
    const std::uint32_t after_leaves = tape.mark();
    const TracedValue whole = tracer.together(leaves);
    watch.result(pick(whole));
    owe(pick(whole), 1);
    reverse(after_leaves);
    for (std::size_t i = 0; i < goals.size(); ++i) {
      const auto take = [&](const Traced& t) {
        if (!t.n) return 0.0;
        const double x = owed[t.n];
        owed[t.n] = 0;
        return x;
      };
      goals[i].score = take(leaves[i].score); // the bounds of an exact one are the same leaf
      goals[i].lower = take(leaves[i].lower);
      goals[i].upper = take(leaves[i].upper);
    }
    tape.rewind(prepared);
  } else {
    for (std::size_t i = 0; i < goals.size(); ++i)
      if (result.goals[i].goal == options.goal)
        (options.of == TraceOf::score   ? goals[i].score
         : options.of == TraceOf::lower ? goals[i].lower
                                        : goals[i].upper) = 1;
  }

  for (const Owed& o : goals) found.goals.push_back(o.score + o.lower + o.upper);

  // … from each goal to what goals share, a circle of goals at a time …
  const GoalGraph& graph = tracer.engine().goals();
  std::vector<std::uint32_t> place(graph.rows().size(), no_row);
  for (std::size_t i = 0; i < goals.size(); ++i)
    if (goals[i].any()) place[graph.rows().of(result.goals[i].goal)] = static_cast<std::uint32_t>(i);
  for (std::uint32_t c = 0; c < graph.component_count(); ++c) {
    struct Recorded {
      std::size_t goal;
      TracedValue value;
    };
    std::vector<Recorded> recorded;
    for (const std::uint32_t row : graph.members(c)) {
      if (place[row] == no_row) continue;
      options.score.cancel.check();
      TracedValue parts[dimension_count];
      recorded.push_back({place[row], tracer.goal(result.goals[place[row]], parts)});
      watch.goal(place[row], recorded.back().value, parts);
    }
    for (const Recorded& r : recorded) {
      if (options.goal != no_element) watch.result(pick(r.value));
      if (goals[r.goal].score != 0) watch.link(r.goal, TraceOf::score, r.value.score);
      if (goals[r.goal].lower != 0) watch.link(r.goal, TraceOf::lower, r.value.lower);
      if (goals[r.goal].upper != 0) watch.link(r.goal, TraceOf::upper, r.value.upper);
      owe(r.value.score, goals[r.goal].score);
      owe(r.value.lower, goals[r.goal].lower);
      owe(r.value.upper, goals[r.goal].upper);
    }
    reverse(prepared);
    tape.rewind(prepared);
  }
  // … and from there to the numbers.
  reverse(0);
  for (NumberId id = 1; id < numbers.limit(); ++id) {
    const double slope = id < owed.size() ? owed[id] : 0;
    Number n = numbers.at(id);
    if (slope == 0 &&
        (!known(n.value) || !view.alive(n.element) || (n.target != no_element && !view.alive(n.target))))
      continue;
    found.slopes.push_back({n, slope});
  }
  return found;
}

} // namespace northline
