// The order of an evaluation. Everything is flat arrays and loops: a cascade may be as deep as a document is
// long. With a million elements what costs time is memory far apart: it is asked for in short loops that do
// nothing else, so that much of it is on its way at once, and branches do not wait for it.
#include "base/fetch.hpp"
#include "facts/components.hpp"
#include "facts/rows.hpp"
#include "score/evaluation.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace northline {
namespace {

constexpr Kind node_kinds[] = {Kind::vision,  Kind::mission,  Kind::goal,
                               Kind::program, Kind::activity, Kind::capability};
/// What gives to its target: parts, then contributions. Dependencies, between goals alone, give the other
/// way.
constexpr Relation giving[] = {Relation::refines, Relation::supports, Relation::contributes_to};

std::vector<std::uint8_t> nodes_of(const View& view) {
  std::vector<std::uint8_t> node(view.size(), 0);
  for (const Kind k : node_kinds)
    view.each(k, [&](Element e) {
      const choice::status s = view.get(field::common::status, e);
      node[e] = s != choice::status::dropped && s != choice::status::left;
    });
  return node;
}

bool one_part_is_enough(const View& view, Element e) {
  if (!view.is(e, Kind::goal)) return false;
  const auto d = view.get(field::goal::decomposition, ElementOf<Kind::goal>{e});
  return d == choice::decomposition::or_ || d == choice::decomposition::xor_;
}

constexpr std::size_t at_once = 512;

/// How much leads to an element, of what takes part.
struct Incoming {
  std::uint32_t contributions = 0, parts = 0, dependencies = 0;
  std::uint32_t all() const { return contributions + parts + dependencies; }
};

/// Relations as the tables of a document have them. Some lead to elements that take no part.
class TableLinks {
public:
  TableLinks(const View& view, const std::vector<std::uint8_t>& node) : home_(view.base()), node_(node) {
    for (unsigned i = 0; i < std::size(giving); ++i) {
      const EdgeTable& t = home_.edges(giving[i]);
      for (unsigned k = 0; k < kind_count; ++k) {
        out_[i][k] = rows(t.out_first, t.out_row[k], k);
        in_[i][k] = rows(t.in_first, t.in_row[k], k);
      }
    }
    const EdgeTable& t = home_.edges(Relation::depends_on);
    needs_ = rows(t.out_first, t.out_row[goal], goal);
    needed_ = rows(t.in_first, t.in_row[goal], goal);
  }

  /// Calls f(to) for every relation that starts at the element.
  template <class F> void each_out(Element e, F&& f) const {
    for (unsigned i = 0; i < std::size(giving); ++i) {
      const std::vector<Element>& target = home_.edges(giving[i]).target;
      const Row r = out_[i][kind(e)][e];
      for (std::uint32_t at = r.first; at < r.last; ++at) f(target[at]);
    }
    if (kind(e) == goal) each_needing(e, f);
  }
  /// The same of several, in another order.
  void targets(std::span<const Element> elements, std::vector<Element>& found) const {
    found.clear();
    std::array<Row, at_once> row;
    for (unsigned i = 0; i < std::size(giving); ++i) {
      const std::vector<Element>& target = home_.edges(giving[i]).target;
      if (target.empty()) continue;
      std::size_t n = 0;
      for (std::size_t j = 0; j < elements.size(); ++j) {
        row[j] = out_[i][kind(elements[j])][elements[j]];
        fetch(target.data() + row[j].first);
        n += row[j].last - row[j].first;
      }
      const std::size_t old = found.size();
      found.resize(old + n);
      Element* to = found.data() + old;
      for (std::size_t j = 0; j < elements.size(); ++j)
        for (std::uint32_t at = row[j].first; at < row[j].last; ++at) *to++ = target[at];
    }
    if (!needed_.first) return;
    for (const Element e : elements)
      if (kind(e) == goal) each_needing(e, [&](Element to) { found.push_back(to); });
  }
  /// May count contributions and parts of elements that take no part; see each_absent().
  Incoming incoming(Element e) const {
    const auto count = [&](unsigned i) {
      const Row r = in_[i][kind(e)][e];
      return r.last - r.first;
    };
    return {count(1) + count(2), count(0), dependencies(e)};
  }
  std::uint32_t dependencies(Element e) const {
    if (!needs_.first || kind(e) != goal) return 0;
    const EdgeTable& t = home_.edges(Relation::depends_on);
    const Row r = needs_[e];
    std::uint32_t n = 0;
    for (std::uint32_t at = r.first; at < r.last; ++at) n += is_goal(t.target[at]) && node_[t.target[at]];
    return n;
  }
  /// Calls f(relation, to) for what incoming() counts too much.
  template <class F> void each_absent(F&& f) const {
    for (const Kind k : node_kinds)
      for (Element e = home_.first(k), end = e + home_.count(k); e < end; ++e) {
        if (node_[e]) continue;
        for (unsigned i = 0; i < std::size(giving); ++i) {
          const Row r = out_[i][kind(e)][e];
          for (std::uint32_t at = r.first; at < r.last; ++at) f(giving[i], home_.edges(giving[i]).target[at]);
        }
      }
  }
  /// Calls f(from, to, edge) for every relation of the type between elements of the right kinds, and
  /// soon(to) some time before.
  template <class Soon, class F> void each(Relation r, Soon&& soon, F&& f) const {
    constexpr std::uint32_t before = 32;
    const EdgeTable& t = home_.edges(r);
    const auto n = static_cast<std::uint32_t>(t.size());
    for (std::uint32_t i = 0; i < n; ++i) {
      if (i + before < n) soon(t.target[i + before]);
      const Element source = t.source[i], target = t.target[i];
      const Edge edge{&home_, r, i, source, target};
      if (r != Relation::depends_on)
        f(source, target, edge);
      else if (is_goal(source) && is_goal(target))
        f(target, source, edge);
    }
  }

private:
  static constexpr auto goal = static_cast<unsigned>(Kind::goal);
  struct Row {
    std::uint32_t first, last;
  };
  /// The rows of one kind. `shift` leads from a handle to its row.
  struct RowsOf {
    const std::uint32_t* first = nullptr;
    std::uint32_t shift = 0;
    Row operator[](Element e) const {
      if (!first) return {0, 0};
      const std::uint32_t row = e + shift;
      return {first[row], first[std::size_t{row} + 1]};
    }
  };
  RowsOf rows(const std::vector<std::uint32_t>& first, std::uint32_t row, unsigned kind) const {
    if (first.empty() || row == EdgeTable::no_row) return {};
    return {first.data(), row - home_.first(static_cast<Kind>(kind))};
  }
  unsigned kind(Element e) const { return static_cast<unsigned>(home_.kind(e)); }
  bool is_goal(Element e) const { return e - home_.first(Kind::goal) < home_.count(Kind::goal); }
  template <class F> void each_needing(Element e, F&& f) const {
    const EdgeTable& t = home_.edges(Relation::depends_on);
    const Row r = needed_[e];
    for (std::uint32_t at = r.first; at < r.last; ++at)
      if (const Element to = t.source[t.in_edge[at]]; is_goal(to)) f(to);
  }

  const Snapshot& home_;
  const std::vector<std::uint8_t>& node_;
  std::array<std::array<RowsOf, kind_count>, std::size(giving)> out_, in_;
  RowsOf needs_, needed_; // depends_on, of goals
};

/// The same of an edited document, whose relations lie in two places: who gives to whom is listed first.
class ListedLinks {
public:
  ListedLinks(const View& view, const std::vector<std::uint8_t>& node)
      : view_(view), node_(node), incoming_(view.size()) {
    out_ = Grouped<Element>::from(view.size(), [&](auto&& emit) {
      for (const Relation r : giving) each(r, [&](Element from, Element to, const Edge&) { emit(from, to); });
      each(Relation::depends_on, [&](Element from, Element to, const Edge&) { emit(from, to); });
    });
    for (const Relation r : giving)
      each(r, [&](Element, Element to, const Edge&) {
        ++(r == Relation::refines ? incoming_[to].parts : incoming_[to].contributions);
      });
    each(Relation::depends_on, [&](Element, Element to, const Edge&) { ++incoming_[to].dependencies; });
  }
  template <class F> void each_out(Element e, F&& f) const {
    for (const Element to : out_[e]) f(to);
  }
  void targets(std::span<const Element> elements, std::vector<Element>& found) const {
    found.clear();
    for (const Element e : elements) found.insert(found.end(), out_[e].begin(), out_[e].end());
  }
  Incoming incoming(Element e) const { return incoming_[e]; }
  std::uint32_t dependencies(Element e) const { return incoming_[e].dependencies; }
  template <class F> void each_absent(F&&) const {}
  template <class Soon, class F> void each(Relation r, Soon&&, F&& f) const { each(r, f); }

private:
  template <class F> void each(Relation r, F&& f) const {
    for (const Kind k : node_kinds)
      if (contains(info(r).from, k))
        view_.each(k, [&](Element e) {
          for (const Edge& edge : view_.out(e, r)) {
            if (!node_[edge.source] || !node_[edge.target]) continue;
            if (r != Relation::depends_on)
              f(edge.source, edge.target, edge);
            else if (view_.is(edge.source, Kind::goal) && view_.is(edge.target, Kind::goal))
              f(edge.target, edge.source, edge);
          }
        });
  }

  const View& view_;
  const std::vector<std::uint8_t>& node_;
  Grouped<Element> out_;
  std::vector<Incoming> incoming_;
};

} // namespace

/// Puts relations where they belong in two steps: first next to those that lead to positions near each other,
/// then, while these are in near memory, exactly. Relations of one target keep their order.
class EvaluationOrder::Spread {
public:
  enum class What : std::uint8_t { parts, contributions };
  /// The order's lists have room for one relation more, where what leads to nothing computed goes.
  Spread(EvaluationOrder& order, What what)
      : runs_(order.runs_), what_(what), source_(what == What::parts ? order.part_ : order.source_),
        weight_(order.weight_), first_(order.given_), count_(order.reached_ - order.given_) {
    while (count_ >> shift_ > 255) ++shift_;
    groups_ = count_ == 0 ? 0 : ((count_ - 1) >> shift_) + 1;
    const auto end = static_cast<std::uint32_t>(source_.size() - 1);
    next_.assign(std::size_t{groups_} + 1, end);
    for (const Run& r : runs_) {
      // Where groups begin within the run.
      const std::uint32_t from = r.position - first_, mask = (1U << shift_) - 1;
      for (std::uint32_t p = (from + mask) & ~mask; p < from + r.count; p += mask + 1)
        next_[p >> shift_] = begin(r) + (p - from) * each(r);
    }
    begin_ = next_;
    target_.resize(source_.size());
  }
  /// Returns the place for the size of a contribution.
  double* add(std::uint32_t from, std::uint32_t to) {
    const std::uint32_t p = to - first_;
    const bool computed = p < count_;
    const std::uint32_t group = computed ? p >> shift_ : groups_, at = next_[group];
    next_[group] += computed;
    target_[at] = p;
    source_[at] = from;
    return weight_.data() + at;
  }
  void finish(Cancel cancel) {
    const bool sized = what_ == What::contributions;
    std::vector<std::uint32_t> source, next(std::size_t{1} << shift_);
    std::vector<double> weight;
    auto run = runs_.begin();
    for (std::uint32_t g = 0; g < groups_; ++g) {
      cancel.check();
      const std::uint32_t from = g << shift_, to = std::min(from + (1U << shift_), count_);
      for (std::uint32_t p = from; p < to; ++run) {
        const std::uint32_t at = run->position - first_, end = at + run->count;
        for (; p < std::min(end, to); ++p) next[p - from] = begin(*run) + (p - at) * each(*run);
        if (end > to) break;
      }
      const std::uint32_t n = begin_[g + 1] - begin_[g];
      source.assign(source_.begin() + begin_[g], source_.begin() + begin_[g + 1]);
      if (sized) weight.assign(weight_.begin() + begin_[g], weight_.begin() + begin_[g + 1]);
      const std::uint32_t* const target = target_.data() + begin_[g];
      if (sized)
        for (std::uint32_t i = 0; i < n; ++i) {
          const std::uint32_t at = next[target[i] - from]++;
          source_[at] = source[i];
          weight_[at] = weight[i];
        }
      else
        for (std::uint32_t i = 0; i < n; ++i) source_[next[target[i] - from]++] = source[i];
    }
    source_.pop_back();
    if (sized) weight_.pop_back();
  }

private:
  std::uint32_t begin(const Run& r) const { return what_ == What::parts ? r.part : r.contribution; }
  std::uint32_t each(const Run& r) const {
    return what_ == What::parts ? r.parts + r.dependencies : r.contributions;
  }

  const std::vector<Run>& runs_;
  What what_;
  std::vector<std::uint32_t>& source_;
  std::vector<double>& weight_;
  std::uint32_t first_, count_, shift_ = 14, groups_ = 0;
  std::vector<std::uint32_t> begin_, next_; // by group; the last is what leads to nothing computed
  std::vector<std::uint32_t> target_;       // by relation, until it has its place
};

template <class Links> class EvaluationOrder::Finder {
public:
  Finder(EvaluationOrder& order, const View& view, const Links& links, const std::vector<std::uint8_t>& node,
         const std::vector<std::uint8_t>& fixed, Cancel cancel)
      : o_(order), view_(view), links_(links), node_(node), fixed_(fixed), cancel_(cancel) {}

  void run(const EvaluationParameters& parameters, EvaluationMode mode) {
    count();
    if (mode == EvaluationMode::compatible) list_as_published();
    order_by_depth();
    list_runs();
    lay_out(parameters);
    if (o_.reached_ != nodes_) find_circles();
  }

private:
  // A word for every element says how many relations it still waits for, or, with the topmost bit, that it
  // is computed, and at which depth. 0 is what is not computed: given, or nothing leads to it.
  static constexpr std::uint32_t ready = 0x80000000U;
  /// How much leads to an element that is computed.
  struct Shape {
    std::uint32_t contributions = 0;
    std::uint32_t parts = 0; ///< and dependencies; any_bit: one part is enough
  };
  static constexpr std::uint32_t any_bit = 0x80000000U;

  template <class F> void each_node(F&& f) const {
    for (const Kind k : node_kinds)
      view_.each(k, [&](Element e) {
        if (node_[e]) f(e);
      });
  }

  void count() {
    waiting_.assign(view_.size(), 0);
    shape_.assign(view_.size(), {});
    each_node([&](Element e) {
      const Incoming n = links_.incoming(e);
      waiting_[e] = n.all();
      ++nodes_;
      if (fixed_[e]) return;
      shape_[e] = {n.contributions, n.parts + n.dependencies};
      if (n.parts > 1 && one_part_is_enough(view_, e)) shape_[e].parts |= any_bit;
    });
    links_.each_absent([&](Relation r, Element to) {
      if (!node_[to]) return;
      --waiting_[to];
      if (!fixed_[to]) --(r == Relation::refines ? shape_[to].parts : shape_[to].contributions);
    });
    each_node([&](Element e) {
      if (!fixed_[e] || waiting_[e] == 0) return;
      led_to_.push_back(e);
      waiting_[e] = 0;
    });
    cancel_.check();
  }

  void order_by_depth() {
    std::vector<Element> queue(std::size_t{nodes_} + 1), targets;
    std::uint32_t end = 0;
    o_.position_.assign(view_.size(), no_element);
    each_node([&](Element e) {
      if (waiting_[e] != 0) return;
      o_.position_[e] = end;
      queue[end++] = e;
    });
    o_.given_ = end;
    // Round by round: what waits for nothing any more after the round before.
    std::vector<std::uint32_t> next_at_depth{0}; // where the next one of a depth goes
    std::vector<std::uint64_t> bits((std::size_t{view_.size()} + 63) / 64);
    Work work(cancel_);
    for (std::uint32_t at = 0; at < end;) {
      const std::uint32_t last = end, depth = ready | static_cast<std::uint32_t>(next_at_depth.size());
      while (at < last) {
        const std::size_t n = std::min<std::size_t>(at_once, last - at);
        work.step();
        links_.targets({queue.data() + at, n}, targets);
        at += static_cast<std::uint32_t>(n);
        for (const Element to : targets) {
          const std::uint32_t w = waiting_[to];
          queue[end] = to;
          end += w == 1;
          waiting_[to] = w == 1 ? depth : w - (w != 0);
        }
      }
      next_at_depth.push_back(last);
      // In the order of the document many lie near each other, if there are many.
      if (end - last > bits.size() / 32) in_order({queue.data() + last, queue.data() + end}, bits);
    }
    o_.reached_ = end;
    o_.sequence_.reserve(nodes_);
    o_.sequence_.assign(queue.begin(), queue.end() - 1);
    o_.sequence_.resize(end);
    // By shape first, then by depth: each keeps the order that was there before.
    const auto shape = [&](Element e) {
      const auto [contributions, parts] = shape_[e];
      return (parts >> 31U) << 11U | std::min(links_.dependencies(e), 3U) << 9U |
             std::min(parts & ~any_bit, 15U) << 5U | std::min(contributions, 31U);
    };
    std::array<std::uint32_t, 4096> next_of_shape{};
    each_node([&](Element e) { next_of_shape[shape(e)] += waiting_[e] >= ready; });
    std::uint32_t sum = o_.given_;
    for (std::uint32_t& n : next_of_shape) sum += std::exchange(n, sum);
    each_node([&](Element e) {
      if (waiting_[e] >= ready) queue[next_of_shape[shape(e)]++] = e;
    });
    for (std::uint32_t i = o_.given_; i < end; ++i) {
      const Element e = queue[i];
      const std::uint32_t p = next_at_depth[waiting_[e] & ~ready]++;
      o_.sequence_[p] = e;
      o_.position_[e] = p;
    }
    cancel_.check();
  }
  /// Sorts with a bit for every element; they are all 0 before and after.
  static void in_order(std::span<Element> elements, std::vector<std::uint64_t>& bits) {
    for (const Element e : elements) bits[e / 64] |= std::uint64_t{1} << e % 64;
    std::size_t n = 0;
    for (std::size_t i = 0; n < elements.size(); ++i)
      for (std::uint64_t word = std::exchange(bits[i], 0); word != 0; word &= word - 1)
        elements[n++] = static_cast<Element>(i * 64 + static_cast<unsigned>(std::countr_zero(word)));
  }

  /// Elements without incoming relations come first, then those whose value is given; whatever becomes ready
  /// is next.
  void list_as_published() {
    std::vector<std::uint32_t> waiting = waiting_;
    std::vector<Element> stack;
    stack.reserve(nodes_);
    auto led_to = led_to_.begin();
    each_node([&](Element e) {
      if (led_to != led_to_.end() && *led_to == e)
        ++led_to;
      else if (waiting[e] == 0)
        stack.push_back(e);
    });
    stack.insert(stack.end(), led_to_.begin(), led_to_.end());
    std::reverse(stack.begin(), stack.end());
    Work work(cancel_);
    while (!stack.empty()) {
      work.step();
      const Element e = stack.back();
      stack.pop_back();
      o_.published_.push_back(e);
      links_.each_out(e, [&](Element to) {
        if (waiting[to] != 0 && --waiting[to] == 0) stack.push_back(to);
      });
    }
  }

  /// What lies next to each other and is computed alike.
  void list_runs() {
    constexpr std::uint32_t most = 4096; // a pass can be cancelled in between
    std::uint32_t contribution = 0, part = 0;
    Run run{};
    for (std::uint32_t p = o_.given_; p < o_.reached_; ++p) {
      const Element e = o_.sequence_[p];
      const Shape n = shape_[e];
      const std::uint32_t dependencies = links_.dependencies(e);
      const std::uint32_t parts = (n.parts & ~any_bit) - dependencies;
      const bool any = parts > 1 && (n.parts & any_bit) != 0;
      if (run.count != 0 && run.count < most && run.contributions == n.contributions && run.parts == parts &&
          run.dependencies == dependencies && run.any == any) {
        ++run.count;
      } else {
        if (run.count != 0) o_.runs_.push_back(run);
        run = {p, 1, contribution, part, n.contributions, parts, dependencies, any};
      }
      contribution += n.contributions;
      part += parts + dependencies;
    }
    if (run.count != 0) o_.runs_.push_back(run);
    o_.source_.resize(std::size_t{contribution} + 1);
    o_.weight_.resize(std::size_t{contribution} + 1);
    o_.part_.resize(std::size_t{part} + 1);
    cancel_.check();
  }

  /// Incoming relations in the order of what they lead to.
  void lay_out(const EvaluationParameters& parameters) {
    const auto soon = [&](Element to) { fetch(o_.position_.data() + to); };
    {
      Spread parts(o_, Spread::What::parts);
      for (const Relation r : {Relation::refines, Relation::depends_on})
        links_.each(r, soon, [&](Element from, Element to, const Edge&) {
          if (node_[from]) parts.add(o_.position_[from], o_.position_[to]);
        });
      parts.finish(cancel_);
    }
    Spread contributions(o_, Spread::What::contributions);
    std::vector<Quantity> ranges;
    const auto add = [&](Element from, Element to, const Quantity& q) {
      if (!node_[from]) return;
      double* const weight = contributions.add(o_.position_[from], o_.position_[to]);
      if (q.known() && q.exact()) [[likely]] {
        *weight = q.point();
      } else if (q.known()) {
        *weight = box_special(ranges.size());
        ranges.push_back(q);
      } else {
        *weight = unknown_number;
        ++unknown_;
      }
    };
    links_.each(Relation::supports, soon, [&](Element from, Element to, const Edge& e) {
      add(from, to, view_.get(edge_field::supports::contribution, e));
    });
    links_.each(Relation::contributes_to, soon, [&](Element from, Element to, const Edge& e) {
      add(from, to, view_.get(edge_field::contributes_to::contribution, e));
    });
    contributions.finish(cancel_);
    if (ranges.empty() && unknown_ == 0) return;
    for (std::size_t i = 0; i < o_.weight_.size(); ++i) {
      double& weight = o_.weight_[i];
      if (known(weight)) continue;
      if (!o_.uncertain()) {
        o_.low_.assign(o_.weight_.size(), unknown_number);
        o_.high_.assign(o_.weight_.size(), unknown_number);
      }
      const std::int64_t range = special_index(weight);
      o_.low_[i] = range < 0 ? 0 : ranges[static_cast<std::size_t>(range)].low;
      o_.high_[i] = range < 0 ? 100 : ranges[static_cast<std::size_t>(range)].high;
      weight = range < 0 ? parameters.contribution : ranges[static_cast<std::size_t>(range)].point();
      o_.assumed_ += range < 0; // it helps, and nobody said how much
    }
  }

  /// What waits for itself or for something that does comes last.
  void find_circles() {
    std::vector<Element> left;
    each_node([&](Element e) {
      if (o_.position_[e] == no_element) left.push_back(e);
    });
    for (const Element e : left) {
      o_.position_[e] = o_.size();
      o_.sequence_.push_back(e);
    }
    std::vector<std::uint8_t> to_itself(left.size(), 0);
    const auto edges =
        Grouped<std::uint32_t>::from(static_cast<std::uint32_t>(left.size()), [&](auto&& emit) {
          for (std::uint32_t i = 0; i < left.size(); ++i)
            links_.each_out(left[i], [&](Element to) {
              const std::uint32_t p = o_.position_[to];
              if (p == no_element || p < o_.reached_) return; // takes no part, or its value is given
              if (to == left[i]) to_itself[i] = 1;
              emit(i, p - o_.reached_);
            });
        });
    std::vector<std::uint32_t> component;
    std::vector<std::uint32_t> members(strong_components(edges, component, cancel_), 0);
    for (const std::uint32_t c : component) ++members[c];
    std::vector<std::uint32_t> number(members.size(), no_row);
    Circle downstream{{}, true};
    for (std::uint32_t i = 0; i < left.size(); ++i) {
      const std::uint32_t c = component[i];
      if (members[c] < 2 && !to_itself[i]) {
        downstream.members.push_back(left[i]);
        continue;
      }
      if (number[c] == no_row) {
        number[c] = static_cast<std::uint32_t>(o_.circles_.size());
        o_.circles_.push_back({{}, false});
      }
      o_.circles_[number[c]].members.push_back(left[i]);
    }
    if (!downstream.members.empty()) o_.circles_.push_back(std::move(downstream));
  }

  EvaluationOrder& o_;
  const View& view_;
  const Links& links_;
  const std::vector<std::uint8_t>&node_, &fixed_;
  Cancel cancel_;
  std::uint32_t nodes_ = 0, unknown_ = 0;
  std::vector<std::uint32_t> waiting_;
  std::vector<Shape> shape_;
  std::vector<Element> led_to_; // although the value is given
};

EvaluationOrder::EvaluationOrder(const View& view, std::vector<std::uint8_t> fixed,
                                 const EvaluationParameters& parameters, Cancel cancel, EvaluationMode mode) {
  const std::vector<std::uint8_t> node = nodes_of(view);
  fixed.resize(view.size(), 0);
  cancel.check();
  const auto find = [&]<class Links>(const Links& links) {
    Finder<Links>(*this, view, links, node, fixed, cancel).run(parameters, mode);
  };
  view.overlay() ? find(ListedLinks(view, node)) : find(TableLinks(view, node));
  find_words(parameters);
}

void EvaluationOrder::find_words(const EvaluationParameters& parameters) {
  for (const auto& w : parameters.contribution_words) {
    if (w.target >= position_.size() || w.source >= position_.size()) continue;
    const std::uint32_t to = position_[w.target], from = position_[w.source];
    auto run = std::upper_bound(runs_.begin(), runs_.end(), to,
                                [](std::uint32_t p, const Run& r) { return p < r.position; });
    if (run == runs_.begin() || to - (--run)->position >= run->count) continue;
    const Node n = node(*run, to - run->position);
    for (std::uint32_t i = n.contributions; i < n.contributions_end; ++i)
      if (source_[i] == from) words_.push_back({i, w.word});
  }
  std::sort(words_.begin(), words_.end());
}

std::vector<Help> EvaluationOrder::helps() const {
  std::vector<Help> helps(weight_.size());
  for (std::size_t i = 0; i < helps.size(); ++i) helps[i] = help_of(weight_[i]);
  for (const auto& [contribution, word] : words_) helps[contribution] = word;
  return helps;
}

} // namespace northline
