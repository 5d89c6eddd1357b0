// Holds traces and gradients to scoring, for many documents in one process: one JSON document a line in, one
// JSON object a line out: how many numbers, how often a trace was replayed elsewhere and its guards held, and
// the greatest differences found: of replayed scores against scores, and of slopes against central
// differences; {"error": "…"} where a document cannot be scored.
//
//   trace_batch [draws]
#include "base/error.hpp"
#include "base/json_text.hpp"
#include "io/json_reader.hpp"
#include "score/gradient.hpp"
#include "score/trace.hpp"

#include <fmt/format.h>
#include <iostream>
#include <random>
#include <string>

namespace {

using namespace northline;

double value_of(const ScoreResult& r, const TraceOutput& o) {
  const auto pick = [&](const Bounded& b) {
    return o.of == TraceOf::score ? b.score : o.of == TraceOf::lower ? b.lower : b.upper;
  };
  if (o.goal == no_element) return pick(r.overall);
  const GoalScore* g = r.find(o.goal);
  return o.dimension < 0 ? pick(g->score) : pick((*g)[static_cast<Dimension>(o.dimension)]);
}

/// 0 where both are unknown, 1 where one is.
double apart(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b) ? 0 : 1;
  return std::fabs(a - b);
}

/// What the document format allows there.
std::pair<double, double> range_of(const Number& n) {
  switch (n.column) {
  case NumberColumn::goal_importance:
    return {0, 100};
  case NumberColumn::supports:
  case NumberColumn::contributes_to:
    return {-100, 100};
  case NumberColumn::capability_maturity:
  case NumberColumn::capability_required:
  case NumberColumn::needs:
    return {0, 5};
  case NumberColumn::goal_reach_needed:
  case NumberColumn::insight_intensity:
  case NumberColumn::stakeholder_influence:
  case NumberColumn::addresses:
  case NumberColumn::serves:
  case NumberColumn::present_on:
  case NumberColumn::reaches:
  case NumberColumn::uses:
    return {0, 1};
  default:
    return {n.column == NumberColumn::depends_on ? -1e6 : 0, 1e9};
  }
}

struct Report {
  std::size_t numbers = 0, draws = 0, held = 0, slopes = 0, kinks = 0, steps = 0, guards = 0, moving = 0;
  double replay = 0, slope = 0;
  std::string where;
};

void judge(const View& view, std::mt19937& random, unsigned draws, Report& report) {
  const Numbers numbers(view);
  std::vector<NumberId> ids;
  std::vector<Number> all;
  for (const Number& n : numbers.all())
    if (numbers.settable(n.id)) {
      ids.push_back(n.id);
      all.push_back(n);
    }
  report.numbers = ids.size();
  TraceOptions options;
  options.dimensions = true;
  const Trace trace = record_trace(view, ids, options);
  report.steps = trace.step_count();
  report.guards = trace.guard_count();
  for (std::size_t o = 0; o < trace.outputs().size(); ++o) report.moving += trace.moves(o);
  std::uniform_real_distribution<double> unit(-1, 1);
  // Draws: the recorded point itself, then all numbers moved a little, then some of them moved a lot.
  const std::size_t n = draws + 1;
  std::vector<double> inputs(ids.size() * n), outputs(trace.outputs().size() * n);
  std::vector<std::uint8_t> held(n);
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = 0; i < ids.size(); ++i) {
      double x = all[i].value;
      const auto [low, high] = range_of(all[i]);
      if (k != 0 && (k % 2 == 1 || random() % 4 == 0)) x *= 1 + (k % 2 == 1 ? 0.01 : 0.6) * unit(random);
      inputs[i * n + k] = std::min(high, std::max(low, x));
    }
  Replayer(trace).run(inputs.data(), n, n, outputs.data(), held.data());
  for (std::size_t k = 0; k < n; ++k) {
    if (k != 0) ++report.draws;
    if (!held[k]) continue;
    if (k != 0) ++report.held;
    std::vector<double> values;
    for (std::size_t i = 0; i < ids.size(); ++i) values.push_back(inputs[i * n + k]);
    const ScoreResult there = score(with_values(view, ids, values));
    for (std::size_t o = 0; o < trace.outputs().size(); ++o) {
      const double d = apart(outputs[o * n + k], value_of(there, trace.outputs()[o]));
      if (d <= report.replay) continue;
      report.replay = d;
      if (d <= 1e-12) continue;
      const TraceOutput& at = trace.outputs()[o];
      report.where = fmt::format(
          "draw {} {} {} {}: {} != {}", k, at.goal == no_element ? "overall" : std::string(view.id(at.goal)),
          at.dimension, static_cast<int>(at.of), outputs[o * n + k], value_of(there, at));
    }
  }
  for (const TraceOf of : {TraceOf::score, TraceOf::lower}) {
    GradientOptions how;
    how.of = of;
    const Gradient g = gradient(view, how);
    const auto at = [&](const Number& number, double x) {
      const ScoreResult r = score(with_values(view, {&number.id, 1}, {&x, 1}));
      return of == TraceOf::score ? r.overall.score : r.overall.lower;
    };
    const double here = of == TraceOf::score ? g.value.score : g.value.lower;
    for (const Slope& s : g.slopes) {
      const Number& x = s.number;
      if (!numbers.settable(x.id)) continue;
      if (std::isnan(here)) continue;
      const double size = std::max(1.0, std::fabs(x.value)), h = 1e-6 * size;
      const auto [low, high] = range_of(x);
      const bool below = x.value - h >= low, above = x.value + h <= high;
      // At an end of its range a number may stand where the rules change: needs of level 0, shares of 0.
      if (!below || !above) continue;
      const bool sign = x.column == NumberColumn::supports || x.column == NumberColumn::contributes_to;
      if (sign && x.value == 0) continue;
      const double left = (here - at(x, x.value - h)) / h, right = (at(x, x.value + h) - here) / h;
      ++report.slopes;
      const double scale = std::max({1.0 / size, std::fabs(left), std::fabs(right)});
      double d = std::fabs(s.slope - (left + right) / 2) / scale;
      if (std::fabs(left - right) > 1e-5 * scale) {
        ++report.kinks; // then the slope is that of one side, or between them among equals
        d = std::min(std::fabs(s.slope - left), std::fabs(s.slope - right)) / scale;
        if (s.slope >= std::min(left, right) && s.slope <= std::max(left, right)) d = 0;
        // A number at which the rules change has no slope: the score jumps.
        if (std::max(std::fabs(left), std::fabs(right)) > 1e3 / size) continue;
      }
      if (d <= report.slope) continue;
      report.slope = d;
      if (d > 1e-5 && report.where.empty())
        report.where =
            fmt::format("{}: {} {} {} {} = {}: {} != {} … {}", of == TraceOf::score ? "score" : "lower",
                        view.id(x.element), number_relation(x.column),
                        x.target == no_element ? "" : std::string(view.id(x.target)), number_name(numbers, x),
                        x.value, s.slope, left, right);
    }
  }
}

} // namespace

int main(int count, char** arguments) {
  std::ios::sync_with_stdio(false);
  const unsigned draws = count > 1 ? static_cast<unsigned>(std::stoul(arguments[1])) : 16;
  std::mt19937 random(11);
  for (std::string line; std::getline(std::cin, line);) {
    try {
      const View view(read_json(Text::borrow(line)));
      Report r;
      judge(view, random, draws, r);
      std::string where;
      append_json_string(where, r.where);
      fmt::print("{{\"numbers\":{},\"draws\":{},\"held\":{},\"slopes\":{},\"kinks\":{},\"steps\":{},"
                 "\"guards\":{},\"outputs_moving\":{},\"replay\":{:.3g},\"slope\":{:.3g},\"where\":{}}}\n",
                 r.numbers, r.draws, r.held, r.slopes, r.kinks, r.steps, r.guards, r.moving, r.replay,
                 r.slope, where);
    } catch (const Error& e) {
      std::string message;
      append_json_string(message, e.what());
      fmt::print("{{\"error\":{}}}\n", message);
    }
  }
}
