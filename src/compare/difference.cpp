#include "compare/difference.hpp"

#include "base/json_pointer.hpp"
#include "base/json_text.hpp"
#include "compare/renames.hpp"
#include "compare/tree.hpp"
#include "compare/whole.hpp"
#include "model/places.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace northline {

using compare::document;
using compare::End;
using compare::ends_of;
using compare::Ids;
using compare::map_of;
using compare::MemberSort;
using compare::Node;
using compare::normal;
using compare::Object;
using compare::Shape;
using compare::sort_of;
using compare::whole_snapshot;

std::string_view name_of(Change::What w) {
  constexpr std::string_view names[] = {"added", "removed", "changed", "renamed"};
  return names[static_cast<unsigned>(w)];
}
std::string_view name_of(Change::Of o) {
  constexpr std::string_view names[] = {"element", "attribute", "relation", "member"};
  return names[static_cast<unsigned>(o)];
}

std::size_t Difference::count(Change::Of of, Change::What what) const {
  return static_cast<std::size_t>(std::count_if(
      changes.begin(), changes.end(), [&](const Change& c) { return c.of == of && c.what == what; }));
}

namespace {

std::string pointer_to(std::string_view base, std::string_view token) {
  std::string p(base);
  append_pointer(p, token);
  return p;
}

class Comparer {
public:
  Comparer(const Snapshot& a, const Snapshot& b, const Ids& ids, Cancel cancel)
      : a_(a), b_(b), ids_(ids), work_(cancel) {
    for (const auto& [old_id, id] : ids) old_ids_.emplace(id, old_id);
  }

  std::vector<Change> run() {
    const Object in_a(document(a_)), in_b(document(b_));
    root(in_a, in_b);
    for (unsigned k = 1; k < kind_count; ++k) map(static_cast<Kind>(k), in_a, in_b);
    return std::move(changes_);
  }

private:
  /// What all changes of one element share.
  struct Focus {
    Kind kind = Kind::strategy;
    std::string id, title, pointer_a, pointer_b;
  };

  static std::string title_of(const Object& o) {
    const Node n = o.find("title");
    return n.is('"') ? n.string() : std::string();
  }
  const std::string& old_id(const std::string& id) const {
    const auto i = old_ids_.find(id);
    return i == old_ids_.end() ? id : i->second;
  }

  Change& change(Change::What what, Change::Of of, const Focus& f) {
    Change c;
    c.what = what;
    c.of = of;
    c.kind = f.kind;
    c.id = f.id;
    c.title = f.title;
    changes_.push_back(std::move(c));
    return changes_.back();
  }
  void differs(Change::Of of, const Focus& f, std::string name, std::string target, std::string before,
               std::string after, std::string pointer_a, std::string pointer_b) {
    const Change::What what = before.empty()  ? Change::What::added
                              : after.empty() ? Change::What::removed
                                              : Change::What::changed;
    Change& c = change(what, of, f);
    c.name = std::move(name);
    c.target = std::move(target);
    if (!before.empty()) c.pointer_before = std::move(pointer_a);
    if (!after.empty()) c.pointer_after = std::move(pointer_b);
    c.before = std::move(before);
    c.after = std::move(after);
  }

  void root(const Object& in_a, const Object& in_b) {
    Focus f;
    f.id = std::string(b_.id(root_element));
    f.title = title_of(in_b);
    if (a_.id(root_element) != b_.id(root_element)) {
      Change& c = change(Change::What::renamed, Change::Of::element, f);
      c.old_id = std::string(a_.id(root_element));
      if (in_a.find("id").there()) c.pointer_before = "/id";
      if (in_b.find("id").there()) c.pointer_after = "/id";
    }
    members(in_a, in_b, Kind::strategy, f);
  }

  void map(Kind kind, const Object& in_a, const Object& in_b) {
    const Node map_a = map_of(a_, in_a, kind), map_b = map_of(b_, in_b, kind);
    if (map_a.raw() == map_b.raw() && ids_.empty()) return;
    const Object ea(map_a), eb(map_b);
    const std::string base = pointer_to("", info(kind).member);
    for (std::size_t i = 0; i < eb.size(); ++i) {
      work_.step();
      if (!eb.first_of_name(i)) continue;
      const std::string& id = eb[i].name;
      const Node x = ea.find(id), y = eb.node(i);
      Focus f{kind, id, {}, pointer_to(base, old_id(id)), pointer_to(base, id)};
      const bool renamed = x.there() && old_id(id) != id;
      if (x.there() && x.raw() == y.raw() && !renamed) continue;
      const Object body(y);
      f.title = title_of(body);
      if (!x.there()) {
        Change& c = change(Change::What::added, Change::Of::element, f);
        c.after = y.raw();
        c.pointer_after = f.pointer_b;
        continue;
      }
      if (renamed) {
        Change& c = change(Change::What::renamed, Change::Of::element, f);
        c.old_id = old_id(id);
        c.pointer_before = f.pointer_a;
        c.pointer_after = f.pointer_b;
      }
      if (x.object() && y.object()) {
        members(Object(x), body, kind, f);
      } else if (x.canonical() != y.canonical()) {
        Change& c = change(Change::What::changed, Change::Of::element, f);
        c.before = x.raw();
        c.after = y.raw();
        c.pointer_before = f.pointer_a;
        c.pointer_after = f.pointer_b;
      }
    }
    for (std::size_t i = 0; i < ea.size(); ++i) {
      if (eb.find(ea[i].name).there() || !ea.first_of_name(i)) continue;
      const Focus f{kind, ea[i].name, title_of(Object(ea.node(i))), pointer_to(base, ea[i].name), {}};
      Change& c = change(Change::What::removed, Change::Of::element, f);
      c.before = ea.node(i).raw();
      c.pointer_before = f.pointer_a;
    }
  }

  /// Members of the second in its order, then those that only the first has.
  void members(const Object& a, const Object& b, Kind kind, const Focus& f) {
    for (std::size_t i = 0; i < b.size(); ++i)
      if (b.first_of_name(i)) member(b[i].name, a.find(b[i].name), b.node(i), kind, f);
    for (std::size_t i = 0; i < a.size(); ++i)
      if (!b.find(a[i].name).there() && a.first_of_name(i))
        member(a[i].name, a.node(i), {b_.text()}, kind, f);
  }

  void member(const std::string& name, Node x, Node y, Kind kind, const Focus& f) {
    if (kind == Kind::strategy) {
      if (name == "id" || name == "layout") return;
      Kind map_kind;
      if (compare::is_map_of_elements(name, x, map_kind) && compare::is_map_of_elements(name, y, map_kind))
        return;
    }
    const MemberSort sort = sort_of(kind, name);
    if (!(sort.relation && !ids_.empty()) && x.raw() == y.raw()) return;
    const std::string pa = pointer_to(f.pointer_a, name), pb = pointer_to(f.pointer_b, name);
    if (sort.relation) {
      relation(*sort.relation, sort, name, x, y, f, pa, pb);
      return;
    }
    const Change::Of of = sort.attribute && name != "x" ? Change::Of::attribute : Change::Of::member;
    if (sort.shape == Shape::parts) {
      parts(of, name, x, y, f, pa, pb);
      return;
    }
    if (normal(sort, x) != normal(sort, y))
      differs(of, f, name, {}, std::string(x.raw()), std::string(y.raw()), pa, pb);
  }

  /// As deep as the reader lets a document be.
  void parts(Change::Of of, const std::string& name, Node x, Node y, const Focus& f, const std::string& pa,
             const std::string& pb) {
    if (!x.object() || !y.object()) {
      if (x.canonical() != y.canonical())
        differs(of, f, name, {}, std::string(x.raw()), std::string(y.raw()), pa, pb);
      return;
    }
    const Object a(x), b(y);
    const auto one = [&](const std::string& part, Node from, Node to) {
      work_.step();
      if (from.raw() != to.raw())
        parts(of, name + "/" + part, from, to, f, pointer_to(pa, part), pointer_to(pb, part));
    };
    for (std::size_t i = 0; i < b.size(); ++i)
      if (b.first_of_name(i)) one(b[i].name, a.find(b[i].name), b.node(i));
    for (std::size_t i = 0; i < a.size(); ++i)
      if (!b.find(a[i].name).there() && a.first_of_name(i)) one(a[i].name, a.node(i), {b_.text()});
  }

  void relation(const RelationInfo& relation, const MemberSort& sort, const std::string& name, Node x, Node y,
                const Focus& f, const std::string& pa, const std::string& pb) {
    std::vector<End> from, to;
    if (!ends_of(relation, x, from) || !ends_of(relation, y, to)) {
      if (normal(sort, x) != normal(sort, y))
        differs(Change::Of::relation, f, name, {}, std::string(x.raw()), std::string(y.raw()), pa, pb);
      return;
    }
    const auto pointer = [](Node n, const std::string& base, const std::string& id) {
      return n.object() ? pointer_to(base, id) : base;
    };
    std::vector<std::size_t> order(from.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](std::size_t i, std::size_t j) { return from[i].id < from[j].id; });
    std::vector<bool> met(from.size());
    for (const End& e : to) {
      work_.step();
      const auto found =
          std::lower_bound(order.begin(), order.end(), e.id,
                           [&](std::size_t i, const std::string& id) { return from[i].id < id; });
      const End* old = found != order.end() && from[*found].id == e.id ? &from[*found] : nullptr;
      if (old) met[*found] = true;
      if (!old || old->normal != e.normal)
        differs(Change::Of::relation, f, name, e.id, old ? old->normal : std::string(), e.normal,
                pointer(x, pa, old_id(e.id)), pointer(y, pb, e.id));
    }
    for (std::size_t i = 0; i < from.size(); ++i)
      if (!met[i])
        differs(Change::Of::relation, f, name, from[i].id, from[i].normal, {},
                pointer(x, pa, old_id(from[i].id)), {});
  }

  const Snapshot &a_, &b_;
  const Ids& ids_;
  std::map<std::string, std::string, std::less<>> old_ids_;
  Work work_;
  std::vector<Change> changes_;
};

/// Operations that lead from one document to another whose elements have the same ids.
class Patcher {
public:
  /// `apart`: elements of a map that only one side has are added or removed one by one.
  Patcher(const Snapshot& a, const Snapshot& b, Cancel cancel, bool apart = false)
      : a_(a), b_(b), work_(cancel), apart_(apart) {}
  std::string out = "[";
  struct Operation {
    std::string path, map, text;
  };
  std::vector<Operation> operations; ///< only when taken apart

  void move(const std::string& from, const std::string& to) {
    begin("move");
    append("from", from);
    append("path", to);
    out += "}";
  }
  void run() {
    const Object in_a(document(a_)), in_b(document(b_));
    members(in_a, in_b, Kind::strategy, {});
    for (unsigned k = 1; k < kind_count; ++k) {
      const Kind kind = static_cast<Kind>(k);
      const std::string_view name = info(kind).member;
      const Node x = in_a.find(name), y = in_b.find(name);
      const std::string base = pointer_to("", name);
      if (!x.object() || !y.object()) {
        if (x.there() && !x.object() && y.object())
          set("replace", base, y);
        else if (x.there() && !y.there() && !(apart_ && x.object()))
          remove(base);
        else if (!x.there() && y.object() && !apart_)
          set("add", base, y);
        else if (apart_ && y.object())
          each(y, base, [&](const std::string& pointer, Node one) {
            set("add", pointer, one);
            operations.back().map = base;
          });
        else if (apart_ && x.object())
          each(x, base, [&](const std::string& pointer, Node) { remove(pointer); });
        continue;
      }
      if (x.raw() == y.raw()) continue;
      const Object ea(x), eb(y);
      for (std::size_t i = 0; i < eb.size(); ++i) {
        work_.step();
        if (!eb.first_of_name(i)) continue;
        const Node from = ea.find(eb[i].name), to = eb.node(i);
        const std::string pointer = pointer_to(base, eb[i].name);
        if (!from.there())
          set("add", pointer, to);
        else if (from.object() && to.object())
          members(Object(from), Object(to), kind, pointer);
        else if (from.canonical() != to.canonical())
          set("replace", pointer, to);
      }
      for (std::size_t i = 0; i < ea.size(); ++i)
        if (!eb.find(ea[i].name).there() && ea.first_of_name(i)) remove(pointer_to(base, ea[i].name));
    }
  }
  std::string take() { return std::move(out) + (out.size() > 1 ? "\n]" : "]"); }

private:
  template <class F> void each(Node map, const std::string& base, F&& f) {
    const Object all(map);
    for (std::size_t i = 0; i < all.size(); ++i) {
      work_.step();
      if (all.first_of_name(i)) f(pointer_to(base, all[i].name), all.node(i));
    }
  }
  void end(const std::string& pointer) {
    out += "}";
    if (apart_) operations.push_back({pointer, {}, out.substr(begun_)});
  }
  void begin(std::string_view op) {
    out += out.size() > 1 ? ",\n  " : "\n  ";
    begun_ = out.size();
    out += "{\"op\": \"";
    out += op;
    out += "\"";
  }
  void append(std::string_view name, std::string_view text) {
    out += ", \"";
    out += name;
    out += "\": ";
    append_json_string(out, text);
  }
  void remove(const std::string& pointer) {
    begin("remove");
    append("path", pointer);
    end(pointer);
  }
  void set(std::string_view op, const std::string& pointer, Node value) {
    begin(op);
    append("path", pointer);
    out += ", \"value\": ";
    json::append_formatted(out, value.text, value.at, 0, {true, false});
    end(pointer);
  }
  void differ(const std::string& pointer, Node x, Node y) {
    if (!y.there())
      remove(pointer);
    else
      set(x.there() ? "replace" : "add", pointer, y);
  }

  void members(const Object& a, const Object& b, Kind kind, const std::string& base) {
    for (std::size_t i = 0; i < b.size(); ++i)
      if (b.first_of_name(i)) member(b[i].name, a.find(b[i].name), b.node(i), kind, base);
    for (std::size_t i = 0; i < a.size(); ++i)
      if (!b.find(a[i].name).there() && a.first_of_name(i))
        member(a[i].name, a.node(i), {b_.text()}, kind, base);
  }
  void member(const std::string& name, Node x, Node y, Kind kind, const std::string& base) {
    if (x.raw() == y.raw()) return;
    if (kind == Kind::strategy) {
      if (name == "layout") return;
      Kind map_kind;
      // A map of elements is gone through by run(); one side that is none is replaced here.
      if (compare::is_map_of_elements(name, y, map_kind)) return;
    }
    const MemberSort sort = sort_of(kind, name);
    const std::string pointer = pointer_to(base, name);
    if (sort.shape == Shape::parts) {
      parts(pointer, x, y);
      return;
    }
    if (normal(sort, x) == normal(sort, y)) return;
    if (sort.relation && x.object() && y.object()) {
      const Object from(x), to(y);
      if (!from.duplicates() && !to.duplicates()) {
        for (std::size_t i = 0; i < to.size(); ++i) {
          const std::size_t other = from.index(to[i].name);
          const Node before = other == Object::none ? Node{} : from.node(other);
          if (!before.there() || compare::normal_payload(*sort.relation, before) !=
                                     compare::normal_payload(*sort.relation, to.node(i)))
            differ(pointer_to(pointer, to[i].name), before, to.node(i));
        }
        for (std::size_t i = 0; i < from.size(); ++i)
          if (to.index(from[i].name) == Object::none) remove(pointer_to(pointer, from[i].name));
        return;
      }
    }
    differ(pointer, x, y);
  }
  void parts(const std::string& pointer, Node x, Node y) {
    work_.step();
    if (!x.object() || !y.object()) {
      if (x.canonical() != y.canonical()) differ(pointer, x, y);
      return;
    }
    const Object a(x), b(y);
    for (std::size_t i = 0; i < b.size(); ++i)
      if (b.first_of_name(i)) parts(pointer_to(pointer, b[i].name), a.find(b[i].name), b.node(i));
    for (std::size_t i = 0; i < a.size(); ++i)
      if (!b.find(a[i].name).there() && a.first_of_name(i)) remove(pointer_to(pointer, a[i].name));
  }

  const Snapshot &a_, &b_;
  Work work_;
  bool apart_;
  std::size_t begun_ = 0;
};

/// Which change belongs to which operation, and which operation needs which.
class Stepper {
public:
  Stepper(const Difference& d, Cancel cancel) : d_(d), work_(cancel) {
    for (std::size_t i = 0; i < d.changes.size(); ++i)
      of_element_[{d.changes[i].kind, d.changes[i].kind == Kind::strategy ? std::string() : d.changes[i].id}]
          .push_back(i);
  }

  void add(const std::string& path, std::string map, std::string operation) {
    work_.step();
    std::vector<std::string> way = pointer_tokens(path);
    Kind kind = Kind::strategy;
    std::string id;
    for (unsigned k = 1; k < kind_count && way.size() > 1; ++k)
      if (way[0] == info(static_cast<Kind>(k)).member) {
        kind = static_cast<Kind>(k);
        id = way[1];
        way.erase(way.begin(), way.begin() + 2);
        break;
      }
    ChangeStep s;
    s.operation = std::move(operation);
    s.map = std::move(map);
    if (const auto found = of_element_.find({kind, id}); found != of_element_.end())
      for (const std::size_t i : found->second)
        if (carries_out(way, d_.changes[i])) s.changes.push_back(i);
    for (const std::size_t i : s.changes) {
      const Change& c = d_.changes[i];
      if (c.of != Change::Of::element || c.kind == Kind::strategy) continue;
      if (c.what == Change::What::added) added_.emplace(c.id, steps_.size());
      if (c.what == Change::What::removed) removed_.emplace(c.id, steps_.size());
    }
    steps_.push_back(std::move(s));
  }

  std::vector<ChangeStep> take() {
    for (std::size_t s = 0; s < steps_.size(); ++s)
      for (const std::size_t i : steps_[s].changes) {
        work_.step();
        const Change& c = d_.changes[i];
        if (c.of == Change::Of::relation && !c.target.empty()) {
          if (!c.after.empty()) refers(s, c.target, true);
          if (!c.before.empty()) refers(s, c.target, false);
        } else if (c.of == Change::Of::element && c.kind != Kind::strategy) {
          if (c.what == Change::What::added) references(s, c.kind, c.after, true);
          if (c.what == Change::What::removed) references(s, c.kind, c.before, false);
        }
      }
    for (ChangeStep& s : steps_) {
      std::sort(s.needs.begin(), s.needs.end());
      s.needs.erase(std::unique(s.needs.begin(), s.needs.end()), s.needs.end());
    }
    return std::move(steps_);
  }

private:
  /// `way`: what the operation's pointer says within the element.
  static bool carries_out(const std::vector<std::string>& way, const Change& c) {
    if (c.of == Change::Of::element) {
      if (c.what == Change::What::renamed)
        return c.kind == Kind::strategy && way.size() == 1 && way[0] == "id";
      return way.empty();
    }
    if (way.empty()) return true;
    if (c.of == Change::Of::relation)
      return way[0] == c.name && (way.size() == 1 || c.target.empty() || way[1] == c.target);
    std::string joined = way[0];
    for (std::size_t i = 1; i < way.size(); ++i) joined += "/" + way[i];
    const auto inside = [](const std::string& outer, const std::string& inner) {
      return inner.compare(0, outer.size(), outer) == 0 &&
             (inner.size() == outer.size() || inner[outer.size()] == '/');
    };
    return inside(joined, c.name) || inside(c.name, joined);
  }
  /// ChangeStep s begins to refer to the target, or ends doing so.
  void refers(std::size_t s, const std::string& target, bool begins) {
    const auto& all = begins ? added_ : removed_;
    const auto found = all.find(target);
    if (found == all.end() || found->second == s) return;
    if (begins)
      steps_[s].needs.push_back(found->second);
    else
      steps_[found->second].needs.push_back(s);
  }
  void references(std::size_t s, Kind kind, const std::string& body, bool begins) {
    const Object o(Node{body, 0});
    std::vector<End> ends;
    for (std::size_t i = 0; i < o.size(); ++i) {
      const MemberSort sort = sort_of(kind, o[i].name);
      if (!sort.relation || !ends_of(*sort.relation, o.node(i), ends)) continue;
      for (const End& e : ends) refers(s, e.id, begins);
    }
  }

  const Difference& d_;
  Work work_;
  std::map<std::pair<Kind, std::string>, std::vector<std::size_t>> of_element_;
  std::map<std::string, std::size_t> added_, removed_; ///< step by the element's id
  std::vector<ChangeStep> steps_;
};

} // namespace

std::vector<ChangeStep> change_steps(const Difference& d, Cancel cancel) {
  const std::shared_ptr<const Snapshot> x = whole_snapshot(d.before, cancel),
                                        y = whole_snapshot(d.after, cancel);
  if (x->text() == y->text()) return {};
  Patcher p(*x, *y, cancel, true);
  p.run();
  Stepper all(d, cancel);
  for (Patcher::Operation& o : p.operations) all.add(o.path, std::move(o.map), std::move(o.text));
  return all.take();
}

std::vector<std::size_t> with_needs(const std::vector<ChangeStep>& all, std::size_t step) {
  std::vector<std::size_t> found = {step};
  std::set<std::size_t> met = {step};
  for (std::size_t i = 0; i < found.size(); ++i)
    for (const std::size_t n : all[found[i]].needs)
      if (met.insert(n).second) found.push_back(n);
  return {met.begin(), met.end()};
}

std::string patch_of(const std::vector<ChangeStep>& all, const std::vector<std::size_t>& which) {
  std::string patch = "[";
  std::set<std::string_view> maps;
  for (const std::size_t i : which) {
    if (!all[i].map.empty() && maps.insert(all[i].map).second) {
      patch += patch.size() > 1 ? "," : "";
      patch += "{\"op\": \"add\", \"path\": ";
      append_json_string(patch, all[i].map);
      patch += ", \"value\": {}}";
    }
    patch += patch.size() > 1 ? "," : "";
    patch += all[i].operation;
  }
  return patch + "]";
}

Difference difference(const View& a, const View& b, Cancel cancel) {
  std::shared_ptr<const Snapshot> x = whole_snapshot(a, cancel);
  const std::shared_ptr<const Snapshot> y = whole_snapshot(b, cancel);
  if (x->text() == y->text()) return {{}, View(x), View(y)};
  const Ids ids = compare::renamed(*x, *y, cancel);
  if (!ids.empty()) x = compare::read_again(compare::with_ids(*x, ids), cancel);
  Comparer c(*x, *y, ids, cancel);
  return {c.run(), View(x), View(y)};
}

std::string difference_patch(const View& a, const View& b, Cancel cancel) {
  std::shared_ptr<const Snapshot> x = whole_snapshot(a, cancel);
  const std::shared_ptr<const Snapshot> y = whole_snapshot(b, cancel);
  if (x->text() == y->text()) return "[]";
  const Ids ids = compare::renamed(*x, *y, cancel);
  Ids moved;
  std::string moves;
  if (!ids.empty()) {
    std::shared_ptr<const Snapshot> named = compare::read_again(compare::with_keys(*x, ids), cancel);
    Patcher p(*named, *y, cancel);
    for (const auto& [old_id, id] : ids) {
      const Element e = x->find(old_id);
      const std::string base = pointer_to("", info(x->kind(e)).member);
      p.move(pointer_to(base, old_id), pointer_to(base, id));
    }
    p.run();
    return p.take();
  }
  Patcher p(*x, *y, cancel);
  p.run();
  return p.take();
}

} // namespace northline
