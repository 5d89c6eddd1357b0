#pragma once
// Checks that are not in the table: written by users as conditions, or in code by whoever embeds the library.
// docs/custom-checks.md is their manual.
#include "check/rule.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace northline {

/// Why a check of one's own could not decide. The engine turns it into a finding about that check (NL040).
struct OwnCheckFailure : std::runtime_error {
  OwnCheckFailure(const std::string& message, bool last) : std::runtime_error(message), stop(last) {}
  bool stop; ///< nothing further is asked of the check in this run
};

/// What all checks of one's own together may still use in a run, in steps of the condition language.
struct OwnBudget {
  std::uint64_t steps = 100'000'000;
};

/// One run of a check over one view.
class OwnRun {
public:
  virtual ~OwnRun() = default;
  /// Reports through the run, or throws OwnCheckFailure.
  virtual void decide(RuleRun&, Element focus) = 0;
};

/// A check with its words. Immutable, and shared by configurations, options and findings.
class OwnCheck {
public:
  struct Words {
    std::string code;    ///< "X-…"
    std::string name;    ///< kebab-case
    std::string message; ///< with {argument} and {focus}
    std::string question, advice;
    Category category = Category::structure;
    Severity severity = Severity::warning;
    KindSet kinds = every_kind;
    Pack packs = Pack::core;
  };
  explicit OwnCheck(Words words);
  virtual ~OwnCheck() = default;
  OwnCheck(const OwnCheck&) = delete;
  OwnCheck& operator=(const OwnCheck&) = delete;

  const Rule& rule() const { return rule_; }
  /// Null when there is nothing to ask, such as dates without a day. The budget outlives the run.
  virtual std::unique_ptr<OwnRun> start(const View&, Date as_of, OwnBudget&) const = 0;
  /// Where the document defines it; 0 when something else does.
  std::size_t offset() const { return offset_; }
  void set_offset(std::size_t offset) { offset_ = offset; }

private:
  Words words_;
  Rule rule_;
  std::size_t offset_ = 0;
};

/// Whether a text can be the code of such a check: "X-" and 1 to 60 letters, digits, "-" or "_".
bool is_own_code(std::string_view);
/// Whether it can be its name: words of small letters and digits, joined by "-".
bool is_own_name(std::string_view);
/// A name made from the code: "X-Owner_due" becomes "owner-due".
std::string name_from_code(std::string_view code);
/// Empty when the text can be a message or a sentence of a check; else what is wrong with it.
std::string sentence_problem(std::string_view text);

/// A check whose decision is code. It is given the element and says what it found.
class CodedCheck final : public OwnCheck {
public:
  /// Collects what the code says about one element.
  struct Said {
    std::string message, at; ///< `at`: an attribute or relation of the element, or empty
    std::vector<Element> related;
  };
  using Decide = std::function<void(const View&, Element focus, Date as_of, std::vector<Said>&)>;

  /// The words' message is what findings show; it has the argument {said}.
  CodedCheck(Words words, Decide decide);
  std::unique_ptr<OwnRun> start(const View&, Date as_of, OwnBudget&) const override;

private:
  Decide decide_;
};

} // namespace northline
