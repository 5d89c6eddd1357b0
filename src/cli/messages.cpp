#include "check/messages.hpp"
#include "cli/command.hpp"

#include <memory>

namespace northline::cli {

std::shared_ptr<const Messages> read_messages(const std::string& file) {
  if (file.empty()) return nullptr;
  return Messages::read(read_file(file));
}

void add_messages(CLI::App& app, int& code) {
  struct Settings {
    std::string format, check;
  };
  auto* c = app.add_subcommand("messages", "print the catalogue of all messages, for translating them");
  const auto o = std::make_shared<Settings>();
  add_format(*c, o->format, {"json"});
  c->add_option("--check", o->check,
                "say whether this catalogue can be followed, and what it leaves in English");
  c->callback([o, &code] {
    code = guarded(o->check, [&] {
      print(o->check.empty() ? messages_json() : read_messages(o->check)->coverage());
      return 0;
    });
  });
}

} // namespace northline::cli
