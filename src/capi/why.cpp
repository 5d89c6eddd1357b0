#include "capi/scores.hpp"
#include "capi/strategy.hpp"
#include "report/score_report.hpp"

namespace northline::capi {

std::string why(const View& view, std::string_view id, std::string_view format, const Settings& settings) {
  if (format != "json" && format != "text")
    refuse(NORTHLINE_UNSUPPORTED,
           "Reasons cannot be given as \"" + std::string(format) + "\"; json and text can.");
  if (view.find(id) == no_element) // before the work of scoring
    refuse(NORTHLINE_NOT_FOUND, "No element has the id \"" + std::string(id) + "\".");
  const ScoreResult result = score(view, score_options(settings));
  return format == "json" ? why_json(view, result, id) : why_text(view, result, id);
}

} // namespace northline::capi

using namespace northline::capi;

extern "C" {

northline_status northline_why(const northline_strategy* strategy, const char* id, size_t id_size,
                               const char* format, size_t format_size, const northline_options* options,
                               northline_text** out_text, northline_error** out_error) noexcept {
  return guard("northline_why", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const std::string_view about = text(id, id_size, "id");
    const std::string_view written_as = text(format, format_size, "format");
    const Settings settings = settings_of(options);
    northline_text*& out = into(out_text, "out_text");
    out = make_text(why(s.view(), about, written_as, settings));
  });
}

} // extern "C"
