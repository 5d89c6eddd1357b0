#include "io/xml_text.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace northline {
namespace {

struct Fault {
  std::size_t offset;
  std::string message;
  Status status = Status::not_xml;
};

constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
constexpr bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
         static_cast<unsigned char>(c) >= 0x80;
}
constexpr bool is_name_char(char c) {
  return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}
constexpr bool is_xml_char(std::uint32_t c) {
  return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

// ---- encodings ------------------------------------------------------------------------------------------

/// The encoding named in the XML declaration, in upper case; empty if there is none.
std::string declared_encoding(std::string_view bytes) {
  if (bytes.substr(0, 5) != "<?xml") return {};
  const std::string_view head = bytes.substr(0, std::min(bytes.find("?>"), std::size_t{400}));
  std::size_t at = head.find("encoding");
  if (at == std::string_view::npos) return {};
  at += 8;
  while (at < head.size() && is_space(head[at])) ++at;
  if (at >= head.size() || head[at] != '=') return {};
  ++at;
  while (at < head.size() && is_space(head[at])) ++at;
  if (at >= head.size() || (head[at] != '"' && head[at] != '\'')) return {};
  const std::size_t end = head.find(head[at], at + 1);
  if (end == std::string_view::npos) return {};
  std::string name(head.substr(at + 1, end - at - 1));
  for (char& c : name)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return name;
}

/// What the bytes 0x80 to 0x9F mean in windows-1252; 0 where they mean nothing.
constexpr std::array<std::uint16_t, 32> windows_1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void decode_utf16(std::string_view bytes, bool big, std::string& out) {
  const auto unit = [&](std::size_t i) -> std::uint32_t {
    const auto a = static_cast<unsigned char>(bytes[i]), b = static_cast<unsigned char>(bytes[i + 1]);
    return big ? static_cast<std::uint32_t>(a << 8 | b) : static_cast<std::uint32_t>(b << 8 | a);
  };
  out.reserve(bytes.size());
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    std::uint32_t c = unit(i);
    if (c >= 0xD800 && c < 0xE000) {
      const std::uint32_t low = c < 0xDC00 && i + 3 < bytes.size() ? unit(i + 2) : 0;
      if (low < 0xDC00 || low >= 0xE000)
        throw Fault{out.size(), "The document is UTF-16, and half of a surrogate pair is missing here."};
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    append_code_point(out, c);
  }
  if (bytes.size() % 2 != 0)
    throw Fault{out.size(), "The document is UTF-16, and its last character is cut in half."};
}

void decode(std::string_view bytes, XmlText& out) {
  const auto starts = [&](std::string_view mark) { return bytes.substr(0, mark.size()) == mark; };
  using namespace std::string_view_literals;
  if (starts("\xFF\xFE\0\0"sv) || starts("\0\0\xFE\xFF"sv) || starts("\0\0\0<"sv) || starts("<\0\0\0"sv))
    throw Fault{0, "The document is UTF-32, which is not read; save it as UTF-8."};
  if (starts("\xFE\xFF"sv)) return decode_utf16(bytes.substr(2), true, out.text);
  if (starts("\xFF\xFE"sv)) return decode_utf16(bytes.substr(2), false, out.text);
  if (starts("\0<"sv)) return decode_utf16(bytes, true, out.text);
  if (starts("<\0"sv)) return decode_utf16(bytes, false, out.text);

  const bool marked = starts("\xEF\xBB\xBF"sv);
  if (marked) bytes.remove_prefix(3);
  const std::string name = declared_encoding(bytes);
  if (name.empty() || name == "UTF-8" || name == "UTF8" || name == "US-ASCII" || name == "ASCII") {
    out.text.assign(bytes);
    return;
  }
  if (marked || name == "UTF-16" || name == "UTF-16LE" || name == "UTF-16BE") {
    // Programs that hold text as UTF-16 in memory write that into the declaration and UTF-8 into the file.
    out.declared = name;
    out.text.assign(bytes);
    return;
  }
  const bool windows = name == "WINDOWS-1252" || name == "CP1252" || name == "CP-1252";
  if (!windows && name != "ISO-8859-1" && name != "LATIN1" && name != "LATIN-1")
    throw Fault{0,
                fmt::format("The document says that its encoding is {}, which is not read; save it as UTF-8.",
                            name.substr(0, 40))};
  out.text.reserve(bytes.size() + bytes.size() / 8);
  for (const char ch : bytes) {
    const auto b = static_cast<unsigned char>(ch);
    std::uint32_t c = b;
    if (windows && b >= 0x80 && b < 0xA0) {
      c = windows_1252[b - 0x80U];
      if (c == 0)
        throw Fault{out.text.size(), fmt::format("Byte 0x{:02X} means nothing in windows-1252.", b)};
    }
    append_code_point(out.text, c);
  }
}

// ---- well-formedness ------------------------------------------------------------------------------------

class Prover {
public:
  Prover(const std::string& text, const XmlLimits& limits, std::vector<XmlSpan>& spans)
      : s_(text), limits_(limits), spans_(spans) {}

  void run() {
    check_characters();
    if (starts("<?xml") && at_ + 5 < s_.size() && is_space(s_[at_ + 5])) {
      const std::size_t end = s_.find("?>");
      if (end == npos) fail(0, "The XML declaration never ends; it has to end with '?>'.");
      at_ = end + 2;
    }
    bool root_seen = false;
    while (at_ < s_.size()) {
      if (s_[at_] == '<') {
        if (skip_markup()) continue;
        if (open_.empty() && root_seen && !starts("</"))
          fail(at_, "A second root element begins here; an XML document has one.");
        root_seen = true;
        starts("</") ? close_tag() : open_tag();
      } else if (open_.empty()) {
        if (!is_space(s_[at_]))
          fail(at_, root_seen ? "There is text behind the root element; nothing may stand there."
                              : "The document does not begin with an element, so it is not XML.");
        ++at_;
      } else {
        text();
      }
    }
    if (!open_.empty()) {
      const Open& o = open_.back();
      fail(s_.size(),
           fmt::format("The document ends inside <{}>, which was opened in line {}; its end tag is missing.",
                       shown(o.name), line_of(o.offset)));
    }
    if (!root_seen) fail(s_.size(), "The document is empty; there is no element in it.");
  }

private:
  static constexpr std::size_t npos = std::string_view::npos;
  struct Open {
    std::string_view name;
    std::size_t offset, span;
  };

  [[noreturn]] static void fail(std::size_t offset, std::string message) {
    throw Fault{offset, std::move(message)};
  }
  [[noreturn]] static void exceed(std::size_t offset, std::string message) {
    throw Fault{offset, std::move(message), Status::limit};
  }
  bool starts(std::string_view what) const { return s_.substr(at_, what.size()) == what; }
  std::uint32_t line_of(std::size_t offset) const { return xml_position(s_, offset).line; }
  static std::string shown(std::string_view name) {
    if (name.size() <= 60) return std::string(name);
    std::size_t cut = 60;
    while (cut > 0 && (static_cast<unsigned char>(name[cut]) & 0xC0) == 0x80) --cut;
    return std::string(name.substr(0, cut)) + "…";
  }

  void check_characters() const {
    for (std::size_t i = 0; i < s_.size();) {
      const std::size_t here = i;
      const std::uint32_t c = next_code_point(s_, i);
      if (c == 0xFFFFFFFF)
        fail(here,
             fmt::format(
                 "Byte 0x{:02X} is not UTF-8; save the document as UTF-8, or declare the encoding it has.",
                 static_cast<unsigned char>(s_[here])));
      if (!is_xml_char(c)) fail(here, fmt::format("The character U+{:04X} may not stand in XML.", c));
    }
  }

  /// Comments, instructions and CDATA; false where a tag begins.
  bool skip_markup() {
    const std::size_t begin = at_;
    if (starts("<!--")) {
      const std::size_t end = s_.find("--", at_ + 4);
      if (end == npos) fail(begin, "This comment never ends; it has to end with '-->'.");
      if (end + 2 >= s_.size() || s_[end + 2] != '>') fail(end, "'--' may not stand inside a comment.");
      at_ = end + 3;
      return true;
    }
    if (starts("<![CDATA[")) {
      if (open_.empty()) fail(begin, "A CDATA section stands outside the root element.");
      const std::size_t end = s_.find("]]>", at_ + 9);
      if (end == npos) fail(begin, "This CDATA section never ends; it has to end with ']]>'.");
      at_ = end + 3;
      return true;
    }
    if (starts("<!DOCTYPE"))
      fail(begin, "There is a document type declaration here, which is not read: it can define entities that "
                  "unfold without end. Remove it.");
    if (starts("<!")) fail(begin, "'<!' begins neither a comment nor a CDATA section.");
    if (starts("<?")) {
      at_ += 2;
      const std::string_view target = name("An instruction needs a name behind '<?'.");
      if (target.size() == 3 && (target[0] | 32) == 'x' && (target[1] | 32) == 'm' && (target[2] | 32) == 'l')
        fail(begin, "An XML declaration may only stand at the very beginning.");
      const std::size_t end = s_.find("?>", at_);
      if (end == npos) fail(begin, "This instruction never ends; it has to end with '?>'.");
      at_ = end + 2;
      return true;
    }
    return false;
  }

  std::string_view name(std::string_view otherwise) {
    const std::size_t begin = at_;
    if (at_ >= s_.size() || !is_name_start(s_[at_])) fail(at_, std::string(otherwise));
    while (at_ < s_.size() && is_name_char(s_[at_])) ++at_;
    return s_.substr(begin, at_ - begin);
  }

  bool skip_space() {
    const std::size_t begin = at_;
    while (at_ < s_.size() && is_space(s_[at_])) ++at_;
    return at_ > begin;
  }

  /// At '&': one of the five entities that XML knows, or a character by its number.
  void reference() {
    const std::size_t begin = at_++;
    const std::size_t end = s_.find(';', at_);
    const std::string_view body =
        end == npos || end - at_ > 12 ? std::string_view() : s_.substr(at_, end - at_);
    if (body == "amp" || body == "lt" || body == "gt" || body == "quot" || body == "apos") {
      at_ = end + 1;
      return;
    }
    if (body.size() > 1 && body[0] == '#') {
      const bool hex = body[1] == 'x';
      const std::string_view digits = body.substr(hex ? 2 : 1);
      std::uint32_t c = 0;
      bool good = !digits.empty();
      for (const char d : digits) {
        const unsigned v = d >= '0' && d <= '9'          ? static_cast<unsigned>(d - '0')
                           : hex && d >= 'a' && d <= 'f' ? static_cast<unsigned>(d - 'a' + 10)
                           : hex && d >= 'A' && d <= 'F' ? static_cast<unsigned>(d - 'A' + 10)
                                                         : 99U;
        good = good && v != 99U;
        c = std::min<std::uint32_t>(c * (hex ? 16U : 10U) + v, 0x200000U);
      }
      if (good && is_xml_char(c)) {
        at_ = end + 1;
        return;
      }
      fail(begin, fmt::format("'&{};' is no character that may stand in XML.", body));
    }
    bool plain = !body.empty() && is_name_start(body[0]);
    for (const char c : body) plain = plain && is_name_char(c);
    if (plain)
      fail(begin, fmt::format("'&{};' is not known; XML knows &amp; &lt; &gt; &quot; and &apos;.", body));
    fail(begin, "A bare '&' stands here; an ampersand is written '&amp;'.");
  }

  void open_tag() {
    const std::size_t begin = at_++;
    const std::string_view tag =
        name("A '<' stands here that begins no tag; as a character it is written '&lt;'.");
    if (open_.size() >= limits_.max_depth)
      exceed(begin,
             fmt::format("Elements are nested deeper than {} here, which is the limit.", limits_.max_depth));
    if (spans_.size() >= limits_.max_elements)
      exceed(begin, fmt::format("The document has more than {} elements, which is the limit.",
                                limits_.max_elements));
    attributes_.clear();
    for (;;) {
      const bool space = skip_space();
      if (at_ >= s_.size()) fail(begin, fmt::format("The tag <{}> never ends.", shown(tag)));
      if (s_[at_] == '>' || s_[at_] == '/') break;
      if (!space || !is_name_start(s_[at_]))
        fail(at_, fmt::format("A character stands here that may not stand in the tag <{}>.", shown(tag)));
      attribute(tag);
    }
    const std::size_t span = spans_.size();
    spans_.push_back({static_cast<std::uint32_t>(begin), 0});
    if (s_[at_] == '/') {
      ++at_;
      if (at_ >= s_.size() || s_[at_] != '>')
        fail(at_ - 1, fmt::format("A '/' stands here that does not end the tag <{}>.", shown(tag)));
      ++at_;
      spans_[span].end = static_cast<std::uint32_t>(at_);
      return;
    }
    ++at_;
    open_.push_back({tag, begin, span});
  }

  void attribute(std::string_view tag) {
    constexpr std::size_t most = 256;
    const std::size_t begin = at_;
    const std::string_view key = name("");
    for (const std::string_view other : attributes_)
      if (other == key)
        fail(begin, fmt::format("The attribute {} is there twice in <{}>.", shown(key), shown(tag)));
    if (attributes_.size() >= most)
      exceed(begin,
             fmt::format("The tag <{}> has more than {} attributes, which is the limit.", shown(tag), most));
    attributes_.push_back(key);
    skip_space();
    if (at_ >= s_.size() || s_[at_] != '=')
      fail(begin, fmt::format("The attribute {} in <{}> has no value.", shown(key), shown(tag)));
    ++at_;
    skip_space();
    const char quote = at_ < s_.size() ? s_[at_] : '\0';
    if (quote != '"' && quote != '\'')
      fail(begin,
           fmt::format("The value of the attribute {} in <{}> is not in quotes.", shown(key), shown(tag)));
    ++at_;
    while (at_ < s_.size() && s_[at_] != quote) {
      if (s_[at_] == '<') fail(at_, "A '<' may not stand in an attribute; there it is written '&lt;'.");
      if (s_[at_] == '&')
        reference();
      else
        ++at_;
    }
    if (at_ >= s_.size())
      fail(begin, fmt::format("The value of the attribute {} in <{}> never ends.", shown(key), shown(tag)));
    ++at_;
  }

  void close_tag() {
    const std::size_t begin = at_;
    at_ += 2;
    const std::string_view tag = name("'</' has to be followed by the name of an element.");
    skip_space();
    if (at_ >= s_.size() || s_[at_] != '>')
      fail(begin, fmt::format("The end tag </{}> has no '>'.", shown(tag)));
    ++at_;
    if (open_.empty()) fail(begin, fmt::format("</{}> ends an element that was never opened.", shown(tag)));
    const Open& o = open_.back();
    if (o.name != tag)
      fail(begin, fmt::format("</{}> stands where <{}>, opened in line {}, has to be ended first.",
                              shown(tag), shown(o.name), line_of(o.offset)));
    spans_[o.span].end = static_cast<std::uint32_t>(at_);
    open_.pop_back();
  }

  void text() {
    while (at_ < s_.size() && s_[at_] != '<') {
      if (s_[at_] == '&')
        reference();
      else if (starts("]]>"))
        fail(at_, "']]>' may not stand in text; its '>' is written '&gt;'.");
      else
        ++at_;
    }
  }

  std::string_view s_;
  const XmlLimits& limits_;
  std::vector<XmlSpan>& spans_;
  std::vector<Open> open_;
  std::vector<std::string_view> attributes_;
  std::size_t at_ = 0;
};

} // namespace

XmlText read_xml_text(std::string_view bytes, const XmlLimits& limits) {
  XmlText out;
  // Offsets are 32 bits wide, and UTF-16 or Latin-1 may double in size on the way to UTF-8.
  const std::size_t most = std::min(limits.max_bytes, std::size_t{1} << 30);
  if (bytes.size() > most) {
    out.status = Status::limit;
    out.message = fmt::format("The document has {} bytes; at most {} are read.", bytes.size(), most);
    return out;
  }
  try {
    decode(bytes, out);
    Prover(out.text, limits, out.spans).run();
    out.status = Status::ok;
  } catch (const Fault& f) {
    out.status = f.status;
    out.offset = f.offset;
    out.message = f.message;
    out.spans.clear();
  }
  return out;
}

XmlPosition XmlPositions::at(std::size_t offset) {
  if (offset < offset_) {
    offset_ = 0;
    here_ = {};
  }
  offset = std::min(offset, text_.size());
  for (; offset_ < offset; ++offset_) {
    const auto c = static_cast<unsigned char>(text_[offset_]);
    const bool before_lf = c == '\r' && offset_ + 1 < text_.size() && text_[offset_ + 1] == '\n';
    if (c == '\n' || (c == '\r' && !before_lf)) {
      ++here_.line;
      here_.column = 1;
    } else if ((c & 0xC0) != 0x80) {
      ++here_.column;
    }
  }
  return here_;
}

XmlPosition xml_position(std::string_view text, std::size_t offset) { return XmlPositions(text).at(offset); }

} // namespace northline
