#pragma once
// What steps and answers ask of a strategy: its own goals, who owns what, and days.
#include "facts/decided.hpp"
#include "facts/facts.hpp"
#include "facts/records.hpp"
#include "practice/practice.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace northline::practices {

/// Collects what is missing.
class Gaps {
public:
  void add(Element e, std::string text) { items.push_back({e, std::move(text), {}, 0, false, {}}); }
  std::vector<PracticeItem> items;
};

class Plan {
public:
  Plan(const View&, Facts&, const PracticeInput&, const PracticeOptions&);

  const View& v;
  Facts& facts;
  const PracticeInput& input;
  Date as_of;
  bool small, large;
  std::size_t most;
  Cancel cancel;

  /// Neither dropped, left nor a draft.
  bool stands(Element e) const { return northline::stands(v, e); }
  bool present(Element e) const { return presence_(e); }
  /// Elements of the kind that stand.
  const std::vector<Element>& all(Kind);
  const std::vector<Element>& own_goals();
  const std::vector<Element>& given_goals();
  bool own_goal(Element e) { return v.is(e, Kind::goal) && !given_goal(v, facts.goals(), e); }
  std::vector<Element> targets(Element, Relation) const; ///< that are present
  std::vector<Element> sources(Element, Relation) const;
  bool any(Element e, Relation r) const { return !targets(e, r).empty(); }
  std::vector<Element> tools();
  std::vector<Element> executives();
  /// Assessments of the subject that stand and were made.
  std::vector<Element> assessments(choice::subject);
  /// The subjects that this organisation has to look at.
  std::vector<choice::subject> subjects() const;
  /// First day on which the subject was assessed.
  FirstDay assessed(choice::subject);
  FirstDay assessed(const std::vector<choice::subject>&);
  /// The latest day of an assessment of the landscape; unknown: there is none.
  Date landscape_day();
  /// The day on which an executive was taken through the landscape, unknown when never (or before it).
  Date educated(Element person);
  bool insight_is(Element insight, std::initializer_list<choice::insight_type>);
  std::vector<choice::topic> topics() const;
  /// Programs that help the goal, activities counted as their program's.
  std::vector<Element> programs_of(Element goal);
  std::vector<Element> goals_of(Element work);
  bool used(Element channel);
  bool from_outside(Element stakeholder);
  /// The part of what the channel takes that falls to the user at the other end: its degree of all degrees.
  double share_of_channel(const Edge& uses);
  double importance(Element goal) const;
  /// Importance of the goals that wait for the element.
  double weight(Element);
  Element owner(Element e) const;
  Element sponsor() const;
  /// Departments of those who answer for the element, or it is one of; each once, by name.
  std::vector<std::string> departments_of(Element);
  std::string describe(Element) const;
  std::string title(Element) const;
  /// The heaviest first, at most `most`.
  PracticeList cut(std::vector<PracticeItem>) const;
  /// Findings of one of the codes, as items.
  std::vector<PracticeItem> found(std::initializer_list<std::string_view> codes, bool suppressed = false);
  double organisation(std::string_view part) const;
  /// What steps rest on as a whole: the same for every element, so it is worked out once.
  enum class Whole : std::uint8_t { assessment, customers, education, policies, market, signature };
  template <class F> FirstDay once(Whole w, F&& f) {
    const auto at = whole_.find(w);
    if (at != whole_.end()) return at->second;
    return whole_[w] = f();
  }

private:
  Presence presence_;
  std::vector<std::vector<Element>> kinds_;
  std::vector<bool> kinds_known_;
  std::vector<Element> own_, given_;
  std::map<Whole, FirstDay> whole_;
  std::optional<Date> landscape_day_;
  struct Users {
    double degrees = 0, count = 0;
  };
  std::map<Element, Users> users_; ///< of a channel, counted once
  bool goals_known_ = false;
  void split_goals();
};

std::string_view name_of(choice::subject);
std::string_view name_of(choice::topic);
std::string_view name_of(choice::stance);
/// "1 goal", "7 goals".
std::string counted(std::size_t n, std::string_view one, std::string_view many);
/// "a, b and c".
std::string joined(const std::vector<std::string>& words, std::string_view last = "and");
std::string figure(double);

} // namespace northline::practices
