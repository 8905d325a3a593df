// Many processes at one registry, some of them killed in the middle of what they do.

#include <algorithm>
#include <chrono>
#include <csignal>
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include "catch.hpp"
#include "faults/desk.hpp"
#include "registry/durable_file.hpp"
#include "support/hospital.hpp"

using namespace kezhuan;
using namespace kezhuan::test;

namespace {

namespace fs = std::filesystem;
using Stopwatch = std::chrono::steady_clock;

/// Left out under the sanitizers: hundreds of processes, each with their memory, show no more.
constexpr const char* processes = is_sanitized ? "[.processes]" : "[processes]";

/// What a child says of an act it was answered for.
struct Answer {
  std::uint64_t first = 0;  ///< number in the ledger
  std::uint64_t last = 0;   ///< the same, but for a batch
  std::int64_t waited = 0;  ///< microseconds
};

using Tell = std::function<void(const Answer&)>;

/// A process of its own that does `work` and tells what it was answered.
class Child {
 public:
  explicit Child(const std::function<void(const Tell&)>& work) {
    if (::pipe(told_) != 0) throw std::runtime_error("no pipe");
    id_ = ::fork();
    if (id_ < 0) throw std::runtime_error("no process");
    if (id_ > 0) {
      ::close(told_[1]);
      return;
    }
    ::close(told_[0]);
    try {
      work([this](const Answer& answer) {
        if (::write(told_[1], &answer, sizeof answer) != sizeof answer) ::_exit(3);
      });
    } catch (const std::exception& error) {
      std::cerr << "child: " << error.what() << "\n";
      ::_exit(2);
    }
    ::_exit(0);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (id_ > 0) end(true);
    ::close(told_[0]);
  }

  /// The next answer; nothing when there are no more.
  std::optional<Answer> next() {
    Answer answer;
    return ::read(told_[0], &answer, sizeof answer) == sizeof answer ? std::optional(answer)
                                                                     : std::nullopt;
  }

  /// Waits for its end, killing it first if asked to. True when it ended by itself, and well.
  bool end(bool kill) {
    if (kill) ::kill(id_, SIGKILL);
    int status = 0;
    ::waitpid(id_, &status, 0);
    id_ = 0;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

 private:
  int told_[2] = {};
  ::pid_t id_ = 0;
};

/// Acts without end: single ones, batches of ten, values in the vault, kept files, erasures.
void act_without_end(const fs::path& path, unsigned seed, const Tell& tell) {
  std::mt19937 random(seed);
  const Desk desk;
  auto registry = desk.open(path);
  for (int turn = 0;; ++turn) {
    switch (random() % 6) {
      case 0: {
        auto batch = registry.batch();
        Answer answer;
        const auto name = "批-" + std::to_string(seed) + "-" + std::to_string(turn);
        for (int i = 0; i < 10; ++i) {
          answer.last = batch.record(company(name)).seq;
          if (i == 0) answer.first = answer.last;
        }
        batch.commit();
        tell(answer);
        break;
      }
      case 1: {
        const auto one = registry.record(person("某人"));
        tell({one.seq, one.seq});
        const auto gone = registry.record(Hospital::submission(
            "personal.erase", "2026-04-01",
            R"({"acts": [")" + one.id.to_text() + R"("], "reason": "本人要求"})"));
        tell({gone.seq, gone.seq});
        break;
      }
      case 2: {
        const std::string content(1 + random() % 200'000, static_cast<char>('a' + random() % 26));
        const auto file = path.parent_path() / ("scan-" + std::to_string(seed));
        write_bytes(file, content);
        const auto hash = registry.keep_file(file);
        const auto one =
            registry.record(attachment(hash, static_cast<std::int64_t>(content.size())));
        tell({one.seq, one.seq});
        break;
      }
      default: {
        const auto one = registry.record(company("公司"));
        tell({one.seq, one.seq});
      }
    }
  }
}

/// Of every batch ten acts are on record, or none.
void batches_are_whole(const fs::path& path) {
  std::map<std::string, int> acts;
  for (const auto& name : companies(path)) {
    if (name.starts_with("批-")) ++acts[name];
  }
  for (const auto& [name, count] : acts) {
    INFO(name);
    REQUIRE(count == 10);
  }
}

void sleep_some(std::mt19937& random, unsigned most_microseconds) {
  std::this_thread::sleep_for(std::chrono::microseconds(random() % most_microseconds));
}

/// Kills a child that does `work` again and again, and looks at the registry each time.
void kill_while(const fs::path& path, int times, unsigned most_microseconds,
                const std::function<void(const Desk&, int turn)>& work,
                const std::function<void()>& check) {
  std::mt19937 random(static_cast<unsigned>(times) * 7919U);
  for (int turn = 0; turn < times; ++turn) {
    Child child([&](const Tell& tell) {
      const Desk desk;
      tell({});
      work(desk, turn);
    });
    child.next();
    sleep_some(random, most_microseconds);
    child.end(true);
    INFO("turn " << turn);
    REQUIRE(problems_of(path, turn % 8 == 7) == "");
    check();
  }
  CHECK(problems_of(path) == "");
}

}  // namespace

TEST_CASE("kill -9: at 200 moments of a running load, what was answered is on record", processes) {
  constexpr int kills = 200;
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  std::mt19937 random(20261122);
  std::uint64_t answered = laid_out_size();
  for (int kill = 1; kill <= kills; ++kill) {
    Child child(
        [&](const Tell& tell) { act_without_end(path, static_cast<unsigned>(kill), tell); });
    for (auto acts = 1 + random() % 12; acts > 0; --acts) {
      const auto answer = child.next();
      REQUIRE(answer);
      answered = std::max(answered, answer->last);
    }
    sleep_some(random, 3000);
    child.end(true);
    while (const auto answer = child.next()) answered = std::max(answered, answer->last);

    INFO("kill " << kill);
    REQUIRE(problems_of(path, kill % 25 == 0) == "");
    const Desk desk;
    REQUIRE(desk.open(path).read().mark().size >= answered);
    if (kill % 25 == 0) batches_are_whole(path);
  }
  std::cout << "kill -9: " << kills << " times, " << answered << " acts answered, none lost\n";
}

TEST_CASE("kill -9: during a large batch all of it is on record or none", processes) {
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  kill_while(
      path, 15, 150'000,
      [&](const Desk& desk, int turn) {
        auto registry = desk.open(path);
        auto batch = registry.batch();
        for (int i = 0; i < 400; ++i) batch.record(company("大批" + std::to_string(turn)));
        batch.commit();
      },
      [&] { REQUIRE((companies(path).size() - 1) % 400 == 0); });
}

TEST_CASE("kill -9: while a second thread writes a batch all of it is on record or none",
          processes) {
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  std::mt19937 random(20261123);
  int written_behind = 0;
  for (int turn = 0; turn < 8; ++turn) {
    Child child([&](const Tell& tell) {
      const Desk desk;
      auto registry = desk.open(path);
      auto batch = registry.batch();
      for (int i = 0; i < behind; ++i) {
        batch.record(long_company(i));
        tell({});
      }
    });
    for (auto acts = behind - static_cast<int>(random() % 300); acts > 0; --acts) child.next();
    std::error_code none;
    const auto log = fs::file_size(path.string() + "-wal", none);
    written_behind += !none && log > 0 ? 1 : 0;  // long before any commit
    sleep_some(random, 3000);
    child.end(true);
    INFO("turn " << turn);
    REQUIRE(problems_of(path, turn % 4 == 3) == "");
    REQUIRE(companies(path).size() == 1);
  }
  CHECK(written_behind > 0);
  kill_while(
      path, 4, 400'000,
      [&](const Desk& desk, int) {
        auto registry = desk.open(path);
        auto batch = registry.batch();
        for (int i = 0; i < behind; ++i) batch.record(long_company(i));
        batch.commit();
      },
      [&] { REQUIRE((companies(path).size() - 1) % behind == 0); });
}

TEST_CASE("kill -9: during a backup there is a whole one or none", processes) {
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  const auto copy = scratch / "copy.kz";
  int whole = 0;
  kill_while(
      path, 20, 150'000, [&](const Desk& desk, int) { desk.open(path).backup(copy); },
      [&] {
        if (fs::exists(copy)) {
          ++whole;
          REQUIRE(problems_of(copy) == "");
        }
        fs::remove(copy);
        fs::remove_all(copy.string() + ".files");
      });
  std::cout << "kill -9 during a backup: " << whole << " of 20 were finished\n";
}

TEST_CASE("kill -9: during a rebuilding of the tables they are whole", processes) {
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  kill_while(
      path, 20, 300'000, [&](const Desk& desk, int) { Registry::rebuild(path, desk.environment); },
      [&] {
        for (const auto& each : fs::directory_iterator(scratch.folder())) {
          const auto name = each.path().filename().string();
          if (name.find(".before-migration-") != std::string::npos) fs::remove(each.path());
        }
      });
}

TEST_CASE("kill -9: while a registry is made there is a whole one or none", processes) {
  const Scratch scratch;
  const auto path = scratch / "new.kz";
  std::mt19937 random(1122);
  int whole = 0;
  for (int turn = 0; turn < 25; ++turn) {
    Child child([&](const Tell& tell) {
      const Desk desk;
      FoundRegistry founding;
      founding.name = "示例登记库";
      founding.institution.number = "I-own";
      founding.institution.name = "示例医院";
      static_cast<void>(national());
      tell({});
      Registry::create(path, founding, national(), "测试", desk.environment);
    });
    child.next();
    sleep_some(random, 100'000);
    child.end(true);
    INFO("turn " << turn);
    if (fs::exists(path)) {
      ++whole;
      REQUIRE(problems_of(path) == "");
    }
    for (const auto* suffix : {"", "-wal", "-shm"}) fs::remove(path.string() + suffix);
  }
  std::cout << "kill -9 while founding: " << whole << " of 25 were finished\n";
}

TEST_CASE("eight processes: of 16,000 durable acts none is lost, in one order without a gap",
          processes) {
  constexpr int writers = 8;
  constexpr int acts = 2'000;
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  const auto start = Stopwatch::now();
  std::vector<std::unique_ptr<Child>> children;
  for (int writer = 0; writer < writers; ++writer) {
    children.push_back(std::make_unique<Child>([&](const Tell& tell) {
      const Desk desk;
      auto registry = desk.open(path);
      for (int i = 0; i < acts; ++i) {
        const auto asked = Stopwatch::now();
        const auto one = registry.record(company("公司"));
        const std::chrono::duration<double, std::micro> waited = Stopwatch::now() - asked;
        tell({one.seq, one.seq, static_cast<std::int64_t>(waited.count())});
      }
    }));
  }
  std::set<std::uint64_t> numbers;
  std::int64_t longest = 0;
  std::vector<std::thread> readers;  // so that no pipe is ever full
  std::mutex mutex;
  for (auto& child : children) {
    readers.emplace_back([&] {
      while (const auto answer = child->next()) {
        const std::lock_guard lock(mutex);
        numbers.insert(answer->first);
        longest = std::max(longest, answer->waited);
      }
    });
  }
  for (auto& reader : readers) reader.join();
  for (auto& child : children) CHECK(child->end(false));
  const std::chrono::duration<double> took = Stopwatch::now() - start;
  std::cout << "eight processes: " << numbers.size() << " durable acts in " << took.count()
            << " s, longest wait " << static_cast<double>(longest) / 1e6 << " s\n";

  REQUIRE(numbers.size() == writers * acts);
  CHECK(*numbers.begin() == laid_out_size() + 1);
  CHECK(*numbers.rbegin() == laid_out_size() + writers * acts);
  CHECK(companies(path).size() == writers * acts + 1);
  CHECK(problems_of(path, true) == "");
}

TEST_CASE("backup: taken under load and restored, it has all that was answered before it began",
          processes) {
  const Scratch scratch;
  const auto path = lay_out(scratch.folder());
  std::vector<std::unique_ptr<Child>> children;
  for (unsigned writer = 1; writer <= 3; ++writer) {
    children.push_back(std::make_unique<Child>(
        [&path, writer](const Tell& tell) { act_without_end(path, writer, tell); }));
  }
  const Desk desk;
  auto registry = desk.open(path);
  std::uint64_t answered = 0;
  for (int backup = 0; backup < 5; ++backup) {
    for (auto& child : children) {
      for (int acts = 0; acts < 10; ++acts) {
        if (const auto answer = child->next()) answered = std::max(answered, answer->last);
      }
    }
    const auto copy = scratch / ("copy" + std::to_string(backup) + ".kz");
    const auto mark = registry.backup(copy);
    CHECK(mark.size >= answered);
    const auto restored = scratch / ("restored" + std::to_string(backup) + ".kz");
    CHECK(Registry::restore(copy, restored).root == mark.root);
    CHECK(problems_of(restored, true, mark) == "");
    batches_are_whole(restored);
  }
  for (auto& child : children) child->end(true);
  CHECK(problems_of(path) == "");
}
