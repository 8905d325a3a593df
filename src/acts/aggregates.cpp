#include "kezhuan/acts/aggregates.hpp"

#include "kezhuan/acts/all.hpp"
#include "kezhuan/core/read_canonical.hpp"

namespace kezhuan {

namespace {

template <class T>
AggregateType entry() {
  return {
      T::kind,
      &shape_of<T>,
      []() -> std::shared_ptr<void> { return std::make_shared<T>(); },
      [](const void* value) { return static_cast<const T*>(value)->number; },
  };
}

template <class... T>
std::vector<AggregateType> entries(TypeList<T...>) {
  return {entry<T>()...};
}

}  // namespace

const std::vector<AggregateType>& aggregate_types() {
  static const auto types = entries(AllAggregates{});
  return types;
}

std::shared_ptr<const void> AggregateType::read(const Node& body) const {
  auto value = make();
  read_whole(body, true, *shape, value.get());
  return value;
}

std::shared_ptr<const void> AggregateType::read_text(std::string_view body,
                                                     const ParseLimits& limits) const {
  auto value = make();
  if (find_canonical(body, *shape, value.get())) return value;
  return read(parse_json(body, limits));
}

const AggregateType& aggregate_type(Kind kind) {
  return aggregate_types().at(static_cast<std::size_t>(kind) - 1);
}

}  // namespace kezhuan
