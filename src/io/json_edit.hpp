#pragma once
// Changing one object or list within a document's text: what is not spoken of keeps its bytes, comments stay
// with the member they stand beside, and no comma is missing or left over.
#include "io/json_patch.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace northline {

class ContainerEdit {
public:
  struct Member {
    std::size_t key_at; ///< of a list's item: where it begins
    std::size_t value_at, value_end;
    std::size_t begin, end; ///< with the comments that belong to it; members follow each other without gaps
    std::size_t comma;      ///< after it, or npos
  };
  static constexpr std::size_t front = static_cast<std::size_t>(-1);

  /// `at` is at the opening bracket in accepted JSON that may hold comments. O(bytes of the container).
  ContainerEdit(std::string_view text, std::size_t at);
  const std::vector<Member>& members() const { return members_; }

  void remove(std::size_t member);
  void replace(std::size_t member, std::string value);
  /// `item`: a list's value, or a key with its value. Several behind one member follow in the order given.
  void insert_behind(std::size_t member_or_front, std::string item);
  bool changed() const { return changed_; }
  /// Whether nothing would be left.
  bool empties() const;

  /// Appends the edits, which stay inside the container; they are not sorted among others' edits.
  void finish(std::vector<TextEdit>& edits) const;

private:
  struct Plan {
    bool removed = false, replaced = false;
    std::string value;
    std::vector<std::string> behind;
  };
  std::string_view text_;
  std::size_t at_, close_ = 0, first_begin_ = 0;
  std::vector<Member> members_;
  std::vector<Plan> plans_;
  std::vector<std::string> front_;
  bool changed_ = false;
};

/// Brings edits of different containers into the order that apply_edits asks for.
void sort_edits(std::vector<TextEdit>& edits);

} // namespace northline
