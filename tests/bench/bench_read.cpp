// Times reading, checking and scoring against Boost.JSON on the same bytes in the same process, and prints
// the medians as JSON.
//
//   bench_read [--rounds N] FILE...
//
// "boost" is boost::json::parse(text) with its default storage; "boost_monotonic" gives it a
// monotonic_resource, its fastest. Freeing is outside of all times.
#include "interleaved.hpp"
#include "support.hpp"

#include "base/error.hpp"
#include "io/json_reader.hpp"
#include "score/score.hpp"

#include <boost/json.hpp>
#include <boost/version.hpp>
#include <fmt/format.h>

namespace {

using namespace northline;
using namespace northline::bench;
using Steps = std::vector<std::pair<std::string, double>>;

Steps run_boost(const std::string& text) {
  Stopwatch watch;
  const boost::json::value value = boost::json::parse(text);
  const double seconds = watch.seconds();
  if (!value.is_object()) throw std::runtime_error("The document is no object.");
  return {{"parse", seconds}};
}

Steps run_boost_monotonic(const std::string& text) {
  Stopwatch watch;
  boost::json::monotonic_resource memory;
  const boost::json::value value = boost::json::parse(text, &memory);
  const double seconds = watch.seconds();
  if (!value.is_object()) throw std::runtime_error("The document is no object.");
  return {{"parse", seconds}};
}

Steps run_northline(const std::string& text, const CheckOptions& options = {}) {
  Stopwatch watch;
  const auto snapshot = read_json(Text::borrow(text));
  const double read = watch.seconds();
  const View view(snapshot);
  const auto findings = run_checks(view, options);
  const double checked = watch.seconds();
  const ScoreResult result = score(view);
  const double scored = watch.seconds();
  if (result.goals.size() > snapshot->size() || findings->view().size() != snapshot->size())
    throw std::runtime_error("The results do not belong to the document.");
  return {{"read", read}, {"read_check", checked}, {"all", scored}};
}

// Reading is repeated for them: the checks that stand alone see a snapshot as fresh as their peer's graph.
Steps run_structural(const std::string& text, const CheckOptions& options) {
  Stopwatch watch;
  const auto snapshot = read_json(Text::borrow(text));
  const View view(snapshot);
  const double read = watch.seconds();
  const auto findings = run_checks(view, options);
  const double checked = watch.seconds();
  if (findings->total() > 100 * std::size_t{snapshot->size()}) throw std::runtime_error("Too many findings.");
  return {{"checks_alone", checked - read}, {"read_check", checked}};
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

void print_timings(const std::vector<Timing>& timings) {
  bool first = true;
  for (const Timing& t : timings) {
    fmt::print("{}\n   ", first ? "" : ",");
    print_seconds(t.contestant + "." + t.step, t.seconds);
    first = false;
  }
}

std::vector<Contestant> contestants(const std::string& text, const CheckOptions& ten,
                                    const CheckOptions& first) {
  return {{"boost", [&] { return run_boost(text); }},
          {"boost_monotonic", [&] { return run_boost_monotonic(text); }},
          {"northline", [&] { return run_northline(text); }},
          {"first_list", [&] { return run_northline(text, first); }},
          {"structural", [&] { return run_structural(text, ten); }}};
}

int run(int count, char** arguments) {
  std::size_t rounds = 11;
  std::vector<std::string> paths;
  for (int i = 1; i < count; ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--rounds" && i + 1 < count)
      rounds = static_cast<std::size_t>(std::stoul(arguments[++i]));
    else
      paths.emplace_back(argument);
  }
  const CheckOptions ten = structural_checks(), first_checks = only(first_list);
  fmt::print("{{\n \"rounds\": {}, \"boost\": {}, \"compiler\": {}, \"checks\": {},\n \"files\": {{", rounds,
             quoted(BOOST_LIB_VERSION), quoted(__VERSION__), rule_table_size);
  bool first = true;
  for (const std::string& path : paths) {
    const std::string text = read_file(path);
    const auto timings = interleave(contestants(text, ten, first_checks), rounds);
    const auto snapshot = read_json(Text::borrow(text));
    fmt::print("{}\n  {}: {{\"elements\": {}, \"bytes\": {}, \"problems\": {},", first ? "" : ",",
               quoted(path), element_count(*snapshot), text.size(), snapshot->problems().size());
    print_timings(timings);
    fmt::print("}}");
    std::fflush(stdout);
    first = false;
  }
  // The shortest documents there are: what every call costs, however little it is given.
  const std::string empty = "{\"northline\": 1}";
  std::vector<double> times;
  for (std::size_t i = 0; i < 1'000; ++i) times.push_back(run_northline(empty).back().second);
  fmt::print("}},\n ");
  print_seconds("empty_document", times);
  fmt::print("\n}}\n");
  return 0;
}

} // namespace

int main(int count, char** arguments) { return guarded("bench_read", run, count, arguments); }
