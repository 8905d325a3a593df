#pragma once

#include <string>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/core/ids.hpp"
#include "kezhuan/core/sha256.hpp"
#include "kezhuan/model/kinds.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

/// One version of a distribution scheme (收益分配办法) the registry adopted. The whole document is
/// kept, so what money was divided by can be read from the record alone. Never changed: other
/// content is another version. @rule INC-11
struct AdoptedScheme {
  static constexpr Kind kind = Kind::scheme;
  Id<AdoptedScheme> id;
  std::string number;
  std::string scheme;
  std::string scheme_version;
  Date effective_from;
  std::string title;
  std::string title_en;
  std::string document;  ///< canonical JSON of the scheme
  Sha256 hash;           ///< of `document`
  Date adopted_on;

  template <class V>
  static void describe(V& v) {
    using A = AdoptedScheme;
    v.field("id", &A::id, {"标识", "id"});
    v.field("number", &A::number, {"编号", "number"});
    v.field("scheme", &A::scheme, {"办法标识", "scheme id", "INC-11"});
    v.field("scheme_version", &A::scheme_version, {"版本", "version", "INC-11"});
    v.field("effective_from", &A::effective_from, {"生效日", "effective from", "INC-11"});
    v.field("title", &A::title, {"名称", "title (Chinese)"});
    v.field("title_en", &A::title_en, {"名称（英文）", "title (English)"});
    v.field("document", &A::document, {"全文", "document", "INC-11"});
    v.field("hash", &A::hash, {"哈希", "hash", "INC-11"});
    v.field("adopted_on", &A::adopted_on, {"采用日", "adopted on"});
  }
};

}  // namespace kezhuan
