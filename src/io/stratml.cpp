#include "io/stratml.hpp"

#include "base/date.hpp"
#include "base/json_text.hpp"
#include "io/xml_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <set>
#include <tuple>
#include <utility>

namespace northline {
namespace {

// ---- what a number means ----------------------------------------------------------------------------------

enum Number : int {
  no_namespace = 1,
  unknown_namespace,
  mixed_namespace,
  unbound_prefix,
  wrong_order,
  wrong_parent,
  stray_element,
  repeated_element,
  missing_element,
  unknown_attribute,
  missing_attribute,
  empty_value,
  unknown_value,
  value_spelling,
  invalid_date,
  invalid_number,
  dates_reversed,
  empty_id,
  missing_id,
  invalid_id,
  repeated_id,
  placeholder,
  renamed_element,
  renamed_attribute,
  old_relationship,
  wrong_type,
  paragraph_marks,
  stray_text,
  markup_in_text,
  wrong_encoding,
  first_note = 60,
  empty_text = 60,
  blank_element,
  title_from_text,
  number_in_prose,
  zero_value,
  currency_unit,
  several_results,
  different_dates,
  stage_narrowed,
  stakeholder_without_role,
  relationship_kept,
  undated_result,
  date_zone,
};

constexpr StratmlRepairInfo infos[] = {
    {no_namespace, "no-namespace",
     "The document has no namespace; its root element decides which schema it is held against."},
    {unknown_namespace, "unknown-namespace",
     "The namespace belongs to no edition of StratML, or to one with another root element."},
    {mixed_namespace, "mixed-namespace",
     "An element is in another StratML namespace than the element around it."},
    {unbound_prefix, "unbound-prefix", "A prefix is used that no xmlns attribute declares."},
    {wrong_order, "wrong-order", "An element stands behind one that the schema has after it."},
    {wrong_parent, "wrong-parent",
     "An element stands where the schema does not have it, and is read where it stands."},
    {stray_element, "stray-element", "An element is not known here; its source is kept in x."},
    {repeated_element, "repeated-element",
     "An element is there more often than the schema allows; a further text is kept in x."},
    {missing_element, "missing-element", "An element that the schema requires is not there."},
    {unknown_attribute, "unknown-attribute", "An attribute is not known here; it is kept in x."},
    {missing_attribute, "missing-attribute", "An attribute that the schema requires is not there."},
    {empty_value, "empty-value",
     "A value is empty where the schema asks for a date, a number or one of a list; it is absent."},
    {unknown_value, "unknown-value", "A value is not in the schema's list; it is kept in x."},
    {value_spelling, "value-spelling",
     "A value of the schema's list is written in another way; it is read, the original kept in x."},
    {invalid_date, "invalid-date", "A date is not one, or is a day that does not exist; it is kept in x."},
    {invalid_number, "invalid-number", "A number is not a decimal number, or beyond 1e300; it is kept in x."},
    {dates_reversed, "dates-reversed", "An end lies before its start; both are kept in x."},
    {empty_id, "empty-id", "An Identifier is empty; the id is made from the element's position."},
    {missing_id, "missing-id",
     "A goal, objective, indicator, vision or mission has no Identifier; the id is made from its position."},
    {invalid_id, "invalid-id", "An Identifier is not an XML name; it is made one, the original kept in x."},
    {repeated_id, "repeated-id",
     "An Identifier is used before; the later element's id gets a suffix, the original is kept in x."},
    {placeholder, "placeholder",
     "A text is an editor's placeholder; the value is absent, the placeholder kept in x."},
    {renamed_element, "renamed-element",
     "An element bears its name from another edition (FirstName, LastName, GivenName, Surname)."},
    {renamed_attribute, "renamed-attribute", "PerformanceIndicatorType is called IndicatorType."},
    {old_relationship, "old-relationship",
     "A Relationship's Identifier holds the referent, as in the 2010 edition, instead of "
     "ReferentIdentifier."},
    {wrong_type, "wrong-type", "The document's Type says Strategic_Plan, and it holds actual results."},
    {paragraph_marks, "paragraph-marks", "\"^^\" stands for a paragraph break and is read as one."},
    {stray_text, "stray-text", "Text stands where only elements may; it is kept in x."},
    {markup_in_text, "markup-in-text",
     "Elements stand inside a text; the text is read, its source kept in x."},
    {wrong_encoding, "wrong-encoding", "The document declares another encoding than it has."},
    {empty_text, "empty-text", "A text is empty, as it may be; the value is absent."},
    {blank_element, "blank-element", "An element says nothing at all and is left out."},
    {title_from_text, "title-from-text", "There is no Name; the title is the beginning of the Description."},
    {number_in_prose, "number-in-prose",
     "A result has its figures in prose alone; they are not read as numbers."},
    {zero_value, "zero-value", "A result is 0, which some plans write for \"not known\"; it is read as 0."},
    {currency_unit, "currency-unit",
     "A unit names a currency; it is kept as the unit, and the document's currency stays open."},
    {several_results, "several-results", "Several results are given for the same period; all are kept."},
    {different_dates, "different-dates",
     "A target and its actual result speak of different periods; both are kept."},
    {stage_narrowed, "stage-narrowed",
     "Output_Processing has no counterpart and is read as output, the original kept in x."},
    {stakeholder_without_role, "stakeholder-without-role",
     "A stakeholder has no RoleType; who it is to the goal is not guessed but kept in x."},
    {relationship_kept, "relationship-kept",
     "An indicator's Relationship has no counterpart and is kept in x."},
    {undated_result, "undated-result",
     "An actual result has a number but no end date; it is kept in x, not observed."},
    {date_zone, "date-zone", "A date has a time zone; the day is read, the original kept in x."},
};

std::string_view name_of(int number) {
  for (const auto& i : infos)
    if (i.number == number) return i.name;
  return {};
}

// ---- the schemas ------------------------------------------------------------------------------------------

/// The editions, as bits: what a row below holds for.
enum Edition : std::uint8_t { part1_2009 = 1, part1_iso = 2, part2_2010 = 4, part2_iso = 8 };
constexpr std::uint8_t part1 = part1_2009 | part1_iso, part2 = part2_2010 | part2_iso, every = part1 | part2;

std::string_view label(Edition e) {
  switch (e) {
  case part1_2009:
    return "Part 1 (ANSI/AIIM 21:2009)";
  case part1_iso:
    return "Part 1 (ISO 17469-1)";
  case part2_2010:
    return "Part 2 (2010)";
  case part2_iso:
    break;
  }
  return "Part 2 (ANSI/AIIM 22:2017)";
}

struct Schema {
  std::string_view root, uri;
  Edition edition;
};
constexpr Schema schemas[] = {
    {"StrategicPlan", "urn:ISO:std:iso:17469:tech:xsd:stratml_core", part1_iso},
    {"StrategicPlan", "http://www.stratml.net", part1_2009},
    {"PerformancePlanOrReport", "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport", part2_iso},
    {"PerformancePlanOrReport", "http://www.stratml.net/PerformancePlanOrReport", part2_2010},
};

enum class Type : std::uint8_t {
  plan,
  core,
  organization,
  vision,
  value,
  goal,
  objective,
  stakeholder,
  role,
  admin,
  submitter,
  indicator,
  relationship,
  instance,
  result,
  descriptor,
  place
};

struct ChildRule {
  Type type;
  std::uint8_t editions;
  std::string_view name;
  std::uint8_t least, most; ///< most 0: any number
};
// The order of the rows is the order that the schema asks for.
constexpr ChildRule child_rules[] = {
    {Type::plan, every, "Name", 1, 1},
    {Type::plan, every, "Description", 0, 1},
    {Type::plan, every, "OtherInformation", 0, 1},
    {Type::plan, every, "StrategicPlanCore", 1, 1},
    {Type::plan, every, "AdministrativeInformation", 0, 1},
    {Type::plan, part2, "Submitter", 0, 1},
    {Type::core, every, "Organization", 0, 0},
    {Type::core, every, "Vision", 0, 1},
    {Type::core, every, "Mission", 0, 1},
    {Type::core, every, "Value", 0, 0},
    {Type::core, every, "Goal", 1, 0},
    {Type::organization, every, "Name", 0, 1},
    {Type::organization, every, "Acronym", 0, 1},
    {Type::organization, every, "Identifier", 0, 1},
    {Type::organization, every, "Description", 0, 1},
    {Type::organization, every, "Stakeholder", 0, 0},
    {Type::vision, every, "Description", 0, 1},
    {Type::vision, every, "Identifier", 0, 1},
    {Type::value, every, "Name", 0, 1},
    {Type::value, every, "Description", 0, 1},
    {Type::goal, every, "Name", 1, 1},
    {Type::goal, every, "Description", 1, 1},
    {Type::goal, every, "Identifier", 0, 1},
    {Type::goal, every, "SequenceIndicator", 0, 1},
    {Type::goal, every, "Stakeholder", 0, 0},
    {Type::goal, every, "OtherInformation", 0, 1},
    {Type::goal, every, "Objective", 0, 0},
    {Type::objective, every, "Name", 0, 1},
    {Type::objective, every, "Description", 0, 1},
    {Type::objective, every, "Identifier", 0, 1},
    {Type::objective, every, "SequenceIndicator", 0, 1},
    {Type::objective, every, "Stakeholder", 0, 0},
    {Type::objective, every, "OtherInformation", 0, 1},
    {Type::objective, part2, "PerformanceIndicator", 0, 0},
    {Type::stakeholder, every, "Name", 1, 1},
    {Type::stakeholder, every, "Description", 0, 1},
    {Type::stakeholder, part2_2010, "Role", 0, 1},
    {Type::stakeholder, part2_iso, "Role", 0, 0},
    {Type::role, part2, "Name", 1, 1},
    {Type::role, part2, "Description", 0, 1},
    {Type::role, part2_2010, "RoleType", 0, 0},
    {Type::role, part2_iso, "RoleType", 0, 2},
    {Type::admin, part2, "Identifier", 0, 1},
    {Type::admin, every, "StartDate", 0, 1},
    {Type::admin, every, "EndDate", 0, 1},
    {Type::admin, every, "PublicationDate", 0, 1},
    {Type::admin, every, "Source", 0, 1},
    {Type::admin, part1, "Submitter", 0, 1},
    {Type::submitter, part2, "Identifier", 0, 1},
    {Type::submitter, part1_2009 | part2_2010, "FirstName", 0, 1},
    {Type::submitter, part1_2009 | part2_2010, "LastName", 0, 1},
    {Type::submitter, part1_iso | part2_iso, "GivenName", 0, 1},
    {Type::submitter, part1_iso | part2_iso, "Surname", 0, 1},
    {Type::submitter, every, "PhoneNumber", 0, 1},
    {Type::submitter, every, "EmailAddress", 0, 1},
    {Type::indicator, part2, "SequenceIndicator", 0, 1},
    {Type::indicator, part2, "MeasurementDimension", 1, 1},
    {Type::indicator, part2, "UnitOfMeasurement", 1, 1},
    {Type::indicator, part2, "Identifier", 0, 1},
    {Type::indicator, part2, "Relationship", 0, 0},
    {Type::indicator, part2, "MeasurementInstance", 0, 0},
    {Type::indicator, part2, "OtherInformation", 0, 1},
    {Type::relationship, part2_2010, "Identifier", 1, 1},
    {Type::relationship, part2_iso, "Identifier", 0, 1},
    {Type::relationship, part2_iso, "ReferentIdentifier", 0, 0},
    {Type::relationship, part2, "Name", 0, 1},
    {Type::relationship, part2, "Description", 0, 1},
    {Type::instance, part2_iso, "Place", 0, 1}, // since 2.2.8, in the same namespace
    {Type::instance, part2, "TargetResult", 0, 0},
    {Type::instance, part2, "ActualResult", 0, 0},
    {Type::result, part2_2010, "Description", 1, 1},
    {Type::result, part2_2010, "NumberOfUnits", 0, 1},
    {Type::result, part2, "StartDate", 0, 1},
    {Type::result, part2, "EndDate", 0, 1},
    {Type::result, part2_iso, "NumberOfUnits", 0, 1},
    {Type::result, part2_iso, "Descriptor", 0, 1},
    {Type::result, part2_iso, "Description", 0, 1},
    {Type::descriptor, part2_iso, "DescriptorName", 0, 1},
    {Type::descriptor, part2_iso, "DescriptorValue", 0, 1},
    {Type::place, part2_iso, "Name", 1, 1},
    {Type::place, part2_iso, "PlaceIdentifier", 0, 1},
};

struct AttributeRule {
  Type type;
  std::uint8_t editions;
  std::string_view name;
};
constexpr AttributeRule attribute_rules[] = {
    {Type::plan, part2, "Type"},
    {Type::stakeholder, part1_iso | part2_iso, "StakeholderTypeType"},
    {Type::indicator, part2, "ValueChainStage"},
    {Type::indicator, part2, "PerformanceIndicatorType"},
    {Type::relationship, part2, "RelationshipType"},
};

using Values = std::span<const std::string_view>;
constexpr std::array<std::string_view, 3> plan_types = {"Strategic_Plan", "Performance_Plan",
                                                        "Performance_Report"};
constexpr std::array<std::string_view, 3> stakeholder_types = {"Person", "Organization", "Generic_Group"};
constexpr std::array<std::string_view, 2> role_types = {"Performer", "Beneficiary"};
constexpr std::array<std::string_view, 5> stages = {"Input", "Input_Processing", "Output",
                                                    "Output_Processing", "Outcome"};
constexpr std::array<std::string_view, 5> metric_types = {"input", "activity", "output", "output", "outcome"};
constexpr std::array<std::string_view, 2> indicator_types = {"Quantitative", "Qualitative"};
constexpr std::array<std::string_view, 3> relationship_types = {"Broader_Than", "Peer_To", "Narrower_Than"};

constexpr std::string_view xsi_uri = "http://www.w3.org/2001/XMLSchema-instance";

// ---- text -------------------------------------------------------------------------------------------------

constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Blanks at the ends, those included that editors and web pages leave behind: no-break space, zero-width
/// space, byte order mark.
std::string_view trim(std::string_view s) {
  constexpr std::string_view wide[] = {"\xC2\xA0", "\xE2\x80\x8B", "\xEF\xBB\xBF"};
  for (bool more = true; more;) {
    more = false;
    while (!s.empty() && is_space(s.front())) s.remove_prefix(1);
    while (!s.empty() && is_space(s.back())) s.remove_suffix(1);
    for (const std::string_view w : wide) {
      if (s.substr(0, w.size()) == w) s.remove_prefix(w.size()), more = true;
      if (s.size() >= w.size() && s.substr(s.size() - w.size()) == w) s.remove_suffix(w.size()), more = true;
    }
  }
  return s;
}

std::string lower(std::string_view s) {
  std::string out(s);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// Runs of blanks that hold a line break or a tab become one blank: pretty-printers put them there.
std::string one_line(std::string_view s) {
  std::string out;
  for (std::size_t i = 0; i < s.size();) {
    if (!is_space(s[i])) {
      out.push_back(s[i++]);
      continue;
    }
    const std::size_t begin = i;
    bool broken = false;
    for (; i < s.size() && is_space(s[i]); ++i) broken = broken || s[i] != ' ';
    if (broken)
      out.push_back(' ');
    else
      out.append(s.substr(begin, i - begin));
  }
  return out;
}

std::string collapsed(std::string_view s) {
  std::string out;
  for (const char c : trim(s)) {
    if (!is_space(c))
      out.push_back(c);
    else if (out.empty() || out.back() != ' ')
      out.push_back(' ');
  }
  return out;
}

/// The longest beginning of at most `most` bytes that cuts no character in half.
std::string_view beginning(std::string_view s, std::size_t most) {
  if (s.size() <= most) return s;
  while (most > 0 && (static_cast<unsigned char>(s[most]) & 0xC0) == 0x80) --most;
  return s.substr(0, most);
}

/// Text for a message: short, and in one line.
std::string shown(std::string_view s) {
  const std::string line = collapsed(beginning(s, 240));
  const std::string_view cut = beginning(line, 60);
  return std::string(cut) + (cut.size() < line.size() || s.size() > 240 ? "…" : "");
}

/// A title made from a longer text: its first paragraph, cut between words at 80 characters.
std::string short_title(std::string_view text) {
  const std::string line = collapsed(text.substr(0, text.find("\n\n")));
  std::size_t count = 0, end = 0, blank = 0;
  for (; end < line.size(); ++end) {
    if ((static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) continue;
    if (line[end] == ' ') blank = end;
    if (++count > 80) break;
  }
  if (end >= line.size()) return line;
  if (blank == 0) blank = beginning(line, end).size();
  return line.substr(0, blank) + "…";
}

std::size_t count_paragraph_marks(std::string_view s) {
  std::size_t n = 0;
  for (std::size_t i = s.find("^^"); i != std::string_view::npos; i = s.find("^^", i + 2)) ++n;
  return n;
}

std::string paragraphs(std::string_view s) {
  std::string out;
  for (;;) {
    const std::size_t mark = s.find("^^");
    const std::string_view part = trim(s.substr(0, mark));
    if (!part.empty()) {
      if (!out.empty()) out += "\n\n";
      out += part;
    }
    if (mark == std::string_view::npos) return out;
    s.remove_prefix(mark + 2);
  }
}

/// What editors and form scripts leave where nobody wrote anything.
bool is_placeholder(std::string_view text) {
  std::string s = lower(text);
  for (char& c : s)
    if (c == '_') c = ' ';
  if (const std::size_t open = s.find("${"); open != std::string::npos && s.back() == '}') {
    // The whole text is the template: at most a name such as "ID-" stands before it.
    return std::all_of(s.begin(), s.begin() + static_cast<std::ptrdiff_t>(open),
                       [](char c) { return (c >= 'a' && c <= 'z') || c == '-' || c == ' '; });
  }
  if (s.size() > 2 && s.front() == '[' && s.back() == ']') {
    const std::string inner(trim(std::string_view(s).substr(1, s.size() - 2)));
    if (inner.find_first_of("[]") != std::string::npos) return false;
    return inner.rfind("to be ", 0) == 0 || inner == "tbd" || inner == "tbi" || inner == "placeholder";
  }
  if (text == "TBD" || s == "to be determined" || s == "to be identified") return true;
  if (s.rfind("placeholder", 0) == 0) {
    std::string_view rest = std::string_view(s).substr(11);
    if (!rest.empty() && (rest.front() == ' ' || rest.front() == '-')) rest.remove_prefix(1);
    return std::all_of(rest.begin(), rest.end(), [](char c) { return c >= '0' && c <= '9'; });
  }
  return false;
}

bool is_decimal(std::string_view s) {
  std::size_t i = 0, digits = 0;
  if (i < s.size() && (s[i] == '+' || s[i] == '-')) ++i;
  for (; i < s.size() && s[i] >= '0' && s[i] <= '9'; ++i) ++digits;
  if (i < s.size() && s[i] == '.')
    for (++i; i < s.size() && s[i] >= '0' && s[i] <= '9'; ++i) ++digits;
  return digits > 0 && i == s.size();
}

bool has_digit(std::string_view s) {
  return std::any_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool names_currency(std::string_view unit) {
  for (const std::string_view sign : {"$", "€", "£", "¥"})
    if (unit.find(sign) != std::string_view::npos) return true;
  const std::string s = lower(unit);
  for (const std::string_view name : {"usd", "eur", "gbp", "chf", "jpy", "cad", "aud", "dollar", "dollars",
                                      "us dollars", "euro", "euros", "pounds sterling"})
    if (s == name) return true;
  return false;
}

// ---- ids --------------------------------------------------------------------------------------------------

constexpr std::size_t longest_id = 128;

std::uint32_t code_point(std::string_view s, std::size_t& i) {
  // The text has been proved to be UTF-8.
  const auto byte = [&](std::size_t k) -> std::uint32_t { return static_cast<unsigned char>(s[k]); };
  const std::uint32_t b = byte(i);
  if (b < 0x80) return i += 1, b;
  if (b < 0xE0) return i += 2, (b & 0x1F) << 6 | (byte(i - 1) & 0x3F);
  if (b < 0xF0) return i += 3, (b & 0x0F) << 12 | (byte(i - 2) & 0x3F) << 6 | (byte(i - 1) & 0x3F);
  return i += 4,
         (b & 0x07) << 18 | (byte(i - 3) & 0x3F) << 12 | (byte(i - 2) & 0x3F) << 6 | (byte(i - 1) & 0x3F);
}

bool name_start(std::uint32_t c) {
  constexpr std::pair<std::uint32_t, std::uint32_t> ranges[] = {
      {'A', 'Z'},       {'_', '_'},       {'a', 'z'},       {0xC0, 0xD6},
      {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},   {0x37F, 0x167F},
      {0x1681, 0x1FFF}, {0x2070, 0x218F}, {0x2C00, 0x2FEF}, {0x3001, 0xD7FF},
      {0xF900, 0xFDCF}, {0xFDF0, 0xFEFE}, {0xFF00, 0xFFEF}, {0x10000, 0xEFFFF}};
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [c](auto r) { return c >= r.first && c <= r.second; });
}
bool name_char(std::uint32_t c) {
  return name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == 0xB7 ||
         (c >= 0x300 && c <= 0x36F);
}

/// The text made an XML name (NCName): '_' before a wrong beginning, '_' for what may not stand in one.
std::string as_name(std::string_view s) {
  std::string out;
  for (std::size_t i = 0; i < s.size();) {
    const std::size_t begin = i;
    const std::uint32_t c = code_point(s, i);
    if (begin == 0 && !name_start(c)) out.push_back('_');
    if (name_char(c))
      out.append(s.substr(begin, i - begin));
    else if (begin != 0)
      out.push_back('_');
  }
  return std::string(beginning(out, longest_id));
}

/// "Office of American Innovation" → "office-of-american-innovation"; letters of every script stay.
std::string slug(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size();) {
    const std::size_t begin = i;
    const std::uint32_t c = code_point(name, i);
    if (c != '_' && name_char(c) && c != '-' && c != '.')
      out += lower(name.substr(begin, i - begin));
    else if (!out.empty() && out.back() != '-')
      out.push_back('-');
  }
  out = std::string(beginning(out, 60));
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

// ---- JSON -------------------------------------------------------------------------------------------------

constexpr std::size_t none = static_cast<std::size_t>(-1);

/// Just enough of a JSON value to build the document in order; members are few.
struct Json {
  enum class Kind : std::uint8_t { object, array, text, raw, element };
  Kind kind = Kind::object;
  std::string content;        ///< of text and raw
  std::size_t element = none; ///< whose id is written; ids are settled last
  std::vector<std::string> keys;
  std::vector<Json> items;

  static Json text(std::string_view s) { return make(Kind::text, s); }
  static Json raw(std::string_view s) { return make(Kind::raw, s); }
  static Json id_of(std::size_t element) {
    Json j;
    j.kind = Kind::element;
    j.element = element;
    return j;
  }
  static Json array() { return make(Kind::array, {}); }

  bool empty() const { return (kind == Kind::object || kind == Kind::array) && items.empty(); }
  Json* find(std::string_view key) {
    for (std::size_t i = 0; i < keys.size(); ++i)
      if (keys[i] == key) return &items[i];
    return nullptr;
  }
  Json& set(std::string_view key, Json value) {
    keys.emplace_back(key);
    items.push_back(std::move(value));
    return items.back();
  }
  /// A further value under the same key makes the two a list, so nothing is overwritten.
  void add(std::string_view key, Json value) {
    if (Json* j = find(key)) {
      if (j->kind != Kind::array) {
        Json list = array();
        list.items.push_back(std::move(*j));
        *j = std::move(list);
      }
      j->items.push_back(std::move(value));
    } else {
      set(key, std::move(value));
    }
  }
  void add(std::string_view key, std::string_view s) { add(key, text(s)); }
  /// Always a list, for what repeats by nature.
  void append(std::string_view key, Json value) {
    if (find(key)) return add(key, std::move(value));
    set(key, array()).items.push_back(std::move(value));
  }

private:
  static Json make(Kind kind, std::string_view s) {
    Json j;
    j.kind = kind;
    j.content = s;
    return j;
  }
};

enum class Kind : std::uint8_t { strategy, vision, mission, value, goal, stakeholder, metric };

struct Element {
  Kind kind;
  std::string id;       ///< from the document; empty until one is derived
  std::string position; ///< what a derived id is made from
  Json attributes, x;
  std::vector<std::pair<std::string_view, std::vector<std::size_t>>> relations;
  bool dropped = false;
  bool id_is_original = false; ///< then x does not have it
};

// ---- the reader -------------------------------------------------------------------------------------------

struct Stop {
  std::size_t offset;
  std::string message;
  Status status = Status::limit;
};

struct Found {
  int number;
  std::size_t offset;
  std::string path, message;
};

struct Child {
  pugi::xml_node node;
  std::string_view name; ///< without prefix
  std::string_view uri;
  std::string segment; ///< in the path: Goal[2]
  std::size_t ordinal = 1;
  bool ours = true;     ///< in a StratML namespace or in none
  bool allowed = false; ///< by the schema, in this parent
};

struct Leaf {
  std::string text;
  bool empty = false; ///< not one character
  bool blank = false; ///< no character that shows
};

class Reader {
public:
  Reader(const XmlText& xml, const StratmlOptions& options)
      : xml_(xml), options_(options), work_(options.cancel) {}

  std::string read();

  std::vector<Found> repairs, notes;

private:
  // -- places and reports
  std::size_t offset_of(const pugi::xml_node& node) const {
    const std::ptrdiff_t name = node.offset_debug();
    return name > 0 ? static_cast<std::size_t>(name) - 1 : 0;
  }
  std::string_view source_of(const pugi::xml_node& node) const {
    const std::size_t begin = offset_of(node);
    const auto span = std::lower_bound(xml_.spans.begin(), xml_.spans.end(), begin,
                                       [](const XmlSpan& s, std::size_t b) { return s.begin < b; });
    return std::string_view(xml_.text).substr(begin, span->end - begin);
  }
  std::size_t offset_of(const pugi::xml_node& node, std::string_view attribute) const;
  std::string path_to(const Child& c) const { return path_ + "/" + c.segment; }
  void report(int number, std::size_t offset, std::string path, std::string message);
  void report(int number, const Child& c, std::string message) {
    report(number, offset_of(c.node), path_to(c), std::move(message));
  }
  /// About the element that is being read.
  void report_here(int number, const pugi::xml_node& node, std::string message) {
    report(number, offset_of(node), path_, std::move(message));
  }

  // -- the tree
  struct Level {
    Level(Reader& r, const Child& c) : reader(r), path(r.path_.size()), scope(r.scope_.size()), uri(r.uri_) {
      r.path_ += "/" + c.segment;
      r.uri_ = c.uri;
      r.declare(c.node);
    }
    ~Level() {
      reader.path_.resize(path);
      reader.scope_.resize(scope);
      reader.uri_ = uri;
    }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    Reader& reader;
    std::size_t path, scope;
    std::string_view uri;
  };
  void declare(const pugi::xml_node& node);
  std::optional<std::string_view> bound(const pugi::xml_node& node, std::string_view prefix) const;
  void resolve(Child& c);
  Edition edition_for(Type type) const;
  std::vector<Child> open(const pugi::xml_node& node, Type type, Json& x);
  void check_attributes(const pugi::xml_node& node, Type type, Json& x);
  bool is(const Child& c, std::string_view name);
  void stray(const Child& c, Json& x);

  // -- values
  Leaf leaf(const Child& c, Json& x);
  /// The text of a child, or nothing when it is empty or a placeholder (which is then kept in x).
  std::optional<std::string> text_of(const Child& c, Json& x);
  void take_text(const Child& c, Json& x, std::string& into, bool line = false);
  void keep_text(const Child& c, Json& x);
  void take_date(const Child& c, Json& x, std::string& into);
  std::string take_number(const Child& c, Json& x);
  int choice(std::string_view value, Values values, std::string_view what, std::size_t offset,
             std::string path, Json& x, std::string_view key);
  int choice_attribute(const pugi::xml_node& node, std::string_view name, Values values, Json& x);
  void order_dates(const pugi::xml_node& node, std::string& start, std::string& end, Json& x);

  // -- ids
  void take_id(const Child& c, Json& x, std::size_t element);
  void keep_id(const Child& c, Json& x);
  bool check_name(const Child& c, std::string_view id);
  std::string unique(std::string_view wanted);
  void need_id(const pugi::xml_node& node, bool seen, std::string_view name);
  void collect_declared(const pugi::xml_node& root);

  // -- elements
  std::size_t make(Kind kind, std::string position) {
    elements_.push_back({kind, {}, std::move(position), {}, {}, {}, false});
    return elements_.size() - 1;
  }
  void relate(std::size_t from, std::string_view relation, std::size_t to);
  void read_plan(const Child& c);
  void read_core(const Child& c);
  void read_admin(const Child& c);
  bool read_admin_leaf(const Child& c, Json& x);
  void read_submitter(const Child& c);
  void read_organization(const Child& c);
  void read_statement(const Child& c, Kind kind);
  void read_value(const Child& c);
  void read_goal(const Child& c, bool broad, std::size_t parent);
  void read_stakeholder(const Child& c, std::size_t goal, Json& owner_x);
  bool read_role(const Child& c, Json& mention, bool& performer, bool& beneficiary);
  void read_indicator(const Child& c, std::size_t goal);
  void read_relationship(const Child& c, Json& x);
  struct Results;
  void read_instance(const Child& c, std::size_t metric, Results& results);
  void read_result(const Child& c, std::size_t metric, const std::string& where, Results& results);
  bool structural(const Child& c, std::size_t goal, Json& x);

  // -- the end
  void connect();
  std::string write();
  void write_value(std::string& out, const Json& j, std::size_t indent) const;

  const XmlText& xml_;
  const StratmlOptions& options_;
  Work work_; ///< a step for every child of an element
  pugi::xml_document tree_;
  Edition edition_ = part1_iso;
  std::string_view root_uri_, uri_;
  std::string path_;
  std::vector<std::pair<std::string_view, std::string_view>> scope_; ///< prefix, namespace
  std::set<std::string, std::less<>> unbound_, declared_ids_, seen_ids_, used_ids_;
  std::map<std::string, std::size_t, std::less<>> next_suffix_;
  std::deque<Element> elements_;
  std::map<std::string, std::size_t, std::less<>> people_; ///< stakeholders by name
  std::set<std::tuple<std::string_view, std::size_t, std::size_t>> related_;
  std::string title_, description_, created_, source_, start_, end_, organisation_;
  std::size_t organizations_ = 0;
  int plan_type_ = -1;
  std::string first_actual_;
};

// ---- places and reports -----------------------------------------------------------------------------------

void Reader::report(int number, std::size_t offset, std::string path, std::string message) {
  if (number >= first_note) {
    if (notes.size() < options_.max_repairs)
      notes.push_back({number, offset, std::move(path), std::move(message)});
    return;
  }
  if (repairs.size() >= options_.max_repairs)
    throw Stop{offset, fmt::format("The document needs more than {} repairs, which is the limit.",
                                   options_.max_repairs)};
  repairs.push_back({number, offset, std::move(path), std::move(message)});
}

std::size_t Reader::offset_of(const pugi::xml_node& node, std::string_view attribute) const {
  const std::string_view source = source_of(node);
  char quote = 0;
  for (std::size_t i = 0; i < source.size(); ++i) {
    const char c = source[i];
    if (quote) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      break;
    } else if (is_space(c) && source.substr(i + 1, attribute.size()) == attribute) {
      const std::size_t behind = i + 1 + attribute.size();
      if (behind < source.size() && (is_space(source[behind]) || source[behind] == '='))
        return offset_of(node) + i + 1;
    }
  }
  return offset_of(node);
}

// ---- the tree ---------------------------------------------------------------------------------------------

void Reader::declare(const pugi::xml_node& node) {
  for (const pugi::xml_attribute a : node.attributes()) {
    const std::string_view name = a.name();
    if (name != "xmlns" && name.substr(0, 6) != "xmlns:") continue;
    // Looking a prefix up walks this list.
    if (scope_.size() >= 64)
      throw Stop{offset_of(node),
                 "More than 64 namespace declarations are in force here, which is the limit."};
    scope_.emplace_back(name == "xmlns" ? std::string_view() : name.substr(6), a.value());
  }
}

std::optional<std::string_view> Reader::bound(const pugi::xml_node& node, std::string_view prefix) const {
  for (const pugi::xml_attribute a : node.attributes()) {
    const std::string_view name = a.name();
    if (prefix.empty() ? name == "xmlns" : name.substr(0, 6) == "xmlns:" && name.substr(6) == prefix)
      return a.value();
  }
  for (auto i = scope_.rbegin(); i != scope_.rend(); ++i)
    if (i->first == prefix) return i->second;
  if (prefix.empty()) return std::string_view();
  return std::nullopt;
}

void Reader::resolve(Child& c) {
  const std::string_view full = c.node.name();
  const std::size_t colon = full.rfind(':');
  const std::string_view prefix =
      colon == std::string_view::npos ? std::string_view() : full.substr(0, colon);
  c.name = colon == std::string_view::npos ? full : full.substr(colon + 1);
  if (const auto uri = bound(c.node, prefix)) {
    c.uri = *uri;
    c.ours =
        uri->empty() || *uri == root_uri_ ||
        std::any_of(std::begin(schemas), std::end(schemas), [&](const Schema& s) { return s.uri == *uri; });
  } else {
    c.uri = uri_;
    c.ours = prefix != "xml";
    if (c.ours && unbound_.emplace(prefix).second)
      report(unbound_prefix, offset_of(c.node), path_ + "/" + shown(c.name),
             fmt::format("The prefix '{}' is used here and declared nowhere; <{}> is read as if it belonged "
                         "to the element "
                         "around it, and so are all others with this prefix. It needs an xmlns:{} attribute.",
                         shown(prefix), shown(full), shown(prefix)));
  }
}

Edition Reader::edition_for(Type type) const {
  const bool only_part2 = type == Type::role || type >= Type::indicator;
  if (only_part2 && edition_ == part1_2009) return part2_2010;
  if (only_part2 && edition_ == part1_iso) return part2_iso;
  return edition_;
}

void Reader::check_attributes(const pugi::xml_node& node, Type type, Json& x) {
  const Edition edition = edition_for(type);
  for (const pugi::xml_attribute a : node.attributes()) {
    const std::string_view name = a.name();
    if (name == "xmlns" || name.substr(0, 6) == "xmlns:") continue;
    const bool known =
        std::any_of(std::begin(attribute_rules), std::end(attribute_rules), [&](const AttributeRule& r) {
          return r.type == type && (r.editions & edition) != 0 && r.name == name;
        });
    if (known) continue;
    const std::string_view value = a.value();
    const std::size_t colon = name.find(':');
    if (colon != std::string_view::npos &&
        (name.substr(0, colon) == "xsi" || bound(node, name.substr(0, colon)) == xsi_uri)) {
      x.add("@" + std::string(name), value);
      continue;
    }
    if (type == Type::indicator && name == "IndicatorType") {
      report(renamed_attribute, offset_of(node, name), path_ + "/@IndicatorType",
             "The attribute IndicatorType is called PerformanceIndicatorType; it is read as that.");
      continue;
    }
    // A stakeholder's type is kept by its reader, whatever the edition.
    if (!(type == Type::stakeholder && name == "StakeholderTypeType")) x.add("@" + std::string(name), value);
    report(unknown_attribute, offset_of(node, name), path_ + "/@" + shown(name),
           fmt::format("{} does not know the attribute {} here; its value \"{}\" is kept in x.",
                       label(edition), shown(name), shown(value)));
  }
}

std::vector<Child> Reader::open(const pugi::xml_node& node, Type type, Json& x) {
  const Edition edition = edition_for(type);
  check_attributes(node, type, x);

  struct Seen {
    const ChildRule* rule;
    std::size_t count;
  };
  std::array<Seen, 16> sequence{};
  std::size_t rules = 0;
  for (const ChildRule& r : child_rules)
    if (r.type == type && (r.editions & edition) != 0) sequence[rules++] = {&r, 0};

  std::vector<Child> children;
  std::map<std::string_view, std::size_t> counts;
  for (const pugi::xml_node n : node.children()) {
    work_.step();
    if (n.type() == pugi::node_element) {
      Child c;
      c.node = n;
      resolve(c);
      c.ordinal = ++counts[c.name];
      children.push_back(std::move(c));
    } else if (const std::string_view t = trim(n.value()); !t.empty()) {
      x.add("text", t);
      report_here(
          stray_text, node,
          fmt::format("The text \"{}\" stands in <{}>, where only elements may stand; it is kept in x.",
                      shown(t), shown(node.name())));
    }
  }

  std::size_t furthest = 0;
  for (Child& c : children) {
    c.segment = counts[c.name] > 1 ? fmt::format("{}[{}]", shown(c.name), c.ordinal) : shown(c.name);
    if (!c.ours) continue;
    if (c.uri != uri_)
      report(
          mixed_namespace, c,
          fmt::format(
              "<{}> is in the namespace \"{}\" and the element around it in \"{}\"; it is read all the same.",
              shown(c.name), shown(c.uri), shown(uri_)));
    for (std::size_t i = 0; i < rules; ++i) {
      const ChildRule& r = *sequence[i].rule;
      if (r.name != c.name) continue;
      c.allowed = true;
      if (r.most != 0 && ++sequence[i].count > r.most)
        report(
            repeated_element, c,
            fmt::format("<{}> is there more than {} in <{}>; {} allows no more. Nothing of it is left out.",
                        c.name, r.most == 1 ? "once" : "twice", shown(node.name()), label(edition)));
      else if (r.most == 0)
        ++sequence[i].count;
      if (i < furthest)
        report(wrong_order, c,
               fmt::format("<{}> stands behind <{}>; {} has it before. It is read all the same.", c.name,
                           sequence[furthest].rule->name, label(edition)));
      furthest = std::max(furthest, i);
      break;
    }
  }
  for (std::size_t i = 0; i < rules; ++i)
    if (sequence[i].count < sequence[i].rule->least)
      report_here(missing_element, node,
                  fmt::format("<{}> has no <{}>, which {} requires.", shown(node.name()),
                              sequence[i].rule->name, label(edition)));
  return children;
}

/// Whether the child is this StratML element; reports when the schema does not have it here.
bool Reader::is(const Child& c, std::string_view name) {
  if (!c.ours || c.name != name) return false;
  if (!c.allowed)
    report(wrong_parent, c,
           fmt::format("{} does not have <{}> in <{}>; it is read where it stands.", label(edition_), name,
                       shown(c.node.parent().name())));
  return true;
}

void Reader::stray(const Child& c, Json& x) {
  x.append("unknown", Json::text(source_of(c.node)));
  report(stray_element, c,
         fmt::format("<{}> is not known in <{}>{}; its source is kept in x.", shown(c.node.name()),
                     shown(c.node.parent().name()), c.ours ? "" : ", being from another namespace"));
}

// ---- values -----------------------------------------------------------------------------------------------

void append_text(const pugi::xml_node& node, std::string& out, bool& nested) {
  for (const pugi::xml_node n : node.children()) {
    if (n.type() == pugi::node_element) {
      nested = true;
      append_text(n, out, nested);
    } else {
      out += n.value();
    }
  }
}

Leaf Reader::leaf(const Child& c, Json& x) {
  Leaf l;
  bool nested = false;
  std::string all;
  append_text(c.node, all, nested);
  for (const pugi::xml_attribute a : c.node.attributes()) {
    const std::string_view name = a.name();
    if (name == "xmlns" || name.substr(0, 6) == "xmlns:") continue;
    x.add(fmt::format("{}@{}", c.name, name), a.value());
    const std::size_t colon = name.find(':');
    if (colon != std::string_view::npos &&
        (name.substr(0, colon) == "xsi" || bound(c.node, name.substr(0, colon)) == xsi_uri))
      continue;
    report(unknown_attribute, offset_of(c.node, name), path_to(c) + "/@" + shown(name),
           fmt::format("{} does not know the attribute {} here; its value \"{}\" is kept in x.",
                       label(edition_), shown(name), shown(a.value())));
  }
  if (nested) {
    x.append("unknown", Json::text(source_of(c.node)));
    report(
        markup_in_text, c,
        fmt::format(
            "Elements stand inside <{}>, where only text may stand; the text is read, its source kept in x.",
            c.name));
  }
  l.empty = all.empty();
  l.text = trim(all);
  l.blank = l.text.empty();
  return l;
}

std::optional<std::string> Reader::text_of(const Child& c, Json& x) {
  Leaf l = leaf(c, x);
  if (l.blank) {
    report(empty_text, c, fmt::format("<{}> is empty; the value is absent.", c.name));
    return std::nullopt;
  }
  if (is_placeholder(l.text)) {
    x.add(c.name, l.text);
    report(placeholder, c,
           fmt::format("\"{}\" in <{}> is a placeholder; the value is absent until somebody writes one.",
                       shown(l.text), c.name));
    return std::nullopt;
  }
  return std::move(l.text);
}

void Reader::take_text(const Child& c, Json& x, std::string& into, bool line) {
  std::optional<std::string> text = text_of(c, x);
  if (!text) return;
  if (!into.empty()) return x.add(c.name, *text);
  if (const std::size_t marks = count_paragraph_marks(*text)) {
    report(paragraph_marks, c,
           fmt::format("\"^^\" stands in <{}> {}; it is read as the end of a paragraph.", c.name,
                       marks == 1 ? "once" : fmt::format("{} times", marks)));
    into = paragraphs(*text);
    if (into.empty()) x.add(c.name, *text);
  } else {
    into = std::move(*text);
  }
  if (line) into = one_line(into);
}

void Reader::keep_text(const Child& c, Json& x) {
  if (const auto text = text_of(c, x)) x.add(c.name, *text);
}

void Reader::take_date(const Child& c, Json& x, std::string& into) {
  const Leaf l = leaf(c, x);
  if (l.blank) {
    if (l.empty && edition_ == part2_iso)
      report(empty_text, c, fmt::format("<{}> is empty; the date is absent.", c.name));
    else
      report(empty_value, c,
             fmt::format("<{}> is empty where {} asks for a date; the date is absent.", c.name,
                         label(edition_)));
    return;
  }
  if (is_placeholder(l.text)) {
    x.add(c.name, l.text);
    report(placeholder, c,
           fmt::format("\"{}\" in <{}> is a placeholder; the date is absent until somebody writes one.",
                       shown(l.text), c.name));
    return;
  }
  const std::string_view day = std::string_view(l.text).substr(0, 10),
                         zone = std::string_view(l.text).substr(day.size());
  const bool zoned =
      zone == "Z" || (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':' &&
                      has_digit(zone.substr(1, 1)) && has_digit(zone.substr(2, 1)) &&
                      has_digit(zone.substr(4, 1)) && has_digit(zone.substr(5, 1)));
  if (!parse_date(day).known() || !(zone.empty() || zoned)) {
    x.add(c.name, l.text);
    report(invalid_date, c,
           fmt::format("\"{}\" in <{}> is {}; the text is kept in x.", shown(l.text), c.name,
                       date_shape(l.text) ? "a day that does not exist" : "not a date such as 2026-11-21"));
    return;
  }
  if (zoned || !into.empty()) x.add(c.name, l.text);
  if (!into.empty()) return;
  into = day;
  if (zoned)
    report(date_zone, c,
           fmt::format("The date in <{}> has the zone {}; the day is read without it.", c.name, zone));
}

/// The number as JSON, or nothing.
std::string Reader::take_number(const Child& c, Json& x) {
  const Leaf l = leaf(c, x);
  if (l.blank) {
    if (l.empty && edition_ == part2_iso)
      report(empty_text, c, fmt::format("<{}> is empty; the number is absent.", c.name));
    else
      report(empty_value, c,
             fmt::format("<{}> is empty where {} asks for a number; the number is absent.", c.name,
                         label(edition_)));
    return {};
  }
  if (is_placeholder(l.text)) {
    x.add(c.name, l.text);
    report(placeholder, c,
           fmt::format("\"{}\" in <{}> is a placeholder; the number is absent until somebody writes one.",
                       shown(l.text), c.name));
    return {};
  }
  std::string_view s = l.text;
  const bool decimal = is_decimal(s);
  std::string out;
  if (decimal) {
    const bool negative = s.front() == '-';
    if (s.front() == '-' || s.front() == '+') s.remove_prefix(1);
    const std::size_t point = std::min(s.find('.'), s.size());
    std::string_view whole = s.substr(0, point), rest = s.substr(std::min(point + 1, s.size()));
    whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
    if (whole.size() <= 300) {
      const std::string number = fmt::format("{}{}{}{}", negative ? "-" : "", whole.empty() ? "0" : whole,
                                             rest.empty() ? "" : ".", rest);
      append_number(out, parse_number(number));
      // A double holds 15 digits whatever they are; what may have been rounded is kept as it was.
      if (whole.size() + rest.size() > 15) x.add(c.name, l.text);
      return out;
    }
  }
  x.add(c.name, l.text);
  report(invalid_number, c,
         fmt::format("\"{}\" in <{}> is {}; the text is kept in x.", shown(l.text), c.name,
                     decimal ? "a number beyond 1e300" : "not a decimal number such as 1250 or 0.5"));
  return out;
}

int Reader::choice(std::string_view value, Values values, std::string_view what, std::size_t offset,
                   std::string path, Json& x, std::string_view key) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] == value) return static_cast<int>(i);
  const std::string_view trimmed = trim(value);
  if (trimmed.empty()) {
    report(empty_value, offset, std::move(path),
           fmt::format("{} is empty, where one of {} is asked for; the value is absent.", what,
                       fmt::join(values, ", ")));
    return -1;
  }
  x.add(key, value);
  if (is_placeholder(trimmed)) {
    report(placeholder, offset, std::move(path),
           fmt::format("\"{}\" in {} is a placeholder; the value is absent until somebody writes one.",
                       shown(value), what));
    return -1;
  }
  std::string plain = lower(trimmed);
  for (char& c : plain)
    if (c == ' ' || c == '-') c = '_';
  for (std::size_t i = 0; i < values.size(); ++i)
    if (lower(values[i]) == plain) {
      report(value_spelling, offset, std::move(path),
             fmt::format("\"{}\" in {} is written {}; it is read as that.", shown(value), what, values[i]));
      return static_cast<int>(i);
    }
  report(unknown_value, offset, std::move(path),
         fmt::format("\"{}\" in {} is none of {}; it is kept in x.", shown(value), what,
                     fmt::join(values, ", ")));
  return -1;
}

int Reader::choice_attribute(const pugi::xml_node& node, std::string_view name, Values values, Json& x) {
  const pugi::xml_attribute a = node.attribute(std::string(name).c_str());
  if (!a) return -1;
  return choice(a.value(), values, fmt::format("the attribute {}", name), offset_of(node, name),
                fmt::format("{}/@{}", path_, name), x, "@" + std::string(name));
}

/// An interval includes both of its ends, so one that ends before it starts says nothing.
void Reader::order_dates(const pugi::xml_node& node, std::string& start, std::string& end, Json& x) {
  if (start.empty() || end.empty() || start <= end) return;
  report_here(dates_reversed, node,
              fmt::format("The end {} lies before the start {}; both dates are kept in x.", end, start));
  x.add("StartDate", start);
  x.add("EndDate", end);
  start.clear();
  end.clear();
}

// ---- ids --------------------------------------------------------------------------------------------------

/// Every identifier outside relationships, so that a relationship can be told from what it points at.
void Reader::collect_declared(const pugi::xml_node& root) {
  const auto local = [](const pugi::xml_node& n) {
    const std::string_view s = n.name();
    const std::size_t colon = s.rfind(':');
    return colon == std::string_view::npos ? s : s.substr(colon + 1);
  };
  for (pugi::xml_node n = root; n;) {
    if (n.type() == pugi::node_element && local(n) == "Identifier" && local(n.parent()) != "Relationship")
      if (const std::string_view id = trim(n.child_value()); !id.empty()) declared_ids_.emplace(id);
    if (n.first_child()) {
      n = n.first_child();
      continue;
    }
    while (n && n != root && !n.next_sibling()) n = n.parent();
    n = n == root ? pugi::xml_node() : n.next_sibling();
  }
}

std::string Reader::unique(std::string_view wanted) {
  if (used_ids_.emplace(wanted).second) return std::string(wanted);
  std::size_t& n = next_suffix_.try_emplace(std::string(wanted), 2).first->second;
  for (;;) {
    std::string id = fmt::format("{}-{}", beginning(wanted, longest_id - 12), n++);
    if (used_ids_.insert(id).second) return id;
  }
}

/// Reports an id that is no XML name; false if it is one.
bool Reader::check_name(const Child& c, std::string_view id) {
  if (as_name(id) == id) return true;
  report(invalid_id, c,
         fmt::format("The Identifier \"{}\" is not an XML name of at most {} bytes: it has to begin with a "
                     "letter or '_' and "
                     "go on with letters, digits, '-', '_' and '.'.",
                     shown(id), longest_id));
  return false;
}

void Reader::take_id(const Child& c, Json& x, std::size_t element) {
  const std::string_view instead = element == 0 ? "the plan goes without an id of its own"
                                   : elements_[element].kind == Kind::value
                                       ? "the id is made from the title"
                                       : "the id is made from the element's position";
  const Leaf l = leaf(c, x);
  if (l.blank) {
    report(empty_id, c, fmt::format("The Identifier is empty; {}.", instead));
    return;
  }
  if (is_placeholder(l.text)) {
    x.add(c.name, l.text);
    report(placeholder, c,
           fmt::format("\"{}\" in <Identifier> is a placeholder; {}.", shown(l.text), instead));
    return;
  }
  Element& e = elements_[element];
  if (!e.id.empty()) {
    x.add(c.name, l.text);
    return;
  }
  bool kept = check_name(c, l.text);
  const std::string name = as_name(l.text);
  e.id = unique(name);
  if (!seen_ids_.insert(l.text).second || e.id != name) {
    kept = false;
    report(repeated_id, c,
           fmt::format("The Identifier \"{}\" is used before{}; the id here is \"{}\".", shown(l.text),
                       name == "strategy" ? ", for the plan itself" : "", e.id));
  }
  if (!kept) x.add(c.name, l.text);
  e.id_is_original = kept;
}

/// An identifier of something that is no element of its own in the document.
void Reader::keep_id(const Child& c, Json& x) {
  const Leaf l = leaf(c, x);
  if (l.blank) {
    report(empty_id, c, "The Identifier is empty.");
    return;
  }
  x.add(c.name, l.text);
  if (is_placeholder(l.text)) {
    report(placeholder, c,
           fmt::format("\"{}\" in <Identifier> is a placeholder; it is kept in x.", shown(l.text)));
    return;
  }
  check_name(c, l.text);
  if (!seen_ids_.insert(l.text).second)
    report(repeated_id, c,
           fmt::format("The Identifier \"{}\" is used before; it is kept in x.", shown(l.text)));
}

void Reader::need_id(const pugi::xml_node& node, bool seen, std::string_view name) {
  if (!seen)
    report_here(missing_id, node,
                fmt::format("This <{}> has no Identifier; its id is made from its position, and changes when "
                            "something is put "
                            "before it.",
                            name));
}

// ---- elements ---------------------------------------------------------------------------------------------

void Reader::relate(std::size_t from, std::string_view relation, std::size_t to) {
  if (!related_.emplace(relation, from, to).second) return;
  auto& relations = elements_[from].relations;
  const auto found =
      std::find_if(relations.begin(), relations.end(), [&](const auto& r) { return r.first == relation; });
  if (found != relations.end())
    found->second.push_back(to);
  else
    relations.push_back({relation, {to}});
}

/// Reads the elements that hold others, wherever they stand; false for every other.
bool Reader::structural(const Child& c, std::size_t goal, Json& x) {
  if (is(c, "Goal")) return read_goal(c, true, goal), true;
  if (is(c, "Objective")) return read_goal(c, false, goal), true;
  if (is(c, "PerformanceIndicator")) return read_indicator(c, goal), true;
  if (is(c, "Stakeholder")) return read_stakeholder(c, goal, x), true;
  if (is(c, "StrategicPlanCore")) return read_core(c), true;
  if (is(c, "Organization")) return read_organization(c), true;
  if (is(c, "Vision")) return read_statement(c, Kind::vision), true;
  if (is(c, "Mission")) return read_statement(c, Kind::mission), true;
  if (is(c, "Value")) return read_value(c), true;
  if (is(c, "AdministrativeInformation")) return read_admin(c), true;
  if (is(c, "Submitter")) return read_submitter(c), true;
  return false;
}

void Reader::read_plan(const Child& c) {
  const Level level(*this, c);
  Json& x = elements_[0].x;
  x.set("root", Json::text(c.name));
  if (!root_uri_.empty()) x.set("namespace", Json::text(root_uri_));
  x.set("standard", Json::text(label(edition_)));
  if ((edition_ & part2) != 0) {
    if (!c.node.attribute("Type"))
      report_here(missing_attribute, c.node,
                  fmt::format("<{}> has no attribute Type, which {} requires: one of {}.", c.name,
                              label(edition_), fmt::join(plan_types, ", ")));
    plan_type_ = choice_attribute(c.node, "Type", plan_types, x);
    if (plan_type_ >= 0 && !x.find("@Type")) x.add("@Type", plan_types[static_cast<std::size_t>(plan_type_)]);
  }
  for (const Child& child : open(c.node, Type::plan, x)) {
    if (is(child, "Name"))
      take_text(child, x, title_, true);
    else if (is(child, "Description"))
      take_text(child, x, description_);
    else if (is(child, "OtherInformation"))
      keep_text(child, x);
    else if (!structural(child, none, x) && !read_admin_leaf(child, x))
      stray(child, x);
  }
  order_dates(c.node, start_, end_, x);
}

void Reader::read_core(const Child& c) {
  const Level level(*this, c);
  Json rest;
  for (const Child& child : open(c.node, Type::core, rest))
    if (!structural(child, none, rest)) stray(child, rest);
  if (!rest.empty()) elements_[0].x.append("StrategicPlanCore", std::move(rest));
}

bool Reader::read_admin_leaf(const Child& c, Json& x) {
  if (is(c, "StartDate"))
    take_date(c, x, start_);
  else if (is(c, "EndDate"))
    take_date(c, x, end_);
  else if (is(c, "PublicationDate"))
    take_date(c, x, created_);
  else if (is(c, "Source"))
    take_text(c, x, source_, true);
  else if (is(c, "Identifier"))
    take_id(c, x, 0);
  else
    return false;
  return true;
}

void Reader::read_admin(const Child& c) {
  const Level level(*this, c);
  Json rest;
  for (const Child& child : open(c.node, Type::admin, rest))
    if (!read_admin_leaf(child, rest) && !structural(child, none, rest)) stray(child, rest);
  if (!rest.empty()) elements_[0].x.append("AdministrativeInformation", std::move(rest));
}

/// A person's name, telephone and e-mail go to x and nowhere else, so that no report prints them.
void Reader::read_submitter(const Child& c) {
  const Level level(*this, c);
  Json rest;
  for (const Child& child : open(c.node, Type::submitter, rest)) {
    bool known = false;
    for (const std::string_view name : {"GivenName", "Surname", "FirstName", "LastName"}) {
      if (!child.ours || child.name != name) continue;
      known = true;
      if (!child.allowed)
        report(renamed_element, child,
               fmt::format("{} calls <{}> {}; it is kept in x as it is.", label(edition_), name,
                           name == "GivenName"   ? "FirstName"
                           : name == "FirstName" ? "GivenName"
                           : name == "Surname"   ? "LastName"
                                                 : "Surname"));
      keep_text(child, rest);
    }
    if (known) continue;
    if (is(child, "PhoneNumber") || is(child, "EmailAddress"))
      keep_text(child, rest);
    else if (is(child, "Identifier"))
      keep_id(child, rest);
    else
      stray(child, rest);
  }
  if (!rest.empty()) elements_[0].x.append("Submitter", std::move(rest));
}

void Reader::read_organization(const Child& c) {
  const Level level(*this, c);
  ++organizations_;
  Json rest;
  std::string name;
  for (const Child& child : open(c.node, Type::organization, rest)) {
    if (is(child, "Name"))
      take_text(child, rest, name, true);
    else if (is(child, "Acronym") || is(child, "Description"))
      keep_text(child, rest);
    else if (is(child, "Identifier"))
      keep_id(child, rest);
    else if (!structural(child, none, rest))
      stray(child, rest);
  }
  if (organisation_.empty())
    organisation_ = name;
  else if (!name.empty())
    rest.add("Name", name);
  if (!rest.empty()) elements_[0].x.append("Organization", std::move(rest));
}

void Reader::read_statement(const Child& c, Kind kind) {
  const Level level(*this, c);
  const std::string_view name = kind == Kind::vision ? "vision" : "mission";
  const std::size_t at =
      make(kind, c.ordinal == 1 ? std::string(name) : fmt::format("{}-{}", name, c.ordinal));
  Element& e = elements_[at];
  std::string title, statement;
  bool has_id = false;
  for (const Child& child : open(c.node, Type::vision, e.x)) {
    if (is(child, "Description"))
      take_text(child, e.x, statement);
    else if (is(child, "Identifier"))
      has_id = true, take_id(child, e.x, at);
    else if (is(child, "Name"))
      take_text(child, e.x, title, true);
    else if (!structural(child, none, e.x))
      stray(child, e.x);
  }
  if (title.empty() && statement.empty()) {
    // Goals must not be seen to support a mission that nobody has written.
    e.dropped = true;
    report_here(blank_element, c.node, fmt::format("This <{}> says nothing and is left out.", c.name));
    if (e.id_is_original) e.x.add("Identifier", e.id);
    if (!e.x.empty()) elements_[0].x.append(c.name, std::move(e.x));
    return;
  }
  need_id(c.node, has_id, c.name);
  e.attributes.add("title", title.empty() ? short_title(statement) : title);
  if (!statement.empty()) e.attributes.add("statement", statement);
}

void Reader::read_value(const Child& c) {
  const Level level(*this, c);
  const std::size_t at = make(Kind::value, fmt::format("value-{}", c.ordinal));
  Element& e = elements_[at];
  std::string title, statement;
  for (const Child& child : open(c.node, Type::value, e.x)) {
    if (is(child, "Name"))
      take_text(child, e.x, title, true);
    else if (is(child, "Description"))
      take_text(child, e.x, statement);
    else if (is(child, "Identifier"))
      take_id(child, e.x, at);
    else if (!structural(child, none, e.x))
      stray(child, e.x);
  }
  if (title.empty() && statement.empty()) {
    e.dropped = true;
    report_here(blank_element, c.node, "This <Value> says nothing and is left out.");
    if (e.id_is_original) e.x.add("Identifier", e.id);
    if (!e.x.empty()) elements_[0].x.append(c.name, std::move(e.x));
    return;
  }
  if (const std::string s = slug(title); !s.empty()) e.position = "value-" + s;
  e.attributes.add("title", title.empty() ? short_title(statement) : title);
  if (!statement.empty()) e.attributes.add("statement", statement);
}

void Reader::read_goal(const Child& c, bool broad, std::size_t parent) {
  const Level level(*this, c);
  std::string position = fmt::format("{}-{}", broad ? "goal" : "objective", c.ordinal);
  if (parent != none) position = elements_[parent].position + "-" + position;
  if (position.size() > 80) position = fmt::format("{}-deep", broad ? "goal" : "objective");
  const std::size_t at = make(Kind::goal, std::move(position));
  Element& e = elements_[at];
  std::string title, description;
  bool has_id = false, has_parts = false;
  const std::size_t before = elements_.size();
  for (const Child& child : open(c.node, broad ? Type::goal : Type::objective, e.x)) {
    if (is(child, "Name"))
      take_text(child, e.x, title, true);
    else if (is(child, "Description"))
      take_text(child, e.x, description);
    else if (is(child, "Identifier"))
      has_id = true, take_id(child, e.x, at);
    else if (is(child, "SequenceIndicator") || is(child, "OtherInformation"))
      keep_text(child, e.x);
    else if (!structural(child, at, e.x))
      stray(child, e.x);
  }
  for (std::size_t i = before; i < elements_.size(); ++i) has_parts = has_parts || !elements_[i].dropped;
  if (title.empty() && description.empty() && e.id.empty() && e.x.empty() && e.relations.empty() &&
      !has_parts) {
    e.dropped = true;
    report_here(blank_element, c.node, fmt::format("This <{}> says nothing and is left out.", c.name));
    return;
  }
  need_id(c.node, has_id, c.name);
  if (title.empty() && !description.empty()) {
    title = short_title(description);
    report_here(title_from_text, c.node,
                fmt::format("This <{}> has no Name; its title is the beginning of its Description.", c.name));
  }
  if (!title.empty()) e.attributes.add("title", title);
  if (!description.empty()) e.attributes.add("description", description);
  e.attributes.add("form", broad ? "goal" : "objective");
  if (parent != none) relate(at, "refines", parent);
}

bool Reader::read_role(const Child& c, Json& mention, bool& performer, bool& beneficiary) {
  const Level level(*this, c);
  Json rest;
  bool typed = false;
  Json types = Json::array();
  for (const Child& child : open(c.node, Type::role, rest)) {
    if (is(child, "Name") || is(child, "Description")) {
      keep_text(child, rest);
    } else if (is(child, "RoleType")) {
      const Leaf l = leaf(child, rest);
      const int type =
          choice(l.text, role_types, "<RoleType>", offset_of(child.node), path_to(child), rest, "RoleType");
      if (type >= 0) {
        typed = true;
        (type == 0 ? performer : beneficiary) = true;
        types.items.push_back(Json::text(role_types[static_cast<std::size_t>(type)]));
      }
    } else {
      stray(child, rest);
    }
  }
  // The type alone is said by the relation; a role with a name says which of several roles has which type.
  if (!rest.empty() && !types.empty() && !rest.find("RoleType")) rest.set("RoleType", std::move(types));
  if (!rest.empty()) mention.append("Role", std::move(rest));
  return typed;
}

void Reader::read_stakeholder(const Child& c, std::size_t goal, Json& owner_x) {
  Json mention; // what this place says about the stakeholder and has no home
  std::string name, description;
  bool performer = false, beneficiary = false, typed = false;
  std::string type;
  {
    const Level level(*this, c);
    std::string described; // further texts of the same kind must not overwrite each other
    if (c.node.attribute("StakeholderTypeType")) {
      const int t = choice_attribute(c.node, "StakeholderTypeType", stakeholder_types, mention);
      if (t >= 0 && !mention.find("@StakeholderTypeType"))
        type = stakeholder_types[static_cast<std::size_t>(t)];
    }
    for (const Child& child : open(c.node, Type::stakeholder, mention)) {
      if (is(child, "Name"))
        take_text(child, mention, name, true);
      else if (is(child, "Description"))
        take_text(child, mention, description);
      else if (is(child, "Role"))
        typed = read_role(child, mention, performer, beneficiary) || typed;
      else
        stray(child, mention);
    }
    if (name.empty() && description.empty() && mention.empty() && !typed) {
      report_here(blank_element, c.node, "This <Stakeholder> says nothing and is left out.");
      if (!type.empty()) {
        mention.add("@StakeholderTypeType", type);
        owner_x.append("Stakeholder", std::move(mention));
      }
      return;
    }
  }

  const std::string key = collapsed(name);
  std::size_t at = none;
  if (!key.empty())
    if (const auto known = people_.find(key); known != people_.end()) at = known->second;
  const bool first = at == none;
  if (first) {
    const std::string s = slug(key);
    at = make(Kind::stakeholder, s.empty() ? "stakeholder" : s);
    if (!key.empty()) {
      people_.emplace(key, at);
      elements_[at].attributes.add("title", name);
    }
  }
  Element& e = elements_[at];
  const Json* known = e.attributes.find("description");
  if (!description.empty()) {
    if (!known)
      e.attributes.add("description", description);
    else if (known->content != description)
      mention.add("Description", description);
  }
  if (!type.empty()) {
    const Json* said = e.x.find("@StakeholderTypeType");
    if (!said)
      e.x.add("@StakeholderTypeType", type);
    else if (said->content != type)
      mention.add("@StakeholderTypeType", type);
  }
  for (const auto& [yes, role] : {std::pair{performer, "performer"}, std::pair{beneficiary, "beneficiary"}}) {
    if (!yes) continue;
    Json* roles = e.attributes.find("roles");
    const bool there =
        roles && std::any_of(roles->items.begin(), roles->items.end(),
                             [r = std::string_view(role)](const Json& j) { return j.content == r; });
    if (!there) e.attributes.append("roles", Json::text(role));
  }
  if (!mention.empty()) {
    Json placed;
    if (goal != none)
      placed.set("in", Json::id_of(goal));
    else
      placed.set("in", Json::text(shown(c.node.parent().name())));
    for (std::size_t i = 0; i < mention.items.size(); ++i)
      placed.set(mention.keys[i], std::move(mention.items[i]));
    e.x.append("mentions", std::move(placed));
  }
  if (goal == none) {
    owner_x.append("Stakeholder", Json::id_of(at));
    return;
  }
  if (performer) relate(goal, "owned_by", at);
  if (beneficiary) relate(goal, "serves", at);
  if (!performer && !beneficiary) {
    owner_x.append("Stakeholder", Json::id_of(at));
    report(stakeholder_without_role, c,
           fmt::format("The stakeholder \"{}\" has no RoleType, so it is not known whether it carries this "
                       "goal or gains from "
                       "it; the mention is kept in x.",
                       shown(name)));
  }
}

struct Reader::Results {
  Json targets = Json::array(), observations = Json::array();
  std::set<std::pair<std::string, std::string>> target_periods, actual_periods;
  // of one instance
  std::size_t instance_targets = 0, instance_actuals = 0;
  std::pair<std::string, std::string> last_target, last_actual;
};

void Reader::read_result(const Child& c, std::size_t metric, const std::string& where, Results& results) {
  const Level level(*this, c);
  const bool target = c.name == "TargetResult";
  Json rest;
  std::string start, end, number, description;
  bool has_number = false;
  for (const Child& child : open(c.node, Type::result, rest)) {
    if (is(child, "StartDate"))
      take_date(child, rest, start);
    else if (is(child, "EndDate"))
      take_date(child, rest, end);
    else if (is(child, "NumberOfUnits")) {
      std::string n = take_number(child, rest);
      has_number = has_number || !n.empty();
      if (number.empty())
        number = std::move(n);
      else if (!n.empty())
        rest.add("NumberOfUnits", Json::raw(n));
    } else if (is(child, "Description")) {
      take_text(child, rest, description);
    } else if (is(child, "Descriptor")) {
      const Level inner(*this, child);
      Json words;
      for (const Child& word : open(child.node, Type::descriptor, words)) {
        if (is(word, "DescriptorName") || is(word, "DescriptorValue"))
          keep_text(word, words);
        else
          stray(word, words);
      }
      if (!words.empty()) rest.append("Descriptor", std::move(words));
    } else {
      stray(child, rest);
    }
  }
  if (!description.empty()) rest.add("Description", description);
  order_dates(c.node, start, end, rest);
  if (!has_number && has_digit(description))
    report_here(
        number_in_prose, c.node,
        fmt::format("The figures of this result stand in prose alone (\"{}\") and are not read as a number.",
                    shown(description)));
  if (number == "0")
    report_here(zero_value, c.node,
                "This result is 0; if 0 stands for \"not known\", the number should be left empty.");

  if (!target && first_actual_.empty() && (has_number || !description.empty())) first_actual_ = path_;
  auto& periods = target ? results.target_periods : results.actual_periods;
  const std::pair period{start, end};
  if (!start.empty() || !end.empty()) {
    if (!periods.insert(period).second)
      report_here(
          several_results, c.node,
          fmt::format("Another {} for the same period ({} to {}) stands before this one; both are kept.",
                      target ? "target" : "actual result", start.empty() ? "open" : start,
                      end.empty() ? "open" : end));
    (target ? results.last_target : results.last_actual) = period;
    ++(target ? results.instance_targets : results.instance_actuals);
  }

  Json value;
  std::string_view list = "target";
  std::size_t index = 0;
  if (target) {
    if (!number.empty()) value.set("value", Json::raw(number));
    if (!end.empty()) value.set("due", Json::text(end));
    if (!start.empty()) rest.add("StartDate", start);
    index = results.targets.items.size();
    if (!value.empty()) results.targets.items.push_back(value);
  } else {
    list = "observation";
    if (!number.empty() && !end.empty()) {
      if (!start.empty()) {
        value.set("start", Json::text(start));
        value.set("end", Json::text(end));
      } else {
        value.set("date", Json::text(end));
      }
      value.set("value", Json::raw(number));
      index = results.observations.items.size();
      results.observations.items.push_back(value);
    } else {
      if (!number.empty()) {
        rest.add("NumberOfUnits", Json::raw(number));
        report_here(undated_result, c.node,
                    "This actual result has a number but no end date; it is kept in x, for a value without a "
                    "day cannot be "
                    "compared with a target.");
      }
      if (!start.empty()) rest.add("StartDate", start);
      if (!end.empty()) rest.add("EndDate", end);
    }
  }
  if (rest.empty()) return;
  Json entry;
  entry.set("in", Json::text(where + "/" + c.segment));
  if (!value.empty()) entry.set(list, Json::raw(std::to_string(index)));
  for (std::size_t i = 0; i < rest.items.size(); ++i) entry.set(rest.keys[i], std::move(rest.items[i]));
  elements_[metric].x.append("results", std::move(entry));
}

void Reader::read_instance(const Child& c, std::size_t metric, Results& results) {
  const Level level(*this, c);
  results.instance_targets = results.instance_actuals = 0;
  Json rest;
  for (const Child& child : open(c.node, Type::instance, rest)) {
    if (is(child, "TargetResult") || is(child, "ActualResult")) {
      read_result(child, metric, c.segment, results);
    } else if (is(child, "Place")) {
      const Level inner(*this, child);
      Json place;
      for (const Child& part : open(child.node, Type::place, place)) {
        if (is(part, "Name") || is(part, "PlaceIdentifier"))
          keep_text(part, place);
        else
          stray(part, place);
      }
      if (!place.empty()) rest.append("Place", std::move(place));
    } else {
      stray(child, rest);
    }
  }
  if (results.instance_targets == 1 && results.instance_actuals == 1 &&
      results.last_target != results.last_actual)
    report_here(
        different_dates, c.node,
        fmt::format(
            "The target speaks of {} to {} and the actual result of {} to {}; both are kept as they are.",
            results.last_target.first.empty() ? "open" : results.last_target.first,
            results.last_target.second.empty() ? "open" : results.last_target.second,
            results.last_actual.first.empty() ? "open" : results.last_actual.first,
            results.last_actual.second.empty() ? "open" : results.last_actual.second));
  if (rest.empty()) return;
  Json entry;
  entry.set("in", Json::text(c.segment));
  for (std::size_t i = 0; i < rest.items.size(); ++i) entry.set(rest.keys[i], std::move(rest.items[i]));
  elements_[metric].x.append("results", std::move(entry));
}

void Reader::read_relationship(const Child& c, Json& x) {
  const Level level(*this, c);
  Json rest;
  const int type = choice_attribute(c.node, "RelationshipType", relationship_types, rest);
  if (type >= 0 && !rest.find("@RelationshipType"))
    rest.set("@RelationshipType", Json::text(relationship_types[static_cast<std::size_t>(type)]));
  std::vector<std::string> referents;
  std::vector<std::pair<Child, std::string>> own;
  for (const Child& child : open(c.node, Type::relationship, rest)) {
    if (is(child, "ReferentIdentifier")) {
      if (auto id = text_of(child, rest)) {
        rest.append("ReferentIdentifier", Json::text(*id));
        referents.push_back(std::move(*id));
      }
    } else if (is(child, "Identifier")) {
      const Leaf l = leaf(child, rest);
      if (l.blank) {
        report(empty_id, child, "The Identifier is empty.");
        continue;
      }
      rest.add("Identifier", l.text);
      if (is_placeholder(l.text))
        report(placeholder, child,
               fmt::format("\"{}\" in <Identifier> is a placeholder; it is kept in x.", shown(l.text)));
      else
        own.emplace_back(child, l.text);
    } else if (is(child, "Name") || is(child, "Description")) {
      keep_text(child, rest);
    } else {
      stray(child, rest);
    }
  }
  for (auto& [child, id] : own) {
    if (edition_for(Type::relationship) == part2_2010) {
      referents.push_back(id); // there the Identifier is the referent
    } else if (referents.empty() && declared_ids_.count(id) != 0) {
      report(old_relationship, child,
             fmt::format("\"{}\" is the Identifier of another element, so this Relationship points at it as "
                         "in the 2010 edition; "
                         "it belongs into <ReferentIdentifier>.",
                         shown(id)));
      referents.push_back(id);
    } else {
      check_name(child, id);
      if (!seen_ids_.insert(id).second)
        report(repeated_id, child,
               fmt::format("The Identifier \"{}\" is used before; it is kept in x.", shown(id)));
    }
  }
  if (rest.empty()) return;
  x.append("Relationship", std::move(rest));
  if (referents.empty()) return;
  const std::string& first = referents.front();
  report_here(relationship_kept, c.node,
              declared_ids_.count(first) != 0
                  ? fmt::format("The relationship to \"{}\" is kept in x: an indicator has no such relation. "
                                "If the objective helps "
                                "it, say so with `supports` on the objective.",
                                shown(first))
                  : fmt::format("The relationship to \"{}\" leads out of this document and is kept in x.",
                                shown(first)));
}

void Reader::read_indicator(const Child& c, std::size_t goal) {
  const Level level(*this, c);
  std::string position = fmt::format("indicator-{}", c.ordinal);
  if (goal != none) position = elements_[goal].position + "-" + position;
  const std::size_t at = make(Kind::metric, std::move(position));
  Element& e = elements_[at];

  const int stage = choice_attribute(c.node, "ValueChainStage", stages, e.x);
  if (stage >= 0 && stages[static_cast<std::size_t>(stage)] == "Output_Processing") {
    if (!e.x.find("@ValueChainStage")) e.x.set("@ValueChainStage", Json::text("Output_Processing"));
    report(stage_narrowed, offset_of(c.node, "ValueChainStage"), path_ + "/@ValueChainStage",
           "Output_Processing (what users do with the output) is read as output: it is not yet an outcome, "
           "and reading it as "
           "one would credit the plan with more than it says.");
  }
  const std::string_view kind_name =
      c.node.attribute("PerformanceIndicatorType") ? "PerformanceIndicatorType" : "IndicatorType";
  const int kind = choice_attribute(c.node, kind_name, indicator_types, e.x);
  if (kind >= 0 && !e.x.find("@" + std::string(kind_name)))
    e.x.set("@" + std::string(kind_name), Json::text(indicator_types[static_cast<std::size_t>(kind)]));
  if (kind_name == "PerformanceIndicatorType" && c.node.attribute("IndicatorType"))
    e.x.add("@IndicatorType", c.node.attribute("IndicatorType").value());

  std::string dimension, unit;
  bool has_id = false;
  Results results;
  for (const Child& child : open(c.node, Type::indicator, e.x)) {
    if (is(child, "MeasurementDimension"))
      take_text(child, e.x, dimension, true);
    else if (is(child, "UnitOfMeasurement"))
      take_text(child, e.x, unit, true);
    else if (is(child, "Identifier"))
      has_id = true, take_id(child, e.x, at);
    else if (is(child, "SequenceIndicator") || is(child, "OtherInformation"))
      keep_text(child, e.x);
    else if (is(child, "Relationship"))
      read_relationship(child, e.x);
    else if (is(child, "MeasurementInstance"))
      read_instance(child, at, results);
    else if (is(child, "TargetResult") || is(child, "ActualResult"))
      read_result(child, at, std::string(c.name), results);
    else if (!structural(child, goal, e.x))
      stray(child, e.x);
  }
  if (dimension.empty() && unit.empty() && e.id.empty() && e.x.empty() && results.targets.empty() &&
      results.observations.empty() && stage < 0) {
    e.dropped = true;
    report_here(blank_element, c.node, "This <PerformanceIndicator> says nothing and is left out.");
    return;
  }
  need_id(c.node, has_id, c.name);
  if (names_currency(unit))
    report_here(currency_unit, c.node,
                fmt::format("The unit \"{}\" names a currency; it is kept as the unit, and the document's "
                            "currency stays open.",
                            shown(unit)));
  std::string title = dimension;
  if (title.empty())
    title = unit;
  else if (!unit.empty() && unit != dimension)
    title += " (" + unit + ")";
  if (!title.empty()) e.attributes.add("title", title);
  if (stage >= 0) e.attributes.add("type", metric_types[static_cast<std::size_t>(stage)]);
  if (!unit.empty()) e.attributes.add("unit", unit);
  if (!results.targets.empty()) e.attributes.set("targets", std::move(results.targets));
  if (!results.observations.empty()) e.attributes.set("observations", std::move(results.observations));
  if (goal != none) relate(goal, "measured_by", at);
}

// ---- the end ----------------------------------------------------------------------------------------------

/// A goal supports the mission, and the mission the vision; StratML says so in words and has no element for
/// it.
void Reader::connect() {
  std::vector<std::size_t> visions, missions;
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    if (elements_[i].dropped) continue;
    if (elements_[i].kind == Kind::vision) visions.push_back(i);
    if (elements_[i].kind == Kind::mission) missions.push_back(i);
  }
  // Several visions and missions are a mistake in themselves; relating each to each would let a document of
  // thousands make this reader slow.
  for (const std::size_t m : missions)
    if (!visions.empty()) relate(m, "supports", visions.front());
  const std::vector<std::size_t>& ends = missions.empty() ? visions : missions;
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    const Element& e = elements_[i];
    if (e.kind != Kind::goal || e.dropped) continue;
    const bool top = std::none_of(e.relations.begin(), e.relations.end(),
                                  [](const auto& r) { return r.first == "refines"; });
    const Json* form = elements_[i].attributes.find("form");
    if (top && form && form->content == "goal" && !ends.empty()) relate(i, "supports", ends.front());
  }
}

void Reader::write_value(std::string& out, const Json& j, std::size_t indent) const {
  switch (j.kind) {
  case Json::Kind::text:
    append_json_string(out, j.content);
    return;
  case Json::Kind::raw:
    out += j.content;
    return;
  case Json::Kind::element:
    append_json_string(out, elements_[j.element].id);
    return;
  case Json::Kind::array:
  case Json::Kind::object:
    break;
  }
  const bool object = j.kind == Json::Kind::object;
  const bool flat = !object && std::all_of(j.items.begin(), j.items.end(), [](const Json& i) {
    return i.kind != Json::Kind::object && i.kind != Json::Kind::array;
  });
  out.push_back(object ? '{' : '[');
  for (std::size_t i = 0; i < j.items.size(); ++i) {
    if (i > 0) out += flat ? ", " : ",";
    if (!flat) {
      out.push_back('\n');
      out.append(indent + 2, ' ');
    }
    if (object) {
      append_json_string(out, j.keys[i]);
      out += ": ";
    }
    write_value(out, j.items[i], indent + 2);
  }
  if (!flat && !j.items.empty()) {
    out.push_back('\n');
    out.append(indent, ' ');
  }
  out.push_back(object ? '}' : ']');
}

std::string Reader::write() {
  for (Element& e : elements_)
    if (e.kind != Kind::strategy && !e.dropped && e.id.empty()) e.id = unique(e.position);

  const auto member = [](Element& e) {
    Json j = std::move(e.attributes);
    constexpr std::string_view order[] = {"supports", "refines", "serves", "measured_by", "owned_by"};
    const auto rank = [&](std::string_view name) {
      return std::find(std::begin(order), std::end(order), name);
    };
    std::sort(e.relations.begin(), e.relations.end(),
              [&](const auto& a, const auto& b) { return rank(a.first) < rank(b.first); });
    for (const auto& [relation, ends] : e.relations) {
      Json list = Json::array();
      for (const std::size_t end : ends) list.items.push_back(Json::id_of(end));
      j.set(relation, list.items.size() == 1 ? std::move(list.items.front()) : std::move(list));
    }
    if (!e.x.empty()) {
      Json x;
      x.set("stratml", std::move(e.x));
      j.set("x", std::move(x));
    }
    return j;
  };

  Json document;
  document.set("northline", Json::raw("1"));
  Element& plan = elements_[0];
  const auto put = [&document](std::string_view key, const std::string& value) {
    if (!value.empty()) document.set(key, Json::text(value));
  };
  put("id", plan.id);
  put("title", title_);
  put("description", description_);
  put("created", created_);
  put("source", source_);
  put("start", start_);
  put("end", end_);
  if (!organisation_.empty()) {
    Json organisation;
    organisation.set("name", Json::text(organisation_));
    document.set("organisation", std::move(organisation));
  }
  constexpr std::pair<Kind, std::string_view> members[] = {
      {Kind::vision, "visions"}, {Kind::mission, "missions"},         {Kind::value, "values"},
      {Kind::goal, "goals"},     {Kind::stakeholder, "stakeholders"}, {Kind::metric, "metrics"}};
  for (const auto& [kind, name] : members) {
    Json map;
    for (Element& e : elements_)
      if (e.kind == kind && !e.dropped) map.set(e.id, member(e));
    if (!map.empty()) document.set(name, std::move(map));
  }
  Json x;
  x.set("stratml", std::move(plan.x));
  document.set("x", std::move(x));

  std::string out;
  write_value(out, document, 0);
  out.push_back('\n');
  return out;
}

std::string Reader::read() {
  // The tree is built from a copy: pugixml rewrites its buffer while it parses, and places are looked up in
  // the untouched text.
  const pugi::xml_parse_result parsed =
      tree_.load_buffer(xml_.text.data(), xml_.text.size(),
                        pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol |
                            pugi::parse_wconv_attribute | pugi::parse_ws_pcdata,
                        pugi::encoding_utf8);
  if (!parsed)
    throw Stop{static_cast<std::size_t>(std::max<std::ptrdiff_t>(parsed.offset, 0)),
               fmt::format("The document is not well-formed XML: {}.", parsed.description()),
               Status::not_xml};

  Child root;
  root.node = tree_.document_element();
  const std::string_view full = root.node.name();
  const std::size_t colon = full.rfind(':');
  const std::string_view local = colon == std::string_view::npos ? full : full.substr(colon + 1);
  const std::string_view prefix =
      colon == std::string_view::npos ? std::string_view() : full.substr(0, colon);
  if (local != "StrategicPlan" && local != "PerformancePlanOrReport")
    throw Stop{
        offset_of(root.node),
        fmt::format(
            "The root element is <{}>; StratML plans that are read begin with <StrategicPlan> (Part 1) or "
            "<PerformancePlanOrReport> (Part 2).",
            shown(full)),
        Status::not_xml};
  root_uri_ = bound(root.node, prefix).value_or(std::string_view());
  uri_ = root_uri_;
  resolve(root);
  root.segment = local;
  root.ours = true;
  edition_ = local == "StrategicPlan" ? part1_iso : part2_iso;
  const auto schema = std::find_if(std::begin(schemas), std::end(schemas),
                                   [&](const Schema& s) { return s.root == local && s.uri == root_uri_; });
  make(Kind::strategy, {});
  used_ids_.insert("strategy");
  if (schema != std::end(schemas))
    edition_ = schema->edition;
  else if (root_uri_.empty())
    report(no_namespace, root,
           fmt::format("<{}> is in no namespace; it is read as {}.", local, label(edition_)));
  else
    report(unknown_namespace, root,
           fmt::format("No edition of StratML has <{}> in the namespace \"{}\"; it is read as {}.", local,
                       shown(root_uri_), label(edition_)));
  if (!xml_.declared.empty())
    report(wrong_encoding, 0, "/",
           fmt::format("The document declares the encoding {}, and is UTF-8; it is read as UTF-8.",
                       shown(xml_.declared)));
  collect_declared(root.node);
  read_plan(root);

  // A performance plan may well tell what was reached before; a strategic plan has no results to tell.
  if (!first_actual_.empty() && plan_type_ == 0)
    report(wrong_type, offset_of(root.node, "Type"), fmt::format("/{}/@Type", root.segment),
           fmt::format("Type says Strategic_Plan, and {} holds an actual result, which belongs into a "
                       "Performance_Plan or "
                       "a Performance_Report; it is read all the same.",
                       first_actual_));
  connect();
  return write();
}

std::vector<Repair> placed(std::vector<Found>& found, std::string_view text) {
  std::stable_sort(found.begin(), found.end(),
                   [](const Found& a, const Found& b) { return a.offset < b.offset; });
  XmlPositions positions(text);
  std::vector<Repair> out;
  out.reserve(found.size());
  for (Found& f : found) {
    const XmlPosition p = positions.at(f.offset);
    out.push_back({f.number, std::string(name_of(f.number)), std::move(f.message), std::move(f.path), p.line,
                   p.column});
  }
  return out;
}

} // namespace

std::span<const StratmlRepairInfo> stratml_repairs() { return infos; }

bool looks_like_xml(std::string_view bytes) {
  using namespace std::string_view_literals;
  for (const std::string_view mark : {"\xFF\xFE<\0"sv, "\xFE\xFF\0<"sv, "<\0"sv, "\0<"sv})
    if (bytes.substr(0, mark.size()) == mark) return true;
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF"sv) bytes.remove_prefix(3);
  while (!bytes.empty() && is_space(bytes.front())) bytes.remove_prefix(1);
  return !bytes.empty() && bytes.front() == '<';
}

StratmlResult read_stratml(std::string_view bytes, const StratmlOptions& options) {
  StratmlResult result;
  options.cancel.check();
  const XmlText xml = read_xml_text(bytes, {options.max_bytes, options.max_depth, options.max_elements});
  const auto fail = [&](Status status, std::size_t offset, std::string message) {
    const XmlPosition p = xml_position(xml.text, offset);
    result.ok = false;
    result.status = status;
    result.error_message = std::move(message);
    result.error_line = p.line;
    result.error_column = p.column;
  };
  if (xml.status != Status::ok) {
    fail(xml.status, xml.offset, xml.message);
    return result;
  }
  Reader reader(xml, options);
  try {
    result.json = reader.read();
    result.ok = true;
    result.status = Status::ok;
  } catch (const Stop& stop) {
    fail(stop.status, stop.offset, stop.message);
  }
  result.repairs = placed(reader.repairs, xml.text);
  result.notes = placed(reader.notes, xml.text);
  if (options.strict && result.ok && !result.repairs.empty()) {
    const Repair& first = result.repairs.front();
    result.ok = false;
    result.status = Status::refused;
    result.json.clear();
    result.error_message =
        fmt::format("Strict reading allows no repair, and this document needs {}. The first: {}",
                    result.repairs.size() == 1 ? std::string("one") : std::to_string(result.repairs.size()),
                    first.message);
    result.error_line = first.line;
    result.error_column = first.column;
  }
  return result;
}

} // namespace northline
