// Next best moves: every gain is what scoring the patched document says.
#include "base/error.hpp"
#include "io/json_patch.hpp"
#include "io/json_reader.hpp"
#include "io/json_writer.hpp"
#include "session/moves.hpp"
#include "session/strategy.hpp"
#include "support/catch.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

using namespace northline;

namespace {

View view_of(std::string text) { return View(read_json(Text::own(std::move(text)))); }

std::string example(const char* name) {
  std::ifstream in(std::filesystem::path(NORTHLINE_SOURCE_DIR) / "examples/strategies" / name,
                   std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

double point(double x) { return known(x) ? x : 0; }

/// Kinds of the moves, each held to scoring the patched text from scratch.
std::set<std::string> hold_to_scoring(const std::string& text, MovesOptions how = {}) {
  const View view = view_of(text);
  how.score.as_of = parse_date("2026-11-21");
  how.most = 1000;
  how.tried = 1000;
  const ScoreResult before = score(view, how.score);
  const Moves found = next_moves(view, how);
  CHECK(found.overall.lower == before.overall.lower);
  std::set<std::string> kinds;
  for (const Move& m : found.moves) {
    INFO(m.kind << ": " << m.title << "\n" << m.patch);
    kinds.insert(m.kind);
    const std::string changed = apply_edits(text, patch_edits(text, m.patch));
    const View there = view_of(changed);
    CHECK(there.base().problem_count() == view.base().problem_count());
    const ScoreResult after = score(there, how.score);
    CHECK(std::fabs(m.gain_lower - (after.overall.lower - before.overall.lower)) <= 1e-12);
    CHECK(std::fabs(m.gain - (point(after.overall.score) - point(before.overall.score))) <= 1e-12);
    CHECK(std::fabs(m.gain_sound - (point(after.sound) - point(before.sound))) <= 1e-12);
    CHECK(m.title.back() == '.');
    CHECK_FALSE(m.assumes.empty());
    if (how.goal == no_element) continue;
    const GoalScore *a = after.find(there.find(view.id(how.goal))), *b = before.find(how.goal);
    CHECK(std::fabs(m.goal_gain_lower - (a->score.lower - b->score.lower)) <= 1e-12);
    CHECK(m.goal_gain_lower >= -1e-9);
  }
  for (std::size_t i = 1; i < found.moves.size() && how.goal == no_element; ++i)
    CHECK(found.moves[i - 1].gain_lower >= found.moves[i].gain_lower - 1e-12);
  return kinds;
}

} // namespace

TEST_CASE("the gain of every move is exact, for the examples") {
  std::set<std::string> kinds;
  for (const char* name :
       {"bakery.json", "council.json", "shop.json", "software-company.json", "first-plan.json"})
    kinds.merge(hold_to_scoring(example(name)));
  CHECK(kinds.size() >= 8);
}

TEST_CASE("a bare plan is told what it lacks") {
  const std::set<std::string> kinds = hold_to_scoring(R"({"northline":1,"as_of":"2026-11-21",
    "visions":{"v":{}},"stakeholders":{"ann":{"type":"manager"},"bob":{"type":"executive","influence":0.9}},
    "audiences":{"young":{}},"insights":{"bored":{"type":"need","intensity":0.8,"felt_by":"young"}},
    "channels":{"site":{"reaches":{"young":0.6}}},"resources":{"team":{"type":"team","capacity":10}},
    "policies":{"conduct":{"topic":"conduct","applies_to_all":true}},"capabilities":{"listening":{"area":"culture","maturity":1}},
    "metrics":{"m":{"type":"outcome"}},"assessments":{"a":{"date":"2025-01-01"}},
    "goals":{"g":{"measured_by":"m","based_on":"a","addresses":"bored"},"h":{"supports":{"v":40}}},
    "programs":{"p":{"contributes_to":"g","start":"2026-12-01","end":"2027-02-01"}}})");
  for (const char* kind :
       {"name-owner", "approve-policy", "raise-maturity", "metric-target", "metric-method", "serve",
        "find-sponsor", "support-top", "assess-again", "set-due", "record-stance"}) {
    INFO(kind);
    CHECK(kinds.count(kind) == 1);
  }
}

TEST_CASE("moves for one goal") {
  const std::string text = example("council.json");
  const View view = view_of(text);
  MovesOptions how;
  view.each(Kind::goal, [&](Element g) {
    if (how.goal == no_element && score(view).find(g)) how.goal = g;
  });
  hold_to_scoring(text, how);
  how.goal = view.find("nowhere");
  MovesOptions wrong;
  wrong.goal = root_element;
  CHECK_THROWS_AS(next_moves(view, wrong), Error);
}

TEST_CASE("limits on moves are kept") {
  const View view = view_of(example("council.json"));
  MovesOptions how;
  how.most = 3;
  how.tried = 5;
  const Moves found = next_moves(view, how);
  CHECK(found.tried <= 5);
  CHECK(found.moves.size() <= 3);
}

TEST_CASE("an edited strategy has moves on what it is now") {
  Strategy s(read_json(Text::own(example("bakery.json"))));
  s.add_element(Kind::goal, "fresh-goal");
  const Moves found = next_moves(s.view(), {});
  const std::string now = write_json(s.view());
  for (const Move& m : found.moves) {
    const View there = view_of(apply_edits(now, patch_edits(now, m.patch)));
    CHECK(std::fabs(m.overall.lower - score(there).overall.lower) <= 1e-12);
  }
}
