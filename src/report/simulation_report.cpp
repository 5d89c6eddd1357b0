#include "report/simulation_report.hpp"

#include "base/with_commas.hpp"
#include "report/json.hpp"
#include "report/names.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace northline {
namespace {

using R = UncertainResult;
constexpr std::uint32_t no_input = UncertainInput::no_input;

// ---- JSON ----

void append_input(JsonOut& j, const View& view, const UncertainInput& in, std::size_t number) {
  j.open('{');
  j.key("input").count(number);
  j.key("id").string(view.id(in.element));
  if (in.target != no_element) j.key("target").string(view.id(in.target));
  j.key("attribute").string(in.attribute);
  j.key("pointer").string(in.pointer);
  j.key("shape").string(name_of(in.shape));
  if (in.shape == Shape::occurrence) {
    if (in.drawn_probability == no_input)
      j.key("probability").number(in.probability);
    else
      j.key("probability_input").count(in.drawn_probability);
  } else {
    j.key("low").number(in.low).key("likely").number(in.likely).key("high").number(in.high);
  }
  j.key("used").boolean(in.used);
  j.close('}');
}

void append_output(JsonOut& j, const View& view, const UncertainOutput& o) {
  j.open('{');
  j.key("output").string(o.key);
  j.key("kind").string(name_of(o.kind));
  if (o.element != no_element) j.key("id").string(view.id(o.element));
  j.key("varies").boolean(o.varies);
  j.key("likely").number(o.likely).key("mean").number(o.mean);
  j.key("deviation").number(o.deviation).key("standard_error").number(o.standard_error);
  j.key("least").number(o.least).key("greatest").number(o.greatest);
  j.key("percentiles").open('{');
  for (std::size_t i = 0; i < percentile_ranks.size(); ++i)
    j.key(std::to_string(percentile_ranks[i])).number(o.percentiles[i]);
  j.close('}');
  j.key("level").number(o.level).key("reached").number(o.reached);
  j.key("unknown").count(o.unknown);
  j.key("tornado").open('[');
  for (const TornadoBar& b : o.tornado) {
    j.open('{').key("input").count(b.input);
    j.key("at_low").number(b.at_low).key("at_high").number(b.at_high).key("swing").number(b.swing());
    j.key("correlation").number(b.correlation).key("share").number(b.correlation * b.correlation);
    j.close('}');
  }
  j.close(']');
  j.close('}');
}

// ---- text ----

/// As many digits as a reader can use.
std::string shown(R kind, double x) {
  if (!known(x)) return "unknown";
  if (kind == R::alignment) return fmt::format("{:.2f}", x);
  if (kind == R::evaluation) {
    std::string s = fmt::format("{:.1f}", x == 0 ? 0 : x);
    if (s.ends_with(".0")) s.resize(s.size() - 2);
    return s == "-0" ? "0" : s;
  }
  return with_commas(x);
}
/// What is drawn is good for three digits of an amount.
std::string about(R kind, double x) {
  if (kind == R::alignment || kind == R::evaluation || !known(x)) return shown(kind, x);
  double unit = 1;
  while (std::fabs(x) >= 1000 * unit && unit < 1e300) unit *= 10;
  return with_commas(std::nearbyint(x / unit) * unit);
}

/// "7 of 10 cases"; what is not certain is never called so.
std::string cases(double share) {
  if (share <= 0) return "no case";
  if (share >= 1) return "every case";
  if (share < 0.005) return "fewer than 1 of 100 cases";
  if (share >= 0.995) return "more than 99 of 100 cases";
  const int of_100 = static_cast<int>(std::lround(share * 100));
  return of_100 % 10 == 0 ? fmt::format("{} of 10 cases", of_100 / 10)
                          : fmt::format("{} of 100 cases", of_100);
}

std::string input_name(const View& view, const UncertainInput& in) {
  if (in.target != no_element) {
    const std::string pair = fmt::format("\"{}\" for \"{}\"", view.id(in.element), view.id(in.target));
    return in.shape == Shape::occurrence ? "whether the contribution occurs, " + pair
                                         : in.attribute + ", " + pair;
  }
  if (in.shape == Shape::occurrence) return fmt::format("whether \"{}\" occurs", view.id(in.element));
  return fmt::format("{} of \"{}\"", in.attribute, view.id(in.element));
}

class Sentences {
public:
  Sentences(const Simulation& s, std::size_t rows, std::size_t bars)
      : s_(s), view_(s.view), rows_(rows), bars_(bars) {}

  std::string run() {
    opening();
    group("Satisfaction of goals (-100 denied to 100 satisfied)", R::evaluation, R::evaluation);
    group("Alignment (0 to 1)", R::alignment, R::alignment);
    group("Money", R::money_asked, R::money_left);
    group("Hours", R::hours_asked, R::hours_left);
    group("Benefits, worth a year", R::benefits, R::benefits);
    group("Risks, cost of those that occur", R::risks, R::risks);
    closing();
    return std::move(out_);
  }

private:
  void opening() {
    std::size_t ranges = 0, occurrences = 0, unused = 0;
    for (const UncertainInput& i : s_.inputs) {
      ++(i.shape == Shape::occurrence ? occurrences : ranges);
      unused += !i.used;
    }
    out_ += fmt::format("Simulation, {} draw{}, seed {}", with_commas(static_cast<double>(s_.draws)),
                        s_.draws == 1 ? "" : "s", s_.seed);
    if (!s_.scenario.empty()) out_ += fmt::format(", scenario \"{}\"", s_.scenario);
    out_ += fmt::format(": {} number{} of the plan {} given as a range, {} thing{} may occur or not.\n",
                        ranges, ranges == 1 ? "" : "s", ranges == 1 ? "is" : "are", occurrences,
                        occurrences == 1 ? "" : "s");
    if (s_.inputs.empty())
      out_ +=
          "Nothing is uncertain here, so every case is the same: write {\"low\": …, \"likely\": …, \"high\": "
          "…} for what is estimated, and a confidence for contributions that may fail.\n";
    else if (unused)
      out_ += fmt::format("{} of them move{} no result below.\n", unused, unused == 1 ? "s" : "");
  }

  void group(std::string_view heading, R first, R last) {
    std::vector<const UncertainOutput*> moving;
    std::size_t still = 0;
    for (const UncertainOutput& o : s_.outputs) {
      if (o.kind < first || o.kind > last) continue;
      if (o.varies)
        moving.push_back(&o);
      else
        ++still;
    }
    if (moving.empty()) return;
    out_ += fmt::format("\n{}\n", heading);
    for (std::size_t i = 0; i < std::min(rows_, moving.size()); ++i) output(*moving[i]);
    if (moving.size() > rows_)
      out_ += fmt::format("  and {} more; JSON has all of them.\n", moving.size() - rows_);
    if (still && (first == R::evaluation || first == R::alignment))
      out_ += fmt::format("  {} more that no uncertain number moves.\n", still);
  }

  std::string subject(const UncertainOutput& o) const {
    switch (o.kind) {
    case R::evaluation:
      return named(view_, o.element);
    case R::alignment:
      return o.element == no_element ? "the whole strategy" : named(view_, o.element);
    case R::money_asked:
      return "the money asked for";
    case R::money_there:
      return "the money that is there";
    case R::hours_asked:
      return "the hours asked for";
    case R::hours_there:
      return "the hours that are there";
    case R::benefits:
      switch (o.who) {
      case choice::beneficiary::company:
        return "what the company gains";
      case choice::beneficiary::customer:
        return "what customers gain";
      case choice::beneficiary::partner:
        return "what partners gain";
      default:
        return "all benefits together";
      }
    case R::risks:
      return "the risks together";
    default:
      return {};
    }
  }

  void output(const UncertainOutput& o) {
    const auto number = [&](double x) { return shown(o.kind, x); };
    const auto near = [&](double x) { return about(o.kind, x); };
    std::string subject = this->subject(o);
    if (o.kind == R::money_left || o.kind == R::hours_left) {
      const std::string what = o.kind == R::money_left ? "money" : "hours";
      out_ += o.level == 0 ? fmt::format("  In {} there {} enough {}.", cases(o.reached),
                                         what == "money" ? "is" : "are", what)
                           : fmt::format("  In {} at least {} of the {} {} left.", cases(o.reached),
                                         number(o.level), what, what == "money" ? "is" : "are");
      subject = what == "money" ? "what is left" : "what are left";
    } else if (known(o.level)) {
      if (o.kind == R::benefits && o.level == o.likely)
        out_ += fmt::format("  In {} {} reach{} the {} that the plan speaks of.", cases(o.reached), subject,
                            o.who == choice::beneficiary::absent ? "" : "es", number(o.level));
      else
        out_ += fmt::format("  In {} {} come{} to {} or more.", cases(o.reached), subject,
                            o.kind == R::benefits && o.who == choice::beneficiary::absent ? "" : "s",
                            number(o.level));
    } else {
      std::string start = subject;
      if (!start.empty())
        start[0] = static_cast<char>(start[0] >= 'a' && start[0] <= 'z' ? start[0] - 32 : start[0]);
      out_ += fmt::format("  {}:", start);
    }
    out_ += fmt::format(
        "\n    Half of all cases lie between {} and {}, nine of ten between {} and {}; the middle one "
        "is {}, the likely value {}.\n",
        near(o.percentiles[2]), near(o.percentiles[4]), near(o.percentiles[0]), near(o.percentiles[6]),
        near(o.percentiles[3]), number(o.likely));
    if (o.unknown)
      out_ += fmt::format("  In {} nobody can say; the others count.\n",
                          cases(static_cast<double>(o.unknown) / static_cast<double>(s_.draws)));
    tornado(o);
  }

  /// Bars on one scale: '-' from the lesser to the greater end, '|' where the likely value is.
  void tornado(const UncertainOutput& o) {
    if (o.tornado.empty()) return;
    constexpr int width = 31;
    double low = o.likely, high = o.likely;
    const std::size_t n = std::min(bars_, o.tornado.size());
    if (n == 0) return;
    for (std::size_t i = 0; i < n; ++i) {
      low = std::min({low, o.tornado[i].at_low, o.tornado[i].at_high});
      high = std::max({high, o.tornado[i].at_low, o.tornado[i].at_high});
    }
    if (!(high > low)) return;
    const auto column = [&](double x) {
      return static_cast<int>(std::lround((x - low) / (high - low) * (width - 1)));
    };
    for (std::size_t i = 0; i < n; ++i) {
      const TornadoBar& b = o.tornado[i];
      std::string bar(width, ' ');
      const int from = column(std::min(b.at_low, b.at_high)), to = column(std::max(b.at_low, b.at_high));
      for (int c = from; c <= to; ++c) bar[static_cast<std::size_t>(c)] = '-';
      bar[static_cast<std::size_t>(column(o.likely))] = '|';
      out_ += fmt::format("    [{}] {:>9} to {:<9} {}\n", bar, about(o.kind, b.at_low),
                          about(o.kind, b.at_high), input_name(view_, s_.inputs[b.input]));
    }
  }

  void closing() {
    if (s_.left_out)
      out_ += fmt::format("\n{} risk{} with an impact but no probability {} left out.\n", s_.left_out,
                          s_.left_out == 1 ? "" : "s", s_.left_out == 1 ? "is" : "are");
    bool any = false;
    for (const UncertainOutput& o : s_.outputs) any = any || (o.varies && !o.tornado.empty());
    if (any)
      out_ += "\nBars: where the result comes to with one number alone at its 10th and at its 90th "
              "percentile, or "
              "without\nand with what may occur; | is where it is with every number at its likely value.\n";
  }

  const Simulation& s_;
  const View& view_;
  std::size_t rows_, bars_;
  std::string out_;
};

} // namespace

std::string simulation_json(const Simulation& s) {
  JsonOut j;
  j.open('{');
  j.key("version").count(1);
  j.key("scenario").string_or_null(s.scenario);
  j.key("draws").count(s.draws).key("seed").count(s.seed);
  j.key("inputs").open('[');
  for (std::size_t i = 0; i < s.inputs.size(); ++i) append_input(j, s.view, s.inputs[i], i);
  j.close(']');
  j.key("outputs").open('[');
  for (const UncertainOutput& o : s.outputs) append_output(j, s.view, o);
  j.close(']');
  j.key("risks_without_probability").count(s.left_out);
  j.close('}');
  return std::move(j.out);
}

std::string simulation_text(const Simulation& s, std::size_t rows, std::size_t bars) {
  return Sentences(s, rows, bars).run();
}

} // namespace northline
