#include "check/check.hpp"
#include "base/json_text.hpp"
#include "cli/command.hpp"
#include "report/check_report.hpp"

#include <cstdlib>
#include <memory>
#include <unistd.h>

namespace northline::cli {
namespace {

struct Settings {
  Input in;
  std::string format, fail_on = "error", colour = "auto";
  std::size_t max_findings = 50;
};

bool colour(const Settings& o) {
  return o.colour == "always" || (o.colour == "auto" && isatty(STDOUT_FILENO) && !std::getenv("NO_COLOR"));
}

bool fails(const Settings& o, const Findings& f) {
  if (o.fail_on == "never") return false;
  if (o.fail_on == "advice") return f.total() > 0;
  return f.count(Severity::error) > 0 || (o.fail_on == "warning" && f.count(Severity::warning) > 0);
}

int run(const Settings& o) {
  const bool json = o.format == "json", many = o.in.files.size() > 1;
  std::string all;
  const int worst = each_file(o.in, [&](const Loaded& l, const View& v) {
    CheckOptions how;
    how.as_of = day(o.in, v);
    const auto findings = run_checks(v, how);
    if (json) {
      std::string one = check_json(*findings);
      if (many) { // one object a file, told apart by its name
        std::string name = "{\"file\":";
        append_json_string(name, l.name);
        one.replace(0, 1, name + ",");
        all += all.empty() ? "[" : ",\n";
      }
      all += one;
    } else {
      TextOptions text;
      text.file = l.name;
      text.colour = colour(o);
      text.max_findings = o.max_findings;
      if (l.converted && !l.repairs.empty())
        print(l.name + ": " + std::to_string(l.repairs.size()) +
              (l.repairs.size() == 1 ? " place was" : " places were") +
              " repaired on reading; northline convert lists them.\n\n");
      print(check_text(*findings, text));
    }
    return fails(o, *findings) ? 1 : 0;
  });
  if (!all.empty()) print(all + (many ? "]\n" : "\n"));
  return worst;
}

} // namespace

void add_check(CLI::App& app, int& code) {
  auto* c = app.add_subcommand("check", "find what is wrong with a strategy");
  const auto o = std::make_shared<Settings>();
  add_input(*c, o->in, Takes::files);
  add_format(*c, o->format);
  c->add_option("--fail-on", o->fail_on, "exit with 1 from this severity on")
      ->check(CLI::IsMember({"error", "warning", "advice", "never"}));
  c->add_option("--max-findings", o->max_findings, "findings shown of each severity (text)");
  c->add_option("--colour,--color", o->colour, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  c->callback([o, &code] { code = run(*o); });
}

} // namespace northline::cli
