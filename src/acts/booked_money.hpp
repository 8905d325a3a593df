#pragma once

#include <optional>

#include "kezhuan/acts/state.hpp"
#include "kezhuan/model/income.hpp"
#include "kezhuan/model/transfer.hpp"

/// When money that was divided counts, for old records that are taken in out of their order.
namespace kezhuan {

/// The day a line of a booking counts from: the later of the day of the booking and the day its
/// money was received. An old meeting may be put on record after receipts that came after it;
/// nobody was due their money before it was there. House default, no legal source. @rule INC-06
Date counts_from(const State& state, const Booking& booking, const BookingLine& line);

/// What a balance leaves to pay on a day: of what counts by then, and never so much that what was
/// paid since is no longer covered. Where nothing is dated later, what is due. @rule INC-06
Money payable_on(const State& state, const TransferCase& c, const Balance& balance,
                 const Date& day);

/// The last day on which people or co-owners were paid by a plan; nothing when nobody was.
std::optional<Date> last_paid_by(const State& state, const TransferCase& c,
                                 const Id<DistributionPlan>& plan);

}  // namespace kezhuan
