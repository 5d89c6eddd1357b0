#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "listen",
    "find out what worked",
    "Let it use {tool}.",
};
constexpr std::string_view footprint[] = {"status",
                                          "type",
                                          "execution",
                                          ">consumes.status",
                                          ">consumes.type",
                                          ">uses.status",
                                          ">uses.type",
                                          ">uses>consumes.status",
                                          ">uses>consumes.type",
                                          "<part_of.status",
                                          "<part_of>consumes.status",
                                          "<part_of>consumes.type",
                                          "<part_of>uses.status",
                                          "<part_of>uses.type",
                                          "<part_of>uses>consumes.status",
                                          "<part_of>uses>consumes.type",
                                          ">part_of.status",
                                          ">part_of>consumes.status",
                                          ">part_of>consumes.type",
                                          ">part_of>uses.status",
                                          ">part_of>uses.type"};

/// Whether somebody works on it or something is used for it; money alone does not listen.
bool has_means(const View& v, Element work) {
  for (const Edge& c : v.out(work, Relation::consumes))
    if (in_force(v, c.target) &&
        v.get(field::resource::type, v.as<Kind::resource>(c.target)) != choice::resource_type::budget)
      return true;
  for (const Edge& u : v.out(work, Relation::uses)) {
    if (!in_force(v, u.target)) continue;
    if (v.is(u.target, Kind::resource)) return true;
    for (const Edge& c : v.out(u.target, Relation::consumes))
      if (in_force(v, c.target) &&
          v.get(field::resource::type, v.as<Kind::resource>(c.target)) != choice::resource_type::budget)
        return true;
  }
  return false;
}

void decide(RuleRun& run, Element program) {
  const View& v = run.view;
  const ElementOf<Kind::program> p{program};
  const auto type = v.get(field::program::type, p);
  if (type != choice::program_type::listening && type != choice::program_type::evaluation) return;
  if (!open(v, program) || v.get(field::program::execution, p) == choice::execution::market ||
      has_means(v, program))
    return;
  for (const Edge& part : v.in(program, Relation::part_of))
    if (in_force(v, part.source) && has_means(v, part.source)) return;
  for (const Edge& home : v.out(program, Relation::part_of))
    if (v.is(home.target, Kind::program) && in_force(v, home.target) && has_means(v, home.target)) return;
  run.report(program).text("purpose",
                           type == choice::program_type::listening ? "listen" : "find out what worked");
}

constexpr std::string_view causes[] = {"NL510"};

// A tool that already listens elsewhere, or one that waits for its use.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  OnlyOne same, idle;
  const auto type = v.get(field::program::type, v.as<Kind::program>(r.focus));
  each_of_few(v, Kind::resource, [&](Element one) {
    const ElementOf<Kind::resource> tool{one};
    if (v.get(field::resource::type, tool) != choice::resource_type::tool || !open(v, tool)) return;
    bool used = false;
    for (const Relation relation : {Relation::uses, Relation::consumes})
      for (const Edge& e : v.in(tool, relation)) {
        if (!in_force(v, e.source)) continue;
        used = true;
        if (v.is(e.source, Kind::program) &&
            v.get(field::program::type, v.as<Kind::program>(e.source)) == type)
          same.add(tool);
      }
    if (!used) idle.add(tool);
  });
  const Element tool = same.none() ? idle.get() : same.get();
  return offer(r, f, "Let it use {tool}.", "tool", Relation::uses, tool);
}

} // namespace

extern const Rule listening_without_means = {
    .code = "NL516",
    .name = "listening-without-means",
    .category = Category::resources,
    .severity = Severity::advice,
    .focus = kinds(Kind::program),
    .question = "Are there hours or a tool to listen with?",
    .message = "{focus} is there to {purpose}, with neither hours nor a tool for it.",
    .advice = "Set hours aside, or name the tool it uses.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .packs = Pack::core | Pack::channels_later,
    .phrases = phrases,
};

} // namespace northline::rules
