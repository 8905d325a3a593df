#include "fuzz/target.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "kezhuan/core/utf8.hpp"

namespace kezhuan::fuzz {

void must(bool holds, std::string_view what) {
  if (!holds) throw std::logic_error("does not hold: " + std::string(what));
}

std::vector<Problem> refusal_of(const std::function<void()>& read) {
  try {
    read();
  } catch (const Error& error) {
    must(!error.problems().empty(), "an error names a problem");
    for (const auto& problem : error.problems()) {
      must(!problem.what.zh.empty() && !problem.what.en.empty(), "a problem speaks both languages");
      for (const auto* text : {&problem.place, &problem.what.zh, &problem.what.en,
                               &problem.remedy.zh, &problem.remedy.en}) {
        must(is_utf8(*text), "a message is UTF-8");
        must(text->size() < 16'384, "a message is no longer than people read");
      }
    }
    return error.problems();
  }
  return {};
}

ReadBytes pieces_of(std::string_view text) {
  return [text](char* to, std::size_t most) mutable {
    const auto size = std::min({most, text.size(), std::size_t{61}});
    std::copy_n(text.data(), size, to);
    text.remove_prefix(size);
    return size;
  };
}

std::string_view take_line(std::string_view& input) {
  const auto end = std::min(input.find('\n'), input.size());
  const auto line = input.substr(0, end);
  input.remove_prefix(std::min(end + 1, input.size()));
  return line;
}

}  // namespace kezhuan::fuzz
