#include "kezhuan/acts/aggregates.hpp"

#include "kezhuan/core/read_canonical.hpp"
#include "kezhuan/model/achievement.hpp"
#include "kezhuan/model/settings.hpp"
#include "kezhuan/model/transfer.hpp"

namespace kezhuan {

namespace {

template <class T>
AggregateType entry() {
  return {
      T::kind,
      [](const Node& body) -> std::shared_ptr<const void> {
        return std::make_shared<const T>(read_document<T>(body, true));
      },
      [](std::string_view body, const ParseLimits& limits) -> std::shared_ptr<const void> {
        return std::make_shared<const T>(read_written<T>(body, limits));
      },
      [](const void* value, PersonalForm personal) {
        return to_canonical_json(*static_cast<const T*>(value), personal);
      },
      [](const void* value) { return static_cast<const T*>(value)->number; },
      [] { return list_fields<T>(); },
  };
}

}  // namespace

const std::vector<AggregateType>& aggregate_types() {
  static const std::vector<AggregateType> types = {
      entry<Settings>(),   entry<Institution>(),     entry<Unit>(),        entry<Person>(),
      entry<DataSource>(), entry<UseGrant>(),        entry<Achievement>(), entry<Certificate>(),
      entry<Evidence>(),   entry<Application>(),     entry<Resolution>(),  entry<Edition>(),
      entry<Notice>(),     entry<RightsAgreement>(), entry<PriorRight>(),  entry<TransferCase>(),
      entry<Contract>(),   entry<Receipt>(),         entry<DistributionPlan>(),
      entry<Booking>(),    entry<Payment>(),         entry<Guide>(),       entry<Evaluation>(),
      entry<TransferReport>(),
  };
  return types;
}

const AggregateType& aggregate_type(Kind kind) {
  return aggregate_types().at(static_cast<std::size_t>(kind) - 1);
}

}  // namespace kezhuan
