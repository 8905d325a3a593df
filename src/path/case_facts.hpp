#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/path/next.hpp"

namespace kezhuan {

/// The facts of one case that decide which acts make sense now. References must outlive it.
struct CaseFacts {
  const Surroundings& around;
  const State& state;
  const CaseFile& file;
  std::span<const LinkStatus> links;       ///< as judged of the record
  const Edition* edition = nullptr;        ///< the latest that shows it; may be null
  const Notice* notice = nullptr;          ///< the open one, else the edition's last; may be null
  const Notice* sent_back = nullptr;       ///< by which the edition was sent back; may be null
  const RightsAgreement* draft = nullptr;  ///< the latest draft; may be null
  std::optional<Finding> unlisted;         ///< what DSC-03 says of the record
  std::optional<Finding> unpublicised;     ///< what DSC-04 says of the record
  std::optional<Finding> missing_signatures;  ///< what RGT-05 says of putting the draft in force
  std::optional<Finding> unfit_draft;         ///< what refuses its terms, whoever signs it

  CaseFacts(const Surroundings& surroundings, const State& on_record, const CaseFile& case_file,
            std::span<const LinkStatus> judged);

  std::optional<ApplicationState> application_state() const;
  bool has_live_application() const;
  bool is_in_review() const;       ///< classified as needing a decision
  bool waits_for_edition() const;  ///< approved, and the latest edition does not show it as it is
  bool needs_notice() const;       ///< shown as it is, in an edition that has no notice
  bool waits_for_change() const;   ///< shown as it is, in an edition that was sent back
  bool has_open_notice() const;
  std::vector<std::int64_t> open_objections() const;

  /// The number of what an act of this type would act on ("" when it needs none); nothing when the
  /// record offers no place for such an act now.
  std::optional<std::string> target_of(std::string_view act) const;

  /// Rules that would refuse such an act today, whatever it states: it is rehearsed with what the
  /// record already determines.
  std::vector<std::string> refusals_of(std::string_view act) const;

 private:
  const Requirement* find_requirement(std::string_view rule) const;
  /// What a rule first says of the record.
  std::optional<Finding> said_of_record(std::string_view rule) const;
};

}  // namespace kezhuan
