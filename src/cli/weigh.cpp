// Weights from judgements of two things at a time.
#include "cli/command.hpp"
#include "report/weigh_report.hpp"

#include <memory>

namespace northline::cli {
namespace {

struct Settings {
  Input in;
  std::string format;
};

} // namespace

void add_weigh(CLI::App& app, int& code) {
  auto* c = app.add_subcommand("weigh", "turn pairwise comparisons into weights, and say how far they agree");
  const auto o = std::make_shared<Settings>();
  c->add_option("files", o->in.files, "documents, or comparisons as JSON; - reads standard input")
      ->required();
  add_format(*c, o->format);
  c->callback([o, &code] {
    code = each_file(o->in, [&](const Loaded&, const View& v) {
      print(o->format == "json" ? weigh_json(v) + "\n" : weigh_text(v));
      return 0;
    });
  });
}

} // namespace northline::cli
