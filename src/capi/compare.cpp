#include "capi/compare.hpp"

#include "capi/findings.hpp"
#include "capi/strategy.hpp"
#include "score/evaluation.hpp"

#include <algorithm>
#include <memory>

namespace northline::capi {

std::string compared(const View& a, const View& b, const MaybeText& scenario, const MaybeText& other_scenario,
                     const MaybeText& parts, std::string_view format, const Settings& settings) {
  ComparisonOptions how;
  if (parts.given && !parts.text.empty()) {
    how.findings = how.scores = false;
    for (std::size_t from = 0; from <= parts.text.size();) {
      const std::size_t end = std::min(parts.text.find(',', from), parts.text.size());
      const std::string_view part = parts.text.substr(from, end - from);
      if (part == "findings")
        how.findings = true;
      else if (part == "scores")
        how.scores = true;
      else if (part == "effects")
        how.effects = true;
      else if (part != "changes")
        refuse(NORTHLINE_INVALID_ARGUMENT,
               "Parts of a comparison are changes, findings, scores and effects, not \"" + std::string(part) +
                   "\".");
      from = end + 1;
    }
  }
  how.cancel = settings.token();
  how.checks.as_of = settings.as_of;
  how.checks.severities = settings.severities;
  how.checks.max_findings = settings.findings;
  how.checks.configurations = {settings.configuration,
                               std::make_shared<const Configuration>(settings.pieces)};
  how.checks.baseline = settings.baseline;
  how.checks.consequences = settings.consequences;
  const std::string first(scenario.given ? scenario.text : std::string_view()),
      second(other_scenario.given ? other_scenario.text : std::string_view());
  how.scenario_before = first;
  how.scenario_after = second;
  if (!first.empty()) how.name_before += " (" + first + ")";
  if (!second.empty()) how.name_after += " (" + second + ")";
  return render_comparison(format, scenario_view(a, first, how.cancel), scenario_view(b, second, how.cancel),
                           how);
}

} // namespace northline::capi

using namespace northline::capi;

extern "C" {

northline_status northline_json_diff(const char* json, size_t json_size, const char* other, size_t other_size,
                                     const char* scenario, size_t scenario_size, const char* other_scenario,
                                     size_t other_scenario_size, const char* parts, size_t parts_size,
                                     const northline_options* options, northline_text** out_text,
                                     northline_error** out_error) noexcept {
  return guard("northline_json_diff", out_error, [&] {
    const Settings settings = settings_of(options);
    const MaybeText s = maybe_text(scenario, scenario_size, "scenario"),
                    t = maybe_text(other_scenario, other_scenario_size, "other_scenario"),
                    p = maybe_text(parts, parts_size, "parts");
    const std::string_view first = bytes(json, json_size, "json");
    northline_text*& out = into(out_text, "out_text");
    const auto read = [&](std::string_view text) {
      return northline::View(load_json(northline::Text::borrow(text), settings).snapshot);
    };
    const northline::View a = read(first);
    const northline::View b = other ? read(bytes(other, other_size, "other")) : a;
    out = make_text(compared(a, b, s, t, p, "json", settings));
  });
}

northline_status northline_json_merge(const char* base, size_t base_size, const char* ours, size_t ours_size,
                                      const char* theirs, size_t theirs_size,
                                      const northline_options* options, northline_text** out_text,
                                      northline_text** out_conflicts, northline_error** out_error) noexcept {
  return guard("northline_json_merge", out_error, [&] {
    const Settings settings = settings_of(options);
    const std::string_view b = bytes(base, base_size, "base"), o = bytes(ours, ours_size, "ours"),
                           t = bytes(theirs, theirs_size, "theirs");
    northline_text*& out = into(out_text, "out_text");
    const auto read = [&](std::string_view text) {
      return northline::View(load_json(northline::Text::borrow(text), settings).snapshot);
    };
    northline::Merged m = northline::merge(read(b), read(o), read(t), settings.token());
    const std::string conflicts = northline::merge_json(m, false);
    auto text = std::unique_ptr<northline_text>(make_text(std::move(m.text)));
    if (out_conflicts) *out_conflicts = make_text(conflicts);
    out = text.release();
  });
}

northline_status northline_diff(const northline_strategy* strategy, const northline_strategy* other,
                                const char* scenario, size_t scenario_size, const char* other_scenario,
                                size_t other_scenario_size, const char* parts, size_t parts_size,
                                const char* format, size_t format_size, const northline_options* options,
                                northline_text** out_text, northline_error** out_error) noexcept {
  return guard("northline_diff", out_error, [&] {
    const northline_strategy& a = need(strategy, "strategy");
    const northline_strategy* b = maybe(other, "other");
    const MaybeText s = maybe_text(scenario, scenario_size, "scenario"),
                    t = maybe_text(other_scenario, other_scenario_size, "other_scenario"),
                    p = maybe_text(parts, parts_size, "parts");
    const std::string_view wanted = text(format, format_size, "format");
    const Settings settings = settings_of(options);
    northline_text*& out = into(out_text, "out_text");
    out = make_text(compared(a.view(), (b ? *b : a).view(), s, t, p, wanted, settings));
  });
}

northline_status northline_merge(const northline_strategy* base, const northline_strategy* ours,
                                 const northline_strategy* theirs, const northline_options* options,
                                 northline_strategy** out_strategy, northline_text** out_conflicts,
                                 northline_error** out_error) noexcept {
  return guard("northline_merge", out_error, [&] {
    const northline_strategy &b = need(base, "base"), &o = need(ours, "ours"), &t = need(theirs, "theirs");
    Settings settings = settings_of(options);
    settings.strict = false; // what the merged document lacks is among the conflicts
    northline_strategy*& out = into(out_strategy, "out_strategy");
    northline::Merged m = northline::merge(b.view(), o.view(), t.view(), settings.token());
    const std::string conflicts = northline::merge_json(m, false);
    auto made =
        std::make_unique<northline_strategy>(load_json(northline::Text::own(std::move(m.text)), settings));
    if (out_conflicts) *out_conflicts = make_text(conflicts);
    out = made.release();
  });
}

} // extern "C"
