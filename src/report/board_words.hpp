#pragma once

#include <string>
#include <string_view>

#include "kezhuan/path/board.hpp"

/// What the picture, the flowchart and the page of a board say alike.
namespace kezhuan {

struct StateLook {
  std::string_view fill;
  std::string_view ink;  ///< 4.5:1 on the fill
};

inline StateLook look_of(LinkState state) {
  switch (state) {
    case LinkState::done: return {"#e1efe8", "#1a5c40"};
    case LinkState::done_to_date: return {"#dcedf2", "#1d5468"};
    case LinkState::open: return {"#fbf0d9", "#70480a"};
    case LinkState::blocked: return {"#f6e2dd", "#8a2f1b"};
    case LinkState::not_applicable: return {"#eef1f3", "#56636f"};
    case LinkState::not_started: return {"#ffffff", "#45535f"};
  }
  return {"#ffffff", "#45535f"};
}

inline std::string state_words(const CaseBoard& board, const BoardLink& link, Language language) {
  std::string words(state_name(link.state, board.state).in(language));
  if (link.since) {
    words += (language == Language::zh ? " · 自 " : " · since ") + link.since->to_text();
  }
  return words;
}

/// "还缺 2 项 · 期限 2026-07-31"; empty when there is nothing to say.
inline std::string lack_words(const BoardLink& link, Language language) {
  const bool zh = language == Language::zh;
  std::string words;
  const bool is_due_to_lack = link.state != LinkState::not_started && !link.missing.empty();
  if (is_due_to_lack) {
    const auto count = std::to_string(link.missing.size());
    if (link.state == LinkState::done_to_date) {
      words = zh ? "尚待 " + count + " 项" : count + " to come";
    } else {
      words = zh ? "还缺 " + count + " 项" : count + " missing";
    }
  }
  if (link.due_on) {
    words +=
        (words.empty() ? "" : " · ") + std::string(zh ? "期限 " : "due ") + link.due_on->to_text();
  }
  return words;
}

inline std::string pathway_words(const CaseBoard& board, Language language) {
  if (!board.pathway) {
    return language == Language::zh ? "转化路径未选定" : "pathway not chosen";
  }
  std::string words(name_of(*board.pathway).in(language));
  if (board.contract_type) words += " · " + std::string(name_of(*board.contract_type).in(language));
  return words;
}

inline std::string hand_words(const std::vector<std::string>& who, Language language) {
  std::string words;
  for (const auto& code : who) {
    if (!words.empty()) words += language == Language::zh ? "、" : ", ";
    words += who_name(code).in(language);
  }
  return words;
}

}  // namespace kezhuan
