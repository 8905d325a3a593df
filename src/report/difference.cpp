#include <algorithm>
#include <map>

#include "kezhuan/core/error.hpp"
#include "report/plain.hpp"
#include "report/shown.hpp"
#include "report/withhold.hpp"

namespace kezhuan {

namespace {

using EntriesByNumber = std::map<std::string, const ListEntry*>;

EntriesByNumber by_number(const DisclosureList& list) {
  EntriesByNumber entries;
  for (const auto& entry : list.entries) entries.emplace(entry.number, &entry);
  return entries;
}

std::optional<std::string> unless_empty(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

/// The seven elements, and what else the frozen content holds.
std::vector<ShownField> content_fields(const ListEntry& entry, Language language) {
  auto fields = shown_fields(entry, language, false);
  std::vector<std::string> contributors;
  for (const auto& one : entry.contributors) contributors.push_back(show(one, language));
  fields.push_back(
      {{}, "/contributors", {"完成人", "contributors"}, join(contributors, language), false});
  fields.push_back({Element::rights,
                    "/agreement",
                    {"赋权协议", "rights agreement"},
                    entry.agreement ? show(*entry.agreement, language) : std::string(),
                    entry.withholds(element_pointer(Element::rights))});
  fields.push_back({{},
                    "/withheld",
                    {"不予公示的内容", "what is withheld"},
                    show_withheld(entry, language),
                    false});
  return fields;
}

std::vector<FieldDifference> compare_fields(const ListEntry& before, const ListEntry& after,
                                            Language language) {
  const auto old_fields = content_fields(before, language);
  const auto new_fields = content_fields(after, language);  // the same fields in the same order
  std::vector<FieldDifference> differences;
  for (std::size_t i = 0; i < new_fields.size(); ++i) {
    const auto& was = old_fields[i];
    const auto& is = new_fields[i];
    if (was.text == is.text) continue;
    differences.push_back({is.pointer, is.label.zh, is.label.en, was.withheld || is.withheld,
                           unless_empty(was.text), unless_empty(is.text)});
  }
  return differences;
}

bool hides_name(const ListEntry& entry) { return entry.withholds(element_pointer(Element::name)); }

EntryDifference removal(const ListEntry& gone, const DisclosureList& after) {
  EntryDifference difference{gone.number, gone.name, hides_name(gone), {}, {}, {}};
  for (const auto& removed : after.removed) {
    if (removed.number != gone.number) continue;
    difference.reason_zh = removed.reason_zh;
    difference.reason_en = removed.reason_en;
  }
  return difference;
}

/// Writes the difference for a terminal.
class DifferenceText {
 public:
  DifferenceText(const EditionDifference& difference, Language language)
      : difference_(difference), language_(language) {}

  std::string write() {
    write_head();
    for (const auto& entry : difference_.added) write_entry("+", entry);
    for (const auto& entry : difference_.changed) write_entry("~", entry);
    for (const auto& entry : difference_.removed) write_entry("-", entry);
    return std::move(out_);
  }

 private:
  std::string_view in(const StaticText& text) const { return text.in(language_); }

  void write_head() {
    const auto edition = [&](std::int64_t sequence, const std::string& number) {
      return show_sequence(sequence, language_) + in_brackets(plain_line(number), language_);
    };
    out_ += in({"《数据类职务性科技成果清单》", "List of data-type service achievements: "});
    out_ += edition(difference_.from_sequence, difference_.from) + " → " +
            edition(difference_.to_sequence, difference_.to) + "\n";
    const auto count = [&](const StaticText& what, std::size_t number) {
      out_ += std::string(in(what)) + " " + std::to_string(number);
    };
    count({"新增", "added"}, difference_.added.size());
    count({"　变更", ", changed"}, difference_.changed.size());
    count({"　移出", ", removed"}, difference_.removed.size());
    count({"　未变", ", unchanged"}, static_cast<std::size_t>(difference_.unchanged));
    out_ += "\n";
  }

  void write_entry(std::string_view sign, const EntryDifference& entry) {
    out_ += std::string(sign) + " " + plain_line(entry.number) + "  " +
            plain_line(show_name(entry, language_, difference_.public_rendering)) + "\n";
    for (const auto& field : entry.fields) write_field(field);
    const auto& reason = language_ == Language::zh ? entry.reason_zh : entry.reason_en;
    if (reason)
      out_ += "    " + std::string(in({"原因：", "reason: "})) + plain_line(*reason) + "\n";
  }

  void write_field(const FieldDifference& field) {
    out_ += "    " + (language_ == Language::zh ? field.label_zh : field.label_en);
    if (field.withheld && difference_.public_rendering) {
      out_ += std::string(in({"：", ": "})) + std::string(in(withheld_mark)) + "\n";
      return;
    }
    if (field.withheld) out_ += in({"【保密】", " [confidential]"});
    const auto value = [&](const std::optional<std::string>& text) {
      return text ? plain_line(*text) : std::string(in({"（无）", "(none)"}));
    };
    out_ += "\n      " + std::string(in({"原：", "was: "})) + value(field.before);
    out_ += "\n      " + std::string(in({"现：", "now: "})) + value(field.after) + "\n";
  }

  const EditionDifference& difference_;
  Language language_;
  std::string out_;
};

}  // namespace

EditionDifference compare_editions(const DisclosureList& before, const DisclosureList& after,
                                   Language language) {
  if (before.public_rendering || after.public_rendering) {
    throw_invalid({"公示版隐去了保密内容，不能用来比较",
                   "a public rendering lacks what is withheld and cannot be compared"},
                  {"请比较内部版", "compare the internal renderings"}, "DSC-04");
  }
  EditionDifference difference;
  difference.from = before.number;
  difference.from_sequence = before.sequence;
  difference.to = after.number;
  difference.to_sequence = after.sequence;
  auto former = by_number(before);
  for (const auto& entry : after.entries) {
    const auto found = former.find(entry.number);
    if (found == former.end()) {
      difference.added.push_back({entry.number, entry.name, hides_name(entry), {}, {}, {}});
      continue;
    }
    const auto& old = *found->second;
    if (old.content == entry.content) {
      ++difference.unchanged;
    } else {
      difference.changed.push_back({entry.number,
                                    entry.name,
                                    hides_name(old) || hides_name(entry),
                                    compare_fields(old, entry, language),
                                    {},
                                    {}});
    }
    former.erase(found);
  }
  for (const auto& [number, entry] : former) difference.removed.push_back(removal(*entry, after));
  return difference;
}

EditionDifference public_rendering_of(EditionDifference difference) {
  difference.public_rendering = true;
  for (auto* entries : {&difference.added, &difference.changed, &difference.removed}) {
    for (auto& entry : *entries) {
      if (entry.name_withheld) entry.name = withheld_text();
      for (auto& field : entry.fields) {
        if (!field.withheld) continue;
        field.before.reset();
        field.after.reset();
      }
    }
  }
  return difference;
}

std::string to_text(const EditionDifference& difference, Language language) {
  return DifferenceText(difference, language).write();
}

}  // namespace kezhuan
