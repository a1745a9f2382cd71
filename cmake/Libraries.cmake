# The libraries that govlint stands on, each as an imported target used by one floor only.
find_package(PkgConfig REQUIRED)
pkg_check_modules(GIT2 REQUIRED IMPORTED_TARGET libgit2>=1.5)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8>=10.34)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson)
pkg_check_modules(CMARK REQUIRED IMPORTED_TARGET libcmark-gfm)

# uthash is headers only, and cmark-gfm's extensions have no file for pkg-config.
find_path(UTHASH_INCLUDE_DIR uthash.h REQUIRED)
add_library(uthash INTERFACE)
target_include_directories(uthash SYSTEM INTERFACE "${UTHASH_INCLUDE_DIR}")

find_library(CMARK_EXTENSIONS cmark-gfm-extensions REQUIRED HINTS ${CMARK_LIBRARY_DIRS})
add_library(cmark-extensions INTERFACE)
target_link_libraries(cmark-extensions INTERFACE "${CMARK_EXTENSIONS}" PkgConfig::CMARK)
