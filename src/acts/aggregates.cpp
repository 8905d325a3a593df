#include "kezhuan/acts/aggregates.hpp"

#include "kezhuan/core/read_canonical.hpp"
#include "kezhuan/model/achievement.hpp"
#include "kezhuan/model/outstanding.hpp"
#include "kezhuan/model/settings.hpp"
#include "kezhuan/model/transfer.hpp"

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

}  // namespace

const std::vector<AggregateType>& aggregate_types() {
  static const std::vector<AggregateType> types = {
      entry<Settings>(),
      entry<Institution>(),
      entry<Unit>(),
      entry<Person>(),
      entry<DataSource>(),
      entry<UseGrant>(),
      entry<Achievement>(),
      entry<Certificate>(),
      entry<Evidence>(),
      entry<Application>(),
      entry<Resolution>(),
      entry<Edition>(),
      entry<Notice>(),
      entry<RightsAgreement>(),
      entry<PriorRight>(),
      entry<TransferCase>(),
      entry<Contract>(),
      entry<Receipt>(),
      entry<DistributionPlan>(),
      entry<Booking>(),
      entry<Payment>(),
      entry<Guide>(),
      entry<Evaluation>(),
      entry<TransferReport>(),
      entry<Outstanding>(),
      entry<AdoptedScheme>(),
  };
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
