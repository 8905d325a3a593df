// What a simulation is of: tables an office can write, or one JSON document.
#include <algorithm>
#include <charconv>
#include <functional>

#include "cli/documents.hpp"
#include "cli/simulate.hpp"
#include "kezhuan/core/read.hpp"
#include "kezhuan/exchange/csv.hpp"
#include "policy/wording.hpp"

namespace kezhuan::cli {

namespace {

constexpr std::size_t max_bytes = std::size_t{8} << 20U;

// ---- tables ----

/// A column of a table: its names and what it sets.
template <class T>
struct Column {
  StaticText name;
  bool is_required;
  std::function<void(T& row, const std::string& cell)> set;
};

bool read_flag(const std::string& cell) {
  if (cell == "是" || cell == "yes" || cell == "true" || cell == "1") return true;
  if (cell == "否" || cell == "no" || cell == "false" || cell == "0") return false;
  throw_invalid({"应为“是”或“否”：" + cell, "must be yes or no: " + cell},
                {"写“是”或“否”", "write yes or no"});
}

CostCategory read_category(const std::string& cell) {
  for (const auto& entry : EnumTable<CostCategory>::table) {
    if (cell == entry.code || cell == entry.name.zh || cell == entry.name.en) return entry.value;
  }
  Text known;
  for (const auto& entry : EnumTable<CostCategory>::table) {
    append(known, {std::string(entry.name.zh), std::string(entry.code)});
  }
  throw_invalid({"没有成本科目“" + cell + "”", "there is no category of cost \"" + cell + "\""},
                {"应为其中之一：" + known.zh, "must be one of: " + known.en});
}

const std::vector<Column<SimulationReceipt>>& receipt_columns() {
  using R = SimulationReceipt;
  static const std::vector<Column<R>> columns = {
      {{"编号", "number"}, false, [](R& r, const std::string& cell) { r.id = cell; }},
      {{"日期", "date"}, true, [](R& r, const std::string& cell) { r.date = Date::parse(cell); }},
      {{"金额", "amount"},
       true,
       [](R& r, const std::string& cell) { r.amount = Money::parse(cell); }},
      {{"退款", "refunded"},
       false,
       [](R& r, const std::string& cell) { r.refunded = Money::parse(cell); }},
      {{"释放准备", "release"},
       false,
       [](R& r, const std::string& cell) { r.release = read_flag(cell); }},
      {{"成果分摊", "schedule"}, false, [](R& r, const std::string& cell) { r.schedule = cell; }},
  };
  return columns;
}

const std::vector<Column<SimulationCost>>& cost_columns() {
  using C = SimulationCost;
  static const std::vector<Column<C>> columns = {
      {{"科目", "category"},
       true,
       [](C& c, const std::string& cell) { c.category = read_category(cell); }},
      {{"金额", "amount"},
       true,
       [](C& c, const std::string& cell) { c.amount = Money::parse(cell); }},
      {{"日期", "date"}, false, [](C& c, const std::string& cell) { c.date = Date::parse(cell); }},
  };
  return columns;
}

const std::vector<Column<SimulationPerson>>& person_columns() {
  using P = SimulationPerson;
  static const std::vector<Column<P>> columns = {
      {{"姓名", "name"}, true, [](P& p, const std::string& cell) { p.id = cell; }},
      {{"权重", "weight"},
       false,
       [](P& p, const std::string& cell) { p.weight = Ratio::parse(cell); }},
      {{"去向", "pool"}, false, [](P& p, const std::string& cell) { p.pool = cell; }},
      {{"团队", "team"}, false, [](P& p, const std::string& cell) { p.team = cell; }},
      {{"成果", "achievement"}, false, [](P& p, const std::string& cell) { p.achievement = cell; }},
      {{"主要完成人", "main_contributor"},
       false,
       [](P& p, const std::string& cell) { p.main_contributor = read_flag(cell); }},
      {{"转化人员", "transfer_staff"},
       false,
       [](P& p, const std::string& cell) { p.transfer_staff = read_flag(cell); }},
  };
  return columns;
}

const std::vector<Column<SimulationOwner>>& owner_columns() {
  using O = SimulationOwner;
  static const std::vector<Column<O>> columns = {
      {{"名称", "name"}, true, [](O& o, const std::string& cell) { o.id = cell; }},
      {{"份额", "share"},
       true,
       [](O& o, const std::string& cell) { o.share = Ratio::parse(cell); }},
      {{"是机构", "institution"},
       false,
       [](O& o, const std::string& cell) { o.institution = read_flag(cell); }},
  };
  return columns;
}

const std::vector<Column<SimulationTeam>>& team_columns() {
  using T = SimulationTeam;
  static const std::vector<Column<T>> columns = {
      {{"团队", "team"}, true, [](T& t, const std::string& cell) { t.id = cell; }},
      {{"权重", "weight"},
       true,
       [](T& t, const std::string& cell) { t.weight = Ratio::parse(cell); }},
  };
  return columns;
}

template <class T>
[[noreturn]] void throw_unknown_column(const RowSource& table, const std::string& name,
                                       const std::vector<Column<T>>& columns) {
  Text known;
  for (const auto& column : columns) append(known, column.name.text());
  throw Error(ErrorCode::invalid, {"不认识的列“" + name + "”", "unknown column \"" + name + "\""},
              {"可用的列：" + known.zh, "known columns: " + known.en}, {}, table.name() + ":1");
}

template <class T>
[[noreturn]] void throw_missing(const std::string& place, const Column<T>& column) {
  throw Error(
      ErrorCode::invalid,
      {"缺少“" + std::string(column.name.zh) + "”", "missing: " + std::string(column.name.en)},
      {"补上这一列的内容", "fill in this column"}, {}, place);
}

/// Which column stands where.
template <class T>
std::vector<const Column<T>*> match(RowSource& table, const std::vector<Column<T>>& columns) {
  std::vector<const Column<T>*> order;
  for (const auto& name : table.header().cells) {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column<T>& column) {
      return name == column.name.zh || name == column.name.en;
    });
    if (found == columns.end()) throw_unknown_column(table, name, columns);
    if (std::find(order.begin(), order.end(), &*found) != order.end()) {
      throw Error(ErrorCode::invalid,
                  {"列“" + name + "”重复", "the column \"" + name + "\" is there twice"},
                  {"只留一列", "keep one of them"}, {}, table.name() + ":1");
    }
    order.push_back(&*found);
  }
  return order;
}

/// An amount written "1,000.00" without quotes is two cells.
[[noreturn]] void throw_beyond_header(const std::string& line, const std::string& cell) {
  throw Error(ErrorCode::invalid,
              {"内容多于表头的列：“" + cell + "”", "more cells than columns: \"" + cell + "\""},
              {"金额中有千分位逗号的，去掉逗号，或给该格加上引号",
               "write amounts without commas between the digits, or put the cell in quotes"},
              {}, line);
}

template <class T>
T read_row(const RowSource& table, const Row& row, const std::vector<const Column<T>*>& order,
           const std::vector<Column<T>>& columns) {
  const auto line = table.name() + ":" + std::to_string(row.line);
  T value;
  std::vector<const Column<T>*> filled;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (row.cells[i].empty()) continue;
    if (i >= order.size()) throw_beyond_header(line, row.cells[i]);
    filled.push_back(order[i]);
    try {
      order[i]->set(value, row.cells[i]);
    } catch (const Error& error) {
      throw error.at(line + ":" + std::string(order[i]->name.zh));
    }
  }
  for (const auto& column : columns) {
    const bool is_there = std::find(filled.begin(), filled.end(), &column) != filled.end();
    if (column.is_required && !is_there) throw_missing(line, column);
  }
  return value;
}

/// @param take  is given each row, and may find it wrong
template <class T, class Take>
void read_table(const std::string& file, const std::vector<Column<T>>& columns, Take take) {
  const InputFile input(file);
  const auto table =
      read_csv(input.name(), [&](char* to, std::size_t most) { return input.read(to, most); }, {});
  const auto order = match(*table, columns);
  Row row;
  while (table->next(row)) {
    const auto value = read_row(*table, row, order, columns);
    try {
      take(value);
    } catch (const Error& error) {
      throw error.at(table->name() + ":" + std::to_string(row.line));
    }
  }
}

// ---- both ----

bool is_json(const std::string& file) { return file.ends_with(".json"); }

/// What is wrong with the whole of a file names it.
template <class Work>
auto within(const std::string& file, Work work) {
  try {
    return work();
  } catch (const Error& error) {
    throw error.at(file);
  }
}

SimulationInput read_json(const std::string& file) {
  const auto text = read_text_file(file, max_bytes);
  return within(file, [&] { return read_document<SimulationInput>(parse_json(text)); });
}

template <class T>
void read_list(const std::string& file, std::vector<T> SimulationInput::*list,
               const std::vector<Column<T>>& columns, SimulationInput& input) {
  if (file.empty()) return;
  auto& rows = input.*list;
  if (is_json(file)) {
    rows = std::move(read_json(file).*list);
    return;
  }
  rows.clear();
  read_table(file, columns, [&](const T& row) { rows.push_back(row); });
}

}  // namespace

Simulation read_simulation(const SimulationFiles& files) {
  const bool is_table = !is_json(files.receipts);
  auto input = is_table ? SimulationInput{} : read_json(files.receipts);
  read_list(files.costs, &SimulationInput::costs, cost_columns(), input);
  read_list(files.people, &SimulationInput::people, person_columns(), input);
  read_list(files.owners, &SimulationInput::owners, owner_columns(), input);
  read_list(files.teams, &SimulationInput::teams, team_columns(), input);
  auto simulation = within(files.receipts, [&] { return Simulation(input); });
  if (is_table) {
    read_table(files.receipts, receipt_columns(),
               [&](const SimulationReceipt& row) { simulation.add(row); });
  }
  within(files.receipts, [&] { return simulation.currency(); });
  return simulation;
}

}  // namespace kezhuan::cli
