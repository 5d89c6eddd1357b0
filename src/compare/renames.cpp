#include "compare/renames.hpp"

#include "base/json_text.hpp"
#include "compare/tree.hpp"
#include "io/json_edit.hpp"

#include <algorithm>

namespace northline::compare {
namespace {

std::uint64_t hash_of(std::string_view s) {
  std::uint64_t h = 0xcbf29ce484222325ULL;
  for (const char c : s) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  h ^= h >> 32;
  h *= 0x9E3779B97F4A7C15ULL;
  return h ^ (h >> 29);
}

/// An element without a namesake, and what it says as numbers.
struct Candidate {
  std::string id, title;
  std::vector<std::uint64_t> says; ///< sorted
  std::uint64_t all = 0;
  bool matched = false;
};

/// A document with a million relations in one element is compared by the first of them.
constexpr std::size_t most_features = 4096;
/// What more elements than this say tells nothing about which of them it is.
constexpr std::size_t most_holders = 8;

Candidate candidate(Kind kind, const std::string& id, Node node) {
  Candidate c{id, {}, {}, 0, false};
  const Object o(node);
  std::vector<End> ends;
  for (std::size_t i = 0; i < o.size() && c.says.size() < most_features; ++i) {
    const MemberSort sort = sort_of(kind, o[i].name);
    const Node value = o.node(i);
    const std::string name = o[i].name + '\x1f';
    if (o[i].name == "title" && value.is('"')) c.title = value.string();
    if (sort.relation && ends_of(*sort.relation, value, ends)) {
      for (const End& e : ends) {
        if (c.says.size() >= most_features) break;
        c.says.push_back(hash_of(name + e.id + '\x1f' + e.normal));
      }
    } else {
      c.says.push_back(hash_of(name + normal(sort, value)));
    }
  }
  std::sort(c.says.begin(), c.says.end());
  for (const std::uint64_t h : c.says) c.all = (c.all ^ h) * 0x100000001b3ULL + 1;
  return c;
}

/// Pairs candidates whose key nobody else on either side has.
template <class Key>
void pair_unique(std::vector<Candidate>& a, std::vector<Candidate>& b, Ids& ids, Key key) {
  using Keyed = std::pair<decltype(key(a.front())), std::size_t>;
  const auto keyed = [&](const std::vector<Candidate>& list) {
    std::vector<Keyed> out;
    for (std::size_t i = 0; i < list.size(); ++i)
      if (!list[i].matched && key(list[i]) != decltype(key(list[i]))()) out.push_back({key(list[i]), i});
    std::sort(out.begin(), out.end());
    return out;
  };
  const std::vector<Keyed> in_a = keyed(a), in_b = keyed(b);
  const auto alone = [](const std::vector<Keyed>& list, std::size_t i) {
    return (i == 0 || list[i - 1].first != list[i].first) &&
           (i + 1 == list.size() || list[i + 1].first != list[i].first);
  };
  for (std::size_t i = 0, j = 0; i < in_a.size() && j < in_b.size();) {
    if (in_a[i].first < in_b[j].first) {
      ++i;
    } else if (in_b[j].first < in_a[i].first) {
      ++j;
    } else {
      if (alone(in_a, i) && alone(in_b, j)) {
        Candidate &x = a[in_a[i].second], &y = b[in_b[j].second];
        x.matched = y.matched = true;
        ids.emplace(x.id, y.id);
      }
      ++i; // equal ones that follow are not alone
    }
  }
}

/// Pairs what says mostly the same: two thirds of all that either says, and at least three things.
void pair_similar(std::vector<Candidate>& a, std::vector<Candidate>& b, Ids& ids) {
  std::vector<std::pair<std::uint64_t, std::size_t>> holders;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!a[i].matched)
      for (const std::uint64_t h : a[i].says) holders.push_back({h, i});
  std::sort(holders.begin(), holders.end());
  struct Best {
    double share = 0;
    std::size_t other = 0;
    bool tie = false;
    void offer(double s, std::size_t o) {
      if (s > share) {
        share = s;
        other = o;
        tie = false;
      } else if (s == share) {
        tie = true;
      }
    }
  };
  std::vector<Best> of_a(a.size()), of_b(b.size());
  std::vector<std::size_t> met;
  for (std::size_t j = 0; j < b.size(); ++j) {
    if (b[j].matched) continue;
    met.clear();
    for (const std::uint64_t h : b[j].says) {
      const auto first = std::lower_bound(holders.begin(), holders.end(), std::pair{h, std::size_t{0}});
      std::size_t n = 0;
      for (auto k = first; k != holders.end() && k->first == h && n <= most_holders; ++k) ++n;
      if (n > most_holders) continue;
      for (std::size_t k = 0; k < n; ++k) met.push_back((first + static_cast<std::ptrdiff_t>(k))->second);
    }
    std::sort(met.begin(), met.end());
    for (std::size_t k = 0; k < met.size();) {
      std::size_t end = k;
      while (end < met.size() && met[end] == met[k]) ++end;
      const std::size_t i = met[k], shared = end - k;
      const std::size_t all = a[i].says.size() + b[j].says.size() - shared;
      if (shared >= 3 && shared * 3 >= all * 2) {
        const double share = static_cast<double>(shared) / static_cast<double>(all);
        of_a[i].offer(share, j);
        of_b[j].offer(share, i);
      }
      k = end;
    }
  }
  for (std::size_t j = 0; j < b.size(); ++j) {
    const Best& best = of_b[j];
    if (best.share == 0 || best.tie || of_a[best.other].tie || of_a[best.other].other != j) continue;
    a[best.other].matched = b[j].matched = true;
    ids.emplace(a[best.other].id, b[j].id);
  }
}

class Rewriter {
public:
  Rewriter(std::string_view text, const Ids& ids) : text_(text), ids_(ids) {}
  std::vector<TextEdit> edits;

  void keys(Node map) {
    if (!map.object()) return;
    for (json::Walker w(text_, map.at); w.next();) exchange(w.key_at());
  }
  /// The ends of an element's relations.
  void ends(Node element) {
    if (!element.object()) return;
    std::string scratch;
    for (json::Walker w(text_, element.at); w.next();)
      if (find_relation(json::decode(w.raw_key(), scratch)) >= 0) names({text_, w.value_at()});
  }
  /// A document, or what a scenario sets in one.
  void whole(Node node) {
    if (!node.object()) return;
    std::string scratch;
    Kind kind;
    ends(node);
    for (json::Walker w(text_, node.at); w.next();) {
      const Node value{text_, w.value_at()};
      const std::string name(json::decode(w.raw_key(), scratch));
      if (is_map_of_elements(name, value, kind)) {
        keys(value);
        for (json::Walker e(text_, value.at); e.next();) ends({text_, e.value_at()});
      } else if (name == "scenarios" && value.object()) {
        for (json::Walker s(text_, value.at); s.next();) {
          const Object scenario({text_, s.value_at()});
          keys(scenario.find("evaluations"));
          whole(scenario.find("set"));
        }
      } else if (name == "layout") {
        keys(value);
      } else if (name == "overlaps") {
        keys(value);
        if (value.object())
          for (json::Walker a(text_, value.at); a.next();) pairs({text_, a.value_at()});
      } else if (name == "scoring") {
        const Object evaluation(Object(value).find("evaluation"));
        keys(evaluation.find("importance"));
        const Object labels(evaluation.find("labels"));
        keys(labels.find("importance"));
        const Node contributions = labels.find("contributions");
        keys(contributions);
        if (contributions.object())
          for (json::Walker c(text_, contributions.at); c.next();) keys({text_, c.value_at()});
      } else if (name == "checks") {
        const Node list = Object(value).find("suppress");
        if (list.is('['))
          for (json::Walker s(text_, list.at); s.next();)
            names(Object({text_, s.value_at()}).find("element"));
      }
    }
  }

private:
  /// A relation's value, or a member that names one element.
  void names(Node value) {
    if (value.is('"')) exchange(value.at);
    if (value.is('['))
      for (json::Walker w(text_, value.at); w.next();)
        if (text_[w.value_at()] == '"') exchange(w.value_at());
    if (value.object()) keys(value);
  }
  /// An audience's channels that overlap: keys, and names within.
  void pairs(Node value) {
    if (value.object()) {
      keys(value);
      for (json::Walker w(text_, value.at); w.next();) pairs({text_, w.value_at()});
    } else if (value.is('[')) {
      for (json::Walker w(text_, value.at); w.next();) pairs({text_, w.value_at()});
    } else if (value.is('"')) {
      exchange(value.at);
    }
  }
  void exchange(std::size_t at) {
    std::string scratch;
    const auto found = ids_.find(json::string_at(text_, at, scratch));
    if (found == ids_.end()) return;
    std::string written;
    append_json_string(written, found->second);
    edits.push_back({at, json::skip_string(text_, at) - at, std::move(written)});
  }

  std::string_view text_;
  const Ids& ids_;
};

} // namespace

Ids renamed(const Snapshot& a, const Snapshot& b, Cancel cancel) {
  Ids ids;
  const Object in_a(document(a)), in_b(document(b));
  Work work(cancel);
  for (unsigned k = 1; k < kind_count; ++k) {
    const Kind kind = static_cast<Kind>(k);
    const Node map_a = map_of(a, in_a, kind), map_b = map_of(b, in_b, kind);
    if (!map_a.there() || !map_b.there() || map_a.raw() == map_b.raw()) continue;
    // An id that the other document has at all, whatever its kind there, has not become another one.
    const auto gather = [&](const Object& map, const Snapshot& other) {
      std::vector<Candidate> list;
      for (std::size_t i = 0; i < map.size(); ++i) {
        work.step();
        if (map.node(i).object() && other.find(map[i].name) == no_element && map.first_of_name(i))
          list.push_back(candidate(kind, map[i].name, map.node(i)));
      }
      return list;
    };
    std::vector<Candidate> gone = gather(Object(map_a), b), fresh = gather(Object(map_b), a);
    if (gone.empty() || fresh.empty()) continue;
    pair_unique(gone, fresh, ids, [](const Candidate& c) { return c.all; });
    pair_unique(gone, fresh, ids, [](const Candidate& c) { return std::string_view(c.title); });
    pair_similar(gone, fresh, ids);
  }
  return ids;
}

std::string with_ids(const Snapshot& s, const Ids& ids) {
  Rewriter r(s.text(), ids);
  r.whole(document(s));
  sort_edits(r.edits);
  return apply_edits(s.text(), r.edits);
}

std::string with_keys(const Snapshot& s, const Ids& ids) {
  Rewriter r(s.text(), ids);
  const Object whole(document(s));
  for (unsigned k = 1; k < kind_count; ++k) r.keys(map_of(s, whole, static_cast<Kind>(k)));
  sort_edits(r.edits);
  return apply_edits(s.text(), r.edits);
}

} // namespace northline::compare
