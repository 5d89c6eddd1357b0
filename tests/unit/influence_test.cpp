// Influence: effects, circles, the matrix in both forms, ways, cuts, gaps, bottlenecks. Random strategies are
// compared with a second evaluator in tests/python/test_influence.py.
#include "base/error.hpp"
#include "influence/bottlenecks.hpp"
#include "influence/elimination.hpp"
#include "influence/matrix.hpp"
#include "influence/paths.hpp"
#include "io/json_reader.hpp"
#include "support/catch.hpp"

#include <atomic>
#include <cmath>
#include <random>

using namespace northline;

namespace {

View view_of(std::string text) { return View(read_json(Text::own(std::move(text)))); }
LinkGraph graph_of(std::string text, Over over = Over::influence) {
  return LinkGraph(view_of(std::move(text)), over);
}

Effect effect(const LinkGraph& g, std::string_view from, std::string_view to) {
  const Element target = g.view().find(to);
  for (const Effect& e : effects_from(g, g.view().find(from)))
    if (e.element == target) return e;
  return {};
}
double value(const LinkGraph& g, std::string_view from, std::string_view to) {
  return effect(g, from, to).value;
}
bool near(double a, double b) { return std::fabs(a - b) <= 1e-12; }

constexpr const char* shop = R"({"northline": 1, "visions": {"v": {}},
  "goals": {"loyal": {"supports": {"v": 80}},
            "trust": {"refines": {"loyal": {"weight": 3}}}, "speed": {"refines": {"loyal": {"weight": 1}}},
            "calm": {"supports": {"trust": 40}}},
  "programs": {"p": {"contributes_to": {"trust": 70, "speed": -20}}, "q": {"contributes_to": {"calm": 50}}},
  "activities": {"a": {"part_of": "p", "contributes_to": {"speed": 10}}}})";

} // namespace

TEST_CASE("influence: products along ways, sums over them", "[influence]") {
  const LinkGraph g = graph_of(shop);
  CHECK(g.exact());
  CHECK(near(value(g, "p", "trust"), 0.7));
  CHECK(near(value(g, "p", "loyal"), 0.7 * 0.75 - 0.2 * 0.25));
  CHECK(near(value(g, "p", "v"), 0.8 * (0.7 * 0.75 - 0.2 * 0.25)));
  CHECK(near(value(g, "q", "loyal"), 0.5 * 0.4 * 0.75));
  CHECK(near(value(g, "a", "loyal"), 0.1 * 0.25));
  CHECK(effect(g, "p", "loyal").conflict());
  CHECK(near(effect(g, "p", "loyal").helps, 0.525));
  CHECK(near(effect(g, "p", "loyal").hurts, 0.05));
  CHECK_FALSE(effect(g, "p", "speed").positive);
  CHECK(value(g, "speed", "trust") == 0);
  const std::vector<Effect> to = effects_to(g, g.view().find("loyal"));
  REQUIRE(to.size() == 6);
  for (const Effect& e : to) CHECK(near(e.value, value(g, g.view().id(e.element), "loyal")));
}

TEST_CASE("influence: sizes that are ranges or unknown leave bounds", "[influence]") {
  const LinkGraph g = graph_of(R"({"northline": 1,
    "goals": {"g": {}, "h": {"supports": "g"}, "k": {"supports": {"g": {"contribution": {"low": 20, "likely": 40, "high": 50}}}},
              "x": {"refines": {"g": {"weight": 50}}}, "y": {"refines": ["g"]}},
    "programs": {"p": {"contributes_to": {"h": 60}}, "q": {"contributes_to": {"k": -50}},
                 "r": {"contributes_to": {"x": 100}}, "z": {"contributes_to": {"y": 100}}}})");
  CHECK_FALSE(g.exact());
  const Effect p = effect(g, "p", "g");
  CHECK(std::isnan(p.value));
  CHECK(p.unsized);
  CHECK((p.lower == 0 && near(p.upper, 0.6)));
  const Effect q = effect(g, "q", "g");
  CHECK((near(q.value, -0.2) && near(q.lower, -0.25) && near(q.upper, -0.1)));
  // Of two parts one has the weight 50 and the other one nobody knows, between 0 and 100.
  const Effect r = effect(g, "r", "g");
  CHECK((std::isnan(r.value) && near(r.lower, 50.0 / 150) && near(r.upper, 1)));
  const Effect z = effect(g, "z", "g");
  CHECK((std::isnan(z.value) && z.lower == 0 && near(z.upper, 100.0 / 150)));
}

TEST_CASE("influence: circles that fade are solved, others are refused by name", "[influence]") {
  const LinkGraph g = graph_of(R"({"northline": 1,
    "goals": {"a": {"supports": {"b": 50}}, "b": {"supports": {"a": 40, "up": 30}}, "up": {}},
    "programs": {"p": {"contributes_to": {"a": 80}}}})");
  // x_a = 0.8 + 0.4 x_b, x_b = 0.5 x_a
  CHECK(near(value(g, "p", "a"), 0.8 / 0.8));
  CHECK(near(value(g, "p", "b"), 0.5));
  CHECK(near(value(g, "p", "up"), 0.15));
  const LinkGraph turned = graph_of(R"({"northline": 1,
    "goals": {"a": {"supports": {"b": -50}}, "b": {"supports": {"a": 40, "up": 30}}, "up": {}},
    "programs": {"p": {"contributes_to": {"a": 80}}}})");
  CHECK(near(value(turned, "p", "a"), 0.8 / 1.2));
  CHECK(effect(turned, "p", "a").conflict());
  const LinkGraph endless = graph_of(R"({"northline": 1,
    "goals": {"a": {"supports": {"b": 100}}, "b": {"supports": {"a": 100, "up": 30}}, "up": {}, "free": {}},
    "programs": {"p": {"contributes_to": {"a": 80, "free": 10}}}})");
  const Effect up = effect(endless, "p", "up");
  CHECK((std::isnan(up.value) && up.circular && std::isinf(up.lower) && std::isinf(up.upper)));
  CHECK(near(value(endless, "p", "free"), 0.1));
  CHECK(endless.refused(endless.component(endless.node(endless.view().find("a")))));
  const InfluenceMatrix m = influence_matrix(endless);
  REQUIRE(m.columns.size() == 4);
  CHECK(std::isnan(m.values.data()[0]));
}

TEST_CASE("influence: the matrix says the same as single elements, in either form", "[influence]") {
  std::mt19937 random(11);
  for (unsigned round = 0; round < 60; ++round) {
    // 40 goals make whole rows; harm, ranges, bare relations and circles in turn.
    const unsigned goals = round % 3 == 0 ? 60 : 8;
    std::string text = R"({"northline": 1, "goals": {)";
    for (unsigned i = 0; i < goals; ++i) {
      text += (i ? ",\"g" : "\"g") + std::to_string(i) + "\":{\"supports\":{";
      bool first = true;
      for (unsigned k = 0; k < goals; ++k) {
        if (k == i || (round % 5 != 0 && k > i) || random() % (goals / 4 + 1) != 0) continue;
        text += (first ? "\"g" : ",\"g") + std::to_string(k) + "\":";
        first = false;
        const int size = static_cast<int>(random() % 60) - (round % 2 ? 20 : 0);
        text += round % 4 == 1 && random() % 3 == 0 ? "{\"contribution\":{\"low\":" + std::to_string(size) +
                                                          ",\"high\":" + std::to_string(size + 20) + "}}"
                : round % 4 == 3 && random() % 9 == 0 ? "{}"
                                                      : std::to_string(size);
      }
      text += "}}";
    }
    text += "},\"programs\":{";
    for (unsigned i = 0; i < 9; ++i) {
      text += (i ? ",\"p" : "\"p") + std::to_string(i) + "\":{\"contributes_to\":{";
      const unsigned n = i % 7;
      for (unsigned k = 0; k < n; ++k)
        text += (k ? ",\"g" : "\"g") + std::to_string((i * 5 + k * 11) % goals) +
                "\":" + std::to_string(static_cast<int>(random() % 100) + 1);
      text += "}}";
    }
    const LinkGraph g = graph_of(text + "}}");
    for (const MatrixForm shape : {MatrixForm::dense, MatrixForm::sparse}) {
      MatrixOptions how;
      how.shape = shape;
      const InfluenceMatrix m = influence_matrix(g, how);
      REQUIRE(m.rows.size() == 9);
      REQUIRE(m.columns.size() == goals);
      for (std::size_t r = 0; r < 9; ++r) {
        std::vector<double> row(goals, 0), lower(goals, 0), upper(goals, 0);
        for (std::uint64_t i = m.sparse ? m.first[r] : r * goals,
                           end = m.sparse ? m.first[r + 1] : (r + 1) * goals;
             i < end; ++i) {
          const std::size_t c = m.sparse ? m.column[i] : i - r * goals;
          row[c] = m.values.data()[i];
          lower[c] = m.exact() ? row[c] : m.lower.data()[i];
          upper[c] = m.exact() ? row[c] : m.upper.data()[i];
        }
        std::vector<Effect> effects(goals);
        for (const Effect& e : effects_from(g, m.rows[r])) effects[e.element - m.columns[0]] = e;
        for (std::size_t c = 0; c < goals; ++c) {
          const Effect& e = effects[c];
          const auto same = [](double a, double b) {
            return std::isnan(a) || std::isnan(b) ? std::isnan(a) && std::isnan(b)
                                                  : a == b || std::fabs(a - b) <= 1e-12 * (1 + std::fabs(a));
          };
          CHECK(same(row[c], e.value));
          CHECK(same(lower[c], e.lower));
          CHECK(same(upper[c], e.upper));
        }
      }
    }
  }
}

TEST_CASE("influence: conflicts, the costliest first, with a way of either sign", "[influence]") {
  const LinkGraph g = graph_of(shop);
  const InfluenceConflicts c = conflicts(g);
  REQUIRE(c.count == 1);
  CHECK(g.view().id(c.worst[0].work) == "p");
  CHECK(g.view().id(c.worst[0].goal) == "loyal");
  const auto good = strongest_of_sign(g, c.worst[0].work, c.worst[0].goal, true);
  const auto bad = strongest_of_sign(g, c.worst[0].work, c.worst[0].goal, false);
  REQUIRE((good && bad));
  CHECK(near(good->value, 0.525));
  CHECK(near(bad->value, -0.05));
  CHECK(bad->steps.size() == 2);
}

TEST_CASE("influence: ways, cuts and gaps", "[influence]") {
  const LinkGraph g = graph_of(shop);
  const auto find = [&](std::string_view id) { return g.view().find(id); };
  WayOptions all;
  all.most = 10;
  const Ways ways = strongest_ways(g, find("p"), find("v"), all);
  REQUIRE(ways.ways.size() == 2);
  CHECK(ways.count == 2);
  CHECK_FALSE(ways.more);
  CHECK(near(ways.ways[0].value, 0.7 * 0.75 * 0.8));
  CHECK(near(ways.ways[1].value, -0.2 * 0.25 * 0.8));
  CHECK(g.view().id(ways.ways[0].steps[1].to) == "loyal");
  all.length = 2;
  CHECK(strongest_ways(g, find("p"), find("v"), all).ways.empty());
  all = {};
  CHECK(strongest_ways(g, find("p"), find("v"), all).more);
  const Cut elements = element_cut(g, find("p"), find("v"));
  REQUIRE(elements.elements.size() == 1);
  CHECK(g.view().id(elements.elements[0]) == "loyal");
  CHECK(relation_cut(g, find("p"), find("loyal")).relations.size() == 2);
  CHECK(element_cut(g, find("p"), find("trust")).relations.size() == 1);

  const LinkGraph broken = graph_of(R"({"northline": 1, "visions": {"v": {}},
    "goals": {"g": {"supports": {"v": 0}}, "h": {"supports": {"v": 50}}},
    "programs": {"p": {"contributes_to": {"g": 50}}, "q": {}}})");
  const auto id = [&](Element e) { return e == no_element ? std::string_view() : broken.view().id(e); };
  const Gap gap = nearest_gap(broken, broken.view().find("p"), broken.view().find("v"));
  REQUIRE(gap.steps.size() == 2);
  CHECK(gap.steps[1].lack == Lack::zero);
  CHECK(id(gap.last) == "g");
  CHECK(id(gap.next) == "v");
  REQUIRE(gap.missing);
  CHECK(*gap.missing == Relation::supports);
  const Gap none = nearest_gap(broken, broken.view().find("q"), broken.view().find("h"));
  CHECK(none.steps.empty());
  REQUIRE(none.missing);
  CHECK(*none.missing == Relation::contributes_to);

  const LinkGraph any =
      graph_of(R"({"northline": 1, "goals": {"g": {"measured_by": "m"}}, "metrics": {"m": {}},
    "resources": {"r": {}}, "programs": {"p": {"contributes_to": {"g": 50}, "consumes": "r"}}})",
               Over::relations);
  const Ways joined = strongest_ways(any, any.view().find("r"), any.view().find("m"));
  REQUIRE(joined.ways.size() == 1);
  CHECK(joined.ways[0].steps.size() == 3);
  CHECK(joined.ways[0].steps[0].link.backwards);
}

TEST_CASE("influence: dominators are what deleting finds", "[influence]") {
  std::mt19937 random(5);
  for (unsigned round = 0; round < 300; ++round) {
    const auto n = static_cast<std::uint32_t>(2 + random() % 12);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
    const auto many = static_cast<unsigned>(random() % (3 * n));
    for (unsigned i = 0; i < many; ++i)
      arcs.push_back({static_cast<std::uint32_t>(random() % n), static_cast<std::uint32_t>(random() % n)});
    const auto out = Grouped<std::uint32_t>::from(n, [&](auto&& emit) {
      for (const auto& [a, b] : arcs) emit(a, b);
    });
    const auto reach = [&](std::uint32_t without) {
      std::vector<bool> seen(n);
      std::vector<std::uint32_t> open;
      if (without != 0) open.push_back(0), seen[0] = true;
      for (std::size_t i = 0; i < open.size(); ++i)
        for (const std::uint32_t to : out[open[i]])
          if (!seen[to] && to != without) seen[to] = true, open.push_back(to);
      return seen;
    };
    const auto found = dominators(out, 0);
    const auto all = reach(no_row);
    std::vector<std::vector<bool>> left;
    for (std::uint32_t d = 0; d < n; ++d) left.push_back(reach(d));
    for (std::uint32_t v = 1; v < n; ++v) {
      if (!all[v]) {
        CHECK(found[v] == no_row);
        continue;
      }
      std::vector<bool> chain(n);
      for (std::uint32_t d = found[v]; d != no_row; d = found[d]) chain[d] = true;
      for (std::uint32_t d = 0; d < n; ++d)
        if (d != v) CHECK(chain[d] == !left[d][v]);
    }
  }
}

TEST_CASE("influence: bottlenecks", "[influence]") {
  const LinkGraph g = graph_of(R"({"northline": 1, "visions": {"v": {}},
    "goals": {"top": {"supports": {"v": 50}}, "a": {"supports": {"top": 50}}, "b": {"refines": "a"}, "alone": {}},
    "programs": {"p": {"contributes_to": {"b": 50}, "consumes": "team"}, "q": {"contributes_to": {"b": 50}, "consumes": "team"},
                 "s": {"contributes_to": {"top": 50}}, "harm": {"contributes_to": {"a": -50}}},
    "resources": {"team": {}}})");
  const Bottlenecks b = bottlenecks(g);
  const auto ids = [&](const std::vector<Element>& list) {
    std::string out;
    for (const Element e : list) out += std::string(g.view().id(e)) + " ";
    return out;
  };
  CHECK(ids(b.without_work) == "alone ");
  CHECK(ids(b.without_top) == "alone ");
  REQUIRE(b.find(g.view().find("team")));
  CHECK(ids(b.find(g.view().find("team"))->from_work) == "a b ");
  CHECK(ids(b.find(g.view().find("b"))->from_work) == "a ");
  CHECK(ids(b.find(g.view().find("top"))->from_top) == "a b ");
  CHECK(ids(b.find(g.view().find("v"))->from_top) == "top a b ");
  CHECK_FALSE(b.find(g.view().find("p")));
}

TEST_CASE("influence: nothing is too deep, large work can be stopped and is limited", "[influence]") {
  std::string ring = R"({"northline": 1, "goals": {)";
  const unsigned n = 5'000;
  for (unsigned i = 0; i < n; ++i)
    ring += (i ? ",\"g" : "\"g") + std::to_string(i) + "\":{\"supports\":{\"g" + std::to_string((i + 1) % n) +
            "\":" + (i ? "100" : "50") + "}}";
  const LinkGraph g = graph_of(ring + "},\"programs\":{\"p\":{\"contributes_to\":{\"g0\":50}}}}");
  CHECK(near(value(g, "p", "g1"), 0.5)); // 0.25 every time round: 0.25 / (1 - 0.5)
  MatrixOptions small;
  small.entries = 1000;
  CHECK_THROWS_AS(influence_matrix(g, small), Error);
  const std::atomic<bool> stop{true};
  CHECK_THROWS_AS(effects_from(g, g.view().find("p"), Cancel(&stop)), Error);
  CHECK(strongest_ways(g, g.view().find("p"), g.view().find("g4999")).ways.at(0).steps.size() == n);
}

TEST_CASE("influence: elimination against a dense solution", "[influence]") {
  std::mt19937 random(3);
  for (unsigned round = 0; round < 50; ++round) {
    const auto n = static_cast<std::uint32_t>(1 + random() % 12);
    SparseRows w(n);
    std::vector<double> x(n), r(n);
    for (std::uint32_t i = 0; i < n; ++i) x[i] = static_cast<double>(random() % 100) / 10;
    for (std::uint32_t i = 0; i < n; ++i) {
      for (std::uint32_t k = 0; k < n; ++k)
        if (random() % 2) w[i].push_back({k, (static_cast<double>(random() % 200) / 100 - 1) / n * 0.9});
      r[i] = x[i];
      for (const auto& [k, v] : w[i]) r[i] -= v * x[k];
    }
    const Elimination e(w);
    REQUIRE(e.fades());
    e.solve(r.data(), 1);
    for (std::uint32_t i = 0; i < n; ++i) CHECK(std::fabs(r[i] - x[i]) < 1e-9);
  }
  CHECK_FALSE(Elimination(SparseRows{{{1, 1.0}}, {{0, 1.0}}}).fades());
  CHECK_FALSE(Elimination(SparseRows{{{1, 2.0}}, {{0, 1.0}}}).fades());
  CHECK(Elimination(SparseRows{{{1, 2.0}}, {{0, 0.4}}}).fades());
}
