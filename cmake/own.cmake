# What every target of our own is compiled with.

set(KEZHUAN_WARNINGS
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual -Wimplicit-fallthrough -Wcast-align -Wcast-qual -Wduplicated-cond
  -Wlogical-op -Wformat=2 -Wundef -Wredundant-decls)
# Three checks of UBSan cost a third of the time to build and find nothing more here: the address
# sanitizer stops at a null pointer too, bytes are read by memcpy, and nothing is cast down a
# hierarchy.
set(KEZHUAN_SANITIZERS -fsanitize=address,undefined -fno-sanitize=null,alignment,vptr
  -fno-sanitize-recover=all -fno-omit-frame-pointer)

# Anything linked with sanitized objects must link the runtimes too, consumers included.
if(KEZHUAN_SANITIZE)
  add_link_options(${KEZHUAN_SANITIZERS})
endif()

# kezhuan_own(TARGET): C++20, our include folders, warnings, sanitizers, the version. Everything is
# compiled alike, fit for a static library, a shared one and a Python module, so that a compiler
# cache serves all three. What is declared in a public header is exported, the rest is hidden.
function(kezhuan_own target)
  target_compile_features(${target} PRIVATE cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF
    POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  # Nobody replaces our functions at load time: calls among them may be inlined.
  target_compile_options(${target} PRIVATE -fno-semantic-interposition)
  target_include_directories(${target} PRIVATE
    "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/src")
  target_compile_definitions(${target} PRIVATE KEZHUAN_VERSION="${PROJECT_VERSION}")
  foreach(warning IN LISTS KEZHUAN_WARNINGS)
    kezhuan_if_supported(${target} ${warning})
  endforeach()
  if(KEZHUAN_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(KEZHUAN_SANITIZE)
    target_compile_options(${target} PRIVATE ${KEZHUAN_SANITIZERS})
  endif()
endfunction()

# kezhuan_precompile(TARGET GROUP HEADERS...): if asked for, reads the headers once for all targets
# of the group, which must be compiled alike; the first one's headers count.
function(kezhuan_precompile target group)
  if(NOT KEZHUAN_PRECOMPILE)
    return()
  endif()
  get_property(first GLOBAL PROPERTY kezhuan_precompiled_${group})
  if(first)
    target_precompile_headers(${target} REUSE_FROM ${first})
  else()
    target_precompile_headers(${target} PRIVATE ${ARGN})
    set_property(GLOBAL PROPERTY kezhuan_precompiled_${group} ${target})
  endif()
endfunction()

# g++ 12 sees overlaps in std::string's operator+ that are not there (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  list(APPEND KEZHUAN_WARNINGS -Wno-restrict)
endif()

# A few of the warnings are known to g++ only.
function(kezhuan_if_supported target flag)
  set(gcc_only -Wduplicated-cond -Wlogical-op)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" OR NOT flag IN_LIST gcc_only)
    target_compile_options(${target} PRIVATE ${flag})
  endif()
endfunction()
