#pragma once
// The five practices: where a strategy stands on the way that each of them asks for. Steps are read from the
// document; nobody ticks them off (docs/practices.md).
#include "base/cancel.hpp"
#include "facts/facts.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace northline {

/// A finding of the checks, as far as a step needs it. This floor knows no checks; the caller runs them.
struct PracticeFinding {
  std::string_view code; ///< "NL202"
  Element focus;
  std::uint32_t number; ///< for `PracticeInput::message`
  bool suppressed;
};

/// What the whole plan is said to bring over its own time, worked out by the caller.
struct PracticeReturn {
  bool known = false;
  double expected = 0, low = 0, high = 0; ///< low and high: 10th and 90th percentile
  double loss = 0;                        ///< probability of a loss
};

/// The same of one program.
struct ProgramGain {
  Element program = no_element;
  PracticeReturn gain;
};

struct PracticeInput {
  std::vector<PracticeFinding> findings; ///< in the order of the document
  std::function<std::string(std::uint32_t)> message;
  PracticeReturn gain;
  std::vector<ProgramGain> programs; ///< those whose return can be told
};

struct PracticeOptions {
  Date as_of;                        ///< unknown: the document's
  std::size_t most = 10;             ///< a longer list is cut to those that weigh most
  double small = 25;                 ///< up to so many employees less is asked
  double large = 1000;               ///< from so many on the report is given by department as well
  double employees = unknown_number; ///< unknown: the document's
  Cancel cancel;
};

/// An element and a sentence about it.
struct PracticeItem {
  Element element = no_element;
  std::string text;
  std::string code;  ///< of the check that says so; empty: the step itself
  double weight = 0; ///< importance of the goals that wait for it
  bool expired = false;
  std::vector<std::pair<std::string_view, std::string>> fields; ///< an empty value is a gap
};
/// Items that weigh most, and how many there were.
struct PracticeList {
  std::vector<PracticeItem> items;
  std::size_t left_out = 0;
  bool empty() const { return items.empty(); }
  std::size_t size() const { return items.size() + left_out; }
};

/// Something that has to be there and is not.
struct PracticeGap {
  std::string_view what;
  PracticeList items;
  bool expired = false; ///< only time has passed
};
/// What was taken before a step that it rests on.
struct PracticeEarly {
  std::string_view code, before;
  bool by_dates = false;
  PracticeList items;
};
enum class StepState : std::uint8_t { not_started, incomplete, done };
std::string_view step_state_name(StepState);
struct PracticeStep {
  std::string_view name, title, guide;
  StepState state = StepState::not_started;
  std::vector<std::string_view> after; ///< what has to be done before
  std::vector<PracticeGap> missing;
  std::vector<PracticeEarly> early;
  PracticeList suppressed; ///< findings that count as quiet because somebody said so
  std::size_t kept = 0, asked = 0;
  bool out_of_order() const { return !early.empty(); }
};
struct PracticeAnswer {
  std::string_view name;
  std::string sentence;
  PracticeList items;
};
/// What is open in one step among the things of one department.
struct PracticeDepartmentStep {
  std::string_view name, title;
  PracticeList open; ///< missing, or taken too early
};
/// The same report, for those who answer for a part of the plan.
struct PracticeDepartment {
  std::string name;
  std::size_t owns = 0;                      ///< goals and programs
  std::vector<PracticeDepartmentStep> steps; ///< in which anything is open
};
struct PracticeReport {
  std::string_view name, title;
  bool followed = false; ///< the document says that it follows the practice
  std::string stopped;   ///< why the report ends early; empty: it does not
  std::vector<PracticeStep> steps;
  int next = -1;         ///< index of the next step; -1: all are done
  std::string next_text; ///< what to do next, a sentence
  Element next_element = no_element, next_by = no_element;
  std::string next_by_text;
  std::vector<PracticeAnswer> answers;
  std::vector<PracticeDepartment> departments; ///< of large organisations, by name
};

/// "landscape", "clover", "five-steps", "channels-later", "smacad".
std::span<const std::string_view> practice_names();
/// Throws Error(invalid_argument) for a practice that there is none of, Error(cancelled).
/// O(elements + relations + findings) but for sorting.
PracticeReport practice(const View&, Facts&, std::string_view name, const PracticeInput&,
                        const PracticeOptions& = {});

} // namespace northline
