#include <algorithm>
#include <unordered_map>

#include "kezhuan/core/error.hpp"
#include "kezhuan/registry/registry.hpp"
#include "registry/entry.hpp"
#include "report/compose.hpp"

namespace kezhuan {

namespace {

/// Canonical entries start with the type of their act.
bool is_about_content(std::string_view json) {
  return json.starts_with(R"({"act":"application.file",)") ||
         json.starts_with(R"({"act":"application.revise",)");
}

/// Looks through the ledger for contents that were revised since they were frozen. The hash an
/// edition holds says which is the right one, so no history needs to be kept in the tables.
class ContentSearch {
 public:
  ContentSearch(const Snapshot& snapshot, const std::vector<EditionEntry>& entries)
      : snapshot_(snapshot) {
    for (const auto& entry : entries) wanted_.emplace(entry.application, entry);
  }

  FrozenContents run() {
    constexpr std::uint64_t step = 4096;  // `for_each_entry` goes to its end; stop between steps
    const auto size = snapshot_.mark().size;
    for (std::uint64_t from = 1; from <= size && !wanted_.empty(); from += step) {
      snapshot_.for_each_entry(from, std::min(size, from + step - 1), [&](std::string_view json) {
        if (is_about_content(json)) look_at(read_entry(json));
      });
    }
    if (!wanted_.empty()) throw_lost(wanted_.begin()->second);
    return std::move(found_);
  }

 private:
  void look_at(const Entry& entry) {
    if (const auto* filed = entry.act.as<FileApplication>()) {
      if (entry.outcome.id) try_content(Id<Application>(*entry.outcome.id), filed->content);
    } else if (const auto* revised = entry.act.as<ReviseApplication>()) {
      try_content(revised->application.target(), revised->content);
    }
  }

  void try_content(const Id<Application>& application, const ApplicationContent& content) {
    auto [it, end] = wanted_.equal_range(application);
    while (it != end) {
      if (frozen_hash(snapshot_.state(), it->second, content) == it->second.content) {
        found_.emplace(it->second.content, content);
        it = wanted_.erase(it);
      } else {
        ++it;
      }
    }
  }

  [[noreturn]] static void throw_lost(const EditionEntry& entry) {
    throw Error(ErrorCode::integrity,
                {"清单条目 " + entry.number + " 冻结时的内容在账册中找不到",
                 "the content that entry " + entry.number + " froze is not in the ledger"},
                {"运行 verify 检查账册；必要时从备份恢复。",
                 "Run verify to check the ledger; restore a backup if need be."},
                "DSC-03");
  }

  const Snapshot& snapshot_;
  std::unordered_multimap<Id<Application>, EditionEntry> wanted_;
  FrozenContents found_;
};

ListSources sources_of(const Snapshot& snapshot, Language language) {
  return {snapshot.state(),
          [&snapshot, language](const Personal& personal) {
            return snapshot.reveal(personal, language);
          },
          [&snapshot](const std::vector<EditionEntry>& entries) {
            return ContentSearch(snapshot, entries).run();
          }};
}

Id<Edition> get_edition(const Snapshot& snapshot, std::string_view edition) {
  return Id<Edition>(snapshot.get(Kind::edition, edition).id);
}

}  // namespace

DisclosureList load_disclosure_list(const Snapshot& snapshot, std::string_view edition,
                                    const ReportOptions& options) {
  auto list =
      compose_list(sources_of(snapshot, options.language), get_edition(snapshot, edition), options);
  const auto mark = snapshot.mark();
  list.ledger_size = static_cast<std::int64_t>(mark.size);
  list.ledger_root = mark.root;
  return list;
}

EditionDifference load_edition_difference(const Snapshot& snapshot, std::string_view before,
                                          std::string_view after, const ReportOptions& options) {
  return compose_difference(sources_of(snapshot, options.language), get_edition(snapshot, before),
                            get_edition(snapshot, after), options);
}

}  // namespace kezhuan
