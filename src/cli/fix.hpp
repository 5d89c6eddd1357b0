#pragma once
#include "cli/command.hpp"
#include "report/fixing.hpp"

namespace northline::cli {

/// --fix, --fix-unsafe and --diff of `northline check`.
struct FixSettings {
  bool fix = false, unsafe = false, diff = false;
  void add(CLI::App&);
  bool wanted() const { return fix || unsafe || diff; }
  /// Mends the document, or shows what would change, and says what it did. A document from standard input
  /// goes to standard output, and what is said to standard error.
  FixResult run(const Loaded&, const CheckOptions&) const;
};

} // namespace northline::cli
