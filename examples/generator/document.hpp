#pragma once

#include "plan.hpp"
#include "writer.hpp"

#include <cstdint>
#include <cstdio>
#include <map>
#include <string>

namespace northline::generator {

struct Statistics {
  Counted counted;
  std::map<int, std::uint64_t> defects; // by the code of the check that is to find them
  std::uint64_t depth = 0;              // goals on the longest way up
  bool failed = false;
};

Statistics write_document(const Plan& plan, std::FILE* file);

} // namespace northline::generator
