#include "report/csv_writer.hpp"
#include "report/shown.hpp"

namespace kezhuan {

namespace {

template <class T>
std::string show_all(const std::vector<T>& items, Language language) {
  std::vector<std::string> parts;
  for (const auto& item : items) parts.push_back(show(item, language));
  return join(parts, language);
}

/// One cell with its heading; a row is a list of them, so that heading and row cannot drift apart.
struct Column {
  std::string key;
  Text heading;
  std::string value;
};

/// The row of one entry; of a removed one when the entry is empty but for what is set later.
class Row {
 public:
  Row(const DisclosureList& list, const ListEntry& entry, Language language)
      : list_(list), entry_(entry), language_(language) {
    add("edition", {"清单编号", "edition"}, list.number);
    add("line", {"序号", "line"}, "");
    add("change", {"变化", "change"}, in(name_of(entry.change)));
    add("number", {"成果编号", "achievement number"}, entry.number);
    for (auto& field : shown_fields(entry, language, list.public_rendering)) {
      add(field.pointer, field.label, std::move(field.text));
    }
    add_records();
    add("application", {"申报表", "application"}, entry.application);
    add("revision", {"稿次", "revision"}, std::to_string(entry.revision));
    add("content", {"内容哈希", "content hash"}, entry.content ? entry.content->to_text() : "");
    add("withheld", {"不予公示的内容", "withheld from the public"}, show_withheld(entry, language));
    add("reason", {"移出原因", "reason for removal"}, "");
  }

  void set(std::string_view key, std::string value) {
    for (auto& column : columns_) {
      if (column.key == key) column.value = std::move(value);
    }
  }

  const std::vector<Column>& columns() const { return columns_; }

 private:
  std::string in(const StaticText& text) const { return std::string(text.in(language_)); }

  void add(std::string key, Text heading, std::string value) {
    columns_.push_back({std::move(key), std::move(heading), std::move(value)});
  }

  /// What goes together with an element that is withheld shows the mark as well.
  void add_with(std::string_view pointer, std::string key, Text heading, std::string value) {
    const bool masked = list_.public_rendering && entry_.withholds(pointer);
    add(std::move(key), std::move(heading), masked ? in(withheld_mark) : std::move(value));
  }

  void add_records() {
    add_with("/type", "classification", {"分类", "classification"},
             entry_.classification ? in(name_of(*entry_.classification)) : "");
    add("contributors", {"完成人", "contributors"}, show_all(entry_.contributors, language_));
    add_with("/secondary", "certificates", {"证书", "certificates"},
             show_all(entry_.certificates, language_));
    add_with("/rights", "agreement", {"赋权协议", "rights agreement"},
             entry_.agreement ? show(*entry_.agreement, language_) : "");
  }

  const DisclosureList& list_;
  const ListEntry& entry_;
  Language language_;
  std::vector<Column> columns_;
};

void write_row(CsvWriter& csv, const Row& row) {
  for (const auto& column : row.columns()) csv.cell(column.value);
  csv.end_row();
}

/// The columns of an entry, nearly all empty.
Row removed_row(const DisclosureList& list, const ListRemoval& removed, const ListEntry& nothing,
                Language language) {
  Row row(list, nothing, language);
  row.set("change", count_name<EntryChange>("removed", language));
  row.set("number", removed.number);
  row.set("/name", show_name(removed, language, list.public_rendering));
  row.set("revision", "");
  row.set("reason", language == Language::zh ? removed.reason_zh : removed.reason_en);
  return row;
}

}  // namespace

std::string to_csv(const DisclosureList& list, Language language) {
  CsvWriter csv;
  const ListEntry nothing;
  const Row headings(list, nothing, language);
  for (const auto& column : headings.columns()) csv.cell(column.heading.in(language));
  csv.end_row();
  std::size_t line = 0;
  for (const auto& entry : list.entries) {
    Row row(list, entry, language);
    row.set("line", std::to_string(++line));
    write_row(csv, row);
  }
  for (const auto& removed : list.removed) {
    write_row(csv, removed_row(list, removed, nothing, language));
  }
  Row mark(list, nothing, language);  // what an auditor compares with `verify --size --root`
  mark.set("change", language == Language::zh ? "账本" : "ledger");
  mark.set("number", std::to_string(list.ledger_size));
  mark.set("/name", list.ledger_root.to_text());
  mark.set("revision", "");
  write_row(csv, mark);
  return csv.take();
}

}  // namespace kezhuan
