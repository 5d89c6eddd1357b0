#include "base/json_pointer.hpp"

#include "base/json_text.hpp"

namespace northline {

void append_pointer(std::string& pointer, std::string_view token) {
  pointer.push_back('/');
  for (const char c : token) {
    if (c == '~')
      pointer += "~0";
    else if (c == '/')
      pointer += "~1";
    else
      pointer.push_back(c);
  }
}

std::vector<std::string> pointer_tokens(std::string_view pointer) {
  std::vector<std::string> tokens;
  if (pointer.empty() || pointer[0] != '/') return tokens;
  for (std::size_t i = 0; i < pointer.size(); ++i) {
    if (pointer[i] == '/')
      tokens.emplace_back();
    else if (pointer[i] == '~' && i + 1 < pointer.size() && (pointer[i + 1] == '0' || pointer[i + 1] == '1'))
      tokens.back().push_back(pointer[++i] == '0' ? '~' : '/');
    else
      tokens.back().push_back(pointer[i]);
  }
  return tokens;
}

std::size_t json::follow(std::string_view text, std::size_t at, const std::vector<std::string>& tokens,
                         std::size_t& taken) {
  for (; taken < tokens.size(); ++taken) {
    std::size_t next = std::string_view::npos;
    if (text[at] == '{') {
      next = find_member(text, at, tokens[taken]);
    } else if (text[at] == '[') {
      std::size_t index = 0;
      for (Walker w(text, at); w.next(); ++index)
        if (std::to_string(index) == tokens[taken]) next = w.value_at();
    }
    if (next == std::string_view::npos) return at;
    at = next;
  }
  return at;
}

} // namespace northline
