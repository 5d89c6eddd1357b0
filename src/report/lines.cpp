#include "report/lines.hpp"

#include "base/json_pointer.hpp"
#include "base/json_text.hpp"
#include "model/snapshot.hpp"

#include <algorithm>

namespace northline {
namespace {

constexpr std::size_t nowhere = ScoreNode::nowhere;

} // namespace

Lines::Lines(const View& document, std::string_view scenario)
    : document_(document), text_(document.base().text()), any_(document.base().shared_text()->has_places()) {
  if (!any_) return;
  const std::size_t all = document.base().member_at(DocumentMember::scenarios);
  std::string name(scenario), scratch;
  for (int step = 0; all && !name.empty() && text_[all] == '{' && step < 1000; ++step) {
    const std::size_t at = json::find_member(text_, all, name);
    if (at == nowhere || text_[at] != '{') break;
    const std::size_t set = json::find_member(text_, at, "set");
    if (set != nowhere && text_[set] == '{') sets_.push_back(set);
    const std::size_t from = json::find_member(text_, at, "based_on");
    if (from == nowhere || text_[from] != '"') break;
    name = std::string(json::string_at(text_, from, scratch));
  }
}

std::size_t Lines::resolve(const std::string& pointer) const {
  const std::vector<std::string> tokens = pointer_tokens(pointer);
  if (tokens.empty()) return nowhere;
  for (const std::size_t set : sets_) {
    std::size_t taken = 0;
    const std::size_t at = json::follow(text_, set, tokens, taken);
    // What is set to anything but an object is set with all that is in it.
    if (taken > 0 && (taken == tokens.size() || text_[at] != '{')) return at;
  }
  const int kind = find_kind_member(tokens[0]);
  if (kind > 0 && tokens.size() >= 2) {
    const Element e = document_.find(tokens[1]);
    if (e == no_element || !document_.is(e, static_cast<Kind>(kind))) return nowhere;
    const View::Where w = document_.where(e);
    if (w.home != &document_.base()) return nowhere;
    const std::size_t body = w.home->body_at(w.local);
    std::size_t taken = 2;
    const std::size_t at = json::follow(text_, body, tokens, taken);
    return taken == 2 ? w.home->key_at(w.local) : at;
  }
  const View::Where root = document_.where(root_element);
  if (root.home != &document_.base()) return nowhere;
  const std::size_t body = root.home->body_at(root.local);
  std::size_t taken = 0;
  const std::size_t at = json::follow(text_, body, tokens, taken);
  return taken == 0 ? nowhere : at;
}

void Lines::add(const std::string& pointer) {
  if (!any_ || pointer.empty()) return;
  const auto [at, fresh] = offsets_.try_emplace(pointer, nowhere);
  if (fresh) at->second = resolve(pointer);
}

void Lines::add(const ScoreNode& n, const View* own) {
  if (!any_) return;
  const bool shared = own && &own->base() == &document_.base();
  if (n.offset != nowhere && shared)
    found_.try_emplace(n.offset);
  else if (!n.elsewhere)
    add(n.pointer);
  for (const ScoreNode& c : n.children) add(c, own);
}

void Lines::give_offsets(ScoreNode& n) const {
  if (!any_) return;
  if (n.offset == nowhere && !n.pointer.empty()) n.offset = resolve(n.pointer);
  for (ScoreNode& c : n.children) give_offsets(c);
}

void Lines::find() {
  std::vector<std::size_t> order;
  for (const auto& [pointer, at] : offsets_)
    if (at != nowhere) found_.try_emplace(at);
  for (const auto& [at, place] : found_) order.push_back(at);
  std::sort(order.begin(), order.end());
  PlaceFinder places(text_);
  for (const std::size_t at : order) found_[at] = places.at(at);
}

const Place* Lines::of(const ScoreNode& n) const {
  if (n.offset != nowhere)
    if (const auto at = found_.find(n.offset); at != found_.end()) return &at->second;
  return n.elsewhere ? nullptr : of(n.pointer);
}

const Place* Lines::of(const std::string& pointer) const {
  const auto at = offsets_.find(pointer);
  if (at == offsets_.end() || at->second == nowhere) return nullptr;
  const auto place = found_.find(at->second);
  return place == found_.end() ? nullptr : &place->second;
}

std::string_view Lines::written(const std::string& pointer) const {
  const std::vector<std::string> tokens = pointer_tokens(pointer);
  const int kind = tokens.empty() ? -1 : find_kind_member(tokens[0]);
  if (kind <= 0 || tokens.size() < 2) return {};
  const Element e = document_.find(tokens[1]);
  if (e == no_element) return {};
  const View::Where w = document_.where(e);
  if (w.home != &document_.base()) return {};
  std::size_t taken = 2;
  const std::size_t at = json::follow(text_, w.home->body_at(w.local), tokens, taken);
  return taken == tokens.size() ? text_.substr(at, json::skip_value(text_, at) - at) : std::string_view();
}

} // namespace northline
