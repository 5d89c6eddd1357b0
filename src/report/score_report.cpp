#include "report/score_report.hpp"

#include "base/json_text.hpp"

namespace northline {
namespace {

class Json {
public:
  std::string out;
  void key(std::string_view name) {
    separate();
    append_json_string(out, name);
    out.push_back(':');
    fresh_ = true;
  }
  void open(char bracket) {
    separate();
    out.push_back(bracket);
    fresh_ = true;
  }
  void close(char bracket) {
    out.push_back(bracket);
    fresh_ = false;
  }
  void string(std::string_view s) {
    separate();
    append_json_string(out, s);
  }
  void number(double x) { // what nobody can say is null
    separate();
    if (known(x))
      append_number(out, x);
    else
      out += "null";
  }
  void raw(std::string_view s) {
    separate();
    out += s;
  }
  void value(const Bounded& v) {
    key("score"), number(v.score);
    key("lower"), number(v.lower);
    key("upper"), number(v.upper);
    key("known"), number(v.known);
  }
  void dimension(std::int8_t d) {
    if (d < 0)
      raw("null");
    else
      string(dimension_name(static_cast<Dimension>(d)));
  }

private:
  void separate() {
    if (!fresh_) out.push_back(',');
    fresh_ = false;
  }
  bool fresh_ = true;
};

void append_spend(Json& j, const AlignedSpend& s) {
  j.open('{');
  j.key("total"), j.number(s.total);
  j.key("aligned"), j.number(s.aligned);
  j.key("share"), j.number(s.share());
  j.key("by_cause"), j.open('{');
  j.key("no_goal"), j.number(s.no_goal);
  j.key("no_line_of_sight"), j.number(s.no_line_of_sight);
  j.key("negative"), j.number(s.negative);
  j.close('}');
  j.close('}');
}

} // namespace

std::string score_json(const View& view, const ScoreResult& result) {
  Json j;
  j.open('{');
  j.key("version"), j.raw("1");
  j.key("as_of");
  if (result.as_of.known())
    j.string(to_string(result.as_of));
  else
    j.raw("null");
  j.key("overall"), j.open('{');
  j.value(result.overall);
  j.close('}');
  j.key("weakest"), j.dimension(result.weakest);
  j.key("sound"), j.number(result.sound);
  j.key("goals"), j.open('{');
  for (const GoalScore& g : result.goals) {
    j.key(view.id(g.goal)), j.open('{');
    j.value(g.score);
    j.key("weakest"), j.dimension(g.weakest);
    j.key("sound"), j.raw(g.sound ? "true" : "false");
    j.key("dimensions"), j.open('{');
    for (unsigned d = 0; d < dimension_count; ++d) {
      const Dimension dimension = static_cast<Dimension>(d);
      j.key(dimension_name(dimension)), j.open('{');
      if (g.applies(dimension)) j.value(g[dimension]);
      j.key("applicable"), j.raw(g.applies(dimension) ? "true" : "false");
      j.close('}');
    }
    j.close('}');
    j.close('}');
  }
  j.close('}');
  j.key("aligned_spend"), j.open('{');
  j.key("money"), append_spend(j, result.money);
  j.key("hours"), append_spend(j, result.hours);
  j.close('}');
  j.close('}');
  return std::move(j.out);
}

} // namespace northline
