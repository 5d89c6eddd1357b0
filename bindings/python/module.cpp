// The narrow part of the Python package: strings in, strings out. What people see is written in Python, in
// northline/__init__.py, where it can be read and stepped through.
#include "base/json_text.hpp"
#include "check/check.hpp"
#include "check/rule_table.hpp"
#include "io/json_writer.hpp"
#include "io/stratml.hpp"
#include "model/schema.hpp"
#include "model/tables.hpp"
#include "check/messages.hpp"
#include "report/check_report.hpp"
#include "report/comparison.hpp"
#include "report/evaluation_report.hpp"
#include "report/gradient_report.hpp"
#include "report/fragility_report.hpp"
#include "report/influence_report.hpp"
#include "report/practice_report.hpp"
#include "report/report.hpp"
#include "report/score_report.hpp"
#include "report/simulation_report.hpp"
#include "report/weigh_report.hpp"
#include "score/evaluation.hpp"
#include "score/score.hpp"
#include "session/moves.hpp"
#include "session/strategy.hpp"

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace py = pybind11;

namespace {

using namespace northline;

/// Set by the Python side when Ctrl-C is pressed while a call runs without the interpreter's lock.
struct CancelFlag {
  std::atomic<bool> flag{false};
};

Date day(const std::optional<std::string>& text) {
  if (!text) return {};
  const Date d = parse_date(*text);
  if (!d.known()) throw Error(Status::invalid_argument, "\"" + *text + "\" is not a day; write it as YYYY-MM-DD.");
  return d;
}

Kind kind_of_member(const std::string& member) {
  const int k = find_kind_member(member);
  if (k < 0) throw Error(Status::not_found, "There is no kind \"" + member + "\".");
  return static_cast<Kind>(k);
}

/// A check in code: a definition as JSON, and a function from an id to pairs of a message and a member's name.
using OwnCode = std::pair<std::string, py::function>;

std::shared_ptr<const OwnCheck> own_check(const OwnCode& code) {
  return std::make_shared<CodedCheck>(
      read_own_words(code.first),
      [decide = code.second](const View& v, Element focus, Date, std::vector<CodedCheck::Said>& out) {
        const py::gil_scoped_acquire locked;
        try {
          const py::object said = decide(std::string(v.id(focus)));
          for (auto& [message, member] : said.cast<std::vector<std::pair<std::string, std::string>>>())
            out.push_back({message, member, {}});
        } catch (const py::error_already_set& e) {
          const std::string why = e.what(); // the exception, then where it came from
          throw OwnCheckFailure(why.substr(0, why.find('\n')), true);
        } catch (const py::cast_error& e) {
          throw OwnCheckFailure(e.what(), true);
        }
      });
}

/// Findings with the strategy they were found in, for reports.
class CoreFindings {
public:
  CoreFindings(std::shared_ptr<const Findings> all, std::shared_ptr<const Messages> messages)
      : all_(std::move(all)), messages_(std::move(messages)) {}
  std::string render(const std::string& format, const std::string& file, std::size_t max_findings,
                     const std::string& fail_on, const CancelFlag* cancel) const {
    ReportOptions o;
    o.messages = messages_.get();
    o.max_findings = max_findings;
    o.fail_on = fail_on == "error"     ? Severity::error
                : fail_on == "warning" ? Severity::warning
                : fail_on == "advice"  ? Severity::advice
                                       : Severity::off;
    if (cancel) o.cancel = Cancel(&cancel->flag);
    py::gil_scoped_release unlocked;
    Checked checked{file, all_.get(), nullptr, 0};
    ScoreResult result;
    if (format == "html") {
      ScoreOptions how;
      how.as_of = all_->as_of();
      how.cancel = o.cancel;
      result = northline::score(all_->view(), how);
      checked.score = &result;
    }
    return render_report(format, {&checked, 1}, o);
  }

private:
  std::shared_ptr<const Findings> all_;
  std::shared_ptr<const Messages> messages_;
};

/// Numbers that a result holds, shown through the buffer protocol; they live as long as anybody looks at them.
struct CoreNumbers {
  std::shared_ptr<const void> owner;
  const void* data;
  py::ssize_t size, width;
  std::string format;
};

class CoreInfluence {
public:
  CoreInfluence(const View& view, InfluenceMatrix matrix)
      : matrix_(std::make_shared<const InfluenceMatrix>(std::move(matrix))) {
    for (const Element e : matrix_->rows) rows_.emplace_back(view.id(e));
    for (const Element e : matrix_->columns) columns_.emplace_back(view.id(e));
  }
  const std::vector<std::string>& rows() const { return rows_; }
  const std::vector<std::string>& columns() const { return columns_; }
  bool sparse() const { return matrix_->sparse; }
  bool exact() const { return matrix_->exact(); }
  py::memoryview values() const { return shown(matrix_->values.span()); }
  py::memoryview lower() const { return shown(matrix_->exact() ? matrix_->values.span() : matrix_->lower.span()); }
  py::memoryview upper() const { return shown(matrix_->exact() ? matrix_->values.span() : matrix_->upper.span()); }
  py::memoryview first() const { return shown(std::span<const std::uint64_t>(matrix_->first)); }
  py::memoryview column() const { return shown(std::span<const std::uint32_t>(matrix_->column)); }

private:
  template <class T> py::memoryview shown(std::span<const T> list) const {
    static constexpr T nothing{};
    return py::memoryview(py::cast(CoreNumbers{matrix_, list.empty() ? &nothing : list.data(),
                                           static_cast<py::ssize_t>(list.size()), sizeof(T),
                                           py::format_descriptor<T>::format()}));
  }
  std::shared_ptr<const InfluenceMatrix> matrix_;
  std::vector<std::string> rows_, columns_;
};

class CoreStrategy {
public:
  explicit CoreStrategy(std::shared_ptr<const Snapshot> s) : strategy_(std::move(s)) {}
  CoreStrategy() = default;

  std::vector<std::string> ids(const std::string& member) const {
    std::vector<std::string> out;
    const View& v = strategy_.view();
    v.each(kind_of_member(member), [&](Element e) { out.emplace_back(v.id(e)); });
    return out;
  }
  std::size_t count(const std::string& member) const { return strategy_.view().count(kind_of_member(member)); }
  std::optional<std::string> kind(const std::string& id) const {
    const View& v = strategy_.view();
    const Element e = v.find(id);
    if (e == no_element) return std::nullopt;
    return std::string(info(v.kind(e)).name);
  }
  std::string root_id() const { return std::string(strategy_.view().id(root_element)); }
  std::string element(const std::string& id) const { return element_json(strategy_.view(), find(id)); }
  std::optional<std::string> attribute(const std::string& id, const std::string& name) const {
    const View& v = strategy_.view();
    const View::Where w = v.where(find(id));
    const std::string_view t = w.home->text();
    const std::size_t at = json::find_member(t, w.home->body_at(w.local), name);
    if (at == std::string_view::npos) return std::nullopt;
    std::string out;
    json::append_formatted(out, t, at, 0, {true, false});
    return out;
  }
  std::vector<std::string> related(const std::string& id, const std::string& relation, bool incoming) const {
    const View& v = strategy_.view();
    const Element e = find(id);
    const int r = find_relation(relation);
    if (r < 0) throw Error(Status::not_found, "There is no relation \"" + relation + "\".");
    std::vector<std::string> out;
    if (incoming)
      for (const Edge edge : v.in(e, static_cast<Relation>(r))) out.emplace_back(v.id(edge.source));
    else
      for (const Edge edge : v.out(e, static_cast<Relation>(r))) out.emplace_back(v.id(edge.target));
    return out;
  }
  std::uint64_t relation_count() const {
    std::uint64_t n = 0;
    const View& v = strategy_.view();
    v.each_element([&](Element e) {
      for (unsigned r = 0; r < northline::relation_count; ++r) n += v.out(e, static_cast<Relation>(r)).size();
    });
    return n;
  }

  void add(const std::string& member, const std::string& id) { strategy_.add_element(kind_of_member(member), id); }
  void remove(const std::string& id) { strategy_.remove_element(id); }
  void set(const std::string& id, const std::string& name, const std::string& json) {
    if (find_relation(name) >= 0)
      strategy_.set_relation(id, name, json);
    else
      strategy_.set_attribute(id, name, json);
  }
  void unset(const std::string& id, const std::string& name) {
    if (find_relation(name) >= 0)
      strategy_.set_relation(id, name, {});
    else
      strategy_.unset_attribute(id, name);
  }
  void relate(const std::string& source, const std::string& relation, const std::string& target,
              const std::string& payload) {
    strategy_.add_relation(source, relation, target, payload);
  }
  void unrelate(const std::string& source, const std::string& relation, const std::string& target) {
    strategy_.remove_relation(source, relation, target);
  }
  void begin() { strategy_.begin(); }
  void commit() { strategy_.commit(); }
  void rollback() { strategy_.rollback(); }
  std::uint64_t revision() const { return strategy_.revision(); }

  std::pair<std::string, CoreFindings>
  check(const std::optional<std::string>& as_of, const std::map<std::string, std::string>& severities,
        const std::map<std::string, double>& parameters, const std::vector<OwnCode>& own,
        const std::optional<std::string>& config, const std::vector<std::string>& select,
        const std::vector<std::string>& ignore, const std::map<std::string, bool>& packs,
        const std::optional<std::string>& profile, const std::optional<std::string>& baseline, bool consequences,
        bool stats, const std::optional<std::string>& messages, const CancelFlag* cancel) const {
    CheckOptions o;
    o.as_of = day(as_of);
    for (const OwnCode& code : own) o.own.push_back(own_check(code)); // let go after the lock is taken again
    if (cancel) o.cancel = Cancel(&cancel->flag);
    for (const auto& [code, name] : severities) {
      int found = -1;
      for (int s = 0; s < 4; ++s)
        if (severity_name(static_cast<Severity>(s)) == name) found = s;
      const Rule* rule = find_rule(code);
      if (found < 0 || (!rule && !is_own_code(code)))
        throw Error(Status::invalid_argument, "\"" + code + "\": \"" + name +
                                                  "\" is not a check's code with error, warning, advice or off.");
      o.severities[rule ? std::string(rule->code) : code] = static_cast<Severity>(found);
    }
    auto call = std::make_shared<Configuration>();
    for (const auto& [name, value] : parameters) set_parameter(*call, name, value);
    const auto words = [](const std::vector<std::string>& all) {
      std::string joined;
      for (const std::string& word : all) joined += word + ",";
      return joined;
    };
    if (!select.empty()) add_selectors(call->select.emplace(), words(select));
    add_selectors(call->ignore, words(ignore));
    for (const auto& [name, on] : packs) {
      const auto pack = find_pack(name);
      if (!pack) throw Error(Status::configuration, "There is no pack \"" + name + "\".");
      call->switch_pack(*pack, on);
    }
    if (profile) {
      call->profile = find_profile(*profile);
      if (!call->profile) throw Error(Status::configuration, "The profile is small, standard or auto.");
    }
    if (config) o.configurations.push_back(read_configuration(*config, "config"));
    o.configurations.push_back(std::move(call));
    if (baseline) o.baseline = read_baseline(*baseline, "baseline");
    o.consequences = consequences;
    if (stats)
      o.clock = [] {
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
      };
    const View v = strategy_.view();
    py::gil_scoped_release unlocked;
    auto language = messages ? Messages::read(*messages) : std::make_shared<const Messages>();
    auto findings = run_checks(v, o);
    std::string text = check_json(*findings, *language, o.cancel, true);
    return {std::move(text), CoreFindings(std::move(findings), std::move(language))};
  }
  std::string score(const std::optional<std::string>& as_of, const CancelFlag* cancel) const {
    ScoreOptions o;
    o.as_of = day(as_of);
    if (cancel) o.cancel = Cancel(&cancel->flag);
    const View v = strategy_.view();
    py::gil_scoped_release unlocked;
    return score_json(v, northline::score(v, o), o.cancel);
  }
  std::string practice(const std::string& name, const std::optional<std::string>& as_of,
                       const CancelFlag* cancel) const {
    CheckOptions o;
    o.as_of = day(as_of);
    if (cancel) o.cancel = Cancel(&cancel->flag);
    const View v = strategy_.view();
    py::gil_scoped_release unlocked;
    return practice_json(v, effective_as_of(v, o.as_of), practice_reports(v, name, o));
  }
  std::string evaluate(const std::string& scenario, const std::string& mode, const std::string& algorithm,
                       const std::optional<std::string>& as_of, const CancelFlag* cancel) const {
    EvaluationOptions o;
    o.scenario = scenario;
    o.mode = evaluation_mode(mode);
    o.algorithm = evaluation_algorithm(algorithm);
    o.as_of = day(as_of);
    if (cancel) o.cancel = Cancel(&cancel->flag);
    const View v = strategy_.view();
    py::gil_scoped_release unlocked;
    return evaluation_json(northline::evaluate(v, o));
  }
  /// JSON, and where they are wanted the draws of every result and of every input, as bytes of doubles.
  std::tuple<std::string, std::vector<py::bytes>, std::vector<py::bytes>>
  simulate(const std::string& scenario, std::uint64_t draws, std::uint64_t seed, std::size_t threads,
           const std::vector<std::pair<std::string, double>>& levels, bool keep, const std::optional<std::string>& as_of,
           const CancelFlag* cancel) const {
    SimulationOptions o;
    o.scenario = scenario;
    o.draws = draws;
    o.seed = seed;
    o.threads = threads;
    o.levels = levels;
    o.as_of = day(as_of);
    if (cancel) o.cancel = Cancel(&cancel->flag);
    const View v = strategy_.view();
    std::string text;
    std::vector<std::vector<double>> outputs, inputs;
    {
      py::gil_scoped_release unlocked;
      const Simulation s = northline::simulate(v, o);
      text = simulation_json(s);
      if (keep) {
        for (const UncertainOutput& x : s.outputs) outputs.push_back(s.values_of(x));
        for (std::uint32_t i = 0; i < s.inputs.size(); ++i) inputs.push_back(s.values_of(i));
      }
    }
    const auto bytes = [](const std::vector<std::vector<double>>& columns) {
      std::vector<py::bytes> all;
      for (const auto& c : columns) all.emplace_back(reinterpret_cast<const char*>(c.data()), c.size() * sizeof(double));
      return all;
    };
    return {std::move(text), bytes(outputs), bytes(inputs)};
  }
  std::string diff(const CoreStrategy& other, const std::string& scenario, const std::string& other_scenario,
                   bool findings, bool scores, bool effects, const std::string& format,
                   const std::optional<std::string>& as_of, const CancelFlag* cancel) const {
    ComparisonOptions o;
    o.findings = findings;
    o.scores = scores;
    o.effects = effects;
    o.checks.as_of = day(as_of);
    if (cancel) o.cancel = Cancel(&cancel->flag);
    o.scenario_before = scenario;
    o.scenario_after = other_scenario;
    if (!scenario.empty()) o.name_before = scenario;
    if (!other_scenario.empty()) o.name_after = other_scenario;
    const View a = strategy_.view(), b = other.strategy_.view();
    py::gil_scoped_release unlocked;
    return render_comparison(format, scenario_view(a, scenario, o.cancel),
                             scenario_view(b, other_scenario, o.cancel), o);
  }
  py::tuple merge(const CoreStrategy& ours, const CoreStrategy& theirs, const CancelFlag* cancel) const {
    const View base = strategy_.view(), o = ours.strategy_.view(), t = theirs.strategy_.view();
    std::string text, report;
    std::unique_ptr<CoreStrategy> made;
    {
      py::gil_scoped_release unlocked;
      Merged m = northline::merge(base, o, t, cancel ? Cancel(&cancel->flag) : Cancel());
      report = merge_json(m, false);
      text = std::move(m.text);
      made = std::make_unique<CoreStrategy>(read_json(Text::own(text)));
    }
    return py::make_tuple(std::move(made), text, report);
  }
  /// The strategy as a scenario makes it.
  std::unique_ptr<CoreStrategy> scenario(const std::string& name) const {
    const View v = strategy_.view();
    py::gil_scoped_release unlocked;
    const View changed = scenario_view(v, name);
    return std::make_unique<CoreStrategy>(changed.overlay() ? read_json(Text::make(write_json(changed)))
                                                            : changed.shared_base());
  }
  std::string gradient(const std::string& goal, const std::string& bound,
                       const std::optional<std::string>& as_of, const CancelFlag* cancel) const {
    GradientOptions o;
    o.score.as_of = day(as_of);
    if (cancel) o.score.cancel = Cancel(&cancel->flag);
    o.of = bound_named(bound);
    const View v = strategy_.view();
    o.goal = goal_named(v, goal);
    py::gil_scoped_release unlocked;
    return gradient_json(v, o, northline::gradient(v, o));
  }
  std::string moves(const std::string& goal, std::size_t most, std::size_t tried,
                    const std::optional<std::string>& as_of, const CancelFlag* cancel) const {
    MovesOptions o;
    o.score.as_of = day(as_of);
    if (cancel) o.score.cancel = Cancel(&cancel->flag);
    o.most = most;
    o.tried = tried;
    const View v = strategy_.view();
    o.goal = goal_named(v, goal);
    py::gil_scoped_release unlocked;
    return moves_json(next_moves(v, o));
  }
  /// Empty: none.
  static Element goal_named(const View& v, const std::string& id) {
    if (id.empty()) return no_element;
    const Element e = v.find(id);
    if (e == no_element)
      throw Error(Status::not_found, "No element has the id \"" + id + "\"; name a goal.");
    return e;
  }
  CoreInfluence influence(const std::string& form, const CancelFlag* cancel) const {
    MatrixOptions o;
    if (cancel) o.cancel = Cancel(&cancel->flag);
    if (form == "dense")
      o.shape = MatrixForm::dense;
    else if (form == "sparse")
      o.shape = MatrixForm::sparse;
    else if (!form.empty())
      throw Error(Status::invalid_argument, "form is \"" + form + "\"; it has to be dense or sparse.");
    const View v = strategy_.view();
    py::gil_scoped_release unlocked;
    return CoreInfluence(v, influence_matrix(LinkGraph(v, Over::influence, o.cancel), o));
  }
  std::string influence_of(const std::string& from, const std::string& to, const CancelFlag* cancel) const {
    InfluenceQuery q{from, to, cancel ? Cancel(&cancel->flag) : Cancel()};
    const View v = strategy_.view();
    py::gil_scoped_release unlocked;
    return influence_json(v, q);
  }
  std::string path(const std::string& from, const std::string& to, const std::string& over, std::size_t most,
                   std::size_t length, const CancelFlag* cancel) const {
    PathQuery q{from, to, over, most, length, false, cancel ? Cancel(&cancel->flag) : Cancel()};
    const View v = strategy_.view();
    py::gil_scoped_release unlocked;
    return path_json(v, q);
  }
  std::string fragility(const std::vector<std::string>& kinds, const std::optional<std::string>& as_of,
                        std::size_t threads, const CancelFlag* cancel) const {
    FragilityOptions o;
    o.as_of = day(as_of);
    o.kinds = kinds_named(kinds);
    o.threads = threads;
    if (cancel) o.cancel = Cancel(&cancel->flag);
    const View v = strategy_.view();
    py::gil_scoped_release unlocked;
    return fragility_json(northline::fragility(v, o), o.kinds, o.cancel);
  }
  std::vector<std::string> scenarios() const { return scenario_names(strategy_.view()); }
  /// `scenario`, `mode` and `algorithm` choose the evaluation that is explained; without any of them a plain one,
  /// left out where it cannot be done.
  std::string why(const std::string& id, const std::optional<std::string>& as_of, bool text,
                  const std::optional<std::string>& scenario, const std::optional<std::string>& mode,
                  const std::optional<std::string>& algorithm) const {
    ScoreOptions o;
    o.as_of = day(as_of);
    WhyOptions how;
    how.chosen = scenario || mode || algorithm;
    if (scenario) how.evaluation.scenario = *scenario;
    if (mode) how.evaluation.mode = evaluation_mode(*mode);
    if (algorithm) how.evaluation.algorithm = evaluation_algorithm(*algorithm);
    how.evaluation.as_of = o.as_of;
    const View document = strategy_.view();
    how.document = &document;
    how.move = nth_move;
    py::gil_scoped_release unlocked;
    (void)element_asked(document, id); // before the work of scoring
    const View v = scenario_view(document, how.evaluation.scenario);
    const ScoreResult r = northline::score(v, o);
    return text ? why_text(v, r, id, how) : why_json(v, r, id, how);
  }
  std::string json(bool compact) const {
    const View v = strategy_.view();
    py::gil_scoped_release unlocked;
    return write_json(v, {compact, true});
  }
  std::string hash() const { return document_hash(strategy_.view()); }
  std::vector<py::dict> problems() const {
    std::vector<py::dict> out;
    const Snapshot& s = strategy_.view().base();
    PlaceFinder places(s.text());
    for (const Problem& p : s.problems()) {
      const Place at = places.at(p.offset);
      py::dict d;
      d["code"] = problem_code(p.what);
      d["message"] = problem_message(s, p);
      d["pointer"] = offset_spot(s, p.element, p.offset).pointer;
      d["line"] = at.line;
      d["column"] = at.column;
      out.push_back(d);
    }
    return out;
  }

private:
  Element find(const std::string& id) const {
    const Element e = strategy_.view().find(id);
    if (e == no_element) throw Error(Status::not_found, "No element has the id \"" + id + "\".");
    return e;
  }
  Strategy strategy_;
};

std::unique_ptr<CoreStrategy> loads(std::string text, bool strict, const CancelFlag* cancel) {
  py::gil_scoped_release unlocked;
  ReadOptions o;
  if (cancel) o.cancel = Cancel(&cancel->flag);
  auto snapshot = read_json(Text::own(std::move(text)), o);
  if (strict) require_no_problems(*snapshot);
  return std::make_unique<CoreStrategy>(std::move(snapshot));
}

py::tuple load_stratml(const std::string& xml, bool strict) {
  StratmlOptions o;
  o.strict = strict;
  const StratmlResult r = read_stratml(xml, o);
  if (!r.ok) throw Error(r.status, r.error_message, "", r.error_line, r.error_column, 0);
  py::list repairs;
  for (const Repair& x : r.repairs) {
    py::dict d;
    d["number"] = x.number;
    d["name"] = x.name;
    d["message"] = x.message;
    d["path"] = x.path;
    d["line"] = x.line;
    d["column"] = x.column;
    repairs.append(d);
  }
  return py::make_tuple(std::make_unique<CoreStrategy>(read_json(Text::make(r.json))), repairs);
}

py::dict rule_dict(const Rule& r) {
  py::dict d;
  d["code"] = std::string(r.code);
  d["name"] = std::string(r.name);
  d["category"] = std::string(category_name(r.category));
  d["severity"] = std::string(severity_name(r.severity));
  d["question"] = std::string(r.question);
  d["advice"] = std::string(r.advice);
  d["page"] = std::string(rule_page(r));
  py::dict parameters;
  for (const Parameter& p : r.parameters) parameters[py::str(std::string(p.name))] = p.value;
  d["parameters"] = parameters;
  return d;
}

} // namespace

PYBIND11_MODULE(_core, m) {
  m.doc() = "Northline's engine. Use the package northline.";
  m.attr("__version__") = NORTHLINE_PYTHON_VERSION;

  // One exception type carries everything; the package's subclasses are chosen by its status.
  static PyObject* error = PyErr_NewException("northline._core.CoreError", PyExc_ValueError, nullptr);
  m.attr("CoreError") = py::reinterpret_borrow<py::object>(error);
  py::register_local_exception_translator([](std::exception_ptr p) {
    try {
      if (p) std::rethrow_exception(p);
    } catch (const Error& e) {
      const py::tuple arguments = py::make_tuple(e.what(), static_cast<int>(e.status()), e.pointer(), e.line(),
                                                 e.column());
      PyErr_SetObject(error, arguments.ptr());
    }
  });

  py::class_<CancelFlag>(m, "CancelFlag", py::module_local())
      .def(py::init<>())
      .def("request", [](CancelFlag& c) { c.flag = true; });

  py::class_<CoreFindings>(m, "CoreFindings", py::module_local()).def("render", &CoreFindings::render);

  py::class_<CoreNumbers>(m, "CoreNumbers", py::module_local(), py::buffer_protocol()).def_buffer([](const CoreNumbers& n) {
    return py::buffer_info(const_cast<void*>(n.data), n.width, n.format, 1, {n.size}, {n.width}, true);
  });
  py::class_<CoreInfluence>(m, "CoreInfluence", py::module_local())
      .def("rows", &CoreInfluence::rows)
      .def("columns", &CoreInfluence::columns)
      .def("sparse", &CoreInfluence::sparse)
      .def("exact", &CoreInfluence::exact)
      .def("values", &CoreInfluence::values)
      .def("lower", &CoreInfluence::lower)
      .def("upper", &CoreInfluence::upper)
      .def("first", &CoreInfluence::first)
      .def("column", &CoreInfluence::column);
  py::class_<CoreStrategy>(m, "CoreStrategy", py::module_local())
      .def(py::init<>())
      .def("copy", [](const CoreStrategy& s) { return std::make_unique<CoreStrategy>(s); })
      .def("ids", &CoreStrategy::ids)
      .def("count", &CoreStrategy::count)
      .def("kind", &CoreStrategy::kind)
      .def("root_id", &CoreStrategy::root_id)
      .def("element", &CoreStrategy::element)
      .def("attribute", &CoreStrategy::attribute)
      .def("related", &CoreStrategy::related)
      .def("relation_count", &CoreStrategy::relation_count)
      .def("add", &CoreStrategy::add)
      .def("remove", &CoreStrategy::remove)
      .def("set", &CoreStrategy::set)
      .def("unset", &CoreStrategy::unset)
      .def("relate", &CoreStrategy::relate)
      .def("unrelate", &CoreStrategy::unrelate)
      .def("begin", &CoreStrategy::begin)
      .def("commit", &CoreStrategy::commit)
      .def("rollback", &CoreStrategy::rollback)
      .def("revision", &CoreStrategy::revision)
      .def("check", &CoreStrategy::check)
      .def("score", &CoreStrategy::score)
      .def("practice", &CoreStrategy::practice)
      .def("evaluate", &CoreStrategy::evaluate)
      .def("simulate", &CoreStrategy::simulate)
      .def("diff", &CoreStrategy::diff)
      .def("merge", &CoreStrategy::merge)
      .def("scenario", &CoreStrategy::scenario)
      .def("gradient", &CoreStrategy::gradient)
      .def("moves", &CoreStrategy::moves)
      .def("influence", &CoreStrategy::influence)
      .def("influence_of", &CoreStrategy::influence_of)
      .def("path", &CoreStrategy::path)
      .def("fragility", &CoreStrategy::fragility)
      .def("scenarios", &CoreStrategy::scenarios)
      .def("why", &CoreStrategy::why)
      .def("json", &CoreStrategy::json)
      .def("hash", &CoreStrategy::hash)
      .def("problems", &CoreStrategy::problems);

  m.def("loads", &loads);
  m.def("load_stratml", &load_stratml);
  m.def("looks_like_xml", [](const py::bytes& b) { return looks_like_xml(std::string(b)); });
  m.def("weigh", [](const std::string& json) {
    const View v(read_json(Text::borrow(json)));
    py::gil_scoped_release unlocked;
    return weigh_json(v);
  });
  m.def("registry", &registry_json);
  m.def("schema", &schema_json);
  m.def("messages", &messages_json);
  m.def("rule", [](const std::string& name) -> py::object {
    const Rule* r = find_rule(name);
    return r ? py::object(rule_dict(*r)) : py::none();
  });
  m.def("rules", [] {
    py::list out;
    for (unsigned i = 0; i < rule_table_size; ++i) out.append(std::string(rule_table[i]->code));
    return out;
  });
}
