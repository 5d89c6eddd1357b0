#pragma once
// What the checks say, by code, and the same in other languages. The library speaks English; a catalogue,
// which is JSON that somebody translated, puts other words in its place. What a catalogue leaves out stays
// English.
#include "check/rule.hpp"
#include "model/words.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace northline {

class Messages : public Words {
public:
  Messages() = default; ///< English
  /// Reads a catalogue. Throws Error(configuration) with the place when it cannot be followed: not JSON, a
  /// member nobody knows, a sentence that names a place which the English one does not have, or lacks one.
  static std::shared_ptr<const Messages> read(std::string_view json);

  const std::string& language() const { return language_; } ///< "en", "de", "pt-BR"
  bool right_to_left() const { return right_to_left_; }

  std::string_view question(const Rule&) const;
  std::string_view message(const Rule&, std::string_view variant = {}) const;
  std::string_view advice(const Rule&) const;
  std::string_view why(const Rule&) const; ///< from the check's page
  /// The text in this language when it is one of the check's phrases, or several of them in a list; else as
  /// it is. Days and numbers in it are the places {a}, {b} and so on of the phrase.
  std::string phrase(const Rule&, std::string_view english) const;
  std::string_view severity(Severity) const;
  std::string_view safety(Safety) const;
  std::string_view category(Category) const;

  /// How much of the catalogue is translated, and what is not, for people: a line for each.
  std::string coverage() const;

private:
  struct Said {
    std::string question, message, advice, why;
    std::map<std::string, std::string, std::less<>> variants, phrases;
  };
  friend class CatalogueReader;
  const Said* said(const Rule&) const;
  bool find_phrase(const Said&, std::string_view english, std::string& out) const;
  std::string language_ = "en";
  bool right_to_left_ = false;
  std::map<std::string, Said, std::less<>> checks_; ///< by code
};

/// The catalogue of this version in English, for translators (docs/translating.md).
std::string messages_json();

/// The paragraph "Why" of a check's page, as Markdown.
std::string_view page_why(const Rule&);

} // namespace northline
