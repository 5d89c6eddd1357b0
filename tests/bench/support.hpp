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

inline CheckOptions structural_checks() {
  CheckOptions options;
  for (unsigned i = 0; i < rule_table_size; ++i)
    if (std::find(structural.begin(), structural.end(), rule_table[i]->code) == structural.end())
      options.severities.emplace(rule_table[i]->code, Severity::off);
  return options;
}

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
