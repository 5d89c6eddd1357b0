# Writes the table of all checks from the names of their files: src/check/rules/<category>/<name>.cpp
# defines `extern const Rule <name>` in northline::rules. A table rather than registrars that run before
# main, because a linker drops objects nobody refers to from an archive, and their checks with them.

file(GLOB_RECURSE rule_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/src/check/rules/*.cpp)
if(NORTHLINE_CHECK_FOLDERS)
  list(JOIN NORTHLINE_CHECK_FOLDERS "|" rule_folders)
  list(FILTER rule_files INCLUDE REGEX "/rules/(${rule_folders})/")
endif()
set(NORTHLINE_CHECK_SOURCES ${rule_files})
set(rule_names)
foreach(rule_file IN LISTS rule_files)
  cmake_path(GET rule_file STEM rule_name)
  if(rule_name IN_LIST rule_names)
    message(FATAL_ERROR "Two checks are called ${rule_name}; a file name under src/check/rules is unique over all categories.")
  endif()
  list(APPEND rule_names ${rule_name})
endforeach()
list(SORT rule_names)
list(LENGTH rule_names rule_count)

set(rule_declarations "")
set(rule_entries "")
foreach(rule_name IN LISTS rule_names)
  string(APPEND rule_declarations "extern const Rule ${rule_name};\n")
  string(APPEND rule_entries "    &rules::${rule_name},\n")
endforeach()
if(rule_count EQUAL 0)
  set(rule_entries "    nullptr,\n")
endif()

set(rule_table ${NORTHLINE_GENERATED}/rule_table.cpp)
file(CONFIGURE OUTPUT ${rule_table} @ONLY CONTENT
"// Written by cmake/rule_table.cmake from the files under src/check/rules.
#include \"check/rule.hpp\"
#include \"check/rule_table.hpp\"

namespace northline::rules {
@rule_declarations@} // namespace northline::rules

namespace northline {
extern const Rule* const rule_table[] = {
@rule_entries@};
extern const unsigned rule_table_size = @rule_count@;
} // namespace northline
")
if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/src/check/rule_table.hpp)
  list(APPEND NORTHLINE_GENERATED_SOURCES ${rule_table})
endif()
