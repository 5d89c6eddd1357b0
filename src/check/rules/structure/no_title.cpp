#include "check/candidates.hpp"

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"one", "{count} of {all} elements has no title, so people see its id."},
};
constexpr std::string_view phrases[] = {
    "Take the title from the id: \"{title}\".",
    "Take the titles from the ids, as \"{title}\".",
};
constexpr std::string_view footprint[] = {
    "all vision.title",      "all mission.title",     "all value.title",        "all assessment.title",
    "all insight.title",     "all goal.title",        "all benefit.title",      "all audience.title",
    "all stakeholder.title", "all channel.title",     "all program.title",      "all activity.title",
    "all resource.title",    "all metric.title",      "all policy.title",       "all capability.title",
    "all risk.title",        "all exclusion.title",   "all vision.status",      "all mission.status",
    "all value.status",      "all assessment.status", "all insight.status",     "all goal.status",
    "all benefit.status",    "all audience.status",   "all stakeholder.status", "all channel.status",
    "all program.status",    "all activity.status",   "all resource.status",    "all metric.status",
    "all policy.status",     "all capability.status", "all risk.status",        "all exclusion.status",
    "all vision.statement",  "all mission.statement", "all value.statement",    "all exclusion.statement"};

bool stated(const View& v, Element e, Kind kind) {
  switch (kind) {
  case Kind::vision:
    return v.has(field::vision::statement, v.as<Kind::vision>(e));
  case Kind::mission:
    return v.has(field::mission::statement, v.as<Kind::mission>(e));
  case Kind::value:
    return v.has(field::value::statement, v.as<Kind::value>(e));
  case Kind::exclusion:
    return v.has(field::exclusion::statement, v.as<Kind::exclusion>(e));
  default:
    return false;
  }
}

void decide(RuleRun& run, Element strategy) {
  const View& v = run.view;
  double all = 0, count = 0;
  std::vector<Element> nameless;
  for (unsigned k = 0; k < kind_count; ++k) {
    const Kind kind = static_cast<Kind>(k);
    if (kind == Kind::strategy || kind == Kind::benchmark) continue;
    v.each(kind, [&](Element e) {
      ++all;
      if (v.has(field::common::title, e) || stated(v, e, kind) || !in_force(v, e)) return;
      ++count;
      nameless.push_back(e);
    });
  }
  if (count == 0) return;
  auto report = run.report(strategy);
  report.number("count", count).number("all", all);
  relate(report, v, std::move(nameless));
}

std::string render(const Rendering& r) { return r.say(r.number("count") == 1 ? "one" : ""); }

/// "grow-trust" as "Grow trust"; nothing for an id that is no words.
std::string title_from(std::string_view id) {
  std::string title;
  std::size_t word = 0, words = 1;
  for (const char c : id) {
    if (c == '-' || c == '_') {
      if (word < 2) return {};
      title.push_back(' ');
      word = 0;
      ++words;
      continue;
    }
    if (c < 'a' || c > 'z') return {};
    title.push_back(title.empty() ? static_cast<char>(c - 'a' + 'A') : c);
    ++word;
  }
  return word < 2 || (words == 1 && word < 4) ? std::string() : title;
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // Ids of whole words can be read as titles.
  std::vector<std::string> patches;
  std::string first;
  bool readable = true;
  for (unsigned k = 0; k < kind_count && readable; ++k) {
    const Kind kind = static_cast<Kind>(k);
    if (kind == Kind::strategy || kind == Kind::benchmark) continue;
    each_of_few(v, kind, [&](Element e) {
      if (!readable || v.has(field::common::title, e) || stated(v, e, kind) || !in_force(v, e)) return;
      const std::string title = title_from(v.id(e));
      readable = !title.empty() && patches.size() < 20;
      if (first.empty()) first = title;
      patches.push_back(set_member(v, e, "title", quoted(title)));
    });
  }
  if (!readable || static_cast<double>(patches.size()) != r.number("count")) return false;
  f.title = patches.size() == 1 ? "Take the title from the id: \"{title}\"."
                                : "Take the titles from the ids, as \"{title}\".";
  f.values = {{"title", first}};
  f.safety = Safety::display;
  f.patch = joined(patches);
  return true;
}

} // namespace

extern const Rule no_title = {
    .code = "NL032",
    .name = "no-title",
    .category = Category::structure,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Does every element have a title?",
    .message = "{count} of {all} elements have no title, so people see their ids.",
    .advice = "Give each the name that people call it by.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .fix = fix,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
