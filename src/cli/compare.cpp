// What two strategies say differently, and one strategy from two.
#include "cli/command.hpp"
#include "cli/configuration.hpp"
#include "report/comparison.hpp"
#include "score/evaluation.hpp"

#include <cstdio>
#include <memory>

namespace northline::cli {
namespace {

struct DiffSettings {
  Input in;
  std::string format, scenario, scenario_b;
  bool findings = false, scores = false, changes = false, effects = false;
  CheckSettings checks;
};

int diff(DiffSettings& o) {
  const std::string& first = o.in.files.front();
  if (o.in.files.size() > 2 || (o.in.files.size() == 1 && o.scenario.empty() && o.scenario_b.empty())) {
    complain("",
             Error(Status::invalid_argument,
                   o.in.files.size() > 2
                       ? "diff takes two documents, or one and a scenario of it."
                       : "diff takes a second document, or --scenario with the name of one of the first's."));
    return could_not_run;
  }
  return guarded(first, [&] {
    if (const int faulty = guarded("", [&] { return o.checks.read(), 0; })) return faulty;
    const Loaded a = load(first, o.in.strict);
    const bool two = o.in.files.size() == 2;
    const Loaded b = two ? load(o.in.files[1], o.in.strict) : a;
    // One document and one name: what the scenario changes. Two documents and one name: that scenario of
    // both.
    std::string scenario_a = o.scenario, scenario_b = o.scenario_b;
    if (two && scenario_b.empty()) scenario_b = scenario_a;
    if (!two && scenario_b.empty()) scenario_b.swap(scenario_a);
    const View before = scenario_view(View(a.snapshot), scenario_a);
    const View after = scenario_view(View(b.snapshot), scenario_b);
    ComparisonOptions how;
    const bool all = !o.findings && !o.scores && !o.changes;
    how.effects = o.effects;
    how.findings = all || o.findings;
    how.scores = all || o.scores;
    const auto name = [](const std::string& file, const std::string& scenario) {
      return scenario.empty() ? file : file + " (" + scenario + ")";
    };
    how.name_before = name(a.name, scenario_a);
    how.name_after = name(b.name, scenario_b);
    how.scenario_before = scenario_a;
    how.scenario_after = scenario_b;
    if (o.format != "patch" && (how.findings || how.scores || how.effects)) {
      how.checks = o.checks.options(a.path);
      // Each is judged on its own day; a document without one on the other's, or today.
      if (!o.in.as_of.empty()) {
        how.checks.as_of = day(o.in, before);
      } else {
        const auto written = [](const View& v) {
          return v.get(field::strategy::as_of, ElementOf<Kind::strategy>{root_element});
        };
        if (!written(before).known())
          how.checks.as_of = day(o.in, after);
        else if (!written(after).known())
          how.checks.as_of = written(before);
      }
    }
    print(render_comparison(o.format, before, after, how));
    return 0;
  });
}

struct MergeSettings {
  std::string base, ours, theirs, output, format;
  bool strict = false;
};

int run_merge(const MergeSettings& o) {
  return guarded("", [&] {
    const auto loaded = [&](const std::string& file) {
      std::shared_ptr<const Snapshot> s;
      // Git gives an empty file for what one side does not have.
      const int code = guarded(file, [&] {
        const Loaded l = load(file, o.strict);
        if (l.converted)
          throw Error(Status::invalid_argument,
                      "merge takes Northline documents; convert StratML plans first.");
        s = l.snapshot;
        return 0;
      });
      return code ? nullptr : s;
    };
    const auto base = loaded(o.base), ours = loaded(o.ours), theirs = loaded(o.theirs);
    if (!base || !ours || !theirs) return could_not_run;
    const Merged m = merge(View(base), View(ours), View(theirs));
    if (!o.output.empty()) write_file(o.output, m.text);
    if (o.format == "json")
      print(merge_json(m, o.output.empty()) + "\n");
    else if (o.output.empty())
      print(m.text);
    if (m.conflicts.empty()) return 0;
    const std::string told = merge_text(m) + "northline: " + std::to_string(m.conflicts.size()) +
                             (m.conflicts.size() == 1 ? " conflict" : " conflicts") +
                             "; the merged document is whole and has in each place what is said above.\n";
    std::fputs(told.c_str(), stderr);
    return 1;
  });
}

} // namespace

void add_diff(CLI::App& app, int& code) {
  auto* c =
      app.add_subcommand("diff", "say what two strategies, or a strategy and its scenario, say differently");
  const auto o = std::make_shared<DiffSettings>();
  add_input(*c, o->in, Takes::files);
  add_format(*c, o->format, {"text", "json", "patch", "markdown"});
  c->add_option("--scenario", o->scenario,
                "scenario of the first document; with one document: the one to compare it with");
  c->add_option("--scenario-b", o->scenario_b,
                "scenario of the second document, or a second one of the only document");
  c->add_flag("--findings", o->findings, "changes and what they did to the findings");
  c->add_flag("--scores", o->scores, "changes and what they did to the scores");
  c->add_flag("--changes", o->changes, "changes alone");
  c->add_flag("--effects", o->effects, "also what each change does to findings and scores when made alone")
      ->excludes("--changes");
  o->checks.add(*c);
  c->callback([o, &code] { code = diff(*o); });
}

void add_merge(CLI::App& app, int& code) {
  auto* c = app.add_subcommand("merge", "make one strategy of two that came of the same one");
  const auto o = std::make_shared<MergeSettings>();
  c->add_option("base", o->base, "the document both came of")->required();
  c->add_option("ours", o->ours, "the document whose layout, comments and order stay")->required();
  c->add_option("theirs", o->theirs, "the document whose changes are added")->required();
  c->add_option("--output,-o", o->output, "file to write the merged document to; else standard output");
  c->add_flag("--strict", o->strict, "refuse documents with any problem of form");
  add_format(*c, o->format);
  c->callback([o, &code] { code = run_merge(*o); });
}

} // namespace northline::cli
