#include "check/reading.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"all channel.status",  "all channel.title", "all channel.platform",
                                          "all resource.status", "all resource.type", "all resource.title",
                                          "all goal.status",     "all goal.title",    "all goal.level"};

// Words that say no more than "have it": without them a title that is only about a channel is its name.
constexpr std::string_view idle_words[] = {
    "a",        "account", "an",       "and",        "app",    "at",     "be",   "become",   "bigger",
    "boost",    "build",   "campaign", "channel",    "create", "expand", "fans", "follower", "followers",
    "for",      "get",     "go",       "good",       "great",  "group",  "grow", "growth",   "have",
    "improve",  "in",      "increase", "introduce",  "launch", "more",   "move", "new",      "of",
    "on",       "open",    "optimise", "optimize",   "our",    "own",    "page", "platform", "post",
    "presence", "profile", "project",  "publish",    "roll",   "out",    "run",  "set",      "start",
    "strategy", "strong",  "stronger", "successful", "system", "the",    "to",   "tool",     "up",
    "us",       "use",     "using",    "via",        "we",     "with"};

std::uint64_t hash_of(std::string_view word) {
  std::uint64_t h = 1469598103934665603ULL;
  for (const char c : word) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return h;
}

class Words {
public:
  Words() {
    for (const std::string_view w : idle_words) idle_.push_back(hash_of(w));
    std::sort(idle_.begin(), idle_.end());
  }
  /// What remains of a text without idle words and numbers, as one number; 0 when nothing does.
  std::uint64_t core(std::string_view raw) const {
    std::uint64_t all = 0;
    std::string word;
    const auto finish = [&] {
      if (word.empty()) return;
      const bool number = word.find_first_not_of("0123456789") == std::string::npos;
      const std::uint64_t h = hash_of(word);
      if (!number && !std::binary_search(idle_.begin(), idle_.end(), h)) all = (all ^ h) * 1099511628211ULL;
      word.clear();
    };
    for (const char c : raw) {
      const bool letter =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
      if (letter)
        word.push_back(c);
      else if (c >= 'A' && c <= 'Z')
        word.push_back(static_cast<char>(c + 32));
      else
        finish();
    }
    finish();
    return all;
  }

private:
  std::vector<std::uint64_t> idle_;
};

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  const Words words;
  std::vector<std::pair<std::uint64_t, Element>> names;
  const auto add = [&](Element e, std::string_view raw) {
    if (const std::uint64_t core = raw.empty() ? 0 : words.core(raw); core != 0) names.emplace_back(core, e);
  };
  v.each_of<Kind::channel>([&](ElementOf<Kind::channel> c) {
    if (!in_force(v, c)) return;
    add(c, raw_text(v.get(field::common::title, c)));
    add(c, raw_text(v.get(field::channel::platform, c)));
  });
  v.each_of<Kind::resource>([&](ElementOf<Kind::resource> r) {
    if (v.get(field::resource::type, r) == choice::resource_type::tool && in_force(v, r))
      add(r, raw_text(v.get(field::common::title, r)));
  });
  if (names.empty()) return;
  std::sort(names.begin(), names.end());
  std::vector<std::pair<Element, Raw>> titles;
  v.each_of<Kind::goal>([&](ElementOf<Kind::goal> goal) {
    const Raw title = v.get(field::common::title, goal);
    if (!title.known() || !open(v, goal) || v.get(field::goal::level, goal) == choice::goal_level::channel)
      return;
    fetch(title);
    titles.emplace_back(goal, title);
  });
  for (const auto& [goal, raw] : titles) {
    const std::string_view title = raw_text(raw);
    const std::uint64_t core = title.size() > 80 ? 0 : words.core(title);
    if (core == 0) continue;
    Element means = no_element;
    for (auto n = std::lower_bound(names.begin(), names.end(), std::make_pair(core, Element{0}));
         n != names.end() && n->first == core; ++n)
      if (means == no_element || by_id(v, n->second, means)) means = n->second;
    if (means != no_element) run.report(goal).element("means", means).at("title");
  }
}

} // namespace

extern const Rule goal_named_after_tool = {
    .code = "NL224",
    .name = "goal-named-after-tool",
    .category = Category::goals,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Does the goal say what is to be reached rather than with what?",
    .message = "{focus} names {means} and nothing that is to be reached with it.",
    .advice = "Say what is to be different for somebody; keep the channel or the tool for the "
              "program that uses it.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::channels_later,
};

} // namespace northline::rules
