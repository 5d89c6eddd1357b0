#include "check/order.hpp"

#include "check/consequences.hpp"
#include "check/rule_table.hpp"

#include <algorithm>
#include <map>

namespace northline {
namespace {

/// What a finding asks for: elements of a kind, or relations.
struct Asks {
  std::string_view code;
  KindSet kinds;
  Relation relations[2] = {Relation::count_, Relation::count_};
};
constexpr Asks asks[] = {
    {"NL101", kinds(Kind::assessment, Kind::insight), {Relation::based_on, Relation::count_}},
    {"NL102", kinds(Kind::assessment), {Relation::count_, Relation::count_}},
    {"NL104", kinds(Kind::insight), {Relation::count_, Relation::count_}},
    {"NL107", 0, {Relation::based_on, Relation::count_}},
    {"NL201", kinds(Kind::vision, Kind::mission), {Relation::supports, Relation::count_}},
    {"NL202", 0, {Relation::supports, Relation::count_}},
    {"NL205", kinds(Kind::program, Kind::activity), {Relation::contributes_to, Relation::count_}},
    {"NL206", 0, {Relation::contributes_to, Relation::count_}},
    {"NL301", kinds(Kind::audience), {Relation::serves, Relation::count_}},
    {"NL302", 0, {Relation::serves, Relation::count_}},
    {"NL303", 0, {Relation::reaches, Relation::count_}},
    {"NL402", 0, {Relation::uses, Relation::count_}},
    {"NL510", kinds(Kind::resource), {Relation::consumes, Relation::count_}},
    {"NL601", kinds(Kind::metric), {Relation::measured_by, Relation::count_}},
    {"NL704", kinds(Kind::stakeholder), {Relation::owned_by, Relation::count_}},
    {"NL851", kinds(Kind::policy), {Relation::count_, Relation::count_}},
    {"NL952", kinds(Kind::benefit), {Relation::delivers, Relation::count_}},
};

} // namespace

std::uint32_t unlocks(const Rule& rule) {
  const Asks* wanted = nullptr;
  for (const Asks& a : asks)
    if (a.code == rule.code) wanted = &a;
  std::uint32_t n = 0;
  for (unsigned i = 0; i < rule_table_size; ++i) {
    const Rule& other = *rule_table[i];
    if (&other == &rule) continue;
    bool waits = std::find(other.consequence_of.begin(), other.consequence_of.end(), rule.code) !=
                 other.consequence_of.end();
    if (wanted) {
      waits = waits || ((other.focus & wanted->kinds) != 0 && (other.focus & ~wanted->kinds) == 0);
      for (const Relation r : wanted->relations)
        waits = waits || (r != Relation::count_ && reads_relation(other, r));
    }
    n += waits;
  }
  return n;
}

std::vector<std::uint32_t> reading_order(const Findings& f) {
  std::vector<std::uint32_t> order;
  std::map<const Rule*, std::uint32_t> opens;
  for (std::size_t i = 0; i < f.size(); ++i) {
    if (!f.counts(i)) continue;
    order.push_back(static_cast<std::uint32_t>(i));
    const auto [at, fresh] = opens.try_emplace(&f.rule(i));
    if (fresh) at->second = unlocks(f.rule(i));
  }
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Severity x = f.row(a).severity, y = f.row(b).severity;
    if ((x == Severity::error) != (y == Severity::error)) return x == Severity::error;
    const std::uint32_t m = opens[&f.rule(a)], n = opens[&f.rule(b)];
    return m != n ? m > n : x < y;
  });
  return order;
}

} // namespace northline
