#include "kezhuan/core/node.hpp"

namespace kezhuan {

const Node* Node::find(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i] == key) return &items[i];
  }
  return nullptr;
}

}  // namespace kezhuan
