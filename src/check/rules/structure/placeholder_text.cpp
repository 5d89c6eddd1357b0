#include "check/document_text.hpp"
#include "check/rule.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Take it out, so that it counts as unknown.",
};
constexpr std::string_view footprint[] = {"*"};

struct Spelled {
  std::string letters; ///< lower case, blanks single, brackets and underscores gone
  bool bracketed = false, shouted = false;
};

bool skip_blank(std::string_view s, std::size_t& at) {
  if (s[at] == ' ' || (s[at] >= '\t' && s[at] <= '\r')) return ++at, true;
  // No-break space, zero-width space, ideographic space, byte order mark: text processors leave them behind.
  for (const std::string_view blank : {"\u00A0", "\u200B", "\u3000", "\uFEFF"})
    if (s.substr(at, blank.size()) == blank) return at += blank.size(), true;
  return false;
}

Spelled spell(std::string_view text) {
  Spelled s;
  bool gap = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    if (skip_blank(text, at) || text[at] == '_') {
      if (at == here) ++at;
      gap = true;
      continue;
    }
    const char c = text[at++];
    if (c == '[' || c == '<' || c == '{' || c == '(') {
      s.bracketed = s.bracketed || s.letters.empty();
      continue;
    }
    if (c == ']' || c == '>' || c == '}' || c == ')') continue;
    if (gap && !s.letters.empty()) s.letters.push_back(' ');
    gap = false;
    s.shouted = s.shouted || (c >= 'A' && c <= 'Z');
    s.letters.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  while (!s.letters.empty() &&
         (s.letters.back() == '.' || s.letters.back() == ':' || s.letters.back() == '!'))
    s.letters.pop_back();
  return s;
}

bool begins(std::string_view s, std::string_view with) { return s.substr(0, with.size()) == with; }

/// Nothing of this kind may be a word that some language uses: "todo" is Spanish for everything, so only the
/// capitals that programmers write count.
bool placeholder(std::string_view text) {
  if (text.size() > 400) return false;
  const Spelled s = spell(text);
  const std::string_view t = s.letters;
  if (t.empty()) return true;
  for (const std::string_view whole : {"tbd",
                                       "t.b.d",
                                       "tba",
                                       "t.b.a",
                                       "tbc",
                                       "t.b.c",
                                       "placeholder",
                                       "untitled",
                                       "???",
                                       "??",
                                       "?",
                                       "...",
                                       "…",
                                       "-",
                                       "--",
                                       "fill in",
                                       "insert text",
                                       "insert text here",
                                       "add text here",
                                       "your text here",
                                       "click to add text"})
    if (t == whole) return true;
  if ((t == "todo" || t == "fixme") && s.shouted && text.find("TO") != std::string_view::npos) return true;
  if (begins(text, "TODO:") || begins(text, "TBD:") || begins(text, "FIXME:") || begins(t, "lorem ipsum"))
    return true;
  if (begins(t, "placeholder") && t.find_first_not_of("0123456789 -", 11) == std::string_view::npos)
    return true;
  if (t.size() >= 3 && t.find_first_not_of('x') == std::string_view::npos) return true;
  if (begins(t, "to be ")) {
    for (const std::string_view done :
         {"determined", "identified", "defined", "decided", "confirmed", "announced", "completed", "added",
          "written", "specified", "provided", "developed", "established", "supplied", "agreed"})
      if (t.substr(6) == done || (s.bracketed && begins(t.substr(6), done))) return true;
  }
  return s.bracketed && text.find_first_of("])>}") == text.find_last_not_of(" \t\r\n") &&
         (begins(t, "insert ") || begins(t, "enter ") || begins(t, "name of ") || begins(t, "your "));
}

void look(RuleRun& run, Element e, std::string_view name, const std::string& text) {
  if (placeholder(text)) run.report(e).text("written", text).text("attribute", name).key(name).at(name);
}

// Every attribute that is a text, from the registry: one that is added there is looked at here.
template <Type T> struct Text {
  template <class F, class E> static void look_at(RuleRun&, E, F, std::string_view) {}
};
template <> struct Text<Type::text> {
  template <class F, class E> static void look_at(RuleRun& run, E e, F f, std::string_view name) {
    const Raw raw = run.view.get(f, e);
    if (raw.known() && may_be_vague(raw.text.substr(raw.at + 1, 3))) look(run, e, name, run.view.text(f, e));
  }
};

void decide(RuleRun& run, Element e) {
  if (!run.view.has_vague_text(e)) return;
#define NL_COMMON(name, type, ref, low, high, text)                                                          \
  Text<Type::type>::look_at(run, e, field::common::name, #name);
#include "model/registry.def"
  switch (run.view.kind(e)) {
#define NL_KIND(kind, member, title, text)                                                                   \
  case Kind::kind: {                                                                                         \
    [[maybe_unused]] const ElementOf<Kind::kind> own{e};
#define NL_ATTR(kind, name, type, ref, low, high, text)                                                      \
  Text<Type::type>::look_at(run, own, field::kind::name, #name);
#define NL_KIND_END(kind)                                                                                    \
  break;                                                                                                     \
  }
#include "model/registry.def"
  case Kind::count_:
    break;
  }
}

bool fix(const Rendering& r, Fix& f) {
  const std::string attribute = r.text("attribute");
  f.title = "Take it out, so that it counts as unknown.";
  f.safety = Safety::unsafe;
  f.patch = patch::remove_attribute(r.view, r.focus, attribute);
  return true;
}

} // namespace

extern const Rule placeholder_text = {
    .code = "NL009",
    .name = "placeholder-text",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = every_kind,
    .question = "Does every text say something?",
    .message = "{focus} says \"{written}\" as its {attribute}, which tells nobody anything.",
    .advice =
        "Write the text, or leave the attribute out until somebody knows: what is absent counts as unknown.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
