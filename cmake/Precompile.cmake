# The regular expressions of the built-in packs, compiled at build time: see
# src/base/pattern_image.h. PCRE2 must be the one that the program is linked with.

# govlint_precompile(TARGET NAME)
# Gives the target a source NAME.c, generated at build time.
function(govlint_precompile target name)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/${name}.c")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND precompile "${output}"
    DEPENDS precompile
    COMMENT "Compiling patterns"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()

# The program that writes it. It loads the packs as govlint does.
add_executable(precompile "${CMAKE_CURRENT_LIST_DIR}/precompile.c")
target_include_directories(precompile PRIVATE "${CMAKE_BINARY_DIR}/floors/rule")
target_compile_definitions(precompile PRIVATE _POSIX_C_SOURCE=200809L)
target_link_libraries(precompile PRIVATE base git document table finding rule)
govlint_warnings(precompile)
