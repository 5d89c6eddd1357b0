#include "practice/plan.hpp"

#include "facts/records.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace northline::practices {

Plan::Plan(const View& view, Facts& f, const PracticeInput& in, const PracticeOptions& o)
    : v(view), facts(f), input(in), as_of(o.as_of), most(o.most), cancel(o.cancel), presence_(view),
      kinds_(kind_count), kinds_known_(kind_count, false) {
  if (!as_of.known()) as_of = v.get(field::strategy::as_of, v.as<Kind::strategy>(root_element));
  const double employees = known(o.employees) ? o.employees : organisation("employees");
  small = employees <= o.small; // false when nobody says how many there are
  large = employees >= o.large;
}

double Plan::organisation(std::string_view name) const {
  return part(v.get(field::strategy::organisation, v.as<Kind::strategy>(root_element)), name);
}

const std::vector<Element>& Plan::all(Kind k) {
  const auto i = static_cast<std::size_t>(k);
  if (!kinds_known_[i]) {
    v.each(k, [&](Element e) {
      if (stands(e)) kinds_[i].push_back(e);
    });
    kinds_known_[i] = true;
  }
  return kinds_[i];
}
void Plan::split_goals() {
  if (goals_known_) return;
  goals_known_ = true;
  for (const Element g : all(Kind::goal)) (own_goal(g) ? own_ : given_).push_back(g);
}
const std::vector<Element>& Plan::own_goals() {
  split_goals();
  return own_;
}
const std::vector<Element>& Plan::given_goals() {
  split_goals();
  return given_;
}
std::vector<Element> Plan::targets(Element e, Relation r) const {
  std::vector<Element> list;
  for (const Edge& x : v.out(e, r))
    if (present(x.target)) list.push_back(x.target);
  return list;
}
std::vector<Element> Plan::sources(Element e, Relation r) const {
  std::vector<Element> list;
  for (const Edge& x : v.in(e, r))
    if (present(x.source)) list.push_back(x.source);
  return list;
}
std::vector<Element> Plan::tools() {
  std::vector<Element> list;
  for (const Element r : all(Kind::resource))
    if (v.get(field::resource::type, v.as<Kind::resource>(r)) == choice::resource_type::tool)
      list.push_back(r);
  return list;
}
std::vector<Element> Plan::executives() {
  std::vector<Element> list;
  for (const Element s : all(Kind::stakeholder))
    if (v.get(field::stakeholder::type, v.as<Kind::stakeholder>(s)) == choice::stakeholder_type::executive)
      list.push_back(s);
  return list;
}
std::vector<Element> Plan::assessments(choice::subject subject) {
  std::vector<Element> list;
  for (const Element a : all(Kind::assessment)) {
    const auto x = v.as<Kind::assessment>(a);
    if (v.get(field::assessment::subject, x) == subject && made(v, x, as_of)) list.push_back(a);
  }
  return list;
}
std::vector<choice::subject> Plan::subjects() const {
  using S = choice::subject;
  if (small) return {S::landscape, S::customers};
  return {S::landscape, S::brand, S::customers, S::partners, S::competitors, S::capability};
}
FirstDay Plan::assessed(choice::subject subject) {
  FirstDay first;
  for (const Element a : assessments(subject))
    first.add(v.get(field::assessment::date, v.as<Kind::assessment>(a)));
  return first;
}
FirstDay Plan::assessed(const std::vector<choice::subject>& list) {
  FirstDay last;
  last.any = true;
  for (const choice::subject s : list) {
    const FirstDay f = assessed(s);
    if (!f.any) last.any = false;
    last.open = last.open || f.open;
    if (f.day.known() && (!last.day.known() || last.day < f.day)) last.day = f.day;
  }
  return last;
}
Date Plan::landscape_day() {
  if (landscape_day_) return *landscape_day_;
  Date latest;
  for (const Element a : assessments(choice::subject::landscape)) {
    const Date d = v.get(field::assessment::date, v.as<Kind::assessment>(a));
    if (d.known() && (!latest.known() || latest < d)) latest = d;
  }
  landscape_day_ = latest;
  return latest;
}
Date Plan::educated(Element person) {
  const Date landscape = landscape_day();
  const auto counts = [&](Date d) { return happened(d, as_of) && !(landscape.known() && d < landscape); };
  if (const Date d = v.get(field::stakeholder::educated, v.as<Kind::stakeholder>(person)); counts(d))
    return d;
  for (const Edge& e : v.in(person, Relation::informed)) {
    if (!v.is(e.source, Kind::assessment) || !present(e.source)) continue;
    const auto a = v.as<Kind::assessment>(e.source);
    if (v.get(field::assessment::subject, a) != choice::subject::landscape) continue;
    if (const Date d = v.get(edge_field::informed::date, e); counts(d)) return d;
  }
  return {};
}
bool Plan::insight_is(Element e, std::initializer_list<choice::insight_type> types) {
  const auto t = v.get(field::insight::type, v.as<Kind::insight>(e));
  return std::find(types.begin(), types.end(), t) != types.end();
}
std::vector<choice::topic> Plan::topics() const {
  using T = choice::topic;
  if (small) return {T::conduct, T::privacy};
  return {T::conduct, T::disclosure, T::privacy, T::moderation, T::crisis};
}
std::vector<Element> Plan::programs_of(Element goal) {
  const WorkUnits& work = facts.work();
  const std::uint32_t row = facts.goals().rows().of(goal);
  std::vector<Element> list;
  for (const Contribution& c : work.to_goal(row)) {
    const Element e = work.element(c.other);
    if (stands(e)) list.push_back(e);
  }
  return list;
}
std::vector<Element> Plan::goals_of(Element e) {
  std::vector<Element> list;
  for (const Edge& c : v.out(e, Relation::contributes_to))
    if (present(c.target)) list.push_back(c.target);
  if (list.empty() && (v.is(e, Kind::activity) || v.is(e, Kind::program)))
    for (const Edge& home : v.out(e, Relation::part_of))
      if (home.target != e && present(home.target) && v.is(home.target, Kind::program))
        for (const Edge& c : v.out(home.target, Relation::contributes_to))
          if (present(c.target)) list.push_back(c.target);
  return list;
}
bool Plan::used(Element channel) {
  using S = choice::channel_state;
  const S s = v.get(field::channel::state, v.as<Kind::channel>(channel));
  return s == S::absent || s == S::active || s == S::planned;
}
double Plan::share_of_channel(const Edge& uses) {
  auto at = users_.find(uses.target);
  if (at == users_.end()) {
    at = users_.emplace(uses.target, Users{}).first;
    for (const Edge& u : v.in(uses.target, Relation::uses)) {
      if (!present(u.source) || !(v.is(u.source, Kind::program) || v.is(u.source, Kind::activity))) continue;
      at->second.degrees += v.get(edge_field::uses::degree, u).point_or(1);
      ++at->second.count;
    }
  }
  const Users& all = at->second;
  return all.degrees > 0 ? v.get(edge_field::uses::degree, uses).point_or(1) / all.degrees
                         : 1 / std::max(1.0, all.count);
}
bool Plan::from_outside(Element e) {
  using T = choice::stakeholder_type;
  const T t = v.get(field::stakeholder::type, v.as<Kind::stakeholder>(e));
  return t == T::market_representative || t == T::partner;
}
double Plan::importance(Element goal) const { return v.get(field::goal::importance, v.as<Kind::goal>(goal)); }
double Plan::weight(Element e) {
  double sum = 0;
  const auto add = [&](Element goal) {
    const double i = importance(goal);
    sum += known(i) ? i : 1;
  };
  switch (v.kind(e)) {
  case Kind::goal:
    add(e);
    break;
  case Kind::strategy:
    for (const Element g : own_goals()) add(g);
    break;
  case Kind::program:
  case Kind::activity:
    for (const Element g : goals_of(e)) add(g);
    break;
  case Kind::metric:
    for (const Element g : sources(e, Relation::measured_by))
      if (v.is(g, Kind::goal)) add(g);
    break;
  case Kind::audience:
    for (const Element g : sources(e, Relation::serves))
      if (v.is(g, Kind::goal)) add(g);
    break;
  case Kind::assessment:
    for (const Element g : sources(e, Relation::based_on))
      if (v.is(g, Kind::goal)) add(g);
    break;
  case Kind::insight:
    for (const Element g : sources(e, Relation::addresses))
      if (v.is(g, Kind::goal)) add(g);
    break;
  case Kind::channel:
  case Kind::resource:
    for (const Relation r : {Relation::uses, Relation::consumes})
      for (const Element w : sources(e, r))
        if (v.is(w, Kind::program) || v.is(w, Kind::activity))
          for (const Element g : goals_of(w)) add(g);
    break;
  case Kind::stakeholder: {
    // Among leaders the word that weighs most comes first; nobody's goals are counted up here.
    const double i = v.get(field::stakeholder::influence, v.as<Kind::stakeholder>(e));
    sum = known(i) ? 100 * i : 1;
    break;
  }
  default:
    break;
  }
  return sum;
}
Element Plan::owner(Element e) const {
  for (const Edge& o : v.out(e, Relation::owned_by))
    if (present(o.target)) return o.target;
  return no_element;
}
std::vector<std::string> Plan::departments_of(Element e) {
  std::vector<std::string> names;
  const auto add = [&](Element person) {
    if (!v.is(person, Kind::stakeholder)) return;
    std::string name = v.text(field::stakeholder::department, v.as<Kind::stakeholder>(person));
    if (!name.empty()) names.push_back(std::move(name));
  };
  if (e == no_element || e == root_element) return names;
  add(e);
  for (const Element person : targets(e, Relation::owned_by)) add(person);
  if (v.is(e, Kind::metric)) // whoever looks at it, else whoever answers for what it measures
    for (const Element person : targets(e, Relation::reviewed_by)) add(person);
  if (names.empty() && v.is(e, Kind::metric))
    for (const Element of : sources(e, Relation::measured_by))
      for (const Element person : targets(of, Relation::owned_by)) add(person);
  if (names.empty() && v.is(e, Kind::activity))
    for (const Element home : targets(e, Relation::part_of))
      for (const Element person : targets(home, Relation::owned_by)) add(person);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}
Element Plan::sponsor() const {
  for (const Edge& o : v.out(root_element, Relation::sponsored_by))
    if (present(o.target)) return o.target;
  return no_element;
}
std::string Plan::title(Element e) const {
  std::string t = v.text(field::common::title, e);
  return t.empty() ? std::string(v.id(e)) : t;
}
std::string Plan::describe(Element e) const {
  const std::string t = v.text(field::common::title, e);
  return t.empty() ? std::string(v.id(e)) : fmt::format("\"{}\" ({})", t, v.id(e));
}
PracticeList Plan::cut(std::vector<PracticeItem> items) const {
  PracticeList list;
  std::stable_sort(items.begin(), items.end(),
                   [](const PracticeItem& a, const PracticeItem& b) { return a.weight > b.weight; });
  if (items.size() > most) {
    list.left_out = items.size() - most;
    items.resize(most);
  }
  list.items = std::move(items);
  return list;
}
std::vector<PracticeItem> Plan::found(std::initializer_list<std::string_view> codes, bool suppressed) {
  std::vector<PracticeItem> list;
  for (const PracticeFinding& f : input.findings) {
    if (f.suppressed != suppressed || std::find(codes.begin(), codes.end(), f.code) == codes.end()) continue;
    list.push_back({f.focus, {}, std::string(f.code), weight(f.focus), false, {}});
    list.back().text = input.message(f.number);
  }
  return list;
}

std::string_view name_of(choice::subject s) {
  constexpr std::string_view names[] = {"",
                                        "the landscape",
                                        "the brand",
                                        "the customers",
                                        "the partners",
                                        "the competitors",
                                        "our own capability",
                                        "the staff",
                                        "peers"};
  return names[static_cast<unsigned>(s)];
}
std::string_view name_of(choice::topic t) {
  constexpr std::string_view names[] = {"",           "conduct",    "disclosure", "privacy",
                                        "moderation", "crisis",     "brand",      "accessibility",
                                        "records",    "evaluation", "spending"};
  return names[static_cast<unsigned>(t)];
}
std::string_view name_of(choice::stance s) {
  constexpr std::string_view names[] = {"", "champion", "supporter", "neutral", "sceptic", "blocker"};
  return names[static_cast<unsigned>(s)];
}
std::string counted(std::size_t n, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", n, n == 1 ? one : many);
}
std::string joined(const std::vector<std::string>& words, std::string_view last) {
  std::string s;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) s += i + 1 == words.size() ? fmt::format(" {} ", last) : ", ";
    s += words[i];
  }
  return s;
}
std::string figure(double x) {
  if (!std::isfinite(x)) return "?";
  const double whole = std::round(std::fabs(x) * 10) / 10;
  std::string digits = fmt::format("{:.1f}", whole), out;
  if (digits.size() > 2 && digits.compare(digits.size() - 2, 2, ".0") == 0) digits.resize(digits.size() - 2);
  const std::size_t dot = std::min(digits.find('.'), digits.size());
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && i < dot && (dot - i) % 3 == 0) out.push_back(',');
    out.push_back(digits[i]);
  }
  return (x < 0 && whole != 0 ? "-" : "") + out;
}

} // namespace northline::practices
