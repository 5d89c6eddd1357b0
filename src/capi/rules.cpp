#include "capi/rules.hpp"

#include "capi/guard.hpp"
#include "check/messages.hpp"
#include "check/rule_table.hpp"

#include <algorithm>

namespace northline::capi {

std::vector<const Rule*> sorted_rules() {
  // Made anew for each call: a hundred pointers are sorted sooner than a shared list could be guarded.
  std::vector<const Rule*> all(rule_table, rule_table + rule_table_size);
  std::sort(all.begin(), all.end(), [](const Rule* a, const Rule* b) { return a->code < b->code; });
  return all;
}

const Rule& known_rule(std::string_view code_or_name) {
  const Rule* rule = find_rule(code_or_name);
  if (rule == nullptr)
    refuse(NORTHLINE_NOT_FOUND, "There is no rule \"" + std::string(code_or_name) +
                                    "\"; a rule is named by its code, such as NL202, or its name.");
  return *rule;
}

std::int32_t severity_number(Severity severity) {
  switch (severity) {
  case Severity::error:
    return NORTHLINE_SEVERITY_ERROR;
  case Severity::warning:
    return NORTHLINE_SEVERITY_WARNING;
  case Severity::advice:
    return NORTHLINE_SEVERITY_ADVICE;
  case Severity::off:
    break;
  }
  return NORTHLINE_SEVERITY_OFF;
}

Severity severity_of(std::int32_t number) {
  switch (number) {
  case NORTHLINE_SEVERITY_ERROR:
    return Severity::error;
  case NORTHLINE_SEVERITY_WARNING:
    return Severity::warning;
  case NORTHLINE_SEVERITY_ADVICE:
    return Severity::advice;
  default:
    return Severity::off;
  }
}

std::int32_t checked_severity(std::int32_t number) {
  if (number < NORTHLINE_SEVERITY_OFF || number > NORTHLINE_SEVERITY_ERROR)
    refuse(NORTHLINE_INVALID_ARGUMENT,
           std::to_string(number) +
               " is no severity; NORTHLINE_SEVERITY_OFF to NORTHLINE_SEVERITY_ERROR are.");
  return number;
}

namespace {

template <class Show>
northline_status show(const char* entry, size_t index, northline_view* out_view, northline_error** out_error,
                      Show show_rule) noexcept {
  return guard(entry, out_error, [&] {
    northline_view& out = into(out_view, "out_view");
    const std::vector<const Rule*> all = sorted_rules();
    out = view_of(show_rule(*all[index_below(index, all.size(), "rules")]));
  });
}

} // namespace
} // namespace northline::capi

using namespace northline::capi;

extern "C" {

northline_status northline_rule_count(size_t* out_count, northline_error** out_error) noexcept {
  return guard("northline_rule_count", out_error,
               [&] { into(out_count, "out_count") = northline::rule_table_size; });
}

northline_status northline_rule_find(const char* rule, size_t rule_size, size_t* out_index,
                                     northline_error** out_error) noexcept {
  return guard("northline_rule_find", out_error, [&] {
    size_t& out = into(out_index, "out_index");
    const northline::Rule& found = known_rule(text(rule, rule_size, "rule"));
    const std::vector<const northline::Rule*> all = sorted_rules();
    out = static_cast<size_t>(std::find(all.begin(), all.end(), &found) - all.begin());
  });
}

northline_status northline_rule_code(size_t index, northline_view* out_view,
                                     northline_error** out_error) noexcept {
  return show("northline_rule_code", index, out_view, out_error,
              [](const northline::Rule& r) { return r.code; });
}

northline_status northline_rule_name(size_t index, northline_view* out_view,
                                     northline_error** out_error) noexcept {
  return show("northline_rule_name", index, out_view, out_error,
              [](const northline::Rule& r) { return r.name; });
}

northline_status northline_rule_category(size_t index, northline_view* out_view,
                                         northline_error** out_error) noexcept {
  return show("northline_rule_category", index, out_view, out_error,
              [](const northline::Rule& r) { return northline::category_name(r.category); });
}

northline_status northline_rule_severity(size_t index, int32_t* out_severity,
                                         northline_error** out_error) noexcept {
  return guard("northline_rule_severity", out_error, [&] {
    int32_t& out = into(out_severity, "out_severity");
    const std::vector<const northline::Rule*> all = sorted_rules();
    out = severity_number(all[index_below(index, all.size(), "rules")]->severity);
  });
}

northline_status northline_rule_question(size_t index, northline_view* out_view,
                                         northline_error** out_error) noexcept {
  return show("northline_rule_question", index, out_view, out_error,
              [](const northline::Rule& r) { return r.question; });
}

northline_status northline_rule_page(size_t index, northline_view* out_view,
                                     northline_error** out_error) noexcept {
  return show("northline_rule_page", index, out_view, out_error,
              [](const northline::Rule& r) { return northline::rule_page(r); });
}

northline_status northline_messages(northline_text** out_text, northline_error** out_error) noexcept {
  return guard("northline_messages", out_error, [&] {
    northline_text*& out = into(out_text, "out_text");
    out = make_text(northline::messages_json());
  });
}

} // extern "C"
