// Configuration of the checks: what it reads, what it refuses, and what it does to the findings.
#include "check/check.hpp"
#include "check/configuration.hpp"
#include "check/consequences.hpp"
#include "check/order.hpp"
#include "check/rule_table.hpp"
#include "io/json_reader.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <set>

using namespace northline;

namespace {

View document(std::string text) { return View(read_json(Text::own(std::move(text)))); }

const char* const plan = R"({
  "northline": 1, "as_of": "2026-11-21",
  "visions": {"v": {"title": "Everybody rides"}},
  "goals": {
    "advice": {"title": "Riders trust our advice", "supports": "v"},
    "films": {"title": "Films are watched", "refines": "advice"}
  },
  "programs": {"p": {"title": "Repairs explained"}}
})";

CheckOptions with(std::initializer_list<std::string_view> layers) {
  CheckOptions o;
  for (const std::string_view text : layers)
    o.configurations.push_back(read_configuration(text, "file.json"));
  return o;
}
/// "NL205 advice warning" for each finding that counts.
std::set<std::string> found(const View& v, const CheckOptions& o) {
  std::set<std::string> all;
  const auto f = run_checks(v, o);
  for (std::size_t i = 0; i < f->size(); ++i)
    if (f->counts(i))
      all.insert(std::string(f->rule(i).code) + " " + std::string(v.id(f->row(i).focus)) + " " +
                 std::string(severity_name(f->row(i).severity)));
  return all;
}
std::set<std::string> found(const View& v, std::initializer_list<std::string_view> layers) {
  return found(v, with(layers));
}
bool has(const std::set<std::string>& all, const std::string& one) { return all.count(one) == 1; }

std::vector<Fault> faults(std::string_view text) {
  try {
    read_configuration(text, "file.json");
  } catch (const ConfigurationError& e) {
    CHECK(e.status() == Status::configuration);
    CHECK(e.source() == "file.json");
    return e.faults();
  }
  return {};
}

} // namespace

TEST_CASE("Severities by code, name, prefix, category, pack and element; the more exact wins") {
  const View v = document(plan);
  CHECK(has(found(v, {}), "NL205 advice warning"));
  CHECK(has(found(v, {R"({"severity": {"NL205": "error"}})"}), "NL205 advice error"));
  CHECK(has(found(v, {R"({"severity": {"goal-without-program": "advice"}})"}), "NL205 advice advice"));
  CHECK(has(found(v, {R"({"severity": {"NL2": "advice", "all": "error"}})"}), "NL205 advice advice"));
  CHECK(has(found(v, {R"({"severity": {"NL20": "error", "NL2": "advice"}})"}), "NL205 advice error"));
  CHECK(has(found(v, {R"({"severity": {"goals": "error", "all": "advice"}})"}), "NL205 advice error"));
  CHECK(has(found(v, {R"({"severity": {"core": "error", "goals": "advice"}})"}), "NL205 advice error"));
  CHECK(found(v, {R"({"severity": {"all": "off"}})"}).empty());
  const auto some = found(v, {R"({"severity": {"all": "off", "NL205": "advice"}})"});
  CHECK(some == std::set<std::string>{"NL205 advice advice", "NL205 films advice"});
  const auto one =
      found(v, {R"({"elements": {"films": "error", "advice": {"NL205": "off", "NL2": "advice"}}})"});
  CHECK(has(one, "NL205 films error"));
  CHECK_FALSE(has(one, "NL205 advice warning"));
  CHECK(has(one, "NL601 advice warning"));
  CHECK(has(one, "NL601 films error"));
}

TEST_CASE("A higher layer wins over a lower one, the call over all, and the document is the lowest") {
  std::string text = plan;
  text.replace(text.find("\"northline\": 1"), 14,
               R"("northline": 1, "checks": {"severity": {"NL205": "error"}, "ignore": ["NL601"]})");
  const View v = document(text);
  CHECK(has(found(v, {}), "NL205 advice error"));
  CHECK_FALSE(has(found(v, {}), "NL601 advice warning"));
  CHECK(has(found(v, {R"({"severity": {"goals": "advice"}})"}), "NL205 advice advice"));
  CHECK(has(found(v, {R"({"severity": {"goals": "advice"}})", R"({"severity": {"all": "warning"}})"}),
            "NL205 advice warning"));
  CheckOptions o = with({R"({"severity": {"NL205": "warning"}, "elements": {"films": "warning"}})"});
  o.severities["NL205"] = Severity::advice;
  CHECK(has(found(v, o), "NL205 advice advice"));
  CHECK(has(found(v, o), "NL205 films advice"));
  // A selection leaves out what the document ignores unless it names it.
  CHECK_FALSE(has(found(v, {R"({"select": ["metrics"]})"}), "NL601 advice warning"));
  CHECK(has(found(v, {R"({"select": ["NL601"]})"}), "NL601 advice warning"));
  o.document_configuration = false;
  o.severities.clear();
  CHECK(has(found(v, o), "NL601 advice warning"));
}

TEST_CASE("Selections and exceptions from them") {
  const View v = document(plan);
  const auto codes = [&](std::initializer_list<std::string_view> layers) {
    std::set<std::string> all;
    for (const std::string& f : found(v, layers)) all.insert(f.substr(0, 5));
    return all;
  };
  CHECK(codes({R"({"select": ["NL205", "goal-without-metric"]})"}) ==
        std::set<std::string>{"NL205", "NL601"});
  CHECK(codes({R"({"select": ["NL205", "NL601"], "ignore": ["NL2"]})"}) ==
        std::set<std::string>{"NL205", "NL601"});
  CHECK(codes({R"({"select": ["NL2"], "ignore": ["NL205"]})"}).count("NL205") == 0);
  CHECK(codes({R"({"select": ["NL2"], "ignore": ["NL205"]})"}).count("NL206") == 1);
  CHECK(codes({R"({"select": ["NL601"], "ignore": ["NL601"]})"}).empty());
  CHECK(codes({R"({"select": ["goals"]})", R"({"select": ["NL601"]})"}) == std::set<std::string>{"NL601"});
}

TEST_CASE("Packs are switched on and off, and named checks are asked all the same") {
  Rule core{};
  core.code = "NL900";
  Rule okr = core, both = core;
  okr.packs = Pack::okr;
  okr.code = "NL901";
  both.packs = Pack::core | Pack::governance;
  const auto asked = [](const Rule& r, std::string_view text) {
    const auto c = read_configuration(text, "");
    return Choices({c.get()}, unknown_number).of(r).severity != Severity::off;
  };
  for (Rule* r : {&core, &okr, &both}) r->severity = Severity::warning;
  CHECK(asked(core, "{}"));
  CHECK_FALSE(asked(okr, "{}"));
  CHECK(asked(both, "{}"));
  CHECK(asked(okr, R"({"packs": {"okr": true}})"));
  CHECK_FALSE(asked(core, R"({"packs": {"core": false}})"));
  CHECK_FALSE(asked(both, R"({"packs": {"governance": false}})"));
  CHECK(asked(both, R"({"packs": {"governance": true, "core": false}})"));
  CHECK(asked(okr, R"({"select": ["okr"]})"));
  CHECK_FALSE(asked(core, R"({"select": ["okr"]})"));
  CHECK_FALSE(asked(okr, R"({"select": ["all"]})"));
}

TEST_CASE("Limits are set by code or name; the profile for small organisations has its own") {
  const auto value = [](std::string_view text, double employees) {
    const auto c = read_configuration(text, "");
    Rule r{};
    r.code = "NL407";
    r.severity = Severity::warning;
    r.small = Severity::advice;
    const Parameter p{"share", 0.8, "", 0.9};
    const Choices all({c.get()}, employees);
    return std::pair(all.parameter(r, p), all.of(r).severity);
  };
  const auto standard = std::pair(0.8, Severity::warning), small = std::pair(0.9, Severity::advice);
  CHECK(value("{}", unknown_number) == standard);
  CHECK(value("{}", 26) == standard);
  CHECK(value("{}", 25) == small);
  CHECK(value(R"({"profile": "standard"})", 5) == standard);
  CHECK(value(R"({"profile": "small"})", 5000) == small);
  CHECK(value(R"({"parameters": {"profile.employees": 4}})", 5) == standard);
  CHECK(value(R"({"parameters": {"NL407.share": 0.7}, "severity": {"NL407": "error"}})", 5) ==
        std::pair(0.7, Severity::error));
  CHECK(value(R"({"parameters": {"one-channel-for-all.share": 0.6}})", 5).first == 0.6);
}

TEST_CASE("Suppressed findings stay and do not count; ended and idle suppressions are findings") {
  const View v = document(plan);
  const auto with_until = [](const std::string& until) {
    return R"({"suppress": [{"code": "NL205", "element": "films", "reason": "Later.")" +
           (until.empty() ? "" : ", \"until\": \"" + until + "\"") + "}]}";
  };
  const auto run = [&](const std::string& text) { return run_checks(v, with({text})); };
  const auto before = run_checks(v);
  for (const std::string until : {"", "2026-11-21", "2027-01-01"}) {
    const auto f = run(with_until(until));
    CHECK(f->size() == before->size());
    CHECK(f->suppressed() == 1);
    CHECK(f->total() == before->total() - 1);
    std::size_t n = 0;
    for (std::size_t i = 0; i < f->size(); ++i)
      if (const Suppression* s = f->suppression(i)) {
        ++n;
        CHECK(s->reason == "Later.");
        CHECK(f->rule(i).code == "NL205");
        CHECK(v.id(f->row(i).focus) == "films");
        CHECK_FALSE(f->counts(i));
      }
    CHECK(n == 1);
  }
  const auto ended = found(v, {with_until("2026-11-20")});
  CHECK(has(ended, "NL205 films warning"));
  CHECK(has(ended, "NL015 strategy warning"));
  const auto idle = found(v, {R"({"suppress": [{"code": "NL202", "element": "films", "reason": "No."}]})"});
  CHECK(has(idle, "NL026 strategy advice"));
  // Nobody asked the check, the element is in another document, or all of them are meant: nobody can say.
  for (const char* text :
       {R"({"suppress": [{"code": "NL202", "element": "films", "reason": "No."}], "ignore": ["NL202"]})",
        R"({"suppress": [{"code": "NL202", "element": "elsewhere", "reason": "No."}]})",
        R"({"suppress": [{"code": "NL202", "reason": "No."}]})"})
    CHECK_FALSE(has(found(v, {text}), "NL026 strategy advice"));
  const auto all = run(R"({"suppress": [{"code": "goal-without-program", "reason": "All of them."}]})");
  CHECK(all->suppressed() == 2);
}

TEST_CASE("Consequences fold under their cause") {
  const View v = document(R"({
    "northline": 1,
    "visions": {"v": {"title": "Everybody rides"}},
    "goals": {"advice": {"title": "Riders trust our advice", "supports": "vv", "owned_by": "nobody"}},
    "programs": {"p": {"title": "Repairs explained", "contributes_to": "advise"}}
  })");
  const auto folded = found(v, {});
  CHECK(has(folded, "NL001 advice error"));
  for (const char* gone : {"NL202 advice warning", "NL205 advice warning", "NL206 p warning"})
    CHECK_FALSE(has(folded, gone));
  CHECK(has(folded, "NL601 advice warning")); // no broken reference has to do with it
  CheckOptions o;
  o.consequences = true;
  const auto f = run_checks(v, o);
  CHECK(f->consequences() == run_checks(v)->consequences());
  std::size_t shown = 0;
  for (std::size_t i = 0; i < f->size(); ++i) {
    const std::size_t cause = f->cause(i);
    if (cause == Findings::no_row) continue;
    ++shown;
    if (f->rule(i).code.substr(0, 3) == "NL2" && f->rule(i).code != "NL214")
      CHECK(f->rule(cause).code == "NL001");
    CHECK(f->cause(cause) == Findings::no_row);
  }
  CHECK(shown == f->consequences());
  CHECK(has(found(v, o), "NL202 advice warning"));
  // A cause that is switched off or suppressed hides nothing.
  CHECK(has(found(v, {R"({"severity": {"NL001": "off"}})"}), "NL202 advice warning"));
  CHECK(has(found(v, {R"({"suppress": [{"code": "NL001", "reason": "Soon."}]})"}), "NL202 advice warning"));
}

TEST_CASE("No check is, through others, its own cause") {
  std::map<std::string_view, const Rule*> rules;
  for (unsigned i = 0; i < rule_table_size; ++i) rules[rule_table[i]->code] = rule_table[i];
  for (const auto& [code, rule] : rules) {
    std::set<std::string_view> above;
    std::vector<const Rule*> next{rule};
    while (!next.empty()) {
      const Rule* r = next.back();
      next.pop_back();
      for (const std::string_view cause : r->consequence_of) {
        INFO(code << " follows from " << cause);
        CHECK(cause != code);
        if (above.insert(cause).second && rules.count(cause)) next.push_back(rules.at(cause));
      }
    }
  }
}

TEST_CASE("Every parameter lies in the range that a configuration may set") {
  for (unsigned i = 0; i < rule_table_size; ++i)
    for (const Parameter& p : rule_table[i]->parameters) {
      Configuration c;
      INFO(rule_table[i]->code << "." << p.name);
      CHECK_NOTHROW(set_parameter(c, std::string(rule_table[i]->code) + "." + std::string(p.name), p.value));
    }
}

TEST_CASE("Against a baseline only new findings count") {
  const View v = document(plan);
  CheckOptions o;
  const std::string text = baseline_json({run_checks(v, o)});
  o.baseline = read_baseline(text, "base.json");
  CHECK(o.baseline->fingerprints.size() == run_checks(v)->size());
  const auto f = run_checks(v, o);
  CHECK(f->total() == 0);
  CHECK(f->baselined() == f->size());
  std::string more = plan;
  more.insert(more.find("\"films\""), R"("new": {"title": "Something else", "supports": "v"},)");
  const auto later = run_checks(document(more), o);
  CHECK(later->total() > 0);
  for (std::size_t i = 0; i < later->size(); ++i)
    if (later->view().id(later->row(i).focus) == "new") CHECK(later->counts(i));
}

TEST_CASE("All faults of a configuration come at once, with place and a near word") {
  const auto all = faults("{\n \"severity\": {\"NL20\": \"eror\", \"gaols\": \"off\"},\n \"parameters\": "
                          "{\"NL407.shar\": 1, \"NL407.share\": -1, \"profile.employees\": \"x\"},\n"
                          " \"suppress\": [{\"code\": \"NL205\"}, 5], \"selct\": []}");
  REQUIRE(all.size() == 8);
  CHECK(all[0].pointer == "/severity/NL20");
  CHECK(all[0].line == 2);
  CHECK(all[0].column == 23);
  CHECK(all[0].message ==
        "A severity is error, warning, advice or off, not \"eror\". \"error\" may be meant.");
  CHECK(all[1].message.find("\"goals\" may be meant.") != std::string::npos);
  CHECK(all[2].message.find("\"share\" may be meant.") != std::string::npos);
  CHECK(all[3].pointer == "/parameters/NL407.share");
  CHECK(all[5].message.find("reason") != std::string::npos);
  CHECK(all[6].pointer == "/suppress/1");
  CHECK(all[7].message.find("\"select\" may be meant.") != std::string::npos);
  for (const char* text : {"[]",
                           "5",
                           "null",
                           "\"x\"",
                           R"({"profile": "tiny"})",
                           R"({"profile": 1})",
                           R"({"packs": []})",
                           R"({"packs": {"okrs": true}})",
                           R"({"packs": {"okr": 1}})",
                           R"({"select": "NL2"})",
                           R"({"select": [1]})",
                           R"({"ignore": ["NL999"]})",
                           R"({"elements": {"a": 1}})",
                           R"({"elements": {"a": {"NL202": 1}}})",
                           R"({"suppress": {}})",
                           R"({"suppress": [{"code": "NL202", "reason": ""}]})",
                           R"({"suppress": [{"code": "NL202", "reason": "r", "until": "2026-02-30"}]})",
                           R"({"suppress": [{"code": "NL202", "reason": "r", "why": "r"}]})",
                           R"({"select": [], "select": []})",
                           R"({"parameters": {"NL407.share": 1e99}})",
                           R"({"parameters": {"share": 1}})"}) {
    INFO(text);
    CHECK(faults(text).size() == 1);
  }
}

TEST_CASE("A faulty configuration in the document stops the run with its place there") {
  const View v = document("{\"northline\": 1,\n \"checks\": {\"select\": [\"no-line-of-sihgt\"]}}");
  try {
    run_checks(v);
    FAIL("It was followed.");
  } catch (const ConfigurationError& e) {
    REQUIRE(e.faults().size() == 1);
    CHECK(e.source().empty());
    CHECK(e.faults()[0].pointer == "/checks/select/0");
    CHECK(e.faults()[0].line == 2);
    CHECK(e.faults()[0].column == 24);
    CHECK(e.faults()[0].message.find("\"no-line-of-sight\" may be meant.") != std::string::npos);
  }
  CheckOptions o;
  o.document_configuration = false;
  CHECK_NOTHROW(run_checks(v, o));
}

TEST_CASE("Hostile configurations end in an error and nothing else") {
  const auto refused = [](const std::string& text, Status status) {
    INFO(text.substr(0, 100));
    try {
      read_configuration(text, "f");
      FAIL("It was read.");
    } catch (const Error& e) {
      CHECK(e.status() == status);
      CHECK(std::string(e.what()).size() < 100'000);
    }
  };
  for (const char* text : {"", " ", "{", "{\"select\":", "{}}", "{},\"goals\":{}", "{} {}", "{}/*", "{}, ",
                           "nul", "{\"a\":1e}", "\xFF", "{\"\xC3\": 1}", "//"})
    refused(text, Status::not_json);
  refused(std::string(100'000, '['), Status::limit);
  refused("{\"x\":" + std::string(1000, '[') + std::string(1000, ']') + "}", Status::limit);
  std::string many = "{\"select\":[";
  for (int i = 0; i < 100'000; ++i) many += (i ? ",\"no-" : "\"no-") + std::to_string(i) + "\"";
  refused(many + "]}", Status::configuration);
  refused("{\"severity\":{\"" + std::string(1'000'000, 'a') + "\":\"off\"}}", Status::configuration);
  refused("{\"severity\":{\"a\\u0000\\n\\u001b[31m\":\"off\"}}", Status::configuration);
  CHECK_NOTHROW(read_configuration("\xEF\xBB\xBF{} // a comment", "f"));
  CHECK_NOTHROW(read_configuration("{\"x\": {\"anything\": [1, 2, {}]}, \"select\": [\"all\",],}", "f"));
  for (const char* text :
       {"[]", "{}", R"({"baseline": 2, "findings": []})", R"({"baseline": 1, "findings": {}})",
        R"({"baseline": 1, "findings": [{}]})", R"({"baseline": 1, "findings": [{"fingerprint": "abc"}]})",
        R"({"baseline": 1, "findings": [{"fingerprint": "0123456789abcdeg"}]})",
        R"({"baseline": 1, "findings": [{"fingerprint": "0123456789abcdef-"}]})",
        R"({"baseline": 1, "findings": [], "more": 1})"}) {
    INFO(text);
    CHECK_THROWS_AS(read_baseline(text, "b"), ConfigurationError);
  }
  CHECK(read_baseline(R"({"baseline": 1, "findings": [{"fingerprint": "0123456789abcdef-12", "note": 1}]})",
                      "b")
            ->fingerprints.size() == 1);
}

TEST_CASE("Who begins reads errors first, then what makes most of the rest possible") {
  const View v = document(R"({
    "northline": 1, "organisation": {"employees": 5},
    "goals": {"a": {"title": "More bread"}, "b": {"title": "TBD", "supports": "nowhere"}}
  })");
  const auto f = run_checks(v);
  REQUIRE(f->small());
  const auto order = reading_order(*f);
  REQUIRE(order.size() == f->size());
  CHECK(f->rule(order[0]).code == "NL001");
  for (std::size_t i = 2; i < order.size(); ++i) {
    const bool error = f->row(order[i]).severity == Severity::error;
    CHECK_FALSE((error && f->row(order[i - 1]).severity != Severity::error));
    if (!error && f->row(order[i - 1]).severity != Severity::error)
      CHECK(unlocks(f->rule(order[i])) <= unlocks(f->rule(order[i - 1])));
  }
  // Without work there is nothing to ask about work; without good titles there is.
  CHECK(unlocks(*find_rule("NL205")) > unlocks(*find_rule("NL302")));
  CHECK(unlocks(*find_rule("NL302")) > unlocks(*find_rule("NL009")));
}

TEST_CASE("The time of each check is told by the clock that the caller brings") {
  const View v = document(plan);
  CHECK(run_checks(v)->times().empty());
  CheckOptions o;
  o.clock = [] { return std::uint64_t{7}; };
  const auto f = run_checks(v, o);
  std::uint64_t findings = 0;
  for (const CheckTime& t : f->times()) {
    CHECK(t.nanoseconds == 0);
    findings += t.findings;
  }
  CHECK(findings == f->total() + f->consequences());
}

TEST_CASE("Words for checks mean one thing") {
  std::set<std::string> words;
  for (unsigned i = 0; i < rule_table_size; ++i) {
    CHECK(words.insert(std::string(rule_table[i]->code)).second);
    CHECK(words.insert(std::string(rule_table[i]->name)).second);
  }
  std::string problem;
  for (unsigned c = 0; c <= static_cast<unsigned>(Category::benefits); ++c) {
    const std::string name(category_name(static_cast<Category>(c)));
    CHECK(words.insert(name).second);
    CHECK(parse_selector(name, problem)->by == Selector::By::category);
  }
  CHECK(parse_selector("pack:channels", problem)->by == Selector::By::pack);
  CHECK(parse_selector("category:channels", problem)->by == Selector::By::category);
  CHECK(parse_selector("okr", problem)->by == Selector::By::pack);
  CHECK(parse_selector("X-mine", problem)->by == Selector::By::rule);
  CHECK(parse_selector("NL", problem)->by == Selector::By::prefix);
  CHECK_FALSE(parse_selector("", problem));
}
