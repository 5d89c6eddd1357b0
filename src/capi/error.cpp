#include "capi/guard.hpp"

#include <memory>
#include <new>

namespace northline::capi {

// Two lists of numbers would drift apart unnoticed; the floors below use these of the C header.
static_assert(static_cast<int>(Status::ok) == NORTHLINE_OK);
static_assert(static_cast<int>(Status::invalid_argument) == NORTHLINE_INVALID_ARGUMENT);
static_assert(static_cast<int>(Status::not_found) == NORTHLINE_NOT_FOUND);
static_assert(static_cast<int>(Status::not_json) == NORTHLINE_NOT_JSON);
static_assert(static_cast<int>(Status::not_xml) == NORTHLINE_NOT_XML);
static_assert(static_cast<int>(Status::refused) == NORTHLINE_REFUSED);
static_assert(static_cast<int>(Status::limit) == NORTHLINE_LIMIT);
static_assert(static_cast<int>(Status::cancelled) == NORTHLINE_CANCELLED);
static_assert(static_cast<int>(Status::out_of_memory) == NORTHLINE_OUT_OF_MEMORY);
static_assert(static_cast<int>(Status::internal) == NORTHLINE_INTERNAL);

namespace {

constexpr std::string_view out_of_memory_message =
    "Memory ran out. Everything passed to the call is as it was before.";

/// Handed out when there is no memory for an object; never written to.
constexpr northline_error out_of_memory_error{northline_error::type, NORTHLINE_OUT_OF_MEMORY, nullptr};

northline_status give(northline_error** out_error, Failure failure) {
  const northline_status status = failure.status;
  if (out_error) {
    auto kept = std::make_unique<const Failure>(std::move(failure));
    *out_error = new northline_error{northline_error::type, status, kept.get()};
    (void)kept.release();
  }
  return status;
}

northline_status out_of_memory(northline_error** out_error) noexcept {
  if (out_error) *out_error = const_cast<northline_error*>(&out_of_memory_error);
  return NORTHLINE_OUT_OF_MEMORY;
}

/// True when the bytes from `at` on start with a character of UTF-8; moves past it.
bool skip_character(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(at);
  if (first < 0x80) {
    ++at;
    return true;
  }
  std::size_t more = 0;
  // The second byte's range shuts out overlong forms, surrogates and what lies beyond U+10FFFF.
  unsigned low = 0x80, high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF)
    more = 1;
  else if (first >= 0xE0 && first <= 0xEF) {
    more = 2;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
  } else if (first >= 0xF0 && first <= 0xF4) {
    more = 3;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
  } else
    return false;
  if (text.size() - at <= more) return false;
  if (byte(at + 1) < low || byte(at + 1) > high) return false;
  for (std::size_t i = 2; i <= more; ++i)
    if ((byte(at + i) & 0xC0U) != 0x80U) return false;
  at += more + 1;
  return true;
}

} // namespace

northline_status report(const char* entry, northline_error** out_error) noexcept {
  try {
    try {
      throw;
    } catch (Failure& failure) {
      return give(out_error, std::move(failure));
    } catch (const Error& error) {
      return give(out_error, {static_cast<northline_status>(error.status()), error.what(), error.pointer(),
                              error.line(), error.column()});
    } catch (const std::bad_alloc&) {
      return out_of_memory(out_error);
    } catch (const std::length_error&) {
      // What the standard containers throw when asked for more than any memory holds.
      return out_of_memory(out_error);
    } catch (const std::exception& error) {
      return give(out_error,
                  {NORTHLINE_INTERNAL, std::string(entry) + " met a fault of Northline: " + error.what()});
    } catch (...) {
      return give(out_error,
                  {NORTHLINE_INTERNAL, std::string(entry) + " met a fault of Northline of unknown kind."});
    }
  } catch (...) {
    // Describing the failure needed memory that is not there.
    return out_of_memory(out_error);
  }
}

void refuse(northline_status status, std::string message) { throw Failure{status, std::move(message)}; }

std::string_view bytes(const char* data, std::size_t size, const char* name) {
  if (data == nullptr) {
    if (size != 0) refuse(NORTHLINE_INVALID_ARGUMENT, std::string(name) + " is NULL.");
    return {"", 0};
  }
  return {data, size == NORTHLINE_NUL_TERMINATED ? std::strlen(data) : size};
}

std::string_view text(const char* data, std::size_t size, const char* name) {
  const std::string_view whole = bytes(data, size, name);
  for (std::size_t at = 0; at < whole.size();)
    if (!skip_character(whole, at))
      refuse(NORTHLINE_INVALID_UTF8, std::string(name) + " is not UTF-8: byte " + std::to_string(at) +
                                         " does not start a character.");
  return whole;
}

MaybeText maybe_text(const char* data, std::size_t size, const char* name) {
  if (data == nullptr && (size == 0 || size == NORTHLINE_NUL_TERMINATED)) return {false, {}};
  return {true, text(data, size, name)};
}

std::size_t index_below(std::size_t index, std::size_t count, const char* what) {
  if (index >= count)
    refuse(NORTHLINE_OUT_OF_RANGE, "Index " + std::to_string(index) + " is not below the number of " + what +
                                       ", " + std::to_string(count) + ".");
  return index;
}

bool flag(std::int32_t value, const char* name) {
  if (value != 0 && value != 1)
    refuse(NORTHLINE_INVALID_ARGUMENT,
           std::string(name) + " is " + std::to_string(value) + "; it can be 0 or 1.");
  return value == 1;
}

} // namespace northline::capi

using namespace northline::capi;

extern "C" {

northline_status northline_error_status(const northline_error* error, northline_status* out_status) noexcept {
  return guard("northline_error_status", nullptr, [&] {
    const northline_error& e = need(error, "error");
    into(out_status, "out_status") = e.status;
  });
}

northline_status northline_error_message(const northline_error* error, northline_view* out_message) noexcept {
  return guard("northline_error_message", nullptr, [&] {
    const northline_error& e = need(error, "error");
    into(out_message, "out_message") =
        view_of(e.failure ? std::string_view(e.failure->message) : out_of_memory_message);
  });
}

northline_status northline_error_pointer(const northline_error* error, northline_view* out_pointer) noexcept {
  return guard("northline_error_pointer", nullptr, [&] {
    const northline_error& e = need(error, "error");
    into(out_pointer, "out_pointer") =
        view_or_absent(e.failure ? std::string_view(e.failure->pointer) : std::string_view());
  });
}

northline_status northline_error_position(const northline_error* error, size_t* out_line,
                                          size_t* out_column) noexcept {
  return guard("northline_error_position", nullptr, [&] {
    const northline_error& e = need(error, "error");
    store(out_line, e.failure ? e.failure->line : 0);
    store(out_column, e.failure ? e.failure->column : 0);
  });
}

northline_status northline_error_problem_count(const northline_error* error, size_t* out_count) noexcept {
  return guard("northline_error_problem_count", nullptr, [&] {
    const northline_error& e = need(error, "error");
    into(out_count, "out_count") = e.failure ? e.failure->problems.size() : 0;
  });
}

northline_status northline_error_problem(const northline_error* error, size_t index, northline_view* out_code,
                                         northline_view* out_message, northline_view* out_pointer,
                                         size_t* out_line, size_t* out_column) noexcept {
  return guard("northline_error_problem", nullptr, [&] {
    const northline_error& e = need(error, "error");
    index_below(index, e.failure ? e.failure->problems.size() : 0, "problems");
    const ShownProblem& problem = e.failure->problems[index];
    store(out_code, view_of(problem.code));
    store(out_message, view_of(problem.message));
    store(out_pointer, view_of(problem.pointer));
    store(out_line, problem.line);
    store(out_column, problem.column);
  });
}

void northline_error_free(northline_error* error) noexcept {
  guard_free("northline_error_free", [&] {
    if (error == nullptr || !is_a(error) || error == &out_of_memory_error) return;
    delete error->failure;
    delete error;
  });
}

} // extern "C"
