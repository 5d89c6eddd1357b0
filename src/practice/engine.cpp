#include "base/error.hpp"
#include "practice/step.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace northline {
namespace practices {
namespace {

const Practice* const all_practices[] = {&landscape, &clover, &five_steps, &channels_later, &smacad};

/// Findings that only time has brought about.
bool only_time(std::string_view code) { return code == "NL103" || code == "NL853" || code == "NL612"; }

class Engine {
public:
  Engine(Plan& plan, const Practice& practice) : p_(plan), practice_(practice) {
    for (const PracticeFinding& f : p_.input.findings) by_code_[f.code].push_back(&f);
  }

  PracticeReport run() {
    PracticeReport r;
    r.name = practice_.name;
    r.title = practice_.title;
    r.followed =
        p_.v.get(field::strategy::practices, p_.v.as<Kind::strategy>(root_element)).has(practice_.value);
    if (practice_.stop) r.stopped = practice_.stop(p_);
    for (const Step& s : practice_.steps) {
      p_.cancel.check();
      r.steps.push_back(step(s));
      if (!r.stopped.empty()) break;
    }
    next(r);
    if (p_.large && r.stopped.empty()) by_department(r);
    for (const std::string_view name : practice_.answers) {
      p_.cancel.check();
      if (r.stopped.empty()) r.answers.push_back(answer(p_, name, r));
    }
    return r;
  }

private:
  PracticeStep step(const Step& s) {
    PracticeStep out;
    out.name = s.name;
    out.title = s.title;
    out.guide = s.guide;
    for (const std::string_view a : s.after)
      if (!a.empty()) out.after.push_back(a);
    std::vector<PracticeItem> silenced;
    open_.emplace_back();
    for (const Condition& c : s.exit) {
      if (p_.small && !c.small) continue;
      ++out.asked;
      std::vector<PracticeItem> missing;
      if (c.look) {
        Gaps gaps;
        c.look(p_, gaps);
        missing = std::move(gaps.items);
        for (PracticeItem& i : missing) i.weight = p_.weight(i.element);
      }
      for (const std::string_view code : c.codes) {
        const auto at = by_code_.find(code);
        if (code.empty() || at == by_code_.end()) continue;
        for (const PracticeFinding* f : at->second) {
          if (c.concerns && !c.concerns(p_, f->focus)) continue;
          PracticeItem item{f->focus, {}, std::string(code), p_.weight(f->focus), only_time(code), {}};
          item.text = p_.input.message(f->number);
          (f->suppressed ? silenced : missing).push_back(std::move(item));
        }
      }
      if (missing.empty()) {
        ++out.kept;
        continue;
      }
      PracticeGap gap;
      gap.what = c.what;
      gap.expired =
          std::all_of(missing.begin(), missing.end(), [](const PracticeItem& i) { return i.expired; });
      keep_open(missing);
      gap.items = p_.cut(std::move(missing));
      out.missing.push_back(std::move(gap));
    }
    out.suppressed = p_.cut(std::move(silenced));
    const bool started = s.started(p_);
    out.state = !started              ? StepState::not_started
                : out.missing.empty() ? StepState::done
                                      : StepState::incomplete;
    for (const Order& o : s.orders) early(o, out);
    return out;
  }

  void early(const Order& o, PracticeStep& out) {
    std::vector<PracticeItem> dates, presence;
    for (const Element e : o.taken(p_)) {
      const Date day = o.day(p_, e);
      const FirstDay f = o.rests(p_, e);
      if (!f.any) {
        presence.push_back(
            {e,
             fmt::format("{} stands, although what it rests on in \"{}\" is not all there yet.",
                         p_.describe(e), o.before),
             std::string(o.code),
             p_.weight(e),
             false,
             {}});
      } else if (f.after(day)) {
        dates.push_back({e,
                         fmt::format("{} was {} on {}; what it rests on came on {}.", p_.describe(e),
                                     taken_word(e, o), to_string(day), to_string(f.day)),
                         std::string(o.code),
                         p_.weight(e),
                         false,
                         {}});
        dates.back().fields = {{"day", to_string(day)}, {"since", to_string(f.day)}};
      }
    }
    const auto tell = [&](std::vector<PracticeItem>& items, bool by_dates) {
      if (items.empty()) return;
      PracticeEarly e;
      e.code = o.code;
      e.before = o.before;
      e.by_dates = by_dates;
      keep_open(items);
      e.items = p_.cut(std::move(items));
      out.early.push_back(std::move(e));
    };
    tell(dates, true);
    tell(presence, false);
  }
  /// Large organisations get what is open by department as well, and not only what weighs most in all.
  void keep_open(const std::vector<PracticeItem>& items) {
    if (p_.large) open_.back().insert(open_.back().end(), items.begin(), items.end());
  }
  void by_department(PracticeReport& r) {
    std::map<std::string, PracticeDepartment> all;
    for (const Kind kind : {Kind::goal, Kind::program})
      for (const Element e : p_.all(kind))
        for (const std::string& name : p_.departments_of(e)) ++all[name].owns;
    for (std::size_t i = 0; i < r.steps.size(); ++i) {
      p_.cancel.check();
      std::map<std::string, std::vector<PracticeItem>> items;
      for (const PracticeItem& item : open_[i])
        for (const std::string& name : p_.departments_of(item.element))
          if (all.count(name) != 0) items[name].push_back(item);
      for (auto& [name, list] : items)
        all[name].steps.push_back({r.steps[i].name, r.steps[i].title, p_.cut(std::move(list))});
    }
    for (auto& [name, d] : all) {
      d.name = name;
      r.departments.push_back(std::move(d));
    }
  }
  std::string_view taken_word(Element e, const Order& o) {
    if (e == root_element) return "signed";
    if (p_.v.is(e, Kind::policy)) return "approved";
    return o.day(p_, e) == decided_on(p_.v, e) ? "decided" : "begun";
  }

  /// The first step that is not done and whose predecessors are.
  void next(PracticeReport& r) {
    const auto find = [&](std::string_view name) -> const PracticeStep* {
      for (const PracticeStep& s : r.steps)
        if (s.name == name) return &s;
      return nullptr;
    };
    for (std::size_t i = 0; i < r.steps.size() && r.next < 0; ++i) {
      if (r.steps[i].state == StepState::done) continue;
      const bool ready =
          std::all_of(r.steps[i].after.begin(), r.steps[i].after.end(), [&](std::string_view a) {
            const PracticeStep* s = find(a);
            return !s || s->state == StepState::done;
          });
      if (ready) r.next = static_cast<int>(i);
    }
    if (r.next < 0) { // orders have no circles, so everything is done
      r.next_text = "Every step is done. Look again when the landscape changes.";
      return;
    }
    const PracticeStep& s = r.steps[static_cast<std::size_t>(r.next)];
    const Step& data = practice_.steps[static_cast<std::size_t>(r.next)];
    const PracticeItem* item = nullptr;
    if (s.state == StepState::not_started || s.missing.empty()) {
      r.next_text = std::string(s.guide);
      if (!s.missing.empty()) r.next_text += " " + s.missing.front().items.items.front().text;
      if (!s.missing.empty()) item = &s.missing.front().items.items.front();
    } else {
      // Within the step the earlier conditions carry the later ones, so weight decides among the elements of
      // the first that has any and is not only a matter of time.
      for (const PracticeGap& g : s.missing)
        for (const PracticeItem& i : g.items.items)
          if (!item || (item->expired && !i.expired) ||
              (item->expired == i.expired && i.weight > item->weight))
            item = &i;
      r.next_text = item->text;
    }
    if (item) r.next_element = item->element;
    by_whom(r, data);
  }
  void by_whom(PracticeReport& r, const Step& data) {
    Element who = no_element;
    if (data.asks == Asks::sponsor) who = p_.sponsor();
    if (data.asks == Asks::reviewer && r.next_element != no_element)
      for (const Element e : p_.targets(r.next_element, Relation::reviewed_by)) {
        who = e;
        break;
      }
    if (who == no_element && r.next_element != no_element && r.next_element != root_element) {
      who = p_.owner(r.next_element);
      if (who == no_element && p_.v.is(r.next_element, Kind::metric))
        for (const Element g : p_.sources(r.next_element, Relation::measured_by))
          if (who == no_element) who = p_.owner(g);
      if (who == no_element && p_.v.is(r.next_element, Kind::audience))
        for (const Element a : p_.assessments(choice::subject::customers))
          if (who == no_element) who = p_.owner(a);
    }
    if (who == no_element) who = p_.owner(root_element);
    if (who == no_element) who = p_.sponsor();
    r.next_by = who;
    r.next_by_text = who == no_element ? "nobody: name an owner of the strategy" : p_.title(who);
  }

  Plan& p_;
  const Practice& practice_;
  std::map<std::string_view, std::vector<const PracticeFinding*>> by_code_;
  std::vector<std::vector<PracticeItem>> open_; ///< by step, all that is missing or early; of large ones only
};

} // namespace
} // namespace practices

std::string_view step_state_name(StepState s) {
  return s == StepState::done ? "done" : s == StepState::incomplete ? "incomplete" : "not started";
}

std::span<const std::string_view> practice_names() {
  static constexpr std::string_view names[] = {"landscape", "clover", "five-steps", "channels-later",
                                               "smacad"};
  return names;
}

PracticeReport practice(const View& view, Facts& facts, std::string_view name, const PracticeInput& input,
                        const PracticeOptions& options) {
  for (const practices::Practice* p : practices::all_practices)
    if (p->name == name) {
      practices::Plan plan(view, facts, input, options);
      return practices::Engine(plan, *p).run();
    }
  throw Error(Status::invalid_argument,
              "There is no practice \"" + std::string(name) +
                  "\"; write landscape, clover, five-steps, channels-later or smacad.");
}

} // namespace northline
