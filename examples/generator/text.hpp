// Titles, descriptions and ids: words in five languages, with the characters that readers stumble over.
#pragma once

#include "random.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace northline::generator {

enum class Kind : std::uint8_t {
  vision,
  mission,
  value,
  assessment,
  insight,
  goal,
  benefit,
  audience,
  stakeholder,
  channel,
  program,
  activity,
  resource,
  metric,
  benchmark,
  policy,
  capability,
  risk,
  exclusion
};
inline constexpr std::size_t kind_count = 19;

// The member of the document that holds the elements of a kind.
std::string_view member_of(Kind kind);

struct Reference {
  Kind kind;
  std::uint32_t index;
};

// Most ids are a kind and a number, some are slugs as people write them, a few have letters beyond ASCII.
void append_id(std::string& out, std::uint64_t seed, Reference element);

enum class Language : std::uint8_t { english, german, french, greek, japanese };
std::string_view tag_of(Language language);
Language language_of(std::uint64_t seed, Reference element);

// Raw UTF-8, not yet escaped. Titles of one kind differ from each other.
std::string title_of(std::uint64_t seed, Reference element);
std::string description_of(std::uint64_t seed, Reference element);

// How the characters of a text are to be written in JSON.
enum class Escapes : std::uint8_t { needed, all_beyond_ascii };
void append_json_string(std::string& out, std::string_view text, Escapes escapes = Escapes::needed);

} // namespace northline::generator
