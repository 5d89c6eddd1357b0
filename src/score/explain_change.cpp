#include "score/explain_change.hpp"

#include <fmt/format.h>
#include <unordered_map>

namespace northline {
namespace {

bool alike(double a, double b) { return a == b || (!known(a) && !known(b)); }
bool alike(const Bounded& a, const Bounded& b) {
  return alike(a.score, b.score) && a.lower == b.lower && a.upper == b.upper && a.known == b.known;
}
bool alike(const GoalScore& a, const GoalScore& b) {
  if (!alike(a.score, b.score) || a.sound != b.sound) return false;
  for (unsigned d = 0; d < dimension_count; ++d) {
    const Dimension dimension = static_cast<Dimension>(d);
    if (a.applies(dimension) != b.applies(dimension)) return false;
    if (a.applies(dimension) && !alike(a[dimension], b[dimension])) return false;
  }
  return true;
}

/// What a node speaks of, whatever its number says.
std::string subject(const ScoreNode& n) { return n.pointer + "\n" + n.id + "\n" + n.attribute; }

/// Which child of the other stands for each of these, or none.
std::vector<ScoreNode*> partners(std::vector<ScoreNode>& mine, std::vector<ScoreNode>& others) {
  std::unordered_map<std::string, std::vector<ScoreNode*>> by_text, by_subject;
  std::unordered_map<const ScoreNode*, bool> taken;
  for (std::size_t i = others.size(); i-- > 0;) {
    by_text[subject(others[i]) + "\n" + others[i].text].push_back(&others[i]);
    by_subject[subject(others[i])].push_back(&others[i]);
  }
  std::vector<ScoreNode*> found(mine.size(), nullptr);
  const auto take = [&](auto& from, const std::string& key, ScoreNode*& to) {
    const auto at = from.find(key);
    if (to || at == from.end()) return;
    auto& list = at->second;
    while (!list.empty() && taken[list.back()]) list.pop_back();
    if (list.empty()) return;
    to = list.back();
    taken[to] = true;
    list.pop_back();
  };
  for (std::size_t i = 0; i < mine.size(); ++i)
    take(by_text, subject(mine[i]) + "\n" + mine[i].text, found[i]);
  for (std::size_t i = 0; i < mine.size(); ++i) take(by_subject, subject(mine[i]), found[i]);
  // What has the same place in lists of the same length is the same question.
  if (mine.size() == others.size())
    for (std::size_t i = 0; i < mine.size(); ++i)
      if (!found[i] && !taken[&others[i]]) found[i] = &others[i];
  return found;
}

void fold(ScoreNode& n) {
  n.children.clear();
  if (n.operation != Operation::unknown) n.operation = Operation::given;
}

struct Sides {
  ScoreNode before, after;
};

Sides sides(const ChangedStrategy& c, const ChangeQuestion& q) {
  ScoreOptions how;
  how.as_of = q.as_of;
  how.cancel = q.cancel;
  const ScoreResult before = score(c.before, how);
  ScoreOptions then = how;
  if (q.as_of_after.known()) then.as_of = q.as_of_after;
  const ScoreResult after = score(c.after, then);
  const Element goal_after = q.goal == no_element ? root_element : c.after.find(c.before.id(q.goal));
  const auto differs = [](const View& own, const View& view, const ScoreResult& other, const GoalScore& g) {
    const Element there = view.find(own.id(g.goal));
    const GoalScore* s = there == no_element ? nullptr : other.find(there);
    return !s || !alike(*s, g);
  };
  Sides s;
  {
    Explainer e(c.before, how);
    s.before = e.in_full(before, q.goal == no_element ? root_element : q.goal, q.number,
                         [&](const GoalScore& g) { return differs(c.before, c.after, after, g); });
  }
  Explainer e(c.after, then);
  s.after = e.in_full(after, goal_after, q.number,
                      [&](const GoalScore& g) { return differs(c.after, c.before, before, g); });
  name_elements(s.before, c.before);
  name_elements(s.after, c.after);
  if (&c.before.base() != q.home) forget_offsets(s.before);
  if (&c.after.base() != q.home) forget_offsets(s.after);
  cut_alike(s.before, s.after);
  return s;
}

/// Nobody can say it, and here that counts as nothing.
void settle(ScoreNode& n, const ChangeQuestion& q) {
  if (known(n.value) || !q.unknown_is_nothing) return;
  n.value = 0;
  n.text += ": nobody can say, which counts as 0";
}

} // namespace

void cut_alike(ScoreNode& a, ScoreNode& b) {
  if (alike(a.value, b.value)) {
    fold(a);
    fold(b);
    return;
  }
  const std::vector<ScoreNode*> partner = partners(a.children, b.children);
  for (std::size_t i = 0; i < partner.size(); ++i)
    if (partner[i]) cut_alike(a.children[i], *partner[i]);
}

ScoreNode explain_change(const ChangedStrategy& c, const ChangeQuestion& q) {
  Sides s = sides(c, q);
  settle(s.before, q);
  settle(s.after, q);
  s.before.text = "before: " + s.before.text;
  s.after.text = "after: " + s.after.text;
  std::vector<ScoreNode> two;
  two.push_back(std::move(q.loss ? s.before : s.after));
  two.push_back(std::move(q.loss ? s.after : s.before));
  ScoreNode n = inner(Operation::difference, c.title, std::move(two));
  share_out(n);
  return n;
}

ScoreNode explain_after(const ChangedStrategy& c, const ChangeQuestion& q) {
  ScoreNode n = sides(c, q).after;
  share_out(n);
  return n;
}

} // namespace northline
