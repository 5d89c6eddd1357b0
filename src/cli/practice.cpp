#include "cli/command.hpp"
#include "report/practice_report.hpp"

#include <memory>

namespace northline::cli {
namespace {

struct Settings {
  Input in;
  std::string format, practice = "all";
  std::size_t most = 10;
};

} // namespace

void add_practice(CLI::App& app, int& code) {
  auto* c = app.add_subcommand("practice", "say where a strategy stands on the way its practice asks for");
  const auto o = std::make_shared<Settings>();
  add_input(*c, o->in, Takes::files);
  add_format(*c, o->format);
  c->add_option(
      "--practice", o->practice,
      "landscape, clover, five-steps, channels-later, smacad, or all that the strategy follows (default)");
  c->add_option("--most", o->most, "longest list; of longer ones what weighs most is shown")
      ->check(CLI::PositiveNumber)
      ->default_val(10);
  c->callback([o, &code] {
    code = each_file(o->in, [&](const Loaded&, const View& v) {
      CheckOptions how;
      how.as_of = day(o->in, v);
      PracticeOptions options;
      options.most = o->most;
      const auto reports = practice_reports(v, o->practice, how, options);
      print(o->format == "json" ? practice_json(v, how.as_of, reports) + "\n"
                                : practice_text(v, how.as_of, reports));
      return 0;
    });
  });
}

} // namespace northline::cli
