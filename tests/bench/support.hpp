// What the benchmarks share: files and the ten structural checks that their peer in networkx does as well.
#pragma once

#include "check/check.hpp"
#include "check/rule_table.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>

namespace northline::bench {

inline constexpr std::array<std::string_view, 10> structural = {"NL001", "NL002", "NL003", "NL004", "NL007",
                                                                "NL018", "NL202", "NL205", "NL206", "NL601"};

/// The checks that the limit for reading, checking and scoring together was set for, before the catalogue
/// grew.
inline constexpr std::array<std::string_view, 45> first_list = {
    "NL001", "NL002", "NL003", "NL004", "NL005", "NL006", "NL007", "NL009", "NL013",
    "NL014", "NL018", "NL019", "NL020", "NL021", "NL101", "NL103", "NL106", "NL107",
    "NL202", "NL203", "NL205", "NL206", "NL208", "NL211", "NL302", "NL303", "NL307",
    "NL310", "NL403", "NL405", "NL407", "NL501", "NL504", "NL510", "NL601", "NL602",
    "NL609", "NL617", "NL702", "NL703", "NL802", "NL804", "NL855", "NL902", "NL952"};

template <std::size_t N> CheckOptions only(const std::array<std::string_view, N>& codes) {
  auto configuration = std::make_shared<Configuration>();
  configuration->select.emplace();
  for (const std::string_view code : codes) add_selectors(*configuration->select, code);
  CheckOptions options;
  options.configurations.push_back(std::move(configuration));
  return options;
}
inline CheckOptions structural_checks() { return only(structural); }

inline std::string read_file(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) throw std::runtime_error("The file \"" + path + "\" cannot be opened.");
  std::string text;
  std::fseek(file, 0, SEEK_END);
  text.resize(static_cast<std::size_t>(std::ftell(file)));
  std::rewind(file);
  const std::size_t read = std::fread(text.data(), 1, text.size(), file);
  std::fclose(file);
  if (read != text.size())
    throw std::runtime_error("The file \"" + path + "\" could not be read to its end.");
  return text;
}

inline std::size_t element_count(const Snapshot& snapshot) { return snapshot.size() - 1; }

} // namespace northline::bench
