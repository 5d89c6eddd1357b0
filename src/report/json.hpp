#pragma once
// Writing JSON member by member.
#include "base/json_text.hpp"

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

namespace northline {

class JsonOut {
public:
  std::string out;
  JsonOut& key(std::string_view name) {
    separate();
    append_json_string(out, name);
    out.push_back(':');
    fresh_ = true;
    return *this;
  }
  JsonOut& open(char bracket) {
    separate();
    out.push_back(bracket);
    fresh_ = true;
    return *this;
  }
  JsonOut& close(char bracket) {
    out.push_back(bracket);
    fresh_ = false;
    return *this;
  }
  JsonOut& string(std::string_view s) {
    separate();
    append_json_string(out, s);
    return *this;
  }
  /// What nobody can say is null.
  JsonOut& number(double x) {
    separate();
    if (std::isfinite(x))
      append_number(out, x);
    else
      out += "null";
    return *this;
  }
  JsonOut& string_or_null(std::string_view s) { return s.empty() ? raw("null") : string(s); }
  JsonOut& count(std::uint64_t n) { return raw(std::to_string(n)); }
  JsonOut& boolean(bool b) { return raw(b ? "true" : "false"); }
  JsonOut& raw(std::string_view json) {
    separate();
    out += json;
    return *this;
  }

private:
  void separate() {
    if (!fresh_) out.push_back(',');
    fresh_ = false;
  }
  bool fresh_ = true;
};

} // namespace northline
