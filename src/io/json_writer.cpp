#include "io/json_writer.hpp"

#include "base/json_text.hpp"
#include "base/sha256.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

namespace northline {
namespace {

struct Member {
  unsigned rank;
  std::size_t key_at, value_at;
};

constexpr unsigned rank_attribute = 100, rank_relation = 200, rank_kind = 300, rank_special = 400,
                   rank_unknown = 500;

/// Where a member of an element stands when it is written.
unsigned rank_of(Kind kind, std::string_view name) {
  if (const int a = find_attribute(kind, name); a >= 0) return rank_attribute + static_cast<unsigned>(a);
  if (const int r = find_relation(name); r >= 0) return rank_relation + static_cast<unsigned>(r);
  if (name == "x") return rank_special + 50;
  if (kind != Kind::strategy) return rank_unknown;
  if (name == "northline") return 0;
  if (name == "id") return 1;
  if (const int k = find_kind_member(name); k >= 0) return rank_kind + static_cast<unsigned>(k);
  constexpr std::string_view late[] = {"scenarios", "checks", "scoring", "overlaps", "layout"};
  for (unsigned i = 0; i < std::size(late); ++i)
    if (late[i] == name) return rank_special + i;
  return rank_unknown;
}
constexpr unsigned rank_layout = rank_special + 4;

std::vector<Member> members(std::string_view text, std::size_t body, Kind kind) {
  std::vector<Member> list;
  std::string scratch;
  for (json::Walker w(text, body); w.next();)
    list.push_back({rank_of(kind, json::decode(w.raw_key(), scratch)), w.key_at(), w.value_at()});
  std::stable_sort(list.begin(), list.end(),
                   [](const Member& a, const Member& b) { return a.rank < b.rank; });
  return list;
}

class Writer {
public:
  Writer(const View& v, const WriteOptions& o) : v_(v), o_(o) {}

  std::string run() {
    const View::Where root = v_.where(root_element);
    const std::string_view t = root.home->text();
    open();
    bool kinds_done = false;
    for (const Member& m : members(t, root.home->body_at(root.local), Kind::strategy)) {
      if (m.rank >= rank_kind && m.rank < rank_special) continue; // from the base, below
      if (m.rank >= rank_special && !kinds_done) {
        kinds();
        kinds_done = true;
      }
      if (m.rank == rank_layout && !o_.layout) continue;
      key(t, m.key_at);
      json::append_formatted(out_, t, m.value_at, depth_, {o_.compact, m.rank < rank_special});
    }
    if (!kinds_done) kinds();
    close();
    if (!o_.compact) out_.push_back('\n');
    return std::move(out_);
  }

  void element(const Snapshot& s, Element local) {
    const std::string_view t = s.text();
    open();
    for (const Member& m : members(t, s.body_at(local), s.kind(local))) {
      key(t, m.key_at);
      json::append_formatted(out_, t, m.value_at, depth_, {o_.compact, m.rank < rank_special});
    }
    close();
  }
  std::string take() { return std::move(out_); }

private:
  void kinds() {
    const Snapshot& base = v_.base();
    const std::string_view t = base.text();
    const auto list = members(t, base.body_at(root_element), Kind::strategy);
    for (unsigned k = 1; k < kind_count; ++k) {
      const Kind kind = static_cast<Kind>(k);
      bool first_map = true;
      for (const Member& m : list) {
        if (m.rank != rank_kind + k) continue;
        key(t, m.key_at);
        if (first_map && t[m.value_at] == '{')
          kind_map(kind, m.value_at);
        else // a second map of the same kind is not part of the model; it is written back as it was found
          json::append_formatted(out_, t, m.value_at, depth_, {o_.compact, false});
        first_map = false;
      }
      if (first_map && v_.overlay()) {
        bool any = false;
        v_.overlay()->each_added(kind, [&](Element) { any = true; });
        if (any) {
          name(info(kind).member);
          kind_map(kind, 0);
        }
      }
    }
  }

  void kind_map(Kind kind, std::size_t at) {
    const Snapshot& base = v_.base();
    const std::string_view t = base.text();
    const Overlay* o = v_.overlay();
    open();
    Element e = base.first(kind);
    if (at != 0)
      for (json::Walker w(t, at); w.next(); ++e) {
        if (o && o->removed(e)) continue;
        key(t, w.key_at());
        if (o && o->overlaid(e))
          element(o->delta(), o->local(e));
        else if (t[w.value_at()] == '{')
          element(base, e);
        else
          json::append_formatted(out_, t, w.value_at(), depth_, {o_.compact, false});
      }
    if (o)
      o->each_added(kind, [&](Element added) {
        name(v_.id(added));
        element(o->delta(), o->local(added));
      });
    close();
  }

  void open() {
    out_.push_back('{');
    ++depth_;
    first_ = true;
  }
  void close() {
    --depth_;
    if (!first_ && !o_.compact) line();
    out_.push_back('}');
    first_ = false;
  }
  void line() {
    out_.push_back('\n');
    out_.append(depth_ * 2, ' ');
  }
  void separate() {
    if (!first_) out_.push_back(',');
    first_ = false;
    if (!o_.compact) line();
  }
  void key(std::string_view t, std::size_t at) {
    separate();
    out_.append(t, at, json::skip_string(t, at) - at);
    out_ += o_.compact ? ":" : ": ";
  }
  void name(std::string_view id) {
    separate();
    append_json_string(out_, id);
    out_ += o_.compact ? ":" : ": ";
  }

  const View& v_;
  WriteOptions o_;
  std::string out_;
  unsigned depth_ = 0;
  bool first_ = true;
};

} // namespace

std::string write_json(const View& v, const WriteOptions& o) { return Writer(v, o).run(); }

std::string canonical_json(const View& v) {
  const std::string written = write_json(v, {true, false});
  std::string out;
  json::append_canonical(out, written, 0);
  return out;
}

std::string document_hash(const View& v) { return sha256_hex(canonical_json(v)); }

std::string element_json(const View& v, Element e) {
  const View::Where w = v.where(e);
  Writer writer(v, {true, true});
  writer.element(*w.home, w.local);
  return writer.take();
}

} // namespace northline
