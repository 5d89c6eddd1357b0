// Runs that are compared with each other take turns, so that a machine that gets slower or faster in between
// does so for all of them. What counts is the ratio of the medians.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <ctime>
#include <exception>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace northline::bench {

/// Processor time of the calling thread: all that is compared works in one, and what else runs on the machine
/// does not count.
class Stopwatch {
public:
  double seconds() const { return now() - start_; }

private:
  static double now() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  }
  double start_ = now();
};

/// Middle of the values; of an even number the mean of the two in the middle.
inline double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// One way of doing the work. A run returns the seconds of its named steps, in the same order each time; what
/// it made is freed outside of them.
struct Contestant {
  std::string name;
  std::function<std::vector<std::pair<std::string, double>>()> run;
};

struct Timing {
  std::string contestant, step;
  std::vector<double> seconds;
};

/// One unmeasured turn of each, then `rounds` turns; every round begins with another contestant, so that
/// nobody always runs in the wake of the same neighbour.
inline std::vector<Timing> interleave(const std::vector<Contestant>& contestants, std::size_t rounds) {
  std::vector<Timing> timings;
  const auto note = [&](const Contestant& who, const std::string& step, double seconds) {
    for (Timing& t : timings)
      if (t.contestant == who.name && t.step == step) return t.seconds.push_back(seconds);
    timings.push_back({who.name, step, {seconds}});
  };
  for (const Contestant& c : contestants) c.run();
  for (std::size_t round = 0; round < rounds; ++round)
    for (std::size_t turn = 0; turn < contestants.size(); ++turn) {
      const Contestant& c = contestants[(turn + round) % contestants.size()];
      for (const auto& [step, seconds] : c.run()) note(c, step, seconds);
    }
  return timings;
}

/// Prints `"name": {"median": …, "least": …, "most": …}`.
inline void print_seconds(const std::string& name, const std::vector<double>& seconds) {
  std::printf("\"%s\": {\"median\": %.9f, \"least\": %.9f, \"most\": %.9f}", name.c_str(), median(seconds),
              *std::min_element(seconds.begin(), seconds.end()),
              *std::max_element(seconds.begin(), seconds.end()));
}

/// The whole of a benchmark's main: what goes wrong is said in one line.
inline int guarded(const char* name, int (*run)(int, char**), int count, char** arguments) {
  try {
    return run(count, arguments);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", name, error.what());
    return 1;
  }
}

} // namespace northline::bench
