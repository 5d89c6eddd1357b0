// Any bytes → the StratML reader → a document that strict reading accepts, or one error with a place.
#include "io/json_reader.hpp"
#include "io/stratml.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>

namespace {

using namespace northline;

[[noreturn]] void broken(const char* what, const std::string& detail) {
  std::fprintf(stderr, "%s\n%s\n", what, detail.c_str());
  std::abort();
}

void check_places(const std::vector<Repair>& list, bool notes) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Repair& r = list[i];
    if (r.line == 0 || r.column == 0 || r.name.empty() || r.message.empty() || r.path.empty() ||
        (r.number >= 60) != notes)
      broken("A repair is incomplete.", r.message);
    if (i > 0 && (list[i - 1].line > r.line || (list[i - 1].line == r.line && list[i - 1].column > r.column)))
      broken("Repairs are not in the order of their places.", r.message);
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const StratmlResult lenient = read_stratml(bytes);
  check_places(lenient.repairs, false);
  check_places(lenient.notes, true);
  if (lenient.ok != lenient.error_message.empty() || lenient.ok == lenient.json.empty())
    broken("The result is neither a document nor an error.", lenient.error_message);
  if (!lenient.ok) {
    if (lenient.error_line == 0 || lenient.error_column == 0)
      broken("An error has no place.", lenient.error_message);
    return 0;
  }
  try {
    require_no_problems(*read_json(Text::borrow(lenient.json)));
  } catch (const std::exception& e) {
    broken(e.what(), lenient.json);
  }
  StratmlOptions options;
  options.strict = true;
  const StratmlResult strict = read_stratml(bytes, options);
  if (strict.ok != lenient.repairs.empty()) broken("Strict and lenient reading disagree.", lenient.json);
  if (strict.ok && strict.json != lenient.json) broken("Strict reading reads something else.", strict.json);
  return 0;
}
