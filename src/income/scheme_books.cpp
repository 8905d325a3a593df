#include "income/scheme_books.hpp"

#include <algorithm>

#include "kezhuan/core/write.hpp"
#include "kezhuan/income/books.hpp"
#include "policy/income_facts.hpp"
#include "policy/value_form.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

constexpr auto rule = "INC-11";

bool holds_reserve(const Scheme& scheme) { return scheme.reserve && !scheme.reserve->is_zero(); }

class AdoptionCheck {
 public:
  explicit AdoptionCheck(const AdoptScheme& act) : act_(act) {}

  std::vector<Problem> problems() {
    if (act_.hash != sha256(act_.document)) {
      add("/hash", {"哈希与全文不符", "the hash is not that of the document"});
    }
    try {
      compare(scheme_from_json(act_.document, "document"));
    } catch (const Error& error) {
      for (auto problem : error.problems()) {
        problem.place = "/document " + problem.place;
        problem.rule = rule;
        problems_.push_back(std::move(problem));
      }
    }
    return std::move(problems_);
  }

 private:
  void compare(const Scheme& scheme) {
    if (to_canonical_json(scheme) != act_.document) {
      add("/document",
          {"全文不是办法的规范JSON", "the document is not the scheme's canonical JSON"});
    }
    same("/scheme", act_.scheme, scheme.id);
    same("/scheme_version", act_.scheme_version, scheme.version);
    same("/effective_from", act_.effective_from.to_text(), scheme.effective_from.to_text());
    same("/title", act_.title_of_scheme, scheme.title.zh);
    same("/title_en", act_.title_en, scheme.title.en);
    if (scheme.id == reserved_scheme_id) {
      add("/scheme", {"此标识为本软件保留", "this id is reserved"},
          {"改用其他标识", "choose another id"});
    }
    if (holds_reserve(scheme) && scheme.find_pool(reserve_pool) != nullptr) {
      const auto q = quote(reserve_pool);
      add("/document",
          {"办法留存准备，去向标识" + q.zh + "保留给准备",
           "the scheme holds a reserve, and the pool id " + q.en + " is kept for it"},
          {"该去向改用其他标识", "give that pool another id"});
    }
  }

  void same(const char* place, const std::string& given, const std::string& is) {
    if (given == is) return;
    const auto g = quote(given);
    const auto d = quote(is);
    add(place,
        {"写的是" + g.zh + "，全文中是" + d.zh, "it says " + g.en + ", the document " + d.en});
  }

  void add(const char* place, Text what,
           Text remedy = {"用 kezhuan income adopt 写成此动作",
                          "let `kezhuan income adopt` compose the act"}) {
    problems_.push_back({rule, place, std::move(what), std::move(remedy)});
  }

  const AdoptScheme& act_;
  std::vector<Problem> problems_;
};

/// The part of every band that goes to people as reward, if it is the same in all.
std::optional<Ratio> single_ratio(const Scheme& scheme) {
  std::optional<Ratio> ratio;
  for (const auto& band : scheme.bands.table) {
    Ratio sum;
    for (const auto& part : band.shares) {
      const auto* pool = scheme.find_pool(part.pool);
      if (pool != nullptr && pool->is_of_people()) sum = sum + part.share;
    }
    if (ratio && *ratio != sum) return std::nullopt;
    ratio = sum;
  }
  return ratio;
}

[[noreturn]] void refuse(Text what, std::string place, Text remedy) {
  throw Error(ErrorCode::invalid,
              {Problem{rule, std::move(place), std::move(what), std::move(remedy)}});
}

void check_line(const DraftDistribution& act, std::size_t index, const Scheme& scheme) {
  const auto& line = act.lines[index];
  if (line.pool) {
    const auto* pool = scheme.find_pool(*line.pool);
    if (pool == nullptr || !pool->is_of_people()) {
      const auto q = quote(*line.pool);
      refuse({"办法中没有分给人员的去向" + q.zh, "the scheme has no pool of people " + q.en},
             item_place("lines", index, "pool"),
             {"改正去向标识，或不写（参加所有分给人员的去向）",
              "correct it, or leave it out: the person is then in every pool of people"});
    }
  }
  const auto is_team = [&](const TeamPart& team) { return team.team == line.team; };
  if (line.team && std::none_of(act.teams.begin(), act.teams.end(), is_team)) {
    const auto q = quote(*line.team);
    refuse({"teams 中没有团队" + q.zh, "there is no team " + q.en + " among the teams"},
           item_place("lines", index, "team"),
           {"在 teams 中写明团队及其权重", "enter the team with its weight under teams"});
  }
}

/// Those a case's applications call main contributors.
bool is_main(const State& state, const TransferCase& c, const Id<Person>& person) {
  return std::any_of(c.achievements.begin(), c.achievements.end(), [&](const auto& achievement) {
    const auto* application = state.find(state.get(achievement).application);
    if (application == nullptr) return false;
    const auto& all = application->content.contributors;
    return std::any_of(all.begin(), all.end(), [&](const Contributor& one) {
      return one.main && one.person.target() == person;
    });
  });
}

PersonPart member(const State& state, const TransferCase& c, const PlanLine& line) {
  PersonPart part{line.person.target(), line.weight, line.pool, line.team};
  if (is_main(state, c, part.person)) part.main_contributor = true;
  if (line.role == PlanRole::transfer_staff) part.transfer_staff = true;
  return part;
}

}  // namespace

Scheme scheme_of(const AdoptedScheme& adopted) {
  return scheme_from_json(adopted.document, adopted.number);
}

SchemeFacts facts_of(const Scheme& scheme) {
  SchemeFacts facts;
  facts.takes_off_the_top = !scheme.off_the_top.empty();
  facts.holds_reserve = holds_reserve(scheme);
  if (scheme.payments) {
    facts.least_payment = scheme.payments->minimum;
    facts.deadline_months = scheme.payments->deadline_months;
  }
  return facts;
}

AdoptScheme adoption_of(const Scheme& scheme) {
  AdoptScheme act;
  act.scheme = scheme.id;
  act.scheme_version = scheme.version;
  act.effective_from = scheme.effective_from;
  act.title_of_scheme = scheme.title.zh;
  act.title_en = scheme.title.en;
  act.document = to_canonical_json(scheme);
  act.hash = sha256(act.document);
  return act;
}

std::vector<Problem> check_adoption(const AdoptScheme& act) {
  return AdoptionCheck(act).problems();
}

void apply_scheme(const State& state, const DraftDistribution& act, const Scheme& scheme,
                  bool brings_shares, IncomeTerms& terms) {
  const auto& c = state.get(act.transfer_case);
  for (std::size_t i = 0; i < act.lines.size(); ++i) check_line(act, i, scheme);
  if (scheme.bands.accumulate == Accumulation::per_achievement && c.achievements.size() > 1) {
    refuse({"办法按成果累计，而本项目有 " + std::to_string(c.achievements.size()) + " 项成果",
            "the scheme counts by achievement, and the case has " +
                std::to_string(c.achievements.size())},
           "/scheme",
           {"采用按项目累计的办法版本（bands.accumulate 写 case），或不按办法、写明奖励比例；"
            "合同已签订的不能再拆成几个项目，今后可每项成果各立项目、各签合同",
            "adopt a version that counts by case (bands.accumulate: case), or state a reward "
            "ratio; a contract once signed cannot be split over cases, but from now on each "
            "achievement may have a case and a contract of its own"});
  }
  const auto ratio = single_ratio(scheme);
  terms.scheme = act.scheme->target();
  terms.reward_ratio = ratio           ? *ratio
                       : brings_shares ? act.reward_ratio.value_or(Ratio{})
                                       : Ratio{};
  terms.base = scheme.bands.base;
  terms.recovery = scheme.costs ? scheme.costs->recovery : CostRecovery::first;
  terms.ownership = scheme.ownership.value_or(OwnershipMode::stacked);
  terms.teams = act.teams;
  terms.people.clear();
  for (const auto& line : act.lines) terms.people.push_back(member(state, c, line));
}

}  // namespace kezhuan
