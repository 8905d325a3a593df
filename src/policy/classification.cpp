#include "kezhuan/policy/classification.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "policy/facts.hpp"

namespace kezhuan {

namespace {

bool is_basic_service(DataOrigin origin) {
  return origin == DataOrigin::basic_diagnosis_treatment ||
         origin == DataOrigin::basic_public_health;
}

bool is_research(const ProcessingStep& step) { return step.processing == ProcessingKind::research; }

bool states_knowledge(const ProcessingStep& step) {
  return step.knowledge && !step.knowledge->empty();
}

bool is_complete_research(const ProcessingStep& step) {
  return is_research(step) && !step.changed.empty() && states_knowledge(step);
}

Text source_text(const DataSource& source) {
  const auto origin = name_of(source.origin).text();
  return {"数据来源 " + source.number + " 产生于" + origin.zh,
          "data source " + source.number + " arose in " + origin.en};
}

Text changes_of(const ProcessingStep& step) {
  std::vector<Text> changes;
  for (const auto change : step.changed) changes.push_back(name_of(change).text());
  return listing(changes);
}

/// Works out one classification. Each rule that meets its case says so and decides.
class Classifier {
 public:
  Classifier(const CaseFile& file, const Date& on)
      : file_(file), achievement_(*file.achievement), on_(on) {}

  ClassificationRecord run() {
    record_.outcome = decide();
    if (record_.outcome == Classification::needs_review) keep_settlement();
    return std::move(record_);
  }

 private:
  Classification decide() {
    if (is_registered_as_public()) return Classification::public_data;
    if (achievement_.form == AchievementForm::tool) return decide_tool();
    if (achievement_.level == DataLevel::primary) return decide_primary();
    return decide_derived();
  }

  void add(std::string rule, Text text) {
    record_.facts.push_back({std::move(rule), std::move(text.zh), std::move(text.en)});
  }

  bool is_registered_as_public() {
    bool found = false;
    for (const auto* certificate : file_.certificates) {
      if (!marks_public_data(certificate->certificate) || certificate->issued > on_ ||
          certificate->is_cancelled_on(on_)) {
        continue;
      }
      found = true;
      const auto text = describe_certificate(*certificate);
      add("CLS-05",
          {"已有" + text.zh + "，未注销：不论一级二级均为公共数据☆",
           "there is a " + text.en + ", not cancelled: public data ☆, whether primary or derived"});
    }
    return found;
  }

  // ---- CLS-10: a tool is ★ by the derived data it goes with.

  Classification decide_tool() {
    bool goes_with_derived = false;
    for (const auto* parent : file_.derived_from) goes_with_derived |= add_parent(*parent);
    for (const auto* source : file_.sources) {
      if (source->level != DataLevel::derived) continue;
      goes_with_derived = true;
      add("CLS-10", {"配套的数据来源 " + source->number + " 为二级（衍生）数据",
                     "goes with data source " + source->number + ", which is derived data"});
    }
    goes_with_derived |= add_research();
    if (goes_with_derived) return Classification::companion_tool;
    add("CLS-10", {"未写明工具与哪一衍生数据配套：没有列出★成果，来源均为一级数据，也没有写明改变和"
                   "新知识的研究性加工",
                   "nothing says which derived data the tool goes with: no ★ achievement is named, "
                   "all sources are primary data, and no research processing states what it "
                   "changed and which knowledge it added"});
    return Classification::needs_review;
  }

  bool add_parent(const Achievement& parent) {
    const auto* classification = parent.classification();
    if (classification == nullptr) {
      add("CLS-10", {"所衍生自的成果 " + parent.number + " 尚未归类",
                     "achievement " + parent.number + ", which it derives from, is unclassified"});
      return false;
    }
    const auto name = name_of(classification->outcome).text();
    add("CLS-10", {"与成果 " + parent.number + " 配套，后者归类为" + name.zh,
                   "goes with achievement " + parent.number + ", classified as " + name.en});
    return is_eligible(classification->outcome);
  }

  // ---- CLS-03, CLS-04: primary data, by where it arose. With several sources CLS-04 comes first
  // (house default), and basic service before other service.

  Classification decide_primary() {
    add_hint_of_level();
    const bool has_research = add_research_sources();
    if (add_basic_service_sources() && !has_research) {
      add_sources_beside_public();
      return Classification::public_data;
    }
    for (const auto* source : file_.sources) {
      if (source->origin != DataOrigin::other_service) continue;
      const auto text = source_text(*source);
      add("CLS-03", {"一级数据：" + text.zh + "，须由审议机构认定",
                     "primary data: " + text.en + "; the reviewing body decides"});
    }
    return Classification::needs_review;
  }

  bool add_basic_service_sources() {
    bool found = false;
    for (const auto* source : file_.sources) {
      if (!is_basic_service(source->origin)) continue;
      found = true;
      const auto text = source_text(*source);
      if (has_attribute(*source, DataAttribute::personal_information) && !is_anonymised(file_)) {
        add("CLS-03", {text.zh + "，可识别到个人：匿名化之前先按个人信息对待",
                       text.en + " and people can be recognised in it: until it is anonymised it "
                                 "is handled first as personal information"});
      }
      add("CLS-03", {"一级数据：" + text.zh + "，属公共数据☆",
                     "primary data: " + text.en + ", which makes it public data ☆"});
    }
    return found;
  }

  void add_sources_beside_public() {
    for (const auto* source : file_.sources) {
      if (is_basic_service(source->origin)) continue;
      const auto text = source_text(*source);
      add("CLS-03", {text.zh + "，但与基本服务数据合为一项：多个来源从严（本软件默认），可拆分登记",
                     text.en + ", but stands together with data of basic services: the strictest "
                               "source decides (house default); register it apart if need be"});
    }
  }

  bool add_research_sources() {
    bool found = false;
    for (const auto* source : file_.sources) {
      if (source->origin != DataOrigin::research) continue;
      found = true;
      const auto text = source_text(*source);
      add("CLS-04", {"一级数据：" + text.zh, "primary data: " + text.en});
    }
    if (!found) return false;
    add("CLS-04", {"共识 §2.1.1（科学数据）：研发场景下形成的原始数据计入数据类科技成果",
                   "consensus §2.1.1 (scientific data): primary data formed in research counts as "
                   "an achievement"});
    add("CLS-04", {"共识 表1（一级原始数据）：没有对应的★行。两处不一致，须由审议机构以决议认定",
                   "consensus Table 1 (primary data): no ★ row for it. The two disagree, so the "
                   "reviewing body settles it by resolution"});
    return true;
  }

  /// Research processing on record of primary data points to a level stated wrongly.
  void add_hint_of_level() {
    const auto& steps = achievement_.processing;
    if (std::none_of(steps.begin(), steps.end(), is_complete_research)) return;
    add("CLS-01", {"已登记研究性加工，而数据分级为一级：加工所得的衍生数据应另行登记为二级数据",
                   "research processing is on record while the level is primary: register the "
                   "derived data it made as an achievement of its own"});
  }

  // ---- CLS-01, CLS-02: derived data, by the processing that made it.

  Classification decide_derived() {
    if (add_research()) {
      add_public_sources();
      return Classification::scientific_data;
    }
    const auto& steps = achievement_.processing;
    if (std::any_of(steps.begin(), steps.end(), is_research)) return Classification::needs_review;
    if (steps.empty()) {
      add("CLS-02", {"二级数据，但没有任何加工记录：登记加工步骤后重新归类",
                     "derived data without any processing on record: record the processing and "
                     "classify again"});
      return Classification::needs_review;
    }
    add("CLS-02",
        {"只登记了基本加工（" + std::to_string(steps.size()) + " 步），未增加新知识：公共数据☆",
         "only basic processing is on record (steps: " + std::to_string(steps.size()) +
             "), no knowledge was added: public data ☆"});
    return Classification::public_data;
  }

  /// Says of every research step what it did or fails to state; true when one is complete.
  bool add_research() {
    bool is_complete = false;
    for (std::size_t i = 0; i < achievement_.processing.size(); ++i) {
      const auto& step = achievement_.processing[i];
      if (!is_research(step)) continue;
      is_complete |= is_complete_research(step);
      add("CLS-01", is_complete_research(step) ? done_text(i + 1, step) : lack_text(i + 1, step));
    }
    return is_complete;
  }

  static Text done_text(std::size_t number, const ProcessingStep& step) {
    const auto n = std::to_string(number);
    const auto changes = changes_of(step);
    return {"加工步骤 " + n + "（研究性加工）改变了" + changes.zh + "，新知识：" + *step.knowledge,
            "step " + n + " (research processing) changed " + changes.en +
                "; knowledge added: " + *step.knowledge};
  }

  static Text lack_text(std::size_t number, const ProcessingStep& step) {
    const auto n = std::to_string(number);
    std::vector<Text> lacks;
    if (step.changed.empty()) {
      lacks.push_back(
          {"改变了什么（内容、形式、结构）", "what changed (content, form, structure)"});
    }
    if (!states_knowledge(step)) lacks.push_back({"新增的知识", "which knowledge it added"});
    const auto lack = listing(lacks);
    return {"加工步骤 " + n + "（研究性加工）未写明：" + lack.zh,
            "step " + n + " (research processing) does not state: " + lack.en};
  }

  void add_public_sources() {
    std::vector<const DataSource*> found;
    for (const auto* source : file_.sources) {
      if (is_basic_service(source->origin)) found.push_back(source);
    }
    if (found.empty()) return;
    const auto numbers = numbers_of(found);
    add("CLS-06", {"由公共数据来源（" + numbers.zh + "）加工而成，不妨碍为★",
                   "made from sources of public data (" + numbers.en + "), which does not bar ★"});
  }

  // ---- What a body found stands as long as the record alone leaves the question open (CLS-04).

  void keep_settlement() {
    for (auto it = file_.resolutions.rbegin(); it != file_.resolutions.rend(); ++it) {
      const Resolution& resolution = **it;
      if (resolution.held_on > on_) continue;
      for (const auto& matter : resolution.matters) {
        if (!matter.concerns(achievement_.id) || !matter.finds) continue;
        add("CLS-04", {"由决议 " + resolution.number + " 认定",
                       "settled by resolution " + resolution.number});
        record_.outcome = *matter.finds;
        return;
      }
    }
  }

  const CaseFile& file_;
  const Achievement& achievement_;
  Date on_;
  ClassificationRecord record_;
};

}  // namespace

/// CLS-05: these three mark public data. A policy may list more that contradict a claim (DLV-03),
/// but what classifies is what the source names.
bool marks_public_data(CertificateKind kind) {
  return kind == CertificateKind::data_property_right || kind == CertificateKind::data_product ||
         kind == CertificateKind::data_asset;
}

ClassificationRecord classify(const CaseFile& file, const Date& on) {
  return Classifier(file, on).run();
}

}  // namespace kezhuan
