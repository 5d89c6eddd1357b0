#pragma once
// Facts that analyses share. Each is a pure function of a view, worked out when it is first asked for and
// kept. One object belongs to one thread; results never depend on the order in which facts are asked for.
#include "facts/components.hpp"
#include "facts/goal_graph.hpp"
#include "facts/line_of_sight.hpp"
#include "facts/load.hpp"
#include "facts/measures.hpp"
#include "facts/schedule.hpp"
#include "facts/work_units.hpp"

#include <memory>

namespace northline {

class Facts {
public:
  explicit Facts(const View& view, Cancel cancel = {}, LoadParameters load = {});
  Facts(Facts&&) noexcept;
  Facts& operator=(Facts&&) noexcept;
  ~Facts();

  /// A view of the same strategy that is never recorded: a fact is one read, by its name.
  const View& view() const;
  const Presence& presence();
  const GoalGraph& goals();
  const LineOfSight& line_of_sight();
  const WorkUnits& work();
  const Load& load();
  const Schedule& schedule();
  const Components& components(RelationSet relations);
  /// What is written of a metric, read once: a read of its baseline, targets and observations, not a fact.
  const Figures& figures(Element metric);
  /// Lets go of the figures if there are many, so that memory does not grow with the document. What figures()
  /// gave is then gone, so this is for those who ask one element after the other.
  void trim();

private:
  struct Kept;
  std::unique_ptr<Kept> kept_;
};

} // namespace northline
