#include "check/own/own_check.hpp"

#include "base/utf8.hpp"

namespace northline {

OwnCheck::OwnCheck(Words words) : words_(std::move(words)) {
  rule_.code = words_.code;
  rule_.name = words_.name;
  rule_.category = words_.category;
  rule_.severity = words_.severity;
  rule_.focus = words_.kinds;
  rule_.question = words_.question;
  rule_.message = words_.message;
  rule_.advice = words_.advice;
  rule_.decide = nullptr; // the engine asks the check itself
  rule_.packs = words_.packs;
}

bool is_own_code(std::string_view s) {
  if (s.size() < 3 || s.size() > 62 || s.substr(0, 2) != "X-") return false;
  for (const char c : s.substr(2))
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
      return false;
  return true;
}

bool is_own_name(std::string_view s) {
  if (s.empty() || s.size() > 80 || s.front() == '-' || s.back() == '-') return false;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char c = s[i];
    if (c == '-' ? s[i - 1] == '-' : !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) return false;
  }
  return true;
}

std::string name_from_code(std::string_view code) {
  std::string name;
  for (const char c : code.substr(std::min<std::size_t>(2, code.size()))) {
    if (c == '-' || c == '_') {
      if (!name.empty() && name.back() != '-') name.push_back('-');
    } else {
      name.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
    }
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name.empty() ? "own-check" : name;
}

std::string sentence_problem(std::string_view text) {
  if (text.size() > 1000) return "A sentence has at most 1000 bytes.";
  if (text.find_first_not_of(' ') == std::string_view::npos) return "A sentence is not empty.";
  if (!is_utf8(text)) return "A sentence is UTF-8.";
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      return "A sentence is one line without control characters.";
  return {};
}

namespace {

class CodedRun final : public OwnRun {
public:
  CodedRun(const View& view, Date as_of, const CodedCheck::Decide& decide)
      : view_(view), as_of_(as_of), decide_(decide) {}

  void decide(RuleRun& run, Element focus) override {
    std::vector<CodedCheck::Said> all;
    decide_(view_, focus, as_of_, all);
    for (const CodedCheck::Said& said : all) {
      Report r = run.report(focus);
      r.text("said", said.message);
      if (!said.at.empty() &&
          (find_attribute(view_.kind(focus), said.at) >= 0 || find_relation(said.at) >= 0))
        r.at(said.at);
      for (const Element e : said.related) r.related(e);
      if (all.size() > 1) r.key(said.message); // tells several on one element apart
    }
  }

private:
  const View& view_;
  Date as_of_;
  const CodedCheck::Decide& decide_;
};

OwnCheck::Words with_message(OwnCheck::Words words) {
  words.message = "{said}";
  return words;
}

} // namespace

CodedCheck::CodedCheck(Words words, Decide decide)
    : OwnCheck(with_message(std::move(words))), decide_(std::move(decide)) {}

std::unique_ptr<OwnRun> CodedCheck::start(const View& view, Date as_of, OwnBudget&) const {
  return std::make_unique<CodedRun>(view, as_of, decide_);
}

} // namespace northline
