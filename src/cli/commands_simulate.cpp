// Income worked out in advance: simulate, schemes.
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <memory>
#include <set>

#include <CLI/CLI.hpp>

#include "cli/context.hpp"
#include "cli/documents.hpp"
#include "cli/output.hpp"
#include "cli/simulate.hpp"
#include "core/resources.hpp"
#include "kezhuan/core/limits.hpp"
#include "kezhuan/core/schema.hpp"
#include "kezhuan/core/write.hpp"

namespace kezhuan::cli {

namespace {

/// A scheme and what it makes of one story.
struct Simulated {
  std::string pathway;  ///< what the story is called; empty: there is one
  Scheme scheme;
  SchemeDivision division;
  std::shared_ptr<const std::vector<SchemeEntry>> entries;  ///< of the story
};

struct SimulateOptions {
  SimulationFiles files;  ///< of every story
  std::vector<std::string> receipts;
  std::string scheme;
  std::vector<std::string> compare;
  bool face_value = false;
};

// ---- what came of it ----

/// Cumulative amounts by slot of the only terms.
std::vector<std::int64_t> sums_by_slot(const SchemeDivision& division) {
  std::vector<std::int64_t> sums(division.slots.front().size());
  for (const auto& lines : division.lines) {
    for (const auto& line : lines) sums[line.slot] += line.minor;
  }
  return sums;
}

/// What people call the place money goes to.
std::string label_of(const Context& context, const Scheme& scheme, const SchemeSlot& slot) {
  std::string label;
  const auto add = [&](const std::string& word) {
    if (!word.empty()) label += (label.empty() ? "" : " ") + word;
  };
  if (slot.step != SchemeStep::pool) add(context.in(name_of(slot.step)));
  if (const auto* pool = scheme.find_pool(slot.pool)) add(context.in(pool->title));
  add(slot.achievement);
  add(slot.team);
  add(slot.party);
  return label;
}

/// Rows of one kind, in the order they first appear in any scheme.
class Table {
 public:
  explicit Table(std::size_t columns) : columns_(columns) {}

  void set(const std::string& label, std::size_t column, const std::string& text) {
    auto found = std::find_if(rows_.begin(), rows_.end(),
                              [&](const auto& row) { return row.front() == label; });
    if (found == rows_.end()) {
      rows_.emplace_back(columns_ + 1, "–");
      found = rows_.end() - 1;
      found->front() = label;
    }
    (*found)[column + 1] = text;
  }

  /// A row that says nothing where it is zero everywhere.
  void may_leave_out(const std::string& label) { optional_.insert(label); }
  bool may_be_left_out(const std::string& label) const { return optional_.contains(label); }

  const std::vector<std::vector<std::string>>& rows() const { return rows_; }

 private:
  std::size_t columns_;
  std::set<std::string> optional_;
  std::vector<std::vector<std::string>> rows_;
};

std::string money_text(const SchemeDivision& division, std::int64_t minor) {
  return Money::of_minor(minor, division.currency).to_text();
}

void add_figures(const Context& context, const Simulated& simulated, std::size_t column,
                 Table& table) {
  const auto& figures = simulated.division.figures.back();
  const auto set = [&](const StaticText& name, const Money& amount) {
    table.set(context.in(name), column, amount.to_text());
  };
  // Of no interest where every scheme has nothing of it.
  const auto set_if_any = [&](const StaticText& name, const Money& amount) {
    set(name, amount);
    table.may_leave_out(context.in(name));
  };
  set({"到账", "received"}, figures.gross);
  set_if_any({"先提", "off the top"}, figures.off_the_top);
  set_if_any({"收回成本", "costs recovered"},
             figures.direct_recovered + figures.indirect_recovered);
  set({"可分配收入", "distributable income"}, figures.distributable);
  set_if_any({"未收回成本", "costs not recovered"}, simulated.division.unrecovered);
  set({"净收入", "net income"}, figures.net);
  set_if_any({"所有权收益", "owner income"}, figures.owner_income);
  set_if_any({"留存准备", "held in reserve"}, figures.reserved);
  set({"奖励", "reward"}, figures.reward);
  // In place of a reward, owner income counts towards the floor.
  const bool replaces = simulated.scheme.ownership == OwnershipMode::ownership_replaces_reward;
  const auto counted = replaces ? figures.reward + figures.owner_income : figures.reward;
  table.set(context.in("奖励占下限基数", "reward, of the floor's base"), column,
            percent_text(counted, figures.floor_base));
  const auto& floors = simulated.scheme.floors;
  const bool has_floor = floors && floors->reward;
  const bool fails = simulated.division.failing_floor.has_value();
  table.set(context.in("下限", "floors"), column,
            fails       ? context.in("不满足", "not reached")
            : has_floor ? context.in("满足", "reached")
                        : context.in("未设", "none"));
}

/// A person's total over all pools; a unit's by pool.
void add_recipients(const Context& context, const Simulated& simulated, std::size_t column,
                    Table& people, Table& units) {
  const auto& division = simulated.division;
  const auto sums = sums_by_slot(division);
  std::map<std::string, std::int64_t> by_person;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const auto& slot = division.slots.front()[i];
    const bool is_cost =
        slot.step == SchemeStep::direct_cost || slot.step == SchemeStep::indirect_cost;
    if (is_cost || slot.step == SchemeStep::reserve) continue;
    if (slot.party.empty() || slot.step == SchemeStep::other_institution) {
      units.set(label_of(context, simulated.scheme, slot), column, money_text(division, sums[i]));
      continue;
    }
    by_person[slot.party] += sums[i];
    people.set(slot.party, column, money_text(division, by_person[slot.party]));
  }
}

std::string head_of(const Scheme& scheme) { return scheme.id + " " + scheme.version; }

std::string head_of(const Context& context, const Simulated& simulated) {
  const auto& pathway = simulated.pathway;
  return (pathway.empty() ? "" : pathway + context.in("，", ", ")) + head_of(simulated.scheme);
}

void print_rows(const Context& context, const StaticText& title, const Table& table,
                Columns& columns) {
  if (table.rows().empty()) return;
  columns.add({context.in(title)});
  for (auto row : table.rows()) {
    row.front() = "  " + row.front();
    columns.add(std::move(row));
  }
}

/// Whether a row of figures is zero by every scheme.
bool is_nothing(const std::vector<std::string>& row, const std::vector<Simulated>& all) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (row[i + 1] != money_text(all[i].division, 0)) return false;
  }
  return true;
}

std::string comparison(const Context& context, const std::vector<Simulated>& all) {
  Table figures(all.size()), people(all.size()), units(all.size());
  std::vector<std::string> head = {context.in("方案", "scheme")};
  std::vector<std::string> pathways = {context.in("路径", "pathway")};
  for (std::size_t i = 0; i < all.size(); ++i) {
    head.push_back(head_of(all[i].scheme));
    pathways.push_back(all[i].pathway);
    add_figures(context, all[i], i, figures);
    add_recipients(context, all[i], i, people, units);
  }
  Columns columns;
  if (!all.front().pathway.empty()) columns.add(pathways);
  columns.add(head);
  for (const auto& row : figures.rows()) {
    if (!figures.may_be_left_out(row.front()) || !is_nothing(row, all)) columns.add(row);
  }
  print_rows(context, {"人员", "people"}, people, columns);
  print_rows(context, {"单位", "units"}, units, columns);
  return columns.to_text();
}

/// "第 2 段（50000.00 以上）" and what of a receipt fell into it.
std::string band_text(const Context& context, const SchemeBandPart& part) {
  const auto number = std::to_string(part.band + 1);
  const auto range = part.up_to
                         ? part.from.to_text() + "–" + part.up_to->to_text()
                         : context.in("", "above ") + part.from.to_text() + context.in(" 以上", "");
  const auto name = part.achievement.empty() ? "" : part.achievement + " ";
  return "  " + name + context.in("第 ", "band ") + number + context.in(" 段（", " (") + range +
         context.in("）", ")");
}

/// Net income is told where it is not what there is to divide.
std::string so_far(const Context& context, const SchemeFigures& figures) {
  const auto text =
      context.in("累计可分配收入 ", "distributable so far ") + figures.distributable.to_text();
  if (figures.net == figures.distributable) return text;
  return text + context.in("，净收入 ", ", net income ") + figures.net.to_text();
}

/// Every line of every receipt, with the cumulative figures behind it.
std::string receipt_by_receipt(const Context& context, const Simulated& simulated) {
  const auto& division = simulated.division;
  const auto& entries = *simulated.entries;
  Columns columns;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& figures = division.figures[i];
    const bool is_release = entries[i].kind == SchemeEntry::Kind::release;
    columns.add({entries[i].id + " " + entries[i].date.to_text() +
                     (is_release ? context.in(" 释放准备", " release") : ""),
                 entries[i].amount.to_text(), so_far(context, figures)});
    for (const auto& part : division.bands[i]) {
      if (simulated.scheme.bands.table.size() == 1) break;
      columns.add({band_text(context, part), part.amount.to_text()});
    }
    for (const auto& line : division.lines[i]) {
      const auto& slot = division.slot(i, line);
      const auto share = slot.share.is_one() ? "" : slot.share.to_text();
      columns.add({"  " + label_of(context, simulated.scheme, slot),
                   money_text(division, line.minor), share});
    }
  }
  return columns.to_text();
}

std::string notes_of(const Context& context, const Simulated& simulated) {
  std::string text;
  const auto add = [&](const Text& note) {
    text += head_of(context, simulated) + context.in("：", ": ") + context.in(note) + "\n";
  };
  if (simulated.division.failing_floor) add(simulated.division.failing_floor->what);
  for (const auto& warning : simulated.division.warnings) add(warning);
  return text;
}

// ---- the same as JSON ----

std::string slot_json(const Scheme& scheme, const SchemeSlot& slot, const std::string& amount) {
  JsonObject line;
  line.text("step", to_code(slot.step)).text("amount", amount).text("share", slot.share.to_text());
  if (const auto* pool = scheme.find_pool(slot.pool)) {
    line.text("pool", slot.pool).both("title", pool->title);
  }
  if (!slot.party.empty()) line.text("party", slot.party);
  if (!slot.team.empty()) line.text("team", slot.team);
  if (!slot.achievement.empty()) line.text("achievement", slot.achievement);
  return line.done();
}

std::string figures_json(const SchemeFigures& figures) {
  return JsonObject()
      .text("gross", figures.gross.to_text())
      .text("off_the_top", figures.off_the_top.to_text())
      .text("direct_recovered", figures.direct_recovered.to_text())
      .text("own_part", figures.own_part.to_text())
      .text("indirect_recovered", figures.indirect_recovered.to_text())
      .text("distributable", figures.distributable.to_text())
      .text("net", figures.net.to_text())
      .text("owner_income", figures.owner_income.to_text())
      .text("reserved", figures.reserved.to_text())
      .text("distributed", figures.distributed.to_text())
      .text("reward", figures.reward.to_text())
      .text("floor_base", figures.floor_base.to_text())
      .done();
}

std::string band_json(const SchemeBandPart& part) {
  JsonObject band;
  band.number("band", part.band + 1).text("from", part.from.to_text());
  if (part.up_to) band.text("up_to", part.up_to->to_text());
  if (!part.achievement.empty()) band.text("achievement", part.achievement);
  return band.text("amount", part.amount.to_text()).done();
}

std::string entry_json(const Simulated& simulated, const SchemeEntry& entry, std::size_t index) {
  const auto& division = simulated.division;
  std::vector<std::string> lines, bands;
  for (const auto& part : division.bands[index]) bands.push_back(band_json(part));
  for (const auto& line : division.lines[index]) {
    lines.push_back(
        slot_json(simulated.scheme, division.slot(index, line), money_text(division, line.minor)));
  }
  return JsonObject()
      .text("id", entry.id)
      .text("date", entry.date.to_text())
      .text("kind", entry.kind == SchemeEntry::Kind::release ? "release" : "receipt")
      .text("amount", entry.amount.to_text())
      .raw("bands", json_array(bands))
      .raw("lines", json_array(lines))
      .raw("so_far", figures_json(division.figures[index]))
      .done();
}

std::string simulated_json(const Simulated& simulated) {
  const auto& division = simulated.division;
  const auto& entries = *simulated.entries;
  std::vector<std::string> receipts, totals, warnings;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    receipts.push_back(entry_json(simulated, entries[i], i));
  }
  const auto sums = sums_by_slot(division);
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (sums[i] == 0) continue;
    totals.push_back(
        slot_json(simulated.scheme, division.slots.front()[i], money_text(division, sums[i])));
  }
  for (const auto& warning : division.warnings) {
    warnings.push_back(JsonObject().text("zh", warning.zh).text("en", warning.en).done());
  }
  JsonObject object;
  if (!simulated.pathway.empty()) object.text("pathway", simulated.pathway);
  object.text("scheme", simulated.scheme.id)
      .text("version", simulated.scheme.version)
      .text("hash", hash_of(simulated.scheme).to_text())
      .both("title", simulated.scheme.title)
      .raw("entries", json_array(receipts))
      .raw("totals", json_array(totals))
      .text("unrecovered", division.unrecovered.to_text())
      .raw("warnings", json_array(warnings));
  if (division.failing_floor)
    object.raw("failing_floor", problems_to_json({*division.failing_floor}));
  return object.done();
}

// ---- the commands ----

/// What each scheme makes of one story.
std::vector<Simulated> divide(ReadSimulation story, const std::string& pathway,
                              std::vector<Scheme> schemes, const std::vector<std::string>& names,
                              bool face_value) {
  if (face_value) {
    for (auto& scheme : schemes)
      scheme = at_face_value(std::move(scheme), story.simulation.currency());
  }
  // What is wrong with the story is said of its files, anything else of the scheme.
  story.places.told("", [&] { story.simulation.check_pools(schemes); });
  const auto entries = std::make_shared<const std::vector<SchemeEntry>>(story.simulation.entries());
  std::vector<Simulated> divided;
  for (std::size_t i = 0; i < schemes.size(); ++i) {
    divided.push_back(
        {pathway, schemes[i],
         story.places.told(names[i], [&] { return story.simulation.divide(schemes[i]); }),
         entries});
  }
  return divided;
}

/// Every file of receipts is a pathway, called by the name of the file; of each the schemes in
/// turn.
std::vector<Simulated> divide_all(const SimulateOptions& options,
                                  const std::vector<std::string>& names) {
  std::vector<Simulated> all;
  std::vector<Scheme> schemes;
  for (const auto& file : options.receipts) {
    auto files = options.files;
    files.receipts = file;
    const bool is_one = options.receipts.size() == 1;
    const auto pathway = is_one ? "" : std::filesystem::path(file).stem().string();
    auto story = read_simulation(files);
    if (schemes.empty())
      std::transform(names.begin(), names.end(), std::back_inserter(schemes), load_scheme);
    auto divided = divide(std::move(story), pathway, schemes, names, options.face_value);
    std::move(divided.begin(), divided.end(), std::back_inserter(all));
  }
  return all;
}

int simulate(const Context& context, const SimulateOptions& options) {
  std::vector<std::string> names = {options.scheme};
  names.insert(names.end(), options.compare.begin(), options.compare.end());
  const auto all = divide_all(options, names);
  auto code = done;
  for (std::size_t i = 0; i < all.size(); i += names.size()) {
    if (all[i].division.failing_floor) code = refused;  // schemes only compared do not count
  }
  if (context.json) {
    std::vector<std::string> divided;
    for (const auto& each : all) divided.push_back(simulated_json(each));
    print(JsonObject().raw("schemes", json_array(divided)).done() + "\n");
    return code;
  }
  print(comparison(context, all));
  if (all.size() == 1) print("\n" + receipt_by_receipt(context, all.front()));
  std::string notes;
  for (const auto& each : all) notes += notes_of(context, each);
  if (!notes.empty()) print("\n" + notes);
  return code;
}

std::string firmness_of(const Context& context, const Scheme& scheme) {
  std::string text;
  for (const auto& source : scheme.sources) {
    text += (text.empty() ? "" : context.in("；", "; ")) + context.in(name_of(source.firmness));
  }
  return text;
}

int list_schemes(const Context& context) {
  Columns columns;
  std::vector<std::string> objects;
  for (const auto& id : shipped_schemes()) {
    const auto scheme = shipped_scheme(id);
    columns.add({id, scheme.version, scheme.effective_from.to_text(), scheme.currency.value_or("–"),
                 context.in(scheme.title)});
    objects.push_back(to_canonical_json(scheme));
  }
  print(context.json ? json_array(objects) + "\n" : columns.to_text());
  return done;
}

int show_scheme(const Context& context, const std::string& name) {
  const auto scheme = load_scheme(name);
  if (context.json) {
    print(to_canonical_json(scheme) + "\n");
    return done;
  }
  const auto shipped = shipped_schemes();
  const bool is_shipped = std::find(shipped.begin(), shipped.end(), name) != shipped.end();
  print(is_shipped ? std::string(resource("income/" + name + ".yaml"))
                   : context.in(scheme.title) + "\n" + head_of(scheme) + "\nSHA-256 " +
                         hash_of(scheme).to_text() + "\n" + firmness_of(context, scheme) + "\n");
  return done;
}

void add_simulate(CLI::App& income, Context& context) {
  auto* command = add_command(
      income, context, "simulate",
      {"测算：设想的到账按方案怎么分，可并列比较；什么也不写入",
       "what invented receipts come to by a scheme, side by side with others; writes nothing"});
  auto options = std::make_shared<SimulateOptions>();
  const auto add_file = [&](const char* name, std::string& file, const StaticText& help) {
    return command->add_option(name, file, context.in(help))->type_name("FILE");
  };
  command
      ->add_option("--scheme", options->scheme,
                   context.in("分配方案：文件，或内置方案的标识",
                              "the scheme: a file, or the id of a built-in one"))
      ->required()
      ->type_name("SCHEME");
  command
      ->add_option("--receipts", options->receipts,
                   context.in("到账：CSV，或含全部内容的 JSON；几个文件即几种转化路径，并列比较",
                              "receipts: CSV, or JSON that may hold everything; several files are "
                              "pathways side by side"))
      ->required()
      ->type_name("FILE");
  add_file("--costs", options->files.costs, {"成本", "costs"});
  add_file("--people", options->files.people, {"人员与权重", "people and their weights"});
  add_file("--owners", options->files.owners, {"所有权人与份额", "owners and their shares"});
  add_file("--teams", options->files.teams, {"团队与权重", "teams and their weights"});
  command
      ->add_option("--expected-income", options->files.expected_income,
                   context.in("预期收入，按到账比例收回成本用（默认到账合计）",
                              "expected income, for costs pro rata (default: all receipts)"))
      ->type_name("AMOUNT");
  command
      ->add_option("--signed-on", options->files.signed_on,
                   context.in("合同签订日，到账不得早于此日",
                              "day of signing, before which nothing is received"))
      ->type_name("DATE");
  command
      ->add_option("--compare", options->compare,
                   context.in("并列比较的方案", "schemes to set beside it"))
      ->type_name("SCHEME");
  command->add_flag("--face-value", options->face_value,
                    context.in("外币方案的界限按面值用于到账的币种",
                               "take the thresholds of a foreign scheme at face value"));
  command->callback([&context, options] {
    context.run = [&context, options] { return simulate(context, *options); };
  });
}

void add_schemes(CLI::App& income, Context& context) {
  auto* command = add_command(income, context, "schemes",
                              {"内置的分配方案，其中一个的全文，或方案文件的 JSON schema",
                               "the built-in schemes, the text of one, or their JSON schema"});
  auto name = std::make_shared<std::string>();
  auto schema = std::make_shared<bool>(false);
  command->add_option("SCHEME", *name, context.in("标识或文件", "an id or a file"));
  command->add_flag("--schema", *schema,
                    context.in("方案文件的 JSON schema", "the JSON schema of a scheme"));
  command->callback([&context, name, schema] {
    context.run = [&context, name, schema] {
      if (*schema) {
        print(json_schema<Scheme>() + "\n");
        return static_cast<int>(done);
      }
      return name->empty() ? list_schemes(context) : show_scheme(context, *name);
    };
  });
}

}  // namespace

Scheme load_scheme(const std::string& name) {
  if (name.find_first_of("./") == name.npos) return shipped_scheme(name);
  return scheme_from_yaml(read_text_file(name, limits::config_bytes), name);
}

void add_simulate_commands(CLI::App& income, Context& context) {
  add_simulate(income, context);
  add_schemes(income, context);
}

}  // namespace kezhuan::cli
