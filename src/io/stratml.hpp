#pragma once
// StratML (ISO 17469-1, ANSI/AIIM 21 and 22) read into a Northline document.
//
// Most plans that are published do not fit their schema. The reader takes them all the same and says, one by
// one and with its place, what it had to repair; docs/stratml.md lists the repairs and what becomes of what.
#include "base/cancel.hpp"
#include "base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace northline {

/// What a number means; numbers and names never change. 1 to 59 are repairs: the document departs from its
/// schema, or a text had to be read as something else than itself. 60 and above are notes: the document is
/// as it may be, and something is worth knowing about how it was read.
struct StratmlRepairInfo {
  int number;
  std::string_view name, text;
};
std::span<const StratmlRepairInfo> stratml_repairs();

struct Repair {
  int number = 0;
  std::string name;
  std::string message;
  std::string path;                   ///< such as /StrategicPlan/StrategicPlanCore/Goal[2]/Name
  std::uint32_t line = 1, column = 1; ///< from 1; columns count code points; a byte order mark is none
};

struct StratmlOptions {
  Cancel cancel;
  bool strict = false; ///< any repair makes the call fail, with all of them listed
  std::size_t max_bytes = std::size_t{64} << 20;
  std::size_t max_depth = 128;
  std::size_t max_elements = 1000000;
  std::size_t max_repairs = 100000; ///< notes beyond as many are left out
};

struct StratmlResult {
  bool ok = false;
  Status status = Status::not_xml; ///< ok, not_xml (or no StratML), limit, refused (strict reading)
  std::string error_message;       ///< one whole sentence or two; empty if ok
  std::uint32_t error_line = 0, error_column = 0;
  std::string json;            ///< a Northline document that strict reading accepts; empty unless ok
  std::vector<Repair> repairs; ///< in the order of their places
  std::vector<Repair> notes;   ///< likewise; they do not count as repairs, not even in strict reading
};

/// Whether the bytes begin as an XML document does, in UTF-8 or UTF-16.
bool looks_like_xml(std::string_view bytes);

/// Throws Error(cancelled); everything else that can go wrong is in the result.
StratmlResult read_stratml(std::string_view xml, const StratmlOptions& options = {});

} // namespace northline
