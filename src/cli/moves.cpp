// What to do next: single changes, with what each of them brings.
#include "session/moves.hpp"
#include "cli/command.hpp"
#include "score/evaluation.hpp"

#include <memory>

namespace northline::cli {
namespace {

struct Settings {
  Input in;
  std::string format, goal, scenario;
  std::size_t most = MovesOptions{}.most, tried = 0;
};

} // namespace

void add_moves(CLI::App& app, int& code) {
  auto* c = app.add_subcommand("moves", "list the single changes that would raise the score most");
  const auto o = std::make_shared<Settings>();
  add_input(*c, o->in, Takes::files);
  add_format(*c, o->format);
  add_scenario(*c, o->scenario);
  c->add_option("--goal", o->goal, "only changes that this goal gains from; its id");
  c->add_option("--max", o->most, "moves that are listed")->capture_default_str();
  c->add_option("--try", o->tried,
                "changes that are made and scored; by default fewer the larger the document");
  c->callback([o, &code] {
    code = each_file(o->in, [&](const Loaded&, const View& document) {
      const View v = scenario_view(document, o->scenario);
      MovesOptions how;
      how.score.as_of = day(o->in, v);
      how.most = o->most;
      how.tried = o->tried;
      if (!o->goal.empty()) {
        how.goal = v.find(o->goal);
        if (how.goal == no_element)
          throw Error(Status::not_found,
                      "No element has the id \"" + o->goal + "\"; name a goal of the document.");
      }
      const Moves m = next_moves(v, how);
      print(o->format == "json" ? moves_json(m) + "\n" : moves_text(m));
      return 0;
    });
  });
}

} // namespace northline::cli
