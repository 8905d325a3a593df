# Headers, library, program, built-in files, and what find_package and pkg-config need.
include(CMakePackageConfigHelpers)

set(KEZHUAN_CMAKE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/kezhuan")

install(TARGETS kezhuan EXPORT kezhuanTargets
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
if(TARGET kezhuan_cli)
  install(TARGETS kezhuan_cli RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/kezhuan"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.hpp")
if(EXISTS "${PROJECT_SOURCE_DIR}/schemas")
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/schemas/"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/kezhuan")
endif()

install(EXPORT kezhuanTargets NAMESPACE kezhuan:: DESTINATION "${KEZHUAN_CMAKE_DIR}")
configure_package_config_file(
  "${CMAKE_CURRENT_LIST_DIR}/kezhuanConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/generated/kezhuanConfig.cmake"
  INSTALL_DESTINATION "${KEZHUAN_CMAKE_DIR}")
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/generated/kezhuanConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES
  "${PROJECT_BINARY_DIR}/generated/kezhuanConfig.cmake"
  "${PROJECT_BINARY_DIR}/generated/kezhuanConfigVersion.cmake"
  DESTINATION "${KEZHUAN_CMAKE_DIR}")
if(NOT BUILD_SHARED_LIBS)
  install(FILES "${CMAKE_CURRENT_LIST_DIR}/FindLibCsv.cmake" DESTINATION "${KEZHUAN_CMAKE_DIR}")
endif()

# Whoever links a static kezhuan needs what it is built on as well. The prefix is found from where
# the file lies, so that an installation can be moved.
file(RELATIVE_PATH pc_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
if(NOT BUILD_SHARED_LIBS)
  set(pc_requires "sqlite3 yaml-cpp libcrypto fmt")
  set(pc_libs "-lSQLiteCpp -lcsv -pthread")
endif()
configure_file("${CMAKE_CURRENT_LIST_DIR}/kezhuan.pc.in"
  "${PROJECT_BINARY_DIR}/generated/kezhuan.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/generated/kezhuan.pc"
  DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
