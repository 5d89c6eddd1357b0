#pragma once
// Documents as two readers compare them: members by name, values in one form for everything that means the
// same. Works on text that the reader has accepted; nothing is parsed that is equal byte for byte.
#include "model/snapshot.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace northline::compare {

/// A value in a document's text, or none.
struct Node {
  std::string_view text;
  std::size_t at = std::string_view::npos;

  bool there() const { return at != std::string_view::npos; }
  bool is(char first) const { return there() && text[at] == first; }
  bool object() const { return is('{'); }
  std::string_view raw() const;
  std::string canonical() const; ///< empty when there is none
  /// Content of a string, decoded.
  std::string string() const;
};

struct Entry {
  std::string name;
  std::size_t value_at;
};

/// The members of an object by name. Of several with one name the first counts, as in reading.
class Object {
public:
  Object() = default;
  explicit Object(Node node); ///< no members for what is no object
  std::size_t size() const { return entries_.size(); }
  const Entry& operator[](std::size_t i) const { return entries_[i]; }
  Node node(std::size_t i) const { return {text_, entries_[i].value_at}; }
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::size_t index(std::string_view name) const; ///< none if there is no such member; O(log n)
  Node find(std::string_view name) const;
  bool duplicates() const { return duplicates_; }
  bool first_of_name(std::size_t i) const { return !duplicates_ || index(entries_[i].name) == i; }

private:
  std::string_view text_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> sorted_;
  bool duplicates_ = false;
};

/// How a member of an element, or of the document, is compared and merged.
enum class Shape : std::uint8_t {
  value,    ///< as one
  set,      ///< a list whose order says nothing
  records,  ///< a list of dated things
  parts,    ///< an object whose members stand for themselves
  relation, ///< by target
};
struct MemberSort {
  Shape shape = Shape::parts;
  bool attribute = false;
  const RelationInfo* relation = nullptr;
  Ref record = Ref::none;
};
MemberSort sort_of(Kind kind, std::string_view member);

/// A relation's end as written; the payload of a bare one is absent.
struct End {
  std::string id;
  Node payload;
  std::string normal; ///< the payload with its principal attribute named
};
/// False for what is no relation of the usual form: it is then compared as one value.
bool ends_of(const RelationInfo&, Node value, std::vector<End>& out);
std::string normal_payload(const RelationInfo&, Node payload);

/// Equal texts mean the same; empty when there is no such member.
std::string normal(const MemberSort&, Node value);
/// The element's object: its members in their normal forms, sorted.
std::string normal_element(Kind, Node);

/// "goals" -> Kind, where the value is a map of elements.
bool is_map_of_elements(std::string_view member, Node value, Kind& kind);

/// The document's object.
Node document(const Snapshot&);
/// The document's map of this kind, or none.
Node map_of(const Snapshot&, const Object& document, Kind);

} // namespace northline::compare
