// The document's scenarios and the settings of its evaluation. Whoever writes a number here wants it to
// count, so what cannot be followed is refused with its place.
#include "base/json_text.hpp"
#include "facts/rows.hpp"
#include "io/json_reader.hpp"
#include "io/json_writer.hpp"
#include "io/merge_patch.hpp"
#include "model/places.hpp"
#include "score/evaluation.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <unordered_map>

namespace northline {
namespace {

constexpr std::string_view satisfactions[] = {
    "denied", "weakly_denied", "weakly_satisfied", "satisfied", "conflict", "undecided", "none"};
constexpr std::string_view helps[] = {"make",          "help", "some_positive", "unknown",
                                      "some_negative", "hurt", "break"};
constexpr std::string_view importances[] = {"none", "low", "medium", "high"};
constexpr std::size_t nowhere = std::string_view::npos;

class Reader {
public:
  explicit Reader(std::string_view text) : text_(text) {}

  [[noreturn]] void refuse(std::size_t at, const std::string& pointer, const std::string& message) const {
    refuse_configuration(text_, at, pointer, message);
  }
  template <class F> void object(std::size_t at, const std::string& pointer, F&& f) const {
    if (text_[at] != '{') refuse(at, pointer, fmt::format("{} has to be an object.", pointer));
    std::string scratch;
    for (json::Walker w(text_, at); w.next();) {
      const std::string name(json::decode(w.raw_key(), scratch));
      std::string where = pointer;
      append_pointer(where, name);
      f(name, w.value_at(), where);
    }
  }
  bool is_number(std::size_t at) const { return json::starts_number(text_, at); }
  double number(std::size_t at) const { return json::number_at(text_, at); }
  double number(std::size_t at, const std::string& pointer, double low, double high) const {
    const double x = number(at);
    if (!(x >= low && x <= high))
      refuse(at, pointer,
             fmt::format("{} has to be a number between {} and {}, not {}.", pointer, low, high, shown(at)));
    return x;
  }
  std::string string(std::size_t at, const std::string& pointer) const {
    if (text_[at] != '"') refuse(at, pointer, fmt::format("{} has to be a text.", pointer));
    std::string scratch;
    return std::string(json::string_at(text_, at, scratch));
  }
  bool boolean(std::size_t at, const std::string& pointer) const {
    if (text_[at] != 't' && text_[at] != 'f')
      refuse(at, pointer, fmt::format("{} has to be true or false.", pointer));
    return text_[at] == 't';
  }
  template <std::size_t N>
  unsigned word(std::size_t at, const std::string& pointer, const std::string_view (&words)[N]) const {
    const std::string written = string(at, pointer);
    for (unsigned i = 0; i < N; ++i)
      if (words[i] == written) return i;
    refuse(at, pointer,
           fmt::format("{} says \"{}\"; it has to be one of {}.", pointer, written, fmt::join(words, ", ")));
  }
  std::string shown(std::size_t at) const {
    const std::string_view value = raw(at);
    return value.size() <= 40 ? std::string(value) : std::string(value.substr(0, 37)) + "...";
  }
  std::size_t member(std::size_t at, std::string_view name) const {
    return text_[at] == '{' ? json::find_member(text_, at, name) : nowhere;
  }

private:
  std::string_view raw(std::size_t at) const { return text_.substr(at, json::skip_value(text_, at) - at); }
  std::string_view text_;
};

Element element_named(const View& view, const Reader& r, std::size_t at, const std::string& pointer,
                      const std::string& id) {
  const Element e = view.find(id);
  if (e == no_element) r.refuse(at, pointer, fmt::format("No element has the id \"{}\".", id));
  return e;
}

struct Link {
  std::string name;
  std::size_t at;
  std::string pointer;
};

/// The scenario and those it is based on, the base first.
std::vector<Link> chain(const View& document, std::string_view name) {
  const Snapshot& home = *document.where(root_element).home;
  const std::size_t all = home.member_at(DocumentMember::scenarios);
  const Reader r(home.text());
  const auto known_names = [&] {
    const std::vector<std::string> names = scenario_names(document);
    return names.empty() ? std::string("The document has none.")
                         : fmt::format("The document has {}.", fmt::join(names, ", "));
  };
  std::vector<Link> links;
  std::unordered_map<std::string, bool> seen;
  std::string wanted(name);
  std::size_t from = 0;
  while (true) {
    const std::size_t at = all ? r.member(all, wanted) : nowhere;
    if (at == nowhere) {
      if (links.empty())
        throw Error(Status::not_found, fmt::format("There is no scenario \"{}\". {}", wanted, known_names()));
      r.refuse(from, links.back().pointer + "/based_on",
               fmt::format("Scenario \"{}\" is based on \"{}\", which does not exist. {}", links.back().name,
                           wanted, known_names()));
    }
    std::string pointer = "/scenarios";
    append_pointer(pointer, wanted);
    if (home.text()[at] != '{') r.refuse(at, pointer, fmt::format("{} has to be an object.", pointer));
    if (!seen.emplace(wanted, true).second)
      r.refuse(
          from, links.back().pointer + "/based_on",
          fmt::format("Scenario \"{}\" is based on itself by way of \"{}\".", wanted, links.back().name));
    links.push_back({wanted, at, pointer});
    from = r.member(at, "based_on");
    if (from == nowhere) break;
    wanted = r.string(from, pointer + "/based_on");
  }
  std::reverse(links.begin(), links.end());
  return links;
}

bool takes_part(const View& view, Element e) {
  switch (view.kind(e)) {
  case Kind::vision:
  case Kind::mission:
  case Kind::goal:
  case Kind::program:
  case Kind::activity:
  case Kind::capability: {
    const choice::status s = view.get(field::common::status, e);
    return s != choice::status::dropped && s != choice::status::left;
  }
  default:
    return false;
  }
}

} // namespace

std::string_view name_of(EvaluationMode m) {
  return m == EvaluationMode::native ? std::string_view("native") : std::string_view("compatible");
}
std::string_view name_of(EvaluationAlgorithm a) {
  constexpr std::string_view names[] = {"quantitative", "qualitative", "hybrid"};
  return names[static_cast<unsigned>(a)];
}
std::string_view name_of(Satisfaction s) { return satisfactions[static_cast<unsigned>(s)]; }
std::string_view name_of(Help h) { return helps[static_cast<unsigned>(h)]; }
std::string_view name_of(Basis b) {
  constexpr std::string_view names[] = {"scenario", "metrics", "delivers", "computed", "nothing"};
  return names[static_cast<unsigned>(b)];
}

EvaluationMode evaluation_mode(std::string_view name) {
  if (name == "native") return EvaluationMode::native;
  if (name == "compatible") return EvaluationMode::compatible;
  throw Error(Status::invalid_argument,
              fmt::format("There is no mode \"{}\" of evaluation; there are native and compatible.", name));
}
EvaluationAlgorithm evaluation_algorithm(std::string_view name) {
  for (unsigned a = 0; a < 3; ++a)
    if (name_of(static_cast<EvaluationAlgorithm>(a)) == name) return static_cast<EvaluationAlgorithm>(a);
  throw Error(
      Status::invalid_argument,
      fmt::format("There is no algorithm \"{}\" of evaluation; there are quantitative, qualitative and "
                  "hybrid.",
                  name));
}

double number_of(Satisfaction s, bool positive_scale) {
  constexpr double full[] = {-100, -50, 50, 100, -101, -102, 0};
  constexpr double positive[] = {0, 25, 75, 100, -101, -102, 50};
  return (positive_scale ? positive : full)[static_cast<unsigned>(s)];
}

Satisfaction satisfaction_of(double value, bool positive_scale) {
  if (std::isnan(value) || value == -102) return Satisfaction::undecided;
  if (value == -101) return Satisfaction::conflict;
  const double x = positive_scale ? value * 2 - 100 : value;
  if (x >= 100) return Satisfaction::satisfied;
  if (x <= -100) return Satisfaction::denied;
  if (x > 0) return Satisfaction::weakly_satisfied;
  return x < 0 ? Satisfaction::weakly_denied : Satisfaction::none;
}

EvaluationParameters evaluation_parameters(const View& view) {
  EvaluationParameters p;
  const Snapshot& home = *view.where(root_element).home;
  const std::size_t scoring = home.member_at(DocumentMember::scoring);
  const Reader r(home.text());
  const std::size_t at = scoring ? r.member(scoring, "evaluation") : nowhere;
  if (at == nowhere) return p;
  r.object(
      at, "/scoring/evaluation", [&](std::string_view name, std::size_t value, const std::string& pointer) {
        if (name == "tolerance") {
          p.tolerance = r.number(value, pointer, 0, 100);
        } else if (name == "contribution") {
          p.contribution = r.number(value, pointer, -100, 100);
        } else if (name == "scale") {
          constexpr std::string_view scales[] = {"-100..100", "0..100"};
          p.positive = r.word(value, pointer, scales) == 1;
        } else if (name == "factors") {
          r.object(value, pointer, [&](std::string_view word, std::size_t v, const std::string& where) {
            const auto* found = std::find(std::begin(helps), std::end(helps), word);
            if (found == std::end(helps))
              r.refuse(v, where, fmt::format("{} has to be one of {}.", where, fmt::join(helps, ", ")));
            p.factors[static_cast<std::size_t>(found - std::begin(helps))] = r.number(v, where, -1, 1);
          });
        } else if (name == "importance") {
          r.object(value, pointer, [&](const std::string& id, std::size_t v, const std::string& where) {
            const Element e = element_named(view, r, v, where, id);
            p.importance.push_back({e, r.number(v, where, 0, 100)});
          });
        } else if (name == "labels") {
          r.object(value, pointer, [&](std::string_view what, std::size_t v, const std::string& where) {
            if (what == "importance") {
              r.object(v, where, [&](const std::string& id, std::size_t w, const std::string& there) {
                const Element e = element_named(view, r, w, there, id);
                p.importance_words.push_back({e, static_cast<std::uint8_t>(r.word(w, there, importances))});
              });
            } else if (what == "contributions") {
              r.object(v, where, [&](const std::string& id, std::size_t w, const std::string& there) {
                const Element source = element_named(view, r, w, there, id);
                r.object(w, there, [&](const std::string& target, std::size_t t, const std::string& last) {
                  p.contribution_words.push_back({source, element_named(view, r, t, last, target),
                                                  static_cast<Help>(r.word(t, last, helps))});
                });
              });
            } else {
              r.refuse(v, where, fmt::format("{} has to be contributions or importance.", where));
            }
          });
        } else {
          r.refuse(value, pointer,
                   fmt::format("The evaluation has no setting \"{}\"; it has tolerance, contribution, scale, "
                               "factors, importance and labels.",
                               name));
        }
      });
  const auto by_element = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::sort(p.importance.begin(), p.importance.end(), by_element);
  std::sort(p.importance_words.begin(), p.importance_words.end(), by_element);
  return p;
}

std::vector<std::string> scenario_names(const View& view) {
  std::vector<std::string> names;
  const Snapshot& home = *view.where(root_element).home;
  const std::size_t at = home.member_at(DocumentMember::scenarios);
  if (!at || home.text()[at] != '{') return names;
  std::string scratch;
  for (json::Walker w(home.text(), at); w.next();) names.emplace_back(json::decode(w.raw_key(), scratch));
  return names;
}

View scenario_view(const View& document, std::string_view name, Cancel cancel) {
  if (name.empty()) return document;
  const Snapshot& home = *document.where(root_element).home;
  const Reader r(home.text());
  std::string changed;
  for (const Link& l : chain(document, name)) {
    const std::size_t set = r.member(l.at, "set");
    if (set == nowhere) continue;
    if (home.text()[set] != '{')
      r.refuse(set, l.pointer + "/set", fmt::format("{}/set has to be an object.", l.pointer));
    if (changed.empty()) changed = write_json(document, {true, true});
    const std::size_t start = json::skip_space(changed, 0);
    changed = merge_patched(changed, start, home.text(), set);
  }
  if (changed.empty()) return document;
  ReadOptions how;
  how.cancel = cancel;
  return View(read_json(Text::make(std::move(changed)), how));
}

Scenario scenario(const View& document, const View& changed, std::string_view name,
                  const EvaluationParameters& parameters) {
  Scenario s;
  if (name.empty()) return s;
  const Snapshot& home = *document.where(root_element).home;
  const Reader r(home.text());
  std::unordered_map<Element, std::size_t> at_element;
  for (const Link& l : chain(document, name)) {
    s.name = l.name;
    if (const std::size_t at = r.member(l.at, "title"); at != nowhere)
      s.title = r.string(at, l.pointer + "/title");
    if (const std::size_t at = r.member(l.at, "from_metrics"); at != nowhere)
      s.from_metrics = r.boolean(at, l.pointer + "/from_metrics");
    if (r.member(l.at, "set") != nowhere) s.changes_document = true;
    const std::size_t evaluations = r.member(l.at, "evaluations");
    if (evaluations == nowhere) continue;
    r.object(
        evaluations, l.pointer + "/evaluations",
        [&](const std::string& id, std::size_t at, const std::string& pointer) {
          const Element e = element_named(changed, r, at, pointer, id);
          if (!takes_part(changed, e))
            r.refuse(
                at, pointer,
                fmt::format("Scenario \"{}\" gives a value to \"{}\", which takes no part in the evaluation: "
                            "visions, missions, goals, programs, activities and capabilities do, unless "
                            "they were dropped.",
                            l.name, id));
          StartValue v{e, unknown_number, Satisfaction::none, false, Basis::scenario};
          if (r.is_number(at)) {
            const double low = parameters.positive ? 0 : -100;
            v.value = r.number(at);
            if (!(v.value >= low && v.value <= 100))
              r.refuse(
                  at, pointer,
                  fmt::format("Scenario \"{}\" gives \"{}\" the value {}; values lie between {} and 100.",
                              l.name, id, r.shown(at), low));
            v.label = satisfaction_of(v.value, parameters.positive);
          } else {
            v.in_words = true;
            v.label = static_cast<Satisfaction>(r.word(at, pointer, satisfactions));
            if (v.label != Satisfaction::conflict && v.label != Satisfaction::undecided)
              v.value = number_of(v.label, parameters.positive);
          }
          const auto [place, fresh] = at_element.emplace(e, s.values.size());
          if (fresh)
            s.values.push_back(v);
          else
            s.values[place->second] = v;
        });
  }
  return s;
}

} // namespace northline
