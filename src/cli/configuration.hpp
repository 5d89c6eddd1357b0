#pragma once
// How the commands that ask the checks are configured: options, files, and a file found beside the document.
#include "check/check.hpp"
#include "cli/command.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace northline::cli {

/// The file that is looked for beside a document.
inline constexpr const char* configuration_name = "northline.config.json";

class CheckSettings {
public:
  /// --config, --select, --ignore, --pack, --profile, --severity, --parameter, --baseline and --consequences.
  void add(CLI::App&);
  /// Reads the files that options name. Throws Error. To be called once, before the first document.
  void read();
  /// What the checks of this document are to be asked with: the call over the file over the document.
  CheckOptions options(const std::string& file); ///< empty: standard input

  bool consequences = false;

private:
  std::string config_, profile_, baseline_;
  std::vector<std::string> select_, ignore_, packs_, no_packs_, severities_, parameters_;
  bool no_config_ = false;
  std::shared_ptr<const Configuration> given_, call_;
  std::shared_ptr<const Baseline> base_;
  std::map<std::string, std::shared_ptr<const Configuration>> found_; ///< by path
};

} // namespace northline::cli
