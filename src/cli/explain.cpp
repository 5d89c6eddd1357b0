#include "check/check.hpp"
#include "check/page_text.hpp"
#include "check/rule_table.hpp"
#include "cli/command.hpp"

#include <algorithm>
#include <memory>

namespace northline::cli {
namespace {

std::string list_of_checks() {
  std::vector<const Rule*> rules(rule_table, rule_table + rule_table_size);
  std::sort(rules.begin(), rules.end(), [](const Rule* a, const Rule* b) { return a->code < b->code; });
  std::string out;
  for (const Rule* r : rules) {
    std::string line = std::string(r->code) + "  " + std::string(r->name);
    line.resize(std::max<std::size_t>(line.size() + 1, 36), ' ');
    line += severity_name(r->severity);
    line.resize(std::max<std::size_t>(line.size() + 1, 45), ' ');
    out += line + std::string(r->question) + "\n";
  }
  return out;
}

} // namespace

void add_explain(CLI::App& app, int& code) {
  auto* c = app.add_subcommand("explain", "show the page of a check, or list all checks");
  const auto name = std::make_shared<std::string>();
  c->add_option("code", *name, "code or name, such as NL202");
  c->callback([name, &code] {
    code = guarded("", [&] {
      const Rule* rule = name->empty() ? nullptr : find_rule(*name);
      if (!name->empty() && !rule) { // people type nl202
        std::string upper = *name;
        for (char& ch : upper)
          if (ch >= 'a' && ch <= 'z') ch = static_cast<char>(ch - 'a' + 'A');
        rule = find_rule(upper);
      }
      if (!name->empty() && !rule)
        throw Error(Status::not_found,
                    "There is no check \"" + *name + "\"; northline explain lists them all.");
      print(rule ? without_links(rule_page(*rule)) : list_of_checks());
      return 0;
    });
  });
}

} // namespace northline::cli
