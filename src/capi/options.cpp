#include "capi/options.hpp"

#include "capi/rules.hpp"

#include <iterator>

namespace northline::capi {
namespace {

struct LimitName {
  std::string_view name;
  std::size_t most; ///< what the inside can hold
};
constexpr LimitName limit_names[] = {{"bytes", Limits{}.bytes},  {"depth", 1024},
                                     {"elements", 0xFFFF'FF00U}, {"relations", 0xFFFF'FF00U},
                                     {"problems", 0xFFFF'FF00U}, {"findings", 0xFFFF'FF00U}};

std::size_t find_limit(std::string_view name) {
  for (std::size_t i = 0; i < std::size(limit_names); ++i)
    if (limit_names[i].name == name) return i;
  refuse(NORTHLINE_NOT_FOUND,
         "There is no limit \"" + std::string(name) +
             "\"; the limits are bytes, depth, elements, relations, problems and findings.");
}

std::size_t& limit_of(Settings& s, std::size_t which) {
  std::size_t* const all[] = {&s.limits.bytes,     &s.limits.depth,    &s.limits.elements,
                              &s.limits.relations, &s.limits.problems, &s.findings};
  return *all[which];
}

} // namespace
} // namespace northline::capi

using namespace northline::capi;

extern "C" {

northline_status northline_options_create(northline_options** out_options,
                                          northline_error** out_error) noexcept {
  return guard("northline_options_create", out_error, [&] {
    northline_options*& out = into(out_options, "out_options");
    out = new northline_options{northline_options::type, {}};
  });
}

northline_status northline_options_set_strict(northline_options* options, int32_t strict,
                                              northline_error** out_error) noexcept {
  return guard("northline_options_set_strict", out_error,
               [&] { need(options, "options").settings.strict = flag(strict, "strict"); });
}

northline_status northline_options_set_as_of(northline_options* options, const char* date, size_t date_size,
                                             northline_error** out_error) noexcept {
  return guard("northline_options_set_as_of", out_error, [&] {
    northline_options& o = need(options, "options");
    const std::string_view written = text(date, date_size, "date");
    const northline::Date day = northline::parse_date(written);
    if (!written.empty() && !day.known())
      refuse(NORTHLINE_INVALID_ARGUMENT,
             "\"" + std::string(written) + "\" is not a day; it would be written like 2026-11-21.");
    o.settings.as_of = day;
  });
}

northline_status northline_options_set_threads(northline_options* options, size_t threads,
                                               northline_error** out_error) noexcept {
  return guard("northline_options_set_threads", out_error, [&] {
    northline_options& o = need(options, "options");
    if (threads < 1 || threads > 1024)
      refuse(NORTHLINE_INVALID_ARGUMENT, std::to_string(threads) + " threads cannot be; 1 to 1024 can.");
    o.settings.threads = threads;
  });
}

northline_status northline_options_set_limit(northline_options* options, const char* name, size_t name_size,
                                             size_t limit, northline_error** out_error) noexcept {
  return guard("northline_options_set_limit", out_error, [&] {
    northline_options& o = need(options, "options");
    const std::size_t which = find_limit(text(name, name_size, "name"));
    if (limit > limit_names[which].most)
      refuse(NORTHLINE_INVALID_ARGUMENT, "The limit \"" + std::string(limit_names[which].name) +
                                             "\" can be at most " + std::to_string(limit_names[which].most) +
                                             ".");
    limit_of(o.settings, which) = limit;
  });
}

northline_status northline_options_get_limit(const northline_options* options, const char* name,
                                             size_t name_size, size_t* out_limit,
                                             northline_error** out_error) noexcept {
  return guard("northline_options_get_limit", out_error, [&] {
    Settings settings = need(options, "options").settings;
    size_t& out = into(out_limit, "out_limit");
    out = limit_of(settings, find_limit(text(name, name_size, "name")));
  });
}

northline_status northline_options_set_severity(northline_options* options, const char* rule,
                                                size_t rule_size, int32_t severity,
                                                northline_error** out_error) noexcept {
  return guard("northline_options_set_severity", out_error, [&] {
    northline_options& o = need(options, "options");
    const std::string_view named = text(rule, rule_size, "rule"); // one's own checks may be added later
    const std::string code(northline::is_own_code(named) ? named : known_rule(named).code);
    o.settings.severities[code] = severity_of(checked_severity(severity));
  });
}

northline_status northline_options_set_configuration(northline_options* options, const char* configuration,
                                                     size_t configuration_size,
                                                     northline_error** out_error) noexcept {
  return guard("northline_options_set_configuration", out_error, [&] {
    northline_options& o = need(options, "options");
    const std::string_view json = text(configuration, configuration_size, "configuration");
    o.settings.configuration = json.empty() ? nullptr : northline::read_configuration(json, "configuration");
  });
}

northline_status northline_options_set_baseline(northline_options* options, const char* baseline,
                                                size_t baseline_size, northline_error** out_error) noexcept {
  return guard("northline_options_set_baseline", out_error, [&] {
    northline_options& o = need(options, "options");
    const std::string_view json = text(baseline, baseline_size, "baseline");
    o.settings.baseline = json.empty() ? nullptr : northline::read_baseline(json, "baseline");
  });
}

northline_status northline_options_set_select(northline_options* options, const char* words,
                                              size_t words_size, northline_error** out_error) noexcept {
  return guard("northline_options_set_select", out_error, [&] {
    northline_options& o = need(options, "options");
    std::vector<northline::Selector> selected;
    northline::add_selectors(selected, text(words, words_size, "words"));
    o.settings.pieces.select.reset();
    if (!selected.empty()) o.settings.pieces.select = std::move(selected);
  });
}

northline_status northline_options_set_ignore(northline_options* options, const char* words,
                                              size_t words_size, northline_error** out_error) noexcept {
  return guard("northline_options_set_ignore", out_error, [&] {
    northline_options& o = need(options, "options");
    std::vector<northline::Selector> ignored;
    northline::add_selectors(ignored, text(words, words_size, "words"));
    o.settings.pieces.ignore = std::move(ignored);
  });
}

northline_status northline_options_set_pack(northline_options* options, const char* pack, size_t pack_size,
                                            int32_t on, northline_error** out_error) noexcept {
  return guard("northline_options_set_pack", out_error, [&] {
    northline_options& o = need(options, "options");
    const std::string_view name = text(pack, pack_size, "pack");
    const auto found = northline::find_pack(name);
    if (!found) {
      std::string problem;
      northline::parse_selector("pack:" + std::string(name), problem);
      refuse(NORTHLINE_NOT_FOUND, problem);
    }
    o.settings.pieces.switch_pack(*found, flag(on, "on"));
  });
}

northline_status northline_options_set_profile(northline_options* options, const char* profile,
                                               size_t profile_size, northline_error** out_error) noexcept {
  return guard("northline_options_set_profile", out_error, [&] {
    northline_options& o = need(options, "options");
    const auto found = northline::find_profile(text(profile, profile_size, "profile"));
    if (!found) refuse(NORTHLINE_INVALID_ARGUMENT, "The profile is small, standard or auto.");
    o.settings.pieces.profile = found;
  });
}

northline_status northline_options_set_parameter(northline_options* options, const char* name,
                                                 size_t name_size, double value,
                                                 northline_error** out_error) noexcept {
  return guard("northline_options_set_parameter", out_error, [&] {
    northline_options& o = need(options, "options");
    if (!(value >= 0 && value <= 1e9))
      refuse(NORTHLINE_INVALID_ARGUMENT, "A parameter is a number from 0 to 1e9.");
    northline::set_parameter(o.settings.pieces, text(name, name_size, "name"), value);
  });
}

northline_status northline_options_set_consequences(northline_options* options, int32_t consequences,
                                                    northline_error** out_error) noexcept {
  return guard("northline_options_set_consequences", out_error,
               [&] { need(options, "options").settings.consequences = flag(consequences, "consequences"); });
}

northline_status northline_options_set_cancel(northline_options* options, const northline_cancel* cancel,
                                              northline_error** out_error) noexcept {
  return guard("northline_options_set_cancel", out_error, [&] {
    northline_options& o = need(options, "options");
    const northline_cancel* token = maybe(cancel, "cancel");
    o.settings.call = token ? token->state : nullptr;
  });
}

northline_status northline_options_set_messages(northline_options* options, const char* json,
                                                size_t json_size, northline_error** out_error) noexcept {
  return guard("northline_options_set_messages", out_error, [&] {
    northline_options& o = need(options, "options");
    const MaybeText catalogue = maybe_text(json, json_size, "json");
    o.settings.messages = catalogue.given ? northline::Messages::read(catalogue.text) : nullptr;
  });
}

void northline_options_free(northline_options* options) noexcept {
  guard_free("northline_options_free", [&] {
    if (options && is_a(options)) delete options;
  });
}

} // extern "C"
