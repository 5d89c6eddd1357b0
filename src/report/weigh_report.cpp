#include "report/weigh_report.hpp"

#include "base/error.hpp"
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

} // namespace northline
