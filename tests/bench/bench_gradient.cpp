// Times the gradient of the overall score to every number of a document against one scoring of it, and prints
// the medians as JSON. Limit: five scorings.
//
//   bench_gradient [--rounds 21] FILE...
#include "interleaved.hpp"
#include "support.hpp"

#include "io/json_reader.hpp"
#include "score/gradient.hpp"

#include <fmt/format.h>

namespace {

using namespace northline;
using namespace northline::bench;

int run(int count, char** arguments) {
  std::size_t rounds = 21;
  std::vector<std::string> files;
  for (int i = 1; i < count; ++i) {
    if (std::string_view(arguments[i]) == "--rounds" && i + 1 < count)
      rounds = std::stoul(arguments[++i]);
    else
      files.emplace_back(arguments[i]);
  }
  fmt::print("[");
  for (std::size_t f = 0; f < files.size(); ++f) {
    const View view(read_json(Text::own(read_file(files[f]))));
    // A small document is scored several times in one turn, so that the clock has something to measure.
    const int times = view.size() < 2000 ? 20 : 1;
    std::size_t slopes = 0;
    double sum = 0;
    const auto timings =
        interleave({{"score",
                     [&] {
                       Stopwatch watch;
                       for (int i = 0; i < times; ++i) sum += score(view).overall.lower;
                       return std::vector<std::pair<std::string, double>>{{"one", watch.seconds() / times}};
                     }},
                    {"gradient",
                     [&] {
                       Stopwatch watch;
                       for (int i = 0; i < times; ++i) slopes = gradient(view).slopes.size();
                       return std::vector<std::pair<std::string, double>>{{"one", watch.seconds() / times}};
                     }}},
                   rounds);
    double scoring = 0, whole = 0;
    for (const Timing& t : timings) (t.contestant == "score" ? scoring : whole) = median(t.seconds);
    fmt::print("{}\n {{\"file\": \"{}\", \"elements\": {}, \"slopes\": {}, \"score\": {:.9f}, \"gradient\": "
               "{:.9f}, \"ratio\": {:.3f}}}",
               f ? "," : "", files[f].substr(files[f].rfind('/') + 1), element_count(view.base()), slopes,
               scoring, whole, whole / scoring);
    if (std::isnan(sum)) return 1;
  }
  fmt::print("]\n");
  return 0;
}

} // namespace

int main(int count, char** arguments) { return guarded("bench_gradient", run, count, arguments); }
