#pragma once
// An immutable strategy: the document's text, columns by kind, and relations as compressed sparse rows.
#include "base/text.hpp"
#include "model/problem.hpp"
#include "model/registry.hpp"
#include "model/values.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace northline {

/// The cells of one attribute. Which vector is used depends on the attribute's type; rows past its end are
/// absent, so an attribute that nobody wrote costs nothing.
struct Column {
  std::vector<double> numbers;      ///< NaN absent; other NaN payloads point at a Special
  std::vector<std::uint32_t> words; ///< dates (biased), sets of choices, offsets into the text; 0 absent
  std::vector<std::uint8_t> bytes;  ///< choices and booleans; 0 absent
};

/// A quantity that is more than one number.
struct Special {
  double low, likely, high;
  double rate = unknown_number;
  std::uint32_t currency_at = 0; ///< offset of the currency's string; 0: the document's
};

class ColumnSet {
public:
  explicit ColumnSet(std::size_t columns = 0) : columns_(columns) {}
  double number(unsigned c, std::size_t row) const {
    const auto& v = columns_[c].numbers;
    return row < v.size() ? v[row] : unknown_number;
  }
  std::uint32_t word(unsigned c, std::size_t row) const {
    const auto& v = columns_[c].words;
    return row < v.size() ? v[row] : 0;
  }
  std::uint8_t byte(unsigned c, std::size_t row) const {
    const auto& v = columns_[c].bytes;
    return row < v.size() ? v[row] : std::uint8_t{0};
  }
  std::vector<Column>& columns() { return columns_; }
  const std::vector<Column>& columns() const { return columns_; }

private:
  std::vector<Column> columns_;
};

inline double box_special(std::size_t index) {
  return __builtin_bit_cast(double, 0x7FF8000000000000ULL | (static_cast<std::uint64_t>(index) + 1));
}
/// Index of the special that the number stands for, or -1: a plain number or absent.
inline std::int64_t special_index(double x) {
  const auto bits = __builtin_bit_cast(std::uint64_t, x);
  if ((bits & 0xFFF8000000000000ULL) != 0x7FF8000000000000ULL) return -1;
  return static_cast<std::int64_t>(bits & 0x0007FFFFFFFFFFFFULL) - 1;
}
inline constexpr std::uint32_t date_bias = 0x80000000U;

/// One type of relation: edges in the order of their sources, and the same edges by target.
struct EdgeTable {
  std::vector<Element> source, target;  ///< per edge
  std::vector<std::uint32_t> out_first; ///< per row of a possible source, plus one
  std::vector<std::uint32_t> in_first;  ///< per row of a possible target, plus one
  std::vector<std::uint32_t> in_edge;   ///< edges by target, in the order of their sources
  std::array<std::uint32_t, kind_count> out_row{}, in_row{}; ///< first row of a kind, or no_row
  bool repeats = false;                                      ///< some source has a target twice
  ColumnSet cells;
  static constexpr std::uint32_t no_row = 0xFFFFFFFFU;
  std::size_t size() const { return source.size(); }
};

/// Members of the document that are no attributes: kept as they stand, found without a walk over the text.
enum class DocumentMember : std::uint8_t {
  version,
  id,
  scenarios,
  checks,
  scoring,
  overlaps,
  layout,
  count_
};

class Snapshot {
public:
  std::string_view text() const { return text_->view(); }
  const std::shared_ptr<const Text>& shared_text() const { return text_; }

  /// Handles run from 0 to size() - 1, kind by kind in the registry's order, the root first.
  std::uint32_t size() const { return base_[kind_count]; }
  std::uint32_t first(Kind k) const { return base_[static_cast<unsigned>(k)]; }
  std::uint32_t count(Kind k) const { return base_[static_cast<unsigned>(k) + 1] - first(k); }
  Kind kind(Element e) const { return static_cast<Kind>(kinds_[e]); }
  /// False for an element whose id an earlier one has: it is kept in the text only.
  bool alive(Element e) const { return dead_.empty() || !dead_[e]; }
  bool any_dead() const { return !dead_.empty(); }
  /// folded_hash() of the title; 0 without one.
  std::uint32_t title_hash(Element e) const {
    const std::vector<std::uint32_t>& rows = title_hashes_[kinds_[e]];
    const std::size_t row = e - base_[kinds_[e]];
    return row < rows.size() ? rows[row] : 0;
  }
  /// Whether a text of the element may be one that tells nobody anything (model/vague_text.hpp).
  bool has_vague_text(Element e) const {
    const std::vector<bool>& rows = vague_[kinds_[e]];
    const std::size_t row = e - base_[kinds_[e]];
    return row < rows.size() && rows[row];
  }

  std::string_view id(Element e) const;
  /// The element with this id, or no_element. O(1).
  Element find(std::string_view id) const;
  /// Offset of the element's key in the text (the root: of the document's opening brace).
  std::uint32_t key_at(Element e) const { return key_at_[e]; }
  /// Offset of the element's opening brace.
  std::size_t body_at(Element e) const;
  /// Offset of the value of a member of the document, or 0. O(1).
  std::size_t member_at(DocumentMember m) const;

  const ColumnSet& cells(Kind k) const { return cells_[static_cast<unsigned>(k)]; }
  const EdgeTable& edges(Relation r) const { return edges_[static_cast<unsigned>(r)]; }
  std::uint64_t edge_count() const;
  Quantity quantity(double cell) const {
    if (cell == cell) return {cell, cell, cell, true};
    return special_quantity(cell);
  }
  const std::vector<Special>& specials() const { return specials_; }
  const std::vector<Problem>& problems() const { return problems_; } ///< in the order of the text
  std::uint64_t problem_count() const { return problem_count_; } ///< those beyond the limit are counted only

private:
  friend class SnapshotBuilder;
  /// `hashes` of the ids by element; the root's too.
  void index_ids(const std::vector<std::uint32_t>& hashes);
  Quantity special_quantity(double cell) const;
  Element probe(std::string_view id, std::uint32_t hash) const;
  bool id_is(Element e, std::string_view id) const;

  std::shared_ptr<const Text> text_;
  std::array<std::uint32_t, kind_count + 1> base_{};
  std::vector<std::uint8_t> kinds_;
  std::vector<std::uint32_t> key_at_;
  std::vector<bool> dead_;
  // What reading notes of texts while it has them at hand; by row, as long as needed.
  std::array<std::vector<bool>, kind_count> vague_;
  std::array<std::vector<std::uint32_t>, kind_count> title_hashes_;
  std::array<ColumnSet, kind_count> cells_;
  std::array<EdgeTable, relation_count> edges_;
  std::vector<Special> specials_;
  std::vector<Problem> problems_;
  std::uint64_t problem_count_ = 0;
  std::string root_id_ = "strategy";
  std::size_t document_at_ = 0;
  std::array<std::uint32_t, static_cast<unsigned>(DocumentMember::count_)> member_key_at_{};

  struct IdSlot {
    std::uint32_t tag, element; ///< element + 1; 0 is empty
  };
  std::vector<IdSlot> id_slots_;
  std::vector<Element> sorted_ids_; ///< used instead when ids were chosen to collide
  std::unordered_map<std::uint32_t, std::string> escaped_ids_; ///< by offset of the key
};

/// Hash of an id; not secret, so the table must survive collisions (see Snapshot::index_ids).
std::uint32_t id_hash(std::string_view id);

} // namespace northline
