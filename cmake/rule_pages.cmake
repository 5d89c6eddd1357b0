# Embeds docs/checks/<CODE>.md in the library, for `northline explain CODE`. Included by the build it adds
# the step; run as a script (cmake -P) it is the step.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  file(GLOB rule_pages CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/docs/checks/NL[0-9][0-9][0-9].md)
  set(rule_pages_source ${NORTHLINE_GENERATED}/rule_pages.cpp)
  # The list of pages goes through a file: a removed page changes no file that the step depends on, but it
  # changes this one.
  list(JOIN rule_pages "\n" rule_pages_lines)
  file(CONFIGURE OUTPUT ${NORTHLINE_GENERATED}/rule_pages.txt CONTENT "${rule_pages_lines}" @ONLY)
  add_custom_command(OUTPUT ${rule_pages_source}
    COMMAND ${CMAKE_COMMAND} -DPAGES=${NORTHLINE_GENERATED}/rule_pages.txt -DOUTPUT=${rule_pages_source}
            -P ${CMAKE_CURRENT_LIST_FILE}
    DEPENDS ${rule_pages} ${NORTHLINE_GENERATED}/rule_pages.txt ${CMAKE_CURRENT_LIST_FILE}
    COMMENT "Embedding the pages of the checks"
    VERBATIM)
  list(APPEND NORTHLINE_GENERATED_SOURCES ${rule_pages_source})
  return()
endif()

cmake_minimum_required(VERSION 3.25)
file(STRINGS ${PAGES} pages)
set(texts "")
set(entries "")
set(count 0)
foreach(page IN LISTS pages)
  cmake_path(GET page STEM code)
  file(READ ${page} text)
  string(APPEND texts "constexpr char page_${code}[] =")
  # Compilers accept literals up to some length only (MSVC 16 kB), so a page is several, cut at line ends
  # so that no character is torn apart. Text is never put into a CMake list: brackets and semicolons in it
  # would be taken for structure.
  set(piece_size 8000)
  string(LENGTH "${text}" left)
  if(left EQUAL 0)
    string(APPEND texts "\n    \"\"")
  endif()
  while(left GREATER 0)
    set(cut ${left})
    if(left GREATER piece_size)
      string(SUBSTRING "${text}" ${piece_size} -1 tail)
      string(FIND "${tail}" "\n" newline)
      if(newline GREATER_EQUAL 0)
        math(EXPR cut "${piece_size} + ${newline} + 1")
      endif()
    endif()
    string(SUBSTRING "${text}" 0 ${cut} piece)
    string(SUBSTRING "${text}" ${cut} -1 text)
    string(LENGTH "${text}" left)
    string(APPEND texts "\n    R\"northline(${piece})northline\"")
  endwhile()
  string(APPEND texts ";\n")
  string(APPEND entries "    {\"${code}\", page_${code}, sizeof(page_${code}) - 1},\n")
  math(EXPR count "${count} + 1")
endforeach()
if(count EQUAL 0)
  set(entries "    {\"\", \"\", 0},\n")
endif()
file(WRITE ${OUTPUT} "// Written by cmake/rule_pages.cmake from docs/checks.
#include \"check/rule_pages.hpp\"

namespace northline {
namespace {
${texts}} // namespace

extern const RulePage rule_pages[] = {
${entries}};
extern const unsigned rule_pages_size = ${count};
} // namespace northline
")
