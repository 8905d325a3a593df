// The power is cut at a random moment: of what was not synced, the disk holds some, or noise.

#include <iostream>
#include <set>

#include "catch.hpp"
#include "faults/desk.hpp"
#include "faults/fault_vfs.hpp"
#include "faults/sync_watch.hpp"
#include "support/hospital.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

namespace fs = std::filesystem;

constexpr int cuts = is_sanitized ? 40 : 240;

/// What had been answered when the power went, and what the disk may hold of it.
struct Cut {
  fs::path folder;
  std::uint64_t answered;
};

/// Acts one by one, batches, an erasure and a checkpoint now and then. `each` is called between
/// any two; the power is cut in the middle of them by running into a failing write.
class Load {
 public:
  Load(const fs::path& path, std::mt19937& random) : random_(random), registry_(desk_.open(path)) {}

  std::uint64_t answered() const { return answered_; }

  void step() {
    switch (random_() % 8) {
      case 0: batch(); break;
      case 1: registry_.record(person("某人")); break;
      case 2: erase(); break;
      case 3:
        // Whoever opens for writing after a checkpoint starts the log anew.
        if (random_() % 4 == 0) registry_ = desk_.open(registry_.path());
        [[fallthrough]];
      default: registry_.record(company("公司"));
    }
    answered_ = registry_.read().mark().size;
  }

 private:
  void batch() {
    auto batch = registry_.batch();
    for (auto left = 1 + random_() % 30; left > 0; --left) batch.record(company("批"));
    batch.commit();
  }

  void erase() {
    const auto added = registry_.record(person("将删"));
    registry_.record(Hospital::submission(
        "personal.erase", "2026-04-01",
        R"({"acts": [")" + added.id.to_text() + R"("], "reason": "本人要求"})"));
  }

  std::mt19937& random_;
  Desk desk_;
  Registry registry_;
  std::uint64_t answered_ = laid_out_size();
};

/// Files are kept and attached, then the power is cut: what is wrong with what the disk holds.
std::string cut_among_evidence(std::mt19937& random, bool sees_folders) {
  const Scratch scratch;
  const auto path = lay_out(scratch / "live");
  const auto files = path.string() + ".files";
  const auto folder = scratch / "cut";
  std::uint64_t answered = 0;
  {
    FaultVfs disk;
    const SyncWatch watch(files, sees_folders);
    const Desk desk;
    auto registry = desk.open(path);
    for (auto left = 1 + random() % 4; left > 0; --left) {
      const auto content = std::string(1 + random() % 100'000, static_cast<char>(random()));
      write_bytes(scratch / "file", content);
      const auto hash = registry.keep_file(scratch / "file");
      if (left == 1 && random() % 3 == 0) break;  // kept, and not attached yet
      registry.record(attachment(hash, static_cast<std::int64_t>(content.size())));
    }
    answered = registry.read().mark().size;
    disk.cut_power(path.parent_path(), folder, random);
    watch.cut_power(folder / "r.kz.files", random);
  }
  const auto file = folder / "r.kz";
  REQUIRE(Desk().open(file).read().mark().size == answered);
  return problems_of(file, false);
}

}  // namespace

TEST_CASE("power cut: every act answered before it is on record, and the file opens") {
  const unsigned seed = 20261122;
  std::cout << "power cuts: " << cuts << ", seed " << seed << "\n";
  std::mt19937 random(seed);
  int made = 0;
  std::set<std::uint64_t> sizes;
  while (made < cuts) {
    const Scratch scratch;
    const auto path = lay_out(scratch / "live");
    std::vector<Cut> images;
    {
      FaultVfs disk;
      Load load(path, random);
      for (int steps = 0; steps < 40; ++steps) {
        // A write that fails stands for the moment in the middle of a step.
        const bool in_the_middle = random() % 2 == 0;
        if (in_the_middle) {
          disk.fail_from(1 + random() % 60,
                         random() % 2 == 0 ? Fault::write_error : Fault::sync_error);
        }
        const auto answered = load.answered();
        try {
          load.step();
        } catch (const Error&) {
        }
        if (in_the_middle && !disk.has_failed()) {
          disk.mend();
          continue;
        }
        const auto folder = scratch / ("cut" + std::to_string(images.size()));
        disk.cut_power(path.parent_path(), folder, random);
        images.push_back({folder, in_the_middle ? answered : load.answered()});
        if (in_the_middle) break;  // the live one goes no further either
      }
    }
    for (const auto& image : images) {
      if (made++ == cuts) break;
      INFO("cut " << made << " of seed " << seed);
      const auto file = image.folder / "r.kz";
      fs::copy(path.string() + ".files", file.string() + ".files", fs::copy_options::recursive);
      const Desk desk;
      std::uint64_t size = 0;
      {
        auto registry = desk.open(file);  // recovers
        size = registry.read().mark().size;
      }
      sizes.insert(size);
      REQUIRE(size >= image.answered);
      REQUIRE(problems_of(file, made % 6 == 0) == "");
      REQUIRE(desk.open(file).record(company("后来")).seq == size + 1);
    }
  }
  CHECK(sizes.size() > cuts / 8U);  // they were cut at many moments
}

TEST_CASE("power cut: of a batch written on a second thread all acts are on record or none is") {
  std::mt19937 random(20261123);
  int cut_behind = 0;
  for (std::uint64_t n : {1U, 40U, 900U, 5000U, 12'000U, 20'000U}) {
    const Scratch scratch;
    const auto path = lay_out(scratch / "live");
    const auto folder = scratch / "cut";
    INFO("change " << n);
    {
      FaultVfs disk;
      const Desk desk;
      auto registry = desk.open(path);
      disk.fail_from(n, Fault::write_error);
      try {
        auto batch = registry.batch();
        for (int i = 0; i < behind; ++i) batch.record(long_company(i));
        batch.commit();
      } catch (const Error&) {
      }
      REQUIRE(disk.has_failed());
      cut_behind += disk.has_failed_behind() ? 1 : 0;
      disk.cut_power(path.parent_path(), folder, random);
    }
    const auto file = folder / "r.kz";
    fs::copy(path.string() + ".files", file.string() + ".files", fs::copy_options::recursive);
    const Desk desk;
    CHECK(desk.open(file).read().mark().size == laid_out_size());
    REQUIRE(problems_of(file) == "");
    REQUIRE(desk.open(file).record(company("后来")).seq == laid_out_size() + 1);
  }
  CHECK(cut_behind >= 3);
}

TEST_CASE("power cut: the evidence file of every act answered before it is there, and whole") {
  std::mt19937 random(20261124);
  for (int i = 0; i < (is_sanitized ? 10 : 60); ++i) {
    INFO("cut " << i);
    REQUIRE(cut_among_evidence(random, true) == "");
  }
}

TEST_CASE("power cut: were folders not synced, evidence would be lost, and this would be seen") {
  std::mt19937 random(20261124);
  int lost = 0;
  for (int i = 0; i < 10; ++i) lost += cut_among_evidence(random, false).empty() ? 0 : 1;
  CHECK(lost > 0);
}
