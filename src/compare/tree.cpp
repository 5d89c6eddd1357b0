#include "compare/tree.hpp"

#include "base/json_text.hpp"

#include <algorithm>

namespace northline::compare {

std::string_view Node::raw() const {
  return there() ? text.substr(at, json::skip_value(text, at) - at) : std::string_view{};
}
std::string Node::canonical() const {
  std::string out;
  if (there()) json::append_canonical(out, text, at);
  return out;
}
std::string Node::string() const {
  std::string scratch;
  return std::string(json::string_at(text, at, scratch));
}

Object::Object(Node node) : text_(node.text) {
  if (!node.object()) return;
  std::string scratch;
  for (json::Walker w(node.text, node.at); w.next();)
    entries_.push_back({std::string(json::decode(w.raw_key(), scratch)), w.value_at()});
  sorted_.resize(entries_.size());
  for (std::size_t i = 0; i < sorted_.size(); ++i) sorted_[i] = static_cast<std::uint32_t>(i);
  std::sort(sorted_.begin(), sorted_.end(), [&](std::uint32_t a, std::uint32_t b) {
    const int c = entries_[a].name.compare(entries_[b].name);
    return c != 0 ? c < 0 : a < b;
  });
  for (std::size_t i = 1; i < sorted_.size(); ++i)
    if (entries_[sorted_[i]].name == entries_[sorted_[i - 1]].name) duplicates_ = true;
}

std::size_t Object::index(std::string_view name) const {
  const auto at =
      std::lower_bound(sorted_.begin(), sorted_.end(), name, [&](std::uint32_t i, std::string_view wanted) {
        return std::string_view(entries_[i].name) < wanted;
      });
  return at != sorted_.end() && entries_[*at].name == name ? *at : none;
}
Node Object::find(std::string_view name) const {
  const std::size_t i = index(name);
  return i == none ? Node{text_} : node(i);
}

MemberSort sort_of(Kind kind, std::string_view member) {
  MemberSort s;
  if (const int a = find_attribute(kind, member); a >= 0) {
    const AttributeInfo& i = info(kind).attributes[static_cast<std::size_t>(a)];
    s.attribute = true;
    s.record = i.ref;
    switch (i.type) {
    case Type::texts:
    case Type::choices:
      s.shape = Shape::set;
      break;
    case Type::records:
      s.shape = Shape::records;
      break;
    case Type::object:
      s.shape = Shape::parts;
      break;
    case Type::record: // the organisation's size and its name have nothing to do with each other
      s.shape = i.ref == Ref::organisation ? Shape::parts : Shape::value;
      break;
    default:
      s.shape = Shape::value;
    }
    return s;
  }
  if (const int r = find_relation(member); r >= 0) {
    s.shape = Shape::relation;
    s.relation = &info(static_cast<Relation>(r));
  }
  return s;
}

std::string normal_payload(const RelationInfo& relation, Node payload) {
  if (!payload.there()) return "{}";
  if (payload.object()) return payload.canonical();
  if (payload.is('[')) {
    std::vector<std::string> all;
    for (json::Walker w(payload.text, payload.at); w.next();) {
      const Node item{payload.text, w.value_at()};
      all.push_back(item.is('[') ? item.canonical() : normal_payload(relation, item));
    }
    if (all.size() == 1) return all.front();
    std::sort(all.begin(), all.end());
    std::string out = "[";
    for (std::size_t i = 0; i < all.size(); ++i) out += (i ? "," : "") + all[i];
    return out + "]";
  }
  std::string out = "{";
  append_json_string(out, relation.principal >= 0
                              ? relation.attributes[static_cast<std::size_t>(relation.principal)].name
                              : std::string_view());
  return out + ":" + payload.canonical() + "}";
}

bool ends_of(const RelationInfo& relation, Node value, std::vector<End>& out) {
  out.clear();
  if (value.is('"')) {
    out.push_back({value.string(), {value.text}, "{}"});
    return true;
  }
  if (!value.object() && !value.is('[')) return !value.there();
  std::string scratch;
  for (json::Walker w(value.text, value.at); w.next();) {
    const Node item{value.text, w.value_at()};
    if (w.is_object())
      out.push_back({std::string(json::decode(w.raw_key(), scratch)), item, normal_payload(relation, item)});
    else if (item.is('"'))
      out.push_back({item.string(), {value.text}, "{}"});
    else
      return false;
  }
  std::vector<std::string_view> ids;
  for (const End& e : out) ids.push_back(e.id);
  std::sort(ids.begin(), ids.end());
  return std::adjacent_find(ids.begin(), ids.end()) == ids.end();
}

std::string normal(const MemberSort& sort, Node value) {
  if (!value.there()) return {};
  if (sort.shape == Shape::relation) {
    std::vector<End> ends;
    if (!ends_of(*sort.relation, value, ends)) return "!" + value.canonical();
    if (ends.empty()) return {}; // a relation to nobody is none
    std::sort(ends.begin(), ends.end(), [](const End& a, const End& b) { return a.id < b.id; });
    std::string out = "{";
    for (const End& e : ends) {
      if (out.size() > 1) out += ",";
      append_json_string(out, e.id);
      out += ":" + e.normal;
    }
    return out + "}";
  }
  if ((sort.shape == Shape::set || sort.shape == Shape::records) && value.is('[')) {
    std::vector<std::string> all;
    for (json::Walker w(value.text, value.at); w.next();)
      all.push_back(Node{value.text, w.value_at()}.canonical());
    std::sort(all.begin(), all.end());
    std::string out = "[";
    for (std::size_t i = 0; i < all.size(); ++i) out += (i ? "," : "") + all[i];
    return out + "]";
  }
  return value.canonical();
}

std::string normal_element(Kind kind, Node node) {
  if (!node.object()) return "!" + node.canonical();
  const Object o(node);
  if (o.duplicates()) return "!" + std::string(node.raw());
  std::vector<std::string> members;
  for (std::size_t i = 0; i < o.size(); ++i) {
    const MemberSort sort = sort_of(kind, o[i].name);
    std::string n = normal(sort, o.node(i));
    if (n.empty()) continue;
    std::string m;
    append_json_string(m, o[i].name);
    members.push_back(m + ":" + n);
  }
  std::sort(members.begin(), members.end());
  std::string out = "{";
  for (std::size_t i = 0; i < members.size(); ++i) out += (i ? "," : "") + members[i];
  return out + "}";
}

bool is_map_of_elements(std::string_view member, Node value, Kind& kind) {
  const int k = find_kind_member(member);
  if (k <= 0 || (value.there() && !value.object())) return false;
  kind = static_cast<Kind>(k);
  return true;
}

Node document(const Snapshot& s) { return {s.text(), s.body_at(root_element)}; }

Node map_of(const Snapshot& s, const Object& document, Kind kind) {
  const Node n = document.find(info(kind).member);
  return n.object() ? n : Node{s.text()};
}

} // namespace northline::compare
