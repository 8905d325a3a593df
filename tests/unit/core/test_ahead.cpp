#include <atomic>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <vector>

#include "catch.hpp"
#include "core/ahead.hpp"

using namespace kezhuan;

namespace {

using Numbers = Ahead<int>;

std::size_t one(int) { return 1; }

/// 0, 1, 2, … below `end`, then what `at_end` does.
Numbers::Make count_to(
    int end, std::function<void()> at_end = [] {}) {
  return [=, n = 0](const std::stop_token&) mutable -> std::optional<int> {
    if (n < end) return n++;
    at_end();
    return std::nullopt;
  };
}

std::vector<int> take_all(Numbers& numbers) {
  std::vector<int> all;
  while (const auto number = numbers.next()) all.push_back(*number);
  return all;
}

std::vector<int> numbers_below(int end) {
  std::vector<int> all;
  for (int i = 0; i < end; ++i) all.push_back(i);
  return all;
}

/// Waits on another thread, but not for ever.
template <class Condition>
bool comes_true(Condition condition) {
  for (int i = 0; i < 5000 && !condition(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return condition();
}

}  // namespace

TEST_CASE("values made ahead come in the order they were made, whatever lies ready") {
  for (const std::size_t limit : {1U, 2U, 7U, 1000000U}) {
    Numbers numbers(count_to(5000), one, limit);
    CHECK(take_all(numbers) == numbers_below(5000));
    CHECK(!numbers.next());
  }
}

TEST_CASE("nothing made ahead is an end at once") {
  Numbers numbers(count_to(0), one, 4);
  CHECK(!numbers.next());
  CHECK(!numbers.next());
}

TEST_CASE("values that cannot be copied are made ahead too") {
  Ahead<std::unique_ptr<int>> values(
      [n = 0](const std::stop_token&) mutable -> std::optional<std::unique_ptr<int>> {
        if (n == 3) return std::nullopt;
        return std::make_unique<int>(n++);
      },
      [](const std::unique_ptr<int>&) { return std::size_t{1}; }, 1);
  CHECK(**values.next() == 0);
  CHECK(**values.next() == 1);
  CHECK(**values.next() == 2);
  CHECK(!values.next());
}

TEST_CASE("what making throws comes after every value before it, and stays") {
  Numbers numbers(count_to(3, [] { throw std::runtime_error("the fourth"); }), one, 100);
  CHECK(numbers.next() == 0);
  CHECK(numbers.next() == 1);
  CHECK(numbers.next() == 2);
  CHECK_THROWS_WITH(numbers.next(), "the fourth");
  CHECK_THROWS_WITH(numbers.next(), "the fourth");
}

TEST_CASE("no more is made ahead than the limit allows, however heavy single values are") {
  std::atomic<int> made = 0;
  const auto make = [&](const std::stop_token&) { return std::optional(made++); };
  Numbers numbers(
      make, [](int) { return std::size_t{3}; }, 7);
  // three lie ready, one waits for room
  REQUIRE(comes_true([&] { return made == 4; }));
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK(made == 4);
  CHECK(numbers.next() == 0);
  REQUIRE(comes_true([&] { return made == 7; }));
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK(made == 7);
}

TEST_CASE("who loses interest does not wait for what is left") {
  SECTION("the thread waits for room") {
    std::atomic<int> made = 0;
    {
      Numbers numbers([&](const std::stop_token&) { return std::optional(made++); }, one, 2);
      REQUIRE(comes_true([&] { return made == 3; }));
    }
    CHECK(made == 3);
  }
  SECTION("the thread is making one") {
    std::atomic<bool> has_ended = false;
    {
      std::atomic<bool> has_begun = false;
      Numbers numbers(
          [&](const std::stop_token& stop) -> std::optional<int> {
            has_begun = true;
            has_ended = comes_true([&] { return stop.stop_requested(); });
            throw std::runtime_error("seen by nobody");
          },
          one, 2);
      REQUIRE(comes_true([&] { return has_begun.load(); }));
    }
    CHECK(has_ended);
  }
  SECTION("there is always room") {
    Numbers numbers([](const std::stop_token&) { return std::optional(1); },
                    [](int) { return std::size_t{0}; }, 1);
    CHECK(numbers.next() == 1);
  }
}
