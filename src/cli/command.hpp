#pragma once
// What the commands of the tool share: options, days, complaints and exit codes. Each command is a file of
// its own that adds itself to the application; contracts about output are in docs/outputs.md.
#include "check/messages.hpp"
#include "cli/files.hpp"
#include "model/view.hpp"

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#endif
#include <CLI/CLI.hpp>
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace northline::cli {

constexpr int could_not_run = 2;

/// The options of every command that reads strategies.
struct Input {
  std::vector<std::string> files;
  std::string as_of;
  bool strict = false;
};
enum class Takes { one_file, files };
void add_input(CLI::App&, Input&, Takes);
/// --format with the given names; the first is the default.
void add_format(CLI::App&, std::string& format, const std::vector<std::string>& names = {"text", "json"});
/// --scenario, for scenario_view().
void add_scenario(CLI::App&, std::string& scenario);

/// The catalogue in a file; null for no name. Throws Error with the place.
std::shared_ptr<const Messages> read_messages(const std::string& file);

/// The option, else the document's day, else today, which is then said.
Date day(const Input&, const View&);
/// "northline: plan.json:3:5: …" on standard error.
void complain(const std::string& file, const Error&);
/// Calls the function, and turns an Error into a complaint about the file: 2, else what it returned.
int guarded(const std::string& file, const std::function<int()>&);
/// Loads each file and calls the function with it; the worst of their codes.
int each_file(const Input&, const std::function<int(const Loaded&, const View&)>&);

// ---- the commands ----
void add_check(CLI::App&, int& code);
void add_score(CLI::App&, int& code);
void add_evaluate(CLI::App&, int& code);
void add_simulate(CLI::App&, int& code);
void add_moves(CLI::App&, int& code);
void add_influence(CLI::App&, int& code);
void add_path(CLI::App&, int& code);
void add_fragility(CLI::App&, int& code);
void add_practice(CLI::App&, int& code);
void add_why(CLI::App&, int& code);
void add_weigh(CLI::App&, int& code);
void add_explain(CLI::App&, int& code);
void add_messages(CLI::App&, int& code);
void add_schema(CLI::App&, int& code);
void add_fmt(CLI::App&, int& code);
void add_new(CLI::App&, int& code);
void add_convert(CLI::App&, int& code);
void add_cel(CLI::App&, int& code);
void add_diff(CLI::App&, int& code);
void add_merge(CLI::App&, int& code);
/// The words after the program's name, expressions that start with a minus marked as such.
std::vector<std::string> arguments_of(std::span<char* const> argv);

} // namespace northline::cli
