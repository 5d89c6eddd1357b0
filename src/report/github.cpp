// Workflow commands, which GitHub Actions turns into annotations of the lines.
#include "report/escape.hpp"
#include "report/report.hpp"

namespace northline {

std::string report_github(std::span<const Checked> all, const ReportOptions& o) {
  const Messages english;
  const Messages& words = o.messages ? *o.messages : english;
  std::string out;
  for (const Checked& c : all) {
    const Findings& f = *c.findings;
    PlaceFinder places(f.view().base().text());
    for (std::size_t i = 0; i < f.size(); ++i) {
      if ((i & 255U) == 0) o.cancel.check();
      if (!f.counts(i)) continue;
      const Severity severity = f.row(i).severity;
      const Rule& r = f.rule(i);
      out += severity == Severity::error     ? "::error "
             : severity == Severity::warning ? "::warning "
                                             : "::notice ";
      out += "file=";
      append_command(out, c.file, true);
      if (const Spot s = f.spot(i); s.in_text) {
        const Place from = places.at(s.offset), to = places.at(s.offset + s.length);
        out += ",line=" + std::to_string(from.line) + ",endLine=" + std::to_string(to.line);
        // Columns of several lines are refused there.
        if (from.line == to.line)
          out += ",col=" + std::to_string(from.column) + ",endColumn=" + std::to_string(to.column);
      }
      out += ",title=";
      append_command(out, std::string(r.code) + " " + std::string(r.name), true);
      out += "::";
      append_command(out, f.message(i, words), false);
      if (const std::string_view advice = words.advice(r); !advice.empty()) {
        out += "%0A";
        append_command(out, advice, false);
      }
      out += "\n";
    }
  }
  return out;
}

} // namespace northline
