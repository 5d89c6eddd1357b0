#pragma once
// Dense numbers for the elements of one kind, so that facts about a kind are plain arrays.
#include "model/view.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace northline {

inline constexpr std::uint32_t no_row = 0xFFFFFFFFU;

/// Rows 0 … size() - 1 stand for the elements of a kind: those of the base first, then those an overlay
/// added. Elements that are not alive keep their row; ask `Presence`.
class Rows {
public:
  Rows() = default;
  Rows(const View& view, Kind kind) : first_(view.base().first(kind)), base_(view.base().count(kind)) {
    if (const Overlay* o = view.overlay()) {
      const std::uint32_t limit = view.base().size();
      o->each_added(kind, [&](Element e) {
        if (e >= limit) added_.push_back(e);
      });
      std::sort(added_.begin(), added_.end());
    }
  }
  std::uint32_t size() const { return base_ + static_cast<std::uint32_t>(added_.size()); }
  std::uint32_t of(Element e) const {
    const std::uint32_t row = e - first_;
    if (row < base_) return row;
    const auto at = std::lower_bound(added_.begin(), added_.end(), e);
    return at != added_.end() && *at == e ? base_ + static_cast<std::uint32_t>(at - added_.begin()) : no_row;
  }
  Element at(std::uint32_t row) const { return row < base_ ? first_ + row : added_[row - base_]; }

private:
  Element first_ = 0;
  std::uint32_t base_ = 0;
  std::vector<Element> added_;
};

/// Lists by row in one piece of memory: those of row r are items[first[r]] … items[first[r + 1] - 1].
template <class T> struct Grouped {
  std::vector<std::uint32_t> first;
  std::vector<T> items;
  std::span<const T> operator[](std::uint32_t row) const {
    return {items.data() + first[row], items.data() + first[row + 1]};
  }
  std::uint32_t rows() const { return first.empty() ? 0 : static_cast<std::uint32_t>(first.size() - 1); }

  /// `each(emit)` calls emit(row, item) for every item, twice over in the same order; lists keep that order.
  template <class Each> static Grouped from(std::uint32_t rows, Each&& each) {
    Grouped g;
    g.first.assign(std::size_t{rows} + 1, 0);
    each([&g](std::uint32_t row, const T&) { ++g.first[row + 1]; });
    for (std::uint32_t r = 0; r < rows; ++r) g.first[r + 1] += g.first[r];
    g.items.resize(g.first[rows]);
    // first[r] walks to the end of its list and is put back afterwards, which saves a second array.
    each([&g](std::uint32_t row, const T& item) { g.items[g.first[row]++] = item; });
    for (std::uint32_t r = rows; r > 0; --r) g.first[r] = g.first[r - 1];
    g.first[0] = 0;
    return g;
  }
};

/// Which elements count: alive and neither dropped nor left. The root always does.
class Presence {
public:
  static constexpr std::string_view name = "fact presence";
  static constexpr std::string_view reads[] = {"status"};
  Presence() = default;
  explicit Presence(const View& view) : present_(view.size(), 0) {
    view.each_element([&](Element e) {
      const choice::status s = view.get(field::common::status, e);
      present_[e] = s != choice::status::dropped && s != choice::status::left;
    });
    present_[root_element] = 1;
  }
  bool operator()(Element e) const { return present_[e] != 0; }

private:
  std::vector<std::uint8_t> present_;
};

} // namespace northline
