#include "check/mending.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view phrases[] = {
    "Let {program} mend it.",
};
constexpr std::string_view footprint[] = {
    "all insight.status",      "all insight.type",   "all insight>felt_by", "all insight<addresses",
    "all goal<contributes_to", "all program.status", "all program.type"};

/// What programs do about something.
struct Answer {
  Element talk = no_element; ///< the first, by id, of all
  bool mended = false, asked = false;
  void add(const Answer& other, const View& v) {
    mended = mended || other.mended;
    if (other.talk != no_element && (talk == no_element || by_id(v, other.talk, talk))) talk = other.talk;
  }
};

Answer of_program(const View& v, Element work) {
  if (!v.is(work, Kind::program) || !in_force(v, work)) return {};
  const auto type = v.get(field::program::type, v.as<Kind::program>(work));
  // One whose type is not written may mend it.
  return {work,
          type == choice::program_type::business_process || type == choice::program_type::service ||
              type == choice::program_type::absent,
          true};
}

void decide(RuleRun& run, Element) {
  const View& v = run.view;
  std::vector<Answer> goals; // by element; each goal is asked once, however many insights it answers
  v.each_of<Kind::insight>([&](ElementOf<Kind::insight> insight) {
    if (v.get(field::insight::type, insight) != choice::insight_type::frustration || !in_force(v, insight))
      return;
    bool felt = false;
    for (const Edge& f : v.out(insight, Relation::felt_by)) felt = felt || v.is(f.target, Kind::audience);
    if (!felt) return;
    Answer answer;
    for (const Edge& a : v.in(insight, Relation::addresses)) {
      answer.add(of_program(v, a.source), v);
      if (!v.is(a.source, Kind::goal)) continue;
      if (goals.empty()) goals.resize(v.size());
      Answer& goal = goals[a.source];
      if (!goal.asked)
        for (const Edge& c : v.in(a.source, Relation::contributes_to)) goal.add(of_program(v, c.source), v);
      goal.asked = true;
      answer.add(goal, v);
    }
    if (!answer.mended && answer.talk != no_element) // unanswered ones are NL106's matter
      run.report(insight).element("program", answer.talk);
  });
}

// The only program that changes the business or serves people and is for those who are frustrated.
bool fix(const Rendering& r, Fix& f) {
  const View& v = r.view;
  const Element program = only_open(v, Kind::program, [&](Element e) {
    const auto type = v.get(field::program::type, v.as<Kind::program>(e));
    if (type != choice::program_type::business_process && type != choice::program_type::service) return false;
    for (const Element audience : people_for(v, e))
      if (has_target(v, r.focus, Relation::felt_by, audience)) return true;
    return false;
  });
  if (program == no_element) return false;
  f.title = "Let {program} mend it.";
  f.values = {{"program", r.describe(program)}};
  f.safety = Safety::display;
  f.patch = add_relation(v, program, Relation::addresses, r.focus);
  return true;
}

} // namespace

extern const Rule complaint_without_program = {
    .code = "NL914",
    .name = "complaint-without-program",
    .category = Category::execution,
    .severity = Severity::advice,
    .focus = kinds(Kind::strategy),
    .question = "Is what frustrates customers mended, and not only talked about?",
    .message = "{focus} is answered by {program}, but no program that changes the business or serves people "
               "mends it.",
    .advice =
        "Plan what would make the frustration go away, as a program of type business_process or service.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .fix = fix,
    .packs = Pack::core | Pack::smacad,
    .phrases = phrases,
};

} // namespace northline::rules
