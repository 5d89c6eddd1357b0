// The command-line tool. Contracts about output and exit codes are in docs/outputs.md.
#include "base/json_text.hpp"
#include "check/check.hpp"
#include "check/rule_table.hpp"
#include "cli/files.hpp"
#include "cli/skeleton.hpp"
#include "io/json_writer.hpp"
#include "model/schema.hpp"
#include "northline/northline.h"
#include "report/check_report.hpp"
#include "report/score_report.hpp"
#include "score/score.hpp"

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#endif
#include <CLI/CLI.hpp>
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <unistd.h>
#include <vector>

namespace northline::cli {
namespace {

constexpr int could_not_run = 2;

struct Settings {
  std::vector<std::string> files;
  std::string format = "text", fail_on = "error", as_of, to = "json", from, title, practice, output, name, id;
  bool strict = false, compact = false, in_place = false, drop_comments = false, tables = false,
       canonical = false;
  std::size_t max_findings = 50;
  std::string colour = "auto";
};

void complain(const std::string& file, const Error& e) {
  std::string s = "northline: ";
  if (!file.empty()) s += file == "-" ? "<stdin>:" : file + ":";
  if (e.line()) s += std::to_string(e.line()) + ":" + std::to_string(e.column()) + ":";
  if (s.back() == ':') s += " ";
  std::fputs((s + e.what() + "\n").c_str(), stderr);
}

bool colour(const Settings& o) {
  return o.colour == "always" || (o.colour == "auto" && isatty(STDOUT_FILENO) && !std::getenv("NO_COLOR"));
}

/// The option, else the document's day, else today, which is then said.
Date day(const Settings& o, const View& v) {
  if (!o.as_of.empty()) {
    const Date d = parse_date(o.as_of);
    if (!d.known())
      throw Error(Status::invalid_argument,
                  "--as-of takes a day such as 2026-11-21, not \"" + o.as_of + "\".");
    return d;
  }
  const Date written = effective_as_of(v, {});
  if (written.known()) return written;
  const Date now = today();
  std::fputs(("northline: the document has no as_of; using today, " + to_string(now) + ".\n").c_str(),
             stderr);
  return now;
}

int check_command(const Settings& o) {
  int worst = 0;
  const bool json = o.format == "json", many = o.files.size() > 1;
  std::string all;
  bool first = true;
  for (const std::string& file : o.files) {
    try {
      const Loaded l = load(file, o.strict);
      const View v(l.snapshot);
      CheckOptions how;
      how.as_of = day(o, v);
      const auto findings = run_checks(v, how);
      if (json) {
        std::string one = check_json(*findings);
        if (many) { // one object a file, told apart by its name
          std::string name = "{\"file\":";
          append_json_string(name, l.name);
          one.replace(0, 1, name + ",");
          all += first ? "[" : ",\n";
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
      first = false;
      const bool found = o.fail_on == "never"    ? false
                         : o.fail_on == "advice" ? findings->total() > 0
                         : o.fail_on == "warning"
                             ? findings->count(Severity::error) + findings->count(Severity::warning) > 0
                             : findings->count(Severity::error) > 0;
      if (found && worst == 0) worst = 1;
    } catch (const Error& e) {
      complain(file, e);
      worst = could_not_run;
    }
  }
  if (json && !first) print(all + (many ? "]\n" : "\n"));
  return worst;
}

int score_command(const Settings& o) {
  int worst = 0;
  for (const std::string& file : o.files) {
    try {
      const Loaded l = load(file, o.strict);
      const View v(l.snapshot);
      ScoreOptions how;
      how.as_of = day(o, v);
      const ScoreResult r = score(v, how);
      print(o.format == "json" ? score_json(v, r) + "\n" : score_text(v, r));
    } catch (const Error& e) {
      complain(file, e);
      worst = could_not_run;
    }
  }
  return worst;
}

int why_command(const Settings& o) {
  const std::string& file = o.files.front();
  try {
    const Loaded l = load(file, o.strict);
    const View v(l.snapshot);
    ScoreOptions how;
    how.as_of = day(o, v);
    const ScoreResult r = score(v, how);
    print(o.format == "json" ? why_json(v, r, o.id) + "\n" : why_text(v, r, o.id));
    return 0;
  } catch (const Error& e) {
    complain(file, e);
    return could_not_run;
  }
}

int explain_command(const Settings& o) {
  if (o.name.empty()) {
    std::vector<const Rule*> rules(rule_table, rule_table + rule_table_size);
    std::sort(rules.begin(), rules.end(), [](const Rule* a, const Rule* b) { return a->code < b->code; });
    std::string out;
    for (const Rule* r : rules) {
      std::string line = std::string(r->code) + "  " + std::string(r->name);
      line.resize(std::max<std::size_t>(line.size() + 1, 36), ' ');
      line += severity_name(r->severity);
      line.resize(std::max<std::size_t>(line.size() + 1, 45), ' ');
      out += line + std::string(r->question) + "\n";
    }
    print(out);
    return 0;
  }
  const Rule* rule = find_rule(o.name);
  if (!rule) {
    complain("", Error(Status::not_found,
                       "There is no check \"" + o.name + "\"; northline explain lists them all."));
    return could_not_run;
  }
  print(rule_page(*rule));
  return 0;
}

int fmt_command(const Settings& o) {
  int worst = 0;
  for (const std::string& file : o.files) {
    try {
      const std::string bytes = read_file(file);
      const auto snapshot = read_json(Text::borrow(bytes));
      if (!o.drop_comments && has_comments(bytes))
        throw Error(
            Status::refused,
            "The file has comments, which formatting would lose; --drop-comments says that they may go.");
      const std::string out =
          o.canonical ? canonical_json(View(snapshot)) : write_json(View(snapshot), {o.compact, true});
      if (!o.in_place || file == "-") {
        print(out);
      } else if (out != bytes) {
        write_file(file, out);
      }
    } catch (const Error& e) {
      complain(file, e);
      worst = could_not_run;
    }
  }
  return worst;
}

int convert_command(const Settings& o) {
  const std::string& file = o.files.front();
  try {
    const Loaded l = load(file, o.strict);
    const std::string out = write_json(View(l.snapshot), {o.compact, true});
    if (o.output.empty())
      print(out);
    else
      write_file(o.output, out);
    std::fputs(repairs_text(l).c_str(), stderr);
    return l.repairs.empty() ? 0 : 1;
  } catch (const Error& e) {
    complain(file, e);
    return could_not_run;
  }
}

int new_command(const Settings& o) {
  try {
    const std::string out = skeleton(o.practice, o.title, today());
    if (o.output.empty())
      print(out);
    else
      write_file(o.output, out);
    return 0;
  } catch (const Error& e) {
    complain("", e);
    return could_not_run;
  }
}

int run(int argc, char** argv) {
  CLI::App app{
      "Checks, scores and explains strategies.\nExit codes: 0 nothing to report, 1 findings at or above "
      "--fail-on (convert: repairs were made), 2 could not run."};
  app.name("northline");
  app.set_version_flag("--version", std::string("northline ") + NORTHLINE_VERSION);
  app.require_subcommand(1);
  Settings o;
  const auto formats = CLI::IsMember({"text", "json"});
  const auto common = [&](CLI::App* c, bool several) {
    auto* f = c->add_option("files", o.files,
                            several ? "documents or StratML plans; - reads standard input"
                                    : "a document or StratML plan; - reads standard input");
    f->required();
    if (!several) f->expected(1)->allow_extra_args(false); // a list takes every word otherwise, the id too
    c->add_flag("--strict", o.strict, "refuse documents with any problem of form");
    c->add_option("--as-of", o.as_of, "the day to judge by; else the document's, else today");
    c->add_option("--format", o.format, "text or json")->check(formats);
  };
  int code = 0;

  auto* check = app.add_subcommand("check", "find what is wrong with a strategy");
  common(check, true);
  check->add_option("--fail-on", o.fail_on, "exit with 1 from this severity on")
      ->check(CLI::IsMember({"error", "warning", "advice", "never"}));
  check->add_option("--max-findings", o.max_findings, "findings shown of each severity (text)");
  check->add_option("--colour,--color", o.colour, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  check->callback([&] { code = check_command(o); });

  auto* score = app.add_subcommand("score", "say how well a strategy hangs together");
  common(score, true);
  score->callback([&] { code = score_command(o); });

  auto* why = app.add_subcommand("why", "derive an element's numbers");
  common(why, false);
  why->add_option("id", o.id, "id of the element; of the strategy if left out");
  why->callback([&] { code = why_command(o); });

  auto* explain = app.add_subcommand("explain", "show the page of a check, or list all checks");
  explain->add_option("code", o.name, "code or name, such as NL202");
  explain->callback([&] { code = explain_command(o); });

  auto* schema = app.add_subcommand("schema", "print the JSON Schema of documents");
  schema->callback([&] { print(schema_json()); });

  auto* fmt = app.add_subcommand("fmt", "write documents in the standard layout");
  fmt->add_option("files", o.files, "documents; - reads standard input")->required();
  fmt->add_flag("--in-place,-i", o.in_place, "change the files themselves");
  fmt->add_flag("--compact", o.compact, "without blanks");
  fmt->add_flag("--canonical", o.canonical, "canonical form (RFC 8785), for hashing");
  fmt->add_flag("--drop-comments", o.drop_comments, "allow comments to be lost");
  fmt->callback([&] { code = fmt_command(o); });

  auto* make = app.add_subcommand("new", "write the skeleton of a strategy");
  make->add_option("--practice", o.practice, "landscape, clover, five-steps, channels-later or smacad")
      ->required();
  make->add_option("--title", o.title, "title of the strategy");
  make->add_option("--output,-o", o.output, "file to write");
  make->callback([&] { code = new_command(o); });

  auto* convert = app.add_subcommand("convert", "turn a StratML plan into a document");
  convert->add_option("file", o.files, "a StratML plan or a document; - reads standard input")
      ->required()
      ->expected(1);
  convert->add_option("--to", o.to, "format to write")->check(CLI::IsMember({"json"}));
  convert->add_option("--from", o.from, "format to read, if it is not to be told from the text")
      ->check(CLI::IsMember({"stratml", "json"}));
  convert->add_flag("--strict", o.strict, "refuse anything that needs repair");
  convert->add_flag("--compact", o.compact, "without blanks");
  convert->add_option("--output,-o", o.output, "file to write");
  convert->callback([&] { code = convert_command(o); });

  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& e) {
    return app.exit(e);
  } catch (const CLI::CallForAllHelp& e) {
    return app.exit(e);
  } catch (const CLI::CallForVersion& e) {
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    app.exit(e);
    return could_not_run;
  }
  return code;
}

} // namespace
} // namespace northline::cli

int main(int argc, char** argv) {
  try {
    return northline::cli::run(argc, argv);
  } catch (const std::bad_alloc&) {
    std::fputs("northline: there is not enough memory for this.\n", stderr);
  } catch (const std::exception& e) {
    std::fputs((std::string("northline: ") + e.what() + "\n").c_str(), stderr);
  }
  return 2;
}
