#pragma once
// What may be asked of `northline why` besides scores, evaluations and influence: losses, gains, slopes,
// simulated results and the rest that commands print.
#include "report/score_report.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace northline {

/// A question "ID@name.part(setting=value,…):of".
struct Asked {
  std::size_t before = 0; ///< bytes before the "@"
  Element element = root_element;
  std::string pointer; ///< instead of an element: a number of the document
  std::string name, part, of;
  std::vector<std::pair<std::string, std::string>> settings;
};

/// How a tree is shown: scores from 0 to 1, with four digits where differences are small, evaluated values
/// from -100 to 100, amounts, effects, and other numbers as they are.
enum class Scale { score, fine, amount, evaluation, influence, plain };

struct Derived {
  ScoreNode tree; ///< offsets are those of the document; nodes carry ids
  Scale scale = Scale::fine;
  std::vector<ChangedValue> changes; ///< that were made
  std::vector<ScoreNode> inputs;     ///< numbers that were drawn
  std::string inputs_title;
};

/// The question, if it is one of these. Throws Error(not_found) for one that names what there is not.
std::optional<Asked> asked(const View&, std::string_view about);
/// ", loss …": what else can be asked of the strategy, a goal or another element.
std::string more_numbers(bool strategy, bool goal);
Derived derive(const View&, const ScoreResult&, const Asked&, const WhyOptions&);

} // namespace northline
