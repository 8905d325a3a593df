#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "core/scan.hpp"
#include "exchange/cells.hpp"
#include "exchange/columns.hpp"
#include "exchange/import_ids.hpp"
#include "exchange/plan.hpp"
#include "exchange/sheet_rows.hpp"
#include "kezhuan/core/money.hpp"
#include "kezhuan/core/ratio.hpp"
#include "kezhuan/exchange/importer.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

constexpr std::size_t most_rows = 10'000;  // of one record, which is held whole

using Rows = std::vector<const Row*>;

Node text_node(std::string text) { return {Node::Kind::text, 0, std::move(text), {}, {}}; }

/// "工号 P001", as people call what names a record.
std::string key_text(const MappingPlan& plan, const Columns& columns, const Row& row) {
  std::string key;
  for (const auto column : plan.key) {
    if (!key.empty()) key += ", ";
    key += columns.title(column) + " " + shortened(columns.cell(row, column));
  }
  return key;
}

/// Which cell a field of an act was filled from.
struct Origin {
  std::string pointer;
  const Row* row = nullptr;
  std::size_t column = 0;
};

/// Whether it is `of` or inside it.
bool is_within(std::string_view pointer, std::string_view of) {
  return pointer.starts_with(of) && (pointer.size() == of.size() || pointer[of.size()] == '/');
}

/// Of the field itself, else of the nearest thing around it, else of the first thing inside it.
const Origin* find_origin(const std::vector<Origin>& origins, std::string_view pointer) {
  if (pointer.empty()) return nullptr;
  const Origin* around = nullptr;
  const Origin* inside = nullptr;
  for (const auto& origin : origins) {
    if (is_within(pointer, origin.pointer)) {
      if (around == nullptr || origin.pointer.size() > around->pointer.size()) around = &origin;
    } else if (inside == nullptr && is_within(origin.pointer, pointer)) {
      inside = &origin;
    }
  }
  return around != nullptr ? around : inside;
}

/// Makes the acts of one record.
class RecordBuilder {
 public:
  RecordBuilder(const MappingPlan& plan, const Columns& columns, const std::string& file,
                const MapDefaults& defaults, ImportRecord& record)
      : plan_(plan), columns_(columns), file_(file), defaults_(defaults), record_(record) {
    for (const auto& row : record.rows) all_.push_back(&row);
    created_.resize(plan.acts.size());
    is_done_.resize(plan.acts.size());
  }

  void build() {
    check_widths();
    check_cells();
    read_key();
    leave_out_keyless();
    for (std::size_t i = 0; i < plan_.acts.size() && record_.problems.size() < 100; ++i) {
      add_acts(i);
    }
    warn_of_idle_cells();
    report_differences();
    if (!record_.problems.empty()) record_.acts.clear();
  }

  /// The problem with file, line and the column the field is filled from. The record is built once
  /// more for it: to note the cells of every field of every record would cost all that are good.
  static Problem locate(const MappingPlan& plan, const Columns& columns, const std::string& file,
                        const MapDefaults& defaults, const ImportRecord& record,
                        const ImportAct& act, Problem problem) {
    ImportRecord again;
    again.line = record.line;
    again.rows = record.rows;
    RecordBuilder builder(plan, columns, file, defaults, again);
    builder.traced_ = act.submission.id;
    builder.build();
    return builder.place(act.which, std::move(problem));
  }

 private:
  /// FILE:LINE:COLUMN, without the column when it is `absent`.
  std::string place_of(std::size_t line, std::size_t column) const {
    return file_ + ":" + std::to_string(line) +
           (column == absent ? "" : ":" + columns_.title(column));
  }

  /// Once, though several acts are filled from one cell.
  void report(const Row& row, std::size_t column, const Error& error) {
    for (const auto& problem : error.problems()) {
      report(row, column, problem.what, problem.remedy, problem.rule);
    }
  }

  void report(const Row& row, std::size_t column, Text what, Text remedy, std::string rule = {}) {
    report({std::move(rule), place_of(row.line, column), std::move(what), std::move(remedy)});
  }

  void report(Problem problem) {
    auto& problems = record_.problems;
    if (std::find(bad_places_.begin(), bad_places_.end(), problem.place) != bad_places_.end()) {
      return;  // nothing more is to be said of what is no text
    }
    if (std::find(problems.begin(), problems.end(), problem) == problems.end()) {
      problems.push_back(std::move(problem));
    }
  }

  /// Excel leaves out empty cells at the end; more cells than headers are a slip.
  void check_widths() {
    for (const auto* row : all_) {
      auto size = row->cells.size();
      while (size > columns_.width() && trimmed(row->cells[size - 1]).empty()) --size;
      if (size > columns_.width()) report_too_wide(*row);
    }
  }

  /// A bad cell of a column that nothing is read from does no harm.
  void check_cells() {
    for (const auto* row : all_) {
      for (const auto& cell : row->bad) {
        const auto column = columns_.filled_by(cell.column);
        if (column == absent) continue;
        report(*row, column, cell.what, cell.remedy);
        bad_places_.push_back(record_.problems.back().place);
      }
    }
  }

  void report_too_wide(const Row& row) {
    const auto has = std::to_string(row.cells.size());
    const auto wanted = std::to_string(columns_.width());
    report(row, absent,
           {"这一行有 " + has + " 列，表头只有 " + wanted + " 列。",
            "this row has " + has + " cells, the header " + wanted + "."},
           {"可能是单元格里有逗号而没有加引号；改好后再导入。",
            "A comma in a cell without quotation marks, perhaps; mend it."});
  }

  void read_key() {
    for (const auto column : plan_.key) {
      std::string storage;
      const auto cell = narrowed(columns_.cell(*all_.front(), column), storage);
      if (cell.empty()) report_empty(*all_.front(), column);
      ids_.add(columns_.identity(*all_.front(), column));
    }
  }

  /// Rows of merged cells: they are part of the record above, but nobody can be sure of it.
  void leave_out_keyless() {
    const auto is_keyless = [&](const Row* row) {
      if (row == all_.front()) return false;
      bool is_blank = false;
      for (const auto column : plan_.key) {
        if (!columns_.cell(*row, column).empty()) continue;
        report_empty(*row, column);
        is_blank = true;
      }
      return is_blank;
    };
    Rows kept;
    for (const auto* row : all_) {
      if (!is_keyless(row)) kept.push_back(row);
    }
    all_ = std::move(kept);
  }

  void report_empty(const Row& row, std::size_t column) {
    if (!columns_.has(column)) return report(columns_.missing(column));
    const auto title = columns_.title(column);
    const auto& key = plan_.key;
    const bool is_key = std::find(key.begin(), key.end(), column) != key.end();
    report(row, column, {"“" + title + "”是空的。", kezhuan::quoted(title) + " is empty."},
           is_key && plan_.is_grouped
               ? Text{"各行都填上编号；合并过的单元格，另存以后只有第一行有值。",
                      "Fill it in in every row; of merged cells only the first keeps the value."}
               : Text{"填上它。", "Fill it in."});
  }

  void add_acts(std::size_t which) {
    const auto& act = plan_.acts[which];
    if (act.per.empty()) return add_when_met(which, all_, {});
    for (const auto& [values, rows] : split(act.per, all_)) add_when_met(which, rows, values);
  }

  void add_when_met(std::size_t which, const Rows& rows, const std::string& values) {
    const auto& act = plan_.acts[which];
    if (!is_met(act.when, rows) || is_denied(act.unless_no, rows) || !is_said(act, rows)) return;
    is_done_[which] = true;
    for (const auto column : act.undenied) report_denial(act, column, rows);
    add_act(which, rows, values);
  }

  /// 已签署 “否” and a day it came into force.
  void report_denial(const PlannedAct& act, std::size_t column, const Rows& rows) {
    for (const auto* row : rows) {
      if (!is_denied(*row, column)) continue;
      const auto cell = columns_.cell(*row, column);
      const auto title = columns_.title(column);
      const auto filled = titles_of(act.when);
      report(*row, column,
             {"“" + title + "”写的是“" + shortened(cell) + "”，“" + filled.zh +
                  "”却有内容，两者矛盾。",
              kezhuan::quoted(title) + " says " + kezhuan::quoted(cell) + ", yet " + filled.en +
                  " is filled: one contradicts the other."},
             {"核对原件：已办的，改“" + title + "”；未办的，清空“" + filled.zh + "”。",
              "See the original: if it was done, mend " + kezhuan::quoted(title) +
                  "; if not, empty " + filled.en + "."});
    }
  }

  Text titles_of(const std::vector<std::size_t>& columns) const {
    Text titles;
    for (const auto column : columns) {
      const auto title = columns_.title(column);
      append(titles, {title, kezhuan::quoted(title)});
    }
    return titles;
  }

  /// What only feeds an act that is not done would be lost without a word.
  void warn_of_idle_cells() {
    if (!record_.problems.empty() ||
        std::all_of(is_done_.begin(), is_done_.end(), [](bool is_done) { return is_done; })) {
      return;
    }
    std::vector<bool> is_used(plan_.columns.size());
    for (const auto column : plan_.key) is_used[column] = true;
    for (std::size_t i = 0; i < plan_.acts.size(); ++i) {
      const auto& act = plan_.acts[i];
      for (const auto column : act.when) is_used[column] = true;
      for (const auto column : act.unless_no) is_used[column] = true;
      if (act.says) is_used[act.says->column] = true;
      if (!is_done_[i]) continue;
      for (const auto& source : act.sources) is_used[source.column] = true;
    }
    for (std::size_t i = 0; i < plan_.acts.size(); ++i) {
      if (!is_done_[i]) warn_of_idle_cells(plan_.acts[i], is_used);
    }
  }

  void warn_of_idle_cells(const PlannedAct& act, std::vector<bool>& is_used) {
    std::vector<std::size_t> idle;
    for (const auto& source : act.sources) {
      if (is_used[source.column] || !says_something(source.column)) continue;
      is_used[source.column] = true;  // told once
      idle.push_back(source.column);
    }
    if (idle.empty()) return;
    std::vector<std::size_t> blank;
    for (const auto* columns : {&act.when, &act.per}) {
      std::copy_if(columns->begin(), columns->end(), std::back_inserter(blank),
                   [&](std::size_t column) { return is_blank(column); });
    }
    if (act.says && is_blank(act.says->column)) blank.push_back(act.says->column);
    const auto cells = titles_of(idle);
    const auto name = std::string(act.type->name);
    auto why = reason_against(act);
    auto remedy = Text{"确已办的，改正它，或另行办理 " + name + "；没有办的不用管。",
                       "If it was done, mend that, or record " + name + " by itself."};
    if (!blank.empty()) {
      const auto needed = titles_of(blank);
      why = {"“" + needed.zh + "”没有内容", needed.en + " is empty"};
      remedy = {"填上“" + needed.zh + "”，或另行办理 " + name + "。",
                "Fill in " + needed.en + ", or record " + name + " by itself."};
    }
    record_.warnings.push_back(
        {{},
         place_of(record_.line, idle.front()),
         {why.zh + "，没有记“" + std::string(act.type->title.zh) + "”（" + name +
              "）；只用于这一动作的内容没有用到：" + cells.zh + "。",
          why.en + ", so " + name +
              " was not recorded; what only it takes was not used: " + cells.en + "."},
         std::move(remedy)});
  }

  /// “状态”写的是“受理中”: the cells that keep an act from being done.
  Text reason_against(const PlannedAct& act) {
    Text why;
    for (const auto* columns : {&act.when, &act.unless_no}) {
      for (const auto column : *columns) {
        add_cell(why, column, [&](const Row* row) { return is_denied(*row, column); });
      }
    }
    if (why.zh.empty() && act.says) {
      const auto column = act.says->column;
      add_cell(why, column, [&](const Row* row) { return !columns_.cell(*row, column).empty(); });
    }
    return why;
  }

  /// Of the first row that is one.
  template <class Test>
  void add_cell(Text& why, std::size_t column, Test is_one) const {
    const auto row = std::find_if(all_.begin(), all_.end(), is_one);
    if (row == all_.end()) return;
    const auto title = columns_.title(column);
    const auto cell = columns_.cell(**row, column);
    append(why, {"“" + title + "”写的是“" + shortened(cell) + "”",
                 kezhuan::quoted(title) + " says " + kezhuan::quoted(cell)});
  }

  bool is_blank(std::size_t column) const {
    return std::all_of(all_.begin(), all_.end(),
                       [&](const Row* row) { return columns_.cell(*row, column).empty(); });
  }

  /// Whether a row says something there that is not merely no.
  bool says_something(std::size_t column) const {
    return std::any_of(all_.begin(), all_.end(), [&](const Row* row) {
      const auto cell = columns_.cell(*row, column);
      return !cell.empty() && !reads_as_no(meaning_of(cell, plan_.columns[column]));
    });
  }

  /// Whether the columns an act hangs on all say that it was done.
  bool is_met(const std::vector<std::size_t>& columns, const Rows& rows) {
    return std::all_of(columns.begin(), columns.end(),
                       [&](std::size_t column) { return is_met(column, rows); });
  }

  /// Whether some row says no to one of them.
  bool is_denied(const std::vector<std::size_t>& columns, const Rows& rows) {
    return std::any_of(columns.begin(), columns.end(), [&](std::size_t column) {
      return std::any_of(rows.begin(), rows.end(),
                         [&](const Row* row) { return is_denied(*row, column); });
    });
  }

  /// Whether a row has one of the words an act is to be done for, when there are such.
  bool is_said(const PlannedAct& act, const Rows& rows) const {
    if (!act.says) return true;
    const auto& words = act.says->words;
    return std::any_of(rows.begin(), rows.end(), [&](const Row* row) {
      const auto cell = columns_.cell(*row, act.says->column);
      return std::find(words.begin(), words.end(), trimmed(cell)) != words.end();
    });
  }

  bool is_denied(const Row& row, std::size_t column) {
    const auto cell = columns_.cell(row, column);
    return !cell.empty() && !says_yes(row, column, cell);
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
    if (!rule.yes_no.value_or(false)) return !reads_as_no(meaning_of(cell, rule));
    try {
      return boolean_of(cell, rule);
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
        const auto cell = columns_.identity(*row, column);
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
    const auto id = ids_.act(plan_.id, act.name, values);
    if (traced_ && *traced_ == id) trace(act, rows);
    try {
      record_.acts.push_back({{id,
                               *happened,
                               {},
                               {},
                               AnyAct(*act.type, act.type->read(*data, false)),
                               defaults_.legacy && !is_dated_by_day},
                              which,
                              is_dated_by_day});
    } catch (const Error& error) {
      trace(act, rows);
      for (const auto& problem : error.problems()) {
        record_.problems.push_back(place(which, problem));
      }
    }
  }

  /// Fills the act once more and notes from which cells.
  void trace(const PlannedAct& act, const Rows& rows) {
    origins_.clear();
    is_tracing_ = true;
    {
      const Step step(*this, "happened");
      build_piece(act.happened, rows);
    }
    build_object(act.data, rows, true);
    is_tracing_ = false;
  }

  /// Puts a step on the path while it lives, when somebody follows it.
  class Step {
   public:
    Step(RecordBuilder& builder, std::string_view name)
        : path_(builder.path_), size_(path_.size()) {
      if (builder.is_tracing_) path_.append("/").append(name);
    }
    Step(RecordBuilder& builder, std::size_t place) : path_(builder.path_), size_(path_.size()) {
      if (builder.is_tracing_) path_.append("/").append(std::to_string(place));
    }
    ~Step() { path_.resize(size_); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    std::string& path_;
    std::size_t size_;
  };

  void note_origin(const Row& row, std::size_t column) {
    if (is_tracing_) origins_.push_back({path_, &row, column});
  }

  std::optional<Date> read_happened(const PlannedAct& act, const Rows& rows, bool& by_day) {
    auto node = build_piece(act.happened, rows);
    if (node) return Date::parse(node->text);
    if (!act.happened.is_today) return std::nullopt;
    by_day = true;
    return defaults_.today;
  }

  Problem place(std::size_t which, Problem problem) const {
    const bool is_about_day = problem.rule == "REG-04" || problem.rule == "REG-08";
    const auto pointer = problem.place.empty() && is_about_day ? "/happened" : problem.place;
    if (const auto* origin = find_origin(origins_, pointer)) {
      problem.place = place_of(origin->row->line, origin->column);
      return problem;
    }
    const auto column = find_source(which, without_places(pointer));
    problem.place = place_of(record_.line, column);
    if (column != absent && !columns_.has(column)) add_missing(column, problem.remedy);
    return problem;
  }

  void add_missing(std::size_t column, Text& remedy) const {
    const auto title = columns_.title(column);
    const auto near = columns_.near_headers(column);
    remedy.zh = "表里没有“" + title + "”一列（同缺的各行不再逐行列出）。" + near.zh + remedy.zh;
    remedy.en = "The sheet has no column " + kezhuan::quoted(title) +
                " (other rows that lack it are not listed). " + near.en + remedy.en;
  }

  /// The column a field that is not filled would be filled from, or `absent`.
  std::size_t find_source(std::size_t which, const std::string& pointer) const {
    const auto& sources = plan_.acts.at(which).sources;
    // A column the sheet has, before one it should have.
    const auto rank = [&](const FieldSource& source) {
      const int missing = columns_.has(source.column) ? 0 : 1;
      if (source.pointer == pointer) return missing;
      return !pointer.empty() && is_within(source.pointer, pointer) ? 2 + missing : 4;
    };
    const auto found = std::min_element(
        sources.begin(), sources.end(),
        [&](const FieldSource& a, const FieldSource& b) { return rank(a) < rank(b); });
    if (found == sources.end() || rank(*found) == 4) return absent;
    return found->column;
  }

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
      if (columns_.cell(*row, column).empty()) continue;
      if (filled == nullptr) {
        filled = row;
      } else if (!columns_.are_alike(*filled, *row, column)) {
        note_difference(*filled, *row, column);
      }
    }
    return filled;
  }

  void note_difference(const Row& first, const Row& other, std::size_t column) {
    const auto is_it = [&](const Difference& known) {
      return known.other == &other && known.column == column;
    };
    if (std::any_of(differences_.begin(), differences_.end(), is_it)) return;
    differences_.push_back({&first, &other, column});
  }

  /// Said once for the whole record, with its rows and columns.
  void report_differences() {
    if (differences_.empty()) return;
    std::vector<std::size_t> columns;
    Rows others;
    for (const auto& difference : differences_) {
      add_once(columns, difference.column);
      add_once(others, difference.other);
    }
    std::sort(others.begin(), others.end(),
              [](const Row* a, const Row* b) { return a->line < b->line; });
    Text lines;
    for (const auto* row : others) {
      lines.zh += (lines.zh.empty() ? "" : "、") + std::to_string(row->line);
      lines.en += (lines.en.empty() ? "" : ", ") + std::to_string(row->line);
    }
    Text what;
    for (const auto column : columns) add_difference(column, what);
    const auto key = key_text(plan_, columns_, *all_.front());
    const auto first = std::to_string(differences_.front().first->line);
    report(
        *others.front(), columns.size() == 1 ? columns.front() : absent,
        {"第 " + lines.zh + " 行与第 " + first + " 行同为 " + key + "，内容却不一致：" + what.zh +
             "。",
         "line " + lines.en + " and line " + first + " are all " + key +
             " and do not agree: " + what.en + "."},
        {"同一条记录的各行，只写一次的内容应当相同（也可以只在一行写）；不是同一条的，另写编号。",
         "What a record has once is the same in all its rows, or stands in one of them; give "
         "another record a key of its own."});
  }

  template <class T>
  static void add_once(std::vector<T>& all, T one) {
    if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
  }

  /// 合同名称（第 2 行“甲”，第 3 行“乙”）
  void add_difference(std::size_t column, Text& what) const {
    const auto it = std::find_if(differences_.begin(), differences_.end(),
                                 [&](const Difference& one) { return one.column == column; });
    const auto title = columns_.title(column);
    const auto said = [&](const Row& row, bool zh) {
      const auto line = std::to_string(row.line);
      const auto cell = columns_.cell(row, column);
      return zh ? "第 " + line + " 行“" + shortened(cell) + "”"
                : "line " + line + " " + kezhuan::quoted(cell);
    };
    what.zh += (what.zh.empty() ? "" : "、") + title + "（" + said(*it->first, true) + "，" +
               said(*it->other, true) + "）";
    what.en += (what.en.empty() ? "" : "; ") + title + " (" + said(*it->first, false) + ", " +
               said(*it->other, false) + ")";
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
      const auto form = piece.shape->form;
      if (form == Shape::Form::text || form == Shape::Form::personal) {
        warn_of_lost_character(row, column, cell);
      }
      note_origin(row, column);
      return node;
    } catch (const Error& error) {
      report(row, column, error);
      return std::nullopt;
    }
  }

  /// 王?: what stands where Excel had no code for a rare character. It may be a question, too.
  void warn_of_lost_character(const Row& row, std::size_t column, std::string_view cell) {
    if (!has_mark_in_chinese(cell)) return;
    const auto place = place_of(row.line, column);
    for (const auto& warning : record_.warnings) {
      if (warning.place == place) return;
    }
    record_.warnings.push_back(
        {{},
         place,
         {"“" + shortened(cell) + "”里的“?”可能是另存时丢失的生僻字。",
          "the ? in " + kezhuan::quoted(cell) +
              " may be a rare character that was lost in saving."},
         {"照原件核对；丢了的，在 Excel 中另存为“CSV UTF-8”，填回原字再导入。",
          "See the original; if it is, save the sheet as \"CSV UTF-8\", put the character back and "
          "import that."}});
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
    note_origin(*rows.front(), piece.columns[0]);
    if (piece.shape->form == Shape::Form::money) return text_node(sum->to_text());
    if (piece.columns.size() == 1) return text_node(std::to_string(sum->minor()));
    const auto whole_column = piece.columns[1];
    const auto* row = filled_row(whole_column, rows);
    const auto whole = total(whole_column, row == nullptr ? rows : Rows{row});
    if (!whole) return std::nullopt;
    if (whole->is_positive()) return text_node(Ratio(sum->minor(), whole->minor()).to_text());
    report(*rows.front(), whole_column, {"应大于零。", "must be more than nothing."},
           {"核对这一列的金额。", "Check the amount."});
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
      const Step step(*this, piece.keys[i]);
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
        add_split(item, rows, list);
      } else {
        add_item(item, rows, list);
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
      Piece several;
      several.shape = &shape;
      const auto noted = origins_.size();
      if (auto parts = convert(several, *row, column)) {
        origins_.resize(noted);
        for (auto& part : parts->items) {
          const Step step(*this, list.items.size());
          note_origin(*row, column);
          list.items.push_back(std::move(part));
        }
      }
      return;
    }
  }

  /// Nothing that an optional item without content would be.
  void add_item(const Piece& item, const Rows& rows, Node& list) {
    const Step step(*this, list.items.size());
    const auto noted = origins_.size();
    if (auto value = build_piece(item, rows)) {
      list.items.push_back(*std::move(value));
    } else {
      origins_.resize(noted);
    }
  }

  std::optional<Node> build_each(const Piece& piece, const Rows& rows) {
    Node list{Node::Kind::array, 0, {}, {}, {}};
    Rows filled;
    for (const auto* row : rows) {
      if (is_met(piece.when, Rows{row})) filled.push_back(row);
    }
    for (const auto& [values, part] : split(piece.columns, filled)) {
      if (piece.is_once && part.size() > 1) report_alike(piece, part);
      add_item(piece.items[0], part, list);
    }
    if (!list.items.empty()) return list;
    if (piece.is_required) report_empty(*rows.front(), first_column(piece));
    return std::nullopt;
  }

  /// Two payments of one amount on one day, or one that is there twice: only people know.
  void report_alike(const Piece& piece, const Rows& rows) {
    std::string titles;
    std::string values;
    for (const auto column : piece.columns) {
      const auto cell = columns_.cell(*rows.front(), column);
      if (cell.empty()) continue;
      titles += (titles.empty() ? "" : "、") + columns_.title(column);
      values += (values.empty() ? "" : "，") + shortened(cell);
    }
    const auto first = std::to_string(rows[0]->line);
    const auto second = std::to_string(rows[1]->line);
    report(*rows[1], first_column(piece),
           {"第 " + first + " 行和第 " + second + " 行的" + titles + "相同（" + values +
                "）：是两笔，还是一笔写了两次？",
            "lines " + first + " and " + second + " have the same " + titles + " (" + values +
                "): are there two of them, or is it one written twice?"},
           {"确是两笔的，款项名称各不相同（如 第一期、第二期）；是一笔的，只在一行写，其他行留空。",
            "Give two of them names of their own (first, second instalment); write one in one row "
            "and leave it out of the others."});
  }

  void add_split(const Piece& piece, const Rows& rows, Node& list) {
    const auto* row = filled_row(piece.columns[0], rows);
    if (row == nullptr) return;
    const auto* row_around = std::exchange(part_row_, row);
    auto part_around = std::move(part_);
    for (auto& part : parts_of(*row, piece.columns[0])) {
      part_ = std::move(part);
      add_item(piece.items[0], rows, list);
    }
    part_row_ = row_around;
    part_ = std::move(part_around);
  }

  std::vector<std::string> parts_of(const Row& row, std::size_t column) {
    try {
      return parts_of_cell(columns_.cell(row, column));
    } catch (const Error& error) {
      report(row, column, error);
      return {};
    }
  }

  /// Nothing when the cell lists nothing.
  std::optional<Node> build_split(const Piece& piece, const Rows& rows) {
    Node list{Node::Kind::array, 0, {}, {}, {}};
    add_split(piece, rows, list);
    if (list.items.empty()) return std::nullopt;
    return list;
  }

  /// A row that says otherwise than the first that says anything.
  struct Difference {
    const Row* first;
    const Row* other;
    std::size_t column;
  };

  const MappingPlan& plan_;
  const Columns& columns_;
  const std::string& file_;
  const MapDefaults& defaults_;
  ImportRecord& record_;
  std::vector<std::string> bad_places_;  // of cells that are no text
  Rows all_;
  ImportIds ids_;
  std::vector<Uuid> created_;
  std::vector<bool> is_done_;  // of each act of the mapping
  bool has_content_ = false;
  const Row* part_row_ = nullptr;  // of the split being built
  std::string part_;
  std::vector<Difference> differences_;
  std::optional<Uuid> traced_;  // the act whose cells are asked for
  bool is_tracing_ = false;
  std::string path_;  // of the field being filled, while tracing
  std::vector<Origin> origins_;
};

Text name_of_delimiter(char c) {
  switch (c) {
    case '\t': return {"制表符", "tab"};
    case ';': return {"分号", "semicolon"};
    case ',': return {"逗号", "comma"};
    default: return {std::string("“") + c + "”", std::string("'") + c + "'"};
  }
}

/// By what a header was split; empty when it looks right, one of its columns known.
Text about_delimiter(char delimiter, bool is_known, const Row& header) {
  const auto by = name_of_delimiter(delimiter);
  const auto width = std::to_string(header.cells.size());
  Text text{"表头是按" + by.zh + "分成 " + width + " 列的",
            "The header, split by " + by.en + ", has " + width + " columns"};
  bool has_other = false;
  for (const char other : {';', '\t', ','}) {
    const bool is_there =
        std::any_of(header.cells.begin(), header.cells.end(),
                    [&](const std::string& cell) { return cell.find(other) != std::string::npos; });
    if (!is_there || other == delimiter) continue;
    has_other = true;
    const auto name = name_of_delimiter(other);
    const std::string given = other == '\t' ? "tab" : std::string("'") + other + "'";
    text.zh += "，里面还有" + name.zh + "：若以它分列，写明它（命令行 --delimiter " + given +
               "，Python delimiter=）";
    text.en += ", with a " + name.en + " in them: if that splits it, say so (--delimiter " + given +
               "; delimiter= in Python)";
  }
  if (is_known && !has_other) return {};
  return {text.zh + "。", text.en + ". "};
}

Columns columns_of(const MappingPlan& plan, const RowSource& rows, const Row& header) {
  try {
    return {plan, rows.name(), header};
  } catch (const Error& error) {
    const auto delimiter = rows.delimiter();
    if (!delimiter) throw;
    auto problems = error.problems();
    const auto said = about_delimiter(*delimiter, names_column(plan, header), header);
    auto& remedy = problems.front().remedy;
    remedy = {said.zh + remedy.zh, said.en + remedy.en};
    throw Error(error.code(), std::move(problems));
  }
}

class MappedRows final : public RecordSource {
 public:
  MappedRows(Mapping mapping, RowSource& rows, const MapDefaults& defaults)
      : mapping_(std::move(mapping)),
        rows_(mapping_.plan(), rows),
        defaults_(defaults),
        columns_(columns_of(mapping_.plan(), rows, rows_.header())) {}

  const std::string& name() const override { return rows_.name(); }
  std::uint64_t bytes_read() const override { return rows_.bytes_read(); }
  std::vector<std::string> header() override { return rows_.header().cells; }
  std::vector<std::string> unused_columns() const override { return columns_.unused(); }
  PassedOver passed_over() const override { return rows_.passed_over(); }

  bool next(ImportRecord& record) override {
    record = {};
    if (!ahead_ && !read_row()) return false;
    record.rows.push_back(*std::exchange(ahead_, std::nullopt));
    record.line = record.rows.front().line;
    if (mapping_.plan().is_grouped) take_group(record.rows);
    RecordBuilder(mapping_.plan(), columns_, rows_.name(), defaults_, record).build();
    return true;
  }

  Problem locate(const ImportRecord& record, const ImportAct& act, Problem problem) const override {
    return RecordBuilder::locate(mapping_.plan(), columns_, rows_.name(), defaults_, record, act,
                                 std::move(problem));
  }

  bool lacks_column(const Problem& problem) const override {
    for (std::size_t i = 0; i < mapping_.plan().columns.size(); ++i) {
      if (!columns_.has(i) && problem.place.ends_with(":" + columns_.title(i))) return true;
    }
    return false;
  }

  std::vector<std::pair<Kind, std::string>> made_by(const ImportRecord& record) const override {
    std::vector<std::pair<Kind, std::string>> made;
    for (const auto& act : mapping_.plan().acts) {
      auto number = number_of(act, record.rows.front());
      if (act.gives_id && !number.empty()) made.emplace_back(*act.type->creates, std::move(number));
    }
    return made;
  }

  std::string key_of(const ImportRecord& record) const override {
    return key_text(mapping_.plan(), columns_, record.rows.front());
  }

 private:
  /// What the act would call what it creates; empty when the registry gives the number.
  std::string number_of(const PlannedAct& act, const Row& row) const {
    const auto key = std::find(act.data.keys.begin(), act.data.keys.end(), "number");
    if (key == act.data.keys.end()) return {};
    const auto& piece = act.data.items[static_cast<std::size_t>(key - act.data.keys.begin())];
    for (const auto column : piece.columns) {
      std::string storage;
      const auto cell = columns_.cell(row, column);
      if (!cell.empty()) return std::string(narrowed(cell, storage));
    }
    return {};
  }

  bool read_row() {
    Row row;
    if (!rows_.next(row)) {
      rows_.check_units(columns_);
      return false;
    }
    rows_.note_amounts(columns_, row);
    ahead_ = std::move(row);
    return true;
  }

  /// The rows that follow with the same key, and those without one among them: of merged cells only
  /// the first keeps the value.
  void take_group(std::vector<Row>& rows) {
    while (read_row() && has_same_key(rows.front(), *ahead_)) {
      if (rows.size() == most_rows) throw_too_many(rows.front());
      rows.push_back(*std::exchange(ahead_, std::nullopt));
    }
  }

  bool has_same_key(const Row& one, const Row& other) const {
    const auto& key = mapping_.plan().key;
    return std::all_of(key.begin(), key.end(), [&](std::size_t column) {
      return columns_.cell(other, column).empty() || columns_.are_alike(one, other, column);
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
  SheetRows rows_;
  MapDefaults defaults_;
  Columns columns_;
  std::optional<Row> ahead_;
};

}  // namespace

std::unique_ptr<RecordSource> map_rows(const Mapping& mapping, RowSource& rows,
                                       const MapDefaults& defaults) {
  return std::make_unique<MappedRows>(mapping, rows, defaults);
}

}  // namespace kezhuan
