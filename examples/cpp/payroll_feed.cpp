// 夜间任务：新的发放变成工资明细 · Nightly job: new payments become payroll lines.
//
//     payroll_feed hospital.kz 53 >> payroll.csv
//
// Follows the registry from behind the entry given, prints a line for each person paid (a recovery
// is negative; old records, paid long ago, are none), and says on standard error which entry to
// give the next night.
#include <cinttypes>
#include <cstdio>
#include <cstdlib>

#include "kezhuan/acts/income_acts.hpp"
#include "kezhuan/registry/registry.hpp"

using namespace kezhuan;

namespace {

void print(const Snapshot& snapshot, const Change& change, const std::vector<PaymentLine>& lines,
           const Uuid& transfer_case, bool is_recovery) {
  for (const auto& line : lines) {
    if (!line.person) continue;  // paid to an institution: not the payroll's matter
    const auto amount = is_recovery ? -line.amount : line.amount;
    std::printf(
        "%" PRIu64 ",%s,%s,%s,%s,%s\n", change.seq, change.envelope.happened.to_text().c_str(),
        snapshot.number_of(transfer_case).c_str(), snapshot.number_of(line.person->id).c_str(),
        std::string(to_code(line.kind)).c_str(), amount.to_text().c_str());
  }
}

void run(const char* file, std::int64_t since) {
  const auto registry = Registry::open(file, Access::read_only);
  const auto snapshot = registry.read();
  for (bool has_more = true; has_more;) {
    const auto page = snapshot.changes(since);
    for (const auto& change : page.entries) {
      if (change.envelope.legacy) continue;  // an old record: paid long ago
      if (const auto* paid = change.act.as<RecordPayment>()) {
        print(snapshot, change, paid->lines, paid->transfer_case.id, false);
      } else if (const auto* taken = change.act.as<RecoverPayment>()) {
        print(snapshot, change, taken->lines, taken->transfer_case.id, true);
      }
    }
    since = static_cast<std::int64_t>(page.next);
    has_more = page.has_more;
  }
  // The next night goes on behind what is told here: every line has to be out.
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    throw Error(ErrorCode::storage, {"工资明细没有写完", "not every payroll line could be written"},
                {"腾出空间，从上次的序号起再运行", "make room and run again from the last entry"});
  }
  std::fprintf(stderr, "读到第 %" PRId64 " 条\n", since);
}

}  // namespace

int main(int count, char** arguments) try {
  if (count < 2) return std::fputs("payroll_feed REGISTRY [SINCE]\n", stderr), 2;
  run(arguments[1], count > 2 ? std::atoll(arguments[2]) : 0);
} catch (const Error& error) {
  for (const auto& problem : error.problems()) {
    std::fprintf(stderr, "%s\n  补救：%s\n", problem.what.zh.c_str(), problem.remedy.zh.c_str());
  }
  return 1;
}
