// northline-generate: writes a strategy of any size, the same for the same seed everywhere.
#include "document.hpp"
#include "plan.hpp"

#include <charconv>
#include <cstdio>
#include <string_view>

#include <fmt/format.h>

namespace {

using namespace northline::generator;

constexpr std::string_view usage =
    "usage: northline-generate [--elements N] [--seed S] [--defects] [--broken] [--compact]\n"
    "                          [--organisation small|large] [--stats] [-o FILE]\n"
    "\n"
    "Writes one Northline document to FILE, or to standard output.\n"
    "  --elements N      number of elements beside the root (default 1000; large: 24000)\n"
    "  --seed S          the same seed gives the same bytes on every platform (default 1)\n"
    "  --defects         with about 0.3 mistakes per element, none of them of shape\n"
    "  --broken          with relations that lead nowhere or to a wrong kind, too; strict reading refuses "
    "those\n"
    "  --compact         without white space\n"
    "  --organisation    small: 20 employees; large: 2,000 employees, 200 managers, 20 executives and\n"
    "                    800,000 customers; otherwise it grows with the number of elements\n"
    "  --stats           prints the measured figures as JSON to standard error\n";

bool read_number(std::string_view text, std::uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

int refuse(std::string_view message) {
  fmt::print(stderr, "northline-generate: {}\n\n{}", message, usage);
  return 2;
}

void print_statistics(const Plan& plan, const Statistics& statistics) {
  const Counted& c = statistics.counted;
  const double elements = static_cast<double>(c.elements == 0 ? 1 : c.elements);
  fmt::print(stderr,
             "{{\n  \"elements\": {},\n  \"bytes\": {},\n  \"relations\": {},\n  \"attributes\": {},\n",
             c.elements, c.bytes, c.relations, c.attributes);
  fmt::print(stderr, "  \"relations_per_element\": {:.3f},\n  \"attributes_per_element\": {:.3f},\n",
             static_cast<double>(c.relations) / elements, static_cast<double>(c.attributes) / elements);
  fmt::print(
      stderr,
      "  \"observations\": {},\n  \"quantities\": {},\n  \"ranges\": {},\n  \"range_share\": {:.3f},\n",
      c.observations, c.quantities, c.ranges,
      static_cast<double>(c.ranges) / static_cast<double>(c.quantities == 0 ? 1 : c.quantities));
  fmt::print(stderr, "  \"cascade_depth\": {},\n  \"kinds\": {{", statistics.depth);
  for (std::size_t kind = 0; kind < kind_count; ++kind)
    fmt::print(stderr, "{}\"{}\": {}", kind == 0 ? "" : ", ", member_of(static_cast<Kind>(kind)),
               plan.counts[kind]);
  std::uint64_t defects = 0;
  fmt::print(stderr, "}},\n  \"defects\": {{");
  for (const auto& [code, count] : statistics.defects) {
    fmt::print(stderr, "{}\"NL{:03}\": {}", defects == 0 ? "" : ", ", code, count);
    defects += count;
  }
  fmt::print(stderr, "}},\n  \"defects_per_element\": {:.3f}\n}}\n", static_cast<double>(defects) / elements);
}

int run(int count, char** arguments) {
  Settings settings;
  bool statistics_wanted = false;
  std::string_view path;
  bool counted = false;
  for (int i = 1; i < count; ++i) {
    const std::string_view argument = arguments[i];
    const bool more = i + 1 < count;
    if (argument == "--help" || argument == "-h") {
      fmt::print("{}", usage);
      return 0;
    }
    if (argument == "--defects") {
      settings.defects = true;
    } else if (argument == "--broken") {
      settings.broken = true;
    } else if (argument == "--compact") {
      settings.compact = true;
    } else if (argument == "--stats") {
      statistics_wanted = true;
    } else if (argument == "--elements" && more) {
      if (!read_number(arguments[++i], settings.elements) || settings.elements > 20'000'000)
        return refuse("--elements wants a whole number from 0 to 20000000.");
      counted = true;
    } else if (argument == "--seed" && more) {
      if (!read_number(arguments[++i], settings.seed)) return refuse("--seed wants a whole number.");
    } else if (argument == "--organisation" && more) {
      const std::string_view value = arguments[++i];
      if (value != "small" && value != "large") return refuse("--organisation wants small or large.");
      settings.organisation = value == "large" ? Organisation::large : Organisation::small;
    } else if (argument == "-o" && more) {
      path = arguments[++i];
    } else {
      return refuse(fmt::format("\"{}\" is not an option, or its value is missing.", argument));
    }
  }
  if (!counted) settings.elements = settings.organisation == Organisation::large ? 24'000 : 1'000;
  std::FILE* file = path.empty() || path == "-" ? stdout : std::fopen(std::string(path).c_str(), "wb");
  if (file == nullptr) return refuse(fmt::format("the file \"{}\" cannot be written.", path));
  const Plan plan(settings);
  Statistics statistics = write_document(plan, file);
  const int closed = file == stdout ? std::fflush(file) : std::fclose(file);
  if (statistics.failed || closed != 0) {
    fmt::print(stderr, "northline-generate: not everything could be written; is the disk full?\n");
    return 2;
  }
  if (statistics_wanted) print_statistics(plan, statistics);
  return 0;
}

} // namespace

int main(int count, char** arguments) {
  try {
    return run(count, arguments);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "northline-generate: %s\n", error.what());
    return 2;
  }
}
