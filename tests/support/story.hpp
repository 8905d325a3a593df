#pragma once

#include <string>
#include <string_view>

#include "kezhuan/core/sha256.hpp"
#include "kezhuan/policy/finding.hpp"

namespace kezhuan::test {

/// Acts that tests tell, whatever they are recorded in: in memory (World) or in a file (Hospital).
class Story {
 public:
  virtual ~Story() = default;

  /// Judges `data` (JSON) as an act of `type` that happened on `on`, and applies it unless refused.
  virtual Decision record(std::string_view type, std::string_view on, std::string_view data) = 0;
  /// Keeps an evidence file with this content.
  virtual Sha256 keep(const std::string& content) = 0;

  /// Records it; fails the test when it is refused.
  void must(std::string_view type, std::string_view on, std::string_view data);

  /// Unit U-1, people P-1 to P-4, source S-1 of the own institution I-own, all on 2026-01-05.
  void settle();

  /// A dataset achievement KZ-1 with research processing, third-party anonymisation, classified
  /// scientific data, know-how registration of D1 and the evidence health data needs, all on
  /// 2026-03-02; everything an application needs, nothing filed.
  void prepare_achievement(const std::string& number = "KZ-1");
  /// Application `SB-of-<number>` filed on 2026-03-03, P-1 main contributor, P-2 contributor.
  void file_application(const std::string& number = "KZ-1");
  /// Approved on 2026-03-04 by the academic committee (P-3 and P-4 present of 3 members).
  void approve(const std::string& number = "KZ-1");
  /// Agreement FQ-<number>: the institution owns all, P-1 and P-2 share the reward 3:2, ratio 1/2.
  void draft_agreement(const std::string& number = "KZ-1");
};

/// JSON of an application's content with D1 (master data) and D2 (metadata), valid as it stands.
std::string sample_content();

}  // namespace kezhuan::test
