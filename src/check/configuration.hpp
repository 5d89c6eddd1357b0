#pragma once
// What users ask of the checks: severities, limits, packs, selections, suppressions and a baseline. A
// configuration is read whole, with every fault at its place, or not at all (docs/configuration.md).
#include "base/error.hpp"
#include "check/own/own_check.hpp"
#include "check/rule.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace northline {

/// Version of the set of checks, apart from that of the library. The first number changes when a check is
/// taken away or asks something else, the second when one is added or a default becomes stricter, the third
/// when one is mended; the third never brings a new error.
inline constexpr std::string_view rule_set_version = "1.0.0";

/// One thing that is wrong with a configuration or a baseline.
struct Fault {
  std::string pointer;
  std::uint32_t line = 0, column = 0; ///< from 1; 0 when the text has no places
  std::size_t offset = 0;
  std::string message; ///< a whole sentence that says what would be right
};

/// All the faults of one configuration or baseline. `what()` lists them, one a line.
class ConfigurationError : public Error {
public:
  /// Precondition: there is at least one fault.
  ConfigurationError(std::string source, std::vector<Fault> faults);
  const std::string& source() const { return source_; } ///< the file's name, or empty: the document's own
  const std::vector<Fault>& faults() const { return faults_; }

private:
  std::string source_;
  std::vector<Fault> faults_;
};

/// Which checks a word means: "all", a category, a pack, the first characters of codes, a code or a name.
struct Selector {
  enum class By : std::uint8_t { all, category, pack, prefix, rule }; ///< from the least exact on
  By by = By::all;
  Category category = Category::structure;
  Pack pack = Pack::core;
  std::string code; ///< of the check, or what its code begins with

  bool matches(const Rule&) const;
  /// Of two that match one check the more exact wins.
  unsigned exactness() const { return static_cast<unsigned>(by) * 256U + static_cast<unsigned>(code.size()); }
};
/// Reads a word. Where it means nothing, `problem` gets a whole sentence that names the nearest word.
std::optional<Selector> parse_selector(std::string_view word, std::string& problem);
std::string_view pack_name(Pack one);
/// The pack with this name; nothing for another word.
std::optional<Pack> find_pack(std::string_view name);

enum class Profile : std::uint8_t { automatic, small, standard };
std::optional<Profile> find_profile(std::string_view name);

/// A finding that somebody has looked at and lets stand.
struct Suppression {
  std::string code;    ///< of the check
  std::string element; ///< id; empty: wherever the check speaks
  std::string reason;
  Date until; ///< the last day on which it holds; unknown: for good
  std::size_t offset = 0;
};

/// One layer of configuration. Members of a higher layer win over those of a lower one.
struct Configuration {
  struct Choice {
    Selector what;
    Severity severity;
  };
  std::string source;    ///< the file's name; empty: the document's own
  bool document = false; ///< read from the document's `checks`
  std::vector<Choice> severities;
  std::map<std::string, std::vector<Choice>, std::less<>> elements; ///< by id
  std::map<std::string, double, std::less<>> parameters;            ///< by "NL407.share"
  Pack packs_on{}, packs_off{};
  std::optional<std::vector<Selector>> select;
  std::vector<Selector> ignore;
  std::optional<Profile> profile;
  std::vector<Suppression> suppressions;
  std::vector<std::shared_ptr<const OwnCheck>> custom; ///< checks of one's own

  bool empty() const;
  void switch_pack(Pack, bool on);
};

/// Reads a configuration of its own, such as a file. Throws ConfigurationError, or Error(not_json | limit).
std::shared_ptr<const Configuration> read_configuration(std::string_view text, std::string source);
/// The words of a check whose decision is code: a definition without conditions. Throws ConfigurationError,
/// or Error(not_json | limit).
OwnCheck::Words read_own_words(std::string_view text);
/// The document's member `checks`; null when there is none. Throws ConfigurationError.
std::shared_ptr<const Configuration> document_configuration(const View&);

/// Adds comma-separated words, as a command line gives them. Throws Error(configuration).
void add_selectors(std::vector<Selector>& to, std::string_view words);
/// Sets "NL407.share" (or with the check's name). Throws Error(configuration).
void set_parameter(Configuration&, std::string_view name, double value);

/// Fingerprints of findings that were there before.
struct Baseline {
  std::unordered_set<std::string> fingerprints;
};
/// Throws ConfigurationError, or Error(not_json | limit).
std::shared_ptr<const Baseline> read_baseline(std::string_view text, std::string source);

/// What the layers come to, for one rule at a time.
class Choices {
public:
  /// Layers from the lowest to the highest.
  Choices(std::vector<const Configuration*> layers, double employees);

  struct Answer {
    Severity severity = Severity::off; ///< off: the check is not asked
    bool chosen = false;               ///< by the user, not by the check
    int layer = -1;                    ///< that chose it
  };
  Answer of(const Rule& r) const { return of(r, false); }
  /// The same for a check that speaks about the run itself: a selection of other checks does not silence it.
  Answer of_run(const Rule& r) const { return of(r, true); }
  double parameter(const Rule&, const Parameter&) const;
  bool small() const { return small_; }
  bool has_elements() const { return has_elements_; }
  /// The severity for findings on one element, where a layer has one that wins over the check's answer.
  std::optional<Severity> on_element(const Rule&, std::string_view id, const Answer&) const;

private:
  Answer of(const Rule&, bool of_run) const;
  bool asked(const Rule&, bool of_run) const;
  bool named(const Rule&) const; ///< selected by its code, name or pack

  std::vector<const Configuration*> layers_;
  bool small_ = false, has_elements_ = false;
};

} // namespace northline
