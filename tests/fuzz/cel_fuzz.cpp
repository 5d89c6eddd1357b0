// Any bytes as an expression: it is refused with a place, or its evaluation ends within its bounds.
#include "check/cel/notation.hpp"
#include "check/cel/program.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace northline::cel;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Environment environment;
  environment.variables = {{"x", Type::of(Kind::integer)},
                           {"s", Type::of(Kind::text)},
                           {"l", Type::list(Type::dyn())}};
  const Value variables[] = {Value::integer(7), Value::text("añb"),
                             Value::list({Value::real(0.5), Value::text("x"), Value()})};
  for (const bool typed : {true, false}) {
    LoadOptions options;
    options.typed = typed;
    try {
      const Program program = Program::load(text, environment, options);
      Meter meter(20'000, 1'000'000);
      const Value v = program.evaluate(variables, meter);
      if (v.is_error() && v.as_text().empty()) std::abort();
      if (v.is_error() && v.has_place() && v.place() > size) std::abort();
      std::string out;
      append_notation(out, v, meter);
      if (!equal(v, v, meter) && out.find("nan") == std::string::npos && !v.is_error()) std::abort();
    } catch (const Fault& fault) {
      if (fault.at > size || std::string_view(fault.what()).empty()) std::abort();
    } catch (const Exhausted&) {
    }
  }
  return 0;
}
