// What a plan stands on.
#include "cli/command.hpp"
#include "report/fragility_report.hpp"
#include "score/evaluation.hpp"

#include <memory>

namespace northline::cli {
namespace {

struct Settings {
  Input in;
  std::string format, scenario;
  std::vector<std::string> kinds;
  std::size_t threads = 1;
  std::uint64_t steps = FragilityOptions{}.steps;
};

} // namespace

void add_fragility(CLI::App& app, int& code) {
  auto* c = app.add_subcommand("fragility", "say what the plan stands on: what is lost without each element");
  const auto o = std::make_shared<Settings>();
  add_input(*c, o->in, Takes::files);
  add_format(*c, o->format);
  add_scenario(*c, o->scenario);
  c->add_option("--kind", o->kinds, "only elements of this kind, such as program; may be repeated")
      ->allow_extra_args(false);
  c->add_option("--threads", o->threads, "how many work at the same time; the result is the same")
      ->check(CLI::Range(1, 1024));
  c->add_option("--limit", o->steps, "the most steps: elements tried times elements and relations");
  c->callback([o, &code] {
    code = each_file(o->in, [&](const Loaded&, const View& document) {
      const View v = scenario_view(document, o->scenario);
      FragilityOptions how;
      how.as_of = day(o->in, v);
      how.threads = o->threads;
      how.kinds = kinds_named(o->kinds);
      how.steps = o->steps;
      const Fragility f = fragility(v, how);
      print(o->format == "json" ? fragility_json(f, how.kinds) + "\n" : fragility_text(f, how.kinds));
      return 0;
    });
  });
}

} // namespace northline::cli
