#include "check/mending.hpp"
#include "check/sums.hpp"

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"one", "{focus} is {whole} people at most, but {part}, a part of it, is {parts} at least."},
    {"all", "{focus} is {whole} people at most, but its segments are {parts} at least, which fits only if "
            "some people are in two of them."},
};
constexpr std::string_view phrases[] = {
    "Raise its size to {size}, what its parts come to.",
};
constexpr std::string_view footprint[] = {"status", "size", "<part_of.status", "<part_of.size",
                                          "<part_of.type"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const EdgeRange parts = v.in(e, Relation::part_of);
  if (parts.empty()) return;
  const double whole = v.get(field::audience::size, v.as<Kind::audience>(e)).high;
  if (!known(whole) || !in_force(v, e)) return;
  Element worst = no_element;
  double most = 0;
  Sum segments;
  std::vector<Element> counted;
  for (const Edge& edge : parts) {
    if (edge.source == e || !in_force(v, edge.source)) continue;
    const ElementOf<Kind::audience> part{edge.source};
    const double size = v.get(field::audience::size, part).low;
    if (!known(size)) continue;
    if (size > whole && (size > most || (size == most && v.id(part) < v.id(worst)))) {
      most = size;
      worst = part;
    }
    if (v.get(field::audience::type, part) != choice::audience_type::segment) continue;
    segments.add(size);
    counted.push_back(part);
  }
  if (worst != no_element) {
    run.report(e)
        .number("whole", whole)
        .text("what", "one")
        .element("part", worst)
        .number("parts", most)
        .at("size");
    return;
  }
  if (!(segments.value() > whole)) return;
  auto report = run.report(e);
  report.severity(Severity::warning); // segments may overlap
  report.number("whole", whole).text("what", "all").number("parts", segments.value()).at("size");
  relate(report, v, std::move(counted));
}

std::string render(const Rendering& r) { return r.say(r.text("what")); }

// As large as its parts, all of them and the largest, and only where what it belongs to bears that.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  double most = 0;
  Sum segments;
  for (const Edge& edge : v.in(r.focus, Relation::part_of)) {
    if (edge.source == r.focus || !in_force(v, edge.source)) continue;
    const ElementOf<Kind::audience> part{edge.source};
    const double size = v.get(field::audience::size, part).low;
    if (!known(size)) continue;
    most = std::max(most, size);
    if (v.get(field::audience::type, part) == choice::audience_type::segment) segments.add(size);
  }
  const double needed = std::max(most, segments.value());
  for (const Edge& above : v.out(r.focus, Relation::part_of)) {
    const double size = v.get(field::audience::size, v.as<Kind::audience>(above.target)).high;
    if (known(size) && size < needed) return false;
  }
  f.title = "Raise its size to {size}, what its parts come to.";
  f.values = {{"size", number_text(needed)}};
  f.safety = Safety::display;
  f.patch = set_member(v, r.focus, "size", number_text(needed));
  return true;
}

} // namespace

extern const Rule parts_exceed_the_whole = {
    .code = "NL311",
    .name = "parts-exceed-the-whole",
    .category = Category::audience,
    .severity = Severity::error,
    .focus = kinds(Kind::audience),
    .question = "Do the parts of an audience fit into it?",
    .message = "{focus} is smaller than its parts.",
    .advice = "Correct the sizes, or let the part belong to an audience that is large enough.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .fix = fix,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
