#include "registry.hpp"

#include <future>
#include <vector>

#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>

#include "errors.hpp"
#include "kezhuan/core/write.hpp"
#include "kezhuan/policy/calendar_file.hpp"
#include "results.hpp"

namespace nb = nanobind;
using namespace nb::literals;

namespace kezhuan::python {

Surrounding::Surrounding(const std::optional<Timestamp>& now, std::optional<std::uint64_t> seed,
                         std::shared_ptr<const WorkingCalendar> calendar)
    : seed_(seed), calendar_(std::move(calendar)) {
  if (now) {
    clock_ = std::make_unique<FixedClock>(*now);
  } else {
    clock_ = std::make_unique<SystemClock>();
  }
  if (!calendar_) calendar_ = std::make_shared<const WorkingCalendar>(national_calendar());
  move_to(0);
}

void Surrounding::move_to(std::uint64_t ledger_size) {
  if (seed_) {
    ids_->from =
        std::make_unique<SequenceIdSource>(*seed_ * 1'000'003 + ledger_size, clock_->now());
  } else if (!ids_->from) {
    ids_->from = std::make_unique<SystemIdSource>(*clock_);
  }
}

void Turn::refuse_nested() const {
  if (owner_.load() != std::this_thread::get_id()) return;
  throw Error(ErrorCode::conflict,
              {"登记库正在办理，不能在它的回调里再用它。",
               "the registry is at work; it cannot be used from its own callback."},
              {"回调里只收集，办完再用；或者另开一个登记库对象。",
               "Collect in the callback and use it afterwards, or open the registry once more."});
}

void Turn::refuse_forked() const {
  if (getpid() == process_) return;
  throw Error(ErrorCode::invalid,
              {"登记库是在另一个进程里打开的（fork 之前）。",
               "the registry was opened in another process, before a fork."},
              {"在这个进程里另行打开：kezhuan.open(path)。",
               "Open it in this process: kezhuan.open(path)."});
}

Opened& PyRegistry::get() {
  if (opened_) return *opened_;
  throw Error(ErrorCode::invalid, {"登记库已经关闭。", "the registry is closed."},
              {"重新打开：kezhuan.open(path)。", "Open it again: kezhuan.open(path)."});
}

std::shared_ptr<Opened> PyRegistry::opened() {
  get();
  return opened_;
}

void PyRegistry::refuse_batch(const Opened& opened) {
  const auto open = opened.batch.lock();
  if (!open || !open->batch) return;
  throw Error(ErrorCode::conflict,
              {"这个登记库有一批业务动作还没有办完。", "a batch is open on this registry."},
              {"用那一批（batch.record），或先办完它；别的线程各自打开登记库。",
               "Record through the batch, or finish it first; other threads open the registry for "
               "themselves."});
}

void PyRegistry::close() {
  if (!opened_) return;
  turn_->take([&] {
    if (const auto batch = opened_->batch.lock()) batch->end();
    opened_.reset();
  });
}

namespace {

/// Reads and records in one turn, the GIL free.
Recorded record_node(Batch& batch, const Node& node) { return batch.record(read_submission(node)); }

/// What came of some items of an iterable: all of them, or those before the one that failed.
struct Outcome {
  std::vector<Recorded> recorded;
  std::exception_ptr failure;
};

bool record_nodes(Batch& batch, const std::vector<Node>& nodes, std::vector<Recorded>& recorded) {
  for (const auto& node : nodes) recorded.push_back(record_node(batch, node));
  return true;
}

}  // namespace

/// `_core.Batch`.
class PyBatch {
  template <class F>
  auto record_in_turn(const F& work) {
    if (!open_->batch) throw_finished();
    refuse_failed();
    has_failed_ = true;
    auto recorded = work(*open_->batch);
    has_failed_ = false;
    return recorded;
  }

 public:
  PyBatch(std::shared_ptr<Turn> turn, std::shared_ptr<Opened> opened) : turn_(std::move(turn)) {
    turn_->take([&] {
      open_ = std::make_shared<OpenBatch>(opened);
      opened->batch = open_;
    });
  }

  template <class F>
  auto use(F&& work) {
    return turn_->take([&] {
      if (!open_->batch) throw_finished();
      return work(*open_->batch);
    });
  }
  /// What records: after it threw, the batch is good for nothing.
  template <class F>
  auto record(F&& work) {
    return turn_->take([&] { return record_in_turn(work); });
  }
  /// Records in another thread, while Python goes on in this one.
  /// @param nodes  stay as they are until it is done
  std::future<Outcome> record_meanwhile(const std::vector<Node>& nodes) {
    use([&](Batch&) { refuse_failed(); });
    return std::async(std::launch::async, [this, &nodes] {
      Outcome outcome;
      try {
        turn_->take_without_python([&] {
          record_in_turn(
              [&](Batch& batch) { return record_nodes(batch, nodes, outcome.recorded); });
        });
      } catch (const std::exception&) {
        outcome.failure = std::current_exception();
      }
      return outcome;
    });
  }

  /// Ends the batch, also when it cannot be made durable.
  void commit() {
    use([&](Batch& batch) {
      const auto open = open_;
      struct End {
        OpenBatch& of;
        ~End() { of.end(); }
      } const end{*open};
      refuse_failed();
      batch.commit();
    });
  }
  void roll_back() {
    turn_->take([&] { open_->end(); });
  }

  void mark() {
    use([](Batch& batch) { batch.mark(); });
    is_marked_ = true;
  }
  void roll_back_to_mark() {
    use([&](Batch& batch) {
      if (!is_marked_) throw_unmarked();
      batch.roll_back();
      has_failed_ = false;
    });
  }

 private:
  [[noreturn]] static void throw_unmarked() {
    throw Error(ErrorCode::invalid, {"没有做过标记。", "nothing was marked."},
                {"先 batch.mark()。", "Call batch.mark() before."});
  }
  [[noreturn]] static void throw_finished() {
    throw Error(ErrorCode::invalid,
                {"这一批业务动作已经办完，或者登记库已经关闭。",
                 "the batch is finished, or its registry was closed."},
                {"另开一批：registry.batch()。", "Begin another: registry.batch()."});
  }
  void refuse_failed() const {
    if (!has_failed_) return;
    throw Error(ErrorCode::conflict,
                {"这一批里有一项没有办成，整批都没有写入。",
                 "an act of the batch failed: nothing of the batch was written."},
                {"改正后整批重来；拿不准的先用 batch.check(act) 试，不要在批内忽略 Refused。",
                 "Mend it and do the batch again; try with batch.check(act) first rather than pass "
                 "over Refused inside it."});
  }

  std::shared_ptr<Turn> turn_;
  std::shared_ptr<OpenBatch> open_;
  bool is_marked_ = false;
  bool has_failed_ = false;
};

std::filesystem::path path_of(nb::handle value) {
  const auto fail = [] {
    PyErr_Clear();
    throw Error(ErrorCode::invalid, {"这不是文件路径。", "this is not a path."},
                {"路径是 str 或 pathlib.Path，不含空字符。",
                 "A path is str or pathlib.Path, without null characters."});
  };
  const auto text = nb::steal(PyOS_FSPath(value.ptr()));
  if (!text.is_valid() || !PyUnicode_Check(text.ptr())) fail();
  const auto bytes = nb::steal(PyUnicode_EncodeFSDefault(text.ptr()));
  if (!bytes.is_valid()) fail();
  const auto* begin = PyBytes_AsString(bytes.ptr());
  const std::string name(begin, static_cast<std::size_t>(PyBytes_Size(bytes.ptr())));
  if (name.find('\0') != name.npos) fail();
  return name;
}

Language language_of(const std::string& code) { return code == "en" ? Language::en : Language::zh; }

namespace {

std::unique_ptr<Surrounding> surrounding_of(const std::optional<std::string>& now,
                                            std::optional<std::uint64_t> seed,
                                            std::shared_ptr<WorkingCalendar> calendar) {
  std::optional<Timestamp> moment;
  if (now) moment = Timestamp::parse(*now);
  return std::make_unique<Surrounding>(moment, seed, std::move(calendar));
}

PyRegistry open_registry(nb::handle path, bool is_read_only, std::unique_ptr<Surrounding> around) {
  const auto file = path_of(path);
  nb::gil_scoped_release free;
  auto registry = Registry::open(file, is_read_only ? Access::read_only : Access::read_write,
                                 around->environment());
  around->move_to(registry.read().mark().size);
  return PyRegistry(std::make_shared<Opened>(std::move(around), std::move(registry)));
}

PyRegistry create_registry(nb::handle path, nb::handle founding, const Policy& policy,
                           const std::string& actor, std::unique_ptr<Surrounding> around) {
  const auto file = path_of(path);
  const auto node = to_node(founding, &shape_of<FoundRegistry>);
  nb::gil_scoped_release free;
  const auto act = read_document<FoundRegistry>(node);
  auto registry = Registry::create(file, act, policy, actor, around->environment());
  return PyRegistry(std::make_shared<Opened>(std::move(around), std::move(registry)));
}

/// Nodes of the next items, at most so many; fewer at the end.
std::vector<Node> take_nodes(nb::handle iterator, std::size_t most, std::size_t before,
                             const Actor& actor, nb::handle happened, bool legacy) {
  std::vector<Node> nodes;
  nodes.reserve(most);
  while (nodes.size() < most) {
    if (PyErr_CheckSignals() != 0) nb::raise_python_error();
    const auto item = nb::steal(PyIter_Next(iterator.ptr()));
    if (!item.is_valid()) {
      if (PyErr_Occurred() != nullptr) nb::raise_python_error();
      break;
    }
    try {
      nodes.push_back(submission_node(item, happened, actor, nb::none(), legacy));
    } catch (const Error&) {
      raise_at(before + nodes.size(), std::current_exception());
    }
  }
  return nodes;
}

Outcome wait_for(std::future<Outcome>& pending) {
  nb::gil_scoped_release free;
  return pending.get();
}

/// Records whatever the iterable gives; the batch is good for nothing after an exception. While
/// some items are judged, the iterable gives the next.
nb::list record_all(PyBatch& batch, nb::handle items, nb::handle happened, const Actor& actor,
                    bool legacy, nb::handle progress) {
  const auto iterator = nb::steal(PyObject_GetIter(items.ptr()));
  if (!iterator.is_valid()) nb::raise_python_error();
  const auto take = [&](std::size_t before) {
    return take_nodes(iterator, 64, before, actor, happened, legacy);
  };
  nb::list all;
  for (auto nodes = take(0); !nodes.empty();) {
    auto pending = batch.record_meanwhile(nodes);
    std::vector<Node> next;
    std::exception_ptr wrong;
    try {
      next = take(nb::len(all) + nodes.size());
    } catch (...) {
      wrong = std::current_exception();
    }
    auto [recorded, failure] = wait_for(pending);
    if (failure) raise_at(nb::len(all) + recorded.size(), failure);
    for (auto& each : recorded) all.append(nb::cast(std::move(each)));
    if (!progress.is_none()) progress(nb::len(all));
    if (wrong) std::rethrow_exception(wrong);
    nodes = std::move(next);
  }
  return all;
}

VerifyRequest verify_request(const std::optional<std::pair<std::uint64_t, std::string>>& saved,
                             bool replay, bool deep, nb::handle progress) {
  VerifyRequest request;
  request.replay = replay;
  request.deep = deep;
  if (saved) request.saved = LedgerMark{saved->first, Sha256::parse(saved->second)};
  request.progress = [progress, last = std::uint64_t{0}](std::uint64_t done,
                                                         std::uint64_t total) mutable {
    if (done < last + 256 && done != total) return;
    last = done;
    nb::gil_scoped_acquire hold;
    if (PyErr_CheckSignals() != 0) nb::raise_python_error();
    if (!progress.is_none()) progress(done, total);
  };
  return request;
}

nb::tuple tuple_of(const VerifyReport& report) {
  return nb::make_tuple(report.mark.size, report.mark.root.to_text(), report.evidence_files,
                        report.replayed, to_python(report.problems));
}

void bind_verify_file(nb::module_& module) {
  module.def(
      "verify_file",
      [](nb::object path, std::optional<std::pair<std::uint64_t, std::string>> saved, bool replay,
         bool deep, nb::object progress) {
        const auto file = path_of(path);
        const auto request = verify_request(saved, replay, deep, progress);
        VerifyReport report;
        {
          nb::gil_scoped_release free;
          report = Registry::verify_file(file, request);
        }
        return tuple_of(report);
      },
      "path"_a.none(), "saved"_a.none(), "replay"_a, "deep"_a, "progress"_a.none());
}

void bind_recorded(nb::module_& module) {
  nb::class_<Recorded>(module, "Recorded",
                       "One act as recorded: its place in the ledger, what it created, what the "
                       "rules said.")
      .def_prop_ro("seq", [](const Recorded& r) { return r.seq; })
      .def_prop_ro("id", [](const Recorded& r) { return to_python(r.id); })
      .def_prop_ro("act", [](const Recorded& r) { return r.act; })
      .def_prop_ro("number", [](const Recorded& r) { return r.outcome.number; })
      .def_prop_ro("created",
                   [](const Recorded& r) -> nb::object {
                     return r.outcome.id ? to_python(*r.outcome.id) : nb::none();
                   })
      .def_prop_ro("outcome", [](const Recorded& r) { return to_python(r.outcome); })
      .def_prop_ro("decision", [](const Recorded& r) { return to_python(r.decision); })
      .def_prop_ro("repeated", [](const Recorded& r) { return r.repeated; })
      .def("_repr_html_",
           [](nb::handle self) { return look_up("kezhuan.tables", "recorded_html")(self); })
      .def("__repr__", [](const Recorded& r) {
        return "Recorded(seq=" + std::to_string(r.seq) + ", act='" + r.act + "'" +
               (r.outcome.number ? ", number='" + *r.outcome.number + "'" : "") + ")";
      });
}

/// Binds `work` on one act, given with what goes with it.
template <class Self, class Work>
void bind_act(nb::class_<Self>& type, const char* name, Work work) {
  type.def(
      name,
      [work](Self& self, nb::object act, nb::object happened, nb::object id, nb::object actor,
             nb::object role, bool legacy) {
        return work(self, submission_node(act, happened, {actor, role}, id, legacy));
      },
      "act"_a.none(), "happened"_a.none(), "id"_a.none(), "actor"_a.none(), "role"_a.none(),
      "legacy"_a);
}

}  // namespace

void bind_registry(nb::module_& module) {
  bind_verify_file(module);
  bind_recorded(module);
  nb::class_<PyBatch> batch_type(module, "Batch");
  bind_act(batch_type, "record", [](PyBatch& self, const Node& node) {
    return self.record([&](Batch& batch) { return record_node(batch, node); });
  });
  bind_act(batch_type, "check", [](PyBatch& self, const Node& node) {
    return to_python(self.use([&](Batch& batch) { return batch.check(read_submission(node)); }));
  });
  batch_type
      .def(
          "record_all",
          [](PyBatch& batch, nb::object items, nb::object happened, nb::object actor,
             nb::object role, bool legacy, nb::object progress) {
            return record_all(batch, items, happened, {actor, role}, legacy, progress);
          },
          "items"_a.none(), "happened"_a.none(), "actor"_a.none(), "role"_a.none(), "legacy"_a,
          "progress"_a.none())
      .def("commit", &PyBatch::commit)
      .def("roll_back", &PyBatch::roll_back)
      .def("mark", &PyBatch::mark)
      .def("roll_back_to_mark", &PyBatch::roll_back_to_mark)
      .def_prop_ro(
          "next_seq",
          [](PyBatch& self) { return self.use([](Batch& batch) { return batch.next_seq(); }); })
      .def("find", [](PyBatch& self, const std::string& act) -> nb::object {
        const auto found = self.use([&](Batch& batch) { return batch.find(Uuid::parse(act)); });
        if (!found) return nb::none();
        return nb::make_tuple(found->seq, to_python(found->happened));
      });

  nb::class_<PyRegistry> registry_type(module, "Registry");
  bind_act(registry_type, "record", [](PyRegistry& self, const Node& node) {
    return self.write([&](Registry& r) { return r.record(read_submission(node)); });
  });
  bind_act(registry_type, "check", [](PyRegistry& self, const Node& node) {
    return to_python(self.use([&](Registry& r) { return r.check(read_submission(node)); }));
  });
  registry_type
      .def_static(
          "open",
          [](nb::object path, bool is_read_only, const std::optional<std::string>& now,
             std::optional<std::uint64_t> seed, std::shared_ptr<WorkingCalendar> calendar) {
            return open_registry(path, is_read_only,
                                 surrounding_of(now, seed, std::move(calendar)));
          },
          "path"_a.none(), "read_only"_a, "now"_a.none(), "seed"_a.none(), "calendar"_a.none())
      .def_static(
          "create",
          [](nb::object path, nb::object founding, const Policy& policy, const std::string& actor,
             const std::optional<std::string>& now, std::optional<std::uint64_t> seed,
             std::shared_ptr<WorkingCalendar> calendar) {
            return create_registry(path, founding, policy, actor,
                                   surrounding_of(now, seed, std::move(calendar)));
          },
          "path"_a.none(), "founding"_a.none(), "policy"_a, "actor"_a, "now"_a.none(),
          "seed"_a.none(), "calendar"_a.none())
      .def("close", &PyRegistry::close)
      .def_prop_ro("is_closed", &PyRegistry::is_closed)
      .def_prop_ro(
          "path",
          [](PyRegistry& self) { return self.use([](Registry& r) { return r.path().string(); }); })
      .def("batch",
           [](PyRegistry& self) {
             self.write([](Registry&) {});
             return std::make_unique<PyBatch>(self.turn(), self.opened());
           })
      .def(
          "adopt",
          [](PyRegistry& self, const Policy& policy, const std::string& happened) {
            return self.write([&](Registry& r) { return r.adopt(policy, Date::parse(happened)); });
          },
          "policy"_a, "happened"_a)
      .def(
          "act_as",
          [](PyRegistry& self, const std::string& actor, const std::optional<std::string>& role) {
            self.write([&](Registry& r) { r.act_as(actor, role); });
          },
          "actor"_a, "role"_a.none())
      .def(
          "keep_file",
          [](PyRegistry& self, nb::object file) {
            const auto path = path_of(file);
            return self.write([&](Registry& r) { return r.keep_file(path).to_text(); });
          },
          "file"_a.none())
      .def(
          "verify",
          [](PyRegistry& self, std::optional<std::pair<std::uint64_t, std::string>> saved,
             bool replay, bool deep, nb::object progress) {
            const auto request = verify_request(saved, replay, deep, progress);
            return tuple_of(self.use([&](Registry& r) { return r.verify(request); }));
          },
          "saved"_a.none(), "replay"_a, "deep"_a, "progress"_a.none())
      .def(
          "backup",
          [](PyRegistry& self, nb::object target) {
            const auto path = path_of(target);
            const auto mark = self.use([&](Registry& r) { return r.backup(path); });
            return nb::make_tuple(mark.size, mark.root.to_text());
          },
          "target"_a.none())
      .def_prop_ro("is_erasure_pending", [](PyRegistry& self) {
        return self.use([](Registry& r) { return r.is_erasure_pending(); });
      });
}

}  // namespace kezhuan::python
