#include "base/json_text.hpp"
#include "capi/strategy.hpp"

#include <optional>

using namespace northline::capi;
namespace nl = northline;

namespace {

/// The kind's number, or kind_count for all of them.
unsigned kind_or_all(const char* kind, size_t kind_size) {
  const MaybeText name = maybe_text(kind, kind_size, "kind");
  if (!name.given) return nl::kind_count;
  const int found = nl::find_kind(name.text);
  if (found < 0)
    refuse(NORTHLINE_NOT_FOUND,
           "There is no kind \"" + std::string(name.text) +
               "\"; kinds are named in the singular, such as goal, and listed in the schema.");
  return static_cast<unsigned>(found);
}

nl::Element element_called(const nl::View& view, std::string_view id) {
  const nl::Element e = view.find(id);
  if (e == nl::no_element) refuse(NORTHLINE_NOT_FOUND, "No element has the id \"" + std::string(id) + "\".");
  return e;
}

/// The text of a member of the element as it was written, or nothing.
std::optional<std::string_view> member_text(const nl::View& view, nl::Element e, std::string_view name) {
  const nl::View::Where where = view.where(e);
  const std::string_view text = where.home->text();
  const std::size_t at = nl::json::find_member(text, where.home->body_at(where.local), name);
  if (at == std::string_view::npos) return std::nullopt;
  return text.substr(at, nl::json::skip_value(text, at) - at);
}

/// Without comments, on one line.
std::string plain(std::string_view json) {
  std::string out;
  nl::json::append_formatted(out, json, 0, 0, {true, false});
  return out;
}

/// Names of the attributes that are written, in the registry's order; `x`, the embedder's own, is the last.
std::vector<std::string_view> attributes_of(const nl::View& view, nl::Element e) {
  std::vector<std::string_view> names;
  const auto all = nl::info(view.kind(e)).attributes;
  bool own = false;
  for (unsigned i = 0; i < all.size(); ++i) {
    own = own || all[i].name == "x";
    if (view.has(e, i)) names.push_back(all[i].name);
  }
  if (!own && member_text(view, e, "x")) names.push_back("x");
  return names;
}

bool is_attribute(nl::Kind kind, std::string_view name) {
  return nl::find_attribute(kind, name) >= 0 || name == "x";
}

bool incoming(int32_t direction) {
  if (direction != NORTHLINE_OUTGOING && direction != NORTHLINE_INCOMING)
    refuse(NORTHLINE_INVALID_ARGUMENT,
           std::to_string(direction) + " is no direction; NORTHLINE_OUTGOING and NORTHLINE_INCOMING are.");
  return direction == NORTHLINE_INCOMING;
}

nl::EdgeRange edges(const nl::View& view, nl::Element e, unsigned relation, bool into_it) {
  const auto type = static_cast<nl::Relation>(relation);
  return into_it ? view.in(e, type) : view.out(e, type);
}

/// What is written beside the name of a relation's target: a number, an object, or nothing.
std::string payload_of(const nl::View& view, const nl::Edge& edge) {
  const auto whole = member_text(view, edge.source, nl::info(edge.relation).name);
  if (!whole || whole->empty() || (*whole)[0] != '{') return "{}";
  // A type that repeats lists several payloads under one target, one edge each.
  std::size_t among = 0;
  for (const nl::Edge sibling : view.out(edge.source, edge.relation)) {
    if (sibling.index == edge.index) break;
    if (sibling.target == edge.target) ++among;
  }
  const std::size_t at = nl::json::find_member(*whole, 0, view.id(edge.target));
  if (at == std::string_view::npos) return "{}";
  if ((*whole)[at] != '[') return plain(whole->substr(at, nl::json::skip_value(*whole, at) - at));
  std::size_t i = 0;
  for (nl::json::Walker w(*whole, at); w.next(); ++i)
    if (i == among) return plain(w.value());
  return "{}";
}

} // namespace

extern "C" {

northline_status northline_strategy_element_count(const northline_strategy* strategy, const char* kind,
                                                  size_t kind_size, size_t* out_count,
                                                  northline_error** out_error) noexcept {
  return guard("northline_strategy_element_count", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const unsigned which = kind_or_all(kind, kind_size);
    size_t& out = into(out_count, "out_count");
    out = s.count(s.view(), which);
  });
}

northline_status northline_strategy_element_at(const northline_strategy* strategy, const char* kind,
                                               size_t kind_size, size_t index, northline_view* out_id,
                                               northline_view* out_kind,
                                               northline_error** out_error) noexcept {
  return guard("northline_strategy_element_at", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const unsigned which = kind_or_all(kind, kind_size);
    const nl::View view = s.view();
    const nl::Element e = s.at(view, which, index_below(index, s.count(view, which), "elements"));
    store(out_id, view_of(view.id(e)));
    store(out_kind, view_of(nl::info(view.kind(e)).name));
  });
}

northline_status northline_strategy_element_kind(const northline_strategy* strategy, const char* id,
                                                 size_t id_size, northline_view* out_kind,
                                                 northline_error** out_error) noexcept {
  return guard("northline_strategy_element_kind", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const nl::View view = s.view();
    const nl::Element e = element_called(view, text(id, id_size, "id"));
    into(out_kind, "out_kind") = view_of(nl::info(view.kind(e)).name);
  });
}

northline_status northline_strategy_attribute_count(const northline_strategy* strategy, const char* id,
                                                    size_t id_size, size_t* out_count,
                                                    northline_error** out_error) noexcept {
  return guard("northline_strategy_attribute_count", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const nl::View view = s.view();
    const nl::Element e = element_called(view, text(id, id_size, "id"));
    into(out_count, "out_count") = attributes_of(view, e).size();
  });
}

northline_status northline_strategy_attribute_name(const northline_strategy* strategy, const char* id,
                                                   size_t id_size, size_t index, northline_view* out_name,
                                                   northline_error** out_error) noexcept {
  return guard("northline_strategy_attribute_name", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const nl::View view = s.view();
    const auto names = attributes_of(view, element_called(view, text(id, id_size, "id")));
    into(out_name, "out_name") = view_of(names[index_below(index, names.size(), "attributes")]);
  });
}

northline_status northline_strategy_attribute(const northline_strategy* strategy, const char* id,
                                              size_t id_size, const char* name, size_t name_size,
                                              northline_text** out_json,
                                              northline_error** out_error) noexcept {
  return guard("northline_strategy_attribute", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const nl::View view = s.view();
    const nl::Element e = element_called(view, text(id, id_size, "id"));
    const std::string_view attribute = text(name, name_size, "name");
    northline_text*& out = into(out_json, "out_json");
    const nl::Kind kind = view.kind(e);
    if (!is_attribute(kind, attribute))
      refuse(NORTHLINE_NOT_FOUND, "The kind " + std::string(nl::info(kind).name) + " has no attribute \"" +
                                      std::string(attribute) + "\".");
    const auto written = member_text(view, e, attribute);
    if (!written)
      refuse(NORTHLINE_NOT_FOUND, "The attribute \"" + std::string(attribute) + "\" of \"" +
                                      std::string(view.id(e)) + "\" is unknown: it is not written.");
    out = make_text(plain(*written));
  });
}

northline_status northline_strategy_relation_count(const northline_strategy* strategy, const char* id,
                                                   size_t id_size, int32_t direction, size_t* out_count,
                                                   northline_error** out_error) noexcept {
  return guard("northline_strategy_relation_count", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const nl::View view = s.view();
    const nl::Element e = element_called(view, text(id, id_size, "id"));
    const bool into_it = incoming(direction);
    size_t& out = into(out_count, "out_count");
    size_t count = 0;
    for (unsigned r = 0; r < nl::relation_count; ++r) count += edges(view, e, r, into_it).size();
    out = count;
  });
}

northline_status northline_strategy_relation_at(const northline_strategy* strategy, const char* id,
                                                size_t id_size, int32_t direction, size_t index,
                                                northline_view* out_type, northline_view* out_other,
                                                northline_text** out_payload,
                                                northline_error** out_error) noexcept {
  return guard("northline_strategy_relation_at", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const nl::View view = s.view();
    const nl::Element e = element_called(view, text(id, id_size, "id"));
    const bool into_it = incoming(direction);
    size_t before = 0;
    for (unsigned r = 0; r < nl::relation_count; ++r)
      for (const nl::Edge edge : edges(view, e, r, into_it)) {
        if (before++ != index) continue;
        northline_text* payload = out_payload ? make_text(payload_of(view, edge)) : nullptr;
        store(out_type, view_of(nl::info(edge.relation).name));
        store(out_other, view_of(view.id(into_it ? edge.source : edge.target)));
        if (out_payload) *out_payload = payload;
        return;
      }
    index_below(index, before, "relations");
  });
}

} // extern "C"
