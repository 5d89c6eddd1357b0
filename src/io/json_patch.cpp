#include "io/json_patch.hpp"

#include "base/error.hpp"
#include "base/json_pointer.hpp"
#include "base/json_text.hpp"

#include <algorithm>

namespace northline {
namespace {

constexpr std::size_t nowhere = std::string_view::npos;

[[noreturn]] void refuse(const std::string& why, std::string_view pointer) {
  throw Error(Status::refused, "The patch cannot be applied at \"" + std::string(pointer) + "\": " + why,
              std::string(pointer), 0, 0, 0);
}

std::vector<std::string> segments_of(std::string_view pointer) {
  if (!pointer.empty() && pointer[0] != '/') refuse("a JSON Pointer begins with a slash.", pointer);
  return pointer_tokens(pointer);
}

/// Index of an item, or nowhere for what is no index.
std::size_t index_of(std::string_view s) {
  if (s.empty() || s.size() > 9 || (s.size() > 1 && s[0] == '0')) return nowhere;
  std::size_t n = 0;
  for (const char c : s) {
    if (c < '0' || c > '9') return nowhere;
    n = n * 10 + static_cast<std::size_t>(c - '0');
  }
  return n;
}

/// A member or an item, with what stands around it.
struct Place {
  std::size_t begin = nowhere; ///< the key, or the item
  std::size_t value = nowhere, end = nowhere;
  std::size_t previous_end = nowhere; ///< end of the value before it
  std::size_t next_begin = nowhere;   ///< the key or item after it
};

class Patched {
public:
  explicit Patched(std::string_view text, const Known* known = nullptr) : t_(text), known_(known) {}
  /// The known value that the way began at, or nowhere.
  std::size_t anchor() const { return anchor_; }

  std::vector<TextEdit> replace(std::string_view pointer, std::string_view value) const {
    const auto path = segments_of(pointer);
    if (path.empty()) {
      const std::size_t at = json::skip_space(t_, first());
      return {{at, json::skip_value(t_, at) - at, written(value, 0)}};
    }
    const Place p = find(container(path, pointer), path.back());
    if (p.value == nowhere) refuse("there is no such member or item.", pointer);
    return {{p.value, p.end - p.value, written(value, path.size())}};
  }

  std::vector<TextEdit> remove(std::string_view pointer) const {
    const auto path = segments_of(pointer);
    if (path.empty()) refuse("the document itself cannot be removed.", pointer);
    const Place p = find(container(path, pointer), path.back());
    if (p.value == nowhere) refuse("there is no such member or item.", pointer);
    const std::size_t comma = comma_after(p.end);
    if (p.next_begin != nowhere) {
      // The next one takes its place, unless a comment stands between: that stays.
      std::size_t to = comma + 1;
      while (to < p.next_begin && blank(t_[to])) ++to;
      return {{p.begin, to - p.begin, ""}};
    }
    std::vector<TextEdit> edits;
    std::size_t from = p.begin;
    if (p.previous_end != nowhere) {
      const std::size_t before = comma_after(p.previous_end);
      if (comma == nowhere)
        edits.push_back({before, 1, ""}); // else the comma after it closed the list already
      while (from > before + 1 && blank(t_[from - 1])) --from;
      if (from == before + 1 && comma == nowhere) { // nothing between: one edit
        edits.clear();
        from = before;
      }
    } else {
      while (from > 0 && blank(t_[from - 1])) --from;
      if (t_[from - 1] != '{' && t_[from - 1] != '[') from = p.begin; // a comment is before it
    }
    std::size_t to = comma == nowhere ? p.end : comma + 1;
    if (p.previous_end == nowhere && from != p.begin) { // alone: the brackets meet
      std::size_t after = to;
      while (blank(t_[after])) ++after;
      if (t_[after] == '}' || t_[after] == ']') to = after;
    }
    edits.push_back({from, to - from, ""});
    return edits;
  }

  std::vector<TextEdit> add(std::string_view pointer, std::string_view value) const {
    const auto path = segments_of(pointer);
    if (path.empty()) return replace(pointer, value);
    const std::size_t at = container(path, pointer);
    const bool object = t_[at] == '{';
    Place p = find(at, path.back());
    if (object && p.value != nowhere) return {{p.value, p.end - p.value, written(value, path.size())}};
    std::string item;
    if (object) {
      append_json_string(item, path.back());
      item += ": ";
    }
    item += written(value, path.size());
    if (!object && p.value != nowhere) { // before the item that is there
      const std::size_t line = line_start(p.begin);
      const std::string_view indent = t_.substr(line, p.begin - line);
      const bool own_line = line > at && indent.find_first_not_of(" \t") == nowhere;
      return {{p.begin, 0, item + (own_line ? "," + line_end() + std::string(indent) : std::string(", "))}};
    }
    if (!object && path.back() != "-" && index_of(path.back()) != count(at))
      refuse("a list grows at its end or before an item.", pointer);
    const Place last = find_last(at);
    if (last.value == nowhere) return {{at + 1, 0, item}};
    const std::size_t line = line_start(last.begin);
    const std::string_view indent = t_.substr(line, last.begin - line);
    const bool own_line = line > at && indent.find_first_not_of(" \t") == nowhere;
    const std::string separator = own_line ? line_end() + std::string(indent) : " ";
    const std::size_t comma = comma_after(last.end);
    const std::size_t behind = comma == nowhere ? last.end : comma + 1;
    // A remark at the end of the line belongs to the member before: the new one goes below it.
    std::size_t rest = behind;
    while (rest < t_.size() && (t_[rest] == ' ' || t_[rest] == '\t')) ++rest;
    if (t_.substr(rest, 2) == "//") {
      std::size_t eol = std::min(t_.find('\n', rest), t_.size());
      if (eol > rest && t_[eol - 1] == '\r') --eol;
      const std::string below = own_line ? separator : line_end();
      if (comma != nowhere) return {{eol, 0, below + item + ","}};
      return {{last.end, 0, ","}, {eol, 0, below + item}};
    }
    if (comma != nowhere) return {{behind, 0, separator + item + ","}};
    return {{behind, 0, "," + separator + item}};
  }

  /// Another name for a member, in its place.
  std::vector<TextEdit> rename(std::string_view from, std::string_view to) const {
    const auto path = segments_of(from), other = segments_of(to);
    const Place p = find(container(path, from), path.back());
    if (p.value == nowhere) refuse("there is no such member or item.", from);
    std::string key;
    append_json_string(key, other.back());
    return {{p.begin, json::skip_string(t_, p.begin) - p.begin, key}};
  }
  /// Whether both are members of one object, and the second is not there yet.
  bool renames(std::string_view from, std::string_view to) const {
    auto path = segments_of(from), other = segments_of(to);
    if (path.empty() || path.size() != other.size()) return false;
    const std::size_t at = container(path, from);
    if (t_[at] != '{' || find(at, other.back()).value != nowhere) return false;
    path.pop_back();
    other.pop_back();
    return path == other;
  }
  std::string_view value_at(std::string_view pointer) const {
    const auto path = segments_of(pointer);
    if (path.empty()) refuse("the document itself cannot be moved.", pointer);
    const Place p = find(container(path, pointer), path.back());
    if (p.value == nowhere) refuse("there is no such member or item.", pointer);
    return t_.substr(p.value, p.end - p.value);
  }

  void test(std::string_view pointer, std::string_view value) const {
    const auto path = segments_of(pointer);
    std::size_t at = json::skip_space(t_, first());
    if (!path.empty()) at = find(container(path, pointer), path.back()).value;
    std::string is, wanted;
    if (at != nowhere) json::append_canonical(is, t_, at);
    json::append_canonical(wanted, value, 0);
    if (is != wanted) refuse("the value there is another than the patch expects.", pointer);
  }

private:
  static bool blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
  std::size_t first() const { return t_.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0; }
  std::size_t line_start(std::size_t at) const {
    while (at > 0 && t_[at - 1] != '\n') --at;
    return at;
  }
  /// How lines end in this document.
  std::string line_end() const {
    const std::size_t at = t_.find('\n');
    return at != nowhere && at > 0 && t_[at - 1] == '\r' ? "\r\n" : "\n";
  }
  std::string written(std::string_view value, std::size_t depth) const {
    std::string out;
    json::append_formatted(out, value, 0, static_cast<unsigned>(depth), {});
    const std::string end = line_end();
    if (end.size() == 1) return out;
    std::string ended;
    for (const char c : out) c == '\n' ? void(ended += end) : ended.push_back(c);
    return ended;
  }
  /// The comma that follows a value, past blanks and comments; nowhere when a bracket follows.
  std::size_t comma_after(std::size_t end) const {
    const std::size_t at = json::skip_space(t_, end);
    return at < t_.size() && t_[at] == ',' ? at : nowhere;
  }
  Place find(std::size_t at, std::string_view segment) const {
    Place p;
    const bool object = t_[at] == '{';
    const std::size_t wanted = object ? 0 : index_of(segment);
    std::size_t i = 0, previous = nowhere;
    std::string scratch;
    for (json::Walker w(t_, at); w.next(); ++i) {
      const std::size_t begin = object ? w.key_at() : w.value_at();
      if (p.value != nowhere) {
        p.next_begin = begin;
        break;
      }
      if (object ? json::decode(w.raw_key(), scratch) == segment : i == wanted)
        p = {begin, w.value_at(), w.value_end(), previous, nowhere};
      previous = w.value_end();
    }
    return p;
  }
  Place find_last(std::size_t at) const {
    Place p;
    for (json::Walker w(t_, at); w.next();)
      p = {t_[at] == '{' ? w.key_at() : w.value_at(), w.value_at(), w.value_end(), nowhere, nowhere};
    return p;
  }
  std::size_t count(std::size_t at) const {
    std::size_t n = 0;
    for (json::Walker w(t_, at); w.next();) ++n;
    return n;
  }
  /// The object or list that the last segment is looked up in.
  std::size_t container(const std::vector<std::string>& path, std::string_view pointer) const {
    std::size_t at = json::skip_space(t_, first()), i = 0;
    if (known_ && *known_ && path.size() > 2)
      if (const std::size_t there = (*known_)(path[0], path[1]); there != nowhere) {
        at = there;
        i = 2;
        anchor_ = at;
      }
    for (; i + 1 < path.size(); ++i) {
      if (t_[at] != '{' && t_[at] != '[')
        refuse("the way leads through a value that holds nothing.", pointer);
      at = find(at, path[i]).value;
      if (at == nowhere) refuse("\"" + path[i] + "\" on the way is not there.", pointer);
    }
    if (t_[at] != '{' && t_[at] != '[') refuse("the way leads through a value that holds nothing.", pointer);
    return at;
  }

  std::string_view t_;
  const Known* known_;
  mutable std::size_t anchor_ = nowhere;
};

struct Operation {
  std::string op, path, from;
  std::string_view value;
};

std::vector<Operation> operations_of(std::string_view patch) {
  std::vector<Operation> out;
  std::string scratch;
  for (json::Walker list(patch, json::skip_space(patch, 0)); list.next();) {
    Operation o;
    for (json::Walker w(patch, list.value_at()); w.next();) {
      const std::string key(json::decode(w.raw_key(), scratch));
      if (key == "op") o.op = std::string(json::string_at(patch, w.value_at(), scratch));
      if (key == "path") o.path = std::string(json::string_at(patch, w.value_at(), scratch));
      if (key == "from") o.from = std::string(json::string_at(patch, w.value_at(), scratch));
      if (key == "value") o.value = w.value();
    }
    out.push_back(std::move(o));
  }
  return out;
}

std::vector<TextEdit> edits_of(const Patched& p, const Operation& o) {
  if (o.op == "remove") return p.remove(o.path);
  if (o.op == "move") return p.rename(o.from, o.path);
  if (o.value.empty() || (o.op != "add" && o.op != "replace" && o.op != "test"))
    refuse("operations are add, replace and test with a value, move and remove.", o.path);
  if (o.op == "add") return p.add(o.path, o.value);
  if (o.op == "replace") return p.replace(o.path, o.value);
  p.test(o.path, o.value);
  return {};
}

} // namespace

std::vector<TextEdit> patch_edits(std::string_view document, std::string_view patch) {
  std::size_t walked = 0;
  return patch_edits(document, patch, {}, walked);
}

std::vector<TextEdit> patch_edits(std::string_view document, std::string_view patch, const Known& known,
                                  std::size_t& walked) {
  walked = document.size();
  const auto one = [&](const Operation& o) {
    const Patched p(document, &known);
    std::vector<TextEdit> edits = edits_of(p, o);
    if (p.anchor() != nowhere)
      walked = edits.empty() ? 0 : edits.back().offset + edits.back().length - p.anchor();
    return edits;
  };
  const std::vector<Operation> operations = operations_of(patch);
  const auto moves = [](std::string_view text, const Operation& o) {
    return o.op == "move" && !Patched(text).renames(o.from, o.path);
  };
  if (operations.size() == 1 && !moves(document, operations.front())) return one(operations.front());
  std::string now(document);
  for (const Operation& o : operations) {
    if (moves(now, o)) { // to another object: taken out here, put in there
      const std::string value(Patched(now).value_at(o.from));
      now = apply_edits(now, Patched(now).remove(o.from));
      now = apply_edits(now, Patched(now).add(o.path, value));
    } else {
      now = apply_edits(now, edits_of(Patched(now), o));
    }
  }
  if (now == document) return {};
  std::size_t head = 0, tail = 0;
  const std::size_t shorter = std::min(now.size(), document.size());
  while (head < shorter && now[head] == document[head]) ++head;
  while (tail < shorter - head && now[now.size() - 1 - tail] == document[document.size() - 1 - tail]) ++tail;
  // No character may be cut in two: who shows an edit shows text.
  const auto inside = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
  while (head > 0 && head < shorter && (inside(document[head]) || inside(now[head]))) --head;
  while (tail > 0 && (inside(document[document.size() - tail]) || inside(now[now.size() - tail]))) --tail;
  return {{head, document.size() - tail - head, now.substr(head, now.size() - tail - head)}};
}

std::string apply_edits(std::string_view text, const std::vector<TextEdit>& edits) {
  std::string out;
  std::size_t at = 0;
  for (const TextEdit& e : edits) {
    out.append(text, at, e.offset - at);
    out += e.text;
    at = e.offset + e.length;
  }
  out.append(text, at, std::string_view::npos);
  return out;
}

std::vector<TextEdit> inverse_edits(std::string_view text, const std::vector<TextEdit>& edits) {
  std::vector<TextEdit> back;
  std::size_t grown = 0, shrunk = 0;
  for (const TextEdit& e : edits) {
    back.push_back({e.offset + grown - shrunk, e.text.size(), std::string(text.substr(e.offset, e.length))});
    grown += e.text.size();
    shrunk += e.length;
  }
  return back;
}

} // namespace northline
