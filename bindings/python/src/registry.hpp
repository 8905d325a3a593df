#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include <nanobind/nanobind.h>
#include <unistd.h>

#include "border.hpp"
#include "kezhuan/core/clock.hpp"
#include "kezhuan/core/ids.hpp"
#include "kezhuan/registry/registry.hpp"

namespace kezhuan::python {

/// The clock, the source of ids and the calendar that a registry works with.
class Surrounding {
 public:
  /// @param now   the clock stands still there; nothing: the computer's
  /// @param seed  ids that are the same each time; nothing: random ones
  Surrounding(const std::optional<Timestamp>& now, std::optional<std::uint64_t> seed,
              std::shared_ptr<const WorkingCalendar> calendar);

  Environment environment() const { return {clock_.get(), ids_.get(), calendar_}; }
  const Clock& clock() const { return *clock_; }
  /// Seeded ids go on from here, so that they differ between runs on one registry.
  void move_to(std::uint64_t ledger_size);

 private:
  /// Stays where it is, whatever it gives next.
  struct Ids final : IdSource {
    std::unique_ptr<IdSource> from;
    Uuid next() override { return from->next(); }
  };

  std::unique_ptr<Clock> clock_;
  std::optional<std::uint64_t> seed_;
  std::unique_ptr<Ids> ids_ = std::make_unique<Ids>();
  std::shared_ptr<const WorkingCalendar> calendar_;
};

/// One thing that one thread at a time may use, the others wait. The GIL is free meanwhile.
class Turn {
 public:
  /// @throws Error conflict: from within its own work, by a callback; invalid: in a forked process,
  ///         where the file may not be used and a lock may be held for good
  template <class F>
  auto take(F&& work) {
    refuse_forked();
    refuse_nested();
    nanobind::gil_scoped_release free;
    return take_without_python(std::forward<F>(work));
  }

  /// The same in a thread that does not hold the GIL.
  template <class F>
  auto take_without_python(F&& work) {
    const std::lock_guard lock(mutex_);
    const Owner owner(owner_);
    return std::forward<F>(work)();
  }

 private:
  struct Owner {
    explicit Owner(std::atomic<std::thread::id>& owner) : slot(owner) {
      slot = std::this_thread::get_id();
    }
    ~Owner() { slot = std::thread::id(); }
    std::atomic<std::thread::id>& slot;
  };
  void refuse_forked() const;
  void refuse_nested() const;

  const pid_t process_ = getpid();
  std::mutex mutex_;
  std::atomic<std::thread::id> owner_;
};

struct OpenBatch;

/// An open registry and what it works with; snapshots and batches keep it alive.
struct Opened {
  std::unique_ptr<Surrounding> around;
  Registry registry;
  std::weak_ptr<OpenBatch> batch = {};  ///< the one that is under way

  Opened(std::unique_ptr<Surrounding> surrounding, Registry opened)
      : around(std::move(surrounding)), registry(std::move(opened)) {}
};

/// A batch under way; whoever ends it lets go of the registry. Dropped without commit, nothing of
/// it was done.
struct OpenBatch {
  std::shared_ptr<Opened> opened;
  std::optional<Batch> batch;  ///< none: it is finished

  explicit OpenBatch(std::shared_ptr<Opened> of)
      : opened(std::move(of)), batch(opened->registry.batch()) {}
  void end() {
    batch.reset();
    opened.reset();
  }
};

/// `_core.Registry`.
class PyRegistry {
 public:
  explicit PyRegistry(std::shared_ptr<Opened> opened) : opened_(std::move(opened)) {}

  /// Work on the registry, alone. @throws Error invalid: it was closed
  template <class F>
  auto use(F&& work) {
    return turn_->take([&] { return work(get().registry); });
  }
  /// The same for what writes: not while a batch is open. @throws Error conflict
  template <class F>
  auto write(F&& work) {
    return turn_->take([&] {
      auto& opened = get();
      refuse_batch(opened);
      return work(opened.registry);
    });
  }

  void close();
  bool is_closed() const { return opened_ == nullptr; }
  std::shared_ptr<Opened> opened();
  const std::shared_ptr<Turn>& turn() const { return turn_; }

 private:
  Opened& get();
  static void refuse_batch(const Opened& opened);

  std::shared_ptr<Turn> turn_ = std::make_shared<Turn>();
  std::shared_ptr<Opened> opened_;
};

void bind_registry(nanobind::module_& module);
void bind_snapshot(nanobind::module_& module);
void bind_classification(nanobind::module_& module);
void bind_reports(nanobind::module_& module);
void bind_exchange(nanobind::module_& module);
void bind_simulation(nanobind::module_& module);
void bind_tools(nanobind::module_& module);

/// A file's name from str or Path.
std::filesystem::path path_of(nanobind::handle value);
Language language_of(const std::string& code);

}  // namespace kezhuan::python
