// Comparisons as they are written. Whoever judges wants it to count, so what cannot be followed is refused
// with its place.
#include "base/error.hpp"
#include "base/json_text.hpp"
#include "base/text.hpp"
#include "facts/pairwise.hpp"
#include "model/places.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <unordered_map>

namespace northline {
namespace {

constexpr std::string_view dimensions[] = {"direction", "need",        "grounding",      "audience",
                                           "means",     "measurement", "accountability", "governance",
                                           "readiness", "timing"};
constexpr double least_ratio = 1e-9, greatest_ratio = 1e9;
/// Published matrices round 1/7 to 0.14: so far two entries for one pair may be from reciprocal.
constexpr double rounding = 0.05;

class Reader {
public:
  Reader(std::string_view text, std::span<const std::string_view> names, bool hierarchy)
      : text_(text), names_(names), hierarchy_(hierarchy) {}

  Comparisons set(std::size_t at, const std::string& pointer, const Comparisons* above, unsigned depth) {
    if (depth > 50) refuse(at, pointer, "Comparisons may lie within comparisons 50 deep.");
    Comparisons c;
    c.at = at;
    c.pointer = pointer;
    if (above) {
      c.method = above->method;
      c.completion = above->completion;
      c.table = above->table;
      c.random_index = above->random_index;
    } else {
      c.table = &random_index_tables()[0];
    }
    std::size_t judgements = 0, matrix = 0, values = 0, below = 0;
    index_.clear();
    object(at, pointer, [&](const std::string& name, std::size_t v, const std::string& where) {
      if (name == "items")
        items(c, v, where);
      else if (name == "judgements")
        judgements = v;
      else if (name == "matrix")
        matrix = v;
      else if (name == "values")
        values = v;
      else if (name == "method")
        method(c, v, where);
      else if (name == "completion")
        completion(c, v, where);
      else if (name == "random_index")
        random_index(c, v, where);
      else if (name == "below" && hierarchy_)
        below = v;
      else if (name != "title" && name != "source" && name != "x")
        refuse(v, where,
               fmt::format(
                   "Comparisons have no member \"{}\"; they have items, judgements, matrix, values, method, "
                   "completion, random_index{}, title, source and x.",
                   name, hierarchy_ ? ", below" : ""));
    });
    if ((judgements != 0) + (matrix != 0) + (values != 0) != 1)
      refuse(at, pointer,
             fmt::format(
                 "{} has to have exactly one of judgements, matrix and values: what was said of each two "
                 "things, or what was measured of each.",
                 pointer.empty() ? "A set of comparisons" : pointer));
    fixed_ = !c.items.empty();
    if (judgements) read_judgements(c, judgements, pointer + "/judgements");
    if (matrix) read_matrix(c, matrix, pointer + "/matrix");
    if (values) read_values(c, values, pointer + "/values");
    if (c.items.empty())
      refuse(at, pointer, fmt::format("{} compares nothing.", pointer.empty() ? "The set" : pointer));
    if (const std::string message = unjoined(c); !message.empty()) refuse(at, pointer, message);
    if (below) {
      const std::unordered_map<std::string, std::uint32_t> index = index_;
      object(below, pointer + "/below",
             [&](const std::string& name, std::size_t v, const std::string& where) {
               const auto found = index.find(name);
               if (found == index.end())
                 refuse(v, where,
                        fmt::format("\"{}\" is not among what is compared above: {}.", name, listed(c)));
               Comparisons part = set(v, where, &c, depth + 1);
               c.below.push_back({found->second, std::move(part)});
             });
    }
    return c;
  }

private:
  [[noreturn]] void refuse(std::size_t at, const std::string& pointer, const std::string& message) const {
    refuse_configuration(text_, at, pointer, message);
  }
  template <class F> void object(std::size_t at, const std::string& pointer, F&& f) {
    if (text_[at] != '{')
      refuse(at, pointer,
             fmt::format("{} has to be an object.", pointer.empty() ? "A set of comparisons" : pointer));
    std::string scratch;
    std::vector<std::string> seen;
    for (json::Walker w(text_, at); w.next();) {
      std::string name(json::decode(w.raw_key(), scratch));
      std::string where = pointer;
      append_pointer(where, name);
      if (std::find(seen.begin(), seen.end(), name) != seen.end())
        refuse(w.key_at(), where, fmt::format("{} is written twice.", where));
      seen.push_back(name);
      f(name, w.value_at(), where);
    }
  }
  template <class F> void list(std::size_t at, const std::string& pointer, F&& f) const {
    if (text_[at] != '[') refuse(at, pointer, fmt::format("{} has to be a list.", pointer));
    std::size_t i = 0;
    for (json::Walker w(text_, at); w.next(); ++i) f(w.value_at(), fmt::format("{}/{}", pointer, i), i);
  }
  std::string string(std::size_t at, const std::string& pointer) const {
    if (text_[at] != '"') refuse(at, pointer, fmt::format("{} has to be a text.", pointer));
    std::string scratch;
    return std::string(json::string_at(text_, at, scratch));
  }
  bool is_null(std::size_t at) const { return text_[at] == 'n'; }
  double number(std::size_t at, const std::string& pointer) const {
    const double x = json::number_at(text_, at);
    if (!(x >= least_ratio && x <= greatest_ratio))
      refuse(at, pointer, fmt::format("{} has to be a number above 0, from 1e-9 to 1e9.", pointer));
    return x;
  }
  std::string listed(const Comparisons& c) const {
    std::string out;
    for (std::size_t i = 0; i < std::min<std::size_t>(c.items.size(), 15); ++i)
      out += (i ? ", " : "") + c.items[i];
    return c.items.size() > 15 ? out + " …" : out;
  }

  void add_item(Comparisons& c, const std::string& name, std::size_t at, const std::string& pointer) {
    if (!names_.empty() && std::find(names_.begin(), names_.end(), name) == names_.end())
      refuse(at, pointer,
             fmt::format("There is nothing called \"{}\" to weigh here; there are {}.", name,
                         fmt::join(names_, ", ")));
    if (c.items.size() == most_compared)
      refuse(at, pointer, fmt::format("No more than {} things can be compared in one set.", most_compared));
    index_.emplace(name, static_cast<std::uint32_t>(c.items.size()));
    c.items.push_back(name);
  }
  std::uint32_t item(Comparisons& c, std::size_t at, const std::string& pointer) {
    const std::string name = string(at, pointer);
    const auto found = index_.find(name);
    if (found != index_.end()) return found->second;
    if (fixed_) refuse(at, pointer, fmt::format("\"{}\" is not among the items: {}.", name, listed(c)));
    add_item(c, name, at, pointer);
    return static_cast<std::uint32_t>(c.items.size() - 1);
  }
  void items(Comparisons& c, std::size_t at, const std::string& pointer) {
    list(at, pointer, [&](std::size_t v, const std::string& where, std::size_t) {
      const std::string name = string(v, where);
      if (index_.count(name)) refuse(v, where, fmt::format("\"{}\" is listed twice.", name));
      add_item(c, name, v, where);
    });
  }
  void method(Comparisons& c, std::size_t at, const std::string& pointer) const {
    const std::string name = string(at, pointer);
    for (const WeighMethod m :
         {WeighMethod::eigenvector, WeighMethod::geometric_mean, WeighMethod::column_average})
      if (name_of(m) == name) {
        c.method = m;
        return;
      }
    refuse(at, pointer,
           fmt::format("{} says \"{}\"; it has to be eigenvector, geometric_mean or column_average.", pointer,
                       name));
  }
  void completion(Comparisons& c, std::size_t at, const std::string& pointer) const {
    const std::string name = string(at, pointer);
    if (name != "eigenvalue" && name != "harker")
      refuse(at, pointer, fmt::format("{} says \"{}\"; it has to be eigenvalue or harker.", pointer, name));
    c.completion = name == "harker" ? Completion::harker : Completion::eigenvalue;
  }
  void random_index(Comparisons& c, std::size_t at, const std::string& pointer) const {
    if (text_[at] != '"') {
      c.random_index = number(at, pointer);
      c.table = nullptr;
      return;
    }
    const std::string name = string(at, pointer);
    c.table = find_random_index(name);
    if (c.table) return;
    std::string names;
    for (const RandomIndexTable& t : random_index_tables())
      names += (names.empty() ? "" : ", ") + std::string(t.name);
    refuse(at, pointer,
           fmt::format(
               "There is no table \"{}\" of random indices; there are {}, and a number may stand for one.",
               name, names));
  }

  /// Takes a judgement unless the pair has one, which it then has to agree with.
  void take(Comparisons& c, std::uint32_t a, std::uint32_t b, double ratio, std::size_t at,
            const std::string& pointer) {
    const std::uint64_t key = std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
    const auto [place, fresh] = pairs_.emplace(key, c.judgements.size());
    if (fresh) {
      c.judgements.push_back({a, b, ratio, at});
      return;
    }
    Judgement& before = c.judgements[place->second];
    const double said = before.a == a ? before.ratio : 1 / before.ratio;
    if (std::fabs(ratio / said - 1) > rounding)
      refuse(at, pointer,
             fmt::format("\"{}\" against \"{}\" is {} here and {} in another place.", c.items[a], c.items[b],
                         ratio, said));
    // Of a number and its rounded reciprocal the one above 1 was meant.
    if (ratio > 1 && before.a != a) before = {a, b, ratio, at};
  }
  void read_judgements(Comparisons& c, std::size_t at, const std::string& pointer) {
    pairs_.clear();
    list(at, pointer, [&](std::size_t v, const std::string& where, std::size_t) {
      std::size_t parts[3] = {0, 0, 0}, n = 0;
      list(v, where, [&](std::size_t x, const std::string&, std::size_t i) {
        if (i < 3) parts[i] = x;
        ++n;
      });
      if (n != 3)
        refuse(v, where,
               fmt::format(
                   "{} has to be a list of three: one thing, another, and how many times as much the first "
                   "matters.",
                   where));
      const std::uint32_t a = item(c, parts[0], where + "/0"), b = item(c, parts[1], where + "/1");
      if (is_null(parts[2])) return; // named, not judged
      const double ratio = number(parts[2], where + "/2");
      if (a == b) refuse(v, where, fmt::format("{} compares \"{}\" with itself.", where, c.items[a]));
      take(c, a, b, ratio, v, where);
    });
  }
  void read_matrix(Comparisons& c, std::size_t at, const std::string& pointer) {
    pairs_.clear();
    std::size_t rows = 0;
    list(at, pointer, [&](std::size_t, const std::string&, std::size_t) { ++rows; });
    if (!fixed_)
      for (std::size_t i = 0; i < rows; ++i) add_item(c, std::to_string(i + 1), at, pointer);
    const std::size_t n = c.items.size();
    if (rows != n) refuse(at, pointer, fmt::format("{} has {} rows for {} items.", pointer, rows, n));
    list(at, pointer, [&](std::size_t row, const std::string& where, std::size_t i) {
      std::size_t columns = 0;
      list(row, where, [&](std::size_t x, const std::string& here, std::size_t j) {
        ++columns;
        if (j >= n || is_null(x)) return;
        const double ratio = number(x, here);
        if (i == j) {
          if (ratio != 1)
            refuse(x, here, fmt::format("{} has to be 1: it compares a thing with itself.", here));
          return;
        }
        take(c, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j), ratio, x, here);
      });
      if (columns != n)
        refuse(row, where,
               fmt::format("{} has {} entries for {} items; null stands for what was not judged.", where,
                           columns, n));
    });
  }
  void read_values(Comparisons& c, std::size_t at, const std::string& pointer) {
    object(at, pointer, [&](const std::string& name, std::size_t v, const std::string& where) {
      const double x = number(v, where);
      if (!index_.count(name)) {
        if (fixed_) refuse(v, where, fmt::format("\"{}\" is not among the items: {}.", name, listed(c)));
        add_item(c, name, v, where);
      }
      c.measured.resize(c.items.size(), unknown_number);
      c.measured[index_.at(name)] = x;
    });
    c.measured.resize(c.items.size(), unknown_number);
    for (std::size_t i = 0; i < c.items.size(); ++i)
      if (!known(c.measured[i]))
        refuse(at, pointer, fmt::format("{} has no number for \"{}\".", pointer, c.items[i]));
  }

  std::string_view text_;
  std::span<const std::string_view> names_;
  bool hierarchy_, fixed_ = false;
  std::unordered_map<std::string, std::uint32_t> index_; ///< of the set that is read
  std::unordered_map<std::uint64_t, std::size_t> pairs_;
};

} // namespace

std::span<const std::string_view> scored_dimensions() { return dimensions; }

Comparisons read_comparisons(std::string_view text, std::size_t at, const std::string& pointer,
                             std::span<const std::string_view> names, bool hierarchy) {
  return Reader(text, names, hierarchy).set(at, pointer, nullptr, 0);
}

std::optional<Comparisons> dimension_comparisons(const View& view) {
  const Snapshot& home = *view.where(root_element).home;
  const std::size_t scoring = home.member_at(DocumentMember::scoring);
  const std::string_view text = home.text();
  if (!scoring || text[scoring] != '{') return std::nullopt;
  const std::size_t all = json::find_member(text, scoring, "comparisons");
  if (all == std::string_view::npos) return std::nullopt;
  if (text[all] != '{')
    refuse_configuration(text, all, "/scoring/comparisons", "/scoring/comparisons has to be an object.");
  std::optional<Comparisons> found;
  std::string scratch;
  for (json::Walker w(text, all); w.next();) {
    const std::string name(json::decode(w.raw_key(), scratch));
    std::string pointer = "/scoring/comparisons";
    append_pointer(pointer, name);
    if (name != "dimensions")
      refuse_configuration(
          text, w.value_at(), pointer,
          fmt::format(
              "Only the dimensions of the score are weighed by comparisons in a document, not \"{}\".",
              name));
    found = read_comparisons(text, w.value_at(), pointer, dimensions, false);
  }
  return found;
}

} // namespace northline
