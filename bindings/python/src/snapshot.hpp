#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "registry.hpp"

namespace kezhuan::python {

/// `_core.Snapshot`.
class PySnapshot {
 public:
  PySnapshot(std::shared_ptr<Opened> opened, Snapshot snapshot)
      : opened_(std::move(opened)), snapshot_(std::move(snapshot)) {}

  /// Work on the snapshot, alone. @throws Error invalid: it was closed
  template <class F>
  auto use(F&& work) {
    return turn_.take([&] {
      if (!snapshot_) throw_closed();
      return work(*snapshot_);
    });
  }
  void close() {
    turn_.take([&] {
      snapshot_.reset();
      opened_.reset();
    });
  }
  /// The registry's clock, inside `use`.
  Timestamp now() const { return opened_->around->clock().now(); }

 private:
  [[noreturn]] static void throw_closed();

  Turn turn_;
  std::shared_ptr<Opened> opened_;  // whose clock and calendar it goes by
  std::optional<Snapshot> snapshot_;
};

}  // namespace kezhuan::python
