#pragma once
// How a practice is written down: data that the engine reads. Function pointers, so that the files of the
// practices hold no state.
#include "practice/plan.hpp"

#include <array>

namespace northline::practices {

/// Something that has to be there: checks that say nothing, or a look of one's own that finds no gap.
struct Condition {
  std::string_view what;
  std::array<std::string_view, 12> codes{}; ///< quiet: none of these has a finding
  void (*look)(Plan&, Gaps&) = nullptr;
  bool (*concerns)(Plan&, Element) = nullptr; ///< whether a finding on the element belongs here; null: all
  bool small = true;                          ///< asked of small organisations too
};

/// Elements of this step that must not come before another step.
struct Order {
  std::string_view before; ///< name of that step, or "approval": of the strategy
  std::vector<Element> (*taken)(Plan&);
  Date (*day)(Plan&, Element);       ///< on which it was taken
  FirstDay (*rests)(Plan&, Element); ///< on this
  std::string_view code = "NL809";
};

enum class Asks : std::uint8_t { owner, sponsor, reviewer };

struct Step {
  std::string_view name, title, guide;
  std::array<std::string_view, 8> after{};
  bool (*started)(Plan&);
  std::span<const Condition> exit;
  std::span<const Order> orders{};
  Asks asks = Asks::owner;
};

struct Practice {
  std::string_view name, title;
  choice::practice value;
  std::span<const Step> steps;
  std::span<const std::string_view> answers;
  /// Says why nothing after the first step can be judged; empty: it can.
  std::string (*stop)(Plan&) = nullptr;
};

extern const Practice landscape, clover, five_steps, channels_later, smacad;

PracticeAnswer answer(Plan&, std::string_view name, const PracticeReport&);

// ---- what several practices share ----
inline bool is_own_goal(Plan& p, Element e) { return p.own_goal(e); }
inline Date day_of(Plan& p, Element e) { return decided_on(p.v, e); }
std::vector<Element> own_goals(Plan&);
std::vector<Element> audiences(Plan&);
std::vector<Element> programs(Plan&);
std::vector<Element> programs_and_activities(Plan&);
std::vector<Element> work_and_tools(Plan&);
std::vector<Element> tools(Plan&);
std::vector<Element> policies(Plan&);
std::vector<Element> approval(Plan&); ///< the strategy, once somebody signed it
std::vector<Element> metrics_with_targets(Plan&);

FirstDay on_assessments(Plan&, Element goal); ///< that it reaches, else the last subject's first
FirstDay on_customers(Plan&, Element goal);  ///< assessments of the customers that it reaches, else the first
FirstDay on_audiences(Plan&, Element e);     ///< that it (or its program) serves
FirstDay on_goals(Plan&, Element e);         ///< that the work or the metric is for
FirstDay on_metrics(Plan&, Element program); ///< of the goals it is for
FirstDay on_resources(Plan&, Element e);
FirstDay on_first_customers(Plan&, Element);
FirstDay on_education(Plan&, Element);
FirstDay on_whole_assessment(Plan&, Element);
FirstDay on_policies(Plan&, Element);
FirstDay on_market(Plan&, Element);
FirstDay on_signature(Plan&, Element); ///< of the strategy
FirstDay on_own_program(Plan&, Element activity);
FirstDay on_users(Plan&, Element tool);

/// A gap for each subject that nobody has assessed.
void look_at_subjects(Plan&, Gaps&, std::initializer_list<choice::subject>);
void look_at_policies(Plan&, Gaps&);
bool has_education(Plan&);
void look_for_educated(Plan&, Gaps&);
void look_for_own_goal(Plan&, Gaps&);
/// "No program has begun yet; the first is to begin on …"
std::string not_begun(Plan&);
void under_way(Plan&, Gaps&); ///< has any program begun?

} // namespace northline::practices
