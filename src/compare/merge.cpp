#include "compare/merge.hpp"

#include "base/json_text.hpp"
#include "compare/renames.hpp"
#include "compare/tree.hpp"
#include "compare/whole.hpp"
#include "io/json_edit.hpp"
#include "io/json_reader.hpp"
#include "model/places.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace northline {

using compare::document;
using compare::End;
using compare::ends_of;
using compare::Ids;
using compare::MemberSort;
using compare::Node;
using compare::normal;
using compare::normal_element;
using compare::Object;
using compare::read_again;
using compare::Shape;
using compare::sort_of;

std::string_view name_of(Conflict::What w) {
  constexpr std::string_view names[] = {"two-values",    "deleted-and-changed", "added-twice",
                                        "renamed-twice", "deleted-but-needed",  "not-valid"};
  return names[static_cast<unsigned>(w)];
}
std::string_view name_of(Conflict::Kept k) {
  return k == Conflict::Kept::ours ? std::string_view("ours") : std::string_view("theirs");
}

namespace {

using IdSet = std::set<std::string, std::less<>>;

/// A value as a sentence shows it.
std::string shown(std::string_view json) {
  if (json.empty()) return "nothing";
  std::string line;
  json::append_formatted(line, json, 0, 0, {true, true});
  if (line.size() <= 80) return line;
  std::size_t end = 77;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
  return line.substr(0, end) + "...";
}

/// What the same element is called in each document, by its id in the merged one.
struct Names {
  Ids base, ours, theirs;
  static const std::string& of(const Ids& ids, const std::string& id) {
    const auto i = ids.find(id);
    return i == ids.end() ? id : i->second;
  }
};

/// Where a merge stands: the element, and the way into it.
struct Spot3 {
  Kind kind = Kind::strategy;
  std::string id, title, name, target;
  std::string base, ours, theirs; ///< pointers

  Spot3 into(std::string_view member) const {
    Spot3 s = *this;
    s.name = name.empty() ? std::string(member) : name + "/" + std::string(member);
    append_pointer(s.base, member);
    append_pointer(s.ours, member);
    append_pointer(s.theirs, member);
    return s;
  }
};

/// What becomes of a member of ours.
struct Outcome {
  enum class Do : std::uint8_t { keep, remove, put } what = Do::keep;
  std::string text; ///< of put: the whole value
  static Outcome keep() { return {}; }
  static Outcome remove() { return {Do::remove, {}}; }
  static Outcome put(std::string_view text) { return {Do::put, std::string(text)}; }
};

class Merger {
public:
  Merger(const Snapshot& base, const Snapshot& ours, const Snapshot& theirs, const Names& names,
         const IdSet& needed, Cancel cancel)
      : b_(base), o_(ours), t_(theirs), names_(names), needed_(needed), work_(cancel) {}

  std::vector<TextEdit> edits;
  std::vector<Conflict> conflicts;

  void run() {
    Spot3 root;
    root.id = std::string(o_.id(root_element));
    root.title = title_of(document(o_), document(t_));
    object(document(b_), document(o_), document(t_), root,
           [&](const std::string& name, Node b, Node o, Node t) {
             Kind kind;
             if (compare::is_map_of_elements(name, b, kind) && compare::is_map_of_elements(name, o, kind) &&
                 compare::is_map_of_elements(name, t, kind))
               return map(kind, b, o, t);
             if (name == "layout") {
               silent_ = true;
               Outcome made = member(sort_of(Kind::strategy, name), b, o, t, root.into(name));
               silent_ = false;
               return made;
             }
             return member(sort_of(Kind::strategy, name), b, o, t, root.into(name));
           });
    sort_edits(edits);
  }

private:
  static std::string title_of(Node first, Node second) {
    for (const Node n : {first, second})
      if (n.object())
        if (const Node title = Object(n).find("title"); title.is('"')) return title.string();
    return {};
  }

  // ---- conflicts ----

  Conflict& conflict(Conflict::What what, Conflict::Kept kept, const Spot3& at, Node b, Node o, Node t) {
    Conflict c;
    c.what = what;
    c.kept = kept;
    c.kind = at.kind;
    c.id = at.id;
    c.title = at.title;
    c.name = at.name;
    c.target = at.target;
    c.base = b.raw();
    c.ours = o.raw();
    c.theirs = t.raw();
    if (b.there()) c.pointer_base = at.base;
    if (o.there()) c.pointer_ours = at.ours;
    if (t.there()) c.pointer_theirs = at.theirs;
    if (silent_) {
      unheard_ = std::move(c);
      return unheard_;
    }
    conflicts.push_back(std::move(c));
    return conflicts.back();
  }
  static std::string subject(const Spot3& at) {
    std::string s = at.kind == Kind::strategy ? std::string("The strategy")
                                              : fmt::format("{} \"{}\"", capital(info(at.kind).title), at.id);
    if (at.kind != Kind::strategy && !at.title.empty()) s += fmt::format(" ({})", at.title);
    return s;
  }
  static std::string capital(std::string_view s) {
    std::string out(s);
    if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
    return out;
  }
  static std::string part(const Spot3& at) {
    return at.target.empty() ? fmt::format("\"{}\"", at.name)
                             : fmt::format("\"{}\" to \"{}\"", at.name, at.target);
  }
  Outcome two_values(const Spot3& at, Node b, Node o, Node t) {
    Conflict& c = conflict(Conflict::What::two_values, Conflict::Kept::ours, at, b, o, t);
    c.message = fmt::format("{}: {} was {}; ours says {}, theirs says {}. Ours is kept.", subject(at),
                            part(at), shown(c.base), shown(c.ours), shown(c.theirs));
    return Outcome::keep();
  }
  /// What was changed stays, whoever changed it: nothing is lost by a merge.
  Outcome deleted_and_changed(const Spot3& at, Node b, Node o, Node t) {
    const bool ours = o.there();
    Conflict& c = conflict(Conflict::What::deleted_and_changed,
                           ours ? Conflict::Kept::ours : Conflict::Kept::theirs, at, b, o, t);
    const std::string what = at.name.empty() ? std::string("the element") : part(at);
    c.message =
        fmt::format("{}: {} took {} out, {} changed it{}. What was changed is kept.", subject(at),
                    ours ? "theirs" : "ours", what, ours ? "ours" : "theirs",
                    at.name.empty() ? std::string() : fmt::format(" to {}", shown(ours ? c.ours : c.theirs)));
    return ours ? Outcome::keep() : Outcome::put(t.raw());
  }

  // ---- objects ----

  /// Goes through the members of the three; what theirs has more is put behind what precedes it there.
  template <class F> bool object(Node b, Node o, Node t, const Spot3&, F&& merge_member) {
    const Object in_b(b), in_o(o), in_t(t);
    ContainerEdit edit(o.text, o.at);
    for (std::size_t i = 0; i < in_o.size(); ++i) {
      work_.step();
      if (!in_o.first_of_name(i)) continue;
      const std::string& name = in_o[i].name;
      apply(edit, i, merge_member(name, in_b.find(name), in_o.node(i), in_t.find(name)));
    }
    std::size_t behind = ContainerEdit::front;
    for (std::size_t i = 0; i < in_t.size(); ++i) {
      work_.step();
      const std::string& name = in_t[i].name;
      if (const std::size_t there = in_o.index(name); there != Object::none) {
        behind = there;
        continue;
      }
      if (!in_t.first_of_name(i)) continue;
      const Outcome made = merge_member(name, in_b.find(name), Node{o.text}, in_t.node(i));
      if (made.what == Outcome::Do::put) edit.insert_behind(behind, json_string(name) + ": " + made.text);
    }
    const bool left = !edit.empties();
    edit.finish(edits);
    return left;
  }
  static void apply(ContainerEdit& edit, std::size_t i, Outcome made) {
    if (made.what == Outcome::Do::remove) edit.remove(i);
    if (made.what == Outcome::Do::put) edit.replace(i, std::move(made.text));
  }

  // ---- elements ----

  bool renamed_by(const Ids& side, const std::string& id) const {
    return Names::of(side, id) != Names::of(names_.base, id);
  }
  /// Whether ours' element of this id, of whatever kind, is in the merged document.
  bool ours_stays(const std::string& id) {
    const Element e = o_.find(id);
    if (e == no_element || e == root_element) return e == root_element;
    const Kind kind = o_.kind(e);
    const Element in_t = t_.find(id), in_b = b_.find(id);
    if (in_t != no_element && t_.kind(in_t) == kind) return true;
    if (in_b == no_element || b_.kind(in_b) != kind) return true;
    return needed_.count(id) || renamed_by(names_.ours, id) ||
           normal_element(kind, {o_.text(), o_.body_at(e)}) !=
               normal_element(kind, {b_.text(), b_.body_at(in_b)});
  }

  Spot3 element_spot(Kind kind, const std::string& id, Node o, Node t) const {
    Spot3 s;
    s.kind = kind;
    s.id = id;
    s.title = title_of(o, t);
    for (auto [pointer, ids] : {std::pair{&s.base, &names_.base}, std::pair{&s.ours, &names_.ours},
                                std::pair{&s.theirs, &names_.theirs}}) {
      append_pointer(*pointer, info(kind).member);
      append_pointer(*pointer, Names::of(*ids, id));
    }
    return s;
  }

  Outcome map(Kind kind, Node b, Node o, Node t) {
    if (!o.there()) { // merged as text of its own
      if (!t.there()) return Outcome::keep();
      if (!b.there()) {
        const Object in_t(t);
        bool free = true;
        for (std::size_t i = 0; i < in_t.size(); ++i) free = free && o_.find(in_t[i].name) == no_element;
        if (free) return Outcome::put(t.raw());
      }
      const std::string nothing = "{}";
      std::vector<TextEdit> outer;
      outer.swap(edits);
      const bool left = elements(kind, b, Node{nothing, 0}, t);
      sort_edits(edits);
      const std::string made = left ? apply_edits(nothing, edits) : std::string();
      edits.swap(outer);
      return made.empty() ? Outcome::keep() : Outcome::put(made);
    }
    // A new name is a change too, and here it stands in all three; what is needed has to come back.
    if (names_.base.empty() && needed_.empty() && b.there() && t.there() && b.raw() == t.raw())
      return Outcome::keep();
    // A map that theirs took out goes when nothing is left in it.
    return elements(kind, b, o, t) || t.there() ? Outcome::keep() : drop(o);
  }
  /// The edits inside it go with the member.
  Outcome drop(Node o) {
    const std::size_t end = o.at + o.raw().size();
    edits.erase(std::remove_if(edits.begin(), edits.end(),
                               [&](const TextEdit& e) { return e.offset > o.at && e.offset < end; }),
                edits.end());
    return Outcome::remove();
  }

  bool elements(Kind kind, Node b, Node o, Node t) {
    return object(b, o, t, {}, [&](const std::string& id, Node was, Node our, Node their) {
      return element(kind, id, was, our, their);
    });
  }

  /// Another layout alone is no change, and ours keeps its own; a remark somebody wrote is one.
  static bool has_remark(Node n) {
    bool text = false;
    const std::string_view raw = n.raw();
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (text && raw[i] == '\\')
        ++i;
      else if (raw[i] == '"')
        text = !text;
      else if (!text && raw[i] == '/')
        return true;
    }
    return false;
  }

  Outcome element(Kind kind, const std::string& id, Node b, Node o, Node t) {
    if (o.there() && t.there()) {
      if (o.raw() == t.raw()) return Outcome::keep();
      if (!b.there()) {
        if (normal_element(kind, o) == normal_element(kind, t)) return Outcome::keep();
        return added_twice(kind, id, o, t);
      }
      if (t.raw() == b.raw()) return Outcome::keep();
      if (o.raw() == b.raw())
        return !has_remark(t) && normal_element(kind, t) == normal_element(kind, b) ? Outcome::keep()
                                                                                    : Outcome::put(t.raw());
      const Spot3 at = element_spot(kind, id, o, t);
      if (!b.object() || !o.object() || !t.object() || Object(b).duplicates() || Object(o).duplicates() ||
          Object(t).duplicates())
        return whole_element(kind, at, b, o, t);
      object(b, o, t, at, [&](const std::string& name, Node was, Node our, Node their) {
        return member(sort_of(kind, name), was, our, their, at.into(name));
      });
      return Outcome::keep();
    }
    if (o.there()) {
      if (!b.there()) return Outcome::keep(); // ours added it
      if (renamed_by(names_.ours, id) || normal_element(kind, o) != normal_element(kind, b))
        return deleted_and_changed(element_spot(kind, id, o, t), b, o, t);
      return needed_.count(id) ? Outcome::keep() : Outcome::remove();
    }
    if (!t.there()) return Outcome::keep();
    if (!b.there()) {
      const Element e = o_.find(id);
      if (e == no_element) return Outcome::put(t.raw());
      if (!ours_stays(id)) return Outcome::put(t.raw());
      return added_twice(kind, id, {o_.text(), o_.body_at(e)}, t);
    }
    const bool changed = renamed_by(names_.theirs, id) || normal_element(kind, t) != normal_element(kind, b);
    if (!changed && !needed_.count(id)) return Outcome::keep();
    if (o_.find(id) != no_element && ours_stays(id)) { // it lives on in ours as another kind
      if (changed) {
        const Element e = o_.find(id);
        added_twice(kind, id, {o_.text(), o_.body_at(e)}, t);
      }
      return Outcome::keep();
    }
    if (changed) return deleted_and_changed(element_spot(kind, id, o, t), b, o, t);
    return Outcome::put(t.raw());
  }

  Outcome added_twice(Kind kind, const std::string& id, Node o, Node t) {
    const Spot3 at = element_spot(kind, id, o, t);
    Conflict& c = conflict(Conflict::What::added_twice, Conflict::Kept::ours, at, Node{}, o, t);
    if (const Element e = o_.find(id); e != no_element && o_.kind(e) != kind) {
      c.pointer_ours.clear();
      append_pointer(c.pointer_ours, info(o_.kind(e)).member);
      append_pointer(c.pointer_ours, Names::of(names_.ours, id));
    }
    c.message =
        fmt::format("{}: both sides have an element of this id, and they differ. Ours is kept.", subject(at));
    return Outcome::keep();
  }
  Outcome whole_element(Kind kind, const Spot3& at, Node b, Node o, Node t) {
    const std::string nb = normal_element(kind, b), no = normal_element(kind, o),
                      nt = normal_element(kind, t);
    if (no == nt || nt == nb) return Outcome::keep();
    if (no == nb) return Outcome::put(t.raw());
    Conflict& c = conflict(Conflict::What::two_values, Conflict::Kept::ours, at, b, o, t);
    c.message =
        fmt::format("{}: both sides changed it, and it cannot be taken apart. Ours is kept.", subject(at));
    return Outcome::keep();
  }

  // ---- members ----

  Outcome member(const MemberSort& sort, Node b, Node o, Node t, const Spot3& at) {
    if (o.there() == t.there() && o.raw() == t.raw()) return Outcome::keep();
    if (t.there() == b.there() && t.raw() == b.raw()) return Outcome::keep();
    const std::string nb = normal(sort, b), nt = normal(sort, t);
    if (o.there() == b.there() && o.raw() == b.raw()) {
      if (nt == nb && t.there() && !has_remark(t)) return Outcome::keep();
      return t.there() ? Outcome::put(t.raw()) : Outcome::remove();
    }
    const std::string no = normal(sort, o);
    if (no == nt || nt == nb) return Outcome::keep();
    switch (sort.shape) {
    case Shape::parts:
      if (o.object() && t.object() && (b.object() || !b.there())) return parts(b, o, t, at);
      break;
    case Shape::relation:
      return relation(sort, nb, no, b, o, t, at);
    case Shape::set:
      if (Outcome made;
          o.is('[') && t.is('[') && (b.is('[') || !b.there()) && list(b, o, t, at, nullptr, made))
        return made;
      break;
    case Shape::records:
      if (Outcome made; o.is('[') && t.is('[') && (b.is('[') || !b.there()) && list(b, o, t, at, &sort, made))
        return made;
      break;
    case Shape::value:
      break;
    }
    if (no == nb) return t.there() ? Outcome::put(t.raw()) : Outcome::remove();
    if (!o.there() || !t.there()) return deleted_and_changed(at, b, o, t);
    return two_values(at, b, o, t);
  }

  Outcome parts(Node b, Node o, Node t, const Spot3& at) {
    object(b, o, t, at, [&](const std::string& name, Node was, Node our, Node their) {
      const Spot3 there = at.into(name);
      MemberSort sort; // an object's parts, as deep as it goes; suppressions are a list without order
      if (there.kind == Kind::strategy && there.name == "checks/suppress") sort.shape = Shape::set;
      return member(sort, was, our, their, there);
    });
    return Outcome::keep();
  }

  struct Item {
    std::string key;
    std::size_t at;
    bool operator<(const Item& o) const { return key < o.key; }
  };
  /// The items by what tells them apart; false when two cannot be told apart.
  bool items(Node list, const MemberSort* records, std::vector<Item>& out) const {
    out.clear();
    if (!list.there()) return true;
    for (json::Walker w(list.text, list.at); w.next();) {
      const Node n{list.text, w.value_at()};
      if (!records) {
        out.push_back({n.canonical(), n.at});
        continue;
      }
      if (!n.object()) return false;
      const Object o(n);
      std::string key;
      for (const char* name : {"date", "start", "end", "due", "source"}) {
        const Node part = o.find(name);
        if (!part.there()) continue;
        if (!key.empty()) key += " ";
        key += part.is('"') ? part.string() : part.canonical();
      }
      out.push_back({std::move(key), n.at});
    }
    std::vector<std::string_view> keys;
    for (const Item& i : out) keys.push_back(i.key);
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.begin(), keys.end()) == keys.end();
  }
  /// False when the lists can only be taken as one value.
  bool list(Node b, Node o, Node t, const Spot3& at, const MemberSort* records, Outcome& made) {
    std::vector<Item> in_b, in_o, in_t;
    if (!items(b, records, in_b) || !items(o, records, in_o) || !items(t, records, in_t)) return false;
    const auto sorted = [](std::vector<Item> v) {
      std::sort(v.begin(), v.end());
      return v;
    };
    const std::vector<Item> by_b = sorted(in_b), by_o = sorted(in_o), by_t = sorted(in_t);
    const auto find = [](const std::vector<Item>& v, const std::string& key, std::string_view text) {
      const auto i = std::lower_bound(v.begin(), v.end(), Item{key, 0});
      return i != v.end() && i->key == key ? Node{text, i->at} : Node{text};
    };
    MemberSort item_sort;
    item_sort.shape = Shape::value;
    ContainerEdit edit(o.text, o.at);
    std::map<std::string_view, std::size_t> place;
    for (std::size_t i = 0; i < in_o.size(); ++i) {
      const std::string& key = in_o[i].key;
      place.emplace(key, i);
      Spot3 there = at;
      there.name += "/" + key;
      apply(edit, i,
            member(item_sort, find(by_b, key, b.text), {o.text, in_o[i].at}, find(by_t, key, t.text), there));
    }
    std::size_t behind = ContainerEdit::front;
    for (const Item& i : in_t) {
      if (const auto p = place.find(i.key); p != place.end()) {
        behind = p->second;
        continue;
      }
      Spot3 there = at;
      there.name += "/" + i.key;
      const Outcome one = member(item_sort, find(by_b, i.key, b.text), Node{o.text}, {t.text, i.at}, there);
      if (one.what == Outcome::Do::put) edit.insert_behind(behind, one.text);
    }
    edit.finish(edits);
    made = Outcome::keep();
    return true;
  }

  // ---- relations ----

  /// A payload as an object whose members have names.
  static std::string full(const RelationInfo& r, Node payload) {
    return payload.object() ? std::string(payload.raw()) : compare::normal_payload(r, payload);
  }

  Outcome relation(const MemberSort& sort, const std::string& nb, const std::string& no, Node b, Node o,
                   Node t, const Spot3& at) {
    const RelationInfo& r = *sort.relation;
    std::vector<End> in_b, in_o, in_t;
    if (!ends_of(r, b, in_b) || !ends_of(r, o, in_o) || !ends_of(r, t, in_t)) {
      if (no == nb) return t.there() ? Outcome::put(t.raw()) : Outcome::remove();
      if (!o.there() || !t.there()) return deleted_and_changed(at, b, o, t);
      return two_values(at, b, o, t);
    }
    const auto indexed = [](const std::vector<End>& v) {
      std::map<std::string_view, const End*> m;
      for (const End& e : v) m.emplace(e.id, &e);
      return m;
    };
    const auto by_b = indexed(in_b), by_o = indexed(in_o), by_t = indexed(in_t);
    const auto find = [](const std::map<std::string_view, const End*>& m, const std::string& id) {
      const auto i = m.find(id);
      return i == m.end() ? nullptr : i->second;
    };
    struct Result {
      std::string id, text; ///< text: the payload; empty: bare
      bool changed;         ///< against ours
      std::size_t behind;   ///< of one that ours has not: what of ours precedes it
    };
    std::vector<Result> result;
    std::vector<std::size_t> removed;
    bool changed = false;
    const auto one = [&](const std::string& id, const End* was, const End* our, const End* their,
                         std::size_t behind) {
      work_.step();
      const auto bare = [](const End* e) {
        return e->payload.there() && e->normal != "{}" ? std::string(e->payload.raw()) : std::string();
      };
      const std::string_view nwas = was ? std::string_view(was->normal) : std::string_view(),
                             nour = our ? std::string_view(our->normal) : std::string_view(),
                             ntheir = their ? std::string_view(their->normal) : std::string_view();
      if (nour == ntheir || ntheir == nwas) {
        if (our) result.push_back({id, bare(our), false, behind});
        return;
      }
      if (nour == nwas) {
        changed = true;
        if (their) result.push_back({id, bare(their), true, behind});
        return;
      }
      Spot3 there = at;
      there.target = id;
      there.base = point(b, at.base, names_.base, id);
      there.ours = point(o, at.ours, names_.ours, id);
      there.theirs = point(t, at.theirs, names_.theirs, id);
      // Bare ends have no value of their own in the text: the conflict shows what they mean.
      const std::string empty = "{}";
      const auto value = [&](const End* e) {
        return !e ? Node{} : e->payload.there() ? e->payload : Node{empty, 0};
      };
      if (!our || !their) {
        deleted_and_changed(there, value(was), value(our), value(their));
        if (!our) changed = true;
        result.push_back({id, bare(our ? our : their), !our, behind});
        return;
      }
      if ((was && was->normal[0] == '[') || nour[0] == '[' || ntheir[0] == '[') {
        two_values(there, value(was), value(our), value(their));
        result.push_back({id, bare(our), false, behind});
        return;
      }
      // Both changed what the relation says: part by part.
      const std::string fb = was ? full(r, was->payload) : std::string("{}"), fo = full(r, our->payload),
                        ft = full(r, their->payload);
      std::vector<TextEdit> outer;
      outer.swap(edits);
      object(Node{fb, 0}, Node{fo, 0}, Node{ft, 0}, there,
             [&](const std::string& name, Node w, Node x, Node y) {
               Spot3 inner = there.into(name);
               // A bare number is the relation's principal attribute, which has no key of its own.
               if (!was || !was->payload.object()) inner.base = there.base;
               if (!our->payload.object()) inner.ours = there.ours;
               if (!their->payload.object()) inner.theirs = there.theirs;
               MemberSort s;
               s.shape = name == "x" ? Shape::parts : Shape::value;
               return member(s, w, x, y, inner);
             });
      sort_edits(edits);
      std::string text = apply_edits(fo, edits);
      const bool differs = !edits.empty();
      edits.swap(outer);
      changed = changed || differs;
      result.push_back({id, differs ? std::move(text) : bare(our), differs, behind});
    };
    std::map<std::string_view, std::size_t> place;
    for (std::size_t i = 0; i < in_o.size(); ++i) {
      place.emplace(in_o[i].id, i);
      const std::size_t before = result.size();
      one(in_o[i].id, find(by_b, in_o[i].id), &in_o[i], find(by_t, in_o[i].id), i);
      if (result.size() == before) removed.push_back(i);
    }
    const std::size_t ours_left = result.size();
    std::size_t behind = ContainerEdit::front;
    for (const End& e : in_t) {
      if (const auto p = place.find(e.id); p != place.end())
        behind = p->second;
      else
        one(e.id, find(by_b, e.id), nullptr, &e, behind);
    }
    if (!changed && removed.empty()) return Outcome::keep();
    if (result.empty()) return o.there() ? Outcome::remove() : Outcome::keep();

    const bool bare =
        std::all_of(result.begin(), result.end(), [](const Result& x) { return x.text.empty(); });
    if (o.object() || (o.is('[') && bare)) {
      ContainerEdit edit(o.text, o.at);
      for (const std::size_t i : removed) edit.remove(i);
      for (std::size_t i = 0; i < result.size(); ++i) {
        const Result& x = result[i];
        if (i < ours_left) {
          if (x.changed) edit.replace(x.behind, x.text.empty() ? "{}" : x.text);
        } else if (o.object()) {
          edit.insert_behind(x.behind, json_string(x.id) + ": " + (x.text.empty() ? "{}" : x.text));
        } else {
          edit.insert_behind(x.behind, json_string(x.id));
        }
      }
      edit.finish(edits);
      return Outcome::keep();
    }
    // Written anew: as a name, a list or a map, whichever is the shortest that says it.
    std::string text;
    if (bare && result.size() == 1) return Outcome::put(json_string(result.front().id));
    text = bare ? "[" : "{";
    for (std::size_t i = 0; i < result.size(); ++i) {
      if (i) text += ", ";
      text += json_string(result[i].id);
      if (!bare) text += ": " + (result[i].text.empty() ? std::string("{}") : result[i].text);
    }
    return Outcome::put(text + (bare ? "]" : "}"));
  }
  static std::string point(Node value, const std::string& base, const Ids& ids, const std::string& id) {
    std::string p = base;
    if (value.object()) append_pointer(p, Names::of(ids, id));
    return p;
  }

  const Snapshot &b_, &o_, &t_;
  const Names& names_;
  const IdSet& needed_;
  Work work_;
  bool silent_ = false; ///< nobody is asked about layout
  Conflict unheard_;
};

/// Of problems that only the merged document has, as many are told.
constexpr std::size_t most_unsound = 1000;

/// A problem of reading, as something that two documents can both have.
std::string problem_key(const Snapshot& s, const Problem& p) {
  const std::string_view text = s.text();
  std::string key = problem_code(p.what);
  key += '\x1f';
  if (p.element != no_element && p.element < s.size()) key += s.id(p.element);
  key += '\x1f';
  if (p.relation != Relation::count_) key += info(p.relation).name;
  if (p.attribute) key += p.attribute->name;
  key += '\x1f';
  const Node there{text, p.offset};
  if (p.offset < text.size() && !there.object() && !there.is('[')) key += there.raw().substr(0, 64);
  return key;
}
/// The id that an unknown reference names.
std::string named_id(const Snapshot& s, const Problem& p) {
  return p.offset < s.text().size() && s.text()[p.offset] == '"' ? Node{s.text(), p.offset}.string()
                                                                 : std::string();
}

void require_single(const Snapshot& s, const char* side) {
  for (const Problem& p : s.problems()) {
    Kind kind;
    const bool map = p.what == Problem::What::duplicate_member && p.element == no_element;
    if (p.what != Problem::What::duplicate_id &&
        !(map && compare::is_map_of_elements(named_id(s, p), {}, kind)))
      continue;
    PlaceFinder places(s.text());
    const Place at = places.at(p.offset);
    throw Error(
        Status::refused,
        fmt::format("{} names \"{}\" twice, so nobody can say which of them is merged; keep one of them.",
                    side, named_id(s, p)),
        {}, at.line, at.column, p.offset);
  }
}

/// One name for each element in the merged document.
Names names_of(const Snapshot& base, const Snapshot& ours, const Snapshot& theirs, Cancel cancel,
               Ids (&exchange)[3], std::vector<Conflict>& conflicts) {
  Ids of_ours = compare::renamed(base, ours, cancel), of_theirs = compare::renamed(base, theirs, cancel);
  // A new name that the other side uses for something else would make two elements of one.
  const auto taken = [&](const Ids& mine, const Ids& others, const Snapshot& other) {
    std::vector<std::string> out;
    for (const auto& [id, name] : mine) {
      const auto same = others.find(id);
      if (other.find(name) != no_element && (same == others.end() || same->second != name)) out.push_back(id);
    }
    return out;
  };
  const std::vector<std::string> bad_ours = taken(of_ours, of_theirs, theirs),
                                 bad_theirs = taken(of_theirs, of_ours, ours);
  for (const std::string& id : bad_ours) of_ours.erase(id);
  for (const std::string& id : bad_theirs) of_theirs.erase(id);

  Names names;
  std::set<std::string> all;
  for (const auto& [id, name] : of_ours) all.insert(id);
  for (const auto& [id, name] : of_theirs) all.insert(id);
  for (const std::string& id : all) {
    const auto o = of_ours.find(id), t = of_theirs.find(id);
    const std::string &in_ours = o == of_ours.end() ? id : o->second,
                      &in_theirs = t == of_theirs.end() ? id : t->second;
    const std::string& name = o == of_ours.end() ? in_theirs : in_ours;
    names.base.emplace(name, id);
    names.ours.emplace(name, in_ours);
    names.theirs.emplace(name, in_theirs);
    exchange[0].emplace(id, name);
    if (in_ours != name) exchange[1].emplace(in_ours, name);
    if (in_theirs != name) exchange[2].emplace(in_theirs, name);
    if (o != of_ours.end() && t != of_theirs.end() && in_ours != in_theirs) {
      Conflict c;
      c.what = Conflict::What::renamed_twice;
      c.kept = Conflict::Kept::ours;
      const Element e = base.find(id);
      c.kind = base.kind(e);
      c.id = name;
      c.name = "id";
      c.base = json_string(id);
      c.ours = json_string(in_ours);
      c.theirs = json_string(in_theirs);
      for (auto [pointer, used] : {std::pair{&c.pointer_base, &id}, std::pair{&c.pointer_ours, &in_ours},
                                   std::pair{&c.pointer_theirs, &in_theirs}}) {
        append_pointer(*pointer, info(c.kind).member);
        append_pointer(*pointer, *used);
      }
      c.message = fmt::format("The {} \"{}\" is called \"{}\" by ours and \"{}\" by theirs. Ours is kept, in "
                              "every reference too.",
                              info(c.kind).title, id, in_ours, in_theirs);
      conflicts.push_back(std::move(c));
    }
  }
  return names;
}

} // namespace

Merged merge(const View& base, const View& ours, const View& theirs, Cancel cancel) {
  std::shared_ptr<const Snapshot> b = compare::whole_snapshot(base, cancel),
                                  o = compare::whole_snapshot(ours, cancel),
                                  t = compare::whole_snapshot(theirs, cancel);
  if (o->text() == t->text() || t->text() == b->text()) return {std::string(o->text()), {}};
  if (o->text() == b->text()) return {std::string(t->text()), {}};
  require_single(*b, "The base");
  require_single(*o, "Ours");
  require_single(*t, "Theirs");

  std::vector<Conflict> about_names;
  Ids exchange[3];
  const Names names = names_of(*b, *o, *t, cancel, exchange, about_names);
  std::shared_ptr<const Snapshot>* all[] = {&b, &o, &t};
  for (unsigned i = 0; i < 3; ++i)
    if (!exchange[i].empty()) *all[i] = read_again(compare::with_ids(**all[i], exchange[i]), cancel);

  std::set<std::string> known_problems;
  IdSet known_strangers;
  for (const Snapshot* side : {o.get(), t.get()})
    for (const Problem& p : side->problems()) {
      known_problems.insert(problem_key(*side, p));
      if (p.what == Problem::What::unknown_reference) known_strangers.insert(named_id(*side, p));
    }

  // An element that one side took out and the other needs comes back, with what it needs in turn.
  IdSet needed;
  Merged m;
  std::vector<Conflict> about_needed;
  for (unsigned round = 0;; ++round) {
    Merger merger(*b, *o, *t, names, needed, cancel);
    merger.run();
    m.text = apply_edits(o->text(), merger.edits);
    m.conflicts = about_names;
    std::move(merger.conflicts.begin(), merger.conflicts.end(), std::back_inserter(m.conflicts));
    const std::shared_ptr<const Snapshot> made = read_again(m.text, cancel);
    bool again = false;
    std::vector<Conflict> unsound;
    for (const Problem& p : made->problems()) {
      const std::string id = p.what == Problem::What::unknown_reference ? named_id(*made, p) : std::string();
      const std::string source(p.element == no_element ? std::string_view() : made->id(p.element));
      if (!id.empty() && !known_strangers.count(id) && b->find(id) != no_element && !needed.count(id) &&
          round < 16) {
        const bool ours_has = o->find(id) != no_element;
        const Snapshot& home = ours_has ? *o : *t;
        const Element e = home.find(id);
        if (e != no_element) {
          needed.insert(id);
          again = true;
          Conflict c;
          c.what = Conflict::What::deleted_but_needed;
          c.kept = ours_has ? Conflict::Kept::ours : Conflict::Kept::theirs;
          c.kind = home.kind(e);
          c.id = id;
          c.needed_by = source;
          const Node there{home.text(), home.body_at(e)};
          if (const Node title = Object(there).find("title"); title.is('"')) c.title = title.string();
          (ours_has ? c.ours : c.theirs) = there.raw();
          const Element was = b->find(id);
          c.base = Node{b->text(), b->body_at(was)}.raw();
          append_pointer(c.pointer_base, info(b->kind(was)).member);
          append_pointer(c.pointer_base, Names::of(names.base, id));
          std::string& pointer = ours_has ? c.pointer_ours : c.pointer_theirs;
          append_pointer(pointer, info(c.kind).member);
          append_pointer(pointer, Names::of(ours_has ? names.ours : names.theirs, id));
          c.message = fmt::format(
              "The {} \"{}\"{}: {} took it out, and \"{}\", which {} has, refers to it{}. It "
              "is kept.",
              info(c.kind).title, id, c.title.empty() ? "" : " (" + c.title + ")",
              ours_has ? "theirs" : "ours", source, ours_has ? "ours" : "theirs",
              p.relation == Relation::count_ ? std::string()
                                             : fmt::format(" under \"{}\"", info(p.relation).name));
          about_needed.push_back(std::move(c));
        }
        continue;
      }
      if (known_problems.count(problem_key(*made, p))) continue;
      if (unsound.size() >= most_unsound) continue;
      Conflict c;
      c.what = Conflict::What::not_valid;
      c.kept = Conflict::Kept::ours;
      c.kind = p.kind;
      c.id = source;
      c.code = problem_code(p.what);
      if (p.relation != Relation::count_) c.name = info(p.relation).name;
      if (p.attribute) c.name = p.attribute->name;
      c.message = fmt::format("Merged, the document has a problem that neither side has: {}",
                              problem_message(*made, p));
      unsound.push_back(std::move(c));
    }
    if (again) continue;
    std::move(about_needed.begin(), about_needed.end(), std::back_inserter(m.conflicts));
    std::move(unsound.begin(), unsound.end(), std::back_inserter(m.conflicts));
    return m;
  }
}

} // namespace northline
