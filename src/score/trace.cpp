#include "score/trace.hpp"

#include "score/tracer_load.hpp"

#include <cstring>

namespace northline {

Trace record_trace(const View& view, std::span<const NumberId> varying, const TraceOptions& options) {
  const ScoreResult result = score(view, options.score);
  StepTape tape(Numbers(view).limit(), varying);
  Tracer<StepTape> tracer(view, score_parameters(view), options.score, result, tape);

  Trace trace;
  trace.inputs_.assign(varying.begin(), varying.end());
  for (const NumberId id : varying) trace.recorded_at_.push_back(tracer.numbers().at(id).value);

  std::vector<TracedValue> goals(result.goals.size());
  std::vector<Traced> wanted;
  const auto want = [&](const TracedValue& v, Element goal, int dimension) {
    const auto one = [&](const Traced& t, TraceOf of) {
      wanted.push_back(t);
      trace.outputs_.push_back({goal, dimension, of});
      trace.values_.push_back(t.v);
    };
    one(v.score, TraceOf::score);
    if (!options.bounds) return;
    one(v.lower, TraceOf::lower);
    one(v.upper, TraceOf::upper);
  };
  std::vector<std::array<TracedValue, dimension_count>> dimensions(options.dimensions ? goals.size() : 0);
  for (std::size_t i = 0; i < goals.size(); ++i) {
    TracedValue parts[dimension_count];
    goals[i] = tracer.goal(result.goals[i], parts);
    if (options.dimensions) std::copy(parts, parts + dimension_count, dimensions[i].begin());
  }
  want(tracer.together(goals), no_element, -1);
  for (std::size_t i = 0; i < goals.size() && (options.goals || options.dimensions); ++i) {
    const GoalScore& g = result.goals[i];
    if (options.goals) want(goals[i], g.goal, -1);
    for (unsigned d = 0; d < dimension_count && options.dimensions; ++d)
      if (g.applies(static_cast<Dimension>(d))) want(dimensions[i][d], g.goal, static_cast<int>(d));
  }

  // Only what outputs and guards lean on is kept, in an order in which steps of one sort stand together as
  // far as they do not wait for each other.
  const auto entries = tape.entries();
  std::vector<std::uint32_t> level(entries.size(), 0);
  std::vector<bool> needed(entries.size());
  std::vector<std::uint32_t> stack;
  const auto need = [&](std::uint32_t place) {
    if (place && !needed[place]) {
      needed[place] = true;
      stack.push_back(place);
    }
  };
  for (const Traced& t : wanted) need(t.n);
  for (const StepTape::Step& g : tape.guards()) {
    need(g.a);
    need(g.b);
  }
  while (!stack.empty()) {
    const auto& e = entries[stack.back()];
    stack.pop_back();
    if (!e.is_step) continue;
    need(e.step.a);
    need(e.step.b);
  }
  std::vector<std::uint32_t> order;
  for (std::uint32_t p = 1; p < entries.size(); ++p) {
    if (!entries[p].is_step || !needed[p]) continue;
    level[p] = 1 + std::max(level[entries[p].step.a], level[entries[p].step.b]);
    order.push_back(p);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return level[a] != level[b] ? level[a] < level[b] : entries[a].step.what < entries[b].step.what;
  });
  std::vector<std::uint32_t> slot(entries.size(), 0);
  std::uint32_t next = 0;
  for (std::uint32_t p = 1; p <= tape.inputs(); ++p) slot[p] = next++;
  for (std::uint32_t p = tape.inputs() + 1; p < entries.size(); ++p)
    if (needed[p] && !entries[p].is_step) {
      slot[p] = next++;
      trace.constants_.push_back(entries[p].value);
    }
  for (const std::uint32_t p : order) {
    const StepTape::Step& s = entries[p].step;
    slot[p] = next++;
    const auto what = static_cast<std::uint8_t>(s.what);
    const auto at = static_cast<std::uint32_t>(trace.steps_.size());
    if (trace.runs_.empty() || trace.runs_.back().what != what) trace.runs_.push_back({what, at, at});
    ++trace.runs_.back().last;
    trace.steps_.push_back({slot[s.a], slot[s.b]});
  }
  for (const StepTape::Step& g : tape.guards())
    trace.guards_.push_back({slot[g.a], slot[g.b], g.what == StepTape::Do::less, g.outcome});
  for (const Traced& t : wanted) trace.places_.push_back(t.n ? slot[t.n] : Trace::fixed);
  return trace;
}

Replayer::Replayer(const Trace& trace) : trace_(&trace) {
  const std::size_t inputs = trace.inputs_.size(), constants = trace.constants_.size();
  slots_.assign((inputs + constants + trace.steps_.size()) * width, 0.0);
  for (std::size_t c = 0; c < constants; ++c)
    std::fill_n(slots_.begin() + static_cast<std::ptrdiff_t>((inputs + c) * width), width,
                trace.constants_[c]);
}

void Replayer::run(const double* inputs, std::size_t stride, std::size_t count, double* outputs,
                   std::uint8_t* held) {
  for (std::size_t k = 0; k < count; k += width)
    block(inputs + k, stride, std::min(width, count - k), outputs + k, held + k);
}

namespace {

constexpr std::size_t W = Replayer::width;

template <class F>
void each_step(const Trace::Step* first, const Trace::Step* last, const double* slots, double* out, F&& f) {
  for (; first != last; ++first, out += W) {
    const double *a = slots + std::size_t{first->a} * W, *b = slots + std::size_t{first->b} * W;
    double r[W];
    for (std::size_t k = 0; k < W; ++k) r[k] = f(a[k], b[k]);
    std::memcpy(out, r, sizeof r);
  }
}

} // namespace

void Replayer::block(const double* inputs, std::size_t stride, std::size_t lanes, double* outputs,
                     std::uint8_t* held) {
  const Trace& t = *trace_;
  double* const slots = slots_.data();
  for (std::size_t i = 0; i < t.inputs_.size(); ++i) {
    double* to = slots + i * W;
    const double* from = inputs + i * stride;
    for (std::size_t k = 0; k < W; ++k) to[k] = from[k < lanes ? k : lanes - 1];
  }
  const std::size_t before = t.inputs_.size() + t.constants_.size();
  for (const Trace::Run& r : t.runs_) {
    const Trace::Step *first = t.steps_.data() + r.first, *last = t.steps_.data() + r.last;
    double* out = slots + (before + r.first) * W;
    switch (static_cast<StepTape::Do>(r.what)) {
    case StepTape::Do::add:
      each_step(first, last, slots, out, [](double a, double b) { return a + b; });
      break;
    case StepTape::Do::sub:
      each_step(first, last, slots, out, [](double a, double b) { return a - b; });
      break;
    case StepTape::Do::mul:
      each_step(first, last, slots, out, [](double a, double b) { return a * b; });
      break;
    case StepTape::Do::div:
      each_step(first, last, slots, out, [](double a, double b) { return a / b; });
      break;
    case StepTape::Do::min:
      each_step(first, last, slots, out, [](double a, double b) { return a < b ? a : b; });
      break;
    case StepTape::Do::max:
      each_step(first, last, slots, out, [](double a, double b) { return a > b ? a : b; });
      break;
    case StepTape::Do::sqrt:
      each_step(first, last, slots, out, [](double a, double) { return std::sqrt(a); });
      break;
    default: // comparisons are guards, not steps
      break;
    }
  }
  std::uint8_t good[W];
  std::fill_n(good, W, std::uint8_t{1});
  for (const Trace::Guard& g : t.guards_) {
    const double *a = slots + std::size_t{g.a} * W, *b = slots + std::size_t{g.b} * W;
    const std::uint8_t want = g.outcome;
    if (g.less)
      for (std::size_t k = 0; k < W; ++k) good[k] &= static_cast<std::uint8_t>((a[k] < b[k]) == want);
    else
      for (std::size_t k = 0; k < W; ++k) good[k] &= static_cast<std::uint8_t>((a[k] == b[k]) == want);
  }
  std::copy_n(good, lanes, held);
  for (std::size_t o = 0; o < t.outputs_.size(); ++o) {
    double* to = outputs + o * stride;
    if (t.places_[o] == Trace::fixed)
      std::fill_n(to, lanes, t.values_[o]);
    else
      std::copy_n(slots + std::size_t{t.places_[o]} * W, lanes, to);
  }
}

} // namespace northline
