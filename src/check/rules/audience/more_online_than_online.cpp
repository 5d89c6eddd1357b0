#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Lower the share on the channel to those who are online.",
};
constexpr std::string_view footprint[] = {"status", "online_share", ">present_on.mode", ">present_on.status"};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  const double online = v.get(field::audience::online_share, v.as<Kind::audience>(e)).high;
  if (!known(online) || !in_force(v, e)) return;
  Element most = no_element;
  double share = 0;
  for (const Edge& edge : v.out(e, Relation::present_on)) {
    const double there = v.get(edge_field::present_on::share, edge).low;
    if (!(there > online) || !in_force(v, edge.target) ||
        v.get(field::channel::mode, v.as<Kind::channel>(edge.target)) != choice::channel_mode::online)
      continue;
    if (most == no_element || there > share || (there == share && v.id(edge.target) < v.id(most))) {
      most = edge.target;
      share = there;
    }
  }
  if (most == no_element) return;
  run.report(e)
      .number("share", 100 * share)
      .element("channel", most)
      .number("online", 100 * online)
      .at_target(Relation::present_on, most);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const double online = v.get(field::audience::online_share, v.as<Kind::audience>(r.focus)).high;
  std::vector<std::string> all;
  for (const Edge& e : v.out(r.focus, Relation::present_on))
    if (v.get(edge_field::present_on::share, e).low > online && in_force(v, e.target) &&
        v.get(field::channel::mode, v.as<Kind::channel>(e.target)) == choice::channel_mode::online) {
      all.push_back(set_detail(v, e, "share", number_text(online)));
      if (all.back().empty()) return false;
    }
  f.title = "Lower the share on the channel to those who are online.";
  f.safety = Safety::display;
  f.patch = joined(all);
  return true;
}

} // namespace

extern const Rule more_online_than_online = {
    .code = "NL316",
    .name = "more-online-than-online",
    .category = Category::audience,
    .severity = Severity::warning,
    .focus = kinds(Kind::audience),
    .question = "Do the shares of an audience on online channels fit its share online?",
    .message = "{share} % of {focus} are said to be on {channel}, but only {online} % are "
               "online at all.",
    .advice = "Correct one of the two shares; the second is the most that the first can be.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
