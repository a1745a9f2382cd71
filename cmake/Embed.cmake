# Files that are built into the binary as a sorted table: see src/rule/embedded.h.

# govlint_embed(TARGET NAME ROOT [FOLDER...])
# Gives the target a source NAME.c, generated at build time, with every file below the folders of
# ROOT (rules/ and demo/ by default). It is generated again when a file is changed, added or
# removed.
function(govlint_embed target name root)
  set(folders ${ARGN})
  if(NOT folders)
    set(folders rules demo)
  endif()

  set(files "")
  foreach(folder IN LISTS folders)
    file(GLOB_RECURSE found RELATIVE "${root}" CONFIGURE_DEPENDS "${root}/${folder}/*")
    list(APPEND files ${found})
  endforeach()
  # Ignore files that editors and file managers leave behind.
  list(FILTER files EXCLUDE REGEX "(~|\\.sw[op]|\\.orig|/\\.DS_Store|/\\.#[^/]*)$")
  list(SORT files COMPARE STRING CASE SENSITIVE)
  list(TRANSFORM files PREPEND "${root}/" OUTPUT_VARIABLE paths)

  # The list is a file of its own, so that the table is generated again when only the list changes.
  set(list "${CMAKE_CURRENT_BINARY_DIR}/${name}.list")
  set(output "${CMAKE_CURRENT_BINARY_DIR}/${name}.c")
  list(JOIN files "\n" lines)
  file(CONFIGURE OUTPUT "${list}" CONTENT "${lines}\n" @ONLY)
  add_custom_command(
    OUTPUT "${output}"
    COMMAND embed "${root}" "${list}" "${output}"
    DEPENDS embed "${list}" ${paths}
    COMMENT "Embedding ${folders}"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()

# The program that writes the table. It parses YAML as govlint does, so it is built from the floors.
add_executable(embed "${CMAKE_CURRENT_LIST_DIR}/embed.c")
target_include_directories(embed PRIVATE "${CMAKE_BINARY_DIR}/floors/document")
target_compile_definitions(embed PRIVATE _POSIX_C_SOURCE=200809L)
target_link_libraries(embed PRIVATE base git document)
govlint_warnings(embed)
