#include "score/explain_simulation.hpp"

#include "base/error.hpp"
#include "base/exact_sum.hpp"
#include "base/json_text.hpp"
#include "base/philox.hpp"
#include "base/with_commas.hpp"
#include "facts/rows.hpp"
#include "model/places.hpp"
#include "score/amounts.hpp"
#include "score/evaluation_explain.hpp"
#include "score/score_draws.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <unordered_map>

namespace northline {
namespace {

using R = UncertainResult;
using Nodes = std::vector<ScoreNode>;
constexpr std::uint32_t no_input = UncertainInput::no_input;

template <class... Ns> Nodes list(Ns&&... ns) {
  Nodes nodes;
  (nodes.push_back(std::forward<Ns>(ns)), ...);
  return nodes;
}
ScoreNode plain(std::string text, double value) {
  ScoreNode n;
  n.text = std::move(text);
  n.value = value;
  return n;
}
std::string ordinal(std::uint64_t n) {
  const std::uint64_t last = n % 10, two = n % 100;
  return with_commas(static_cast<double>(n)) + (two >= 11 && two <= 13 ? "th"
                                                : last == 1            ? "st"
                                                : last == 2            ? "nd"
                                                : last == 3            ? "rd"
                                                                       : "th");
}

/// How the inputs got their values: where each lies between 0 and 1, or that it is fixed.
struct Setting {
  std::vector<double> values; ///< by input
  std::vector<double> where;  ///< NaN: not drawn but at its likely value
  std::string drawn;          ///< words for the random numbers, "in draw 17"
};

class Explaining {
public:
  Explaining(const View& document, const SimulationOptions& o, const std::string& result)
      : o_(o), s_(simulate(document, o)), view_(s_.view), result_(*found(result)) {
    score_options_.as_of = o.as_of;
    score_options_.cancel = o.cancel;
  }

  SimulatedTree run(const std::string& number) {
    SimulatedTree t;
    t.kind = result_.kind;
    if (number == "likely") {
      t.tree = likely();
    } else if (number == "mean" || number == "deviation" || number == "standard_error") {
      t.tree = moment(number);
    } else if (number == "least" || number == "greatest") {
      t.tree = extreme(number == "least", t);
    } else if (number == "reached" || number == "unknown") {
      t.tree = counted(number == "reached");
    } else if (number == "level") {
      t.tree = level();
    } else if (number.size() > 1 && number[0] == 'p') {
      t.tree = percentile(number.substr(1), t);
    } else if (number.substr(0, 8) == "tornado.") {
      t.tree = bar(number.substr(8));
    } else {
      refuse(number);
    }
    t.tree.element = result_.element;
    if (t.tree.element != no_element) t.tree.pointer = element_spot(view_, t.tree.element).pointer;
    settle(t.tree);
    for (ScoreNode& n : t.inputs) settle(n);
    return t;
  }

private:
  const UncertainOutput* found(const std::string& result) const {
    const UncertainOutput* o = s_.find(result);
    if (o) return o;
    std::string all;
    for (std::size_t i = 0; i < s_.outputs.size() && i < 12; ++i) all += (i ? ", " : "") + s_.outputs[i].key;
    if (s_.outputs.size() > 12) all += fmt::format(" and {} more", s_.outputs.size() - 12);
    throw Error(Status::not_found, fmt::format("The simulation has no result \"{}\"; it has {}.", result,
                                               all.empty() ? "none" : all));
  }
  [[noreturn]] void refuse(const std::string& number) const {
    throw Error(
        Status::not_found,
        fmt::format("A simulated result has no number \"{}\"; it has likely, mean, deviation, "
                    "standard_error, least, greatest, p5, p50 and every other percentile, level, "
                    "reached, unknown, and tornado.INPUT.swing, at_low, at_high, correlation and share "
                    "for the number of an input.",
                    number));
  }
  void settle(ScoreNode& n) const {
    share_out(n);
    name_elements(n, view_);
    forget_offsets(n);
  }

  // ---- settings ----
  Setting all_likely() const {
    Setting s;
    for (const UncertainInput& in : s_.inputs) s.values.push_back(in.likely);
    s.where.assign(s.values.size(), unknown_number);
    return s;
  }
  Setting draw_of(std::uint64_t k) const {
    Setting s;
    s.values.resize(s_.inputs.size());
    for (std::uint32_t i = 0; i < s_.inputs.size(); ++i) {
      const std::uint32_t p = s_.inputs[i].drawn_probability;
      // A probability that is drawn stands before what it is the probability of.
      draw(s_.inputs[i], i, s_.seed, k, 1, p == no_input ? nullptr : &s.values[p], &s.values[i]);
      s.where.push_back(random_number(s_.seed, k, i));
    }
    s.drawn = fmt::format("random number of draw {}", with_commas(static_cast<double>(k + 1)));
    return s;
  }

  // ---- inputs ----
  std::string name_of_input(const UncertainInput& in) const {
    if (in.target != no_element) {
      const std::string pair =
          fmt::format("{} for {}", node_name(view_, in.element), node_name(view_, in.target));
      return in.shape == Shape::occurrence ? "whether the contribution occurs, " + pair
                                           : in.attribute + ", " + pair;
    }
    return in.shape == Shape::occurrence ? "whether " + node_name(view_, in.element) + " occurs"
                                         : in.attribute + " of " + node_name(view_, in.element);
  }
  ScoreNode at(const UncertainInput& in, std::string text, double value, std::string_view member) const {
    ScoreNode n = plain(std::move(text), value);
    n.element = in.element;
    n.attribute = in.attribute;
    n.pointer = in.pointer;
    if (!member.empty()) append_pointer(n.pointer, member);
    return n;
  }
  /// The input's value from what the document says of it.
  ScoreNode input(std::uint32_t i, const Setting& s) const {
    const UncertainInput& in = s_.inputs[i];
    const std::string name = name_of_input(in);
    if (!known(s.where[i])) {
      const bool occurs = in.shape == Shape::occurrence;
      return at(in,
                name + (occurs                     ? s.values[i] != 0 ? ": it does" : ": it does not"
                        : s.values[i] == in.likely ? ": its likely value"
                                                   : ""),
                s.values[i], in.shape == Shape::triangular && s.values[i] == in.likely ? "likely" : "");
    }
    ScoreNode u = plain(s.drawn + (s.drawn.empty() ? "" : fmt::format(" for input {}", i)), s.where[i]);
    ScoreNode n = at(in, name, s.values[i], {});
    switch (in.shape) {
    case Shape::triangular:
      n.operation = Operation::triangular;
      n.children = list(at(in, "low", in.low, "low"), at(in, "likely", in.likely, "likely"),
                        at(in, "high", in.high, "high"), std::move(u));
      break;
    case Shape::uniform:
      n.operation = Operation::uniform;
      n.children = list(at(in, "low", in.low, "low"), at(in, "high", in.high, "high"), std::move(u));
      break;
    case Shape::occurrence:
      n.operation = Operation::occurs;
      n.children = list(in.drawn_probability == no_input ? at(in, "its probability", in.probability, {})
                                                         : input(in.drawn_probability, s),
                        std::move(u));
      break;
    }
    return n;
  }
  /// Whether such a result may depend on the input.
  bool matters(const UncertainInput& in) const {
    switch (result_.kind) {
    case R::evaluation:
      return in.target != no_element && (in.attribute == "contribution" || in.shape == Shape::occurrence);
    case R::alignment:
    case R::money_asked:
    case R::hours_asked:
      return in.scored;
    case R::benefits:
      return view_.is(in.element, Kind::benefit);
    case R::risks:
      return view_.is(in.element, Kind::risk);
    default:
      return in.scored || view_.is(in.element, Kind::resource);
    }
  }
  /// Every number that was drawn and that such a result may depend on.
  Nodes all_inputs(const Setting& s) const {
    Nodes nodes;
    for (std::uint32_t i = 0; i < s_.inputs.size(); ++i)
      if (s_.inputs[i].used && matters(s_.inputs[i])) nodes.push_back(input(i, s));
    return nodes;
  }
  ScoreNode amount(Element e, std::string_view attribute, std::string text, double value,
                   const Setting& s) const {
    for (std::uint32_t i = 0; i < s_.inputs.size(); ++i) {
      const UncertainInput& in = s_.inputs[i];
      if (in.element == e && in.target == no_element && in.attribute == attribute &&
          in.shape != Shape::occurrence)
        return input(i, s);
    }
    ScoreNode n = plain(std::move(text), value);
    n.element = e;
    n.attribute = std::string(attribute);
    n.pointer = member_spot(view_, e, attribute).pointer;
    return n;
  }

  // ---- a result with such inputs ----
  ScoreNode result(const Setting& s) {
    o_.cancel.check();
    switch (result_.kind) {
    case R::evaluation:
      return evaluated(s);
    case R::alignment:
      return aligned(s);
    case R::money_asked:
    case R::hours_asked:
      return asked(s, result_.kind == R::money_asked);
    case R::money_there:
    case R::hours_there:
      return there(s, result_.kind == R::money_there);
    case R::money_left:
    case R::hours_left: {
      const bool money = result_.kind == R::money_left;
      return inner(Operation::difference, money ? "money that is left" : "hours that are left",
                   list(there(s, money), asked(s, money)));
    }
    case R::benefits:
      return benefits(s);
    default:
      return risks(s);
    }
  }
  ScoreNode evaluated(const Setting& s) {
    View there = with_drawn(view_, s_.inputs, s.values);
    const Numbers numbers(there);
    std::vector<NumberId> gone; // contributions that do not occur
    for (std::uint32_t i = 0; i < s_.inputs.size(); ++i) {
      const UncertainInput& in = s_.inputs[i];
      if (in.shape == Shape::occurrence && in.target != no_element && s.values[i] == 0)
        gone.push_back(numbers.of(NumberColumn::contributes_to,
                                  Edge{&there.base(), in.relation, in.edge, in.element, in.target}));
    }
    if (!gone.empty()) there = with_values(there, gone, std::vector<double>(gone.size(), 0.0));
    EvaluationOptions how;
    how.scenario = s_.scenario;
    how.changed = true;
    how.as_of = o_.as_of;
    how.cancel = o_.cancel;
    ScoreNode n = explain(evaluate(there, how), result_.element);
    attach(n, s, true);
    return n;
  }
  ScoreNode aligned(const Setting& s) {
    const View there = with_drawn(view_, s_.inputs, s.values);
    const ScoreResult r = score(there, score_options_);
    Explainer e(there, score_options_);
    ScoreNode n = e.in_full(r, result_.element == no_element ? root_element : result_.element, "score",
                            [](const GoalScore&) { return true; });
    attach(n, s, false);
    return n;
  }
  ScoreNode asked(const Setting& s, bool money) {
    const View there = with_drawn(view_, s_.inputs, s.values);
    const ScoreResult r = score(there, score_options_);
    Explainer e(there, score_options_);
    ScoreNode n = e.number(r, root_element, money ? "money" : "hours");
    if (n.children.size() != 2) return plain(n.text, 0);
    n = std::move(n.children[1]);
    n.text = money ? "money that is asked for" : "hours that are asked for";
    attach(n, s, false);
    return n;
  }
  ScoreNode there(const Setting& s, bool money) {
    const Presence present(view_);
    Nodes parts;
    each_capacity(view_, present, money, [&](ElementOf<Kind::resource> e) {
      const Quantity capacity = view_.get(field::resource::capacity, e);
      const Quantity committed = view_.get(field::resource::committed, e);
      ScoreNode all = amount(e, "capacity", "capacity of " + node_name(view_, e), capacity.point(), s);
      if (!committed.given && !committed.known()) {
        parts.push_back(std::move(all));
        return;
      }
      ScoreNode free =
          inner(Operation::difference, "what is not committed of " + node_name(view_, e),
                list(std::move(all), amount(e, "committed", "committed", committed.point_or(0), s)));
      parts.push_back(
          inner(Operation::maximum, free.text + ", or nothing", list(std::move(free), plain("nothing", 0))));
    });
    if (money) return inner(Operation::sum, "money that is there", std::move(parts));
    const ElementOf<Kind::strategy> root{root_element};
    const auto date = [&](std::string_view name, Date d, double more) {
      ScoreNode n =
          plain(fmt::format("{}, in days since 1970{}", name, more != 0 ? ", and that day itself" : ""),
                static_cast<double>(d.days) + more);
      n.element = root_element;
      n.attribute = std::string(name);
      n.pointer = "/" + n.attribute;
      return n;
    };
    ScoreNode weeks = inner(Operation::quotient, "weeks of the strategy",
                            list(inner(Operation::difference, "days of the strategy",
                                       list(date("end", view_.get(field::strategy::end, root), 1),
                                            date("start", view_.get(field::strategy::start, root), 0))),
                                 plain("days of a week", 7)));
    return inner(Operation::product, "hours that are there",
                 list(inner(Operation::sum, "hours a week", std::move(parts)), std::move(weeks)));
  }
  ScoreNode benefits(const Setting& s) {
    const Presence present(view_);
    Nodes parts;
    each_benefit(view_, present, [&](ElementOf<Kind::benefit> e) {
      const Quantity value = view_.get(field::benefit::value, e);
      if (result_.who != choice::beneficiary::absent &&
          view_.get(field::benefit::beneficiary, e) != result_.who)
        return;
      parts.push_back(amount(e, "value", "value of " + node_name(view_, e), value.point(), s));
    });
    return inner(Operation::sum, "benefits, worth a year", std::move(parts));
  }
  ScoreNode risks(const Setting& s) {
    const Presence present(view_);
    Nodes parts;
    each_risk(view_, present, [&](ElementOf<Kind::risk> e) {
      const Quantity impact = view_.get(field::risk::impact, e);
      if (!view_.get(field::risk::probability, e).known()) return;
      ScoreNode cost = amount(e, "impact", "impact of " + node_name(view_, e), impact.point(), s);
      ScoreNode occurs = plain("it is certain", 1);
      for (std::uint32_t i = 0; i < s_.inputs.size(); ++i)
        if (s_.inputs[i].element == e && s_.inputs[i].shape == Shape::occurrence) occurs = input(i, s);
      parts.push_back(
          inner(Operation::product, node_name(view_, e), list(std::move(cost), std::move(occurs))));
    });
    return inner(Operation::sum, "cost of the risks that occur", std::move(parts));
  }

  /// Puts where drawn numbers come from under the leaves that they stand in.
  void attach(ScoreNode& root, const Setting& s, bool occurrences) {
    struct Here {
      std::uint32_t size = no_input, occurs = no_input;
      std::vector<std::uint32_t> others;
    };
    std::unordered_map<std::string, Here> places;
    for (std::uint32_t i = 0; i < s_.inputs.size(); ++i) {
      const UncertainInput& in = s_.inputs[i];
      places[in.pointer].others.push_back(i);
      if (in.target == no_element) continue;
      // Trees speak of the relation; its numbers stand one level deeper, or two in a list.
      std::string up = in.pointer.substr(0, in.pointer.rfind('/'));
      for (int level = 0; level < 2; ++level) {
        Here& h = places[up];
        if (in.shape == Shape::occurrence)
          h.occurs = i;
        else if (in.attribute == "contribution")
          h.size = i;
        h.others.push_back(i);
        up = up.substr(0, up.rfind('/'));
      }
    }
    const auto walk = [&](const auto& self, ScoreNode& n) -> void {
      for (ScoreNode& c : n.children) self(self, c);
      if (!n.children.empty() || n.pointer.empty() || !known(n.value)) return;
      const auto found = places.find(n.pointer);
      if (found == places.end()) return;
      const Here& h = found->second;
      if (occurrences && h.occurs != no_input && n.text.substr(0, 12) == "contribution") {
        ScoreNode size = h.size != no_input ? input(h.size, s) : n;
        if (h.size == no_input) size.value = s.values[h.occurs] != 0 ? n.value : written_size(h.occurs);
        n.children = list(std::move(size), input(h.occurs, s));
        n.operation = Operation::product;
        if (recompute(n) != n.value) unfold(n);
        return;
      }
      for (const std::uint32_t i : h.others) {
        if (s_.inputs[i].shape == Shape::occurrence) continue;
        const double x = s.values[i];
        if (n.value == x) {
          ScoreNode from = input(i, s);
          n.children = std::move(from.children);
          n.operation = from.operation;
          if (n.children.empty()) n.text += from.pointer == n.pointer ? "" : ", its likely value";
          return;
        }
        if (std::fabs(std::fabs(n.value) * 100 - std::fabs(x)) <= 1e-12 * std::fabs(x) && x != 0) {
          n.operation = Operation::quotient;
          n.children = list(input(i, s), plain("of 100", n.value * x < 0 ? -100 : 100));
          if (std::fabs(recompute(n) - n.value) > 1e-12) unfold(n);
          return;
        }
      }
    };
    walk(walk, root);
  }
  static void unfold(ScoreNode& n) {
    n.children.clear();
    n.operation = Operation::given;
  }
  /// The size of a contribution that is no range.
  double written_size(std::uint32_t occurs) const {
    const UncertainInput& in = s_.inputs[occurs];
    const Edge edge{&view_.base(), in.relation, in.edge, in.element, in.target};
    const Quantity q = view_.get(edge_field::contributes_to::contribution, edge);
    return q.known() ? q.point() : evaluation_parameters(view_).contribution;
  }

  // ---- numbers ----
  ScoreNode likely() {
    ScoreNode n = result(all_likely());
    n.value = result_.likely;
    return n;
  }
  bool constant() const { return result_.column == std::numeric_limits<std::size_t>::max(); }
  ScoreNode chosen(std::string text, double value, ScoreNode child) const {
    ScoreNode n = plain(std::move(text), value);
    n.operation = known(value) ? Operation::chosen : Operation::unknown;
    n.children = list(std::move(child));
    return n;
  }
  ScoreNode always(double value) {
    if (!known(value)) {
      ScoreNode n = chosen("nobody can say in any draw", value, likely());
      n.operation = Operation::unknown;
      return n;
    }
    return chosen("the same in every draw", value, likely());
  }
  ScoreNode in_draw(std::string text, double value, std::uint64_t k, SimulatedTree& t) {
    const Setting s = draw_of(k);
    t.inputs = all_inputs(s);
    t.inputs_title =
        fmt::format("What draw {} of {} with the seed {} draws:", with_commas(static_cast<double>(k + 1)),
                    with_commas(static_cast<double>(s_.draws)), s_.seed);
    return chosen(std::move(text), value, result(s));
  }
  static std::uint64_t first_with(const std::vector<double>& values, double x) {
    return static_cast<std::uint64_t>(std::find(values.begin(), values.end(), x) - values.begin());
  }
  std::uint64_t count_known(const std::vector<double>& values) const {
    return static_cast<std::uint64_t>(
        std::count_if(values.begin(), values.end(), [](double x) { return known(x); }));
  }
  ScoreNode extreme(bool least, SimulatedTree& t) {
    const double x = least ? result_.least : result_.greatest;
    if (constant() || !known(x)) return always(x);
    const std::uint64_t k = first_with(s_.values_of(result_), x);
    return in_draw(fmt::format("the {} of {} draws, which is draw {}", least ? "least" : "greatest",
                               with_commas(static_cast<double>(s_.draws)),
                               with_commas(static_cast<double>(k + 1))),
                   x, k, t);
  }
  ScoreNode percentile(const std::string& digits, SimulatedTree& t) {
    double p = 0;
    const bool number = !digits.empty() && digits.find_first_not_of("0123456789.") == std::string::npos &&
                        digits[0] != '.' && digits.back() != '.' &&
                        std::count(digits.begin(), digits.end(), '.') < 2;
    if (number) p = parse_number(digits);
    if (!(p > 0 && p <= 100)) refuse("p" + digits);
    double x = unknown_number;
    for (std::size_t i = 0; i < percentile_ranks.size(); ++i)
      if (p == percentile_ranks[i]) x = result_.percentiles[i];
    if (constant()) return always(result_.likely);
    if (!known(x)) x = s_.percentile(result_, p);
    if (!known(x)) return always(x);
    const std::vector<double> values = s_.values_of(result_);
    const std::uint64_t n = count_known(values), k = first_with(values, x);
    const auto rank = static_cast<std::uint64_t>(std::max(1.0, std::ceil(p * static_cast<double>(n) / 100)));
    return in_draw(fmt::format("the {} of {} draws in order, which is draw {}", ordinal(rank),
                               with_commas(static_cast<double>(n)), with_commas(static_cast<double>(k + 1))),
                   x, k, t);
  }

  /// A sum over all draws, in groups of draws that follow each other.
  template <class F> ScoreNode over_draws(std::string text, F&& f) const {
    const std::vector<double> values = s_.values_of(result_);
    constexpr std::uint64_t most = 10;
    const std::uint64_t each = std::max<std::uint64_t>(1, (s_.draws + most - 1) / most);
    Nodes groups;
    for (std::uint64_t from = 0; from < s_.draws; from += each) {
      const std::uint64_t to = std::min(s_.draws, from + each);
      ExactSum sum;
      for (std::uint64_t k = from; k < to; ++k)
        if (const double x = f(values[k], k); known(x)) sum.add(x);
      groups.push_back(plain(from + 1 == to
                                 ? fmt::format("draw {}", with_commas(static_cast<double>(to)))
                                 : fmt::format("draws {} to {}", with_commas(static_cast<double>(from + 1)),
                                               with_commas(static_cast<double>(to))),
                             sum.value()));
    }
    return inner(Operation::sum, std::move(text), std::move(groups));
  }
  ScoreNode draws_known() const {
    const std::uint64_t n = count_known(s_.values_of(result_));
    return plain(n == s_.draws ? "draws" : "draws in which it can be said", static_cast<double>(n));
  }
  ScoreNode moment(const std::string& number) {
    if (constant()) {
      if (!known(result_.likely) || number == "mean") return always(result_.mean);
      return plain("nothing that is drawn moves it", 0);
    }
    const double mean = result_.mean;
    if (!known(mean)) return always(mean);
    if (number == "mean") {
      ScoreNode n = inner(
          Operation::quotient,
          fmt::format("mean of the draws; its standard error is {:.6g}", result_.standard_error),
          list(over_draws("sum of the draws", [](double x, std::uint64_t) { return x; }), draws_known()));
      n.value = mean;
      return n;
    }
    ScoreNode n = plain("nothing, with one draw", 0);
    if (draws_known().value > 1) {
      ScoreNode less = draws_known();
      less.text += ", less one";
      less.value -= 1;
      n = inner(
          Operation::root, "standard deviation of the draws",
          list(inner(Operation::quotient, "mean square of the differences from the mean",
                     list(over_draws(fmt::format("squares of the differences from the mean of {:.6g}", mean),
                                     [&](double x, std::uint64_t) { return (x - mean) * (x - mean); }),
                          std::move(less)))));
      n.value = result_.deviation;
      if (number == "standard_error") {
        n = inner(Operation::quotient, "standard error of the mean",
                  list(std::move(n),
                       inner(Operation::root, "square root of the number of draws", list(draws_known()))));
        n.value = result_.standard_error;
      }
    } else {
      n.value = number == "deviation" ? result_.deviation : result_.standard_error;
    }
    return n;
  }
  ScoreNode counted(bool reached) {
    if (!reached) {
      ScoreNode n = over_draws("draws in which nobody can say",
                               [](double x, std::uint64_t) { return known(x) ? 0.0 : 1.0; });
      n.value = static_cast<double>(result_.unknown);
      return n;
    }
    if (!known(result_.reached)) {
      ScoreNode n = known(result_.level) ? always(unknown_number)
                                         : plain("there is no level to be reached", unknown_number);
      n.operation = Operation::unknown;
      return n;
    }
    const double level = result_.level;
    // What does not vary is compared once, with what it always is.
    ScoreNode n = inner(Operation::quotient, fmt::format("share of the draws at {:.6g} or above", level),
                        list(over_draws("draws that reach it",
                                        [&](double x, std::uint64_t) {
                                          return known(x) ? x >= level ? 1.0 : 0.0 : unknown_number;
                                        }),
                             draws_known()));
    n.value = result_.reached;
    return n;
  }
  ScoreNode level() {
    const double x = result_.level;
    if (!known(x)) {
      ScoreNode n = plain("there is no level to be reached", x);
      n.operation = Operation::unknown;
      return n;
    }
    for (const auto& [key, value] : o_.levels)
      if (s_.find(key) == &result_) return plain("the level that was asked for", x);
    if (result_.kind == R::benefits)
      return chosen("the likely value, unless another is asked for", x, likely());
    if (result_.kind == R::alignment) {
      ScoreNode n = plain("from where a goal is sound, unless another is asked for", x);
      n.element = root_element;
      n.pointer = "/scoring/parameters/sound_at";
      return n;
    }
    return plain("the usual level, unless another is asked for", x);
  }

  // ---- tornado ----
  Setting with(std::uint32_t i, bool high) const {
    Setting s = all_likely();
    const UncertainInput& in = s_.inputs[i];
    if (in.shape == Shape::occurrence) {
      s.values[i] = high ? 1 : 0;
      return s;
    }
    s.where[i] = high ? 0.9 : 0.1;
    s.values[i] = quantile(in, s.where[i]);
    s.drawn = high ? "its 90th percentile" : "its 10th percentile";
    return s;
  }
  ScoreNode bar(const std::string& words) {
    const std::size_t dot = words.find('.');
    const std::string digits = words.substr(0, dot),
                      number = dot == std::string::npos ? "swing" : words.substr(dot + 1);
    std::uint64_t i = s_.inputs.size();
    if (!digits.empty() && digits.size() < 10 && digits.find_first_not_of("0123456789") == std::string::npos)
      i = std::stoull(digits);
    const TornadoBar* b = nullptr;
    for (const TornadoBar& x : result_.tornado)
      if (x.input == i) b = &x;
    if (!b)
      throw Error(
          Status::not_found,
          fmt::format("No input {} moves \"{}\" by itself; northline simulate --format json numbers the "
                      "inputs.",
                      digits, result_.key));
    const std::string name = name_of_input(s_.inputs[b->input]);
    const bool occurs = s_.inputs[b->input].shape == Shape::occurrence;
    const auto end = [&](bool high) {
      return chosen(fmt::format("{}, all else likely: {}",
                                occurs ? high ? "it occurs" : "it does not occur"
                                : high ? "at its 90th percentile"
                                       : "at its 10th percentile",
                                name),
                    high ? b->at_high : b->at_low, result(with(b->input, high)));
    };
    if (number == "at_low") return end(false);
    if (number == "at_high") return end(true);
    if (number == "swing")
      return inner(Operation::difference, "the difference that it makes by itself: " + name,
                   list(end(true), end(false)));
    if (number != "correlation" && number != "share") refuse("tornado." + words);
    ScoreNode n = correlation(*b, name);
    if (number == "correlation") return n;
    ScoreNode again = n;
    again.children.clear();
    again.operation = n.operation == Operation::unknown ? n.operation : Operation::given;
    again.text = "the same again";
    return inner(Operation::product, "share of the variance that goes along with " + name,
                 list(std::move(n), std::move(again)));
  }
  ScoreNode correlation(const TornadoBar& b, const std::string& name) const {
    if (!known(b.correlation)) {
      ScoreNode n = plain("nothing varies, so nothing goes along with it", b.correlation);
      n.operation = Operation::unknown;
      return n;
    }
    const std::vector<double> x = s_.values_of(b.input), y = s_.values_of(result_);
    const double count = static_cast<double>(x.size());
    ExactSum xs, ys;
    for (const double v : x) xs.add(v);
    for (const double v : y) ys.add(v);
    const double mx = xs.value() / count, my = ys.value() / count;
    const auto sum = [&](std::string text, auto&& f) {
      return over_draws(std::move(text), [&](double, std::uint64_t k) { return f(x[k] - mx, y[k] - my); });
    };
    ScoreNode n = inner(
        Operation::quotient, fmt::format("how the result goes along with {}, over the draws", name),
        list(sum("products of both differences from their means", [](double p, double q) { return p * q; }),
             inner(Operation::root, "what there could be at most",
                   list(inner(
                       Operation::product, "both together",
                       list(sum("squares of the input's differences", [](double p, double) { return p * p; }),
                            sum("squares of the result's differences",
                                [](double, double q) { return q * q; })))))));
    if (std::fabs(n.value - b.correlation) <= 1e-9) n.value = b.correlation;
    return n;
  }

  const SimulationOptions& o_;
  Simulation s_;
  const View& view_;
  const UncertainOutput& result_;
  ScoreOptions score_options_;
};

} // namespace

SimulatedTree explain_simulated(const View& document, const SimulationOptions& options,
                                const std::string& result, const std::string& number) {
  SimulationOptions how = options;
  how.progress = nullptr;
  if (number.substr(0, 8) == "tornado.") how.bars = std::max<std::size_t>(how.bars, 1000);
  return Explaining(document, how, result).run(number);
}

} // namespace northline
