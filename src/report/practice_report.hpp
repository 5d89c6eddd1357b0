#pragma once
#include "base/error.hpp"
#include "check/check.hpp"
#include "practice/practice.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace northline {

/// Runs the checks once and the practices over what they found. `name`: a practice, or "all" for those that
/// the document follows (all five where it names none). Throws Error(invalid_argument) for another name.
std::vector<PracticeReport> practice_reports(const View&, std::string_view name, const CheckOptions& = {},
                                             PracticeOptions = {});
/// docs/practices.md says what it looks like; schema: docs/schemas/practice.schema.json.
std::string practice_json(const View&, Date as_of, const std::vector<PracticeReport>&);
std::string practice_text(const View&, Date as_of, const std::vector<PracticeReport>&);

} // namespace northline
