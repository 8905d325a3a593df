#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <span>
#include <utility>

#include "core/edit_distance.hpp"
#include "core/scan.hpp"
#include "exchange/cells.hpp"
#include "exchange/import_ids.hpp"
#include "exchange/plan.hpp"
#include "kezhuan/core/money.hpp"
#include "kezhuan/core/ratio.hpp"
#include "kezhuan/exchange/importer.hpp"

namespace kezhuan {

namespace {

constexpr std::size_t absent = static_cast<std::size_t>(-1);
constexpr std::size_t most_rows = 10'000;  // of one record, which is held whole

using Rows = std::vector<const Row*>;

Node text_node(std::string text) { return {Node::Kind::text, 0, std::move(text), {}, {}}; }

/// A header as it is compared: narrow, without blanks, line breaks and a star, unit taken off.
struct HeaderName {
  std::string name;
  std::string unit;
};

HeaderName read_header_name(std::string_view header) {
  std::string storage;
  HeaderName out;
  for (const char c : narrowed(header, storage)) {
    if (c != ' ' && c != '\n' && c != '\r' && c != '*') {
      out.name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  const auto open = out.name.rfind('(');
  if (open == std::string::npos || out.name.back() != ')') return out;
  auto inside = out.name.substr(open + 1, out.name.size() - open - 2);
  constexpr std::string_view unit_word = "单位:";
  if (inside.compare(0, unit_word.size(), unit_word) == 0) inside.erase(0, unit_word.size());
  if (power_of_unit(inside) < 0) return out;
  out.unit = std::move(inside);
  out.name.erase(open);
  return out;
}

/// Which cell of a row a column of the mapping is.
class Columns {
 public:
  Columns(const MappingPlan& plan, const std::string& file, const Row& header)
      : plan_(plan), file_(file), header_(header.cells), line_(header.line) {
    for (const auto& cell : header_) names_.push_back(read_header_name(cell));
    for (const auto& column : plan_.columns) bind(column);
    if (!problems_.empty()) throw Error(ErrorCode::invalid, std::move(problems_));
  }

  /// Empty when the sheet has no such column, or the row ends before it.
  std::string_view cell(const Row& row, std::size_t column) const {
    const auto place = places_[column];
    if (place == absent || place >= row.cells.size()) return {};
    return trimmed(row.cells[place]);
  }

  bool has(std::size_t column) const { return places_[column] != absent; }
  /// As the sheet calls it.
  std::string title(std::size_t column) const {
    return has(column) ? std::string(trimmed(header_[places_[column]]))
                       : plan_.columns[column].name;
  }
  std::string_view unit(std::size_t column) const {
    if (has(column) && !names_[places_[column]].unit.empty()) {
      return names_[places_[column]].unit;
    }
    return plan_.columns[column].unit ? std::string_view(*plan_.columns[column].unit)
                                      : std::string_view();
  }
  std::size_t width() const { return header_.size(); }

  std::vector<std::string> unused() const {
    std::vector<std::string> titles;
    for (std::size_t i = 0; i < header_.size(); ++i) {
      const auto title = trimmed(header_[i]);
      const bool is_used = std::find(places_.begin(), places_.end(), i) != places_.end();
      if (!is_used && !title.empty() && !is_reject_column(title)) titles.emplace_back(title);
    }
    return titles;
  }

 private:
  void bind(const ColumnRule& column) {
    std::vector<std::size_t> found;
    find(column.name, found);
    for (const auto& other : column.also) {
      if (found.empty()) find(other, found);
    }
    if (found.size() > 1) report_twice(column, found);
    if (found.empty() && column.required.value_or(false)) report_missing(column);
    places_.push_back(found.empty() ? absent : found.front());
  }

  void find(std::string_view name, std::vector<std::size_t>& found) const {
    const auto wanted = read_header_name(name).name;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (names_[i].name == wanted) found.push_back(i);
    }
  }

  std::string place() const { return file_ + ":" + std::to_string(line_); }

  void report_twice(const ColumnRule& column, const std::vector<std::size_t>& found) {
    const auto first = std::to_string(found[0] + 1);
    const auto second = std::to_string(found[1] + 1);
    problems_.push_back(
        {{},
         place(),
         {"表头“" + column.name + "”出现两次：第 " + first + " 列和第 " + second + " 列。",
          "the header " + kezhuan::quoted(column.name) + " is there twice: columns " + first +
              " and " + second + "."},
         {"删去或改名其中一列。", "Drop or rename one of them."}});
  }

  void report_missing(const ColumnRule& column) {
    Text remedy{
        "表头应是第一个不空的行。补上这一列；叫法不同时，用 --print-mapping "
        "取出列对应，加上你的列名，再以 --map 给出。",
        "The header is the first row that is not blank. Add the column; if you call it otherwise, "
        "print the mapping with --print-mapping, "
        "add your name and give it with --map."};
    if (const auto nearest = nearest_header(column); !nearest.empty()) {
      remedy = {"是不是“" + nearest + "”？" + remedy.zh,
                "Is it " + kezhuan::quoted(nearest) + "? " + remedy.en};
    }
    problems_.push_back({{},
                         place(),
                         {"缺少“" + column.name + "”一列。",
                          "the column " + kezhuan::quoted(column.name) + " is missing."},
                         std::move(remedy)});
  }

  std::string nearest_header(const ColumnRule& column) const {
    std::string nearest;
    std::size_t least = 7;  // two Chinese characters
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const auto distance = edit_distance(names_[i].name, column.name);
      const bool is_wholly_other = distance >= std::max(names_[i].name.size(), column.name.size());
      if (distance >= least || is_wholly_other) continue;
      least = distance;
      nearest = trimmed(header_[i]);
    }
    return nearest;
  }

  const MappingPlan& plan_;
  std::string file_;
  std::vector<std::string> header_;
  std::size_t line_;
  std::vector<HeaderName> names_;
  std::vector<std::size_t> places_;
  std::vector<Problem> problems_;
};

/// Makes the acts of one record.
class RecordBuilder {
 public:
  RecordBuilder(const MappingPlan& plan, const Columns& columns, const std::string& file,
                const MapDefaults& defaults, ImportRecord& record)
      : plan_(plan), columns_(columns), file_(file), defaults_(defaults), record_(record) {
    for (const auto& row : record.rows) all_.push_back(&row);
    created_.resize(plan.acts.size());
  }

  void build() {
    check_widths();
    read_key();
    for (std::size_t i = 0; i < plan_.acts.size() && record_.problems.size() < 100; ++i) {
      add_acts(i);
    }
    if (!record_.problems.empty()) record_.acts.clear();
  }

 private:
  /// Once, though several acts are filled from one cell.
  void report(const Row& row, std::size_t column, const Error& error) {
    for (const auto& problem : error.problems()) {
      report(row, column, problem.what, problem.remedy, problem.rule);
    }
  }

  void report(const Row& row, std::size_t column, Text what, Text remedy, std::string rule = {}) {
    Problem problem{std::move(rule),
                    file_ + ":" + std::to_string(row.line) +
                        (column == absent ? "" : ":" + columns_.title(column)),
                    std::move(what), std::move(remedy)};
    auto& problems = record_.problems;
    if (std::find(problems.begin(), problems.end(), problem) == problems.end()) {
      problems.push_back(std::move(problem));
    }
  }

  /// Excel leaves out empty cells at the end; more cells than headers are a slip.
  void check_widths() {
    for (const auto* row : all_) {
      for (auto i = columns_.width(); i < row->cells.size(); ++i) {
        if (trimmed(row->cells[i]).empty()) continue;
        const auto has = std::to_string(row->cells.size());
        const auto wanted = std::to_string(columns_.width());
        report(*row, absent,
               {"这一行有 " + has + " 列，表头只有 " + wanted + " 列。",
                "this row has " + has + " cells, the header " + wanted + "."},
               {"可能是单元格里有逗号而没有加引号；改好后再导入。",
                "A comma in a cell without quotation marks, perhaps; mend it."});
        break;
      }
    }
  }

  void read_key() {
    for (const auto column : plan_.key) {
      std::string storage;
      const auto cell = narrowed(columns_.cell(*all_.front(), column), storage);
      if (cell.empty()) report_empty(*all_.front(), column);
      ids_.add(cell);
    }
  }

  void report_empty(const Row& row, std::size_t column) {
    const auto title = columns_.title(column);
    report(row, column, {"“" + title + "”是空的。", kezhuan::quoted(title) + " is empty."},
           {"填上它。", "Fill it in."});
  }

  void add_acts(std::size_t which) {
    const auto& act = plan_.acts[which];
    if (act.per.empty()) {
      if (is_met(act.when, all_)) add_act(which, all_, {});
      return;
    }
    for (const auto& [values, rows] : split(act.per, all_)) {
      if (is_met(act.when, rows)) add_act(which, rows, values);
    }
  }

  /// Whether the columns an act hangs on all say that it was done.
  bool is_met(const std::vector<std::size_t>& columns, const Rows& rows) {
    return std::all_of(columns.begin(), columns.end(),
                       [&](std::size_t column) { return is_met(column, rows); });
  }

  /// One row that says no outweighs those that say yes: nothing is recorded that was denied.
  bool is_met(std::size_t column, const Rows& rows) {
    bool is_said = false;
    for (const auto* row : rows) {
      const auto cell = columns_.cell(*row, column);
      if (cell.empty()) continue;
      if (!says_yes(*row, column, cell)) return false;
      is_said = true;
    }
    return is_said;
  }

  bool says_yes(const Row& row, std::size_t column, std::string_view cell) {
    const auto& rule = plan_.columns[column];
    const auto meaning = meaning_of(cell, rule);
    if (!rule.yes_no.value_or(false)) return !reads_as_no(meaning);
    try {
      return boolean_of_cell(meaning);
    } catch (const Error& error) {
      report(row, column, error);
      return false;
    }
  }

  /// The rows by what they have in these columns, in the order they come; blank ones left out.
  std::vector<std::pair<std::string, Rows>> split(const std::vector<std::size_t>& columns,
                                                  const Rows& rows) const {
    std::vector<std::pair<std::string, Rows>> parts;
    std::map<std::string, std::size_t, std::less<>> known;
    for (const auto* row : rows) {
      std::string values;
      bool is_blank = true;
      for (const auto column : columns) {
        std::string storage;
        const auto cell = narrowed(columns_.cell(*row, column), storage);
        is_blank = is_blank && cell.empty();
        values.append(cell).append("\x1F");
      }
      if (is_blank) continue;
      const auto [place, is_new] = known.try_emplace(values, parts.size());
      if (is_new) parts.emplace_back(values, Rows{});
      parts[place->second].second.push_back(row);
    }
    return parts;
  }

  void add_act(std::size_t which, const Rows& rows, const std::string& values) {
    const auto& act = plan_.acts[which];
    bool is_dated_by_day = false;
    const auto happened = read_happened(act, rows, is_dated_by_day);
    auto data = build_object(act.data, rows, true);
    if (act.gives_id && data) {
      created_[which] = ids_.created(plan_.id, act.name, values);
      data->keys.emplace_back("id");
      data->items.push_back(text_node(created_[which].to_text()));
    }
    if (!record_.problems.empty() || !data || !happened) return;  // none of them will be done
    try {
      record_.acts.push_back({{ids_.act(plan_.id, act.name, values),
                               *happened,
                               {},
                               {},
                               AnyAct(*act.type, act.type->read(*data, false)),
                               defaults_.legacy && !is_dated_by_day},
                              which,
                              is_dated_by_day});
    } catch (const Error& error) {
      for (const auto& problem : error.problems()) {
        record_.problems.push_back(locate(plan_, columns_, file_, record_, which, problem));
      }
    }
  }

  std::optional<Date> read_happened(const PlannedAct& act, const Rows& rows, bool& by_day) {
    auto node = build_piece(act.happened, rows);
    if (node) return Date::parse(node->text);
    if (!act.happened.is_today) return std::nullopt;
    by_day = true;
    return defaults_.today;
  }

 public:
  /// With file, line and the column the field is filled from.
  static Problem locate(const MappingPlan& plan, const Columns& columns, const std::string& file,
                        const ImportRecord& record, std::size_t which, Problem problem) {
    const bool is_about_day = problem.rule == "REG-04" || problem.rule == "REG-08";
    const auto pointer =
        problem.place.empty() && is_about_day ? "/happened" : without_places(problem.place);
    const auto& sources = plan.acts.at(which).sources;
    const auto is_it = [&](const FieldSource& source) { return source.pointer == pointer; };
    const auto is_part = [&](const FieldSource& source) {
      return !pointer.empty() && source.pointer.compare(0, pointer.size() + 1, pointer + "/") == 0;
    };
    // A column the sheet has, before one it should have.
    const auto rank = [&](const FieldSource& source) {
      const int missing = columns.has(source.column) ? 0 : 1;
      return is_it(source) ? missing : is_part(source) ? 2 + missing : 4;
    };
    const auto found = std::min_element(
        sources.begin(), sources.end(),
        [&](const FieldSource& a, const FieldSource& b) { return rank(a) < rank(b); });
    problem.place = file + ":" + std::to_string(record.line);
    if (found != sources.end() && rank(*found) < 4) {
      problem.place += ":" + columns.title(found->column);
    }
    return problem;
  }

 private:
  std::optional<Node> build_piece(const Piece& piece, const Rows& rows) {
    switch (piece.kind) {
      case Piece::Kind::literal: return piece.node;
      case Piece::Kind::cell: return build_cell(piece, rows);
      case Piece::Kind::created: {
        const auto& id = created_[piece.which];
        has_content_ = has_content_ || !id.is_nil();
        return id.is_nil() ? std::nullopt : std::optional(text_node(id.to_text()));
      }
      case Piece::Kind::own:
        has_content_ = true;
        return text_node(defaults_.own_institution.to_text());
      case Piece::Kind::sum: return build_sum(piece, rows);
      case Piece::Kind::object: return build_object(piece, rows, piece.is_required);
      case Piece::Kind::list: return build_list(piece, rows);
      case Piece::Kind::each: return build_each(piece, rows);
      case Piece::Kind::split: return build_split(piece, rows);
      case Piece::Kind::part: return convert(piece, *part_row_, piece.columns[0], part_);
    }
    return std::nullopt;
  }

  /// The row that fills the column; the rows of one record must not differ.
  const Row* filled_row(std::size_t column, const Rows& rows) {
    const Row* filled = nullptr;
    for (const auto* row : rows) {
      const auto cell = columns_.cell(*row, column);
      if (cell.empty()) continue;
      if (filled != nullptr && columns_.cell(*filled, column) != cell) {
        report_different(*filled, *row, column);
        break;
      }
      if (filled == nullptr) filled = row;
    }
    return filled;
  }

  void report_different(const Row& first, const Row& second, std::size_t column) {
    const auto line = std::to_string(first.line);
    report(second, column,
           {"同一条记录的各行应当相同；第 " + line + " 行是“" +
                shortened(columns_.cell(first, column)) + "”，这里是“" +
                shortened(columns_.cell(second, column)) + "”。",
            "the rows of one record must agree; line " + line + " has " +
                kezhuan::quoted(columns_.cell(first, column)) + ", this one " +
                kezhuan::quoted(columns_.cell(second, column)) + "."},
           {"改成一致，或为另一条记录另写编号。",
            "Make them the same, or give the other record a key of its own."});
  }

  std::optional<Node> build_cell(const Piece& piece, const Rows& rows) {
    for (const auto column : piece.columns) {
      if (!columns_.has(column)) continue;
      if (const auto* row = filled_row(column, rows)) return convert(piece, *row, column);
    }
    if (piece.legacy && defaults_.legacy) return piece.legacy;
    if (piece.node) return piece.node;
    if (!piece.items.empty()) return build_piece(piece.items[0], rows);
    if (piece.is_required && !piece.is_today) report_empty(*rows.front(), first_column(piece));
    return std::nullopt;
  }

  std::size_t first_column(const Piece& piece) const {
    const auto there = std::find_if(piece.columns.begin(), piece.columns.end(),
                                    [&](std::size_t column) { return columns_.has(column); });
    return there == piece.columns.end() ? piece.columns.front() : *there;
  }

  std::optional<Node> convert(const Piece& piece, const Row& row, std::size_t column) {
    return convert(piece, row, column, columns_.cell(row, column));
  }

  std::optional<Node> convert(const Piece& piece, const Row& row, std::size_t column,
                              std::string_view cell) {
    has_content_ = true;
    try {
      auto node = node_of_cell(cell, *piece.shape, plan_.columns[column], columns_.unit(column));
      std::string storage;
      if (piece.is_number) node.text = std::string(narrowed(node.text, storage));
      return node;
    } catch (const Error& error) {
      report(row, column, error);
      return std::nullopt;
    }
  }

  std::optional<Money> total(std::size_t column, const Rows& rows) {
    std::optional<Money> sum;
    for (const auto* row : rows) {
      const auto cell = columns_.cell(*row, column);
      if (cell.empty()) continue;
      try {
        const auto amount = Money::parse(money_of_cell(cell, columns_.unit(column)));
        sum = sum ? *sum + amount : amount;
      } catch (const Error& error) {
        report(*row, column, error);
        return std::nullopt;
      }
    }
    if (!sum) report_empty(*rows.front(), column);
    return sum;
  }

  std::optional<Node> build_sum(const Piece& piece, const Rows& rows) {
    has_content_ = true;
    const auto sum = total(piece.columns[0], rows);
    if (!sum) return std::nullopt;
    if (piece.shape->form == Shape::Form::money) return text_node(sum->to_text());
    if (piece.columns.size() == 1) return text_node(std::to_string(sum->minor()));
    const auto whole_column = piece.columns[1];
    const auto* row = filled_row(whole_column, rows);
    const auto whole = total(whole_column, row == nullptr ? rows : Rows{row});
    if (!whole) return std::nullopt;
    if (whole->is_positive()) return text_node(Ratio(sum->minor(), whole->minor()).to_text());
    report(*rows.front(), whole_column, {"应大于零。", "must be more than nothing."}, {});
    return std::nullopt;
  }

  /// Nothing when no cell of an optional object has content: it is then not there at all.
  std::optional<Node> build_object(const Piece& piece, const Rows& rows, bool is_required) {
    const auto problems = record_.problems.size();
    const bool had_content = std::exchange(has_content_, false);
    Node node{Node::Kind::object, 0, {}, {}, {}};
    node.keys.reserve(piece.keys.size() + 1);
    node.items.reserve(piece.keys.size() + 1);
    for (std::size_t i = 0; i < piece.items.size(); ++i) {
      auto value = build_piece(piece.items[i], rows);
      if (!value) continue;
      node.keys.push_back(piece.keys[i]);
      node.items.push_back(*std::move(value));
    }
    const bool has_content = std::exchange(has_content_, had_content || has_content_);
    if (is_required || has_content) return node;
    record_.problems.resize(problems);
    return std::nullopt;
  }

  std::optional<Node> build_list(const Piece& piece, const Rows& rows) {
    Node list{Node::Kind::array, 0, {}, {}, {}};
    for (const auto& item : piece.items) {
      if (item.kind == Piece::Kind::cell) {
        add_parts(item, rows, list);
      } else if (item.kind == Piece::Kind::split) {
        auto parts = build_split(item, rows);
        if (parts)
          std::move(parts->items.begin(), parts->items.end(), std::back_inserter(list.items));
      } else if (auto value = build_piece(item, rows)) {
        list.items.push_back(*std::move(value));
      }
    }
    if (list.items.empty()) return std::nullopt;
    return list;
  }

  /// A cell inside a list may list several.
  void add_parts(const Piece& item, const Rows& rows, Node& list) {
    for (const auto column : item.columns) {
      const auto* row = columns_.has(column) ? filled_row(column, rows) : nullptr;
      if (row == nullptr) continue;
      Shape shape{Shape::Form::list, item.shape};
      Piece several = item;
      several.shape = &shape;
      if (auto parts = convert(several, *row, column)) {
        for (auto& part : parts->items) list.items.push_back(std::move(part));
      }
      return;
    }
  }

  std::optional<Node> build_each(const Piece& piece, const Rows& rows) {
    Node list{Node::Kind::array, 0, {}, {}, {}};
    for (const auto& [values, part] : split(piece.columns, rows)) {
      if (auto item = build_piece(piece.items[0], part)) list.items.push_back(*std::move(item));
    }
    if (!list.items.empty()) return list;
    if (piece.is_required) report_empty(*rows.front(), first_column(piece));
    return std::nullopt;
  }

  /// Nothing when the cell lists nothing.
  std::optional<Node> build_split(const Piece& piece, const Rows& rows) {
    Node list{Node::Kind::array, 0, {}, {}, {}};
    part_row_ = filled_row(piece.columns[0], rows);
    if (part_row_ == nullptr) return std::nullopt;
    for (auto& part : parts_of_cell(columns_.cell(*part_row_, piece.columns[0]))) {
      part_ = std::move(part);
      if (auto item = build_piece(piece.items[0], rows)) list.items.push_back(*std::move(item));
    }
    return list;
  }

  const MappingPlan& plan_;
  const Columns& columns_;
  const std::string& file_;
  const MapDefaults& defaults_;
  ImportRecord& record_;
  Rows all_;
  ImportIds ids_;
  std::vector<Uuid> created_;
  bool has_content_ = false;
  const Row* part_row_ = nullptr;  // of the split being built
  std::string part_;
};

class MappedRows final : public RecordSource {
 public:
  MappedRows(Mapping mapping, RowSource& rows, const MapDefaults& defaults)
      : mapping_(std::move(mapping)),
        rows_(rows),
        defaults_(defaults),
        columns_(mapping_.plan(), rows.name(), rows.header()) {}

  const std::string& name() const override { return rows_.name(); }
  std::uint64_t bytes_read() const override { return rows_.bytes_read(); }
  std::vector<std::string> header() override { return rows_.header().cells; }
  std::vector<std::string> unused_columns() const override { return columns_.unused(); }

  bool next(ImportRecord& record) override {
    record = {};
    if (!ahead_ && !read_row()) return false;
    record.rows.push_back(*std::exchange(ahead_, std::nullopt));
    record.line = record.rows.front().line;
    if (mapping_.plan().is_grouped) take_group(record.rows);
    RecordBuilder(mapping_.plan(), columns_, rows_.name(), defaults_, record).build();
    return true;
  }

  Problem locate(const ImportRecord& record, std::size_t which, Problem problem) const override {
    return RecordBuilder::locate(mapping_.plan(), columns_, rows_.name(), record, which,
                                 std::move(problem));
  }

  std::string key_of(const ImportRecord& record) const override {
    std::string key;
    for (const auto column : mapping_.plan().key) {
      if (!key.empty()) key += ", ";
      key += columns_.title(column) + " " + shortened(columns_.cell(record.rows.front(), column));
    }
    return key;
  }

 private:
  bool read_row() {
    Row row;
    if (!rows_.next(row)) return false;
    ahead_ = std::move(row);
    return true;
  }

  /// The rows that follow with the same key.
  void take_group(std::vector<Row>& rows) {
    while (read_row() && has_same_key(rows.front(), *ahead_)) {
      if (rows.size() == most_rows) throw_too_many(rows.front());
      rows.push_back(*std::exchange(ahead_, std::nullopt));
    }
  }

  bool has_same_key(const Row& one, const Row& other) const {
    const auto& key = mapping_.plan().key;
    return std::all_of(key.begin(), key.end(), [&](std::size_t column) {
      return columns_.cell(one, column) == columns_.cell(other, column);
    });
  }

  [[noreturn]] void throw_too_many(const Row& first) const {
    const auto limit = std::to_string(most_rows);
    throw Error(ErrorCode::invalid,
                {"从这一行起，同一编号超过 " + limit + " 行。",
                 "from here on more than " + limit + " rows have one key."},
                {"检查编号一列。", "Check the column of the key."}, {},
                rows_.name() + ":" + std::to_string(first.line));
  }

  Mapping mapping_;
  RowSource& rows_;
  MapDefaults defaults_;
  Columns columns_;
  std::optional<Row> ahead_;
};

}  // namespace

MapDefaults defaults_of(const Registry& registry, bool legacy) {
  const auto seen = registry.read();
  return {seen.today(), seen.settings().institution.uuid(), legacy};
}

std::unique_ptr<RecordSource> map_rows(const Mapping& mapping, RowSource& rows,
                                       const MapDefaults& defaults) {
  return std::make_unique<MappedRows>(mapping, rows, defaults);
}

}  // namespace kezhuan
