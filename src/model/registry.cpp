#include "model/registry.hpp"

#include <cstring>
#include <initializer_list>

namespace northline {
namespace {

using K = Kind;

// Open addressing over a handful of names, built at compile time: lookups happen for every member of a
// document, so they must be one hash and, nearly always, one comparison.
struct NameTable {
  static constexpr unsigned slots = 128;
  std::array<std::int16_t, slots> at{};
};

constexpr unsigned name_hash(std::string_view s) {
  unsigned h = static_cast<unsigned>(s.size()) * 0x9E3779B1U;
  if (!s.empty()) {
    h ^= static_cast<unsigned char>(s.front()) * 0x85EBCA6BU;
    h ^= static_cast<unsigned char>(s.back()) * 0xC2B2AE35U;
    h ^= static_cast<unsigned char>(s[s.size() / 2]) * 0x27D4EB2FU;
  }
  return (h ^ (h >> 15)) * 0x2C1B3C6DU >> 25;
}

template <class NameAt> constexpr NameTable make_table(unsigned n, NameAt name_at) {
  NameTable t;
  for (auto& s : t.at) s = -1;
  for (unsigned i = 0; i < n; ++i) {
    std::string_view name = name_at(i);
    if (name.empty()) continue;
    unsigned slot = name_hash(name);
    while (t.at[slot] >= 0) slot = (slot + 1) % NameTable::slots;
    t.at[slot] = static_cast<std::int16_t>(i);
  }
  return t;
}

/// Equality of short names without a call: every member of a document comes through here.
inline bool same_name(std::string_view a, std::string_view b) {
  const std::size_t n = a.size();
  if (n != b.size()) return false;
  const auto differ = [&](auto word, std::size_t at) {
    auto other = word;
    std::memcpy(&word, a.data() + at, sizeof word);
    std::memcpy(&other, b.data() + at, sizeof other);
    return word != other;
  };
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8)
    if (differ(std::uint64_t{}, i)) return false;
  if (n >= 8) return i == n || !differ(std::uint64_t{}, n - 8);
  if (n >= 4) return !differ(std::uint32_t{}, 0) && !differ(std::uint32_t{}, n - 4);
  for (; i < n; ++i)
    if (a[i] != b[i]) return false;
  return true;
}

template <class NameAt> int look_up(const NameTable& t, std::string_view name, NameAt name_at) {
  if (name.empty()) return -1;
  for (unsigned slot = name_hash(name); t.at[slot] >= 0; slot = (slot + 1) % NameTable::slots)
    if (same_name(name_at(static_cast<unsigned>(t.at[slot])), name)) return t.at[slot];
  return -1;
}

#define NL_ENUM(name, text) constexpr std::string_view name##_values[] = {
#define NL_VALUE(name, cpp, json) json,
#define NL_ENUM_END(name)                                                                                    \
  }                                                                                                          \
  ;
#include "model/registry.def"

#define NL_RECORD(name, text) constexpr AttributeInfo name##_parts[] = {
#define NL_PART(record, name, type, ref, low, high, text) {#name, Type::type, Ref::ref, low, high, text},
#define NL_RECORD_END(name)                                                                                  \
  }                                                                                                          \
  ;
#include "model/registry.def"

#define NL_COMMON(name, type, ref, low, high, text) {#name, Type::type, Ref::ref, low, high, text},
constexpr AttributeInfo common_attributes[] = {
#include "model/registry.def"
};
constexpr std::size_t common_size = std::size(common_attributes);

// A kind's attributes are the common ones followed by its own, so that a column number is an index.
template <std::size_t N> constexpr auto with_common(const std::array<AttributeInfo, N>& own) {
  std::array<AttributeInfo, common_size + N> all{};
  for (std::size_t i = 0; i < common_size; ++i) all[i] = common_attributes[i];
  for (std::size_t i = 0; i < N; ++i) all[common_size + i] = own[i];
  return all;
}
#define NL_KIND(name, member, title, text)                                                                   \
  constexpr auto name##_attributes = with_common(std::to_array<AttributeInfo>({
#define NL_ATTR(kind, name, type, ref, low, high, text) {#name, Type::type, Ref::ref, low, high, text},
#define NL_KIND_END(name)                                                                                    \
  }));
#include "model/registry.def"

#define NL_EDGE_COMMON(name, type, ref, low, high, text) {#name, Type::type, Ref::ref, low, high, text},
constexpr AttributeInfo common_edge_attributes[] = {
#include "model/registry.def"
};
constexpr std::size_t common_edge_size = std::size(common_edge_attributes);

// A relation's own attributes come first, so that a column number is an index. Many relations have none, and
// an array cannot be empty: `own` begins with a row that is left out here.
template <std::size_t N> constexpr auto with_common_edge(const AttributeInfo (&own)[N]) {
  std::array<AttributeInfo, N - 1 + common_edge_size> all{};
  for (std::size_t i = 1; i < N; ++i) all[i - 1] = own[i];
  for (std::size_t i = 0; i < common_edge_size; ++i) all[N - 1 + i] = common_edge_attributes[i];
  return all;
}
#define NL_RELATION(name, inverse, from, to, principal, repeats, text)                                       \
  constexpr AttributeInfo name##_own_edge_attributes[] = {{},
#define NL_EDGE(relation, name, type, ref, low, high, text) {#name, Type::type, Ref::ref, low, high, text},
#define NL_RELATION_END(name)                                                                                \
  }                                                                                                          \
  ;                                                                                                          \
  constexpr auto name##_edge_attributes = with_common_edge(name##_own_edge_attributes);
#include "model/registry.def"

constexpr KindInfo kind_table[] = {
#define NL_KIND(name, member, title, text) {Kind::name, #name, member, title, text, name##_attributes},
#include "model/registry.def"
};

constexpr int index_of(std::string_view name, std::span<const AttributeInfo> list) {
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i].name == name) return static_cast<int>(i);
  return -1;
}

constexpr RelationInfo relation_table[] = {
#define NL_RELATION(name, inverse, from, to, principal, repeats, text)                                       \
  {Relation::name,                                                                                           \
   #name,                                                                                                    \
   inverse,                                                                                                  \
   text,                                                                                                     \
   from,                                                                                                     \
   to,                                                                                                       \
   index_of(#principal, name##_edge_attributes),                                                             \
   repeats,                                                                                                  \
   name##_edge_attributes},
#include "model/registry.def"
};

constexpr EnumInfo enum_table[] = {
#define NL_ENUM(name, text) {#name, text, name##_values},
#include "model/registry.def"
};
constexpr std::size_t enum_count = std::size(enum_table);
constexpr RecordInfo record_table[] = {
#define NL_RECORD(name, text) {#name, text, name##_parts},
#include "model/registry.def"
};
constexpr std::size_t record_count = std::size(record_table);

constexpr NameTable member_names = make_table(kind_count, [](unsigned i) { return kind_table[i].member; });
constexpr NameTable kind_names = make_table(kind_count, [](unsigned i) { return kind_table[i].name; });
constexpr NameTable relation_names =
    make_table(relation_count, [](unsigned i) { return relation_table[i].name; });
constexpr auto attribute_names = [] {
  std::array<NameTable, kind_count> t{};
  for (unsigned k = 0; k < kind_count; ++k)
    t[k] = make_table(static_cast<unsigned>(kind_table[k].attributes.size()),
                      [k](unsigned i) { return kind_table[k].attributes[i].name; });
  return t;
}();
constexpr auto value_names = [] {
  std::array<NameTable, enum_count> t{};
  for (unsigned e = 0; e < enum_count; ++e)
    t[e] = make_table(static_cast<unsigned>(enum_table[e].values.size()),
                      [e](unsigned i) { return enum_table[e].values[i]; });
  return t;
}();

} // namespace

const KindInfo& info(Kind k) { return kind_table[static_cast<unsigned>(k)]; }
const RelationInfo& info(Relation r) { return relation_table[static_cast<unsigned>(r)]; }
bool is_enum(Ref r) { return r != Ref::none && static_cast<std::size_t>(r) <= enum_count; }
const EnumInfo& enum_info(Ref r) { return enum_table[static_cast<std::size_t>(r) - 1]; }
const RecordInfo& record_info(Ref r) { return record_table[static_cast<std::size_t>(r) - 1 - enum_count]; }
static_assert(static_cast<std::size_t>(Ref::count_) == 1 + enum_count + record_count);

KindSet targets_of(Relation relation, Kind from) {
  const RelationInfo& r = info(relation);
  if (!contains(r.from, from)) return 0;
  switch (relation) {
  case Relation::supports: // a mission is a means: it serves the vision, not goals
    return from == K::mission ? kinds(K::vision) : r.to;
  case Relation::depends_on: // work waits for work, goals for goals
    return from == K::goal ? kinds(K::goal) : kinds(K::program, K::activity);
  case Relation::part_of: // the same kind, and activities within programs
    return from == K::activity ? kinds(K::program) : kinds(from);
  default:
    return r.to;
  }
}

int find_kind_member(std::string_view m) {
  return look_up(member_names, m, [](unsigned i) { return kind_table[i].member; });
}
int find_kind(std::string_view n) {
  return look_up(kind_names, n, [](unsigned i) { return kind_table[i].name; });
}
int find_attribute(Kind k, std::string_view n) {
  const auto list = info(k).attributes;
  return look_up(attribute_names[static_cast<unsigned>(k)], n, [&](unsigned i) { return list[i].name; });
}
int find_relation(std::string_view n) {
  return look_up(relation_names, n, [](unsigned i) { return relation_table[i].name; });
}
namespace {
// Relations and records have few attributes: one after the other is as quick as a table.
int among(std::string_view name, std::span<const AttributeInfo> list) {
  for (std::size_t i = 0; i < list.size(); ++i)
    if (same_name(list[i].name, name)) return static_cast<int>(i);
  return -1;
}
} // namespace
int find_relation_attribute(Relation r, std::string_view n) { return among(n, info(r).attributes); }
int find_part(Ref r, std::string_view n) { return among(n, record_info(r).parts); }
int find_value(Ref r, std::string_view n) {
  const auto values = enum_info(r).values;
  const int i =
      look_up(value_names[static_cast<std::size_t>(r) - 1], n, [&](unsigned j) { return values[j]; });
  return i < 0 ? -1 : i + 1;
}

} // namespace northline
