# What makes a mistake in C harder to use, in builds that are installed: checks of the stack and of
# the C library's functions, code at random places, and tables of the linker that cannot be written.
# Each where the compiler and the linker know it. tests/hardening.sh looks at the program.
#
# Debug builds go without (FORTIFY needs optimisation), sanitizers do it better.
include(CheckCCompilerFlag)
include(CheckCSourceCompiles)
include(CheckLinkerFlag)
include(CheckPIESupported)

if(GOVLINT_SANITIZE OR GOVLINT_FUZZ OR CMAKE_BUILD_TYPE STREQUAL "Debug")
  return()
endif()

check_pie_supported(LANGUAGES C)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

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
