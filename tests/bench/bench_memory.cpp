// Measures how much memory loading, checking and scoring take above the caller's text, to the byte, and
// prints it as JSON. One file per process, so that nothing is left over from another.
//
//   bench_memory FILE
#include "counting.hpp"
#include "support.hpp"

#include "base/error.hpp"
#include "io/json_reader.hpp"
#include "score/score.hpp"

#include <fmt/format.h>

namespace {

using namespace northline;
using northline::bench::heap;

int run(const std::string& path) {
  const std::string text = bench::read_file(path);
  const std::size_t before = heap.live;
  heap.mark();
  const auto snapshot = read_json(Text::borrow(text));
  const std::size_t reading = heap.peak - before, read = heap.live - before;
  const View view(snapshot);
  heap.mark();
  const auto findings = run_checks(view);
  const std::size_t checking = heap.peak - before, checked = heap.live - before;
  heap.mark();
  const ScoreResult result = score(view);
  const std::size_t scoring = heap.peak - before, scored = heap.live - before;
  const std::size_t peak = std::max({reading, checking, scoring});
  const std::size_t elements = bench::element_count(*snapshot);
  fmt::print("{{\"elements\": {}, \"bytes\": {}, \"findings\": {}, \"finding_bytes\": {}, \"goals\": {},\n",
             elements, text.size(), findings->total(), findings->bytes(), result.goals.size());
  fmt::print(" \"peak\": {{\"reading\": {}, \"checking\": {}, \"scoring\": {}, \"all\": {}}},\n", reading,
             checking, scoring, peak);
  fmt::print(" \"kept\": {{\"read\": {}, \"checked\": {}, \"scored\": {}}}}}\n", read, checked, scored);
  return 0;
}

} // namespace

int main(int count, char** arguments) {
  try {
    if (count == 2) return run(arguments[1]);
    fmt::print(stderr, "usage: bench_memory FILE\n");
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_memory: {}\n", error.what());
  }
  return 1;
}
