#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/model/application.hpp"
#include "kezhuan/model/data.hpp"
#include "kezhuan/model/deliverable.hpp"
#include "kezhuan/model/disclosure.hpp"
#include "kezhuan/model/party.hpp"
#include "kezhuan/model/resolution.hpp"
#include "kezhuan/model/rights.hpp"

/// The data-type achievement (数据类科技成果) and what the registry knows of it.
namespace [[gnu::visibility("default")]] kezhuan {

struct TransferCase;
struct Contract;

/// DLV-01: a dataset achievement or a tool achievement.
enum class AchievementForm { dataset = 1, tool = 2 };

template <>
struct EnumTable<AchievementForm> {
  using E = AchievementForm;
  static constexpr std::array table = {
      EnumEntry<E>{E::dataset, "dataset", {"数据库/数据集", "dataset"}},
      EnumEntry<E>{E::tool, "tool", {"软件包（配套工具）", "companion tool"}},
  };
};

/// The entry in the asset table (C §3.2). Value and amortisation are asked for only to warn.
struct AssetEntry {
  Date entered_on;
  std::string account;
  bool listed_separately = true;
  std::optional<Money> valuation;
  bool amortised = false;

  template <class V>
  static void describe(V& v) {
    v.field("entered_on", &AssetEntry::entered_on, {"入表日", "entered on"});
    v.field("account", &AssetEntry::account, {"科目", "account"});
    v.field("listed_separately", &AssetEntry::listed_separately,
            {"单列", "listed separately", "AST-01"});
    v.field("valuation", &AssetEntry::valuation, {"估值", "valuation", "AST-01"});
    v.field("amortised", &AssetEntry::amortised, {"摊销", "amortised", "AST-01"});
  }
};

/// One achievement with everything that happened to it, by id. Lists are in order of recording.
struct Achievement {
  static constexpr Kind kind = Kind::achievement;
  Id<Achievement> id;
  std::string number;
  std::string name;
  AchievementForm form = AchievementForm::dataset;
  DataLevel level = DataLevel::derived;
  Id<Institution> institution;
  std::optional<Id<Unit>> unit;
  Id<Person> lead;
  std::vector<Id<DataSource>> sources;
  std::vector<Id<Achievement>> derived_from;
  Date registered_on;

  std::vector<ProcessingStep> processing;
  std::vector<ClassificationRecord> classifications;
  std::vector<Id<UseGrant>> grants;
  std::vector<Id<Certificate>> certificates;
  std::vector<Id<Evidence>> evidence;
  std::optional<Id<Application>> application;  ///< the current one
  std::vector<Id<Resolution>> resolutions;
  std::vector<Id<RightsAgreement>> agreements;
  std::optional<Id<RightsAgreement>> agreement_in_force;
  std::vector<InstitutionShare> co_owners;
  std::vector<Consent> consents;
  std::vector<Id<PriorRight>> prior_rights;
  std::optional<Id<Edition>> first_edition;
  std::optional<Id<Edition>> last_edition;
  std::optional<AssetEntry> asset;
  std::vector<Id<TransferCase>> cases;
  std::vector<Id<Contract>> contracts;

  /// The classification that counts, if there is one.
  const ClassificationRecord* classification() const {
    return classifications.empty() ? nullptr : &classifications.back();
  }

  template <class V>
  static void describe(V& v) {
    v.field("id", &Achievement::id, {"标识", "id"});
    v.field("number", &Achievement::number, {"编号", "number"});
    v.field("name", &Achievement::name, {"成果名称", "name", "DSC-01", amendable});
    v.field("form", &Achievement::form, {"成果类型", "type", "DSC-01"});
    v.field("level", &Achievement::level, {"数据分级", "data level", "CLS-01"});
    v.field("institution", &Achievement::institution, {"完成单位", "institution"});
    v.field("unit", &Achievement::unit, {"部门", "unit"});
    v.field("lead", &Achievement::lead, {"负责人", "lead"});
    v.field("sources", &Achievement::sources, {"数据来源", "data sources"});
    v.field("derived_from", &Achievement::derived_from, {"衍生自", "derived from"});
    v.field("registered_on", &Achievement::registered_on, {"登记日", "registered on"});
    v.field("processing", &Achievement::processing, {"加工步骤", "processing"});
    v.field("classifications", &Achievement::classifications, {"分类记录", "classifications"});
    v.field("grants", &Achievement::grants, {"数据使用许可", "use grants"});
    v.field("certificates", &Achievement::certificates, {"证书", "certificates"});
    v.field("evidence", &Achievement::evidence, {"佐证材料", "evidence"});
    v.field("application", &Achievement::application, {"申报表", "application"});
    v.field("resolutions", &Achievement::resolutions, {"决议", "resolutions"});
    v.field("agreements", &Achievement::agreements, {"赋权协议", "agreements"});
    v.field("agreement_in_force", &Achievement::agreement_in_force,
            {"生效协议", "agreement in force"});
    v.field("co_owners", &Achievement::co_owners, {"共有机构份额", "co-owning institutions"});
    v.field("consents", &Achievement::consents, {"共有人同意", "consents"});
    v.field("prior_rights", &Achievement::prior_rights, {"优先权", "prior rights"});
    v.field("first_edition", &Achievement::first_edition, {"首次列入的清单", "first edition"});
    v.field("last_edition", &Achievement::last_edition, {"最近列入的清单", "last edition"});
    v.field("asset", &Achievement::asset, {"资产入表", "asset entry"});
    v.field("cases", &Achievement::cases, {"转化项目", "transfer cases"});
    v.field("contracts", &Achievement::contracts, {"技术合同", "contracts"});
  }
};

}  // namespace kezhuan
