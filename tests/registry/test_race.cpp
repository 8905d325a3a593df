#include <array>
#include <chrono>
#include <fstream>
#include <thread>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "catch.hpp"
#include "kezhuan/policy/calendar_file.hpp"
#include "registry/transfer_story.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

/// Two offices at once: real processes, each with a registry of its own over the same file.
namespace {

constexpr auto child_name = "signs a contract in a process of its own";
constexpr auto folder_variable = "KEZHUAN_TEST_RACE_FOLDER";
constexpr auto number_variable = "KEZHUAN_TEST_RACE_NUMBER";

bool wait_for(const std::filesystem::path& file) {
  for (int i = 0; i < 6000; ++i) {
    if (std::filesystem::exists(file)) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

void write_text(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file) << text;
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

std::filesystem::path in_folder(const std::string& name, const std::string& number) {
  return std::filesystem::path(std::getenv(folder_variable)) / (name + number);
}

/// An exclusive licence of KZ-1 by case `number`.
Step exclusive(const std::string& number) {
  return step::sign().with(R"({"transfer_case": "ZH-)" + number + R"(", "number": "HT-)" + number +
                           R"(", "transferee": ")" + (number == "1" ? "I-co" : "I-2") +
                           R"(", "grant": {"exclusivity": "exclusive"}})");
}

::pid_t start(const std::string& folder, const std::string& number) {
  const auto folder_entry = std::string(folder_variable) + "=" + folder;
  const auto number_entry = std::string(number_variable) + "=" + number;
  std::string program = "/proc/self/exe";
  std::string name = child_name;
  std::string report = "--out";
  std::string nowhere = "/dev/null";
  std::array<char*, 5> arguments = {program.data(), name.data(), report.data(), nowhere.data(),
                                    nullptr};
  std::vector<std::string> entries = {folder_entry, number_entry};
  for (char** each = environ; *each != nullptr; ++each) entries.emplace_back(*each);
  std::vector<char*> environment;
  for (auto& entry : entries) environment.push_back(entry.data());
  environment.push_back(nullptr);
  ::pid_t process = 0;
  REQUIRE(::posix_spawn(&process, program.c_str(), nullptr, nullptr, arguments.data(),
                        environment.data()) == 0);
  return process;
}

}  // namespace

TEST_CASE(child_name, "[.]") {
  if (std::getenv(folder_variable) == nullptr) return;
  const std::string number = std::getenv(number_variable);
  const FixedClock clock{Timestamp::parse("2026-11-20T01:00:00.000Z")};
  SequenceIdSource ids(1000 + static_cast<std::uint64_t>(number.front()),
                       Timestamp::parse("2026-11-20T01:00:00.000Z"));
  const Environment environment{&clock, &ids,
                                std::make_shared<const WorkingCalendar>(national_calendar())};
  auto registry = Registry::open(in_folder("r.kz", ""), Access::read_write, environment);
  const auto sign = exclusive(number);
  const auto submission = Hospital::submission(sign.act, sign.day, sign.data);
  write_text(in_folder("ready", number), "ready");
  REQUIRE(wait_for(in_folder("go", "")));
  std::string outcome = "signed";
  try {
    registry.record(submission);
  } catch (const Refused& refused) {
    outcome = "refused";
    for (const auto& finding : refused.decision().findings) {
      if (finding.severity == Severity::refuse) outcome += " " + finding.rule;
    }
  }
  write_text(in_folder("outcome", number), outcome);
}

TEST_CASE("CTR-03: of two processes that grant the same exclusive licence at once one is refused") {
  TransferHospital h;
  h.must("institution.register", "2026-01-05",
         R"({"number": "I-2", "name": "另一公司", "nature": "company"})");
  for (const auto* number : {"ZH-1", "ZH-2"}) {
    const std::string transferee = number == std::string("ZH-1") ? "I-co" : "I-2";
    h.must(step::open_case().with(R"({"number": ")" + std::string(number) + "\"}"));
    h.must(TransferHospital::of(number, step::negotiate())
               .with(R"({"transferee": ")" + transferee + "\"}"));
    h.choose_and_price(number);
  }
  const auto folder = h.path().parent_path();
  std::array<::pid_t, 2> processes = {start(folder, "1"), start(folder, "2")};
  const bool are_ready = wait_for(folder / "ready1") && wait_for(folder / "ready2");
  write_text(folder / "go", "go");
  for (const auto process : processes) {
    int status = 0;
    REQUIRE(::waitpid(process, &status, 0) == process);
    CHECK(status == 0);
  }
  REQUIRE(are_ready);
  const auto first = text_of(folder / "outcome1");
  const auto second = text_of(folder / "outcome2");
  INFO(first << " / " << second);
  CHECK((first == "signed") != (second == "signed"));
  CHECK((first == "refused CTR-03") != (second == "refused CTR-03"));
  CHECK(h.verify().problems.empty());
}
