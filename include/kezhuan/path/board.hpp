#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/path/next.hpp"

/// The path board (看板) of one transfer case: its ten links under the four steps, each with its
/// state, since when, what is missing, who acts and by when. Pure functions, safe between threads.
namespace [[gnu::visibility("default")]] kezhuan {

/// What a link still lacks, in one short line.
struct MissingItem {
  std::string rule;
  Text text;

  template <class V>
  static void describe(V& v) {
    v.field("rule", &MissingItem::rule, {"规则编号", "rule id"});
    v.field("text", &MissingItem::text, {"所缺", "what is missing"});
  }
};

/// One of the ten links as the board shows it.
struct BoardLink {
  std::int64_t number = 0;
  std::string code;
  std::string step;  ///< "A" to "D"
  Text title;
  LinkState state = LinkState::not_started;
  std::optional<Date> since;
  std::int64_t met = 0;       ///< requirements met
  std::int64_t required = 0;  ///< requirements in all
  std::vector<MissingItem> missing;
  std::vector<std::string> who;  ///< codes of `Who`
  std::optional<Date> due_on;

  template <class V>
  static void describe(V& v) {
    using A = BoardLink;
    v.field("number", &A::number, {"环节序号", "number of the link"});
    v.field("code", &A::code, {"环节代码", "code of the link"});
    v.field("step", &A::step, {"步骤", "step"});
    v.field("title", &A::title, {"名称", "title"});
    v.field("state", &A::state, {"状态", "state", "PTH-01"});
    v.field("since", &A::since, {"自何日起", "since"});
    v.field("met", &A::met, {"已具备", "requirements met"});
    v.field("required", &A::required, {"要求", "requirements"});
    v.field("missing", &A::missing, {"还缺", "missing"});
    v.field("who", &A::who, {"由谁办", "who acts"});
    v.field("due_on", &A::due_on, {"期限", "due on"});
  }
};

/// An achievement of the case.
struct BoardAchievement {
  std::string number;
  std::string name;
  std::optional<Classification> classification;

  template <class V>
  static void describe(V& v) {
    using A = BoardAchievement;
    v.field("number", &A::number, {"成果编号", "achievement number"});
    v.field("name", &A::name, {"成果名称", "achievement name"});
    v.field("classification", &A::classification, {"分类结果", "classification"});
  }
};

/// The path of one case: its ten links on one day.
struct CaseBoard {
  std::string number;
  std::string title;
  CaseState state = CaseState::active;
  std::optional<Pathway> pathway;
  std::optional<ContractType> contract_type;
  std::vector<BoardAchievement> achievements;
  Date on;  ///< the day judged
  std::vector<BoardLink> links;

  template <class V>
  static void describe(V& v) {
    using A = CaseBoard;
    v.field("number", &A::number, {"项目编号", "case number"});
    v.field("title", &A::title, {"项目名称", "title"});
    v.field("state", &A::state, {"状态", "state", "PTH-03"});
    v.field("pathway", &A::pathway, {"转化路径", "pathway", "CTR-01"});
    v.field("contract_type", &A::contract_type, {"合同类型", "contract type", "CTR-01"});
    v.field("achievements", &A::achievements, {"成果", "achievements"});
    v.field("on", &A::on, {"判断日", "day judged"});
    v.field("links", &A::links, {"环节", "links"});
  }
};

/// What leads to what between two links (PTH; house default). Step D runs across: risks are
/// reviewed before signing, decisions come with 1, 4 and 6, a report needs a contract only.
struct LinkEdge {
  int from = 0;       ///< number of a link
  int to = 0;         ///< number of a link
  bool waits = true;  ///< false: it accompanies and holds nothing up
  bool operator==(const LinkEdge&) const = default;
};
/// All of them.
inline constexpr std::array link_edges = {
    LinkEdge{1, 3},         LinkEdge{1, 4},        LinkEdge{2, 4},        LinkEdge{3, 4},
    LinkEdge{3, 5},         LinkEdge{4, 5},        LinkEdge{5, 6},        LinkEdge{6, 7, false},
    LinkEdge{8, 5, false},  LinkEdge{1, 9, false}, LinkEdge{4, 9, false}, LinkEdge{6, 9, false},
    LinkEdge{5, 10, false},
};

/// One of the four steps the links belong to.
struct PathStep {
  std::string_view code;  ///< "A" to "D"
  StaticText title;       ///< what people call it
};
/// All of them, in order.
inline constexpr std::array path_steps = {
    PathStep{"A", {"披露与确权赋权", "disclosure and rights"}},
    PathStep{"B", {"分类与转化路径", "classification and pathway"}},
    PathStep{"C", {"收益与绩效", "income and performance"}},
    PathStep{"D", {"风险防控（贯穿全程）", "risk control (runs across)"}},
};

/// @param file  loaded from `state`
/// @rule PTH-01, PTH-02
CaseBoard board_of(const Surroundings& around, const State& state, const TransferFile& file);

/// The states of this case alone, from statuses worked out before.
CaseBoard board_of(const TransferFile& file, const std::vector<LinkStatus>& links, const Date& on);

/// A symbol for each state: it is read without colour.
std::string_view symbol_of(LinkState state);

std::string to_text(const CaseBoard& board, Language language);  ///< for a terminal
std::string to_json(const CaseBoard& board);                     ///< canonical, both languages

}  // namespace kezhuan
