# What the library is built on. None of it appears in a public header, so all of it is linked
# privately; a static kezhuan still needs it at link time (see kezhuanConfig.cmake.in).
find_package(Threads REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(SQLiteCpp CONFIG REQUIRED)
find_package(yaml-cpp CONFIG REQUIRED)
find_package(nlohmann_json CONFIG REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(fmt CONFIG REQUIRED)
list(APPEND CMAKE_MODULE_PATH "${CMAKE_CURRENT_LIST_DIR}")  # FindLibCsv
find_package(LibCsv REQUIRED)
list(POP_BACK CMAKE_MODULE_PATH)

# yaml-cpp 0.7 (Debian 12) exports its target without a namespace, later versions with one.
if(TARGET yaml-cpp::yaml-cpp)
  set(KEZHUAN_YAML_TARGET yaml-cpp::yaml-cpp)
else()
  set(KEZHUAN_YAML_TARGET yaml-cpp)
endif()

# What the library is linked with, and what compiling its sources needs besides.
set(KEZHUAN_LINKED
  SQLiteCpp SQLite::SQLite3 ${KEZHUAN_YAML_TARGET} OpenSSL::Crypto fmt::fmt LibCsv::csv Threads::Threads)
set(KEZHUAN_PRIVATE_DEPENDENCIES ${KEZHUAN_LINKED} nlohmann_json::nlohmann_json)
