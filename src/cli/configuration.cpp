#include "cli/configuration.hpp"

#include <cerrno>
#include <cstdlib>
#include <filesystem>

namespace northline::cli {
namespace {

namespace fs = std::filesystem;

/// The configuration file that speaks for a document: beside it, else in the folders above up to the one that
/// is the root of a Git repository. Outside of a repository only the document's own folder counts, so that
/// nobody's file in a shared folder above speaks for it.
fs::path configuration_beside(const std::string& file) {
  std::error_code ignored;
  fs::path folder = file.empty() ? fs::current_path(ignored) : fs::absolute(file, ignored).parent_path();
  const fs::path own = folder / configuration_name;
  if (fs::is_regular_file(own, ignored)) return own;
  fs::path nearest;
  for (;; folder = folder.parent_path()) {
    if (nearest.empty() && fs::is_regular_file(folder / configuration_name, ignored))
      nearest = folder / configuration_name;
    if (fs::exists(folder / ".git", ignored)) return nearest;
    if (folder == folder.root_path() || folder.empty()) return {};
  }
}

/// As it is shown in messages: from where the tool runs, if it lies below.
std::string shown(const fs::path& path) {
  std::error_code failed;
  const fs::path from = fs::proximate(path, failed);
  return failed || from.string().substr(0, 2) == ".." ? path.string() : from.string();
}

[[noreturn]] void refuse(const std::string& message) { throw Error(Status::configuration, message); }

Pack packs_named(const std::vector<std::string>& names) {
  Pack all{};
  for (const std::string& name : names) {
    const auto pack = find_pack(name);
    if (!pack) {
      std::string problem;
      parse_selector("pack:" + name, problem);
      refuse(problem);
    }
    all = all | *pack;
  }
  return all;
}

} // namespace

void CheckSettings::add(CLI::App& c) {
  auto* file = c.add_option("--config", config_,
                            std::string("configuration file; else ") + configuration_name +
                                " beside the document or above it in its repository");
  c.add_flag("--no-config", no_config_, "look for no configuration file")->excludes(file);
  c.add_option("--select", select_, "ask only these: codes, their beginnings, names, categories, packs")
      ->delimiter(',')
      ->allow_extra_args(false);
  c.add_option("--ignore", ignore_, "leave these out")->delimiter(',')->allow_extra_args(false);
  c.add_option("--pack", packs_, "switch a pack on, such as okr")->delimiter(',')->allow_extra_args(false);
  c.add_option("--no-pack", no_packs_, "switch a pack off")->delimiter(',')->allow_extra_args(false);
  c.add_option("--severity", severities_, "another severity, such as NL202=error or goals=advice")
      ->delimiter(',')
      ->allow_extra_args(false);
  c.add_option("--parameter", parameters_, "another limit, such as NL407.share=0.9")
      ->delimiter(',')
      ->allow_extra_args(false);
  c.add_option("--profile", profile_, "small, standard or auto: by the number of employees")
      ->check(CLI::IsMember({"small", "standard", "auto"}));
  c.add_option("--baseline", baseline_, "findings in this file do not count");
  c.add_flag("--consequences", consequences, "show findings that others explain, too");
}

void CheckSettings::read() {
  auto call = std::make_shared<Configuration>();
  call->source = "the command line";
  std::string words;
  for (const std::string& s : select_) words += s + ",";
  if (!words.empty()) {
    add_selectors(call->select.emplace(), words);
    // An unset variable in a script must not switch every check off.
    if (call->select->empty()) refuse("--select names no check.");
  }
  words.clear();
  for (const std::string& s : ignore_) words += s + ",";
  add_selectors(call->ignore, words);
  call->packs_on = packs_named(packs_);
  call->packs_off = packs_named(no_packs_);
  if (!profile_.empty()) call->profile = find_profile(profile_);
  for (const std::string& s : severities_) {
    const std::size_t equals = s.find('=');
    if (equals == std::string::npos) refuse("--severity takes a word and a severity, such as NL202=error.");
    std::vector<Selector> one;
    add_selectors(one, s.substr(0, equals));
    int severity = -1;
    for (int k = 0; k < 4; ++k)
      if (severity_name(static_cast<Severity>(k)) == s.substr(equals + 1)) severity = k;
    if (one.empty() || severity < 0)
      refuse("--severity " + s + ": a severity is error, warning, advice or off, as in NL202=error.");
    call->severities.push_back({one.front(), static_cast<Severity>(severity)});
  }
  for (const std::string& s : parameters_) {
    const std::size_t equals = s.find('=');
    char* end = nullptr;
    const std::string number = equals == std::string::npos ? "" : s.substr(equals + 1);
    const double value = std::strtod(number.c_str(), &end);
    if (number.empty() || *end != 0)
      refuse("--parameter takes a name and a number, such as NL407.share=0.9, not \"" + s + "\".");
    set_parameter(*call, s.substr(0, equals), value);
  }
  call_ = std::move(call);
  if (!config_.empty()) given_ = read_configuration(read_file(config_), config_ == "-" ? "<stdin>" : config_);
  if (!baseline_.empty()) base_ = read_baseline(read_file(baseline_), baseline_);
}

CheckOptions CheckSettings::options(const std::string& file) {
  CheckOptions how;
  how.consequences = consequences;
  how.baseline = base_;
  if (given_) {
    how.configurations.push_back(given_);
  } else if (!no_config_) {
    const fs::path path = configuration_beside(file);
    if (!path.empty()) {
      auto& kept = found_[path.string()];
      if (!kept) kept = read_configuration(read_file(path.string()), shown(path));
      how.configurations.push_back(kept);
    }
  }
  how.configurations.push_back(call_);
  return how;
}

} // namespace northline::cli
