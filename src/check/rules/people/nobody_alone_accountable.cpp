#include "check/people.hpp"
#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "its owner is an entry that stands for {a} person",
    "its owner is an entry that stands for {a} people",
    "it is shared by {a} owner",
    "it is shared by {a} owners",
};
constexpr std::string_view footprint[] = {"status", ">owned_by.status", ">owned_by.members"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const EdgeRange owners = v.out(e, Relation::owned_by);
  if (owners.empty() || !committed(v, e)) return;
  std::vector<Element> present;
  for (const Edge& o : owners)
    if (in_force(v, o.target)) present.push_back(o.target);
  if (present.empty()) return;
  const double people = people_behind(v, present.front());
  if (present.size() == 1 && people <= 1) return;
  auto report = run.report(e);
  report
      .text("how", present.size() == 1 ? "its owner is an entry that stands for " +
                                             counted(static_cast<std::size_t>(people), "person", "people")
                                       : "it is shared by " + counted(present.size(), "owner", "owners"))
      .at("owned_by");
  relate(report, v, present);
}

} // namespace

extern const Rule nobody_alone_accountable = {
    .code = "NL705",
    .name = "nobody-alone-accountable",
    .category = Category::people,
    .severity = Severity::advice,
    .focus = kinds(Kind::goal, Kind::program),
    .question = "Is one single person accountable?",
    .message = "{focus} has no single accountable person: {how}.",
    .advice = "Name one person who answers for it; let the others perform it, be consulted or be informed.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::governance | Pack::five_steps,
    .phrases = phrases,
};

} // namespace northline::rules
