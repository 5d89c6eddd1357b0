#pragma once
#include <cstdint>
#include <stdexcept>
#include <string>

namespace northline {

/// Why a call could not be carried out. Numbers are pinned: they cross the C border.
enum class Status : std::int32_t {
  ok = 0,
  invalid_argument = 1, ///< NULL, a wrong handle, text that is not UTF-8, an unknown option
  not_found = 2,        ///< no such element, attribute or check
  not_json = 10,        ///< the text is not JSON
  not_xml = 11,         ///< the text is not well-formed XML
  refused = 12,         ///< strict reading or the editing door found a problem
  configuration = 13, ///< the document's `checks` or `scoring`, or an option, cannot be followed
  limit = 20,           ///< a limit on bytes, depth, elements, relations or findings was met
  cancelled = 21,       ///< the caller's token asked to stop
  out_of_memory = 30,
  internal = 31, ///< a defect of the library
};

/// What floors 0 to 4 throw; the border turns it into a status and an error object.
class Error : public std::runtime_error {
public:
  Error(Status status, const std::string& message) : std::runtime_error(message), status_(status) {}
  Error(Status status, const std::string& message, std::string pointer, std::uint32_t line,
        std::uint32_t column, std::size_t offset)
      : std::runtime_error(message), status_(status), pointer_(std::move(pointer)), line_(line),
        column_(column), offset_(offset) {}
  Status status() const { return status_; }
  const std::string& pointer() const { return pointer_; }
  std::uint32_t line() const { return line_; }     ///< from 1; 0 when there is no place
  std::uint32_t column() const { return column_; } ///< from 1, in code points
  std::size_t offset() const { return offset_; }

private:
  Status status_;
  std::string pointer_;
  std::uint32_t line_ = 0, column_ = 0;
  std::size_t offset_ = 0;
};

} // namespace northline
