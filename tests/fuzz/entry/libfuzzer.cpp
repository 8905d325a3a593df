// The entry of libFuzzer for the one target this is compiled for.

#include <cstddef>
#include <cstdint>

#include "fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  kezhuan::fuzz::KEZHUAN_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}
