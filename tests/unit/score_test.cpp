// The alignment score: worked examples, explanations that recompute, and what must hold for any document.
#include "base/error.hpp"
#include "base/json_text.hpp"
#include "io/json_reader.hpp"
#include "io/json_writer.hpp"
#include "report/score_report.hpp"
#include "score/explain.hpp"
#include "score/mean.hpp"
#include "session/strategy.hpp"
#include "support/catch.hpp"

#include <boost/json.hpp>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

using namespace northline;
namespace bj = boost::json;

namespace {

std::string file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

View view_of(std::string text) { return View(read_json(Text::own(std::move(text)))); }

struct Case {
  std::string name, dimension;
  bj::value document, expect;
};

/// Examples with a whole document, from the copy beside the tests and from the design where it lies beside
/// the clone.
const std::vector<Case>& cases() {
  static const std::vector<Case> all = [] {
    std::vector<Case> found;
    const std::filesystem::path root(NORTHLINE_SOURCE_DIR);
    for (const auto& path :
         {root / "tests/cases/alignment.json", root / "../shared/cases/alignment/oracles.json"}) {
      if (!std::filesystem::exists(path)) continue;
      const bj::value all_of_them = bj::parse(file(path));
      std::size_t count = 0;
      for (const char* list : {"cases", "combination"})
        for (const bj::value& c : all_of_them.at(list).as_array()) {
          const bj::object& o = c.as_object();
          if (!o.contains("document")) continue;
          ++count;
          found.push_back({std::string(o.at("id").as_string()),
                           o.contains("dimension") ? std::string(o.at("dimension").as_string()) : "",
                           o.at("document"), o.at("expect")});
        }
      std::cout << count << " worked examples of the score from " << path.parent_path().filename().string()
                << "/" << path.filename().string() << "\n";
    }
    return found;
  }();
  return all;
}

bool agrees(const bj::value& expected, double found) {
  if (expected.is_null()) return std::isnan(found);
  return std::fabs(expected.to_number<double>() - found) <= 1e-12;
}

bool agrees(const bj::value& expected, const Bounded& found) {
  const bj::object& e = expected.as_object();
  const std::pair<const char*, double> numbers[] = {
      {"score", found.score}, {"lower", found.lower}, {"upper", found.upper}, {"known", found.known}};
  for (const auto& [name, value] : numbers)
    if (e.contains(name) && !agrees(e.at(name), value)) return false;
  return true;
}

/// The same document with every map in reverse order.
bj::value reversed(const bj::value& v) {
  if (v.is_object()) {
    bj::object o;
    std::vector<const bj::key_value_pair*> members;
    for (const auto& m : v.as_object()) members.push_back(&m);
    for (auto m = members.rbegin(); m != members.rend(); ++m) o[(*m)->key()] = reversed((*m)->value());
    return o;
  }
  if (v.is_array()) {
    bj::array a;
    for (const auto& x : v.as_array()) a.push_back(reversed(x));
    return a;
  }
  return v;
}

void same_bits(const Bounded& a, const Bounded& b) { CHECK(std::memcmp(&a, &b, sizeof a) == 0); }

void recomputes(const ScoreNode& n) {
  const double again = recompute(n);
  INFO(n.text << ": " << n.value << " from its children: " << again);
  if (std::isnan(n.value))
    CHECK(std::isnan(again));
  else
    CHECK(std::fabs(again - n.value) <= 1e-12);
  if (n.children.empty()) CHECK(n.element != no_element);
  for (const ScoreNode& c : n.children) recomputes(c);
}

void same_scores(const View& a, const ScoreResult& x, const View& b, const ScoreResult& y) {
  same_bits(x.overall, y.overall);
  CHECK(x.weakest == y.weakest);
  CHECK(x.money.total == y.money.total);
  CHECK(x.money.aligned == y.money.aligned);
  CHECK(x.hours.negative == y.hours.negative);
  CHECK(x.goals.size() == y.goals.size());
  for (const GoalScore& g : x.goals) {
    const GoalScore* h = y.find(b.find(a.id(g.goal)));
    REQUIRE(h);
    same_bits(g.score, h->score);
    for (unsigned i = 0; i < dimension_count; ++i) {
      const Dimension d = static_cast<Dimension>(i);
      INFO(a.id(g.goal) << " " << dimension_name(d));
      CHECK(g.applies(d) == h->applies(d));
      if (g.applies(d)) same_bits(g[d], (*h)[d]);
    }
  }
}

bool same(double a, double b) { return std::isnan(a) ? std::isnan(b) : std::fabs(a - b) <= 1e-12; }

} // namespace

TEST_CASE("every worked example gives its numbers", "[score]") {
  REQUIRE(cases().size() >= 77);
  for (const Case& c : cases()) {
    const View v = view_of(bj::serialize(c.document));
    const ScoreResult r = score(v);
    for (const auto& goal : c.expect.as_object()) {
      INFO(c.name << " " << goal.key());
      if (c.name == "aligned-spend") {
        const double total = r.money.total;
        const std::pair<std::string_view, double> shares[] = {
            {"aligned", r.money.aligned / total},
            {"no_goal", r.money.no_goal / total},
            {"no_line_of_sight", r.money.no_line_of_sight / total},
            {"negative", r.money.negative / total}};
        for (const auto& [name, value] : shares)
          if (name == std::string_view(goal.key())) CHECK(agrees(goal.value(), value));
        continue;
      }
      const GoalScore* g = r.find(v.find(goal.key()));
      REQUIRE(g);
      if (c.dimension.empty()) {
        CHECK(agrees(goal.value(), g->score));
        continue;
      }
      for (unsigned d = 0; d < dimension_count; ++d) {
        if (dimension_name(static_cast<Dimension>(d)) != c.dimension) continue;
        if (goal.value().is_string())
          CHECK_FALSE(g->applies(static_cast<Dimension>(d)));
        else
          CHECK(agrees(goal.value(), (*g)[static_cast<Dimension>(d)]));
      }
    }
  }
}

TEST_CASE("explanations recompute from their leaves", "[score]") {
  for (const Case& c : cases()) {
    INFO(c.name);
    const View v = view_of(bj::serialize(c.document));
    const ScoreResult r = score(v);
    Explainer explainer(v, {});
    const ScoreNode all = explainer.overall(r);
    recomputes(all);
    CHECK(same(all.value, r.overall.score));
    for (const GoalScore& g : r.goals) {
      const ScoreNode n = explainer.goal(g);
      recomputes(n);
      CHECK(same(n.value, g.score.score));
    }
    v.each_element([&](Element e) { recomputes(explainer.element(e)); });
  }
}

TEST_CASE("the order of a document changes no bit of its score", "[score]") {
  for (const Case& c : cases()) {
    INFO(c.name);
    const View a = view_of(bj::serialize(c.document)), b = view_of(bj::serialize(reversed(c.document)));
    same_scores(a, score(a), b, score(b));
  }
}

TEST_CASE("an edited strategy scores as its written document does", "[score]") {
  for (const Case& c : cases()) {
    INFO(c.name);
    Strategy s(read_json(Text::own(bj::serialize(c.document))));
    s.set_attribute("strategy", "title", "\"Edited\"");
    s.add_element(Kind::goal, "added-goal");
    s.set_attribute("added-goal", "importance", "40");
    s.set_attribute("added-goal", "due", "\"2027-06-30\"");
    s.add_element(Kind::program, "added-program");
    s.add_element(Kind::channel, "added-channel");
    s.add_element(Kind::resource, "added-team");
    s.set_attribute("added-team", "type", "\"team\"");
    s.set_attribute("added-team", "capacity", "10");
    s.add_relation("added-program", "contributes_to", "added-goal", "50");
    s.add_relation("added-program", "uses", "added-channel");
    s.add_relation("added-program", "consumes", "added-team", R"({"hours_per_week": 20})");
    s.set_attribute("added-program", "start", "\"2027-01-01\"");
    s.set_attribute("added-program", "end", "\"2027-03-31\"");
    std::vector<std::string> goals, programs;
    s.view().each(Kind::goal, [&](Element e) { goals.emplace_back(s.view().id(e)); });
    s.view().each(Kind::program, [&](Element e) { programs.emplace_back(s.view().id(e)); });
    s.add_relation("added-goal", "supports", goals.front(), "70");
    s.add_relation(programs.front(), "contributes_to", "added-goal");
    s.set_attribute(goals.front(), "reach_needed", "0.5");
    const View edited = s.view();
    const View written = view_of(write_json(edited));
    same_scores(edited, score(edited), written, score(written));
    if (programs.size() > 1) s.remove_element(programs.front());
    if (goals.size() > 1) s.remove_element(goals.front());
    const View fewer = s.view();
    const View again = view_of(write_json(fewer));
    same_scores(fewer, score(fewer), again, score(again));
  }
}

TEST_CASE("sums beyond the range of a double leave a dimension unknown, never out of its bounds", "[score]") {
  // Each goal supports both of the next pair in full: the number of paths doubles with every pair.
  std::string text =
      R"({"northline": 1, "visions": {"v": {}}, "goals": {"a0": {"supports": {"v": 100}}, "b0": {"supports": {"v": -100}})";
  for (int i = 1; i < 1100; ++i) {
    const std::string up = std::to_string(i - 1);
    const std::string both = "{\"supports\":{\"a" + up + "\":100,\"b" + up + "\":100}}";
    text += ",\"a" + std::to_string(i) + "\":" + both + ",\"b" + std::to_string(i) + "\":" + both;
  }
  text +=
      R"(}, "programs": {"p": {"start": "2027-01-01", "end": "2027-02-01", "contributes_to": {"a1099": 100},)"
      R"( "consumes": {"m": {"money": 1e300}}}, "q": {"contributes_to": {"a1099": 100}, "consumes": {"m": [)";
  for (int i = 0; i < 400; ++i) text += std::string(i ? "," : "") + R"({"money": 9e299})";
  const View v = view_of(text + R"(]}}}, "resources": {"m": {"type": "budget", "capacity": 1e15}}})");
  const ScoreResult r = score(v);
  for (const GoalScore& g : r.goals)
    for (unsigned i = 0; i < dimension_count; ++i) {
      const Bounded b = g[static_cast<Dimension>(i)];
      REQUIRE((b.lower >= 0 && b.lower <= b.upper && b.upper <= 1));
      if (known(b.score)) REQUIRE((b.lower <= b.score && b.score <= b.upper));
    }
  CHECK(std::isnan(r.find(v.find("a1099"))->operator[](Dimension::direction).score));
  CHECK(std::isnan(r.find(v.find("a0"))->operator[](Dimension::means).score));
  bj::parse_options nested;
  nested.max_depth = 512; // what parsers mostly bear
  CHECK_NOTHROW(bj::parse(why_json(v, r, "a0"), {}, nested));
}

TEST_CASE("bounds hold the score, and doubling importance changes nothing", "[score]") {
  for (const Case& c : cases()) {
    INFO(c.name);
    bj::value doubled = c.document;
    if (doubled.as_object().contains("goals"))
      for (auto& goal : doubled.at("goals").as_object())
        if (goal.value().as_object().contains("importance"))
          goal.value().as_object()["importance"] =
              goal.value().at("importance").to_number<double>() / 2; // halves, so that none exceeds 100
    const ScoreResult r = score(view_of(bj::serialize(c.document)));
    const ScoreResult h = score(view_of(bj::serialize(doubled)));
    CHECK(same(r.overall.score, h.overall.score));
    const auto in_order = [](const Bounded& v) {
      CHECK(0 <= v.lower);
      CHECK(v.lower <= v.upper);
      CHECK(v.upper <= 1);
      if (known(v.score)) CHECK((v.lower <= v.score && v.score <= v.upper));
    };
    in_order(r.overall);
    for (const GoalScore& g : r.goals) {
      in_order(g.score);
      for (unsigned d = 0; d < dimension_count; ++d)
        if (g.applies(static_cast<Dimension>(d))) in_order(g[static_cast<Dimension>(d)]);
    }
  }
}

TEST_CASE("a mean takes the mean of the others for what is unknown, within its bounds", "[score]") {
  const Bounded parts[2] = {exactly(1), unknown_in(0, 0.2)};
  const double ones[2] = {1, 1};
  for (const Bounded& v : {mean_in_order(parts, ones), plain_mean(parts)}) {
    CHECK(v.score == Approx(0.6));
    CHECK(v.lower == Approx(0.5));
    CHECK(v.upper == Approx(0.6));
    CHECK(v.known == Approx(0.5));
  }
  std::vector<Weight> weights;
  const double importance[2] = {100, unknown_number};
  weights_of(importance, 100, weights);
  const Bounded goals[2] = {exactly(0.75), exactly(0.2)};
  const Bounded v = weighted_mean(goals, weights);
  CHECK(v.score == Approx(0.475));
  CHECK(v.lower == Approx(0.475));
  CHECK(v.upper == Approx(0.75));
}

TEST_CASE("a document without goals and one with a bare goal", "[score]") {
  const View none = view_of(R"({"northline": 1})");
  const ScoreResult r = score(none);
  CHECK(std::isnan(r.overall.score));
  CHECK(r.overall.lower == 0);
  CHECK(r.overall.upper == 1);
  CHECK(score_text(none, r).find("no goal to score") != std::string::npos);
  CHECK(score(view_of(R"({"northline": 1, "goals": {"g": {}}})")).overall.lower <= 0.1);
}

TEST_CASE("how dimensions are put together can be chosen", "[score]") {
  const auto with = [](const std::string& scoring) {
    return score(
        view_of(R"({"northline": 1, "visions": {"v": {}}, "goals": {"g": {"supports": "v"}}, "scoring": )" +
                scoring + "}"));
  };
  const double mean = with("{}").overall.score;
  CHECK(with(R"({"aggregate": "mean"})").overall.score == mean);
  CHECK(with(R"({"aggregate": "weakest"})").overall.score == 0);
  CHECK(with(R"({"aggregate": {"power": 1}})").overall.score == Approx(mean).epsilon(1e-12));
  CHECK(with(R"({"aggregate": {"power": 2}})").overall.score > mean);
  CHECK(with(R"({"aggregate": {"power": 0.5}})").overall.score < mean);
  CHECK(with(R"({"aggregate": {"power": -1}})").overall.score == 0);
  CHECK(with(R"({"weights": {"direction": 1000000000000}})").overall.score == Approx(1));
  for (const char* wrong :
       {R"({"weights": {"directoin": 1}})", R"({"weights": {"means": -1}})", R"({"weights": 3})",
        R"({"parameters": {"own_share": 2}})", R"({"parameters": {"slack": 1}})",
        R"({"parameters": {"required_topics": {"every": ["weather"]}}})", R"({"aggregate": {"power": 3}})",
        R"({"aggregate": "median"})"}) {
    INFO(wrong);
    try {
      with(wrong);
      FAIL("It was accepted.");
    } catch (const Error& e) {
      CHECK(e.status() == Status::configuration);
      CHECK(e.pointer().rfind("/scoring", 0) == 0);
      CHECK(e.line() == 1);
    }
  }
}

TEST_CASE("a long cascade is scored, a limit and a token stop it", "[score]") {
  std::string text = R"({"northline": 1, "visions": {"v": {}}, "goals": {"g0": {"supports": "v"})";
  constexpr int depth = 3000;
  for (int i = 1; i < depth; ++i)
    text += ",\"g" + std::to_string(i) + "\":{\"refines\":\"g" + std::to_string(i - 1) + "\"}";
  const View v = view_of(text + "}}");
  const ScoreResult r = score(v);
  CHECK(r.goals.size() == depth);
  CHECK(r.goals.back()[Dimension::direction].score == 1);
  recomputes(Explainer(v, {}).overall(r));

  ScoreOptions few;
  few.closure_steps = 1000;
  try {
    score(v, few);
    FAIL("The limit was not met.");
  } catch (const Error& e) {
    CHECK(e.status() == Status::limit);
  }
  const std::atomic<bool> stop{true};
  ScoreOptions stopped;
  stopped.cancel = Cancel(&stop);
  try {
    score(v, stopped);
    FAIL("The token was not looked at.");
  } catch (const Error& e) {
    CHECK(e.status() == Status::cancelled);
  }
}

TEST_CASE("a score is told as text and as JSON", "[score]") {
  const View v = view_of(R"({"northline": 1, "title": "Plan", "as_of": "2026-11-21", "currency": "EUR",
    "visions": {"v": {}}, "goals": {"g": {"title": "Trust", "supports": {"v": 60}, "serves": ["a"]}, "h": {"title": "No way up"}},
    "audiences": {"a": {"title": "Riders"}}, "resources": {"b": {"type": "budget", "capacity": 100}},
    "programs": {"p": {"title": "Desk", "contributes_to": {"g": 60, "h": 20}, "consumes": {"b": {"money": 80}}}}})");
  const ScoreResult r = score(v);
  const std::string text = score_text(v, r);
  CHECK(text.find("at least ") != std::string::npos);
  CHECK(text.find(" % known; weakest: ") != std::string::npos);
  CHECK(text.find("of the goals by importance are sound") != std::string::npos);
  CHECK(text.find("Money: 75 % of 80 EUR serves goals that lead to the top") != std::string::npos);
  CHECK(text.find("serves goals with no line of sight") != std::string::npos);

  const bj::value j = bj::parse(score_json(v, r));
  CHECK(j.at("version") == 1);
  CHECK(j.at("as_of") == "2026-11-21");
  const bj::value& goal = j.at("goals").at("g");
  CHECK(agrees(goal, r.goals[0].score));
  for (unsigned d = 0; d < dimension_count; ++d) {
    const std::string_view name = dimension_name(static_cast<Dimension>(d));
    const bj::value& dimension = goal.at("dimensions").at(bj::string_view(name.data(), name.size()));
    CHECK(agrees(dimension, r.goals[0][static_cast<Dimension>(d)]));
    CHECK(dimension.at("applicable") == true);
    REQUIRE(!dimension.at("why").as_array().empty());
    for (const bj::value& why : dimension.at("why").as_array()) {
      CHECK(why.as_object().contains("text"));
      CHECK(why.as_object().contains("share"));
      CHECK(why.as_object().contains("element"));
      CHECK(why.as_object().contains("pointer"));
    }
  }
  CHECK(j.at("aligned_spend").at("money").at("by_cause").at("no_line_of_sight") == 20);

  CHECK(bj::parse(why_json(v, r, "g")).at("tree").at("children").as_array().size() == 10);
  CHECK(bj::parse(why_json(v, r, "")).at("kind") == "strategy");
  CHECK(why_text(v, r, "p").find("contributes to \"Trust\" (g)") != std::string::npos);
  CHECK_THROWS_AS(why_text(v, r, "nobody"), Error);
}
