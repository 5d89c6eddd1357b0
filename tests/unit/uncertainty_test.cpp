#include "score/uncertainty.hpp"

#include "base/error.hpp"
#include "base/philox.hpp"
#include "io/json_reader.hpp"
#include "io/merge_patch.hpp"
#include "report/simulation_report.hpp"
#include "score/score_draws.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>

using namespace northline;

namespace {

View view_of(const std::string& json) { return View(read_json(Text::own(json))); }

/// Four programs of which two are unsure, for a goal that is part of another; ranges of every sort.
const std::string plan =
    R"({"northline": 1, "as_of": "2026-01-05", "start": "2026-01-05", "end": "2026-12-27",
  "visions": {"v": {"title": "V"}},
  "goals": {
    "top": {"title": "Top", "supports": {"v": 80}, "importance": 40},
    "part": {"title": "Part", "refines": "top", "supports": {"v": {"contribution": {"low": 10, "high": 30}}},
             "reach_needed": {"low": 0.2, "likely": 0.3, "high": 0.9}, "serves": "people", "due": "2026-11-01"}
  },
  "audiences": {"people": {"present_on": {"paper": 0.6}}},
  "channels": {"paper": {"reaches": {"people": {"share": {"low": 0.1, "likely": 0.3, "high": 0.4}}}}},
  "programs": {
    "a": {"contributes_to": {"part": {"contribution": {"low": 20, "likely": 30, "high": 60}, "confidence": 0.7}},
          "uses": {"paper": {"degree": {"low": 0.5, "high": 1}}}, "start": "2026-02-01", "end": "2026-05-30",
          "consumes": {"team": {"hours_per_week": {"low": 10, "likely": 20, "high": 50}},
                       "purse": {"money": {"low": 1000, "likely": 3000, "high": 9000}}}},
    "b": {"contributes_to": {"part": {"contribution": {"low": -40, "high": 10}}, "top": {"contribution": 35, "confidence": 0.25}}}
  },
  "resources": {"team": {"type": "team", "capacity": {"low": 20, "likely": 30, "high": 40}, "committed": 5},
                "purse": {"type": "budget", "capacity": 4000}},
  "benefits": {"gain": {"value": {"low": 100, "likely": 200, "high": 600}, "beneficiary": "company"},
               "joy": {"value": {"low": 0, "high": 50}, "beneficiary": "customer"}},
  "risks": {"fire": {"impact": {"low": 10, "likely": 20, "high": 30}, "probability": {"low": 0.1, "likely": 0.2, "high": 0.6}},
            "flood": {"impact": 100}}})";

bool same_bytes(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

UncertainInput input(Shape shape, double low, double likely, double high,
                     double probability = unknown_number) {
  return {0,
          no_element,
          "x",
          "/x",
          shape,
          low,
          likely,
          high,
          probability,
          UncertainInput::no_input,
          UncertainInput::no_input};
}

} // namespace

TEST_CASE("Philox4x32-10 gives the published numbers") {
  // Random123 1.14, kat_vectors.
  CHECK(philox4x32({0, 0, 0, 0}, {0, 0}) ==
        PhiloxCounter{0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U});
  CHECK(philox4x32({~0U, ~0U, ~0U, ~0U}, {~0U, ~0U}) ==
        PhiloxCounter{0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU});
  CHECK(philox4x32({0x243f6a88U, 0x85a308d3U, 0x13198a2eU, 0x03707344U}, {0xa4093822U, 0x299f31d0U}) ==
        PhiloxCounter{0xd16cfe09U, 0x94fdcceb, 0x5001e420U, 0x24126ea1U});
}

TEST_CASE("random numbers lie strictly between 0 and 1") {
  CHECK(between_0_and_1(0, 0) == 0x1p-53);
  CHECK(between_0_and_1(~0U, ~0U) == 1 - 0x1p-53);
}

TEST_CASE("many draws at once are the single ones") {
  const UncertainInput plain = input(Shape::uniform, 0, 0.5, 1);
  for (const std::uint64_t seed : {std::uint64_t{1}, ~std::uint64_t{0}, std::uint64_t{1} << 35})
    for (const std::uint64_t first : {std::uint64_t{0}, std::uint64_t{0xFFFFFFFD}, std::uint64_t{1} << 40}) {
      double values[11];
      draw(plain, 77, seed, first, 11, nullptr, values);
      for (unsigned k = 0; k < 11; ++k) CHECK(values[k] == random_number(seed, first + k, 77));
    }
}

TEST_CASE("a triangle has the mean, the variance and the limits of its definition") {
  struct Case {
    double low, likely, high;
  };
  for (const Case c :
       {Case{0, 1, 4}, Case{-10, -10, 5}, Case{3, 7, 7}, Case{-1e300, 0, 1e300}, Case{1, 1.5, 2}}) {
    const UncertainInput t = input(Shape::triangular, c.low, c.likely, c.high);
    CHECK(quantile(t, 0x1p-53) >= c.low);
    CHECK(quantile(t, 1 - 0x1p-53) <= c.high);
    const double rise = (c.likely - c.low) / (c.high - c.low);
    CHECK(std::fabs(quantile(t, rise == 0 ? 0x1p-53 : rise) - c.likely) <= 1e-7 * (c.high - c.low));
    if (c.high > 1e200) continue;
    constexpr std::size_t n = 200'000;
    std::vector<double> x(n);
    draw(t, 5, 9, 0, n, nullptr, x.data());
    double mean = 0, square = 0;
    for (const double v : x) {
      CHECK_FALSE((v < c.low || v > c.high));
      mean += v / n;
    }
    for (const double v : x) square += (v - mean) * (v - mean) / n;
    const double variance = (c.low * c.low + c.likely * c.likely + c.high * c.high - c.low * c.likely -
                             c.low * c.high - c.likely * c.high) /
                            18;
    CHECK(std::fabs(mean - (c.low + c.likely + c.high) / 3) < 5 * std::sqrt(variance / n));
    // The fourth moment of a triangle is 2.4 squares of its variance.
    CHECK(std::fabs(square - variance) < 5 * variance * std::sqrt(1.4 / n));
  }
}

TEST_CASE("uncertain numbers are found with their places") {
  const View v = view_of(plan);
  std::vector<std::string> found;
  for (const UncertainInput& i : uncertain_inputs(v)) {
    found.push_back(i.pointer + " " + std::string(name_of(i.shape)));
    INFO(i.pointer);
    CHECK((i.shape == Shape::occurrence) == known(i.probability));
  }
  const auto has = [&](const char* wanted) {
    return std::find(found.begin(), found.end(), wanted) != found.end();
  };
  CHECK(found.size() == 16);
  CHECK(has("/goals/part/supports/v/contribution uniform"));
  CHECK(has("/programs/a/contributes_to/part/contribution triangular"));
  CHECK(has("/programs/a/contributes_to/part/confidence occurrence"));
  CHECK(has("/programs/b/contributes_to/top/confidence occurrence"));
  CHECK(has("/programs/a/consumes/team/hours_per_week triangular"));
  CHECK(has("/channels/paper/reaches/people/share triangular"));
  CHECK(has("/resources/team/capacity triangular"));
  CHECK(has("/risks/fire/probability triangular"));
  CHECK(has("/risks/fire/probability occurrence"));
}

TEST_CASE("repeated payloads and money in another currency are found too") {
  const View v = view_of(R"({"northline": 1, "currency": "EUR", "resources": {"p/q": {"type": "budget"}},
    "programs": {"a": {"consumes": {"p/q": [{"money": 5}, {"money": {"value": {"low": 1, "likely": 1.5, "high": 4},
    "currency": "USD", "rate": 2}}]}}}})");
  const auto inputs = uncertain_inputs(v);
  REQUIRE(inputs.size() == 1);
  CHECK(inputs[0].pointer == "/programs/a/consumes/p~1q/1/money");
  CHECK(inputs[0].shape == Shape::triangular);
  CHECK(inputs[0].high == 8); // in the document's currency
}

TEST_CASE("results depend on neither threads nor the number of draws behind") {
  const View v = view_of(plan);
  SimulationOptions o;
  o.draws = 1500;
  const Simulation one = simulate(v, o);
  for (const std::size_t threads : {2U, 3U, 7U}) {
    o.threads = threads;
    const Simulation many = simulate(v, o);
    CHECK(simulation_json(one) == simulation_json(many));
    for (const UncertainOutput& x : one.outputs)
      CHECK(same_bytes(one.values_of(x), many.values_of(*many.find(x.key))));
  }
  o.draws = 300;
  const Simulation fewer = simulate(v, o);
  for (const UncertainOutput& x : fewer.outputs) {
    const std::vector<double> part = fewer.values_of(x), whole = one.values_of(*one.find(x.key));
    CHECK(same_bytes(part, {whole.begin(), whole.begin() + 300}));
  }
  o.seed = 2;
  const Simulation other = simulate(v, o);
  CHECK_FALSE(same_bytes(other.values_of(*other.find("part")), fewer.values_of(*fewer.find("part"))));
}

TEST_CASE("every draw is what evaluation and score say of those numbers") {
  const View v = view_of(plan);
  SimulationOptions o;
  o.draws = 300;
  const Simulation s = simulate(v, o);
  std::vector<std::vector<double>> inputs;
  for (std::uint32_t i = 0; i < s.inputs.size(); ++i) inputs.push_back(s.values_of(i));
  const auto value = [&](std::string_view pointer, Shape shape, std::size_t k) {
    for (std::size_t i = 0; i < s.inputs.size(); ++i)
      if (s.inputs[i].pointer == pointer &&
          (s.inputs[i].shape == Shape::occurrence) == (shape == Shape::occurrence))
        return inputs[i][k];
    FAIL(pointer);
    return 0.0;
  };
  const std::vector<double> part = s.values_of(*s.find("part")), gains = s.values_of(*s.find("benefits")),
                            risks = s.values_of(*s.find("risks")),
                            there = s.values_of(*s.find("hours:there")),
                            left = s.values_of(*s.find("money:left"));
  for (std::size_t k = 0; k < o.draws; ++k) {
    const double a = value("/programs/a/contributes_to/part/contribution", Shape::triangular, k) *
                     value("/programs/a/contributes_to/part/confidence", Shape::occurrence, k);
    const double b = value("/programs/b/contributes_to/part/contribution", Shape::uniform, k);
    CHECK(part[k] == Approx(a + b).margin(1e-12));
    CHECK(gains[k] == Approx(value("/benefits/gain/value", Shape::triangular, k) +
                             value("/benefits/joy/value", Shape::uniform, k))
                          .epsilon(1e-12));
    CHECK(risks[k] == Approx(value("/risks/fire/impact", Shape::triangular, k) *
                             value("/risks/fire/probability", Shape::occurrence, k))
                          .margin(1e-12));
    CHECK(there[k] ==
          Approx((value("/resources/team/capacity", Shape::triangular, k) - 5) * 51).epsilon(1e-12));
    CHECK(left[k] ==
          Approx(4000 - value("/programs/a/consumes/purse/money", Shape::triangular, k)).epsilon(1e-12));
  }
}

TEST_CASE("statistics are those of the draws") {
  SimulationOptions o;
  o.draws = 777;
  o.levels = {{"part", 12.5}, {"alignment:part", 0.3}};
  const Simulation s = simulate(view_of(plan), o);
  CHECK(s.find("part")->level == 12.5);
  CHECK(s.find("evaluation:part") == s.find("part"));
  for (const UncertainOutput& x : s.outputs) {
    std::vector<double> values = s.values_of(x);
    if (!known(x.likely)) continue;
    double mean = 0, square = 0, reached = 0;
    for (const double v : values) mean += v / 777;
    for (const double v : values) square += (v - mean) * (v - mean) / 776;
    for (const double v : values) reached += v >= x.level;
    INFO(x.key);
    CHECK(x.mean == Approx(mean).margin(1e-9));
    CHECK(x.deviation == Approx(std::sqrt(square)).margin(1e-9));
    if (known(x.level)) CHECK(x.reached == Approx(reached / 777).margin(1e-12));
    std::sort(values.begin(), values.end());
    const std::size_t ranks[] = {39,  78,  195, 389,
                                 583, 700, 739}; // the smallest whole number from p n / 100 on
    for (std::size_t i = 0; i < 7; ++i) CHECK(x.percentiles[i] == values[ranks[i] - 1]);
    CHECK(x.least == values.front());
    CHECK(x.greatest == values.back());
  }
}

TEST_CASE("the correlations of a sum share out its variance") {
  SimulationOptions o;
  o.draws = 100'000;
  const Simulation s = simulate(view_of(plan), o);
  const UncertainOutput& gains = *s.find("benefits");
  REQUIRE(gains.tornado.size() == 2);
  CHECK(s.inputs[gains.tornado[0].input].pointer == "/benefits/gain/value");
  double shares = 0;
  for (const TornadoBar& b : gains.tornado) shares += b.correlation * b.correlation;
  CHECK(shares == Approx(1).margin(0.01));
  // Uniform 0 to 50 between its 10th and its 90th percentile.
  CHECK(gains.tornado[1].swing() == Approx(40));
  // Bernoulli: the contribution of b to top occurs in a quarter of the cases.
  const UncertainOutput& top = *s.find("top");
  CHECK(top.mean == Approx(s.find("part")->mean + 35 * 0.25).margin(0.3));
}

TEST_CASE("the score reads no range but those that are said to be read") {
  std::ifstream in(NORTHLINE_SOURCE_DIR "/examples/strategies/council.json", std::ios::binary);
  const std::string council{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const View v = view_of(council);
  const auto is_range = [](Type t) { return t == Type::quantity || t == Type::share || t == Type::money; };
  // The same document twice, with other values in every place that is said not to be read.
  const auto patched = [&](std::string_view value) {
    std::string patch = "{";
    for (unsigned k = 1; k < kind_count; ++k) {
      const KindInfo& kind = info(static_cast<Kind>(k));
      patch += (k > 1 ? ",\"" : "\"") + std::string(kind.member) + "\":{";
      bool first = true;
      v.each(kind.kind, [&](Element e) {
        patch += (first ? "\"" : ",\"") + std::string(v.id(e)) + "\":{\"tags\":[]";
        first = false;
        for (const AttributeInfo& a : kind.attributes)
          if (is_range(a.type) && !scored_attribute(kind.kind, a.name))
            patch += ",\"" + std::string(a.name) + "\":" + std::string(value);
        for (unsigned r = 0; r < relation_count; ++r) {
          const RelationInfo& relation = info(static_cast<Relation>(r));
          std::string list;
          for (const AttributeInfo& a : relation.attributes)
            if (is_range(a.type) && !scored_attribute(relation.relation, a.name))
              list += (list.empty() ? "\"" : ",\"") + std::string(a.name) + "\":" + std::string(value);
          std::string targets;
          for (const Edge& edge : v.out(e, relation.relation))
            targets +=
                (targets.empty() ? "\"" : ",\"") + std::string(v.id(edge.target)) + "\":{" + list + "}";
          if (!list.empty() && !targets.empty())
            patch += ",\"" + std::string(relation.name) + "\":{" + targets + "}";
        }
        patch += "}";
      });
      patch += "}";
    }
    patch += "}";
    return view_of(merge_patched(council, 0, patch, 0));
  };
  const View one = patched("0.25"), two = patched("1");
  CHECK(one.base().text() != two.base().text());
  ScoreOptions options;
  const ScoreResult a = score(one, options), b = score(two, options);
  CHECK(a.overall.score == b.overall.score);
  CHECK(a.overall.lower == b.overall.lower);
  CHECK(a.money.total == b.money.total);
  CHECK(a.hours.total == b.hours.total);
  CHECK(a.overall.score > 0.2);
}

TEST_CASE("what cannot be simulated is refused with the reason") {
  const View v = view_of(plan);
  const auto message = [&](const SimulationOptions& o) -> std::string {
    try {
      simulate(v, o);
    } catch (const Error& e) {
      return e.what();
    }
    return "nothing";
  };
  SimulationOptions o;
  o.draws = 0;
  CHECK(message(o).find("at least 1 draw") != std::string::npos);
  o.draws = 1'000'000'000'000;
  CHECK(message(o).find("draws fit") != std::string::npos);
  o.draws = 10;
  o.memory = 1000;
  CHECK(message(o).find("memory") != std::string::npos);
  o = {};
  o.levels = {{"nobody", 3}};
  CHECK(message(o).find("no result \"nobody\"") != std::string::npos);
  o.levels = {{"part", std::numeric_limits<double>::infinity()}};
  CHECK(message(o).find("not infinite") != std::string::npos);
  o = {};
  o.scenario = "none";
  CHECK(message(o).find("no scenario \"none\"") != std::string::npos);
  o = {};
  const std::atomic<bool> stop{true};
  o.cancel = Cancel(&stop);
  CHECK(message(o).find("cancelled") != std::string::npos);
}

TEST_CASE("a document without uncertain numbers says so") {
  const Simulation s = simulate(view_of(R"({"northline": 1, "goals": {"g": {"title": "G"}}})"));
  CHECK(s.inputs.empty());
  CHECK(simulation_text(s).find("Nothing is uncertain here") != std::string::npos);
  for (const UncertainOutput& o : s.outputs) CHECK_FALSE(o.varies);
}
