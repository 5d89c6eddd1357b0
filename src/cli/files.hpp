#pragma once
#include "io/json_reader.hpp"
#include "io/stratml.hpp"

#include <memory>
#include <string>
#include <vector>

namespace northline::cli {

/// A file as the tool's commands take it: a Northline document or a StratML plan.
struct Loaded {
  std::string name; ///< as shown in messages
  std::string path; ///< empty: standard input
  std::shared_ptr<const Snapshot> snapshot;
  std::vector<Repair> repairs; ///< of a StratML plan
  bool converted = false;
};

/// Whole contents of the file, or of standard input for "-". Throws Error with what went wrong.
std::string read_file(const std::string& path);
/// Reads a file of either format. Throws Error; strict reading refuses problems and repairs.
Loaded load(const std::string& path, bool strict);
/// "plan.xml:12:3: repair 7: …" lines.
std::string repairs_text(const Loaded&);
/// Today, where the tool runs.
Date today();
/// Replaces the file's contents at once: a full disk leaves the old ones. Throws Error.
void write_file(const std::string& path, std::string_view bytes);
/// Whether JSON text has comments.
bool has_comments(std::string_view json);
/// Writes to standard output, whole; throws Error when nobody takes it.
void print(std::string_view text);

} // namespace northline::cli
