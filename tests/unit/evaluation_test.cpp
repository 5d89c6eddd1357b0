// Goal evaluation: the order and what it may be used again for, indicators, patches, edited strategies,
// cancelling. Values are compared with a second evaluator in tests/python/test_evaluation.py.
#include "base/error.hpp"
#include "base/exact_sum.hpp"
#include "base/philox.hpp"
#include "io/grl_case.hpp"
#include "io/json_reader.hpp"
#include "io/merge_patch.hpp"
#include "score/evaluation.hpp"
#include "session/strategy.hpp"
#include "support/catch.hpp"

#include <boost/json.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <sstream>

using namespace northline;
namespace bj = boost::json;

namespace {

View view_of(std::string text) { return View(read_json(Text::own(std::move(text)))); }

double value(const Evaluation& e, std::string_view id) { return e.find(e.view.find(id))->value; }

std::filesystem::path shared() {
  const char* given = std::getenv("NORTHLINE_SHARED");
  return given ? std::filesystem::path(given) : std::filesystem::path(NORTHLINE_SOURCE_DIR) / "../shared";
}

std::string file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

constexpr const char* plan = R"({"northline": 1,
  "goals": {"top": {}, "a": {"refines": "top"}, "b": {"refines": "top", "depends_on": "c"}, "c": {}},
  "programs": {"p": {"contributes_to": {"a": 70, "b": {"contribution": {"low": 20, "high": 60}}}},
               "q": {"contributes_to": {"a": -20}}},
  "scenarios": {"s": {"evaluations": {"c": 30}}}})";

} // namespace

TEST_CASE("evaluation: numbers, bounds and bases", "[evaluation]") {
  EvaluationOptions o;
  o.scenario = "s";
  const Evaluation e = evaluate(view_of(plan), o);
  CHECK(value(e, "a") == 50);
  CHECK(value(e, "b") == 30);
  CHECK(value(e, "top") == 30);
  const Evaluated* b = e.find(e.view.find("b"));
  CHECK(b->lower == 20);
  CHECK(b->upper == 30);
  CHECK(b->basis == Basis::computed);
  CHECK(e.find(e.view.find("c"))->basis == Basis::scenario);
  CHECK(e.find(e.view.find("p"))->basis == Basis::delivers);
  CHECK(e.order->circles().empty());
  CHECK(e.find(no_element) == nullptr);
}

TEST_CASE("evaluation: one order serves many runs", "[evaluation]") {
  const View view = view_of(plan);
  std::vector<std::uint8_t> fixed(view.size(), 0);
  for (const char* id : {"p", "q", "c"}) fixed[view.find(id)] = 1;
  const EvaluationOrder order(view, fixed);
  CHECK(order.relations() == 6);
  std::vector<double> values(order.size(), 0);
  for (int p = -100; p <= 100; p += 25) {
    values[order.position(view.find("p"))] = p;
    values[order.position(view.find("q"))] = 10;
    values[order.position(view.find("c"))] = 30;
    order.run(values, 10);
    EvaluationOptions o;
    o.scenario = "t";
    const Evaluation e = evaluate(
        view_of(std::string(plan).substr(0, std::string(plan).rfind("\"s\"")) +
                "\"t\": {\"evaluations\": {\"c\": 30, \"q\": 10, \"p\": " + std::to_string(p) + "}}}}"),
        o);
    for (const char* id : {"top", "a", "b"}) CHECK(values[order.position(view.find(id))] == value(e, id));
  }
}

TEST_CASE("evaluation: the order is that of the published models", "[evaluation]") {
  std::size_t count = 0;
  const auto folder = shared() / "cases/grl";
  if (std::filesystem::exists(folder))
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() != ".json") continue;
      const std::string text = file(entry.path());
      const bj::value all = bj::parse(text);
      const auto check = [&](const bj::object& run) {
        const bj::value* expected = run.if_contains("evaluation_order");
        if (!expected) return;
        ++count;
        EvaluationOptions o;
        o.scenario = std::string(run.at("strategy").at("id").as_string());
        o.mode = EvaluationMode::compatible;
        const Evaluation e = evaluate(view_of(read_grl_case(text).json), o);
        std::string ours, theirs;
        for (const Element x : e.order->published()) ours += std::string(e.view.id(x)) + " ";
        for (const bj::value& id : expected->as_array()) theirs += std::string(id.as_string()) + " ";
        CHECK(ours == theirs);
      };
      if (all.as_object().contains("runs"))
        for (const bj::value& run : all.at("runs").as_array()) check(run.as_object());
      else if (all.as_object().contains("strategy"))
        check(all.as_object());
    }
  std::cout << count << " orders of evaluation from cases/grl\n";
}

TEST_CASE("evaluation: every value of a large graph follows from those it depends on", "[evaluation]") {
  // Large enough for relations to find their places in several steps.
  constexpr std::uint32_t n = 40'000;
  std::uint32_t drawn = 0;
  const auto below = [&](std::uint32_t limit) {
    return static_cast<std::uint32_t>(random_number(5, drawn++, 0) * limit);
  };
  std::string text = R"({"northline": 1, "goals": {"g0": {})";
  for (std::uint32_t i = 1; i < n; ++i) {
    text += fmt::format(",\"g{}\":{{\"refines\":\"g{}\"", i, below(i));
    if (below(3) != 0)
      text += fmt::format(",\"supports\":{{\"g{}\":{}.1}}", below(i), static_cast<int>(below(199)) - 99);
    if (below(20) == 0) text += fmt::format(",\"depends_on\":\"g{}\"", i + 1 + below(n - i));
    if (below(3) == 0) text += R"(,"decomposition":"or")";
    if (below(50) == 0) text += R"(,"status":"dropped")";
    text += "}";
  }
  text += fmt::format(",\"g{}\":{{}}}}", n);
  text += R"(,"programs":{"p0":{})";
  for (std::uint32_t i = 1; i < n; ++i)
    text += fmt::format(",\"p{}\":{{\"contributes_to\":{{\"g{}\":{}}}}}", i, below(below(n) + 1),
                        static_cast<int>(below(201)) - 100);
  const View view = view_of(text + "}}");
  const EvaluationParameters p;
  std::vector<std::uint8_t> fixed(view.size(), 0);
  view.each(Kind::program, [&](Element e) { fixed[e] = 1; });
  view.each(Kind::goal, [&](Element e) { fixed[e] = below(10) == 0; });
  const EvaluationOrder order(view, fixed, p, {}, EvaluationMode::compatible);
  REQUIRE(order.circles().empty());
  CHECK(order.published().size() == order.reached());
  std::vector<double> values(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i)
    values[i] = order.computed(i) ? unknown_number : 100 - 0.3 * below(667);
  const std::vector<double> given = values;
  order.run(values, p.tolerance);
  std::size_t wrong = 0, computed = 0, relations = 0;
  const auto check = [&](Element e) {
    const std::uint32_t at = order.position(e);
    if (at == no_element) return;
    if (!order.computed(at)) {
      wrong += values[at] != given[at];
      return;
    }
    ++computed;
    const auto of = [&](Element from) {
      ++relations;
      wrong += order.position(from) >= at;
      return values[order.position(from)];
    };
    const auto takes_part = [&](Element x) { return order.position(x) != no_element; };
    const bool any =
        view.get(field::goal::decomposition, ElementOf<Kind::goal>{e}) == choice::decomposition::or_;
    double parts = 0, full = -10000, denied = 10000;
    bool first = true;
    for (const Edge& edge : view.in(e, Relation::refines))
      if (takes_part(edge.source)) {
        const double x = of(edge.source);
        parts = std::exchange(first, false) ? x : any ? std::max(parts, x) : std::min(parts, x);
      }
    ExactSum sum;
    const auto add = [&](Element from, const Quantity& q) {
      if (!takes_part(from)) return;
      const double x = of(from) * q.point();
      sum.add(x);
      full = std::max(full, x);
      denied = std::min(denied, x);
    };
    for (const Edge& edge : view.in(e, Relation::supports))
      add(edge.source, view.get(edge_field::supports::contribution, edge));
    for (const Edge& edge : view.in(e, Relation::contributes_to))
      add(edge.source, view.get(edge_field::contributes_to::contribution, edge));
    const double upper = full >= 10000 ? 100 : std::max(parts, 90.0);
    const double lower = denied <= -10000 ? -100 : std::min(parts, -90.0);
    double r = std::clamp(parts + sum.value() / 100, lower, upper);
    for (const Edge& edge : view.out(e, Relation::depends_on))
      if (takes_part(edge.target)) r = std::min(r, of(edge.target));
    wrong += !(values[at] == r);
  };
  view.each(Kind::goal, check);
  CHECK(wrong == 0);
  CHECK(computed > n / 2);
  CHECK(relations == order.relations());
}

TEST_CASE("evaluation: circles and what waits for them", "[evaluation]") {
  const Evaluation e = evaluate(view_of(R"({"northline": 1, "goals": {
    "one": {"supports": {"one": 50}}, "x": {"refines": "y"}, "y": {"refines": ["x", "after"]}, "after": {"supports": "last"},
    "last": {}, "fine": {"supports": {"last": 20}}}})"));
  REQUIRE(e.order->circles().size() == 3);
  CHECK(e.order->circles()[0].members.size() == 1);
  CHECK(e.order->circles()[1].members.size() == 2);
  CHECK(e.order->circles()[2].downstream);
  CHECK(e.order->circles()[2].members.size() == 2);
  CHECK(std::isnan(value(e, "last")));
  CHECK(value(e, "fine") == 0);
}

TEST_CASE("evaluation: indicators", "[evaluation]") {
  CHECK(indicator_satisfaction(100, 50, 0, 75) == 50);
  CHECK(indicator_satisfaction(30, 60, 120, 90) == -50);
  CHECK(indicator_satisfaction(50, 50, 0, 49) == -2);
  CHECK(indicator_satisfaction(50, 50, 0, 50) == 100);
  CHECK(indicator_satisfaction(5, 5, 5, 5) == 100);
  CHECK(indicator_satisfaction(5, 5, 5, 4) == -100);
  // A threshold outside of what lies between worst and target never divides by nothing.
  for (const double threshold : {-50.0, 0.0, 100.0, 150.0})
    for (double x = -10; x <= 110; x += 10) {
      const double v = indicator_satisfaction(100, threshold, 0, x);
      CHECK((v >= -100 && v <= 100));
    }
}

TEST_CASE("evaluation: sums do not depend on the order of relations", "[evaluation]") {
  const auto document = [](std::vector<std::string> ids) {
    std::string s = R"({"northline": 1, "goals": {"g": {}}, "programs": {)";
    std::string given;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      s += (i ? "," : "") + ("\"" + ids[i] + "\"") + ": {\"contributes_to\": {\"g\": 0.1}}";
      given += (i ? "," : "") + ("\"" + ids[i] + "\": ") +
               std::to_string(0.3 + static_cast<double>(ids[i][0] - 'a') * 7.7);
    }
    return view_of(s + "}, \"scenarios\": {\"s\": {\"evaluations\": {" + given + "}}}}");
  };
  EvaluationOptions o;
  o.scenario = "s";
  std::vector<std::string> ids = {"a", "b", "c", "d", "e", "f"};
  const double first = value(evaluate(document(ids), o), "g");
  for (int i = 0; i < 50; ++i) {
    std::next_permutation(ids.begin(), ids.end());
    CHECK(value(evaluate(document(ids), o), "g") == first);
  }
}

TEST_CASE("evaluation: an edited strategy is evaluated as it stands", "[evaluation]") {
  Strategy s(view_of(plan).shared_base());
  s.add_element(Kind::program, "r");
  s.add_relation("r", "contributes_to", "c", "40");
  s.set_attribute("top", "decomposition", "\"or\"");
  s.remove_element("q");
  const Evaluation e = evaluate(s.view());
  CHECK(value(e, "c") == 40);
  CHECK(value(e, "a") == 70);
  CHECK(value(e, "b") == 40);
  CHECK(value(e, "top") == 70);
  CHECK(value(e, "r") == 100);
}

TEST_CASE("evaluation: it can be cancelled", "[evaluation]") {
  const std::atomic<bool> flag{true};
  EvaluationOptions o;
  o.cancel = Cancel(&flag);
  try {
    evaluate(view_of(plan), o);
    FAIL("It went on.");
  } catch (const Error& e) {
    CHECK(e.status() == Status::cancelled);
  }
}

TEST_CASE("merge patch: the examples of RFC 7396", "[evaluation]") {
  const char* const rows[][3] = {{R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
                                 {R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
                                 {R"({"a":"b"})", R"({"a":null})", R"({})"},
                                 {R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
                                 {R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
                                 {R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})"},
                                 {R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
                                 {R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})"},
                                 {R"(["a","b"])", R"(["c","d"])", R"(["c","d"])"},
                                 {R"({"a":"b"})", R"(["c"])", R"(["c"])"},
                                 {R"({"a":"foo"})", R"(null)", R"(null)"},
                                 {R"({"e":null})", R"({"a":1})", R"({"e":null,"a":1})"},
                                 {R"([1,2])", R"({"a":"b","c":null})", R"({"a":"b"})"},
                                 {R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"}};
  for (const auto& row : rows) CHECK(merge_patched(row[0], 0, row[1], 0) == row[2]);
}
