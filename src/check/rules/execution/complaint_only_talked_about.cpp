#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status",
                                          "type",
                                          ">felt_by",
                                          "<addresses.status",
                                          "<addresses.type",
                                          "<addresses<contributes_to.status",
                                          "<addresses<contributes_to.type"};

void decide(RuleRun& run, Element insight) {
  const View& v = run.view;
  if (v.get(field::insight::type, v.as<Kind::insight>(insight)) != choice::insight_type::frustration ||
      !in_force(v, insight))
    return;
  bool felt = false;
  for (const Edge& f : v.out(insight, Relation::felt_by)) felt = felt || v.is(f.target, Kind::audience);
  if (!felt) return;
  bool mended = false;
  Element talk = no_element;
  const auto ask = [&](Element work) {
    if (!v.is(work, Kind::program) || !in_force(v, work)) return;
    const auto type = v.get(field::program::type, v.as<Kind::program>(work));
    mended = mended || type == choice::program_type::business_process ||
             type == choice::program_type::service ||
             type == choice::program_type::absent; // not written: it may be one
    if (talk == no_element || by_id(v, work, talk)) talk = work;
  };
  for (const Edge& a : v.in(insight, Relation::addresses)) {
    ask(a.source);
    if (v.is(a.source, Kind::goal))
      for (const Edge& c : v.in(a.source, Relation::contributes_to)) {
        if (mended) return;
        ask(c.source);
      }
    if (mended) return;
  }
  if (talk != no_element) run.report(insight).element("program", talk); // unanswered ones are NL106's matter
}

} // namespace

extern const Rule complaint_only_talked_about = {
    .code = "NL914",
    .name = "complaint-only-talked-about",
    .category = Category::execution,
    .severity = Severity::advice,
    .focus = kinds(Kind::insight),
    .question = "Is what frustrates customers mended, and not only talked about?",
    .message = "{focus} is answered by {program}, but no program that changes the business or serves people "
               "mends it.",
    .advice =
        "Plan what would make the frustration go away, as a program of type business_process or service.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .packs = Pack::core | Pack::smacad,
};

} // namespace northline::rules
