#include "report/escape.hpp"

namespace northline {
namespace {

/// Walks code points; the document's texts are UTF-8, which reading has made sure of.
class Characters {
public:
  explicit Characters(std::string_view s) : s_(s) {}
  bool next() {
    at_ += now_.size();
    if (at_ >= s_.size()) return false;
    const auto c = static_cast<unsigned char>(s_[at_]);
    const std::size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    now_ = s_.substr(at_, n);
    return true;
  }
  std::string_view now() const { return now_; }
  bool control() const {
    const auto c = static_cast<unsigned char>(now_[0]);
    return c < 0x20 || c == 0x7F ||
           (c == 0xC2 && now_.size() == 2 && static_cast<unsigned char>(now_[1]) < 0xA0);
  }
  /// Separators of lines and paragraphs, embeddings, overrides and isolates of direction, and the two code
  /// points that XML has no place for.
  bool unfit() const {
    if (now_.size() != 3) return false;
    const auto a = static_cast<unsigned char>(now_[0]), b = static_cast<unsigned char>(now_[1]),
               c = static_cast<unsigned char>(now_[2]);
    if (a == 0xE2 && b == 0x80) return c >= 0xA8 && c <= 0xAE;
    if (a == 0xE2 && b == 0x81) return c >= 0xA6 && c <= 0xA9;
    return a == 0xEF && b == 0xBF && c >= 0xBE;
  }

private:
  std::string_view s_, now_;
  std::size_t at_ = 0;
};

constexpr std::string_view replacement = "\xEF\xBF\xBD";
bool blank(std::string_view c) { return c == "\n" || c == "\r" || c == "\t"; }

} // namespace

void append_plain(std::string& out, std::string_view s) {
  for (Characters c(s); c.next();) {
    if (c.now() == "\t")
      out.push_back(' ');
    else if (c.control() || c.unfit())
      out.push_back('?');
    else
      out += c.now();
  }
}

void append_message(std::string& out, std::string_view s) {
  bool closed = false; // a closing square bracket came just before
  for (Characters c(s); c.next();) {
    if (closed && c.now() == "(") out.push_back(' ');
    closed = c.now() == "]";
    if ((c.control() && c.now() != "\n" && c.now() != "\t") || c.unfit())
      out += replacement;
    else
      out += c.now();
  }
}

void append_markup(std::string& out, std::string_view s) {
  for (Characters c(s); c.next();) {
    const std::string_view x = c.now();
    if (x == "&")
      out += "&amp;";
    else if (x == "<")
      out += "&lt;";
    else if (x == ">")
      out += "&gt;";
    else if (x == "\"")
      out += "&quot;";
    else if (x == "'")
      out += "&#39;";
    else if (blank(x))
      out.push_back(' ');
    else if (c.control() || c.unfit())
      out += replacement;
    else
      out += x;
  }
}

void append_markdown(std::string& out, std::string_view s) {
  for (Characters c(s); c.next();) {
    const std::string_view x = c.now();
    if (x == "<")
      out += "&lt;";
    else if (x == ">")
      out += "&gt;";
    else if (x == "&")
      out += "&amp;";
    else if (x.size() == 1 && std::string_view("\\`*_[]|~#$").find(x[0]) != std::string_view::npos)
      (out += '\\') += x;
    else if (blank(x))
      out.push_back(' ');
    else if (c.control() || c.unfit())
      out += replacement;
    else
      out += x;
  }
}

void append_command(std::string& out, std::string_view s, bool property) {
  for (Characters c(s); c.next();) {
    const std::string_view x = c.now();
    if (x == "%")
      out += "%25";
    else if (x == "\r")
      out += "%0D";
    else if (x == "\n")
      out += "%0A";
    else if (property && x == ":")
      out += "%3A";
    else if (property && x == ",")
      out += "%2C";
    else if (x == "\t")
      out.push_back(' ');
    else if (c.control() || c.unfit())
      out += replacement;
    else
      out += x;
  }
}

std::string uri_of(std::string_view path) {
  std::string out = !path.empty() && path[0] == '/' ? "file://" : "";
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto c = static_cast<unsigned char>(path[i]);
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
        std::string_view("-._~/!$&'()*+,;=@").find(static_cast<char>(c)) != std::string_view::npos;
    if (plain) {
      out.push_back(static_cast<char>(c));
    } else {
      constexpr char digits[] = "0123456789ABCDEF";
      out += {'%', digits[c >> 4], digits[c & 15]};
    }
  }
  return out;
}

std::string markup(std::string_view s) {
  std::string out;
  append_markup(out, s);
  return out;
}
std::string markdown(std::string_view s) {
  std::string out;
  append_markdown(out, s);
  return out;
}

} // namespace northline
