#pragma once
// The registry of the document's vocabulary: typed handles at compile time, tables at run time.
// Everything is expanded from registry.def; nothing here names an attribute by hand.
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace northline {

/// Kinds of element. `strategy` is the root of the document and the only element of its kind.
enum class Kind : std::uint8_t {
#define NL_KIND(name, member, title, text) name,
#include "model/registry.def"
  count_
};
inline constexpr unsigned kind_count = static_cast<unsigned>(Kind::count_);

/// Types of relation, written at their source under this name.
enum class Relation : std::uint8_t {
#define NL_RELATION(name, inverse, from, to, principal, repeats, text) name,
#include "model/registry.def"
  count_
};
inline constexpr unsigned relation_count = static_cast<unsigned>(Relation::count_);

/// What a value may look like in the document.
enum class Type : std::uint8_t {
  text,       ///< a string
  texts,      ///< a list of strings
  date,       ///< "YYYY-MM-DD"
  number,     ///< a number within low..high
  integer,    ///< a whole number within low..high
  boolean,    ///< true or false
  choice,     ///< one name of an enumeration
  choices,    ///< a list of names of an enumeration
  quantity,   ///< a number or {"low","likely","high"}
  share,      ///< a quantity within 0..1
  money,      ///< a quantity in the document's currency or {"value","currency","rate","rate_date"}
  cadence,    ///< a name of cadence_name, {"per_week": n} or {"rrule": "…"}
  record,     ///< an object with the parts of a record
  records,    ///< a list of such objects
  points,     ///< a list of pairs of numbers
  interval,   ///< a pair of numbers, the lower first
  parameters, ///< an object of numbers
  object      ///< any object, kept untouched
};

/// Enumerations and records that types refer to.
enum class Ref : std::uint8_t {
  none,
#define NL_ENUM(name, text) name,
#include "model/registry.def"
#define NL_RECORD(name, text) name,
#include "model/registry.def"
  count_
};

/// The values of the enumerations; 0 is always `absent`.
namespace choice {
struct none {};
#define NL_ENUM(name, text) enum class name : std::uint8_t { absent,
#define NL_VALUE(name, cpp, json) cpp,
#define NL_ENUM_END(name)                                                                                    \
  }                                                                                                          \
  ;
#include "model/registry.def"
#define NL_RECORD(name, text)                                                                                \
  struct name {};
#include "model/registry.def"
} // namespace choice

using KindSet = std::uint32_t;
template <class... Ks> constexpr KindSet kinds(Ks... ks) {
  return (0U | ... | (1U << static_cast<unsigned>(ks)));
}
inline constexpr KindSet every_kind = (1U << kind_count) - 1U;
constexpr bool contains(KindSet set, Kind k) { return (set >> static_cast<unsigned>(k) & 1U) != 0; }

/// One attribute of a kind, a relation or a record.
struct AttributeInfo {
  std::string_view name;
  Type type;
  Ref ref;
  double low, high; ///< inclusive range of numbers
  std::string_view text;
};
struct ValueInfo {
  std::string_view name; ///< as written in JSON
};
struct EnumInfo {
  std::string_view name, text;
  std::span<const std::string_view> values; ///< value i has code i + 1
};
struct RecordInfo {
  std::string_view name, text;
  std::span<const AttributeInfo> parts;
};
struct KindInfo {
  Kind kind;
  std::string_view name;   ///< "goal"
  std::string_view member; ///< "goals"; empty for the root
  std::string_view title;  ///< for people
  std::string_view text;
  std::span<const AttributeInfo> attributes; ///< the common ones first
};
struct RelationInfo {
  Relation relation;
  std::string_view name, inverse, text;
  KindSet from, to;
  int principal; ///< index into attributes of what a bare value means, -1 for none
  bool repeats;  ///< whether one target may be written several times as a list of objects
  std::span<const AttributeInfo> attributes; ///< the relation's own first, then `why`, `source` and `x`
};

const KindInfo& info(Kind);
const RelationInfo& info(Relation);
const EnumInfo& enum_info(Ref);     ///< precondition: the reference is an enumeration
const RecordInfo& record_info(Ref); ///< precondition: the reference is a record
bool is_enum(Ref);

/// Kinds that may stand at the end of `relation` when it starts at `from`; 0 if it may not start there.
KindSet targets_of(Relation relation, Kind from);

/// Lookup by the name in the document; -1 if there is none. The tables are perfect hashes in effect: one
/// probe.
int find_kind_member(std::string_view member); ///< "goals" → Kind
int find_kind(std::string_view name);          ///< "goal" → Kind
int find_attribute(Kind, std::string_view name);
int find_relation(std::string_view name);
int find_relation_attribute(Relation, std::string_view name);
int find_part(Ref record, std::string_view name);
int find_value(Ref enumeration, std::string_view name); ///< code ≥ 1, or -1

// ---- typed handles ------------------------------------------------------------------------------------
template <Type T, class E> struct FieldBase {
  static constexpr Type type = T;
  using Choice = E;
  std::uint8_t column;
};
/// An attribute of one kind: knows kind, column and type.
template <Kind K, Type T, class E> struct Field : FieldBase<T, E> {
  static constexpr Kind kind = K;
};
/// An attribute that every element has.
template <Type T, class E> struct CommonField : FieldBase<T, E> {};
/// An attribute of one relation.
template <Relation R, Type T, class E> struct EdgeField : FieldBase<T, E> {
  static constexpr Relation relation = R;
};
template <Type T, class E> struct CommonEdgeField : FieldBase<T, E> {
  // counted from the end of the relation's attributes
};

namespace column {
enum common : std::uint8_t {
#define NL_COMMON(name, type, ref, low, high, text) name,
#include "model/registry.def"
  common_count_
};
#define NL_KIND(name, member, title, text)                                                                   \
  namespace name {                                                                                           \
  enum own : std::uint8_t { before_ = common_count_ - 1,
#define NL_ATTR(kind, name, type, ref, low, high, text) name,
#define NL_KIND_END(name)                                                                                    \
  count_                                                                                                     \
  }                                                                                                          \
  ;                                                                                                          \
  }
#include "model/registry.def"
} // namespace column

namespace edge_column {
#define NL_RELATION(name, inverse, from, to, principal, repeats, text)                                       \
  namespace name {                                                                                           \
  enum own : std::uint8_t {
#define NL_EDGE(relation, name, type, ref, low, high, text) name,
#define NL_RELATION_END(name)                                                                                \
  count_                                                                                                     \
  }                                                                                                          \
  ;                                                                                                          \
  }
#include "model/registry.def"
} // namespace edge_column

namespace field {
namespace common {
#define NL_COMMON(name, type, ref, low, high, text)                                                          \
  inline constexpr CommonField<Type::type, choice::ref> name{{column::name}};
#include "model/registry.def"
} // namespace common
#define NL_KIND(kind_name, member, title, text)                                                              \
  namespace kind_name {                                                                                      \
  inline constexpr Kind kind_ = Kind::kind_name;
#define NL_ATTR(kind, name, type, ref, low, high, text)                                                      \
  inline constexpr Field<Kind::kind, Type::type, choice::ref> name{{column::kind::name}};
#define NL_KIND_END(name) }
#include "model/registry.def"
} // namespace field

namespace edge_field {
#define NL_RELATION(name, inverse, from, to, principal, repeats, text) namespace name {
#define NL_EDGE(relation, name, type, ref, low, high, text)                                                  \
  inline constexpr EdgeField<Relation::relation, Type::type, choice::ref> name{{edge_column::relation::name}};
#define NL_RELATION_END(name) }
#include "model/registry.def"
} // namespace edge_field

} // namespace northline
