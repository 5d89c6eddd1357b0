#include "check/candidates.hpp"
#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr Parameter parameters[] = {
    {"good", 0.9, "share of the expected way from which a metric counts as on track"},
    {"bad", 0.75, "share of the expected way below which it counts as off track"},
    {"elapsed", 0.25, "share of the time that has to be over before pace says anything"},
};
constexpr Variant variants[] = {
    {"met", "{focus} is declared {declared}, but {shown} stood at {value} {when} and meets its target."},
    {"limits",
     "{focus} is declared {declared}, but {shown} stood at {value} {when} and does not keep to its limits."},
    {"short",
     "{focus} is declared {declared}, but {shown} stood at {value} {when}, short of its target of {target}."},
    {"pace", "{focus} is declared {declared}, but {shown} stood at {value} {when}, {progress:percent} of its "
             "way where {expected:percent} was to be expected."},
};
constexpr std::string_view phrases[] = {
    "done",
    "on track",
    "off track",
    "it",
    "Say that it is under way.",
    "Say that it is off track.",
    "Say that it is on track.",
};
constexpr std::string_view footprint[] = {"status",
                                          "health",
                                          "life",
                                          ">replaced_by.status",
                                          "direction",
                                          "baseline",
                                          "targets",
                                          "observations",
                                          "start",
                                          ">measured_by.status",
                                          ">measured_by.life",
                                          ">measured_by>replaced_by.status",
                                          ">measured_by.direction",
                                          ">measured_by.baseline",
                                          ">measured_by.targets",
                                          ">measured_by.observations",
                                          ">measured_by.unit",
                                          "unit",
                                          "<measured_by.start",
                                          "<measured_by.status"};

enum class Verdict { unknown, good, middling, bad };
struct Judgement {
  Verdict verdict = Verdict::unknown;
  std::string_view variant = {};
  Standing standing = {};
};

/// How the metric stands by its numbers alone. `over`: the goal was declared done, so only the target counts.
Judgement judge(RuleRun& run, ElementOf<Kind::metric> m, Date start, bool over) {
  const Figures& f = run.facts.figures(m);
  const Reading* value = f.latest(run.as_of);
  if (!value) return {};
  Standing s = standing(run, m, run.as_of, start);
  if (over && !s.known()) { // all targets were due before the last value: the last of them counts
    const Aim* last = nullptr;
    for (const Aim& a : f.aims)
      if (a.valued() && a.due.known() &&
          (!last || last->due < a.due || (last->due == a.due && last->value < a.value)))
        last = &a;
    if (!last) return {};
    s.aim = *last;
    s.value = *value;
    s.course = course_of(run.view.get(field::metric::direction, m), s.aim, f.start.value);
    s.met = met(s.course, s.aim, s.value.value);
  }
  if (!s.known() || !s.met.has_value()) return {};
  if (*s.met) return {Verdict::good, "met", s};
  if (over) return {Verdict::bad, known(s.aim.value) ? "short" : "limits", s};
  if (!s.pace.known() || s.pace.elapsed < run.parameter(2)) return {};
  const double ratio = s.pace.ratio();
  return {ratio >= run.parameter(0)  ? Verdict::good
          : ratio < run.parameter(1) ? Verdict::bad
                                     : Verdict::middling,
          "pace", s};
}

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  if (!run.as_of.known() || !in_force(v, e)) return;
  const auto health = v.get(field::common::health, e);
  const bool done = v.get(field::common::status, e) == choice::status::done;
  const bool fine = health == choice::health::on_track, poor = health == choice::health::off_track;
  if (!done && !fine && !poor) return;
  Element shown = no_element;
  Judgement said;
  bool agrees = false;
  const auto look = [&](Element metric, Date start) {
    if (!live(v, metric)) return;
    const Judgement j = judge(run, v.as<Kind::metric>(metric), start, done);
    if (j.verdict == Verdict::unknown) return;
    if (j.verdict != (poor && !done ? Verdict::good : Verdict::bad))
      agrees = true;
    else if (shown == no_element || by_id(v, metric, shown)) {
      shown = metric;
      said = j;
    }
  };
  if (v.is(e, Kind::goal)) {
    const Date start = v.get(field::goal::start, v.as<Kind::goal>(e));
    for (const Edge& m : v.out(e, Relation::measured_by)) look(m.target, start);
  } else {
    const Element of = judged(v, e);
    look(e, of == no_element ? Date{} : start_day(v, of));
  }
  if (shown == no_element || agrees) return; // one metric that agrees is enough for a declaration
  auto report = run.report(e);
  report.text("declared", done   ? "done"
                          : fine ? "on track"
                                 : "off track")
      .text("variant", said.variant)
      .text("value", value_text(v, shown, said.standing.value.value))
      .text("when", when_text(said.standing.value));
  if (said.variant == "short") report.text("target", value_text(v, shown, said.standing.aim.value));
  if (said.variant == "pace")
    report.number("progress", said.standing.pace.progress).number("expected", said.standing.pace.expected);
  if (shown == e)
    report.text("shown", "it");
  else
    report.element("shown", shown);
}

bool fix(const Rendering& r, Fix& f) {
  const std::string declared = r.text("declared");
  const bool done = declared == "done", fine = declared == "on track";
  f.title = done   ? "Say that it is under way."
            : fine ? "Say that it is off track."
                   : "Say that it is on track.";
  f.safety = Safety::display;
  f.patch = done ? set_status(r.view, r.focus, "active")
                 : set_member(r.view, r.focus, "health", quoted(fine ? "off_track" : "on_track"));
  return true;
}

} // namespace

extern const Rule status_contradicts_data = {
    .code = "NL627",
    .name = "status-contradicts-data",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal, Kind::metric),
    .question = "Does what is declared agree with what was measured?",
    .message = "{focus} is declared {declared}, but {shown} stood at {value} {when}.",
    .advice = "Correct the status, or say why the number does not tell the whole.",
    .parameters = parameters,
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::measurement,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
