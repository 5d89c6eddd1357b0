#include "check/own/declared.hpp"

#include "base/json_text.hpp"
#include "check/cel/functions.hpp"
#include "check/cel/program.hpp"
#include "check/configuration.hpp"
#include "check/own/graph.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace northline {

namespace {

/// What one element may cost, and one check in all.
constexpr std::uint64_t steps_an_element = 200'000, bytes_an_element = 4'000'000, steps_a_check = 25'000'000;

struct Argument {
  std::string name;
  cel::Program program;
};
struct Definition {
  OwnCheck::Words words;
  std::optional<cel::Program> when, must;
  std::vector<Argument> arguments;
  std::string at;
  bool dropped = false;
};
enum Variable : std::size_t { self_variable, strategy_variable, as_of_variable, kind_variable };

class DeclaredCheck final : public OwnCheck {
public:
  explicit DeclaredCheck(Definition d) : OwnCheck(d.words), definition_(std::move(d)) {}
  std::unique_ptr<OwnRun> start(const View&, Date as_of, OwnBudget&) const override;
  const Definition& definition() const { return definition_; }

private:
  Definition definition_;
};

class DeclaredRun final : public OwnRun {
public:
  DeclaredRun(const Definition& d, const View& view, Date as_of, OwnBudget& budget)
      : d_(d), view_(view), graph_(view, as_of, d.dropped), budget_(budget), variables_(4) {
    variables_[strategy_variable] = graph_.element(root_element);
    if (as_of.known())
      variables_[as_of_variable] = cel::Value::timestamp({static_cast<std::int64_t>(as_of.days) * 86'400, 0});
  }

  void decide(RuleRun& run, Element focus) override {
    if (!graph_.sees(focus)) return;
    const std::uint64_t may = std::min({steps_an_element, left_, budget_.steps});
    if (may == 0)
      throw OwnCheckFailure("It takes more steps on this strategy than a check of one's own is allowed.",
                            true);
    cel::Meter meter(may, bytes_an_element);
    try {
      ask(run, focus, meter);
    } catch (const cel::Exhausted& e) {
      spend(may);
      throw OwnCheckFailure(e.what(), left_ == 0 || budget_.steps == 0);
    } catch (const OwnCheckFailure&) {
      spend(may - meter.steps());
      throw;
    }
    spend(may - meter.steps());
  }

private:
  void spend(std::uint64_t steps) {
    left_ -= std::min(left_, steps);
    budget_.steps -= std::min(budget_.steps, steps);
  }
  cel::Value value(const cel::Program& p, const char* member, cel::Meter& meter) const {
    cel::Value v = p.evaluate(variables_, meter);
    if (v.is_error())
      throw OwnCheckFailure(std::string("In \"") + member + "\", character " +
                                std::to_string(v.has_place() ? v.place() + 1 : 1) + ": " + v.as_text(),
                            false);
    return v;
  }
  bool holds(const cel::Program& p, const char* member, cel::Meter& meter) const {
    const cel::Value v = value(p, member, meter);
    if (!v.is(cel::Kind::boolean))
      throw OwnCheckFailure(std::string("\"") + member + "\" gave " +
                                cel::with_article(cel::type_name(v.kind())) + " and not true or false.",
                            false);
    return v.as_boolean();
  }

  void ask(RuleRun& run, Element focus, cel::Meter& meter) {
    graph_.forget();
    variables_[self_variable] = variables_[kind_variable] = graph_.element(focus);
    if (d_.when && !holds(*d_.when, "when", meter)) return;
    if (holds(*d_.must, "must", meter)) return;
    std::vector<cel::Value> values; // before the finding is begun, because they may fail
    for (const Argument& a : d_.arguments)
      values.push_back(shown(value(a.program, a.name.c_str(), meter), meter));
    Report r = run.report(focus);
    for (std::size_t i = 0; i < values.size(); ++i) put(r, d_.arguments[i].name, values[i]);
    const Kind kind = view_.kind(focus);
    if (!d_.at.empty())
      if (const int relation = find_relation(d_.at);
          find_attribute(kind, d_.at) >= 0 ||
          (relation >= 0 && targets_of(static_cast<Relation>(relation), kind) != 0))
        r.at(d_.at);
  }

  static std::string words(const cel::Value& v, const View& view, cel::Meter& meter) {
    if (v.is(cel::Kind::object) && GraphTypes::is_element(v.object_type()))
      return describe(view, static_cast<Element>(v.handle()));
    if (v.is(cel::Kind::object) && v.object_type() < GraphTypes::reading) {
      const Edge& edge = static_cast<const Graph&>(v.host()).edge(v);
      std::string verb(info(edge.relation).name);
      std::replace(verb.begin(), verb.end(), '_', ' ');
      return describe(view, edge.source) + " " + verb + " " + describe(view, edge.target);
    }
    const cel::Value arguments[] = {cel::Value::text("%s"), cel::Value::list({v})};
    const cel::Value s = cel::functions::format(arguments, meter);
    if (s.is_error())
      throw OwnCheckFailure("An argument of the message has a value that cannot be shown.", false);
    return s.as_text();
  }
  /// Numbers, texts, days and elements stay what they are; everything else becomes a text.
  cel::Value shown(const cel::Value& v, cel::Meter& meter) const {
    switch (v.kind()) {
    case cel::Kind::integer:
      return cel::Value::real(static_cast<double>(v.as_integer()));
    case cel::Kind::natural:
      return cel::Value::real(static_cast<double>(v.as_natural()));
    case cel::Kind::real:
    case cel::Kind::text:
      return v;
    case cel::Kind::timestamp:
      if (v.as_time().seconds % 86'400 == 0 && v.as_time().nanos == 0) return v;
      break;
    case cel::Kind::object:
      if (GraphTypes::is_element(v.object_type())) return v;
      break;
    case cel::Kind::list: {
      std::string all;
      std::size_t n = 0;
      for (const cel::Value& item : v.as_list()) {
        if (++n > 10) {
          all += " and " + std::to_string(v.as_list().size() - 10) + " more";
          break;
        }
        all += (all.empty() ? "" : ", ") + words(item, view_, meter);
      }
      return cel::Value::text(all);
    }
    default:
      break;
    }
    return cel::Value::text(words(v, view_, meter));
  }
  static void put(Report& r, const std::string& name, const cel::Value& v) {
    if (v.is(cel::Kind::real))
      r.number(name, v.as_real());
    else if (v.is(cel::Kind::text))
      r.text(name, v.as_text());
    else if (v.is(cel::Kind::timestamp))
      r.date(name, {static_cast<std::int32_t>(v.as_time().seconds / 86'400)});
    else
      r.element(name, static_cast<Element>(v.handle()));
  }

  const Definition& d_;
  const View& view_;
  Graph graph_;
  OwnBudget& budget_;
  std::uint64_t left_ = steps_a_check;
  std::vector<cel::Value> variables_;
};

std::unique_ptr<OwnRun> DeclaredCheck::start(const View& view, Date as_of, OwnBudget& budget) const {
  const auto dated = [](const cel::Program& p) { return p.uses(as_of_variable); };
  const bool needs_day = (definition_.when && dated(*definition_.when)) || dated(*definition_.must) ||
                         std::any_of(definition_.arguments.begin(), definition_.arguments.end(),
                                     [&](const Argument& a) { return dated(a.program); });
  if (needs_day && !as_of.known()) return nullptr; // as with every check about dates
  return std::make_unique<DeclaredRun>(definition_, view, as_of, budget);
}

// ---- reading
// -----------------------------------------------------------------------------------------------

std::string quoted(std::string_view s) {
  std::string out = "\"";
  for (const char c : s.substr(0, 80))
    out.push_back(static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c);
  while (!out.empty() && s.size() > 80 && (static_cast<unsigned char>(out.back()) & 0x80)) out.pop_back();
  return out + "\"";
}

/// The byte of JSON text that a byte of the decoded string came from; `at` is at the quote.
std::size_t raw_offset(std::string_view text, std::size_t at, std::size_t decoded) {
  std::size_t k = at + 1, n = 0;
  const std::size_t end = k + json::raw_string(text, at).size();
  std::string scratch;
  while (k < end && n < decoded) {
    std::size_t length = 1;
    if (text[k] == '\\') {
      length = text[k + 1] == 'u' ? 6 : 2;
      // A character beyond the first plane is written as two.
      if (length == 6 && k + 12 <= end && text[k + 6] == '\\' && text[k + 7] == 'u' &&
          (text[k + 2] == 'd' || text[k + 2] == 'D') &&
          std::string_view("89abAB").find(text[k + 3]) != std::string_view::npos)
        length = 12;
    }
    n += length == 1 ? 1 : json::decode(text.substr(k, length), scratch).size();
    k += length;
  }
  return k;
}

class Reader {
public:
  Reader(std::string_view text, std::string pointer, const OwnCheckFault& fault)
      : text_(text), pointer_(std::move(pointer)), say_(fault) {}

  std::optional<OwnCheck::Words> read_words(std::size_t at) {
    if (text_[at] != '{') {
      fault(at, "", "The definition of a check has to be an object.");
      return std::nullopt;
    }
    coded_ = true;
    members(at);
    if (d_.words.code.empty() && good_)
      fault(at, "", "A check of your own needs a code, such as \"X-owner\".");
    if (!good_) return std::nullopt;
    if (d_.words.name.empty()) d_.words.name = name_from_code(d_.words.code);
    return d_.words;
  }
  std::shared_ptr<OwnCheck> read(std::size_t at) {
    if (text_[at] != '{') {
      fault(at, "", "A check of your own has to be an object.");
      return nullptr;
    }
    members(at);
    if (d_.words.code.empty() && good_)
      fault(at, "", "A check of your own needs a code, such as \"X-owner\".");
    if (must_ == 0 && good_)
      fault(at, "", "A check of your own needs \"must\", the condition that has to hold.");
    if (d_.words.message.empty() && good_)
      fault(at, "", "A check of your own needs a message, which says what is wrong.");
    if (good_) conditions();
    if (good_) test_message();
    if (!good_) return nullptr;
    if (d_.words.name.empty()) d_.words.name = name_from_code(d_.words.code);
    return std::make_shared<DeclaredCheck>(std::move(d_));
  }

private:
  void fault(std::size_t at, const std::string& member, std::string message) {
    good_ = false;
    say_(at, pointer_ + member, std::move(message));
  }
  std::string string(std::size_t at, const std::string& member) {
    if (text_[at] != '"') {
      fault(at, "/" + member, "Here belongs a text.");
      return {};
    }
    std::string scratch;
    return std::string(json::string_at(text_, at, scratch));
  }
  std::string sentence(std::size_t at, const std::string& member) {
    std::string s = string(at, member);
    if (const std::string problem = text_[at] == '"' ? sentence_problem(s) : std::string(); !problem.empty())
      fault(at, "/" + member, problem);
    return s;
  }
  /// A text or a list of texts.
  template <class F> void words(std::size_t at, const std::string& member, F&& f) {
    if (text_[at] != '[') return f(string(at, member), at, member);
    std::size_t i = 0;
    for (json::Walker w(text_, at); w.next(); ++i) {
      const std::string item = member + "/" + std::to_string(i);
      f(string(w.value_at(), item), w.value_at(), item);
    }
  }

  void members(std::size_t at) {
    std::set<std::string, std::less<>> seen;
    std::string scratch;
    for (json::Walker w(text_, at); w.next();) {
      const std::string name(json::decode(w.raw_key(), scratch));
      if (!seen.insert(name).second)
        fault(w.key_at(), "", "The member " + quoted(name) + " is written twice; one of them has to go.");
      else
        member(name, w.value_at(), w.key_at());
    }
  }

  void member(const std::string& name, std::size_t at, std::size_t key) {
    constexpr std::string_view known[] = {"code",  "name",     "severity", "category", "pack",
                                          "kinds", "when",     "must",     "message",  "arguments",
                                          "at",    "question", "advice",   "dropped",  "x"};
    for (const std::string_view declared : {"when", "must", "message", "arguments", "at", "dropped"})
      if (coded_ && name == declared)
        return fault(key, "", "A check in code decides for itself, so it has no " + quoted(name) + ".");
    if (name == "code") {
      d_.words.code = string(at, name);
      if (text_[at] == '"' && !is_own_code(d_.words.code))
        fault(at, "/code", "The code of a check of your own is X- and up to 60 letters, digits, - or _.");
    } else if (name == "name") {
      d_.words.name = string(at, name);
      if (text_[at] == '"' && !is_own_name(d_.words.name))
        fault(at, "/name", "The name of a check is small letters and digits, words joined by -.");
    } else if (name == "severity") {
      const std::string word = string(at, name);
      bool found = false;
      for (unsigned s = 0; s < 4; ++s)
        if (severity_name(static_cast<Severity>(s)) == word) {
          d_.words.severity = static_cast<Severity>(s);
          found = true;
        }
      if (!found && text_[at] == '"') fault(at, "/severity", "A severity is error, warning, advice or off.");
    } else if (name == "category") {
      const std::string word = string(at, name);
      bool found = false;
      for (unsigned c = 0; c <= static_cast<unsigned>(Category::benefits); ++c)
        if (category_name(static_cast<Category>(c)) == word) {
          d_.words.category = static_cast<Category>(c);
          found = true;
        }
      if (!found && text_[at] == '"') fault(at, "/category", "There is no category " + quoted(word) + ".");
    } else if (name == "pack") {
      Pack all{};
      words(at, name, [&](const std::string& word, std::size_t place, const std::string& where) {
        if (const auto pack = find_pack(word))
          all = all | *pack;
        else if (text_[place] == '"')
          fault(place, "/" + where, "There is no pack " + quoted(word) + ".");
      });
      d_.words.packs = all;
      if (all == Pack{} && good_) fault(at, "/pack", "Name at least one pack, or leave the member out.");
    } else if (name == "kinds") {
      d_.words.kinds = 0;
      words(at, name, [&](const std::string& word, std::size_t place, const std::string& where) {
        if (const int kind = find_kind(word); kind >= 0) {
          d_.words.kinds |= kinds(static_cast<Kind>(kind));
        } else if (text_[place] == '"') {
          std::vector<std::string> all;
          for (unsigned k = 0; k < kind_count; ++k) all.emplace_back(info(static_cast<Kind>(k)).name);
          const std::string meant = cel::nearest(word, all);
          fault(place, "/" + where,
                "There is no kind " + quoted(word) +
                    (meant.empty() ? "." : "; \"" + meant + "\" may be meant."));
        }
      });
      if (d_.words.kinds == 0 && good_)
        fault(at, "/kinds", "Name at least one kind, or leave the member out.");
    } else if (name == "when" || name == "must") {
      string(at, name);
      (name == "when" ? when_ : must_) = at;
    } else if (name == "message") {
      d_.words.message = sentence(at, name);
      message_ = at;
    } else if (name == "question") {
      d_.words.question = sentence(at, name);
    } else if (name == "advice") {
      d_.words.advice = sentence(at, name);
    } else if (name == "arguments") {
      if (text_[at] != '{')
        return fault(at, "/arguments", "The arguments are an object of names and expressions.");
      arguments_ = at;
    } else if (name == "at") {
      d_.at = string(at, name);
      at_ = at;
    } else if (name == "dropped") {
      if (text_.substr(at, 4) != "true" && text_.substr(at, 5) != "false")
        fault(at, "/dropped", "Here belongs true or false.");
      d_.dropped = text_[at] == 't';
    } else if (std::find(std::begin(known), std::end(known), name) == std::end(known)) {
      const std::string meant = cel::nearest(name, {std::begin(known), std::end(known)});
      fault(key, "",
            "A check of your own has no member " + quoted(name) +
                (meant.empty() ? "." : "; \"" + meant + "\" may be meant."));
    }
  }

  std::optional<cel::Program> load(std::size_t at, const std::string& member, bool condition) {
    const std::string expression = string(at, member);
    cel::Environment environment;
    environment.objects = &types_;
    environment.variables = {{"self", cel::Type::an_object(d_.words.kinds)},
                             {"strategy", cel::Type::an_object(kinds(Kind::strategy))},
                             {"as_of", cel::Type::of(cel::Kind::timestamp)}};
    for (unsigned k = 1; k < kind_count; ++k) // the strategy has its name already
      if (d_.words.kinds == kinds(static_cast<Kind>(k)))
        environment.variables.push_back(
            {std::string(info(static_cast<Kind>(k)).name), cel::Type::an_object(d_.words.kinds)});
    try {
      cel::Program p = cel::Program::load(expression, environment);
      if (condition && !p.type().is_dyn() && p.type().kind != cel::Kind::boolean) {
        fault(at, "/" + member,
              "A condition gives true or false, and this one gives " +
                  cel::with_article(cel::to_string(p.type(), &types_)) + ".");
        return std::nullopt;
      }
      return p;
    } catch (const cel::Fault& f) {
      fault(raw_offset(text_, at, f.at), "/" + member, f.what());
      return std::nullopt;
    }
  }

  void conditions() {
    if (when_ != 0) d_.when = load(when_, "when", true);
    d_.must = load(must_, "must", true);
    std::string scratch;
    if (arguments_ != 0)
      for (json::Walker w(text_, arguments_); w.next();) {
        const std::string name(json::decode(w.raw_key(), scratch));
        const bool proper = !name.empty() && name.size() <= 40 && name != "focus" &&
                            std::all_of(name.begin(), name.end(), [](char c) {
                              return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
                            });
        const bool twice = std::any_of(d_.arguments.begin(), d_.arguments.end(),
                                       [&](const Argument& a) { return a.name == name; });
        if (!proper || twice) {
          fault(w.key_at(), "/arguments",
                twice ? "The argument " + quoted(name) + " is written twice."
                      : "The name of an argument is small letters, digits and _, and not focus, which is "
                        "always there.");
          continue;
        }
        if (auto p = load(w.value_at(), "arguments/" + name, false))
          d_.arguments.push_back({name, std::move(*p)});
      }
    if (!d_.at.empty()) {
      bool found = false;
      std::vector<std::string> all;
      for (unsigned k = 0; k < kind_count; ++k) {
        const auto kind = static_cast<Kind>(k);
        if (!contains(d_.words.kinds, kind)) continue;
        const int r = find_relation(d_.at);
        found = found || find_attribute(kind, d_.at) >= 0 ||
                (r >= 0 && targets_of(static_cast<Relation>(r), kind) != 0);
        for (const AttributeInfo& a : info(kind).attributes) all.emplace_back(a.name);
      }
      const std::string meant = cel::nearest(d_.at, all);
      if (!found)
        fault(at_, "/at",
              "The kinds of this check have no attribute or relation " + quoted(d_.at) +
                  (meant.empty() ? "." : "; \"" + meant + "\" may be meant."));
    }
  }

  /// Every {name} of the message is an argument.
  void test_message() {
    const std::string& m = d_.words.message;
    for (std::size_t i = 0; i < m.size(); ++i) {
      if (m[i] == '}') return fault(message_, "/message", "The message has a } without a { before it.");
      if (m[i] != '{') continue;
      const std::size_t end = m.find('}', i);
      if (end == std::string::npos) return fault(message_, "/message", "The message has a { without a }.");
      const std::string name = m.substr(i + 1, end - i - 1);
      i = end;
      if (name == "focus") continue;
      const bool known = std::any_of(d_.arguments.begin(), d_.arguments.end(),
                                     [&](const Argument& a) { return a.name == name; });
      if (known) continue;
      std::vector<std::string> all{"focus"};
      for (const Argument& a : d_.arguments) all.push_back(a.name);
      const std::string meant = cel::nearest(name, all);
      return fault(raw_offset(text_, message_, end - name.size()), "/message",
                   "The message names " + quoted(name) + ", which is no argument" +
                       (meant.empty() ? "; there is {focus}, and what \"arguments\" defines."
                                      : "; \"" + meant + "\" may be meant."));
    }
  }

  std::string_view text_;
  std::string pointer_;
  const OwnCheckFault& say_;
  GraphTypes types_;
  Definition d_;
  bool good_ = true, coded_ = false;
  std::size_t when_ = 0, must_ = 0, message_ = 0, arguments_ = 0, at_ = 0;
};

} // namespace

std::shared_ptr<OwnCheck> read_own_check(std::string_view text, std::size_t at, const std::string& pointer,
                                         const OwnCheckFault& fault) {
  return Reader(text, pointer, fault).read(at);
}

std::optional<OwnCheck::Words> read_words(std::string_view text, std::size_t at, const std::string& pointer,
                                          const OwnCheckFault& fault) {
  return Reader(text, pointer, fault).read_words(at);
}

} // namespace northline
