#include "facts/facts.hpp"

#include <map>
#include <optional>

namespace northline {

struct Facts::Kept {
  Kept(const View& v, Cancel c, LoadParameters l) : view(v), cancel(c), load_parameters(l) {
#ifdef NORTHLINE_RECORD
    recorder = view.recorder;
    view.recorder = nullptr;
#endif
  }
#ifdef NORTHLINE_RECORD
  Recorder* recorder = nullptr;
  unsigned depth = 0; ///< facts that ask for facts are not recorded
#endif
  View view;
  Cancel cancel;
  LoadParameters load_parameters;
  std::optional<Presence> presence;
  std::optional<GoalGraph> goals;
  std::optional<LineOfSight> line_of_sight;
  std::optional<WorkUnits> work;
  std::optional<Load> load;
  std::optional<Schedule> schedule;
  std::map<RelationSet, Components> components;
  Rows metrics;
  std::vector<std::unique_ptr<const Figures>> figures; ///< by row of the metric
  std::vector<std::uint32_t> figures_read;             ///< their rows
};

namespace {

#ifdef NORTHLINE_RECORD
class Asked {
public:
  Asked(Recorder* recorder, unsigned& depth, std::string_view name) : depth_(depth) {
    if (depth_++ == 0 && recorder) recorder->fact(name);
  }
  ~Asked() { --depth_; }
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;

private:
  unsigned& depth_;
};
#define NORTHLINE_ASKED(Fact) const Asked asked(kept_->recorder, kept_->depth, Fact::name)
#else
#define NORTHLINE_ASKED(Fact) static_cast<void>(0)
#endif

} // namespace

Facts::Facts(const View& view, Cancel cancel, LoadParameters load)
    : kept_(std::make_unique<Kept>(view, cancel, load)) {}
Facts::Facts(Facts&&) noexcept = default;
Facts& Facts::operator=(Facts&&) noexcept = default;
Facts::~Facts() = default;

const View& Facts::view() const { return kept_->view; }

const Presence& Facts::presence() {
  NORTHLINE_ASKED(Presence);
  if (!kept_->presence) kept_->presence.emplace(kept_->view);
  return *kept_->presence;
}
const GoalGraph& Facts::goals() {
  NORTHLINE_ASKED(GoalGraph);
  if (!kept_->goals) kept_->goals.emplace(kept_->view, presence(), kept_->cancel);
  return *kept_->goals;
}
const LineOfSight& Facts::line_of_sight() {
  NORTHLINE_ASKED(LineOfSight);
  if (!kept_->line_of_sight) kept_->line_of_sight.emplace(kept_->view, presence(), goals(), kept_->cancel);
  return *kept_->line_of_sight;
}
const WorkUnits& Facts::work() {
  NORTHLINE_ASKED(WorkUnits);
  if (!kept_->work) kept_->work.emplace(kept_->view, presence(), goals(), kept_->cancel);
  return *kept_->work;
}
const Load& Facts::load() {
  NORTHLINE_ASKED(Load);
  if (!kept_->load)
    kept_->load.emplace(kept_->view, presence(), work(), kept_->load_parameters, kept_->cancel);
  return *kept_->load;
}
const Schedule& Facts::schedule() {
  NORTHLINE_ASKED(Schedule);
  if (!kept_->schedule) kept_->schedule.emplace(kept_->view, presence(), work(), kept_->cancel);
  return *kept_->schedule;
}
const Components& Facts::components(RelationSet relations) {
  NORTHLINE_ASKED(Components);
  const auto found = kept_->components.find(relations);
  if (found != kept_->components.end()) return found->second;
  return kept_->components.emplace(relations, Components(kept_->view, relations, kept_->cancel))
      .first->second;
}

const Figures& Facts::figures(Element metric) {
  constexpr unsigned columns[] = {field::metric::baseline.column, field::metric::targets.column,
                                  field::metric::observations.column};
#ifdef NORTHLINE_RECORD
  if (kept_->depth == 0 && kept_->recorder)
    for (const unsigned column : columns) kept_->recorder->attribute(metric, Kind::metric, column);
#else
  static_cast<void>(columns);
#endif
  if (kept_->figures.empty()) {
    kept_->metrics = Rows(kept_->view, Kind::metric);
    kept_->figures.resize(kept_->metrics.size());
  }
  const std::uint32_t row = kept_->metrics.of(metric);
  auto& at = kept_->figures[row];
  if (!at) {
    at = std::make_unique<const Figures>(kept_->view, ElementOf<Kind::metric>{metric});
    kept_->figures_read.push_back(row);
  }
  return *at;
}

void Facts::trim() {
  constexpr std::size_t enough = 16'384; // some ten megabytes
  if (kept_->figures_read.size() < enough) return;
  for (const std::uint32_t row : kept_->figures_read) kept_->figures[row].reset();
  kept_->figures_read.clear();
}

} // namespace northline
