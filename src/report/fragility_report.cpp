#include "report/fragility_report.hpp"

#include "base/error.hpp"
#include "report/json.hpp"
#include "report/names.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace northline {
namespace {

std::string points(double loss) {
  if (std::isnan(loss)) return "?";
  const double x = std::round(loss * 1000) / 1000;
  return x == 0 ? "0" : fmt::format("{:+.3f}", -x);
}

} // namespace

KindSet kinds_named(const std::vector<std::string>& names) {
  if (names.empty()) return ~KindSet{0};
  KindSet all = 0;
  for (const std::string& name : names) {
    const int k = find_kind(name);
    if (k <= 0)
      throw Error(
          Status::not_found,
          fmt::format("There is no kind \"{}\" of elements; docs/document-format.md lists them, such as "
                      "program, goal or stakeholder.",
                      name));
    all |= KindSet{1} << static_cast<unsigned>(k);
  }
  return all;
}

std::string fragility_json(const Fragility& f, KindSet kinds, Cancel cancel) {
  const View& view = f.view;
  const Bottlenecks b = bottlenecks(LinkGraph(view, Over::influence, cancel), cancel);
  JsonOut json;
  json.open('{').key("version").count(1).key("as_of");
  json.string_or_null(f.as_of.known() ? to_string(f.as_of) : std::string());
  json.key("overall").open('{').key("score").number(f.overall.score).key("lower").number(f.overall.lower);
  json.key("upper").number(f.overall.upper).close('}').key("elements").open('[');
  for (const Loss& l : f.losses) {
    json.open('{').key("id").string(view.id(l.element)).key("kind").string(info(view.kind(l.element)).name);
    json.key("score").number(l.score).key("lower").number(l.lower);
    json.key("score_loss").number(l.score_loss).key("lower_loss").number(l.lower_loss);
    const Bottleneck* cuts = b.find(l.element);
    const std::vector<Element> none;
    json.key("cuts_from_work");
    write_ids(json, view, cuts ? cuts->from_work : none);
    json.key("cuts_from_top");
    write_ids(json, view, cuts ? cuts->from_top : none);
    json.close('}');
  }
  json.close(']');
  if (contains(kinds, Kind::goal)) {
    json.key("without_work");
    write_ids(json, view, b.without_work);
    json.key("without_top");
    write_ids(json, view, b.without_top);
  } else {
    json.key("without_work").open('[').close(']').key("without_top").open('[').close(']');
  }
  json.close('}');
  return std::move(json.out);
}

std::string fragility_text(const Fragility& f, KindSet kinds, std::size_t rows, Cancel cancel) {
  const View& view = f.view;
  const Bottlenecks b = bottlenecks(LinkGraph(view, Over::influence, cancel), cancel);
  std::string out =
      fmt::format("The plan scores at least {:.3f}. Without each of these it would be:\n\n", f.overall.lower);
  std::size_t shown = 0, harmless = 0, better = 0;
  std::vector<Element> likely; // what is certain stays, what is likely falls
  for (const Loss& l : f.losses) {
    if (l.lower_loss > 0.0005) {
      if (shown++ >= rows) continue;
      out += fmt::format("  {:.3f}  {:>7}  {} {}\n", l.lower, points(l.lower_loss),
                         info(view.kind(l.element)).title, named(view, l.element));
    } else if (l.score_loss > 0.0005) {
      likely.push_back(l.element);
    } else {
      ++harmless;
      better += l.lower_loss < -0.0005;
    }
  }
  if (shown == 0) out += "  Nothing: that lower bound is the same without any of them.\n";
  if (shown > rows)
    out += fmt::format("                  and {} more; JSON has all of them.\n", shown - rows);
  out += "\n";
  if (!likely.empty())
    out += fmt::format("What is certain stays, but the score in between falls without {}.\n",
                       listed(view, likely, 10));
  if (harmless) out += fmt::format("The score does not fall without the other {}.\n", harmless);
  if (better) {
    out += "It would be higher without:\n";
    std::size_t left = rows;
    for (std::size_t i = f.losses.size(); i-- > 0 && left > 0;) {
      const Loss& l = f.losses[i];
      if (!(l.lower_loss < -0.0005)) continue;
      --left;
      out += fmt::format("  {:.3f}  {:>7}  {} {}\n", l.lower, points(l.lower_loss),
                         info(view.kind(l.element)).title, named(view, l.element));
    }
  }

  std::vector<const Bottleneck*> worst;
  for (const Bottleneck& one : b.elements)
    if (contains(kinds, view.kind(one.element)) && !one.from_work.empty()) worst.push_back(&one);
  std::stable_sort(worst.begin(), worst.end(), [](const Bottleneck* x, const Bottleneck* y) {
    return x->from_work.size() > y->from_work.size();
  });
  if (!worst.empty()) {
    out += "\nSingle points of failure: if this goes, no work is left for\n";
    for (std::size_t i = 0; i < std::min(rows, worst.size()); ++i)
      out += fmt::format("  {} {}: {}\n", info(view.kind(worst[i]->element)).title,
                         named(view, worst[i]->element), listed(view, worst[i]->from_work));
    if (worst.size() > rows) out += fmt::format("  … and {} more.\n", worst.size() - rows);
    out += "Give these goals a second leg, or say who steps in.\n";
  }
  worst.clear();
  for (const Bottleneck& one : b.elements)
    if (contains(kinds, view.kind(one.element)) && !one.from_top.empty() && view.is(one.element, Kind::goal))
      worst.push_back(&one);
  std::stable_sort(worst.begin(), worst.end(), [](const Bottleneck* x, const Bottleneck* y) {
    return x->from_top.size() > y->from_top.size();
  });
  if (!worst.empty()) {
    out += "\nOnly through this do they lead to the top:\n";
    for (std::size_t i = 0; i < std::min(rows, worst.size()); ++i)
      out += fmt::format("  {}: {}\n", named(view, worst[i]->element), listed(view, worst[i]->from_top));
    if (worst.size() > rows) out += fmt::format("  … and {} more.\n", worst.size() - rows);
  }
  if (contains(kinds, Kind::goal)) {
    if (!b.without_work.empty())
      out += fmt::format("\nNo work reaches these goals as it is: {}.\n", listed(view, b.without_work, 10));
    if (!b.without_top.empty())
      out += fmt::format("\nThese goals lead to no {} as it is: {}.\n",
                         view.count(Kind::vision)    ? "vision"
                         : view.count(Kind::mission) ? "mission"
                                                     : "top",
                         listed(view, b.without_top, 10));
  }
  return out;
}

} // namespace northline
