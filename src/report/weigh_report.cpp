#include "report/weigh_report.hpp"

#include "base/error.hpp"
#include "base/json_pointer.hpp"
#include "base/text.hpp"
#include "facts/pairwise.hpp"
#include "report/json.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace northline {
namespace {

struct Weighed {
  std::vector<std::string> of; ///< items above, from the top
  Comparisons set;
  Weights result;
  std::vector<double> overall; ///< by item, in the whole
};
struct Ranked {
  std::string item;
  double weight;
  std::size_t rank;
};
struct Whole {
  std::vector<Weighed> sets; ///< those above before those below
  std::vector<Ranked> ranking;
  std::string_view text;
};

constexpr double agreeing = 0.1; ///< Saaty's limit

void collect(Whole& whole, std::map<std::string, std::size_t>& place, Comparisons set,
             std::vector<std::string> of, double share, Cancel cancel) {
  Weighed w{std::move(of), {}, weigh(set, cancel), {}};
  std::vector<const Comparisons*> below(set.items.size(), nullptr);
  for (const Comparisons::Below& b : set.below) below[b.item] = &b.set;
  for (std::size_t i = 0; i < set.items.size(); ++i) {
    w.overall.push_back(w.result.weights[i] * share);
    if (below[i]) continue;
    const auto [at, fresh] = place.emplace(set.items[i], whole.ranking.size());
    if (fresh) whole.ranking.push_back({set.items[i], 0, 0});
    whole.ranking[at->second].weight += w.overall.back();
  }
  std::vector<Comparisons::Below> parts = std::move(set.below);
  set.below.clear();
  w.set = std::move(set);
  whole.sets.push_back(std::move(w));
  const std::size_t here = whole.sets.size() - 1;
  for (Comparisons::Below& b : parts) {
    std::vector<std::string> path = whole.sets[here].of;
    path.push_back(whole.sets[here].set.items[b.item]);
    collect(whole, place, std::move(b.set), std::move(path), whole.sets[here].overall[b.item], cancel);
  }
}

Whole read(const View& view, Cancel cancel) {
  const Snapshot& home = *view.where(root_element).home;
  Whole whole;
  whole.text = home.text();
  std::map<std::string, std::size_t> place;
  if (home.member_at(DocumentMember::version)) {
    std::optional<Comparisons> c = dimension_comparisons(view);
    if (!c)
      throw Error(Status::not_found,
                  "The document compares nothing: it has no dimensions under /scoring/comparisons.");
    collect(whole, place, std::move(*c), {}, 1, cancel);
  } else {
    collect(whole, place, read_comparisons(home.text(), home.body_at(root_element), "", {}, true), {}, 1,
            cancel);
  }
  // By weight; what differs by rounding only shares a rank.
  std::stable_sort(whole.ranking.begin(), whole.ranking.end(),
                   [](const Ranked& a, const Ranked& b) { return a.weight > b.weight; });
  for (std::size_t i = 0; i < whole.ranking.size(); ++i) {
    const bool tie = i != 0 && whole.ranking[i - 1].weight - whole.ranking[i].weight <= 1e-12;
    whole.ranking[i].rank = tie ? whole.ranking[i - 1].rank : i + 1;
  }
  return whole;
}

std::string_view method_of(const Weighed& w) {
  return w.set.measured.empty() ? name_of(w.set.method) : std::string_view("measured");
}

void append_set(JsonOut& j, const Weighed& w, PlaceFinder& places) {
  const Comparisons& c = w.set;
  const Weights& r = w.result;
  j.open('{');
  j.key("of").open('[');
  for (const std::string& name : w.of) j.string(name);
  j.close(']');
  j.key("method").string(method_of(w));
  j.key("weights").open('{');
  for (std::size_t i = 0; i < c.items.size(); ++i) j.key(c.items[i]).number(r.weights[i]);
  j.close('}');
  j.key("overall").open('{');
  for (std::size_t i = 0; i < c.items.size(); ++i) j.key(c.items[i]).number(w.overall[i]);
  j.close('}');
  j.key("filled").open('[');
  for (const Judgement& f : r.filled) {
    j.open('{').key("items").open('[').string(c.items[f.a]).string(c.items[f.b]).close(']');
    j.key("ratio").number(f.ratio).close('}');
  }
  j.close(']');
  if (!r.filled.empty()) {
    j.key("completion");
    j.string(c.method == WeighMethod::geometric_mean ? "geometric_mean" : name_of(c.completion));
  }
  j.key("eigenvalue").number(r.eigenvalue);
  j.key("consistency_index").number(r.index);
  j.key("random_index").open('{').key("name").string(c.table ? c.table->name : "given");
  j.key("value").number(r.random_index).close('}');
  j.key("consistency_ratio").number(r.ratio);
  j.key("agrees");
  if (known(r.ratio))
    j.boolean(r.ratio <= agreeing);
  else
    j.raw("null");
  j.key("inconsistency").open('{').key("congruence").number(r.congruence);
  j.key("dissonance").number(r.dissonance).key("koczkodaj").number(r.koczkodaj);
  j.key("geometric").number(r.geometric).close('}');
  j.key("least");
  if (r.least) {
    const Place p = places.at(r.least->at);
    j.open('{').key("items").open('[').string(c.items[r.least->a]).string(c.items[r.least->b]).close(']');
    j.key("ratio").number(r.least->ratio).key("weights_say").number(r.least_says);
    j.key("line").count(p.line).key("column").count(p.column).close('}');
  } else {
    j.raw("null");
  }
  j.close('}');
}

/// The judgement as somebody would say it: the greater against the lesser.
std::string spoken(const Comparisons& c, const Judgement& j, double says) {
  const bool turn = j.ratio < 1;
  return fmt::format("{} over {} counts {:.4g}, and the weights say {:.4g}", c.items[turn ? j.b : j.a],
                     c.items[turn ? j.a : j.b], turn ? 1 / j.ratio : j.ratio, turn ? 1 / says : says);
}

} // namespace

std::string weigh_json(const View& view, Cancel cancel) {
  const Whole whole = read(view, cancel);
  PlaceFinder places(whole.text);
  JsonOut j;
  j.open('{').key("version").raw("1");
  j.key("sets").open('[');
  for (const Weighed& w : whole.sets) append_set(j, w, places);
  j.close(']');
  j.key("ranking").open('[');
  for (const Ranked& r : whole.ranking)
    j.open('{').key("item").string(r.item).key("weight").number(r.weight).key("rank").count(r.rank).close(
        '}');
  j.close(']').close('}');
  return std::move(j.out);
}

std::string weigh_text(const View& view, Cancel cancel) {
  const Whole whole = read(view, cancel);
  std::string out;
  for (const Weighed& w : whole.sets) {
    const Comparisons& c = w.set;
    const Weights& r = w.result;
    std::string title;
    for (const std::string& name : w.of) title += (title.empty() ? "" : " / ") + name;
    out += fmt::format("{}{}\n", title.empty() ? "" : title + ", ",
                       c.measured.empty()    ? fmt::format("judged in pairs, {}", method_of(w))
                       : c.items.size() == 1 ? "one thing alone"
                                             : "measured");
    std::vector<std::size_t> order(c.items.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return r.weights[a] > r.weights[b]; });
    for (const std::size_t i : order) out += fmt::format("  {:8.4f}  {}\n", r.weights[i], c.items[i]);
    for (const Judgement& f : r.filled)
      out += fmt::format("  not judged, filled in: {} over {} {:.4g}\n", c.items[f.a], c.items[f.b], f.ratio);
    if (!c.measured.empty() || c.items.size() < 3) {
      out += "\n";
      continue;
    }
    const std::string table = c.table
                                  ? fmt::format("random index {:.4g} of {}", r.random_index, c.table->source)
                                  : fmt::format("random index {:.4g} as given", r.random_index);
    if (!known(r.ratio))
      out += fmt::format("  consistency index {:.4f}; the random indices of {} do not go up to {} things\n",
                         r.index, c.table ? c.table->source : "the table", c.items.size());
    else
      out += fmt::format("  consistency ratio {:.4f} ({}): {}\n", r.ratio, table,
                         r.ratio <= agreeing ? "the judgements agree well enough"
                                             : "the judgements contradict each other");
    if (r.least && r.ratio > agreeing)
      out += fmt::format("  fits least: {}\n", spoken(c, *r.least, r.least_says));
    out += "\n";
  }
  if (whole.sets.size() > 1) {
    out += "Together\n";
    for (const Ranked& r : whole.ranking) out += fmt::format("  {:8.4f}  {}. {}\n", r.weight, r.rank, r.item);
  } else {
    out.pop_back();
  }
  return out;
}

namespace {

class WeighTree {
public:
  explicit WeighTree(const Whole& whole) : whole_(whole) {}

  ScoreNode of(std::string_view number, std::string_view path) const {
    if (number == "ranking") return ranking(path);
    const bool item = number == "weight" || number == "overall";
    for (std::size_t s = 0; s < whole_.sets.size(); ++s) {
      const Weighed& w = whole_.sets[s];
      const std::string above = path_of(w.of);
      if (!item && above == path) return agreement(w, number);
      for (std::size_t i = 0; item && i < w.set.items.size(); ++i)
        if ((above.empty() ? "" : above + "/") + w.set.items[i] == path)
          return number == "weight" ? weight(w, i) : overall(w, i);
    }
    throw Error(Status::not_found, fmt::format("Nothing that is compared is called \"{}\"; there are {}.",
                                               path, all_names(item)));
  }

private:
  using Nodes = std::vector<ScoreNode>;
  template <class... Ns> static Nodes list(Ns&&... ns) {
    Nodes nodes;
    (nodes.push_back(std::forward<Ns>(ns)), ...);
    return nodes;
  }
  static ScoreNode leaf(std::string text, double value, std::string pointer = {}) {
    ScoreNode n;
    n.text = std::move(text);
    n.value = value;
    n.pointer = std::move(pointer);
    if (!known(value)) n.operation = Operation::unknown;
    return n;
  }
  static std::string path_of(const std::vector<std::string>& of) {
    std::string path;
    for (const std::string& name : of) path += (path.empty() ? "" : "/") + name;
    return path;
  }
  std::string all_names(bool items) const {
    std::string out;
    for (const Weighed& w : whole_.sets) {
      const std::string above = path_of(w.of);
      if (!items) {
        out += (out.empty() ? "" : ", ") + (above.empty() ? "the first set, without a name" : above);
        continue;
      }
      for (const std::string& name : w.set.items)
        out += (out.empty() ? "" : ", ") + (above.empty() ? name : above + "/" + name);
    }
    return out;
  }

  /// How many times as much i matters as j.
  ScoreNode entry(const Weighed& w, std::size_t i, std::size_t j) const {
    const Comparisons& c = w.set;
    const std::string text = fmt::format("{} over {}", c.items[i], c.items[j]);
    if (i == j) return leaf(text, 1);
    for (std::size_t k = 0; k < c.judgements.size(); ++k) {
      const Judgement& judged = c.judgements[k];
      const std::string pointer = fmt::format("{}/judgements/{}", c.pointer, k);
      if (judged.a == i && judged.b == j) return leaf(text, judged.ratio, pointer);
      if (judged.a == j && judged.b == i)
        return inner(Operation::quotient, text,
                     list(leaf("1", 1),
                          leaf(fmt::format("{} over {}", c.items[j], c.items[i]), judged.ratio, pointer)));
    }
    for (const Judgement& f : w.result.filled) {
      if (f.a == i && f.b == j) return leaf(text + ", not judged but filled in", f.ratio);
      if (f.a == j && f.b == i) return leaf(text + ", not judged but filled in", 1 / f.ratio);
    }
    return leaf(text, unknown_number);
  }
  /// What the row comes to with all weights: the weight times the eigenvalue.
  ScoreNode row(const Weighed& w, std::size_t i) const {
    Nodes parts;
    for (std::size_t j = 0; j < w.set.items.size(); ++j)
      parts.push_back(inner(Operation::product, w.set.items[j],
                            list(entry(w, i, j), leaf("weight of " + w.set.items[j], w.result.weights[j]))));
    return inner(Operation::sum, "the row of " + w.set.items[i], std::move(parts));
  }
  static ScoreNode settle(ScoreNode n, double value) {
    if (!(std::fabs(n.value - value) <= 1e-12 * std::max(1.0, std::fabs(value))))
      n.operation = Operation::given;
    n.value = value;
    return n;
  }
  ScoreNode weight(const Weighed& w, std::size_t i) const {
    const Comparisons& c = w.set;
    const double value = w.result.weights[i];
    if (!c.measured.empty()) {
      Nodes all;
      const auto measured = [&](std::size_t k) {
        std::string pointer = c.pointer + "/values";
        append_pointer(pointer, c.items[k]);
        return leaf("measured: " + c.items[k], c.measured[k], pointer);
      };
      for (std::size_t k = 0; k < c.items.size(); ++k) all.push_back(measured(k));
      return settle(inner(Operation::quotient, "weight of " + c.items[i],
                          list(measured(i), inner(Operation::sum, "all together", std::move(all)))),
                    value);
    }
    if (c.method == WeighMethod::column_average) {
      Nodes columns;
      for (std::size_t j = 0; j < c.items.size(); ++j) {
        Nodes all;
        for (std::size_t k = 0; k < c.items.size(); ++k) all.push_back(entry(w, k, j));
        columns.push_back(
            inner(Operation::quotient, "against " + c.items[j],
                  list(entry(w, i, j), inner(Operation::sum, "all against " + c.items[j], std::move(all)))));
      }
      return settle(
          inner(Operation::mean, "weight of " + c.items[i] + ", mean of its columns", std::move(columns)),
          value);
    }
    if (c.method == WeighMethod::eigenvector)
      return settle(
          inner(Operation::quotient,
                fmt::format("weight of {}: with these weights every row comes to its weight times the "
                            "eigenvalue",
                            c.items[i]),
                list(row(w, i), leaf("eigenvalue", w.result.eigenvalue))),
          value);
    ScoreNode n = leaf(
        fmt::format("weight of {}: geometric mean of the row, divided by the sum of these means", c.items[i]),
        value);
    for (std::size_t j = 0; j < c.items.size(); ++j) n.children.push_back(entry(w, i, j));
    return n;
  }
  ScoreNode overall(const Weighed& w, std::size_t i) const {
    ScoreNode own = weight(w, i);
    if (w.of.empty()) return own;
    const std::string path = path_of(w.of), item = w.of.back();
    const std::string above = path_of({w.of.begin(), w.of.end() - 1});
    for (const Weighed& x : whole_.sets)
      for (std::size_t k = 0; path_of(x.of) == above && k < x.set.items.size(); ++k)
        if (x.set.items[k] == item)
          return settle(inner(Operation::product, path + "/" + w.set.items[i] + ", in the whole",
                              list(std::move(own), overall(x, k))),
                        w.overall[i]);
    return own;
  }
  ScoreNode ranking(std::string_view item) const {
    for (const Ranked& r : whole_.ranking) {
      if (r.item != item) continue;
      Nodes parts;
      for (const Weighed& w : whole_.sets)
        for (std::size_t i = 0; i < w.set.items.size(); ++i) {
          if (w.set.items[i] != item) continue;
          std::vector<std::string> below = w.of;
          below.push_back(w.set.items[i]);
          bool parted = false;
          for (const Weighed& x : whole_.sets) parted = parted || x.of == below;
          if (!parted) parts.push_back(overall(w, i));
        }
      return settle(inner(Operation::sum, fmt::format("{}, all together", item), std::move(parts)), r.weight);
    }
    std::string names;
    for (const Ranked& r : whole_.ranking) names += (names.empty() ? "" : ", ") + r.item;
    throw Error(Status::not_found,
                fmt::format("Nothing that is ranked is called \"{}\"; there are {}.", item, names));
  }
  ScoreNode agreement(const Weighed& w, std::string_view number) const {
    const Comparisons& c = w.set;
    const Weights& r = w.result;
    const auto eigenvalue = [&] {
      if (!c.measured.empty())
        return leaf("what is measured agrees: as many as there are things", r.eigenvalue);
      Nodes rows;
      for (std::size_t i = 0; i < c.items.size(); ++i)
        rows.push_back(inner(Operation::quotient, "the row of " + c.items[i] + " by its weight",
                             list(row(w, i), leaf("weight of " + c.items[i], r.weights[i]))));
      return settle(inner(Operation::mean, "eigenvalue", std::move(rows)), r.eigenvalue);
    };
    const double things = static_cast<double>(c.items.size());
    const auto index = [&] {
      if (r.index == 0) return leaf("consistency index: the judgements agree", 0);
      return settle(inner(Operation::quotient, "consistency index",
                          list(inner(Operation::difference, "eigenvalue above that of full agreement",
                                     list(eigenvalue(), leaf("things", things))),
                               leaf("things less one", things - 1))),
                    r.index);
    };
    const auto random = [&] {
      return c.table ? leaf(fmt::format("random index for {} things, {}", c.items.size(), c.table->source),
                            r.random_index)
                     : leaf("random index as given", r.random_index, c.pointer + "/random_index");
    };
    if (number == "eigenvalue") return eigenvalue();
    if (number == "consistency_index") return index();
    if (number == "random_index") return random();
    if (number != "consistency_ratio")
      throw Error(
          Status::not_found,
          fmt::format("Comparisons have no number \"{}\"; they have weight, overall and ranking of an item, "
                      "and eigenvalue, consistency_index, random_index and consistency_ratio.",
                      number));
    if (r.ratio == 0) return leaf("consistency ratio: the judgements agree", 0);
    ScoreNode n = inner(Operation::quotient, "consistency ratio", list(index(), random()));
    return known(r.ratio) ? settle(std::move(n), r.ratio) : n;
  }
  const Whole& whole_;
};

} // namespace

ScoreNode weigh_tree(const View& view, std::string_view number, std::string_view of, Cancel cancel) {
  const Whole whole = read(view, cancel);
  ScoreNode n = WeighTree(whole).of(number, of);
  share_out(n);
  return n;
}

} // namespace northline
