#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/model/disclosure.hpp"
#include "kezhuan/model/party.hpp"
#include "kezhuan/model/transfer.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// A policy the registry adopted; the one whose effective date is the latest not after the day an
/// act happened applies to that act.
struct AdoptedPolicy {
  std::string id;
  std::string version;
  Sha256 hash;
  Date effective_from;

  template <class V>
  static void describe(V& v) {
    v.field("id", &AdoptedPolicy::id, {"政策标识", "policy id"});
    v.field("version", &AdoptedPolicy::version, {"版本", "version"});
    v.field("hash", &AdoptedPolicy::hash, {"哈希", "hash"});
    v.field("effective_from", &AdoptedPolicy::effective_from, {"生效日", "effective from"});
  }
};

/// The last serial given to a kind in a year (0 when its number pattern has no year).
struct Counter {
  Kind counted = Kind::achievement;
  std::int64_t year = 0;
  std::int64_t last = 0;

  template <class V>
  static void describe(V& v) {
    v.field("counted", &Counter::counted, {"种类", "kind"});
    v.field("year", &Counter::year, {"年份", "year"});
    v.field("last", &Counter::last, {"最后序号", "last serial"});
  }
};

/// A cost that several cases bear parts of: each fen is recovered once, across all cases (INC-01).
struct SharedCost {
  std::string item;  ///< its id, the same in all cases
  Money total;       ///< all there is of it
  Money taken;       ///< what the cases bear, less what was taken back

  template <class V>
  static void describe(V& v) {
    v.field("item", &SharedCost::item, {"共用成本标识", "id of a shared cost", "INC-01"});
    v.field("total", &SharedCost::total, {"总额", "all of it", "INC-01"});
    v.field("taken", &SharedCost::taken, {"各项目已分担", "borne by cases", "INC-01"});
  }
};

/// The one record about the registry itself; its id is nil.
struct Settings {
  static constexpr Kind kind = Kind::settings;
  Id<Settings> id;
  std::string number;  ///< the registry's own name for itself
  Id<Institution> institution;
  std::vector<AdoptedPolicy> policies;
  std::vector<Counter> counters;
  std::optional<Id<Edition>> last_edition;
  std::optional<Id<Guide>> guide;          ///< the exemption guide in force
  std::optional<Date> founded_on;          ///< what happened before may be a legacy record (REG-08)
  std::vector<Id<AdoptedScheme>> schemes;  ///< in the order they were adopted
  std::vector<SharedCost> shared_costs;

  /// nullptr when no case bears a part of it.
  const SharedCost* find_shared_cost(const std::string& item) const {
    for (const auto& cost : shared_costs) {
      if (cost.item == item) return &cost;
    }
    return nullptr;
  }

  template <class V>
  static void describe(V& v) {
    v.field("id", &Settings::id, {"标识", "id"});
    v.field("number", &Settings::number, {"登记库名称", "name of the registry"});
    v.field("institution", &Settings::institution, {"本机构", "own institution"});
    v.field("policies", &Settings::policies, {"采用的政策", "adopted policies"});
    v.field("counters", &Settings::counters, {"编号序列", "serials"});
    v.field("last_edition", &Settings::last_edition, {"最近一期清单", "last edition"});
    v.field("guide", &Settings::guide, {"现行尽职免责工作指引", "exemption guide in force"});
    v.field("founded_on", &Settings::founded_on, {"建库日", "founded on", "REG-08"});
    v.field("schemes", &Settings::schemes, {"采用的收益分配办法", "adopted schemes", "INC-11"});
    v.field("shared_costs", &Settings::shared_costs, {"共用成本", "shared costs", "INC-01"});
  }
};

}  // namespace kezhuan
