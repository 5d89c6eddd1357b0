#include "check/reading.hpp"

#include <algorithm>
#include <array>

namespace northline::rules {
namespace {

constexpr Variant variants[] = {
    {"absent", "There are no {step} yet, but {first} is already fixed."},
    {"absent_several", "There are no {step} yet, but {first} and {more} more are already fixed."},
    {"early", "{first} was decided on {decided}, before the {step} it rests on ({ground})."},
    {"early_several", "{first} was decided on {decided}, before the {step} it rests on ({ground}). So "
                      "{more|was|were} {more} more."},
};
constexpr std::string_view phrases[] = {
    "objectives",
    "audiences",
    "resources",
};
constexpr std::string_view footprint[] = {
    "all program.status",       "all program.decided",     "all program.created",
    "all program.start",        "all program>approved_by", "all program>contributes_to",
    "all program>serves",       "all program>consumes",    "all activity.status",
    "all activity.decided",     "all activity.created",    "all activity.start",
    "all activity>approved_by", "all activity>part_of",    "all activity>contributes_to",
    "all activity>consumes",    "all resource.status",     "all resource.decided",
    "all resource.created",     "all resource.type",       "all resource>approved_by",
    "all resource<uses",        "all goal.status",         "all goal.decided",
    "all goal.created",         "all goal.importance",     "all goal>approved_by",
    "all audience.status",      "all audience.decided",    "all audience.created",
    "all audience>approved_by", "fact work_units"};

enum Step : unsigned { objectives, audiences, resources, step_count };
constexpr std::string_view step_names[] = {"objectives", "audiences", "resources"};

struct Ground {
  std::array<FirstDay, step_count> steps;
  double importance = -1; ///< of the greatest goal behind it
  void add(const Ground& other) {
    for (unsigned s = 0; s < step_count; ++s) steps[s].add(other.steps[s]);
    importance = std::max(importance, other.importance);
  }
};

bool is_tool(const View& v, Element resource) {
  return v.get(field::resource::type, v.as<Kind::resource>(resource)) == choice::resource_type::tool;
}
class Order {
public:
  explicit Order(RuleRun& run)
      : v_(run.view), run_(run), work_(run.facts.work()), days_(v_.size(), not_asked) {}

  void decide(Element strategy) {
    bool any[step_count] = {};
    v_.each(Kind::goal, [&](Element e) { any[objectives] = any[objectives] || stands(v_, e); });
    v_.each(Kind::audience, [&](Element e) { any[audiences] = any[audiences] || stands(v_, e); });
    v_.each(Kind::resource,
            [&](Element e) { any[resources] = any[resources] || (stands(v_, e) && !is_tool(v_, e)); });

    grounds_.resize(work_.size());
    for (std::uint32_t row = 0; row < work_.size(); ++row)
      if (work_.unit(row) != no_row) ground_of_work(row);
    for (std::uint32_t row = 0; row < work_.size(); ++row) {
      const Element e = work_.element(row);
      if (work_.unit(row) != no_row && committed(v_, e)) weigh(e, whole(row), any);
    }
    v_.each(Kind::resource, [&](Element tool) {
      if (!is_tool(v_, tool) || !committed(v_, tool)) return;
      Ground g;
      for (const Edge& u : v_.in(tool, Relation::uses)) {
        if (v_.is(u.source, Kind::metric) || !in_force(v_, u.source)) continue;
        g.add(whole(v_.is(u.source, Kind::program) ? work_.row_of_program(u.source)
                                                   : work_.row_of_activity(u.source)));
      }
      weigh(tool, g, any);
    });
    for (unsigned s = 0; s < step_count; ++s) report(strategy, s);
  }

private:
  struct Early {
    Element element;
    double importance;
    Date day, first;
  };
  /// How many there are, and those that are worth showing.
  struct Shown {
    std::size_t count = 0;
    std::vector<Early> list;
    void add(const View& v, const Early& e) {
      ++count;
      list.push_back(e);
      if (list.size() == 8 * most) settle(v);
    }
    void settle(const View& v) {
      // Among equals the id decides: the order of the document must not choose who is shown.
      std::sort(list.begin(), list.end(), [&v](const Early& a, const Early& b) {
        return a.importance != b.importance ? a.importance > b.importance : v.id(a.element) < v.id(b.element);
      });
      if (list.size() > most) list.resize(most);
    }
    static constexpr std::size_t most = 20;
  };

  Date day(Element e) {
    std::int32_t& d = days_[e];
    if (d == not_asked) d = decided_on(v_, e).days;
    return {d};
  }
  void ground_of_work(std::uint32_t row) {
    const Element e = work_.element(row);
    Ground& g = grounds_[row];
    for (const Edge& c : v_.out(e, Relation::contributes_to)) {
      if (!in_force(v_, c.target)) continue;
      g.steps[objectives].add(day(c.target));
      const double importance = v_.get(field::goal::importance, v_.as<Kind::goal>(c.target));
      if (known(importance)) g.importance = std::max(g.importance, importance);
    }
    if (work_.is_program(row))
      for (const Edge& c : v_.out(e, Relation::serves))
        if (v_.is(c.target, Kind::audience) && in_force(v_, c.target)) g.steps[audiences].add(day(c.target));
    for (const Edge& c : v_.out(e, Relation::consumes))
      if (in_force(v_, c.target) && !is_tool(v_, c.target)) g.steps[resources].add(day(c.target));
  }
  /// What a program rests on; an activity shares its program's goals and audiences.
  Ground whole(std::uint32_t row) const {
    Ground g = grounds_[row];
    const std::uint32_t home = work_.home(row);
    if (work_.is_program(row) || home == no_row) return g;
    g.steps[objectives].add(grounds_[home].steps[objectives]);
    g.steps[audiences].add(grounds_[home].steps[audiences]);
    g.importance = std::max(g.importance, grounds_[home].importance);
    return g;
  }
  void weigh(Element e, const Ground& g, const bool (&any)[step_count]) {
    const Date own = day(e);
    for (unsigned s = 0; s < step_count; ++s) {
      if (!any[s])
        absent_[s].add(v_, {e, g.importance, own, {}});
      else if (const FirstDay& f = g.steps[s]; f.after(own))
        early_[s].add(v_, {e, g.importance, own, f.day});
    }
  }
  void report(Element strategy, unsigned step) {
    const bool by_dates = absent_[step].count == 0;
    Shown& shown = by_dates ? early_[step] : absent_[step];
    if (shown.count == 0) return;
    shown.settle(v_);
    const std::vector<Early>& list = shown.list;
    auto report = run_.report(strategy);
    const std::string name(step_names[step]);
    report.key(name + (by_dates ? " by dates" : " by presence"))
        .text("step", name)
        .text("way", by_dates ? "dates" : "presence")
        .text("variant", std::string(by_dates ? "early" : "absent") + (shown.count > 1 ? "_several" : ""))
        .number("count", static_cast<double>(shown.count))
        .number("more", static_cast<double>(shown.count - 1))
        .element("first", list.front().element);
    if (by_dates) report.date("decided", list.front().day).date("ground", list.front().first);
    for (std::size_t i = 1; i < list.size(); ++i) report.related(list[i].element);
  }

  const View& v_;
  RuleRun& run_;
  const WorkUnits& work_;
  static constexpr std::int32_t not_asked = Date::unknown + 1;
  std::vector<std::int32_t> days_;
  std::vector<Ground> grounds_;
  std::array<Shown, step_count> early_, absent_;
};

void decide(RuleRun& run, Element strategy) { Order(run).decide(strategy); }

} // namespace

extern const Rule fixed_too_early = {
    .code = "NL804",
    .name = "fixed-too-early",
    .category = Category::order,
    .severity = Severity::warning,
    .focus = kinds(Kind::strategy),
    .question = "Were objectives, audiences and resources known before activities and tools were fixed?",
    .message = "{first} was decided before the {step} it rests on.",
    .advice = "Decide the work again now that they are known, and write the day under \"decided\".",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
    .small = Severity::off,
    .variants = variants,
    .phrases = phrases,
};

} // namespace northline::rules
