#include "cli/fix.hpp"

#include "report/digest.hpp"

#include <cstdio>

namespace northline::cli {

void FixSettings::add(CLI::App& c) {
  c.add_flag("--fix", fix, "carry out the fixes that are safe, in the files themselves");
  c.add_flag("--fix-unsafe", unsafe, "carry out also those that need a person's eye");
  c.add_flag("--diff", diff, "show what --fix would change, and change nothing");
}

FixResult FixSettings::run(const Loaded& l, const CheckOptions& checks) const {
  if (l.converted)
    throw Error(Status::refused, "Fixes are made in Northline documents; convert the StratML plan first.");
  FixOptions how;
  how.unsafe = unsafe;
  how.checks = checks;
  const std::string_view before = l.snapshot->text();
  FixResult r = fix_text(before, how);
  std::string said;
  if (diff) {
    said = unified_diff(before, r.text, l.name);
  } else {
    for (const Mended& m : r.mended)
      said += l.name + ": mended " + m.code + ": " + m.title + "\n  " + m.message + "\n";
    if (!l.path.empty() && r.text != before) write_file(l.path, r.text);
  }
  if (r.left != 0)
    said += l.name + ": " + std::to_string(r.left) +
            (r.left == 1 ? " more finding has a fix that needs" : " more findings have a fix that needs") +
            " a person's eye; --fix-unsafe carries it out.\n";
  if (!diff) said += summary_text({}, *r.findings) + "\n";
  if (diff || !l.path.empty()) {
    print(said);
  } else {
    print(r.text);
    std::fputs(said.c_str(), stderr);
  }
  return r;
}

} // namespace northline::cli
