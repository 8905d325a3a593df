// 审计别人送来的登记库 · Audit of a registry that somebody sent. Ends with 1 when something is
// wrong.
//
//     audit hospital.kz
#include <cinttypes>
#include <cstdio>
#include <map>

#include "kezhuan/registry/registry.hpp"

using namespace kezhuan;

namespace {

void tell_of_acts(const Snapshot& snapshot) {
  std::map<std::string, int> actors, acts;
  for (const auto& change : snapshot.changes(0, 0).entries) {
    ++actors[change.envelope.actor];
    ++acts[std::string(change.act.type().name)];
  }
  for (const auto& [actor, number] : actors) {
    std::printf("经办人 %s：%d 项\n", actor.c_str(), number);
  }
  std::printf("更正 %d 项，删除个人信息 %d 项\n", acts["act.correct"], acts["personal.erase"]);
  std::printf("旧记录待补 %" PRId64 " 项\n", snapshot.count(Kind::outstanding, ListQuery{}));
}

int run(const char* file) {
  const auto registry = Registry::open(file, Access::read_only);
  VerifyRequest request;
  request.replay = true;  // the tables are what the ledger adds up to
  const auto report = registry.verify(request);
  std::printf("账本 %" PRIu64 " 条，根 %.16s…，佐证 %" PRIu64 " 份，重放 %" PRIu64 " 条\n",
              report.mark.size, report.mark.root.to_text().c_str(), report.evidence_files,
              report.replayed);
  for (const auto& problem : report.problems) {
    std::printf("问题：%s %s\n", problem.place.c_str(), problem.what.zh.c_str());
  }
  if (!report.problems.empty()) return 1;
  std::puts("记录完整");
  tell_of_acts(registry.read());
  return 0;
}

}  // namespace

int main(int count, char** arguments) try {
  if (count < 2) return std::fputs("audit REGISTRY\n", stderr), 2;
  return run(arguments[1]);
} catch (const Error& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
