// Times a simulation against drawing its numbers alone and against as many plain scorings, and on two threads
// against one, and prints the medians as JSON.
//
//   bench_uncertainty [--file examples/strategies/council.json] [--draws 100000] [--scorings 200]
//                     [--ranges 0] [--rounds 11]
//
// "draw" draws the same inputs that the simulation uses, in the same blocks, and adds them up. "score" scores
// the document so often and is reckoned up to the number of draws. "two" is the simulation on two threads, in
// time by the clock, as is "one" beside it; the other figures are processor time of one thread. "apart" is
// what the machine itself gives: two threads that share nothing, each with a simulation of half the draws.
// With --ranges R every plain number that the score reads of contributions, shares, degrees, hours and money
// becomes a range of R per cent to both sides, so that the score depends on all of them. Limits: simulation 4
// draws and a twentieth of the scorings; two threads 1.8 times as fast as one.
#include "interleaved.hpp"

#include "io/json_reader.hpp"
#include "score/score.hpp"
#include "score/uncertainty.hpp"

#include <boost/json.hpp>

#include <chrono>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <thread>

namespace {

using namespace northline;
using namespace northline::bench;
namespace bj = boost::json;

bj::value range(double x, double percent, double low, double high) {
  const double by = std::abs(x) * percent / 100;
  return bj::object{{"low", std::max(low, x - by)}, {"likely", x}, {"high", std::min(high, x + by)}};
}

void widen(bj::object& body, const char* relation, const char* attribute, double percent, double low,
           double high) {
  bj::value* targets = body.if_contains(relation);
  if (!targets || !targets->is_object()) return;
  for (auto& [id, value] : targets->as_object()) {
    const bool principal =
        std::string_view(attribute) != "hours_per_week" && std::string_view(attribute) != "money";
    if (value.is_number() && principal) {
      value = bj::object{{attribute, range(value.to_number<double>(), percent, low, high)}};
    } else if (value.is_object()) {
      bj::value* x = value.as_object().if_contains(attribute);
      if (x && x->is_number()) *x = range(x->to_number<double>(), percent, low, high);
    }
  }
}

std::string widened(const std::string& text, double percent) {
  bj::value document = bj::parse(text);
  for (auto& [member, kind] : document.as_object()) {
    if (!kind.is_object() || member == "scoring" || member == "scenarios") continue;
    for (auto& [id, body] : kind.as_object()) {
      if (!body.is_object()) continue;
      bj::object& o = body.as_object();
      widen(o, "contributes_to", "contribution", percent, -100, 100);
      widen(o, "supports", "contribution", percent, -100, 100);
      widen(o, "addresses", "degree", percent, 0, 1);
      widen(o, "uses", "degree", percent, 0, 1);
      widen(o, "reaches", "share", percent, 0, 1);
      widen(o, "consumes", "hours_per_week", percent, 0, 1e9);
      widen(o, "consumes", "money", percent, 0, 1e300);
    }
  }
  return bj::serialize(document);
}

int run(int count, char** arguments) {
  std::string file = "examples/strategies/council.json";
  std::uint64_t draws = 100'000;
  std::size_t scorings = 200, rounds = 11;
  double ranges = 0;
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string_view name = arguments[i];
    if (name == "--file") file = arguments[i + 1];
    if (name == "--draws") draws = std::stoull(arguments[i + 1]);
    if (name == "--scorings") scorings = std::stoul(arguments[i + 1]);
    if (name == "--ranges") ranges = std::stod(arguments[i + 1]);
    if (name == "--rounds") rounds = std::stoul(arguments[i + 1]);
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("There is no file " + file + ".");
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (ranges > 0) text = widened(text, ranges);
  const View view(read_json(Text::own(std::move(text))));
  SimulationOptions one;
  one.draws = draws;
  SimulationOptions two = one;
  two.threads = 2;
  SimulationOptions half = one;
  half.draws = draws / 2;
  const Simulation kept = simulate(view, one);
  std::vector<std::uint32_t> used;
  for (std::uint32_t i = 0; i < kept.inputs.size(); ++i)
    if (kept.inputs[i].used) used.push_back(i);
  double sum = 0;
  const auto by_clock = [](auto&& f) {
    const auto start = std::chrono::steady_clock::now();
    f();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };

  const std::vector<Contestant> contestants = {
      {"draw",
       [&] {
         Stopwatch watch;
         double values[256], probability[256];
         for (std::uint64_t first = 0; first < draws; first += 256) {
           const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(256, draws - first));
           for (const std::uint32_t i : used) {
             const std::uint32_t p = kept.inputs[i].drawn_probability;
             if (p != UncertainInput::no_input)
               draw(kept.inputs[p], p, one.seed, first, n, nullptr, probability);
             draw(kept.inputs[i], i, one.seed, first, n,
                  p != UncertainInput::no_input ? probability : nullptr, values);
             sum += values[0];
           }
         }
         return std::vector<std::pair<std::string, double>>{{"run", watch.seconds()}};
       }},
      {"simulate",
       [&] {
         Stopwatch watch;
         const double clock = by_clock([&] { simulate(view, one); });
         return std::vector<std::pair<std::string, double>>{{"run", watch.seconds()}, {"clock", clock}};
       }},
      {"score",
       [&] {
         Stopwatch watch;
         for (std::size_t i = 0; i < scorings; ++i) sum += score(view).overall.lower;
         return std::vector<std::pair<std::string, double>>{
             {"run", watch.seconds() / static_cast<double>(scorings) * static_cast<double>(draws)}};
       }},
      {"two",
       [&] {
         Stopwatch watch;
         const double clock = by_clock([&] { simulate(view, two); });
         return std::vector<std::pair<std::string, double>>{{"main", watch.seconds()}, {"clock", clock}};
       }},
      {"apart", [&] {
         const double clock = by_clock([&] {
           std::thread other([&] { simulate(view, half); });
           simulate(view, half);
           other.join();
         });
         return std::vector<std::pair<std::string, double>>{{"clock", clock}};
       }}};
  const auto timings = interleave(contestants, rounds);
  if (std::isnan(sum)) throw std::runtime_error("The sums are no numbers.");
  std::size_t moving = 0;
  for (const UncertainOutput& o : kept.outputs) moving += o.varies;
  fmt::print("{{\"file\": \"{}\", \"draws\": {}, \"inputs\": {}, \"used\": {}, \"results_that_vary\": {}, "
             "\"rounds\": {}",
             file, draws, kept.inputs.size(), used.size(), moving, rounds);
  const auto of = [&](std::string_view who, std::string_view step) {
    for (const Timing& t : timings)
      if (t.contestant == who && t.step == step) return median(t.seconds);
    return 0.0;
  };
  for (const Timing& t : timings) {
    fmt::print(",\n ");
    print_seconds(t.contestant + "." + t.step, t.seconds);
  }
  fmt::print(",\n \"simulate.draws\": {:.3f},\n \"score.simulations\": {:.1f},\n \"two.faster\": {:.2f},\n "
             "\"apart.faster\": {:.2f},\n \"two.less_for_main\": {:.2f}}}\n",
             of("simulate", "run") / of("draw", "run"), of("score", "run") / of("simulate", "run"),
             of("simulate", "clock") / of("two", "clock"), of("simulate", "clock") / of("apart", "clock"),
             of("simulate", "run") / of("two", "main"));
  return 0;
}

} // namespace

int main(int count, char** arguments) { return guarded("bench_uncertainty", run, count, arguments); }
