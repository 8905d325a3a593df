#include "registry/entry.hpp"

#include "kezhuan/core/write.hpp"

namespace kezhuan {

namespace {

/// Everything of an entry but `data` and `outcome`, which have types of their own.
struct EntryHeader {
  std::string act;
  std::string actor;
  Sha256 calendar;
  Date happened;
  Uuid id;
  std::optional<bool> legacy;
  Sha256 policy;
  Timestamp recorded;
  std::optional<std::string> role;
  std::int64_t seq = 0;
  std::int64_t version = 1;

  template <class V>
  static void describe(V& v) {
    v.field("act", &EntryHeader::act, {"业务动作", "act"});
    v.field("actor", &EntryHeader::actor, {"经办人", "actor"});
    v.field("calendar", &EntryHeader::calendar, {"日历哈希", "calendar hash"});
    v.field("happened", &EntryHeader::happened, {"发生日期", "happened"});
    v.field("id", &EntryHeader::id, {"动作标识", "act id"});
    v.field("legacy", &EntryHeader::legacy, {"补录的旧记录", "an old record", "REG-08"});
    v.field("policy", &EntryHeader::policy, {"政策哈希", "policy hash"});
    v.field("recorded", &EntryHeader::recorded, {"记录时刻", "recorded"});
    v.field("role", &EntryHeader::role, {"角色", "role"});
    v.field("seq", &EntryHeader::seq, {"序号", "seq"});
    v.field("version", &EntryHeader::version, {"版本", "version"});
  }
};

/// Moves the member `key` out of an object.
Node take(Node& object, std::string_view key) {
  for (std::size_t i = 0; i < object.keys.size(); ++i) {
    if (object.keys[i] != key) continue;
    Node value = std::move(object.items[i]);
    object.keys.erase(object.keys.begin() + static_cast<std::ptrdiff_t>(i));
    object.items.erase(object.items.begin() + static_cast<std::ptrdiff_t>(i));
    return value;
  }
  return {};
}

[[noreturn]] void refuse(const std::string& what_zh, const std::string& what_en) {
  throw Error(ErrorCode::integrity,
              {"账册条目无法读取：" + what_zh, "unreadable ledger entry: " + what_en},
              {"用记录它的版本或更新的版本打开；否则从备份恢复。",
               "Open it with the version that recorded it or a newer one; else restore a backup."});
}

}  // namespace

std::string write_entry(std::uint64_t seq, const Envelope& envelope, const AnyAct& act,
                        const Outcome& outcome, const Sha256& policy, const Sha256& calendar) {
  // members in canonical order, so the parts can be put together as they stand
  CanonicalWriter w;
  w.out().reserve(4096);
  const auto member = [&](std::string_view key) {
    w.out() += w.out().empty() ? '{' : ',';
    w.text(key);
    w.out() += ':';
  };
  member("act");
  w.text(act.type().name);
  member("actor");
  w.text(envelope.actor);
  member("calendar");
  w.text(calendar.to_text());
  member("data");
  w.out() += act.write(PersonalForm::commitment);
  member("happened");
  w.text(envelope.happened.to_text());
  member("id");
  w.text(envelope.id.to_text());
  if (envelope.legacy) {  // left out else: entries from before there were legacy records stay as is
    member("legacy");
    w.boolean(true);
  }
  member("outcome");
  write_value(w, outcome);
  member("policy");
  w.text(policy.to_text());
  member("recorded");
  w.text(envelope.recorded.to_text());
  if (envelope.role) {
    member("role");
    w.text(*envelope.role);
  }
  member("seq");
  w.integer(static_cast<std::int64_t>(seq));
  member("version");
  w.integer(act.type().version);
  w.out() += '}';
  return w.take();
}

Entry read_entry(std::string_view json) {
  try {
    auto node = parse_json(json, stored_limits);
    const auto data = take(node, "data");
    const auto outcome = take(node, "outcome");
    const auto header = read_document<EntryHeader>(node, true);
    const auto* type = find_act_type(header.act);
    if (type == nullptr) refuse("不认识的动作 " + header.act, "unknown act " + header.act);
    if (header.version != type->version) {
      refuse(header.act + " 版本 " + std::to_string(header.version),
             header.act + " version " + std::to_string(header.version));
    }
    return {static_cast<std::uint64_t>(header.seq),
            {header.id, header.happened, header.recorded, header.actor, header.role,
             header.legacy.value_or(false)},
            AnyAct(*type, type->read(data, true)),
            read_document<Outcome>(outcome, true),
            header.policy,
            header.calendar};
  } catch (const Error& error) {
    if (error.code() == ErrorCode::integrity) throw;
    refuse(error.problems().front().what.zh, error.problems().front().what.en);
  }
}

}  // namespace kezhuan
