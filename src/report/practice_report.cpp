#include "report/practice_report.hpp"

#include "check/program_returns.hpp"
#include "report/json.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace northline {
namespace {

/// Draws that do not depend on the machine, so that a report is the same everywhere (SplitMix64).
class Draws {
public:
  double next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1.0p-53;
  }

private:
  std::uint64_t state_ = 0x6e6f7274686c696eULL;
};

PracticeReturn drawn(const PlanReturn& r) {
  PracticeReturn out;
  out.known = r.known;
  if (!r.known) return out;
  out.expected = r.benefits - r.costs;
  constexpr std::size_t trials = 4096, most_terms = 512;
  std::vector<double> sums(trials, r.certain);
  Draws draws;
  for (std::size_t t = 0; t < r.terms.size(); ++t) {
    const Range& x = r.terms[t];
    if (t >= most_terms) { // the widest come first; what is left moves nothing
      for (double& s : sums) s += (x.low + x.likely + x.high) / 3;
      continue;
    }
    const double width = x.high - x.low, rise = width > 0 ? (x.likely - x.low) / width : 0;
    for (double& s : sums) {
      const double u = draws.next();
      s += u < rise ? x.low + std::sqrt(u * width * (x.likely - x.low))
                    : x.high - std::sqrt((1 - u) * width * (x.high - x.likely));
    }
  }
  std::sort(sums.begin(), sums.end());
  out.low = sums[trials / 10];
  out.high = sums[trials - 1 - trials / 10];
  out.loss = static_cast<double>(std::lower_bound(sums.begin(), sums.end(), 0.0) - sums.begin()) / trials;
  return out;
}

void append_list(JsonOut& j, const View& v, const PracticeList& list) {
  j.key("items"), j.open('[');
  for (const PracticeItem& i : list.items) {
    j.open('{');
    j.key("element"), j.string_or_null(i.element == no_element ? std::string_view{} : v.id(i.element));
    j.key("text"), j.string(i.text);
    if (!i.code.empty()) j.key("code"), j.string(i.code);
    if (i.expired) j.key("expired"), j.boolean(true);
    for (const auto& [name, value] : i.fields) {
      if (name == "element") continue;
      j.key(name), j.string_or_null(value);
    }
    j.close('}');
  }
  j.close(']');
  j.key("left_out"), j.count(list.left_out);
}

void append_step(JsonOut& j, const View& v, const PracticeStep& s) {
  j.open('{');
  j.key("name"), j.string(s.name);
  j.key("title"), j.string(s.title);
  j.key("guide"), j.string(s.guide);
  j.key("state"), j.string(s.state == StepState::not_started ? "not_started" : step_state_name(s.state));
  j.key("out_of_order"), j.boolean(s.out_of_order());
  j.key("after"), j.open('[');
  for (const std::string_view a : s.after) j.string(a);
  j.close(']');
  j.key("kept"), j.count(s.kept);
  j.key("asked"), j.count(s.asked);
  j.key("missing"), j.open('[');
  for (const PracticeGap& g : s.missing) {
    j.open('{');
    j.key("what"), j.string(g.what);
    j.key("expired"), j.boolean(g.expired);
    append_list(j, v, g.items);
    j.close('}');
  }
  j.close(']');
  j.key("early"), j.open('[');
  for (const PracticeEarly& e : s.early) {
    j.open('{');
    j.key("code"), j.string(e.code);
    j.key("before"), j.string(e.before);
    j.key("by"), j.string(e.by_dates ? "dates" : "presence");
    append_list(j, v, e.items);
    j.close('}');
  }
  j.close(']');
  j.key("suppressed"), j.open('{');
  append_list(j, v, s.suppressed);
  j.close('}');
  j.close('}');
}

// ---- text ----
void line(std::string& out, std::size_t indent, std::string_view first, std::string_view text) {
  // Wrapped at 100 columns, on blanks; text of users may hold line breaks, which would tear the list.
  constexpr std::size_t width = 100;
  out.append(indent, ' ');
  out += first;
  std::size_t column = indent + first.size();
  bool fresh = true;
  std::string word;
  const auto flush = [&] {
    if (word.empty()) return;
    std::size_t length = 0;
    for (const char c : word) length += (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
    if (!fresh && column + 1 + length > width) {
      out.push_back('\n');
      out.append(indent + first.size(), ' ');
      column = indent + first.size();
      fresh = true;
    }
    if (!fresh) {
      out.push_back(' ');
      ++column;
    }
    out += word;
    column += length;
    fresh = false;
    word.clear();
  };
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= 32)
      flush();
    else
      word.push_back(c);
  }
  flush();
  out.push_back('\n');
}
void append_items(std::string& out, std::size_t indent, const PracticeList& list) {
  for (const PracticeItem& i : list.items)
    line(out, indent, "- ", i.code.empty() ? i.text : i.text + " " + i.code);
  if (list.left_out > 0) line(out, indent, "- ", fmt::format("and {} more", list.left_out));
}

void append_text(std::string& out, const View& v, const PracticeReport& r, bool first) {
  std::size_t done = 0, early = 0;
  for (const PracticeStep& s : r.steps) {
    done += s.state == StepState::done;
    early += s.out_of_order();
  }
  out += fmt::format("{}: {}\n", r.name, r.title);
  std::string head = fmt::format("{} of {} steps done", done, r.steps.size());
  if (early > 0) head += fmt::format(", {} out of order", early);
  if (!r.followed) head += "; the strategy does not say that it follows this practice";
  line(out, 0, "", head + ".");
  if (!r.stopped.empty()) line(out, 0, "", r.stopped);
  out.push_back('\n');
  if (r.next >= 0) {
    const PracticeStep& s = r.steps[static_cast<std::size_t>(r.next)];
    line(out, 0, "Next: ", fmt::format("{} ({}). {}", s.title, s.name, r.next_text));
    line(out, 0, "By:   ", r.next_by_text);
  } else {
    line(out, 0, "Next: ", r.next_text);
  }
  out.push_back('\n');
  std::size_t number = 0;
  for (const PracticeStep& s : r.steps) {
    std::string state(step_state_name(s.state));
    if (s.state == StepState::incomplete) state += fmt::format(", {} of {} in place", s.kept, s.asked);
    if (s.out_of_order()) state += ", out of order";
    line(out, 0, fmt::format("{:>2} ", ++number), fmt::format("{} ({}): {}", s.title, s.name, state));
    if (s.state != StepState::done || s.out_of_order()) line(out, 3, "", s.guide);
    for (const PracticeEarly& e : s.early) {
      const std::string before =
          e.before == "approval" ? std::string("the strategy was signed") : fmt::format("\"{}\"", e.before);
      if (e.by_dates) {
        line(out, 3, "", fmt::format("taken too early, before {}, by dates ({}):", before, e.code));
        for (const PracticeItem& i : e.items.items) line(out, 5, "- ", i.text);
        if (e.items.left_out > 0) line(out, 5, "- ", fmt::format("and {} more", e.items.left_out));
        continue;
      }
      std::string names;
      for (const PracticeItem& i : e.items.items) {
        std::string title = v.text(field::common::title, i.element);
        names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ",
                             title.empty() ? std::string(v.id(i.element)) : title);
      }
      if (e.items.left_out > 0) names += fmt::format(" and {} more", e.items.left_out);
      line(out, 3, "",
           fmt::format("taken too early, by presence, since {} is not all there yet ({}):", before, e.code));
      line(out, 5, "- ", names);
    }
    for (const PracticeGap& g : s.missing) {
      if (s.state == StepState::not_started && &g != &s.missing.front()) break; // one thing to begin with
      line(out, 3, "", fmt::format("{}: {}", g.expired ? "expired" : "missing", g.what));
      append_items(out, 5, g.items);
    }
    if (!s.suppressed.empty()) {
      line(out, 3, "", "passed over because somebody said so:");
      append_items(out, 5, s.suppressed);
    }
  }
  if (!r.departments.empty()) out += "\nBy department\n";
  for (const PracticeDepartment& d : r.departments) {
    line(out, 2, "",
         fmt::format("{}: {}{}", d.name,
                     d.owns == 1 ? std::string("1 goal or program")
                                 : fmt::format("{} goals and programs", d.owns),
                     d.steps.empty() ? ", nothing open" : ""));
    for (const PracticeDepartmentStep& s : d.steps) {
      line(out, 4, "", fmt::format("{} ({}): {} open", s.title, s.name, s.open.size()));
      append_items(out, 6, s.open);
    }
  }
  if (r.answers.empty()) return;
  out += "\nAnswers\n";
  for (const PracticeAnswer& a : r.answers) {
    // What the size means is the same in every practice, and what was early stands at the steps.
    if (a.name == "any-size" && !first) continue;
    line(out, 2, fmt::format("{}: ", a.name), a.sentence);
    if (a.name != "step-out-of-order") append_items(out, 4, a.items);
  }
}

} // namespace

std::vector<PracticeReport> practice_reports(const View& view, std::string_view name, const CheckOptions& how,
                                             PracticeOptions options) {
  std::vector<std::string_view> names;
  if (name == "all") {
    const auto followed = view.get(field::strategy::practices, view.as<Kind::strategy>(root_element));
    unsigned value = static_cast<unsigned>(choice::practice::landscape);
    for (const std::string_view n : practice_names()) {
      if (!followed.known() || followed.has(static_cast<choice::practice>(value))) names.push_back(n);
      ++value;
    }
  } else {
    names.push_back(name);
  }
  const auto known_names = practice_names();
  for (const std::string_view n : names)
    if (std::find(known_names.begin(), known_names.end(), n) == known_names.end())
      throw Error(
          Status::invalid_argument,
          fmt::format("There is no practice \"{}\"; write landscape, clover, five-steps, channels-later, "
                      "smacad or all.",
                      n));
  CheckOptions asked = how;
  asked.consequences = true; // what is missing is missing, whatever explains it
  Facts facts(view, how.cancel);
  asked.facts = &facts;
  const auto findings = run_checks(view, asked);
  if (!options.as_of.known()) options.as_of = findings->as_of();
  options.cancel = how.cancel;
  PracticeInput input;
  for (std::size_t i = 0; i < findings->size(); ++i)
    input.findings.push_back({findings->rule(i).code, findings->row(i).focus, static_cast<std::uint32_t>(i),
                              findings->suppression(i) != nullptr});
  input.message = [&findings](std::uint32_t i) { return findings->message(i); };
  RuleRun run(view, facts, options.as_of);
  input.gain = drawn(plan_return(run, 0, 0));
  for (const ProgramReturn& r : program_returns(run, 0, 0))
    if (r.gain.known) input.programs.push_back({r.program, drawn(r.gain)});
  std::vector<PracticeReport> reports;
  for (const std::string_view n : names) reports.push_back(practice(view, facts, n, input, options));
  return reports;
}

std::string practice_json(const View& v, Date as_of, const std::vector<PracticeReport>& reports) {
  JsonOut j;
  j.open('{');
  j.key("version"), j.raw("1");
  j.key("title"), j.string(v.text(field::common::title, root_element));
  j.key("as_of"), j.string_or_null(as_of.known() ? to_string(as_of) : std::string());
  j.key("practices"), j.open('[');
  for (const PracticeReport& r : reports) {
    std::size_t done = 0;
    for (const PracticeStep& s : r.steps) done += s.state == StepState::done;
    j.open('{');
    j.key("name"), j.string(r.name);
    j.key("title"), j.string(r.title);
    j.key("followed"), j.boolean(r.followed);
    j.key("stopped"), j.string_or_null(r.stopped);
    j.key("done"), j.count(done);
    j.key("next"), j.open('{');
    j.key("step"),
        j.string_or_null(r.next < 0 ? std::string_view{} : r.steps[static_cast<std::size_t>(r.next)].name);
    j.key("text"), j.string(r.next_text);
    j.key("element"),
        j.string_or_null(r.next_element == no_element ? std::string_view{} : v.id(r.next_element));
    j.key("by"), j.string_or_null(r.next_by == no_element ? std::string_view{} : v.id(r.next_by));
    j.key("by_text"), j.string_or_null(r.next_by_text);
    j.close('}');
    j.key("steps"), j.open('[');
    for (const PracticeStep& s : r.steps) append_step(j, v, s);
    j.close(']');
    j.key("departments"), j.open('[');
    for (const PracticeDepartment& d : r.departments) {
      j.open('{');
      j.key("department"), j.string(d.name);
      j.key("owns"), j.count(d.owns);
      j.key("steps"), j.open('[');
      for (const PracticeDepartmentStep& s : d.steps) {
        j.open('{');
        j.key("name"), j.string(s.name);
        append_list(j, v, s.open);
        j.close('}');
      }
      j.close(']');
      j.close('}');
    }
    j.close(']');
    j.key("answers"), j.open('{');
    for (const PracticeAnswer& a : r.answers) {
      j.key(a.name), j.open('{');
      j.key("sentence"), j.string(a.sentence);
      append_list(j, v, a.items);
      j.close('}');
    }
    j.close('}');
    j.close('}');
  }
  j.close(']');
  j.close('}');
  return std::move(j.out);
}

std::string practice_text(const View& v, Date as_of, const std::vector<PracticeReport>& reports) {
  std::string out;
  line(out, 0, "",
       fmt::format("{}{}", v.text(field::common::title, root_element),
                   as_of.known() ? ", as of " + to_string(as_of) : std::string()));
  for (const PracticeReport& r : reports) {
    out.push_back('\n');
    append_text(out, v, r, &r == &reports.front());
  }
  return out;
}

} // namespace northline
