#include "check/mending.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"channels", 2,
     "work on fewer channels than this is left alone: with one, \"fully\" goes without saying"},
};
constexpr std::string_view phrases[] = {
    " and {a} more",
    "Write {a}, everything the channel can do, which is what counts now.",
};
constexpr std::string_view footprint[] = {"status", ">uses.status"};

void decide(RuleRun& run, Element work) {
  const View& v = run.view;
  const EdgeRange range = v.out(work, Relation::uses);
  if (range.empty() || !committed(v, work)) return;
  double count = 0;
  std::vector<Element> bare;
  for (const Edge& e : range) {
    if (!v.is(e.target, Kind::channel) || !in_force(v, e.target)) continue;
    ++count;
    if (!v.get(edge_field::uses::degree, e).given) bare.push_back(e.target);
  }
  if (bare.empty() || count < run.parameter(0)) return;
  const auto first =
      std::min_element(bare.begin(), bare.end(), [&v](Element a, Element b) { return by_id(v, a, b); });
  auto report = run.report(work);
  report.number("count", count).element("channel", *first).at("uses");
  if (bare.size() > 1) report.text("more", " and " + std::to_string(bare.size() - 1) + " more");
  bare.erase(first);
  relate(report, v, bare);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  std::vector<Element> bare;
  for (const Edge& e : v.out(r.focus, Relation::uses))
    if (v.is(e.target, Kind::channel) && in_force(v, e.target) && !v.get(edge_field::uses::degree, e).given)
      bare.push_back(e.target);
  f.title = "Write 1, everything the channel can do, which is what counts now.";
  f.safety = Safety::display;
  f.patch =
      set_details(v, r.focus, Relation::uses, bare, "degree", std::vector<std::string>(bare.size(), "1"));
  return !f.patch.empty();
}

} // namespace

extern const Rule degree_not_stated = {
    .code = "NL409",
    .name = "degree-not-stated",
    .category = Category::channels,
    .severity = Severity::advice,
    .focus = kinds(Kind::program, Kind::activity),
    .question = "Is it said how far each of several channels is pursued?",
    .message = "{focus} uses {count} channels and does not say to what degree it uses {channel}{more}.",
    .advice = "Write the degree, 0 to 1, behind each channel: 1 is everything the channel can do for "
              "the work.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::clover | Pack::five_steps,
    .phrases = phrases,
};

} // namespace northline::rules
