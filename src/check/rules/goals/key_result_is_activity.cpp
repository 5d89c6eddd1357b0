#include "check/candidates.hpp"

#include <algorithm>
#include <iterator>

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Make it a program that contributes to {goal}.",
};
constexpr std::string_view footprint[] = {"form", "status", "title", ">measured_by.status",
                                          ">measured_by.type"};

constexpr std::string_view verbs[] = {
    "analyse",  "analyze",     "attend",    "begin",   "build",     "conduct", "consult",
    "create",   "deliver",     "deploy",    "design",  "develop",   "finish",  "help",
    "hire",     "hold",        "implement", "install", "introduce", "launch",  "organise",
    "organize", "participate", "plan",      "prepare", "publish",   "release", "roll",
    "run",      "ship",        "start",     "support", "test",      "train",   "write"};

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (v.get(field::goal::form, v.as<Kind::goal>(goal)) != choice::goal_form::key_result || !open(v, goal))
    return;
  const std::string title = v.text(field::common::title, goal);
  std::string first;
  for (const char c : title) {
    if (c >= 'A' && c <= 'Z')
      first.push_back(static_cast<char>(c + 32));
    else if (c >= 'a' && c <= 'z')
      first.push_back(c);
    else
      break;
  }
  if (std::find(std::begin(verbs), std::end(verbs), first) == std::end(verbs)) return;
  for (const Edge& e : v.out(goal, Relation::measured_by)) {
    const auto type = v.get(field::metric::type, v.as<Kind::metric>(e.target));
    if (in_force(v, e.target) &&
        (type == choice::metric_type::outcome || type == choice::metric_type::impact))
      return;
  }
  run.report(goal).text("verb", title.substr(0, first.size())).at("title");
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne above;
  for (const Relation relation : {Relation::refines, Relation::supports})
    for (const Edge& e : v.out(r.focus, relation)) {
      if (!v.is(e.target, Kind::goal)) return false;
      if (open(v, e.target)) above.add(e.target);
    }
  if (above.get() == no_element) return false;
  f.title = "Make it a program that contributes to {goal}.";
  f.values = {{"goal", r.describe(above.get())}};
  f.safety = Safety::display;
  f.patch = as_program(v, r.focus, above.get());
  return !f.patch.empty();
}

} // namespace

extern const Rule key_result_is_activity = {
    .code = "NL232",
    .name = "key-result-is-activity",
    .category = Category::goals,
    .severity = Severity::advice,
    .focus = kinds(Kind::goal),
    .question = "Do key results say what comes of the work rather than the work?",
    .message = "{focus} begins with \"{verb}\": that is something to do, not something that comes of it.",
    .advice = "Write what will be seen when it was done, and make the work itself a program or "
              "activity.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::okr,
    .phrases = phrases,
};

} // namespace northline::rules
