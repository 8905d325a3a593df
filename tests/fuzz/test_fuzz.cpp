// What libFuzzer runs for hours, in short: the corpus, and changed inputs from a fixed seed.

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iterator>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "fuzz/target.hpp"

using namespace kezhuan::fuzz;

namespace {

namespace fs = std::filesystem;

struct Target {
  std::string_view name;  ///< also the folder of its corpus
  void (*run)(std::string_view input);
};

constexpr std::array targets{
    Target{"json", run_json},     Target{"canonical", run_canonical}, Target{"policy", run_policy},
    Target{"scheme", run_scheme}, Target{"calendar", run_calendar},   Target{"date", run_date},
    Target{"money", run_money},   Target{"ratio", run_ratio},         Target{"csv", run_csv},
    Target{"cell", run_cell},     Target{"mapping", run_mapping},     Target{"sheet", run_sheet}};

constexpr int changed_inputs = 10'000;

std::vector<std::string> corpus_of(std::string_view target) {
  std::vector<fs::path> files;
  const auto folder = fs::path(KEZHUAN_SOURCE_DIR) / "tests/fuzz/corpus" / target;
  for (const auto& each : fs::directory_iterator(folder)) files.push_back(each.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> corpus;
  for (const auto& path : files) {
    std::ifstream file(path, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return corpus;
}

/// Makes a new input from two of the corpus: bytes changed, taken out, doubled, ends swapped.
class Changer {
 public:
  explicit Changer(std::vector<std::string> corpus) : corpus_(std::move(corpus)) {}

  std::string next() {
    auto input = any();
    for (auto changes = 1 + below(4); changes > 0; --changes) change(input);
    return input;
  }

 private:
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }
  const std::string& any() { return corpus_.at(below(corpus_.size())); }

  void change(std::string& input) {
    static const std::string telling = "\"\\{}[]:,-0917.%\n\t &*!|é中\xFF";
    const auto at = below(input.size() + 1);
    const auto length = below(std::min<std::size_t>(input.size() - at, 24) + 1);
    switch (below(6)) {
      case 0:
        if (at < input.size()) input[at] = static_cast<char>(random_() & 0xFFU);
        break;
      case 1: input.insert(at, 1, telling[below(telling.size())]); break;
      case 2: input.erase(at, length); break;
      case 3: input.insert(below(input.size() + 1), input.substr(at, length)); break;
      case 4: {
        const auto& other = any();
        input = input.substr(0, at) + other.substr(below(other.size() + 1));
        break;
      }
      default:
        if (at < input.size()) input[at] = telling[below(telling.size())];
    }
  }

  std::vector<std::string> corpus_;
  std::mt19937 random_{20261122};
};

/// Runs it; what it fails with is told with the input, ready for the corpus.
void run(const Target& target, const std::string& input) {
  try {
    target.run(input);
  } catch (const std::exception& error) {
    std::ostringstream bytes;
    for (const unsigned char byte : input) {
      bytes << "\\x" << std::hex << std::setw(2) << std::setfill('0') << unsigned{byte};
    }
    FAIL(target.name << ": " << error.what() << ", of " << bytes.str());
  }
}

}  // namespace

TEST_CASE("fuzz: every target takes its corpus and inputs made from it") {
  for (const auto& target : targets) {
    const auto corpus = corpus_of(target.name);
    REQUIRE_FALSE(corpus.empty());
    for (const auto& input : corpus) run(target, input);
    Changer changer(corpus);
    for (int i = 0; i < changed_inputs; ++i) run(target, changer.next());
  }
  SUCCEED("every target held");
}
