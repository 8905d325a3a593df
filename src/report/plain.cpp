#include "report/plain.hpp"

#include "kezhuan/core/utf8.hpp"

namespace kezhuan {

namespace {

bool is_control(std::string_view point) {
  const auto first = static_cast<unsigned char>(point[0]);
  if (point.size() == 1) return first < 0x20 || first == 0x7F || first >= 0x80;
  return first == 0xC2 && static_cast<unsigned char>(point[1]) < 0xA0;
}

}  // namespace

std::string plain_line(std::string_view text) {
  std::string out;
  for (const auto point : code_points(text)) {
    if (is_control(point)) {
      out += ' ';
    } else {
      out += point;
    }
  }
  return out;
}

}  // namespace kezhuan
