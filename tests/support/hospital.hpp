#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "kezhuan/registry/registry.hpp"
#include "registry/scratch.hpp"
#include "support/story.hpp"

namespace kezhuan::test {

/// The story in a registry file of its own, in a folder of its own. It is 2026-11-20 in Shanghai;
/// ids come in a fixed order. On record: own institution I-own, the national policy, and what
/// `Story::settle` tells.
class Hospital : public Story {
 public:
  Hospital();

  Decision record(std::string_view type, std::string_view on, std::string_view data) override;
  Sha256 keep(const std::string& content) override;

  static Submission submission(std::string_view type, std::string_view on, std::string_view data,
                               std::optional<Uuid> id = {});
  /// Records it and returns what came of it. @throws Refused, Error
  Recorded act(std::string_view type, std::string_view on, std::string_view data,
               std::optional<Uuid> id = {});

  /// KZ-1 and KZ-2 with every type of act at least once: KZ-1 is sent back, revised, approved and
  /// publicised in QD-1, agreed on twice and entered as an asset; KZ-2 is withdrawn, a certificate
  /// of it an old record. The name of P-2 is corrected, that of P-4 erased. QD-2 comes out.
  void whole_life();

  /// Keeps a note as evidence about an achievement; its number.
  std::string attach_note(const std::string& achievement);

  Registry open(Access access = Access::read_write) const;
  VerifyReport verify(bool replay = true) const;
  std::filesystem::path path() const { return scratch / "r.kz"; }

  Scratch scratch;
  FixedClock clock{Timestamp::parse("2026-11-20T01:00:00.000Z")};
  SequenceIdSource ids{7, Timestamp::parse("2026-11-20T01:00:00.000Z")};
  Environment environment;
  Registry registry;

 private:
  void deliberate(const std::string& outcome);
  void publicise();
  void agree();
  void settle_old_record();
};

/// The national policy, parsed once.
const Policy& national();

/// What `action` throws. Nothing, or something else, ends the test.
template <class Thrown, class Action>
Thrown thrown_by(Action&& action) {
  try {
    action();
  } catch (const Thrown& thrown) {
    return thrown;
  }
  throw std::logic_error("nothing was thrown");
}

}  // namespace kezhuan::test
