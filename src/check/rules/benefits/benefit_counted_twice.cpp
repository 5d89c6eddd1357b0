#include "check/mending.hpp"
#include "check/sums.hpp"
#include <cmath>

#include <algorithm>
#include <cmath>

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"shares", "{focus} is promised {sum} times: the shares that deliver it sum to more than 1."},
    {"levels", "{focus} is delivered by {part} and again by {whole} above it."},
};
constexpr std::string_view phrases[] = {
    "Let {part} alone deliver it.",
    "Scale the shares to {a} %.",
};
constexpr std::string_view footprint[] = {"status", "<delivers.status", "<delivers>refines",
                                          "<delivers>supports"};
constexpr Parameter parameters[] = {
    {"rounding", 0.005, "how far above 1 a sum of shares may be through rounding"}};

void decide(RuleRun& run, Element benefit) {
  const View& v = run.view;
  const EdgeRange delivered = v.in(benefit, Relation::delivers);
  if (delivered.size() < 2 || !in_force(v, benefit)) return;
  Sum sum;
  struct By {
    Element element;
    bool shared;
  };
  std::vector<By> by;
  std::vector<Element> all;
  for (const Edge& e : delivered) {
    if (!in_force(v, e.source)) continue;
    const Quantity share = v.get(edge_field::delivers::share, e);
    if (share.known()) sum.add(share.low);
    by.push_back({e.source, share.known()});
    all.push_back(e.source);
  }
  if (sum.value() > 1 + run.parameter(0)) {
    auto report = run.report(benefit);
    report.text("how", "shares").number("sum", sum.value()).key("how");
    relate(report, v, std::move(all));
    return;
  }
  std::sort(by.begin(), by.end(), [](const By& a, const By& b) { return a.element < b.element; });
  const auto find = [&](Element e) -> const By* {
    const auto at =
        std::lower_bound(by.begin(), by.end(), e, [](const By& a, Element x) { return a.element < x; });
    return at != by.end() && at->element == e ? &*at : nullptr;
  };
  Element part = no_element, whole = no_element;
  for (const By& b : by) {
    if (!v.is(b.element, Kind::goal)) continue;
    for (const Relation r : {Relation::refines, Relation::supports})
      for (const Edge& e : v.out(b.element, r)) {
        const By* above = e.target == b.element ? nullptr : find(e.target);
        // Two stated shares say how it is divided.
        if (!above || (above->shared && b.shared)) continue;
        if (part == no_element || v.id(b.element) < v.id(part) ||
            (b.element == part && v.id(e.target) < v.id(whole))) {
          part = b.element;
          whole = e.target;
        }
      }
  }
  if (part != no_element)
    run.report(benefit).text("how", "levels").element("part", part).element("whole", whole).key("how");
}

std::string render(const Rendering& r) { return r.say(r.text("how")); }

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  f.safety = Safety::display;
  if (r.text("how") == "levels") {
    unsigned count = 0;
    for (const Edge& e : v.in(r.focus, Relation::delivers)) count += in_force(v, e.source);
    if (count != 2) return false;
    f.title = "Let {part} alone deliver it.";
    f.values = {{"part", r.describe(r.element("part"))}};
    f.patch = patch::remove_relation(v, r.element("whole"), Relation::delivers, r.focus);
    return true;
  }
  double sum = 0;
  std::vector<std::pair<Edge, double>> shares;
  for (const Edge& e : v.in(r.focus, Relation::delivers)) {
    const Quantity share = v.get(edge_field::delivers::share, e);
    if (!share.known() || !in_force(v, e.source)) continue;
    if (share.low != share.high) return false;
    sum += share.low;
    shares.emplace_back(e, share.low);
  }
  std::vector<std::string> all;
  for (const auto& [e, share] : shares) // rounded down, because the sum must not be above 1 again
    all.push_back(set_detail(v, e, "share", number_text(std::floor(share / sum * 1000 + 1e-7) / 1000)));
  f.title = "Scale the shares to 100 %.";
  f.patch = joined(all);
  return true;
}

} // namespace

extern const Rule benefit_counted_twice = {
    .code = "NL962",
    .name = "benefit-counted-twice",
    .category = Category::benefits,
    .severity = Severity::warning,
    .focus = kinds(Kind::benefit),
    .question = "Is every benefit counted once?",
    .message = "{focus} is counted twice.",
    .advice = "Divide it by shares that sum to 1 at most, or let only one of the two deliver "
              "it.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .render = render,
    .fix = fix,
    .packs = Pack::core | Pack::money,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
