// Somebody else's program: uses the public headers, links the library, checks what it gets back.
#include <cstdint>
#include <iostream>
#include <vector>

#include "kezhuan/core/allocate.hpp"
#include "kezhuan/core/money.hpp"

int main() {
  const std::vector<std::int64_t> weights = {1, 1, 1};
  const auto parts = kezhuan::allocate(kezhuan::Money::parse("100.00"), weights);
  for (const auto& part : parts) {
    std::cout << part.to_text() << '\n';
  }
  const bool exact = parts.size() == 3 && parts[0].to_text() == "33.34" &&
                     parts[1].to_text() == "33.33" && parts[2].to_text() == "33.33";
  return exact ? 0 : 1;
}
