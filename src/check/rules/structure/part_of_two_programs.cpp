#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {">part_of.status", "status"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const EdgeRange homes = v.out(e, Relation::part_of);
  if (homes.size() < 2 || !open(v, e)) return;
  Element first = no_element, second = no_element;
  for (const Edge& edge : homes) {
    if (edge.target == e || edge.target == first || edge.target == second || !open(v, edge.target)) continue;
    if (first == no_element || v.id(edge.target) < v.id(first)) {
      second = first;
      first = edge.target;
    } else if (second == no_element || v.id(edge.target) < v.id(second)) {
      second = edge.target;
    }
  }
  if (second != no_element) run.report(e).element("first", first).element("second", second).at("part_of");
}

} // namespace

extern const Rule part_of_two_programs = {
    .code = "NL027",
    .name = "part-of-two-programs",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = kinds(Kind::program, Kind::activity),
    .question = "Does every piece of work belong to one program?",
    .message = "{focus} belongs to both {first} and {second}, so its hours and money cannot be "
               "counted for either.",
    .advice = "Let it belong to the program that answers for it, and let the other wait for it "
              "or use what it makes.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
