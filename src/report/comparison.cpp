#include "report/comparison.hpp"

#include "compare/whole.hpp"
#include "io/json_patch.hpp"
#include "report/json.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace northline {

std::size_t Comparison::fresh() const {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [](const FindingChange& f) { return f.fresh; }));
}
std::size_t Comparison::gone() const { return findings.size() - fresh(); }

namespace {

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }
bool same(const Bounded& a, const Bounded& b) {
  return same(a.score, b.score) && same(a.lower, b.lower) && same(a.upper, b.upper) && same(a.known, b.known);
}

/// A side of the comparison, with what checks and scores both work out of it.
struct Side {
  const View& view;
  Facts facts;
  Side(const View& v, Cancel cancel) : view(v), facts(v, cancel) {}
};

/// Findings by fingerprint.
struct Checked {
  std::shared_ptr<const Findings> findings;
  struct Row {
    std::string fingerprint;
    std::size_t row;
    bool operator<(const Row& x) const { return fingerprint < x.fingerprint; }
  };
  std::vector<Row> rows, sorted; ///< those that count

  /// `earlier`: the version it is to be compared with, or null.
  Checked(Side& side, const ComparisonOptions& o, const View* earlier) {
    CheckOptions how = o.checks;
    how.cancel = o.cancel;
    how.facts = &side.facts;
    how.earlier = earlier;
    findings = run_checks(side.view, how);
    const std::vector<std::string> prints = findings->fingerprints();
    for (std::size_t i = 0; i < findings->size(); ++i)
      if (findings->counts(i)) rows.push_back({prints[i], i});
    sorted = rows;
    std::sort(sorted.begin(), sorted.end());
  }
};

/// What the first has and the other has not.
void only(const Checked& mine, const Checked& other, bool fresh, std::vector<FindingChange>& out) {
  const Findings& f = *mine.findings;
  for (const Checked::Row& r : mine.rows) {
    if (std::binary_search(other.sorted.begin(), other.sorted.end(), r)) continue;
    const Rule& rule = f.rule(r.row);
    const Element focus = f.row(r.row).focus;
    out.push_back({fresh, std::string(rule.code), std::string(rule.name), f.message(r.row),
                   focus == no_element ? std::string() : std::string(f.view().id(focus)), r.fingerprint,
                   f.spot(r.row).pointer, f.row(r.row).severity});
  }
}

ScoreResult scored(Side& side, const ComparisonOptions& o) {
  ScoreOptions how;
  how.as_of = o.checks.as_of;
  how.cancel = o.cancel;
  how.facts = &side.facts;
  return score(side.view, how);
}

/// Goals in the second's order, gone ones last; with their dimensions or alone.
void compare_goals(const View& a, const View& b, const ScoreResult& before, const ScoreResult& after,
                   bool dimensions, std::vector<ScoreChange>& out) {
  const auto goal = [&](const View& v, Element e, const GoalScore* x, const GoalScore* y) {
    ScoreChange s{
        std::string(v.id(e)), v.text(field::common::title, e), -1, x != nullptr, y != nullptr, {}, {}};
    if (x) s.before = x->score;
    if (y) s.after = y->score;
    if (!x || !y || !same(s.before, s.after)) out.push_back(s);
    if (!x || !y || !dimensions) return;
    for (unsigned d = 0; d < dimension_count; ++d) {
      const Dimension dimension = static_cast<Dimension>(d);
      s.dimension = static_cast<int>(d);
      s.was = x->applies(dimension);
      s.is = y->applies(dimension);
      s.before = s.was ? (*x)[dimension] : Bounded();
      s.after = s.is ? (*y)[dimension] : Bounded();
      if (s.was != s.is || (s.was && !same(s.before, s.after))) out.push_back(s);
    }
  };
  std::map<std::string_view, const GoalScore*> by_id;
  for (const GoalScore& g : before.goals) by_id.emplace(a.id(g.goal), &g);
  for (const GoalScore& g : after.goals) {
    const auto found = by_id.find(b.id(g.goal));
    goal(b, g.goal, found == by_id.end() ? nullptr : found->second, &g);
    if (found != by_id.end()) by_id.erase(found);
  }
  for (const GoalScore& g : before.goals)
    if (by_id.count(a.id(g.goal))) goal(a, g.goal, &g, nullptr);
}

void compare_each(const View& before, const std::optional<Checked>& checked,
                  const std::optional<ScoreResult>& score_before, const ComparisonOptions& o, Comparison& c) {
  const std::vector<ChangeStep> all = change_steps(c.difference, o.cancel);
  const std::shared_ptr<const Snapshot> base = compare::whole_snapshot(before, o.cancel);
  const std::size_t fitting = 1'000'000 / std::max<std::size_t>(before.size(), 1);
  std::size_t most = o.tried ? o.tried : std::clamp<std::size_t>(fitting, 20, 500);
  // Carrying out a step takes its operations times the document; some need thousands of others.
  std::uint64_t bytes = 0;
  for (std::size_t s = 0; s < all.size(); ++s) {
    if (all[s].changes.empty()) continue; // such as where a box is drawn
    if (++c.effects_possible > most) continue;
    o.cancel.check();
    const std::vector<std::size_t> together = with_needs(all, s);
    bytes += static_cast<std::uint64_t>(together.size()) * base->text().size();
    if (bytes > 2'000'000'000) {
      most = c.effects.size();
      continue;
    }
    ChangeEffect effect;
    effect.changes = all[s].changes;
    for (const std::size_t t : together)
      if (t != s) effect.with.insert(effect.with.end(), all[t].changes.begin(), all[t].changes.end());
    std::sort(effect.with.begin(), effect.with.end());
    const std::string_view text = base->text();
    const View changed(
        compare::read_again(apply_edits(text, patch_edits(text, patch_of(all, together))), o.cancel));
    Side side(changed, o.cancel);
    if (checked) {
      const Checked now(side, o, &before);
      effect.findings_after = now.findings->total();
      only(*checked, now, false, effect.findings);
      only(now, *checked, true, effect.findings);
    }
    if (score_before) {
      const ScoreResult now = scored(side, o);
      effect.overall = now.overall;
      compare_goals(before, changed, *score_before, now, false, effect.goals);
    }
    c.effects.push_back(std::move(effect));
  }
}

void value_or_null(JsonOut& j, std::string_view json) {
  if (json.empty()) {
    j.raw("null");
    return;
  }
  std::string compact;
  json::append_formatted(compact, json, 0, 0, {true, false});
  j.raw(compact);
}
void append_bounded(JsonOut& j, bool there, const Bounded& v) {
  if (!there) {
    j.raw("null");
    return;
  }
  j.open('{');
  j.key("score").number(v.score).key("lower").number(v.lower);
  j.key("upper").number(v.upper).key("known").number(v.known);
  j.close('}');
}

void append_findings(JsonOut& j, const std::vector<FindingChange>& findings) {
  for (const bool fresh : {false, true}) {
    j.key(fresh ? "new" : "gone").open('[');
    for (const FindingChange& f : findings) {
      if (f.fresh != fresh) continue;
      j.open('{').key("code").string(f.code).key("name").string(f.name);
      j.key("severity").string(severity_name(f.severity)).key("message").string(f.message);
      j.key("focus").string_or_null(f.focus).key("fingerprint").string(f.fingerprint);
      j.key("pointer").string(f.pointer).close('}');
    }
    j.close(']');
  }
}
void append_rows(JsonOut& j, const std::vector<std::size_t>& rows) {
  j.open('[');
  for (const std::size_t r : rows) j.count(r);
  j.close(']');
}
/// What each change does by itself, in the order of the changes.
void append_effects(JsonOut& j, const Comparison& c) {
  j.key("effects").open('{').key("possible").count(c.effects_possible).key("tried").count(c.effects.size());
  j.key("each").open('[');
  for (const ChangeEffect& e : c.effects) {
    j.open('{').key("changes"), append_rows(j, e.changes);
    j.key("with"), append_rows(j, e.with);
    if (c.has_findings) {
      j.key("findings").open('{').key("after").count(e.findings_after);
      append_findings(j, e.findings);
      j.close('}');
    }
    if (c.has_scores) {
      j.key("overall"), append_bounded(j, true, e.overall);
      j.key("goals").open('[');
      for (const ScoreChange& s : e.goals) {
        j.open('{').key("goal").string(s.goal);
        j.key("before"), append_bounded(j, s.was, s.before);
        j.key("after"), append_bounded(j, s.is, s.after);
        j.close('}');
      }
      j.close(']');
    }
    j.close('}');
  }
  j.close(']').close('}');
}

} // namespace

Comparison compare_strategies(const View& a, const View& b, const ComparisonOptions& o) {
  Comparison c(difference(a, b, o.cancel));
  c.has_effects = o.effects;
  c.has_findings = o.findings || (o.effects && !o.scores);
  c.has_scores = o.scores || (o.effects && !o.findings);
  c.name_before = o.name_before;
  c.name_after = o.name_after;
  c.scenario_before = o.scenario_before;
  c.scenario_after = o.scenario_after;
  Side before(c.difference.before, o.cancel), after(c.difference.after, o.cancel);
  std::optional<Checked> checked;
  std::optional<ScoreResult> score_before;
  if (c.has_findings) {
    checked.emplace(before, o, nullptr);
    const Checked now(after, o, &before.view);
    c.findings_before = checked->findings->total();
    c.findings_after = now.findings->total();
    only(*checked, now, false, c.findings);
    only(now, *checked, true, c.findings);
    c.as_of_before = checked->findings->as_of();
    c.as_of_after = now.findings->as_of();
  }
  if (c.has_scores) {
    score_before = scored(before, o);
    const ScoreResult now = scored(after, o);
    c.as_of_before = score_before->as_of;
    c.as_of_after = now.as_of;
    c.overall_before = score_before->overall;
    c.overall_after = now.overall;
    if (!same(c.overall_before, c.overall_after))
      c.scores.push_back({{}, {}, -1, true, true, c.overall_before, c.overall_after});
    compare_goals(before.view, after.view, *score_before, now, true, c.scores);
  }
  if (o.effects) compare_each(before.view, checked, score_before, o, c);
  return c;
}

std::string comparison_json(const Comparison& c) {
  JsonOut j;
  j.open('{').key("version").raw("1");
  const auto side = [&](const char* key, const std::string& name, const std::string& scenario, Date day) {
    j.key(key).open('{').key("name").string(name).key("scenario").string_or_null(scenario);
    j.key("as_of").string_or_null(day.known() ? to_string(day) : std::string()).close('}');
  };
  side("before", c.name_before, c.scenario_before, c.as_of_before);
  side("after", c.name_after, c.scenario_after, c.as_of_after);
  std::size_t elements[4] = {};
  std::string last;
  std::size_t edited = 0;
  for (const Change& x : c.difference.changes) {
    if (x.of == Change::Of::element) ++elements[static_cast<unsigned>(x.what)];
    if (x.what == Change::What::added && x.of == Change::Of::element) continue;
    if (x.what == Change::What::removed && x.of == Change::Of::element) continue;
    if (x.of == Change::Of::element) continue;
    const std::string key = std::string(info(x.kind).name) + ' ' + x.id;
    if (key != last) ++edited;
    last = key;
  }
  j.key("summary").open('{');
  j.key("same").boolean(c.difference.empty());
  j.key("added").count(elements[0]).key("removed").count(elements[1]);
  j.key("renamed").count(elements[3]).key("edited").count(edited);
  j.key("changes").count(c.difference.changes.size());
  j.close('}');
  j.key("changes").open('[');
  for (const Change& x : c.difference.changes) {
    j.open('{').key("what").string(name_of(x.what)).key("of").string(name_of(x.of));
    j.key("kind").string(info(x.kind).name).key("id").string(x.id);
    j.key("old_id").string_or_null(x.old_id).key("title").string_or_null(x.title);
    j.key("name").string_or_null(x.name).key("target").string_or_null(x.target);
    j.key("before"), value_or_null(j, x.before);
    j.key("after"), value_or_null(j, x.after);
    j.key("pointer_before").string_or_null(x.pointer_before);
    j.key("pointer_after").string_or_null(x.pointer_after).close('}');
  }
  j.close(']');
  if (c.has_findings) {
    j.key("findings").open('{').key("before").count(c.findings_before).key("after").count(c.findings_after);
    append_findings(j, c.findings);
    j.close('}');
  }
  if (c.has_scores) {
    j.key("scores").open('{').key("overall").open('{');
    j.key("before"), append_bounded(j, true, c.overall_before);
    j.key("after"), append_bounded(j, true, c.overall_after);
    j.close('}').key("changes").open('[');
    for (const ScoreChange& s : c.scores) {
      j.open('{').key("goal").string_or_null(s.goal);
      j.key("dimension")
          .string_or_null(s.dimension < 0 ? std::string_view()
                                          : dimension_name(static_cast<Dimension>(s.dimension)));
      j.key("before"), append_bounded(j, s.was, s.before);
      j.key("after"), append_bounded(j, s.is, s.after);
      j.close('}');
    }
    j.close(']').close('}');
  }
  if (c.has_effects) append_effects(j, c);
  j.close('}');
  return std::move(j.out);
}

std::string render_comparison(std::string_view format, const View& a, const View& b,
                              const ComparisonOptions& o) {
  if (format == "patch") return difference_patch(a, b, o.cancel) + "\n";
  if (format != "json" && format != "text" && format != "markdown")
    throw Error(Status::invalid_argument,
                "Differences are shown as text, json, patch or markdown, not as \"" + std::string(format) +
                    "\".");
  const Comparison c = compare_strategies(a, b, o);
  return format == "json"   ? comparison_json(c) + "\n"
         : format == "text" ? comparison_text(c)
                            : comparison_markdown(c);
}

std::string merge_json(const Merged& m, bool with_text) {
  JsonOut j;
  j.open('{').key("version").raw("1").key("clean").boolean(m.conflicts.empty());
  j.key("conflicts").open('[');
  for (const Conflict& c : m.conflicts) {
    j.open('{').key("what").string(name_of(c.what)).key("kept").string(name_of(c.kept));
    j.key("kind").string(info(c.kind).name).key("id").string_or_null(c.id);
    j.key("title").string_or_null(c.title).key("name").string_or_null(c.name);
    j.key("target").string_or_null(c.target);
    j.key("base"), value_or_null(j, c.base);
    j.key("ours"), value_or_null(j, c.ours);
    j.key("theirs"), value_or_null(j, c.theirs);
    j.key("pointer_base").string_or_null(c.pointer_base);
    j.key("pointer_ours").string_or_null(c.pointer_ours);
    j.key("pointer_theirs").string_or_null(c.pointer_theirs);
    j.key("code").string_or_null(c.code).key("needed_by").string_or_null(c.needed_by);
    j.key("message").string(c.message).close('}');
  }
  j.close(']');
  if (with_text) j.key("text").string(m.text);
  j.close('}');
  return std::move(j.out);
}

} // namespace northline
