#include "model/schema.hpp"

#include "model/registry.hpp"

#include <fmt/format.h>

#include <set>
#include <string_view>
#include <vector>

namespace northline {
namespace {

// Writes indented JSON in which whatever fits on a line stands on one, so that the schema can be read.
class Printer {
public:
  void open(char bracket) {
    separate();
    starts_.push_back(out_.size());
    out_ += bracket;
    first_.push_back(true);
  }
  void close(char bracket) {
    const bool empty = first_.back();
    first_.pop_back();
    if (!empty) line();
    out_ += bracket;
    fold(starts_.back());
    starts_.pop_back();
  }
  void key(std::string_view name) {
    separate();
    quote(name);
    out_ += ": ";
    after_key_ = true;
  }
  void text(std::string_view value) {
    separate();
    quote(value);
  }
  void number(double value) { raw(fmt::format("{}", value)); }
  void raw(std::string_view json) {
    separate();
    out_ += json;
  }
  void member(std::string_view name, std::string_view value) {
    key(name);
    text(value);
  }
  void member(std::string_view name, double value) {
    key(name);
    number(value);
  }
  void raw_member(std::string_view name, std::string_view json) {
    key(name);
    raw(json);
  }
  std::string finish() {
    out_ += '\n';
    return std::move(out_);
  }

private:
  void separate() {
    if (after_key_) {
      after_key_ = false;
      return;
    }
    if (first_.empty()) return;
    if (!first_.back()) out_ += ',';
    first_.back() = false;
    line();
  }
  void line() {
    out_ += '\n';
    out_.append(first_.size() * 2, ' ');
  }
  void quote(std::string_view s) {
    out_ += '"';
    for (const char c : s) {
      if (c == '"' || c == '\\') out_ += '\\';
      out_ += c;
    }
    out_ += '"';
  }
  // Puts the container that starts at `start` on one line if it fits.
  void fold(std::size_t start) {
    std::string flat;
    for (std::size_t i = start; i < out_.size(); ++i) {
      if (out_[i] != '\n') {
        flat += out_[i];
        continue;
      }
      while (out_[i + 1] == ' ') ++i;
      if (flat.back() == ',') flat += ' ';
      if (flat.size() > width) return;
    }
    const std::size_t before = start - (out_.rfind('\n', start) + 1);
    if (before + flat.size() > width) return;
    out_.resize(start);
    out_ += flat;
  }
  static constexpr std::size_t width = 110;
  std::string out_;
  std::vector<std::size_t> starts_;
  std::vector<bool> first_;
  bool after_key_ = false;
};

// An end anchor that means the end in every dialect: Python's `$` also matches before a final line break.
constexpr std::string_view date_pattern = R"(^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(?![\s\S]))";
constexpr std::string_view id_pattern =
    R"(^(?! )[^\u0000-\u001f\u007f-\u009f]*[^ \u0000-\u001f\u007f-\u009f](?![\s\S]))";

std::string reference(std::string_view family, std::string_view name) {
  return fmt::format("#/$defs/{}{}{}", family, family.empty() ? "" : ".", name);
}

// Quantities and money are defined once for each range that the registry gives them.
std::string range_name(const AttributeInfo& a) {
  std::string name = fmt::format("{}.{}..{}", a.type == Type::money ? "money" : "quantity", a.low, a.high);
  std::erase(name, '+'); // as in 1e+300: in a reference it would have to be escaped
  return name;
}

void number_members(Printer& p, std::string_view type, double low, double high) {
  p.member("type", type);
  p.member("minimum", low);
  p.member("maximum", high);
}

void quantity_forms(Printer& p, double low, double high) {
  p.open('{');
  number_members(p, "number", low, high);
  p.close('}');
  p.open('{');
  p.member("type", "object");
  p.key("properties");
  p.open('{');
  for (const auto& [name, text] : {std::pair{"low", "the least it may be"},
                                   {"likely", "the most probable value"},
                                   {"high", "the most it may be"}}) {
    p.key(name);
    p.open('{');
    p.member("description", text);
    number_members(p, "number", low, high);
    p.close('}');
  }
  p.close('}');
  p.raw_member("required", R"(["low", "high"])");
  p.raw_member("additionalProperties", "false");
  p.close('}');
}

void money_members(Printer& p, double low, double high) {
  p.key("anyOf");
  p.open('[');
  quantity_forms(p, low, high);
  p.open('{');
  p.member("type", "object");
  p.key("properties");
  p.open('{');
  p.key("value");
  p.open('{');
  p.member("description", "the amount, in the currency named here");
  p.key("anyOf");
  p.open('[');
  quantity_forms(p, low, high);
  p.close(']');
  p.close('}');
  p.key("currency");
  p.open('{');
  p.member("description", "ISO 4217 code; the document's currency if absent");
  p.member("type", "string");
  p.close('}');
  p.key("rate");
  p.open('{');
  p.member("description", "what one unit is worth in the document's currency");
  p.member("type", "number");
  p.member("exclusiveMinimum", 0.0);
  p.member("maximum", 1e300);
  p.close('}');
  p.key("rate_date");
  p.open('{');
  p.member("description", "the day of that rate");
  p.member("$ref", "#/$defs/date");
  p.close('}');
  p.close('}');
  p.raw_member("required", R"(["value"])");
  p.raw_member("additionalProperties", "false");
  p.close('}');
  p.close(']');
}

void value_members(Printer& p, const AttributeInfo& a) {
  switch (a.type) {
  case Type::text:
    p.member("type", "string");
    return;
  case Type::texts:
    p.member("type", "array");
    p.raw_member("items", R"({"type": "string"})");
    return;
  case Type::date:
    p.member("$ref", "#/$defs/date");
    return;
  case Type::number:
    number_members(p, "number", a.low, a.high);
    return;
  case Type::integer:
    number_members(p, "integer", a.low, a.high);
    return;
  case Type::boolean:
    p.member("type", "boolean");
    return;
  case Type::choice:
    p.member("$ref", reference("choice", enum_info(a.ref).name));
    return;
  case Type::choices:
    p.member("type", "array");
    p.key("items");
    p.open('{');
    p.member("$ref", reference("choice", enum_info(a.ref).name));
    p.close('}');
    return;
  case Type::quantity:
  case Type::share:
  case Type::money:
    p.member("$ref", reference("", range_name(a)));
    return;
  case Type::cadence:
    p.member("$ref", "#/$defs/cadence");
    return;
  case Type::record:
    p.member("$ref", reference("record", record_info(a.ref).name));
    return;
  case Type::records:
    p.member("type", "array");
    p.key("items");
    p.open('{');
    p.member("$ref", reference("record", record_info(a.ref).name));
    p.close('}');
    return;
  case Type::points:
    p.member("$ref", "#/$defs/points");
    return;
  case Type::interval:
    p.member("type", "array");
    p.key("items");
    p.open('{');
    number_members(p, "number", a.low, a.high);
    p.close('}');
    p.member("minItems", 2);
    p.member("maxItems", 2);
    return;
  case Type::parameters:
    p.member("$ref", "#/$defs/parameters");
    return;
  case Type::object:
    p.member("type", "object");
    return;
  }
}

void attribute(Printer& p, const AttributeInfo& a) {
  p.key(a.name);
  p.open('{');
  p.member("description", a.text);
  value_members(p, a);
  p.close('}');
}

void verbatim(Printer& p, std::string_view name, std::string_view text) {
  p.key(name);
  p.open('{');
  p.member("description", text);
  p.member("type", "object");
  p.close('}');
}

// The attributes and relations that an element of a kind may have, as members of an open `properties`.
void element_properties(Printer& p, const KindInfo& kind) {
  for (const AttributeInfo& a : kind.attributes) attribute(p, a);
  for (unsigned i = 0; i < relation_count; ++i) {
    const RelationInfo& r = info(static_cast<Relation>(i));
    const KindSet targets = targets_of(r.relation, kind.kind);
    if (targets == 0) continue;
    std::string ends;
    for (unsigned k = 0; k < kind_count; ++k)
      if (contains(targets, static_cast<Kind>(k)))
        ends += fmt::format("{}{}", ends.empty() ? "" : ", ", info(static_cast<Kind>(k)).title);
    p.key(r.name);
    p.open('{');
    p.member("description", fmt::format("{}: {}", r.text, ends));
    p.member("$ref", reference("relation", r.name));
    p.close('}');
  }
}

void kind_definition(Printer& p, const KindInfo& kind) {
  p.key(fmt::format("kind.{}", kind.name));
  p.open('{');
  p.member("title", kind.title);
  p.member("description", kind.text);
  p.member("type", "object");
  p.key("properties");
  p.open('{');
  element_properties(p, kind);
  verbatim(p, "x", "the embedder's own data, kept untouched");
  p.close('}');
  p.raw_member("additionalProperties", "false");
  p.close('}');
}

void record_definition(Printer& p, const RecordInfo& record) {
  p.key(fmt::format("record.{}", record.name));
  p.open('{');
  p.member("title", record.name);
  p.member("description", record.text);
  p.member("type", "object");
  p.key("properties");
  p.open('{');
  for (const AttributeInfo& a : record.parts) attribute(p, a);
  p.close('}');
  p.raw_member("additionalProperties", "false");
  p.close('}');
}

void choice_definition(Printer& p, const EnumInfo& e) {
  p.key(fmt::format("choice.{}", e.name));
  p.open('{');
  p.member("title", e.name);
  p.member("description", e.text);
  p.key("enum");
  p.open('[');
  for (const std::string_view value : e.values) p.text(value);
  p.close(']');
  p.close('}');
}

void relation_definitions(Printer& p, const RelationInfo& r) {
  const std::string payload = reference("payload", r.name);
  p.key(fmt::format("relation.{}", r.name));
  p.open('{');
  p.member("title", r.name);
  p.member("description", fmt::format("{}; read backwards: {}", r.text, r.inverse));
  p.key("anyOf");
  p.open('[');
  p.open('{');
  p.member("description", "the id of one element");
  p.member("type", "string");
  p.close('}');
  p.open('{');
  p.member("description", "the ids of several elements");
  p.member("type", "array");
  p.raw_member("items", R"({"type": "string"})");
  p.close('}');
  p.open('{');
  p.member("description", "ids with what is said of each");
  p.member("type", "object");
  p.key("additionalProperties");
  p.open('{');
  p.key("anyOf");
  p.open('[');
  if (r.principal >= 0) {
    const AttributeInfo& principal = r.attributes[static_cast<std::size_t>(r.principal)];
    p.open('{');
    p.member("title", principal.name);
    p.member("description", principal.text);
    // A range has to name the attribute it belongs to: bare, it would look like a payload.
    if (principal.type == Type::quantity || principal.type == Type::share)
      number_members(p, "number", principal.low, principal.high);
    else
      value_members(p, principal);
    p.close('}');
  }
  p.open('{');
  p.member("$ref", payload);
  p.close('}');
  if (r.repeats) {
    p.open('{');
    p.member("type", "array");
    p.key("items");
    p.open('{');
    p.member("$ref", payload);
    p.close('}');
    p.member("minItems", 1);
    p.close('}');
  }
  p.close(']');
  p.close('}');
  p.close('}');
  p.close(']');
  p.close('}');

  p.key(fmt::format("payload.{}", r.name));
  p.open('{');
  p.member("title", fmt::format("what is said of one {}", r.name));
  p.member("type", "object");
  p.key("properties");
  p.open('{');
  for (const AttributeInfo& a : r.attributes) attribute(p, a);
  p.close('}');
  p.raw_member("additionalProperties", "false");
  p.close('}');
}

void value_definitions(Printer& p) {
  p.key("id");
  p.open('{');
  p.member("title", "id");
  p.member("description",
           "1 to 128 characters without control characters or blanks at the ends, unique over all kinds");
  p.member("type", "string");
  p.member("minLength", 1);
  p.member("maxLength", 128);
  p.member("pattern", id_pattern);
  p.close('}');

  p.key("date");
  p.open('{');
  p.member("title", "date");
  p.member("description", "a day, YYYY-MM-DD");
  p.member("type", "string");
  p.member("pattern", date_pattern);
  p.close('}');

  p.key("cadence");
  p.open('{');
  p.member("title", "cadence");
  p.member("description", "how often: a name, a number of times a week or a recurrence rule");
  p.key("anyOf");
  p.open('[');
  p.open('{');
  p.member("$ref", "#/$defs/choice.cadence_name");
  p.close('}');
  p.open('{');
  p.member("type", "object");
  p.key("properties");
  p.open('{');
  p.key("per_week");
  p.open('{');
  p.member("description", "times a week");
  p.member("type", "number");
  p.member("exclusiveMinimum", 0.0);
  p.member("maximum", 1e6);
  p.close('}');
  p.close('}');
  p.raw_member("required", R"(["per_week"])");
  p.raw_member("additionalProperties", "false");
  p.close('}');
  p.open('{');
  p.member("type", "object");
  p.key("properties");
  p.open('{');
  p.key("rrule");
  p.open('{');
  p.member("description", "a recurrence rule with FREQ, INTERVAL, BYDAY without ordinals, COUNT, UNTIL");
  p.member("type", "string");
  p.close('}');
  p.close('}');
  p.raw_member("required", R"(["rrule"])");
  p.raw_member("additionalProperties", "false");
  p.close('}');
  p.close(']');
  p.close('}');

  p.key("points");
  p.open('{');
  p.member("title", "points");
  p.member("description", "a list of pairs of numbers");
  p.member("type", "array");
  p.key("items");
  p.open('{');
  p.member("type", "array");
  p.key("items");
  p.open('{');
  number_members(p, "number", -1e300, 1e300);
  p.close('}');
  p.member("minItems", 2);
  p.member("maxItems", 2);
  p.close('}');
  p.close('}');

  p.key("parameters");
  p.open('{');
  p.member("title", "parameters");
  p.member("description", "numbers by name");
  p.member("type", "object");
  p.key("additionalProperties");
  p.open('{');
  number_members(p, "number", -1e300, 1e300);
  p.close('}');
  p.close('}');
}

void range_definition(Printer& p, std::set<std::string>& seen, const AttributeInfo& a) {
  if (a.type != Type::quantity && a.type != Type::share && a.type != Type::money) return;
  if (!seen.insert(range_name(a)).second) return;
  p.key(range_name(a));
  p.open('{');
  // The widest ranges only keep out what no double can hold; they are nothing to tell a reader.
  const std::string span = a.low > -1e300 && a.high < 1e300 ? fmt::format(" within {} to {}", a.low, a.high)
                           : a.low > -1e300                 ? fmt::format(" from {} up", a.low)
                                                            : "";
  if (a.type == Type::money) {
    p.member("title", "money");
    p.member("description", fmt::format("an amount{}: a number or a range in the document's currency, or one "
                                        "in another currency with its rate",
                                        span));
    money_members(p, a.low, a.high);
  } else {
    p.member("title", "quantity");
    p.member("description",
             fmt::format("a number{}, or a range from low to high with its likely value", span));
    p.key("anyOf");
    p.open('[');
    quantity_forms(p, a.low, a.high);
    p.close(']');
  }
  p.close('}');
}

void range_definitions(Printer& p) {
  std::set<std::string> seen;
  for (unsigned i = 1; i < static_cast<unsigned>(Ref::count_); ++i)
    if (!is_enum(static_cast<Ref>(i)))
      for (const AttributeInfo& a : record_info(static_cast<Ref>(i)).parts) range_definition(p, seen, a);
  for (unsigned k = 0; k < kind_count; ++k)
    for (const AttributeInfo& a : info(static_cast<Kind>(k)).attributes) range_definition(p, seen, a);
  for (unsigned i = 0; i < relation_count; ++i)
    for (const AttributeInfo& a : info(static_cast<Relation>(i)).attributes) range_definition(p, seen, a);
}

} // namespace

std::string schema_json() {
  Printer p;
  const KindInfo& root = info(Kind::strategy);
  p.open('{');
  p.member("$schema", "https://json-schema.org/draft/2020-12/schema");
  p.member("$id", "urn:northline:document:1");
  p.member("title", "Northline strategy");
  p.member("description", fmt::format("One document is one strategy: {}.", root.text));
  p.member("type", "object");
  p.key("properties");
  p.open('{');
  p.key("northline");
  p.open('{');
  p.member("description", "version of the document format");
  p.raw_member("const", "1");
  p.close('}');
  p.key("id");
  p.open('{');
  p.member("description", "id of the strategy itself; strategy if absent");
  p.member("$ref", "#/$defs/id");
  p.close('}');
  element_properties(p, root);
  for (unsigned k = 0; k < kind_count; ++k) {
    const KindInfo& kind = info(static_cast<Kind>(k));
    if (kind.member.empty()) continue;
    p.key(kind.member);
    p.open('{');
    p.member("description", fmt::format("by id: {}", kind.text));
    p.member("type", "object");
    p.key("propertyNames");
    p.open('{');
    p.member("$ref", "#/$defs/id");
    p.close('}');
    p.key("additionalProperties");
    p.open('{');
    p.member("$ref", reference("kind", kind.name));
    p.close('}');
    p.close('}');
  }
  verbatim(p, "scenarios",
           "by name: title, based_on, evaluations and a JSON Merge Patch against the document");
  verbatim(p, "checks", "configuration of the checks, suppressions, custom checks");
  verbatim(p, "scoring", "weights, thresholds and pairwise comparisons");
  verbatim(p, "overlaps", "by audience: the share that pairs of channels have in common");
  verbatim(p, "layout", "positions by id; no analysis reads them");
  verbatim(p, "x", "the embedder's own data, kept untouched");
  p.close('}');
  p.raw_member("required", R"(["northline"])");
  p.raw_member("additionalProperties", "false");

  p.key("$defs");
  p.open('{');
  value_definitions(p);
  range_definitions(p);
  for (unsigned i = 1; i < static_cast<unsigned>(Ref::count_); ++i) {
    const auto ref = static_cast<Ref>(i);
    if (is_enum(ref))
      choice_definition(p, enum_info(ref));
    else
      record_definition(p, record_info(ref));
  }
  for (unsigned k = 0; k < kind_count; ++k)
    if (static_cast<Kind>(k) != Kind::strategy) kind_definition(p, info(static_cast<Kind>(k)));
  for (unsigned i = 0; i < relation_count; ++i) relation_definitions(p, info(static_cast<Relation>(i)));
  p.close('}');
  p.close('}');
  return p.finish();
}

} // namespace northline
