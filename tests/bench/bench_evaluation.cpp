// Times the evaluation of a large random strategy against one pass that gathers the value at the source of
// every relation, and prints the medians as JSON.
//
//   bench_evaluation [--elements 1000000] [--relations 3000000] [--rounds 11] [--shuffled 0]
//
// "gather" multiplies and adds what "cached" has to fetch, in the same order, and decides nothing. "cached"
// has its order already; "whole" finds it first. Limits: cached 2 gathers, whole 15. Without limits:
// "hybrid", "words" and "compatible" have their order too, and "published" finds it with the one of
// compatible mode. Goals stand in the document before those that refine and support them, or, shuffled, in no
// order.
#include "interleaved.hpp"

#include "io/json_reader.hpp"
#include "score/evaluation.hpp"

#include <fmt/format.h>
#include <memory>
#include <random>

namespace {

using namespace northline;
using namespace northline::bench;

/// Goals that refine one goal of smaller number each and support others of smaller number; every tenth is
/// given.
std::string document(std::uint32_t elements, std::uint64_t relations, bool shuffled) {
  std::mt19937 random(7);
  const std::uint64_t supports = relations > elements ? relations - elements : 0;
  std::vector<std::string> goals{"\"g0\":{}"};
  std::uint64_t written = 0;
  for (std::uint32_t i = 1; i < elements; ++i) {
    std::string& out =
        goals.emplace_back(fmt::format("\"g{}\":{{\"refines\":\"g{}\",\"supports\":{{", i, random() % i));
    // The first few have nobody to support but each other, so that later ones make up for them.
    const std::uint64_t wanted = supports * i / (elements - 1);
    std::vector<std::uint32_t> targets;
    for (; written < wanted && targets.size() < std::min<std::size_t>(i, 6); ++written) {
      std::uint32_t t = static_cast<std::uint32_t>(random() % i);
      while (std::find(targets.begin(), targets.end(), t) != targets.end()) t = (t + 1) % i;
      targets.push_back(t);
    }
    for (std::size_t k = 0; k < targets.size(); ++k)
      out += fmt::format("{}\"g{}\":{}", k ? "," : "", targets[k], static_cast<int>(random() % 201) - 100);
    out += "}";
    if (i % 3 == 0) out += ",\"decomposition\":\"or\"";
    out += "}";
  }
  // The same on every machine, unlike std::shuffle.
  for (std::size_t i = goals.size(); shuffled && i > 1; --i) std::swap(goals[i - 1], goals[random() % i]);
  std::string out = "{\"northline\":1,\"goals\":{" + goals[0];
  for (std::size_t i = 1; i < goals.size(); ++i) out += "," + goals[i];
  return out + "}}";
}

int run(int count, char** arguments) {
  std::uint32_t elements = 1'000'000;
  std::uint64_t relations = 3'000'000;
  std::size_t rounds = 11;
  bool shuffled = false;
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string_view name = arguments[i];
    if (name == "--elements") elements = static_cast<std::uint32_t>(std::stoul(arguments[i + 1]));
    if (name == "--relations") relations = std::stoull(arguments[i + 1]);
    if (name == "--shuffled") shuffled = arguments[i + 1] != std::string_view("0");
    if (name == "--rounds") rounds = std::stoul(arguments[i + 1]);
  }
  const View view(read_json(Text::own(document(elements, relations, shuffled))));
  const auto fixed_here = [&] {
    std::vector<std::uint8_t> fixed(view.size(), 0);
    for (std::uint32_t e = 1; e < view.size(); e += 10) fixed[e] = 1;
    return fixed;
  };
  const auto start = [&](const EvaluationOrder& order) {
    std::vector<double> values(order.size(), 0);
    for (std::uint32_t p = 0; p < order.size(); ++p)
      if (!order.computed(p)) values[p] = static_cast<double>(order.at(p) * 37U % 201U) - 100;
    return values;
  };
  const EvaluationOrder order(view, fixed_here());
  std::vector<double> values = start(order);
  // One list of sources and sizes in the order of their targets, as a plain gather would have it.
  std::vector<std::uint32_t> first, source, target;
  std::vector<double> size;
  order.each_node([&](const EvaluationOrder::Node& n) {
    first.push_back(static_cast<std::uint32_t>(source.size()));
    target.push_back(n.position);
    for (std::uint32_t k = n.contributions; k < n.contributions_end; ++k) {
      source.push_back(order.contribution_sources()[k]);
      size.push_back(order.contribution_sizes()[k]);
    }
    for (std::uint32_t k = n.parts; k < n.dependencies_end; ++k) {
      source.push_back(order.part_sources()[k]);
      size.push_back(1);
    }
  });
  first.push_back(static_cast<std::uint32_t>(source.size()));
  std::vector<double> sums(order.size(), 0);

  const EvaluationParameters parameters;
  const auto run_of = [](std::string name, auto&& call) {
    return Contestant{std::move(name), [call] {
                        Stopwatch watch;
                        call();
                        return std::vector<std::pair<std::string, double>>{{"run", watch.seconds()}};
                      }};
  };
  std::vector<double> hybrid = values;
  std::vector<std::int32_t> whole_numbers(values.begin(), values.end());
  std::vector<Satisfaction> words(order.size());
  for (std::uint32_t p = 0; p < order.size(); ++p) words[p] = satisfaction_of(values[p], false);
  const auto find = [&](EvaluationMode mode) {
    std::vector<std::uint8_t> fixed = fixed_here();
    Stopwatch watch;
    const auto found = std::make_unique<EvaluationOrder>(view, std::move(fixed), parameters, Cancel(), mode);
    std::vector<double> own = start(*found);
    found->run(own, 10);
    return std::vector<std::pair<std::string, double>>{{"run", watch.seconds()}};
  };

  const std::vector<Contestant> contestants = {
      {"gather",
       [&] {
         Stopwatch watch;
         for (std::size_t i = 0; i + 1 < first.size(); ++i) {
           double sum = 0;
           for (std::uint32_t k = first[i]; k < first[i + 1]; ++k) sum += values[source[k]] * size[k];
           sums[target[i]] = sum;
         }
         const double seconds = watch.seconds();
         if (std::isnan(sums.back())) throw std::runtime_error("The sums are no numbers.");
         return std::vector<std::pair<std::string, double>>{{"pass", seconds}};
       }},
      run_of("cached", [&] { order.run(values, 10); }),
      {"whole", [&] { return find(EvaluationMode::native); }},
      run_of("hybrid", [&] { order.run_hybrid(hybrid, parameters); }),
      run_of("words", [&] { order.run_words(words); }),
      run_of("compatible", [&] { order.run_compatible(whole_numbers, parameters, false); }),
      {"published", [&] { return find(EvaluationMode::compatible); }}};
  const auto timings = interleave(contestants, rounds);
  fmt::print("{{\"elements\": {}, \"relations\": {}, \"rounds\": {}", order.size(), order.relations(),
             rounds);
  double gather = 0;
  for (const Timing& t : timings) {
    const double m = median(t.seconds);
    if (t.contestant == "gather") gather = m;
    fmt::print(",\n ");
    print_seconds(t.contestant + "." + t.step, t.seconds);
    if (gather > 0 && t.contestant != "gather")
      fmt::print(",\n \"{}.ratio\": {:.3f}", t.contestant, m / gather);
  }
  fmt::print("}}\n");
  return 0;
}

} // namespace

int main(int count, char** arguments) { return guarded("bench_evaluation", run, count, arguments); }
