#pragma once
// What every entry point of the C API is made of: one guard around its work, checks of what came in, and the
// objects that callers hold as opaque handles.
#include "base/error.hpp"

#include <northline/northline.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Called with the name of each entry point before it does anything. Nobody defines it but our tests, which
/// throw from it; elsewhere the weak reference is null, and neither state nor an exported symbol comes of it.
extern "C" __attribute__((weak, visibility("hidden"))) void northline_test_hook(const char* entry);

namespace northline::capi {

/// The first word of every object, so that an object of another type is told from one of the right type.
/// Numbers are arbitrary but far from anything that lies in memory by chance.
enum class Tag : std::uint64_t {
  error = 0x6e6c'6572'726f'7201,
  text = 0x6e6c'7465'7874'0002,
  cancel = 0x6e6c'6361'6e63'6503,
  options = 0x6e6c'6f70'7469'6f04,
  strategy = 0x6e6c'7374'7261'7405,
  findings = 0x6e6c'6669'6e64'6906,
  scores = 0x6e6c'7363'6f72'6507,
  report = 0x6e6c'7265'706f'720f,
  evaluation = 0x6e6c'6576'616c'7508,
  simulation = 0x6e6c'7369'6d75'6c09,
  influence = 0x6e6c'696e'666c'750a,
};

/// One problem of reading, ready to be shown.
struct ShownProblem {
  std::string code, message, pointer;
  std::size_t line = 0, column = 0;
};

/// A failure that is the border's own; failures of the floors below come as northline::Error.
struct Failure {
  northline_status status;
  std::string message;
  std::string pointer = {};
  std::size_t line = 0, column = 0;
  std::vector<ShownProblem> problems = {};
};

/// Called inside a catch block: gives the status of what was caught and, if wanted, an object that describes
/// it.
northline_status report(const char* entry, northline_error** out_error) noexcept;

/// Runs an entry point's work. Whatever it throws becomes a status; nothing ever crosses the border.
/// Work stores its results last, so that a call that fails has stored nothing.
template <class Work>
northline_status guard(const char* entry, northline_error** out_error, Work&& work) noexcept {
  try {
    if (northline_test_hook) northline_test_hook(entry);
    std::forward<Work>(work)();
    return NORTHLINE_OK;
  } catch (...) {
    return report(entry, out_error);
  }
}

/// The same for what cannot fail: the work is done whatever the tests throw.
template <class Work> void guard_free(const char* entry, Work&& work) noexcept {
  try {
    if (northline_test_hook) northline_test_hook(entry);
  } catch (...) {
  }
  try {
    std::forward<Work>(work)();
  } catch (...) {
  }
}

[[noreturn]] void refuse(northline_status status, std::string message);

template <class T> bool is_a(const T* object) noexcept {
  Tag tag;
  std::memcpy(&tag, static_cast<const void*>(object), sizeof tag);
  return tag == T::type;
}

/// An object that has to be there.
template <class T> T& need(T* object, const char* name) {
  if (object == nullptr) refuse(NORTHLINE_INVALID_ARGUMENT, std::string(name) + " is NULL.");
  if (!is_a(object))
    refuse(NORTHLINE_INVALID_ARGUMENT,
           std::string(name) + " is an object of another type than this function takes.");
  return *object;
}
/// An object that may be NULL.
template <class T> T* maybe(T* object, const char* name) { return object ? &need(object, name) : nullptr; }

/// Where a result goes.
template <class T> T& into(T* out, const char* name) {
  if (out == nullptr)
    refuse(NORTHLINE_INVALID_ARGUMENT, std::string(name) + " is NULL; there is nowhere to store the result.");
  return *out;
}
template <class T, class V> void store(T* out, V value) {
  if (out) *out = static_cast<T>(value);
}

/// Bytes as they came in, not looked at.
std::string_view bytes(const char* data, std::size_t size, const char* name);
/// A text that has to be there; checked to be UTF-8.
std::string_view text(const char* data, std::size_t size, const char* name);
/// A text that may be NULL.
struct MaybeText {
  bool given;
  std::string_view text;
};
MaybeText maybe_text(const char* data, std::size_t size, const char* name);

/// An index below a count; `what` names the things counted.
std::size_t index_below(std::size_t index, std::size_t count, const char* what);

/// A 0 or 1 that came in as a number.
bool flag(std::int32_t value, const char* name);

inline northline_view view_of(std::string_view text) noexcept { return {text.data(), text.size()}; }
/// A text whose absence is shown as NULL.
inline northline_view view_or_absent(std::string_view text) noexcept {
  return text.empty() ? northline_view{nullptr, 0} : view_of(text);
}

northline_text* make_text(std::string text);

} // namespace northline::capi

/// Either one that was made for a failure, or the one that stands for memory running out.
struct northline_error {
  static constexpr northline::capi::Tag type = northline::capi::Tag::error;
  northline::capi::Tag tag = type;
  northline_status status = NORTHLINE_INTERNAL;
  const northline::capi::Failure* failure = nullptr; ///< owned; null: memory ran out
};

struct northline_text {
  static constexpr northline::capi::Tag type = northline::capi::Tag::text;
  northline::capi::Tag tag = type;
  std::string text;
};
