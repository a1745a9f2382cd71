# Floors: each folder of src/ is an object library that sees only the floors below it.
#
# A header is included by floor and name, "git/snapshot.h". The include path of a floor is a folder
# of the build tree with links to that floor and to those below it; the source root itself is never
# on an include path, so an upward #include does not compile.

set(GOVLINT_FLOORS "" CACHE INTERNAL "floors so far, the lowest first")

# govlint_floor(NAME [BESIDE FLOOR...] SOURCES FILE... [LIBRARIES TARGET...])
# BESIDE names floors already declared that are on the same level and so must stay invisible.
function(govlint_floor name)
  cmake_parse_arguments(FLOOR "" "" "BESIDE;SOURCES;LIBRARIES" ${ARGN})

  set(view "${CMAKE_BINARY_DIR}/floors/${name}")
  file(REMOVE_RECURSE "${view}")
  file(MAKE_DIRECTORY "${view}")
  set(visible ${GOVLINT_FLOORS} ${name})
  if(FLOOR_BESIDE)
    list(REMOVE_ITEM visible ${FLOOR_BESIDE})
  endif()
  foreach(floor IN LISTS visible)
    file(CREATE_LINK "${CMAKE_SOURCE_DIR}/src/${floor}" "${view}/${floor}" SYMBOLIC)
  endforeach()

  add_library(${name} OBJECT ${FLOOR_SOURCES})
  target_include_directories(${name} PRIVATE "${view}")
  target_compile_definitions(${name} PRIVATE _POSIX_C_SOURCE=200809L)
  target_link_libraries(${name} PRIVATE ${FLOOR_LIBRARIES})
  govlint_warnings(${name})
  set_property(TARGET ${name} PROPERTY POSITION_INDEPENDENT_CODE ON)

  set(GOVLINT_FLOORS ${GOVLINT_FLOORS} ${name} CACHE INTERNAL "")
endfunction()
