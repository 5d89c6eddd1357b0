#include "check/check.hpp"

#include "base/json_text.hpp"
#include "base/sha256.hpp"
#include "base/template.hpp"
#include "check/consequences.hpp"
#include "check/reading.hpp"
#include "check/rule_pages.hpp"
#include "check/rule_table.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <new>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace northline {

std::string_view severity_name(Severity s) {
  constexpr std::string_view names[] = {"error", "warning", "advice", "off"};
  return names[static_cast<unsigned>(s)];
}
std::string_view category_name(Category c) {
  constexpr std::string_view names[] = {"structure", "landscape",  "goals",     "audience",
                                        "channels",  "resources",  "metrics",   "people",
                                        "order",     "governance", "execution", "benefits"};
  return names[static_cast<unsigned>(c)];
}

Date effective_as_of(const View& v, Date option) {
  return option.known() ? option : v.get(field::strategy::as_of, ElementOf<Kind::strategy>{root_element});
}

// ---- evidence as bytes -----------------------------------------------------------------------------------
// A byte of type, a byte for the name (its place in the rule's message), then the value: a row of 16 bytes
// and its evidence together stay below 32 for nearly all findings.

namespace {

enum Anchor : std::uint8_t { at_key, at_member, at_target_of, at_byte };

template <class T> void put(std::vector<std::uint8_t>& a, const T& x) {
  const std::size_t n = a.size();
  a.resize(n + sizeof x);
  std::memcpy(a.data() + n, &x, sizeof x);
}
template <class T> T take(const std::uint8_t*& p) {
  T x;
  std::memcpy(&x, p, sizeof x);
  p += sizeof x;
  return x;
}

/// Position of an argument's name among the places of the rule's message, so that a row needs one byte for
/// it. 255: a name that the message does not show, kept as text.
std::uint8_t name_index(std::string_view message, std::string_view name) {
  std::uint8_t n = 0;
  TemplateWalker walker(message);
  for (TemplatePart p; walker.next(p);)
    if (p.place) {
      if (p.name == name) return n;
      ++n;
    }
  return 255;
}
std::string_view name_at(std::string_view message, std::uint8_t index) {
  std::uint8_t n = 0;
  TemplateWalker walker(message);
  for (TemplatePart p; walker.next(p);)
    if (p.place && n++ == index) return p.name;
  return {};
}

void put_name(std::vector<std::uint8_t>& a, std::string_view message, std::string_view name) {
  const std::uint8_t n = name_index(message, name);
  a.push_back(n);
  if (n != 255) return;
  a.push_back(static_cast<std::uint8_t>(std::min<std::size_t>(name.size(), 255)));
  a.insert(a.end(), name.begin(),
           name.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(name.size(), 255)));
}

} // namespace

Report RuleRun::report(Element focus) { return {*this, focus}; }

Report::Report(RuleRun& run, Element focus) : run_(run) {
  Findings& f = *run.findings_;
  f.rows_.push_back(
      {focus, static_cast<std::uint32_t>(f.arena_.size()), 0, run.rule_, run.severity_, at_key});
}
Report::~Report() {
  Findings& f = *run_.findings_;
  ++f.counts_[static_cast<unsigned>(f.rows_.back().severity)];
  if (f.rows_.size() > f.max_ || f.arena_.size() > 0xFFF00000U) { // counted, not kept
    f.arena_.resize(f.rows_.back().arena);
    f.rows_.pop_back();
    return;
  }
  try {
    f.arena_.push_back(static_cast<std::uint8_t>(Findings::ArgumentType::end));
  } catch (...) {
    f.rows_.pop_back();
    f.memory_ran_out_ = true; // a destructor cannot say so; the engine does
  }
}
using AT = Findings::ArgumentType;
Report& Report::number(std::string_view name, double value) {
  auto& a = run_.findings_->arena_;
  a.push_back(static_cast<std::uint8_t>(AT::number));
  put_name(a, run_.findings_->rule_numbered(run_.rule_).message, name);
  put(a, value);
  return *this;
}
Report& Report::text(std::string_view name, std::string_view value) {
  auto& a = run_.findings_->arena_;
  a.push_back(static_cast<std::uint8_t>(AT::text));
  put_name(a, run_.findings_->rule_numbered(run_.rule_).message, name);
  // Long texts are cut at a character's border: a message is one line.
  std::size_t n = std::min<std::size_t>(value.size(), 400);
  while (n > 0 && n < value.size() && (static_cast<unsigned char>(value[n]) & 0xC0) == 0x80) --n;
  put(a, static_cast<std::uint16_t>(n));
  a.insert(a.end(), value.begin(), value.begin() + static_cast<std::ptrdiff_t>(n));
  return *this;
}
Report& Report::date(std::string_view name, Date value) {
  auto& a = run_.findings_->arena_;
  a.push_back(static_cast<std::uint8_t>(AT::date));
  put_name(a, run_.findings_->rule_numbered(run_.rule_).message, name);
  put(a, value.days);
  return *this;
}
Report& Report::element(std::string_view name, Element e) {
  auto& a = run_.findings_->arena_;
  a.push_back(static_cast<std::uint8_t>(AT::element));
  put_name(a, run_.findings_->rule_numbered(run_.rule_).message, name);
  put(a, e);
  return *this;
}
Report& Report::related(Element e) {
  auto& a = run_.findings_->arena_;
  a.push_back(static_cast<std::uint8_t>(AT::related));
  put(a, e);
  return *this;
}
Report& Report::relation(const Edge& e) {
  auto& a = run_.findings_->arena_;
  a.push_back(static_cast<std::uint8_t>(AT::relation));
  a.push_back(static_cast<std::uint8_t>(e.relation));
  put(a, e.source);
  put(a, e.target);
  return *this;
}
Report& Report::key(std::string_view argument) {
  auto& a = run_.findings_->arena_;
  a.push_back(static_cast<std::uint8_t>(AT::key));
  const std::size_t n = std::min<std::size_t>(argument.size(), 400);
  put(a, static_cast<std::uint16_t>(n));
  a.insert(a.end(), argument.begin(), argument.begin() + static_cast<std::ptrdiff_t>(n));
  return *this;
}
Report& Report::at(std::string_view member) {
  Findings::Row& r = run_.findings_->rows_.back();
  const Kind k = run_.view.kind(r.focus);
  const int attribute = find_attribute(k, member);
  r.anchor_kind = at_member;
  r.anchor = attribute >= 0 ? static_cast<std::uint32_t>(attribute)
                            : 256U + static_cast<std::uint32_t>(find_relation(member));
  return *this;
}
Report& Report::at_target(Relation r, Element target) {
  Findings::Row& row = run_.findings_->rows_.back();
  row.anchor_kind = at_target_of;
  row.anchor = target;
  // The relation rides along as evidence, so that the place can be found again.
  auto& a = run_.findings_->arena_;
  a.push_back(static_cast<std::uint8_t>(AT::relation));
  a.push_back(static_cast<std::uint8_t>(r));
  put(a, row.focus);
  put(a, target);
  return *this;
}
Report& Report::at_offset(std::uint32_t offset) {
  Findings::Row& row = run_.findings_->rows_.back();
  row.anchor_kind = at_byte;
  row.anchor = offset;
  return *this;
}

Report& Report::severity(Severity s) {
  if (!run_.severity_chosen_) run_.findings_->rows_.back().severity = s;
  return *this;
}

const Rule& Findings::rule_numbered(std::uint16_t number) const {
  return number < rule_table_size ? *rule_table[number] : own_[number - rule_table_size]->rule();
}

const Suppression* Findings::suppression(std::size_t i) const {
  if (marks_.empty() || (marks_[i] & is_suppressed) == 0) return nullptr;
  return &suppressions_[suppressed_by_[i]];
}
std::size_t Findings::cause(std::size_t i) const {
  return causes_.empty() || causes_[i] == no_cause ? no_row : causes_[i];
}

std::vector<Findings::Argument> Findings::arguments(std::size_t i) const {
  std::vector<Argument> out;
  const std::uint8_t* p = arena_.data() + rows_[i].arena;
  const std::string_view message = rule(i).message;
  const auto name = [&]() -> std::string_view {
    const std::uint8_t n = take<std::uint8_t>(p);
    if (n != 255) return name_at(message, n);
    const std::uint8_t length = take<std::uint8_t>(p);
    const std::string_view s(reinterpret_cast<const char*>(p), length);
    p += length;
    return s;
  };
  const auto text = [&] {
    const auto n = take<std::uint16_t>(p);
    const std::string_view s(reinterpret_cast<const char*>(p), n);
    p += n;
    return s;
  };
  for (;;) {
    Argument a{};
    a.type = static_cast<AT>(take<std::uint8_t>(p));
    switch (a.type) {
    case AT::end:
      return out;
    case AT::number:
      a.name = name();
      a.number = take<double>(p);
      break;
    case AT::text:
      a.name = name();
      a.text = text();
      break;
    case AT::date:
      a.name = name();
      a.date = {take<std::int32_t>(p)};
      break;
    case AT::element:
      a.name = name();
      a.element = take<Element>(p);
      break;
    case AT::related:
      a.element = take<Element>(p);
      break;
    case AT::relation:
      a.relation = static_cast<Relation>(take<std::uint8_t>(p));
      a.element = take<Element>(p);
      a.target = take<Element>(p);
      break;
    case AT::key:
      a.text = text();
      break;
    }
    out.push_back(a);
  }
}

Spot Findings::spot(std::size_t i) const {
  const Row& r = rows_[i];
  switch (r.anchor_kind) {
  case at_member:
    return member_spot(view_, r.focus,
                       r.anchor < 256 ? info(view_.kind(r.focus)).attributes[r.anchor].name
                                      : info(static_cast<Relation>(r.anchor - 256)).name,
                       places_);
  case at_target_of:
    for (const Argument& a : arguments(i))
      if (a.type == AT::relation && a.target == r.anchor && a.element == r.focus)
        return target_spot(view_, r.focus, a.relation, view_.id(r.anchor), places_);
    return element_spot(view_, r.focus);
  case at_byte:
    return offset_spot(view_.base(), r.focus, r.anchor, places_);
  default:
    if (r.focus == root_element) {
      Spot whole = document_spot();
      whole.in_text = view_.base().shared_text()->has_places(); // a converted plan has no first line
      return whole;
    }
    return element_spot(view_, r.focus);
  }
}

std::string Findings::print(std::size_t i) const {
  constexpr char separator = '\x1F';
  std::string s(rule(i).code);
  s += separator;
  s += view_.id(rows_[i].focus);
  for (const Argument& a : arguments(i)) {
    if (a.type == AT::element || a.type == AT::related) {
      s += separator;
      s += view_.id(a.element);
    } else if (a.type == AT::relation) {
      s += separator;
      s += view_.id(a.target == rows_[i].focus ? a.element : a.target);
    } else if (a.type == AT::key) {
      s += separator;
      s += a.text;
    }
  }
  return sha256_hex(s, 16);
}
std::vector<std::string> Findings::fingerprints() const {
  std::vector<std::string> out(rows_.size());
  std::unordered_map<std::string, unsigned> seen;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    out[i] = print(i);
    const unsigned n = ++seen[out[i]];
    if (n > 1) out[i] += "-" + std::to_string(n);
  }
  return out;
}

std::string baseline_json(const std::vector<std::shared_ptr<const Findings>>& all) {
  std::string out = "{\n  \"baseline\": 1,\n  \"rule_set\": ";
  append_json_string(out, rule_set_version);
  out += ",\n  \"findings\": [";
  std::unordered_set<std::string> written;
  for (const auto& f : all) {
    const auto prints = f->fingerprints();
    for (std::size_t i = 0; i < f->size(); ++i) {
      if (f->suppression(i) || !written.insert(prints[i]).second) continue;
      out += written.size() > 1 ? ",\n    {\"fingerprint\": " : "\n    {\"fingerprint\": ";
      append_json_string(out, prints[i]);
      out += ", \"code\": ";
      append_json_string(out, f->rule(i).code);
      out += ", \"element\": ";
      append_json_string(out, f->view().id(f->row(i).focus));
      out += "}";
    }
  }
  return out + (written.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

// ---- the engine
// ---------------------------------------------------------------------------------------------

class Engine {
public:
  static std::shared_ptr<const Findings> run(const View& view, const CheckOptions& options) {
    return Engine(view, options).all();
  }

private:
  Engine(const View& view, const CheckOptions& options)
      : view_(view), options_(options), findings_(std::make_shared<Findings>(view)), f_(*findings_),
        run_(view, options.facts ? *options.facts : own_facts_.emplace(view, options.cancel),
             effective_as_of(view, options.as_of)),
        choices_(layers(), employees(view)) {
    f_.max_ = options.max_findings;
    f_.as_of_ = run_.as_of;
    f_.small_ = choices_.small();
    run_.findings_ = &f_;
    gather_own();
    for (const Configuration* c : layers_)
      for (const Suppression& s : c->suppressions) {
        f_.suppressions_.push_back(s);
        sources_.push_back(c);
      }
  }

  std::shared_ptr<const Findings> all() {
    ask();
#ifdef NORTHLINE_RECORD
    if (view_.recorder)
      view_.recorder->check({}, root_element); // what follows belongs to no check of the table
#endif
    ask_own();
    if (choices_.has_elements()) choose_on_elements();
    if (!f_.suppressions_.empty()) report_suppressions();
    if (f_.memory_ran_out_) throw std::bad_alloc();
    sort();
    suppress();
    fold_consequences();
    compare_with_baseline();
    if (f_.marks_.empty()) f_.suppressions_.clear();
    f_.rows_.shrink_to_fit();
    f_.arena_.shrink_to_fit();
    return findings_;
  }

  /// The layers from the lowest to the highest: the document, what was given, then the call's own words.
  std::vector<const Configuration*> layers() {
    if (options_.document_configuration) document_ = document_configuration(view_);
    if (document_ && !document_->empty()) layers_.push_back(document_.get());
    for (const auto& c : options_.configurations)
      if (c && !c->empty()) layers_.push_back(c.get());
    for (const auto& [code, severity] : options_.severities) {
      Selector one;
      one.by = Selector::By::rule;
      one.code = code;
      call_.severities.push_back({one, severity});
    }
    call_.parameters = options_.parameters;
    if (!call_.empty()) layers_.push_back(&call_);
    return layers_;
  }
  static double employees(const View& v) {
    return part(v.get(field::strategy::organisation, ElementOf<Kind::strategy>{root_element}), "employees");
  }
  std::uint64_t seen() const { return f_.total(); }

  /// A rule that is asked in this run.
  struct Asked {
    const Rule* rule;
    std::uint16_t number;
    Severity severity;
    bool chosen;
    std::size_t first_parameter;
    std::uint64_t time = 0, findings = 0;
  };

  /// Asks every rule of every element it is about: some elements at a time, so that what the first rule
  /// brought to the cache is still there for the last.
  void ask() {
    std::vector<Asked> asked;
    for (unsigned i = 0; i < rule_table_size; ++i) enlist(static_cast<std::uint16_t>(i), asked);
    std::uint64_t questions = 0, done = 0;
    for (const Asked& a : asked)
      for (unsigned k = 0; k < kind_count; ++k)
        if (contains(a.rule->focus, static_cast<Kind>(k))) questions += view_.count(static_cast<Kind>(k));
    if (options_.progress) options_.progress->start(questions);
    Work work(options_.cancel);
    std::vector<Asked*> here;
    std::vector<Element> elements;
    for (unsigned k = 0; k < kind_count; ++k) {
      here.clear();
      for (Asked& a : asked)
        if (contains(a.rule->focus, static_cast<Kind>(k))) here.push_back(&a);
      if (here.empty()) continue;
      elements.clear();
      view_.each(static_cast<Kind>(k), [&](Element e) { elements.push_back(e); });
      constexpr std::size_t together = 64;
      for (std::size_t from = 0; from < elements.size(); from += together) {
        const std::span<const Element> some(elements.data() + from,
                                            std::min(together, elements.size() - from));
        for (Asked* a : here) {
          use(*a);
          if (k == 0) options_.cancel.check(); // one step, but over the whole strategy
          const std::uint64_t began = options_.clock ? options_.clock() : 0, before = seen();
          for (const Element e : some) {
            work.step();
#ifdef NORTHLINE_RECORD
            if (view_.recorder) view_.recorder->check(a->rule->code, e);
#endif
            if (options_.earlier && a->rule->against)
              a->rule->against(run_, e, *options_.earlier);
            else
              a->rule->decide(run_, e);
          }
          if (options_.clock) a->time += options_.clock() - began;
          a->findings += seen() - before;
          done += some.size();
          if (options_.progress) options_.progress->reach(done);
        }
        run_.facts.trim();
      }
    }
    if (options_.progress) options_.progress->finish();
    if (options_.clock)
      for (const Asked& a : asked) f_.times_.push_back({a.rule, a.time, a.findings});
  }

  // ---- checks of one's own ----
  /// Those of all layers and of the call; of two with one code the higher stands.
  void gather_own() {
    std::vector<std::shared_ptr<const OwnCheck>> all;
    const auto add = [&](const std::shared_ptr<const OwnCheck>& c, bool of_document) {
      for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i]->rule().code == c->rule().code) {
          all[i] = c;
          own_of_document_[i] = of_document;
          return;
        }
      if (all.size() >= 60'000U - rule_table_size) return;
      all.push_back(c);
      own_of_document_.push_back(of_document);
    };
    for (const Configuration* c : layers_)
      for (const auto& check : c->custom) add(check, c->document);
    for (const auto& check : options_.own)
      if (check) add(check, false);
    f_.own_ = std::move(all);
  }

  struct Failed {
    std::size_t which;
    Element first;
    std::uint64_t elements;
    std::string problem;
  };

  void ask_own() {
    if (f_.own_.empty()) return;
    OwnBudget budget;
    Work work(options_.cancel);
    std::vector<Failed> failed;
    for (std::size_t i = 0; i < f_.own_.size(); ++i) {
      std::vector<Asked> one;
      if (!enlist(static_cast<std::uint16_t>(rule_table_size + i), one)) continue;
      use(one.front());
      const std::uint64_t began = options_.clock ? options_.clock() : 0, before = seen();
      Failed f{i, no_element, 0, {}};
      if (const auto run = f_.own_[i]->start(view_, run_.as_of, budget))
        ask_own(*run, f_.own_[i]->rule(), work, f);
      if (f.elements > 0) failed.push_back(std::move(f));
      if (options_.clock) f_.times_.push_back({one.front().rule, options_.clock() - began, seen() - before});
    }
    if (failed.empty() || !start("NL040", true)) return; // whoever selects X- wants to know that it failed
    for (const Failed& f : failed) report_failed(f);
  }
  void ask_own(OwnRun& run, const Rule& rule, Work& work, Failed& failed) {
    for (unsigned k = 0; k < kind_count; ++k) {
      if (!contains(rule.focus, static_cast<Kind>(k))) continue;
      std::vector<Element> elements;
      view_.each(static_cast<Kind>(k), [&](Element e) { elements.push_back(e); });
      for (const Element e : elements) {
        work.step();
        try {
          run.decide(run_, e);
        } catch (const OwnCheckFailure& f) {
          if (failed.elements++ == 0) {
            failed.first = e;
            failed.problem = f.what();
          }
          options_.cancel.check(); // it may have failed because it took long
          if (f.stop) return;
        }
      }
    }
  }
  void report_failed(const Failed& failed) {
    const OwnCheck& check = *f_.own_[failed.which];
    Report r(run_, root_element);
    r.text("check", check.rule().code)
        .text("variant", failed.elements == 1 ? "one" : "several")
        .number("count", static_cast<double>(failed.elements))
        .element("element", failed.first)
        .text("problem", failed.problem)
        .key(check.rule().code);
    const bool written =
        own_of_document_[failed.which] && (!view_.overlay() || !view_.overlay()->overlaid(root_element));
    if (written) r.at_offset(static_cast<std::uint32_t>(check.offset()));
  }

  /// Adds the rule to those asked, unless nobody wants it.
  bool enlist(std::uint16_t number, std::vector<Asked>& asked, bool of_run = false) {
    const Rule& rule = f_.rule_numbered(number);
    const Choices::Answer a = of_run ? choices_.of_run(rule) : choices_.of(rule);
    if (a.severity == Severity::off) return false;
    asked.push_back({&rule, number, a.severity, a.chosen, parameters_.size()});
    for (const Parameter& p : rule.parameters) parameters_.push_back(choices_.parameter(rule, p));
    return true;
  }
  /// Makes the run speak for this rule.
  void use(const Asked& a) {
    run_.rule_ = a.number;
    run_.severity_ = a.severity;
    run_.severity_chosen_ = a.chosen;
    run_.parameters_ =
        std::span<const double>(parameters_).subspan(a.first_parameter, a.rule->parameters.size());
  }
  bool start(std::string_view code, bool of_run = false) {
    for (unsigned i = 0; i < rule_table_size; ++i)
      if (rule_table[i]->code == code) {
        std::vector<Asked> one;
        if (!enlist(static_cast<std::uint16_t>(i), one, of_run)) return false;
        use(one.front());
        return true;
      }
    return false;
  }

  /// Keeps the rows that the function says yes to.
  template <class F> void keep_rows(F&& keep) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < f_.rows_.size(); ++i) {
      if (!keep(i)) continue;
      if (!f_.marks_.empty()) f_.marks_[n] = f_.marks_[i];
      if (!f_.suppressed_by_.empty()) f_.suppressed_by_[n] = f_.suppressed_by_[i];
      f_.rows_[n++] = f_.rows_[i];
    }
    f_.rows_.resize(n);
    if (!f_.marks_.empty()) f_.marks_.resize(n);
    if (!f_.suppressed_by_.empty()) f_.suppressed_by_.resize(n);
  }
  std::uint64_t& count_of(const Findings::Row& r) { return f_.counts_[static_cast<unsigned>(r.severity)]; }

  void choose_on_elements() {
    std::unordered_set<Element> named;
    for (const Configuration* c : layers_)
      for (const auto& [id, choices] : c->elements)
        if (const Element e = view_.find(id); e != no_element) named.insert(e);
    keep_rows([&](std::size_t i) {
      Findings::Row& r = f_.rows_[i];
      if (named.count(r.focus) == 0) return true;
      const Rule& rule = f_.rule_numbered(r.rule);
      const auto severity = choices_.on_element(rule, view_.id(r.focus), choices_.of(rule));
      if (!severity) return true;
      --count_of(r);
      r.severity = *severity;
      if (r.severity == Severity::off) return false;
      ++count_of(r);
      return true;
    });
  }

  // ---- suppressions ----
  static std::string place(std::string_view code, Element e) {
    std::string key(code);
    if (e != no_element) key += "\x1F" + std::to_string(e);
    return key;
  }
  bool expired(const Suppression& s) const {
    return s.until.known() && f_.as_of_.known() && f_.as_of_ > s.until;
  }
  /// The suppression under which a row stands, or -1.
  std::int64_t suppression_of(const Findings::Row& r) const {
    const std::string_view code = f_.rule_numbered(r.rule).code;
    auto at = standing_.find(place(code, r.focus));
    if (at == standing_.end()) at = standing_.find(place(code, no_element));
    return at == standing_.end() ? -1 : static_cast<std::int64_t>(at->second);
  }
  /// Says which suppressions have ended, and which met no finding.
  void report_suppressions() {
    const auto& all = f_.suppressions_;
    for (std::size_t i = all.size(); i-- > 0;) { // the last word wins, so the highest layer's
      const Element e = all[i].element.empty() ? no_element : view_.find(all[i].element);
      if (all[i].element.empty() || e != no_element)
        if (!expired(all[i])) standing_.emplace(place(all[i].code, e), i);
    }
    if (start("NL015"))
      for (std::size_t i = 0; i < all.size(); ++i)
        if (expired(all[i])) report_suppression(i);
    if (!start("NL026")) return;
    std::vector<bool> met(all.size());
    for (const Findings::Row& r : f_.rows_)
      if (const auto i = suppression_of(r); i >= 0) met[static_cast<std::size_t>(i)] = true;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (met[i] || expired(all[i])) continue;
      const Rule* rule = find_rule(all[i].code);
      if (!rule || choices_.of(*rule).severity == Severity::off) continue; // nobody asked, so nobody can say
      if (rule->code == "NL026" || rule->code == "NL015") continue;        // about suppressions themselves
      // A file may speak for several documents: what it names elsewhere is no matter of this one.
      if (!sources_[i]->document && (all[i].element.empty() || view_.find(all[i].element) == no_element))
        continue;
      report_suppression(i);
    }
  }
  void report_suppression(std::size_t i) {
    const Suppression& s = f_.suppressions_[i];
    const Element e = s.element.empty() ? no_element : view_.find(s.element);
    Report r(run_, root_element);
    r.text("code", s.code)
        .text("variant", s.element.empty() ? "everywhere" : "element")
        .text("on", s.element)
        .text("reason", s.reason)
        .key(s.code + ":" + s.element);
    if (e != no_element) r.related(e);
    const bool own = sources_[i]->document && (!view_.overlay() || !view_.overlay()->overlaid(root_element));
    if (expired(s)) r.date("until", s.until);
    if (own) r.at_offset(static_cast<std::uint32_t>(s.offset));
  }
  void mark(std::size_t row, std::uint8_t with) {
    if (f_.marks_.empty()) f_.marks_.assign(f_.rows_.size(), 0);
    f_.marks_[row] = static_cast<std::uint8_t>(f_.marks_[row] | with);
  }
  void suppress() {
    if (standing_.empty()) return;
    for (std::size_t row = 0; row < f_.rows_.size(); ++row) {
      const auto i = suppression_of(f_.rows_[row]);
      if (i < 0) continue;
      if (f_.suppressed_by_.empty()) f_.suppressed_by_.assign(f_.rows_.size(), 0);
      f_.suppressed_by_[row] = static_cast<std::uint32_t>(i);
      mark(row, Findings::is_suppressed);
      --count_of(f_.rows_[row]);
      ++f_.suppressed_;
    }
  }

  // ---- consequences ----
  void fold_consequences() {
    const std::vector<std::uint32_t> causes = find_causes(f_, f_.marks_);
    if (causes.empty()) return;
    if (options_.consequences) {
      for (std::size_t row = 0; row < causes.size(); ++row)
        if (causes[row] != no_cause) ++f_.consequences_;
      if (f_.consequences_) f_.causes_ = causes;
      return;
    }
    keep_rows([&](std::size_t row) {
      if (causes[row] == no_cause) return true;
      ++f_.consequences_;
      --count_of(f_.rows_[row]);
      return false;
    });
  }

  // ---- baseline ----
  void compare_with_baseline() {
    if (!options_.baseline || options_.baseline->fingerprints.empty()) return;
    const auto prints = f_.fingerprints();
    for (std::size_t row = 0; row < prints.size(); ++row) {
      if (!f_.counts(row) || options_.baseline->fingerprints.count(prints[row]) == 0) continue;
      mark(row, Findings::in_baseline);
      --count_of(f_.rows_[row]);
      ++f_.baselined_;
    }
  }

  void sort() {
    const View& v = view_;
    const auto position = [&](const Findings::Row& r) -> std::uint64_t {
      if (r.focus < v.base().size()) return v.base().key_at(r.focus);
      return (std::uint64_t{1} << 33) + r.focus; // elements that the text does not have yet come last
    };
    std::sort(f_.rows_.begin(), f_.rows_.end(), [&](const Findings::Row& a, const Findings::Row& b) {
      const std::uint64_t x = position(a), y = position(b);
      if (x != y) return x < y;
      if (a.rule != b.rule) return f_.rule_numbered(a.rule).code < f_.rule_numbered(b.rule).code;
      if (a.anchor_kind == at_byte && b.anchor_kind == at_byte && a.anchor != b.anchor)
        return a.anchor < b.anchor;
      return a.arena < b.arena; // checks report an element's findings in the order of its relations
    });
  }

  const View& view_;
  const CheckOptions& options_;
  std::shared_ptr<Findings> findings_;
  Findings& f_;
  std::optional<Facts> own_facts_; ///< when the caller has none
  RuleRun run_;
  std::shared_ptr<const Configuration> document_;
  Configuration call_;
  std::vector<const Configuration*> layers_;
  std::vector<const Configuration*> sources_; ///< of the suppressions
  Choices choices_;
  std::vector<bool> own_of_document_;
  std::vector<double> parameters_;
  std::unordered_map<std::string, std::size_t> standing_; ///< suppressions that hold, by code and element
};

std::shared_ptr<const Findings> run_checks(const View& v, const CheckOptions& o) { return Engine::run(v, o); }

const Rule* find_rule(std::string_view name) {
  for (unsigned i = 0; i < rule_table_size; ++i)
    if (rule_table[i]->code == name || rule_table[i]->name == name) return rule_table[i];
  return nullptr;
}

std::string_view rule_page(const Rule& rule) {
  for (unsigned i = 0; i < rule_pages_size; ++i)
    if (rule.code == rule_pages[i].code) return {rule_pages[i].text, rule_pages[i].size};
  return {};
}

// ---- fixes
// ----------------------------------------------------------------------------------------------------

namespace patch {

static std::string operation(std::string_view op, const std::string& pointer, std::string_view json) {
  std::string s = "[{\"op\":\"" + std::string(op) + "\",\"path\":";
  append_json_string(s, pointer);
  if (!json.empty()) {
    s += ",\"value\":";
    s += json;
  }
  return s + "}]";
}
std::string remove(const std::string& pointer) { return operation("remove", pointer, {}); }
std::string replace(const std::string& pointer, std::string_view json) {
  return operation("replace", pointer, json);
}
std::string add(const std::string& pointer, std::string_view json) { return operation("add", pointer, json); }

std::string remove_attribute(const View& v, Element e, std::string_view name) {
  std::string pointer = element_spot(v, e).pointer;
  append_pointer(pointer, name);
  return remove(pointer);
}

std::string remove_relation(const View& v, Element source, Relation r, Element target) {
  const View::Where w = v.where(source);
  const std::string_view t = w.home->text();
  Spot member = member_spot(v, source, info(r).name);
  const std::size_t at = json::find_member(t, w.home->body_at(w.local), info(r).name);
  if (at == std::string_view::npos) return "[]";
  if (t[at] == '{') return remove(target_spot(v, source, r, v.id(target)).pointer);
  if (t[at] == '[') {
    std::string scratch;
    // The last of equal ones goes: the first may carry the reader's order.
    std::size_t index = 0, place = std::string_view::npos;
    for (json::Walker k(t, at); k.next(); ++index) {
      const std::string_view item = k.value();
      if (item[0] == '"' && json::decode(item.substr(1, item.size() - 2), scratch) == v.id(target))
        place = index;
    }
    if (place == std::string_view::npos) return "[]";
    if (index > 1) append_pointer(member.pointer, std::to_string(place));
  }
  return remove(member.pointer);
}

std::string remove_repeats(const View& v, Element source, Relation r) {
  const View::Where w = v.where(source);
  const std::string_view t = w.home->text();
  const std::size_t at = json::find_member(t, w.home->body_at(w.local), info(r).name);
  if (at == std::string_view::npos || t[at] != '[') return "[]";
  std::set<std::string> seen;
  std::string list = "[", scratch;
  for (json::Walker k(t, at); k.next();) {
    const std::string_view item = k.value();
    if (item[0] == '"') {
      if (!seen.emplace(json::decode(item.substr(1, item.size() - 2), scratch)).second) continue;
    }
    if (list.size() > 1) list += ",";
    list += item;
  }
  return replace(member_spot(v, source, info(r).name).pointer, list + "]");
}

std::string add_relation(const View& v, Element source, Relation r, std::string_view target_id) {
  const View::Where w = v.where(source);
  const std::string_view t = w.home->text();
  std::string id;
  append_json_string(id, target_id);
  std::string pointer = element_spot(v, source).pointer;
  append_pointer(pointer, info(r).name);
  const std::size_t at = json::find_member(t, w.home->body_at(w.local), info(r).name);
  if (at == std::string_view::npos) return add(pointer, id);
  if (t[at] == '{') {
    append_pointer(pointer, target_id);
    return add(pointer, "{}");
  }
  std::string list = "[";
  if (t[at] == '"') {
    list += t.substr(at, json::skip_value(t, at) - at);
  } else if (t[at] == '[') { // anything else was no relation, and goes
    for (json::Walker k(t, at); k.next();) {
      if (list.size() > 1) list += ",";
      list += k.value();
    }
  }
  if (list.size() > 1) list += ",";
  return replace(pointer, list + id + "]");
}

} // namespace patch

} // namespace northline
