#pragma once
#include "base/error.hpp"

#include <atomic>

namespace northline {

/// Looked at every few thousand units of work, so that a caller on another thread can stop a long call.
class Cancel {
public:
  Cancel() = default;
  explicit Cancel(const std::atomic<bool>* flag) : flag_(flag) {}
  bool requested() const { return flag_ && flag_->load(std::memory_order_relaxed); }
  void check() const {
    if (requested()) throw Error(Status::cancelled, "The call was cancelled by its caller.");
  }

private:
  const std::atomic<bool>* flag_ = nullptr;
};

/// Counts units of work and looks at the token once in 4,096 of them.
class Work {
public:
  explicit Work(Cancel c) : cancel_(c) {}
  void step() {
    if ((++n_ & 4095U) == 0) cancel_.check();
  }

private:
  Cancel cancel_;
  unsigned n_ = 0;
};

} // namespace northline
