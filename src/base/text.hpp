#pragma once
// The text of a document and places in it.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace northline {

/// A document's bytes, owned or borrowed. A snapshot keeps offsets into them, so they live as long as it
/// does.
class Text {
public:
  static std::shared_ptr<const Text> own(std::string bytes) {
    auto t = std::make_shared<Text>();
    t->owned_ = std::move(bytes);
    t->view_ = t->owned_;
    return t;
  }
  /// The caller keeps the bytes alive and unchanged as long as anything made from them lives.
  static std::shared_ptr<const Text> borrow(std::string_view bytes) {
    auto t = std::make_shared<Text>();
    t->view_ = bytes;
    return t;
  }
  /// Bytes that the library wrote itself: nobody has them, so nobody can be pointed at a line of them.
  static std::shared_ptr<const Text> make(std::string bytes) {
    auto t = std::make_shared<Text>();
    t->owned_ = std::move(bytes);
    t->view_ = t->owned_;
    t->places_ = false;
    return t;
  }
  std::string_view view() const { return view_; }
  bool has_places() const { return places_; }

private:
  bool places_ = true;
  std::string owned_;
  std::string_view view_;
};

/// Line and column of a byte, both from 1; columns count code points.
struct Place {
  std::uint32_t line = 0, column = 0;
};
/// Derives places from offsets, asked in any order. Each costs the distance from the last one or, where that
/// is less, one stretch of text: a document on one line of many megabytes would be counted from its start for
/// every finding otherwise. The text before an offset is gone over once.
class PlaceFinder {
public:
  explicit PlaceFinder(std::string_view text);
  Place at(std::size_t offset);

private:
  static constexpr std::size_t stretch = 2048;
  std::string_view text_;
  std::size_t start_ = 0, at_ = 0; ///< the last place
  Place last_{1, 1};
  std::vector<Place> marks_; ///< of the first byte of every stretch seen so far
};

/// Throws Error(configuration) that points at a byte of the text.
[[noreturn]] void refuse_configuration(std::string_view text, std::size_t at, const std::string& pointer,
                                       const std::string& message);

} // namespace northline
