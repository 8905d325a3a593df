// A disk that is full, or broken, from the n-th write on, for n = 1, 2, … until all succeeds.

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <functional>

#include "catch.hpp"
#include "faults/desk.hpp"
#include "faults/fault_calls.hpp"
#include "faults/fault_vfs.hpp"
#include "support/hospital.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

namespace fs = std::filesystem;
using Work = std::function<void(const fs::path& path)>;

/// Both languages, the file (one in the temporary folder, too), and what to do.
void must_be_clear(const Error& error) {
  REQUIRE(error.code() == ErrorCode::storage);
  REQUIRE_FALSE(error.problems().empty());
  const auto& problem = error.problems().front();
  INFO(problem.what.en);
  const auto folder = fs::temp_directory_path().string() + "/kezhuan-";
  REQUIRE(problem.what.zh.find(folder) != std::string::npos);
  REQUIRE(problem.what.en.find(folder) != std::string::npos);
  CHECK_FALSE(problem.remedy.zh.empty());
  CHECK_FALSE(problem.remedy.en.empty());
}

/// How many writes to go on to the next failure. KEZHUAN_EVERY_WRITE=1 leaves none out; otherwise
/// long works are tried at some of their writes, and fewer under the sanitizers.
std::uint64_t step_of(std::uint64_t usual) {
  const auto* every = std::getenv("KEZHUAN_EVERY_WRITE");
  if (every != nullptr && std::string_view(every) == "1") return 1;
  return usual * (is_sanitized ? 5 : 1);
}

/// Does `work` with every failure in turn, and `check` after each, when the disk works again.
/// Returns how many failures there were.
std::uint64_t fail_at_each(FaultVfs& disk, Fault fault, const Work& work,
                           const std::function<void(const fs::path& path, bool is_done)>& check,
                           std::uint64_t step = 1) {
  for (std::uint64_t n = 1;; n += step_of(step)) {
    const Scratch scratch;
    const auto path = lay_out(scratch.folder());
    INFO("failure " << n);
    bool is_done = false;
    disk.fail_from(n, fault);
    try {
      work(path);
      is_done = true;
    } catch (const Error& error) {
      disk.mend();
      must_be_clear(error);
    }
    const bool was_hit = disk.has_failed() || !is_done;
    disk.mend();
    check(path, is_done);
    if (!was_hit) return n - 1;
    REQUIRE(n < 5000);
  }
}

/// Whole, and with the record it had before; goes on working. The replay is dear: now and then.
void must_be_whole(const fs::path& path, std::uint64_t least) {
  static int turn = 0;
  REQUIRE(problems_of(path, ++turn % 8 == 0) == "");
  const Desk desk;
  auto registry = desk.open(path);
  REQUIRE(registry.read().mark().size >= least);
  REQUIRE(registry.record(company("后来")).seq > least);
}

std::size_t partials_in(const fs::path& folder) {
  std::size_t count = 0;
  for (const auto& each : fs::recursive_directory_iterator(folder)) {
    count += each.path().filename().string().find(".partial-") != std::string::npos ? 1U : 0U;
  }
  return count;
}

constexpr auto all_faults = {Fault::disk_full, Fault::write_error, Fault::sync_error};

}  // namespace

TEST_CASE("full disk: one act is recorded or is not, and work goes on") {
  FaultVfs disk;
  for (const auto fault : all_faults) {
    const auto failures = fail_at_each(
        disk, fault,
        [](const fs::path& path) {
          const Desk desk;
          auto registry = desk.open(path);
          registry.record(person("某人"));
          registry.record(company("示例公司"));
        },
        [](const fs::path& path, bool is_done) {
          if (is_done) REQUIRE(companies(path) == std::vector<std::string>{"示例公司", "示例医院"});
          must_be_whole(path, laid_out_size() + (is_done ? 2 : 0));
        },
        fault == Fault::disk_full ? 1 : 7);
    CHECK(failures >= (fault == Fault::sync_error ? 1 : 9));
  }
}

TEST_CASE("full disk: of a batch all acts are recorded or none is") {
  FaultVfs disk;
  for (const auto fault : all_faults) {
    fail_at_each(
        disk, fault,
        [](const fs::path& path) {
          const Desk desk;
          auto registry = desk.open(path);
          auto batch = registry.batch();
          for (int i = 0; i < 20; ++i) batch.record(company("公司" + std::to_string(i)));
          batch.commit();
        },
        [](const fs::path& path, bool is_done) {
          REQUIRE(companies(path).size() == (is_done ? 21 : 1));
          must_be_whole(path, laid_out_size() + (is_done ? 20 : 0));
        },
        fault == Fault::disk_full ? 2 : 7);
  }
}

TEST_CASE("full disk: of a batch written on a second thread all acts are recorded or none is") {
  FaultVfs disk;
  int failed_behind = 0;
  bool is_done = false;
  auto fault = Fault::write_error;
  for (std::uint64_t n = 1; !is_done; n *= 5) {
    fault = fault == Fault::disk_full ? Fault::write_error : Fault::disk_full;
    const Scratch scratch;
    const auto path = lay_out(scratch.folder());
    INFO("failure " << n);
    disk.fail_from(n, fault);
    try {
      const Desk desk;
      auto registry = desk.open(path);
      auto batch = registry.batch();
      for (int i = 0; i < behind; ++i) batch.record(long_company(i));
      batch.commit();
      is_done = true;
    } catch (const Error& error) {
      failed_behind += disk.has_failed_behind() ? 1 : 0;
      disk.mend();
      must_be_clear(error);
    }
    disk.mend();
    REQUIRE(companies(path).size() == (is_done ? behind + 1 : 1));
    must_be_whole(path, laid_out_size() + (is_done ? behind : 0));
  }
  CHECK(failed_behind >= 3);
}

TEST_CASE("full disk: whoever only reads is told that reading needs room, too") {
  FaultVfs disk;
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  const Desk desk;
  desk.open(path).record(company("示例公司"));  // a copy that nobody wrote to has no log
  disk.fail_from(1, Fault::no_index);
  try {
    desk.open(path, Access::read_only).read().list(Kind::achievement);
    FAIL("read without room");
  } catch (const Error& error) {
    must_be_clear(error);
    CHECK(error.problems().front().what.en.find("reading, too, needs") != std::string::npos);
    CHECK(error.problems().front().what.zh.find("写入登记库") == std::string::npos);
  }
  CHECK(disk.has_failed());
  disk.mend();
  CHECK(desk.open(path, Access::read_only).read().list(Kind::achievement).size() == 1);
}

TEST_CASE("full disk: a new registry is there complete or not at all") {
  FaultVfs disk;
  const Desk desk;
  FoundRegistry founding;
  founding.name = "示例登记库";
  founding.institution.number = "I-own";
  founding.institution.name = "示例医院";
  for (const auto fault : all_faults) {
    for (std::uint64_t n = 1;; n += step_of(7)) {
      const Scratch scratch;
      INFO("failure " << n);
      disk.fail_from(n, fault);
      bool is_done = false;
      try {
        Registry::create(scratch / "new.kz", founding, national(), "测试", desk.environment);
        is_done = true;
      } catch (const Error& error) {
        disk.mend();
        must_be_clear(error);
        for (const auto& left : fs::directory_iterator(scratch.folder())) {
          FAIL("left: " << left.path().filename() << " after " << error.problems().front().what.en);
        }
      }
      const bool was_hit = disk.has_failed() || !is_done;
      disk.mend();
      if (is_done) REQUIRE(problems_of(scratch / "new.kz", n % 8 == 0) == "");
      if (!was_hit) break;
      REQUIRE(n < 5000);
    }
  }
}

TEST_CASE("full disk: a backup is there complete or not at all") {
  FaultVfs disk;
  for (const auto fault : {Fault::disk_full, Fault::sync_error}) {
    fail_at_each(
        disk, fault,
        [](const fs::path& path) {
          const Desk desk;
          desk.open(path).backup(path.parent_path() / "copy.kz");
        },
        [](const fs::path& path, bool is_done) {
          const auto copy = path.parent_path() / "copy.kz";
          REQUIRE(fs::exists(copy) == is_done);
          REQUIRE(fs::exists(copy.string() + ".files") == is_done);
          if (is_done) REQUIRE(problems_of(copy) == "");
          REQUIRE(partials_in(path.parent_path()) == 0);
          must_be_whole(path, laid_out_size());
        },
        3);
  }
}

TEST_CASE("full disk: rebuilding the tables does all or nothing") {
  FaultVfs disk;
  fail_at_each(
      disk, Fault::disk_full,
      [](const fs::path& path) {
        const Desk desk;
        Registry::rebuild(path, desk.environment);
      },
      [](const fs::path& path, bool) { must_be_whole(path, laid_out_size()); }, 23);
}

TEST_CASE("full disk: what is erased is erased or still there, and the record is whole") {
  FaultVfs disk;
  for (const auto fault : all_faults) {
    fail_at_each(
        disk, fault,
        [](const fs::path& path) {
          const Desk desk;
          desk.open(path).record(Hospital::submission(
              "personal.erase", "2026-04-01", R"({"person": "P-4", "reason": "本人要求"})"));
        },
        [](const fs::path& path, bool) { must_be_whole(path, laid_out_size()); }, 3);
  }
}

TEST_CASE("full disk: an evidence file is kept complete or not at all") {
  std::uint64_t failures = 0;
  for (const int error_number : {ENOSPC, EIO}) {
    for (std::uint64_t n = 1;; ++n) {
      const Scratch scratch;
      const auto path = lay_out(scratch.folder());
      const Desk desk;
      auto registry = desk.open(path);
      write_bytes(scratch / "scan.pdf", std::string(700'000, 'x'));
      bool is_done = false;
      bool was_hit = false;
      Sha256 hash;
      std::optional<Error> failure;
      {
        const FaultCalls calls(n, error_number);
        try {
          hash = registry.keep_file(scratch / "scan.pdf");
          is_done = true;
        } catch (const Error& error) {
          failure = error;
        }
        was_hit = calls.has_failed();
      }
      INFO("failure " << n);
      if (failure) must_be_clear(*failure);
      REQUIRE(is_done != failure.has_value());
      REQUIRE(partials_in(scratch.folder()) == 0);
      REQUIRE(problems_of(path, false) == "");
      if (is_done) registry.record(attachment(hash, 700'000));
      if (!was_hit) break;
      ++failures;
    }
  }
  CHECK(failures >= 10);
}

TEST_CASE("full disk: evidence that does not fit beside a backup leaves no backup") {
  for (std::uint64_t n = 1;; ++n) {
    const Scratch scratch;
    const auto path = lay_out(scratch.folder());
    const Desk desk;
    auto registry = desk.open(path);
    bool was_hit = false;
    std::optional<Error> failure;
    {
      const FaultCalls calls(n, ENOSPC);
      try {
        registry.backup(scratch / "copy.kz");
      } catch (const Error& error) {
        failure = error;
      }
      was_hit = calls.has_failed();
    }
    INFO("failure " << n);
    if (failure) {
      must_be_clear(*failure);
      REQUIRE_FALSE(fs::exists(scratch / "copy.kz"));
      REQUIRE_FALSE(fs::exists(scratch / "copy.kz.files"));
    }
    REQUIRE(partials_in(scratch.folder()) == 0);
    if (!was_hit) break;
  }
}
