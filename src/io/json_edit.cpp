#include "io/json_edit.hpp"

#include "base/json_text.hpp"

#include <algorithm>

namespace northline {
namespace {

constexpr std::size_t nowhere = std::string_view::npos;

/// From behind a comma or bracket: where the line's own remarks end, or `from` when the line goes on with
/// something else.
std::size_t line_rest(std::string_view t, std::size_t from) {
  std::size_t at = from;
  bool remark = false;
  while (at < t.size()) {
    const char c = t[at];
    if (c == ' ' || c == '\t') {
      ++at;
    } else if (c == '\n' || c == '\r') {
      return at;
    } else if (t.substr(at, 2) == "//") {
      at = std::min(t.find('\n', at), t.size());
      return at > from && t[at - 1] == '\r' ? at - 1 : at;
    } else if (t.substr(at, 2) == "/*") {
      const std::size_t close = t.find("*/", at + 2);
      if (close == nowhere) return from;
      at = close + 2;
      remark = true;
    } else {
      return remark && (c == '}' || c == ']') ? at : from;
    }
  }
  return from;
}

} // namespace

ContainerEdit::ContainerEdit(std::string_view text, std::size_t at) : text_(text), at_(at) {
  json::Walker w(text, at);
  first_begin_ = line_rest(text, at + 1);
  std::size_t begin = first_begin_;
  while (w.next()) {
    Member m{w.is_object() ? w.key_at() : w.value_at(), w.value_at(), w.value_end(), begin, 0, nowhere};
    const std::size_t next = json::skip_space(text, m.value_end);
    if (text[next] == ',') m.comma = next;
    m.end = line_rest(text, m.comma == nowhere ? m.value_end : m.comma + 1);
    begin = m.end;
    members_.push_back(m);
  }
  close_ = w.end() - 1;
  plans_.resize(members_.size());
}

void ContainerEdit::remove(std::size_t member) {
  plans_[member].removed = true;
  changed_ = true;
}
void ContainerEdit::replace(std::size_t member, std::string value) {
  plans_[member].replaced = true;
  plans_[member].value = std::move(value);
  changed_ = true;
}
void ContainerEdit::insert_behind(std::size_t member, std::string item) {
  (member == front ? front_ : plans_[member].behind).push_back(std::move(item));
  changed_ = true;
}

bool ContainerEdit::empties() const {
  if (!front_.empty()) return false;
  return std::all_of(plans_.begin(), plans_.end(),
                     [](const Plan& p) { return p.removed && p.behind.empty(); });
}

void ContainerEdit::finish(std::vector<TextEdit>& edits) const {
  if (!changed_) return;
  if (members_.empty()) {
    if (front_.empty()) return;
    std::size_t line = at_;
    while (line > 0 && text_[line - 1] != '\n') --line;
    std::size_t blank = line;
    while (blank < at_ && (text_[blank] == ' ' || text_[blank] == '\t')) ++blank;
    const std::string indent(text_.substr(line, blank - line));
    const bool lines = first_begin_ > at_ + 1 || front_.size() > 1 || front_.front().size() > 60 ||
                       front_.front().find('\n') != std::string::npos;
    std::string all;
    for (std::size_t i = 0; i < front_.size(); ++i) {
      all += lines ? "\n" + indent + "  " : std::string(i ? " " : "");
      all += front_[i];
      if (i + 1 < front_.size()) all += ",";
    }
    if (lines) all += "\n" + indent;
    // Behind a remark on the bracket's line; a remark on a line of its own stays below what is new.
    edits.push_back({first_begin_, 0, std::move(all)});
    return;
  }

  // How members are set apart here: by the blanks before the second one, or the only one.
  const Member& model = members_.size() > 1 ? members_[1] : members_[0];
  std::size_t blank = model.key_at;
  while (blank > model.begin && (text_[blank - 1] == ' ' || text_[blank - 1] == '\t')) --blank;
  std::string gap(text_.substr(blank, model.key_at - blank));
  bool lines = false;
  if (blank > 0 && text_[blank - 1] == '\n') {
    lines = true;
    gap.insert(0, blank > 1 && text_[blank - 2] == '\r' ? "\r\n" : "\n");
  } else {
    gap = " ";
  }

  std::size_t last = nowhere; // the last member that stays, when nothing new follows it
  bool anything = !front_.empty();
  std::size_t final_member = nowhere;
  bool new_is_last = !front_.empty();
  for (std::size_t i = 0; i < members_.size(); ++i) {
    if (!plans_[i].removed) {
      final_member = i;
      new_is_last = false;
      anything = true;
    }
    if (!plans_[i].behind.empty()) {
      new_is_last = true;
      anything = true;
    }
  }
  if (!new_is_last) last = final_member;

  // New items end in a comma unless they are the last of all.
  std::size_t left = front_.size();
  for (const Plan& p : plans_) left += p.behind.size();
  const auto put = [&](std::size_t at, const std::vector<std::string>& items, bool opening) {
    if (items.empty()) return;
    std::string all;
    for (std::size_t i = 0; i < items.size(); ++i) {
      --left;
      // What ends a line may be a remark, which would swallow the rest of it.
      if (i == 0 && !lines && (text_[at] == '\n' || text_[at] == '\r'))
        all += "\n";
      else if (lines || !opening || i)
        all += gap;
      all += items[i];
      if (!(left == 0 && new_is_last)) all += ",";
    }
    // An object on one line: the old first member had no blank before it.
    if (!lines && opening && at < text_.size() && all.back() == ',' && text_[at] != ' ') all += " ";
    edits.push_back({at, 0, std::move(all)});
  };
  put(first_begin_, front_, true);
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const Member& m = members_[i];
    const Plan& p = plans_[i];
    if (p.removed) {
      std::size_t from = m.begin, to = m.end;
      if (!lines && m.begin == first_begin_) // the first of a line: the blank before the next one goes too
        while (i + 1 < members_.size() && !plans_[i + 1].removed && p.behind.empty() &&
               (text_[to] == ' ' || text_[to] == '\t'))
          ++to;
      // The line before may end in a remark, so it stays a line of its own.
      std::size_t run = i;
      while (plans_[run].behind.empty() && run + 1 < members_.size() && plans_[run + 1].removed) ++run;
      const std::size_t after = members_[run].end;
      const bool line_follows =
          plans_[run].behind.empty() ? text_[after] == '\n' || text_[after] == '\r' : lines;
      if (!line_follows && text_[from] == '\r') ++from;
      if (!line_follows && text_[from] == '\n') ++from;
      if (to > from) edits.push_back({from, to - from, ""});
    } else {
      if (p.replaced) edits.push_back({m.value_at, m.value_end - m.value_at, p.value});
      if (i == last) {
        if (m.comma != nowhere) edits.push_back({m.comma, 1, ""});
      } else if (m.comma == nowhere) {
        edits.push_back({m.value_end, 0, ","});
      }
    }
    put(m.end, p.behind, false);
  }
  if (!anything && lines &&
      first_begin_ == at_ + 1) { // nothing is left: the brackets meet, unless a remark stands between
    std::size_t from = members_.back().end;
    const std::string_view rest = text_.substr(from, close_ - from);
    if (rest.find_first_not_of(" \t\r\n") == nowhere && close_ > from)
      edits.push_back({from, close_ - from, ""});
  }
}

void sort_edits(std::vector<TextEdit>& edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const TextEdit& a, const TextEdit& b) {
    if (a.offset != b.offset) return a.offset < b.offset;
    return (a.length == 0) > (b.length == 0); // what is put in comes before what is taken out there
  });
}

} // namespace northline
