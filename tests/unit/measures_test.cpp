// The arithmetic of metrics against results that were published, and against cases worked out by hand.
#include "facts/facts.hpp"
#include "io/json_reader.hpp"
#include "support/catch.hpp"

#include <boost/json.hpp>

#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>
#include <string>

using namespace northline;

namespace {

Date day(std::string_view s) { return parse_date(s); }

Reading reading(std::string_view on, double value) { return {day(on), day(on), value}; }

} // namespace

TEST_CASE("Progress is the way gone over the way to go, for rising and falling targets alike") {
  CHECK(progress(31, 51, 41) == 0.5);
  CHECK(progress(9, 4, 6) == 0.6);
  CHECK(progress(31, 51, 29) == -0.1);
  CHECK(progress(31, 51, 61) == 1.5);
  CHECK(!known(progress(31, 31, 31)));
  CHECK(!known(progress(unknown_number, 51, 41)));
}

TEST_CASE("Progress and met targets agree with what agencies published") {
  const char* shared = std::getenv("NORTHLINE_SHARED");
  const std::string path = std::string(shared ? shared : ".") + "/cases/metric-progress/performance-gov.json";
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!shared || text.str().empty()) {
    WARN("0 cases from the published results: NORTHLINE_SHARED does not hold them.");
    return;
  }
  const boost::json::value document = boost::json::parse(text.str());
  const auto number = [](const boost::json::value& v) {
    return v.is_number() ? v.to_number<double>() : unknown_number;
  };
  std::size_t compared = 0;
  for (const boost::json::value& row : document.at("rows").as_array()) {
    const std::string_view type = row.at("type").as_string();
    const bool rises = type == "Measurable increase", falls = type == "Measurable decrease";
    Aim aim;
    aim.value = number(row.at("target"));
    const double start = number(row.at("start")), current = number(row.at("current"));
    if ((!rises && !falls) || !known(current)) continue;
    INFO("row " << number(row.at("row")));
    CHECK(progress(start, aim.value, current) ==
          // Published with ten significant digits.
          Approx(number(row.at("published_progress"))).margin(1e-9).epsilon(5e-10));
    const auto reached = met(rises ? Course::rise : Course::fall, aim, current);
    REQUIRE(reached.has_value());
    if (rises) CHECK(*reached == (row.at("published_status").as_string() == "Target met"));
    ++compared;
  }
  CHECK(compared == 413);
  WARN(compared << " cases from the published results of agencies.");
}

TEST_CASE("A level is kept or not, and a range has two ends") {
  Aim a;
  a.value = 40;
  CHECK(met(Course::stay_above, a, 40) == true);
  CHECK(met(Course::stay_below, a, 41) == false);
  CHECK(!met(Course::unknown, a, 41).has_value());
  CHECK(!met(Course::rise, a, unknown_number).has_value());
  Aim range;
  range.min = 10;
  range.max = 20;
  CHECK(met(Course::stay_between, range, 10) == true);
  CHECK(met(Course::stay_between, range, 21) == false);
  CHECK(course_of(choice::metric_direction::absent, range, unknown_number) == Course::stay_between);
  CHECK(course_of(choice::metric_direction::absent, a, 50) == Course::fall);
  CHECK(course_of(choice::metric_direction::absent, a, unknown_number) == Course::unknown);
}

TEST_CASE("Pace compares the way gone with the time that has passed, or with the curve that was given") {
  Aim a;
  a.value = 51;
  a.due = day("2026-12-31");
  const Pace half = pace(Course::rise, reading("2026-01-01", 31), a, reading("2026-07-02", 41));
  CHECK(half.progress == 0.5);
  CHECK(half.expected == Approx(0.5));
  CHECK(half.ratio() == Approx(1));
  a.curve = {{0.5, 0.2}};
  CHECK(pace(Course::rise, reading("2026-01-01", 31), a, reading("2026-07-02", 41)).expected == Approx(0.2));
  CHECK(expected_progress(a, day("2026-01-01"), day("2027-03-01")) == 1);
  CHECK(expected_progress(a, day("2026-01-01"), day("2025-03-01")) == 0);
  CHECK(!known(expected_progress(a, day("2026-12-31"), day("2026-12-31"))));
  CHECK(!pace(Course::stay_above, reading("2026-01-01", 31), a, reading("2026-07-02", 41)).known());
}

TEST_CASE("The last value does not depend on the order in which values are written") {
  for (
      const std::string_view observations :
      {R"([{"date":"2026-10-31","value":3},{"start":"2026-10-01","end":"2026-10-31","value":9},{"date":"2026-09-30","value":1},{"date":"2027-01-31","value":7}])",
       R"([{"date":"2027-01-31","value":7},{"date":"2026-09-30","value":1},{"start":"2026-10-01","end":"2026-10-31","value":9},{"date":"2026-10-31","value":3}])"}) {
    const std::string text =
        R"({"northline":1,"metrics":{"m":{"targets":[{"value":5,"due":"2026-12-31"},{"value":6,"due":"2026-11-30"}],"observations":)" +
        std::string(observations) + "}}}";
    const View view(read_json(Text::own(text)));
    Facts facts(view);
    const Figures& f = facts.figures(view.find("m"));
    REQUIRE(f.seen.size() == 4);
    REQUIRE(f.latest(day("2026-11-21")) != nullptr);
    CHECK(f.latest(day("2026-11-21"))->value == 3); // of the day itself, not of the month
    CHECK(f.latest({})->value == 7);
    CHECK(f.latest(day("2026-09-29")) == nullptr);
    CHECK(next_aim(f.aims, day("2026-11-21"))->value == 6);
    CHECK(next_aim(f.aims, day("2027-01-01")) == nullptr);
  }
}

TEST_CASE("A record of a list is read as it is read alone, whatever the one before it looks like") {
  std::mt19937_64 random(11);
  const auto pick = [&](std::initializer_list<const char*> all) {
    return std::string(all.begin()[random() % all.size()]);
  };
  std::size_t records = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string blank = pick({"", " ", "\n  ", "/**/"});
    std::vector<std::string> list;
    for (std::size_t n = random() % 6; n > 0; --n) {
      // Mostly one form, as programs write them, with others strewn in.
      std::string record = "{";
      const auto part = [&](const std::string& name, const std::string& value) {
        record += (record == "{" ? "" : "," + blank) + '"' + name + "\":" + blank + value;
      };
      const auto other = [&] {
        if (random() % 8 == 0)
          part(pick({"how", "end", "start", "value", "date"}),
               pick({R"("2027-01-01")", "7", R"("measured")"}));
      };
      other();
      part(random() % 8 ? "date" : "start",
           pick({R"("2026-10-31")", R"("2025-01-01")", R"("2026-02-30")", R"("")", R"("soon")",
                 R"("a","b":"")", R"("2026-10-3\u0031")", "3"}));
      other();
      part("value", pick({"1", "-2.5", "1e3", R"("3")", "null", "0.1", "[1,{}]"}));
      other();
      list.push_back(record + blank + "}");
    }
    std::string text = "[" + blank;
    for (std::size_t k = 0; k < list.size(); ++k) text += (k ? "," + blank : "") + list[k];
    text = " " + text + "]";
    INFO(text);
    const std::vector<Reading> all = readings(Raw{text, 1});
    REQUIRE(all.size() == list.size());
    for (std::size_t k = 0; k < list.size(); ++k) {
      const std::string alone = " [" + list[k] + "]";
      const std::vector<Reading> one = readings(Raw{alone, 1});
      REQUIRE(one.size() == 1);
      CHECK(all[k].first == one[0].first);
      CHECK(all[k].last == one[0].last);
      CHECK((all[k].value == one[0].value || (!known(all[k].value) && !known(one[0].value))));
      ++records;
    }
  }
  CHECK(records > 4000);
}
