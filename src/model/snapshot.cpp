#include "model/snapshot.hpp"

#include "base/fetch.hpp"
#include "base/json_text.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace northline {

std::uint32_t id_hash(std::string_view s) {
  std::uint64_t h = 0x9E3779B97F4A7C15ULL ^ s.size();
  const auto mix = [&h](std::uint64_t w) {
    h = (h ^ w) * 0xD6E8FEB86659FD93ULL;
    h ^= h >> 32;
  };
  std::size_t i = 0;
  for (; i + 8 <= s.size(); i += 8) {
    std::uint64_t w = 0;
    std::memcpy(&w, s.data() + i, 8);
    mix(w);
  }
  // The rest by words of a fixed size that may overlap: copying a variable length is a call.
  if (i < s.size()) {
    std::uint64_t w = 0;
    if (s.size() >= 8) {
      std::memcpy(&w, s.data() + s.size() - 8, 8);
    } else if (s.size() >= 4) {
      std::uint32_t low = 0, high = 0;
      std::memcpy(&low, s.data(), 4);
      std::memcpy(&high, s.data() + s.size() - 4, 4);
      w = low | std::uint64_t{high} << 32;
    } else {
      for (const char c : s) w = w << 8 | static_cast<unsigned char>(c);
    }
    mix(w);
  }
  h *= 0x94D049BB133111EBULL;
  return static_cast<std::uint32_t>(h >> 32);
}

std::string_view Snapshot::id(Element e) const {
  if (e == root_element) return root_id_;
  const std::string_view t = text();
  const std::size_t at = key_at_[e];
  const std::size_t end = json::plain_end(t, at + 1);
  if (t[end] == '"') return t.substr(at + 1, end - at - 1);
  return escaped_ids_.at(key_at_[e]);
}

bool Snapshot::id_is(Element e, std::string_view id) const {
  if (e == root_element) return id == root_id_;
  const std::string_view t = text();
  const std::size_t at = key_at_[e] + std::size_t{1};
  if (at + id.size() < t.size() && t[at + id.size()] == '"' &&
      std::memcmp(t.data() + at, id.data(), id.size()) == 0 &&
      (escaped_ids_.empty() || std::memchr(id.data(), '\\', id.size()) == nullptr))
    return true;
  return !escaped_ids_.empty() && this->id(e) == id;
}

Element Snapshot::probe(std::string_view id, std::uint32_t hash) const {
  if (!sorted_ids_.empty()) {
    const auto it = std::lower_bound(sorted_ids_.begin(), sorted_ids_.end(), id,
                                     [this](Element e, std::string_view x) { return this->id(e) < x; });
    return it != sorted_ids_.end() && this->id(*it) == id ? *it : no_element;
  }
  if (id_slots_.empty()) return no_element;
  const std::size_t mask = id_slots_.size() - 1;
  const std::uint32_t tag = hash;
  for (std::size_t i = hash & mask; id_slots_[i].element != 0; i = (i + 1) & mask)
    if (id_slots_[i].tag == tag && id_is(id_slots_[i].element - 1, id)) return id_slots_[i].element - 1;
  return no_element;
}

Element Snapshot::find(std::string_view id) const { return probe(id, id_hash(id)); }

void Snapshot::index_ids(const std::vector<std::uint32_t>& hashes) {
  const std::uint32_t n = size();
  id_slots_.assign(std::bit_ceil(std::size_t{n} * 2), {0, 0});
  const std::size_t mask = id_slots_.size() - 1;
  constexpr std::uint32_t batch = 16;
  constexpr std::size_t longest_probe = 512;
  for (std::uint32_t from = 0; from < n; from += batch) {
    const std::uint32_t to = std::min(n, from + batch);
    for (std::uint32_t e = from; e < to; ++e) fetch(&id_slots_[hashes[e] & mask]);
    for (std::uint32_t e = from; e < to; ++e) {
      const std::uint32_t tag = hashes[e];
      std::size_t i = tag & mask, steps = 0;
      bool twin = false;
      for (; id_slots_[i].element != 0; i = (i + 1) & mask) {
        if (id_slots_[i].tag == tag && id_is(id_slots_[i].element - 1, id(e))) {
          twin = true;
          break;
        }
        if (++steps > longest_probe) break;
      }
      if (twin) {
        if (dead_.empty()) dead_.assign(n, false);
        // Kinds are numbered in the registry's order, not the document's: the earlier one in the text stays.
        const Element first = id_slots_[i].element - 1;
        if (first != root_element && key_at_[e] < key_at_[first]) {
          dead_[first] = true;
          id_slots_[i].element = e + 1;
        } else {
          dead_[e] = true;
        }
        continue;
      }
      if (steps > longest_probe) { // ids made to collide: fall back to order, which nobody can attack
        id_slots_.clear();
        std::vector<Element> all(n);
        for (std::uint32_t k = 0; k < n; ++k) all[k] = k;
        std::sort(all.begin(), all.end(), [this](Element a, Element b) {
          const std::string_view x = id(a), y = id(b);
          if (x != y) return x < y;
          if (a == root_element || b == root_element) return a == root_element && b != root_element;
          return key_at_[a] < key_at_[b];
        });
        dead_.assign(n, false);
        bool any = false;
        for (const Element k : all) {
          if (!sorted_ids_.empty() && id(sorted_ids_.back()) == id(k))
            any = dead_[k] = true;
          else
            sorted_ids_.push_back(k);
        }
        if (!any) dead_.clear();
        return;
      }
      id_slots_[i] = {tag, e + 1};
    }
  }
}

std::size_t Snapshot::body_at(Element e) const {
  if (e == root_element) return document_at_;
  const std::string_view t = text();
  std::size_t at = json::skip_space(t, json::skip_string(t, key_at_[e]));
  return json::skip_space(t, at + 1);
}

std::size_t Snapshot::member_at(DocumentMember m) const {
  const std::size_t key = member_key_at_[static_cast<unsigned>(m)];
  if (key == 0) return 0;
  const std::string_view t = text();
  return json::skip_space(t, json::skip_space(t, json::skip_string(t, key)) + 1);
}

std::uint64_t Snapshot::edge_count() const {
  std::uint64_t n = 0;
  for (const EdgeTable& t : edges_) n += t.size();
  return n;
}

Quantity Snapshot::special_quantity(double cell) const {
  const std::int64_t i = special_index(cell);
  if (i < 0) return {};
  const Special& s = specials_[static_cast<std::size_t>(i)];
  return {s.low, s.likely, s.high, true};
}

} // namespace northline
