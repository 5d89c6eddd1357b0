// Markdown, as code hosts show it under a change: a table to see it all, then what to do about each.
#include "report/digest.hpp"
#include "report/escape.hpp"

namespace northline {
namespace {

void cell(std::string& out, std::string_view escaped) {
  out += " ";
  out += escaped;
  out += " |";
}

void append_file(std::string& out, const Checked& c, const ReportOptions& o, const Messages& words) {
  const Findings& f = *c.findings;
  const View& v = f.view();
  const Digest d = digest(f);
  PlaceFinder places(v.base().text());
  out += "## " + markdown(strategy_title(words, v)) + "\n\n";
  out += markdown(fill(words(Word::report_of_file), {{"file", c.file}})) + " " +
         markdown(summary_text(words, f)) + "\n";
  if (c.repairs)
    out += "\n" + markdown(fill(words(Word::repaired), {{"file", c.file}, {"count", c.repairs}})) + "\n";
  if (d.groups.empty()) {
    out += "\n" + markdown(words(Word::report_all_well)) + " " + markdown(words(Word::report_all_well_more)) +
           "\n";
    return;
  }
  out += "\n|";
  for (const Word w : {Word::column_severity, Word::column_check, Word::column_place, Word::column_finding})
    cell(out, markdown(words(w)));
  out += "\n| --- | --- | --- | --- |\n";
  std::size_t shown[4] = {};
  std::uint64_t hidden = 0;
  for (const FindingGroup& g : d.groups)
    for (const std::size_t i : g.rows) {
      if (++shown[static_cast<unsigned>(g.severity)] > o.max_findings) {
        ++hidden;
        continue;
      }
      if ((i & 255U) == 0) o.cancel.check();
      out += "|";
      cell(out, markdown(words.severity(g.severity)));
      cell(out, markdown(g.rule->code));
      cell(out, markdown(place_text(words, f, i, places)));
      cell(out, markdown(f.message(i, words)));
      out += "\n";
    }
  if (hidden) out += "\n" + markdown(fill(words(Word::not_listed), {{"count", hidden}})) + "\n";
  out += "\n### " + markdown(words(Word::heading_details)) + "\n";
  std::size_t told[4] = {};
  for (const FindingGroup& g : d.groups) {
    if (++told[static_cast<unsigned>(g.severity)] > o.max_findings) continue;
    o.cancel.check();
    out += "\n#### " + markdown(g.rule->code) + " " + markdown(g.rule->name) + "\n\n" +
           markdown(words.question(*g.rule)) + "\n";
    if (const std::string_view advice = words.advice(*g.rule); !advice.empty())
      out += "\n**" + markdown(words(Word::label_do)) + ":** " + markdown(advice) + "\n";
    std::string fixes;
    for (std::size_t k = 0; k < g.rows.size() && k < 5; ++k)
      if (const auto fix = f.fix(g.rows[k], words))
        fixes +=
            "- " +
            markdown(fill(words(Word::fix), {{"safety", words.safety(fix->safety)}, {"title", fix->title}})) +
            " (" + markdown(place_text(words, f, g.rows[k], places)) + ")\n";
    if (!fixes.empty()) out += "\n" + fixes;
  }
}

} // namespace

std::string report_markdown(std::span<const Checked> all, const ReportOptions& o) {
  const Messages english;
  const Messages& words = o.messages ? *o.messages : english;
  std::string out = "# " + markdown(words(all.size() > 1 ? Word::report_titles : Word::report_title)) + "\n";
  if (all.size() > 1) {
    out += "\n|";
    for (const Word w :
         {Word::column_strategy, Word::heading_errors, Word::heading_warnings, Word::heading_advice})
      cell(out, markdown(words(w)));
    out += "\n| --- | ---: | ---: | ---: |\n";
    for (const Checked& c : all) {
      out += "|";
      cell(out, markdown(strategy_title(words, c.findings->view())) + " (" + markdown(c.file) + ")");
      for (const Severity s : {Severity::error, Severity::warning, Severity::advice})
        cell(out, std::to_string(c.findings->count(s)));
      out += "\n";
    }
  }
  for (const Checked& c : all) append_file(out += "\n", c, o, words);
  return out;
}

} // namespace northline
