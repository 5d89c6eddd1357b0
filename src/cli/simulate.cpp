// How sure the numbers are: Monte Carlo over everything that is given as a range or may not occur.
#include "cli/command.hpp"
#include "report/simulation_report.hpp"

#include <memory>

namespace northline::cli {
namespace {

struct Settings {
  Input in;
  std::string format, scenario;
  std::uint64_t draws = SimulationOptions{}.draws, seed = SimulationOptions{}.seed;
  std::size_t threads = 1, bars = 3;
  std::vector<std::string> levels;
};

SimulationOptions options(const Settings& o, const View& v) {
  SimulationOptions how;
  how.scenario = o.scenario;
  how.draws = o.draws;
  how.seed = o.seed;
  how.threads = o.threads;
  for (const std::string& l : o.levels) how.levels.push_back(level_of(l));
  how.as_of = day(o.in, v);
  return how;
}

} // namespace

void add_simulate(CLI::App& app, int& code) {
  auto* c = app.add_subcommand("simulate", "say how sure results are, by drawing all uncertain numbers");
  const auto o = std::make_shared<Settings>();
  add_input(*c, o->in, Takes::files);
  add_format(*c, o->format);
  c->add_option("--scenario", o->scenario, "name of one of the document's scenarios");
  c->add_option("--draws", o->draws, "how many times the numbers are drawn")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 40))
      ->capture_default_str();
  c->add_option("--seed", o->seed, "another seed draws other numbers, the same one the same")
      ->capture_default_str();
  c->add_option("--threads", o->threads, "how many work at it; results do not depend on it")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1024}))
      ->capture_default_str();
  c->add_option("--level", o->levels,
                "RESULT=NUMBER that is to be reached: id of a goal, alignment, alignment:ID, money:left, ...")
      ->allow_extra_args(false);
  c->add_option("--bars", o->bars, "inputs shown under each result in text; 0 leaves them out everywhere")
      ->capture_default_str();
  c->callback([o, &code] {
    code = each_file(o->in, [&](const Loaded&, const View& v) {
      SimulationOptions how = options(*o, v);
      how.bars = o->bars == 0 ? 0 : std::max(how.bars, o->bars);
      const Simulation s = simulate(v, how);
      print(o->format == "json" ? simulation_json(s) + "\n" : simulation_text(s, 20, o->bars));
      return 0;
    });
  });
}

} // namespace northline::cli
