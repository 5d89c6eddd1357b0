#pragma once
// Lines of what trees speak of, also where the tree is of a strategy that was made of the document: by a
// scenario, by a change, by taking an element out.
#include "base/text.hpp"
#include "score/explain.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace northline {

class Lines {
public:
  /// Places are looked up in the document's text; what the scenario sets stands where the scenario says it.
  explicit Lines(const View& document, std::string_view scenario = {});
  /// Gives nodes that have a pointer alone the offset it leads to in the document's text.
  void give_offsets(ScoreNode&) const;
  /// Notes what the tree speaks of. `own`: the view the tree was made of, whose offsets count where it shares
  /// its text with the document; null: pointers alone count.
  void add(const ScoreNode&, const View* own);
  void add(const std::string& pointer);
  /// Finds all that was noted in one pass over the text.
  void find();
  /// Null: no line.
  const Place* of(const ScoreNode&) const;
  const Place* of(const std::string& pointer) const;
  /// The value at the pointer as it is written, empty where there is none; of the document, not the scenario.
  std::string_view written(const std::string& pointer) const;

private:
  std::size_t resolve(const std::string& pointer) const;
  View document_;
  std::string_view text_;
  std::vector<std::size_t> sets_; ///< of the scenario, then of those it is based on
  bool any_ = false;
  std::unordered_map<std::string, std::size_t> offsets_; ///< by pointer
  std::unordered_map<std::size_t, Place> found_;
};

} // namespace northline
