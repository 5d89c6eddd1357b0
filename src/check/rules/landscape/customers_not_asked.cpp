#include "check/grounds.hpp"
#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"all assessment.status", "all assessment.subject",
                                          "all assessment.sample", "all assessment.method",
                                          "all assessment.date"};

constexpr std::string_view asking[] = {
    "survey",  "interview", "question", "ask",     "diar",    "talk",     "convers", "observ", "watch",
    "panel",   "focus",     "discuss",  "poll",    "vote",    "test",     "listen",  "visit",  "call",
    "review",  "complain",  "ticket",   "comment", "search",  "analytic", "count",   "log",    "order",
    "receipt", "shadow",    "feedback", "letters", "e-mails", "messages", "census"};
constexpr std::string_view desk[] = {"desk",          "brainstorm",        "assum",     "guess",
                                     "opinion",       "literature",        "internal",  "experience",
                                     "gut",           "persona workshop",  "secondary", "trade report",
                                     "market report", "studies of others", "estimate"};

std::string lower(std::string s) {
  for (char& c : s) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return s;
}

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  struct Suspect {
    Element assessment;
    std::string_view word;
  };
  std::vector<Suspect> suspects;
  bool asked = false;
  v.each_of<Kind::assessment>([&](ElementOf<Kind::assessment> a) {
    if (asked || v.get(field::assessment::subject, a) != choice::subject::customers || !in_force(v, a) ||
        !made_by(v, a, run.as_of))
      return;
    std::string_view word;
    if (!(v.get(field::assessment::sample, a) > 0)) {
      const std::string method = lower(v.text(field::assessment::method, a));
      bool met = false;
      for (const std::string_view w : asking)
        met = met || (method.find(w) != std::string::npos &&
                      !(w == "search" && method.find("research") != std::string::npos));
      if (!met)
        for (const std::string_view w : desk)
          if (word.empty() && method.find(w) != std::string::npos) word = w;
    }
    asked = word.empty(); // asked, or nobody can tell
    if (!asked) suspects.push_back({a, word});
  });
  if (asked) return;
  for (const Suspect& s : suspects) run.report(s.assessment).text("word", s.word).at("method");
}

} // namespace

extern const Rule customers_not_asked = {
    .code = "NL116",
    .name = "customers-not-asked",
    .category = Category::landscape,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Were customers asked or watched?",
    .message = "{focus} speaks of the customers, but its method names only \"{word}\": nobody was "
               "asked or watched.",
    .advice = "Talk with some of them, or count what they do, and write how many under "
              "\"sample\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::channels_later,
};

} // namespace northline::rules
