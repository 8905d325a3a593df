#include <cerrno>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <sys/stat.h>

#include "catch.hpp"
#include "registry/durable_file.hpp"
#include "registry/evidence_store.hpp"
#include "scratch.hpp"

namespace kezhuan {

namespace {

namespace fs = std::filesystem;

ErrorCode code_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    CHECK_FALSE(error.problems().front().what.zh.empty());
    CHECK_FALSE(error.problems().front().what.en.empty());
    CHECK_FALSE(error.problems().front().remedy.empty());
    return error.code();
  }
  FAIL("no error");
  return {};
}

std::size_t files_in(const fs::path& folder) {
  std::size_t count = 0;
  for (const auto& each : fs::recursive_directory_iterator(folder)) {
    if (each.is_regular_file()) ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("evidence: a file is kept by its hash, byte for byte, beside the registry") {
  const Scratch scratch;
  const EvidenceStore store(scratch / "hospital.kzhn");
  CHECK_FALSE(fs::exists(store.directory()));
  std::string content(1'000'003, '\0');
  for (std::size_t i = 0; i < content.size(); ++i) content[i] = static_cast<char>(i * 31 % 251);
  write_bytes(scratch / "minutes.pdf", content);

  const auto hash = store.put(scratch / "minutes.pdf");
  CHECK(hash == sha256(content));
  CHECK(store.has(hash));
  CHECK(store.directory() == scratch / "hospital.kzhn.files");
  CHECK(store.path_of(hash) ==
        store.directory() / hash.to_text().substr(0, 2) / hash.to_text().substr(2));
  CHECK(read_bytes(store.path_of(hash)) == content);
  CHECK_FALSE(store.has(sha256("another")));
  CHECK(store.verify_all().empty());
}

TEST_CASE("evidence: the same content twice is one file, an empty one too") {
  const Scratch scratch;
  const EvidenceStore store(scratch / "r");
  write_bytes(scratch / "a", "同一内容");
  CHECK(store.put(scratch / "a") == store.put_bytes("同一内容"));
  CHECK(store.put_bytes("") == sha256(""));
  CHECK(files_in(store.directory()) == 2);
  CHECK(store.all().size() == 2);
}

TEST_CASE("evidence: eight threads putting the same content leave one whole file") {
  const Scratch scratch;
  const EvidenceStore store(scratch / "r");
  const std::string content(300'000, 'x');
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([&] { store.put_bytes(content); });
  for (auto& thread : threads) thread.join();
  CHECK(files_in(store.directory()) == 1);
  CHECK(store.verify_all().empty());
}

TEST_CASE("evidence: what is too large, missing or no plain file is refused and leaves nothing") {
  const Scratch scratch;
  const EvidenceStore store(scratch / "r", 1000);
  write_bytes(scratch / "just", std::string(1000, 'x'));
  write_bytes(scratch / "over", std::string(1001, 'x'));
  CHECK_NOTHROW(store.put(scratch / "just"));
  CHECK(code_of([&] { store.put(scratch / "over"); }) == ErrorCode::invalid);
  CHECK(code_of([&] { store.put_bytes(std::string(1001, 'x')); }) == ErrorCode::invalid);
  CHECK(code_of([&] { store.put(scratch / "absent"); }) == ErrorCode::storage);
  CHECK(code_of([&] { store.put(scratch.folder()); }) == ErrorCode::invalid);
  REQUIRE(::mkfifo((scratch / "pipe").c_str(), 0600) == 0);
  CHECK(code_of([&] { store.put(scratch / "pipe"); }) == ErrorCode::invalid);
  CHECK(files_in(store.directory()) == 1);
}

TEST_CASE("evidence: verification names a changed file and a stray one, putting again mends") {
  const Scratch scratch;
  const EvidenceStore store(scratch / "r");
  const auto good = store.put_bytes("good");
  const auto bad = store.put_bytes("bad");
  write_bytes(store.path_of(bad), "bed");
  write_bytes(store.directory() / "notes.txt", "hello");
  write_bytes(store.directory() / "incoming.partial-7", "a broken-off put");

  CHECK(store.is_intact(good));
  CHECK_FALSE(store.is_intact(bad));
  CHECK_FALSE(store.is_intact(sha256("never put")));
  std::uint64_t seen = 0;
  const auto problems = store.verify_all([&](auto done, auto) { seen = done; });
  CHECK(seen == 4);
  REQUIRE(problems.size() == 2);
  std::string all;
  for (const auto& problem : problems) all += problem.what.en + problem.place + "\n";
  CHECK(all.find(bad.to_text()) != std::string::npos);
  CHECK(all.find("notes.txt") != std::string::npos);
  CHECK(all.find(good.to_text()) == std::string::npos);

  store.put_bytes("bad");
  CHECK(store.verify_all().size() == 1);
}

TEST_CASE("evidence: copying takes every file along and stops at a damaged one") {
  const Scratch scratch;
  const EvidenceStore store(scratch / "r");
  const EvidenceStore copy(scratch / "backup");
  const auto one = store.put_bytes("one");
  const auto two = store.put_bytes("two");
  store.copy_all_to(copy);
  CHECK(copy.all() == store.all());
  CHECK(read_bytes(copy.path_of(one)) == "one");

  write_bytes(store.path_of(two), "tow");
  const EvidenceStore other(scratch / "other");
  CHECK(code_of([&] { store.copy_all_to(other); }) == ErrorCode::integrity);
  CHECK_FALSE(other.has(sha256("tow")));
}

TEST_CASE("files: a full disk and missing rights are named as such") {
  CHECK(file_error(ENOSPC, "x").problems().front().what.en.find("disk is full") !=
        std::string::npos);
  CHECK(file_error(EROFS, "x").problems().front().what.en.find("read-only") != std::string::npos);
  CHECK(file_error(EIO, "x").code() == ErrorCode::storage);
}

TEST_CASE("files: a name is given once, and what is not published is gone") {
  const Scratch scratch;
  {
    PendingFile first(scratch / "x");
    write_bytes(first.path(), "first");
    CHECK(first.publish(scratch / "x", PendingFile::Existing::keep));
    PendingFile second(scratch / "x");
    write_bytes(second.path(), "second");
    CHECK_FALSE(second.publish(scratch / "x", PendingFile::Existing::keep));
  }
  CHECK(files_in(scratch.folder()) == 1);
  CHECK(read_bytes(scratch / "x") == "first");
}

}  // namespace kezhuan
