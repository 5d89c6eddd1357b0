// northline cel: tries an expression, or many.
#include "base/json_text.hpp"
#include "base/text.hpp"
#include "check/cel/notation.hpp"
#include "check/cel/program.hpp"
#include "cli/command.hpp"

#include <boost/json/error.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cstdio>
#include <memory>
#include <span>

namespace northline::cli {
namespace {

struct Settings {
  std::string expression, bindings;
  bool typed = false, batch = false;
};

/// What a try may use: far more than a check of one's own, still nothing that a machine would notice.
constexpr std::uint64_t steps = 50'000'000, bytes = 256'000'000;

struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string placed(std::string_view expression, std::size_t offset, const std::string& message) {
  const Place at = PlaceFinder(expression).at(offset);
  return std::to_string(at.line) + ":" + std::to_string(at.column) + ": " + message;
}

cel::Type type_of(const cel::Value& v) {
  if (v.is(cel::Kind::list)) return cel::Type::list(cel::Type::dyn());
  if (v.is(cel::Kind::map)) return cel::Type::map(cel::Type::dyn(), cel::Type::dyn());
  return cel::Type::of(v.kind());
}

/// The value in the notation of the published cases; throws Failure.
std::string evaluate(std::string_view expression, std::string_view bindings, bool typed) {
  cel::Environment environment;
  std::vector<cel::Value> values;
  if (!bindings.empty())
    for (auto& [name, value] : cel::read_bindings(bindings)) {
      environment.variables.push_back({name, type_of(value)});
      values.push_back(value);
    }
  try {
    cel::LoadOptions options;
    options.typed = typed;
    const cel::Program program = cel::Program::load(expression, environment, options);
    cel::Meter meter(steps, bytes);
    const cel::Value v = program.evaluate(values, meter);
    if (v.is_error()) throw Failure(placed(expression, v.has_place() ? v.place() : 0, v.as_text()));
    std::string out;
    cel::append_notation(out, v, meter);
    return out;
  } catch (const cel::Fault& f) {
    throw Failure(placed(expression, f.at, f.what()));
  } catch (const cel::Exhausted& e) {
    throw Failure(e.what());
  }
}

/// One object a line, {"expr": …, "bindings": …, "typed": …}; one value or {"error": …} a line.
void evaluate_lines(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    boost::json::error_code wrong;
    const boost::json::value v =
        boost::json::parse(boost::json::string_view(line.data(), line.size()), wrong);
    const boost::json::value* expression =
        !wrong && v.is_object() ? v.get_object().if_contains("expr") : nullptr;
    if (!expression || !expression->is_string())
      throw Error(Status::not_json, "Each line is an object such as {\"expr\": \"1 + 1\"}.");
    const boost::json::value* bindings = v.get_object().if_contains("bindings");
    const boost::json::value* typed = v.get_object().if_contains("typed");
    const auto& e = expression->get_string();
    try {
      print(evaluate({e.data(), e.size()},
                     bindings ? std::string(boost::json::serialize(*bindings)) : std::string(),
                     typed && typed->is_bool() && typed->get_bool()) +
            "\n");
    } catch (const Failure& f) {
      std::string out = "{\"error\":";
      append_json_string(out, f.what());
      print(out + "}\n");
    }
  }
}

int run(const Settings& o) {
  if (o.batch) {
    evaluate_lines(read_file(o.expression.empty() ? "-" : o.expression));
    return 0;
  }
  if (o.expression.empty())
    throw Error(Status::invalid_argument, "northline cel needs an expression, such as \"1 + 1\".");
  const std::string bindings = o.bindings.empty() ? std::string() : read_file(o.bindings);
  try {
    print(evaluate(o.expression, bindings, o.typed) + "\n");
    return 0;
  } catch (const Failure& f) {
    std::fputs((std::string("northline: ") + f.what() + "\n").c_str(), stderr);
    return 1;
  }
}

} // namespace

void add_cel(CLI::App& app, int& code) {
  auto* c = app.add_subcommand("cel", "evaluate an expression of the Common Expression Language");
  const auto o = std::make_shared<Settings>();
  c->add_option("expression", o->expression,
                "the expression; with --batch a file of them, - or nothing reads standard input");
  c->add_option("--bindings", o->bindings, "a file with the variables: {\"x\": {\"int\": \"5\"}}");
  c->add_flag("--typed", o->typed, "test names and types first, as for checks of one's own");
  c->add_flag("--batch", o->batch, "one {\"expr\": …, \"bindings\": …} a line; one value a line");
  c->callback([o, &code] { code = guarded(o->bindings, [&] { return run(*o); }); });
}

std::vector<std::string> arguments_of(std::span<char* const> argv) {
  std::vector<std::string> in(argv.begin() + (argv.empty() ? 0 : 1), argv.end());
  if (in.empty() || in[0] != "cel") return in;
  // -(2 + 3) is an expression and no option, so what is not an option of this command goes behind the --.
  std::vector<std::string> options{"cel"}, rest;
  bool ended = false;
  for (std::size_t i = 1; i < in.size(); ++i) {
    const std::string& a = in[i];
    if (ended || !(a == "--" || a == "--bindings" || a.starts_with("--bindings=") || a == "--typed" ||
                   a == "--batch" || a == "--help" || a == "-h")) {
      rest.push_back(a);
    } else if (a == "--") {
      ended = true;
    } else {
      options.push_back(a);
      if (a == "--bindings" && i + 1 < in.size()) options.push_back(in[++i]);
    }
  }
  if (!rest.empty()) options.emplace_back("--");
  options.insert(options.end(), rest.begin(), rest.end());
  return options;
}

} // namespace northline::cli
