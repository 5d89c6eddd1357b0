#pragma once
// The fixed words that people are shown. English unless a catalogue of messages says them in another
// language.
#include "base/template.hpp"
#include "model/registry.hpp"
#include "model/values.hpp"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace northline {

enum class Word : std::uint16_t {
#define NL_WORD(name, text) name,
#include "model/words.def"
#undef NL_WORD
  count_
};

/// Every fixed word by position: those above, then each kind's name and its name with the article.
std::size_t word_count();
std::string word_key(std::size_t position); ///< "kind_goal"
std::string word_text(std::size_t position);
std::string_view fixed_text(Word); ///< in English

/// Words that stand for themselves in English; a catalogue fills in others.
class Words {
public:
  std::string_view operator()(Word w) const;
  std::string kind(Kind) const;                  ///< "goal"
  std::string a_kind(Kind) const;                ///< "a goal"
  std::string number(double) const;              ///< up to two decimals
  std::string written(std::string number) const; ///< a number's text with the language's decimal point

protected:
  std::vector<std::string> own_; ///< by position; empty as a whole: English
};

/// One value for a place in a word.
struct Filling {
  std::string_view name;
  std::string text;
  double number = unknown_number; ///< chooses of two words

  Filling(std::string_view n, std::string t) : name(n), text(std::move(t)) {}
  Filling(std::string_view n, std::string_view t) : name(n), text(t) {}
  Filling(std::string_view n, const char* t) : name(n), text(t) {}
  Filling(std::string_view n, std::uint64_t count)
      : name(n), text(std::to_string(count)), number(static_cast<double>(count)) {}
};
/// Fills a word's places. A place without a value stays as it is written.
std::string fill(std::string_view word, std::initializer_list<Filling>);
std::string fill(std::string_view word, const std::vector<Filling>&);

} // namespace northline
