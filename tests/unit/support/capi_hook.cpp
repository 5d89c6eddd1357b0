#include "capi_world.hpp"

#include <type_traits>

namespace capi_test {
namespace {
thread_local void (*active)(const char *) = nullptr;
thread_local const char *first = nullptr;
} // namespace

Hook::Hook(void (*thrower)(const char *)) {
  first = nullptr;
  active = thrower;
}
Hook::~Hook() { active = nullptr; }
std::string Hook::entered() const { return first ? first : "nothing"; }

void throw_cancelled() {
  throw northline::Error(northline::Status::cancelled,
                         "The call was cancelled by its caller.");
}

} // namespace capi_test

/// The library's weak reference finds this one in the test program alone.
extern "C" __attribute__((visibility("hidden"))) void
northline_test_hook(const char *entry);
extern "C" void northline_test_hook(const char *entry) {
  if (capi_test::first == nullptr)
    capi_test::first = entry;
  if (capi_test::active)
    capi_test::active(entry);
}
