#include "report/digest.hpp"

#include "check/order.hpp"

#include <algorithm>
#include <map>

namespace northline {

Digest digest(const Findings& f) {
  Digest d;
  std::map<std::pair<Severity, const Rule*>, std::size_t> positions;
  std::vector<std::size_t> group_of(f.size(), Findings::no_row);
  for (std::size_t i = 0; i < f.size(); ++i) {
    if (!f.counts(i)) {
      d.aside.push_back(i);
      continue;
    }
    const Rule& r = f.rule(i);
    const Severity s = f.row(i).severity;
    ++d.areas[static_cast<unsigned>(r.category)][static_cast<unsigned>(s)];
    const auto [at, fresh] = positions.try_emplace({s, &r}, d.groups.size());
    if (fresh) d.groups.push_back({&r, s, {}, 0, unlocks(r)});
    d.groups[at->second].rows.push_back(i);
    group_of[i] = at->second;
  }
  for (std::size_t i = 0; i < f.size(); ++i)
    if (const std::size_t cause = f.cause(i);
        cause != Findings::no_row && group_of[cause] != Findings::no_row)
      ++d.groups[group_of[cause]].explains;
  std::sort(d.groups.begin(), d.groups.end(), [](const FindingGroup& a, const FindingGroup& b) {
    if (a.severity != b.severity) return a.severity < b.severity;
    const bool form_a = a.rule->category == Category::structure,
               form_b = b.rule->category == Category::structure;
    if (form_a != form_b) return form_a;
    if (a.explains != b.explains) return a.explains > b.explains;
    if (a.unlocks != b.unlocks) return a.unlocks > b.unlocks;
    if (a.rows.size() != b.rows.size()) return a.rows.size() > b.rows.size();
    return a.rule->code < b.rule->code;
  });
  for (std::size_t g = 0; g < d.groups.size(); ++g) d.first.push_back(g);
  if (f.small()) { // who begins is led along another way than who revises
    std::vector<std::size_t> position(f.size(), f.size());
    const auto order = reading_order(f);
    for (std::size_t at = 0; at < order.size(); ++at) position[order[at]] = at;
    const auto earliest = [&](std::size_t g) {
      std::size_t least = f.size();
      for (const std::size_t i : d.groups[g].rows) least = std::min(least, position[i]);
      return least;
    };
    std::stable_sort(d.first.begin(), d.first.end(),
                     [&](std::size_t a, std::size_t b) { return earliest(a) < earliest(b); });
  }
  return d;
}

std::string place_text(const Messages& words, const Findings& f, std::size_t row, PlaceFinder& places) {
  const Spot s = f.spot(row);
  if (f.row(row).focus == root_element && s.pointer.empty()) return std::string(words(Word::whole_strategy));
  if (!s.in_text) return s.pointer;
  const Place p = places.at(s.offset);
  return fill(words(Word::line_and_column),
              {{"line", std::uint64_t{p.line}}, {"column", std::uint64_t{p.column}}});
}

std::string shortened(std::string_view s, std::size_t characters) {
  std::size_t shown = 0;
  for (std::size_t i = 0; i < s.size(); ++i)
    if ((static_cast<unsigned char>(s[i]) & 0xC0) != 0x80 && ++shown > characters)
      return std::string(s.substr(0, i)) + "…";
  return std::string(s);
}

std::string strategy_title(const Messages& words, const View& v) {
  std::string title = v.text(field::common::title, root_element);
  return title.empty() ? std::string(words(Word::untitled)) : shortened(title, 200);
}

std::string summary_text(const Messages& words, const Findings& f) {
  const auto counted = [&](Word w, std::uint64_t n) { return fill(words(w), {{"count", n}}); };
  std::uint64_t elements = 0;
  for (unsigned k = 1; k < kind_count; ++k) elements += f.view().count(static_cast<Kind>(k));
  const std::string where = counted(Word::count_elements, elements);
  const std::string day = f.as_of().known() ? fill(words(Word::as_of), {{"date", to_string(f.as_of())}})
                                            : std::string(words(Word::no_day));
  std::string aside;
  const auto set_aside = [&](Word w, std::uint64_t n) {
    if (n) aside += (aside.empty() ? "" : ", ") + counted(w, n);
  };
  set_aside(Word::count_suppressed, f.suppressed());
  set_aside(Word::count_baselined, f.baselined());
  set_aside(f.cause_shown() ? Word::count_consequences : Word::count_consequences_hidden, f.consequences());
  if (!aside.empty()) aside = " (" + aside + ")";
  if (f.total() == 0)
    return fill(words(Word::no_findings), {{"aside", aside}, {"elements", where}, {"day", day}});
  return fill(words(Word::summary), {{"errors", counted(Word::count_errors, f.count(Severity::error))},
                                     {"warnings", counted(Word::count_warnings, f.count(Severity::warning))},
                                     {"advice", counted(Word::count_advice, f.count(Severity::advice))},
                                     {"aside", aside},
                                     {"elements", where},
                                     {"day", day}});
}

} // namespace northline
