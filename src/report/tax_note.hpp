#pragma once

#include "kezhuan/report/tax_note.hpp"
#include "report/sources.hpp"

namespace kezhuan {

/// `question.transfer_case` and `question.person` are not looked at; `question.on` is there.
TaxNote compose_tax_note(const MoneySources& sources, const Policy& policy,
                         const Id<TransferCase>& transfer, const Id<Person>& person,
                         const TaxQuestion& question);

}  // namespace kezhuan
