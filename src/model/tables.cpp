#include "model/tables.hpp"

#include "model/registry.hpp"

#include <fmt/format.h>

#include <set>
#include <string_view>
#include <vector>

namespace northline {
namespace {

constexpr double unbounded = 1e300;

std::string capitalised(std::string_view text) {
  std::string s(text);
  if (!s.empty() && s[0] >= 'a' && s[0] <= 'z') s[0] = static_cast<char>(s[0] - 'a' + 'A');
  return s;
}

// cost_model_name → CostModelName
std::string pascal_case(std::string_view name) {
  std::string s;
  bool start = true;
  for (const char c : name) {
    if (c == '_') {
      start = true;
      continue;
    }
    s += start && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    start = false;
  }
  return s;
}

// 1000000 as 1e6, which can be read at a glance.
std::string short_number(double x) {
  std::string s = fmt::format("{}", x);
  const std::size_t last = s.find_last_not_of('0');
  const std::size_t zeros = s.size() - 1 - last;
  return zeros < 5 ? s : fmt::format("{}e{}", s.substr(0, last + 1), zeros);
}

std::string span_text(const AttributeInfo& a) {
  if (a.low <= -unbounded && a.high >= unbounded) return "";
  if (a.high >= 1e15 && a.low > -unbounded) return " ≥ " + short_number(a.low);
  return fmt::format(" {}..{}", short_number(a.low), short_number(a.high));
}

std::string code(std::string_view name) { return fmt::format("`{}`", name); }

// The heading of an enumeration or record is its anchor too.
std::string link(std::string_view name) { return fmt::format("[`{}`](#{})", name, name); }

std::string type_text(const AttributeInfo& a) {
  switch (a.type) {
  case Type::text:
    return "text";
  case Type::texts:
    return "list of texts";
  case Type::date:
    return "date";
  case Type::number:
    return "number" + span_text(a);
  case Type::integer:
    return "whole number" + span_text(a);
  case Type::boolean:
    return "true or false";
  case Type::choice:
    return "one of " + link(enum_info(a.ref).name);
  case Type::choices:
    return "list of " + link(enum_info(a.ref).name);
  case Type::quantity:
    return "quantity" + span_text(a);
  case Type::share:
    return "share";
  case Type::money:
    return "money" + span_text(a);
  case Type::cadence:
    return "cadence";
  case Type::record:
    return "record " + link(record_info(a.ref).name);
  case Type::records:
    return "list of records " + link(record_info(a.ref).name);
  case Type::points:
    return "list of pairs of numbers";
  case Type::interval:
    return fmt::format("pair of numbers{}", span_text(a));
  case Type::parameters:
    return "numbers by name";
  case Type::object:
    return "object, kept untouched";
  }
  return "";
}

template <class Each> void for_each_kind(KindSet set, Each each) {
  for (unsigned k = 0; k < kind_count; ++k)
    if (contains(set, static_cast<Kind>(k))) each(info(static_cast<Kind>(k)));
}

std::string kind_list(KindSet set) {
  if (set == every_kind) return "any";
  std::string s;
  for_each_kind(set, [&](const KindInfo& k) { s += fmt::format("{}{}", s.empty() ? "" : ", ", k.name); });
  return s;
}

// Sources that may end at the same kinds share one arrow, as in "mission → vision".
std::string ends_text(const RelationInfo& r) {
  std::vector<std::pair<KindSet, KindSet>> arrows; // sources, targets
  for_each_kind(r.from, [&](const KindInfo& k) {
    const KindSet targets = targets_of(r.relation, k.kind);
    for (auto& [sources, to] : arrows) {
      if (to != targets) continue;
      sources |= kinds(k.kind);
      return;
    }
    arrows.emplace_back(kinds(k.kind), targets);
  });
  std::string s;
  for (const auto& [sources, to] : arrows)
    s += fmt::format("{}{} → {}", s.empty() ? "" : " · ", kind_list(sources), kind_list(to));
  return s;
}

void attribute_rows(std::string& out, std::span<const AttributeInfo> attributes) {
  for (const AttributeInfo& a : attributes)
    out += fmt::format("| {} | {} | {} |\n", code(a.name), type_text(a), a.text);
}

template <class Each> void for_each_ref(bool enumerations, Each each) {
  for (unsigned i = 1; i < static_cast<unsigned>(Ref::count_); ++i)
    if (is_enum(static_cast<Ref>(i)) == enumerations) each(static_cast<Ref>(i));
}

template <class Each> void for_each_relation(Each each) {
  for (unsigned i = 0; i < relation_count; ++i) each(info(static_cast<Relation>(i)));
}

std::span<const AttributeInfo> common_attributes() {
  return info(Kind::strategy).attributes.first(column::common_count_);
}
std::span<const AttributeInfo> own_attributes(const KindInfo& k) {
  return k.attributes.subspan(column::common_count_);
}
// What every relation has ends each relation's list; a relation without attributes of its own shows how many.
std::size_t common_edge_count() { return info(Relation::governed_by).attributes.size(); }

std::string json_text(std::string_view s) {
  std::string quoted = "\"";
  for (const char c : s) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string_view type_name(Type t) {
  switch (t) {
  case Type::text:
    return "text";
  case Type::texts:
    return "texts";
  case Type::date:
    return "date";
  case Type::number:
    return "number";
  case Type::integer:
    return "integer";
  case Type::boolean:
    return "boolean";
  case Type::choice:
    return "choice";
  case Type::choices:
    return "choices";
  case Type::quantity:
    return "quantity";
  case Type::share:
    return "share";
  case Type::money:
    return "money";
  case Type::cadence:
    return "cadence";
  case Type::record:
    return "record";
  case Type::records:
    return "records";
  case Type::points:
    return "points";
  case Type::interval:
    return "interval";
  case Type::parameters:
    return "parameters";
  case Type::object:
    return "object";
  }
  return "";
}

std::string typescript_type(const AttributeInfo& a) {
  switch (a.type) {
  case Type::text:
    return "string";
  case Type::texts:
    return "string[]";
  case Type::date:
    return "CivilDate";
  case Type::number:
  case Type::integer:
    return "number";
  case Type::boolean:
    return "boolean";
  case Type::choice:
    return pascal_case(enum_info(a.ref).name);
  case Type::choices:
    return pascal_case(enum_info(a.ref).name) + "[]";
  case Type::quantity:
  case Type::share:
    return "Quantity";
  case Type::money:
    return "Money";
  case Type::cadence:
    return "Cadence";
  case Type::record:
    return pascal_case(record_info(a.ref).name);
  case Type::records:
    return pascal_case(record_info(a.ref).name) + "[]";
  case Type::points:
    return "[number, number][]";
  case Type::interval:
    return "[number, number]";
  case Type::parameters:
    return "Record<string, number>";
  case Type::object:
    return "Record<string, unknown>";
  }
  return "";
}

std::string range_comment(const AttributeInfo& a) {
  switch (a.type) {
  case Type::number:
  case Type::integer:
  case Type::quantity:
  case Type::share:
  case Type::money:
  case Type::interval:
    break;
  default:
    return "";
  }
  const std::string span = span_text(a);
  return span.empty() ? "" : fmt::format(" ({})", std::string_view(span).substr(1));
}

void typescript_member(std::string& out, const AttributeInfo& a) {
  // A range that the text tells already is not told twice.
  const bool told = a.text.find(" to ") != std::string_view::npos;
  out += fmt::format("  /** {}{} */\n  {}?: {};\n", capitalised(a.text), told ? "" : range_comment(a), a.name,
                     typescript_type(a));
}

void attributes_json(std::string& out, std::span<const AttributeInfo> attributes) {
  out += '[';
  bool first = true;
  for (const AttributeInfo& a : attributes) {
    out += fmt::format("{}\n      {{\"name\": {}, \"type\": \"{}\"", first ? "" : ",", json_text(a.name),
                       type_name(a.type));
    first = false;
    if (a.ref != Ref::none)
      out += fmt::format(", \"ref\": {}",
                         json_text(is_enum(a.ref) ? enum_info(a.ref).name : record_info(a.ref).name));
    if (a.low != 0 || a.high != 0) out += fmt::format(", \"low\": {}, \"high\": {}", a.low, a.high);
    out += fmt::format(", \"text\": {}}}", json_text(a.text));
  }
  out += ']';
}

void kinds_json(std::string& out, KindSet set) {
  out += '[';
  bool first = true;
  for_each_kind(set, [&](const KindInfo& k) {
    out += fmt::format("{}{}", first ? "" : ", ", json_text(k.name));
    first = false;
  });
  out += ']';
}

} // namespace

std::string document_tables_markdown() {
  std::string out = "### Kinds of element\n\n| kind | member | what it is |\n| --- | --- | --- |\n";
  for_each_kind(every_kind, [&](const KindInfo& k) {
    out += fmt::format("| [{}](#{}) | {} | {} |\n", k.title, k.name,
                       k.member.empty() ? "the document itself" : code(k.member), k.text);
  });

  out += "\n### Attributes of every element\n\n| attribute | value | meaning |\n| --- | --- | --- |\n";
  attribute_rows(out, common_attributes());
  out += "| `x` | object, kept untouched | data of the program that embeds Northline |\n";

  for_each_kind(every_kind, [&](const KindInfo& k) {
    out += fmt::format("\n#### {}\n\n{}. ", k.name, capitalised(k.text));
    std::string starts;
    for_each_relation([&](const RelationInfo& r) {
      if (r.from != every_kind && targets_of(r.relation, k.kind) != 0)
        starts += fmt::format("{}{}", starts.empty() ? "" : ", ", code(r.name));
    });
    out += starts.empty() ? "It starts no relation but those of every element.\n"
                          : fmt::format("It may start: {}.\n", starts);
    out += "\n| attribute | value | meaning |\n| --- | --- | --- |\n";
    attribute_rows(out, own_attributes(k));
  });

  out += "\n### Relations\n\nEvery relation may also say `why` (who says so, and why), `source` (where the "
         "figure comes "
         "from) and carry an `x`.\n\n"
         "| relation | from → to | a bare value is its | may also say | reads | backwards |\n"
         "| --- | --- | --- | --- | --- | --- |\n";
  for_each_relation([&](const RelationInfo& r) {
    std::string bare = "–";
    std::string others;
    const auto own = r.attributes.first(r.attributes.size() - common_edge_count());
    for (std::size_t i = 0; i < own.size(); ++i) {
      const std::string cell = fmt::format("{} ({}: {})", code(own[i].name), type_text(own[i]), own[i].text);
      if (static_cast<int>(i) == r.principal)
        bare = cell;
      else
        others += fmt::format("{}{}", others.empty() ? "" : "; ", cell);
    }
    out += fmt::format("| {}{} | {} | {} | {} | {} | {} |\n", code(r.name), r.repeats ? ", repeats" : "",
                       ends_text(r), bare, others.empty() ? "–" : others, r.text, r.inverse);
  });

  out += "\n### Names to choose from\n";
  for_each_ref(true, [&](Ref ref) {
    const EnumInfo& e = enum_info(ref);
    out += fmt::format("\n#### {}\n\n{}: ", e.name, capitalised(e.text));
    for (std::size_t i = 0; i < e.values.size(); ++i)
      out += fmt::format("{}{}", i == 0 ? "" : ", ", code(e.values[i]));
    out += ".\n";
  });

  out += "\n### Records\n";
  for_each_ref(false, [&](Ref ref) {
    const RecordInfo& r = record_info(ref);
    out += fmt::format("\n#### {}\n\n{}.\n\n| part | value | meaning |\n| --- | --- | --- |\n", r.name,
                       capitalised(r.text));
    attribute_rows(out, r.parts);
  });
  return out;
}

std::string typescript_declarations() {
  std::string out =
      "// TypeScript declarations of a Northline document. Printed from the registry: do not edit by "
      "hand.\n\n"
      "/** A day, YYYY-MM-DD. */\n"
      "export type CivilDate = `${number}-${number}-${number}`;\n"
      "/** A number, or a range with its likely value; uniform without one. */\n"
      "export type Quantity = number | { low: number; likely?: number; high: number };\n"
      "/** An amount in the document's currency, or in another one with its rate. */\n"
      "export type Money = Quantity | { value: Quantity; currency?: string; rate?: number; rate_date?: "
      "CivilDate };\n"
      "/** How often: a name, a number of times a week or a recurrence rule. */\n"
      "export type Cadence = CadenceName | { per_week: number } | { rrule: string };\n"
      "/** One relation type of one element: an id, several ids, or ids with what is said of each. */\n"
      "export type Ends<Payload> = string | string[] | Record<string, Payload>;\n";

  for_each_ref(true, [&](Ref ref) {
    const EnumInfo& e = enum_info(ref);
    out += fmt::format("\n/** {}. */\nexport type {} =", capitalised(e.text), pascal_case(e.name));
    for (const std::string_view v : e.values) out += fmt::format("\n  | {}", json_text(v));
    out += ";\n";
  });
  for_each_ref(false, [&](Ref ref) {
    const RecordInfo& r = record_info(ref);
    out += fmt::format("\n/** {}. */\nexport interface {} {{\n", capitalised(r.text), pascal_case(r.name));
    for (const AttributeInfo& a : r.parts) typescript_member(out, a);
    out += "}\n";
  });

  for_each_relation([&](const RelationInfo& r) {
    out += fmt::format("\n/** What is said of one `{}`: {}. */\nexport interface {}Payload {{\n", r.name,
                       r.text, pascal_case(r.name));
    for (const AttributeInfo& a : r.attributes) typescript_member(out, a);
    out += "}\n";
  });
  const auto relation_members = [&](const KindInfo& k) {
    for_each_relation([&](const RelationInfo& r) {
      const KindSet targets = targets_of(r.relation, k.kind);
      if (targets == 0) return;
      const std::string payload = pascal_case(r.name) + "Payload";
      std::string value;
      if (r.principal >= 0) {
        const AttributeInfo& principal = r.attributes[static_cast<std::size_t>(r.principal)];
        const bool quantity = principal.type == Type::quantity || principal.type == Type::share;
        value = (quantity ? "number" : typescript_type(principal)) + " | ";
      }
      value += payload;
      if (r.repeats) value += fmt::format(" | {}[]", payload);
      out += fmt::format("  /** {}: {} */\n  {}?: Ends<{}>;\n", capitalised(r.text), kind_list(targets),
                         r.name, value);
    });
  };

  out += "\n/** What every element may say. */\nexport interface Element {\n";
  for (const AttributeInfo& a : common_attributes()) typescript_member(out, a);
  out += "  /** The embedder's own data, kept untouched */\n  x?: Record<string, unknown>;\n}\n";
  for_each_kind(every_kind & ~kinds(Kind::strategy), [&](const KindInfo& k) {
    out += fmt::format("\n/** {}. */\nexport interface {} extends Element {{\n", capitalised(k.text),
                       pascal_case(k.name));
    for (const AttributeInfo& a : own_attributes(k)) typescript_member(out, a);
    relation_members(k);
    out += "}\n";
  });

  const KindInfo& root = info(Kind::strategy);
  out += fmt::format("\n/** {}. */\nexport interface Strategy extends Element {{\n"
                     "  /** Version of the document format */\n  northline: 1;\n"
                     "  /** Id of the strategy itself; `strategy` if absent */\n  id?: string;\n",
                     capitalised(root.text));
  for (const AttributeInfo& a : own_attributes(root)) typescript_member(out, a);
  relation_members(root);
  for_each_kind(every_kind & ~kinds(Kind::strategy), [&](const KindInfo& k) {
    out += fmt::format("  /** {} */\n  {}?: Record<string, {}>;\n", capitalised(k.text), k.member,
                       pascal_case(k.name));
  });
  for (const auto& [name, text] :
       {std::pair{"scenarios", "What-ifs by name"},
        {"checks", "Configuration of the checks"},
        {"scoring", "Weights and thresholds"},
        {"overlaps", "By audience: the share that pairs of channels have in common"},
        {"layout", "Positions by id; no analysis reads them"}})
    out += fmt::format("  /** {} */\n  {}?: Record<string, unknown>;\n", text, name);
  out += "}\n";
  return out;
}

std::string fuzzer_dictionary() {
  std::set<std::string, std::less<>> words = {
      "northline", "id",       "x",      "scenarios", "checks",     "scoring",   "overlaps",
      "layout",    "low",      "likely", "high",      "value",      "currency",  "rate",
      "rate_date", "per_week", "rrule",  "strategy",  "2026-02-30", "2027-06-30"};
  const auto add = [&](std::span<const AttributeInfo> list) {
    for (const AttributeInfo& a : list) words.emplace(a.name);
  };
  for_each_kind(every_kind, [&](const KindInfo& k) {
    if (!k.member.empty()) words.emplace(k.member);
    add(k.attributes);
  });
  for_each_relation([&](const RelationInfo& r) {
    words.emplace(r.name);
    add(r.attributes);
  });
  for_each_ref(true, [&](Ref ref) {
    for (const std::string_view v : enum_info(ref).values) words.emplace(v);
  });
  for_each_ref(false, [&](Ref ref) { add(record_info(ref).parts); });

  std::string out =
      "# Words of a Northline document for libFuzzer. Printed from the registry: do not edit by hand.\n";
  for (const std::string& word : words) out += fmt::format("\"\\\"{}\\\"\"\n", word);
  // Pieces of syntax and numbers on the edge of what a double holds.
  for (const std::string_view piece :
       {"{", "}", "[", "]", ":", ",", "null", "true", "false", "//", "/*", "*/", "1e300", "1e400", "-0",
        "5e-324", "0.1", "\\xef\\xbb\\xbf", "\\\\ud83d\\\\ude00"})
    out += fmt::format("\"{}\"\n", piece);
  return out;
}

std::string registry_json() {
  std::string out = "{\n  \"kinds\": [";
  bool first = true;
  for_each_kind(every_kind, [&](const KindInfo& k) {
    out += fmt::format(
        "{}\n    {{\"name\": {}, \"member\": {}, \"title\": {}, \"text\": {}, \"attributes\": ",
        first ? "" : ",", json_text(k.name), json_text(k.member), json_text(k.title), json_text(k.text));
    first = false;
    attributes_json(out, k.attributes);
    out += '}';
  });
  out += "],\n  \"relations\": [";
  first = true;
  for_each_relation([&](const RelationInfo& r) {
    out += fmt::format("{}\n    {{\"name\": {}, \"inverse\": {}, \"text\": {}, \"principal\": {}, "
                       "\"repeats\": {}, \"ends\": {{",
                       first ? "" : ",", json_text(r.name), json_text(r.inverse), json_text(r.text),
                       r.principal < 0 ? "null"
                                       : json_text(r.attributes[static_cast<std::size_t>(r.principal)].name),
                       r.repeats);
    first = false;
    bool first_end = true;
    for_each_kind(r.from, [&](const KindInfo& k) {
      out += fmt::format("{}{}: ", first_end ? "" : ", ", json_text(k.name));
      first_end = false;
      kinds_json(out, targets_of(r.relation, k.kind));
    });
    out += "}, \"attributes\": ";
    attributes_json(out, r.attributes);
    out += '}';
  });
  out += "],\n  \"enumerations\": {";
  first = true;
  for_each_ref(true, [&](Ref ref) {
    const EnumInfo& e = enum_info(ref);
    out += fmt::format("{}\n    {}: [", first ? "" : ",", json_text(e.name));
    first = false;
    for (std::size_t i = 0; i < e.values.size(); ++i)
      out += fmt::format("{}{}", i == 0 ? "" : ", ", json_text(e.values[i]));
    out += ']';
  });
  out += "},\n  \"records\": {";
  first = true;
  for_each_ref(false, [&](Ref ref) {
    const RecordInfo& r = record_info(ref);
    out += fmt::format("{}\n    {}: ", first ? "" : ",", json_text(r.name));
    first = false;
    attributes_json(out, r.parts);
  });
  out += "}\n}\n";
  return out;
}

} // namespace northline
