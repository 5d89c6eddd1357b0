#include "check/check.hpp"
#include "cli/command.hpp"
#include "cli/configuration.hpp"
#include "cli/fix.hpp"
#include "report/report.hpp"
#include "report/stats.hpp"
#include "score/evaluation.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <optional>
#include <unistd.h>

namespace northline::cli {
namespace {

struct Settings {
  Input in;
  std::string format, fail_on = "error", colour = "auto";
  std::string write_baseline, messages, output, scenario, since;
  std::size_t max_findings = 50;
  bool each = false;
  bool stats = false;
  CheckSettings checks;
  FixSettings fixes;
};

/// What is kept of a file until all can be reported together.
struct Held {
  std::string name;
  std::size_t repairs;
  std::shared_ptr<const Findings> findings;
  std::optional<ScoreResult> score;

  Checked checked() const { return {name, findings.get(), score ? &*score : nullptr, repairs}; }
};

std::uint64_t clock_now() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}

bool colour(const Settings& o) {
  return o.colour == "always" || (o.colour == "auto" && isatty(STDOUT_FILENO) && !std::getenv("NO_COLOR"));
}

bool fails(const Settings& o, const Findings& f) {
  if (o.fail_on == "never") return false;
  if (o.fail_on == "advice") return f.total() > 0;
  return f.count(Severity::error) > 0 || (o.fail_on == "warning" && f.count(Severity::warning) > 0);
}

/// Everything that is found today, so that from tomorrow on only what is new counts.
int write_baseline(Settings& o) {
  std::vector<std::shared_ptr<const Findings>> all;
  std::size_t n = 0;
  const int worst = each_file(o.in, [&](const Loaded& l, const View& v) {
    CheckOptions how = o.checks.options(l.path);
    how.as_of = day(o.in, v);
    how.consequences = true; // what a mended cause leaves behind is no news
    how.baseline = nullptr;
    all.push_back(run_checks(v, how));
    n += static_cast<std::size_t>(all.back()->total());
    return 0;
  });
  if (worst != 0) return worst;
  return guarded("", [&] {
    write_file(o.write_baseline, baseline_json(all));
    print("Wrote " + std::to_string(n) + (n == 1 ? " finding to " : " findings to ") + o.write_baseline +
          ".\n");
    return 0;
  });
}

int run(Settings& o) {
  if (const int faulty = guarded("", [&] { return o.checks.read(), 0; })) return faulty;
  if (!o.scenario.empty() && (o.fixes.wanted() || !o.write_baseline.empty())) {
    complain("", Error(Status::invalid_argument,
                       "--scenario only looks: fixes and baselines are about the document itself."));
    return could_not_run;
  }
  if (!o.write_baseline.empty()) return write_baseline(o);
  if (o.fixes.wanted())
    return each_file(o.in, [&](const Loaded& l, const View& v) {
      CheckOptions how = o.checks.options(l.path);
      how.as_of = day(o.in, v);
      return fails(o, *o.fixes.run(l, how).findings) ? 1 : 0;
    });
  std::shared_ptr<const Messages> messages;
  if (const int faulty = guarded(o.messages, [&] { return messages = read_messages(o.messages), 0; }))
    return faulty;
  ReportOptions how_shown;
  how_shown.messages = messages.get();
  how_shown.colour = colour(o);
  how_shown.max_findings = o.max_findings;
  how_shown.each = o.each;
  how_shown.several = o.in.files.size() > 1;
  how_shown.fail_on = o.fail_on == "never"     ? Severity::off
                      : o.fail_on == "error"   ? Severity::error
                      : o.fail_on == "warning" ? Severity::warning
                                               : Severity::advice;
  const bool text = o.format == "text";
  std::optional<View> earlier;
  if (!o.since.empty())
    if (const int faulty =
            guarded(o.since, [&] { return earlier.emplace(load(o.since, o.in.strict).snapshot), 0; }))
      return faulty;
  std::vector<Held> all;
  const int worst = each_file(o.in, [&](const Loaded& l, const View& document) {
    const View v = scenario_view(document, o.scenario);
    CheckOptions how = o.checks.options(l.path);
    how.as_of = day(o.in, v);
    if (o.stats) how.clock = clock_now;
    if (earlier) how.earlier = &*earlier;
    Held held{l.name, l.repairs.size(), run_checks(v, how), {}};
    const int code = fails(o, *held.findings) ? 1 : 0;
    if (text) { // is read while the next file is being checked
      print(render_report(o.format, std::vector<Checked>{held.checked()}, how_shown) +
            (o.stats ? "\n" + stats_text(*held.findings) : std::string()));
      return code;
    }
    if (o.format == "html") held.score = score(v, {held.findings->as_of(), {}});
    all.push_back(std::move(held));
    return code;
  });
  if (all.empty()) return worst;
  std::vector<Checked> checked;
  for (const Held& h : all) checked.push_back(h.checked());
  return std::max(worst, guarded("", [&] {
                    const std::string out = render_report(o.format, checked, how_shown);
                    if (o.output.empty())
                      print(out);
                    else
                      write_file(o.output, out);
                    return 0;
                  }));
}

} // namespace

void add_check(CLI::App& app, int& code) {
  auto* c = app.add_subcommand("check", "find what is wrong with a strategy");
  const auto o = std::make_shared<Settings>();
  add_input(*c, o->in, Takes::files);
  add_format(*c, o->format, {"text", "json", "sarif", "github", "junit", "markdown", "html"});
  c->add_option("--output,-o", o->output, "file to write the report to (not for text)");
  c->add_option("--messages", o->messages, "a catalogue of messages in another language");
  c->add_option("--fail-on", o->fail_on, "exit with 1 from this severity on")
      ->check(CLI::IsMember({"error", "warning", "advice", "never"}));
  c->add_option("--max-findings", o->max_findings, "findings shown of each severity (text, markdown, html)")
      ->check([](const std::string& s) { // CLI11 reads "-1" as the largest of all numbers
        return s.rfind('-', 0) == 0 ? "a number of findings is not below 0" : "";
      });
  c->add_flag("--each", o->each,
              "show each finding with its line and advice, those in the same words too (text)");
  c->add_option("--colour,--color", o->colour, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  o->checks.add(*c);
  o->fixes.add(*c);
  c->add_option("--write-baseline", o->write_baseline,
                "write today's findings to this file instead of showing them");
  add_scenario(*c, o->scenario);
  c->add_option("--since", o->since, "an earlier version of the document, for checks of what changed since");
  c->add_flag("--stats", o->stats, "show the time and the findings of each check");
  c->callback([o, &code] { code = run(*o); });
}

} // namespace northline::cli
