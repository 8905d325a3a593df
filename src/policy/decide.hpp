#pragma once

#include "kezhuan/core/ids.hpp"
#include "kezhuan/policy/question.hpp"

namespace kezhuan {

/// Works out what an act leads to beyond what it says: ids, numbers, the last day of a notice, a
/// classification, the entries of an edition.
/// @throws Error invalid PTH-05: the notice period leaves the calendar
Outcome decide(const Surroundings& around, const State& state, const Envelope& envelope,
               const AnyAct& act, IdSource& ids);

/// Gives the next free number of a kind; one that a person already used is passed over.
void give_number(const Surroundings& around, const State& state, Kind kind, int year,
                 Outcome& outcome);

/// A number by its pattern: "KZ-{year}-{n:4}" with 2026 and 7 is "KZ-2026-0007".
std::string format_number(std::string_view pattern, int year, std::int64_t serial);

/// SHA-256 of what an edition shows of an achievement: type, name and the application's content.
Sha256 entry_hash(const Achievement& achievement, const Application& application);

/// Books what the act, whose effect is in `after` already, makes of the money of its cases: puts
/// the bookings into the outcome and into `after`. @throws Error invalid INC-06
void book(const Surroundings& around, State& after, const Envelope& envelope, const AnyAct& act,
          IdSource& ids, Outcome& outcome);

}  // namespace kezhuan
