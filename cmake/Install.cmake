# What `cmake --install` installs, and where. src/cli declares the program.
if(TARGET govlint)
  # At the top of the build tree, where script/govlint finds it.
  set_target_properties(govlint PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
  install(TARGETS govlint RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()

install(FILES docs/man/govlint.1 DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")

# The program comes with the licences of the libraries that are linked in.
if(GOVLINT_STATIC)
  foreach(package libyaml-dev libpcre2-dev libcmark-gfm-dev libutf8proc-dev libjansson-dev uthash-dev
                  libhttp-parser-dev zlib1g-dev libgit2-dev libc6-dev)
    set(notice "/usr/share/doc/${package}/copyright")
    if(EXISTS "${notice}")
      string(REGEX REPLACE "-dev$" "" library "${package}")
      install(FILES "${notice}" DESTINATION "${CMAKE_INSTALL_DOCDIR}/libraries" RENAME "${library}")
    else()
      message(WARNING "The licence of ${package} is not in ${notice}: packages will lack it")
    endif()
  endforeach()
endif()

install(FILES completions/govlint.bash
  DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" RENAME govlint)
install(FILES completions/_govlint
  DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions")
install(FILES completions/govlint.fish
  DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
