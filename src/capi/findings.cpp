#include "capi/findings.hpp"

#include "base/json_text.hpp"
#include "capi/rules.hpp"
#include "capi/strategy.hpp"
#include "report/check_report.hpp"
#include "report/report.hpp"

#include <algorithm>

namespace northline::capi {

std::shared_ptr<const Findings> check(const View& view, const Settings& settings,
                                      const northline_strategy* handle) {
  CheckOptions how;
  how.as_of = settings.as_of;
  how.cancel = settings.token();
  how.progress = settings.progress();
  how.severities = settings.severities;
  how.max_findings = settings.findings;
  std::unique_ptr<const northline_strategy> made;
  if (!settings.own.empty() && !handle) {
    made = std::make_unique<northline_strategy>(Loaded{view.shared_base(), nullptr});
    handle = made.get();
  }
  how.own = own_checks(settings.own, handle);
  how.configurations = {settings.configuration, std::make_shared<const Configuration>(settings.pieces)};
  how.baseline = settings.baseline;
  how.consequences = settings.consequences;
  return run_checks(view, how);
}

namespace {

std::string fix_json(const Fix& fix) {
  std::string out = "{\"title\":";
  append_json_string(out, fix.title);
  out += ",\"safety\":";
  append_json_string(out, fix.safety == Safety::safe     ? "safe"
                          : fix.safety == Safety::unsafe ? "unsafe"
                                                         : "display");
  return out + ",\"patch\":" + fix.patch + "}";
}

template <class Show>
northline_status show(const char* entry, const northline_findings* findings, size_t index,
                      northline_view* out_view, northline_error** out_error, Show what) noexcept {
  return guard(entry, out_error, [&] {
    const northline_findings& f = need(findings, "findings");
    northline_view& out = into(out_view, "out_view");
    out = what(f, index_below(index, f.findings->size(), "findings"));
  });
}

} // namespace
} // namespace northline::capi

using namespace northline::capi;

northline_findings::northline_findings(std::shared_ptr<const northline::Findings> all, Settings of_check)
    : findings(std::move(all)), settings(std::move(of_check)), shown_(findings->size()),
      places_(findings->view().base().text()) {}

const ShownFinding& northline_findings::shown(std::size_t index) const {
  const std::lock_guard<std::mutex> guard(lock_);
  if (!shown_[index]) {
    ShownFinding made;
    made.message = findings->message(index, words());
    const northline::Spot spot = findings->spot(index);
    made.pointer = spot.pointer;
    if (spot.in_text) {
      const northline::Place place = places_.at(spot.offset);
      made.line = place.line;
      made.column = place.column;
      made.offset = spot.offset;
      made.length = spot.length;
    }
    if (const auto fix = findings->fix(index, words())) made.fix = fix_json(*fix);
    if (const northline::Suppression* by = findings->suppression(index))
      made.suppression = northline::suppression_json(*by);
    shown_[index] = std::make_unique<const ShownFinding>(std::move(made));
  }
  return *shown_[index];
}

const std::string& northline_findings::fingerprint(std::size_t index) const {
  const std::lock_guard<std::mutex> guard(lock_);
  if (fingerprints_.empty()) fingerprints_ = findings->fingerprints();
  return fingerprints_[index];
}

extern "C" {

northline_status northline_check(const northline_strategy* strategy, const northline_options* options,
                                 northline_findings** out_findings, northline_error** out_error) noexcept {
  return guard("northline_check", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const Settings settings = settings_of(options);
    northline_findings*& out = into(out_findings, "out_findings");
    out = new northline_findings(check(s.view(), settings, &s), settings);
  });
}

northline_status northline_findings_count(const northline_findings* findings, size_t* out_count,
                                          northline_error** out_error) noexcept {
  return guard("northline_findings_count", out_error, [&] {
    const northline_findings& f = need(findings, "findings");
    into(out_count, "out_count") = f.findings->size();
  });
}

northline_status northline_findings_severity_count(const northline_findings* findings, int32_t severity,
                                                   size_t* out_count, northline_error** out_error) noexcept {
  return guard("northline_findings_severity_count", out_error, [&] {
    const northline_findings& f = need(findings, "findings");
    const northline::Severity which = severity_of(checked_severity(severity));
    into(out_count, "out_count") = static_cast<size_t>(f.findings->count(which));
  });
}

northline_status northline_findings_code(const northline_findings* findings, size_t index,
                                         northline_view* out_view, northline_error** out_error) noexcept {
  return show("northline_findings_code", findings, index, out_view, out_error,
              [](const northline_findings& f, size_t i) { return view_of(f.findings->rule(i).code); });
}

northline_status northline_findings_severity(const northline_findings* findings, size_t index,
                                             int32_t* out_severity, northline_error** out_error) noexcept {
  return guard("northline_findings_severity", out_error, [&] {
    const northline_findings& f = need(findings, "findings");
    int32_t& out = into(out_severity, "out_severity");
    out = severity_number(f.findings->row(index_below(index, f.findings->size(), "findings")).severity);
  });
}

northline_status northline_findings_message(const northline_findings* findings, size_t index,
                                            northline_view* out_view, northline_error** out_error) noexcept {
  return show("northline_findings_message", findings, index, out_view, out_error,
              [](const northline_findings& f, size_t i) { return view_of(f.shown(i).message); });
}

northline_status northline_findings_focus(const northline_findings* findings, size_t index,
                                          northline_view* out_view, northline_error** out_error) noexcept {
  return show("northline_findings_focus", findings, index, out_view, out_error,
              [](const northline_findings& f, size_t i) {
                const northline::Element focus = f.findings->row(i).focus;
                if (focus == northline::root_element) return northline_view{nullptr, 0};
                return view_of(f.findings->view().id(focus));
              });
}

northline_status northline_findings_pointer(const northline_findings* findings, size_t index,
                                            northline_view* out_view, northline_error** out_error) noexcept {
  return show("northline_findings_pointer", findings, index, out_view, out_error,
              [](const northline_findings& f, size_t i) { return view_of(f.shown(i).pointer); });
}

northline_status northline_findings_position(const northline_findings* findings, size_t index,
                                             size_t* out_line, size_t* out_column, size_t* out_offset,
                                             size_t* out_length, northline_error** out_error) noexcept {
  return guard("northline_findings_position", out_error, [&] {
    const northline_findings& f = need(findings, "findings");
    const ShownFinding& shown = f.shown(index_below(index, f.findings->size(), "findings"));
    store(out_line, shown.line);
    store(out_column, shown.column);
    store(out_offset, shown.offset);
    store(out_length, shown.length);
  });
}

northline_status northline_findings_fingerprint(const northline_findings* findings, size_t index,
                                                northline_view* out_view,
                                                northline_error** out_error) noexcept {
  return show("northline_findings_fingerprint", findings, index, out_view, out_error,
              [](const northline_findings& f, size_t i) { return view_of(f.fingerprint(i)); });
}

northline_status northline_findings_fix(const northline_findings* findings, size_t index,
                                        northline_view* out_view, northline_error** out_error) noexcept {
  return show("northline_findings_fix", findings, index, out_view, out_error,
              [](const northline_findings& f, size_t i) { return view_or_absent(f.shown(i).fix); });
}

northline_status northline_findings_suppression(const northline_findings* findings, size_t index,
                                                northline_view* out_view,
                                                northline_error** out_error) noexcept {
  return show("northline_findings_suppression", findings, index, out_view, out_error,
              [](const northline_findings& f, size_t i) { return view_or_absent(f.shown(i).suppression); });
}

northline_status northline_findings_baselined(const northline_findings* findings, size_t index,
                                              int32_t* out_baselined, northline_error** out_error) noexcept {
  return guard("northline_findings_baselined", out_error, [&] {
    const northline_findings& f = need(findings, "findings");
    int32_t& out = into(out_baselined, "out_baselined");
    out = f.findings->baselined(index_below(index, f.findings->size(), "findings"));
  });
}

northline_status northline_findings_cause(const northline_findings* findings, size_t index,
                                          northline_view* out_view, northline_error** out_error) noexcept {
  return show("northline_findings_cause", findings, index, out_view, out_error,
              [](const northline_findings& f, size_t i) {
                const std::size_t cause = f.findings->cause(i);
                if (cause == northline::Findings::no_row) return northline_view{nullptr, 0};
                return view_of(f.fingerprint(cause));
              });
}

northline_status northline_findings_set_aside(const northline_findings* findings, size_t* out_suppressed,
                                              size_t* out_baselined, size_t* out_consequences,
                                              northline_error** out_error) noexcept {
  return guard("northline_findings_set_aside", out_error, [&] {
    const northline_findings& f = need(findings, "findings");
    store(out_suppressed, static_cast<size_t>(f.findings->suppressed()));
    store(out_baselined, static_cast<size_t>(f.findings->baselined()));
    store(out_consequences, static_cast<size_t>(f.findings->consequences()));
  });
}

northline_status northline_findings_baseline(const northline_findings* findings, northline_text** out_text,
                                             northline_error** out_error) noexcept {
  return guard("northline_findings_baseline", out_error, [&] {
    const northline_findings& f = need(findings, "findings");
    northline_text*& out = into(out_text, "out_text");
    out = make_text(northline::baseline_json({f.findings}));
  });
}

northline_status northline_findings_json(const northline_findings* findings, northline_text** out_text,
                                         northline_error** out_error) noexcept {
  return guard("northline_findings_json", out_error, [&] {
    const northline_findings& f = need(findings, "findings");
    northline_text*& out = into(out_text, "out_text");
    out = make_text(northline::check_json(*f.findings, f.words(), f.settings.token()));
  });
}

northline_status northline_findings_render(const northline_findings* findings, const char* format,
                                           size_t format_size, const char* file, size_t file_size,
                                           const northline_options* options, northline_text** out_text,
                                           northline_error** out_error) noexcept {
  return guard("northline_findings_render", out_error, [&] {
    const northline_findings& f = need(findings, "findings");
    const std::string_view written_as = text(format, format_size, "format");
    const std::string_view name = text(file, file_size, "file");
    const Settings settings = options ? settings_of(options) : f.settings;
    northline_text*& out = into(out_text, "out_text");
    const auto known = northline::report_formats();
    if (std::find(known.begin(), known.end(), written_as) == known.end())
      refuse(NORTHLINE_UNSUPPORTED, "Findings cannot be written as \"" + std::string(written_as) +
                                        "\"; text, json, sarif, github, junit, markdown and html can.");
    northline::ReportOptions how;
    how.messages = settings.messages.get();
    how.cancel = settings.token();
    northline::Checked checked{name, f.findings.get(), nullptr, 0};
    northline::ScoreResult score;
    if (written_as == "html") {
      score = northline::score(f.findings->view(), {f.findings->as_of(), settings.token()});
      checked.score = &score;
    }
    out = make_text(northline::render_report(written_as, {&checked, 1}, how));
  });
}

void northline_findings_free(northline_findings* findings) noexcept {
  guard_free("northline_findings_free", [&] {
    if (findings && is_a(findings)) delete findings;
  });
}

} // extern "C"
