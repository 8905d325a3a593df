// Somebody else's program: uses the public headers, links the library, checks what it gets back.
#include <iostream>
#include <vector>

#include "kezhuan/core/error.hpp"
#include "kezhuan/core/text.hpp"

int main() {
  const kezhuan::Error error(kezhuan::ErrorCode::not_found, {"没有", "none"});
  if (kezhuan::to_code(error.code()) != std::string("not_found")) {
    std::cerr << "unexpected code\n";
    return 1;
  }
  std::cout << "kezhuan found, linked and run\n";
  return 0;
}
