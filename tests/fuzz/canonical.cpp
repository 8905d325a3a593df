// The quick reader of what we wrote, against the strict one: the first line names the type.

#include <memory>
#include <optional>
#include <vector>

#include "fuzz/target.hpp"
#include "kezhuan/acts/aggregates.hpp"
#include "kezhuan/acts/table.hpp"
#include "kezhuan/core/read_canonical.hpp"
#include "registry/entry.hpp"

namespace kezhuan::fuzz {

namespace {

constexpr ParseLimits wide{std::size_t{1} << 30U, 64};

struct Type {
  std::string_view name;
  const Shape* shape;
  std::shared_ptr<void> (*make)();
};

const std::vector<Type>& types() {
  static const auto all = [] {
    std::vector<Type> found;
    for (const auto& type : aggregate_types()) {
      found.push_back({to_code(type.kind), type.shape, type.make});
    }
    for (const auto& type : act_types()) found.push_back({type.name, type.shape, type.make});
    found.push_back({"outcome", &shape_of<Outcome>,
                     []() -> std::shared_ptr<void> { return std::make_shared<Outcome>(); }});
    return found;
  }();
  return all;
}

void read_both_ways(const Type& type, std::string_view text) {
  const auto quick = type.make();
  bool is_taken = false;
  static_cast<void>(reads([&] { is_taken = find_canonical(text, *type.shape, quick.get()); }));
  const auto strict = type.make();
  const bool is_good =
      reads([&] { read_whole(parse_json(text, wide), true, *type.shape, strict.get()); });
  if (!is_good) {
    must(!is_taken, "what the quick reader takes, the strict one reads");
    return;
  }
  const auto written = to_canonical_json(*type.shape, strict.get(), PersonalForm::commitment);
  if (is_taken) {
    must(to_canonical_json(*type.shape, quick.get(), PersonalForm::commitment) == written,
         "both readers read the same");
  }
  const auto again = type.make();
  read_whole(parse_json(written, wide), true, *type.shape, again.get());
  must(to_canonical_json(*type.shape, again.get(), PersonalForm::commitment) == written,
       "a value is written and read the same");
}

void read_as_entry(std::string_view text) {
  std::optional<Entry> entry;
  if (!reads([&] { entry.emplace(read_entry(text)); })) return;
  const auto write = [](const Entry& each) {
    return write_entry(each.seq, each.envelope, each.act, each.outcome, each.policy, each.calendar);
  };
  const auto written = write(*entry);
  must(write(read_entry(written)) == written, "an entry is written and read the same");
}

}  // namespace

void run_canonical(std::string_view input) {
  if (input.starts_with('{')) return read_as_entry(input);
  const auto name = take_line(input);
  for (const auto& type : types()) {
    if (type.name == name) read_both_ways(type, input);
  }
}

}  // namespace kezhuan::fuzz
