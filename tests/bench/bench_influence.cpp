// Times the influence of many programs on many goals against filling as large a matrix, and prints the
// medians as JSON.
//
//   bench_influence [--programs 10000] [--goals 1000] [--rounds 11] [--documents FOLDER]
//
// Two strategies: in "dense" goals support goals close by, so that nearly every program reaches most goals;
// in "sparse" they are parts of each other as in a tree. "fill" makes a matrix of the same size and writes
// one number into all of it; "matrix" works the influence out with the graph at hand; "whole" starts from the
// document as it was read. Limit: dense matrix 3 fills. With --documents the strategies are written there for
// tests/bench/influence_peer.py.
#include "interleaved.hpp"

#include "influence/matrix.hpp"
#include "io/json_reader.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fstream>
#include <memory>
#include <random>
#include <stdexcept>

namespace {

using namespace northline;
using namespace northline::bench;

std::string document(unsigned programs, unsigned goals, bool dense) {
  std::mt19937 random(5);
  const auto pick = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  std::string out = "{\"northline\":1,\"goals\":{\"g0\":{}";
  for (unsigned i = 1; i < goals; ++i) {
    out += fmt::format(",\"g{}\":{{", i);
    if (!dense) {
      out += fmt::format("\"refines\":{{\"g{}\":{}}}}}", pick(i), 1 + pick(9));
      continue;
    }
    std::vector<unsigned> targets;
    for (unsigned k = 0; k < std::min(3U, i); ++k) {
      const unsigned t = i - 1 - pick(std::min(i, 60U));
      if (std::find(targets.begin(), targets.end(), t) == targets.end()) targets.push_back(t);
    }
    out += "\"supports\":{";
    for (std::size_t k = 0; k < targets.size(); ++k)
      out += fmt::format("{}\"g{}\":{}", k ? "," : "", targets[k], static_cast<int>(pick(140)) - 40);
    out += "}}";
  }
  out += "},\"programs\":{";
  for (unsigned p = 0; p < programs; ++p) {
    std::vector<unsigned> targets;
    for (unsigned k = 0; k < 1 + p % 3; ++k) {
      const unsigned t = pick(goals);
      if (std::find(targets.begin(), targets.end(), t) == targets.end()) targets.push_back(t);
    }
    out += fmt::format("{}\"p{}\":{{\"contributes_to\":{{", p ? "," : "", p);
    for (std::size_t k = 0; k < targets.size(); ++k)
      out += fmt::format("{}\"g{}\":{}", k ? "," : "", targets[k], 1 + pick(100));
    out += "}}";
  }
  return out + "}}";
}

int run(int count, char** arguments) {
  unsigned programs = 10'000, goals = 1'000;
  std::size_t rounds = 11;
  std::string folder;
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string_view name = arguments[i];
    if (name == "--programs") programs = static_cast<unsigned>(std::stoul(arguments[i + 1]));
    if (name == "--goals") goals = static_cast<unsigned>(std::stoul(arguments[i + 1]));
    if (name == "--rounds") rounds = std::stoul(arguments[i + 1]);
    if (name == "--documents") folder = arguments[i + 1];
  }
  fmt::print("{{\"programs\": {}, \"goals\": {}, \"rounds\": {}", programs, goals, rounds);
  for (const bool dense : {true, false}) {
    const std::string name = dense ? "dense" : "sparse";
    std::string text = document(programs, goals, dense);
    if (!folder.empty()) std::ofstream(folder + "/influence-" + name + ".json", std::ios::binary) << text;
    const View view(read_json(Text::own(std::move(text))));
    const LinkGraph graph(view, Over::influence);
    double sum = 0;
    std::uint64_t entries = 0;
    const auto made = [&](const InfluenceMatrix& m) {
      if (m.sparse == dense) throw std::runtime_error("The matrix has the wrong form.");
      entries = m.entries();
      sum += m.values.data()[entries / 2];
    };
    const std::vector<Contestant> contestants = {
        {"fill",
         [&] {
           Stopwatch watch;
           const RawNumbers list(std::size_t{programs} * goals);
           std::fill_n(const_cast<double*>(list.data()), list.size(), 0.5);
           const double seconds = watch.seconds();
           sum += list.data()[list.size() / 2];
           return std::vector<std::pair<std::string, double>>{{"fill", seconds}};
         }},
        {"matrix",
         [&] {
           Stopwatch watch;
           const auto m = std::make_unique<InfluenceMatrix>(influence_matrix(graph));
           const double seconds = watch.seconds();
           made(*m);
           return std::vector<std::pair<std::string, double>>{{"run", seconds}};
         }},
        {"whole", [&] {
           Stopwatch watch;
           const auto m =
               std::make_unique<InfluenceMatrix>(influence_matrix(LinkGraph(view, Over::influence)));
           const double seconds = watch.seconds();
           made(*m);
           return std::vector<std::pair<std::string, double>>{{"run", seconds}};
         }}};
    const auto timings = interleave(contestants, rounds);
    if (std::isnan(sum)) throw std::runtime_error("The sums are no numbers.");
    double fill = 0;
    fmt::print(",\n \"{}.entries\": {}", name, entries);
    if (!dense)
      fmt::print(",\n \"sparse.density\": {:.4f}",
                 static_cast<double>(entries) / (static_cast<double>(programs) * goals));
    for (const Timing& t : timings) {
      const double m = median(t.seconds);
      if (t.contestant == "fill") fill = m;
      fmt::print(",\n ");
      print_seconds(name + "." + t.contestant, t.seconds);
      if (fill > 0 && t.contestant != "fill")
        fmt::print(",\n \"{}.{}.ratio\": {:.3f}", name, t.contestant, m / fill);
    }
  }
  fmt::print("}}\n");
  return 0;
}

} // namespace

int main(int count, char** arguments) { return guarded("bench_influence", run, count, arguments); }
