// The C API as its callers meet it. capi_calls.inc, printed from api.yaml, has
// one row per function, so that what is promised of every function is tried on
// every function: a new one cannot be forgotten here.
#include "support/capi_world.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

using namespace capi_test;

namespace {

/// What must hold after a call that failed: results untouched, and an error
/// object that says something.
void check_failure(const Call &call, const World &world,
                   const Arguments &arguments, northline_status status) {
  INFO(call.name << " returned " << northline_status_name(status));
  CHECK(arguments.outs_untouched(call.name));
  if (!call.has_error)
    return;
  REQUIRE(world.error != nullptr);
  northline_status stored = -1;
  CHECK(northline_error_status(world.error, &stored) == NORTHLINE_OK);
  CHECK(stored == status);
  northline_view message{nullptr, 0};
  CHECK(northline_error_message(world.error, &message) == NORTHLINE_OK);
  CHECK(message.size > 10);
}

template <class Prepare>
northline_status attempt(const Call &call, const Prepare &prepare,
                         bool with_error = true) {
  World world;
  Arguments arguments(call, world, with_error);
  prepare(world, arguments);
  const northline_status status = call.run(arguments);
  if (status != NORTHLINE_OK && with_error)
    check_failure(call, world, arguments, status);
  else if (status != NORTHLINE_OK)
    CHECK(arguments.outs_untouched(call.name));
  else
    CHECK(world.error == nullptr);
  return status;
}

void nothing(World &, Arguments &) {}

} // namespace

TEST_CASE("capi: every function does its work when called as documented",
          "[capi]") {
  for (const Call &call : calls()) {
    INFO(call.name);
    CHECK(std::string(northline_status_name(attempt(call, nothing))) == "OK");
    CHECK(attempt(call, nothing, false) == NORTHLINE_OK);
  }
}

TEST_CASE("capi: NULL where none may be is refused, and allowed where the "
          "reference says so",
          "[capi]") {
  for (const Call &call : calls())
    for (std::size_t i = 0; i < call.slots.size(); ++i) {
      const Slot &slot = call.slots[i];
      if (slot.role == Role::number || slot.role == Role::raw)
        continue;
      INFO(call.name << ", argument " << i);
      const northline_status expected =
          slot.optional ? NORTHLINE_OK : NORTHLINE_INVALID_ARGUMENT;
      for (const bool with_error : {true, false})
        CHECK(attempt(
                  call, [&](World &, Arguments &a) { a.set_null(i); },
                  with_error) == expected);
    }
}

TEST_CASE("capi: an object of another type is refused", "[capi]") {
  for (const Call &call : calls())
    for (std::size_t i = 0; i < call.slots.size(); ++i) {
      if (call.slots[i].role != Role::handle)
        continue;
      for (const char *other : type_names) {
        if (std::string(other) == call.slots[i].type)
          continue;
        INFO(call.name << ", argument " << i << " is a " << other);
        CHECK(attempt(call, [&](World &w, Arguments &a) {
                a.set_handle(i, w.object(other));
              }) == NORTHLINE_INVALID_ARGUMENT);
      }
    }
}

TEST_CASE("capi: texts that are not UTF-8 are refused", "[capi]") {
  for (const Call &call : calls())
    for (std::size_t i = 0; i < call.slots.size(); ++i) {
      if (call.slots[i].role != Role::text)
        continue;
      for (const char *wrong : {"\"\xff\"", "\xc0\xaf", "\xed\xa0\x80",
                                "\xf4\x90\x80\x80", "a\xe2\x82", "\x80"}) {
        INFO(call.name << ", argument " << i);
        const northline_status status =
            attempt(call, [&](World &, Arguments &a) {
              a.set_text(i, wrong, std::string(wrong).size());
            });
        // Documents are judged by their readers, which know the place.
        const bool whole_document = call.slots[i].type[0] == '@';
        CHECK((whole_document
                   ? status == NORTHLINE_NOT_JSON || status == NORTHLINE_NOT_XML
                   : status == NORTHLINE_INVALID_UTF8));
      }
    }
}

TEST_CASE("capi: texts may end at their NUL instead of having a size",
          "[capi]") {
  for (const Call &call : calls())
    for (std::size_t i = 0; i < call.slots.size(); ++i) {
      if (call.slots[i].role != Role::text)
        continue;
      INFO(call.name << ", argument " << i);
      CHECK(attempt(call, [&](World &, Arguments &a) { a.end_at_nul(i); }) ==
            NORTHLINE_OK);
    }
}

TEST_CASE("capi: indices past the end and wild numbers are refused", "[capi]") {
  for (const Call &call : calls())
    for (std::size_t i = 0; i < call.slots.size(); ++i) {
      if (call.slots[i].role != Role::number ||
          call.name == std::string("northline_text_copy"))
        continue;
      INFO(call.name << ", argument " << i);
      for (const double number : {2e9, 4294967295.0}) {
        const northline_status status = attempt(
            call, [&](World &, Arguments &a) { a.set_number(i, number); });
        // A limit or a seed may be that high; everything else counts something.
        const std::string name = call.name;
        if (name == "northline_simulate" || name == "northline_json_simulate")
          CHECK((status == NORTHLINE_LIMIT || status == NORTHLINE_OK));
        else if (name != "northline_options_set_limit")
          CHECK((status == NORTHLINE_OUT_OF_RANGE ||
                 status == NORTHLINE_INVALID_ARGUMENT));
      }
    }
}

TEST_CASE("capi: an exception inside any entry point becomes a status",
          "[capi]") {
  struct Case {
    const char *what;
    void (*thrower)(const char *);
    northline_status expected;
  };
  const Case cases[] = {
      {"bad_alloc", [](const char *) { throw std::bad_alloc(); },
       NORTHLINE_OUT_OF_MEMORY},
      {"length_error", [](const char *) { throw std::length_error("long"); },
       NORTHLINE_OUT_OF_MEMORY},
      {"logic_error", [](const char *) { throw std::logic_error("broken"); },
       NORTHLINE_INTERNAL},
      {"int", [](const char *) { throw 7; }, NORTHLINE_INTERNAL},
      {"Error", [](const char *) { throw_cancelled(); }, NORTHLINE_CANCELLED},
  };
  for (const Call &call : calls())
    for (const Case &c : cases) {
      INFO(call.name << " throws " << c.what);
      World world;
      Arguments arguments(call, world, true);
      northline_status status = NORTHLINE_OK;
      std::string entered;
      {
        const Hook hook(c.thrower);
        status = call.run(arguments);
        entered = hook.entered();
      }
      CHECK(entered == call.name);
      CHECK(status == c.expected);
      check_failure(call, world, arguments, status);
    }
}

TEST_CASE(
    "capi: freeing takes NULL, leaves strangers alone and lets nothing out",
    "[capi]") {
  northline_error_free(nullptr);
  northline_text_free(nullptr);
  northline_cancel_free(nullptr);
  northline_options_free(nullptr);
  northline_strategy_free(nullptr);
  northline_findings_free(nullptr);
  northline_scores_free(nullptr);

  World world;
  // Given the wrong object, freeing it would be worse than doing nothing.
  northline_findings_free(
      static_cast<northline_findings *>(world.object("northline_strategy")));
  northline_strategy_free(
      static_cast<northline_strategy *>(world.object("northline_text")));
  northline_text_free(
      static_cast<northline_text *>(world.object("northline_strategy")));
  northline_error_free(
      static_cast<northline_error *>(world.object("northline_cancel")));
  northline_cancel_free(
      static_cast<northline_cancel *>(world.object("northline_error")));
  northline_options_free(
      static_cast<northline_options *>(world.object("northline_scores")));
  northline_scores_free(
      static_cast<northline_scores *>(world.object("northline_options")));
  size_t count = 0;
  CHECK(northline_strategy_element_count(world.strategy, nullptr, 0, &count,
                                         nullptr) == NORTHLINE_OK);
  CHECK(count > 3);

  northline_text *text = nullptr;
  REQUIRE(northline_json_schema(&text, nullptr) == NORTHLINE_OK);
  const Hook hook([](const char *) { throw 1; });
  northline_text_free(text); // the leak checker says whether it is gone
}

TEST_CASE("capi: objects may be freed in any order", "[capi]") {
  std::array<int, 6> order{0, 1, 2, 3, 4, 5};
  int releases = 0;
  do {
    std::string text = document;
    int released = 0;
    northline_cancel *cancel = nullptr;
    northline_options *options = nullptr;
    northline_strategy *strategy = nullptr, *copy = nullptr;
    northline_findings *findings = nullptr;
    northline_scores *scores = nullptr;
    REQUIRE(northline_cancel_create(&cancel) == NORTHLINE_OK);
    REQUIRE(northline_options_create(&options, nullptr) == NORTHLINE_OK);
    REQUIRE(northline_options_set_cancel(options, cancel, nullptr) ==
            NORTHLINE_OK);
    REQUIRE(northline_strategy_load_json_borrowed(
                text.data(), text.size(),
                [](void *user) { ++*static_cast<int *>(user); }, &released,
                options, &strategy, nullptr) == NORTHLINE_OK);
    REQUIRE(northline_strategy_copy(strategy, &copy, nullptr) == NORTHLINE_OK);
    REQUIRE(northline_check(strategy, options, &findings, nullptr) ==
            NORTHLINE_OK);
    REQUIRE(northline_score(strategy, options, &scores, nullptr) ==
            NORTHLINE_OK);
    for (const int next : order) {
      if (next == 0)
        northline_cancel_free(cancel), cancel = nullptr;
      if (next == 1)
        northline_options_free(options), options = nullptr;
      if (next == 2)
        northline_strategy_free(strategy), strategy = nullptr;
      if (next == 3)
        northline_strategy_free(copy), copy = nullptr;
      if (next == 4)
        northline_findings_free(findings), findings = nullptr;
      if (next == 5)
        northline_scores_free(scores), scores = nullptr;
      northline_view view{nullptr, 0};
      northline_text *json = nullptr;
      if (options)
        CHECK(northline_options_set_strict(options, 0, nullptr) ==
              NORTHLINE_OK);
      for (northline_strategy *s : {strategy, copy})
        if (s)
          CHECK(northline_strategy_element_at(s, "goal", 4, 0, &view, nullptr,
                                              nullptr) == NORTHLINE_OK);
      if (findings)
        CHECK(northline_findings_message(findings, 0, &view, nullptr) ==
              NORTHLINE_OK);
      if (scores) {
        CHECK(northline_scores_json(scores, &json, nullptr) == NORTHLINE_OK);
        northline_text_free(json);
      }
      const bool text_needed = strategy || copy || findings || scores;
      CHECK(released == (text_needed ? 0 : 1));
    }
    releases += released;
  } while (std::next_permutation(order.begin(), order.end()));
  CHECK(releases == 720);
}

TEST_CASE("capi: a failed borrowed load releases nothing", "[capi]") {
  int released = 0;
  northline_strategy *strategy = nullptr;
  CHECK(northline_strategy_load_json_borrowed(
            "{", 1, [](void *user) { ++*static_cast<int *>(user); }, &released,
            nullptr, &strategy, nullptr) == NORTHLINE_NOT_JSON);
  CHECK(released == 0);
  CHECK(strategy == nullptr);
}

TEST_CASE("capi: an error says what, where and all of it", "[capi]") {
  northline_strategy *strategy = nullptr;
  northline_error *error = nullptr;
  const std::string broken = "{\n  \"northline\": 1,\n  \"goals\": nonsense\n}";
  CHECK(northline_strategy_load_json(broken.data(), broken.size(), nullptr,
                                     &strategy, &error) == NORTHLINE_NOT_JSON);
  size_t line = 0, column = 0;
  CHECK(northline_error_position(error, &line, &column) == NORTHLINE_OK);
  CHECK(line == 3);
  CHECK(column >= 12);
  northline_error_free(error);
  error = nullptr;

  World world;
  REQUIRE(northline_options_set_strict(world.options, 1, nullptr) ==
          NORTHLINE_OK);
  CHECK(northline_strategy_load_json(document, NORTHLINE_NUL_TERMINATED,
                                     world.options, &strategy,
                                     &error) == NORTHLINE_REFUSED);
  CHECK(strategy == nullptr);
  size_t problems = 0;
  CHECK(northline_error_problem_count(error, &problems) == NORTHLINE_OK);
  REQUIRE(problems == 1);
  northline_view code, message, pointer;
  CHECK(northline_error_problem(error, 0, &code, &message, &pointer, &line,
                                &column) == NORTHLINE_OK);
  CHECK(to_string(code) == "NL014");
  CHECK(to_string(message).find("colour") != std::string::npos);
  CHECK(to_string(pointer) == "/goals/grow-trust/colour");
  CHECK(line == 7);
  CHECK(column == 25);
  northline_error_free(error);
}

TEST_CASE("capi: limits are kept", "[capi]") {
  World world;
  REQUIRE(northline_options_set_limit(world.options, "elements", 8, 3,
                                      nullptr) == NORTHLINE_OK);
  northline_strategy *strategy = nullptr;
  CHECK(northline_strategy_load_json(document, NORTHLINE_NUL_TERMINATED,
                                     world.options, &strategy,
                                     nullptr) == NORTHLINE_LIMIT);
  size_t limit = 0;
  CHECK(northline_options_get_limit(world.options, "elements", 8, &limit,
                                    nullptr) == NORTHLINE_OK);
  CHECK(limit == 3);
  CHECK(northline_options_set_limit(world.options, "seconds", 7, 3, nullptr) ==
        NORTHLINE_NOT_FOUND);
  CHECK(northline_options_set_as_of(world.options, "2026-02-30", 10, nullptr) ==
        NORTHLINE_INVALID_ARGUMENT);
}

TEST_CASE("capi: edits happen whole or not at all", "[capi]") {
  World world;
  northline_strategy *s = world.strategy;
  const std::string before = saved(s);
  const auto z = NORTHLINE_NUL_TERMINATED;

  SECTION("what strict reading refuses is refused") {
    CHECK(northline_strategy_set_attribute(s, "grow-trust", z, "importance", z,
                                           "\"much\"", z,
                                           nullptr) == NORTHLINE_REFUSED);
    CHECK(northline_strategy_set_attribute(s, "grow-trust", z, "importance", z,
                                           "101", z,
                                           nullptr) == NORTHLINE_REFUSED);
    CHECK(northline_strategy_set_attribute(s, "grow-trust", z, "colour", z, "1",
                                           z, nullptr) != NORTHLINE_OK);
    CHECK(northline_strategy_set_attribute(s, "grow-trust", z, "importance", z,
                                           "{", z, nullptr) != NORTHLINE_OK);
    CHECK(northline_strategy_set_attribute(s, "nobody", z, "importance", z, "1",
                                           z, nullptr) == NORTHLINE_NOT_FOUND);
    CHECK(northline_strategy_add_element(s, "goal", z, "grow-trust", z,
                                         nullptr) == NORTHLINE_REFUSED);
    CHECK(northline_strategy_add_element(s, "wish", z, "new", z, nullptr) ==
          NORTHLINE_NOT_FOUND);
    CHECK(northline_strategy_add_element(s, "goal", z, " blank", z, nullptr) ==
          NORTHLINE_REFUSED);
    CHECK(northline_strategy_add_relation(s, "grow-trust", z, "supports", z,
                                          "commuters", z, nullptr, 0,
                                          nullptr) == NORTHLINE_REFUSED);
    CHECK(northline_strategy_remove_relation(s, "grow-trust", z, "supports", z,
                                             "be-known", z,
                                             nullptr) == NORTHLINE_NOT_FOUND);
    northline_view root{nullptr, 0};
    REQUIRE(northline_strategy_element_at(s, "strategy", z, 0, &root, nullptr,
                                          nullptr) == NORTHLINE_OK);
    CHECK(northline_strategy_remove_element(s, root.data, root.size, nullptr) ==
          NORTHLINE_INVALID_ARGUMENT);
    CHECK(saved(s) == before);
  }
  SECTION("a transaction is kept or taken back") {
    CHECK(northline_strategy_commit(s, nullptr) == NORTHLINE_WRONG_STATE);
    CHECK(northline_strategy_rollback(s, nullptr) == NORTHLINE_WRONG_STATE);
    REQUIRE(northline_strategy_begin(s, nullptr) == NORTHLINE_OK);
    CHECK(northline_strategy_begin(s, nullptr) == NORTHLINE_WRONG_STATE);
    REQUIRE(northline_strategy_add_element(s, "audience", z, "walkers", z,
                                           nullptr) == NORTHLINE_OK);
    REQUIRE(northline_strategy_add_relation(s, "grow-trust", z, "serves", z,
                                            "walkers", z, "0.5", z,
                                            nullptr) == NORTHLINE_OK);
    REQUIRE(northline_strategy_remove_element(s, "commuters", z, nullptr) ==
            NORTHLINE_OK);
    const std::string changed = saved(s);
    CHECK(changed != before);
    CHECK(changed.find("walkers") != std::string::npos);
    CHECK(changed.find("commuters") == std::string::npos);
    SECTION("kept") {
      CHECK(northline_strategy_commit(s, nullptr) == NORTHLINE_OK);
      CHECK(saved(s) == changed);
    }
    SECTION("taken back") {
      CHECK(northline_strategy_rollback(s, nullptr) == NORTHLINE_OK);
      CHECK(saved(s) == before);
    }
    SECTION("left open") {}
  }
  SECTION("a copy goes its own way") {
    northline_strategy *copy = nullptr;
    REQUIRE(northline_strategy_copy(s, &copy, nullptr) == NORTHLINE_OK);
    REQUIRE(northline_strategy_set_attribute(copy, "grow-trust", z, "title", z,
                                             "\"Riders believe us\"", z,
                                             nullptr) == NORTHLINE_OK);
    CHECK(saved(s) == before);
    CHECK(saved(copy).find("Riders believe us") != std::string::npos);
    northline_strategy_free(copy);
  }
  SECTION("what was found stays what it was") {
    northline_view message{nullptr, 0};
    size_t count = 0, again = 0;
    REQUIRE(northline_findings_count(world.findings, &count, nullptr) ==
            NORTHLINE_OK);
    REQUIRE(northline_strategy_remove_element(s, "grow-trust", z, nullptr) ==
            NORTHLINE_OK);
    REQUIRE(northline_findings_count(world.findings, &again, nullptr) ==
            NORTHLINE_OK);
    CHECK(count == again);
    for (size_t i = 0; i < count; ++i) {
      CHECK(northline_findings_message(world.findings, i, &message, nullptr) ==
            NORTHLINE_OK);
      CHECK(message.size > 10);
    }
  }
}

TEST_CASE("capi: a strategy is looked at by ids and indices", "[capi]") {
  World world;
  const northline_strategy *s = world.strategy;
  const auto z = NORTHLINE_NUL_TERMINATED;
  size_t all = 0, goals = 0, count = 0;
  REQUIRE(northline_strategy_element_count(s, nullptr, 0, &all, nullptr) ==
          NORTHLINE_OK);
  REQUIRE(northline_strategy_element_count(s, "goal", z, &goals, nullptr) ==
          NORTHLINE_OK);
  CHECK(all == 5);
  CHECK(goals == 2);
  northline_view id, kind, type, other;
  std::string listed;
  for (size_t i = 0; i < all; ++i) {
    REQUIRE(northline_strategy_element_at(s, nullptr, 0, i, &id, &kind,
                                          nullptr) == NORTHLINE_OK);
    listed += to_string(kind) + ":" + to_string(id) + " ";
    northline_view again;
    CHECK(northline_strategy_element_kind(s, id.data, id.size, &again,
                                          nullptr) == NORTHLINE_OK);
    CHECK(to_string(again) == to_string(kind));
  }
  CHECK(listed == "strategy:strategy vision:be-known goal:grow-trust goal:loud "
                  "audience:commuters ");
  REQUIRE(northline_strategy_element_at(s, "goal", z, 1, &id, &kind, nullptr) ==
          NORTHLINE_OK);
  CHECK(to_string(id) == "loud");
  CHECK(northline_strategy_element_at(s, "goal", z, 2, &id, &kind, nullptr) ==
        NORTHLINE_OUT_OF_RANGE);
  CHECK(northline_strategy_element_count(s, "goals", z, &count, nullptr) ==
        NORTHLINE_NOT_FOUND);

  std::string names;
  REQUIRE(northline_strategy_attribute_count(s, "grow-trust", z, &count,
                                             nullptr) == NORTHLINE_OK);
  for (size_t i = 0; i < count; ++i) {
    northline_view name;
    REQUIRE(northline_strategy_attribute_name(s, "grow-trust", z, i, &name,
                                              nullptr) == NORTHLINE_OK);
    northline_text *value = nullptr;
    REQUIRE(northline_strategy_attribute(s, "grow-trust", z, name.data,
                                         name.size, &value,
                                         nullptr) == NORTHLINE_OK);
    names += to_string(name) + "=" + take(value) + " ";
  }
  CHECK(names ==
        "title=\"Riders trust our advice\" importance=80 due=\"2027-06-30\" ");
  northline_text *value = nullptr;
  CHECK(northline_strategy_attribute(s, "grow-trust", z, "start", z, &value,
                                     nullptr) == NORTHLINE_NOT_FOUND);

  REQUIRE(northline_strategy_relation_count(s, "grow-trust", z,
                                            NORTHLINE_OUTGOING, &count,
                                            nullptr) == NORTHLINE_OK);
  CHECK(count == 1);
  REQUIRE(northline_strategy_relation_at(s, "grow-trust", z, NORTHLINE_OUTGOING,
                                         0, &type, &other, &value,
                                         nullptr) == NORTHLINE_OK);
  CHECK(to_string(type) == "serves");
  CHECK(to_string(other) == "commuters");
  CHECK(take(value).find("0.7") != std::string::npos);
  REQUIRE(northline_strategy_relation_count(s, "commuters", z,
                                            NORTHLINE_INCOMING, &count,
                                            nullptr) == NORTHLINE_OK);
  CHECK(count == 1);
  REQUIRE(northline_strategy_relation_at(s, "commuters", z, NORTHLINE_INCOMING,
                                         0, &type, &other, nullptr,
                                         nullptr) == NORTHLINE_OK);
  CHECK(to_string(other) == "grow-trust");
}

TEST_CASE("capi: the five calls on text say what the objects say", "[capi]") {
  World world;
  const auto z = NORTHLINE_NUL_TERMINATED;
  northline_text *one = nullptr, *two = nullptr;
  REQUIRE(northline_json_check(document, z, nullptr, &one, nullptr) ==
          NORTHLINE_OK);
  REQUIRE(northline_findings_json(world.findings, &two, nullptr) ==
          NORTHLINE_OK);
  CHECK(take(one) == take(two));
  REQUIRE(northline_json_score(document, z, nullptr, &one, nullptr) ==
          NORTHLINE_OK);
  REQUIRE(northline_scores_json(world.scores, &two, nullptr) == NORTHLINE_OK);
  CHECK(take(one) == take(two));
  REQUIRE(northline_json_why(document, z, "grow-trust", z, nullptr, &one,
                             nullptr) == NORTHLINE_OK);
  REQUIRE(northline_why(world.strategy, "grow-trust", z, "json", z, nullptr,
                        &two, nullptr) == NORTHLINE_OK);
  CHECK(take(one) == take(two));
  CHECK(northline_json_why(document, z, "nobody", z, nullptr, &one, nullptr) ==
        NORTHLINE_NOT_FOUND);
  for (const char *format : {"json", "compact", "canonical"}) {
    REQUIRE(northline_json_convert(document, z, "json", z, format, z, nullptr,
                                   &one, nullptr, nullptr) == NORTHLINE_OK);
    REQUIRE(northline_strategy_save(world.strategy, format, z, &two, nullptr) ==
            NORTHLINE_OK);
    const std::string written = take(one);
    CHECK(written == take(two));
    // What was written reads back to itself.
    REQUIRE(northline_json_convert(written.data(), written.size(), "json", z,
                                   format, z, nullptr, &one, nullptr,
                                   nullptr) == NORTHLINE_OK);
    CHECK(take(one) == written);
  }
  CHECK(northline_json_convert(document, z, "json", z, "yaml", z, nullptr, &one,
                               nullptr, nullptr) == NORTHLINE_UNSUPPORTED);
  REQUIRE(northline_json_convert(stratml, z, "stratml", z, "json", z, nullptr,
                                 &one, &two, nullptr) == NORTHLINE_OK);
  CHECK(take(one).find("Be read again") != std::string::npos);
  CHECK(take(two).front() == '[');
}

TEST_CASE("capi: findings and scores by index", "[capi]") {
  World world;
  size_t count = 0, errors = 0, warnings = 0, advice = 0;
  REQUIRE(northline_findings_count(world.findings, &count, nullptr) ==
          NORTHLINE_OK);
  REQUIRE(northline_findings_severity_count(world.findings,
                                            NORTHLINE_SEVERITY_ERROR, &errors,
                                            nullptr) == NORTHLINE_OK);
  REQUIRE(northline_findings_severity_count(
              world.findings, NORTHLINE_SEVERITY_WARNING, &warnings, nullptr) ==
          NORTHLINE_OK);
  REQUIRE(northline_findings_severity_count(world.findings,
                                            NORTHLINE_SEVERITY_ADVICE, &advice,
                                            nullptr) == NORTHLINE_OK);
  CHECK(count == errors + warnings + advice);
  bool unreachable = false;
  size_t last_offset = 0;
  for (size_t i = 0; i < count; ++i) {
    northline_view code, focus, fingerprint;
    size_t offset = 0, line = 0;
    REQUIRE(northline_findings_code(world.findings, i, &code, nullptr) ==
            NORTHLINE_OK);
    REQUIRE(northline_findings_focus(world.findings, i, &focus, nullptr) ==
            NORTHLINE_OK);
    REQUIRE(northline_findings_fingerprint(world.findings, i, &fingerprint,
                                           nullptr) == NORTHLINE_OK);
    REQUIRE(northline_findings_position(world.findings, i, &line, nullptr,
                                        &offset, nullptr,
                                        nullptr) == NORTHLINE_OK);
    CHECK(fingerprint.size >= 16);
    CHECK(line > 0);
    if (to_string(code) == "NL202" && to_string(focus) == "loud")
      unreachable = true;
    last_offset = offset;
  }
  CHECK(unreachable);
  CHECK(last_offset < std::string(document).size());

  // The options' severity goes before the rule's own.
  const auto z = NORTHLINE_NUL_TERMINATED;
  REQUIRE(northline_options_set_severity(world.options, "NL202", z,
                                         NORTHLINE_SEVERITY_OFF,
                                         nullptr) == NORTHLINE_OK);
  northline_findings *fewer = nullptr;
  REQUIRE(northline_check(world.strategy, world.options, &fewer, nullptr) ==
          NORTHLINE_OK);
  size_t left = 0;
  REQUIRE(northline_findings_count(fewer, &left, nullptr) == NORTHLINE_OK);
  CHECK(left < count);
  northline_findings_free(fewer);

  double score = 0, lower = 0, upper = 0, known = 0;
  REQUIRE(northline_scores_overall(world.scores, &score, &lower, &upper, &known,
                                   nullptr) == NORTHLINE_OK);
  CHECK(lower <= upper);
  if (!std::isnan(score)) {
    CHECK(lower <= score);
    CHECK(score <= upper);
  }
  size_t goals = 0, dimensions = 0;
  REQUIRE(northline_scores_goal_count(world.scores, &goals, nullptr) ==
          NORTHLINE_OK);
  REQUIRE(northline_scores_dimension_count(world.scores, &dimensions,
                                           nullptr) == NORTHLINE_OK);
  CHECK(goals == 2);
  CHECK(dimensions == 10);
  for (size_t g = 0; g < goals; ++g)
    for (size_t d = 0; d < dimensions; ++d) {
      int32_t applicable = -1;
      REQUIRE(northline_scores_goal_dimension(world.scores, g, d, &applicable,
                                              &score, &lower, &upper, &known,
                                              nullptr) == NORTHLINE_OK);
      if (applicable)
        CHECK(lower <= upper);
      else
        CHECK((std::isnan(score) && std::isnan(lower) && std::isnan(upper) &&
               std::isnan(known)));
    }
}

TEST_CASE("capi: rules are found by code and by name", "[capi]") {
  size_t count = 0;
  REQUIRE(northline_rule_count(&count, nullptr) == NORTHLINE_OK);
  CHECK(count > 0);
  std::string before;
  for (size_t i = 0; i < count; ++i) {
    northline_view code, name, question, page;
    REQUIRE(northline_rule_code(i, &code, nullptr) == NORTHLINE_OK);
    REQUIRE(northline_rule_name(i, &name, nullptr) == NORTHLINE_OK);
    REQUIRE(northline_rule_question(i, &question, nullptr) == NORTHLINE_OK);
    REQUIRE(northline_rule_page(i, &page, nullptr) == NORTHLINE_OK);
    CHECK(before < to_string(code));
    before = to_string(code);
    INFO(before);
    CHECK(question.size > 0);
    CHECK(page.size > 0);
    size_t index = count;
    CHECK((northline_rule_find(code.data, code.size, &index, nullptr) ==
               NORTHLINE_OK &&
           index == i));
    CHECK((northline_rule_find(name.data, name.size, &index, nullptr) ==
               NORTHLINE_OK &&
           index == i));
  }
  size_t index = 0;
  CHECK(northline_rule_find("NL000", 5, &index, nullptr) ==
        NORTHLINE_NOT_FOUND);
}

TEST_CASE("capi: a text is copied into a buffer that is large enough, or its "
          "size is told",
          "[capi]") {
  World world;
  northline_view view{nullptr, 0};
  REQUIRE(northline_text_view(world.text, &view) == NORTHLINE_OK);
  CHECK(view.data[view.size] == '\0');
  std::vector<char> buffer(view.size + 1, 'x');
  size_t size = 0;
  CHECK(northline_text_copy(world.text, nullptr, 0, &size) ==
        NORTHLINE_OUT_OF_RANGE);
  CHECK(size == view.size);
  CHECK(northline_text_copy(world.text, buffer.data(), view.size - 1, &size) ==
        NORTHLINE_OUT_OF_RANGE);
  CHECK(buffer.front() == 'x');
  CHECK(northline_text_copy(world.text, buffer.data(), view.size, &size) ==
        NORTHLINE_OK);
  CHECK(std::string(buffer.data(), size) == to_string(view));
  CHECK(buffer.back() == 'x');
}

TEST_CASE("capi: statuses have names, unknown numbers too", "[capi]") {
  CHECK(std::string(northline_status_name(NORTHLINE_OK)) == "OK");
  CHECK(std::string(northline_status_name(NORTHLINE_INTERNAL)) == "INTERNAL");
  CHECK(std::string(northline_status_name(12345)) == "UNKNOWN");
  CHECK(std::string(northline_version()) == NORTHLINE_VERSION);
  CHECK(northline_version_number() == NORTHLINE_VERSION_NUMBER);
  CHECK(northline_abi_version() == NORTHLINE_ABI_VERSION);
}
