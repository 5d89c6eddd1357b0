#include "report/gradient_report.hpp"

#include "base/error.hpp"
#include "report/json.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace northline {
namespace {

constexpr std::string_view bounds[] = {"score", "lower", "upper"};

struct Row {
  const Number* number;
  WrittenNumber written;
  double slope, percent;
};

std::vector<Row> rows_of(NumberPlaces& places, const Gradient& g) {
  std::vector<Row> rows;
  for (const Slope& s : g.slopes)
    for (WrittenNumber& w : places.of(s.number)) {
      const double slope = s.slope * w.factor + 0.0; // no minus before nothing
      rows.push_back({&s.number, std::move(w), slope, 0});
      rows.back().percent = slope * rows.back().written.value / 100 + 0.0;
    }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    const double x = std::fabs(a.percent), y = std::fabs(b.percent);
    return x != y ? x > y : std::fabs(a.slope) > std::fabs(b.slope);
  });
  return rows;
}

} // namespace

TraceOf bound_named(std::string_view name) {
  for (unsigned i = 0; i < 3; ++i)
    if (bounds[i] == name) return static_cast<TraceOf>(i);
  throw Error(Status::configuration,
              fmt::format("There is no bound \"{}\" of a score; there are score, lower and upper.", name));
}

std::string gradient_json(const View& view, const GradientOptions& options, const Gradient& g) {
  NumberPlaces places(view);
  JsonOut j;
  j.open('{').key("version").count(1).key("as_of");
  g.scores.as_of.known() ? j.string(to_string(g.scores.as_of)) : j.raw("null");
  j.key("goal");
  options.goal != no_element ? j.string(view.id(options.goal)) : j.raw("null");
  j.key("of").string(bounds[static_cast<unsigned>(options.of)]);
  j.key("score").number(g.value.score).key("lower").number(g.value.lower);
  j.key("upper").number(g.value.upper).key("known").number(g.value.known);
  j.key("numbers").open('[');
  for (const Row& r : rows_of(places, g)) {
    const Number& n = *r.number;
    const std::string_view relation = number_relation(n.column);
    j.open('{').key("pointer").string(r.written.pointer).key("element").string(view.id(n.element));
    if (!relation.empty()) j.key("relation").string(relation).key("target").string(view.id(n.target));
    j.key("attribute").string(number_name(places.numbers(), n)).key("value").number(r.written.value);
    j.key("slope").number(r.slope).key("per_percent").number(r.percent).close('}');
  }
  j.close(']').close('}');
  return std::move(j.out);
}

std::string gradient_text(const View& view, const GradientOptions& options, const Gradient& g,
                          std::size_t most) {
  NumberPlaces places(view);
  const std::vector<Row> rows = rows_of(places, g);
  const double value = options.of == TraceOf::score   ? g.value.score
                       : options.of == TraceOf::lower ? g.value.lower
                                                      : g.value.upper;
  const std::string_view called = options.of == TraceOf::score   ? "score"
                                  : options.of == TraceOf::lower ? "lower bound"
                                                                 : "upper bound";
  std::string out = options.goal == no_element
                        ? fmt::format("The {} ", called)
                        : fmt::format("The {} of the goal \"{}\" ", called, view.id(options.goal));
  if (!known(value)) return out + "is unknown, so nothing moves it.\n";
  std::size_t moving = 0;
  for (const Row& r : rows) moving += r.slope != 0;
  out += fmt::format("is {:.4f}. Of {} numbers that it is computed from {} move it:\n", value, rows.size(),
                     moving);
  if (moving == 0) return out;
  out += fmt::format("{:>11}  {:>12}  {:>9}  {}\n", "for 1 %", "for 1", "value", "number");
  std::size_t shown = 0;
  for (const Row& r : rows) {
    if (r.slope == 0) continue;
    if (shown == most) break;
    ++shown;
    out += fmt::format("{:>+11.6f}  {:>+12.6g}  {:>9.6g}  {}\n", r.percent, r.slope, r.written.value,
                       r.written.pointer);
  }
  if (moving > shown) out += fmt::format("and {} more; --format json lists all.\n", moving - shown);
  return out;
}

} // namespace northline
