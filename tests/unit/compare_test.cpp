// Comparing and merging: what two documents say differently, and one document from two.
#include "base/json_text.hpp"
#include "compare/difference.hpp"
#include "compare/merge.hpp"
#include "io/json_edit.hpp"
#include "io/json_reader.hpp"
#include "support/catch.hpp"
#include "support/rounds.hpp"
#include "support/strategy_world.hpp"

#include <algorithm>
#include <set>

using namespace northline;
using namespace northline::test;

namespace {

View view(std::string text) { return View(read_json(Text::own(std::move(text)))); }

std::string told(const Difference& d) {
  std::string s;
  for (const Change& c : d.changes)
    s += std::string(name_of(c.what)) + " " + std::string(name_of(c.of)) + " " + c.id + " " + c.name + " " +
         c.target + ": " + c.before + " -> " + c.after + "\n";
  return s;
}
std::string told(const Merged& m) {
  std::string s;
  for (const Conflict& c : m.conflicts) s += std::string(name_of(c.what)) + ": " + c.message + "\n";
  return s;
}
std::string between(const std::string& a, const std::string& b) { return told(difference(view(a), view(b))); }
Merged merged(const std::string& base, const std::string& ours, const std::string& theirs) {
  return merge(view(base), view(ours), view(theirs));
}

struct Triple {
  std::uint64_t seed;
  std::string base, ours, theirs, base_again, ours_again;
};
std::string written(const World& w, Generator& g) { return Writer(w, Style::of(g.d), g.d).write(); }
Triple triple(std::uint64_t seed) {
  Generator g(seed);
  World base = g.world();
  // No world may name a key twice, so both sides' steps come of one generator.
  World ours = base, theirs = base;
  for (int i = g.d.below(5); i >= 0; --i) take(ours, g.step(ours, 0, 1, true));
  for (int i = g.d.below(5); i >= 0; --i) take(theirs, g.step(theirs, 0, 1, true));
  Triple t{seed, written(base, g), written(ours, g), written(theirs, g), written(base, g), written(ours, g)};
  return t;
}

} // namespace

TEST_CASE("ten thousand documents and their edits are compared and merged as they should be") {
  std::size_t conflicts = 0, clean = 0;
  for (std::uint64_t seed = 1; seed <= rounds(10'000); ++seed) {
    const Triple t = triple(seed);
    const View base = view(t.base), ours = view(t.ours), theirs = view(t.theirs);
    const View base_again = view(t.base_again), ours_again = view(t.ours_again);
    const auto must = [&](bool holds, const char* what, const std::string& more) {
      if (!holds)
        FAIL("seed " << seed << ": " << what << "\n"
                     << more << "\n"
                     << t.base << t.base_again << t.ours << t.theirs);
    };

    const std::string again = told(difference(base, base_again));
    must(again.empty(), "the same said otherwise is the same", again);

    const Difference d = difference(ours, theirs);
    const std::string patch = difference_patch(ours, theirs);
    must((patch == "[]") == d.empty(), "no patch is needed where nothing differs", patch);
    const std::string patched = apply_edits(t.ours, patch_edits(t.ours, patch));
    must(difference(view(patched), theirs).empty(), "a patch leads from one to the other", patch + patched);

    // The same in steps: all of them lead there too, and each with what it needs can stand by itself.
    const std::vector<ChangeStep> single = change_steps(d);
    std::vector<std::size_t> all_steps;
    std::set<std::size_t> carried_out;
    for (std::size_t s = 0; s < single.size(); ++s) {
      all_steps.push_back(s);
      carried_out.insert(single[s].changes.begin(), single[s].changes.end());
    }
    for (std::size_t c = 0; c < d.changes.size(); ++c)
      must(carried_out.count(c) == 1 || d.changes[c].what == Change::What::renamed,
           "every change is carried out by a step", told(d));
    const std::string before_text(d.before.base().text());
    const auto carried = [&](const std::vector<std::size_t>& which) {
      return apply_edits(before_text, patch_edits(before_text, patch_of(single, which)));
    };
    must(difference(view(carried(all_steps)), theirs).empty(), "all steps lead there",
         patch_of(single, all_steps));
    if (seed % 16 == 0) {
      const auto dangling = [](const View& v) {
        std::set<std::string> ids;
        for (const Problem& p : v.base().problems())
          if (p.what == Problem::What::unknown_reference)
            ids.emplace(json::raw_string(v.base().text(), p.offset));
        return ids;
      };
      const std::set<std::string> was = dangling(d.before), is = dangling(theirs);
      for (std::size_t s = 0; s < single.size(); ++s)
        for (const std::string& id : dangling(view(carried(with_needs(single, s)))))
          must(was.count(id) || is.count(id), "a step alone leaves no reference to nothing", id);
    }

    // One side that changed nothing, whatever it did to the layout, adds nothing.
    for (const auto& [b, o, th, wanted] :
         {std::tuple{&base, &base_again, &theirs, &theirs}, std::tuple{&base, &ours, &base_again, &ours},
          std::tuple{&base, &ours, &ours_again, &ours}}) {
      const Merged m = merge(*b, *o, *th);
      must(m.conflicts.empty(), "one side alone is in nobody's way", told(m));
      const View made = view(m.text);
      const std::string left = told(difference(made, *wanted));
      must(left.empty(), "the side that changed something is what comes out", left + m.text);
      must(made.base().problem_count() == 0, "sound documents make a sound one", m.text);
    }

    // Nobody is treated better than the other, but for whose value stays.
    const Merged one = merge(base, ours, theirs), other = merge(base, theirs, ours);
    const std::string both = told(one) + "----\n" + told(other) + one.text + other.text;
    must(one.conflicts.size() == other.conflicts.size(), "both see the same conflicts", both);
    const bool renamed_twice = std::any_of(one.conflicts.begin(), one.conflicts.end(), [](const Conflict& c) {
      return c.what == Conflict::What::renamed_twice;
    });
    if (!renamed_twice && !one.conflicts.empty()) {
      std::multiset<std::string> a, b;
      for (const Conflict& c : one.conflicts)
        a.insert(std::string(name_of(c.what)) + "|" + c.id + "|" + c.name + "|" + c.target + "|" + c.base +
                 "|" + c.ours + "|" + c.theirs + "|" + c.pointer_ours);
      for (const Conflict& c : other.conflicts)
        b.insert(std::string(name_of(c.what)) + "|" + c.id + "|" + c.name + "|" + c.target + "|" + c.base +
                 "|" + c.theirs + "|" + c.ours + "|" + c.pointer_theirs);
      must(a == b, "the same conflicts are told from both sides", both);
    }
    const View made = view(one.text);
    must(made.base().problem_count() == 0, "a merged document is sound, with conflicts too", both);
    if (one.conflicts.empty())
      must(difference(made, view(other.text)).empty(), "both sides get the same", both);
    ++(one.conflicts.empty() ? clean : conflicts);
  }
  // Both sorts were met, or the properties say little.
  CHECK(clean > rounds(2000));
  CHECK(conflicts > rounds(500));
}

TEST_CASE("edits that have nothing to do with each other merge to both") {
  for (std::uint64_t seed = 1; seed <= rounds(10'000); ++seed) {
    Generator g(seed * 7919);
    const World base = g.world();
    World ours = base, theirs = base, both = base;
    std::vector<Step> of_ours, of_theirs;
    for (int i = g.d.below(5); i >= 0; --i) {
      of_ours.push_back(g.step(ours, 0, 2, false));
      take(ours, of_ours.back());
      of_theirs.push_back(g.step(theirs, 1, 2, false));
      take(theirs, of_theirs.back());
    }
    for (const Step& s : of_ours) take(both, s);
    for (const Step& s : of_theirs) take(both, s);
    const std::string b = written(base, g), o = written(ours, g), t = written(theirs, g),
                      wanted = written(both, g);
    const Merged m = merged(b, o, t);
    const std::string left = between(m.text, wanted);
    if (!m.conflicts.empty() || !left.empty())
      FAIL("seed " << seed << "\n" << told(m) << left << b << o << t << m.text);
    CHECK(view(m.text).base().problem_count() == 0);
  }
}

TEST_CASE("a merge takes changes from a side that was laid out anew, and not its layout") {
  const std::string base = R"({"northline": 1, "tags": ["x", "y"],
  "goals": {"a": {"title": "A", "supports": ["c"]}, "b": {"title": "B"}, "c": {"title": "C"}}})";
  const std::string ours = R"({"northline": 1, "tags": ["x", "y"],
  "goals": {"a": {"title": "A", "supports": ["c"]}, "b": {"title": "B"}, "c": {"title": "Ours"}}})";
  const std::string theirs = R"({
  "northline": 1,
  "tags": [
    "x",
    "y"
  ],
  "goals": {
    "a": {
      "title": "A",
      "supports": [
        "c"
      ]
    },
    "b": {"title": "Theirs"},
    "c": {"title": "C"}
  }
})";
  const Merged m = merged(base, ours, theirs);
  CHECK(m.conflicts.empty());
  CHECK(m.text == R"({"northline": 1, "tags": ["x", "y"],
  "goals": {"a": {"title": "A", "supports": ["c"]}, "b": {"title": "Theirs"}, "c": {"title": "Ours"}}})");
  // A remark alone is worth keeping.
  const std::string noted = R"({"northline": 1, "tags": ["x", "y"],
  "goals": {"a": {"title": "A" /* ask Mia */, "supports": ["c"]}, "b": {"title": "B"}, "c": {"title": "C"}}})";
  CHECK(merged(base, ours, noted).text.find("ask Mia") != std::string::npos);
}

TEST_CASE("a merge keeps the layout, remarks and order of ours") {
  const std::string base = R"({
  "northline": 1,
  "goals": {
    "a": {"title": "A", "importance": 1},
    "b": {"title": "B"},
    "c": {"title": "C"}
  }
})";
  const std::string ours = R"({
  "northline": 1, // the format
  "goals": {
    // what we want most
    "c": {"title": "C"},
    "a": {"title": "A",   "importance": 1}, // dear to us
    "b": {"title": "B", "due": "2027-01-01"}
  }
})";
  const std::string theirs = R"({
  "northline": 1,
  "title": "Plan",
  "goals": {
    "a": {"title": "A", "importance": 2},
    "a2": {"title": "A second"},
    "b": {"title": "B", "tags": ["new"]},
    "c": {"title": "C"}
  }
})";
  const Merged m = merged(base, ours, theirs);
  CHECK(told(m) == "");
  CHECK(m.text == R"({
  "northline": 1, // the format
  "title": "Plan",
  "goals": {
    // what we want most
    "c": {"title": "C"},
    "a": {"title": "A",   "importance": 2}, // dear to us
    "a2": {"title": "A second"},
    "b": {"title": "B", "tags": ["new"], "due": "2027-01-01"}
  }
})");
}

namespace {
std::string goals(const std::string& members, const std::string& more = "") {
  return "{\"northline\": 1, \"goals\": {" + members + "}" + more + "}";
}
/// "what name: base | ours | theirs @ pointers" of the only conflict.
std::string only(const Merged& m) {
  if (m.conflicts.size() != 1) return std::to_string(m.conflicts.size()) + " conflicts\n" + told(m);
  const Conflict& c = m.conflicts.front();
  return std::string(name_of(c.what)) + " " + c.id + " " + c.name + (c.target.empty() ? "" : ">" + c.target) +
         ": " + c.base + " | " + c.ours + " | " + c.theirs + " @ " + c.pointer_base + " " + c.pointer_ours +
         " " + c.pointer_theirs + " kept " + std::string(name_of(c.kept));
}
} // namespace

TEST_CASE("conflicts are named with what everybody said and where") {
  const std::string a = R"("a": {"title": "A", "importance": 1})";
  SECTION("two values of one attribute") {
    const Merged m = merged(goals(a), goals(R"("a": {"title": "A", "importance": 2})"),
                            goals(R"("a": {"title": "A", "importance": 3})"));
    CHECK(only(m) == "two-values a importance: 1 | 2 | 3 @ /goals/a/importance /goals/a/importance "
                     "/goals/a/importance kept ours");
    CHECK(m.conflicts[0].message ==
          "Goal \"a\" (A): \"importance\" was 1; ours says 2, theirs says 3. Ours is kept.");
    CHECK(between(m.text, goals(R"("a": {"title": "A", "importance": 2})")) == "");
  }
  SECTION("deletion against change, either way: what was changed stays") {
    const std::string changed = goals(R"("a": {"title": "A", "importance": 2}, "b": {})");
    const Merged m = merged(goals(a + R"(, "b": {})"), goals(R"("b": {})"), changed);
    CHECK(m.conflicts.at(0).what == Conflict::What::deleted_and_changed);
    CHECK(m.conflicts[0].kept == Conflict::Kept::theirs);
    CHECK(m.conflicts[0].pointer_theirs == "/goals/a");
    CHECK(between(m.text, changed) == "");
    const Merged n = merged(goals(a + R"(, "b": {})"), changed, goals(R"("b": {})"));
    CHECK(n.conflicts.at(0).kept == Conflict::Kept::ours);
    CHECK(between(n.text, changed) == "");
  }
  SECTION("one id, two elements") {
    const Merged m = merged(goals(a), goals(a + R"(, "n": {"title": "Ours"})"),
                            goals(a + R"(, "n": {"title": "Theirs"})"));
    CHECK(m.conflicts.at(0).what == Conflict::What::added_twice);
    CHECK(m.conflicts[0].theirs == R"({"title": "Theirs"})");
    CHECK(between(m.text, goals(a + R"(, "n": {"title": "Ours"})")) == "");
    const Merged other_kind = merged(goals(a), goals(a + R"(, "n": {"title": "Ours"})"),
                                     goals(a, R"(, "programs": {"n": {"title": "P"}})"));
    CHECK(other_kind.conflicts.at(0).what == Conflict::What::added_twice);
    CHECK(other_kind.conflicts[0].pointer_ours == "/goals/n");
    CHECK(other_kind.conflicts[0].pointer_theirs == "/programs/n");
  }
  SECTION("two new names") {
    const std::string of = R"("b": {"supports": "a"})";
    const Merged m = merged(goals(a + "," + R"("b": {"supports": "a"})"),
                            goals(R"("x": {"title": "A", "importance": 1}, "b": {"supports": "x"})"),
                            goals(R"("y": {"title": "A", "importance": 1}, "b": {"supports": {"y": 50}})"));
    CHECK(only(m) == "renamed-twice x id: \"a\" | \"x\" | \"y\" @ /goals/a /goals/x /goals/y kept ours");
    CHECK(between(m.text, goals(R"("x": {"title": "A", "importance": 1}, "b": {"supports": {"x": 50}})")) ==
          "");
  }
  SECTION("one takes out what the other begins to need") {
    const Merged m = merged(goals(a + R"(, "b": {"title": "B"})"), goals(R"("b": {"title": "B"})"),
                            goals(a + R"(, "b": {"title": "B", "supports": "a"})"));
    CHECK(only(m).substr(0, 21) == "deleted-but-needed a ");
    CHECK(m.conflicts.at(0).needed_by == "b");
    CHECK(between(m.text, goals(a + R"(, "b": {"title": "B", "supports": "a"})")) == "");
  }
  SECTION("what a relation says, part by part") {
    const auto with = [&](const std::string& payload) {
      return goals(R"("a": {}, "b": {"supports": )" + payload + "}");
    };
    const Merged both = merged(with(R"({"a": 60})"), with(R"({"a": 40})"),
                               with(R"({"a": {"contribution": 60, "why": "They said so"}})"));
    CHECK(told(both) == "");
    CHECK(between(both.text, with(R"({"a": {"contribution": 40, "why": "They said so"}})")) == "");
    const Merged m =
        merged(with(R"({"a": 60})"), with(R"({"a": 40})"), with(R"({"a": {"contribution": 50}})"));
    CHECK(only(m) ==
          "two-values b supports/contribution>a: 60 | 40 | 50 @ /goals/b/supports/a /goals/b/supports/a "
          "/goals/b/supports/a/contribution kept ours");
  }
  SECTION("together they say what neither may say") {
    // Ours makes a program of the goal; theirs lets it support a vision, which programs cannot.
    const std::string vision = R"(, "visions": {"v": {"title": "V"}})";
    const Merged m =
        merged(goals(R"("g": {"title": "G"}, "h": {"title": "H"})", vision),
               goals(R"("h": {"title": "H"})", vision + R"(, "programs": {"g": {"title": "G"}})"),
               goals(R"("g": {"title": "G"}, "h": {"title": "H", "supports": "g"})", vision));
    REQUIRE(m.conflicts.size() == 1);
    CHECK(m.conflicts[0].what == Conflict::What::not_valid);
    CHECK(m.conflicts[0].code == "NL002");
    CHECK(m.conflicts[0].id == "h");
  }
}

TEST_CASE("lists of dated things and of names merge by item") {
  const auto with = [](const std::string& observations, const std::string& tags) {
    return R"({"northline": 1, "metrics": {"m": {"tags": [)" + tags + R"(], "observations": [)" +
           observations + "]}}}";
  };
  const std::string jan = R"({"date": "2026-01-31", "value": 1})",
                    feb = R"({"date": "2026-02-28", "value": 2})",
                    mar = R"({"date": "2026-03-31", "value": 3})",
                    other = R"({"date": "2026-03-31", "value": 4})";
  const Merged m = merged(with(jan, R"("x", "y")"), with(jan + "," + feb, R"("x", "y", "z")"),
                          with(jan + "," + mar, R"("y")"));
  CHECK(told(m) == "");
  CHECK(between(m.text, with(mar + "," + feb + "," + jan, R"("z", "y")")) == "");
  const Merged n = merged(with(jan, ""), with(jan + "," + mar, ""), with(jan + "," + other, ""));
  CHECK(only(n) == "two-values m observations/2026-03-31:  | " + mar + " | " + other +
                       " @  /metrics/m/observations /metrics/m/observations kept ours");
}

TEST_CASE("a difference says what, of which, from what and to what") {
  CHECK(between(goals(R"("a": {}, "b": {"supports": "a"})"),
                goals(R"("b": {"supports": {"a": {}}}, "a": {})")) == "");
  CHECK(between(goals(R"("a": {}, "b": {"supports": {"a": 60}})"),
                goals(R"("a": {}, "b": {"supports": {"a": {"contribution": 60.0}}})")) == "");
  CHECK(between(goals(R"("a": {})", R"(, "layout": {"a": [1, 2]})"), goals(R"("a": {})")) == "");
  CHECK(between(goals(R"("a": {"title": "T", "importance": 1}, "b": {"supports": "a"})",
                      R"(, "x": {"y": {"z": 1}})"),
                goals(R"("a2": {"title": "T", "importance": 2}, "b": {"supports": {"a2": 5}})",
                      R"(, "x": {"y": {"z": 2}})")) ==
        "changed member strategy x/y/z : 1 -> 2\n"
        "renamed element a2  :  -> \n"
        "changed attribute a2 importance : 1 -> 2\n"
        "changed relation b supports a2: {} -> {\"contribution\":5}\n");
  const Difference d = difference(view(goals(R"("a/b": {"title": "T"}, "b": {"supports": {"a/b": 1}})")),
                                  view(goals(R"("a~b": {"title": "T"}, "b": {"supports": {"a~b": 2}})")));
  REQUIRE(d.changes.size() == 2);
  CHECK(d.changes[0].old_id == "a/b");
  CHECK(d.changes[1].pointer_before == "/goals/b/supports/a~1b");
  CHECK(d.changes[1].pointer_after == "/goals/b/supports/a~0b");
}

TEST_CASE("a merge refuses what nobody can tell apart") {
  const std::string twice = R"({"northline": 1, "goals": {"a": {}, "a": {"title": "A"}}})";
  try {
    merged(goals(R"("a": {})"), twice, goals(R"("a": {"title": "B"})"));
    FAIL("the id that stands twice went through");
  } catch (const Error& e) {
    CHECK(e.status() == Status::refused);
    CHECK(std::string(e.what()).find("Ours names \"a\" twice") == 0);
  }
}

TEST_CASE("edits of lists and objects leave no comma too many or too few") {
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    Dice d(seed);
    const int n = d.below(5);
    const bool lines = d.one_in(2), list = d.one_in(2), remarks = d.one_in(2);
    std::string text(1, list ? '[' : '{');
    if (remarks && d.one_in(3)) text += " // first\n";
    for (int i = 0; i < n; ++i) {
      text += lines ? "\n    " : std::string(static_cast<std::size_t>(d.below(3)), ' ');
      if (remarks && d.one_in(3)) text += "/* of it */ ";
      if (!list) text += "\"k" + std::to_string(i) + "\": ";
      text += std::to_string(i);
      if (remarks && d.one_in(4)) text += " /* why */";
      if (i + 1 < n || d.one_in(4)) text += ",";
      if (remarks && d.one_in(3)) text += lines || d.one_in(2) ? " // so\n" : " /* then */";
    }
    text += lines ? "\n  " : "";
    text += list ? ']' : '}';
    ContainerEdit edit(text, 0);
    REQUIRE(edit.members().size() == static_cast<std::size_t>(n));
    std::vector<std::string> wanted;
    const auto item = [&](int v) {
      return list ? std::to_string(v) : "\"k" + std::to_string(v) + "\":" + std::to_string(v);
    };
    const auto insert = [&](std::size_t behind, int v) {
      edit.insert_behind(behind,
                         list ? std::to_string(v) : "\"k" + std::to_string(v) + "\": " + std::to_string(v));
      wanted.push_back(item(v));
    };
    bool changed = false;
    if (d.one_in(3)) insert(ContainerEdit::front, 100), changed = true;
    for (int i = 0; i < n; ++i) {
      const auto at = static_cast<std::size_t>(i);
      if (d.one_in(3)) {
        edit.remove(at);
        changed = true;
      } else if (d.one_in(4)) {
        edit.replace(at, "7");
        wanted.push_back(list ? "7" : "\"k" + std::to_string(i) + "\":7");
        changed = true;
      } else {
        wanted.push_back(item(i));
      }
      if (d.one_in(4)) insert(at, 200 + i), changed = true;
    }
    std::vector<TextEdit> edits;
    edit.finish(edits);
    sort_edits(edits);
    const std::string made = apply_edits(text, edits);
    std::string compact, all;
    for (const std::string& w : wanted) all += (all.empty() ? "" : ",") + w;
    json::append_formatted(compact, made, 0, 0, {true, false});
    INFO("seed " << seed << "\n" << text << "\n" << made);
    REQUIRE(compact == (list ? "[" : "{") + all + (list ? "]" : "}"));
    // Read by the reader itself, which is stricter about commas; a trailing one is never written anew.
    (void)read_json(Text::own("{\"northline\": 1, \"x\": {\"y\": " + made + "}}"));
    if (changed && !wanted.empty()) {
      const std::size_t last = made.find_last_of("0123456789");
      CHECK(made.find(',', last) == std::string::npos);
    }
  }
}

TEST_CASE("documents that say odd things are compared and merged, or refused with a reason") {
  // What lenient reading lets through: wrong types, strangers, members and items twice, other brackets.
  const std::vector<std::string> oddities{"5",
                                          "null",
                                          "true",
                                          "[]",
                                          "{}",
                                          "[5, \"a\", \"a\"]",
                                          "{\"goa-1\": 7}",
                                          "\"\"",
                                          "[[1]]",
                                          "-0.0",
                                          "1e999",
                                          "{\"x\": {\"x\": {}}}",
                                          "[{}, {}]",
                                          "\"goa-2\"",
                                          "{\"goa-2\": [{}, {\"why\": 1}]}"};
  std::size_t refused = 0, merged_well = 0;
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    Generator g(seed * 31);
    World w = g.world();
    std::string texts[3];
    for (std::string& text : texts) {
      World mine = w;
      for (int i = g.d.below(3); i > 0; --i) take(mine, g.step(mine, 0, 1, true));
      for (int i = g.d.below(4); i > 0; --i) {
        if (mine.elements.empty()) break;
        Made& m = mine.elements[static_cast<std::size_t>(g.d.below(static_cast<int>(mine.elements.size())))];
        const std::vector<std::string> names{"title",  "importance", "tags",         "supports", "serves",
                                             "colour", "x",          "observations", "baseline", "id"};
        const std::string& odd = g.d.of(oddities);
        switch (g.d.below(6)) {
        case 0:
          mine.root[g.d.of(std::vector<std::string>{"goals", "scenarios", "overlaps", "checks", "scoring",
                                                    "id", "layout", "organisation", "x", "supports"})] = odd;
          break;
        case 1:
          m.id = g.d.one_in(2) ? "goa-1" : "a~b/c";
          break;
        default:
          m.attributes[g.d.of(names)] = odd;
        }
      }
      text = written(mine, g);
    }
    std::vector<View> views;
    for (const std::string& t : texts) views.push_back(view(t));
    const Difference d = difference(views[0], views[1]);
    // Equal ids or members make pointers ambiguous; else a patch leads there whatever the values are.
    const auto doubles = [](const View& v) {
      for (const Problem& p : v.base().problems())
        if (p.what == Problem::What::duplicate_id || p.what == Problem::What::duplicate_member) return true;
      return false;
    };
    const std::string patch = difference_patch(views[0], views[1]);
    if (!doubles(views[0]) && !doubles(views[1])) {
      const std::string patched = apply_edits(texts[0], patch_edits(texts[0], patch));
      const std::string left = told(difference(view(patched), views[1]));
      if (!left.empty()) FAIL("seed " << seed << "\n" << left << patch << texts[0] << texts[1] << patched);
    }
    try {
      const Merged m = merge(views[0], views[1], views[2]);
      (void)view(m.text);
      ++merged_well;
    } catch (const Error& e) {
      REQUIRE(e.status() == Status::refused);
      ++refused;
    }
    if (!doubles(views[0]) && !doubles(views[1])) {
      const Merged same = merge(views[0], views[0], views[1]);
      CHECK(same.text == texts[1]);
      const std::string again = apply_edits(texts[0], {{texts[0].size(), 0, "\n"}});
      const Merged other = merge(view(again), views[0], views[1]);
      const std::string left = told(difference(view(other.text), views[1]));
      if (!left.empty() || !other.conflicts.empty())
        FAIL("seed " << seed << "\n" << told(other) << left << texts[0] << texts[1] << other.text);
    }
  }
  CHECK(refused > 10);
  CHECK(merged_well > 1000);
}
