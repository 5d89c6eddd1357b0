#include "check/messages.hpp"

#include "base/error.hpp"
#include "base/json_text.hpp"
#include "base/text.hpp"
#include "check/check.hpp"
#include "check/rule_table.hpp"

#include <algorithm>
#include <boost/json/stream_parser.hpp>
#include <cmath>

namespace northline {

// ---- looking up --------------------------------------------------------------------------------------

const Messages::Said* Messages::said(const Rule& r) const {
  if (checks_.empty()) return nullptr;
  const auto i = checks_.find(r.code);
  return i == checks_.end() ? nullptr : &i->second;
}

static std::string_view first_of(std::string_view own, std::string_view english) {
  return own.empty() ? english : own;
}

std::string_view Messages::question(const Rule& r) const {
  const Said* s = said(r);
  return s ? first_of(s->question, r.question) : r.question;
}
std::string_view Messages::message(const Rule& r, std::string_view variant) const {
  const Said* s = said(r);
  for (const Variant& v : r.variants)
    if (!variant.empty() && v.name == variant) {
      if (s)
        if (const auto own = s->variants.find(variant); own != s->variants.end())
          return first_of(own->second, v.text);
      return v.text;
    }
  return s ? first_of(s->message, r.message) : r.message;
}
std::string_view Messages::advice(const Rule& r) const {
  const Said* s = said(r);
  return s ? first_of(s->advice, r.advice) : r.advice;
}
std::string_view Messages::why(const Rule& r) const {
  const Said* s = said(r);
  return s && !s->why.empty() ? std::string_view(s->why) : page_why(r);
}
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
/// The length of the day or number that begins here; 0 if none does.
std::size_t figure(std::string_view t) {
  if (t.empty() || !digit(t[0])) return 0;
  if (t.size() >= 10 && t[4] == '-' && parse_date(t.substr(0, 10)).known()) return 10;
  std::size_t n = 0;
  while (n < t.size() && digit(t[n])) ++n;
  if (n + 1 < t.size() && t[n] == '.' && digit(t[n + 1]))
    for (++n; n < t.size() && digit(t[n]);) ++n;
  return n;
}

} // namespace

bool Messages::find_phrase(const Said& said, std::string_view english, std::string& out) const {
  const auto known_as = [&](std::string_view key) -> std::string_view {
    for (const Word shared : {Word::on_day, Word::in_period})
      if (fixed_text(shared) == key) return (*this)(shared);
    const auto own = said.phrases.find(key);
    return own == said.phrases.end() ? std::string_view{} : std::string_view(own->second);
  };
  if (const std::string_view own = known_as(english); !own.empty()) return out = own, true;
  // "its end on 2026-11-30" is the phrase "its end on {a}".
  constexpr std::string_view names = "abcdefgh";
  std::string key;
  std::vector<Filling> figures;
  for (std::size_t i = 0; i < english.size();) {
    const std::size_t n = figures.size() < names.size() ? figure(english.substr(i)) : 0;
    if (n == 0) {
      key.push_back(english[i++]);
      continue;
    }
    const std::string_view name = names.substr(figures.size(), 1);
    const std::string text(english.substr(i, n));
    const bool day = n == 10 && text[4] == '-';
    figures.emplace_back(name, day ? text : written(text));
    if (!day) figures.back().number = parse_number(text);
    (key += '{') += name;
    key += '}';
    i += n;
  }
  if (figures.empty()) return false;
  const std::string_view own = known_as(key);
  return !own.empty() && (out = fill(own, figures), true);
}

std::string Messages::phrase(const Rule& r, std::string_view english) const {
  const Said* s = said(r);
  std::string out;
  if (!s || find_phrase(*s, english, out)) return s && !out.empty() ? out : std::string(english);
  // "conduct, privacy or crisis": each by itself, or nothing.
  std::string list, one;
  for (std::size_t at = 0; at < english.size();) {
    std::size_t end = english.size(), next = end;
    std::string_view joint;
    for (const auto& [mark, word] : {std::pair<std::string_view, Word>{", ", Word::list_comma},
                                     {" or ", Word::list_or},
                                     {" and ", Word::list_and}})
      if (const std::size_t found = english.find(mark, at); found < end) {
        end = found;
        next = found + mark.size();
        joint = (*this)(word);
      }
    if (!find_phrase(*s, english.substr(at, end - at), one)) return std::string(english);
    (list += one) += joint;
    at = next;
  }
  return list;
}
std::string_view Messages::severity(Severity s) const {
  constexpr Word words[] = {Word::error, Word::warning, Word::advice, Word::off};
  return (*this)(words[static_cast<unsigned>(s)]);
}
std::string_view Messages::safety(Safety s) const {
  return (*this)(s == Safety::safe ? Word::safe : s == Safety::unsafe ? Word::unsafe : Word::display);
}
std::string_view Messages::category(Category c) const {
  return (*this)(
      static_cast<Word>(static_cast<unsigned>(Word::category_structure) + static_cast<unsigned>(c)));
}

std::string_view page_why(const Rule& r) {
  const std::string_view page = rule_page(r);
  constexpr std::string_view heading = "\n## Why\n";
  const std::size_t at = page.find(heading);
  if (at == std::string_view::npos) return {};
  const std::size_t from = page.find_first_not_of('\n', at + heading.size());
  std::size_t to = std::min(page.find("\n## ", at + heading.size()), page.size());
  while (to > 0 && page[to - 1] == '\n') --to;
  return from < to ? page.substr(from, to - from) : std::string_view{};
}

// ---- filling sentences -------------------------------------------------------------------------------

std::string describe(const View& v, Element e, const Messages& words) {
  if (e == root_element) return std::string(words(Word::strategy));
  const std::string title = v.text(field::common::title, e);
  if (title.empty())
    return fill(words(Word::element_without_title),
                {{"kind", words.kind(v.kind(e))}, {"id", std::string(v.id(e))}});
  std::string flat;
  std::size_t shown = 0;
  for (std::size_t i = 0; i < title.size(); ++i) {
    const auto c = static_cast<unsigned char>(title[i]);
    if ((c & 0xC0) != 0x80 && ++shown > 80) {
      flat += "…";
      break;
    }
    flat.push_back(c < 0x20 || c == 0x7F ? ' ' : title[i]);
  }
  return fill(words(Word::element),
              {{"kind", words.kind(v.kind(e))}, {"title", flat}, {"id", std::string(v.id(e))}});
}
std::string describe(const View& v, Element e) { return describe(v, e, Messages()); }

namespace {

using AT = Findings::ArgumentType;
using Arguments = std::vector<Findings::Argument>;

const Findings::Argument* find(const Arguments& all, std::string_view name) {
  for (const auto& a : all)
    if (a.name == name && a.type != AT::related && a.type != AT::relation && a.type != AT::key) return &a;
  return nullptr;
}

/// Four significant figures, as far as a reader compares two numbers.
double close(double x) {
  if (std::fabs(x) < 1e-9) return x;
  const double step = std::pow(10, std::floor(std::log10(std::fabs(x))) - 3);
  return std::fabs(x) < 1e4 ? std::round(x / step) / std::round(1 / step) : std::round(x);
}

std::string exact(const Messages& words, double x) {
  std::string s;
  append_number(s, x);
  return words.written(std::move(s));
}

std::string number(const View& v, const Messages& words, const Arguments& all, double x,
                   std::string_view format) {
  if (!known(x)) return std::string(words(Word::unknown));
  if (!std::isfinite(x)) return x > 0 ? "∞" : "-∞";
  if (format == "exact") return exact(words, x);
  if (format == "others") return exact(words, x - 1);
  if (format == "percent") return fill(words(Word::percent), {{"number", exact(words, std::round(100 * x))}});
  if (format == "amount") {
    const std::string n = words.number(x);
    const std::string currency = v.text(field::strategy::currency, ElementOf<Kind::strategy>{root_element});
    return currency.empty() ? n : fill(words(Word::amount), {{"number", n}, {"currency", currency}});
  }
  if (format == "unit" || format == "close") {
    const Findings::Argument* unit = find(all, "unit");
    const std::string n = exact(words, format == "close" ? close(x) : x);
    return unit && unit->type == AT::text && !unit->text.empty()
               ? fill(words(Word::number_with_unit), {{"number", n}, {"unit", unit->text}})
               : n;
  }
  return words.number(x);
}

void capitalise(std::string& s) {
  if (!s.empty() && s[0] >= 'a' && s[0] <= 'z') s[0] = static_cast<char>(s[0] - 32);
}

std::string fill(const Findings& f, std::size_t i, const Messages& words, std::string_view sentence,
                 const Fix* fix = nullptr) {
  const View& v = f.view();
  const Arguments all = f.arguments(i);
  std::string out;
  TemplateWalker walker(sentence);
  for (TemplatePart p; walker.next(p);) {
    if (!p.place) {
      out += p.text;
      continue;
    }
    bool found = false;
    if (fix)
      for (const auto& [name, text] : fix->values)
        if (name == p.name) out += text, found = true;
    if (found) continue;
    const Findings::Argument* a = find(all, p.name);
    if (p.plural) {
      if (a && a->type == AT::number) out += a->number == 1 ? p.one : p.many;
    } else if (a) {
      if (a->type == AT::number) out += number(v, words, all, a->number, p.format);
      if (a->type == AT::text) out += words.phrase(f.rule(i), a->text);
      if (a->type == AT::date) out += to_string(a->date);
      if (a->type == AT::element) out += describe(v, a->element, words);
    } else if (p.name == "focus") {
      out += describe(v, f.row(i).focus, words);
    }
  }
  return out;
}

} // namespace

Rendering::Rendering(const View& v, const Findings& all, std::size_t row, const Messages& messages)
    : view(v), focus(all.row(row).focus), all_(all), row_(row), messages_(messages) {}
std::string Rendering::text(std::string_view argument) const {
  for (const auto& a : all_.arguments(row_))
    if (a.name == argument && a.type == AT::text) return std::string(a.text);
  return {};
}
double Rendering::number(std::string_view argument) const {
  for (const auto& a : all_.arguments(row_))
    if (a.name == argument && a.type == AT::number) return a.number;
  return unknown_number;
}
Date Rendering::date(std::string_view argument) const {
  for (const auto& a : all_.arguments(row_))
    if (a.name == argument && a.type == AT::date) return a.date;
  return {};
}
Element Rendering::element(std::string_view argument) const {
  for (const auto& a : all_.arguments(row_))
    if (a.name == argument && a.type == AT::element) return a.element;
  return no_element;
}
Date Rendering::as_of() const { return all_.as_of(); }
const PlaceIndex& Rendering::places() const { return all_.places_; }
std::uint32_t Rendering::offset() const { return all_.row(row_).anchor; }
std::string Rendering::say(std::string_view variant) const {
  return fill(all_, row_, messages_, messages_.message(all_.rule(row_), variant));
}
std::string Rendering::describe(Element e) const { return northline::describe(view, e, messages_); }

std::string Findings::message(std::size_t i) const { return message(i, Messages()); }
std::string Findings::message(std::size_t i, const Messages& words) const {
  const Rule& r = rule(i);
  const Rendering rendering(view_, *this, i, words);
  std::string out = r.render             ? r.render(rendering)
                    : r.variants.empty() ? rendering.say()
                                         : rendering.say(rendering.text("variant"));
  capitalise(out);
  return out;
}

std::optional<Fix> Findings::fix(std::size_t i) const { return fix(i, Messages()); }
std::optional<Fix> Findings::fix(std::size_t i, const Messages& words) const {
  const Rule& r = rule(i);
  Fix f;
  if (!r.fix || !r.fix(Rendering(view_, *this, i, words), f)) return std::nullopt;
  f.title = fill(*this, i, words, words.phrase(r, f.title), &f);
  capitalise(f.title);
  return f;
}

// ---- reading a catalogue -----------------------------------------------------------------------------

class CatalogueReader {
public:
  explicit CatalogueReader(std::string_view text) : text_(text) {}

  std::shared_ptr<const Messages> read() {
    const std::size_t start = json::skip_space(text_, text_.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0);
    check_json(start);
    auto messages = std::make_shared<Messages>();
    bool versioned = false;
    object(start, "", "The catalogue");
    each(start, "", [&](const std::string& name, std::size_t at, const std::string& pointer) {
      if (name == "northline_messages") {
        if (json::skip_value(text_, at) != at + 1 || text_[at] != '1')
          fail(at, pointer, "This version reads catalogues of messages with \"northline_messages\": 1.");
        versioned = true;
      } else if (name == "language") {
        messages->language_ = language(at, pointer);
      } else if (name == "direction") {
        const std::string d = string(at, pointer);
        if (d != "ltr" && d != "rtl") fail(at, pointer, "\"direction\" is \"ltr\" or \"rtl\".");
        messages->right_to_left_ = d == "rtl";
      } else if (name == "words") {
        words(*messages, at, pointer);
      } else if (name == "checks") {
        checks(*messages, at, pointer);
      } else {
        fail(at, pointer,
             "A catalogue has no member \"" + name +
                 "\"; it has northline_messages, language, direction, words and checks.");
      }
    });
    if (!versioned)
      fail(start, "", "A catalogue of messages begins with \"northline_messages\": 1, which is missing.");
    return messages;
  }

private:
  [[noreturn]] void fail(std::size_t at, const std::string& pointer, const std::string& message) const {
    refuse_configuration(text_, at, pointer, message);
  }
  void check_json(std::size_t start) const {
    boost::json::stream_parser parser;
    boost::json::error_code ec;
    const std::size_t size = text_.size() - start;
    const std::size_t read = parser.write_some(text_.data() + start, size, ec);
    if (!ec && parser.done() && text_.find_first_not_of(" \t\r\n", start + read) != std::string_view::npos)
      fail(start + read, "", "The catalogue of messages is not JSON: something follows its end.");
    if (!ec) parser.finish(ec);
    if (ec)
      fail(std::min(text_.size(), start + read), "",
           "The catalogue of messages is not JSON: " + ec.message() + ".");
  }
  void object(std::size_t at, const std::string& pointer, const std::string& what) const {
    if (text_[at] != '{') fail(at, pointer, what + " has to be an object.");
  }
  template <class Use> void each(std::size_t at, const std::string& pointer, Use use) const {
    std::string scratch;
    for (json::Walker w(text_, at); w.next();) {
      std::string name(json::decode(w.raw_key(), scratch));
      std::string inner = pointer;
      append_pointer(inner, name);
      use(name, w.value_at(), inner);
    }
  }
  std::string string(std::size_t at, const std::string& pointer) const {
    if (text_[at] != '"') fail(at, pointer, "This has to be a text in quotes.");
    std::string scratch;
    return std::string(json::string_at(text_, at, scratch));
  }
  std::string language(std::size_t at, const std::string& pointer) const {
    const std::string s = string(at, pointer);
    bool good = !s.empty() && s.size() <= 35;
    for (const char c : s)
      good = good && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-');
    if (!good) fail(at, pointer, "\"language\" is a language tag such as \"de\" or \"pt-BR\".");
    return s;
  }

  /// A translated sentence has the places of the English one and no others.
  std::string sentence(std::size_t at, const std::string& pointer, std::string_view english,
                       bool has_focus) const {
    std::string own = string(at, pointer);
    if (own.empty()) return own; // not translated yet
    const auto has = [](std::string_view text, std::string_view name, bool plural_too) {
      TemplateWalker walker(text);
      for (TemplatePart p; walker.next(p);)
        if (p.place && p.name == name && (plural_too || !p.plural)) return true;
      return false;
    };
    TemplateWalker walker(own);
    for (TemplatePart p; walker.next(p);) {
      if (!p.place) continue;
      if (!has(english, p.name, true) && !(has_focus && p.name == "focus"))
        fail(at, pointer,
             "The place {" + std::string(p.name) + "} does not exist in the English sentence, \"" +
                 std::string(english) + "\".");
      constexpr std::string_view formats[] = {"", "amount", "unit", "percent", "close", "exact", "others"};
      if (std::find(std::begin(formats), std::end(formats), p.format) == std::end(formats))
        fail(at, pointer,
             "There is no format \"" + std::string(p.format) +
                 "\" for numbers; amount, unit, percent, close, exact and others exist.");
    }
    TemplateWalker wanted(english);
    for (TemplatePart p; wanted.next(p);)
      if (p.place && !p.plural && !has(own, p.name, false))
        fail(at, pointer,
             "The place {" + std::string(p.name) + "} of the English sentence is missing: \"" +
                 std::string(english) + "\".");
    return own;
  }

  void words(Messages& m, std::size_t start, const std::string& pointer) const {
    object(start, pointer, "\"words\"");
    const std::size_t count = word_count();
    std::map<std::string, std::size_t, std::less<>> positions;
    for (std::size_t i = 0; i < count; ++i) positions.emplace(word_key(i), i);
    m.own_.assign(count, "");
    each(start, pointer, [&](const std::string& name, std::size_t at, const std::string& inner) {
      const auto i = positions.find(name);
      if (i == positions.end())
        fail(at, inner, "There is no word \"" + name + "\"; northline messages prints those there are.");
      m.own_[i->second] = sentence(at, inner, word_text(i->second), false);
    });
  }

  void checks(Messages& m, std::size_t start, const std::string& pointer) const {
    object(start, pointer, "\"checks\"");
    each(start, pointer, [&](const std::string& code, std::size_t at, const std::string& inner) {
      object(at, inner, "What is said of a check");
      const Rule* rule = find_rule(code);
      // Checks of one's own are known only when they run.
      if (code.substr(0, 2) != "X-" && (!rule || rule->code != code))
        fail(at, inner, "There is no check \"" + code + "\"; northline explain lists them all.");
      check(m.checks_[code], rule, code, at, inner);
    });
  }

  void check(Messages::Said& s, const Rule* rule, const std::string& code, std::size_t start,
             const std::string& pointer) const {
    const auto plain = [&](std::string& to, std::size_t at, const std::string& inner,
                           std::string_view english, bool has_focus) {
      to = rule ? sentence(at, inner, english, has_focus) : string(at, inner);
    };
    each(start, pointer, [&](const std::string& name, std::size_t at, const std::string& inner) {
      if (name == "name") {
        string(at, inner); // tells translators what they look at
      } else if (name == "question") {
        plain(s.question, at, inner, rule ? rule->question : "", false);
      } else if (name == "message") {
        plain(s.message, at, inner, rule ? rule->message : "", true);
      } else if (name == "advice") {
        plain(s.advice, at, inner, rule ? rule->advice : "", false);
      } else if (name == "why") {
        s.why = string(at, inner);
      } else if (name == "variants") {
        object(at, inner, "\"variants\"");
        each(at, inner, [&](const std::string& variant, std::size_t where, const std::string& deep) {
          const Variant* known_variant = nullptr;
          if (rule)
            for (const Variant& v : rule->variants)
              if (v.name == variant) known_variant = &v;
          if (!known_variant)
            fail(where, deep, "The check " + code + " has no sentence \"" + variant + "\".");
          s.variants[variant] = sentence(where, deep, known_variant->text, true);
        });
      } else if (name == "phrases") {
        object(at, inner, "\"phrases\"");
        each(at, inner, [&](const std::string& english, std::size_t where, const std::string& deep) {
          const bool exists =
              rule && std::find(rule->phrases.begin(), rule->phrases.end(), english) != rule->phrases.end();
          if (!exists) fail(where, deep, "The check " + code + " has no phrase \"" + english + "\".");
          s.phrases[english] = sentence(where, deep, english, true);
        });
      } else {
        fail(at, inner,
             "What is said of a check has no member \"" + name +
                 "\"; it has name, question, message, advice, why, variants and phrases.");
      }
    });
  }

  std::string_view text_;
};

std::string Messages::coverage() const {
  std::string missing;
  std::size_t all = 0, left = 0;
  const auto look = [&](bool translated, const std::string& what) {
    ++all;
    if (translated) return;
    ++left;
    missing += "  " + what + "\n";
  };
  for (std::size_t i = 0; i < word_count(); ++i)
    look(!own_.empty() && !own_[i].empty(), "words." + word_key(i));
  for (unsigned i = 0; i < rule_table_size; ++i) {
    const Rule& r = *rule_table[i];
    const Said* s = said(r);
    const std::string code(r.code);
    look(s && !s->question.empty(), code + ".question");
    look(s && !s->message.empty(), code + ".message");
    if (!r.advice.empty()) look(s && !s->advice.empty(), code + ".advice");
    look(s && !s->why.empty(), code + ".why");
    const auto has = [](const auto& map, std::string_view key) {
      const auto at = map.find(key);
      return at != map.end() && !at->second.empty();
    };
    for (const Variant& v : r.variants)
      look(s && has(s->variants, v.name), code + ".variants." + std::string(v.name));
    for (const std::string_view p : r.phrases)
      look(s && has(s->phrases, p), code + ".phrases." + std::string(p));
  }
  return std::to_string(all - left) + " of " + std::to_string(all) + " texts are in the language \"" +
         language_ + "\".\n" + (left ? "In English still:\n" + missing : "");
}

std::shared_ptr<const Messages> Messages::read(std::string_view json) { return CatalogueReader(json).read(); }

std::string messages_json() {
  std::vector<const Rule*> rules(rule_table, rule_table + rule_table_size);
  std::sort(rules.begin(), rules.end(), [](const Rule* a, const Rule* b) { return a->code < b->code; });
  std::string out = "{\n  \"northline_messages\": 1,\n  \"language\": \"en\",\n  \"direction\": \"ltr\",\n"
                    "  \"words\": {";
  const auto member = [&](std::string_view indent, std::string_view name, std::string_view value,
                          bool first) {
    out += first ? "\n" : ",\n";
    out += indent;
    append_json_string(out, name);
    out += ": ";
    append_json_string(out, value);
  };
  for (std::size_t i = 0; i < word_count(); ++i) member("    ", word_key(i), word_text(i), i == 0);
  out += "\n  },\n  \"checks\": {";
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Rule& r = *rules[i];
    out += i ? ",\n    " : "\n    ";
    append_json_string(out, r.code);
    out += ": {";
    member("      ", "name", r.name, true);
    member("      ", "question", r.question, false);
    member("      ", "message", r.message, false);
    member("      ", "advice", r.advice, false);
    member("      ", "why", page_why(r), false);
    if (!r.variants.empty()) {
      out += ",\n      \"variants\": {";
      bool first = true;
      for (const Variant& v : r.variants) member("        ", v.name, v.text, first), first = false;
      out += "\n      }";
    }
    if (!r.phrases.empty()) {
      out += ",\n      \"phrases\": {";
      bool first = true;
      for (const std::string_view p : r.phrases) member("        ", p, p, first), first = false;
      out += "\n      }";
    }
    out += "\n    }";
  }
  return out + "\n  }\n}\n";
}

} // namespace northline
