// Prints what is generated from the registry: `registry_dump schema|tables|typescript|dictionary|registry`.
#include "model/schema.hpp"
#include "model/tables.hpp"

#include <cstdio>
#include <string>
#include <string_view>

int main(int argc, char** argv) {
  const std::string_view what = argc == 2 ? argv[1] : "";
  std::string text;
  if (what == "schema")
    text = northline::schema_json();
  else if (what == "tables")
    text = northline::document_tables_markdown();
  else if (what == "typescript")
    text = northline::typescript_declarations();
  else if (what == "dictionary")
    text = northline::fuzzer_dictionary();
  else if (what == "registry")
    text = northline::registry_json();
  else {
    std::fputs("usage: registry_dump schema|tables|typescript|dictionary|registry\n", stderr);
    return 2;
  }
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0 ? 0 : 2;
}
