#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace kezhuan {

/// Makes values on a second thread while those before them are still being dealt with.
///
/// `next` gives them in the order they were made; what making threw comes after the last value
/// before it. The second thread waits once values of `limit` weight (more than 0) lie ready, so at
/// most twice that is held, and a value or two more. Destroying it asks the thread to stop and
/// waits until it has.
///
/// Threads: `make` and `weigh` run on the second thread only, everything else on the owner's.
template <class T>
class Ahead {
 public:
  /// Gives the next value, nothing at the end. To be waited for no longer than need be, it must not
  /// block once its token asks to stop; what it then gives or throws is seen by nobody.
  using Make = std::function<std::optional<T>(const std::stop_token&)>;
  using Weigh = std::function<std::size_t(const T&)>;

  Ahead(Make make, Weigh weigh, std::size_t limit)
      : make_(std::move(make)),
        weigh_(std::move(weigh)),
        limit_(limit),
        thread_([this](const std::stop_token& stop) { run(stop); }) {}

  /// Nothing at the end, however often asked. @throws what `make` threw, likewise
  std::optional<T> next() {
    if (taken_.empty()) take();
    if (taken_.empty()) {
      if (failure_) std::rethrow_exception(failure_);
      return std::nullopt;
    }
    std::optional<T> value(std::move(taken_.front()));
    taken_.pop_front();
    return value;
  }

 private:
  void take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !made_.empty() || is_done_; });
    taken_.swap(made_);
    weight_ = 0;
    changed_.notify_one();
  }

  void run(const std::stop_token& stop) {
    std::exception_ptr failure;
    try {
      while (auto value = make_(stop)) {
        if (!put(*std::move(value), stop)) return;
      }
    } catch (...) {
      failure = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    failure_ = std::move(failure);
    is_done_ = true;
    changed_.notify_one();
  }

  /// False when asked to stop.
  bool put(T value, const std::stop_token& stop) {
    const auto weight = weigh_(value);
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, stop, [this] { return weight_ < limit_; })) return false;
    made_.push_back(std::move(value));
    weight_ += weight;
    changed_.notify_one();
    return !stop.stop_requested();
  }

  Make make_;
  Weigh weigh_;
  std::size_t limit_;
  std::deque<T> taken_;  // the owner's alone

  std::mutex mutex_;
  std::condition_variable_any changed_;  // never do both threads wait
  std::deque<T> made_;
  std::size_t weight_ = 0;
  bool is_done_ = false;
  std::exception_ptr failure_;  // read once done

  std::jthread thread_;  // the last member: it uses all others, and ends first
};

}  // namespace kezhuan
