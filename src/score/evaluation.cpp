#include "score/evaluation.hpp"

#include "base/exact_sum.hpp"
#include "base/json_text.hpp"
#include "facts/rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace northline {

Satisfaction combined(std::span<const std::uint32_t, satisfaction_count> counts);

double indicator_satisfaction(double target, double threshold, double worst, double value) {
  if (target == worst) return value == target ? 100 : -100;
  const double sign = target > worst ? 1 : -1; // from here on more is better
  const double t = sign * target, h = sign * threshold, w = sign * worst, x = sign * value;
  if (x >= t) return 100;
  if (x <= w) return -100;
  if (x >= h) return (x - h) / (t - h) * 100;
  return -(h - x) / (h - w) * 100;
}

namespace {

// ---- indicators -------------------------------------------------------------------------------------------

double number_member(Raw r, std::size_t at, std::string_view name) {
  const std::size_t v = json::find_member(r.text, at, name);
  if (v == std::string_view::npos) return unknown_number;
  return json::number_at(r.text, v);
}
Date date_member(Raw r, std::size_t at, std::string_view name) {
  const std::size_t v = json::find_member(r.text, at, name);
  if (v == std::string_view::npos || r.text[v] != '"') return {};
  return parse_date(json::raw_string(r.text, v));
}

/// The value seen last, not after the day.
double last_seen(Raw observations, Date as_of, std::size_t& place) {
  double value = unknown_number;
  std::size_t at = 0;
  std::int64_t best = std::numeric_limits<std::int64_t>::min();
  if (!observations.known() || observations.text[observations.at] != '[') return value;
  for (json::Walker w(observations.text, observations.at); w.next(); ++at) {
    if (observations.text[w.value_at()] != '{') continue;
    Date d = date_member(observations, w.value_at(), "end");
    if (!d.known()) d = date_member(observations, w.value_at(), "date");
    if (!d.known()) d = date_member(observations, w.value_at(), "start");
    if (d.known() && as_of.known() && as_of < d) continue;
    const std::int64_t key = d.known() ? d.days : best;
    const double x = number_member(observations, w.value_at(), "value");
    if (!known(x) || key < best) continue;
    best = key;
    value = x;
    place = at;
  }
  return value;
}

struct Aim {
  double target = unknown_number, threshold = unknown_number, worst = unknown_number;
  std::size_t place = 0;
};

/// The target that is due on the day, if one was named; else the next one that is due; else the last.
Aim aim_of(Raw targets, Date named, Date as_of) {
  Aim chosen;
  constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
  std::int64_t chosen_due = 0;
  bool chosen_open = false, any = false;
  std::size_t at = 0;
  if (!targets.known() || targets.text[targets.at] != '[') return chosen;
  for (json::Walker w(targets.text, targets.at); w.next(); ++at) {
    if (targets.text[w.value_at()] != '{') continue;
    const double value = number_member(targets, w.value_at(), "value");
    if (!known(value)) continue;
    const Date due = date_member(targets, w.value_at(), "due");
    if (named.known() && !(due.known() && due.days == named.days)) continue;
    const std::int64_t day = due.known() ? due.days : never;
    const bool open = as_of.known() && day >= as_of.days;
    const bool better = !any || (open && !chosen_open) ||
                        (open == chosen_open && (open ? day < chosen_due : day > chosen_due));
    if (!better) continue;
    any = true;
    chosen_open = open;
    chosen_due = day;
    chosen = {value, number_member(targets, w.value_at(), "threshold"),
              number_member(targets, w.value_at(), "worst"), at};
  }
  return chosen;
}

double metric_value(const View& view, Element metric, Date due, Date as_of, const EvaluationParameters& p,
                    EvaluationMode mode) {
  return metric_reading(view, metric, due, as_of, p, mode).value;
}

/// Mean by weight; equal where nobody gave one, the mean of the given where only some did.
class WeightedMean {
public:
  void add(double value, double weight) { items_.push_back({value, weight}); }
  bool empty() const { return items_.empty(); }
  double value() const {
    ExactSum given;
    std::size_t count = 0;
    for (const auto& [x, w] : items_)
      if (known(w)) {
        given.add(w);
        ++count;
      }
    const double usual = count ? given.value() / static_cast<double>(count) : 1;
    ExactSum top, bottom;
    for (const auto& [x, w] : items_) {
      const double weight = known(w) ? w : usual;
      if (weight == 0) continue;
      if (!known(x)) return unknown_number;
      top.add(x * weight);
      bottom.add(weight);
    }
    return bottom.value() > 0 ? top.value() / bottom.value() : unknown_number;
  }

private:
  std::vector<std::pair<double, double>> items_;
};

// ---- the whole
// ----------------------------------------------------------------------------------------------

class Evaluator {
public:
  Evaluator(const View& given, const EvaluationOptions& o)
      : o_(o), r_{o.changed ? given : scenario_view(given, o.scenario, o.cancel),
                  {},
                  o.mode,
                  o.algorithm,
                  {},
                  {},
                  {},
                  {},
                  {},
                  nullptr,
                  false},
        view_(r_.view), n_(view_.size()) {
    r_.parameters = evaluation_parameters(view_);
    if (r_.parameters.positive && native())
      throw Error(
          Status::configuration,
          "The document asks for the scale 0..100, which only --mode compatible knows; the native mode "
          "runs from -100 to 100.",
          "/scoring/evaluation/scale", 0, 0, 0);
    r_.scenario = scenario(given, view_, o.scenario, r_.parameters);
    as_of_ = o.as_of.known() ? o.as_of
                             : view_.get(field::strategy::as_of, ElementOf<Kind::strategy>{root_element});
    r_.as_of = as_of_;
  }

  Evaluation run() {
    starts();
    r_.order = std::make_shared<const EvaluationOrder>(view_, fixed_, r_.parameters, o_.cancel, o_.mode);
    if (o_.algorithm == EvaluationAlgorithm::qualitative)
      words();
    else if (native())
      numbers();
    else
      whole_numbers();
    for (const Evaluated& m : metrics_) r_.elements.push_back(m);
    r_.rows.assign(n_, no_row);
    for (std::uint32_t i = 0; i < r_.elements.size(); ++i) r_.rows[r_.elements[i].element] = i;
    actors();
    return std::move(r_);
  }

private:
  bool native() const { return o_.mode == EvaluationMode::native; }
  bool positive() const { return r_.parameters.positive; }

  void start(Element e, double value, Satisfaction label, Basis basis) {
    fixed_[e] = 1;
    value_[e] = value;
    label_[e] = label;
    basis_[e] = basis;
  }
  void starts() {
    fixed_.assign(n_, 0);
    value_.assign(n_, 0);
    label_.assign(n_, Satisfaction::none);
    basis_.assign(n_, Basis::nothing);
    for (const Kind k : {Kind::program, Kind::activity})
      view_.each(k, [&](Element e) { start(e, 100, Satisfaction::satisfied, Basis::delivers); });
    if (r_.scenario.from_metrics) from_metrics();
    for (const StartValue& s : r_.scenario.values) start(s.element, s.value, s.label, s.basis);
  }
  void from_metrics() {
    const Presence present(view_);
    view_.each(Kind::goal, [&](Element e) {
      WeightedMean mean;
      for (const Edge& edge : view_.out(e, Relation::measured_by)) {
        if (!present(edge.target)) continue;
        const double x = metric_value(view_, edge.target, view_.get(edge_field::measured_by::due, edge),
                                      as_of_, r_.parameters, o_.mode);
        if (known(x)) mean.add(x, view_.get(edge_field::measured_by::weight, edge));
      }
      double x = mean.empty() ? unknown_number : mean.value();
      if (!known(x)) return;
      if (!native()) x = std::trunc(x);
      start(e, x, satisfaction_of(x, positive()), Basis::metrics);
    });
    view_.each(Kind::metric, [&](Element e) {
      if (!present(e)) return;
      const double x = metric_value(view_, e, {}, as_of_, r_.parameters, o_.mode);
      if (known(x)) metrics_.push_back({e, x, satisfaction_of(x, positive()), Basis::metrics, true, x, x});
    });
  }

  /// Elements in the order of the document, with what `value` and `label` say at their positions.
  template <class F> void collect(F&& at_position) {
    const EvaluationOrder& order = *r_.order;
    r_.elements.reserve(order.size());
    for (const Kind k :
         {Kind::vision, Kind::mission, Kind::goal, Kind::program, Kind::activity, Kind::capability})
      view_.each(k, [&](Element e) {
        const std::uint32_t p = order.position(e);
        if (p == no_element) return;
        Evaluated x{e, 0, Satisfaction::none, basis_[e], p < order.reached(), 0, 0};
        if (order.computed(p)) x.basis = Basis::computed;
        at_position(p, x);
        if (!x.evaluated) {
          x.value = native() ? unknown_number : 0;
          x.label = native() ? Satisfaction::undecided : Satisfaction::none;
          x.lower = native() ? -100 : 0;
          x.upper = native() ? 100 : 0;
        }
        r_.elements.push_back(x);
      });
  }
  void numbers() {
    const EvaluationOrder& order = *r_.order;
    std::vector<double> values(order.size(), 0);
    for (std::uint32_t p = 0; p < order.size(); ++p) values[p] = value_[order.at(p)];
    std::vector<double> lower, upper;
    if (o_.algorithm == EvaluationAlgorithm::hybrid) {
      order.run_hybrid(values, r_.parameters, o_.cancel);
    } else {
      if (order.uncertain()) {
        r_.bounds = true;
        lower = upper = values;
        order.run_bounds(lower, upper, r_.parameters.tolerance, o_.cancel);
      }
      order.run(values, r_.parameters.tolerance, o_.cancel);
    }
    collect([&](std::uint32_t p, Evaluated& x) {
      x.value = values[p];
      x.label = satisfaction_of(values[p], false);
      if (fixed_[x.element] && !known(values[p])) x.label = label_[x.element];
      x.lower = r_.bounds ? lower[p] : values[p];
      x.upper = r_.bounds ? upper[p] : values[p];
    });
  }
  void whole_numbers() {
    const EvaluationOrder& order = *r_.order;
    std::vector<std::int32_t> values(order.size(), 0);
    for (std::uint32_t p = 0; p < order.reached(); ++p) {
      const Element e = order.at(p);
      if (!fixed_[e]) continue;
      values[p] = static_cast<std::int32_t>(known(value_[e]) ? std::lround(value_[e])
                                                             : std::lround(number_of(label_[e], positive())));
    }
    order.run_compatible(values, r_.parameters, o_.algorithm == EvaluationAlgorithm::hybrid, o_.cancel);
    collect([&](std::uint32_t p, Evaluated& x) {
      x.value = x.lower = x.upper = values[p];
      // Nothing said about it is none on either scale.
      x.label = x.basis == Basis::nothing ? Satisfaction::none : satisfaction_of(values[p], positive());
    });
  }
  void words() {
    const EvaluationOrder& order = *r_.order;
    std::vector<Satisfaction> values(order.size(), Satisfaction::none);
    for (std::uint32_t p = 0; p < order.reached(); ++p) values[p] = label_[order.at(p)];
    order.run_words(values, o_.cancel);
    collect([&](std::uint32_t p, Evaluated& x) {
      x.label = values[p];
      const bool neither = x.label == Satisfaction::conflict || x.label == Satisfaction::undecided;
      if (neither && native())
        x.value = unknown_number;
      else if (fixed_[x.element] && known(value_[x.element]))
        x.value = native() ? value_[x.element] : std::round(value_[x.element]); // as it was given
      else
        x.value = x.basis == Basis::nothing ? 0 : number_of(x.label, positive());
      x.lower = x.upper = x.value;
    });
  }

  // ---- actors
  // -------------------------------------------------------------------------------------------------

  double importance(Element e) const { return r_.importance(e); }
  unsigned importance_word(Element e) const {
    const auto& set = r_.parameters.importance_words;
    const auto at = std::lower_bound(set.begin(), set.end(), std::pair{e, std::uint8_t{0}});
    if (at != set.end() && at->first == e) return at->second;
    const double x = importance(e);
    if (!known(x)) return native() ? 3 : 0; // nobody weighed: all count alike
    return x >= 66 ? 3 : x >= 33 ? 2 : x > 0 ? 1 : 0;
  }

  /// Stakeholders so that those within others come first; who is within themselves is only taken once.
  std::vector<Element> innermost_first(const Presence& present) const {
    std::vector<Element> order;
    std::vector<std::uint32_t> open(n_, 0);
    std::vector<Element> ready;
    view_.each(Kind::stakeholder, [&](Element e) {
      if (!present(e)) return;
      for (const Edge& edge : view_.in(e, Relation::part_of))
        if (present(edge.source) && edge.source != e) ++open[e];
      if (open[e] == 0) ready.push_back(e);
    });
    std::vector<std::uint8_t> done(n_, 0);
    for (std::size_t i = 0; i < ready.size(); ++i) {
      const Element e = ready[i];
      done[e] = 1;
      order.push_back(e);
      for (const Edge& edge : view_.out(e, Relation::part_of))
        if (edge.target != e && view_.is(edge.target, Kind::stakeholder) && open[edge.target] != 0 &&
            --open[edge.target] == 0)
          ready.push_back(edge.target);
    }
    view_.each(Kind::stakeholder, [&](Element e) {
      if (present(e) && !done[e]) order.push_back(e);
    });
    return order;
  }

  void actors() {
    const Presence present(view_);
    std::vector<Evaluated> found;
    std::vector<std::uint32_t> row(n_, no_row);
    for (const Element actor : innermost_first(present)) {
      std::vector<Element> goals;
      for (const Edge& edge : view_.in(actor, Relation::owned_by))
        if (view_.is(edge.source, Kind::goal) && present(edge.source)) goals.push_back(edge.source);
      std::vector<std::uint32_t> within;
      for (const Edge& edge : view_.in(actor, Relation::part_of))
        if (row[edge.source] != no_row && known(importance(edge.source)) && importance(edge.source) != 0)
          within.push_back(row[edge.source]);
      if (native() && goals.empty() && within.empty()) continue;
      Evaluated x{actor, 0, Satisfaction::none, Basis::computed, true, 0, 0};
      if (o_.algorithm == EvaluationAlgorithm::qualitative)
        in_words(x, goals);
      else
        in_numbers(x, goals, within, found);
      x.lower = x.upper = x.value;
      row[actor] = static_cast<std::uint32_t>(found.size());
      found.push_back(x);
    }
    std::sort(found.begin(), found.end(),
              [](const Evaluated& a, const Evaluated& b) { return a.element < b.element; });
    r_.actors = std::move(found);
  }
  void in_words(Evaluated& x, const std::vector<Element>& goals) const {
    // What an element weighs its word down to: rows none, low, medium, high.
    using S = Satisfaction;
    constexpr S weighed[4][satisfaction_count] = {
        {S::none, S::none, S::none, S::none, S::none, S::none, S::none},
        {S::weakly_denied, S::none, S::none, S::weakly_satisfied, S::conflict, S::undecided, S::none},
        {S::weakly_denied, S::weakly_denied, S::weakly_satisfied, S::weakly_satisfied, S::conflict,
         S::undecided, S::none},
        {S::denied, S::weakly_denied, S::weakly_satisfied, S::satisfied, S::conflict, S::undecided, S::none}};
    std::array<std::uint32_t, satisfaction_count> counts{};
    for (const Element g : goals)
      if (const Evaluated* e = r_.find(g))
        ++counts[static_cast<unsigned>(weighed[importance_word(g)][static_cast<unsigned>(e->label)])];
    x.label = combined(counts);
    const bool neither = x.label == Satisfaction::conflict || x.label == Satisfaction::undecided;
    x.value = native() && neither ? unknown_number : goals.empty() ? 0 : number_of(x.label, positive());
  }
  void in_numbers(Evaluated& x, const std::vector<Element>& goals, const std::vector<std::uint32_t>& within,
                  const std::vector<Evaluated>& found) const {
    if (!native()) {
      std::int64_t sum = 0, weights = 0;
      const auto add = [&](const Evaluated& e) {
        const double weight = importance(e.element);
        if (!known(weight)) return;
        sum += std::lround(e.value) * std::lround(weight);
        weights += std::lround(weight);
      };
      for (const Element g : goals)
        if (const Evaluated* e = r_.find(g)) add(*e);
      for (const std::uint32_t w : within) add(found[w]);
      x.value = weights > 0 ? static_cast<double>(sum / weights) : 0;
      x.label = weights > 0 ? satisfaction_of(x.value, positive()) : Satisfaction::none;
      return;
    }
    WeightedMean mean;
    for (const Element g : goals)
      if (const Evaluated* e = r_.find(g)) mean.add(e->value, importance(g));
    for (const std::uint32_t w : within) mean.add(found[w].value, importance(found[w].element));
    x.value = mean.value();
    x.label = satisfaction_of(x.value, false);
    if (!known(x.value)) x.evaluated = false;
  }

  const EvaluationOptions& o_;
  Evaluation r_;
  const View& view_;
  std::uint32_t n_;
  Date as_of_;
  std::vector<std::uint8_t> fixed_;
  std::vector<double> value_;
  std::vector<Satisfaction> label_;
  std::vector<Basis> basis_;
  std::vector<Evaluated> metrics_;
};

} // namespace

MetricReading metric_reading(const View& view, Element metric, Date due, Date as_of,
                             const EvaluationParameters& p, EvaluationMode mode) {
  const ElementOf<Kind::metric> m{metric};
  MetricReading r;
  const Aim a = aim_of(view.get(field::metric::targets, m), due, as_of);
  r.seen = last_seen(view.get(field::metric::observations, m), as_of, r.observation);
  r.aim = a.place;
  r.target = a.target;
  r.threshold = a.threshold;
  r.worst = a.worst;
  r.own_worst = known(a.worst);
  r.own_threshold = known(a.threshold);
  if (!r.own_worst)
    if (const Raw baseline = view.get(field::metric::baseline, m); baseline.known())
      r.worst = number_member(baseline, baseline.at, "value");
  if (!known(r.target) || !known(r.worst) || !known(r.seen)) return r;
  if (!r.own_threshold) r.threshold = r.worst + (r.target - r.worst) / 2;
  r.value = indicator_satisfaction(r.target, r.threshold, r.worst, r.seen);
  if (mode == EvaluationMode::compatible) {
    r.value = std::trunc(r.value);
    if (p.positive) r.value = std::trunc(r.value / 2) + 50;
  }
  return r;
}

const Evaluated* Evaluation::find(Element e) const {
  return e < rows.size() && rows[e] != no_row ? &elements[rows[e]] : nullptr;
}
const Evaluated* Evaluation::actor(Element e) const {
  const auto at = std::lower_bound(actors.begin(), actors.end(), e,
                                   [](const Evaluated& x, Element wanted) { return x.element < wanted; });
  return at != actors.end() && at->element == e ? &*at : nullptr;
}

double Evaluation::importance(Element e) const {
  const auto& set = parameters.importance;
  const auto at = std::lower_bound(set.begin(), set.end(), std::pair{e, -1.0});
  if (at != set.end() && at->first == e) return at->second;
  return view.is(e, Kind::goal) ? view.get(field::goal::importance, ElementOf<Kind::goal>{e})
                                : unknown_number;
}

Evaluation evaluate(const View& view, const EvaluationOptions& options) {
  return Evaluator(view, options).run();
}

} // namespace northline
