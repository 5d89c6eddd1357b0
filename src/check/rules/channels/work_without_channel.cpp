#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let it use {channel}, where most of {audience} are.",
};
constexpr std::string_view footprint[] = {"type",
                                          "status",
                                          ">uses",
                                          ">part_of.status",
                                          ">part_of>uses",
                                          "<part_of.status",
                                          "<part_of>uses",
                                          "<part_of<part_of.status",
                                          "<part_of<part_of>uses",
                                          ">serves"};

bool has_channel(const View& v, Element work) {
  for (const Edge& e : v.out(work, Relation::uses))
    if (v.is(e.target, Kind::channel)) return true;
  return false;
}

void decide(RuleRun& run, Element work) {
  const View& v = run.view;
  if (!committed(v, work) || has_channel(v, work)) return;
  for (const Edge& home : v.out(work, Relation::part_of)) {
    if (!in_force(v, home.target)) continue;
    if (v.is(work, Kind::activity) || has_channel(v, home.target)) return; // the program is asked for both
  }
  if (v.is(work, Kind::program)) {
    switch (v.get(field::program::type, v.as<Kind::program>(work))) {
    case choice::program_type::business_process:
    case choice::program_type::education:
    case choice::program_type::evaluation:
      return; // these meet nobody outside
    case choice::program_type::absent: {
      bool audience = false;
      for (const Edge& e : v.out(work, Relation::serves))
        audience = audience || v.is(e.target, Kind::audience);
      if (!audience) return;
      break;
    }
    default:
      break;
    }
    for (const Edge& part : v.in(work, Relation::part_of)) {
      if (!in_force(v, part.source)) continue;
      if (has_channel(v, part.source)) return;
      for (const Edge& inner : v.in(part.source, Relation::part_of))
        if (in_force(v, inner.source) && has_channel(v, inner.source)) return;
    }
  }
  run.report(work);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // Where most people are need not be where they speak.
  if (v.is(r.focus, Kind::program) &&
      v.get(field::program::type, v.as<Kind::program>(r.focus)) == choice::program_type::listening)
    return false;
  for (const Element audience : people_for(v, r.focus)) {
    const Element channel = main_channel(v, audience, [](Element) { return true; });
    if (channel == no_element) continue;
    f.title = "Let it use {channel}, where most of {audience} are.";
    f.values = {{"channel", r.describe(channel)}, {"audience", r.describe(audience)}};
    f.safety = Safety::display;
    f.patch = add_relation(v, r.focus, Relation::uses, channel);
    return true;
  }
  return false;
}

} // namespace

extern const Rule work_without_channel = {
    .code = "NL402",
    .name = "work-without-channel",
    .category = Category::channels,
    .severity = Severity::advice,
    .focus = kinds(Kind::program, Kind::activity),
    .question = "Is it said where the work meets people?",
    .message = "{focus} uses no channel, so nothing says where it meets anybody.",
    .advice = "Name the channels under \"uses\", with the degree to which each is used.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::clover | Pack::five_steps,
    .phrases = phrases,
};

} // namespace northline::rules
