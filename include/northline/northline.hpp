// northline.hpp: Northline for C++20. Header-only, over northline.h; requires C++20.
//
// Objects free what they hold. A call that fails throws northline::Error with what the C API says about it.
// Texts come back as std::string, or as a std::string_view that lives as long as the object it was asked of
// (views of a strategy's ids and names: until its next edit).
// The inline namespace keeps programs apart that were compiled against different headers.
#ifndef NORTHLINE_NORTHLINE_HPP
#define NORTHLINE_NORTHLINE_HPP

#include <northline/northline.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace northline {
inline namespace v0 {

/// The version of the set of checks, apart from the library's.
inline std::string_view rule_set_version() { return northline_rule_set_version(); }

/// What reading met and could not take as it stands.
struct Problem {
  std::string code, message, pointer;
  std::size_t line = 0, column = 0;
};

/// A call failed.
class Error : public std::runtime_error {
public:
  Error(northline_status status, const std::string& message) : std::runtime_error(message), status_(status) {}

  /// One of NORTHLINE_INVALID_ARGUMENT and its siblings.
  northline_status status() const noexcept { return status_; }
  /// JSON Pointer of the place in the document; empty where there is none.
  const std::string& pointer() const noexcept { return pointer_; }
  /// Counted from 1; 0 where there is no place in a text.
  std::size_t line() const noexcept { return line_; }
  std::size_t column() const noexcept { return column_; }
  /// All that strict reading met.
  const std::vector<Problem>& problems() const noexcept { return problems_; }

private:
  friend Error take_error(northline_status, northline_error*);
  northline_status status_;
  std::string pointer_;
  std::size_t line_ = 0, column_ = 0;
  std::vector<Problem> problems_;
};

inline std::string_view to_string_view(northline_view view) noexcept {
  return view.data ? std::string_view(view.data, view.size) : std::string_view();
}

/// Turns an error object of the C API into an exception and frees it.
inline Error take_error(northline_status status, northline_error* raw) {
  struct Free {
    void operator()(northline_error* error) const noexcept { northline_error_free(error); }
  };
  const std::unique_ptr<northline_error, Free> error(raw);
  northline_view view{};
  if (!error || northline_error_message(error.get(), &view) != NORTHLINE_OK)
    return Error(status, northline_status_name(status));
  Error result(status, std::string(to_string_view(view)));
  if (northline_error_pointer(error.get(), &view) == NORTHLINE_OK) result.pointer_ = to_string_view(view);
  (void)northline_error_position(error.get(), &result.line_, &result.column_);
  std::size_t count = 0;
  (void)northline_error_problem_count(error.get(), &count);
  for (std::size_t i = 0; i < count; ++i) {
    Problem problem;
    northline_view code{}, message{}, pointer{};
    if (northline_error_problem(error.get(), i, &code, &message, &pointer, &problem.line, &problem.column) !=
        NORTHLINE_OK)
      break;
    problem.code = to_string_view(code);
    problem.message = to_string_view(message);
    problem.pointer = to_string_view(pointer);
    result.problems_.push_back(std::move(problem));
  }
  return result;
}

namespace detail {

/// Calls `function(&error)` and throws unless it returns NORTHLINE_OK.
template <class F> void call(F&& function) {
  northline_error* error = nullptr;
  const northline_status status = function(&error);
  if (status != NORTHLINE_OK) throw take_error(status, error);
}

/// For the functions that return nothing but a status.
inline void require(northline_status status) {
  if (status != NORTHLINE_OK) throw take_error(status, nullptr);
}

template <class T, auto Free> struct Deleter {
  void operator()(T* object) const noexcept { Free(object); }
};
template <class T, auto Free> using Owner = std::unique_ptr<T, Deleter<T, Free>>;

inline std::string text(northline_text* raw) {
  const Owner<northline_text, &northline_text_free> owner(raw);
  northline_view view{};
  require(northline_text_view(owner.get(), &view));
  return std::string(to_string_view(view));
}

/// A function `(northline_text**, northline_error**)` as a string.
template <class F> std::string text_of(F&& function) {
  northline_text* out = nullptr;
  call([&](northline_error** error) { return function(&out, error); });
  return text(out);
}

/// Indices 0..count−1 as a range of what `at(index)` gives.
template <class Parent, class Item> class Range {
public:
  class iterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Item;
    using difference_type = std::ptrdiff_t;
    using pointer = const Item*;
    using reference = Item;
    iterator() = default;
    iterator(const Range* range, std::size_t index) : range_(range), index_(index) {}
    Item operator*() const { return (*range_)[index_]; }
    iterator& operator++() {
      ++index_;
      return *this;
    }
    iterator operator++(int) {
      iterator before = *this;
      ++index_;
      return before;
    }
    bool operator==(const iterator& other) const { return index_ == other.index_; }

  private:
    const Range* range_ = nullptr;
    std::size_t index_ = 0;
  };

  Range(Parent parent, std::size_t size) : parent_(std::move(parent)), size_(size) {}
  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  Item operator[](std::size_t index) const { return parent_(index); }
  iterator begin() const { return {this, 0}; }
  iterator end() const { return {this, size_}; }

private:
  Parent parent_;
  std::size_t size_;
};
template <class Item, class Parent> Range<Parent, Item> range(Parent parent, std::size_t size) {
  return Range<Parent, Item>(std::move(parent), size);
}

} // namespace detail

enum class Severity : std::int32_t {
  off = NORTHLINE_SEVERITY_OFF,
  advice = NORTHLINE_SEVERITY_ADVICE,
  warning = NORTHLINE_SEVERITY_WARNING,
  error = NORTHLINE_SEVERITY_ERROR
};

/// A request to stop, and how far the call has come; copies stand for the same. May be used from any thread.
class Cancel {
public:
  Cancel() {
    northline_cancel* raw = nullptr;
    detail::require(northline_cancel_create(&raw));
    handle_ = std::shared_ptr<northline_cancel>(raw, &northline_cancel_free);
  }
  void request() const noexcept { (void)northline_cancel_request(handle_.get()); }
  bool requested() const noexcept {
    std::int32_t result = 0;
    (void)northline_cancel_requested(handle_.get(), &result);
    return result != 0;
  }
  /// How far the part of the call that runs now has come, from 0 to 1.
  double progress() const noexcept {
    double share = 0;
    (void)northline_cancel_progress(handle_.get(), &share);
    return share;
  }
  const northline_cancel* get() const noexcept { return handle_.get(); }

private:
  std::shared_ptr<northline_cancel> handle_;
};

class Report;
class Strategy;
namespace detail {
class Borrowed;
}

/// How to read, check and score. Setters can be chained: `Options().strict().as_of("2026-11-21")`.
class Options {
public:
  Options() = default;

  Options& strict(bool on = true) & {
    detail::call([&](auto error) { return northline_options_set_strict(handle(), on ? 1 : 0, error); });
    return *this;
  }
  Options& as_of(std::string_view date) & {
    detail::call([&](auto e) { return northline_options_set_as_of(handle(), date.data(), date.size(), e); });
    return *this;
  }
  Options& threads(std::size_t count) & {
    detail::call([&](auto error) { return northline_options_set_threads(handle(), count, error); });
    return *this;
  }
  Options& limit(std::string_view name, std::size_t value) & {
    detail::call([&](auto error) {
      return northline_options_set_limit(handle(), name.data(), name.size(), value, error);
    });
    return *this;
  }
  Options& severity(std::string_view rule, Severity severity) & {
    detail::call([&](auto error) {
      return northline_options_set_severity(handle(), rule.data(), rule.size(),
                                            static_cast<std::int32_t>(severity), error);
    });
    return *this;
  }
  /// JSON text, as docs/configuration.md has it; throws Error with every fault.
  Options& configuration(std::string_view text) & {
    detail::call([&](auto error) {
      return northline_options_set_configuration(handle(), text.data(), text.size(), error);
    });
    return *this;
  }
  /// JSON text, as Findings::baseline makes it.
  Options& baseline(std::string_view text) & {
    detail::call([&](auto error) {
      return northline_options_set_baseline(handle(), text.data(), text.size(), error);
    });
    return *this;
  }
  Options& select(std::string_view text) & {
    detail::call(
        [&](auto error) { return northline_options_set_select(handle(), text.data(), text.size(), error); });
    return *this;
  }
  Options& ignore(std::string_view text) & {
    detail::call(
        [&](auto error) { return northline_options_set_ignore(handle(), text.data(), text.size(), error); });
    return *this;
  }
  Options& profile(std::string_view text) & {
    detail::call(
        [&](auto error) { return northline_options_set_profile(handle(), text.data(), text.size(), error); });
    return *this;
  }
  /// The words of another language, as JSON in the shape that `messages` gives.
  Options& messages(std::string_view json) & {
    detail::call([&](auto error) {
      return northline_options_set_messages(handle(), json.data(), json.size(), error);
    });
    return *this;
  }
  Options& pack(std::string_view name, bool on = true) & {
    detail::call([&](auto error) {
      return northline_options_set_pack(handle(), name.data(), name.size(), on ? 1 : 0, error);
    });
    return *this;
  }
  Options& parameter(std::string_view name, double value) & {
    detail::call([&](auto error) {
      return northline_options_set_parameter(handle(), name.data(), name.size(), value, error);
    });
    return *this;
  }
  Options& consequences(bool on = true) & {
    detail::call([&](auto error) { return northline_options_set_consequences(handle(), on ? 1 : 0, error); });
    return *this;
  }
  Options& cancel(const Cancel& token) & {
    detail::call([&](auto error) { return northline_options_set_cancel(handle(), token.get(), error); });
    return *this;
  }
  /// Adds a check in code. `definition` is JSON with its code and, as far as wanted, name, severity,
  /// category, pack, kinds, question and advice. `decide(const Strategy&, std::string_view id, Report&)` is
  /// called for each element; what it throws becomes a finding about the check.
  template <class Decide> Options& check(std::string_view definition, Decide decide) &;
  template <class Decide> Options&& check(std::string_view definition, Decide decide) && {
    return std::move(check(definition, std::move(decide)));
  }
  Options&& strict(bool on = true) && { return std::move(strict(on)); }
  Options&& as_of(std::string_view date) && { return std::move(as_of(date)); }
  Options&& threads(std::size_t count) && { return std::move(threads(count)); }
  Options&& limit(std::string_view name, std::size_t value) && { return std::move(limit(name, value)); }
  Options&& severity(std::string_view rule, Severity s) && { return std::move(severity(rule, s)); }
  Options&& configuration(std::string_view text) && { return std::move(configuration(text)); }
  Options&& baseline(std::string_view text) && { return std::move(baseline(text)); }
  Options&& select(std::string_view text) && { return std::move(select(text)); }
  Options&& ignore(std::string_view text) && { return std::move(ignore(text)); }
  Options&& profile(std::string_view text) && { return std::move(profile(text)); }
  Options&& pack(std::string_view name, bool on = true) && { return std::move(pack(name, on)); }
  Options&& parameter(std::string_view name, double value) && { return std::move(parameter(name, value)); }
  Options&& consequences(bool on = true) && { return std::move(consequences(on)); }
  Options&& cancel(const Cancel& token) && { return std::move(cancel(token)); }

  /// The present value of a limit.
  std::size_t limit(std::string_view name) {
    std::size_t value = 0;
    detail::call([&](auto error) {
      return northline_options_get_limit(handle(), name.data(), name.size(), &value, error);
    });
    return value;
  }

  /// NULL while every option has its default.
  const northline_options* get() const noexcept { return handle_.get(); }

private:
  northline_options* handle() {
    if (!handle_) {
      northline_options* raw = nullptr;
      detail::call([&](auto error) { return northline_options_create(&raw, error); });
      handle_.reset(raw);
    }
    return handle_.get();
  }
  detail::Owner<northline_options, &northline_options_free> handle_;
};

// ---- Text in, text out ------------------------------------------------------------------------------------

/// The findings of a JSON document as JSON.
inline std::string json_check(std::string_view json, const Options& options = {}) {
  return detail::text_of([&](auto out, auto error) {
    return northline_json_check(json.data(), json.size(), options.get(), out, error);
  });
}
/// The scores of a JSON document as JSON.
inline std::string json_score(std::string_view json, const Options& options = {}) {
  return detail::text_of([&](auto out, auto error) {
    return northline_json_score(json.data(), json.size(), options.get(), out, error);
  });
}
/// Where the numbers of an element of a JSON document come from, as JSON.
inline std::string json_why(std::string_view json, std::string_view id, const Options& options = {}) {
  return detail::text_of([&](auto out, auto error) {
    return northline_json_why(json.data(), json.size(), id.data(), id.size(), options.get(), out, error);
  });
}
/// Where a JSON document stands on the way of a practice, or of all it follows, as JSON.
inline std::string json_practice(std::string_view json, std::string_view practice = "all",
                                 const Options& options = {}) {
  return detail::text_of([&](auto out, auto error) {
    return northline_json_practice(json.data(), json.size(), practice.data(), practice.size(), options.get(),
                                   out, error);
  });
}
/// How satisfied the goals of a JSON document are under a scenario, as JSON.
inline std::string json_evaluate(std::string_view json, std::string_view scenario = {},
                                 std::string_view mode = "native",
                                 std::string_view algorithm = "quantitative", const Options& options = {}) {
  return detail::text_of([&](auto out, auto error) {
    return northline_json_evaluate(json.data(), json.size(), scenario.data(), scenario.size(), mode.data(),
                                   mode.size(), algorithm.data(), algorithm.size(), options.get(), out,
                                   error);
  });
}
/// Weights from pairwise comparisons, or from those under `scoring` in a document, as JSON.
inline std::string json_weigh(std::string_view json, const Options& options = {}) {
  return detail::text_of([&](auto out, auto error) {
    return northline_json_weigh(json.data(), json.size(), options.get(), out, error);
  });
}
/// What drawing the uncertain numbers of a JSON document gives, as JSON. `levels`: lines RESULT=NUMBER.
inline std::string json_simulate(std::string_view json, std::string_view scenario = {},
                                 std::size_t draws = 10000, std::uint64_t seed = 1,
                                 std::string_view levels = {}, const Options& options = {}) {
  return detail::text_of([&](auto out, auto error) {
    return northline_json_simulate(json.data(), json.size(), scenario.data(), scenario.size(), draws, seed,
                                   levels.data(), levels.size(), options.get(), out, error);
  });
}
/// What two JSON documents, or a document (`other` empty) and a scenario of it, say differently, as JSON.
inline std::string json_diff(std::string_view json, std::string_view other, std::string_view scenario = {},
                             std::string_view other_scenario = {}, std::string_view parts = {},
                             const Options& options = {}) {
  return detail::text_of([&](auto out, auto error) {
    return northline_json_diff(json.data(), json.size(), other.empty() ? nullptr : other.data(), other.size(),
                               scenario.data(), scenario.size(), other_scenario.data(), other_scenario.size(),
                               parts.data(), parts.size(), options.get(), out, error);
  });
}
/// One JSON document from two that came of the same one. `conflicts`, where given, receives them as JSON.
inline std::string json_merge(std::string_view base, std::string_view ours, std::string_view theirs,
                              std::string* conflicts = nullptr, const Options& options = {}) {
  northline_text* listed = nullptr;
  std::string result = detail::text_of([&](auto out, auto error) {
    return northline_json_merge(base.data(), base.size(), ours.data(), ours.size(), theirs.data(),
                                theirs.size(), options.get(), out, conflicts ? &listed : nullptr, error);
  });
  if (conflicts) *conflicts = detail::text(listed);
  return result;
}
/// How a score of a JSON document moves with its numbers, as JSON. No goal: the overall score.
inline std::string json_gradient(std::string_view json, std::string_view goal = {},
                                 std::string_view bound = "score", const Options& options = {}) {
  return detail::text_of([&](auto out, auto error) {
    return northline_json_gradient(json.data(), json.size(), goal.data(), goal.size(), bound.data(),
                                   bound.size(), options.get(), out, error);
  });
}
/// The single changes that would raise the score of a JSON document most, as JSON.
inline std::string json_moves(std::string_view json, std::string_view goal = {}, std::size_t most = 10,
                              const Options& options = {}) {
  return detail::text_of([&](auto out, auto error) {
    return northline_json_moves(json.data(), json.size(), goal.data(), goal.size(), most, options.get(), out,
                                error);
  });
}
/// What every program and activity of a JSON document brings of every goal; with `from` what one element
/// brings, with `to` what is brought of one.
inline std::string json_influence(std::string_view json, std::string_view from = {}, std::string_view to = {},
                                  const Options& options = {}) {
  return detail::text_of([&](auto out, auto error) {
    return northline_json_influence(json.data(), json.size(), from.data(), from.size(), to.data(), to.size(),
                                    options.get(), out, error);
  });
}
/// How one element of a JSON document leads to another.
inline std::string json_path(std::string_view json, std::string_view from, std::string_view to,
                             std::string_view over = {}, std::size_t most = 1, std::size_t length = 0,
                             const Options& options = {}) {
  return detail::text_of([&](auto out, auto error) {
    return northline_json_path(json.data(), json.size(), from.data(), from.size(), to.data(), to.size(),
                               over.data(), over.size(), most, length, options.get(), out, error);
  });
}
/// What the score of a JSON document loses without each element. `kinds`: names joined by commas.
inline std::string json_fragility(std::string_view json, std::string_view kinds = {},
                                  const Options& options = {}) {
  return detail::text_of([&](auto out, auto error) {
    return northline_json_fragility(json.data(), json.size(), kinds.data(), kinds.size(), options.get(), out,
                                    error);
  });
}
/// Reads one format and writes another. `problems`, where given, receives what was repaired, as JSON.
inline std::string json_convert(std::string_view input, std::string_view from, std::string_view to,
                                const Options& options = {}, std::string* problems = nullptr) {
  northline_text* listed = nullptr;
  std::string result = detail::text_of([&](auto out, auto error) {
    return northline_json_convert(input.data(), input.size(), from.data(), from.size(), to.data(), to.size(),
                                  options.get(), out, problems ? &listed : nullptr, error);
  });
  if (problems) *problems = detail::text(listed);
  return result;
}
/// The JSON Schema of Northline documents.
/// Every sentence and word of the library, for translating.
inline std::string messages() {
  return detail::text_of([](auto out, auto error) { return northline_messages(out, error); });
}
inline std::string json_schema() {
  return detail::text_of([](auto out, auto error) { return northline_json_schema(out, error); });
}

// ---- Rules ------------------------------------------------------------------------------------------------

/// What one check looks for. The views are valid as long as the library is loaded.
struct Rule {
  std::string_view code, name, category, question, page;
  Severity severity = Severity::off;
};

inline std::size_t rule_count() {
  std::size_t count = 0;
  detail::call([&](auto error) { return northline_rule_count(&count, error); });
  return count;
}
inline Rule rule_at(std::size_t index) {
  const auto view = [&](auto function) {
    northline_view out{};
    detail::call([&](auto error) { return function(index, &out, error); });
    return to_string_view(out);
  };
  std::int32_t severity = 0;
  detail::call([&](auto error) { return northline_rule_severity(index, &severity, error); });
  return {view(northline_rule_code),     view(northline_rule_name), view(northline_rule_category),
          view(northline_rule_question), view(northline_rule_page), static_cast<Severity>(severity)};
}
/// By code (`NL202`) or name.
inline Rule rule(std::string_view code_or_name) {
  std::size_t index = 0;
  detail::call([&](auto error) {
    return northline_rule_find(code_or_name.data(), code_or_name.size(), &index, error);
  });
  return rule_at(index);
}

// ---- Findings ---------------------------------------------------------------------------------------------

/// One finding of a Findings object, which must live longer.
class Finding {
public:
  Finding(const northline_findings* findings, std::size_t index) : findings_(findings), index_(index) {}

  std::string_view code() const { return view(northline_findings_code); }
  std::string_view message() const { return view(northline_findings_message); }
  std::string_view focus() const { return view(northline_findings_focus); } ///< empty: about the whole
  std::string_view pointer() const { return view(northline_findings_pointer); }
  std::string_view fingerprint() const { return view(northline_findings_fingerprint); }
  std::string_view fix() const { return view(northline_findings_fix); }                 ///< JSON; empty: none
  std::string_view suppression() const { return view(northline_findings_suppression); } ///< JSON; empty: none
  std::string_view cause() const { return view(northline_findings_cause); } ///< a fingerprint; empty: none
  bool baselined() const {
    std::int32_t out = 0;
    detail::call([&](auto error) { return northline_findings_baselined(findings_, index_, &out, error); });
    return out != 0;
  }
  Severity severity() const {
    std::int32_t out = 0;
    detail::call([&](auto error) { return northline_findings_severity(findings_, index_, &out, error); });
    return static_cast<Severity>(out);
  }
  std::size_t line() const { return place().line; }
  std::size_t column() const { return place().column; }
  std::size_t offset() const { return place().offset; }
  std::size_t length() const { return place().length; }

private:
  struct Place {
    std::size_t line = 0, column = 0, offset = 0, length = 0;
  };
  Place place() const {
    Place p;
    detail::call([&](auto error) {
      return northline_findings_position(findings_, index_, &p.line, &p.column, &p.offset, &p.length, error);
    });
    return p;
  }
  template <class F> std::string_view view(F function) const {
    northline_view out{};
    detail::call([&](auto error) { return function(findings_, index_, &out, error); });
    return to_string_view(out);
  }
  const northline_findings* findings_;
  std::size_t index_;
};

/// What a check found; a range of Finding.
class Findings {
public:
  explicit Findings(northline_findings* handle) : handle_(handle) {}
  std::size_t size() const {
    std::size_t count = 0;
    detail::call([&](auto error) { return northline_findings_count(handle_.get(), &count, error); });
    return count;
  }
  bool empty() const { return size() == 0; }
  /// How many of a severity there are, with those beyond the limit of the options.
  std::size_t count(Severity severity) const {
    std::size_t count = 0;
    detail::call([&](auto error) {
      return northline_findings_severity_count(handle_.get(), static_cast<std::int32_t>(severity), &count,
                                               error);
    });
    return count;
  }
  Finding operator[](std::size_t index) const { return {handle_.get(), index}; }
  class iterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Finding;
    using difference_type = std::ptrdiff_t;
    using pointer = const Finding*;
    using reference = Finding;
    iterator() = default;
    iterator(const northline_findings* findings, std::size_t index) : findings_(findings), index_(index) {}
    Finding operator*() const { return {findings_, index_}; }
    iterator& operator++() {
      ++index_;
      return *this;
    }
    iterator operator++(int) {
      iterator before = *this;
      ++index_;
      return before;
    }
    bool operator==(const iterator& other) const { return index_ == other.index_; }

  private:
    const northline_findings* findings_ = nullptr;
    std::size_t index_ = 0;
  };
  iterator begin() const { return {handle_.get(), 0}; }
  iterator end() const { return {handle_.get(), size()}; }
  std::string json() const {
    return detail::text_of(
        [&](auto out, auto error) { return northline_findings_json(handle_.get(), out, error); });
  }
  /// As text, json, sarif, github, junit, markdown or html; `file` is the document's name in it.
  std::string render(std::string_view format, std::string_view file, const Options& options = {}) const {
    return detail::text_of([&](auto out, auto error) {
      return northline_findings_render(handle_.get(), format.data(), format.size(), file.data(), file.size(),
                                       options.get(), out, error);
    });
  }
  /// Those of a severity count; these do not, or are not even kept.
  struct Aside {
    std::size_t suppressed = 0, baselined = 0, consequences = 0;
  };
  Aside set_aside() const {
    Aside a;
    detail::call([&](auto error) {
      return northline_findings_set_aside(handle_.get(), &a.suppressed, &a.baselined, &a.consequences, error);
    });
    return a;
  }
  /// JSON text for Options::baseline.
  std::string baseline() const {
    return detail::text_of(
        [&](auto out, auto error) { return northline_findings_baseline(handle_.get(), out, error); });
  }
  const northline_findings* get() const noexcept { return handle_.get(); }

private:
  detail::Owner<northline_findings, &northline_findings_free> handle_;
};

// ---- Scores -----------------------------------------------------------------------------------------------

/// A score between its bounds and the share of it that is known. NaN: unknown.
struct Score {
  double score = std::numeric_limits<double>::quiet_NaN();
  double lower = std::numeric_limits<double>::quiet_NaN();
  double upper = std::numeric_limits<double>::quiet_NaN();
  double known = std::numeric_limits<double>::quiet_NaN();
};
struct GoalScore : Score {
  std::string_view id;
};
struct DimensionScore : Score {
  bool applicable = false;
};

class Scores {
public:
  explicit Scores(northline_scores* handle) : handle_(handle) {}
  Score overall() const {
    Score s;
    detail::call([&](auto error) {
      return northline_scores_overall(handle_.get(), &s.score, &s.lower, &s.upper, &s.known, error);
    });
    return s;
  }
  /// The dimension that holds the whole back most; empty: none is known.
  std::string_view weakest() const {
    northline_view out{};
    detail::call([&](auto error) { return northline_scores_weakest(handle_.get(), &out, error); });
    return to_string_view(out);
  }
  double sound() const {
    double share = 0;
    detail::call([&](auto error) { return northline_scores_sound(handle_.get(), &share, error); });
    return share;
  }
  std::size_t goal_count() const {
    std::size_t count = 0;
    detail::call([&](auto error) { return northline_scores_goal_count(handle_.get(), &count, error); });
    return count;
  }
  GoalScore goal(std::size_t index) const {
    GoalScore s;
    northline_view id{};
    detail::call([&](auto error) {
      return northline_scores_goal(handle_.get(), index, &id, &s.score, &s.lower, &s.upper, &s.known, error);
    });
    s.id = to_string_view(id);
    return s;
  }
  std::vector<GoalScore> goals() const {
    std::vector<GoalScore> all(goal_count());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = goal(i);
    return all;
  }
  /// The names of the dimensions, in the order of their indices.
  std::vector<std::string_view> dimensions() const {
    std::size_t count = 0;
    detail::call([&](auto error) { return northline_scores_dimension_count(handle_.get(), &count, error); });
    std::vector<std::string_view> names(count);
    for (std::size_t i = 0; i < count; ++i) {
      northline_view out{};
      detail::call(
          [&](auto error) { return northline_scores_dimension_name(handle_.get(), i, &out, error); });
      names[i] = to_string_view(out);
    }
    return names;
  }
  DimensionScore dimension(std::size_t goal, std::size_t dimension) const {
    DimensionScore s;
    std::int32_t applicable = 0;
    detail::call([&](auto error) {
      return northline_scores_goal_dimension(handle_.get(), goal, dimension, &applicable, &s.score, &s.lower,
                                             &s.upper, &s.known, error);
    });
    s.applicable = applicable != 0;
    return s;
  }
  std::string json() const {
    return detail::text_of(
        [&](auto out, auto error) { return northline_scores_json(handle_.get(), out, error); });
  }
  const northline_scores* get() const noexcept { return handle_.get(); }

private:
  detail::Owner<northline_scores, &northline_scores_free> handle_;
};

// ---- Goal evaluation --------------------------------------------------------------------------------------

/// How satisfied an element is, -100 to 100; NaN where nobody can say.
struct Value {
  std::string_view id, label;
  double value = 0, lower = 0, upper = 0;
  bool evaluated = false; ///< false: on a circle or behind one
};

class Evaluation {
public:
  explicit Evaluation(northline_evaluation* handle) : handle_(handle) {}
  std::size_t size() const {
    std::size_t count = 0;
    detail::call([&](auto error) { return northline_evaluation_count(handle_.get(), &count, error); });
    return count;
  }
  Value operator[](std::size_t index) const {
    Value v;
    northline_view id{}, label{};
    std::int32_t evaluated = 0;
    detail::call([&](auto error) {
      return northline_evaluation_element(handle_.get(), index, &id, &v.value, &v.lower, &v.upper, &label,
                                          &evaluated, error);
    });
    v.id = to_string_view(id);
    v.label = to_string_view(label);
    v.evaluated = evaluated != 0;
    return v;
  }
  /// Of an element, or of a stakeholder by the goals they own.
  Value of(std::string_view id) const {
    Value v;
    northline_view label{};
    std::int32_t evaluated = 0;
    detail::call([&](auto error) {
      return northline_evaluation_of(handle_.get(), id.data(), id.size(), &v.value, &v.lower, &v.upper,
                                     &label, &evaluated, error);
    });
    v.id = id;
    v.label = to_string_view(label);
    v.evaluated = evaluated != 0;
    return v;
  }
  std::string json() const {
    return detail::text_of(
        [&](auto out, auto error) { return northline_evaluation_json(handle_.get(), out, error); });
  }
  const northline_evaluation* get() const noexcept { return handle_.get(); }

private:
  detail::Owner<northline_evaluation, &northline_evaluation_free> handle_;
};

// ---- Simulation -------------------------------------------------------------------------------------------

/// What the draws make of one result; NaN where nobody can say, and for a level where there is none.
struct Outcome {
  std::string_view key;
  double likely = 0, mean = 0, deviation = 0, level = 0, reached = 0;
};

class Simulation {
public:
  explicit Simulation(northline_simulation* handle) : handle_(handle) {}
  std::size_t size() const {
    std::size_t count = 0;
    detail::call([&](auto error) { return northline_simulation_count(handle_.get(), &count, error); });
    return count;
  }
  Outcome operator[](std::size_t index) const {
    Outcome o;
    northline_view key{};
    detail::call([&](auto error) {
      return northline_simulation_output(handle_.get(), index, &key, &o.likely, &o.mean, &o.deviation,
                                         &o.level, &o.reached, error);
    });
    o.key = to_string_view(key);
    return o;
  }
  /// By name, such as `alignment`; the id of a goal, mission or vision stands for its evaluation.
  Outcome of(std::string_view key) const {
    Outcome o;
    detail::call([&](auto error) {
      return northline_simulation_of(handle_.get(), key.data(), key.size(), &o.likely, &o.mean, &o.deviation,
                                     &o.level, &o.reached, error);
    });
    o.key = key;
    return o;
  }
  double percentile(std::string_view key, double percent) const {
    double value = 0;
    detail::call([&](auto error) {
      return northline_simulation_percentile(handle_.get(), key.data(), key.size(), percent, &value, error);
    });
    return value;
  }
  std::string json() const {
    return detail::text_of(
        [&](auto out, auto error) { return northline_simulation_json(handle_.get(), out, error); });
  }
  const northline_simulation* get() const noexcept { return handle_.get(); }

private:
  detail::Owner<northline_simulation, &northline_simulation_free> handle_;
};

// ---- Influence --------------------------------------------------------------------------------------------

/// What every program and activity (rows) brings of every goal (columns). NaN where nobody can say.
class Influence {
public:
  explicit Influence(northline_influence* handle) : handle_(handle) {
    std::int32_t sparse = 0;
    detail::call([&](auto error) {
      return northline_influence_size(handle_.get(), &rows_, &columns_, &entries_, &sparse, error);
    });
    sparse_ = sparse != 0;
    detail::call([&](auto error) {
      return northline_influence_values(handle_.get(), &values_, &lower_, &upper_, error);
    });
    if (sparse_)
      detail::call(
          [&](auto error) { return northline_influence_sparse(handle_.get(), &first_, &column_, error); });
  }
  std::size_t rows() const noexcept { return rows_; }
  std::size_t columns() const noexcept { return columns_; }
  std::size_t entries() const noexcept { return entries_; }
  bool sparse() const noexcept { return sparse_; }
  /// Dense: row by row. Sparse: those of row r at first()[r] … first()[r + 1] - 1, their columns in column().
  /// The arrays live as long as the object.
  const double* values() const noexcept { return values_; }
  const double* lower() const noexcept { return lower_ ? lower_ : values_; }
  const double* upper() const noexcept { return upper_ ? upper_ : values_; }
  const std::uint64_t* first() const noexcept { return first_; }
  const std::uint32_t* column() const noexcept { return column_; }
  std::string_view row_id(std::size_t row) const {
    northline_view id{};
    detail::call([&](auto error) { return northline_influence_row(handle_.get(), row, &id, error); });
    return to_string_view(id);
  }
  std::string_view column_id(std::size_t column) const {
    northline_view id{};
    detail::call([&](auto error) { return northline_influence_column(handle_.get(), column, &id, error); });
    return to_string_view(id);
  }
  const northline_influence* get() const noexcept { return handle_.get(); }

private:
  detail::Owner<northline_influence, &northline_influence_free> handle_;
  std::size_t rows_ = 0, columns_ = 0, entries_ = 0;
  bool sparse_ = false;
  const double *values_ = nullptr, *lower_ = nullptr, *upper_ = nullptr;
  const std::uint64_t* first_ = nullptr;
  const std::uint32_t* column_ = nullptr;
};

// ---- Strategies -------------------------------------------------------------------------------------------

struct Element {
  std::string_view id, kind;
};
enum class Direction : std::int32_t { outgoing = NORTHLINE_OUTGOING, incoming = NORTHLINE_INCOMING };
struct Link {
  std::string_view type;
  std::string_view other; ///< the end that was not asked about
  std::string payload;    ///< JSON; `{}` where there is none
};

/// A strategy to read and to edit. Moves; `copy` makes a second one that shares what both have in common.
class Strategy {
public:
  /// An empty one.
  Strategy() {
    northline_strategy* raw = nullptr;
    detail::call([&](auto error) { return northline_strategy_create(&raw, error); });
    handle_.reset(raw);
  }
  explicit Strategy(northline_strategy* handle) : handle_(handle) {}

  /// Copies the text.
  static Strategy load(std::string_view json, const Options& options = {}) {
    return make([&](auto out, auto error) {
      return northline_strategy_load_json(json.data(), json.size(), options.get(), out, error);
    });
  }
  /// Keeps the text instead of copying it.
  static Strategy load(std::shared_ptr<const std::string> json, const Options& options = {}) {
    auto* kept = new std::shared_ptr<const std::string>(std::move(json));
    try {
      return make([&](auto out, auto error) {
        return northline_strategy_load_json_borrowed(
            (*kept)->data(), (*kept)->size(),
            [](void* user) { delete static_cast<std::shared_ptr<const std::string>*>(user); }, kept,
            options.get(), out, error);
      });
    } catch (...) {
      delete kept;
      throw;
    }
  }
  static Strategy load_stratml(std::string_view xml, const Options& options = {}) {
    return make([&](auto out, auto error) {
      return northline_strategy_load_stratml(xml.data(), xml.size(), options.get(), out, error);
    });
  }
  Strategy copy() const {
    return make([&](auto out, auto error) { return northline_strategy_copy(get(), out, error); });
  }
  /// `json`, `compact` or `canonical`.
  std::string save(std::string_view format = "json") const {
    return detail::text_of([&](auto out, auto error) {
      return northline_strategy_save(get(), format.data(), format.size(), out, error);
    });
  }
  /// What reading met and kept aside or repaired.
  std::vector<Problem> problems() const {
    std::size_t count = 0;
    detail::call([&](auto error) { return northline_strategy_problem_count(get(), &count, error); });
    std::vector<Problem> all(count);
    for (std::size_t i = 0; i < count; ++i) {
      northline_view code{}, message{}, pointer{};
      detail::call([&](auto error) {
        return northline_strategy_problem(get(), i, &code, &message, &pointer, &all[i].line, &all[i].column,
                                          error);
      });
      all[i].code = to_string_view(code);
      all[i].message = to_string_view(message);
      all[i].pointer = to_string_view(pointer);
    }
    return all;
  }

  // ---- looking

  /// Of one kind, or (empty) of all.
  std::size_t element_count(std::string_view kind = {}) const {
    std::size_t count = 0;
    detail::call([&](auto error) {
      return northline_strategy_element_count(get(), null_if_empty(kind), kind.size(), &count, error);
    });
    return count;
  }
  /// A range of Element: of one kind, or (empty) of all.
  auto elements(std::string_view kind = {}) const {
    return detail::range<Element>(
        [handle = get(), kind](std::size_t index) {
          northline_view id{}, found{};
          detail::call([&](auto error) {
            return northline_strategy_element_at(handle, null_if_empty(kind), kind.size(), index, &id, &found,
                                                 error);
          });
          return Element{to_string_view(id), to_string_view(found)};
        },
        element_count(kind));
  }
  bool contains(std::string_view id) const {
    northline_view kind{};
    return northline_strategy_element_kind(get(), id.data(), id.size(), &kind, nullptr) == NORTHLINE_OK;
  }
  std::string_view kind(std::string_view id) const {
    northline_view kind{};
    detail::call([&](auto error) {
      return northline_strategy_element_kind(get(), id.data(), id.size(), &kind, error);
    });
    return to_string_view(kind);
  }
  /// The value of an attribute as JSON; throws when it is unknown.
  std::string attribute(std::string_view id, std::string_view name) const {
    return detail::text_of([&](auto out, auto error) {
      return northline_strategy_attribute(get(), id.data(), id.size(), name.data(), name.size(), out, error);
    });
  }
  /// The names of the attributes that are there.
  std::vector<std::string_view> attributes(std::string_view id) const {
    std::size_t count = 0;
    detail::call([&](auto error) {
      return northline_strategy_attribute_count(get(), id.data(), id.size(), &count, error);
    });
    std::vector<std::string_view> names(count);
    for (std::size_t i = 0; i < count; ++i) {
      northline_view name{};
      detail::call([&](auto error) {
        return northline_strategy_attribute_name(get(), id.data(), id.size(), i, &name, error);
      });
      names[i] = to_string_view(name);
    }
    return names;
  }
  std::vector<Link> relations(std::string_view id, Direction direction = Direction::outgoing) const {
    const auto way = static_cast<std::int32_t>(direction);
    std::size_t count = 0;
    detail::call([&](auto error) {
      return northline_strategy_relation_count(get(), id.data(), id.size(), way, &count, error);
    });
    std::vector<Link> links(count);
    for (std::size_t i = 0; i < count; ++i) {
      northline_view type{}, other{};
      links[i].payload = detail::text_of([&](auto out, auto error) {
        return northline_strategy_relation_at(get(), id.data(), id.size(), way, i, &type, &other, out, error);
      });
      links[i].type = to_string_view(type);
      links[i].other = to_string_view(other);
    }
    return links;
  }

  // ---- editing

  void add_element(std::string_view kind, std::string_view id) {
    detail::call([&](auto error) {
      return northline_strategy_add_element(edit(), kind.data(), kind.size(), id.data(), id.size(), error);
    });
  }
  void remove_element(std::string_view id) {
    detail::call(
        [&](auto error) { return northline_strategy_remove_element(edit(), id.data(), id.size(), error); });
  }
  /// `json` is the value as JSON: `"text"` with its quotes, `80`, `{"low": 1, "high": 3}`.
  void set_attribute(std::string_view id, std::string_view name, std::string_view json) {
    detail::call([&](auto error) {
      return northline_strategy_set_attribute(edit(), id.data(), id.size(), name.data(), name.size(),
                                              json.data(), json.size(), error);
    });
  }
  void unset_attribute(std::string_view id, std::string_view name) {
    detail::call([&](auto error) {
      return northline_strategy_unset_attribute(edit(), id.data(), id.size(), name.data(), name.size(),
                                                error);
    });
  }
  /// `json` is the payload: a number, an object, or empty for none.
  void add_relation(std::string_view source, std::string_view type, std::string_view target,
                    std::string_view json = {}) {
    detail::call([&](auto error) {
      return northline_strategy_add_relation(edit(), source.data(), source.size(), type.data(), type.size(),
                                             target.data(), target.size(), null_if_empty(json), json.size(),
                                             error);
    });
  }
  void remove_relation(std::string_view source, std::string_view type, std::string_view target) {
    detail::call([&](auto error) {
      return northline_strategy_remove_relation(edit(), source.data(), source.size(), type.data(),
                                                type.size(), target.data(), target.size(), error);
    });
  }

  // ---- asking

  Findings check(const Options& options = {}) const {
    northline_findings* out = nullptr;
    detail::call([&](auto error) { return northline_check(get(), options.get(), &out, error); });
    return Findings(out);
  }
  Scores score(const Options& options = {}) const {
    northline_scores* out = nullptr;
    detail::call([&](auto error) { return northline_score(get(), options.get(), &out, error); });
    return Scores(out);
  }
  Evaluation evaluate(std::string_view scenario = {}, std::string_view mode = "native",
                      std::string_view algorithm = "quantitative", const Options& options = {}) const {
    northline_evaluation* out = nullptr;
    detail::call([&](auto error) {
      return northline_evaluate(get(), scenario.data(), scenario.size(), mode.data(), mode.size(),
                                algorithm.data(), algorithm.size(), options.get(), &out, error);
    });
    return Evaluation(out);
  }
  /// The same as `why`, with the value in the evaluation that is chosen here.
  std::string why_evaluation(std::string_view id, std::string_view scenario = {},
                             std::string_view mode = "native", std::string_view algorithm = "quantitative",
                             std::string_view format = "text", const Options& options = {}) const {
    return detail::text_of([&](auto out, auto error) {
      return northline_why_evaluation(get(), id.data(), id.size(), scenario.data(), scenario.size(),
                                      mode.data(), mode.size(), algorithm.data(), algorithm.size(),
                                      format.data(), format.size(), options.get(), out, error);
    });
  }
  /// `levels`: lines RESULT=NUMBER, such as "alignment=0.7".
  Simulation simulate(std::string_view scenario = {}, std::size_t draws = 10000, std::uint64_t seed = 1,
                      std::string_view levels = {}, const Options& options = {}) const {
    northline_simulation* out = nullptr;
    detail::call([&](auto error) {
      return northline_simulate(get(), scenario.data(), scenario.size(), draws, seed, levels.data(),
                                levels.size(), options.get(), &out, error);
    });
    return Simulation(out);
  }
  /// What another strategy says differently: `json`, `text`, `markdown` or `patch`.
  std::string diff(const Strategy& other, std::string_view format = "text", std::string_view parts = {},
                   const Options& options = {}) const {
    return compared(other.get(), {}, {}, parts, format, options);
  }
  /// The same for two scenarios of this strategy; an empty name is the strategy itself.
  std::string diff(std::string_view scenario, std::string_view other_scenario,
                   std::string_view format = "text", std::string_view parts = {},
                   const Options& options = {}) const {
    return compared(nullptr, scenario, other_scenario, parts, format, options);
  }
  /// One strategy from two that came of `base`. `conflicts`, where given, receives them as JSON.
  static Strategy merge(const Strategy& base, const Strategy& ours, const Strategy& theirs,
                        std::string* conflicts = nullptr, const Options& options = {}) {
    northline_text* listed = nullptr;
    Strategy merged = make([&](auto out, auto error) {
      return northline_merge(base.get(), ours.get(), theirs.get(), options.get(), out,
                             conflicts ? &listed : nullptr, error);
    });
    if (conflicts) *conflicts = detail::text(listed);
    return merged;
  }
  /// How a score moves with the document's numbers, as JSON. No goal: the overall score.
  std::string gradient(std::string_view goal = {}, std::string_view bound = "score",
                       const Options& options = {}) const {
    return detail::text_of([&](auto out, auto error) {
      return northline_gradient(get(), goal.data(), goal.size(), bound.data(), bound.size(), options.get(), out,
                                error);
    });
  }
  /// The single changes that would raise the score most, as JSON.
  std::string moves(std::string_view goal = {}, std::size_t most = 10, const Options& options = {}) const {
    return detail::text_of([&](auto out, auto error) {
      return northline_moves(get(), goal.data(), goal.size(), most, options.get(), out, error);
    });
  }
  /// `form`: dense, sparse, or empty: whichever is smaller.
  Influence influence(std::string_view form = {}, const Options& options = {}) const {
    northline_influence* out = nullptr;
    detail::call([&](auto error) {
      return northline_influence_create(get(), form.data(), form.size(), options.get(), &out, error);
    });
    return Influence(out);
  }
  /// How one element leads to another, as JSON.
  std::string path(std::string_view from, std::string_view to, std::string_view over = {},
                   std::size_t most = 1, std::size_t length = 0, const Options& options = {}) const {
    return detail::text_of([&](auto out, auto error) {
      return northline_path(get(), from.data(), from.size(), to.data(), to.size(), over.data(), over.size(),
                            most, length, options.get(), out, error);
    });
  }
  /// What the score loses without each element, as JSON.
  std::string fragility(std::string_view kinds = {}, const Options& options = {}) const {
    return detail::text_of([&](auto out, auto error) {
      return northline_fragility(get(), kinds.data(), kinds.size(), options.get(), out, error);
    });
  }
  /// `json` or `text`.
  std::string why(std::string_view id, std::string_view format = "text", const Options& options = {}) const {
    return detail::text_of([&](auto out, auto error) {
      return northline_why(get(), id.data(), id.size(), format.data(), format.size(), options.get(), out,
                           error);
    });
  }

  const northline_strategy* get() const noexcept { return handle_.get(); }
  northline_strategy* edit() noexcept { return handle_.get(); }

private:
  friend class detail::Borrowed;
  std::string compared(const northline_strategy* other, std::string_view scenario,
                       std::string_view other_scenario, std::string_view parts, std::string_view format,
                       const Options& options) const {
    return detail::text_of([&](auto out, auto error) {
      return northline_diff(get(), other, scenario.data(), scenario.size(), other_scenario.data(),
                            other_scenario.size(), parts.data(), parts.size(), format.data(), format.size(),
                            options.get(), out, error);
    });
  }
  template <class F> static Strategy make(F&& function) {
    northline_strategy* out = nullptr;
    detail::call([&](northline_error** error) { return function(&out, error); });
    return Strategy(out);
  }
  // An empty view may point anywhere; to the C API only NULL means "not given".
  static const char* null_if_empty(std::string_view text) noexcept {
    return text.empty() ? nullptr : text.data();
  }
  detail::Owner<northline_strategy, &northline_strategy_free> handle_;
};

/// Several edits that happen together: taken back at the end of the scope unless `commit` was called.
/// The strategy must live longer.
class Transaction {
public:
  explicit Transaction(Strategy& strategy) : handle_(strategy.edit()) {
    detail::call([&](auto error) { return northline_strategy_begin(handle_, error); });
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() {
    if (open_) (void)northline_strategy_rollback(handle_, nullptr);
  }
  void commit() {
    detail::call([&](auto error) { return northline_strategy_commit(handle_, error); });
    open_ = false;
  }

private:
  northline_strategy* handle_;
  bool open_ = true;
};

// ---- Checks in code ---------------------------------------------------------------------------------------

/// What a check in code has to say about one element. Lives as long as the call of its function.
class Report {
public:
  explicit Report(northline_report* handle) : handle_(handle) {}
  /// One finding; `at`, if given, is the attribute or relation that it points at.
  Report& add(std::string_view message, std::string_view at = {}) {
    detail::call([&](auto error) {
      return northline_report_add(handle_, message.data(), message.size(), at.empty() ? nullptr : at.data(),
                                  at.size(), error);
    });
    return *this;
  }
  /// A further element that the last finding is about.
  Report& relate(std::string_view id) {
    detail::call([&](auto error) { return northline_report_relate(handle_, id.data(), id.size(), error); });
    return *this;
  }
  northline_report* get() const noexcept { return handle_; }

private:
  northline_report* handle_;
};

namespace detail {
/// A strategy that somebody else owns, for the time of a call.
class Borrowed {
public:
  explicit Borrowed(const northline_strategy* handle) : strategy_(const_cast<northline_strategy*>(handle)) {}
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  ~Borrowed() { (void)strategy_.handle_.release(); }
  const Strategy& operator*() const { return strategy_; }

private:
  Strategy strategy_;
};
} // namespace detail

template <class Decide> Options& Options::check(std::string_view definition, Decide decide) & {
  auto* kept = new Decide(std::move(decide));
  try {
    detail::call([&](auto error) {
      return northline_options_add_check(
          handle(), definition.data(), definition.size(),
          [](void* user, const northline_strategy* strategy, northline_view id,
             northline_report* raw) -> std::int32_t {
            const char* why = "It threw something that is no std::exception.";
            try {
              const detail::Borrowed borrowed(strategy);
              Report report(raw);
              (*static_cast<Decide*>(user))(*borrowed, to_string_view(id), report);
              return 0;
            } catch (const std::exception& e) {
              (void)northline_report_fail(raw, e.what(), NORTHLINE_NUL_TERMINATED, nullptr);
              return 1;
            } catch (...) {
              (void)northline_report_fail(raw, why, NORTHLINE_NUL_TERMINATED, nullptr);
              return 1;
            }
          },
          [](void* user) { delete static_cast<Decide*>(user); }, kept, error);
    });
  } catch (...) {
    delete kept;
    throw;
  }
  return *this;
}

} // namespace v0
} // namespace northline

#endif // NORTHLINE_NORTHLINE_HPP
