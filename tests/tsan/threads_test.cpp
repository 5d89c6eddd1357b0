// What docs/embedding.md promises about threads: states are shared, strategies are not, tokens come from
// anywhere.
#include "check/check.hpp"
#include "io/json_writer.hpp"
#include "report/check_report.hpp"
#include "report/score_report.hpp"
#include "score/score.hpp"
#include "session/strategy.hpp"
#include "support/catch.hpp"

#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

using namespace northline;

namespace {

std::string council() {
  std::ifstream f(NORTHLINE_SOURCE_DIR "/examples/strategies/council.json");
  std::stringstream s;
  s << f.rdbuf();
  return s.str();
}

template <class F> void on_threads(unsigned n, F f) {
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < n; ++i) threads.emplace_back([&f, i] { f(i); });
  for (std::thread& t : threads) t.join();
}

} // namespace

TEST_CASE("Threads that share a state get the same bytes", "[threads]") {
  const View v(read_json(Text::own(council())));
  const std::string findings = check_json(*run_checks(v)), scores = score_json(v, score(v)),
                    text = write_json(v);
  std::atomic<unsigned> same{0};
  on_threads(4, [&](unsigned) {
    same += check_json(*run_checks(v)) == findings;
    same += score_json(v, score(v)) == scores;
    same += write_json(v) == text;
  });
  CHECK(same == 12);
}

TEST_CASE("Copies of a strategy are edited on threads of their own", "[threads]") {
  const Strategy base(read_json(Text::own(council())));
  std::vector<Strategy> copies;
  for (int i = 0; i < 4; ++i) copies.emplace_back(base);
  on_threads(4, [&](unsigned i) {
    for (int step = 0; step < 20; ++step) {
      const std::string id = "goal-" + std::to_string(step);
      copies[i].add_element(Kind::goal, id);
      copies[i].set_attribute(id, "title", "\"Thread " + std::to_string(i) + "\"");
    }
    run_checks(copies[i].view());
  });
  for (const Strategy& s : copies) CHECK(s.view().count(Kind::goal) == base.view().count(Kind::goal) + 20);
}

TEST_CASE("A token is requested from another thread", "[threads]") {
  const std::string text = council();
  unsigned stopped = 0, finished = 0;
  for (int round = 0; round < 30; ++round) {
    std::atomic<bool> flag{false};
    std::thread other([&] {
      for (int i = 0; i < round * 200; ++i) std::this_thread::yield();
      flag = true;
    });
    try {
      ReadOptions how;
      how.cancel = Cancel(&flag);
      const View v(read_json(Text::own(text), how));
      CheckOptions check;
      check.cancel = how.cancel;
      run_checks(v, check);
      ScoreOptions s;
      s.cancel = how.cancel;
      score(v, s);
      ++finished;
    } catch (const Error& e) {
      CHECK(e.status() == Status::cancelled);
      ++stopped;
    }
    other.join();
  }
  CHECK(stopped + finished == 30);
}
