#include "kezhuan/exchange/importer.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "core/ahead.hpp"
#include "core/scan.hpp"
#include "kezhuan/model/transfer.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

constexpr std::size_t most_rejected = 10'000;  // that others are told to refer to
constexpr std::size_t bytes_ahead = std::size_t{1} << 18U;

/// Which line each entry of the ledger came from: how much further than that of the one before, so
/// that a byte does for nearly all of them.
class LineIndex {
 public:
  void add(std::size_t line) {
    auto step = line - last_;
    for (; step >= more; step -= more) steps_.push_back(static_cast<char>(more));
    steps_.push_back(static_cast<char>(step));
    last_ = line;
  }

  /// Of the n-th entry, from 0.
  std::size_t line_of(std::uint64_t n) const {
    std::size_t line = 0;
    for (const char c : steps_) {
      const auto step = static_cast<unsigned char>(c);
      line += step;
      if (step != more && n-- == 0) break;
    }
    return line;
  }

 private:
  static constexpr unsigned char more = 255;  // the next step counts on
  std::string steps_;
  std::size_t last_ = 0;
};

std::size_t weight_of(const ImportRecord& record) {
  std::size_t bytes = sizeof record + record.text.size() + 512 * record.acts.size();
  for (const auto& row : record.rows) {
    for (const auto& cell : row.cells) bytes += sizeof cell + cell.size();
  }
  return bytes;
}

class Import {
 public:
  Import(Registry& registry, RecordSource& source, const ImportOptions& options)
      : source_(source), options_(options), batch_(registry.batch()), first_(batch_.next_seq()) {}

  ImportReport run() {
    Ahead<ImportRecord> records([this](const std::stop_token& stop) { return read(stop); },
                                weight_of, bytes_ahead);
    try {
      while (auto record = records.next()) take(*record);
    } catch (const Error& error) {
      if (!is_about_input(error.code())) throw;
      throw with_those_before(error);
    }
    finish();
    return std::move(report_);
  }

 private:
  /// Where a record stands that was rejected, and what others call it.
  struct Rejected {
    std::size_t line;
    std::string number;
  };

  std::optional<ImportRecord> read(const std::stop_token& stop) {
    ImportRecord record;
    if (stop.stop_requested() || !source_.next(record)) return std::nullopt;
    record.bytes_read = source_.bytes_read();
    return record;
  }

  void take(ImportRecord& record) {
    ++report_.records;
    auto problems = record.problems.empty() ? record_all(record) : std::move(record.problems);
    if (!problems.empty()) reject(record, problems);
    if (options_.on_progress) options_.on_progress({report_.records, record.bytes_read});
  }

  void reject(const ImportRecord& record, std::vector<Problem>& problems) {
    ++report_.rejected;
    for (auto& problem : problems) point_to_rejected(problem);
    note_rejected(record);
    for (const auto& problem : problems) {
      if (is_told(problem)) continue;
      if (report_.problems.size() < options_.most_problems) {
        report_.problems.push_back(problem);
      } else {
        ++report_.more_problems;
      }
    }
    if (options_.on_reject) options_.on_reject(record, problems);
  }

  void note_rejected(const ImportRecord& record) {
    for (const auto& [kind, number] : source_.made_by(record)) {
      if (rejected_.size() == most_rejected) return;
      rejected_.try_emplace(called(kind, number), Rejected{record.line, number});
    }
  }

  /// 技术合同“HT-1”: what is missing is told by these words first (REG-01).
  static std::string called(Kind kind, const std::string& number) {
    return std::string(name_of(kind).zh) + "“" + number + "”";
  }

  /// What a record refers to may be one that was rejected before: that comes first.
  void point_to_rejected(Problem& problem) const {
    if (problem.rule != "REG-01") return;
    constexpr std::string_view close = "”";
    const auto end = problem.what.zh.find(close);
    if (end == std::string::npos) return;
    const auto found = rejected_.find(problem.what.zh.substr(0, end + close.size()));
    if (found == rejected_.end()) return;
    const auto line = std::to_string(found->second.line);
    problem.remedy.zh = "先改正第 " + line + " 行：它就是“" + found->second.number +
                        "”，因有误没有导入。" + problem.remedy.zh;
    problem.remedy.en = "Mend line " + line + " first: it is " +
                        kezhuan::quoted(found->second.number) + ", and was rejected. " +
                        problem.remedy.en;
  }

  /// What is wrong with the whole sheet comes with each record that suffers from it.
  bool is_told(const Problem& problem) const {
    const auto is_it = [&](const Problem& told) {
      if (told.rule != problem.rule || told.what != problem.what || told.remedy != problem.remedy) {
        return false;
      }
      return told.place == problem.place || source_.lacks_column(problem);
    };
    return std::any_of(report_.problems.begin(), report_.problems.end(), is_it);
  }

  /// All acts of a record or none; what keeps them from it.
  std::vector<Problem> record_all(ImportRecord& record) {
    batch_.mark();
    std::vector<Recorded> done;
    std::vector<Problem> problems;
    for (auto& act : record.acts) {
      problems = record_one(record, act, done);
      if (!problems.empty()) break;
    }
    if (problems.empty()) {
      note(record, done);
    } else {
      batch_.roll_back();
    }
    return problems;
  }

  std::vector<Problem> record_one(const ImportRecord& record, ImportAct& act,
                                  std::vector<Recorded>& done) {
    try {
      const auto before = act.submission.id ? batch_.find(*act.submission.id) : std::nullopt;
      // Nobody said when it was, so what is on record from before says it.
      if (act.is_dated_by_day && before) act.submission.happened = before->happened;
      if (!record.rows.empty()) find_related(act.submission.act, before.has_value());
      auto recorded = batch_.record(act.submission);
      if (recorded.repeated && recorded.seq >= first_) {
        if (!act.is_named_by_content) return {repeated_key(record, recorded.seq)};
        warn(taken_as_one(record, recorded.seq));
      }
      done.push_back(std::move(recorded));
      return {};
    } catch (const Refused& refused) {
      return problems_of(record, act, refused.decision());
    } catch (const Error& error) {
      if (!is_about_input(error.code())) throw;
      return problems_of(record, act, error);
    }
  }

  /// Some sheets know a contract by its case, others a case by its contract. What is on record
  /// already was taken in by the case while it had one contract, the first.
  void find_related(AnyAct& act, bool is_on_record) const {
    const auto& state = batch_.state();
    act.visit_refs([&](Kind kind, AnyRef& ref, const Place&) {
      const bool is_of_case = kind == Kind::contract || kind == Kind::transfer_case;
      if (!is_of_case || ref.is_resolved() || state.find_number(kind, ref.number)) return;
      if (kind == Kind::transfer_case) {
        const auto id = state.find_number(Kind::contract, ref.number);
        if (id) ref = {state.get(Id<Contract>(*id)).transfer_case.uuid(), {}};
        return;
      }
      const auto id = state.find_number(Kind::transfer_case, ref.number);
      if (!id) return;
      const auto& contracts = state.get(Id<TransferCase>(*id)).contracts;
      if (contracts.size() == 1 || (is_on_record && !contracts.empty())) {
        ref = {contracts.front().uuid(), {}};
      }
    });
  }

  Problem problem_of(const ImportRecord& record, const ImportAct& act,
                     const Finding& finding) const {
    auto problem =
        source_.locate(record, act, {finding.rule, finding.place, finding.what, finding.remedy});
    explain_contracts(act, finding, problem);
    explain_taken(act, finding, problem);
    return problem;
  }

  /// The number of a case stands for its contract while there is one only.
  void explain_contracts(const ImportAct& act, const Finding& finding, Problem& problem) const {
    if (finding.rule != "REG-01") return;
    const auto& state = batch_.state();
    act.submission.act.read_refs([&](Kind kind, const AnyRef& ref, const Place& place) {
      if (kind != Kind::contract || place.to_text() != finding.place) return;
      const auto id = state.find_number(Kind::transfer_case, ref.number);
      if (!id) return;
      std::vector<std::string> numbers;
      for (const auto& one : state.get(Id<TransferCase>(*id)).contracts) {
        numbers.push_back(state.get(one).number);
      }
      if (numbers.empty()) return;
      const auto all = listing(numbers);
      problem.remedy = {"转化项目“" + ref.number + "”有几份合同，写明是哪一份：" + all.zh + "。",
                        "Case " + kezhuan::quoted(ref.number) +
                            " has several contracts; say which: " + all.en + "."};
    });
  }

  /// What was entered otherwise than by this mapping cannot be told from another of the same
  /// number.
  void explain_taken(const ImportAct& act, const Finding& finding, Problem& problem) const {
    const auto& made = act.submission.act;
    const auto number = made.given_number();
    if (finding.rule != "REG-03" || finding.place != "/number" || !number) return;
    if (!batch_.state().find_number(*made.type().creates, *number)) return;
    problem.remedy = {"看在库的是不是同一条（kezhuan show " + *number +
                          "）：是的，不再导入这一行；不是的，改正编号。",
                      "See whether what is on record is the same (kezhuan show " + *number +
                          "): if so, leave the row out; if not, mend its number."};
  }

  std::vector<Problem> problems_of(const ImportRecord& record, const ImportAct& act,
                                   const Decision& decision) const {
    std::vector<Problem> problems;
    for (const auto& finding : decision.findings) {
      if (finding.severity != Severity::refuse) continue;
      problems.push_back(problem_of(record, act, finding));
    }
    return problems;
  }

  std::vector<Problem> problems_of(const ImportRecord& record, const ImportAct& act,
                                   const Error& error) {
    std::vector<Problem> problems;
    if (error.code() == ErrorCode::conflict && act.submission.id) {
      if (const auto before = batch_.find(*act.submission.id)) {
        return {before->seq >= first_ ? repeated_key(record, before->seq)
                                      : changed(record, act, before->seq, error)};
      }
    }
    for (const auto& problem : error.problems()) {
      problems.push_back(source_.locate(record, act, problem));
    }
    return problems;
  }

  Problem repeated_key(const ImportRecord& record, std::uint64_t seq) const {
    const auto first = std::to_string(lines_.line_of(seq - first_));
    const auto line = std::to_string(record.line);
    const auto key = source_.key_of(record);
    return {"REG-05",
            source_.name() + ":" + line,
            {"编号重复：第 " + first + " 行和第 " + line + " 行都是 " + key + "。",
             "a key twice: lines " + first + " and " + line + " are both " + key + "."},
            {"删去一行，或改正编号；同一条记录的各行须相邻。",
             "Drop one of them or mend the key; rows of one record stand together."}};
  }

  Problem taken_as_one(const ImportRecord& record, std::uint64_t seq) const {
    const auto first = std::to_string(lines_.line_of(seq - first_));
    const auto line = std::to_string(record.line);
    return {"REG-05",
            source_.name() + ":" + line,
            {"第 " + line + " 行与第 " + first + " 行相同，作为同一项业务动作，只记一次。",
             "line " + line + " says the same as line " + first + ": one act, recorded once."},
            {"确是两项的，各写一个 id。", "Of two acts, give each an id."}};
  }

  /// Where the input differs from what was recorded: its columns, as "姓名、部门".
  Text differing_columns(const ImportRecord& record, const ImportAct& act,
                         const Error& error) const {
    const auto start = source_.name() + ":" + std::to_string(record.line) + ":";
    Text columns;
    std::vector<std::string> seen;
    for (const auto& problem : error.problems()) {
      if (problem.place == "/id") continue;
      const auto place = source_.locate(record, act, problem).place;
      if (!place.starts_with(start)) continue;
      auto column = place.substr(start.size());
      if (std::find(seen.begin(), seen.end(), column) != seen.end()) continue;
      if (!seen.empty()) columns.zh += "、";
      if (!seen.empty()) columns.en += ", ";
      columns.zh += "“" + column + "”";
      columns.en += kezhuan::quoted(column);
      seen.push_back(std::move(column));
    }
    return columns;
  }

  Problem changed(const ImportRecord& record, const ImportAct& act, std::uint64_t seq,
                  const Error& error) const {
    const auto key = source_.key_of(record);
    const auto entry = std::to_string(seq);
    auto columns = differing_columns(record, act, error);
    if (!columns.empty()) columns = {"的" + columns.zh, " in " + columns.en};
    return {
        "REG-05",
        source_.name() + ":" + std::to_string(record.line),
        {key + " 先前已导入（第 " + entry + " 条，" + std::string(act.submission.act.type().name) +
             "），内容与这一行" + columns.zh + "不同。",
         key + " was imported before (entry " + entry + ", " +
             std::string(act.submission.act.type().name) + ") and said otherwise" + columns.en +
             "."},
        {"笔误用 act.correct 更正；情况变了另记相应的业务动作；无须改动的，改回原样。",
         "Mend a slip of the pen with act.correct; record what changed as an act of its own; "
         "else put the row back as it was."}};
  }

  void note(const ImportRecord& record, const std::vector<Recorded>& done) {
    bool is_new = done.empty();
    for (std::size_t i = 0; i < done.size(); ++i) {
      if (done[i].repeated) continue;
      is_new = true;
      ++report_.acts;
      lines_.add(record.line);
      note_findings(record, record.acts[i], done[i]);
    }
    if (!is_new) {
      ++report_.repeated;
      return;
    }
    for (const auto& warning : record.warnings) warn(warning);
  }

  void note_findings(const ImportRecord& record, const ImportAct& act, const Recorded& recorded) {
    const auto& items = recorded.outcome.outstanding;
    // An item that was on record before took no number.
    report_.outstanding += static_cast<std::uint64_t>(
        std::count_if(items.begin(), items.end(),
                      [](const OutstandingOutcome& item) { return item.serial > 0; }));
    for (const auto& finding : recorded.decision.findings) {
      if (finding.severity != Severity::warn || stands_over(finding, items)) continue;
      warn(problem_of(record, act, finding));
    }
  }

  void warn(Problem problem) {
    ++report_.warnings;
    if (report_.first_warnings.size() >= options_.most_warnings) return;
    report_.first_warnings.push_back(std::move(problem));
  }

  /// Whether an item says it too: in the same words, or in those a link ends with.
  static bool stands_over(const Finding& finding, const std::vector<OutstandingOutcome>& items) {
    return std::any_of(items.begin(), items.end(), [&](const OutstandingOutcome& item) {
      return finding.what.zh.ends_with(item.zh);
    });
  }

  /// The input cannot be read further; what was found before stands beside that.
  Error with_those_before(const Error& error) const {
    auto problems = report_.problems;
    problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    return {error.code(), std::move(problems)};
  }

  void finish() {
    const bool is_good = report_.rejected == 0 || options_.keep_good;
    if (options_.before_commit) options_.before_commit();
    if (options_.only_check || !is_good) return;
    if (report_.acts > 0) batch_.commit();
    report_.is_written = true;
  }

  RecordSource& source_;
  const ImportOptions& options_;
  Batch batch_;
  std::uint64_t first_;  // the first entry that is ours
  LineIndex lines_;
  std::map<std::string, Rejected, std::less<>> rejected_;  // by what it is `called`, the first
  ImportReport report_;
};

}  // namespace

MapDefaults defaults_of(const Registry& registry, bool legacy) {
  const auto seen = registry.read();
  return {seen.today(), seen.settings().institution.uuid(), legacy};
}

ImportReport import_records(Registry& registry, RecordSource& source,
                            const ImportOptions& options) {
  return Import(registry, source, options).run();
}

}  // namespace kezhuan
