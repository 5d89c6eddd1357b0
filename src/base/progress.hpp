#pragma once
#include <algorithm>
#include <atomic>
#include <cstdint>

namespace northline {

/// How far a long call has come, for others to poll. One call writes, any thread may read; a call that
/// consists of several (reading, checking) starts it anew for each.
class Progress {
public:
  void start(std::uint64_t expected) {
    done_.store(0, std::memory_order_relaxed);
    expected_.store(expected, std::memory_order_relaxed);
  }
  void reach(std::uint64_t done) { done_.store(done, std::memory_order_relaxed); }
  void finish() { done_.store(expected_.load(std::memory_order_relaxed), std::memory_order_relaxed); }
  /// From 0 to 1; 0 before anything started.
  double share() const {
    const auto expected = expected_.load(std::memory_order_relaxed),
               done = done_.load(std::memory_order_relaxed);
    return expected == 0 ? 0 : static_cast<double>(std::min(done, expected)) / static_cast<double>(expected);
  }

private:
  std::atomic<std::uint64_t> done_{0}, expected_{0};
};

} // namespace northline
