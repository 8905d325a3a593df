#include <filesystem>
#include <fstream>
#include <thread>
#include <unordered_set>

#include "catch.hpp"
#include "kezhuan/core/sha256.hpp"
#include "unit/core/support.hpp"

using namespace kezhuan;

namespace {

constexpr auto digest_of_nothing =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr auto digest_of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

bool is_storage_failure(const std::function<void()>& call) {
  const auto error = error_of(call);
  return error && error->code() == ErrorCode::storage;
}

}  // namespace

TEST_CASE("digests agree with the published test vectors") {
  CHECK(sha256("").to_text() == digest_of_nothing);
  CHECK(sha256("abc").to_text() == digest_of_abc);
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").to_text() ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1'000'000, 'a')).to_text() ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a message in pieces has the digest of the whole, and the hasher starts afresh") {
  Sha256Hasher hasher;
  CHECK(hasher.update("a").update("").update("bc").finish().to_text() == digest_of_abc);
  CHECK(hasher.finish().to_text() == digest_of_nothing);
  auto moved = std::move(hasher.update("ab"));
  CHECK(moved.update("c").finish().to_text() == digest_of_abc);
}

TEST_CASE("a message hashed while another is in pieces disturbs neither") {
  Sha256Hasher hasher;
  hasher.update("ab");
  CHECK(sha256("abc").to_text() == digest_of_abc);
  CHECK(hasher.update("c").finish().to_text() == digest_of_abc);
  Sha256 elsewhere;
  std::thread([&] { elsewhere = sha256("abc"); }).join();
  CHECK(elsewhere.to_text() == digest_of_abc);
}

TEST_CASE("a digest reads and prints 64 lower-case hexadecimal digits only") {
  CHECK(Sha256::parse(digest_of_abc) == sha256("abc"));
  const std::string good = digest_of_abc;
  for (const auto& text : {std::string(), good.substr(1), good + "0", "BA" + good.substr(2),
                           "0x" + good.substr(2), "g" + good.substr(1), " " + good.substr(1)}) {
    CAPTURE(text);
    CHECK(is_invalid([&] { Sha256::parse(text); }));
  }
}

TEST_CASE("digests can be ordered and looked up") {
  CHECK(Sha256().is_zero());
  CHECK(Sha256() < sha256("abc"));
  const std::unordered_set<Sha256> seen{sha256("a"), sha256("b"), sha256("a")};
  CHECK(seen.size() == 2);
}

TEST_CASE("a file is hashed by its content, however long") {
  const auto path = std::filesystem::temp_directory_path() / "kezhuan-test-sha256";
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{3}, std::size_t{1} << 16, (std::size_t{1} << 17) + 1}) {
    const std::string content(size, 'x');
    std::ofstream(path, std::ios::binary) << content;
    CAPTURE(size);
    CHECK(sha256_file(path) == sha256(content));
  }
  std::filesystem::remove(path);
}

TEST_CASE("a file that cannot be read is a failure, not the digest of nothing") {
  CHECK(is_storage_failure([] { sha256_file("/nonexistent/kezhuan"); }));
  CHECK(is_storage_failure([] { sha256_file(std::filesystem::temp_directory_path()); }));
}
