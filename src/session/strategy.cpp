#include "session/strategy.hpp"

#include "base/json_text.hpp"
#include "io/element_text.hpp"
#include "io/json_writer.hpp"
#include "model/places.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <set>

namespace northline {
namespace {

void require_json(std::string_view text) {
  boost::json::error_code ec;
  boost::json::parse_options how;
  how.max_depth = 60;
  boost::json::parse({text.data(), text.size()}, ec, {}, how);
  if (ec)
    throw Error(Status::invalid_argument, "The value is not JSON: " + std::string(text.substr(0, 80)) +
                                              "; texts stand in quotes, as in \"2026-11-21\".");
}

/// A relation's value as a map, whatever its form was.
std::string as_map(std::string_view value) {
  if (value.empty()) return "{}";
  if (value[0] == '{') return std::string(value);
  std::string out = "{";
  if (value[0] == '"') return out + std::string(value) + ":{}}";
  std::set<std::string> seen;
  for (json::Walker w(value, 0); w.next();) {
    if (w.value()[0] != '"' || !seen.insert(std::string(w.value())).second) continue;
    if (out.size() > 1) out += ",";
    out += std::string(w.value()) + ":{}";
  }
  return out + "}";
}

} // namespace

/// References of edited elements lead to added elements first, then to the base.
class Strategy::Lookup : public Resolver {
public:
  explicit Lookup(const Strategy& s) : s_(s) {}
  Element find(std::string_view id) const override { return s_.find(id); }
  Kind kind(Element e) const override { return s_.kind_of(e); }

private:
  const Strategy& s_;
};

Strategy::Strategy() : Strategy(read_json(Text::make("{\"northline\":1}"))) {}
Strategy::Strategy(std::shared_ptr<const Snapshot> base) : base_(std::move(base)) {
  changes_.next = base_->size();
}
Strategy::Strategy(const Strategy& o)
    : base_(o.base_), changes_(o.changes_), ids_(o.ids_),
      saved_(o.saved_ ? std::make_unique<Changes>(*o.saved_) : nullptr), revision_(o.revision_),
      saved_revision_(o.saved_revision_), view_(o.view_ ? std::make_unique<View>(*o.view_) : nullptr) {}
Strategy::~Strategy() = default;

Element Strategy::find(std::string_view id) const {
  if (const auto i = ids_.find(std::string(id)); i != ids_.end()) return i->second;
  const Element e = base_->find(id);
  if (e == no_element || !base_->alive(e)) return no_element;
  return std::find(changes_.removed.begin(), changes_.removed.end(), e) == changes_.removed.end()
             ? e
             : no_element;
}
Element Strategy::require(std::string_view id) const {
  const Element e = find(id);
  if (e == no_element)
    throw Error(Status::not_found,
                "No element has the id \"" + std::string(id) + "\"; name one that the strategy holds.");
  return e;
}
Kind Strategy::kind_of(Element e) const {
  const auto i = changes_.added.find(e);
  return i == changes_.added.end() ? base_->kind(e) : i->second.first;
}
std::string Strategy::id_of(Element e) const {
  const auto i = changes_.added.find(e);
  return i == changes_.added.end() ? std::string(base_->id(e)) : i->second.second;
}

std::string Strategy::text_of(Element e) const {
  if (const auto i = changes_.texts.find(e); i != changes_.texts.end()) return i->second;
  std::string text = element_json(View(base_), e);
  if (e == root_element) // the maps of elements are not part of the root's own text
    for (unsigned k = 1; k < kind_count; ++k) {
      const std::string_view member = info(static_cast<Kind>(k)).member;
      if (json::find_member(text, 0, member) != std::string_view::npos) text = with_member(text, member, {});
    }
  return text;
}

namespace {

/// A document of one element, so that the reader itself judges the edit.
std::string one_element_document(Kind kind, std::string_view id, std::string_view text) {
  if (kind == Kind::strategy) return std::string(text);
  std::string d = "{\"northline\":1,\"" + std::string(info(kind).member) + "\":{";
  append_json_string(d, id);
  return d + ":" + std::string(text) + "}}";
}

std::multiset<std::string> messages(const Snapshot& s) {
  std::multiset<std::string> all;
  for (const Problem& p : s.problems()) all.insert(problem_message(s, p));
  return all;
}

} // namespace

void Strategy::accept(Element e, std::string text) {
  const Kind kind = kind_of(e);
  const std::string id = id_of(e);
  const Lookup lookup(*this);
  ReadOptions how;
  how.resolver = &lookup;
  const auto after = read_json(Text::own(one_element_document(kind, id, text)), how);
  if (after->problem_count() != 0) {
    // A document read leniently may hold problems already; only new ones are refused.
    // An element that is only now added had none.
    std::multiset<std::string> before;
    if (!changes_.added.count(e) || changes_.texts.count(e))
      before = messages(*read_json(Text::own(one_element_document(kind, id, text_of(e))), how));
    for (const Problem& p : after->problems()) {
      const std::string m = problem_message(*after, p);
      if (const auto i = before.find(m); i != before.end())
        before.erase(i);
      else
        throw Error(Status::refused, std::string(problem_code(p.what)) + ": " + m,
                    offset_spot(*after, p.element == no_element ? root_element : p.element, p.offset).pointer,
                    0, 0, 0);
    }
  }
  changes_.texts[e] = std::move(text);
  view_.reset();
  ++revision_;
}

void Strategy::add_element(Kind kind, std::string_view id) {
  if (kind == Kind::strategy)
    throw Error(Status::invalid_argument,
                "A document has one strategy, its root; add an element of another kind.");
  if (const Element e = find(id); e != no_element)
    throw Error(Status::refused, "The id \"" + std::string(id) + "\" is taken by " +
                                     std::string(info(kind_of(e)).title) +
                                     "; ids are unique over all kinds.");
  const Element e = changes_.next;
  // Whatever needs memory comes before the edit counts, so that it happens whole or not at all.
  const std::string key(id);
  changes_.added.emplace(e, std::pair{kind, key});
  try {
    ids_.emplace(key, e);
    accept(e, "{}");
  } catch (...) {
    ids_.erase(key);
    changes_.added.erase(e);
    throw;
  }
  ++changes_.next;
}

void Strategy::remove_element(std::string_view id) {
  const Element e = require(id);
  if (e == root_element)
    throw Error(Status::invalid_argument, "The strategy itself cannot be removed; remove its elements.");
  // Relations that end here go with it; the elements that name it are rewritten.
  const View v = view();
  std::map<Element, std::string> rewritten;
  for (unsigned r = 0; r < relation_count; ++r)
    for (const Edge edge : v.in(e, static_cast<Relation>(r))) {
      if (edge.source == e) continue;
      auto [i, fresh] = rewritten.try_emplace(edge.source);
      if (fresh) i->second = text_of(edge.source);
      const std::string_view name = info(static_cast<Relation>(r)).name;
      const std::string value(member_of(i->second, name));
      if (!value.empty() && names_target(value, id))
        i->second = with_member(i->second, name, without_target(value, id));
    }
  // From here on nothing needs memory any more: the edit happens whole.
  const std::string key(id);
  auto& removed = changes_.removed;
  if (removed.size() == removed.capacity()) removed.reserve(removed.size() * 2 + 8);
  for (auto& [element, text] : rewritten)
    if (const auto i = changes_.texts.find(element); i != changes_.texts.end()) i->second.swap(text);
  changes_.texts.merge(rewritten);
  changes_.texts.erase(e);
  if (changes_.added.erase(e))
    ids_.erase(key);
  else
    removed.push_back(e);
  view_.reset();
  ++revision_;
}

void Strategy::set_member(Element e, std::string_view name, std::string_view json) {
  accept(e, with_member(text_of(e), name, json));
}

void Strategy::set_attribute(std::string_view id, std::string_view name, std::string_view json) {
  const Element e = require(id);
  const Kind kind = kind_of(e);
  if (find_attribute(kind, name) < 0 && name != "x")
    throw Error(Status::not_found, "The kind " + std::string(info(kind).name) + " has no attribute \"" +
                                       std::string(name) + "\"; data of your own belong under \"x\".");
  require_json(json);
  set_member(e, name, json);
}

void Strategy::unset_attribute(std::string_view id, std::string_view name) {
  const Element e = require(id);
  const Kind kind = kind_of(e);
  if (find_attribute(kind, name) < 0 && name != "x")
    throw Error(Status::not_found, "The kind " + std::string(info(kind).name) + " has no attribute \"" +
                                       std::string(name) + "\".");
  set_member(e, name, {});
}

void Strategy::add_relation(std::string_view source, std::string_view relation, std::string_view target,
                            std::string_view payload) {
  const Element e = require(source);
  const int r = find_relation(relation);
  if (r < 0)
    throw Error(Status::not_found, "There is no relation \"" + std::string(relation) +
                                       "\"; docs/document-format.md lists them.");
  require(target);
  if (!payload.empty()) require_json(payload);
  const std::string text = text_of(e);
  const std::string_view value = member_of(text, relation);
  std::string next, key;
  append_json_string(key, target);
  if (payload.empty() && (value.empty() || value[0] != '{')) { // stay with the short forms
    if (!value.empty() && names_target(value, target)) return;
    if (value.empty())
      next = key;
    else if (value[0] == '"')
      next = "[" + std::string(value) + "," + key + "]";
    else
      next = std::string(value.substr(0, value.rfind(']'))) +
             (value.find('"') == std::string_view::npos ? "" : ",") + key + "]";
  } else {
    next = with_member(as_map(value), target, payload.empty() ? std::string_view("{}") : payload);
  }
  set_member(e, relation, next);
}

void Strategy::set_relation(std::string_view source, std::string_view relation, std::string_view json) {
  const Element e = require(source);
  if (find_relation(relation) < 0)
    throw Error(Status::not_found, "There is no relation \"" + std::string(relation) +
                                       "\"; docs/document-format.md lists them.");
  if (!json.empty()) require_json(json);
  set_member(e, relation, json);
}

void Strategy::remove_relation(std::string_view source, std::string_view relation, std::string_view target) {
  const Element e = require(source);
  if (find_relation(relation) < 0)
    throw Error(Status::not_found, "There is no relation \"" + std::string(relation) +
                                       "\"; docs/document-format.md lists them.");
  const std::string text = text_of(e);
  const std::string_view value = member_of(text, relation);
  if (value.empty() || !names_target(value, target))
    throw Error(Status::not_found, "\"" + std::string(source) + "\" has no relation \"" +
                                       std::string(relation) + "\" to \"" + std::string(target) + "\".");
  set_member(e, relation, without_target(value, target));
}

void Strategy::begin() {
  if (saved_)
    throw Error(Status::invalid_argument, "A transaction is open already; commit it or roll it back first.");
  saved_ = std::make_unique<Changes>(changes_);
  saved_revision_ = revision_;
}
void Strategy::commit() {
  if (!saved_) throw Error(Status::invalid_argument, "No transaction is open.");
  saved_.reset();
}
void Strategy::rollback() {
  if (!saved_) throw Error(Status::invalid_argument, "No transaction is open.");
  changes_ = std::move(*saved_);
  saved_.reset();
  revision_ = saved_revision_;
  ids_.clear();
  for (const auto& [e, what] : changes_.added) ids_.emplace(what.second, e);
  view_.reset();
}

const View& Strategy::view() const {
  if (view_) return *view_;
  if (changes_.texts.empty() && changes_.removed.empty()) {
    view_ = std::make_unique<View>(base_);
    return *view_;
  }
  // Many changes make reads slow and rebuilding dear: write the whole and start from there.
  const std::size_t changed = changes_.texts.size() + changes_.removed.size();
  std::string d = "{";
  const auto root = changes_.texts.find(root_element);
  if (root != changes_.texts.end()) {
    d.append(root->second, 1, root->second.size() - 2);
    if (json::find_member(root->second, 0, "northline") == std::string_view::npos)
      d += d.size() > 1 ? ",\"northline\":1" : "\"northline\":1";
  } else {
    d += "\"northline\":1";
  }
  std::vector<Element> handles{root != changes_.texts.end() ? root_element : no_element};
  for (unsigned k = 1; k < kind_count; ++k) {
    bool first = true;
    for (const auto& [e, text] : changes_.texts) {
      if (e == root_element || kind_of(e) != static_cast<Kind>(k)) continue;
      d += first ? ",\"" + std::string(info(static_cast<Kind>(k)).member) + "\":{" : std::string(",");
      first = false;
      append_json_string(d, id_of(e));
      d += ":" + text;
      handles.push_back(e);
    }
    if (!first) d += "}";
  }
  d += "}";
  const Lookup lookup(*this);
  ReadOptions how;
  how.resolver = &lookup;
  auto delta = read_json(Text::make(std::move(d)), how);
  auto overlay = std::make_shared<const Overlay>(base_->size(), std::move(delta), std::move(handles),
                                                 changes_.removed, changes_.next);
  view_ = std::make_unique<View>(base_, std::move(overlay));
  if (changed > 64 && changed > base_->size() / 16 && !saved_) fold();
  return *view_;
}

void Strategy::fold() const {
  base_ = read_json(Text::make(write_json(*view_)));
  changes_ = {};
  changes_.next = base_->size();
  ids_.clear();
  view_ = std::make_unique<View>(base_);
}

} // namespace northline
