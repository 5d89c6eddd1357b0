#include "report/report.hpp"

#include "base/error.hpp"

namespace northline {
namespace {

constexpr std::string_view formats[] = {"text", "json", "sarif", "github", "junit", "markdown", "html"};
using Render = std::string (*)(std::span<const Checked>, const ReportOptions&);
constexpr Render renderers[] = {report_text,  report_json,     report_sarif, report_github,
                                report_junit, report_markdown, report_html};

} // namespace

std::span<const std::string_view> report_formats() { return formats; }

std::string render_report(std::string_view format, std::span<const Checked> all, const ReportOptions& o) {
  for (std::size_t i = 0; i < std::size(formats); ++i)
    if (formats[i] == format) {
      o.cancel.check();
      return renderers[i](all, o);
    }
  throw Error(Status::invalid_argument, "There is no format \"" + std::string(format) +
                                            "\" for findings; text, json, sarif, github, junit, markdown and "
                                            "html exist.");
}

} // namespace northline
