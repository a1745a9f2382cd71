# What makes a mistake in C harder to use, in builds that are installed: checks of the stack and of
# the C library's functions, code at random places, and tables of the linker that cannot be written.
# Each where the compiler and the linker know it. tests/hardening.sh looks at the program.
#
# Debug builds go without (FORTIFY needs optimisation), sanitizers do it better.
include(CheckCCompilerFlag)
include(CheckCSourceCompiles)
include(CheckLinkerFlag)
include(CheckPIESupported)

if(GOVLINT_SANITIZE OR GOVLINT_TSAN OR GOVLINT_FUZZ OR CMAKE_BUILD_TYPE STREQUAL "Debug")
  return()
endif()

# With GOVLINT_STATIC the C library is linked in too, where it comes as an archive: the program runs
# on any Linux then, and starts sooner. Its linker warns of functions that read what the system is
# set up with (the home of a user without HOME): they do so with files alone.
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
  unset(CMAKE_C_LINK_PIE_SUPPORTED CACHE) # of a folder that was built otherwise: -pie undoes -static-pie
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

# Level 3 also knows sizes that are known only when the program runs; an older C library warns.
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
