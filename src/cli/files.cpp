#include "cli/files.hpp"

#include "base/json_text.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>

namespace northline::cli {

std::string read_file(const std::string& path) {
  std::FILE* f = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (!f) throw Error(Status::not_found, "Cannot open " + path + ": " + std::strerror(errno) + ".");
  std::string bytes;
  char block[1 << 16];
  std::size_t n = 0;
  errno = 0;
  while ((n = std::fread(block, 1, sizeof block, f)) > 0) bytes.append(block, n);
  const bool failed = std::ferror(f) != 0;
  const int why = errno;
  if (f != stdin) std::fclose(f);
  if (failed) throw Error(Status::not_found, "Cannot read " + path + ": " + std::strerror(why) + ".");
  return bytes;
}

Loaded load(const std::string& path, bool strict) {
  Loaded l;
  l.name = path == "-" ? "<stdin>" : path;
  if (path != "-") l.path = path;
  std::string bytes = read_file(path);
  if (looks_like_xml(bytes)) {
    StratmlOptions how;
    how.strict = strict;
    StratmlResult r = read_stratml(bytes, how);
    if (!r.ok) throw Error(r.status, r.error_message, "", r.error_line, r.error_column, 0);
    l.converted = true;
    l.repairs = std::move(r.repairs);
    l.snapshot = read_json(Text::make(std::move(r.json)));
  } else {
    l.snapshot = read_json(Text::own(std::move(bytes)));
  }
  if (strict) require_no_problems(*l.snapshot);
  return l;
}

std::string repairs_text(const Loaded& l) {
  std::string out;
  for (const Repair& r : l.repairs)
    out += l.name + ":" + std::to_string(r.line) + ":" + std::to_string(r.column) + ": repair " +
           std::to_string(r.number) + " (" + r.name + "): " + r.message + "\n";
  return out;
}

Date today() {
  const std::time_t now = std::time(nullptr);
  std::tm t{};
  localtime_r(&now, &t);
  return {days_from_civil(t.tm_year + 1900, static_cast<unsigned>(t.tm_mon + 1),
                          static_cast<unsigned>(t.tm_mday))};
}

void write_file(const std::string& path, std::string_view bytes) {
  const std::string beside = path + ".northline-new";
  std::FILE* f = std::fopen(beside.c_str(), "wb");
  bool good = f != nullptr;
  if (f) {
    good = std::fwrite(bytes.data(), 1, bytes.size(), f) == bytes.size();
    good = std::fclose(f) == 0 && good;
  }
  if (good) good = std::rename(beside.c_str(), path.c_str()) == 0;
  if (!good) {
    const int why = errno;
    std::remove(beside.c_str());
    throw Error(Status::internal, "Cannot write " + path + ": " + std::strerror(why) + ".");
  }
}

bool has_comments(std::string_view t) {
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (t[i] == '"')
      i = json::skip_string(t, i) - 1;
    else if (t[i] == '/')
      return true;
  }
  return false;
}

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
    throw Error(Status::internal, std::string("Cannot write the output: ") + std::strerror(errno) + ".");
}

} // namespace northline::cli
