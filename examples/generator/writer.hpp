// Writes the document as it is produced, so that a million elements need no tree in memory.
#pragma once

#include "text.hpp"

#include <cstdint>
#include <cstdio>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace northline::generator {

// Days since 1970-01-01.
using Day = std::int32_t;

inline constexpr Day day_of(int year, int month, int day) {
  const int y = year - (month <= 2 ? 1 : 0);
  const int era = y / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

inline void append_date(std::string& out, Day date) {
  const int z = date + 719468;
  const int era = z / 146097;
  const int doe = z - era * 146097;
  const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int mp = (5 * doy + 2) / 153;
  const int day = doy - (153 * mp + 2) / 5 + 1;
  const int month = mp < 10 ? mp + 3 : mp - 9;
  const int year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  const auto digit = [](int value) { return static_cast<char>('0' + value); };
  const char text[12] = {'"',
                         digit(year / 1000),
                         digit(year / 100 % 10),
                         digit(year / 10 % 10),
                         digit(year % 10),
                         '-',
                         digit(month / 10),
                         digit(month % 10),
                         '-',
                         digit(day / 10),
                         digit(day % 10),
                         '"'};
  out.append(text, sizeof text);
}

// A decimal number kept as a whole one, so that it prints alike everywhere: 125 with 2 decimals is 1.25.
struct Decimal {
  std::int64_t digits = 0;
  int decimals = 0;
};

inline void append_number(std::string& out, Decimal number) {
  std::int64_t digits = number.digits;
  int decimals = number.decimals;
  while (decimals > 0 && digits % 10 == 0) {
    digits /= 10;
    --decimals;
  }
  std::int64_t scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  if (digits < 0) out += '-';
  const std::int64_t size = digits < 0 ? -digits : digits;
  fmt::format_to(std::back_inserter(out), "{}", size / scale);
  if (decimals > 0) fmt::format_to(std::back_inserter(out), ".{:0{}}", size % scale, decimals);
}

// A number or a range of three.
struct Quantity {
  Decimal likely;
  bool range = false;
  std::int64_t low = 0;
  std::int64_t high = 0;
};

// One end of a relation: the target and what is said about it, ready-made JSON or nothing.
struct Edge {
  Reference target;
  std::string payload;
};

struct Counted {
  std::uint64_t elements = 0;
  std::uint64_t attributes = 0;
  std::uint64_t relations = 0;
  std::uint64_t observations = 0;
  std::uint64_t quantities = 0;
  std::uint64_t ranges = 0;
  std::uint64_t bytes = 0;
};

class Writer {
public:
  Writer(std::FILE* file, bool compact, std::uint64_t seed) : file_(file), compact_(compact), seed_(seed) {
    out_.reserve(flush_at + 1'000'000);
  }

  void open_document() {
    out_ += '{';
    level_ = 1;
    first_ = true;
  }
  void close_document() {
    level_ = 0;
    line();
    out_ += '}';
    if (!compact_) out_ += '\n';
    flush();
  }
  void open_kind(Kind kind) {
    key(member_of(kind));
    out_ += '{';
    level_ = 2;
    first_ = true;
  }
  void close_kind() {
    level_ = 1;
    line();
    out_ += '}';
    first_ = false;
  }
  void open_element(Reference element) {
    separate();
    write_id(element, false);
    colon();
    out_ += '{';
    level_ = 3;
    first_ = true;
    ++counted_.elements;
  }
  void close_element() {
    level_ = 2;
    if (!first_) line();
    out_ += '}';
    first_ = false;
    if (out_.size() > flush_at) flush();
  }

  // A member of the document that is no attribute.
  void member(std::string_view name) { key(name); }
  // A member that is an attribute of an element; its value follows.
  void attribute(std::string_view name) {
    key(name);
    ++counted_.attributes;
  }
  void text_attribute(std::string_view name, std::string_view value, Escapes escapes = Escapes::needed) {
    attribute(name);
    append_json_string(out_, value, escapes);
  }
  void date_attribute(std::string_view name, Day date) {
    attribute(name);
    append_date(out_, date);
  }
  void number_attribute(std::string_view name, std::int64_t digits, int decimals = 0) {
    attribute(name);
    append_number(out_, {digits, decimals});
  }
  void boolean_attribute(std::string_view name, bool value) {
    attribute(name);
    out_ += value ? "true" : "false";
  }
  void quantity_attribute(std::string_view name, const Quantity& quantity) {
    attribute(name);
    write_quantity(out_, quantity);
  }
  void raw_attribute(std::string_view name, std::string_view json) {
    attribute(name);
    out_ += json;
  }

  void write_quantity(std::string& out, const Quantity& quantity) {
    ++counted_.quantities;
    if (!quantity.range) return append_number(out, quantity.likely);
    ++counted_.ranges;
    out += '{';
    name(out, "low");
    append_number(out, {quantity.low, quantity.likely.decimals});
    next(out);
    name(out, "likely");
    append_number(out, quantity.likely);
    next(out);
    name(out, "high");
    append_number(out, {quantity.high, quantity.likely.decimals});
    out += '}';
  }

  // Written as people write: one bare target as a text, several as a list, with payloads as a map.
  void relation(std::string_view type, const std::vector<Edge>& edges) {
    if (edges.empty()) return;
    key(type);
    counted_.relations += edges.size();
    bool bare = true;
    for (const Edge& edge : edges) bare = bare && edge.payload.empty();
    if (bare && edges.size() == 1) return write_id(edges.front().target, true);
    out_ += bare ? '[' : '{';
    bool first = true;
    for (const Edge& edge : edges) {
      if (!first) next(out_);
      first = false;
      write_id(edge.target, true);
      if (bare) continue;
      colon();
      if (edge.payload.empty())
        out_ += "{}";
      else
        out_ += edge.payload;
    }
    out_ += bare ? ']' : '}';
  }
  void relation(std::string_view type, Reference target) {
    key(type);
    ++counted_.relations;
    write_id(target, true);
  }
  // A relation whose ends do not exist.
  void broken_relation(std::string_view type, std::string_view id) {
    key(type);
    append_json_string(out_, id);
  }

  // Pieces of values that stand on one line.
  void name(std::string& out, std::string_view name) const {
    out += '"';
    out += name;
    out += compact_ ? "\":" : "\": ";
  }
  void next(std::string& out) const { out += compact_ ? "," : ", "; }
  // Pieces of long lists, one item a line.
  void list_item(bool first) {
    if (!first) out_ += ',';
    if (!compact_) out_ += "\n        ";
  }
  void list_end() {
    if (!compact_) out_ += "\n      ";
    out_ += ']';
  }
  std::string& out() { return out_; }
  Counted& counted() { return counted_; }
  bool failed() const { return failed_; }

private:
  static constexpr std::size_t flush_at = 4'000'000;

  void line() {
    if (compact_) return;
    out_ += '\n';
    out_.append(static_cast<std::size_t>(level_) * 2, ' ');
  }
  void separate() {
    if (!first_) out_ += ',';
    first_ = false;
    line();
  }
  void key(std::string_view name) {
    separate();
    out_ += '"';
    out_ += name;
    out_ += '"';
    colon();
  }
  void colon() { out_ += compact_ ? ":" : ": "; }
  void write_id(Reference element, bool reference) {
    id_.clear();
    append_id(id_, seed_, element);
    // Some references spell their letters as escapes: the same id in other bytes.
    const bool escaped = reference && (++references_ & 7) == 0;
    append_json_string(out_, id_, escaped ? Escapes::all_beyond_ascii : Escapes::needed);
  }
  void flush() {
    counted_.bytes += out_.size();
    if (std::fwrite(out_.data(), 1, out_.size(), file_) != out_.size()) failed_ = true;
    out_.clear();
  }

  std::FILE* file_;
  bool compact_;
  std::uint64_t seed_;
  std::string out_;
  std::string id_;
  Counted counted_;
  std::uint64_t references_ = 0;
  int level_ = 0;
  bool first_ = true;
  bool failed_ = false;
};

} // namespace northline::generator
