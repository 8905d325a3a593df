// Any text as JSON, then as a submission: what reads is written and read again to the same.

#include <optional>

#include "fuzz/target.hpp"
#include "kezhuan/acts/table.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/write.hpp"

namespace kezhuan::fuzz {

namespace {

constexpr ParseLimits wide{std::size_t{1} << 30U, 64};

/// Lines aside: what is written has no line breaks.
bool same(const Node& left, const Node& right) {
  if (left.kind != right.kind || left.text != right.text || left.keys != right.keys ||
      left.items.size() != right.items.size()) {
    return false;
  }
  for (std::size_t i = 0; i < left.items.size(); ++i) {
    if (!same(left.items[i], right.items[i])) return false;
  }
  return true;
}

void write_again(const Node& node) {
  const auto text = to_json(node);
  must(same(node, parse_json(text, wide)), "JSON that was read is written and read the same");
  must(to_json(parse_json(indent_json(text), wide)) == text, "indenting changes blanks alone");
}

void submit(const Node& node) {
  std::optional<Submission> read;
  if (!reads([&] { read.emplace(read_submission(node)); })) return;
  const auto& type = read->act.type();
  const auto written = read->act.write(PersonalForm::value);
  const AnyAct again(type, type.read(parse_json(written, wide), false));
  must(again.write(PersonalForm::value) == written, "an act is written and read the same");
}

}  // namespace

void run_json(std::string_view input) {
  Node node;
  if (!reads([&] { node = parse_json(input); })) return;
  write_again(node);
  submit(node);
}

}  // namespace kezhuan::fuzz
