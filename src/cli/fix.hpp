#pragma once
#include "check/check.hpp"
#include "cli/command.hpp"

#include <string>

namespace northline::cli {

/// --fix, --fix-unsafe and --diff of `northline check`.
struct FixSettings {
  bool fix = false, unsafe = false, diff = false;
  void add(CLI::App&);
  bool wanted() const { return fix || unsafe || diff; }
  /// Mends the file, or shows what would change, and says what it did. The text afterwards.
  std::string run(const std::string& file, const CheckOptions&) const;
};

} // namespace northline::cli
