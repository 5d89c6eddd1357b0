// Signed effects against an enumeration of all paths, on random graphs without circles.
#include "check/signed_goals.hpp"

#include "io/json_reader.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <random>
#include <string>
#include <vector>

using namespace northline;

namespace {

struct Link {
  unsigned from, to;
  double size; ///< -1 … 1
};

void walk(const std::vector<Link>& links, unsigned at, double product, std::vector<double>& helped,
          std::vector<double>& hurt) {
  (product > 0 ? helped : hurt)[at] += std::fabs(product);
  for (const Link& l : links)
    if (l.from == at) walk(links, l.to, product * l.size, helped, hurt);
}

} // namespace

TEST_CASE("Effects on the goals above are the sums over all paths") {
  std::mt19937 dice(7);
  const auto below = [&dice](unsigned n) { return static_cast<unsigned>(dice() % n); };
  for (unsigned round = 0; round < 300; ++round) {
    const unsigned n = 2 + below(8);
    std::vector<Link> links;
    std::string text = "{\"northline\":1,\"goals\":{";
    for (unsigned g = 0; g < n; ++g) {
      text += (g ? ",\"g" : "\"g") + std::to_string(g) + "\":{\"supports\":{";
      bool any = false;
      for (unsigned above = g + 1; above < n; ++above) {
        if (below(2)) continue;
        const int size = static_cast<int>(below(201)) - 100;
        text += (any ? ",\"g" : "\"g") + std::to_string(above) + "\":" + std::to_string(size);
        any = true;
        if (size != 0) links.push_back({g, above, size / 100.0});
      }
      text += "}}";
    }
    text += "}}";
    const View view(read_json(Text::own(text)));
    Facts facts(view);
    const GoalGraph& goals = facts.goals();
    SignedGoals graph(view, goals, facts.presence());
    graph.prepare();
    std::vector<double> helped(n), hurt(n);
    walk(links, 0, 1, helped, hurt);
    const SignedGoals::Push self{goals.rows().of(view.find("g0")), 1, 1, false};
    std::vector<GoalEffect> effects;
    REQUIRE(graph.effects({&self, 1}, 1000, effects));
    for (unsigned g = 0; g < n; ++g) {
      const std::uint32_t row = goals.rows().of(view.find("g" + std::to_string(g)));
      GoalEffect found{row, 0, 0, 0, 0};
      for (const GoalEffect& e : effects)
        if (e.goal == row) found = e;
      CHECK(std::fabs(found.helped_low - helped[g]) < 1e-12);
      CHECK(std::fabs(found.helped_high - helped[g]) < 1e-12);
      CHECK(std::fabs(found.hurt_high - hurt[g]) < 1e-12);
      for (const bool negative : {false, true}) {
        const auto way = graph.way(self.goal, row, negative);
        CHECK(way.empty() == !(g != 0 && (negative ? hurt : helped)[g] > 0));
      }
    }
  }
}

TEST_CASE("A hindering support inside a circle leaves only bounds") {
  const View view(read_json(Text::own(
      R"({"northline":1,"goals":{"a":{"supports":{"b":50}},"b":{"supports":{"c":100}},"c":{"supports":{"b":-50,"d":80}},"d":{}}})")));
  Facts facts(view);
  const GoalGraph& goals = facts.goals();
  SignedGoals graph(view, goals, facts.presence());
  graph.prepare();
  const SignedGoals::Push self{goals.rows().of(view.find("a")), 1, 1, false};
  std::vector<GoalEffect> effects;
  REQUIRE(graph.effects({&self, 1}, 1000, effects));
  for (const GoalEffect& e : effects)
    if (e.goal == goals.rows().of(view.find("d"))) {
      CHECK(e.helped_low == 0);
      CHECK(e.hurt_low == 0);
      CHECK(e.helped_high == Approx(0.4));
      CHECK(e.hurt_high == Approx(0.4));
      CHECK_FALSE(e.harmful());
    }
  CHECK_FALSE(graph.effects({&self, 1}, 2, effects));
}
