// JUnit XML: a suite for each file, a test for each finding. What must not be is a failure, the rest passes
// and says what it found.
#include "report/escape.hpp"
#include "report/report.hpp"

namespace northline {
namespace {

void attribute(std::string& out, std::string_view name, std::string_view value) {
  (out += ' ') += name;
  out += "=\"";
  append_markup(out, value);
  out += '"';
}

} // namespace

std::string report_junit(std::span<const Checked> all, const ReportOptions& o) {
  const Messages english;
  const Messages& words = o.messages ? *o.messages : english;
  std::string suites;
  std::uint64_t all_tests = 0, all_failures = 0, all_skipped = 0;
  for (const Checked& c : all) {
    const Findings& f = *c.findings;
    PlaceFinder places(f.view().base().text());
    const auto prints = f.fingerprints();
    std::string tests;
    std::uint64_t count = 0, failures = 0, skipped = 0;
    for (std::size_t i = 0; i < f.size(); ++i) {
      if ((i & 255U) == 0) o.cancel.check();
      const Rule& r = f.rule(i);
      const Severity severity = f.row(i).severity;
      const std::string message = f.message(i, words);
      const Spot s = f.spot(i);
      ++count;
      tests += "    <testcase";
      attribute(tests, "classname", std::string(r.code) + "." + std::string(r.name));
      // Names have to differ, and to stay when others come: the fingerprint sees to both.
      attribute(tests, "name", message + " [" + prints[i] + "]");
      attribute(tests, "file", c.file);
      std::string where(c.file);
      if (s.in_text) {
        const Place p = places.at(s.offset);
        attribute(tests, "line", std::to_string(p.line));
        where += ":" + std::to_string(p.line) + ":" + std::to_string(p.column);
      }
      attribute(tests, "time", "0");
      tests += ">";
      std::string body = where;
      if (!s.pointer.empty()) body += " (" + s.pointer + ")";
      const std::string_view advice = words.advice(r);
      if (!f.counts(i)) {
        ++skipped;
        const Suppression* by = f.suppression(i);
        tests += "<skipped";
        attribute(tests, "message",
                  by ? fill(words(Word::suppressed_because), {{"reason", by->reason}})
                     : std::string(words(Word::baselined)));
        tests += "/>";
      } else if (o.fail_on != Severity::off && severity <= o.fail_on) {
        ++failures;
        tests += "<failure";
        attribute(tests, "type", severity_name(severity));
        attribute(tests, "message", message);
        tests += ">" + markup(body) + "\n" + markup(advice) + "</failure>";
      } else {
        tests += "<system-out>" + markup(words.severity(severity)) + ": " + markup(message) + "\n" +
                 markup(body) + "\n" + markup(advice) + "</system-out>";
      }
      tests += "</testcase>\n";
    }
    if (count == 0) { // a suite without tests counts as one that did not run
      ++count;
      tests += "    <testcase";
      attribute(tests, "classname", "northline");
      attribute(tests, "name", words(Word::report_all_well));
      attribute(tests, "file", c.file);
      attribute(tests, "time", "0");
      tests += "/>\n";
    }
    suites += "  <testsuite";
    attribute(suites, "name", c.file);
    attribute(suites, "tests", std::to_string(count));
    attribute(suites, "failures", std::to_string(failures));
    attribute(suites, "errors", "0");
    attribute(suites, "skipped", std::to_string(skipped));
    attribute(suites, "time", "0");
    suites += ">\n" + tests + "  </testsuite>\n";
    all_tests += count;
    all_failures += failures;
    all_skipped += skipped;
  }
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites";
  attribute(out, "name", "northline");
  attribute(out, "tests", std::to_string(all_tests));
  attribute(out, "failures", std::to_string(all_failures));
  attribute(out, "errors", "0");
  attribute(out, "skipped", std::to_string(all_skipped));
  attribute(out, "time", "0");
  return out + ">\n" + suites + "</testsuites>\n";
}

} // namespace northline
