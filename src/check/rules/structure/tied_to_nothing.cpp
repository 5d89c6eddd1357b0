#include "check/candidates.hpp"
#include "model/registry.def"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Drop it.",
};
constexpr std::string_view footprint[] = {"status", "applies_to_all", ">*", "<*"};
constexpr std::string_view causes[] = {"NL001", "NL002", "NL104"};

// Asked of every element, so what the registry says of relations stands here as constants.
using K = Kind;
struct Ends {
  KindSet from, to;
  bool repeats;
};
constexpr Ends ends[] = {
#define NL_RELATION(name, inverse, from, to, principal, repeats, text) {from, to, repeats},
#include "model/registry.def"
};

void decide(RuleRun& run, Element e) {
  const View& v = run.view;
  if (!in_force(v, e)) return;
  const Kind kind = v.kind(e);
  if (kind == Kind::policy && v.get(field::policy::applies_to_all, v.as<Kind::policy>(e)) == Maybe::yes)
    return;
  for (unsigned i = 0; i < relation_count; ++i) {
    const Relation r = static_cast<Relation>(i);
    if (contains(ends[i].from, kind) && !v.out(e, r).empty()) return;
    if (contains(ends[i].to, kind) && !v.in(e, r).empty()) return;
  }
  auto report = run.report(e);
  // Plans list everybody who has a stake; that somebody has no part in it yet is worth showing, no more.
  if (kind == Kind::stakeholder) report.severity(Severity::advice);
}

bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  // Means that nothing uses can go; of ends and people nobody but people can say that.
  const Kind kind = v.kind(r.focus);
  if (kind != Kind::channel && kind != Kind::resource && kind != Kind::metric) return false;
  f.title = "Drop it.";
  f.safety = Safety::display;
  f.patch = set_status(v, r.focus, "dropped");
  return true;
}

} // namespace

extern const Rule tied_to_nothing = {
    .code = "NL007",
    .name = "tied-to-nothing",
    .category = Category::structure,
    .severity = Severity::warning,
    .focus = every_kind & ~kinds(Kind::strategy, Kind::vision, Kind::mission, Kind::value, Kind::benchmark,
                                 Kind::exclusion),
    .question = "Is the element tied to anything else?",
    .message = "{focus} is tied to nothing: no relation starts or ends there.",
    .advice = "Say what it serves, measures, does or belongs to, or take it out.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .consequence_of = causes,
    .phrases = phrases,
};

} // namespace northline::rules
