// A report of change for people: what changed, what it did to the findings, what it did to the score.
#include "report/comparison.hpp"
#include "report/escape.hpp"

#include "base/json_text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <vector>

namespace northline {
namespace {

std::string plain(std::string_view s) {
  std::string out;
  append_plain(out, s);
  return out;
}
std::string counted(std::size_t n, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", n, n == 1 ? one : many);
}
std::string words_of(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}
std::string shortened(std::string s, std::size_t most = 60) {
  if (s.size() <= most) return s;
  std::size_t end = most - 3;
  while (end > 0 && (static_cast<unsigned char>(s[end]) & 0xC0) == 0x80) --end;
  return s.substr(0, end) + "...";
}
/// A value as it is spoken: texts in quotes unless they are single words or days.
std::string spoken(std::string_view json) {
  if (json.empty()) return "nothing";
  std::string scratch;
  if (json[0] == '"') {
    const std::string text(json::string_at(json, 0, scratch));
    if (!text.empty() && text.size() <= 40 && text.find_first_of(" \t\n\"") == std::string::npos) return text;
    return "\"" + shortened(text) + "\"";
  }
  std::string line;
  json::append_formatted(line, json, 0, 0, {true, true});
  return shortened(line);
}
bool is_long(std::string_view json) { return json.size() > 62 && json[0] == '"'; }

/// A record of a list, such as a target or an observation: what it says, and which one of them it is.
struct Record {
  std::string which; ///< "on 2027-01-31", "by 2028-03-31"; empty: nothing tells it apart
  std::string says;
};
/// A number, or a range as it is spoken.
std::string amount(std::string_view json) {
  if (json.empty() || json[0] != '{') return spoken(json);
  const auto part = [&](const char* name) {
    const std::size_t at = json::find_member(json, 0, name);
    return at == std::string_view::npos ? std::string()
                                        : std::string(json.substr(at, json::skip_value(json, at) - at));
  };
  const std::string low = part("low"), likely = part("likely"), high = part("high");
  if (low.empty() || high.empty()) return spoken(json);
  return fmt::format("between {} and {}{}", low, high, likely.empty() ? "" : ", likely " + likely);
}
Record record_of(std::string_view json) {
  Record r;
  std::string scratch, start, end, value, rest;
  for (json::Walker w(json, 0); w.next();) {
    const std::string key(json::decode(w.raw_key(), scratch));
    const bool text = json[w.value_at()] == '"';
    if (text && (key == "due" || key == "date"))
      r.which = fmt::format("{} {}", key == "due" ? "by" : "on", spoken(w.value()));
    else if (text && key == "start")
      start = spoken(w.value());
    else if (text && key == "end")
      end = spoken(w.value());
    else if (key == "value")
      value = amount(w.value());
    else
      rest += fmt::format("{}{} {}", rest.empty() ? "" : ", ", words_of(key), amount(w.value()));
  }
  if (!start.empty() || !end.empty()) {
    if (!r.which.empty()) r.which += " ";
    r.which += start.empty() ? "until " + end : "from " + start + (end.empty() ? "" : " to " + end);
  }
  r.says = value + (!value.empty() && !rest.empty() ? ", " : "") + rest;
  return r;
}
std::string item_words(const std::string& item) {
  if (item[0] != '{') return spoken(item);
  const Record r = record_of(item);
  if (r.which.empty() && r.says.empty()) return spoken(item);
  return r.says + (r.says.empty() || r.which.empty() ? "" : " ") + r.which;
}

using Items = std::map<std::string, int>; ///< of a list: canonical text -> how often
Items items_of(std::string_view json) {
  Items items;
  if (json.empty() || json[0] != '[') return items;
  for (json::Walker w(json, 0); w.next();) {
    std::string c;
    json::append_canonical(c, json, w.value_at());
    ++items[c];
  }
  return items;
}
/// Records of both sides that are told apart in the same way and say something else: taken out of both.
std::vector<std::string> corrected(Items& gone, Items& fresh) {
  const auto by_which = [](const Items& items) {
    std::map<std::string, std::vector<const std::string*>> found;
    for (const auto& [item, n] : items)
      for (int i = 0; i < n && item[0] == '{'; ++i) found[record_of(item).which].push_back(&item);
    return found;
  };
  const auto was = by_which(gone), is = by_which(fresh);
  std::vector<std::string> told;
  std::vector<std::string> drop_gone, drop_fresh;
  for (const auto& [which, before] : was) {
    const auto after = is.find(which);
    if (which.empty() || after == is.end() || before.size() != 1 || after->second.size() != 1) continue;
    const std::string from = record_of(*before[0]).says, to = record_of(*after->second[0]).says;
    if (from.empty() || to.empty() || from.size() + to.size() > 80) continue;
    told.push_back(fmt::format("the one {} went from {} to {}", which, from, to));
    drop_gone.push_back(*before[0]);
    drop_fresh.push_back(*after->second[0]);
  }
  for (const std::string& item : drop_gone) gone.erase(item);
  for (const std::string& item : drop_fresh) fresh.erase(item);
  return told;
}
std::string list_change(std::string_view name, std::string_view before, std::string_view after) {
  Items gone = items_of(before), fresh = items_of(after);
  for (auto& [item, n] : gone) {
    const auto f = fresh.find(item);
    if (f == fresh.end()) continue;
    const int both = std::min(n, f->second);
    n -= both;
    f->second -= both;
  }
  const std::vector<std::string> changed = corrected(gone, fresh);
  constexpr std::size_t most = 3;
  const auto told = [&](const Items& items, const char* verb, std::string& out) {
    std::size_t n = 0;
    std::string names;
    bool objects = false;
    for (const auto& [item, count] : items)
      for (int i = 0; i < count; ++i) {
        ++n;
        objects = objects || item[0] == '{' || item[0] == '[';
        names += (names.empty() ? "" : objects ? "; " : ", ") + item_words(item);
      }
    if (n == 0) return;
    if (!out.empty()) out += ", ";
    out += verb;
    out += " ";
    out += objects && (n > most || names.size() > 120) ? counted(n, "entry", "entries")
           : objects                                   ? names
                                                       : shortened(names);
  };
  std::string out;
  if (changed.size() > most)
    out = counted(changed.size(), "entry", "entries") + " changed";
  else
    for (const std::string& c : changed) out += (out.empty() ? "" : ", ") + c;
  told(fresh, "gained", out);
  told(gone, "lost", out);
  return fmt::format("{}{} {}", words_of(name), changed.empty() ? "" : ":",
                     out.empty() ? std::string("changed their order") : out);
}

class Teller {
public:
  Teller(const Comparison& c, bool markdown, std::size_t rows) : c_(c), markdown_(markdown), rows_(rows) {}
  std::string out;

  void tell() {
    head();
    changes();
    if (c_.has_findings) findings();
    if (c_.has_scores) scores();
    if (c_.has_effects && !c_.difference.empty()) effects();
  }

private:
  std::string safe(std::string_view s) const { return markdown_ ? markdown(s) : plain(s); }
  void heading(std::string_view s) {
    out += markdown_ ? "\n### " : "\n";
    out += safe(s);
    out += "\n";
    if (markdown_) out += "\n";
  }
  /// An element as people know it.
  std::string named(std::string_view id) const {
    for (const View* v : {&c_.difference.after, &c_.difference.before}) {
      const Element e = v->find(id);
      if (e == no_element) continue;
      const std::string title = v->text(field::common::title, e);
      return title.empty() ? std::string(id) : fmt::format("\"{}\" ({})", shortened(title), id);
    }
    return std::string(id);
  }

  void head() {
    const Difference& d = c_.difference;
    if (markdown_) out += "## What changed\n\n";
    if (d.empty()) {
      out += safe(fmt::format("{} and {} say the same.", c_.name_before, c_.name_after)) + "\n";
      return;
    }
    std::size_t edited = 0;
    for (std::size_t i = 0; i < d.changes.size(); ++i)
      if (first_of_element(i) && !whole(d.changes[i]) && !only_renamed(i)) ++edited;
    std::string parts;
    const auto part = [&](std::size_t n, std::string_view what) {
      if (n == 0) return;
      parts += parts.empty() ? "" : ", ";
      parts += fmt::format("{} {}", n, what);
    };
    part(d.count(Change::Of::element, Change::What::added), "new");
    part(d.count(Change::Of::element, Change::What::removed), "gone");
    part(d.count(Change::Of::element, Change::What::renamed), "with a new id");
    part(edited, "changed");
    out += safe(fmt::format("From {} to {}: {}.", c_.name_before, c_.name_after, parts)) + "\n";
  }

  static bool whole(const Change& x) {
    return x.of == Change::Of::element && x.what != Change::What::renamed;
  }
  bool first_of_element(std::size_t i) const {
    const auto& all = c_.difference.changes;
    return i == 0 || all[i - 1].id != all[i].id || all[i - 1].kind != all[i].kind || whole(all[i]) ||
           whole(all[i - 1]);
  }
  bool only_renamed(std::size_t i) const {
    const auto& all = c_.difference.changes;
    return all[i].of == Change::Of::element && (i + 1 == all.size() || first_of_element(i + 1));
  }

  void changes() {
    const auto& all = c_.difference.changes;
    int kind = -1;
    std::size_t shown = 0, hidden = 0;
    for (std::size_t i = 0; i < all.size();) {
      std::size_t end = i + 1;
      while (end < all.size() && !first_of_element(end)) ++end;
      if (++shown > rows_) {
        ++hidden;
        i = end;
        continue;
      }
      if (static_cast<int>(all[i].kind) != kind) {
        kind = static_cast<int>(all[i].kind);
        std::string title(kind == 0 ? std::string_view("the strategy itself") : info(all[i].kind).member);
        title[0] = static_cast<char>(title[0] - 32);
        heading(title);
      }
      element(i, end);
      i = end;
    }
    if (hidden) {
      if (markdown_) out += "\n";
      out += fmt::format("{}{} not listed here; --format json lists all.\n", markdown_ ? "" : "  ",
                         counted(hidden, "more element is", "more elements are"));
    }
  }

  void bullet(std::string_view mark, std::string_view text) {
    out += markdown_ ? "- " : fmt::format("  {} ", mark);
    out += safe(text);
    out += "\n";
  }

  void element(std::size_t from, std::size_t to) {
    const auto& all = c_.difference.changes;
    const Change& first = all[from];
    const std::string name =
        first.kind == Kind::strategy
            ? std::string()
            : (first.title.empty() ? first.id : fmt::format("\"{}\" ({})", shortened(first.title), first.id));
    if (whole(first)) {
      if (first.what == Change::What::added)
        bullet("+", fmt::format("{} is new{}.", name, in_short(first.after)));
      else if (first.what == Change::What::removed)
        bullet("-", fmt::format("{} was taken out.", name));
      else
        bullet("~", fmt::format("{} is now {}, was {}.", name, spoken(first.after), spoken(first.before)));
      return;
    }
    std::string sentence;
    for (std::size_t i = from; i < to; ++i) {
      if (!sentence.empty()) sentence += "; ";
      sentence += clause(all[i]);
    }
    bullet("~", name.empty() ? sentence + "." : fmt::format("{}: {}.", name, sentence));
  }

  /// The first few plain things that a new element says.
  static std::string in_short(std::string_view body) {
    if (body.empty() || body[0] != '{') return {};
    std::string told;
    unsigned n = 0;
    for (json::Walker w(body, 0); w.next() && n < 4;) {
      const char c = w.value()[0];
      if (w.raw_key() == "title" || c == '{' || c == '[' || is_long(w.value())) continue;
      if (find_relation(w.raw_key()) >= 0 || w.raw_key() == "description" || w.raw_key() == "statement")
        continue;
      told += fmt::format("{}{} {}", told.empty() ? ": " : ", ", words_of(w.raw_key()), spoken(w.value()));
      ++n;
    }
    return told;
  }

  std::string clause(const Change& x) const {
    if (x.of == Change::Of::element) return fmt::format("its id is now {}, was {}", x.id, x.old_id);
    if (x.of == Change::Of::relation) return relation(x);
    const std::string name = words_of(x.name);
    if ((x.before.empty() || x.before[0] == '[') && (x.after.empty() || x.after[0] == '['))
      return list_change(x.name, x.before, x.after);
    if (x.before.empty())
      return is_long(x.after) ? fmt::format("{} was written", name)
                              : fmt::format("{} is now {}", name, spoken(x.after));
    if (x.after.empty()) return fmt::format("{} was taken out (was {})", name, spoken(x.before));
    if (is_long(x.before) && is_long(x.after)) return fmt::format("{} was reworded", name);
    return fmt::format("{} went from {} to {}", name, spoken(x.before), spoken(x.after));
  }

  std::string relation(const Change& x) const {
    const int r = find_relation(x.name);
    std::string verb(r < 0 ? std::string_view(x.name) : info(static_cast<Relation>(r)).text);
    if (verb.rfind("this work ", 0) == 0) verb.erase(0, 10);
    if (x.target.empty())
      return fmt::format("\"{}\" went from {} to {}", x.name, spoken(x.before), spoken(x.after));
    const std::string end = named(x.target);
    if (x.before.empty() || x.after.empty()) {
      const bool now = x.before.empty();
      const std::string how = now ? payload(x.after) : std::string();
      const std::string tail = end + (how.empty() ? std::string() : " (" + how + ")");
      if (verb.rfind("is ", 0) == 0)
        return fmt::format("is {} {} {}", now ? "now" : "no longer", verb.substr(3), tail);
      if (verb.rfind("was ", 0) == 0) return fmt::format("{}: {} {}", now ? "new" : "taken out", verb, tail);
      return fmt::format("{} {} {}", now ? "now" : "no longer", verb, tail);
    }
    std::string parts;
    const auto part = [&](std::string_view name, std::string_view before, std::string_view after) {
      parts +=
          fmt::format("{}{} {}", parts.empty() ? "" : ", ", words_of(name),
                      before.empty()  ? "is now " + spoken(after)
                      : after.empty() ? "was taken out (was " + spoken(before) + ")"
                                      : fmt::format("went from {} to {}", spoken(before), spoken(after)));
    };
    if (x.before[0] != '{' || x.after[0] != '{') {
      parts = fmt::format("went from {} to {}", spoken(x.before), spoken(x.after));
    } else {
      std::map<std::string, std::string_view> before;
      std::string scratch;
      for (json::Walker w(x.before, 0); w.next();)
        before.emplace(std::string(json::decode(w.raw_key(), scratch)), w.value());
      for (json::Walker w(x.after, 0); w.next();) {
        const std::string key(json::decode(w.raw_key(), scratch));
        const auto was = before.find(key);
        if (was == before.end() || was->second != w.value())
          part(key, was == before.end() ? std::string_view() : was->second, w.value());
        if (was != before.end()) before.erase(was);
      }
      for (const auto& [key, value] : before) part(key, value, {});
    }
    return fmt::format("{} {} as before, {}", verb, end, parts);
  }
  static std::string payload(std::string_view json) {
    std::string parts, scratch;
    if (json.empty() || json[0] != '{') return json.empty() ? std::string() : spoken(json);
    for (json::Walker w(json, 0); w.next();)
      parts += fmt::format("{}{} {}", parts.empty() ? "" : ", ", words_of(json::decode(w.raw_key(), scratch)),
                           spoken(w.value()));
    return parts;
  }

  void findings() {
    heading("Findings");
    const std::size_t fresh = c_.fresh(), gone = c_.gone();
    if (fresh + gone == 0) {
      out += fmt::format("{}The findings are the same: {}.\n", markdown_ ? "" : "  ",
                         counted(c_.findings_after, "finding", "findings"));
      return;
    }
    out += fmt::format("{}{} gone, {} new: {} before, {} now.\n", markdown_ ? "" : "  ", gone, fresh,
                       c_.findings_before, c_.findings_after);
    if (markdown_) out += "\n";
    for (const bool news : {false, true}) {
      std::size_t shown = 0, hidden = 0;
      for (const FindingChange& f : c_.findings) {
        if (f.fresh != news) continue;
        if (++shown > rows_) {
          ++hidden;
          continue;
        }
        bullet(news ? "+" : "-", fmt::format("{} {} {}: {}", news ? "new" : "gone", severity_name(f.severity),
                                             f.code, f.message));
      }
      if (hidden)
        bullet(news ? "+" : "-", fmt::format("{} {}.", hidden, news ? "more are new" : "more are gone"));
    }
  }

  // A bound that is printed must still hold: the lower is rounded down and the upper up.
  static std::string floor2(double x) { return two(std::floor(x * 100 + 1e-7) / 100); }
  static std::string ceil2(double x) { return two(std::ceil(x * 100 - 1e-7) / 100); }
  static std::string two(double x) {
    return std::isnan(x) ? std::string("unknown") : fmt::format("{:.2f}", x + 0.0);
  }
  /// What is certain comes first; the rest only where it differs too.
  static std::string moved(const Bounded& a, const Bounded& b) {
    std::string s;
    if (floor2(a.lower) == floor2(b.lower))
      s = fmt::format("at least {} as before", floor2(b.lower));
    else
      s = fmt::format("at least {}, was {}", floor2(b.lower), floor2(a.lower));
    if (ceil2(a.upper) != ceil2(b.upper))
      s += fmt::format("; at most {}, was {}", ceil2(b.upper), ceil2(a.upper));
    if (two(a.score) != two(b.score)) s += fmt::format("; score {}, was {}", two(b.score), two(a.score));
    const auto percent = [](double x) { return std::lround(x * 100); };
    if (percent(a.known) != percent(b.known))
      s += fmt::format("; {} % known, was {} %", percent(b.known), percent(a.known));
    return s;
  }

  void scores() {
    heading("Score");
    const std::string indent = markdown_ ? "" : "  ";
    if (c_.scores.empty()) {
      out += fmt::format("{}The score is the same: at least {}, at most {}.\n", indent,
                         floor2(c_.overall_after.lower), ceil2(c_.overall_after.upper));
      return;
    }
    out += indent +
           safe(fmt::format("The plan as a whole: {}.", moved(c_.overall_before, c_.overall_after))) + "\n";
    if (markdown_) out += "\n";
    std::size_t shown = 0, hidden = 0;
    for (std::size_t i = 0; i < c_.scores.size();) {
      const ScoreChange& s = c_.scores[i];
      std::size_t end = i + 1;
      while (end < c_.scores.size() && c_.scores[end].goal == s.goal && c_.scores[end].dimension >= 0) ++end;
      const std::size_t from = i;
      i = end;
      if (s.goal.empty()) continue;
      if (++shown > rows_) {
        ++hidden;
        continue;
      }
      const std::string name =
          s.title.empty() ? s.goal : fmt::format("\"{}\" ({})", shortened(s.title), s.goal);
      if (!s.was || !s.is) {
        const Bounded& v = s.was ? s.before : s.after;
        bullet(s.is ? "+" : "-", fmt::format("{} {}: at least {}, at most {}.", name,
                                             s.is ? "is scored now" : "is not scored any more",
                                             floor2(v.lower), ceil2(v.upper)));
        continue;
      }
      std::string sentence =
          s.dimension < 0 ? moved(s.before, s.after) : std::string("the goal's score stays");
      std::string dimensions;
      for (std::size_t k = from; k < end; ++k) {
        const ScoreChange& d = c_.scores[k];
        if (d.dimension < 0) continue;
        const std::string_view label = dimension_name(static_cast<Dimension>(d.dimension));
        const std::string value =
            !d.is    ? "does not apply any more"
            : !d.was ? fmt::format("applies now, at least {}", floor2(d.after.lower))
            : floor2(d.before.lower) != floor2(d.after.lower)
                ? fmt::format("at least {}, was {}", floor2(d.after.lower), floor2(d.before.lower))
            : ceil2(d.before.upper) != ceil2(d.after.upper)
                ? fmt::format("at most {}, was {}", ceil2(d.after.upper), ceil2(d.before.upper))
                : std::string("a little");
        dimensions += fmt::format("{}{} {}", dimensions.empty() ? "" : "; ", label, value);
      }
      if (!dimensions.empty()) sentence += fmt::format(" ({})", dimensions);
      const double step = s.after.lower - s.before.lower;
      bullet(step > 0 ? "+" : step < 0 ? "-" : "~", fmt::format("{}: {}.", name, sentence));
    }
    if (hidden) bullet("~", counted(hidden, "more goal has", "more goals have") + " another score.");
  }

  /// One or several changes of one element, as one sentence without its stop.
  std::string told(const std::vector<std::size_t>& rows) const {
    const auto& all = c_.difference.changes;
    const Change& first = all[rows.front()];
    const std::string name = first.kind == Kind::strategy ? std::string() : named(first.id);
    if (whole(first))
      return name + (first.what == Change::What::added     ? " is new"
                     : first.what == Change::What::removed ? " was taken out"
                                                           : " is another one");
    std::string sentence;
    for (const std::size_t i : rows) {
      if (!sentence.empty()) sentence += "; ";
      sentence += clause(all[i]);
    }
    return name.empty() ? sentence : name + ": " + sentence;
  }
  static std::string step_text(const char* what, double before, double after) {
    if (std::isnan(before) || std::isnan(after))
      return std::isnan(before) && std::isnan(after)
                 ? std::string()
                 : fmt::format("{} {}", what, std::isnan(after) ? "unknown now" : "known now");
    const double step = after - before;
    if (step == 0) return {};
    return std::fabs(step) < 0.00005 ? fmt::format("{} a little {}", what, step > 0 ? "up" : "down")
                                     : fmt::format("{} {:+.4f}", what, step);
  }
  /// Codes with how often each occurs: "NL604, NL704 twice".
  std::string codes(const ChangeEffect& e, bool fresh) const {
    std::map<std::string, unsigned> count;
    for (const FindingChange& f : e.findings)
      if (f.fresh == fresh) ++count[f.code];
    std::string list;
    unsigned shown = 0;
    for (const auto& [code, n] : count) {
      if (++shown > 6) return fmt::format("{} and {} more", list, count.size() - 6);
      list += (list.empty() ? "" : ", ") + code;
      if (n > 1) list += n == 2 ? std::string(" twice") : fmt::format(" {} times", n);
    }
    return list;
  }

  void effects() {
    heading("What each change does alone");
    const std::string indent = markdown_ ? "" : "  ";
    struct Row {
      const ChangeEffect* effect;
      double lower, score;
    };
    std::vector<Row> rows;
    const auto step = [](double before, double after) {
      return std::isnan(after - before) ? 0.0 : after - before;
    };
    for (const ChangeEffect& e : c_.effects) {
      Row r{&e, 0, 0};
      if (c_.has_scores) {
        r.lower = step(c_.overall_before.lower, e.overall.lower);
        r.score = step(c_.overall_before.score, e.overall.score);
      }
      if (!e.findings.empty() || r.lower != 0 || r.score != 0 || !e.goals.empty()) rows.push_back(r);
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
      const double x[] = {std::fabs(a.lower), std::fabs(a.score),
                          static_cast<double>(a.effect->findings.size())};
      const double y[] = {std::fabs(b.lower), std::fabs(b.score),
                          static_cast<double>(b.effect->findings.size())};
      return std::lexicographical_compare(y, y + 3, x, x + 3);
    });
    std::size_t shown = 0;
    for (const Row& r : rows) {
      if (++shown > rows_) break;
      std::string does;
      const auto part = [&](const std::string& s) {
        if (!s.empty()) does += (does.empty() ? "" : ", ") + s;
      };
      if (c_.has_scores) {
        part(step_text("lower", c_.overall_before.lower, r.effect->overall.lower));
        part(step_text("score", c_.overall_before.score, r.effect->overall.score));
        if (does.empty()) part(step_text("upper", c_.overall_before.upper, r.effect->overall.upper));
        if (does.empty() && !r.effect->goals.empty())
          part(counted(r.effect->goals.size(), "goal has", "goals have") + " another score");
      }
      if (const std::string list = codes(*r.effect, true); !list.empty()) part("new " + list);
      if (const std::string list = codes(*r.effect, false); !list.empty()) part("gone " + list);
      std::string sentence = told(r.effect->changes);
      if (!r.effect->with.empty())
        sentence +=
            fmt::format(" (with {} that it needs)", counted(r.effect->with.size(), "change", "changes"));
      bullet(r.lower > 0 ? "+" : r.lower < 0 ? "-" : "~", fmt::format("{}: {}.", sentence, does));
    }
    if (markdown_ && !rows.empty() &&
        (rows.size() > rows_ || rows.size() < c_.effects.size() || c_.effects.size() < c_.effects_possible))
      out += "\n"; // what follows belongs to no item
    if (shown > rows_)
      out += fmt::format("{}{} not listed here; --format json lists all.\n", indent,
                         counted(rows.size() - rows_, "more change is", "more changes are"));
    if (const std::size_t still = c_.effects.size() - rows.size(); still != 0)
      out += fmt::format("{}{} nothing here when made alone.\n", indent,
                         counted(still, rows.empty() ? "change moves" : "other change moves",
                                 rows.empty() ? "changes move" : "other changes move"));
    if (c_.effects.empty() && c_.effects_possible != 0)
      out += fmt::format("{}None of {} was tried: they need too many of each other.\n", indent,
                         counted(c_.effects_possible, "change", "changes"));
    else if (c_.effects_possible > c_.effects.size())
      out += fmt::format("{}The first {} of {} changes were tried.\n", indent, c_.effects.size(),
                         c_.effects_possible);
  }

  const Comparison& c_;
  bool markdown_;
  std::size_t rows_;
};

} // namespace

std::string comparison_text(const Comparison& c, std::size_t rows) {
  Teller t(c, false, rows);
  t.tell();
  return std::move(t.out);
}
std::string comparison_markdown(const Comparison& c, std::size_t rows) {
  Teller t(c, true, rows);
  t.tell();
  return std::move(t.out);
}

std::string merge_text(const Merged& m) {
  std::string out;
  for (const Conflict& c : m.conflicts) {
    out += "conflict ";
    out += name_of(c.what);
    out += ": ";
    append_plain(out, c.message);
    std::string where;
    for (const auto& [side, pointer] :
         {std::pair{"base", &c.pointer_base}, std::pair{"ours", &c.pointer_ours},
          std::pair{"theirs", &c.pointer_theirs}})
      if (!pointer->empty()) where += fmt::format("{}{} {}", where.empty() ? "" : ", ", side, *pointer);
    if (!where.empty()) {
      out += " [";
      append_plain(out, where);
      out += "]";
    }
    out += "\n";
  }
  return out;
}

} // namespace northline
