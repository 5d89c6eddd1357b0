#include "check/configuration.hpp"

#include "base/json_pointer.hpp"
#include "base/json_text.hpp"
#include "base/text.hpp"
#include "check/own/declared.hpp"
#include "check/rule_table.hpp"
#include "io/json_reader.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace northline {

const Rule* find_rule(std::string_view code_or_name);

namespace {

constexpr std::size_t most_faults = 200; // more of them help nobody, and each costs a search for near words
constexpr double largest_parameter = 1e9;
constexpr std::size_t most_own_checks = 500;

constexpr std::pair<std::string_view, Pack> packs[] = {
    {"core", Pack::core},
    {"okr", Pack::okr},
    {"measurement", Pack::measurement},
    {"governance", Pack::governance},
    {"money", Pack::money},
    {"channels", Pack::channels},
    {"public-sector", Pack::public_sector},
    {"landscape", Pack::landscape},
    {"clover", Pack::clover},
    {"five-steps", Pack::five_steps},
    {"channels-later", Pack::channels_later},
    {"smacad", Pack::smacad},
};
constexpr unsigned category_count = static_cast<unsigned>(Category::benefits) + 1;

Pack without(Pack a, Pack b) {
  return static_cast<Pack>(static_cast<unsigned>(a) & ~static_cast<unsigned>(b));
}

bool is_prefix_of_codes(std::string_view s) {
  if (s.substr(0, 2) == "X-") return true; // codes of one's own checks begin so
  if (s.size() < 2 || s.size() > 4 || s.substr(0, 2) != "NL") return false;
  return std::all_of(s.begin() + 2, s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Edits (a character put in, taken out, changed, or two exchanged) from one short word to another.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

/// Keeps the nearest of the words it is shown, if any is near.
class Nearest {
public:
  explicit Nearest(std::string_view written) : written_(written.substr(0, 64)) {
    for (char& c : written_)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    best_ = std::max<std::size_t>(2, written_.size() / 3) + 1;
  }
  void show(std::string_view word) {
    std::string lower(word);
    for (char& c : lower)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    const std::size_t n = edits(written_, lower);
    if (n < best_) {
      best_ = n;
      word_ = word;
    }
  }
  std::string meant() const { return word_.empty() ? std::string() : " \"" + word_ + "\" may be meant."; }

private:
  std::string written_, word_;
  std::size_t best_;
};

/// What is printed is one line of readable length, whatever the user wrote.
std::string plain(std::string_view s, std::size_t most) {
  std::size_t n = std::min(s.size(), most);
  while (n > 0 && n < s.size() && (static_cast<unsigned char>(s[n]) & 0xC0) == 0x80) --n;
  std::string out;
  for (const char c : s.substr(0, n))
    out.push_back(static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c);
  return n < s.size() ? out + "…" : out;
}
std::string quoted(std::string_view s) { return "\"" + plain(s, 80) + "\""; }

template <class F> void each_rule(F&& f) {
  for (unsigned i = 0; i < rule_table_size; ++i) f(*rule_table[i]);
}

/// Code of the check that a word names: a built-in one, or one of the author's own ("X-…").
std::optional<std::string> code_named(std::string_view word) {
  if (const Rule* r = find_rule(word)) return std::string(r->code);
  if (word.size() > 2 && word.substr(0, 2) == "X-") return std::string(word);
  return std::nullopt;
}
std::string no_such_check(std::string_view word) {
  Nearest near(word);
  each_rule([&](const Rule& r) {
    near.show(r.code);
    near.show(r.name);
  });
  return "There is no check " + quoted(word) + ", neither as a code nor as a name." + near.meant();
}

/// "NL407.share" of whatever the user wrote; a whole sentence in `problem` otherwise.
std::optional<std::string> parameter_named(std::string_view word, std::string& problem) {
  if (word == "profile.employees") return std::string(word);
  const std::size_t dot = word.rfind('.');
  if (dot == std::string_view::npos) {
    problem =
        quoted(word) + " is no parameter; one is named by its check and itself, such as \"NL407.share\".";
    return std::nullopt;
  }
  const std::string_view check = word.substr(0, dot), name = word.substr(dot + 1);
  if (check.substr(0, 2) == "X-" && !find_rule(check)) return std::string(word);
  const Rule* rule = find_rule(check);
  if (!rule) {
    problem = no_such_check(check);
    return std::nullopt;
  }
  Nearest near(name);
  std::string all;
  for (const Parameter& p : rule->parameters) {
    if (p.name == name) return std::string(rule->code) + "." + std::string(name);
    near.show(p.name);
    all += (all.empty() ? "" : ", ") + std::string(p.name);
  }
  problem = "The check " + std::string(rule->code) + " (" + std::string(rule->name) + ") has no parameter " +
            quoted(name) + "; " + (all.empty() ? "it has none." : "it has " + all + ".") + near.meant();
  return std::nullopt;
}
std::string parameter_range(double value) {
  if (value >= 0 && value <= largest_parameter) return {};
  return "A parameter is a number from 0 to 1000000000.";
}

std::string list_faults(const std::string& source, const std::vector<Fault>& faults) {
  const std::string of = source.empty() ? "The document's \"checks\"" : "The file " + source;
  std::string s =
      of + (faults.size() == 1 ? " has a fault:" : " has " + std::to_string(faults.size()) + " faults:");
  for (const Fault& f : faults) {
    s += "\n  ";
    if (f.line) s += std::to_string(f.line) + ":" + std::to_string(f.column) + " ";
    if (!f.pointer.empty()) s += plain(f.pointer, 300) + ": ";
    s += f.message;
  }
  return s;
}

// ---- reading
// -----------------------------------------------------------------------------------------------

/// Text that has been proved to be one JSON value, and where that begins.
struct Value {
  std::string text; ///< as the caller's text, with something before and after it
  std::size_t at = 0, before = 0;
};

/// The reader of documents proves the syntax: a file is put where a document has its own configuration.
Value accept(std::string_view text, const std::string& source) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  const std::string head = "{\"northline\":1,\"checks\":";
  Value v;
  v.before = head.size();
  v.text = head;
  v.text += text;
  v.text += "\n}";
  PlaceFinder places(text);
  const auto refuse = [&](Status status, const std::string& what, std::size_t offset) {
    const std::size_t within = std::min(offset > v.before ? offset - v.before : 0, text.size());
    const Place p = places.at(within);
    const std::string place = ":" + std::to_string(p.line) + ":" + std::to_string(p.column) + ": ";
    throw Error(status, source.empty() ? what : source + place + what, "", p.line, p.column, within);
  };
  try {
    read_json(Text::borrow(v.text));
  } catch (const Error& e) {
    if (e.status() != Status::not_json && e.status() != Status::limit) throw;
    // What follows the text is ours, and says nothing to whoever wrote it.
    const bool over = e.status() == Status::not_json && e.offset() >= v.before + text.size();
    refuse(e.status(),
           over ? "The text ends before its value does; a value, closing bracket or quote is missing."
                : e.what(),
           e.offset());
  }
  v.at = json::skip_space(v.text, v.before);
  // Anything after the value would have been read as further members of the document around it.
  const std::size_t end = json::skip_space(v.text, json::skip_value(v.text, v.at));
  if (end + 1 != v.text.size()) refuse(Status::not_json, "Something follows the end of the JSON value.", end);
  return v;
}

/// Walks accepted text and gathers faults.
class Reader {
public:
  /// Offsets of places are those in the text less `before`.
  Reader(std::string_view text, std::size_t before, bool places)
      : text_(text), before_(before), with_places_(places), places_(text.substr(before)) {}

  void fault(std::size_t at, const std::string& pointer, std::string message) {
    if (faults_.size() == most_faults) full_ = true;
    if (full_) return;
    Fault f;
    f.pointer = pointer;
    f.message = std::move(message);
    f.offset = at - before_;
    if (with_places_) {
      const Place p = places_.at(f.offset);
      f.line = p.line;
      f.column = p.column;
    }
    faults_.push_back(std::move(f));
  }
  void finish(const std::string& source) {
    if (!faults_.empty()) throw ConfigurationError(source, std::move(faults_));
  }
  bool full() const { return full_; }
  std::string_view text() const { return text_; }
  std::size_t offset(std::size_t at) const { return at - before_; }

  /// Calls f(name, value, pointer) for each member; a member written twice is a fault.
  template <class F> void object(std::size_t at, const std::string& pointer, std::string_view what, F&& f) {
    if (text_[at] != '{') return fault(at, pointer, std::string(what) + " has to be an object.");
    std::set<std::string, std::less<>> seen;
    std::string scratch;
    for (json::Walker w(text_, at); w.next() && !full_;) {
      std::string name(json::decode(w.raw_key(), scratch));
      const std::string where = child(pointer, name);
      if (!seen.insert(name).second)
        fault(w.key_at(), where, "The member " + quoted(name) + " is written twice; one of them has to go.");
      else
        f(name, w.value_at(), where);
    }
  }
  template <class F> void list(std::size_t at, const std::string& pointer, std::string_view what, F&& f) {
    if (text_[at] != '[') return fault(at, pointer, std::string(what) + " has to be a list.");
    std::size_t i = 0;
    for (json::Walker w(text_, at); w.next() && !full_; ++i)
      f(w.value_at(), pointer + "/" + std::to_string(i));
  }
  std::optional<std::string> string(std::size_t at, const std::string& pointer, std::string_view what) {
    if (text_[at] != '"') {
      fault(at, pointer, std::string(what) + " has to be a text.");
      return std::nullopt;
    }
    std::string scratch;
    return std::string(json::string_at(text_, at, scratch));
  }
  std::optional<double> number(std::size_t at) {
    if (!json::starts_number(text_, at)) return std::nullopt;
    return json::number_at(text_, at);
  }
  std::optional<bool> boolean(std::size_t at, const std::string& pointer) {
    if (text_.substr(at, 4) == "true") return true;
    if (text_.substr(at, 5) == "false") return false;
    fault(at, pointer, "A pack is switched on with true and off with false.");
    return std::nullopt;
  }
  std::optional<Selector> selector(std::string_view word, std::size_t at, const std::string& pointer) {
    std::string problem;
    auto s = parse_selector(word, problem);
    if (!s) fault(at, pointer, problem);
    return s;
  }
  std::optional<Severity> severity(std::size_t at, const std::string& pointer) {
    std::string scratch;
    std::string word(text_.substr(at, std::min<std::size_t>(json::skip_value(text_, at) - at, 80)));
    if (text_[at] == '"') word = json::string_at(text_, at, scratch);
    for (unsigned s = 0; s < 4; ++s)
      if (text_[at] == '"' && severity_name(static_cast<Severity>(s)) == word)
        return static_cast<Severity>(s);
    Nearest near(word);
    for (unsigned s = 0; s < 4; ++s) near.show(severity_name(static_cast<Severity>(s)));
    fault(at, pointer,
          "A severity is error, warning, advice or off, not " + quoted(word) + "." + near.meant());
    return std::nullopt;
  }
  std::string child(std::string pointer, std::string_view name) const {
    append_pointer(pointer, name);
    return pointer;
  }

private:
  std::string_view text_;
  std::size_t before_;
  bool with_places_, full_ = false;
  PlaceFinder places_;
  std::vector<Fault> faults_;
};

constexpr std::string_view members[] = {"profile", "packs",  "severity", "parameters", "elements",
                                        "select",  "ignore", "suppress", "custom",     "x"};

void read_choices(Reader& r, std::size_t at, const std::string& pointer, std::string_view what,
                  std::vector<Configuration::Choice>& to) {
  r.object(at, pointer, what, [&](const std::string& word, std::size_t value, const std::string& where) {
    const auto selector = r.selector(word, value, where);
    const auto severity = r.severity(value, where);
    if (selector && severity) to.push_back({*selector, *severity});
  });
}

void read_selectors(Reader& r, std::size_t at, const std::string& pointer, std::string_view what,
                    std::vector<Selector>& to) {
  r.list(at, pointer, what, [&](std::size_t item, const std::string& where) {
    if (const auto word = r.string(item, where, "What is selected"))
      if (const auto s = r.selector(*word, item, where)) to.push_back(*s);
  });
}

void read_suppression(Reader& r, std::size_t at, const std::string& pointer, Configuration& to) {
  Suppression s;
  s.offset = r.offset(at);
  bool code = false, reason = false, sound = true;
  r.object(at, pointer, "A suppression",
           [&](const std::string& name, std::size_t value, const std::string& where) {
             if (name == "x") return;
             if (name != "code" && name != "element" && name != "reason" && name != "until") {
               Nearest near(name);
               for (const auto known : {"code", "element", "reason", "until"}) near.show(known);
               r.fault(value, where,
                       "A suppression has a code, an element, a reason and until when it holds, but no " +
                           quoted(name) + "." + near.meant());
               sound = false;
               return;
             }
             code = code || name == "code";
             reason = reason || name == "reason";
             const auto text = r.string(value, where, "The " + name + " of a suppression");
             if (!text) {
               sound = false;
               return;
             }
             if (name == "code") {
               const auto found = code_named(*text);
               if (found)
                 s.code = *found;
               else
                 r.fault(value, where, no_such_check(*text));
               sound = sound && found;
             } else if (name == "element") {
               s.element = *text;
               if (text->empty()) {
                 r.fault(value, where,
                         "The element of a suppression is the id of an element; leave it out to mean all.");
                 sound = false;
               }
             } else if (name == "reason") {
               s.reason = *text;
               if (text->find_first_not_of(" \t\r\n") == std::string::npos) {
                 r.fault(value, where, "The reason of a suppression has to say why the finding may stand.");
                 sound = false;
               }
             } else {
               s.until = parse_date(*text);
               if (!s.until.known()) {
                 r.fault(value, where, quoted(*text) + " is not a day; it would be written like 2026-11-21.");
                 sound = false;
               }
             }
           });
  if (r.text()[at] != '{') return;
  if (!code) r.fault(at, pointer, "A suppression has to name the code of the check.");
  if (!reason) r.fault(at, pointer, "A suppression has to give the reason why the finding may stand.");
  if (sound && code && reason) to.suppressions.push_back(std::move(s));
}

void read_custom(Reader& r, std::size_t at, const std::string& pointer, Configuration& to) {
  if (to.custom.size() == most_own_checks)
    return r.fault(at, pointer, "There are at most 500 checks of your own.");
  const auto check = read_own_check(r.text(), at, pointer,
                                    [&](std::size_t place, const std::string& where, std::string message) {
                                      r.fault(place, where, std::move(message));
                                    });
  if (!check) return;
  for (const auto& other : to.custom)
    if (other->rule().code == check->rule().code || other->rule().name == check->rule().name)
      return r.fault(at, pointer,
                     "Two checks of your own have the code " + quoted(check->rule().code) + " or the name " +
                         quoted(check->rule().name) + "; one of them has to change.");
  if (const Rule* there = find_rule(check->rule().name))
    return r.fault(at, pointer,
                   "The name " + quoted(there->name) + " belongs to " + std::string(there->code) +
                       "; a check of your own needs another.");
  check->set_offset(at);
  to.custom.push_back(check);
}

void read_members(Reader& r, std::size_t at, const std::string& pointer, Configuration& c) {
  r.object(
      at, pointer, "A configuration of the checks",
      [&](const std::string& name, std::size_t value, const std::string& where) {
        if (name == "x") return; // own data
        if (name == "profile") {
          if (const auto word = r.string(value, where, "The profile")) {
            c.profile = find_profile(*word);
            if (!c.profile)
              r.fault(value, where, "The profile is small, standard or auto, not " + quoted(*word) + ".");
          }
        } else if (name == "packs") {
          r.object(value, where, "What switches packs",
                   [&](const std::string& word, std::size_t v, const std::string& place) {
                     const auto pack = find_pack(word);
                     const auto on = r.boolean(v, place);
                     if (!pack) {
                       Nearest near(word);
                       for (const auto& p : packs) near.show(p.first);
                       r.fault(v, place, "There is no pack " + quoted(word) + "." + near.meant());
                     } else if (on) {
                       c.switch_pack(*pack, *on);
                     }
                   });
        } else if (name == "severity") {
          read_choices(r, value, where, "What sets severities", c.severities);
        } else if (name == "parameters") {
          r.object(value, where, "The parameters",
                   [&](const std::string& word, std::size_t v, const std::string& place) {
                     std::string problem;
                     const auto parameter = parameter_named(word, problem);
                     if (!parameter) return r.fault(v, place, problem);
                     const double x = r.number(v).value_or(unknown_number);
                     problem = parameter_range(x);
                     if (!problem.empty()) return r.fault(v, place, problem);
                     c.parameters[*parameter] = x;
                   });
        } else if (name == "elements") {
          r.object(value, where, "What sets severities of elements",
                   [&](const std::string& id, std::size_t v, const std::string& place) {
                     auto& choices = c.elements[id];
                     if (r.text()[v] == '{') {
                       read_choices(r, v, place, "What sets severities", choices);
                     } else if (const auto s = r.severity(v, place)) {
                       choices.push_back({Selector{}, *s});
                     }
                   });
        } else if (name == "select") {
          c.select.emplace();
          read_selectors(r, value, where, "What selects checks", *c.select);
        } else if (name == "ignore") {
          read_selectors(r, value, where, "What leaves checks out", c.ignore);
        } else if (name == "custom") {
          r.list(value, where, "What defines checks of your own",
                 [&](std::size_t item, const std::string& place) { read_custom(r, item, place, c); });
        } else if (name == "suppress") {
          r.list(value, where, "What suppresses findings",
                 [&](std::size_t item, const std::string& place) { read_suppression(r, item, place, c); });
        } else {
          Nearest near(name);
          for (const auto known : members) near.show(known);
          r.fault(value, where,
                  "A configuration of the checks has no member " + quoted(name) + "." + near.meant());
        }
      });
}

} // namespace

ConfigurationError::ConfigurationError(std::string source, std::vector<Fault> faults)
    : Error(Status::configuration, list_faults(source, faults), faults.front().pointer, faults.front().line,
            faults.front().column, faults.front().offset),
      source_(std::move(source)), faults_(std::move(faults)) {}

bool Selector::matches(const Rule& r) const {
  switch (by) {
  case By::all:
    return true;
  case By::category:
    return r.category == category;
  case By::pack:
    return intersect(r.packs, pack);
  case By::prefix:
    return r.code.substr(0, code.size()) == code;
  case By::rule:
    return r.code == code;
  }
  return false;
}

std::optional<Selector> parse_selector(std::string_view word, std::string& problem) {
  Selector s;
  if (word == "all") return s;
  if (const auto code = code_named(word)) {
    s.by = Selector::By::rule;
    s.code = *code;
    return s;
  }
  if (is_prefix_of_codes(word)) {
    s.by = Selector::By::prefix;
    s.code = word;
    bool some = word.substr(0, 2) == "X-";
    each_rule([&](const Rule& r) { some = some || s.matches(r); });
    if (some) return s;
    problem = "No check has a code that begins with " + quoted(word) + ".";
    return std::nullopt;
  }
  // A few packs are called like a category; the category is meant unless the word says otherwise.
  const bool only_pack = word.substr(0, 5) == "pack:", only_category = word.substr(0, 9) == "category:";
  const std::string_view name = word.substr(only_pack ? 5 : only_category ? 9 : 0);
  for (unsigned c = 0; c < category_count && !only_pack; ++c)
    if (category_name(static_cast<Category>(c)) == name) {
      s.by = Selector::By::category;
      s.category = static_cast<Category>(c);
      return s;
    }
  if (const auto pack = find_pack(name); pack && !only_category) {
    s.by = Selector::By::pack;
    s.pack = *pack;
    return s;
  }
  Nearest near(name);
  each_rule([&](const Rule& r) {
    near.show(r.code);
    near.show(r.name);
  });
  for (unsigned c = 0; c < category_count; ++c) near.show(category_name(static_cast<Category>(c)));
  for (const auto& p : packs) near.show(p.first);
  problem = "There is no check, code, category or pack " + quoted(word) + "." + near.meant();
  return std::nullopt;
}

std::string_view pack_name(Pack one) {
  for (const auto& p : packs)
    if (p.second == one) return p.first;
  return {};
}
std::optional<Pack> find_pack(std::string_view name) {
  for (const auto& p : packs)
    if (p.first == name) return p.second;
  return std::nullopt;
}
std::optional<Profile> find_profile(std::string_view name) {
  if (name == "auto") return Profile::automatic;
  if (name == "small") return Profile::small;
  if (name == "standard") return Profile::standard;
  return std::nullopt;
}

bool Configuration::empty() const {
  return severities.empty() && elements.empty() && parameters.empty() && packs_on == Pack{} &&
         packs_off == Pack{} && !select && ignore.empty() && !profile && suppressions.empty() &&
         custom.empty();
}

void Configuration::switch_pack(Pack pack, bool on) {
  packs_on = on ? packs_on | pack : without(packs_on, pack);
  packs_off = on ? without(packs_off, pack) : packs_off | pack;
}

std::shared_ptr<const Configuration> read_configuration(std::string_view text, std::string source) {
  const Value v = accept(text, source);
  Reader r(v.text, v.before, true);
  auto c = std::make_shared<Configuration>();
  c->source = source;
  read_members(r, v.at, "", *c);
  r.finish(source);
  return c;
}

OwnCheck::Words read_own_words(std::string_view text) {
  const Value v = accept(text, "check");
  Reader r(v.text, v.before, true);
  const auto words =
      read_words(v.text, v.at, "", [&](std::size_t place, const std::string& where, std::string message) {
        r.fault(place, where, std::move(message));
      });
  if (words)
    if (const Rule* there = find_rule(words->name))
      r.fault(v.at, "",
              "The name " + quoted(words->name) + " belongs to " + std::string(there->code) +
                  "; a check of your own needs another.");
  r.finish("check");
  return *words;
}

std::shared_ptr<const Configuration> document_configuration(const View& view) {
  const Snapshot& home = *view.where(root_element).home;
  const std::size_t at = home.member_at(DocumentMember::checks);
  if (at == 0) return nullptr;
  Reader r(home.text(), 0, home.shared_text()->has_places());
  auto c = std::make_shared<Configuration>();
  c->document = true;
  read_members(r, at, "/checks", *c);
  r.finish({});
  return c;
}

void add_selectors(std::vector<Selector>& to, std::string_view words) {
  std::string problems;
  while (!words.empty()) {
    const std::size_t comma = std::min(words.find(','), words.size());
    std::string_view word = words.substr(0, comma);
    words.remove_prefix(std::min(comma + 1, words.size()));
    while (!word.empty() && word.front() == ' ') word.remove_prefix(1);
    while (!word.empty() && word.back() == ' ') word.remove_suffix(1);
    if (word.empty()) continue;
    std::string problem;
    if (const auto s = parse_selector(word, problem))
      to.push_back(*s);
    else if (problems.size() < 4000)
      problems += (problems.empty() ? "" : "\n") + problem;
  }
  if (!problems.empty()) throw Error(Status::configuration, problems);
}

void set_parameter(Configuration& c, std::string_view name, double value) {
  std::string problem;
  const auto parameter = parameter_named(name, problem);
  if (parameter) problem = parameter_range(value);
  if (!problem.empty()) throw Error(Status::configuration, problem);
  c.parameters[*parameter] = value;
}

std::shared_ptr<const Baseline> read_baseline(std::string_view text, std::string source) {
  const Value v = accept(text, source);
  Reader r(v.text, v.before, true);
  auto b = std::make_shared<Baseline>();
  bool version = false, findings = false;
  r.object(v.at, "", "A baseline", [&](const std::string& name, std::size_t value, const std::string& where) {
    if (name == "baseline") {
      version = true;
      if (r.number(value).value_or(0) != 1)
        r.fault(value, where, "This version reads baselines of version 1: \"baseline\": 1.");
    } else if (name == "findings") {
      findings = true;
      r.list(value, where, "What was found before", [&](std::size_t item, const std::string& place) {
        bool known_print = false;
        r.object(item, place, "A finding of a baseline",
                 [&](const std::string& member, std::size_t at, const std::string& there) {
                   if (member != "fingerprint") return; // the rest is for people
                   known_print = true;
                   const auto print = r.string(at, there, "A fingerprint");
                   if (!print) return;
                   const std::size_t dash = std::min(print->find('-'), print->size());
                   const auto digits = [&](std::size_t from, std::size_t to, std::string_view of) {
                     return from < to && print->find_first_not_of(of, from) >= to;
                   };
                   if (dash != 16 || !digits(0, 16, "0123456789abcdef") ||
                       (dash < print->size() && !digits(17, print->size(), "0123456789")))
                     r.fault(at, there,
                             quoted(*print) +
                                 " is no fingerprint; it would be 16 hexadecimal digits, such as "
                                 "\"0123456789abcdef\", or those with \"-2\".");
                   else
                     b->fingerprints.insert(*print);
                 });
        if (!known_print && r.text()[item] == '{')
          r.fault(item, place, "A finding of a baseline needs its fingerprint.");
      });
    } else if (name != "rule_set" && name != "x") {
      r.fault(value, where,
              "A baseline has the members baseline, rule_set and findings, but no " + quoted(name) + ".");
    }
  });
  if (r.text()[v.at] == '{' && !version)
    r.fault(v.at, "", "This is no baseline: the member \"baseline\": 1 is missing.");
  if (r.text()[v.at] == '{' && !findings)
    r.fault(v.at, "", "This is no baseline: the list \"findings\" is missing.");
  r.finish(source);
  return b;
}

// ---- what the layers come to
// -------------------------------------------------------------------------------

namespace {

/// The most exact of those that match, the later of two that are as exact.
const Configuration::Choice* choice_of(const std::vector<Configuration::Choice>& all, const Rule& r) {
  const Configuration::Choice* best = nullptr;
  for (const auto& c : all)
    if (c.what.matches(r) && (!best || c.what.exactness() >= best->what.exactness())) best = &c;
  return best;
}
int exactness_of(const std::vector<Selector>& all, const Rule& r) {
  int best = -1;
  for (const Selector& s : all)
    if (s.matches(r)) best = std::max(best, static_cast<int>(s.exactness()));
  return best;
}
/// Naming a check or its pack asks for it even where the pack is off; wider words do not.
bool asks_for(const Selector& s) { return s.by == Selector::By::rule || s.by == Selector::By::pack; }

} // namespace

Choices::Choices(std::vector<const Configuration*> layers, double employees) : layers_(std::move(layers)) {
  Profile profile = Profile::automatic;
  double limit = 25;
  for (const Configuration* c : layers_) {
    if (c->profile) profile = *c->profile;
    if (const auto p = c->parameters.find("profile.employees"); p != c->parameters.end()) limit = p->second;
    has_elements_ = has_elements_ || !c->elements.empty();
  }
  small_ = profile == Profile::small || (profile == Profile::automatic && employees <= limit);
}

bool Choices::asked(const Rule& r, bool of_run) const {
  // The highest layer that says anything about a pack of the check decides; on wins over off within it.
  bool on = intersect(r.packs, Pack::core);
  for (const Configuration* c : layers_) {
    const Pack off = without(c->packs_off, c->packs_on);
    if (intersect(r.packs, c->packs_on))
      on = true;
    else if (intersect(r.packs, off))
      on = false;
  }
  const Configuration* selecting = nullptr; // a selection stands for those of all lower layers
  for (const Configuration* c : layers_)
    if (c->select) selecting = c;
  for (const Configuration* c : layers_) {
    if (const auto* named = choice_of(c->severities, r); named && named->what.by == Selector::By::rule)
      on = on || named->severity != Severity::off;
    const int ignored = exactness_of(c->ignore, r);
    int selected = -1;
    if (c == selecting) {
      selected = exactness_of(*c->select, r);
      if (selected < 0) {
        on = on && of_run;
      } else {
        const bool named = std::any_of(c->select->begin(), c->select->end(),
                                       [&](const Selector& s) { return asks_for(s) && s.matches(r); });
        on = on || named;
      }
    }
    if (ignored >= 0 && ignored >= selected) on = false;
  }
  return on;
}

bool Choices::named(const Rule& r) const {
  for (const Configuration* c : layers_)
    if (c->select)
      for (const Selector& s : *c->select)
        if (asks_for(s) && s.matches(r)) return true;
  return false;
}

Choices::Answer Choices::of(const Rule& r, bool of_run) const {
  Answer a;
  if (layers_.empty() ? !intersect(r.packs, Pack::core) : !asked(r, of_run)) return a;
  a.severity = r.severity;
  if (small_ && r.small)
    a.severity = *r.small;
  else if (small_ && r.severity == Severity::advice && !named(r))
    a.severity = Severity::off; // who begins has enough to do with what is likely to be wrong
  for (std::size_t i = 0; i < layers_.size(); ++i)
    if (const auto* c = choice_of(layers_[i]->severities, r)) {
      a.severity = c->severity;
      a.chosen = true;
      a.layer = static_cast<int>(i);
    }
  return a;
}

double Choices::parameter(const Rule& r, const Parameter& p) const {
  double value = small_ && known(p.small) ? p.small : p.value;
  if (layers_.empty()) return value;
  const std::string name = std::string(r.code) + "." + std::string(p.name);
  for (const Configuration* c : layers_)
    if (const auto at = c->parameters.find(name); at != c->parameters.end()) value = at->second;
  return value;
}

std::optional<Severity> Choices::on_element(const Rule& r, std::string_view id, const Answer& a) const {
  for (std::size_t i = layers_.size(); i-- > 0 && static_cast<int>(i) >= a.layer;) {
    const auto at = layers_[i]->elements.find(id);
    if (at == layers_[i]->elements.end()) continue;
    if (const auto* c = choice_of(at->second, r)) return c->severity;
  }
  return std::nullopt;
}

} // namespace northline
