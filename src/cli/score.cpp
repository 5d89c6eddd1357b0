#include "score/score.hpp"
#include "cli/command.hpp"
#include "report/score_report.hpp"
#include "score/evaluation.hpp"

#include <memory>

namespace northline::cli {
namespace {

struct Settings {
  Input in;
  std::string format, id, scenario;
};

constexpr const char* scenario_help = "name of one of the document's scenarios, whose changes count";

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
  c->add_option("--scenario", o->scenario, scenario_help);
  c->callback([o, &code] {
    code = each_file(o->in, [&](const Loaded&, const View& document) {
      const View v = scenario_view(document, o->scenario);
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
  };
  auto* c = app.add_subcommand("why", "derive an element's numbers");
  const auto o = std::make_shared<Wanted>();
  add_input(*c, o->in, Takes::one_file);
  add_format(*c, o->format);
  c->add_option(
      "id", o->id,
      "id of the element, of the strategy if left out; with @ and a name one number: @lower, ID@audience");
  c->add_option("--scenario", o->scenario,
                "name of the scenario that the goal evaluation is explained under");
  c->add_option("--mode", o->mode, "of the evaluation: native or compatible")
      ->check(CLI::IsMember({"native", "compatible"}));
  c->add_option("--algorithm", o->algorithm, "of the evaluation: quantitative, qualitative or hybrid")
      ->check(CLI::IsMember({"quantitative", "qualitative", "hybrid"}));
  c->callback([o, c, &code] {
    o->chosen = c->count("--scenario") + c->count("--mode") + c->count("--algorithm") != 0;
    code = each_file(o->in, [&](const Loaded&, const View& v) {
      (void)element_asked(v, o->id); // before the work of scoring
      const ScoreResult r = score_of(*o, v);
      WhyOptions how;
      how.chosen = o->chosen;
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
