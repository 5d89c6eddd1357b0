// Scores many documents in one process: one JSON document a line in, one score a line out, in the shape of
// `northline score --format json`, or {"error": "…"} where a document cannot be scored.
#include "base/error.hpp"
#include "base/json_text.hpp"
#include "io/json_reader.hpp"
#include "report/score_report.hpp"

#include <iostream>
#include <string>

int main() {
  using namespace northline;
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    try {
      const View view(read_json(Text::borrow(line)));
      std::cout << score_json(view, score(view)) << '\n';
    } catch (const Error& e) {
      std::string message;
      append_json_string(message, e.what());
      std::cout << "{\"error\":" << message << "}\n";
    }
  }
}
