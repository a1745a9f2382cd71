# The libraries that govlint uses, each a target that only one floor uses.
#
# With GOVLINT_STATIC they are linked into the program, which then starts in a third of the time.
# GOVLINT_LIBGIT2 is then the folder of a libgit2 without its network part, built by script/libgit2:
# the distribution's reads the system's certificates at every start.
find_package(PkgConfig REQUIRED)
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)

set(GOVLINT_LIBGIT2 "" CACHE PATH "Folder of a libgit2 to use instead of the system's")
if(GOVLINT_LIBGIT2)
  set(ENV{PKG_CONFIG_PATH} "${GOVLINT_LIBGIT2}/lib/pkgconfig:$ENV{PKG_CONFIG_PATH}")
endif()
set(suffixes ${CMAKE_FIND_LIBRARY_SUFFIXES})
if(GOVLINT_STATIC)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
endif()

# govlint_library(NAME MODULE) makes a target NAME from what pkg-config says about MODULE.
function(govlint_library name module)
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET GLOBAL "${module}")
  add_library(${name} INTERFACE)
  if(NOT GOVLINT_STATIC)
    target_link_libraries(${name} INTERFACE PkgConfig::${name})
    return()
  endif()
  target_include_directories(${name} SYSTEM INTERFACE ${${name}_STATIC_INCLUDE_DIRS})
  # Archives, each before those that it needs; a library without one belongs to the C library.
  foreach(library IN LISTS ${name}_STATIC_LIBRARIES)
    find_library(ARCHIVE_${library} "${library}" HINTS ${${name}_STATIC_LIBRARY_DIRS})
    if(ARCHIVE_${library})
      target_link_libraries(${name} INTERFACE "${ARCHIVE_${library}}")
    else()
      target_link_libraries(${name} INTERFACE "-l${library}")
    endif()
  endforeach()
endfunction()

govlint_library(git2 "libgit2>=1.5")
govlint_library(zlib zlib)
govlint_library(yaml yaml-0.1)
govlint_library(pcre2 "libpcre2-8>=10.34")
govlint_library(utf8proc libutf8proc)
govlint_library(jansson jansson)
govlint_library(cmark libcmark-gfm)

# cmark-gfm's extensions have no pkg-config file, and uthash is header-only.
find_library(CMARK_EXTENSIONS cmark-gfm-extensions REQUIRED HINTS ${cmark_LIBRARY_DIRS})
add_library(cmark-extensions UNKNOWN IMPORTED)
set_target_properties(cmark-extensions PROPERTIES
  IMPORTED_LOCATION "${CMARK_EXTENSIONS}" INTERFACE_LINK_LIBRARIES cmark)

find_path(UTHASH_INCLUDE_DIR uthash.h REQUIRED)
add_library(uthash INTERFACE)
target_include_directories(uthash SYSTEM INTERFACE "${UTHASH_INCLUDE_DIR}")
set(CMAKE_FIND_LIBRARY_SUFFIXES ${suffixes})
