#pragma once

#include <string_view>
#include <vector>

#include "kezhuan/model/outstanding.hpp"
#include "kezhuan/policy/judge.hpp"

/// Old records (REG-08): what a rule would refuse them for stands over as an outstanding item.
namespace kezhuan {

/// True when no policy may let an old record lack what this rule asks for: it keeps public data
/// out, keeps money and rights in order, or keeps the record itself.
bool is_never_lacking(std::string_view rule);

/// The id by its words that an item had in registries of before; an item keeps the id it has.
Id<Outstanding> worded_id(std::string_view rule, const Uuid& about, std::string_view zh);

/// Lowers what may stand over to warnings and, unless something else refuses the act, puts it in
/// the outcome and in `candidate`. `abouts` says what each finding of the decision is about, as far
/// as it is known; a nil id: what the act made.
void let_stand_over(const Surroundings& around, Candidate& candidate, const Envelope& envelope,
                    const AnyAct& act, const std::vector<AggregateKey>& abouts,
                    Judgement& judgement);

/// What a link of one achievement lacks, and how LNK-01 and LNK-02 pass it on to its case.
struct LinkLack {
  Id<Achievement> achievement;
  Finding finding;
  Text said;
};

/// What is missing does not depend on how severe a rule is for this institution (SCP-01). The
/// question has a transfer case.
std::vector<LinkLack> lacks_of_link(const Question& q, std::string_view code);

// The predicates of REG-08 and REG-09, and what REG-02 asks of a settlement. REG-09: kept evidence
// or a statement is enough once the rule of the item, which can be asked of the record, finds
// nothing more; while it does, or can only be asked of the act, both are needed. A settlement
// changes the item, never what rules find.
void reg_02_settlement(const Question& q, Findings& f);
void reg_08(const Question& q, Findings& f);
void reg_09(const Question& q, Findings& f);

}  // namespace kezhuan
