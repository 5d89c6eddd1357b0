#include "io/grl_case.hpp"

#include "base/json_text.hpp"
#include "base/text.hpp"
#include "model/places.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <set>

namespace northline {
namespace {

namespace bj = boost::json;

std::string lower(std::string_view text) {
  std::string s;
  for (const char c : text)
    if (c != '_' && c != ' ' && c != '-') s.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  return s;
}

struct Word {
  std::string_view written, ours;
  double number;
};
constexpr Word contributions[] = {{"make", "make", 100},
                                  {"help", "help", 25},
                                  {"somepositive", "some_positive", 75},
                                  {"unknown", "unknown", 0},
                                  {"somenegative", "some_negative", -75},
                                  {"hurt", "hurt", -25},
                                  {"break", "break", -100}};
constexpr Word values[] = {{"denied", "denied", -100},
                           {"weaklydenied", "weakly_denied", -50},
                           {"weaklysatisfied", "weakly_satisfied", 50},
                           {"satisfied", "satisfied", 100},
                           {"conflict", "conflict", -101},
                           {"undecided", "undecided", -102},
                           {"unknown", "undecided", -102},
                           {"none", "none", 0}};

template <std::size_t N> const Word* word_of(const Word (&words)[N], std::string_view text) {
  const std::string s = lower(text);
  for (const Word& w : words)
    if (w.written == s) return &w;
  return nullptr;
}

/// What the number alone would be called.
std::string_view contribution_word(double x) {
  if (x >= 100) return "make";
  if (x >= 50) return "some_positive";
  if (x > 0) return "help";
  if (x == 0) return "unknown";
  if (x > -50) return "hurt";
  return x > -100 ? "some_negative" : "break";
}
std::string_view importance_word(double x) {
  return x >= 66 ? "high" : x >= 33 ? "medium" : x > 0 ? "low" : "none";
}

/// JSON text, object by object.
class Out {
public:
  std::string text;
  Out& key(std::string_view name) {
    separate();
    append_json_string(text, name);
    text.push_back(':');
    fresh_ = true;
    return *this;
  }
  Out& open(char bracket) {
    separate();
    text.push_back(bracket);
    fresh_ = true;
    return *this;
  }
  Out& close(char bracket) {
    text.push_back(bracket);
    fresh_ = false;
    return *this;
  }
  Out& string(std::string_view s) {
    separate();
    append_json_string(text, s);
    return *this;
  }
  Out& number(double x) {
    separate();
    append_number(text, x);
    return *this;
  }
  Out& raw(std::string_view s) {
    separate();
    text += s;
    return *this;
  }

private:
  void separate() {
    if (!fresh_) text.push_back(',');
    fresh_ = false;
  }
  bool fresh_ = true;
};

struct Indicator {
  double target = 0, threshold = 0, worst = 0, value = 0;
};

struct Goal {
  std::string id, title, type, decomposition;
  double importance = 0;
  bool weighed = false;
  std::set<std::string> owners;
  std::vector<std::string> refines, depends_on;
  std::vector<std::pair<std::string, double>> supports;
  bool indicator = false;
  std::vector<Indicator> measured; // at most one
};

struct Actor {
  std::string id, title;
  double importance = 0;
  std::vector<std::string> within;
};

struct Plan {
  std::string name, title;
  std::vector<std::pair<std::string, std::string>> values; // id and JSON
  std::vector<std::pair<std::string, Indicator>> measured;
  bool from_metrics = false;
  double tolerance = 10;
  bool positive = false;
};

class Reader {
public:
  explicit Reader(const GrlCaseOptions& o) : o_(o) {}
  std::vector<Repair> repairs;

  std::string document(const bj::value& root) {
    if (!root.is_object()) refuse("it is no object");
    const bj::object& all = root.as_object();
    title_ = text(all, "source_path");
    if (title_.empty()) title_ = text(all, "name");
    if (const bj::value* cases = all.if_contains("cases"); cases && cases->is_array()) {
      several(cases->as_array());
    } else if (all.if_contains("graph") || all.if_contains("elements")) {
      if (!o_.name.empty() && text(all, "name") != o_.name) no_such_case();
      one(all, "", "");
    } else {
      refuse("it has neither \"graph\" nor \"cases\"");
    }
    return written();
  }

private:
  [[noreturn]] static void refuse(const std::string& why) {
    throw Error(
        Status::refused,
        fmt::format(
            "This JSON is no GRL case: {}. A case has a \"graph\" of \"elements\" and \"links\", and "
            "a \"strategy\", \"runs\" of strategies or an \"initial\"; a file of several has \"cases\".",
            why));
  }
  [[noreturn]] void no_such_case() const {
    throw Error(Status::not_found, fmt::format("The file has no case named \"{}\".", o_.name));
  }
  void repair(int number, std::string name, std::string message, std::string path) {
    repairs.push_back({number, std::move(name), std::move(message), std::move(path), 1, 1});
  }

  static std::string scalar(const bj::value& v) {
    if (v.is_string()) return std::string(v.as_string());
    return v.is_int64() ? fmt::format("{}", v.as_int64()) : std::string();
  }
  static std::string text(const bj::object& o, std::string_view name) {
    const bj::value* v = o.if_contains(name);
    return v ? scalar(*v) : std::string();
  }
  static double number(const bj::value* v) {
    return v && v->is_number() ? v->to_number<double>() : std::numeric_limits<double>::quiet_NaN();
  }
  static double number(const bj::object& o, std::string_view name) { return number(o.if_contains(name)); }
  static const bj::array* list(const bj::object& o, std::string_view name) {
    const bj::value* v = o.if_contains(name);
    return v && v->is_array() ? &v->as_array() : nullptr;
  }
  static const bj::object* object(const bj::object& o, std::string_view name) {
    const bj::value* v = o.if_contains(name);
    return v && v->is_object() ? &v->as_object() : nullptr;
  }
  double held(double x, double low, double high, const std::string& path) {
    if (x >= low && x <= high) return x;
    const double y = std::isnan(x) ? 0 : std::clamp(x, low, high);
    repair(3, "held-in-range", fmt::format("{} lies outside of {} to {} and became {}.", x, low, high, y),
           path);
    return y;
  }

  void several(const bj::array& cases) {
    bool found = false;
    for (std::size_t i = 0; i < cases.size(); ++i) {
      if (!cases[i].is_object()) continue;
      const bj::object& c = cases[i].as_object();
      std::string name = text(c, "name");
      if (name.empty()) name = fmt::format("case-{}", i + 1);
      const std::string path = fmt::format("/cases/{}", i);
      if (!o_.name.empty() && name != o_.name) continue;
      found = true;
      if (c.if_contains("graph"))
        one(c, o_.name.empty() ? name + "/" : "", path, name);
      else if (c.if_contains("target"))
        conversion(c, name, path);
      else
        repair(1, "no-graph", "The case has neither a graph nor an indicator and was left out.", path);
    }
    if (!found && !o_.name.empty()) no_such_case();
  }

  /// An indicator by itself: what its value is worth.
  void conversion(const bj::object& c, const std::string& name, const std::string& path) {
    const Indicator i = indicator(c, path);
    Goal g;
    g.id = name;
    g.title = name;
    g.type = "Indicator";
    g.indicator = true;
    g.measured.push_back(i);
    goals_.push_back(std::move(g));
    if (plans_.empty() || plans_.back().name != "indicators") {
      Plan p;
      p.name = "indicators";
      p.from_metrics = true;
      plans_.push_back(std::move(p));
    }
  }
  Indicator indicator(const bj::object& o, const std::string& path) {
    const auto first = [&](std::initializer_list<std::string_view> names) {
      for (const std::string_view n : names)
        if (const double x = number(o, n); !std::isnan(x)) return x;
      repair(4, "incomplete-indicator",
             fmt::format("The indicator has no number \"{}\", which became 0.", *names.begin()), path);
      return 0.0;
    };
    return {first({"target", "targetValue"}), first({"threshold", "thresholdValue"}),
            first({"worst", "worstValue"}), first({"value", "current", "evaluation", "evaluationValue"})};
  }

  void one(const bj::object& c, const std::string& lead, const std::string& path,
           const std::string& name = {}) {
    const bj::object* graph = c.if_contains("elements") ? &c : object(c, "graph");
    if (!graph) refuse("its \"graph\" is no object");
    const std::string inside = graph == &c ? path : path + "/graph";
    first_goal_ = goals_.size();
    at_.clear();
    elements(*graph, lead, inside);
    actors(*graph, lead, inside);
    links(*graph, inside);

    Plan common;
    if (const double t = number(c, "tolerance"); !std::isnan(t))
      common.tolerance = held(t, 0, 100, path + "/tolerance");
    const std::string range = text(*graph, "range");
    common.positive = range == "0..100";
    if (!range.empty() && !common.positive && range != "-100..100")
      repair(5, "unknown-range", fmt::format("The range \"{}\" is not known; -100..100 was taken.", range),
             inside + "/range");
    if (goals_.size() - first_goal_ == 0) repair(1, "no-graph", "The case has no elements.", inside);
    const auto add = [&](const bj::object& s, const std::string& at, std::string named) {
      Plan p = common;
      p.name = lead.empty() ? std::move(named) : lead.substr(0, lead.size() - 1);
      if (!lead.empty() && !named.empty() && named != p.name) p.name += "/" + named;
      strategy(s, p, lead, at);
      plans_.push_back(std::move(p));
    };
    const auto add_strategy = [&](const bj::value& v, const std::string& at) {
      if (!v.is_object()) return;
      const bj::object& s = v.as_object();
      std::string id = text(s, "id");
      if (id.empty()) id = text(s, "name");
      if (id.empty()) id = fmt::format("strategy-{}", plans_.size() + 1);
      add(s, at, id);
    };
    std::size_t before = plans_.size();
    if (const bj::value* s = c.if_contains("strategy")) add_strategy(*s, path + "/strategy");
    if (const bj::array* all = list(c, "strategies"))
      for (std::size_t i = 0; i < all->size(); ++i)
        add_strategy((*all)[i], fmt::format("{}/strategies/{}", path, i));
    if (const bj::array* runs = list(c, "runs"))
      for (std::size_t i = 0; i < runs->size(); ++i)
        if ((*runs)[i].is_object())
          if (const bj::value* s = (*runs)[i].as_object().if_contains("strategy"))
            add_strategy(*s, fmt::format("{}/runs/{}/strategy", path, i));
    if (c.if_contains("initial")) {
      std::string named = name.empty() ? text(c, "name") : name;
      if (named.empty()) named = "initial";
      add(c, path, lead.empty() ? named : std::string());
    }
    if (plans_.size() == before)
      plans_.push_back(common), plans_.back().name = lead.empty() ? "none" : lead.substr(0, lead.size() - 1);
  }

  void elements(const bj::object& graph, const std::string& lead, const std::string& path) {
    const bj::array* all = list(graph, "elements");
    if (!all) return;
    for (std::size_t i = 0; i < all->size(); ++i) {
      const std::string at = fmt::format("{}/elements/{}", path, i);
      if (!(*all)[i].is_object()) continue;
      const bj::object& e = (*all)[i].as_object();
      const std::string id = text(e, "id");
      if (id.empty() || at_.count(id)) {
        repair(2, "unusable-id",
               fmt::format("The element's id \"{}\" is empty or taken; it was left out.", id), at);
        continue;
      }
      at_[id] = goals_.size();
      Goal g;
      g.id = lead + id;
      g.title = text(e, "name");
      g.type = text(e, "type");
      if (g.type.empty()) g.type = "Goal";
      g.decomposition = lower(text(e, "decomposition"));
      if (!g.decomposition.empty() && g.decomposition != "and" && g.decomposition != "or" &&
          g.decomposition != "xor") {
        repair(5, "unknown-word", fmt::format("The decomposition \"{}\" became and.", g.decomposition), at);
        g.decomposition = "and";
      }
      if (const bj::value* x = e.if_contains("importance_quantitative"); x && x->is_number())
        g.importance = held(number(x), 0, 100, at + "/importance_quantitative"), g.weighed = true;
      if (const std::string word = lower(text(e, "importance")); !word.empty()) {
        if (word != "high" && word != "medium" && word != "low" && word != "none") {
          repair(5, "unknown-word", fmt::format("The importance \"{}\" is not known.", word), at);
        } else {
          if (!g.weighed)
            g.importance = word == "high" ? 100 : word == "medium" ? 50 : word == "low" ? 25 : 0;
          g.weighed = true;
          if (word != importance_word(g.importance)) importance_words_.push_back({g.id, word});
        }
      }
      if (const std::string actor = text(e, "actor"); !actor.empty()) g.owners.insert(actor);
      const bj::object* kpi = object(e, "kpi") ? object(e, "kpi") : object(e, "indicator");
      g.indicator = lower(g.type) == "indicator" || kpi;
      if (kpi)
        g.measured.push_back(indicator(*kpi, at));
      else if (e.if_contains("target"))
        g.measured.push_back(indicator(e, at)), g.indicator = true;
      goals_.push_back(std::move(g));
    }
  }

  void actors(const bj::object& graph, const std::string& lead, const std::string& path) {
    std::set<std::string> known;
    const auto add = [&](const std::string& id, const std::string& name, double importance) {
      std::string ours = lead + id;
      if (at_.count(id)) {
        ours = lead + "actor " + id;
        repair(6, "renamed-actor",
               fmt::format("The actor \"{}\" has the id of an element and became \"{}\".", id, ours), path);
      }
      known.insert(id);
      actor_ids_[lead + id] = ours;
      Actor a;
      a.id = ours;
      a.title = name;
      a.importance = importance;
      actors_.push_back(std::move(a));
    };
    const bj::array* all = list(graph, "actors");
    std::vector<std::pair<std::string, std::string>> within;
    for (std::size_t i = 0; all && i < all->size(); ++i) {
      if (!(*all)[i].is_object()) continue;
      const bj::object& a = (*all)[i].as_object();
      const std::string at = fmt::format("{}/actors/{}", path, i), id = text(a, "id");
      if (id.empty() || known.count(id)) {
        repair(2, "unusable-id", fmt::format("The actor's id \"{}\" is empty or taken; it was left out.", id),
               at);
        continue;
      }
      const double importance = number(a, "importance_quantitative");
      add(id, text(a, "name"), std::isnan(importance) ? 0 : held(importance, 0, 100, at));
      if (const bj::array* bound = list(a, "elements"))
        for (const bj::value& e : *bound)
          if (const auto g = at_.find(scalar(e)); g != at_.end()) goals_[g->second].owners.insert(id);
      for (const std::string_view name : {"actors", "children"})
        if (const bj::array* inner = list(a, name))
          for (const bj::value& x : *inner) within.push_back({scalar(x), id});
      if (const std::string outer = text(a, "parent"); !outer.empty()) within.push_back({id, outer});
    }
    for (std::size_t g = first_goal_; g < goals_.size(); ++g)
      for (const std::string& id : goals_[g].owners)
        if (!known.count(id)) add(id, "", 0);
    for (const auto& [inner, outer] : within)
      if (known.count(inner) && known.count(outer) && inner != outer)
        for (Actor& a : actors_)
          if (a.id == actor_ids_[lead + inner]) a.within.push_back(actor_ids_[lead + outer]);
    for (std::size_t g = first_goal_; g < goals_.size(); ++g) {
      std::set<std::string> ours;
      for (const std::string& id : goals_[g].owners) ours.insert(actor_ids_[lead + id]);
      goals_[g].owners = std::move(ours);
    }
  }

  void links(const bj::object& graph, const std::string& path) {
    const bj::array* all = list(graph, "links");
    for (std::size_t i = 0; all && i < all->size(); ++i) {
      if (!(*all)[i].is_object()) continue;
      const bj::object& l = (*all)[i].as_object();
      const std::string at = fmt::format("{}/links/{}", path, i);
      const auto from = at_.find(text(l, "src")), to = at_.find(text(l, "dest"));
      if (from == at_.end() || to == at_.end()) {
        repair(7, "dangling-link",
               fmt::format("The link from \"{}\" to \"{}\" does not join two elements and was left out.",
                           text(l, "src"), text(l, "dest")),
               at);
        continue;
      }
      const std::string type = lower(text(l, "type"));
      Goal &source = goals_[from->second], &target = goals_[to->second];
      const auto once = [&](std::vector<std::string>& ids, const std::string& id) {
        if (std::find(ids.begin(), ids.end(), id) == ids.end())
          ids.push_back(id);
        else
          repair(8, "repeated-link", "The same link stands twice; one of them counts.", at);
      };
      if (type == "decomposition") {
        once(source.refines, target.id);
      } else if (type == "dependency") {
        once(target.depends_on, source.id);
      } else if (type == "contribution" || type == "correlation") {
        contribution(l, source, target, at);
      } else {
        repair(5, "unknown-word", fmt::format("A link of type \"{}\" is not known and was left out.", type),
               at);
      }
    }
  }
  void contribution(const bj::object& l, Goal& source, const Goal& target, const std::string& at) {
    const std::string written =
        text(l, "qualitative").empty() ? text(l, "contribution") : text(l, "qualitative");
    const Word* word = written.empty() ? nullptr : word_of(contributions, written);
    if (!written.empty() && !word)
      repair(5, "unknown-word", fmt::format("The contribution \"{}\" is not known.", written), at);
    double size = number(l, "quantitative");
    if (std::isnan(size)) size = word ? word->number : 25;
    size = held(size, -100, 100, at + "/quantitative");
    for (auto& [id, before] : source.supports)
      if (id == target.id) {
        repair(8, "repeated-link", "A second contribution between the same two was added to the first.", at);
        before = std::clamp(before + size, -100.0, 100.0);
        return;
      }
    source.supports.push_back({target.id, size});
    if (word && word->ours != contribution_word(size))
      contribution_words_[source.id].push_back({target.id, std::string(word->ours)});
  }

  void strategy(const bj::object& s, Plan& p, const std::string& lead, const std::string& path) {
    p.title = text(s, "name");
    if (const bj::object* initial = object(s, "initial"))
      for (const auto& [id, v] : *initial) {
        const std::string at = fmt::format("{}/initial/{}", path, std::string_view(id));
        if (v.is_null()) continue;
        if (!at_.count(std::string(id))) {
          repair(9, "unknown-element",
                 fmt::format("There is no element \"{}\"; its value was left out.", std::string_view(id)),
                 at);
          continue;
        }
        std::string json;
        const Word* word = v.is_string() ? word_of(values, v.as_string()) : nullptr;
        const double x = word ? word->number : number(&v);
        if (v.is_string() && !word)
          repair(5, "unknown-word",
                 fmt::format("The value \"{}\" is not known and became 0.", std::string_view(v.as_string())),
                 at);
        if (word)
          append_json_string(json, word->ours);
        else if (x == -101 || x == -102)
          append_json_string(json, x == -101 ? "conflict" : "undecided");
        else
          append_number(json, held(x, p.positive ? 0 : -100, 100, at));
        p.values.push_back({lead + std::string(id), std::move(json)});
      }
    for (const std::string_view name : {"kpi", "indicators"})
      if (const bj::object* kpis = object(s, name))
        for (const auto& [id, v] : *kpis) {
          const auto g = at_.find(std::string(id));
          if (g == at_.end() || !v.is_object()) continue;
          goals_[g->second].indicator = true;
          p.measured.push_back({lead + std::string(id), indicator(v.as_object(), path)});
        }
    p.from_metrics = !p.measured.empty();
    for (std::size_t g = first_goal_; g < goals_.size(); ++g) p.from_metrics |= !goals_[g].measured.empty();
  }

  static std::string metric_id(const std::string& goal) { return goal + " indicator"; }
  static void metric(Out& j, const Indicator& i) {
    j.key("targets").open('[').open('{');
    j.key("value").number(i.target).key("threshold").number(i.threshold).key("worst").number(i.worst);
    j.close('}').close(']');
    j.key("observations").open('[').open('{').key("value").number(i.value).close('}').close(']');
  }

  std::string written() {
    Out j;
    j.open('{').key("northline").number(1);
    std::set<std::string> ids;
    for (const Goal& g : goals_) ids.insert(g.id);
    for (const Actor& a : actors_) ids.insert(a.id);
    std::string root = "strategy";
    while (ids.count(root)) root += "-root";
    if (root != "strategy") j.key("id").string(root);
    if (!title_.empty()) j.key("title").string(title_);
    if (!goals_.empty()) {
      j.key("goals").open('{');
      for (const Goal& g : goals_) goal(j, g);
      j.close('}');
    }
    if (!actors_.empty()) {
      j.key("stakeholders").open('{');
      for (const Actor& a : actors_) {
        j.key(a.id).open('{');
        if (!a.title.empty()) j.key("title").string(a.title);
        strings(j, "part_of", a.within);
        j.close('}');
      }
      j.close('}');
    }
    if (std::any_of(goals_.begin(), goals_.end(), [](const Goal& g) { return g.indicator; })) {
      j.key("metrics").open('{');
      for (const Goal& g : goals_) {
        if (!g.indicator) continue;
        j.key(metric_id(g.id)).open('{');
        if (!g.title.empty()) j.key("title").string(g.title);
        if (!g.measured.empty()) metric(j, g.measured.front());
        j.close('}');
      }
      j.close('}');
    }
    const double tolerance = plans_.empty() ? 10 : plans_.front().tolerance;
    const bool positive = !plans_.empty() && plans_.front().positive;
    scenarios(j, tolerance, positive);
    scoring(j, tolerance, positive);
    j.close('}');
    return std::move(j.text);
  }
  static void strings(Out& j, std::string_view name, const std::vector<std::string>& ids) {
    if (ids.empty()) return;
    j.key(name).open('[');
    for (const std::string& id : ids) j.string(id);
    j.close(']');
  }
  void goal(Out& j, const Goal& g) const {
    j.key(g.id).open('{');
    if (!g.title.empty()) j.key("title").string(g.title);
    if (g.weighed) j.key("importance").number(g.importance);
    if (!g.decomposition.empty()) j.key("decomposition").string(g.decomposition);
    if (!g.supports.empty()) {
      j.key("supports").open('{');
      for (const auto& [id, size] : g.supports) j.key(id).number(size);
      j.close('}');
    }
    strings(j, "refines", g.refines);
    strings(j, "depends_on", g.depends_on);
    if (g.indicator) j.key("measured_by").string(metric_id(g.id));
    strings(j, "owned_by", {g.owners.begin(), g.owners.end()});
    j.key("x").open('{').key("grl").open('{').key("type").string(g.type).close('}').close('}');
    j.close('}');
  }
  void scenarios(Out& j, double tolerance, bool positive) {
    if (plans_.empty()) return;
    j.key("scenarios").open('{');
    std::set<std::string> names;
    for (const Plan& p : plans_) {
      std::string name = p.name;
      for (int n = 2; !names.insert(name).second; ++n) name = fmt::format("{} ({})", p.name, n);
      if (name != p.name)
        repair(6, "renamed-strategy", fmt::format("A second strategy \"{}\" became \"{}\".", p.name, name),
               "");
      j.key(name).open('{');
      if (!p.title.empty() && p.title != name) j.key("title").string(p.title);
      if (p.from_metrics) j.key("from_metrics").raw("true");
      j.key("evaluations").open('{');
      for (const auto& [id, json] : p.values) j.key(id).raw(json);
      j.close('}');
      if (p.tolerance != tolerance || p.positive != positive || !p.measured.empty()) {
        j.key("set").open('{');
        if (!p.measured.empty()) {
          j.key("metrics").open('{');
          for (const auto& [id, i] : p.measured) {
            j.key(metric_id(id)).open('{');
            metric(j, i);
            j.close('}');
          }
          j.close('}');
        }
        if (p.tolerance != tolerance || p.positive != positive) {
          j.key("scoring").open('{').key("evaluation").open('{').key("tolerance").number(p.tolerance);
          j.key("scale").string(p.positive ? "0..100" : "-100..100").close('}').close('}');
        }
        j.close('}');
      }
      j.close('}');
    }
    j.close('}');
  }
  void scoring(Out& j, double tolerance, bool positive) const {
    const bool weighed =
        std::any_of(actors_.begin(), actors_.end(), [](const Actor& a) { return a.importance != 0; });
    if (tolerance == 10 && !positive && !weighed && importance_words_.empty() && contribution_words_.empty())
      return;
    j.key("scoring").open('{').key("evaluation").open('{');
    if (tolerance != 10) j.key("tolerance").number(tolerance);
    if (positive) j.key("scale").string("0..100");
    if (weighed) {
      j.key("importance").open('{');
      for (const Actor& a : actors_)
        if (a.importance != 0) j.key(a.id).number(a.importance);
      j.close('}');
    }
    if (!importance_words_.empty() || !contribution_words_.empty()) {
      j.key("labels").open('{');
      if (!contribution_words_.empty()) {
        j.key("contributions").open('{');
        for (const auto& [source, targets] : contribution_words_) {
          j.key(source).open('{');
          for (const auto& [target, word] : targets) j.key(target).string(word);
          j.close('}');
        }
        j.close('}');
      }
      if (!importance_words_.empty()) {
        j.key("importance").open('{');
        for (const auto& [id, word] : importance_words_) j.key(id).string(word);
        j.close('}');
      }
      j.close('}');
    }
    j.close('}').close('}');
  }

  const GrlCaseOptions& o_;
  std::string title_;
  std::vector<Goal> goals_;
  std::size_t first_goal_ = 0;
  std::map<std::string, std::size_t> at_; ///< goals of the present case by their id there
  std::vector<Actor> actors_;
  std::map<std::string, std::string> actor_ids_;
  std::vector<Plan> plans_;
  std::vector<std::pair<std::string, std::string>> importance_words_;
  std::map<std::string, std::vector<std::pair<std::string, std::string>>> contribution_words_;
};

} // namespace

GrlCase read_grl_case(std::string_view json, const GrlCaseOptions& options) {
  if (json.size() > options.max_bytes)
    throw Error(Status::limit,
                fmt::format("The text has {} bytes; at most {} are read.", json.size(), options.max_bytes));
  boost::system::error_code ec;
  bj::stream_parser parser;
  const std::size_t read = parser.write_some(json.data(), json.size(), ec);
  if (!ec && read < json.size() && json.find_first_not_of(" \t\r\n", read) != std::string_view::npos)
    ec = bj::error::extra_data;
  if (!ec) parser.finish(ec);
  if (ec) {
    PlaceFinder places(json);
    const Place p = places.at(std::min(read, json.size()));
    throw Error(Status::not_json, fmt::format("The text is not JSON: {}.", ec.message()), "", p.line,
                p.column, read);
  }
  Reader r(options);
  GrlCase out;
  out.json = r.document(parser.release());
  out.repairs = std::move(r.repairs);
  return out;
}

} // namespace northline
