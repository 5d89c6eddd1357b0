#include "cli/fix.hpp"

#include "report/fixing.hpp"

namespace northline::cli {

void FixSettings::add(CLI::App& c) {
  c.add_flag("--fix", fix, "carry out the fixes that are safe, in the files themselves");
  c.add_flag("--fix-unsafe", unsafe, "carry out also those that need a person's eye");
  c.add_flag("--diff", diff, "show what --fix would change, and change nothing");
}

std::string FixSettings::run(const std::string& file, const CheckOptions& checks) const {
  const std::string before = read_file(file);
  if (looks_like_xml(before))
    throw Error(Status::refused, "Fixes are made in Northline documents; convert the StratML plan first.");
  FixOptions how;
  how.unsafe = unsafe;
  how.checks = checks;
  FixResult r = fix_text(before, how);
  const std::string name = file == "-" ? "<stdin>" : file;
  std::string said;
  if (diff) {
    said = unified_diff(before, r.text, name);
  } else {
    for (const Mended& m : r.mended)
      said += name + ": mended " + m.code + ": " + m.title + "\n  " + m.message + "\n";
    if (file != "-" && r.text != before) write_file(file, r.text);
  }
  if (r.left != 0)
    said += name + ": " + std::to_string(r.left) +
            (r.left == 1 ? " more finding has a fix that needs" : " more findings have a fix that needs") +
            " a person's eye; --fix-unsafe carries it out.\n";
  print(said);
  return r.text;
}

} // namespace northline::cli
