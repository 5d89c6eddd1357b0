// What work brings of goals, and how elements lead to each other.
#include "cli/command.hpp"
#include "report/influence_report.hpp"
#include "score/evaluation.hpp"

#include <memory>

namespace northline::cli {
namespace {

struct Settings {
  Input in;
  std::string format, scenario;
  InfluenceQuery query;
};

struct WaySettings {
  Input in;
  std::string format, scenario;
  PathQuery query;
  bool all = false;
  std::size_t most = 0;
};

} // namespace

void add_influence(CLI::App& app, int& code) {
  auto* c = app.add_subcommand("influence", "say what every program and activity brings of every goal");
  const auto o = std::make_shared<Settings>();
  add_input(*c, o->in, Takes::files);
  add_format(*c, o->format, {"text", "json", "csv"});
  add_scenario(*c, o->scenario);
  c->add_option("--from", o->query.from, "id of the element whose effects are wanted");
  c->add_option("--to", o->query.to, "id of the goal, mission or vision that is affected");
  c->callback([o, &code] {
    code = each_file(o->in, [&](const Loaded&, const View& document) {
      const View v = scenario_view(document, o->scenario);
      print(o->format == "json"  ? influence_json(v, o->query) + "\n"
            : o->format == "csv" ? influence_csv(v, o->query)
                                 : influence_text(v, o->query));
      return 0;
    });
  });
}

void add_path(CLI::App& app, int& code) {
  auto* c = app.add_subcommand("path", "show how one element leads to another, or what is missing");
  const auto o = std::make_shared<WaySettings>();
  add_input(*c, o->in, Takes::one_file);
  add_format(*c, o->format);
  add_scenario(*c, o->scenario);
  c->add_option("from", o->query.from, "id of the element to start from")->required();
  c->add_option("to", o->query.to, "id of the element to arrive at")->required();
  c->add_flag("--all", o->all, "all ways, the strongest first, at most 100 unless --max says otherwise");
  c->add_option("--max", o->most, "at most as many ways")->check(CLI::Range(1, 1'000'000));
  c->add_option("--length", o->query.length, "at most as many relations on a way")
      ->check(CLI::Range(1, 1'000'000));
  c->add_option("--over", o->query.over,
                "influence (with sizes) or relations (of any type, in either direction)")
      ->check(CLI::IsMember({"influence", "relations"}));
  c->add_flag("--cut", o->query.cut, "tell which loss would cut them off");
  c->callback([o, &code] {
    code = each_file(o->in, [&](const Loaded&, const View& document) {
      const View v = scenario_view(document, o->scenario);
      o->query.most = o->most ? o->most : o->all ? 100 : 1;
      print(o->format == "json" ? path_json(v, o->query) + "\n" : path_text(v, o->query));
      return 0;
    });
  });
}

} // namespace northline::cli
