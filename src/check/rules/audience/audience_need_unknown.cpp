#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Say that {insight} is felt by them.",
};
constexpr std::string_view footprint[] = {"status",
                                          "type",
                                          "count assessment",
                                          "<serves.status",
                                          "<felt_by.status",
                                          "<felt_by.type",
                                          "<part_of<felt_by.status",
                                          "<part_of<felt_by.type",
                                          ">part_of<felt_by.status",
                                          ">part_of<felt_by.type"};

bool felt(const View& v, Element audience) {
  for (const Edge& e : v.in(audience, Relation::felt_by)) {
    using T = choice::insight_type;
    const T type = v.get(field::insight::type, v.as<Kind::insight>(e.source));
    if ((type == T::need || type == T::frustration || type == T::excitement || type == T::absent) &&
        in_force(v, e.source))
      return true;
  }
  return false;
}

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  if (v.count(Kind::assessment) == 0 || felt(v, e) || !open(v, e)) return; // NL101 speaks first
  bool served = false;
  for (const Edge& edge : v.in(e, Relation::serves)) {
    served = served || open(v, edge.source);
    if (served) break;
  }
  if (!served) return;
  for (const Edge& part : v.in(e, Relation::part_of))
    if (felt(v, part.source)) return;
  for (const Edge& whole : v.out(e, Relation::part_of))
    if (felt(v, whole.target)) return;
  run.report(e);
}

// The one feeling on record of which nobody says whose it is.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element insight = only_open(v, Kind::insight, [&v](Element e) {
    using T = choice::insight_type;
    const T type = v.get(field::insight::type, v.as<Kind::insight>(e));
    return (type == T::need || type == T::frustration || type == T::excitement) &&
           v.out(e, Relation::felt_by).empty();
  });
  if (insight == no_element) return false;
  f.title = "Say that {insight} is felt by them.";
  f.values = {{"insight", r.describe(insight)}};
  f.safety = Safety::display;
  f.patch = add_relation(v, insight, Relation::felt_by, r.focus);
  return true;
}

} // namespace

extern const Rule audience_need_unknown = {
    .code = "NL305",
    .name = "audience-need-unknown",
    .category = Category::audience,
    .severity = Severity::advice,
    .focus = kinds(Kind::audience),
    .question = "Is it known what the audience needs, minds or enjoys?",
    .message = "Nobody has recorded what {focus} needs, what annoys them or what delights them.",
    .advice = "Ask them, and record what they say as insights that are felt by them.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::landscape | Pack::clover | Pack::channels_later,
    .phrases = phrases,
};

} // namespace northline::rules
