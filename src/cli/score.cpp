#include "score/score.hpp"
#include "cli/command.hpp"
#include "report/gradient_report.hpp"
#include "report/score_report.hpp"
#include "score/evaluation.hpp"
#include "session/moves.hpp"

#include <memory>
#include <optional>

namespace northline::cli {
namespace {

struct Settings {
  Input in;
  std::string format, id, scenario, of, bound = "score";
  bool gradient = false;
  std::size_t rows = 20;
};

/// Which number of the document moves the score how much.
std::string slopes_of(const Settings& o, const View& v) {
  GradientOptions how;
  how.score.as_of = day(o.in, v);
  how.of = bound_named(o.bound);
  if (!o.of.empty()) {
    how.goal = v.find(o.of);
    if (how.goal == no_element)
      throw Error(Status::not_found, "No element has the id \"" + o.of + "\"; name a goal of the document.");
  }
  const Gradient g = gradient(v, how);
  return o.format == "json" ? gradient_json(v, how, g) + "\n" : gradient_text(v, how, g, o.rows);
}

ScoreResult score_of(const Settings& o, const View& v) {
  ScoreOptions how;
  how.as_of = day(o.in, v);
  return score(v, how);
}

} // namespace

void add_score(CLI::App& app, int& code) {
  auto* c = app.add_subcommand("score", "say how well a strategy hangs together");
  const auto o = std::make_shared<Settings>();
  add_input(*c, o->in, Takes::files);
  add_format(*c, o->format);
  add_scenario(*c, o->scenario);
  auto* slopes = c->add_flag("--gradient", o->gradient, "say how the score moves with every number instead");
  c->add_option("--of", o->of, "with --gradient: the score of this goal instead of the overall one")
      ->needs(slopes);
  c->add_option("--bound", o->bound, "with --gradient: score, lower or upper")
      ->check(CLI::IsMember({"score", "lower", "upper"}))
      ->needs(slopes);
  c->add_option("--rows", o->rows, "with --gradient: numbers shown in text")
      ->needs(slopes)
      ->capture_default_str();
  c->callback([o, &code] {
    code = each_file(o->in, [&](const Loaded&, const View& document) {
      const View v = scenario_view(document, o->scenario);
      if (o->gradient) {
        print(slopes_of(*o, v));
        return 0;
      }
      const ScoreResult r = score_of(*o, v);
      print(o->format == "json" ? score_json(v, r) + "\n" : score_text(v, r));
      return 0;
    });
  });
}

void add_why(CLI::App& app, int& code) {
  struct Wanted : Settings {
    std::string mode = "native", algorithm = "quantitative";
    bool chosen = false;
    SimulationOptions simulation;
    std::vector<std::string> levels;
    std::string against;
  };
  auto* c = app.add_subcommand("why", "derive an element's numbers");
  const auto o = std::make_shared<Wanted>();
  add_input(*c, o->in, Takes::one_file);
  add_format(*c, o->format);
  c->add_option(
      "id", o->id,
      "id of the element, of the strategy if left out; with @ and a name one number:\n"
      "@score @lower @upper @known @weakest @sound @audience @audience.lower and the other dimensions, "
      "@money @money.total @hours, of a goal as ID@lower;\n"
      "ID@evaluation ID@evaluation.lower ID@evaluation.upper;\n"
      "ID@influence:GOAL ID@influence.lower:GOAL, ID@path:TARGET ID@path(way=2):TARGET;\n"
      "ID@loss ID@loss.lower ID@without (fragility);\n"
      "@gain:RANK @gain.lower:RANK @gain.sound:RANK @after:RANK, GOAL@gain:RANK (moves);\n"
      "@difference(scenario=NAME) @difference.lower GOAL@difference, @effect.lower:RANK (diff; the second "
      "document by --against);\n"
      "POINTER@slope POINTER@slope.lower POINTER@slope:GOAL POINTER@per_percent (score --gradient);\n"
      "@simulate.NUMBER:RESULT, ID@simulate.NUMBER, NUMBER being likely, mean, deviation, standard_error, "
      "least, greatest, p50, level, reached, unknown or tornado.INPUT.swing;\n"
      "@weigh.weight:ITEM @weigh.ranking:ITEM @weigh.consistency_ratio\n"
      "docs/scores.md tells what each is");
  c->add_option("--scenario", o->scenario,
                "name of one of the document's scenarios; scores and the evaluation are derived under it");
  c->add_option("--mode", o->mode, "of the evaluation: native or compatible")
      ->check(CLI::IsMember({"native", "compatible"}));
  c->add_option("--algorithm", o->algorithm, "of the evaluation: quantitative, qualitative or hybrid")
      ->check(CLI::IsMember({"quantitative", "qualitative", "hybrid"}));
  c->add_option("--draws", o->simulation.draws, "of the simulation whose numbers are derived")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 40))
      ->capture_default_str();
  c->add_option("--seed", o->simulation.seed, "of the simulation")->capture_default_str();
  c->add_option("--threads", o->simulation.threads,
                "how many work at the simulation; results do not depend on it")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1024}));
  c->add_option("--level", o->levels, "of the simulation: RESULT=NUMBER that is to be reached")
      ->allow_extra_args(false);
  c->add_option("--against", o->against, "a second document, for @difference and @effect");
  c->callback([o, c, &code] {
    for (const std::string& l : o->levels) o->simulation.levels.push_back(level_of(l));
    o->levels.clear();
    o->chosen = c->count("--scenario") + c->count("--mode") + c->count("--algorithm") != 0;
    code = each_file(o->in, [&](const Loaded&, const View& document) {
      (void)element_asked(document, o->id); // before the work of scoring
      const View v = scenario_view(document, o->scenario);
      const ScoreResult r = score_of(*o, v);
      WhyOptions how;
      how.chosen = o->chosen;
      how.document = &document;
      how.move = nth_move;
      how.simulation = o->simulation;
      how.one_day = !o->in.as_of.empty();
      std::optional<View> other;
      if (!o->against.empty()) {
        other.emplace(load(o->against, o->in.strict).snapshot);
        how.other = &*other;
      }
      how.evaluation.scenario = o->scenario;
      how.evaluation.mode = evaluation_mode(o->mode);
      how.evaluation.algorithm = evaluation_algorithm(o->algorithm);
      if (!o->in.as_of.empty()) how.evaluation.as_of = day(o->in, v);
      print(o->format == "json" ? why_json(v, r, o->id, how) + "\n" : why_text(v, r, o->id, how));
      return 0;
    });
  });
}

} // namespace northline::cli
