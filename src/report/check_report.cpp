#include "report/check_report.hpp"

#include "base/json_text.hpp"
#include "check/order.hpp"
#include "report/digest.hpp"
#include "report/escape.hpp"
#include "report/report.hpp"
#include "report/stats.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace northline {

using AT = Findings::ArgumentType;

std::string suppression_json(const Suppression& s) {
  std::string out = "{\"reason\":";
  append_json_string(out, s.reason);
  if (s.until.known()) {
    out += ",\"until\":";
    append_json_string(out, to_string(s.until));
  }
  return out + "}";
}

void append_finding_json(std::string& out, const Findings& f, std::size_t i, const std::string& fingerprint,
                         PlaceFinder& places, std::string_view caused_by, const Messages& words) {
  const View& v = f.view();
  const Rule& r = f.rule(i);
  const Findings::Row& row = f.row(i);
  const auto string = [&](std::string_view s) { append_json_string(out, s); };
  out += "{\"code\":";
  string(r.code);
  out += ",\"name\":";
  string(r.name);
  out += ",\"severity\":";
  string(severity_name(row.severity));
  out += ",\"message\":";
  string(f.message(i, words));
  const auto args = f.arguments(i);
  out += ",\"arguments\":{";
  bool first = true;
  for (const auto& a : args) {
    if (a.name.empty()) continue;
    if (!first) out += ",";
    first = false;
    string(a.name);
    out += ":";
    if (a.type == AT::number) {
      if (std::isfinite(a.number))
        append_number(out, a.number);
      else
        out += "null";
    }
    if (a.type == AT::text) string(a.text);
    if (a.type == AT::date) string(to_string(a.date));
    if (a.type == AT::element) string(v.id(a.element));
  }
  out += "},\"focus\":";
  if (row.focus == root_element)
    out += "null,\"kind\":null";
  else {
    string(v.id(row.focus));
    out += ",\"kind\":";
    string(info(v.kind(row.focus)).name);
  }
  out += ",\"related\":[";
  first = true;
  for (const auto& a : args) {
    if (a.type != AT::element && a.type != AT::related) continue;
    if (!first) out += ",";
    first = false;
    string(v.id(a.element));
  }
  out += "],\"relations\":[";
  first = true;
  for (const auto& a : args) {
    if (a.type != AT::relation) continue;
    if (!first) out += ",";
    first = false;
    out += "{\"type\":";
    string(info(a.relation).name);
    out += ",\"source\":";
    string(v.id(a.element));
    out += ",\"target\":";
    string(v.id(a.target));
    out += "}";
  }
  const Spot s = f.spot(i);
  out += "],\"pointer\":";
  string(s.pointer);
  if (s.in_text) {
    const Place p = places.at(s.offset);
    out += ",\"line\":" + std::to_string(p.line) + ",\"column\":" + std::to_string(p.column) +
           ",\"offset\":" + std::to_string(s.offset) + ",\"length\":" + std::to_string(s.length);
  }
  out += ",\"fingerprint\":";
  string(fingerprint);
  if (const auto fix = f.fix(i, words)) {
    out += ",\"fix\":{\"title\":";
    string(fix->title);
    out += ",\"safety\":";
    string(fix->safety == Safety::safe ? "safe" : fix->safety == Safety::unsafe ? "unsafe" : "display");
    out += ",\"patch\":" + fix->patch + "}";
  }
  if (const Suppression* by = f.suppression(i)) out += ",\"suppressed\":" + suppression_json(*by);
  if (f.baselined(i)) out += ",\"baselined\":true";
  if (!caused_by.empty()) {
    out += ",\"caused_by\":";
    string(caused_by);
  }
  out += "}";
}

std::string check_json(const Findings& f, bool compact) { return check_json(f, Messages(), {}, compact); }
std::string check_json(const Findings& f, const Messages& words, Cancel cancel, bool compact) {
  const View& v = f.view();
  std::string out = "{\"version\":1,\"as_of\":";
  if (f.as_of().known())
    append_json_string(out, to_string(f.as_of()));
  else
    out += "null";
  out += ",\"findings\":[";
  const auto prints = f.fingerprints();
  PlaceFinder places(v.base().text());
  for (std::size_t i = 0; i < f.size(); ++i) {
    if ((i & 255U) == 0) cancel.check();
    if (i) out += ",";
    if (!compact) out += "\n";
    const std::size_t cause = f.cause(i);
    append_finding_json(out, f, i, prints[i], places,
                        cause == Findings::no_row ? std::string_view() : std::string_view(prints[cause]),
                        words);
  }
  std::uint64_t elements = 0, relations = 0;
  for (unsigned k = 1; k < kind_count; ++k) elements += v.count(static_cast<Kind>(k));
  if (v.overlay())
    v.each_element([&](Element e) {
      for (unsigned r = 0; r < relation_count; ++r) relations += v.out(e, static_cast<Relation>(r)).size();
    });
  else
    relations = v.base().edge_count();
  out += compact ? "]" : (f.size() ? "\n]" : "]");
  out += ",\"summary\":{\"errors\":" + std::to_string(f.count(Severity::error)) +
         ",\"warnings\":" + std::to_string(f.count(Severity::warning)) +
         ",\"advice\":" + std::to_string(f.count(Severity::advice)) +
         ",\"suppressed\":" + std::to_string(f.suppressed()) +
         ",\"baselined\":" + std::to_string(f.baselined()) +
         ",\"consequences\":" + std::to_string(f.consequences()) +
         ",\"elements\":" + std::to_string(elements) + ",\"relations\":" + std::to_string(relations) +
         "},\"rule_set\":";
  append_json_string(out, rule_set_version);
  if (!f.times().empty()) out += ",\"stats\":" + stats_json(f);
  out += "}";
  return out;
}

namespace {

std::size_t code_points(std::string_view s) {
  std::size_t n = 0;
  for (const char c : s) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return n;
}

void append_source_line(std::string& out, std::string_view text, const Spot& s, const Place& p, bool colour) {
  std::size_t from = text.rfind('\n', s.offset == 0 ? 0 : s.offset - 1);
  from = from == std::string_view::npos || s.offset == 0 ? 0 : from + 1;
  if (from == 0 && text.substr(0, 3) == "\xEF\xBB\xBF") from = 3;
  std::size_t to = std::min(text.find('\n', s.offset), text.size());
  if (to > from && text[to - 1] == '\r') --to;
  // A compact document is one line of megabytes: show a window around the place.
  constexpr std::size_t before = 60, after = 100;
  std::size_t start = from;
  if (s.offset > from + before) {
    start = s.offset - before;
    while (start < s.offset && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) ++start;
  }
  std::size_t stop = std::min(to, std::max(s.offset, start) + after);
  while (stop < to && stop < text.size() && (static_cast<unsigned char>(text[stop]) & 0xC0) == 0x80) ++stop;
  const std::string number = std::to_string(p.line);
  const std::string gutter(number.size() + 2, ' ');
  out += colour ? "\x1b[34m" : "";
  out += " " + number + " |";
  out += colour ? "\x1b[0m " : " ";
  if (start > from) out += "…";
  append_plain(out, text.substr(start, stop - start));
  if (stop < to) out += "…";
  out += "\n" + gutter;
  out += colour ? "\x1b[34m|\x1b[0m " : "| ";
  out.append(code_points(text.substr(start, s.offset > start ? s.offset - start : 0)) +
                 (start > from ? 1U : 0U),
             ' ');
  const std::size_t last = std::min(s.offset + s.length, stop);
  std::size_t width = last > s.offset ? code_points(text.substr(s.offset, last - s.offset)) : 1;
  if (const std::size_t line_end = text.substr(s.offset, last > s.offset ? last - s.offset : 0).find('\n');
      line_end != std::string_view::npos)
    width = 1;
  out += colour ? "\x1b[1;33m" : "";
  out += "^";
  out.append(std::max<std::size_t>(width, 1) - 1, '~');
  out += colour ? "\x1b[0m\n" : "\n";
}

} // namespace

namespace {

/// The rows in the order in which they are told: those that say the same sentence of other elements right
/// behind the first of them.
std::vector<std::vector<std::uint32_t>>
told_together(const Findings& f, const std::vector<std::uint32_t>& rows, const Messages& words, bool each) {
  constexpr std::size_t least = 3; // two of a kind are told one after the other
  std::vector<std::vector<std::uint32_t>> groups;
  std::map<std::string, std::size_t> same;
  for (const std::uint32_t i : rows) {
    groups.push_back({i});
    const Findings::Row& row = f.row(i);
    if (each || row.focus == root_element || f.cause(i) != Findings::no_row) continue;
    // The sentence without the element it is about.
    std::string key = f.message(i, words);
    const std::string about = describe(f.view(), row.focus, words);
    std::size_t where = key.find(about);
    if (where == std::string::npos && key.size() >= about.size() &&
        key.compare(1, about.size() - 1, about, 1, std::string::npos) == 0)
      where = 0; // it begins the sentence, with a capital letter
    if (where == std::string::npos) continue;
    key.replace(where, about.size(), "\n");
    key += fmt::format("\n{} {} {}", f.rule(i).code, static_cast<unsigned>(row.severity),
                       static_cast<unsigned>(f.view().kind(row.focus)));
    const std::size_t first = same.try_emplace(std::move(key), groups.size() - 1).first->second;
    if (first + 1 == groups.size()) continue;
    groups[first].push_back(i);
    groups.pop_back();
  }
  std::vector<std::vector<std::uint32_t>> out;
  for (std::vector<std::uint32_t>& g : groups) {
    if (g.size() >= least)
      out.push_back(std::move(g));
    else
      for (const std::uint32_t i : g) out.push_back({i});
  }
  return out;
}

void append_note(std::string& out, std::string_view text) {
  out += "   = ";
  append_plain(out, text);
  out += "\n";
}

/// `plan.json:12:5: warning: …  [NL202 no-line-of-sight]`, and the line it is about.
void append_finding(std::string& out, const Checked& c, std::size_t i, const ReportOptions& o,
                    const Messages& words, PlaceFinder& places, bool with_line) {
  const Findings& f = *c.findings;
  const Severity severity = f.row(i).severity;
  const Spot s = f.spot(i);
  const char* colour = severity == Severity::error     ? "\x1b[1;31m"
                       : severity == Severity::warning ? "\x1b[1;35m"
                                                       : "\x1b[1;36m";
  append_plain(out, c.file);
  Place p;
  if (s.in_text) {
    p = places.at(s.offset);
    out += ":" + std::to_string(p.line) + ":" + std::to_string(p.column);
  } else if (!s.pointer.empty()) {
    out += ":";
    append_plain(out, s.pointer);
  }
  out += ": ";
  if (o.colour) out += colour;
  append_plain(out, words.severity(severity));
  if (o.colour) out += "\x1b[0m";
  out += ": ";
  append_plain(out, f.message(i, words));
  out += " [";
  append_plain(out, f.rule(i).code);
  out += " ";
  append_plain(out, f.rule(i).name);
  out += "]\n";
  const std::string_view text = f.view().base().text();
  if (with_line && s.in_text && !text.empty()) append_source_line(out, text, s, p, o.colour);
}

void append_text(std::string& out, const Checked& c, const ReportOptions& o, const Messages& words) {
  const Findings& f = *c.findings;
  const View& v = f.view();
  if (c.repairs)
    append_plain(out, fill(words(Word::repaired), {{"file", c.file}, {"count", c.repairs}})), out += "\n\n";
  std::size_t shown[4] = {};
  std::uint64_t hidden = 0;
  PlaceFinder places(v.base().text());
  // Who begins reads first what makes most of the rest possible; others read along the document.
  const std::vector<std::uint32_t> order = f.small() ? reading_order(f) : std::vector<std::uint32_t>();
  std::vector<std::uint32_t> rows;
  for (std::size_t at = 0; at < (f.small() ? order.size() : f.size()); ++at) {
    const std::uint32_t i = f.small() ? order[at] : static_cast<std::uint32_t>(at);
    if (!f.counts(i)) continue;
    if (++shown[static_cast<unsigned>(f.row(i).severity)] > o.max_findings)
      ++hidden;
    else
      rows.push_back(i);
  }
  for (const std::vector<std::uint32_t>& group : told_together(f, rows, words, o.each)) {
    o.cancel.check();
    for (const std::uint32_t i : group) append_finding(out, c, i, o, words, places, i == group[0]);
    if (const std::string_view advice = words.advice(f.rule(group[0])); !advice.empty())
      append_note(out, advice);
    if (const std::size_t cause = f.cause(group[0]); cause != Findings::no_row)
      append_note(out,
                  fill(words(Word::follows_from),
                       {{"code", f.rule(cause).code}, {"element", describe(v, f.row(cause).focus, words)}}));
    std::vector<std::string> fixes;
    for (const std::uint32_t i : group)
      if (const auto fix = f.fix(i, words)) {
        std::string text =
            fill(words(Word::fix), {{"safety", words.safety(fix->safety)}, {"title", fix->title}});
        if (std::find(fixes.begin(), fixes.end(), text) == fixes.end()) fixes.push_back(std::move(text));
      }
    for (const std::string& text : fixes) append_note(out, text);
    out += "\n";
  }
  if (hidden) append_plain(out, fill(words(Word::more_not_shown), {{"count", hidden}})), out += "\n";
  append_plain(out, summary_text(words, f));
  out += "\n";
}

} // namespace

std::string report_text(std::span<const Checked> all, const ReportOptions& o) {
  const Messages english;
  std::string out;
  for (const Checked& c : all) append_text(out, c, o, o.messages ? *o.messages : english);
  return out;
}

std::string report_json(std::span<const Checked> all, const ReportOptions& o) {
  const Messages english;
  const bool several = o.several || all.size() > 1;
  std::string out;
  for (const Checked& c : all) {
    std::string one = check_json(*c.findings, o.messages ? *o.messages : english, o.cancel);
    if (several) { // one object a file, told apart by its name
      std::string name = "{\"file\":";
      append_json_string(name, c.file);
      one.replace(0, 1, name + ",");
      out += out.empty() ? "[" : ",\n";
    }
    out += one;
  }
  return out + (several ? "]\n" : "\n");
}

} // namespace northline
