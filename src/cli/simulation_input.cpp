// What a simulation is of: tables an office can write, or one JSON document.
#include <algorithm>
#include <charconv>
#include <functional>
#include <map>

#include "cli/documents.hpp"
#include "cli/simulate.hpp"
#include "exchange/cells.hpp"
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
  std::string_view field;  ///< in a document
  StaticText name;
  bool is_required;
  std::function<void(T& row, const std::string& cell)> set;
};

Date read_date(const std::string& cell) { return Date::parse(date_of_cell(cell)); }

/// Written as the program writes it, so that what is out of range is said to be that.
bool is_plain(const std::string& cell) {
  return cell.find_first_not_of("0123456789./%-") == std::string::npos;
}
Money read_money(const std::string& cell) {
  return Money::parse(is_plain(cell) ? cell : money_of_cell(cell));
}
Ratio read_ratio(const std::string& cell) {
  return Ratio::parse(is_plain(cell) ? cell : ratio_of_cell(cell));
}

CostCategory read_category(const std::string& cell) {
  const auto name = text_of_cell(cell);
  for (const auto& entry : EnumTable<CostCategory>::table) {
    if (name == entry.code || name == entry.name.zh || name == entry.name.en) return entry.value;
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
      {"id",
       {"编号", "number"},
       false,
       [](R& r, const std::string& cell) { r.id = text_of_cell(cell); }},
      {"date",
       {"日期", "date"},
       true,
       [](R& r, const std::string& cell) { r.date = read_date(cell); }},
      {"amount",
       {"金额", "amount"},
       true,
       [](R& r, const std::string& cell) { r.amount = read_money(cell); }},
      {"refunded",
       {"退款", "refunded"},
       false,
       [](R& r, const std::string& cell) { r.refunded = read_money(cell); }},
      {"release",
       {"释放准备", "release"},
       false,
       [](R& r, const std::string& cell) { r.release = boolean_of_cell(cell); }},
      {"schedule",
       {"成果分摊", "schedule"},
       false,
       [](R& r, const std::string& cell) { r.schedule = text_of_cell(cell); }},
  };
  return columns;
}

const std::vector<Column<SimulationCost>>& cost_columns() {
  using C = SimulationCost;
  static const std::vector<Column<C>> columns = {
      {"category",
       {"科目", "category"},
       true,
       [](C& c, const std::string& cell) { c.category = read_category(cell); }},
      {"amount",
       {"金额", "amount"},
       true,
       [](C& c, const std::string& cell) { c.amount = read_money(cell); }},
      {"date",
       {"日期", "date"},
       false,
       [](C& c, const std::string& cell) { c.date = read_date(cell); }},
  };
  return columns;
}

const std::vector<Column<SimulationPerson>>& person_columns() {
  using P = SimulationPerson;
  static const std::vector<Column<P>> columns = {
      {"id",
       {"姓名", "name"},
       true,
       [](P& p, const std::string& cell) { p.id = text_of_cell(cell); }},
      {"weight",
       {"权重", "weight"},
       false,
       [](P& p, const std::string& cell) { p.weight = read_ratio(cell); }},
      {"pool",
       {"去向", "pool"},
       false,
       [](P& p, const std::string& cell) { p.pool = text_of_cell(cell); }},
      {"team",
       {"团队", "team"},
       false,
       [](P& p, const std::string& cell) { p.team = text_of_cell(cell); }},
      {"achievement",
       {"成果", "achievement"},
       false,
       [](P& p, const std::string& cell) { p.achievement = text_of_cell(cell); }},
      {"main_contributor",
       {"主要完成人", "main_contributor"},
       false,
       [](P& p, const std::string& cell) { p.main_contributor = boolean_of_cell(cell); }},
      {"transfer_staff",
       {"转化人员", "transfer_staff"},
       false,
       [](P& p, const std::string& cell) { p.transfer_staff = boolean_of_cell(cell); }},
  };
  return columns;
}

const std::vector<Column<SimulationOwner>>& owner_columns() {
  using O = SimulationOwner;
  static const std::vector<Column<O>> columns = {
      {"id",
       {"名称", "name"},
       true,
       [](O& o, const std::string& cell) { o.id = text_of_cell(cell); }},
      {"share",
       {"份额", "share"},
       true,
       [](O& o, const std::string& cell) { o.share = read_ratio(cell); }},
      {"institution",
       {"是机构", "institution"},
       false,
       [](O& o, const std::string& cell) { o.institution = boolean_of_cell(cell); }},
  };
  return columns;
}

const std::vector<Column<SimulationTeam>>& team_columns() {
  using T = SimulationTeam;
  static const std::vector<Column<T>> columns = {
      {"team",
       {"团队", "team"},
       true,
       [](T& t, const std::string& cell) { t.id = text_of_cell(cell); }},
      {"weight",
       {"权重", "weight"},
       true,
       [](T& t, const std::string& cell) { t.weight = read_ratio(cell); }},
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

/// Which column stands where, and as what it is called there.
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
T read_row(RowSource& table, const Row& row, const std::vector<const Column<T>*>& order,
           const std::vector<Column<T>>& columns) {
  const auto line = table.name() + ":" + std::to_string(row.line);
  const auto& headings = table.header().cells;
  T value;
  std::vector<const Column<T>*> filled;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (row.cells[i].empty()) continue;
    if (i >= order.size()) throw_beyond_header(line, row.cells[i]);
    filled.push_back(order[i]);
    try {
      order[i]->set(value, row.cells[i]);
    } catch (const Error& error) {
      throw error.at(line + ":" + headings[i]);
    }
  }
  for (const auto& column : columns) {
    const bool is_there = std::find(filled.begin(), filled.end(), &column) != filled.end();
    if (!column.is_required || is_there) continue;
    const auto heading = std::find(order.begin(), order.end(), &column) - order.begin();
    const bool has_column = static_cast<std::size_t>(heading) < order.size();
    throw_missing(has_column ? line + ":" + headings[heading] : line, column);
  }
  return value;
}

/// @param list  is told where everything stands
template <class T, class Take>
void read_table(const std::string& file, const std::vector<Column<T>>& columns,
                SimulationPlaces::List& list, Take take) {
  const InputFile input(file);
  const auto table =
      read_csv(input.name(), [&](char* to, std::size_t most) { return input.read(to, most); }, {});
  const auto order = match(*table, columns);
  for (std::size_t i = 0; i < order.size(); ++i) {
    list.columns.emplace(order[i]->field, table->header().cells[i]);
  }
  Row row;
  while (table->next(row)) {
    list.lines.push_back(row.line);
    take(read_row(*table, row, order, columns));
  }
}

// ---- both ----

bool is_json(const std::string& file) { return file.ends_with(".json"); }

/// The lists of a simulation and what each is called.
struct ListName {
  StaticText name;
  std::string_view key;
};
constexpr ListName costs_list{{"成本", "costs"}, "costs"};
constexpr ListName people_list{{"人员", "people"}, "people"};
constexpr ListName owners_list{{"所有权人", "owners"}, "owners"};
constexpr ListName teams_list{{"团队", "teams"}, "teams"};

[[noreturn]] void throw_given_twice(const StaticText& what) {
  throw_invalid({"不止一个文件写了“" + std::string(what.zh) + "”",
                 "more than one file gives the " + std::string(what.en)},
                {"只在一个文件中写，或用对应的选项指明文件",
                 "give it in one file, or name the file by the option for it"});
}

/// Puts together what tables and documents say, and remembers where.
class SimulationReader {
 public:
  explicit SimulationReader(const SimulationFiles& files) : files_(files) {}

  ReadSimulation read() {
    if (is_json(files_.receipts)) input_.receipts = document(files_.receipts).receipts;
    read_list(files_.costs, costs_list, &SimulationInput::costs, cost_columns());
    read_list(files_.people, people_list, &SimulationInput::people, person_columns());
    read_list(files_.owners, owners_list, &SimulationInput::owners, owner_columns());
    read_list(files_.teams, teams_list, &SimulationInput::teams, team_columns());
    for (auto& [file, given] : documents_) take_besides(file, given);
    take_option("--expected-income", files_.expected_income, read_money, input_.expected_income);
    take_option("--signed-on", files_.signed_on, read_date, input_.signed_on);
    return simulation();
  }

 private:
  const SimulationInput& document(const std::string& file) {
    const auto known = documents_.find(file);
    if (known != documents_.end()) return known->second;
    const auto text = read_text_file(file, max_bytes);
    try {
      return documents_.emplace(file, read_document<SimulationInput>(parse_json(text)))
          .first->second;
    } catch (const Error& error) {
      throw error.at(file);
    }
  }

  template <class T>
  void read_list(const std::string& file, const ListName& list,
                 std::vector<T> SimulationInput::*rows, const std::vector<Column<T>>& columns) {
    if (file.empty()) return;
    auto& place = place_of(list.key, file);
    if (is_json(file)) {
      input_.*rows = document(file).*rows;
      return;
    }
    read_table(file, columns, place, [&](const T& row) { (input_.*rows).push_back(row); });
  }

  /// What a document holds that no option names another file for.
  void take_besides(const std::string& file, SimulationInput& given) {
    take_list(file, files_.costs, costs_list, given.costs, input_.costs);
    take_list(file, files_.people, people_list, given.people, input_.people);
    take_list(file, files_.owners, owners_list, given.owners, input_.owners);
    take_list(file, files_.teams, teams_list, given.teams, input_.teams);
    take_list(file, {}, {{"成果", "achievements"}, "achievements"}, given.achievements,
              input_.achievements);
    take_one({"预期收入", "expected income"}, given.expected_income, input_.expected_income);
    take_one({"签订日", "day of signing"}, given.signed_on, input_.signed_on);
  }

  template <class T>
  void take_list(const std::string& file, const std::string& own_file, const ListName& list,
                 std::vector<T>& from, std::vector<T>& to) {
    if (!own_file.empty() || from.empty()) return;
    if (!to.empty()) throw_given_twice(list.name);
    to = std::move(from);
    place_of(list.key, file);
  }

  template <class T>
  static void take_one(const StaticText& name, const std::optional<T>& from, std::optional<T>& to) {
    if (from && to && *from != *to) throw_given_twice(name);
    if (from) to = from;
  }

  template <class T>
  static void take_option(const char* name, const std::string& text, T (*read)(const std::string&),
                          std::optional<T>& to) {
    if (text.empty()) return;
    try {
      to = read(text);
    } catch (const Error& error) {
      throw error.at(name);
    }
  }

  SimulationPlaces::List& place_of(std::string_view list, const std::string& file) {
    auto& place = places_.lists[std::string(list)];
    place.file = file;
    return place;
  }

  /// What is found wrong is said of its place in the files.
  template <class Step>
  auto told_of_files(Step step) const {
    return places_.told(files_.receipts, step);
  }

  ReadSimulation simulation() {
    auto& place = place_of("receipts", files_.receipts);
    auto made = told_of_files([&] { return Simulation(input_); });
    if (!is_json(files_.receipts)) {
      read_table(files_.receipts, receipt_columns(), place,
                 [&](const SimulationReceipt& row) { told_of_files([&] { made.add(row); }); });
    }
    told_of_files([&] { made.currency(); });
    return {std::move(made), std::move(places_)};
  }

  const SimulationFiles& files_;
  SimulationInput input_;
  std::map<std::string, SimulationInput> documents_;  // by file
  SimulationPlaces places_;
};

}  // namespace

std::string SimulationPlaces::find(std::string_view place) const {
  if (!place.starts_with('/')) return {};
  const auto end_of_list = std::min(place.size(), place.find('/', 1));
  const auto list = lists.find(place.substr(1, end_of_list - 1));
  if (list == lists.end()) return {};
  const auto& [file, lines, columns] = list->second;
  const auto rest = place.substr(end_of_list);
  if (rest.empty()) return lines.empty() ? file + ":" + std::string(place) : file;
  const auto end_of_row = std::min(rest.size(), rest.find('/', 1));
  std::size_t row = 0;
  const auto [end, error] = std::from_chars(rest.data() + 1, rest.data() + end_of_row, row);
  if (error != std::errc{} || end != rest.data() + end_of_row) return {};
  if (row >= lines.size()) return file + ":" + std::string(place);
  auto found = file + ":" + std::to_string(lines[row]);
  if (end_of_row == rest.size()) return found;
  const auto field = std::string(rest.substr(end_of_row + 1));
  const auto heading = columns.find(field);
  return found + ":" + (heading == columns.end() ? field : heading->second);
}

Error SimulationPlaces::located(const Error& error, const std::string& otherwise) const {
  auto problems = error.problems();
  for (auto& problem : problems) {
    const auto& place = problem.place;
    if (const auto found = find(place); !found.empty()) {
      problem.place = found;
    } else if (place.empty() || place.starts_with('/')) {
      problem.place = otherwise + (place.empty() || otherwise.empty() ? "" : ":") + place;
    }
  }
  return {error.code(), std::move(problems)};
}

ReadSimulation read_simulation(const SimulationFiles& files) {
  return SimulationReader(files).read();
}

}  // namespace kezhuan::cli
