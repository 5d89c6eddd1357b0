// The command-line tool.
#include "check/configuration.hpp"
#include "cli/command.hpp"
#include "northline/northline.h"

#include <algorithm>
#include <cstdio>
#include <new>

namespace northline::cli {
namespace {

bool has_command(const CLI::App& app, const std::string& name) {
  for (const CLI::App* c : app.get_subcommands(nullptr))
    if (c->get_name() == name) return true;
  return false;
}

int run(int argc, char** argv) {
  CLI::App app{
      "Checks, scores and explains strategies.\nExit codes: 0 nothing to report, 1 findings at or above "
      "--fail-on (convert: repairs were made; merge: conflicts), 2 could not run."};
  app.name("northline");
  app.set_version_flag("--version", std::string("northline ") + NORTHLINE_VERSION + "\nchecks " +
                                        std::string(rule_set_version));
  app.require_subcommand(1);
  int code = 0;
  add_check(app, code);
  add_score(app, code);
  add_evaluate(app, code);
  add_simulate(app, code);
  add_moves(app, code);
  add_influence(app, code);
  add_path(app, code);
  add_fragility(app, code);
  add_practice(app, code);
  add_why(app, code);
  add_weigh(app, code);
  add_explain(app, code);
  add_messages(app, code);
  add_schema(app, code);
  add_fmt(app, code);
  add_new(app, code);
  add_convert(app, code);
  add_cel(app, code);
  add_diff(app, code);
  add_merge(app, code);
  try {
    auto words = arguments_of({argv, static_cast<std::size_t>(argc)});
    std::reverse(words.begin(), words.end()); // as CLI11 wants them
    app.parse(std::move(words));
  } catch (const CLI::ParseError& e) {
    // "A subcommand is required" would not help who has misspelt one.
    if (argc > 1 && argv[1][0] != '-' && !has_command(app, argv[1])) {
      std::fputs(("northline: There is no command \"" + std::string(argv[1]) +
                  "\"; northline --help lists them all.\n")
                     .c_str(),
                 stderr);
      return could_not_run;
    }
    // Help and the version arrive here too, with 0; everything else could not run.
    return app.exit(e) == 0 ? 0 : could_not_run;
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
