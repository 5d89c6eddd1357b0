// Memory that runs out at every single allocation of every function of the C
// API: the call says so, nothing is leaked, what was passed in is as it was,
// and nothing is stored.
#include "support/capi_world.hpp"
#include "support/catch.hpp"
#include "support/rounds.hpp"

#include <cstdlib>
#include <new>
#include <string>

using namespace capi_test;

namespace {
thread_local long allocations_left = -1; // below zero: never fail

void* allocate(std::size_t size) {
  if (allocations_left == 0) throw std::bad_alloc();
  if (allocations_left > 0) --allocations_left;
  if (void* memory = std::malloc(size ? size : 1)) return memory;
  throw std::bad_alloc();
}
} // namespace

// The whole program's; only a thread that sets the count notices. The
// over-aligned forms stay the library's own: nothing here allocates
// over-aligned objects.
void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  if (allocations_left == 0) return nullptr;
  if (allocations_left > 0) --allocations_left;
  return std::malloc(size ? size : 1);
}
void* operator new[](std::size_t size, const std::nothrow_t& nothrow) noexcept {
  return operator new(size, nothrow);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

TEST_CASE("capi: memory may run out at any allocation of any call", "[capi]") {
  unsigned long failures = 0;
  // Under a sanitizer the long calls fail at every seventh allocation from the two hundredth on.
  const long stride = rounds(10) < 10 ? 7 : 1;
  for (const Call& call : calls()) {
    INFO(call.name);
    std::string before, after; // the strategy without the call and with it
    {
      World world;
      before = saved(world.strategy);
      Arguments arguments(call, world, false);
      REQUIRE(call.run(arguments) == NORTHLINE_OK);
      after = saved(world.strategy);
    }
    bool done = false;
    for (long n = 0; !done; n += n < 200 ? 1 : stride) {
      REQUIRE(n < 20000);
      World world;
      northline_status status = NORTHLINE_OK;
      {
        Arguments arguments(call, world, true);
        allocations_left = n;
        status = call.run(arguments);
        allocations_left = -1;
        if (status == NORTHLINE_OK) {
          done = true;
          continue;
        }
        ++failures;
        INFO("allocation " << n << " failed");
        REQUIRE(status == NORTHLINE_OUT_OF_MEMORY);
        CHECK(arguments.outs_untouched(call.name));
        if (call.has_error) {
          northline_view message{nullptr, 0};
          REQUIRE(northline_error_message(world.error, &message) == NORTHLINE_OK);
          CHECK(to_string(message).find("Memory ran out") == 0);
        }
      }
      const bool edit = before != after;
      if (edit || n % 16 == 0) {
        INFO("after allocation " << n << " failed");
        CHECK(saved(world.strategy) == before);
        // The call works as soon as there is memory again, and nothing of the
        // failed one is left over.
        Arguments again(call, world, false);
        CHECK(call.run(again) == NORTHLINE_OK);
        CHECK(saved(world.strategy) == after);
      }
    }
  }
  CHECK(failures > 500);
}
