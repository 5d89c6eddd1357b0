#pragma once
// Strategies as conditions see them: elements with attributes, relations and steps along them.
#include "check/cel/types.hpp"
#include "model/view.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace northline {

/// The types of objects. An element's is the set of kinds it may have: `goal`, `channel or resource`.
class GraphTypes final : public cel::ObjectTypes {
public:
  static constexpr std::uint32_t record = 1U << 31;  ///< with the number of a Ref
  static constexpr std::uint32_t reading = 1U << 30; ///< a metric's latest value
  static constexpr std::uint32_t link = 1U << 29;    ///< with the number of a relation: one of these
  static bool is_element(std::uint32_t type) { return type < link; }

  std::string name(std::uint32_t type) const override;
  std::uint32_t find_field(std::uint32_t type, std::string_view field, cel::Type& out) const override;
  std::vector<std::string> field_names(std::uint32_t type) const override;
};

/// One strategy. The view outlives it.
class Graph final : public cel::Host {
public:
  /// With `all`, elements that are dropped or left are seen too.
  Graph(const View& view, Date as_of, bool all) : view_(view), as_of_(as_of), all_(all) {}

  cel::Value element(Element e) const;
  bool sees(Element e) const;
  /// What a link value stands for.
  const Edge& edge(const cel::Value& link) const;
  /// Links of an earlier evaluation are not needed any more.
  void forget() { links_.clear(); }

  std::string object_name(std::uint32_t type) const override { return types_.name(type); }
  std::uint32_t find_field(std::uint32_t type, std::string_view name) const override;
  bool has(const cel::Value& object, std::uint32_t field, cel::Meter&) const override;
  cel::Value get(const cel::Value& object, std::uint32_t field, cel::Meter&) const override;

private:
  cel::Value field_of(Element e, std::uint32_t field, cel::Meter&) const;
  cel::Value attribute(Element e, unsigned column, cel::Meter&) const;
  cel::Value link_field(const cel::Value& link, std::uint32_t field, cel::Meter&) const;
  template <class Nothing>
  cel::Value cell(const Snapshot& home, const ColumnSet& cells, const AttributeInfo&, unsigned column,
                  std::size_t row, cel::Meter&, const Nothing& nothing) const;
  template <class Nothing> cel::Value range_of(const Quantity&, cel::Meter&, const Nothing& nothing) const;
  cel::Value range(Element e, unsigned column, cel::Meter&) const;
  cel::Value step(Element e, std::uint32_t how, std::uint32_t which, cel::Meter&) const;
  cel::Value latest(Element e) const;
  cel::Value written(const AttributeInfo&, std::string_view text, std::size_t at, bool delta,
                     cel::Meter&) const;
  cel::Value json(std::string_view text, std::size_t at, cel::Meter&, unsigned depth) const;
  bool in_delta(std::string_view text) const;
  cel::Value nothing(Element e, std::string_view name) const;

  const View& view_;
  Date as_of_;
  bool all_;
  GraphTypes types_;
  mutable std::unordered_map<std::uint64_t, Edge> links_; ///< those that values stand for
};

} // namespace northline
