#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "kezhuan/core/error.hpp"
#include "kezhuan/income/consensus.hpp"

/// Short words for the money of a case.
namespace kezhuan::test {

template <class T>
Id<T> id_of(int number) {
  Uuid::Bytes bytes{};
  bytes[15] = static_cast<std::uint8_t>(number);
  return Id<T>(Uuid(bytes));
}

inline Id<Person> person(int number) { return id_of<Person>(number); }
inline Id<Institution> institution(int number) { return id_of<Institution>(number); }
inline Money yuan(const char* text) { return Money::parse(text); }

inline CostItem cost(CostCategory category, const char* amount, std::int64_t from_receipt = 0) {
  CostItem item;
  item.category = category;
  item.amount = yuan(amount);
  item.from_receipt = from_receipt;
  return item;
}

/// P1, P2, ... with the weights given, "5:3:2".
inline std::vector<PersonPart> people(const char* weights) {
  std::vector<PersonPart> parts;
  for (const auto& weight : parse_weights(weights)) {
    parts.push_back({person(static_cast<int>(parts.size()) + 1), weight});
  }
  return parts;
}

inline IncomeTerms terms(const char* ratio, const char* weights) {
  IncomeTerms terms;
  terms.reward_ratio = Ratio::parse(ratio);
  terms.people = people(weights);
  return terms;
}

/// A story of institution 1 on one set of terms; receipts are numbered from 1.
inline IncomeStory story(const IncomeTerms& terms, std::vector<CostItem> costs,
                         const std::vector<const char*>& receipts) {
  IncomeStory story;
  story.own = institution(1);
  story.terms = {terms};
  story.costs = std::move(costs);
  for (const auto* amount : receipts) {
    const auto number = static_cast<int>(story.receipts.size()) + 1;
    story.receipts.push_back({id_of<Receipt>(number), yuan(amount), 0});
  }
  return story;
}

/// "reward P1 100.00", "institution I1 50.00", "direct_cost 20.00".
inline std::string text_of(const BookingLine& line) {
  const auto number = [](const auto& id) { return std::to_string(id.uuid().bytes()[15]); };
  std::string text(to_code(line.kind));
  if (line.person) text += " P" + number(*line.person);
  if (line.institution) text += " I" + number(*line.institution);
  return text + ' ' + line.amount.to_text();
}

using Texts = std::vector<std::string>;

inline Texts texts_of(const std::vector<BookingLine>& lines) {
  Texts texts;
  for (const auto& line : lines) texts.push_back(text_of(line));
  return texts;
}

/// What is left of many lines: one a recipient, in order of first appearance, none of zero.
inline std::vector<BookingLine> summed(const std::vector<BookingLine>& lines) {
  std::vector<BookingLine> sums;
  for (const auto& line : lines) {
    const auto same = [&](const BookingLine& sum) {
      return sum.kind == line.kind && sum.person == line.person &&
             sum.institution == line.institution;
    };
    const auto at = std::find_if(sums.begin(), sums.end(), same);
    if (at == sums.end()) {
      sums.push_back(line);
    } else {
      at->amount += line.amount;
    }
  }
  std::erase_if(sums, [](const BookingLine& sum) { return sum.amount.is_zero(); });
  return sums;
}

inline std::vector<BookingLine> all_lines(const Division& division) {
  std::vector<BookingLine> all;
  for (const auto& lines : division.lines) all.insert(all.end(), lines.begin(), lines.end());
  return all;
}

/// What a person gets in all, as owner and as reward, cumulative.
inline std::string total_of(const Division& division, int number) {
  Money total;
  for (const auto& line : all_lines(division)) {
    if (line.person == person(number)) total += line.amount;
  }
  return total.to_text();
}

/// The rule of the `Error` invalid that `call` throws, if it tells what is wrong and what to do.
template <class Call>
std::string rule_of_error(Call&& call) {
  try {
    call();
  } catch (const Error& error) {
    const auto& problem = error.problems().front();
    const bool complete = error.code() == ErrorCode::invalid && !problem.what.zh.empty() &&
                          !problem.what.en.empty() && !problem.remedy.zh.empty() &&
                          !problem.remedy.en.empty();
    return complete ? problem.rule : "incomplete";
  }
  return "no error";
}

}  // namespace kezhuan::test
