// Traces and gradients against scoring: what a trace says of other numbers is what scoring them says, and a
// slope is what a small step does.
#include "base/error.hpp"
#include "io/json_reader.hpp"
#include "score/gradient.hpp"
#include "score/trace.hpp"
#include "support/catch.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace northline;

namespace {

View view_of(std::string text) { return View(read_json(Text::own(std::move(text)))); }

View example(const char* name) {
  std::ifstream in(std::filesystem::path(NORTHLINE_SOURCE_DIR) / "examples/strategies" / name,
                   std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return view_of(out.str());
}

NumberId find(const View& view, std::string_view element, NumberColumn column, std::string_view target = {}) {
  for (const Number& n : Numbers(view).all())
    if (n.column == column && view.id(n.element) == element &&
        (target.empty() || view.id(n.target) == target))
      return n.id;
  return 0;
}

const std::string plan = R"({"northline":1,"as_of":"2026-11-21","currency":"EUR",
  "visions":{"v":{}},
  "goals":{"g":{"supports":{"v":50},"importance":60,"due":"2027-06-30"},
           "h":{"supports":{"v":30,"g":-20},"importance":40}},
  "programs":{"p":{"contributes_to":{"g":{"contribution":{"low":40,"high":60}},"h":20},"start":"2027-01-04",
                   "end":"2027-04-30",
                   "consumes":{"team":{"hours_per_week":40},
                               "purse":{"money":{"value":1000,"currency":"USD","rate":0.9}}}}},
  "resources":{"team":{"type":"team","capacity":30},"purse":{"type":"budget","capacity":600}}})";

} // namespace

TEST_CASE("a trace run again gives what scoring the other numbers gives") {
  const View view = view_of(plan);
  const std::vector<NumberId> varying = {
      find(view, "team", NumberColumn::resource_capacity),
      find(view, "p", NumberColumn::contributes_to, "g"),
      find(view, "p", NumberColumn::consumes_hours, "team"),
      find(view, "h", NumberColumn::goal_importance),
  };
  for (const NumberId id : varying) REQUIRE(id != 0);
  const Trace trace = record_trace(view, varying);
  CHECK(trace.recorded_at()[1] == 50);
  CHECK(trace.moves(0));
  // Structures of arrays: four inputs, three draws; the team has too little, enough, and the contribution
  // harms.
  const std::size_t draws = 3, stride = 5;
  std::vector<double> inputs(varying.size() * stride);
  const double values[4][3] = {{20, 60, 20}, {70, 10, -30}, {41, 40, 38}, {40, 80, 5}};
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t k = 0; k < draws; ++k) inputs[i * stride + k] = values[i][k];
  std::vector<double> outputs(trace.outputs().size() * stride);
  std::vector<std::uint8_t> held(draws);
  Replayer replay(trace);
  replay.run(inputs.data(), stride, draws, outputs.data(), held.data());
  CHECK(held[0] == 1);
  CHECK(held[2] == 0); // the sign has changed
  const auto there = [&](std::size_t k) {
    const double at[4] = {values[0][k], values[1][k], values[2][k], values[3][k]};
    return with_values(view, varying, at);
  };
  std::vector<Trace> traces;
  for (std::size_t k = 0; k < draws; ++k) {
    const View v = there(k);
    const ScoreResult r = score(v);
    traces.push_back(record_trace(v, varying));
    // What fails here is recorded there, with the same numbers under the same ids.
    std::vector<double> again(trace.outputs().size() * stride);
    std::vector<std::uint8_t> good(draws);
    Replayer(traces.back()).run(inputs.data(), stride, draws, again.data(), good.data());
    CHECK(good[k] == 1);
    CHECK(again[k] == Approx(r.overall.score).epsilon(0).margin(1e-12));
    CHECK(again[stride + k] == Approx(r.overall.lower).epsilon(0).margin(1e-12));
    if (held[k]) CHECK(outputs[k] == Approx(r.overall.score).epsilon(0).margin(1e-12));
  }
}

TEST_CASE("nothing that varies is a trace without steps") {
  const View view = view_of(plan);
  const Trace trace = record_trace(view, {});
  CHECK(trace.step_count() == 0);
  CHECK(trace.guard_count() == 0);
  CHECK_FALSE(trace.moves(0));
  CHECK(trace.value(0) == Approx(score(view).overall.score).epsilon(0).margin(1e-12));
}

TEST_CASE("slopes are what small steps do, for every number of the examples") {
  for (const char* name : {"bakery.json", "council.json", "shop.json", "software-company.json"}) {
    const View view = example(name);
    const Numbers numbers(view);
    const Gradient g = gradient(view);
    CHECK(g.value.score == score(view).overall.score);
    std::size_t compared = 0;
    for (const Slope& s : g.slopes) {
      const Number& n = s.number;
      if (!numbers.settable(n.id)) continue;
      const double h = 1e-6 * std::max(1.0, std::fabs(n.value));
      const auto at = [&](double x) { return score(with_values(view, {&n.id, 1}, {&x, 1})).overall.score; };
      const double left = (g.value.score - at(n.value - h)) / h,
                   right = (at(n.value + h) - g.value.score) / h;
      const double scale =
          std::max({1.0 / std::max(1.0, std::fabs(n.value)), std::fabs(left), std::fabs(right)});
      INFO(name << ": " << view.id(n.element) << " " << number_name(numbers, n) << " " << s.slope << " "
                << left << " " << right);
      if (std::fabs(left - right) > 1e-5 * scale) { // a kink: between the two
        CHECK(s.slope >= std::min(left, right) - 1e-5 * scale);
        CHECK(s.slope <= std::max(left, right) + 1e-5 * scale);
        continue;
      }
      ++compared;
      CHECK(std::fabs(s.slope - (left + right) / 2) <= 1e-5 * scale);
    }
    CHECK(compared > 10);
  }
}

TEST_CASE("a cell's slope is shared among the numbers it is written with") {
  const View view = view_of(plan);
  const auto written = [&](std::string_view e, NumberColumn c, std::string_view t) {
    return written_numbers(view, Numbers(view).at(find(view, e, c, t)));
  };
  const auto range = written("p", NumberColumn::contributes_to, "g");
  REQUIRE(range.size() == 2);
  CHECK(range[0].pointer == "/programs/p/contributes_to/g/contribution/low");
  CHECK(range[0].factor == 0.5);
  CHECK(range[1].value == 60);
  const auto money = written("p", NumberColumn::consumes_money, "purse");
  REQUIRE(money.size() == 2);
  CHECK(money[0].pointer == "/programs/p/consumes/purse/money/value");
  CHECK(money[0].factor == 0.9);
  CHECK(money[1].pointer == "/programs/p/consumes/purse/money/rate");
  CHECK(money[1].factor == 1000);
  const auto bare = written("p", NumberColumn::contributes_to, "h");
  REQUIRE(bare.size() == 1);
  CHECK(bare[0].pointer == "/programs/p/contributes_to/h");
}

TEST_CASE("weights and parameters of the score are numbers where they are written") {
  std::string text = plan;
  text.insert(text.size() - 1, R"(,"scoring":{"weights":{"means":2},"parameters":{"slack_worth":0.5,
                                "leaves":{"culture":3},"own_share":0.5}})");
  const View view = view_of(text);
  std::vector<std::string> names;
  double means = 0;
  for (const Slope& s : gradient(view).slopes)
    if (s.number.column == NumberColumn::parameter) {
      names.push_back(number_name(Numbers(view), s.number));
      if (names.back() == "weights/means") means = s.slope;
    }
  CHECK(names == std::vector<std::string>{"weights/means", "slack_worth", "leaves/culture", "own_share"});
  const auto with = [&](const char* weight) {
    std::string other = text;
    other.replace(other.find("\"means\":2") + 8, 1, weight);
    return score(view_of(other)).overall.score;
  };
  CHECK(means == Approx((with("2.0001") - with("1.9999")) / 0.0002).epsilon(1e-6));
}

TEST_CASE("the gradient of one goal's score") {
  const View view = view_of(plan);
  GradientOptions how;
  how.goal = view.find("g");
  const Gradient g = gradient(view, how);
  const NumberId capacity = find(view, "team", NumberColumn::resource_capacity);
  double slope = 0;
  for (const Slope& s : g.slopes)
    if (s.number.id == capacity) slope = s.slope;
  const auto at = [&](double x) {
    return score(with_values(view, {&capacity, 1}, {&x, 1})).find(how.goal)->score.score;
  };
  CHECK(slope == Approx((at(30.001) - at(29.999)) / 0.002).epsilon(1e-6));
  how.goal = view.find("p");
  CHECK_THROWS_AS(gradient(view, how), Error);
}
