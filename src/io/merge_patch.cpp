#include "io/merge_patch.hpp"

#include "base/json_text.hpp"

#include <unordered_map>
#include <vector>

namespace northline {
namespace {

struct Change {
  std::string name;
  std::size_t at;
  bool used = false;
};

class Patcher {
public:
  Patcher(std::string_view text, std::string_view patch) : text_(text), patch_(patch) {}
  std::string out;

  /// `at` is npos where the target has nothing. As deep as the patch is, which the reader has bounded.
  void value(std::size_t at, std::size_t patch_at) {
    if (patch_[patch_at] != '{') {
      json::append_formatted(out, patch_, patch_at, 0, {true, false});
      return;
    }
    std::vector<Change> changes;
    std::unordered_map<std::string_view, std::size_t> by_name;
    std::string scratch;
    for (json::Walker w(patch_, patch_at); w.next();)
      changes.push_back({std::string(json::decode(w.raw_key(), scratch)), w.value_at()});
    for (std::size_t i = 0; i < changes.size(); ++i) by_name.emplace(changes[i].name, i);
    out.push_back('{');
    bool first = true;
    const auto key = [&](std::string_view name) {
      if (!first) out.push_back(',');
      first = false;
      append_json_string(out, name);
      out.push_back(':');
    };
    if (at != std::string_view::npos && text_[at] == '{')
      for (json::Walker w(text_, at); w.next();) {
        const std::string_view name = json::decode(w.raw_key(), scratch);
        const auto found = by_name.find(name);
        if (found == by_name.end()) {
          key(name);
          json::append_formatted(out, text_, w.value_at(), 0, {true, false});
          continue;
        }
        Change& change = changes[found->second];
        change.used = true;
        if (patch_[change.at] == 'n') continue;
        key(name);
        value(w.value_at(), change.at);
      }
    for (std::size_t i = 0; i < changes.size(); ++i) {
      const Change& change = changes[i];
      if (change.used || by_name.at(change.name) != i || patch_[change.at] == 'n') continue;
      key(change.name);
      value(std::string_view::npos, change.at);
    }
    out.push_back('}');
  }

private:
  std::string_view text_, patch_;
};

} // namespace

std::string merge_patched(std::string_view text, std::size_t at, std::string_view patch,
                          std::size_t patch_at) {
  Patcher p(text, patch);
  p.value(at, patch_at);
  return std::move(p.out);
}

} // namespace northline
