#include "score/gradient.hpp"

#include "base/error.hpp"
#include "score/tracer_load.hpp"

namespace northline {

Gradient gradient(const View& view, const GradientOptions& options) {
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
  SlopeTape tape(numbers.limit());
  Tracer<SlopeTape> tracer(view, score_parameters(view), options.score, result, tape);
  const std::uint32_t prepared = tape.mark();

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
    }
    owed.resize(tape.limit(), 0.0);
    const std::uint32_t after_leaves = tape.mark();
    owe(pick(tracer.together(leaves)), 1);
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
    }
    for (const Recorded& r : recorded) {
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
