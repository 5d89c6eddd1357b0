#include "score/uncertainty.hpp"

#include "base/exact_sum.hpp"
#include "base/json_text.hpp"
#include "facts/rows.hpp"
#include "facts/sum.hpp"
#include "io/json_reader.hpp"
#include "io/json_writer.hpp"
#include "score/amounts.hpp"
#include "score/evaluation_draws.hpp"
#include "score/score_draws.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <fmt/format.h>
#include <map>
#include <thread>

namespace northline {

std::string_view name_of(UncertainResult r) {
  constexpr std::string_view names[] = {"evaluation", "alignment",   "money_asked", "money_there",
                                        "money_left", "hours_asked", "hours_there", "hours_left",
                                        "benefits",   "risks"};
  return names[static_cast<unsigned>(r)];
}

namespace {

constexpr std::uint32_t no_input = UncertainInput::no_input;
constexpr std::size_t block = EvaluationDraws::block;
constexpr std::size_t constant = std::numeric_limits<std::size_t>::max();
constexpr double satisfied_enough = 50; ///< level of an evaluation that nobody named

using R = UncertainResult;

/// Calls f(worker, item) for every item, on so many threads; every item is taken by whoever is free. The
/// first exception ends it.
template <class F> void share_out(std::size_t threads, std::size_t items, F&& f) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> stop{false};
  std::vector<std::exception_ptr> failures(std::max<std::size_t>(threads, 1));
  const auto work = [&](std::size_t worker) {
    try {
      for (std::size_t i; !stop.load(std::memory_order_relaxed) && (i = next.fetch_add(1)) < items;)
        f(worker, i);
    } catch (...) {
      failures[worker] = std::current_exception();
      stop.store(true, std::memory_order_relaxed);
    }
  };
  std::vector<std::thread> helpers;
#if !defined(__EMSCRIPTEN__) || defined(__EMSCRIPTEN_PTHREADS__)
  for (std::size_t w = 1; w < std::min(threads, items); ++w) {
    try {
      helpers.emplace_back(work, w);
    } catch (...) {
      break; // no more threads to be had: those there are do the work
    }
  }
#endif
  work(0);
  for (std::thread& t : helpers) t.join();
  for (const std::exception_ptr& e : failures)
    if (e) std::rethrow_exception(e);
}

/// Equal but for rounding: what recordings compute differs from the plain score in the last digits.
bool alike(double a, double b) { return std::fabs(a - b) <= 1e-12 * std::max(1.0, std::fabs(a)); }

/// Sum of n products in four lanes, always the same ones.
double dot(const double* a, const double* b, std::size_t n) {
  double s[4] = {0, 0, 0, 0};
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4)
    for (std::size_t l = 0; l < 4; ++l) s[l] += a[i + l] * b[i + l];
  for (; i < n; ++i) s[0] += a[i] * b[i];
  return (s[0] + s[1]) + (s[2] + s[3]);
}
double total(const double* a, std::size_t n) {
  double s[4] = {0, 0, 0, 0};
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4)
    for (std::size_t l = 0; l < 4; ++l) s[l] += a[i + l];
  for (; i < n; ++i) s[0] += a[i];
  return (s[0] + s[1]) + (s[2] + s[3]);
}

/// A number of the document that may be an input.
struct Amount {
  double value = 0;
  std::uint32_t input = no_input;
  double at(const double* const* inputs, std::size_t k) const {
    return input == no_input ? value : inputs[input][k];
  }
};

class Simulator {
public:
  Simulator(const View& given, const SimulationOptions& o)
      : o_(o), evaluation_(evaluate(flat(given), evaluation_options(o))), r_{evaluation_.view,
                                                                             evaluation_.scenario.name,
                                                                             evaluation_.scenario.title,
                                                                             o.draws,
                                                                             o.seed,
                                                                             {},
                                                                             {},
                                                                             0,
                                                                             nullptr},
        view_(r_.view), present_(view_) {
    if (o.draws < 1)
      throw Error(Status::invalid_argument, "A simulation takes at least 1 draw; 10000 are usual.");
    score_options_.as_of = o.as_of;
    score_options_.cancel = o.cancel;
    score_ = score(view_, score_options_);
    r_.inputs = uncertain_inputs(view_);
  }

  Simulation run() {
    find_inputs();
    find_contributions();
    find_amounts();
    list_outputs();
    set_levels();
    check_memory();
    learn();
    for (std::size_t t = 0; t < threads(); ++t) workers_.emplace_back(*this);
    tornado();
    draws();
    statistics();
    correlations();
    return std::move(r_);
  }

private:
  /// One snapshot without changes on top, so that ranges can be set.
  static View flat(const View& v) {
    if (!v.overlay()) return v;
    return View(read_json(Text::make(write_json(v, {true, true}))));
  }
  static EvaluationOptions evaluation_options(const SimulationOptions& o) {
    EvaluationOptions e;
    e.scenario = o.scenario;
    e.as_of = o.as_of;
    e.cancel = o.cancel;
    return e;
  }
  std::size_t threads() const {
    return std::max<std::size_t>(1, std::min<std::size_t>(o_.threads, (o_.draws + block - 1) / block));
  }

  // ---- what is uncertain, and what depends on it ----

  void find_inputs() {
    for (std::uint32_t i = 0; i < r_.inputs.size(); ++i) {
      UncertainInput& in = r_.inputs[i];
      if (in.shape == Shape::occurrence) {
        occurrences_[{in.element, in.target}] = i;
        continue;
      }
      if (in.target == no_element) {
        in.scored = scored_attribute(view_.kind(in.element), in.attribute);
        attributes_[{in.element, in.attribute}] = i;
      } else {
        in.scored = scored_attribute(in.relation, in.attribute);
        if (in.attribute == "contribution") sizes_[{in.element, in.target}] = i;
      }
      in.used = in.scored;
      any_scored_ = any_scored_ || in.scored;
    }
  }
  void find_contributions() {
    const EvaluationOrder& order = *evaluation_.order;
    std::vector<double> values(order.size());
    for (std::uint32_t p = 0; p < order.size(); ++p) {
      const Evaluated* e = evaluation_.find(order.at(p));
      values[p] = e ? e->value : unknown_number;
    }
    std::vector<EvaluationDraws::Varying> varying;
    order.each_node([&](const EvaluationOrder::Node& n) {
      for (std::uint32_t k = n.contributions; k < n.contributions_end; ++k) {
        const std::pair<Element, Element> link{order.at(order.contribution_sources()[k]),
                                               order.at(n.position)};
        const auto size = sizes_.find(link);
        const auto occurs = occurrences_.find(link);
        if (size == sizes_.end() && occurs == occurrences_.end()) continue;
        varying.push_back({k, size == sizes_.end() ? no_input : size->second,
                           occurs == occurrences_.end() ? no_input : occurs->second});
        if (size != sizes_.end()) r_.inputs[size->second].used = true;
        if (occurs != occurrences_.end()) r_.inputs[occurs->second].used = true;
      }
    });
    evaluations_.emplace(order, values, evaluation_.parameters.tolerance, std::move(varying));
  }

  Amount amount(Element e, std::string_view attribute, double value) {
    const auto at = attributes_.find({e, std::string(attribute)});
    if (at == attributes_.end()) return {value, no_input};
    r_.inputs[at->second].used = true;
    return {value, at->second};
  }

  void find_amounts() {
    const ElementOf<Kind::strategy> root{root_element};
    const Date start = view_.get(field::strategy::start, root), end = view_.get(field::strategy::end, root);
    weeks_ = start.known() && end.known() && !(end < start) ? (end - start + 1) / 7.0 : unknown_number;
    for (const bool money : {true, false})
      if (money || known(weeks_))
        each_capacity(view_, present_, money, [&](ElementOf<Kind::resource> e) {
          (money ? budgets_ : workers_there_)
              .push_back({amount(e, "capacity", view_.get(field::resource::capacity, e).point()),
                          amount(e, "committed", view_.get(field::resource::committed, e).point_or(0))});
        });
    each_benefit(view_, present_, [&](ElementOf<Kind::benefit> e) {
      benefits_.push_back({amount(e, "value", view_.get(field::benefit::value, e).point()),
                           view_.get(field::benefit::beneficiary, e)});
    });
    each_risk(view_, present_, [&](ElementOf<Kind::risk> e) {
      const Quantity impact = view_.get(field::risk::impact, e);
      if (!view_.get(field::risk::probability, e).known()) {
        ++r_.left_out;
        return;
      }
      Amount occurs{1, no_input};
      if (const auto at = occurrences_.find({e, no_element}); at != occurrences_.end()) {
        occurs.input = at->second;
        UncertainInput& in = r_.inputs[at->second];
        in.used = true;
        if (in.drawn_probability != no_input) r_.inputs[in.drawn_probability].used = true;
      }
      risks_.push_back({amount(e, "impact", impact.point()), occurs});
    });
  }

  // ---- the list of results ----

  UncertainOutput& add(R kind, Element e, std::string key, double likely, bool varies) {
    UncertainOutput o;
    o.kind = kind;
    o.element = e;
    o.key = std::move(key);
    o.likely = likely;
    if (varies) {
      o.column = columns_++;
      column_output_.push_back(r_.outputs.size());
    }
    r_.outputs.push_back(std::move(o));
    return r_.outputs.back();
  }
  template <class List> static bool varies(const List& list) {
    for (const auto& x : list)
      if (x.varies()) return true;
    return false;
  }

  void list_outputs() {
    const EvaluationOrder& order = *evaluation_.order;
    for (const Kind kind : {Kind::vision, Kind::mission, Kind::goal})
      view_.each(kind, [&](Element e) {
        const std::uint32_t p = order.position(e);
        const Evaluated* x = evaluation_.find(e);
        if (p == no_element || !x) return;
        const bool moves = evaluations_->moves(p);
        if (moves) evaluated_.push_back({p, columns_});
        add(R::evaluation, e, "evaluation:" + std::string(view_.id(e)), x->value, moves).level =
            satisfied_enough;
      });
    const double sound_at = score_parameters(view_).sound_at;
    score_column_ = columns_;
    if (!score_.goals.empty()) {
      add(R::alignment, no_element, "alignment", score_.overall.score, any_scored_).level = sound_at;
      for (const GoalScore& g : score_.goals)
        add(R::alignment, g.goal, "alignment:" + std::string(view_.id(g.goal)), g.score.score, any_scored_)
            .level = sound_at;
    }
    const auto resources = [&](R asked, std::string_view name, double likely, const auto& there,
                               double factor, std::size_t& column) {
      column = columns_;
      add(asked, no_element, fmt::format("{}:asked", name), likely, any_scored_);
      if (there.empty()) return;
      double have = 0;
      {
        Sum sum;
        for (const auto& c : there) sum.add(c.likely());
        have = sum.value() * factor;
      }
      const auto next = [](R r) { return static_cast<R>(static_cast<unsigned>(r) + 1); };
      const bool moves = varies(there);
      add(next(asked), no_element, fmt::format("{}:there", name), have, moves);
      add(next(next(asked)), no_element, fmt::format("{}:left", name), have - likely, any_scored_ || moves)
          .level = 0;
    };
    resources(R::money_asked, "money", score_.money.total, budgets_, 1, money_column_);
    resources(R::hours_asked, "hours", score_.hours.total, workers_there_, weeks_, hours_column_);
    const auto benefits = [&](choice::beneficiary who, std::string key) {
      Sum sum;
      bool moves = false;
      for (const Benefit& b : benefits_)
        if (who == choice::beneficiary::absent || b.who == who) {
          moves = moves || b.value.input != no_input;
          sum.add(b.value.value);
        }
      // What one sort gains is told only where there is another besides.
      if (sum.count() == 0 || (who != choice::beneficiary::absent && sum.count() == benefits_.size())) return;
      if (moves) benefit_columns_.push_back({who, columns_});
      UncertainOutput& o = add(R::benefits, no_element, std::move(key), sum.value(), moves);
      o.who = who;
      o.level = o.likely;
    };
    benefits(choice::beneficiary::absent, "benefits");
    benefits(choice::beneficiary::company, "benefits:company");
    benefits(choice::beneficiary::customer, "benefits:customer");
    benefits(choice::beneficiary::partner, "benefits:partner");
    if (!risks_.empty()) {
      Sum sum;
      for (const RiskCost& x : risks_)
        sum.add(x.impact.value * (x.occurs.input == no_input ? 1 : r_.inputs[x.occurs.input].likely));
      risk_column_ = columns_;
      add(R::risks, no_element, "risks", sum.value(), varies(risks_));
    }
  }

  void set_levels() {
    for (const auto& [key, value] : o_.levels) {
      UncertainOutput* found = nullptr;
      for (UncertainOutput& o : r_.outputs)
        if (o.key == key) found = &o;
      for (UncertainOutput& o : r_.outputs)
        if (!found && o.kind == R::evaluation && view_.id(o.element) == key) found = &o;
      if (!found)
        throw Error(Status::not_found,
                    fmt::format("There is no result \"{}\" to reach a level. Results are the id of a goal, "
                                "mission or vision (its evaluation), alignment, alignment:ID, money:asked, "
                                "money:there, money:left, hours:asked, hours:there, hours:left, benefits and "
                                "risks, where the document has them.",
                                key));
      if (!std::isfinite(value))
        throw Error(Status::invalid_argument,
                    fmt::format("The level of \"{}\" has to be a number that is not infinite.", key));
      found->level = value;
    }
  }

  void check_memory() const {
    std::uint64_t inputs = 0;
    for (const UncertainInput& i : r_.inputs) inputs += i.used;
    const std::uint64_t each_worker = (inputs + columns_) * block + evaluations_->space();
    const std::uint64_t fixed = sizeof(double) * threads() * each_worker;
    // The draws, one copy of a column for each thread that looks for percentiles, and sums by block.
    const std::uint64_t each_draw = sizeof(double) * (columns_ + threads()) +
                                    sizeof(double) * (columns_ * (o_.bars + 1) + 2 * inputs) / block + 1;
    if (fixed <= o_.memory && o_.draws <= (o_.memory - fixed) / each_draw) return;
    const std::uint64_t fit = fixed < o_.memory ? (o_.memory - fixed) / each_draw : 0;
    throw Error(Status::limit,
                fmt::format("{} draws of {} results that vary would take more than {} MiB of memory; {}.",
                            o_.draws, columns_, o_.memory >> 20,
                            fit ? fmt::format("{} draws fit", fit)
                                : std::string("so many uncertain numbers need a higher limit")));
  }

  /// Has the score recorded where the first draws lead, however many are wanted: a draw's digits are then the
  /// same in every simulation.
  void learn() {
    model_.emplace(view_, r_.inputs, score_options_, score_);
    const auto rows = model_->inputs();
    constexpr std::size_t first = 1024;
    std::vector<double> x(rows.size() * first);
    for (std::size_t row = 0; row < rows.size(); ++row)
      draw(r_.inputs[rows[row]], rows[row], o_.seed, 0, first, nullptr, x.data() + row * first);
    model_->learn(x.data(), first);
  }

  // ---- one block of draws ----

  /// What one thread works with.
  struct Worker {
    explicit Worker(const Simulator& s)
        : scores(*s.model_), inputs(s.r_.inputs.size(), nullptr), space(s.evaluations_->space()),
          results(s.columns_ * block), goals(s.score_.goals.size()) {
      std::size_t used = 0;
      for (const UncertainInput& i : s.r_.inputs) used += i.used;
      drawn.resize(used * block);
      // What the score reads stands together, as it wants it.
      double* next = drawn.data();
      for (const bool scored : {true, false})
        for (std::size_t i = 0; i < inputs.size(); ++i)
          if (s.r_.inputs[i].used && s.r_.inputs[i].scored == scored) {
            inputs[i] = next;
            next += block;
          }
      s.evaluations_->prepare(space.data());
      if (s.any_scored_) {
        double* at = results.data() + s.score_column_ * block;
        if (!goals.empty()) overall = at;
        for (double*& g : goals) g = at += block;
      }
      if (!overall) {
        unread.resize(block);
        overall = unread.data();
      }
    }
    double* column(std::size_t c) { return results.data() + c * block; }

    ScoreDraws scores;
    std::vector<double> drawn;
    std::vector<double*> inputs; ///< by input; null: not used
    std::vector<double> space, results, unread;
    std::vector<double*> goals;
    double* overall = nullptr;
    std::vector<double> copy;
  };

  /// The results for n sets of inputs; `same` marks those that score as the document does.
  void compute(Worker& w, std::size_t n, const std::uint8_t* same) const {
    const double* const* inputs = w.inputs.data();
    evaluations_->run(w.space.data(), inputs, n);
    for (const auto& [position, column] : evaluated_) {
      const double* from = evaluations_->values(w.space.data(), position);
      std::copy(from, from + n, w.column(column));
    }
    if (any_scored_)
      w.scores.run(w.drawn.data(), n, same,
                   {w.goals, w.overall, w.column(money_column_), w.column(hours_column_)});
    resources(w, n, money_column_, score_.money.total, budgets_, 1);
    resources(w, n, hours_column_, score_.hours.total, workers_there_, weeks_);
    for (const auto& [who, column] : benefit_columns_)
      for (std::size_t k = 0; k < n; ++k) {
        Sum sum;
        for (const Benefit& b : benefits_)
          if (who == choice::beneficiary::absent || b.who == who) sum.add(b.value.at(inputs, k));
        w.column(column)[k] = sum.value();
      }
    if (!risks_.empty() && varies(risks_))
      for (std::size_t k = 0; k < n; ++k) {
        Sum sum;
        for (const RiskCost& x : risks_) sum.add(x.impact.at(inputs, k) * x.occurs.at(inputs, k));
        w.column(risk_column_)[k] = sum.value();
      }
  }
  template <class List>
  void resources(Worker& w, std::size_t n, std::size_t column, double asked, const List& there,
                 double factor) const {
    if (there.empty()) return;
    const bool moves = varies(there);
    if (!moves && !any_scored_) return;
    const double* takes = any_scored_ ? w.column(column++) : nullptr;
    double* have = moves ? w.column(column++) : nullptr;
    double* left = w.column(column);
    for (std::size_t k = 0; k < n; ++k) {
      Sum sum;
      for (const auto& c : there) sum.add(c.at(w.inputs.data(), k));
      const double h = sum.value() * factor;
      if (have) have[k] = h;
      left[k] = h - (takes ? takes[k] : asked);
    }
  }

  // ---- tornado ----

  void set_likely(Worker& w) const {
    for (std::size_t i = 0; i < w.inputs.size(); ++i)
      if (w.inputs[i]) std::fill(w.inputs[i], w.inputs[i] + block, r_.inputs[i].likely);
  }

  /// Two sets for each input: it alone at its 10th and at its 90th percentile.
  void tornado() {
    if (columns_ == 0 || o_.bars == 0) return;
    std::vector<std::uint32_t> used;
    for (std::uint32_t i = 0; i < r_.inputs.size(); ++i)
      // A probability that is drawn moves nothing while what it is the probability of counts as certain.
      if (r_.inputs[i].used) used.push_back(i);
    const std::size_t at_once = block / 2, groups = (used.size() + at_once - 1) / at_once;
    std::vector<std::vector<TornadoBar>> bars(columns_ * groups);
    share_out(threads(), groups, [&](std::size_t worker, std::size_t group) {
      o_.cancel.check();
      Worker& w = workers_[worker];
      const std::size_t from = group * at_once, n = std::min(at_once, used.size() - from);
      set_likely(w);
      std::vector<std::uint8_t> same(block, 1);
      for (std::size_t k = 0; k < n; ++k) {
        const UncertainInput& in = r_.inputs[used[from + k]];
        double* x = w.inputs[used[from + k]];
        const bool occurs = in.shape == Shape::occurrence;
        x[2 * k] = occurs ? 0 : quantile(in, 0.1);
        x[2 * k + 1] = occurs ? 1 : quantile(in, 0.9);
        same[2 * k] = same[2 * k + 1] = !in.scored;
      }
      compute(w, 2 * n, same.data());
      for (std::size_t c = 0; c < columns_; ++c)
        for (std::size_t k = 0; k < n; ++k) {
          const double low = w.column(c)[2 * k] + 0, high = w.column(c)[2 * k + 1] + 0;
          if (!alike(low, high) && known(low) && known(high))
            bars[c * groups + group].push_back({used[from + k], low, high, unknown_number});
        }
    });
    for (std::size_t c = 0; c < columns_; ++c) {
      std::vector<TornadoBar>& list = r_.outputs[column_output_[c]].tornado;
      for (std::size_t g = 0; g < groups; ++g)
        list.insert(list.end(), bars[c * groups + g].begin(), bars[c * groups + g].end());
      std::stable_sort(list.begin(), list.end(), [](const TornadoBar& a, const TornadoBar& b) {
        return std::fabs(a.swing()) > std::fabs(b.swing());
      });
      if (list.size() > o_.bars) list.resize(o_.bars);
    }
  }

  // ---- drawing ----

  void draws() {
    // Each pair of a result and an input that moves it, for the sums that a correlation is made of.
    for (std::size_t c = 0; c < columns_; ++c)
      for (const TornadoBar& b : r_.outputs[column_output_[c]].tornado) {
        pairs_.push_back({c, b.input});
        moved_by_.push_back(b.input);
      }
    std::sort(moved_by_.begin(), moved_by_.end());
    moved_by_.erase(std::unique(moved_by_.begin(), moved_by_.end()), moved_by_.end());
    sums_per_block_ = pairs_.size() + columns_ + 2 * moved_by_.size();

    const std::size_t blocks = columns_ ? static_cast<std::size_t>((o_.draws + block - 1) / block) : 0;
    // Not cleared: every draw is written below, and there by the thread that makes it.
    const std::shared_ptr<double[]> drawn(new double[columns_ * o_.draws]);
    sums_.resize(blocks * sums_per_block_);
    if (o_.progress) o_.progress->start(o_.draws);
    share_out(threads(), blocks, [&](std::size_t worker, std::size_t b) {
      o_.cancel.check();
      const std::uint64_t first = std::uint64_t{b} * block;
      if (o_.progress && worker == 0) o_.progress->reach(first);
      const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(block, o_.draws - first));
      Worker& w = workers_[worker];
      for (std::uint32_t i = 0; i < w.inputs.size(); ++i)
        if (w.inputs[i]) {
          const std::uint32_t p = r_.inputs[i].drawn_probability;
          draw(r_.inputs[i], i, o_.seed, first, n, p == no_input ? nullptr : w.inputs[p], w.inputs[i]);
        }
      compute(w, n, nullptr);
      for (std::size_t c = 0; c < columns_; ++c) {
        double* to = drawn.get() + c * o_.draws + first;
        const double* from = w.column(c);
        for (std::size_t k = 0; k < n; ++k) to[k] = from[k] + 0; // no minus before nothing
      }
      sum_block(w, n, sums_.data() + b * sums_per_block_);
    });
    if (o_.progress) o_.progress->finish();
    r_.drawn = drawn;
  }

  /// Sums are taken of differences from a middle, so that little is lost where a range is narrow.
  double middle_of_input(std::uint32_t i) const {
    const UncertainInput& in = r_.inputs[i];
    if (in.shape == Shape::occurrence) return known(in.probability) ? in.probability : 0.5;
    return in.low + (in.high - in.low) / 2;
  }
  double middle_of_column(std::size_t c) const {
    const double x = r_.outputs[column_output_[c]].likely;
    return known(x) ? x : 0;
  }
  void sum_block(Worker& w, std::size_t n, double* out) const {
    for (const std::uint32_t i : moved_by_) {
      const double middle = middle_of_input(i);
      for (std::size_t k = 0; k < n; ++k) w.inputs[i][k] -= middle;
    }
    for (std::size_t c = 0; c < columns_; ++c) {
      const double middle = middle_of_column(c);
      for (std::size_t k = 0; k < n; ++k) w.column(c)[k] -= middle;
    }
    for (const auto& [c, i] : pairs_) *out++ = dot(w.column(c), w.inputs[i], n);
    for (std::size_t c = 0; c < columns_; ++c) *out++ = total(w.column(c), n);
    for (const std::uint32_t i : moved_by_) {
      *out++ = total(w.inputs[i], n);
      *out++ = dot(w.inputs[i], w.inputs[i], n);
    }
  }

  // ---- what came of it ----

  void statistics() {
    const std::size_t n = r_.outputs.size();
    // Percentiles first, which take longest: so no thread is left with the last of them.
    share_out(threads(), 2 * n, [&](std::size_t worker, std::size_t i) {
      o_.cancel.check();
      UncertainOutput& o = r_.outputs[i % n];
      if (o.column == constant) return;
      std::vector<double>& kept = workers_[worker].copy;
      keep_known(r_.drawn.get() + o.column * o_.draws, kept);
      if (i < n)
        rank(o, kept);
      else
        describe(o, kept);
    });
    for (UncertainOutput& o : r_.outputs) {
      if (o.column != constant && alike(o.least, o.greatest) && alike(o.least, o.likely)) o.column = constant;
      if (o.column == constant)
        describe_constant(o);
      else
        o.varies = o.unknown < o_.draws;
    }
  }
  void keep_known(const double* values, std::vector<double>& kept) const {
    kept.clear();
    kept.reserve(o_.draws);
    for (std::uint64_t k = 0; k < o_.draws; ++k)
      if (known(values[k])) kept.push_back(values[k]);
  }
  void describe_constant(UncertainOutput& o) const {
    o.percentiles.fill(unknown_number);
    if (!known(o.likely)) {
      o.unknown = o_.draws;
      return;
    }
    o.mean = o.least = o.greatest = o.likely;
    o.deviation = o.standard_error = 0;
    o.percentiles.fill(o.likely);
    if (known(o.level)) o.reached = o.likely >= o.level ? 1 : 0;
  }
  void describe(UncertainOutput& o, const std::vector<double>& kept) const {
    const std::size_t n = kept.size();
    o.unknown = o_.draws - n;
    if (n == 0) return;
    std::uint64_t reached = 0;
    double least = std::numeric_limits<double>::infinity(), greatest = -least;
    for (const double x : kept) {
      reached += x >= o.level;
      least = x < least ? x : least;
      greatest = x > greatest ? x : greatest;
    }
    o.least = least;
    o.greatest = greatest;
    if (known(o.level)) o.reached = static_cast<double>(reached) / static_cast<double>(n);
    const double pivot = known(o.likely) ? o.likely : least;
    double near[block];
    const auto sum = [&](auto&& f) {
      ExactSum all;
      for (std::size_t from = 0; from < n; from += block) {
        const std::size_t here = std::min(block, n - from);
        for (std::size_t k = 0; k < here; ++k) near[k] = f(kept[from + k]);
        all.add(total(near, here));
      }
      return all.value();
    };
    const double count = static_cast<double>(n);
    o.mean = pivot + sum([&](double x) { return x - pivot; }) / count;
    o.mean = std::min(std::max(o.mean, least), greatest);
    if (n > 1) {
      const double mean = o.mean;
      o.deviation = std::sqrt(sum([&](double x) { return (x - mean) * (x - mean); }) / (count - 1));
      o.standard_error = o.deviation / std::sqrt(count);
    }
  }
  void rank(UncertainOutput& o, std::vector<double>& kept) const {
    const std::size_t n = kept.size();
    o.percentiles.fill(unknown_number);
    if (n == 0) return;
    std::size_t from = 0;
    for (std::size_t i = 0; i < percentile_ranks.size(); ++i) {
      const std::size_t rank = (n * percentile_ranks[i] + 99) / 100 - 1; // n * 95 of 2^60 draws fits
      const auto at = kept.begin() + static_cast<std::ptrdiff_t>(rank);
      if (rank >= from) {
        std::nth_element(kept.begin() + static_cast<std::ptrdiff_t>(from), at, kept.end());
        from = rank + 1;
      }
      o.percentiles[i] = *at;
    }
  }

  void correlations() {
    if (pairs_.empty()) return;
    const std::size_t blocks = sums_.size() / sums_per_block_;
    const auto all = [&](std::size_t at) {
      ExactSum sum;
      for (std::size_t b = 0; b < blocks; ++b) {
        const double x = sums_[b * sums_per_block_ + at];
        if (!std::isfinite(x)) return unknown_number;
        sum.add(x);
      }
      return sum.value();
    };
    const double n = static_cast<double>(o_.draws);
    std::map<std::uint32_t, std::pair<double, double>> inputs; // sum, and sum of squared differences
    for (std::size_t i = 0; i < moved_by_.size(); ++i) {
      const std::size_t at = pairs_.size() + columns_ + 2 * i;
      const double s = all(at);
      inputs[moved_by_[i]] = {s, all(at + 1) - s * s / n};
    }
    std::size_t pair = 0;
    for (std::size_t c = 0; c < columns_; ++c) {
      UncertainOutput& o = r_.outputs[column_output_[c]];
      const double sum = all(pairs_.size() + c);
      for (TornadoBar& b : o.tornado) {
        const auto& [input_sum, squares] = inputs[b.input];
        const double together = all(pair++) - sum * input_sum / n;
        const double both = std::sqrt(squares) * o.deviation * std::sqrt(n - 1);
        if (both > 0 && known(together)) b.correlation = std::min(1.0, std::max(-1.0, together / both));
      }
    }
  }

  struct Capacity {
    Amount capacity, committed;
    bool varies() const { return capacity.input != no_input || committed.input != no_input; }
    double likely() const { return std::max(0.0, capacity.value - committed.value); }
    double at(const double* const* inputs, std::size_t k) const {
      return std::max(0.0, capacity.at(inputs, k) - committed.at(inputs, k));
    }
  };
  struct Benefit {
    Amount value;
    choice::beneficiary who;
  };
  struct RiskCost {
    Amount impact, occurs;
    bool varies() const { return impact.input != no_input || occurs.input != no_input; }
  };

  const SimulationOptions& o_;
  Evaluation evaluation_;
  Simulation r_;
  const View& view_;
  Presence present_;
  ScoreOptions score_options_;
  ScoreResult score_;

  std::map<std::pair<Element, Element>, std::uint32_t> sizes_, occurrences_; ///< inputs by relation
  std::map<std::pair<Element, std::string>, std::uint32_t> attributes_;
  bool any_scored_ = false;
  std::optional<EvaluationDraws> evaluations_;
  std::optional<ScoreModel> model_;
  double weeks_ = unknown_number;
  std::vector<Capacity> budgets_, workers_there_;
  std::vector<Benefit> benefits_;
  std::vector<RiskCost> risks_;

  std::size_t columns_ = 0;
  std::vector<std::size_t> column_output_;                       ///< by column
  std::vector<std::pair<std::uint32_t, std::size_t>> evaluated_; ///< position, column
  std::size_t score_column_ = 0, money_column_ = 0, hours_column_ = 0, risk_column_ = 0;
  std::vector<std::pair<choice::beneficiary, std::size_t>> benefit_columns_;

  std::vector<Worker> workers_;
  std::vector<std::pair<std::size_t, std::uint32_t>> pairs_; ///< column, input
  std::vector<std::uint32_t> moved_by_;
  std::size_t sums_per_block_ = 0;
  std::vector<double> sums_; ///< by block
};

} // namespace

const UncertainOutput* Simulation::find(std::string_view key) const {
  for (const UncertainOutput& o : outputs)
    if (o.key == key) return &o;
  for (const UncertainOutput& o : outputs)
    if (o.kind == UncertainResult::evaluation && view.id(o.element) == key) return &o;
  return nullptr;
}

std::vector<double> Simulation::values_of(const UncertainOutput& o) const {
  if (o.column == constant) return std::vector<double>(draws, o.likely);
  const double* first = drawn.get() + o.column * draws;
  return {first, first + draws};
}

double Simulation::percentile(const UncertainOutput& o, double percent) const {
  if (!(percent > 0 && percent <= 100))
    throw Error(Status::invalid_argument,
                fmt::format("A percentile lies above 0 and at 100 at most; {} does not.", percent));
  std::vector<double> values = values_of(o);
  values.erase(std::remove_if(values.begin(), values.end(), [](double x) { return !known(x); }),
               values.end());
  if (values.empty()) return unknown_number;
  const double n = static_cast<double>(values.size());
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(std::max(1.0, std::ceil(percent * n / 100))) - 1;
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

std::vector<double> Simulation::values_of(std::uint32_t input) const {
  std::vector<double> values(draws), probability;
  const std::uint32_t p = inputs[input].drawn_probability;
  if (p != no_input) probability = values_of(p);
  draw(inputs[input], input, seed, 0, draws, p == no_input ? nullptr : probability.data(), values.data());
  return values;
}

std::pair<std::string, double> level_of(std::string_view written) {
  // Ids may hold a "=", numbers never do.
  const std::size_t equals = written.rfind('=');
  const std::string_view number = equals == std::string_view::npos ? "" : written.substr(equals + 1);
  const bool digits = !number.empty() &&
                      number.find_first_not_of("0123456789+-.eE") == std::string_view::npos &&
                      number.back() >= '0' && number.back() <= '9';
  const double value = digits ? parse_number(number) : unknown_number;
  if (equals == 0 || !std::isfinite(value))
    throw Error(
        Status::invalid_argument,
        fmt::format("A level is written as RESULT=NUMBER, such as grow-trust=60 or alignment=0.7, not "
                    "\"{}\".",
                    written));
  return {std::string(written.substr(0, equals)), value};
}

Simulation simulate(const View& view, const SimulationOptions& options) {
  return Simulator(view, options).run();
}

} // namespace northline
