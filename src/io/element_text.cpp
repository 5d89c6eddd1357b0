#include "io/element_text.hpp"

#include "base/json_text.hpp"

namespace northline {

std::string with_member(std::string_view object, std::string_view name, std::string_view value) {
  std::string out = "{", scratch;
  bool found = false;
  const auto add = [&](std::string_view key_text, std::string_view v) {
    if (out.size() > 1) out += ",";
    out += key_text;
    out += ":";
    out += v;
  };
  for (json::Walker w(object, 0); w.next();) {
    const bool same = json::decode(w.raw_key(), scratch) == name;
    const std::string_view key =
        object.substr(w.key_at(), json::skip_string(object, w.key_at()) - w.key_at());
    if (!same)
      add(key, w.value());
    else if (!found && !value.empty())
      add(key, value);
    if (same) found = true;
  }
  if (!found && !value.empty()) {
    std::string key;
    append_json_string(key, name);
    add(key, value);
  }
  return out + "}";
}

std::string_view member_of(std::string_view object, std::string_view name) {
  const std::size_t at = json::find_member(object, 0, name);
  return at == std::string_view::npos ? std::string_view{}
                                      : object.substr(at, json::skip_value(object, at) - at);
}

bool names_target(std::string_view value, std::string_view target) {
  std::string scratch;
  if (value.empty()) return false;
  if (value[0] == '"') return json::decode(value.substr(1, value.size() - 2), scratch) == target;
  for (json::Walker w(value, 0); w.next();) {
    const std::string_view name = w.is_object() ? w.raw_key() : w.value();
    if (w.is_object() ? json::decode(name, scratch) == target
                      : name[0] == '"' && json::decode(name.substr(1, name.size() - 2), scratch) == target)
      return true;
  }
  return false;
}

std::string without_target(std::string_view value, std::string_view target) {
  std::string scratch;
  if (value[0] == '"') return "";
  std::string out(1, value[0]);
  for (json::Walker w(value, 0); w.next();) {
    const std::string_view name = w.is_object() ? w.raw_key() : w.value().substr(1, w.value().size() - 2);
    if ((w.is_object() || w.value()[0] == '"') && json::decode(name, scratch) == target) continue;
    if (out.size() > 1) out += ",";
    if (w.is_object()) out += "\"" + std::string(w.raw_key()) + "\":";
    out += w.value();
  }
  if (out.size() == 1) return "";
  return out + (value[0] == '{' ? "}" : "]");
}

} // namespace northline
