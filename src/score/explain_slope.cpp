#include "score/explain_slope.hpp"

#include "model/places.hpp"
#include "score/gradient_run.hpp"

#include <fmt/format.h>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace northline {
namespace {

enum class Made : std::uint8_t { leaf, sum, difference, product, quotient, root, mean };

/// A number that entered an operation.
struct Operand {
  double value = 0;
  std::uint32_t place = 0;
};
struct Step {
  Made made = Made::leaf;
  double value = 0;
  Operand a, b;
  std::string name;
};

/// Recordings are rewound, so a place alone does not say which node is meant.
using Key = std::uint64_t;

struct Kept {
  double slope = 0; ///< of the result, to this
  Step step;
  std::vector<std::pair<Key, double>> made_of;
};

/// A slope tape that also keeps, of every node that the number enters, how it came about and what is owed to
/// it.
class ChainTape : public SlopeTape {
public:
  ChainTape(std::uint32_t first_node, NumberId x) : SlopeTape(first_node), x_(x) {}

  Traced leaf(double v) { return note(SlopeTape::leaf(v), Made::leaf, {}, {}); }
  Traced add(Traced a, Traced b) { return note(SlopeTape::add(a, b), Made::sum, a, b); }
  Traced sub(Traced a, Traced b) { return note(SlopeTape::sub(a, b), Made::difference, a, b); }
  Traced mul(Traced a, Traced b) { return note(SlopeTape::mul(a, b), Made::product, a, b); }
  Traced div(Traced a, Traced b) { return note(SlopeTape::div(a, b), Made::quotient, a, b); }
  Traced sqrt(Traced a) { return note(SlopeTape::sqrt(a), Made::root, a, {}); }
  Traced mean(std::span<const Traced> x, std::span<const Traced> w, Traced total) {
    return note(SlopeTape::mean(x, w, total), Made::mean, total, {});
  }
  class Total : public SlopeTape::Total {
  public:
    explicit Total(ChainTape& t) : SlopeTape::Total(t), chain_(t) {}
    Traced value() { return chain_.note(SlopeTape::Total::value(), Made::sum, {}, {}); }

  private:
    ChainTape& chain_;
  };
  void call(const Traced& t, std::string name) {
    if (t.n < first_node_) return;
    Step& s = steps_[t.n - first_node_];
    if (s.name.empty()) s.name = std::move(name);
  }

  void rewind(std::uint32_t mark) {
    SlopeTape::rewind(mark);
    steps_.resize(mark);
    if (enters_.size() > mark) enters_.resize(mark);
    ++segment_;
  }
  void reverse(std::vector<double>& owed, std::uint32_t mark) {
    for (std::uint32_t k = static_cast<std::uint32_t>(enters_.size()); k < this->mark(); ++k) {
      bool any = false;
      for (std::uint32_t i = ends_[k]; i < ends_[k + 1]; ++i) any = any || counts(slopes_[i].place);
      enters_.push_back(any || whole_);
    }
    for (std::uint32_t k = this->mark(); k-- > mark;) {
      double& own = owed[first_node_ + k];
      const double o = own;
      if (o == 0) continue;
      own = 0;
      Kept* kept = nullptr;
      if (enters_[k]) {
        kept = &kept_[key(first_node_ + k)];
        kept->slope += o;
        kept->step = steps_[k];
      }
      for (std::uint32_t i = ends_[k]; i < ends_[k + 1]; ++i) {
        const Slope& s = slopes_[i];
        owed[s.place] += o * s.slope;
        if (kept && (counts(s.place) || whole_)) kept->made_of.push_back({key(s.place), s.slope});
      }
    }
  }

  // ---- what is watched ----
  void prepared(std::uint32_t mark) { prepared_ = first_node_ + mark; }
  void result(const Traced& t) { result_ = key(t.n); }
  /// From here on, until the next rewind, all is kept: what the number enters is found later.
  void keep_all(bool all) { whole_ = all; }
  Key key(std::uint32_t place) const { return place < prepared_ ? Key{place} : Key{segment_} << 32 | place; }
  Key result() const { return result_; }
  std::unordered_map<Key, Kept>& kept() { return kept_; }

private:
  bool counts(std::uint32_t place) const {
    return place == x_ || (place >= first_node_ && enters_[place - first_node_]);
  }
  Traced note(Traced r, Made made, Traced a, Traced b) {
    if (steps_.size() < mark()) {
      steps_.resize(mark());
      steps_.back() = {made, r.v, {a.v, a.n}, {b.v, b.n}, {}};
    }
    return r;
  }

  NumberId x_;
  std::uint32_t prepared_ = 0xFFFFFFFFU;
  std::uint32_t segment_ = 1;
  bool whole_ = false;
  Key result_ = 0;
  std::vector<Step> steps_;
  std::vector<bool> enters_;
  std::unordered_map<Key, Kept> kept_;
};

struct Watch {
  ChainTape& tape;
  const View& view;
  const GradientOptions& options;
  std::vector<GoalScore>* goals;
  std::map<std::pair<std::size_t, TraceOf>, Key> leaves;
  std::vector<std::pair<Key, Key>> links; ///< what stands for what

  void prepared(std::uint32_t mark) {
    tape.prepared(mark);
    tape.keep_all(options.goal == no_element); // the goals' scores come together first
  }
  void result(const Traced& t) { tape.result(t); }
  void leaf(std::size_t goal, TraceOf of, const Traced& t) {
    if (t.n) leaves.try_emplace({goal, of}, tape.key(t.n));
  }
  void goal(std::size_t i, const TracedValue& value, const TracedValue (&parts)[dimension_count]) {
    tape.keep_all(false);
    const std::string name = node_name(view, (*goals)[i].goal);
    constexpr std::string_view ends[] = {"", ", at least", ", at most"};
    const auto call = [&](const TracedValue& v, const std::string& words) {
      const Traced* each[] = {&v.score, &v.lower, &v.upper};
      for (unsigned e = 0; e < 3; ++e)
        if (each[e]->n) tape.call(*each[e], words + std::string(ends[e]));
    };
    for (unsigned d = 0; d < dimension_count; ++d)
      call(parts[d], fmt::format("{} of {}", dimension_name(static_cast<Dimension>(d)), name));
    call(value, name);
  }
  void link(std::size_t goal, TraceOf of, const Traced& t) {
    const auto at = leaves.find({goal, of});
    if (t.n && at != leaves.end()) links.push_back({tape.key(t.n), at->second});
  }
};

class Chain {
public:
  Chain(const View& view, const Numbers& numbers, ChainTape& tape, const Watch& watch, std::string result)
      : numbers_(numbers), places_(view), kept_(tape.kept()), result_(tape.result()),
        result_name_(std::move(result)) {
    std::unordered_map<Key, std::vector<Key>> stands_for; // leaves, by what they stand for
    for (const auto& [from, leaf] : watch.links) stands_for[leaf].push_back(from);
    for (const auto& [user, node] : kept_)
      for (const auto& [source, slope] : node.made_of) {
        const auto leaf = stands_for.find(source);
        if (leaf == stands_for.end())
          uses_[source].push_back({user, slope});
        else
          for (const Key from : leaf->second) uses_[from].push_back({user, slope});
      }
    // Hash tables have no order of their own.
    for (auto& [source, list] : uses_)
      std::sort(list.begin(), list.end(), [](const Use& a, const Use& b) {
        return a.user != b.user ? a.user < b.user : a.slope < b.slope;
      });
    for (const auto& [from, leaf] : watch.links)
      if (leaf == result_) result_ = from; // a single goal is the whole
  }

  ScoreNode of(Key key, double slope, std::string text) {
    ScoreNode n;
    n.text = std::move(text);
    n.value = slope;
    if (key == result_) {
      n.text = result_name_ + " itself";
      return n;
    }
    const auto at = uses_.find(key);
    if (at == uses_.end() || slope == 0) return n;
    if (!told_.insert(key).second) {
      n.text += ", as elsewhere in this tree";
      return n;
    }
    if (depth_ > 60) {
      n.text += ", further up as it is";
      return n;
    }
    ++depth_;
    std::vector<ScoreNode> ways;
    for (const Use& u : at->second) ways.push_back(way(key, u));
    --depth_;
    if (ways.size() == 1) {
      n.operation = Operation::product;
      n.children = std::move(ways[0].children);
    } else {
      n.operation = Operation::sum;
      n.children = std::move(ways);
    }
    return n;
  }

private:
  struct Use {
    Key user;
    double slope;
  };

  /// The slope of what the key is used in, times how that moves with it. Steps that have no name and lead to
  /// a single other one are factors of the same product.
  ScoreNode way(Key key, Use u) {
    ScoreNode n;
    n.operation = Operation::product;
    n.value = 1;
    while (true) {
      const Kept& user = kept_.at(u.user);
      n.children.push_back(local(key, user, u.slope));
      const auto above = uses_.find(u.user);
      if (u.user == result_ || !user.step.name.empty() || above == uses_.end() || above->second.size() != 1)
        break;
      key = u.user;
      u = above->second[0];
    }
    const Kept& top = kept_.at(u.user);
    n.text = name_of(top);
    n.children.insert(n.children.begin(), of(u.user, top.slope, "slope of " + name_of(top)));
    n.value = recompute(n);
    return n;
  }

  std::string name_of(const Kept& k) const {
    if (!k.step.name.empty()) return k.step.name;
    constexpr std::string_view words[] = {"a value",    "a sum",         "a difference", "a product",
                                          "a quotient", "a square root", "a mean"};
    return fmt::format("{} that is {:.6g}", words[static_cast<unsigned>(k.step.made)], k.step.value);
  }

  /// How the user moves with what it is made of.
  ScoreNode local(Key key, const Kept& user, double slope) {
    ScoreNode n;
    n.value = slope;
    const Step& s = user.step;
    const auto place = static_cast<std::uint32_t>(key);
    const bool first = s.a.place == place;
    switch (s.made) {
    case Made::sum:
      n.text = slope == 1 ? "it is added" : "its factor in a sum";
      break;
    case Made::difference:
      n.text = slope < 0 ? "it is taken away" : "it is what is taken from";
      break;
    case Made::product:
      n.text = "it is multiplied by that";
      written(n, first ? s.b : s.a);
      break;
    case Made::quotient:
      if (first) {
        n.text = fmt::format("1 / {:.6g}, because it is divided by that", s.b.value);
        written(n, s.b);
      } else {
        n.text = fmt::format("-{:.6g} / {:.6g}², because {:.6g} is divided by it", s.a.value, s.b.value,
                             s.a.value);
        written(n, s.a);
      }
      break;
    case Made::root:
      n.text = "half of 1 divided by the square root";
      break;
    case Made::mean:
      n.text = "its share in a mean";
      break;
    case Made::leaf:
      n.text = "it is that";
      break;
    }
    return n;
  }
  /// Where the other number of the operation stands, if it is one of the document.
  void written(ScoreNode& n, const Operand& o) {
    if (o.place == 0 || o.place >= numbers_.limit()) return;
    const Number number = numbers_.at(o.place);
    const std::vector<WrittenNumber> at = places_.of(number);
    if (at.empty()) return;
    n.pointer = at[0].pointer;
    n.element = number.element;
    n.attribute = number_name(numbers_, number);
  }

  const Numbers& numbers_;
  NumberPlaces places_;
  const std::unordered_map<Key, Kept>& kept_;
  Key result_;
  std::string result_name_;
  std::unordered_map<Key, std::vector<Use>> uses_;
  std::unordered_set<Key> told_;
  unsigned depth_ = 0;
};

} // namespace

SlopeTree explain_slope(const View& view, const GradientOptions& options, const std::string& pointer) {
  const Numbers numbers(view);
  NumberPlaces places(view);
  SlopeTree found;
  WrittenNumber here{{}, unknown_number, 0};
  // The element's id is the second word of the pointer; what has none belongs to the strategy.
  for (NumberId id = 1; id < numbers.limit() && !known(here.value); ++id) {
    const Number n = numbers.at(id);
    if (!known(n.value)) continue;
    const std::string own = element_spot(view, n.element).pointer + "/";
    if (pointer.compare(0, own.size(), own) != 0) continue;
    for (WrittenNumber& w : places.of(n))
      if (w.pointer == pointer) {
        here = std::move(w);
        found.number = n;
      }
  }
  if (!known(here.value))
    throw Error(
        Status::not_found,
        fmt::format("At \"{}\" stands no number that the score moves with; northline score --gradient "
                    "lists them.",
                    pointer));
  found.value = here.value;

  ChainTape tape(numbers.limit(), found.number.id);
  // The watcher names goals, which it knows from the same scores.
  ScoreResult scores = score(view, options.score);
  Watch watch{tape, view, options, &scores.goals, {}, {}};
  const Gradient g = run_gradient(view, options, tape, watch);
  double slope = 0;
  for (const northline::Slope& s : g.slopes)
    if (s.number.id == found.number.id) slope = s.slope;

  constexpr std::string_view bounds[] = {"score", "lower bound", "upper bound"};
  const std::string of =
      fmt::format("the {}{}", bounds[static_cast<unsigned>(options.of)],
                  options.goal == no_element ? std::string() : " of " + node_name(view, options.goal));
  Chain chain(view, numbers, tape, watch, of);
  const std::string attribute = number_name(numbers, found.number);
  const std::string text = fmt::format("how {} moves with {} of {:.6g}", of, attribute, here.value);
  ScoreNode n = chain.of(found.number.id, slope + 0.0, text);
  if (n.children.empty() && n.value == 0) n.text += ": it does not matter here";
  if (here.factor != 1) {
    n.text = "how it moves with the number that counts";
    ScoreNode factor;
    factor.text = "how that moves with what is written";
    factor.value = here.factor;
    std::vector<ScoreNode> both;
    both.push_back(std::move(n));
    both.push_back(std::move(factor));
    n = inner(Operation::product, text, std::move(both));
    n.value = slope * here.factor + 0.0;
  }
  n.element = found.number.element;
  n.attribute = attribute;
  n.pointer = pointer;
  share_out(n);
  found.tree = std::move(n);
  return found;
}

} // namespace northline
