# The files of a release: `cpack` makes a tarball and, if it can, a package for Debian and Ubuntu.
# script/package does this with the release build.
set(CPACK_PACKAGE_NAME "govlint")
set(CPACK_PACKAGE_VENDOR "The govlint contributors")
set(CPACK_PACKAGE_CONTACT "The govlint contributors <${PROJECT_HOMEPAGE_URL}>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE "${CMAKE_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGE_CHECKSUM "SHA256")
set(CPACK_STRIP_FILES ON)
set(CPACK_GENERATOR "TGZ")

string(TOLOWER "${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}" CPACK_SYSTEM_NAME)

# dpkg-shlibdeps finds out what the program needs.
find_program(DPKG_SHLIBDEPS dpkg-shlibdeps)
if(DPKG_SHLIBDEPS)
  list(APPEND CPACK_GENERATOR "DEB")
  set(CPACK_DEBIAN_FILE_NAME "DEB-DEFAULT")
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
  set(CPACK_DEBIAN_PACKAGE_SECTION "devel")
endif()

include(CPack)
