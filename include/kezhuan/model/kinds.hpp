#pragma once

#include <array>

#include "kezhuan/core/describe.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// The kinds of aggregate on record. Stored; never renumbered.
enum class Kind {
  settings = 1,
  institution = 2,
  unit = 3,
  person = 4,
  source = 5,
  grant = 6,
  achievement = 7,
  certificate = 8,
  evidence = 9,
  application = 10,
  resolution = 11,
  edition = 12,
  notice = 13,
  agreement = 14,
  prior_right = 15,
  transfer_case = 16,
  contract = 17,
  receipt = 18,
  plan = 19,
  booking = 20,
  payment = 21,
  guide = 22,
  evaluation = 23,
  report = 24,
  outstanding = 25,
  scheme = 26,
};

template <>
struct EnumTable<Kind> {
  static constexpr std::array table = {
      EnumEntry<Kind>{Kind::settings, "settings", {"登记库设置", "registry settings"}},
      EnumEntry<Kind>{Kind::institution, "institution", {"机构", "institution"}},
      EnumEntry<Kind>{Kind::unit, "unit", {"部门", "unit"}},
      EnumEntry<Kind>{Kind::person, "person", {"人员", "person"}},
      EnumEntry<Kind>{Kind::source, "source", {"数据来源", "data source"}},
      EnumEntry<Kind>{Kind::grant, "grant", {"数据使用许可", "use grant"}},
      EnumEntry<Kind>{
          Kind::achievement, "achievement", {"数据类科技成果", "data-type achievement"}},
      EnumEntry<Kind>{Kind::certificate, "certificate", {"登记证书", "certificate"}},
      EnumEntry<Kind>{Kind::evidence, "evidence", {"佐证材料", "evidence"}},
      EnumEntry<Kind>{Kind::application, "application", {"成果申报表", "application form"}},
      EnumEntry<Kind>{Kind::resolution, "resolution", {"民主议事决议", "resolution"}},
      EnumEntry<Kind>{Kind::edition, "edition", {"披露清单（期）", "disclosure-list edition"}},
      EnumEntry<Kind>{Kind::notice, "notice", {"公示", "public notice"}},
      EnumEntry<Kind>{Kind::agreement, "agreement", {"赋权协议", "rights-confirmation agreement"}},
      EnumEntry<Kind>{Kind::prior_right, "prior_right", {"优先权", "prior right"}},
      EnumEntry<Kind>{Kind::transfer_case, "transfer_case", {"转化项目", "transfer case"}},
      EnumEntry<Kind>{Kind::contract, "contract", {"技术合同", "technical contract"}},
      EnumEntry<Kind>{Kind::receipt, "receipt", {"到账", "receipt"}},
      EnumEntry<Kind>{Kind::plan, "plan", {"收益分配方案", "distribution plan"}},
      EnumEntry<Kind>{Kind::booking, "booking", {"分配入账", "booking"}},
      EnumEntry<Kind>{Kind::payment, "payment", {"发放", "payment"}},
      EnumEntry<Kind>{Kind::guide, "guide", {"尽职免责工作指引", "exemption guide"}},
      EnumEntry<Kind>{Kind::evaluation, "evaluation", {"绩效评价报告", "evaluation report"}},
      EnumEntry<Kind>{Kind::report, "report", {"转化情况报告", "transfer report"}},
      EnumEntry<Kind>{Kind::outstanding, "outstanding", {"待补事项", "outstanding item"}},
      EnumEntry<Kind>{Kind::scheme, "scheme", {"收益分配办法", "distribution scheme"}},
  };
};

}  // namespace kezhuan
