#include "base/utf8.hpp"
#include "check/cel/notation.hpp"
#include "check/cel/program.hpp"
#include "support/catch.hpp"

#include <string>

using namespace northline::cel;

namespace {

/// A shop with a name, a list of visitors and perhaps a rating.
struct Shop final : Host, ObjectTypes {
  std::string object_name(std::uint32_t) const override { return "shop"; }
  std::string name(std::uint32_t) const override { return "shop"; }
  std::vector<std::string> field_names(std::uint32_t) const override {
    return {"name", "visitors", "rating"};
  }
  std::uint32_t find_field(std::uint32_t, std::string_view field) const override {
    return field == "name" ? 0U : field == "visitors" ? 1U : field == "rating" ? 2U : no_field;
  }
  std::uint32_t find_field(std::uint32_t object, std::string_view field, Type& type) const override {
    const std::uint32_t n = find_field(object, field);
    if (n == 0) type = Type::of(Kind::text);
    if (n == 1) type = Type::list(Type::of(Kind::integer));
    if (n == 2) type = Type::of(Kind::real);
    return n;
  }
  bool has(const Value& v, std::uint32_t field, Meter&) const override {
    return field != 2 || v.handle() > 0;
  }
  Value get(const Value& v, std::uint32_t field, Meter&) const override {
    if (field == 0) return Value::text("Corner");
    if (field == 1) return Value::list({Value::integer(3), Value::integer(4)});
    return v.handle() > 0 ? Value::real(4.5) : Value::error("This shop has no rating.");
  }
};

Environment environment(const Shop& shop) {
  Environment e;
  e.objects = &shop;
  e.variables = {{"shop", Type::an_object(0)}, {"n", Type::of(Kind::integer)}};
  return e;
}

std::string run(std::string_view text, std::uint64_t handle = 1, std::uint64_t steps = 100'000,
                std::uint64_t bytes = 1'000'000, bool typed = true) {
  const Shop shop;
  LoadOptions options;
  options.typed = typed;
  try {
    const Program p = Program::load(text, environment(shop), options);
    Meter meter(steps, bytes);
    const Value variables[] = {Value::object(shop, 0, handle), Value::integer(7)};
    const Value v = p.evaluate(variables, meter);
    if (v.is_error()) return std::to_string(v.place()) + ": " + v.as_text();
    std::string out;
    append_notation(out, v, meter);
    return out;
  } catch (const Fault& f) {
    return "fault " + std::to_string(f.at) + ": " + f.what();
  } catch (const Exhausted& e) {
    return std::string("exhausted: ") + e.what();
  }
}

bool starts(const std::string& s, std::string_view with) { return s.starts_with(with); }

} // namespace

TEST_CASE("objects of a host have typed fields", "[cel]") {
  CHECK(run("shop.name") == R"({"string":"Corner"})");
  CHECK(run("shop.visitors.map(v, v * n)") == R"({"list":[{"int":"21"},{"int":"28"}]})");
  CHECK(run("has(shop.rating) && shop.rating > 4", 0) == R"({"bool":false})");
  CHECK(run("shop.rating > 4.0", 0) == "5: This shop has no rating.");
  CHECK(run("shop.rating > 4", 1) == R"({"bool":true})");
  CHECK(run("shop == shop") == R"({"bool":true})");
  CHECK(run("type(shop)") == R"({"type":"shop"})");
  CHECK(run("dyn(shop).visitors[1]") == R"({"int":"4"})");
  CHECK(run("dyn(shop).visitor[1]") == "10: A shop has no \"visitor\".");
}

TEST_CASE("what cannot fit is refused before anything runs, with its place", "[cel]") {
  CHECK(run("shop.visitor") == R"(fault 5: A shop has no "visitor"; did you mean "visitors"?)");
  CHECK(run("1 + shp.name") == R"(fault 4: There is no variable "shp"; did you mean "shop"?)");
  CHECK(run("has(shop.owner)") == R"(fault 9: A shop has no "owner".)");
  CHECK(run("shop.name.sise()") == R"(fault 10: There is no function "sise"; did you mean "size"?)");
  CHECK(
      starts(run("shop.rating * 2"), "fault 12: * does not go with double and int. A double is written 2.0"));
  CHECK(run("shop.name == 5") == "fault 10: == does not go with string and int.");
  CHECK(starts(run("shop.rating == null"), "fault 12: A double is never null; has()"));
  CHECK(run("n.foo") == "fault 2: An int has no fields, so it has no \"foo\".");
  CHECK(run("shop.visitors.all(v, v)") == "fault 21: The condition of a macro is a bool, not an int.");
  CHECK(run("n ? 1 : 2") == "fault 0: A condition before ? is a bool, not an int.");
  CHECK(run("true ? 1 : 'a'") ==
        "fault 5: The results of the condition have different types: int and string.");
  CHECK(run("shop.visitors.join()") == R"(fault 14: No form of join() takes (list(int)).)");
  CHECK(run("'a' in shop.visitors") == "fault 4: in does not go with string and list(int).");
  CHECK(starts(run("shop.name.matches('(')"), "fault 18: This is not a pattern"));
  CHECK(starts(run("timestamp('soon') > timestamp(0)"), "fault 10: A timestamp is written as"));
  CHECK(starts(run("shop{name: 'x'}"), "fault 4: Protocol buffer messages"));
}

TEST_CASE("what is left out of the language is named when a rule is loaded", "[cel]") {
  for (const char* text :
       {"optional.of(1)", "optional.none()", "lists.range(3)", "sets.contains([1], [1])",
        "cel.block([1], true)", "proto.hasExt(shop, 'x')", "regex.extract('a', 'a')", "[3, 1].sort()",
        "[1, 1].distinct()", "shop.visitors.slice(0, 1)", "ip('::1')", "dyn(1).orValue(2)"}) {
    INFO(text << " gave " << run(text));
    CHECK(run(text).find("() belongs to an extension of the language that is left out here") !=
          std::string::npos);
  }
  // A name of one's own is no extension.
  CHECK(run("cel.bind(lists, [1, 2], lists.size())") == "{\"int\":\"2\"}");
  CHECK(run("[[1]].all(sets, sets.exists(x, x == 1))") == "{\"bool\":true}");
}

TEST_CASE("types are named as one speaks", "[cel]") {
  CHECK(run("n.size", 1).find("An int has no fields") != std::string::npos);
  CHECK(run("1u.x", 1).find("A uint has no fields") != std::string::npos);
  CHECK(run("dyn(1).exists(x, true)", 1).find("not through an int.") != std::string::npos);
  CHECK(run("-'a'", 1).find("not a string.") != std::string::npos);
}

TEST_CASE("faults of the text have places", "[cel]") {
  CHECK(run("") == "fault 0: A value is needed, but the text ends.");
  CHECK(run("1 2") == "fault 2: The expression should end here, but here stands 2.");
  CHECK(starts(run("a = 1"), "fault 2: \"=\" has no meaning here; a comparison is written ==."));
  CHECK(starts(run("'abc"), "fault 0: The string that starts here has no end."));
  CHECK(starts(run("[1, 2"), "fault 5: \"]\" is needed"));
  CHECK(starts(run("\xff"), "fault 0: The expression is not UTF-8."));
  CHECK(starts(run("has(n)"), "fault 0: has() takes one field"));
  CHECK(starts(run("1x"), "fault 1: A number ends"));
}

TEST_CASE("limits on the text", "[cel]") {
  CHECK(starts(run(std::string(70'000, ' ')), "fault 0: The expression is longer than"));
  CHECK(starts(run(std::string(101, '(') + "1" + std::string(101, ')')), "fault 100: Brackets are nested"));
  CHECK(run(std::string(90, '(') + "1" + std::string(90, ')')) == R"({"int":"1"})");
  std::string sum = "1";
  for (int i = 0; i < 290; ++i) sum += "+1";
  CHECK(run(sum) == R"({"int":"291"})");
  for (int i = 0; i < 20; ++i) sum += "+1";
  CHECK(starts(run(sum), "fault 599: The expression is nested more than 300 levels deep."));
  std::string many = "true";
  for (int i = 0; i < 5000; ++i) many += "&&true";
  CHECK(run(many) == R"({"bool":true})");
  std::string list = "[1";
  for (int i = 0; i < 21'000; ++i) list += ",1";
  CHECK(starts(run(list + "]"), "fault 40001: The expression has more than 20000 parts."));
}

TEST_CASE("cost is bounded, and nothing absorbs the end of it", "[cel]") {
  const std::string nested = "[1,2,3,4,5,6,7,8,9].exists(a, [1,2,3,4,5,6,7,8,9].exists(b, "
                             "[1,2,3,4,5,6,7,8,9].exists(c, a + b + c > 100)))";
  CHECK(run(nested) == R"({"bool":false})");
  CHECK(starts(run(nested, 1, 1000), "exhausted: "));
  CHECK(starts(run(nested + " || true", 1, 1000), "exhausted: "));
  std::string doubling = "'0123456789'";
  for (int i = 0; i < 30; ++i) doubling = "cel.bind(a, " + doubling + ", a + a)";
  CHECK(starts(run(doubling), "exhausted: "));
  // Comparing shared lists of lists takes as long as writing them out.
  std::string shared = "[1]";
  for (int i = 0; i < 40; ++i) shared = "cel.bind(a, " + shared + ", [a, a])";
  CHECK(starts(run("cel.bind(x, " + shared + ", x == x)"), "exhausted: "));
  CHECK(starts(run("cel.bind(x, " + shared + ", '%s'.format([x]))"), "exhausted: "));
}

TEST_CASE("patterns are bounded", "[cel]") {
  CHECK(run("shop.name.matches('^C.*r$')") == R"({"bool":true})");
  CHECK(starts(run("'a'.matches('(((a{100}){100}){100})')"), "fault 12: This is not a pattern"));
  CHECK(starts(run("'a'.matches('" + std::string(1001, 'a') + "')"),
               "fault 12: A pattern has at most 1000 bytes."));
  // Backtracking would take longer than the universe is old.
  std::string text(20'000, 'a');
  CHECK(run("'" + text + "'.matches('(a*)*(a*)*(a*)*b')") == R"({"bool":false})");
  CHECK(starts(
      run("[1,2,3,4,5,6,7,8,9].exists(a, [1,2,3,4,5,6,7,8,9].exists(b, 'x'.matches('y' + string(a * b))))"),
      "exhausted: "));
}

TEST_CASE("errors are absorbed by what decides without them", "[cel]") {
  CHECK(run("1 / 0 > 0 || true") == R"({"bool":true})");
  CHECK(run("false && 1 / 0 > 0") == R"({"bool":false})");
  CHECK(starts(run("1 / 0 > 0 || false"), "2: "));
  CHECK(run("nobody || true", 1, 1000, 1000, false) == R"({"bool":true})");
  CHECK(starts(run("nobody || false", 1, 1000, 1000, false), "0: There is no variable"));
}

TEST_CASE("reading UTF-8", "[cel]") {
  CHECK(northline::is_utf8("aé€🐱"));
  for (const char* wrong :
       {"\x80", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC3", "\xF0\x9F\x90"})
    CHECK_FALSE(northline::is_utf8(wrong));
}
