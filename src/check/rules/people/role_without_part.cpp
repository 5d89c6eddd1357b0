#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "a performer",
    "carries out, owns and works on nothing",
    "a beneficiary",
    "nothing is for them or answers what they feel",
    "Take the role of performer out.",
    "Take the role of beneficiary out.",
};
constexpr std::string_view footprint[] = {"status",
                                          "roles",
                                          "<owned_by",
                                          "<performed_by",
                                          ">works_as",
                                          "<sponsored_by",
                                          "<co_created_with",
                                          "<consulted",
                                          ">speaks_for<serves",
                                          ">part_of>works_as",
                                          "<part_of<performed_by",
                                          "<part_of<owned_by",
                                          "<serves",
                                          "<felt_by<addresses"};

void decide(RuleRun& run, Element person) {
  const View& v = run.view;
  const auto roles = v.get(field::stakeholder::roles, v.as<Kind::stakeholder>(person));
  if (!roles.known() || !in_force(v, person)) return;
  const auto works = [&](Element e) {
    return !v.in(e, Relation::performed_by).empty() || !v.in(e, Relation::owned_by).empty();
  };
  const auto discussed = [&] {
    return !v.in(person, Relation::co_created_with).empty() || !v.in(person, Relation::consulted).empty();
  };
  if (roles.has(choice::role::performer)) {
    bool does = works(person) || discussed() || !v.in(person, Relation::sponsored_by).empty() ||
                !v.out(person, Relation::works_as).empty();
    for (const Edge& e : v.in(person, Relation::part_of)) does = does || works(e.source);
    for (const Edge& e : v.out(person, Relation::part_of))
      does = does || !v.out(e.target, Relation::works_as).empty();
    if (!does)
      run.report(person)
          .text("role", "a performer")
          .text("missing", "carries out, owns and works on nothing")
          .key("performer")
          .at("roles");
  }
  if (roles.has(choice::role::beneficiary)) {
    bool gets = !v.in(person, Relation::serves).empty();
    for (const Edge& e : v.in(person, Relation::felt_by))
      gets = gets || !v.in(e.source, Relation::addresses).empty();
    for (const Edge& e : v.out(person, Relation::speaks_for))
      gets = gets || !v.in(e.target, Relation::serves).empty();
    if (!gets)
      run.report(person)
          .text("role", "a beneficiary")
          .text("missing", "nothing is for them or answers what they feel")
          .key("beneficiary")
          .at("roles");
  }
}

bool fix(const Rendering& r, Fix& f) {
  const auto roles = r.view.get(field::stakeholder::roles, ElementOf<Kind::stakeholder>{r.focus});
  const bool performer = r.text("role") == "a performer";
  f.safety = Safety::unsafe;
  f.title = performer ? "Take the role of performer out." : "Take the role of beneficiary out.";
  const bool other = roles.has(performer ? choice::role::beneficiary : choice::role::performer);
  f.patch = other
                ? set_member(r.view, r.focus, "roles", performer ? R"(["beneficiary"])" : R"(["performer"])")
                : patch::remove_attribute(r.view, r.focus, "roles");
  return true;
}

} // namespace

extern const Rule role_without_part = {
    .code = "NL711",
    .name = "role-without-part",
    .category = Category::people,
    .severity = Severity::advice,
    .focus = kinds(Kind::stakeholder),
    .question = "Does everybody do, or get, what their role says?",
    .message = "{focus} is entered as {role}, but {missing}.",
    .advice =
        "Name what they do under \"performed_by\", what is for them under \"serves\", or take the role out.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .phrases = phrases,
};

} // namespace northline::rules
