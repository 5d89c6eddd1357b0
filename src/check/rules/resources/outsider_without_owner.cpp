#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {owner}, who answers for the work, answer for it as well.",
};
constexpr std::string_view footprint[] = {
    "status", "type", "internal", ">owned_by.status", ">owned_by.type", "<consumes.status", "<uses.status"};

bool outside(choice::stakeholder_type t) {
  return t == choice::stakeholder_type::agency || t == choice::stakeholder_type::partner ||
         t == choice::stakeholder_type::competitor || t == choice::stakeholder_type::regulator ||
         t == choice::stakeholder_type::market_representative;
}

void decide(RuleRun& run, Element resource) {
  const View& v = run.view;
  const ElementOf<Kind::resource> r{resource};
  const auto type = v.get(field::resource::type, r);
  const Maybe internal = v.get(field::resource::internal, r);
  if (type == choice::resource_type::tool || type == choice::resource_type::budget) return;
  if (!(internal == Maybe::no || (type == choice::resource_type::agency && internal == Maybe::unknown)))
    return;
  if (!in_force(v, resource)) return;
  for (const Edge& e : v.out(resource, Relation::owned_by))
    if (in_force(v, e.target) && !outside(v.get(field::stakeholder::type, v.as<Kind::stakeholder>(e.target))))
      return;
  Element user = no_element;
  for (const Relation relation : {Relation::consumes, Relation::uses})
    for (const Edge& e : v.in(resource, relation))
      if (open(v, e.source) && (user == no_element || by_id(v, e.source, user))) user = e.source;
  if (user != no_element) run.report(resource).element("user", user);
}

constexpr std::string_view causes[] = {"NL001", "NL002"};

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne one;
  for (const Relation relation : {Relation::consumes, Relation::uses})
    for (const Edge& e : v.in(r.focus, relation))
      if (open(v, e.source)) one.add(answerable(v, e.source, true));
  if (one.get() == no_element) return false;
  f.title = "Let {owner}, who answers for the work, answer for it as well.";
  f.values = {{"owner", r.describe(one.get())}};
  f.safety = Safety::display;
  f.patch = add_relation(v, r.focus, Relation::owned_by, one.get());
  return true;
}

} // namespace

extern const Rule outsider_without_owner = {
    .code = "NL508",
    .name = "outsider-without-owner",
    .category = Category::resources,
    .severity = Severity::warning,
    .focus = kinds(Kind::resource),
    .question = "Does somebody inside answer for help from outside?",
    .message = "{focus} comes from outside and works for {user}, but nobody inside answers for it.",
    .advice = "Name under \"owned_by\" the person inside who briefs, looks and pays.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::clover | Pack::five_steps | Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
