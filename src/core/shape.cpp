#include "kezhuan/core/shape.hpp"

namespace kezhuan::shape_detail {

void ShapeBuilder::add(std::string_view name, const FieldDoc& doc, const void* member,
                       const Shape& shape) {
  const auto offset = static_cast<const char*>(member) - static_cast<const char*>(sample_);
  shape_.fields.push_back({name, doc, &shape, static_cast<std::size_t>(offset),
                           shape.is_required(doc.marks), ",\"" + std::string(name) + "\":"});
}

ObjectShape ShapeBuilder::finish() {
  shape_.sorted = shape_.fields;
  std::sort(shape_.sorted.begin(), shape_.sorted.end(),
            [](const FieldShape& a, const FieldShape& b) { return a.name < b.name; });
  return std::move(shape_);
}

}  // namespace kezhuan::shape_detail
