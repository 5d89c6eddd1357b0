// Cancelling at random moments: the call comes back soon, with a status and
// nothing else, and the strategy is what it was. Run under the address
// sanitizer it also shows that nothing is leaked.
#include "support/capi_world.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

using namespace capi_test;

namespace {

using Clock = std::chrono::steady_clock;

/// Large enough that every call takes a good while: goals in a cascade, each
/// with a metric and a program.
std::string large_document(unsigned goals) {
  std::string goal_map, metric_map, program_map;
  for (unsigned i = 0; i < goals; ++i) {
    const std::string n = std::to_string(i);
    const char* comma = i ? "," : "";
    goal_map +=
        comma + ("\"g" + n) + "\":{\"title\":\"Goal " + n + "\",\"importance\":" + std::to_string(i % 101) +
        ",\"due\":\"2027-06-30\",\"measured_by\":[\"m" + n + "\"]" +
        (i ? ",\"refines\":{\"g" + std::to_string(i / 3) + "\":1}" : ",\"supports\":{\"top\":80}") + "}";
    metric_map += comma + ("\"m" + n) + "\":{\"title\":\"Metric " + n +
                  "\",\"type\":\"outcome\",\"unit\":\"people\",\"baseline\":{"
                  "\"value\":3,\"date\":\"2026-01-01\"}}";
    program_map += comma + ("\"p" + n) + "\":{\"title\":\"Program " + n +
                   "\",\"start\":\"2026-01-05\",\"end\":\"2026-12-31\","
                   "\"contributes_to\":{\"g" +
                   n + "\":50}}";
  }
  return "{\"northline\":1,\"as_of\":\"2026-11-21\",\"visions\":{\"top\":{"
         "\"title\":\"The top\"}},\"goals\":{" +
         goal_map + "},\"programs\":{" + program_map + "},\"metrics\":{" + metric_map + "}}";
}

/// The same as a plan in StratML, short.
std::string large_plan(unsigned goals) {
  std::string goal_list;
  for (unsigned i = 0; i < goals; ++i)
    goal_list += "<Goal><Name>Goal " + std::to_string(i) + "</Name><Identifier>g" + std::to_string(i) +
                 "</Identifier><SequenceIndicator>" + std::to_string(i + 1) + "</SequenceIndicator></Goal>";
  return "<StrategicPlan xmlns=\"urn:ISO:std:iso:17469:tech:xsd:stratml_core\"><Name>Plan</Name>"
         "<StrategicPlanCore><Organization><Name>Harbour</Name></Organization>" +
         goal_list + "</StrategicPlanCore></StrategicPlan>";
}

constexpr unsigned call_kinds = 5;
/// One kind of call, which may be stopped; frees what it made.
northline_status run(unsigned kind, const std::string& json, const northline_strategy* strategy,
                     const northline_options* options) {
  northline_status status = NORTHLINE_INTERNAL;
  switch (kind) {
  case 0: {
    northline_strategy* made = nullptr;
    status = northline_strategy_load_json(json.data(), json.size(), options, &made, nullptr);
    if (status != NORTHLINE_OK) CHECK(made == nullptr);
    northline_strategy_free(made);
    break;
  }
  case 1: {
    northline_findings* made = nullptr;
    status = northline_check(strategy, options, &made, nullptr);
    if (status != NORTHLINE_OK) CHECK(made == nullptr);
    northline_findings_free(made);
    break;
  }
  case 2: {
    northline_scores* made = nullptr;
    status = northline_score(strategy, options, &made, nullptr);
    if (status != NORTHLINE_OK) CHECK(made == nullptr);
    northline_scores_free(made);
    break;
  }
  case 3: {
    static const std::string plan = large_plan(3000);
    northline_strategy* made = nullptr;
    status = northline_strategy_load_stratml(plan.data(), plan.size(), options, &made, nullptr);
    if (status != NORTHLINE_OK) CHECK(made == nullptr);
    northline_strategy_free(made);
    break;
  }
  default: {
    northline_text* made = nullptr;
    status = northline_json_check(json.data(), json.size(), options, &made, nullptr);
    if (status != NORTHLINE_OK) CHECK(made == nullptr);
    northline_text_free(made);
  }
  }
  return status;
}

} // namespace

TEST_CASE("cancel: a thousand cancellations at random moments", "[capi]") {
  const std::string json = large_document(300);
  northline_strategy* strategy = nullptr;
  REQUIRE(northline_strategy_load_json(json.data(), json.size(), nullptr, &strategy, nullptr) ==
          NORTHLINE_OK);
  const std::string before = saved(strategy);

  std::chrono::microseconds whole[call_kinds];
  for (unsigned kind = 0; kind < call_kinds; ++kind) {
    const auto start = Clock::now();
    REQUIRE(run(kind, json, strategy, nullptr) == NORTHLINE_OK);
    whole[kind] = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
  }

  // One other thread does all the cancelling; it waits for its turn without
  // sleeping past the moment.
  std::atomic<northline_cancel*> target{nullptr};
  std::atomic<long> moment{0}; // microseconds after the call started
  std::atomic<bool> over{false}, armed{false};
  std::atomic<Clock::rep> asked{0};
  std::thread other([&] {
    while (!over.load()) {
      northline_cancel* cancel = target.load();
      if (cancel == nullptr) {
        std::this_thread::yield();
        continue;
      }
      armed = true; // the call starts only now: a thread that sleeps would always come too late
      const auto until = Clock::now() + std::chrono::microseconds(moment.load());
      while (Clock::now() < until) {
      }
      asked = Clock::now().time_since_epoch().count();
      (void)northline_cancel_request(cancel);
      target = nullptr;
    }
  });

  std::mt19937 random(20261121);
  unsigned cancelled = 0;
  Clock::duration longest{};
  for (unsigned i = 0; i < 1000; ++i) {
    const unsigned kind = i % call_kinds;
    northline_cancel* cancel = nullptr;
    northline_options* options = nullptr;
    (void)northline_cancel_create(&cancel);
    (void)northline_options_create(&options, nullptr);
    (void)northline_options_set_cancel(options, cancel, nullptr);
    moment = static_cast<long>(random() % static_cast<unsigned>(whole[kind].count() + 1));
    armed = false;
    target = cancel;
    while (!armed.load()) std::this_thread::yield();
    const northline_status status = run(kind, json, strategy, options);
    const auto back = Clock::now();
    if (status == NORTHLINE_CANCELLED) {
      ++cancelled;
      longest = std::max(longest, back - Clock::time_point(Clock::duration(asked.load())));
    } else if (status != NORTHLINE_OK)
      FAIL("call " << kind << " returned " << northline_status_name(status));
    while (target.load() != nullptr) std::this_thread::yield();
    northline_options_free(options);
    northline_cancel_free(cancel);
    if (i % 100 == 0) CHECK(saved(strategy) == before);
  }
  over = true;
  other.join();
  CHECK(saved(strategy) == before);
  northline_strategy_free(strategy);

  // Moments are spread over the whole call, so that a good part of them falls
  // before its end.
  CHECK(cancelled > 200);
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(longest).count();
  INFO(cancelled << " of 1000 calls were stopped, the slowest " << milliseconds
                 << " ms after it was asked to");
  // A few thousand steps take well below a millisecond; the rest is room for a
  // busy machine.
  CHECK(milliseconds < 500);
}

TEST_CASE("cancel: a token that was requested stops the next call at once, and "
          "only calls that hold it",
          "[capi]") {
  const std::string json = large_document(300);
  World world;
  northline_strategy* strategy = nullptr;
  REQUIRE(northline_strategy_load_json(json.data(), json.size(), nullptr, &strategy, nullptr) ==
          NORTHLINE_OK);
  REQUIRE(northline_options_set_cancel(world.options, world.cancel, nullptr) == NORTHLINE_OK);
  REQUIRE(northline_cancel_request(world.cancel) == NORTHLINE_OK);
  int32_t requested = 0;
  CHECK((northline_cancel_requested(world.cancel, &requested) == NORTHLINE_OK && requested == 1));
  for (unsigned kind = 0; kind < call_kinds; ++kind) {
    CHECK(run(kind, json, strategy, world.options) == NORTHLINE_CANCELLED);
    CHECK(run(kind, json, strategy, nullptr) == NORTHLINE_OK);
  }
  // Taking the token away lets calls run again.
  REQUIRE(northline_options_set_cancel(world.options, nullptr, nullptr) == NORTHLINE_OK);
  CHECK(run(1, json, strategy, world.options) == NORTHLINE_OK);
  northline_strategy_free(strategy);
}

TEST_CASE("cancel: another thread can follow how far a call has come", "[capi]") {
  const std::string json = large_document(3000);
  World world;
  REQUIRE(northline_options_set_cancel(world.options, world.cancel, nullptr) == NORTHLINE_OK);
  const auto share = [&world] {
    double s = -1;
    REQUIRE(northline_cancel_progress(world.cancel, &s) == NORTHLINE_OK);
    return s;
  };
  CHECK(share() == 0);
  northline_strategy* strategy = nullptr;
  REQUIRE(northline_strategy_load_json(json.data(), json.size(), world.options, &strategy, nullptr) ==
          NORTHLINE_OK);
  for (unsigned kind = 0; kind < call_kinds; ++kind) {
    std::atomic<bool> over{false};
    std::atomic<unsigned> between{0}, outside{0};
    std::thread watcher([&] {
      while (!over.load()) {
        double s = -1;
        (void)northline_cancel_progress(world.cancel, &s);
        if (!(s >= 0 && s <= 1)) ++outside;
        if (s > 0 && s < 1) ++between;
      }
    });
    for (unsigned i = 0; i < 200 && between.load() == 0; ++i)
      CHECK(run(kind, json, strategy, world.options) == NORTHLINE_OK);
    over = true;
    watcher.join();
    CHECK(share() == 1);
    INFO("kind " << kind);
    CHECK(between.load() > 0);
    CHECK(outside.load() == 0);
  }
  northline_strategy_free(strategy);
}

TEST_CASE("cancel: printing what was found stops, too", "[capi]") {
  const std::string json = large_document(300);
  World world;
  northline_strategy* strategy = nullptr;
  northline_findings* findings = nullptr;
  northline_scores* scores = nullptr;
  REQUIRE(northline_strategy_load_json(json.data(), json.size(), nullptr, &strategy, nullptr) ==
          NORTHLINE_OK);
  REQUIRE(northline_options_set_cancel(world.options, world.cancel, nullptr) == NORTHLINE_OK);
  REQUIRE(northline_check(strategy, world.options, &findings, nullptr) == NORTHLINE_OK);
  REQUIRE(northline_score(strategy, world.options, &scores, nullptr) == NORTHLINE_OK);
  const auto render = [&](std::string_view format, const northline_options* options) {
    northline_text* text = nullptr;
    const northline_status status = northline_findings_render(findings, format.data(), format.size(),
                                                              "plan.json", 9, options, &text, nullptr);
    northline_text_free(text);
    return status;
  };
  for (const bool cancelled : {false, true}) {
    if (cancelled) REQUIRE(northline_cancel_request(world.cancel) == NORTHLINE_OK);
    const northline_status expected = cancelled ? NORTHLINE_CANCELLED : NORTHLINE_OK;
    for (const char* format : {"text", "json", "sarif", "github", "junit", "markdown", "html"}) {
      INFO(format);
      CHECK(render(format, world.options) == expected);
      CHECK(render(format, nullptr) == expected); // the token of the check
    }
    northline_text* text = nullptr;
    CHECK(northline_findings_json(findings, &text, nullptr) == expected);
    northline_text_free(std::exchange(text, nullptr));
    CHECK(northline_scores_json(scores, &text, nullptr) == expected);
    northline_text_free(text);
  }
  northline_options* others = nullptr;
  REQUIRE(northline_options_create(&others, nullptr) == NORTHLINE_OK);
  CHECK(render("sarif", others) == NORTHLINE_OK);
  CHECK(render("pdf", others) == NORTHLINE_UNSUPPORTED);
  northline_options_free(others);
  northline_scores_free(scores);
  northline_findings_free(findings);
  northline_strategy_free(strategy);
}

TEST_CASE("messages: findings and reports speak the language of the options", "[capi]") {
  const std::string json = R"({"northline":1,"goals":{"g":{"title":"G","supports":"ghost"}}})";
  const std::string german = R"({"northline_messages":1,"language":"de","words":{"error":"Fehler",)"
                             R"("unknown_reference":"Kein Element {written}: {owner}, {what}, {kinds}."}})";
  World world;
  northline_strategy* strategy = nullptr;
  northline_findings* findings = nullptr;
  REQUIRE(northline_strategy_load_json(json.data(), json.size(), nullptr, &strategy, nullptr) ==
          NORTHLINE_OK);
  const char* faulty = R"({"northline_messages":1,"words":{"as_of":"am"}})";
  northline_error* error = nullptr;
  CHECK(northline_options_set_messages(world.options, faulty, std::strlen(faulty), &error) ==
        NORTHLINE_CONFIGURATION);
  northline_error_free(error);
  REQUIRE(northline_options_set_messages(world.options, german.data(), german.size(), nullptr) ==
          NORTHLINE_OK);
  REQUIRE(northline_check(strategy, world.options, &findings, nullptr) == NORTHLINE_OK);
  std::size_t count = 0, translated = 0;
  REQUIRE(northline_findings_count(findings, &count, nullptr) == NORTHLINE_OK);
  for (std::size_t i = 0; i < count; ++i) {
    northline_view message{};
    REQUIRE(northline_findings_message(findings, i, &message, nullptr) == NORTHLINE_OK);
    translated += std::string_view(message.data, message.size).substr(0, 12) == "Kein Element";
  }
  CHECK(translated == 1);
  northline_text* text = nullptr;
  REQUIRE(northline_findings_render(findings, "text", 4, "plan.json", 9, nullptr, &text, nullptr) ==
          NORTHLINE_OK);
  northline_view shown{};
  REQUIRE(northline_text_view(text, &shown) == NORTHLINE_OK);
  CHECK(std::string_view(shown.data, shown.size).find("Fehler: Kein Element \"ghost\"") !=
        std::string_view::npos);
  northline_text_free(text);
  northline_findings_free(findings);
  northline_strategy_free(strategy);
}
