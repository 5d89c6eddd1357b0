// Any bytes: one clear error, or a whole strategy that is written, read and written again without a change,
// then checked and scored.
#include "base/json_text.hpp"
#include "check/check.hpp"
#include "io/json_reader.hpp"
#include "io/json_writer.hpp"
#include "report/report.hpp"
#include "report/score_report.hpp"
#include "score/score.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

using namespace northline;

namespace {

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  ReadOptions o;
  o.limits.elements = 5000;
  o.limits.relations = 20000;
  std::shared_ptr<const Snapshot> snapshot;
  try {
    snapshot = read_json(Text::own(text), o);
  } catch (const Error& e) {
    require(e.status() == Status::not_json || e.status() == Status::limit,
            "another error than not_json or limit");
    require(*e.what() != 0, "an error without a sentence");
    return 0;
  }
  const View v(snapshot);
  const std::string once = write_json(v);
  const auto again = read_json(Text::own(once), o);
  require(write_json(View(again)) == once, "writing again gave other bytes");
  require(again->size() == snapshot->size() && again->edge_count() == snapshot->edge_count() &&
              again->problem_count() == snapshot->problem_count(),
          "reading again gave another strategy");
  const std::string canonical = canonical_json(v);
  require(canonical_json(View(read_json(Text::own(canonical), o))).size() == canonical.size(),
          "the canonical form moved");
  for (const Problem& p : snapshot->problems()) {
    require(!problem_message(*snapshot, p).empty(), "a problem without a sentence");
    const Spot s = offset_spot(*snapshot, p.element, p.offset);
    require(s.offset + s.length <= text.size(), "a place outside the text");
  }
  std::shared_ptr<const Findings> findings;
  try {
    findings = run_checks(v);
  } catch (const Error& e) {
    require(e.status() == Status::configuration,
            "checking failed for another reason than the document's own checks");
    require(*e.what() != 0, "a faulty configuration without a sentence");
    CheckOptions plain;
    plain.document_configuration = false;
    findings = run_checks(v, plain);
  }
  const Checked checked{"fuzz.json", findings.get(), nullptr, 0};
  // One form of report for each input: all of them would take most of the time.
  const auto formats = report_formats();
  const auto format = formats[size % std::size(formats)];
  require(findings->size() == 0 || !render_report(format, {&checked, 1}, {}).empty(),
          "a report without words");
  try {
    require(!score_json(v, score(v)).empty(), "a score without words");
  } catch (const Error& e) {
    require(e.status() == Status::configuration || e.status() == Status::limit,
            "scoring failed for another reason than the document's own scoring or its size");
  }
  return 0;
}
