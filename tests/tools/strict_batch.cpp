// Reads documents, one a line, and prints for each `1` if the strict reader finds no problem of shape in it
// and `0` if it does. What a schema cannot see (duplicates, references, ends, the order of bounds, days that
// do not exist) does not count: the answers are compared with those of JSON Schema validators. `strict_batch
// --why` prints the problems instead, for a person who looks for the reason of a difference.
#include "base/error.hpp"
#include "io/json_reader.hpp"

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>

namespace {

bool refused(const northline::Snapshot& snapshot) {
  try {
    northline::require_no_problems(snapshot);
    return false;
  } catch (const northline::Error& e) {
    if (e.status() == northline::Status::refused) return true;
    throw;
  }
}

bool read_line(std::string& line) {
  line.clear();
  for (int c = std::getchar(); c != EOF; c = std::getchar()) {
    if (c == '\n') return true;
    line += static_cast<char>(c);
  }
  return !line.empty();
}

} // namespace

int main(int argc, char** argv) {
  const bool why = argc == 2 && std::string_view(argv[1]) == "--why";
  std::string line;
  for (std::size_t number = 1; read_line(line); ++number) {
    try {
      const auto snapshot = northline::read_json(northline::Text::own(line));
      const auto& problems = snapshot->problems();
      const bool shape = std::any_of(problems.begin(), problems.end(), [&](const northline::Problem& p) {
        return is_shape_problem(*snapshot, p);
      });
      // What is wrong in shape must not pass, and what has no problem at all must not be refused.
      if (const bool no = refused(*snapshot); (shape && !no) || (problems.empty() && no)) {
        std::fprintf(stderr, "line %zu: strict reading %s\n", number,
                     no ? "refuses a document without problems" : "accepts a problem of shape");
        return 1;
      }
      if (why)
        for (const auto& p : problems)
          std::printf("%zu: %s%s %s\n", number, is_shape_problem(*snapshot, p) ? "" : "(not shape) ",
                      northline::problem_code(p.what), northline::problem_message(*snapshot, p).c_str());
      else
        std::puts(shape ? "0" : "1");
    } catch (const northline::Error& e) {
      // JSON that is no object is no document, and reading ends there; a syntax error in an object would be a
      // fault of the test or of the reader.
      if (e.status() == northline::Status::not_json && line.front() != '{') {
        if (!why) std::puts("0");
        continue;
      }
      std::fprintf(stderr, "line %zu: %s\n", number, e.what());
      return 1;
    }
  }
  return 0;
}
