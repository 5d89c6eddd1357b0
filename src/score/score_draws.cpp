#include "score/score_draws.hpp"

#include "facts/sum.hpp"

#include <algorithm>

namespace northline {

// What facts and dimensions read of the attributes that may be ranges; a test changes all others and finds
// the same score.
bool scored_attribute(Kind kind, std::string_view a) {
  switch (kind) {
  case Kind::goal:
    return a == "lag" || a == "reach_needed";
  case Kind::program:
    return a == "duration";
  case Kind::activity:
    return a == "hours_each";
  case Kind::resource:
    return a == "capacity" || a == "committed" || a == "slack";
  default:
    return false;
  }
}
bool scored_attribute(Relation relation, std::string_view a) {
  switch (relation) {
  case Relation::supports:
  case Relation::contributes_to:
    return a == "contribution";
  case Relation::addresses:
  case Relation::uses:
    return a == "degree";
  case Relation::reaches:
  case Relation::present_on:
    return a == "share";
  case Relation::consumes:
    return a == "hours_per_week" || a == "money";
  default:
    return false;
  }
}

namespace {

NumberColumn column_of(const UncertainInput& in) {
  if (in.target == no_element) {
    if (in.attribute == "lag") return NumberColumn::goal_lag;
    if (in.attribute == "reach_needed") return NumberColumn::goal_reach_needed;
    if (in.attribute == "duration") return NumberColumn::program_duration;
    if (in.attribute == "hours_each") return NumberColumn::activity_hours_each;
    if (in.attribute == "capacity") return NumberColumn::resource_capacity;
    return in.attribute == "committed" ? NumberColumn::resource_committed : NumberColumn::resource_slack;
  }
  switch (in.relation) {
  case Relation::supports:
    return NumberColumn::supports;
  case Relation::contributes_to:
    return NumberColumn::contributes_to;
  case Relation::addresses:
    return NumberColumn::addresses;
  case Relation::uses:
    return NumberColumn::uses;
  case Relation::reaches:
    return NumberColumn::reaches;
  case Relation::present_on:
    return NumberColumn::present_on;
  default:
    return in.attribute == "money" ? NumberColumn::consumes_money : NumberColumn::consumes_hours;
  }
}

struct Asked {
  double money, hours;
};

/// The totals of aligned_spend, without what the money and the hours serve.
Asked asked(const View& view) {
  const Presence present(view);
  const GoalGraph goals(view, present, {});
  const WorkUnits work(view, present, goals, {});
  const Load load(view, present, work, {}, {});
  Sum money, hours;
  for (const Demand& d : load.demands()) {
    if (known(d.money) && d.money != 0) money.add(d.money);
    if (d.dated() && known(d.hours) && d.hours != 0) hours.add(d.total_hours());
  }
  return {money.value(), hours.value()};
}

/// Ranges of a snapshot that is ours alone and was copied to be written to; all others never change.
std::vector<Special>& ranges_of(Snapshot& s) { return const_cast<std::vector<Special>&>(s.specials()); }

} // namespace

View with_drawn(const View& view, std::span<const UncertainInput> inputs, std::span<const double> values) {
  const auto copy = std::make_shared<Snapshot>(view.base());
  auto& ranges = ranges_of(*copy);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i].special == UncertainInput::no_input) continue;
    Special& s = ranges[inputs[i].special];
    s.low = s.likely = s.high = values[i];
  }
  return View(copy);
}

ScoreModel::ScoreModel(const View& view, std::span<const UncertainInput> inputs, const ScoreOptions& options,
                       const ScoreResult& base)
    : view_(view), all_(inputs), options_(options), base_(base) {
  options_.progress = nullptr;
  const Numbers numbers(view);
  for (std::uint32_t i = 0; i < inputs.size(); ++i) {
    const UncertainInput& in = inputs[i];
    if (!in.scored) continue;
    read_.push_back(i);
    const NumberColumn column = column_of(in);
    numbers_.push_back(in.target == no_element ? numbers.of(column, in.element)
                                               : numbers.of(column, Edge{&view.base(), in.relation, in.edge,
                                                                         in.element, in.target}));
  }
  if (read_.empty()) return;
  traces_.push_back(record(view));
  find_totals(view);
}

Trace ScoreModel::record(const View& view) const {
  TraceOptions o;
  o.score = options_;
  o.bounds = false;
  return record_trace(view, numbers_, o);
}

void ScoreModel::find_totals(const View& view) {
  const auto copy = std::make_shared<Snapshot>(view.base());
  const View own(copy);
  for (std::size_t row = 0; row < read_.size(); ++row) {
    options_.cancel.check();
    const UncertainInput& in = all_[read_[row]];
    switch (column_of(in)) {
    case NumberColumn::uses: {
      // Degrees share out what the channel itself takes; without that they do not matter here.
      bool takes = false;
      if (view.is(in.target, Kind::channel))
        for ([[maybe_unused]] const Edge& e : view.out(in.target, Relation::consumes)) takes = true;
      if (takes) curved_.push_back(row);
      break;
    }
    case NumberColumn::program_duration: // days are counted whole
      curved_.push_back(row);
      break;
    case NumberColumn::consumes_money:
    case NumberColumn::consumes_hours:
    case NumberColumn::activity_hours_each: {
      Special& s = ranges_of(*copy)[in.special];
      const Special kept = s;
      s.likely = in.low;
      const Asked low = asked(own);
      s.likely = in.high;
      const Asked high = asked(own);
      s = kept;
      const double width = in.high - in.low;
      slopes_.push_back({row, in.likely, (high.money - low.money) / width, (high.hours - low.hours) / width});
      break;
    }
    default:
      break;
    }
  }
}

void ScoreModel::learn(const double* x, std::size_t count) {
  if (read_.empty()) return;
  // Draws that no recording fits yet, until few are left or there are many recordings.
  constexpr std::size_t most = 48;
  std::vector<std::uint32_t> open(count), still_open;
  for (std::uint32_t k = 0; k < count; ++k) open[k] = k;
  std::vector<std::size_t> fitting;
  std::vector<double> gathered, results;
  std::vector<std::uint8_t> held;
  ScoreDraws draws(*this);
  for (std::size_t t = 0;; ++t) {
    options_.cancel.check();
    const std::size_t n = open.size();
    gathered.resize(read_.size() * n);
    for (std::size_t row = 0; row < read_.size(); ++row)
      for (std::size_t k = 0; k < n; ++k) gathered[row * n + k] = x[row * count + open[k]];
    results.resize(traces_[t].outputs().size() * n);
    held.resize(n);
    Replayer(traces_[t]).run(gathered.data(), n, n, results.data(), held.data());
    still_open.clear();
    for (std::size_t k = 0; k < n; ++k)
      if (!held[k]) still_open.push_back(open[k]);
    fitting.push_back(n - still_open.size());
    open.swap(still_open);
    if (open.empty() || traces_.size() == most) break;
    draws.set(x, count, open.front());
    traces_.push_back(record(*draws.view_));
  }
  // One that fits two draws in a thousand costs more than it saves. The first draws of the others come first.
  std::vector<std::size_t> order;
  for (std::size_t t = 0; t < traces_.size(); ++t)
    if (fitting[t] * 200 >= count) order.push_back(t);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return fitting[a] > fitting[b]; });
  std::vector<Trace> kept;
  for (const std::size_t t : order) kept.push_back(std::move(traces_[t]));
  traces_ = std::move(kept);
}

ScoreDraws::ScoreDraws(const ScoreModel& model) : model_(&model) {
  for (const Trace& t : model.traces_) replayers_.emplace_back(t);
}

void ScoreDraws::set(const double* x, std::size_t stride, std::size_t k) {
  if (!snapshot_) {
    snapshot_ = std::make_shared<Snapshot>(model_->view_.base());
    view_.emplace(snapshot_);
  }
  auto& ranges = ranges_of(*snapshot_);
  for (std::size_t row = 0; row < model_->read_.size(); ++row) {
    Special& s = ranges[model_->all_[model_->read_[row]].special];
    s.low = s.likely = s.high = x[row * stride + k];
  }
}

void ScoreDraws::run(const double* x, std::size_t n, const std::uint8_t* same, const ScoreColumns& out) {
  scores(x, n, same, out);
  totals(x, n, out);
}

void ScoreDraws::scores(const double* x, std::size_t n, const std::uint8_t* same, const ScoreColumns& out) {
  const std::size_t rows = model_->read_.size();
  const ScoreResult& base = model_->base_;
  open_.clear();
  for (std::uint32_t k = 0; k < n; ++k) {
    if (!same || !same[k]) {
      open_.push_back(k);
      continue;
    }
    out.overall[k] = base.overall.score;
    for (std::size_t g = 0; g < base.goals.size(); ++g) out.goals[g][k] = base.goals[g].score.score;
  }
  held_.resize(block);
  for (std::size_t t = 0; t < replayers_.size() && !open_.empty(); ++t) {
    const Trace& trace = model_->traces_[t];
    const std::size_t m = open_.size(), results = trace.outputs().size();
    results_.resize(std::max(results_.size(), results * block));
    const double* from = x;
    if (m != n) { // what is left stands together
      gathered_.resize(rows * block);
      for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t i = 0; i < m; ++i) gathered_[row * block + i] = x[row * block + open_[i]];
      from = gathered_.data();
    }
    replayers_[t].run(from, block, m, results_.data(), held_.data());
    still_open_.clear();
    for (std::size_t i = 0; i < m; ++i)
      if (!held_[i]) still_open_.push_back(open_[i]);
    // Recordings have the overall score first, then the goals in the order of the result.
    for (std::size_t o = 0; o < results; ++o) {
      double* to = o == 0 ? out.overall : out.goals[o - 1];
      const double* result = results_.data() + o * block;
      if (m == n && still_open_.empty())
        std::copy(result, result + n, to);
      else
        for (std::size_t i = 0; i < m; ++i)
          if (held_[i]) to[open_[i]] = result[i];
    }
    open_.swap(still_open_);
  }
  for (const std::uint32_t k : open_) {
    set(x, block, k);
    const ScoreResult r = score(*view_, model_->options_);
    out.overall[k] = r.overall.score;
    for (std::size_t g = 0; g < r.goals.size(); ++g) out.goals[g][k] = r.goals[g].score.score;
  }
}

void ScoreDraws::totals(const double* x, std::size_t n, const ScoreColumns& out) {
  const ScoreResult& base = model_->base_;
  if (!model_->curved_.empty()) {
    for (std::size_t k = 0; k < n; ++k) {
      set(x, block, k);
      const Asked a = asked(*view_);
      out.money[k] = a.money;
      out.hours[k] = a.hours;
    }
    return;
  }
  std::fill(out.money, out.money + n, base.money.total);
  std::fill(out.hours, out.hours + n, base.hours.total);
  for (const ScoreModel::Slope& s : model_->slopes_) {
    const double* row = x + s.row * block;
    if (s.money != 0)
      for (std::size_t k = 0; k < n; ++k) out.money[k] += s.money * (row[k] - s.likely);
    if (s.hours != 0)
      for (std::size_t k = 0; k < n; ++k) out.hours[k] += s.hours * (row[k] - s.likely);
  }
}

} // namespace northline
