#pragma once
// A strategy that can be edited. Every change goes through this door, which refuses what strict reading
// refuses.
#include "io/json_reader.hpp"
#include "model/view.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace northline {

/// Belongs to one thread at a time; the views it hands out are immutable and may be shared.
/// Copying copies the changes since the base only.
class Strategy {
public:
  /// An empty strategy.
  Strategy();
  explicit Strategy(std::shared_ptr<const Snapshot> base);

  /// The present state. O(changes since the last call); O(document) when many have gathered.
  const View& view() const;
  /// Counts edits; equal revisions of one strategy are equal states.
  std::uint64_t revision() const { return revision_; }

  /// Each edit is whole or not at all. Throws Error: not_found for an id or name that does not exist,
  /// refused with the reason for what strict reading would refuse, invalid_argument for text that is not
  /// JSON.
  void add_element(Kind kind, std::string_view id);
  /// Takes the element out with every relation that ends there.
  void remove_element(std::string_view id);
  void set_attribute(std::string_view id, std::string_view name, std::string_view json);
  void unset_attribute(std::string_view id, std::string_view name);
  /// `payload`: JSON of the principal attribute or of an object, empty for a bare relation. An existing
  /// relation to the same target is replaced.
  void add_relation(std::string_view source, std::string_view relation, std::string_view target,
                    std::string_view payload = {});
  /// Replaces all relations of one type that start at the element, in any form the document allows; empty text
  /// takes them away.
  void set_relation(std::string_view source, std::string_view relation, std::string_view json);
  void remove_relation(std::string_view source, std::string_view relation, std::string_view target);

  /// Edits until commit() stand or fall together; rollback() takes them all back. Not nested.
  void begin();
  void commit();
  void rollback();
  bool in_transaction() const { return saved_ != nullptr; }

private:
  struct Changes {
    std::map<Element, std::string> texts;                  ///< objects of changed and added elements
    std::map<Element, std::pair<Kind, std::string>> added; ///< kind and id by handle
    std::vector<Element> removed;                          ///< base elements
    Element next = 0;
  };
  class Lookup;

  Element find(std::string_view id) const;
  Element require(std::string_view id) const;
  Kind kind_of(Element) const;
  std::string id_of(Element) const;
  std::string text_of(Element) const;
  /// Checks the new text of an element against the registry and the present ids, then keeps it.
  void accept(Element, std::string text);
  void set_member(Element, std::string_view name, std::string_view json);
  void fold() const;

  mutable std::shared_ptr<const Snapshot> base_;
  mutable Changes changes_;
  std::unordered_map<std::string, Element> mutable ids_; ///< of added elements
  std::unique_ptr<Changes> saved_;
  std::uint64_t revision_ = 0, saved_revision_ = 0;
  mutable std::unique_ptr<View> view_;

public:
  Strategy(const Strategy&);
  Strategy& operator=(const Strategy&) = delete;
  ~Strategy();
};

} // namespace northline
