#pragma once
// How analyses read a strategy: a base snapshot and, perhaps, an overlay of changed elements.
#include "model/overlay.hpp"
#include "model/snapshot.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace northline {

class View;

#ifdef NORTHLINE_RECORD
/// Told of every read, so that tests can hold a check to its declared footprint.
class Recorder {
public:
  virtual ~Recorder() = default;
  virtual void attribute(Element e, Kind kind, unsigned column) = 0;
  virtual void out(Element e, Relation r) = 0;
  virtual void in(Element e, Relation r) = 0;
  virtual void fact(std::string_view name) = 0;                 ///< asked for by a check, not by a fact
  virtual void check(std::string_view code, Element focus) = 0; ///< what follows is read by this check
};
#define NORTHLINE_READ(call)                                                                                 \
  do {                                                                                                       \
    if (recorder) recorder->call;                                                                            \
  } while (false)
#else
#define NORTHLINE_READ(call)                                                                                 \
  do {                                                                                                       \
  } while (false)
#endif

// Loops over relations are the innermost of nearly every analysis. Compilers find these functions too large
// to inline by themselves, and a loop that keeps its position in memory takes twice as long.
#if defined(__GNUC__)
#define NORTHLINE_INLINE [[gnu::always_inline]] inline
#else
#define NORTHLINE_INLINE inline
#endif

/// One relation between two elements. Valid as long as the view's snapshot and overlay.
struct Edge {
  const Snapshot* home; ///< the snapshot whose table holds it
  Relation relation;
  std::uint32_t index; ///< in that table
  Element source, target;
};

/// The relations of one type that start or end at an element, in the order of the document.
class EdgeRange {
public:
  class iterator {
  public:
    Edge operator*() const;
    iterator& operator++();
    bool operator!=(const iterator& o) const { return at_ != o.at_ || segment_ != o.segment_; }
    bool operator==(const iterator& o) const { return !(*this != o); }

  private:
    friend class EdgeRange;
    const EdgeRange* range_ = nullptr;
    std::uint32_t at_ = 0;
    std::uint32_t segment_ = 0;
  };
  iterator begin() const;
  iterator end() const;
  bool empty() const { return begin() == end(); }
  std::uint32_t size() const; ///< O(1) without an overlay

private:
  friend class View;
  friend class iterator;
  struct Place {
    std::uint32_t at, segment;
  };
  // Takes and gives values: a range whose address is known elsewhere would have to live in memory.
  [[gnu::noinline]] static Place settled(EdgeRange range, Place p);
  const View* view_ = nullptr;
  const EdgeTable* table_ = nullptr;    // base or delta rows [first_, last_)
  const std::uint32_t* list_ = nullptr; // null: rows are edges themselves
  const Snapshot* home_ = nullptr;
  Relation relation_{};
  std::uint32_t first_ = 0, last_ = 0;
  std::uint32_t extra_first_ = 0, extra_last_ = 0; // delta's incoming edges
  bool filter_ = false;                            // skip base edges whose source is overlaid
  bool outgoing_ = true;
};

class View {
public:
  explicit View(std::shared_ptr<const Snapshot> base, std::shared_ptr<const Overlay> overlay = nullptr)
      : base_(std::move(base)), over_(std::move(overlay)), b_(base_.get()),
        o_(over_ && !over_->empty() ? over_.get() : nullptr) {}

  const Snapshot& base() const { return *b_; }
  const std::shared_ptr<const Snapshot>& shared_base() const { return base_; }
  const Overlay* overlay() const { return o_; }

  /// One more than the greatest handle; arrays over elements have this size.
  std::uint32_t size() const { return o_ ? o_->handle_limit() : b_->size(); }
  bool alive(Element e) const {
    return e < b_->size() ? b_->alive(e) && !(o_ && o_->removed(e)) : o_ && o_->has(e);
  }
  Kind kind(Element e) const {
    const Where w = where(e);
    return w.home->kind(w.local);
  }
  bool is(Element e, Kind k) const { return kind(e) == k; }
  template <Kind K> ElementOf<K> as(Element e) const { return {e}; }
  std::string_view id(Element e) const {
    const Where w = where(e);
    return w.home->id(w.local);
  }
  /// False only if no text of the element is one that tells nobody anything. Reading found out; a check that
  /// asks has all texts in its footprint.
  bool has_vague_text(Element e) const {
    const Where w = where(e);
    return w.home->has_vague_text(w.local);
  }
  /// Of the title as folded_hash() gives it; 0 without one. Reading worked it out.
  std::uint32_t title_hash(Element e) const {
    const Where w = where(e);
    NORTHLINE_READ(attribute(e, w.home->kind(w.local), field::common::title.column));
    return w.home->title_hash(w.local);
  }
  Element find(std::string_view id) const;
  std::uint32_t count(Kind k) const; ///< alive elements; O(1) without duplicates and overlay

  /// Calls f(Element) for every element of the kind, in the order of the document, added ones last.
  template <class F> void each(Kind k, F&& f) const {
    const std::uint32_t first = b_->first(k), n = b_->count(k);
    if (!o_ && !b_->any_dead()) {
      for (std::uint32_t i = 0; i < n; ++i) f(first + i);
      return;
    }
    for (std::uint32_t i = 0; i < n; ++i)
      if (alive(first + i)) f(first + i);
    if (o_) o_->each_added(k, f);
  }
  template <Kind K, class F> void each_of(F&& f) const {
    each(K, [&](Element e) { f(ElementOf<K>{e}); });
  }
  template <class F> void each_element(F&& f) const {
    for (unsigned k = 0; k < kind_count; ++k) each(static_cast<Kind>(k), f);
  }

  // ---- attributes ----
  template <Kind K, Type T, class E> auto get(Field<K, T, E> f, ElementOf<K> e) const {
    NORTHLINE_READ(attribute(e, K, f.column));
    const Where w = where(e);
    return cell<T, E>(*w.home, w.home->cells(K), f.column, w.local - w.home->first(K));
  }
  template <Type T, class E> auto get(CommonField<T, E> f, Element e) const {
    const Where w = where(e);
    const Kind k = w.home->kind(w.local);
    NORTHLINE_READ(attribute(e, k, f.column));
    return cell<T, E>(*w.home, w.home->cells(k), f.column, w.local - w.home->first(k));
  }
  /// Whether the attribute is written, whatever its type.
  template <Kind K, Type T, class E> bool has(Field<K, T, E> f, ElementOf<K> e) const {
    return has(e, f.column);
  }
  template <Type T, class E> bool has(CommonField<T, E> f, Element e) const { return has(e, f.column); }
  bool has(Element e, unsigned attribute) const;
  /// Text of an attribute, decoded; empty when absent.
  template <Kind K, class E> std::string text(Field<K, Type::text, E> f, ElementOf<K> e) const {
    return decoded(get(f, e));
  }
  template <class E> std::string text(CommonField<Type::text, E> f, Element e) const {
    return decoded(get(f, e));
  }

  template <Relation R, Type T, class E> auto get(EdgeField<R, T, E> f, const Edge& e) const {
    return cell<T, E>(*e.home, e.home->edges(R).cells, f.column, e.index);
  }

  // ---- relations ----
  /// False only if nothing has this relation to one target twice. Reading found out; a check that asks has
  /// the relations themselves in its footprint.
  bool repeats(Relation r) const { return b_->edges(r).repeats || (o_ && o_->delta().edges(r).repeats); }
  EdgeRange out(Element e, Relation r) const;
  EdgeRange in(Element e, Relation r) const;

  /// The element's own text: where it stands, for places, writing and rendering.
  struct Where {
    const Snapshot* home;
    Element local;
  };
  Where where(Element e) const {
    if (o_ && (e >= b_->size() || o_->overlaid(e))) return {&o_->delta(), o_->local(e)};
    return {b_, e};
  }

  static std::string decoded(Raw raw);

#ifdef NORTHLINE_RECORD
  mutable Recorder* recorder = nullptr;
#endif

private:
  template <Type T, class E>
  static auto cell(const Snapshot& s, const ColumnSet& cells, unsigned column, std::size_t row) {
    if constexpr (T == Type::number || T == Type::integer)
      return cells.number(column, row);
    else if constexpr (T == Type::quantity || T == Type::share || T == Type::money)
      return s.quantity(cells.number(column, row));
    else if constexpr (T == Type::date) {
      const std::uint32_t w = cells.word(column, row);
      return w ? Date{static_cast<std::int32_t>(w - date_bias)} : Date{};
    } else if constexpr (T == Type::boolean)
      return static_cast<Maybe>(cells.byte(column, row));
    else if constexpr (T == Type::choice)
      return static_cast<E>(cells.byte(column, row));
    else if constexpr (T == Type::choices)
      return ChoiceSet<E>{cells.word(column, row)};
    else
      return Raw{s.text(), cells.word(column, row)};
  }
  friend class EdgeRange;
  friend class EdgeRange::iterator;

  std::shared_ptr<const Snapshot> base_;
  std::shared_ptr<const Overlay> over_;
  const Snapshot* b_;
  const Overlay* o_;
};

NORTHLINE_INLINE EdgeRange View::out(Element e, Relation r) const {
  NORTHLINE_READ(out(e, r));
  EdgeRange range;
  const Where w = where(e);
  const EdgeTable& t = w.home->edges(r);
  range.view_ = this;
  range.relation_ = r;
  range.home_ = w.home;
  range.table_ = &t;
  if (t.source.empty()) return range;
  const Kind k = w.home->kind(w.local);
  const std::uint32_t row0 = t.out_row[static_cast<unsigned>(k)];
  if (row0 == EdgeTable::no_row) return range;
  const std::uint32_t row = row0 + (w.local - w.home->first(k));
  range.first_ = t.out_first[row];
  range.last_ = t.out_first[row + 1];
  return range;
}

NORTHLINE_INLINE EdgeRange View::in(Element e, Relation r) const {
  NORTHLINE_READ(in(e, r));
  EdgeRange range;
  range.view_ = this;
  range.relation_ = r;
  range.home_ = b_;
  range.outgoing_ = false;
  const EdgeTable& t = b_->edges(r);
  range.table_ = &t;
  if (e < b_->size() && !t.in_first.empty()) {
    const Kind k = b_->kind(e);
    const std::uint32_t row0 = t.in_row[static_cast<unsigned>(k)];
    if (row0 != EdgeTable::no_row) {
      const std::uint32_t row = row0 + (e - b_->first(k));
      range.first_ = t.in_first[row];
      range.last_ = t.in_first[row + 1];
      range.list_ = t.in_edge.data();
    }
  }
  if (o_) {
    range.filter_ = true;
    o_->incoming(e, r, range.extra_first_, range.extra_last_);
  }
  return range;
}

NORTHLINE_INLINE EdgeRange::iterator EdgeRange::begin() const {
  iterator i;
  i.range_ = this;
  i.at_ = first_;
  if (first_ == last_) {
    i.segment_ = 1;
    i.at_ = extra_first_;
  }
  if (filter_) {
    const Place p = settled(*this, {i.at_, i.segment_});
    i.at_ = p.at;
    i.segment_ = p.segment;
  }
  return i;
}
NORTHLINE_INLINE EdgeRange::iterator EdgeRange::end() const {
  iterator i;
  i.range_ = this;
  i.segment_ = 1;
  i.at_ = extra_last_;
  return i;
}
NORTHLINE_INLINE EdgeRange::iterator& EdgeRange::iterator::operator++() {
  ++at_;
  if (segment_ == 0 && at_ == range_->last_) {
    segment_ = 1;
    at_ = range_->extra_first_;
  }
  if (range_->filter_) {
    const Place p = settled(*range_, {at_, segment_});
    at_ = p.at;
    segment_ = p.segment;
  }
  return *this;
}
NORTHLINE_INLINE Edge EdgeRange::iterator::operator*() const {
  if (segment_ == 0) {
    const std::uint32_t i = range_->list_ ? range_->list_[at_] : at_;
    const EdgeTable& t = *range_->table_;
    Element source = t.source[i];
    if (range_->home_ != range_->view_->b_)
      source = range_->view_->o_->handle(source); // the delta counts its own
    return {range_->home_, range_->relation_, i, source, t.target[i]};
  }
  return range_->view_->o_->incoming_edge<Edge>(at_, range_->relation_);
}

} // namespace northline
