#pragma once

#include <string>

#include "kezhuan/registry/registry.hpp"

namespace kezhuan::cli {

/// One record for people: every field that has a value, under its name, in the order declared;
/// ids as numbers, codes by their names. Of a contract that brought shares, its case and its
/// achievements also what the institution holds of them now (AST-02, AST-04), as reports say it.
std::string record_to_text(const Snapshot& snapshot, const AggregateKey& key, Language language);

/// The name of a state code of a kind; the code itself when it has none.
std::string state_name(Kind kind, const std::string& code, Language language);

}  // namespace kezhuan::cli
