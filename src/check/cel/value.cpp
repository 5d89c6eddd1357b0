#include "check/cel/value.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace northline::cel {

std::string with_article(std::string_view noun) {
  const bool vowel = !noun.empty() && std::string_view("aeio").find(noun[0]) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(noun);
}

std::string capital(std::string words) {
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

std::string_view type_name(Kind k) {
  switch (k) {
  case Kind::error:
    return "error";
  case Kind::null:
    return "null_type";
  case Kind::boolean:
    return "bool";
  case Kind::integer:
    return "int";
  case Kind::natural:
    return "uint";
  case Kind::real:
    return "double";
  case Kind::text:
    return "string";
  case Kind::bytes:
    return "bytes";
  case Kind::list:
    return "list";
  case Kind::map:
    return "map";
  case Kind::timestamp:
    return "google.protobuf.Timestamp";
  case Kind::duration:
    return "google.protobuf.Duration";
  case Kind::type:
    return "type";
  case Kind::object:
    return "object";
  }
  return "error";
}

void Meter::out_of_steps() { throw Exhausted("The expression takes more steps than it is allowed."); }
void Meter::out_of_memory() {
  throw Exhausted("The expression makes more values than it is allowed memory for.");
}

namespace {

constexpr double two_to_63 = 9223372036854775808.0, two_to_64 = 18446744073709551616.0;

template <class T> Order order(T a, T b) {
  return a < b ? Order::less : b < a ? Order::greater : a == b ? Order::same : Order::none;
}
Order reversed(Order o) { return o == Order::less ? Order::greater : o == Order::greater ? Order::less : o; }
// The bounds come first: a double beyond the whole numbers equals none of them.
Order order(double a, std::int64_t b) {
  if (a < -two_to_63) return Order::less;
  if (a > two_to_63) return Order::greater;
  return order(a, static_cast<double>(b));
}
Order order(double a, std::uint64_t b) {
  if (a < 0) return Order::less;
  if (a > two_to_64) return Order::greater;
  return order(a, static_cast<double>(b));
}
Order order(std::int64_t a, std::uint64_t b) {
  return a < 0 ? Order::less : order(static_cast<std::uint64_t>(a), b);
}

bool is_number(Kind k) { return k == Kind::integer || k == Kind::natural || k == Kind::real; }

Order order_of_numbers(const Value& a, const Value& b) {
  switch (a.kind()) {
  case Kind::integer:
    return b.is(Kind::integer)   ? order(a.as_integer(), b.as_integer())
           : b.is(Kind::natural) ? order(a.as_integer(), b.as_natural())
                                 : reversed(order(b.as_real(), a.as_integer()));
  case Kind::natural:
    return b.is(Kind::natural)   ? order(a.as_natural(), b.as_natural())
           : b.is(Kind::integer) ? reversed(order(b.as_integer(), a.as_natural()))
                                 : reversed(order(b.as_real(), a.as_natural()));
  default:
    return b.is(Kind::real)      ? order(a.as_real(), b.as_real())
           : b.is(Kind::integer) ? order(a.as_real(), b.as_integer())
                                 : order(a.as_real(), b.as_natural());
  }
}

/// Keys sorted: booleans, numbers, texts.
int rank(const Value& v) { return v.is(Kind::boolean) ? 0 : v.is(Kind::text) ? 2 : 1; }
bool key_less(const Value& a, const Value& b) {
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  if (a.is(Kind::boolean)) return a.as_boolean() < b.as_boolean();
  if (a.is(Kind::text)) return a.as_text() < b.as_text();
  return order_of_numbers(a, b) == Order::less;
}

} // namespace

bool compare(const Value& a, const Value& b, Meter& meter, Order& out) {
  if (is_number(a.kind()) && is_number(b.kind())) {
    out = order_of_numbers(a, b);
    return true;
  }
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
  case Kind::boolean:
    out = order(a.as_boolean(), b.as_boolean());
    return true;
  case Kind::text: // UTF-8 sorts as code points do
  case Kind::bytes: {
    meter.step(std::min(a.as_text().size(), b.as_text().size()) / 64);
    const int c = a.as_text().compare(b.as_text());
    out = order(c, 0);
    return true;
  }
  case Kind::timestamp:
  case Kind::duration:
    out = a.as_time() < b.as_time() ? Order::less : b.as_time() < a.as_time() ? Order::greater : Order::same;
    return true;
  default:
    return false;
  }
}

bool equal(const Value& a, const Value& b, Meter& meter) {
  meter.step();
  if (is_number(a.kind()) && is_number(b.kind())) return order_of_numbers(a, b) == Order::same;
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
  case Kind::error:
    return false;
  case Kind::null:
    return true;
  case Kind::boolean:
    return a.as_boolean() == b.as_boolean();
  case Kind::text:
  case Kind::bytes:
    if (a.as_text().size() == b.as_text().size()) meter.step(a.as_text().size() / 64);
    return a.as_text() == b.as_text();
  case Kind::type:
    return a.as_text() == b.as_text();
  case Kind::timestamp:
  case Kind::duration:
    return a.as_time() == b.as_time();
  case Kind::list: {
    const List &x = a.as_list(), &y = b.as_list();
    if (x.size() != y.size()) return false;
    for (std::size_t i = 0; i < x.size(); ++i)
      if (!equal(x[i], y[i], meter)) return false;
    return true;
  }
  case Kind::map: {
    const Map &x = a.as_map(), &y = b.as_map();
    if (x.size() != y.size()) return false;
    for (const auto& [key, value] : x.entries()) {
      const Value* other = y.find(key, meter);
      if (!other || !equal(value, *other, meter)) return false;
    }
    return true;
  }
  case Kind::object:
    return &a.host() == &b.host() && a.object_type() == b.object_type() && a.handle() == b.handle();
  default:
    return false;
  }
}

std::shared_ptr<const Map> Map::make(std::vector<Entry> entries, Meter& meter, std::string& problem) {
  for (const Entry& e : entries) {
    const Kind k = e.first.kind();
    if (k == Kind::boolean || k == Kind::integer || k == Kind::natural || k == Kind::text) continue;
    problem = "A map's key is a bool, an int, a uint or a string, not " + with_article(type_name(k)) + ".";
    return nullptr;
  }
  meter.allocate(64 + entries.size() * (sizeof(Entry) + 4));
  // Comparing keys is what building a map costs.
  std::size_t bits = 1;
  while (entries.size() >> bits) ++bits;
  meter.step(entries.size() * bits);
  auto m = std::make_shared<Map>();
  m->order_.resize(entries.size());
  std::iota(m->order_.begin(), m->order_.end(), std::uint32_t{0});
  std::sort(m->order_.begin(), m->order_.end(),
            [&](std::uint32_t a, std::uint32_t b) { return key_less(entries[a].first, entries[b].first); });
  for (std::size_t i = 1; i < m->order_.size(); ++i)
    if (!key_less(entries[m->order_[i - 1]].first, entries[m->order_[i]].first)) {
      problem = "The map names a key twice.";
      return nullptr;
    }
  m->entries_ = std::move(entries);
  return m;
}

const Value* Map::find(const Value& key, Meter& meter) const {
  meter.step(1 + order_.size() / 1024);
  Value wanted = key;
  if (key.is(Kind::real)) {
    const double d = key.as_real();
    if (d != std::trunc(d)) return nullptr; // NaN too
    if (d >= -two_to_63 && d < two_to_63)
      wanted = Value::integer(static_cast<std::int64_t>(d));
    else if (d > 0 && d < two_to_64)
      wanted = Value::natural(static_cast<std::uint64_t>(d));
    else
      return nullptr;
  } else if (!key.is(Kind::boolean) && !key.is(Kind::integer) && !key.is(Kind::natural) &&
             !key.is(Kind::text)) {
    return nullptr;
  }
  const auto i =
      std::lower_bound(order_.begin(), order_.end(), wanted,
                       [&](std::uint32_t at, const Value& v) { return key_less(entries_[at].first, v); });
  if (i == order_.end() || key_less(wanted, entries_[*i].first)) return nullptr;
  return &entries_[*i].second;
}

} // namespace northline::cel
