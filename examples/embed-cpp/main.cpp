// Northline in a C++20 program: reads a strategy, checks and scores it, and tries an edit.
//
//     embed-cpp [strategy.json]
//
// Without a file it uses the strategy below.
#include <northline/northline.hpp>

#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace {

const char* const sample = R"({
  "northline": 1,
  "title": "A bakery that is found again",
  "visions": {"street": {"title": "The street buys its bread with us"}},
  "goals": {
    "regulars": {"title": "More people come twice a week", "supports": {"street": 70}},
    "followers": {"title": "Ten thousand followers", "due": "2027-06-30"}
  }
})";

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(std::string(path) + " cannot be opened.");
  return {std::istreambuf_iterator<char>(file), {}};
}

const char* name(northline::Severity severity) {
  switch (severity) {
  case northline::Severity::error:
    return "error";
  case northline::Severity::warning:
    return "warning";
  case northline::Severity::advice:
    return "advice";
  default:
    return "?"; // a newer library may know more
  }
}

void print_score(const northline::Strategy& strategy) {
  const northline::Scores scores = strategy.score();
  const northline::Score whole = scores.overall();
  std::printf("alignment: at least %.2f, at most %.2f, %.0f %% known", whole.lower, whole.upper,
              whole.known * 100);
  if (!scores.weakest().empty()) std::printf(", weakest in %s", std::string(scores.weakest()).c_str());
  std::printf("\n");
}

} // namespace

int main(int argc, char** argv) try {
  northline::Strategy strategy = northline::Strategy::load(argc > 1 ? read_file(argv[1]) : sample);
  const std::size_t goals = strategy.element_count("goal");
  std::cout << "Northline " << northline_version() << ": " << goals << " goals\n";

  const northline::Findings findings = strategy.check();
  std::cout << findings.size() << " findings\n";
  std::size_t shown = 0;
  for (const northline::Finding finding : findings) {
    if (++shown > 5) break;
    std::cout << "  " << finding.line() << ':' << finding.column() << ": " << name(finding.severity()) << ' '
              << finding.code() << ": " << finding.message() << '\n';
  }
  std::cout.flush();
  print_score(strategy);

  if (goals > 0) {
    const northline::Element first = strategy.elements("goal")[0];
    std::cout << "relations of " << first.id << ":";
    for (const northline::Link& link : strategy.relations(first.id))
      std::cout << ' ' << link.type << ' ' << link.other;
    std::cout << std::endl;
  }

  {
    // What would one more goal change? Without a commit the transaction takes it back.
    northline::Transaction what_if(strategy);
    strategy.add_element("goal", "embed-cpp-what-if");
    strategy.set_attribute("embed-cpp-what-if", "title", R"("Answer every question within a day")");
    std::cout << "with one goal more: " << std::flush;
    print_score(strategy);
  }
  return strategy.element_count("goal") == goals ? 0 : 1;
} catch (const northline::Error& error) {
  std::cerr << northline_status_name(error.status()) << " at line " << error.line() << ", column "
            << error.column() << ": " << error.what() << '\n';
  return 1;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
