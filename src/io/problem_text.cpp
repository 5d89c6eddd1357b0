// What reading found, told in sentences.
#include "base/json_text.hpp"
#include "io/json_reader.hpp"

namespace northline {
namespace {

std::string quoted(std::string_view s) {
  // Messages are one line: long or broken texts are cut.
  std::string out = "\"";
  std::size_t shown = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const auto c = static_cast<unsigned char>(s[i]);
    if ((c & 0xC0) != 0x80 && ++shown > 60) {
      out += "…";
      break;
    }
    out.push_back(c < 0x20 ? ' ' : s[i]);
  }
  return out + "\"";
}

std::string kinds_text(const Words& w, KindSet set) {
  std::vector<Kind> all;
  for (unsigned k = 0; k < kind_count; ++k)
    if (contains(set, static_cast<Kind>(k))) all.push_back(static_cast<Kind>(k));
  std::string out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i) out += i + 1 == all.size() ? w(Word::list_or) : w(Word::list_comma);
    out += w.a_kind(all[i]);
  }
  return out;
}

std::string number_text(double x) {
  std::string s;
  append_number(s, x);
  return s;
}

/// The range that sentences show as an example, of numbers that the attribute takes.
constexpr std::string_view any_range = R"({"low": 1, "likely": 2, "high": 3})",
                           share_range = R"({"low": 0.2, "likely": 0.3, "high": 0.5})";

std::string expected(const Words& w, const AttributeInfo& a) {
  const std::string low = number_text(a.low), high = number_text(a.high);
  const auto plain = [&](Word word) { return std::string(w(word)); };
  switch (a.type) {
  case Type::text:
    return plain(Word::expected_text);
  case Type::texts:
    return plain(Word::expected_texts);
  case Type::date:
    return plain(Word::expected_date);
  case Type::boolean:
    return plain(Word::expected_boolean);
  case Type::integer:
    return fill(w(Word::expected_integer), {{"low", low}, {"high", high}});
  case Type::number:
  case Type::quantity:
  case Type::share:
  case Type::money: {
    std::string s = a.low <= -1e300  ? plain(Word::expected_number)
                    : a.high >= 1e15 ? fill(w(Word::expected_number_from), {{"low", low}})
                                     : fill(w(Word::expected_number_between), {{"low", low}, {"high", high}});
    if (a.type == Type::number) return s;
    s = fill(w(Word::expected_or_range), {{"number", s}});
    if (const std::size_t at = s.find(any_range); a.high <= 1 && at != std::string::npos)
      s.replace(at, any_range.size(), share_range);
    return a.type == Type::money ? fill(w(Word::expected_or_money), {{"range", s}}) : s;
  }
  case Type::choice:
  case Type::choices: {
    std::string s;
    for (const std::string_view value : enum_info(a.ref).values) {
      if (!s.empty()) s += w(Word::list_comma);
      s += value;
    }
    return fill(w(a.type == Type::choice ? Word::expected_choice : Word::expected_choices), {{"values", s}});
  }
  case Type::cadence:
    return fill(w(Word::expected_cadence),
                {{"values", "daily, weekly, fortnightly, monthly, quarterly, half_yearly, yearly"}});
  case Type::record: {
    std::string s;
    for (const AttributeInfo& part : record_info(a.ref).parts) {
      if (!s.empty()) s += w(Word::list_comma);
      s += part.name;
    }
    return fill(w(Word::expected_record), {{"values", s}});
  }
  case Type::records:
    return plain(Word::expected_records);
  case Type::points:
    return plain(Word::expected_points);
  case Type::interval:
    return plain(Word::expected_interval);
  case Type::parameters:
    return plain(Word::expected_parameters);
  case Type::object:
    return plain(Word::expected_object);
  }
  return "";
}

} // namespace

std::string problem_message(const Snapshot& s, const Problem& p, const Words& w, const std::string& owner) {
  using W = Problem::What;
  const std::string_view t = s.text();
  std::string scratch;
  const auto word = [&] { return json::string_at(t, p.offset, scratch); };
  const auto written = [&] {
    const std::size_t end = std::min(json::skip_value(t, p.offset), std::size_t{p.offset} + 200);
    return quoted(t[p.offset] == '"' ? word() : t.substr(p.offset, end - p.offset));
  };
  const auto owned = [&] {
    if (!owner.empty()) return owner;
    if (p.element == root_element) return std::string(w(Word::strategy));
    return fill(w(Word::owner), {{"kind", w.kind(p.kind)}, {"id", quoted(s.id(p.element))}});
  };
  const auto of = [&](Word sentence, std::vector<Filling> more = {}) {
    more.emplace_back("owner", owned());
    more.emplace_back("what", p.attribute && !p.attribute->name.empty() ? quoted(p.attribute->name)
                              : p.relation != Relation::count_          ? quoted(info(p.relation).name)
                                                                        : std::string(w(Word::the_value)));
    return fill(w(sentence), more);
  };
  const auto expects = [&] { return Filling("expected", expected(w, *p.attribute)); };
  switch (p.what) {
  case W::unknown_reference:
    return of(Word::unknown_reference,
              {{"written", quoted(word())}, {"kinds", kinds_text(w, targets_of(p.relation, p.kind))}});
  case W::wrong_end: {
    const Element e = s.find(word());
    return of(Word::wrong_end,
              {{"written", quoted(word())},
               {"kind", e == no_element ? std::string(w(Word::another_kind)) : w.a_kind(s.kind(e))},
               {"kinds", kinds_text(w, targets_of(p.relation, p.kind))}});
  }
  case W::wrong_start:
    return of(Word::wrong_start, {{"kinds", kinds_text(w, info(p.relation).from)}});
  case W::out_of_range:
    return of(Word::out_of_range, {{"written", written()}, expects()});
  case W::bounds_order:
    return of(
        Word::bounds_order,
        {{"example", p.attribute && p.attribute->type == Type::interval
                         ? "[0.05, 0.1]"
                         : std::string(p.attribute && p.attribute->high <= 1 ? share_range : any_range)}});
  case W::unknown_member: {
    const std::string near =
        p.attribute || p.relation != Relation::count_ ? "" : nearest_member(p.kind, word());
    if (!near.empty())
      return of(Word::unknown_member_near, {{"written", quoted(word())}, {"near", quoted(near)}});
    return of(Word::unknown_member, {{"written", quoted(word())}});
  }
  case W::duplicate_member:
    return of(Word::duplicate_member, {{"written", quoted(word())}});
  case W::duplicate_id:
    return of(Word::duplicate_id, {{"written", quoted(word())}});
  case W::wrong_type:
    return of(Word::wrong_type,
              {{"written", written()},
               p.attribute                      ? expects()
               : p.relation != Relation::count_ ? Filling("expected", w(Word::expected_ids))
                                                : Filling("expected", w(Word::expected_object))});
  case W::no_such_value:
    return of(Word::no_such_value, {{"written", written()}, expects()});
  case W::no_such_date:
    return of(Word::no_such_date, {{"written", written()}});
  case W::not_a_date:
    return of(Word::not_a_date, {{"written", written()}});
  case W::bad_id:
    return of(Word::bad_id, {{"written", quoted(word())}});
  case W::missing_part:
    return of(Word::missing_part, {p.attribute ? expects() : Filling("expected", w(Word::expected_objects))});
  case W::no_version:
    return of(Word::no_version);
  case W::wrong_version:
    return of(Word::wrong_version, {{"written", written()}});
  case W::not_an_object:
    return of(p.element == root_element ? Word::not_an_object_of_ids : Word::not_an_object,
              {{"written", written()}});
  }
  return "";
}

std::string problem_message(const Snapshot& s, const Problem& p) { return problem_message(s, p, {}, ""); }

} // namespace northline
