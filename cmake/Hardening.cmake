# Makes mistakes in C harder to exploit in builds that are installed: checks of the stack and of the
# C library's functions, code at random addresses, and read-only linker tables, each if the compiler
# and the linker support it. tests/hardening.sh checks the program.
#
# Debug builds go without (FORTIFY needs optimisation), and sanitizers do it better.
include(CheckCCompilerFlag)
include(CheckCSourceCompiles)
include(CheckLinkerFlag)
include(CheckPIESupported)

if(GOVLINT_SANITIZE OR GOVLINT_TSAN OR GOVLINT_FUZZ OR CMAKE_BUILD_TYPE STREQUAL "Debug")
  return()
endif()

# With GOVLINT_STATIC the C library is linked in too, if there is an archive of it: the program then
# runs on any Linux and starts faster. The linker warns about functions that read the system's
# settings (the home of a user without HOME): in such a program they read files only.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(GOVLINT_STATIC)
  set(CMAKE_REQUIRED_FLAGS "-fPIE")
  set(CMAKE_REQUIRED_LINK_OPTIONS -static-pie)
  check_c_source_compiles("int main(void) { return 0; }" GOVLINT_STATIC_PIE)
  unset(CMAKE_REQUIRED_LINK_OPTIONS)
  unset(CMAKE_REQUIRED_FLAGS)
  check_linker_flag(C -Wl,--no-warnings GOVLINT_HAS_NO_WARNINGS)
endif()
if(GOVLINT_STATIC_PIE)
  unset(CMAKE_C_LINK_PIE_SUPPORTED CACHE) # from another kind of build here: -pie undoes -static-pie
  add_link_options(-static-pie $<$<BOOL:${GOVLINT_HAS_NO_WARNINGS}>:-Wl,--no-warnings>)
else()
  check_pie_supported(LANGUAGES C)
endif()

foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection)
  string(MAKE_C_IDENTIFIER "GOVLINT_HAS${flag}" known)
  check_c_compiler_flag(${flag} ${known})
  if(${known})
    add_compile_options(${flag})
  endif()
endforeach()

# Level 3 also uses sizes that are known only at run time; older C libraries warn about it.
set(CMAKE_REQUIRED_FLAGS "-O2 -Werror -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3")
check_c_source_compiles("#include <string.h>\nint main(void) { return 0; }" GOVLINT_FORTIFY_3)
unset(CMAKE_REQUIRED_FLAGS)
if(GOVLINT_FORTIFY_3)
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
else()
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()

foreach(flag -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
  string(MAKE_C_IDENTIFIER "GOVLINT_HAS${flag}" known)
  check_linker_flag(C ${flag} ${known})
  if(${known})
    add_link_options(${flag})
  endif()
endforeach()
