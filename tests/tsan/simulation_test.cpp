// A simulation on several threads, done under the thread sanitizer, gives what one thread gives.
#include <northline/northline.h>

#include "support/catch.hpp"

#include <cstring>
#include <string>

namespace {

constexpr char plan[] = R"({"northline": 1, "as_of": "2026-11-21",
  "visions": {"v": {}},
  "goals": {"g": {"supports": {"v": {"contribution": {"low": 20, "high": 80}}}}},
  "programs": {"p": {"contributes_to": {"g": {"contribution": {"low": -10, "likely": 20, "high": 60}, "confidence": 0.5}}}},
  "benefits": {"b": {"value": {"low": 1, "likely": 2, "high": 9}}}})";

std::string simulated(size_t threads) {
  northline_options* options = nullptr;
  northline_text* text = nullptr;
  std::string copy;
  if (northline_options_create(&options, nullptr) == NORTHLINE_OK &&
      northline_options_set_threads(options, threads, nullptr) == NORTHLINE_OK &&
      northline_json_simulate(plan, std::strlen(plan), nullptr, 0, 5000, 3, nullptr, 0, options, &text,
                              nullptr) == NORTHLINE_OK) {
    northline_view view{};
    if (northline_text_view(text, &view) == NORTHLINE_OK) copy.assign(view.data, view.size);
  }
  northline_text_free(text);
  northline_options_free(options);
  return copy;
}

} // namespace

TEST_CASE("simulations share their work out without a race") {
  const std::string one = simulated(1);
  REQUIRE_FALSE(one.empty());
  CHECK(simulated(2) == one);
  CHECK(simulated(5) == one);
}
