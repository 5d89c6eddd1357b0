#include "check/measuring.hpp"
#include "check/reasons.hpp"

#include <algorithm>

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"targets",
                                          "baseline",
                                          "decided",
                                          "unit",
                                          "status",
                                          "life",
                                          ">replaced_by.status",
                                          "<measured_by.start",
                                          "<measured_by.why"};
constexpr Variant variants[] = {
    {"value",
     "The target of {focus} for {due} went from {before} to {after} after its time had begun on {began}, "
     "and nobody wrote why."},
    {"undated",
     "The target of {focus} went from {before} to {after} after its time had begun on {began}, and "
     "nobody wrote why."},
    {"day",
     "The target of {focus} was {before} by {was_due} and is now {after} by {due}, although its time had "
     "begun on {began}, and nobody wrote why."},
    {"out",
     "The target of {focus}, {before} by {was_due}, was taken out after its time had begun on {began}, and "
     "nobody wrote why."},
};

/// "40 %", "80–95 %" or "≥ 80 %".
std::string aim_text(const View& v, Element metric, const Aim& a) {
  if (known(a.value)) return value_text(v, metric, a.value);
  if (!known(a.max)) return "≥ " + value_text(v, metric, a.min);
  if (!known(a.min)) return "≤ " + value_text(v, metric, a.max);
  return value_text(v, metric, a.min) + "–" + value_text(v, metric, a.max);
}

bool same_number(double a, double b) { return a == b || (!known(a) && !known(b)); }
bool same_aim(const Aim& a, const Aim& b) {
  return same_number(a.value, b.value) && same_number(a.min, b.min) && same_number(a.max, b.max);
}

/// The day on which the time of the metric's targets begins, as that version has it: its baseline's, else the
/// first start of what it measures, else the strategy's.
Date begun(const View& v, Element metric) {
  const Date baseline = start_of(v.get(field::metric::baseline, ElementOf<Kind::metric>{metric})).last;
  if (baseline.known()) return baseline;
  Date first;
  for (const Edge& e : v.in(metric, Relation::measured_by)) {
    const Date start = start_day(v, e.source);
    if (start.known() && (!first.known() || start < first)) first = start;
  }
  return first.known() ? first : v.get(field::strategy::start, ElementOf<Kind::strategy>{root_element});
}

/// Whether the later version says anything about the change: a day of decision, or a reason on a relation.
bool noted(const View& now, Element metric, const View& earlier, Element was) {
  const Date decided = now.get(field::common::decided, metric);
  if (decided.known() && decided != earlier.get(field::common::decided, was)) return true;
  using Reason = Reasons<Relation::measured_by, edge_column::measured_by::count_>;
  for (const Edge& e : now.in(metric, Relation::measured_by)) {
    const std::string why = View::decoded(now.get(Reason::why, e));
    if (why.empty()) continue;
    bool before = false;
    for (const Edge& x : earlier.in(was, Relation::measured_by))
      before = before || (earlier.id(x.source) == now.id(e.source) &&
                          View::decoded(earlier.get(Reason::why, x)) == why);
    if (!before) return true;
  }
  return false;
}

/// One version alone cannot tell.
void decide(RuleRun&, Element) {}

void decide_against(RuleRun& run, Element metric, const View& earlier) {
  const View& v = run.view;
  const Element was = earlier.find(v.id(metric));
  if (was == no_element || !earlier.is(was, Kind::metric) || !live(v, metric)) return;
  const Raw then = earlier.get(field::metric::targets, ElementOf<Kind::metric>{was});
  if (!then.known()) return;
  // What was moved between the two days was moved after its beginning only if that lies before both.
  const Date day = earlier.get(field::strategy::as_of, ElementOf<Kind::strategy>{root_element});
  const Date began = begun(earlier, was);
  if (!began.known() || !run.as_of.known() || (day.known() ? day : run.as_of) < began) return;

  std::vector<Aim> gone, fresh;
  std::vector<std::pair<Aim, Aim>> moved;
  const Raw raw = v.get(field::metric::targets, ElementOf<Kind::metric>{metric});
  if (raw.known()) fresh = aims(raw);
  for (const Aim& a : aims(then)) {
    if (!a.valued()) continue;
    // The same target if there is one, else the one for the same day.
    auto same = std::find_if(fresh.begin(), fresh.end(),
                             [&](const Aim& b) { return b.due == a.due && same_aim(a, b); });
    if (same == fresh.end())
      same = std::find_if(fresh.begin(), fresh.end(),
                          [&](const Aim& b) { return b.due == a.due && b.valued(); });
    if (same == fresh.end()) {
      gone.push_back(a);
      continue;
    }
    if (!same_aim(a, *same)) moved.emplace_back(a, *same);
    fresh.erase(same);
  }
  fresh.erase(std::remove_if(fresh.begin(), fresh.end(), [](const Aim& b) { return !b.valued(); }),
              fresh.end());
  if (moved.empty() && gone.empty()) return;
  if (noted(v, metric, earlier, was)) return;
  const auto by_day = [](const Aim& a, const Aim& b) { return a.due < b.due; };
  std::stable_sort(gone.begin(), gone.end(), by_day);
  std::stable_sort(fresh.begin(), fresh.end(), by_day);

  for (const auto& [a, b] : moved)
    run.report(metric)
        .text("variant", a.due.known() ? "value" : "undated")
        .text("before", aim_text(earlier, was, a))
        .text("after", aim_text(v, metric, b))
        .date("due", b.due)
        .date("began", began)
        .key(a.due.known() ? to_string(a.due) : std::string())
        .at("targets");
  // As many as are new were put off or brought forward; the rest were taken out.
  for (std::size_t i = 0; i < gone.size(); ++i) {
    const bool other = i < fresh.size();
    run.report(metric)
        .text("variant", other ? "day" : "out")
        .text("before", aim_text(earlier, was, gone[i]))
        .text("after", other ? aim_text(v, metric, fresh[i]) : std::string())
        .date("was_due", gone[i].due)
        .date("due", other ? fresh[i].due : Date())
        .date("began", began)
        .key(gone[i].due.known() ? to_string(gone[i].due) : std::string())
        .at("targets");
  }
}

} // namespace

extern const Rule target_moved = {
    .code = "NL634",
    .name = "target-moved",
    .category = Category::metrics,
    .severity = Severity::warning,
    .focus = kinds(Kind::metric),
    .question = "Was a target left alone once its time had begun, or is it said why it moved?",
    .message =
        "The target of {focus} for {due} went from {before} to {after} after its time had begun on {began}, "
        "and nobody wrote why.",
    .advice =
        "Put the old target back, or write down why it moved: \"why\" on \"measured_by\", or the day of the "
        "decision as the metric's \"decided\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .against = decide_against,
    .packs = Pack::core | Pack::measurement,
    .variants = variants,
};

} // namespace northline::rules
