#include "check/document_text.hpp"
#include "check/reading.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {
    "all strategy.title",   "all vision.title",      "all mission.title",     "all value.title",
    "all assessment.title", "all insight.title",     "all goal.title",        "all benefit.title",
    "all audience.title",   "all stakeholder.title", "all channel.title",     "all program.title",
    "all resource.title",   "all metric.title",      "all policy.title",      "all capability.title",
    "all risk.title",       "all exclusion.title",   "all strategy.status",   "all vision.status",
    "all mission.status",   "all value.status",      "all assessment.status", "all insight.status",
    "all goal.status",      "all benefit.status",    "all audience.status",   "all stakeholder.status",
    "all channel.status",   "all program.status",    "all resource.status",   "all metric.status",
    "all policy.status",    "all capability.status", "all risk.status",       "all exclusion.status"};

struct Titled {
  std::uint32_t hash;
  Element element;
};

/// In order of the hashes; equal ones in order of the elements, as they come in. First by twelve bits into
/// heaps that the cache holds, then each heap by itself.
void put_in_order(std::vector<Titled>& titles, std::vector<Titled>& sorted) {
  constexpr unsigned bits = 12;
  std::vector<std::uint32_t> from((1U << bits) + 1);
  const auto heap = [](const Titled& t) { return t.hash >> (32 - bits); };
  for (const Titled& t : titles) ++from[heap(t) + 1];
  for (std::size_t i = 1; i < from.size(); ++i) from[i] += from[i - 1];
  sorted.resize(titles.size());
  std::vector<std::uint32_t> next(from.begin(), from.end() - 1);
  for (const Titled& t : titles) sorted[next[heap(t)]++] = t;
  for (std::size_t i = 0; i + 1 < from.size(); ++i)
    std::sort(sorted.begin() + from[i], sorted.begin() + from[i + 1], [](const Titled& a, const Titled& b) {
      return a.hash != b.hash ? a.hash < b.hash : a.element < b.element;
    });
  titles.swap(sorted);
}

// Titles are put in order by 32 bits of a hash of their folded text, and by that text where these agree: no
// choice of titles makes that slow, which it could with a table.
void decide(RuleRun& run, Element) {
  const View& v = run.view;
  std::vector<Titled> titles, spare;
  std::vector<std::pair<std::string, Element>> alike;
  std::vector<std::pair<Element, Element>> same; // the first with this title, one more
  for (unsigned k = 0; k < kind_count; ++k) {
    const Kind kind = static_cast<Kind>(k);
    if (kind == Kind::activity || kind == Kind::benchmark || v.count(kind) < 2) continue;
    titles.clear();
    same.clear();
    v.each(kind, [&](Element e) {
      if (const std::uint32_t hash = v.title_hash(e); hash != 0 && in_force(v, e))
        titles.push_back({hash, e});
    });
    put_in_order(titles, spare);
    for (std::size_t i = 0; i < titles.size();) {
      std::size_t end = i + 1;
      while (end < titles.size() && titles[end].hash == titles[i].hash) ++end;
      if (end - i > 1) {
        alike.clear();
        for (; i < end; ++i)
          alike.emplace_back(folded(v.text(field::common::title, titles[i].element)), titles[i].element);
        std::sort(alike.begin(), alike.end());
        for (std::size_t j = 1, first = 0; j < alike.size(); ++j) {
          if (alike[j].first != alike[first].first)
            first = j;
          else
            same.emplace_back(alike[first].second, alike[j].second);
        }
      }
      i = end;
    }
    std::sort(same.begin(), same.end());
    for (std::size_t i = 0; i < same.size();) {
      std::vector<Element> group{same[i].first};
      for (const Element first = same[i].first; i < same.size() && same[i].first == first; ++i)
        group.push_back(same[i].second);
      std::sort(group.begin(), group.end(), [&v](Element a, Element b) { return by_id(v, a, b); });
      auto report = run.report(group[0]);
      report.element("other", group[1]).at("title");
      for (std::size_t g = 2; g < group.size() && g < 20; ++g) report.related(group[g]);
    }
  }
}

} // namespace

extern const Rule duplicate_title = {
    .code = "NL008",
    .name = "duplicate-title",
    .category = Category::structure,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Does every element of one kind have a title of its own?",
    .message = "{focus} has the same title as {other}, and both are of one kind.",
    .advice = "Give one of them a title that tells the two apart, or merge them if they mean "
              "the same.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
