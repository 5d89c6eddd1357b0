// What the C header promises about threads, done under the thread sanitizer: many readers of one strategy,
// a copy edited beside them, objects freed on whichever thread comes last, a token requested from outside.
#include <northline/northline.h>

#include "support/catch.hpp"

#include <atomic>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr int readers = 4;
constexpr int rounds = 3;
constexpr char as_of[] = "2026-11-21";
constexpr char goal[] = "engaged-communities";

std::string council() {
  std::ifstream in(NORTHLINE_SOURCE_DIR "/examples/strategies/council.json", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

northline_options* options_of_today(const northline_cancel* cancel = nullptr) {
  northline_options* options = nullptr;
  REQUIRE(northline_options_create(&options, nullptr) == NORTHLINE_OK);
  REQUIRE(northline_options_set_as_of(options, as_of, NORTHLINE_NUL_TERMINATED, nullptr) == NORTHLINE_OK);
  REQUIRE(northline_options_set_cancel(options, cancel, nullptr) == NORTHLINE_OK);
  return options;
}

northline_strategy* load(const std::string& json, const northline_options* options) {
  northline_strategy* strategy = nullptr;
  REQUIRE(northline_strategy_load_json(json.data(), json.size(), options, &strategy, nullptr) ==
          NORTHLINE_OK);
  return strategy;
}

std::string taken(northline_text* text) {
  northline_view view{};
  std::string copy;
  if (northline_text_view(text, &view) == NORTHLINE_OK) copy.assign(view.data, view.size);
  northline_text_free(text);
  return copy;
}

/// Everything that can be said about the strategy; empty when a call fails. Catch's macros are for one thread
/// only, so the threads hand their results back.
std::string everything(const northline_strategy* strategy, const northline_options* options) {
  northline_findings* findings = nullptr;
  northline_scores* scores = nullptr;
  northline_text *found = nullptr, *scored = nullptr, *why = nullptr;
  const bool ok = northline_check(strategy, options, &findings, nullptr) == NORTHLINE_OK &&
                  northline_findings_json(findings, &found, nullptr) == NORTHLINE_OK &&
                  northline_score(strategy, options, &scores, nullptr) == NORTHLINE_OK &&
                  northline_scores_json(scores, &scored, nullptr) == NORTHLINE_OK &&
                  northline_why(strategy, goal, NORTHLINE_NUL_TERMINATED, "text", NORTHLINE_NUL_TERMINATED,
                                options, &why, nullptr) == NORTHLINE_OK;
  std::string all = taken(found) + taken(scored) + taken(why);
  northline_findings_free(findings);
  northline_scores_free(scores);
  return ok ? all : std::string();
}

} // namespace

TEST_CASE("several threads read one strategy while another edits a copy of it") {
  northline_options* options = options_of_today();
  northline_strategy* strategy = load(council(), options);
  const std::string expected = everything(strategy, options);
  REQUIRE(!expected.empty());

  std::vector<std::string> results(readers);
  std::vector<std::thread> threads;
  std::string edited;
  for (int t = 0; t < readers; ++t)
    threads.emplace_back([&, t] {
      for (int r = 0; r < rounds; ++r) {
        std::string one = everything(strategy, options);
        if (r == 0 || one != expected) results[static_cast<std::size_t>(t)] = std::move(one);
      }
    });
  threads.emplace_back([&] {
    northline_strategy* copy = nullptr;
    if (northline_strategy_copy(strategy, &copy, nullptr) != NORTHLINE_OK) return;
    if (northline_strategy_set_attribute(copy, goal, NORTHLINE_NUL_TERMINATED, "importance",
                                         NORTHLINE_NUL_TERMINATED, "1", NORTHLINE_NUL_TERMINATED,
                                         nullptr) == NORTHLINE_OK)
      edited = everything(copy, options);
    northline_strategy_free(copy);
  });
  for (std::thread& thread : threads) thread.join();

  for (const std::string& result : results) CHECK(result == expected);
  CHECK(!edited.empty());
  CHECK(edited != expected);
  northline_strategy_free(strategy);
  northline_options_free(options);
}

TEST_CASE("objects are freed on whichever thread holds them last") {
  northline_options* options = options_of_today();
  for (int r = 0; r < rounds; ++r) {
    northline_strategy* strategy = load(council(), options);
    std::vector<northline_findings*> findings(readers, nullptr);
    for (northline_findings*& f : findings)
      REQUIRE(northline_check(strategy, options, &f, nullptr) == NORTHLINE_OK);
    std::atomic<int> answered{0};
    std::vector<std::thread> threads;
    for (northline_findings* f : findings)
      threads.emplace_back([f, &answered] {
        northline_text* text = nullptr;
        if (northline_findings_json(f, &text, nullptr) == NORTHLINE_OK && !taken(text).empty()) ++answered;
        northline_findings_free(f);
      });
    northline_strategy_free(strategy);
    for (std::thread& thread : threads) thread.join();
    CHECK(answered == readers);
  }
  northline_options_free(options);
}

TEST_CASE("a token requested on one thread stops the call on another") {
  northline_cancel* cancel = nullptr;
  REQUIRE(northline_cancel_create(&cancel) == NORTHLINE_OK);
  northline_options* options = options_of_today(cancel);
  northline_strategy* strategy = load(council(), options);

  std::atomic<bool> started{false};
  std::atomic<bool> wrong{false};
  int finished = 0;
  std::thread worker([&] {
    for (;;) {
      northline_findings* findings = nullptr;
      const northline_status status = northline_check(strategy, options, &findings, nullptr);
      northline_findings_free(findings);
      started = true;
      if (status == NORTHLINE_CANCELLED) {
        if (findings != nullptr) wrong = true;
        return;
      }
      if (status != NORTHLINE_OK) {
        wrong = true;
        return;
      }
      ++finished;
    }
  });
  while (!started) std::this_thread::yield();
  CHECK(northline_cancel_request(cancel) == NORTHLINE_OK);
  worker.join();
  CHECK(finished >= 1);
  CHECK_FALSE(wrong);

  // The strategy is as it was: with a fresh token the same call ends.
  northline_options_free(options);
  northline_cancel_free(cancel);
  options = options_of_today();
  CHECK(!everything(strategy, options).empty());
  northline_strategy_free(strategy);
  northline_options_free(options);
}
