#include "check/problems.hpp"

#include "base/json_text.hpp"
#include "check/messages.hpp"
#include "check/reading.hpp"
#include "io/json_reader.hpp"
#include "model/places.hpp"

#include <algorithm>
#include <cmath>

namespace northline {
namespace {

/// Names what is written at the place, for people and for the fingerprint. Objects and lists stay unnamed:
/// the order of their members means nothing and must not make another finding of it.
std::string written_at(const Snapshot& s, const Problem& p) {
  const std::string_view t = s.text();
  if (p.offset >= t.size()) return {};
  const char c = t[p.offset];
  if (c == '{' || c == '[') return {};
  std::string scratch;
  if (c == '"') return std::string(json::string_at(t, p.offset, scratch));
  return std::string(t.substr(p.offset, json::skip_value(t, p.offset) - p.offset));
}

void report(RuleRun& run, const Snapshot& s, const Problem& p, Element focus, bool edited,
            std::size_t index) {
  const std::string written = written_at(s, p);
  std::string key(p.attribute                      ? p.attribute->name
                  : p.relation != Relation::count_ ? info(p.relation).name
                                                   : std::string_view{});
  key += ":";
  key += written.substr(0, 200);
  Report r = run.report(focus);
  r.text("written", written).key(key);
  if (edited)
    r.number("edited", static_cast<double>(index)); // its offset lies in the text of the edits
  else
    r.at_offset(p.offset);
}

struct Found {
  const Snapshot* home = nullptr;
  const Problem* problem = nullptr;
  Element local = root_element; ///< the element in that snapshot
};

Found find_problem(const Rendering& r, std::string_view code) {
  Found f;
  const double edited = r.number("edited");
  if (known(edited)) {
    f.home = &r.view.overlay()->delta();
    f.problem = &f.home->problems()[static_cast<std::size_t>(edited)];
    f.local = f.problem->element;
    return f;
  }
  f.home = &r.view.base();
  f.local = r.focus;
  const auto& all = f.home->problems();
  for (auto i = std::lower_bound(all.begin(), all.end(), r.offset(),
                                 [](const Problem& p, std::uint32_t offset) { return p.offset < offset; });
       i != all.end() && i->offset == r.offset(); ++i)
    if (problem_code(i->what) == code) {
      f.problem = &*i;
      return f;
    }
  return f;
}

std::string element_pointer(const Rendering& r) { return element_spot(r.view, r.focus).pointer; }

/// Finds elements of the whole strategy for a document that holds one element only.
class OfView : public Resolver {
public:
  explicit OfView(const View& v) : view_(v) {}
  Element find(std::string_view id) const override { return view_.find(id); }
  Kind kind(Element e) const override { return view_.kind(e); }

private:
  const View& view_;
};

/// Whether strict reading would take the value under this name.
bool acceptable(const Rendering& r, std::string_view name, std::string_view value) {
  std::string member;
  append_json_string(member, name);
  member += ":";
  member += value;
  std::string document = "{\"northline\":1,";
  const Kind kind = r.view.kind(r.focus);
  if (kind == Kind::strategy)
    document += member + "}";
  else
    document += "\"" + std::string(info(kind).member) + "\":{\"e\":{" + member + "}}}";
  const OfView resolver(r.view);
  ReadOptions how;
  how.resolver = &resolver;
  return read_json(Text::own(std::move(document)), how)->problem_count() == 0;
}

std::string move(const std::string& from, const std::string& to) {
  std::string s = "{\"op\":\"move\",\"from\":";
  append_json_string(s, from);
  s += ",\"path\":";
  append_json_string(s, to);
  return s + "}";
}

bool digits(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Year, month and day in this order, with any mark between them and without zeros: as a date. Other orders
/// mean different days in different countries.
std::string as_date(std::string_view s) {
  std::string_view parts[3];
  unsigned n = 0;
  for (std::size_t from = 0; from <= s.size(); ++n) {
    const std::size_t to = std::min(s.find_first_of("-/. ", from), s.size());
    if (n == 3) return {};
    parts[n] = s.substr(from, to - from);
    from = to + 1;
  }
  if (n != 3 || parts[0].size() != 4 || parts[1].size() > 2 || parts[2].size() > 2) return {};
  std::string out;
  for (const std::string_view part : parts) {
    if (!digits(part)) return {};
    out += (out.empty() ? "" : part.size() == 1 ? "-0" : "-") + std::string(part);
  }
  return parse_date(out).known() ? out : std::string();
}

/// Small letters and digits only: what two spellings of one name have in common.
std::string bare(std::string_view s) {
  std::string out;
  for (const char c : s) {
    if (c >= 'A' && c <= 'Z')
      out.push_back(static_cast<char>(c - 'A' + 'a'));
    else if (c != ' ' && c != '_' && c != '-')
      out.push_back(c);
  }
  return out;
}

/// The JSON text that a value was meant to be; empty: nobody can tell.
std::string meant_value(const AttributeInfo& a, std::string_view json_text, Safety& safety) {
  safety = Safety::safe;
  std::string scratch;
  if (json_text.front() != '"')
    return a.type == Type::text && json_text.front() != '{' && json_text.front() != '['
               ? json_string(json_text)
               : std::string();
  const std::string_view written = json::string_at(json_text, 0, scratch);
  switch (a.type) {
  case Type::choice: {
    std::string meant;
    for (const std::string_view value : enum_info(a.ref).values)
      if (bare(value) == bare(written)) meant = json_string(value);
    return meant;
  }
  case Type::date: {
    const std::string day = as_date(written);
    return day.empty() ? day : json_string(day);
  }
  case Type::boolean:
    if (written == "true" || written == "false") return std::string(written);
    safety = Safety::unsafe;
    return written == "yes" || written == "Yes" ? "true" : written == "no" || written == "No" ? "false" : "";
  case Type::number:
  case Type::integer:
  case Type::quantity:
  case Type::share:
  case Type::money: {
    // Only what can be nothing but a number: "1,200" is 1.2 to some.
    const std::string_view body = written.substr(!written.empty() && written[0] == '-' ? 1 : 0);
    const std::size_t dot = body.find('.');
    const std::string_view whole = body.substr(0, dot);
    const bool plain = digits(whole) && (whole.size() == 1 || whole[0] != '0') &&
                       (dot == std::string_view::npos || digits(body.substr(dot + 1)));
    return plain ? std::string(written) : std::string();
  }
  case Type::texts:
    return "[" + json_string(written) + "]";
  case Type::choices:
    for (const std::string_view value : enum_info(a.ref).values)
      if (bare(value) == bare(written)) return "[" + json_string(value) + "]";
    return {};
  default:
    return {};
  }
}

} // namespace

void report_problems(RuleRun& run, std::string_view code) {
  const Snapshot& base = run.view.base();
  const Overlay* over = run.view.overlay();
  for (std::size_t i = 0; i < base.problems().size(); ++i) {
    const Problem& p = base.problems()[i];
    if (problem_code(p.what) != code) continue;
    const Element focus = p.element == no_element ? root_element : p.element;
    if (over && over->overlaid(focus)) continue;
    if (over && p.what == Problem::What::unknown_reference) {
      // The id may have come since.
      std::string scratch;
      if (run.view.find(json::string_at(base.text(), p.offset, scratch)) != no_element) continue;
    }
    report(run, base, p, focus, false, i);
  }
  if (!over) return;
  const Snapshot& delta = over->delta();
  for (std::size_t i = 0; i < delta.problems().size(); ++i) {
    const Problem& p = delta.problems()[i];
    if (problem_code(p.what) != code) continue;
    const Element focus = p.element == no_element ? root_element : over->handle(p.element);
    if (focus != no_element) report(run, delta, p, focus, true, i);
  }
}

std::string render_problem(const Rendering& r, std::string_view code) {
  const Found f = find_problem(r, code);
  if (!f.problem) return {};
  // Reading names the owner by its id; people know it by its title.
  const bool titled = r.focus != root_element && f.problem->element != root_element &&
                      !r.view.text(field::common::title, r.focus).empty();
  return problem_message(*f.home, *f.problem, r.messages(), titled ? r.describe(r.focus) : std::string());
}

bool fix_reference(const Rendering& r, std::string_view code, Fix& fix) {
  const Found f = find_problem(r, code);
  if (!f.problem) return false;
  const std::string_view t = f.home->text();
  const std::string_view name = info(f.problem->relation).name;
  PlaceIndex::Item relation, item;
  if (!r.places().named(t, f.home->body_at(f.local), name, relation)) return false;
  const std::size_t at = relation.value_at;
  std::string member = element_pointer(r);
  append_pointer(member, name);
  fix.safety = Safety::unsafe;
  fix.title = take_reference_out;
  if (f.problem->what == Problem::What::wrong_start || t[at] == '"') {
    fix.patch = patch::remove(member);
  } else if (t[at] == '{') {
    std::string scratch;
    append_pointer(member, json::string_at(t, f.problem->offset, scratch));
    fix.patch = patch::remove(member);
  } else {
    // By its place: the list written out without it would make the findings of a long list a square of it.
    if (!r.places().around(t, at, f.problem->offset, item)) return false;
    json::Walker items(t, at);
    if (items.next() && items.next()) append_pointer(member, std::to_string(item.index));
    fix.patch = patch::remove(member);
  }
  return true;
}

bool fix_unknown_member(const Rendering& r, std::string_view code, Fix& fix) {
  const Found f = find_problem(r, code);
  // Inside a value or a relation nothing may be added, so only members of elements have somewhere to go.
  if (!f.problem || f.problem->attribute || f.problem->relation != Relation::count_) return false;
  const std::string_view t = f.home->text();
  const std::size_t body = f.home->body_at(f.local);
  std::string scratch;
  const std::string name(json::string_at(t, f.problem->offset, scratch));
  PlaceIndex::Item unknown, other;
  if (!r.places().named(t, body, name, unknown)) return false;
  const std::string_view value = t.substr(unknown.value_at, unknown.value_end - unknown.value_at);
  const std::string element = element_pointer(r);
  std::string from = element;
  append_pointer(from, name);
  fix.safety = Safety::unsafe;
  const std::string near = nearest_member(r.view.kind(r.focus), name);
  const bool map_of_elements = r.focus == root_element && find_kind_member(near) > 0;
  if (!near.empty() && !map_of_elements && !r.places().named(t, body, near, other) &&
      acceptable(r, near, value)) {
    std::string to = element;
    append_pointer(to, near);
    fix.title = rename_it;
    fix.values = {{"name", near}};
    fix.patch = "[" + move(from, to) + "]";
    return true;
  }
  if (map_of_elements) return false;
  std::string own = element + "/x";
  std::string operations;
  if (!r.places().named(t, body, "x", other)) {
    operations = patch::add(own, "{}");
    operations.back() = ',';
  } else {
    const std::size_t x = other.value_at;
    if (t[x] != '{' || r.places().named(t, x, name, other)) return false;
    operations = "[";
  }
  append_pointer(own, name);
  fix.title = move_it;
  fix.patch = operations + move(from, own) + "]";
  return true;
}

bool fix_value(const Rendering& r, std::string_view code, Fix& fix) {
  const Found f = find_problem(r, code);
  if (!f.problem || !f.problem->attribute || f.problem->relation != Relation::count_) return false;
  const AttributeInfo& a = *f.problem->attribute;
  const std::string_view t = f.home->text();
  // Parts of records have names too: only a member of the element itself is meant here.
  if (json::find_member(t, f.home->body_at(f.local), a.name) != f.problem->offset) return false;
  const std::size_t at = f.problem->offset;
  Safety safety = Safety::unsafe;
  const std::string value = meant_value(a, t.substr(at, json::skip_value(t, at) - at), safety);
  if (value.empty() || !acceptable(r, a.name, value)) return false;
  std::string member = element_pointer(r);
  append_pointer(member, a.name);
  fix.safety = safety;
  fix.title = write_it_as;
  fix.values = {{"value", value}};
  fix.patch = patch::replace(member, value);
  return true;
}

bool fix_range(const Rendering& r, std::string_view code, Fix& fix) {
  const Found f = find_problem(r, code);
  if (!f.problem || !f.problem->attribute || known(r.number("edited"))) return false;
  const AttributeInfo& a = *f.problem->attribute;
  const std::string_view t = f.home->text();
  const std::size_t at = f.problem->offset;
  const std::string pointer = offset_spot(*f.home, r.focus, at, r.places()).pointer;
  std::string value;
  fix.safety = Safety::unsafe;
  if (f.problem->what == Problem::What::bounds_order) {
    double low = unknown_number, likely = unknown_number, high = unknown_number;
    if (t[at] == '[') {
      json::Walker items(t, at);
      if (!items.next()) return false;
      low = json::number_at(t, items.value_at());
      if (!items.next()) return false;
      high = json::number_at(t, items.value_at());
    } else {
      const auto part = [&](std::string_view name) {
        const std::size_t p = json::find_member(t, at, name);
        return p == std::string_view::npos ? unknown_number : json::number_at(t, p);
      };
      low = part("low");
      likely = part("likely");
      high = part("high");
    }
    // Only the two ends change places; a middle outside of both is another mistake.
    if (!(high < low) || likely < high || likely > low) return false;
    const std::string from = number_text(high), to = number_text(low);
    value = t[at] == '[' ? "[" + from + "," + to + "]"
                         : "{\"low\":" + from + (known(likely) ? ",\"likely\":" + number_text(likely) : "") +
                               ",\"high\":" + to + "}";
    if (t[at] == '{')
      for (json::Walker parts(t, at); parts.next();)
        if (parts.raw_key() != "low" && parts.raw_key() != "likely" && parts.raw_key() != "high")
          return false;
    fix.title = swap_them;
  } else {
    const double x = json::number_at(t, at);
    if (!known(x) || !known(a.low) || !known(a.high)) return false;
    const bool percentage = a.low == 0 && a.high == 1 && x > 1 && x <= 100;
    const double nearest = percentage ? x / 100 : x > a.high ? a.high : a.low;
    if (!(std::fabs(nearest) < 1e15)) return false;
    value = number_text(nearest);
    fix.title = percentage ? write_it_as : nearest_allowed;
    if (!percentage) fix.safety = Safety::display;
  }
  fix.values = {{"value", value}};
  fix.patch = patch::replace(pointer, value);
  return true;
}

} // namespace northline
