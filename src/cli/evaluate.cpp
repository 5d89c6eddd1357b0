// How satisfied each goal is if the programs deliver.
#include "cli/command.hpp"
#include "report/evaluation_report.hpp"
#include "score/evaluation.hpp"

#include <memory>

namespace northline::cli {
namespace {

struct Settings {
  Input in;
  std::string format, scenario, why, mode = "native", algorithm = "quantitative";
};

/// The day counts only where observations are read, so that nobody is told of today without need.
EvaluationOptions options(const Settings& o, const View& v) {
  EvaluationOptions how;
  how.scenario = o.scenario;
  how.mode = evaluation_mode(o.mode);
  how.algorithm = evaluation_algorithm(o.algorithm);
  if (!o.in.as_of.empty()) how.as_of = day(o.in, v);
  return how;
}

} // namespace

void add_evaluate(CLI::App& app, int& code) {
  auto* c = app.add_subcommand("evaluate", "say how satisfied each goal is if the programs deliver");
  const auto o = std::make_shared<Settings>();
  add_input(*c, o->in, Takes::files);
  add_format(*c, o->format);
  c->add_option("--scenario", o->scenario, "name of one of the document's scenarios");
  c->add_option("--mode", o->mode, "native (precise, circles refused) or compatible (whole numbers)")
      ->check(CLI::IsMember({"native", "compatible"}));
  c->add_option("--algorithm", o->algorithm, "quantitative, qualitative or hybrid")
      ->check(CLI::IsMember({"quantitative", "qualitative", "hybrid"}));
  c->add_option("--why", o->why, "id of an element whose value is to be derived");
  c->callback([o, &code] {
    code = each_file(o->in, [&](const Loaded&, const View& v) {
      const Evaluation e = evaluate(v, options(*o, v));
      if (!o->why.empty()) {
        print(o->format == "json" ? evaluation_why_json(e, o->why) + "\n" : evaluation_why_text(e, o->why));
        return 0;
      }
      print(o->format == "json" ? evaluation_json(e) + "\n" : evaluation_text(e));
      return 0;
    });
  });
}

} // namespace northline::cli
