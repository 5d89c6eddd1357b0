#include "check/benchmarks.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace northline {
namespace {

struct Benchmark {
  Element element;
  std::string platform, basis, statistic, unit;
  double value;
};
using Index = std::unordered_map<std::string, std::vector<Benchmark>>;

std::string statistic_name(std::string text) {
  text = lowered(std::move(text));
  return text == "average" ? "mean" : text;
}

Index benchmarks(const View& v) {
  Index index;
  v.each_of<Kind::benchmark>([&](ElementOf<Kind::benchmark> b) {
    if (!in_force(v, b)) return;
    const std::string measure = v.text(field::benchmark::measure, b);
    if (measure.empty()) return;
    index[measure].push_back(
        {b, lowered(v.text(field::benchmark::platform, b)), lowered(v.text(field::benchmark::basis, b)),
         statistic_name(v.text(field::benchmark::statistic, b)), lowered(v.text(field::benchmark::unit, b)),
         v.get(field::benchmark::value, b).point()});
  });
  return index;
}

/// Platforms of the channels that the metric is read on or uses, or that its program uses.
std::vector<std::string> platforms(const View& v, Element metric) {
  std::vector<std::string> all;
  const auto add = [&](Element e) {
    if (!v.is(e, Kind::channel) || !in_force(v, e)) return;
    std::string platform = lowered(v.text(field::channel::platform, v.as<Kind::channel>(e)));
    if (!platform.empty()) all.push_back(std::move(platform));
  };
  for (const Edge& e : v.in(metric, Relation::measured_by)) {
    add(e.source);
    if (v.is(e.source, Kind::program) && in_force(v, e.source))
      for (const Edge& u : v.out(e.source, Relation::uses)) add(u.target);
  }
  for (const Edge& e : v.out(metric, Relation::uses)) add(e.target);
  return all;
}

struct Metric {
  Element element;
  std::string basis, statistic, unit;
};

/// Calls f(metric, benchmarks) for every metric with the benchmarks of its measure and of its platforms.
template <class F> void each_pair(const View& v, F&& f) {
  const Index index = benchmarks(v);
  if (index.empty()) return;
  std::vector<ElementOf<Kind::metric>> asked;
  v.each_of<Kind::metric>([&](ElementOf<Kind::metric> m) {
    const Raw measure = v.get(field::metric::measure, m);
    if (!measure.known()) return;
    fetch(measure);
    asked.push_back(m);
  });
  std::vector<const Benchmark*> here;
  for (const ElementOf<Kind::metric> m : asked) {
    const auto found = index.find(v.text(field::metric::measure, m));
    if (found == index.end() || !live(v, m)) continue;
    here.clear();
    std::optional<std::vector<std::string>> there;
    for (const Benchmark& b : found->second) {
      if (!b.platform.empty()) {
        if (!there) there = platforms(v, m);
        if (std::find(there->begin(), there->end(), b.platform) == there->end()) continue;
      }
      here.push_back(&b);
    }
    if (here.empty()) continue; // the texts of most metrics need not be looked at
    f(Metric{m, lowered(v.text(field::metric::basis, m)), statistic_name(v.text(field::metric::statistic, m)),
             lowered(v.text(field::metric::unit, m))},
      here);
  }
}

/// Why the two cannot be compared; without a variant when they can.
Mismatch mismatch(const Metric& m, const Benchmark& b) {
  if (!m.basis.empty() && b.basis.empty()) return {"no_basis", {}, m.basis};
  if (m.basis != b.basis) return {"basis", b.basis, m.basis};
  if (!m.statistic.empty() && !b.statistic.empty() && m.statistic != b.statistic)
    return {"statistic", b.statistic, m.statistic};
  if (!m.unit.empty() && !b.unit.empty() && m.unit != b.unit) return {"unit", b.unit, m.unit};
  return {};
}

} // namespace

void each_comparison(const View& v, const std::function<void(const Comparison&)>& f) {
  each_pair(v, [&](const Metric& m, const std::vector<const Benchmark*>& all) {
    Comparison c{m.element, no_element, unknown_number, unknown_number};
    for (const Benchmark* b : all) {
      if (!known(b->value) || b->value <= 0 || !mismatch(m, *b).variant.empty()) continue;
      if (c.benchmark == no_element || by_id(v, b->element, c.benchmark)) c.benchmark = b->element;
      if (!(b->value >= c.low)) c.low = b->value;
      if (!(b->value <= c.high)) c.high = b->value;
    }
    if (c.benchmark != no_element) f(c);
  });
}

void each_mismatch(const View& v, const std::function<void(Element, Element, const Mismatch&)>& f) {
  struct Found {
    bool fits = false;
    Element metric = no_element;
    Mismatch how;
  };
  std::unordered_map<Element, Found> found;
  each_pair(v, [&](const Metric& m, const std::vector<const Benchmark*>& all) {
    for (const Benchmark* b : all) {
      if (m.basis.empty() && !b->basis.empty()) continue;
      Found& at = found[b->element];
      if (at.fits) continue;
      Mismatch how = mismatch(m, *b);
      at.fits = how.variant.empty();
      if (!at.fits && (at.metric == no_element || by_id(v, m.element, at.metric))) {
        at.metric = m.element;
        at.how = std::move(how);
      }
    }
  });
  v.each(Kind::benchmark, [&](Element b) {
    const auto at = found.find(b);
    if (at != found.end() && !at->second.fits) f(b, at->second.metric, at->second.how);
  });
}

} // namespace northline
