#include "model/words.hpp"

#include "base/json_text.hpp"

#include <cmath>

namespace northline {
namespace {

struct Fixed {
  std::string_view key, text;
};
constexpr Fixed fixed[] = {
#define NL_WORD(name, text) {#name, text},
#include "model/words.def"
#undef NL_WORD
};
constexpr std::size_t fixed_count = std::size(fixed);

std::string article(std::string_view noun) {
  const bool vowel = !noun.empty() && std::string_view("aeiou").find(noun.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(noun);
}

template <class Fillings> std::string fill_with(std::string_view word, const Fillings& fillings) {
  std::string out;
  TemplateWalker walker(word);
  for (TemplatePart p; walker.next(p);) {
    const Filling* found = nullptr;
    if (p.place)
      for (const Filling& f : fillings)
        if (f.name == p.name) found = &f;
    if (!found)
      out += p.text;
    else if (p.plural)
      out += found->number == 1 ? p.one : p.many;
    else
      out += found->text;
  }
  return out;
}

} // namespace

std::size_t word_count() { return fixed_count + std::size_t{2} * kind_count; }
std::string word_key(std::size_t i) {
  if (i < fixed_count) return std::string(fixed[i].key);
  i -= fixed_count;
  return (i < kind_count ? "kind_" : "a_kind_") + std::string(info(static_cast<Kind>(i % kind_count)).name);
}
std::string word_text(std::size_t i) {
  if (i < fixed_count) return std::string(fixed[i].text);
  i -= fixed_count;
  const std::string_view title = info(static_cast<Kind>(i % kind_count)).title;
  return i < kind_count ? std::string(title) : article(title);
}

std::string_view fixed_text(Word w) { return fixed[static_cast<std::size_t>(w)].text; }

std::string_view Words::operator()(Word w) const {
  const auto i = static_cast<std::size_t>(w);
  return own_.empty() || own_[i].empty() ? fixed[i].text : std::string_view(own_[i]);
}
std::string Words::kind(Kind k) const {
  const std::size_t i = fixed_count + static_cast<std::size_t>(k);
  return own_.empty() || own_[i].empty() ? std::string(info(k).title) : own_[i];
}
std::string Words::a_kind(Kind k) const {
  const std::size_t i = fixed_count + kind_count + static_cast<std::size_t>(k);
  return own_.empty() || own_[i].empty() ? article(info(k).title) : own_[i];
}
std::string Words::written(std::string number) const {
  const std::string_view point = (*this)(Word::decimal_point);
  if (const std::size_t at = number.find('.'); at != std::string::npos && point != ".")
    number.replace(at, 1, point);
  return number;
}
std::string Words::number(double x) const {
  std::string out;
  // The full number stands in the JSON; people read two decimals.
  const double r = std::fabs(x) < 1e15 ? std::round(x * 100) / 100 : x;
  append_number(out, r == 0 && x != 0 ? x : r);
  return written(std::move(out));
}

std::string fill(std::string_view word, std::initializer_list<Filling> fillings) {
  return fill_with(word, fillings);
}
std::string fill(std::string_view word, const std::vector<Filling>& fillings) {
  return fill_with(word, fillings);
}

} // namespace northline
