// Somebody else's program: uses the public headers, links the library with all it needs, records
// acts in a registry of its own, checks what it gets back and catches what the library throws.
#include <filesystem>
#include <iostream>

#include <unistd.h>

#include "kezhuan/registry/registry.hpp"

using namespace kezhuan;

namespace {

const char* const person =
    R"({"act":"person.register","happened":"2026-03-02","data":{"number":"P-1","name":"示例"}})";
const char* const nobody =
    R"({"act":"unit.register","happened":"2026-03-02","data":{"institution":"I-9","name":"科"}})";

bool is_refused(Registry& registry, const char* submission) {
  try {
    registry.record(read_submission(submission));
  } catch (const Refused& refusal) {
    return refusal.decision().has("REG-01");
  }
  return false;
}

bool is_absent(const Registry& registry, const char* number) {
  try {
    (void)registry.read().get(number);
  } catch (const Error& error) {
    return error.code() == ErrorCode::not_found;
  }
  return false;
}

bool works(const std::filesystem::path& path) {
  auto registry = Registry::create(path, {"示例", {.number = "I-1", .name = "示例医院"}},
                                   national_policy(), "consumer");
  registry.record(read_submission(person));
  const auto decision = registry.check(read_submission(nobody));
  VerifyRequest request;
  request.replay = true;
  const auto report = registry.verify(request);
  std::cout << report.mark.size << " entries, root " << report.mark.root.to_text() << '\n'
            << to_text(decision, Language::en);
  const auto changes = registry.read().changes(2);
  return report.problems.empty() && report.mark.size == 3 && decision.has("REG-01") &&
         is_refused(registry, nobody) && is_absent(registry, "P-2") &&
         changes.entries.size() == 1 &&
         changes.entries[0].act.as<RegisterPerson>()->number == "P-1";
}

}  // namespace

int main() {
  const auto folder =
      std::filesystem::temp_directory_path() / ("kezhuan-consumer-" + std::to_string(getpid()));
  std::filesystem::create_directory(folder);
  const bool good = works(folder / "consumer.kz");
  std::filesystem::remove_all(folder);
  return good ? 0 : 1;
}
