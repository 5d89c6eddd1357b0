#include "check/measuring.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status",
                                          "decomposition",
                                          ">measured_by.*",
                                          ">measured_by>replaced_by.status",
                                          "<refines.status",
                                          "<refines>measured_by.*",
                                          "<refines>measured_by>replaced_by.status"};

/// The value of the metric's last target that is due by the day; NaN when none is.
double last_target(const Figures& f, Date by) {
  const Aim* last = nullptr;
  for (const Aim& a : f.aims)
    if (known(a.value) && a.due.known() && !(by.known() && by < a.due) &&
        (!last || last->due < a.due || (last->due == a.due && last->value < a.value)))
      last = &a;
  return last ? last->value : unknown_number;
}
bool adds_up(choice::metric_quantity q) {
  return q == choice::metric_quantity::flow || q == choice::metric_quantity::money;
}

void decide(RuleRun& run, Element goal) {
  const View& v = run.view;
  if (v.get(field::goal::decomposition, v.as<Kind::goal>(goal)) != choice::decomposition::and_ ||
      !open(v, goal))
    return;
  for (const Edge& e : v.out(goal, Relation::measured_by)) {
    const ElementOf<Kind::metric> m{e.target};
    const auto quantity = v.get(field::metric::quantity, m);
    const auto per = v.get(field::metric::per, m);
    const std::string unit = v.text(field::metric::unit, m);
    if (!adds_up(quantity) || unit.empty() || !live(v, m)) continue;
    const auto direction = v.get(field::metric::direction, m);
    if (direction != choice::metric_direction::increase && direction != choice::metric_direction::at_least)
      continue;
    const double whole = last_target(run.facts.figures(m), {});
    if (!known(whole)) continue;
    Date due;
    for (const Aim& a : run.facts.figures(m).aims)
      if (known(a.value) && a.due.known() && (!due.known() || due < a.due)) due = a.due;
    double sum = 0;
    std::size_t parts = 0;
    std::vector<Element> counted;
    bool comparable = true;
    for (const Edge& part : v.in(goal, Relation::refines)) {
      if (!in_force(v, part.source)) continue;
      ++parts;
      Element one = no_element;
      for (const Edge& pe : v.out(part.source, Relation::measured_by)) {
        const ElementOf<Kind::metric> pm{pe.target};
        if (!live(v, pm) || v.get(field::metric::quantity, pm) != quantity ||
            v.get(field::metric::per, pm) != per || v.text(field::metric::unit, pm) != unit)
          continue;
        comparable = comparable && one == no_element; // of two nobody can tell which is meant
        one = pe.target;
      }
      if (one == no_element || one == e.target) comparable = false;
      if (!comparable) break;
      sum += last_target(run.facts.figures(one), due);
      counted.push_back(one);
    }
    if (!comparable || parts < 2 || !known(sum) || !(sum < whole * (1 - 1e-9))) continue;
    auto report = run.report(goal);
    report.text("whole", value_text(v, e.target, whole))
        .text("parts", value_text(v, e.target, sum))
        .element("metric", e.target);
    relate(report, v, std::move(counted));
  }
}

} // namespace

extern const Rule parts_below_whole = {
    .code = "NL646",
    .name = "parts-below-whole",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::goal),
    .question = "Do the targets of the parts add up to the target of the whole?",
    .message = "{focus} is to reach {whole}, but its parts together only {parts}.",
    .advice = "Raise a part, add one, or lower the whole.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::measurement,
};

} // namespace northline::rules
