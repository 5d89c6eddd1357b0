#include "cli/command.hpp"

#include "check/configuration.hpp"

#include <algorithm>
#include <cstdio>

namespace northline::cli {
namespace {

/// A pointer may hold any member's name, and a terminal obeys control characters.
std::string printable(std::string s) {
  if (s.size() > 300) s.resize(300);
  for (char& c : s)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
  return s;
}

} // namespace

void add_input(CLI::App& c, Input& in, Takes takes) {
  auto* f = c.add_option("files", in.files,
                         takes == Takes::files ? "documents or StratML plans; - reads standard input"
                                               : "a document or StratML plan; - reads standard input");
  f->required();
  // A list takes every word otherwise, the id that follows too.
  if (takes == Takes::one_file) f->expected(1)->allow_extra_args(false);
  c.add_flag("--strict", in.strict, "refuse documents with any problem of form");
  c.add_option("--as-of", in.as_of, "the day to judge by; else the document's, else today");
}

void add_format(CLI::App& c, std::string& format, const std::vector<std::string>& names) {
  format = names.front();
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
  c.add_option("--format", format, text)->check(CLI::IsMember(names));
}

void add_scenario(CLI::App& c, std::string& scenario) {
  c.add_option("--scenario", scenario, "name of one of the document's scenarios, whose changes count");
}

Date day(const Input& in, const View& v) {
  if (!in.as_of.empty()) {
    const Date d = parse_date(in.as_of);
    if (!d.known())
      throw Error(Status::invalid_argument,
                  "--as-of takes a day such as 2026-11-21, not \"" + in.as_of + "\".");
    return d;
  }
  const Date written = v.get(field::strategy::as_of, ElementOf<Kind::strategy>{root_element});
  if (written.known()) return written;
  const Date now = today();
  std::fputs(("northline: the document has no as_of; using today, " + to_string(now) + ".\n").c_str(),
             stderr);
  return now;
}

void complain(const std::string& file, const Error& e) {
  if (const auto* all = dynamic_cast<const ConfigurationError*>(&e)) {
    for (const Fault& f : all->faults()) {
      std::string s = "northline: " + (all->source().empty() ? file : all->source()) + ":";
      if (f.line) s += std::to_string(f.line) + ":" + std::to_string(f.column) + ":";
      s += " " + (f.pointer.empty() ? std::string() : printable(f.pointer) + ": ") + f.message + "\n";
      std::fputs(s.c_str(), stderr);
    }
    return;
  }
  std::string s = "northline: ";
  if (!file.empty()) s += file == "-" ? "<stdin>:" : file + ":";
  // Without a file of its own the message tells the place.
  if (e.line() && !file.empty()) s += std::to_string(e.line()) + ":" + std::to_string(e.column()) + ":";
  if (s.back() == ':') s += " ";
  std::fputs((s + e.what() + "\n").c_str(), stderr);
}

int guarded(const std::string& file, const std::function<int()>& run) {
  try {
    return run();
  } catch (const Error& e) {
    complain(file, e);
    return could_not_run;
  }
}

int each_file(const Input& in, const std::function<int(const Loaded&, const View&)>& run) {
  int worst = 0;
  for (const std::string& file : in.files)
    worst = std::max(worst, guarded(file, [&] {
                       const Loaded l = load(file, in.strict);
                       return run(l, View(l.snapshot));
                     }));
  return worst;
}

} // namespace northline::cli
