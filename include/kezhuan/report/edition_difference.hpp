#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/forms.hpp"
#include "kezhuan/core/text.hpp"

/// What is different between two editions of the disclosure list (DSC-03).
namespace [[gnu::visibility("default")]] kezhuan {

struct DisclosureList;

/// One field of an entry that reads otherwise than before, as it is shown to people.
struct FieldDifference {
  std::string field;  ///< JSON pointer into the entry: "/rights/income"
  std::string label_zh;
  std::string label_en;
  bool withheld = false;  ///< the field is confidential in at least one of the two editions
  std::optional<std::string> before;  ///< absent when it was empty, or is withheld from the public
  std::optional<std::string> after;

  template <class V>
  static void describe(V& v) {
    using D = FieldDifference;
    v.field("field", &D::field, {"字段", "field"});
    v.field("label_zh", &D::label_zh, {"名称", "label (Chinese)"});
    v.field("label_en", &D::label_en, {"名称（英文）", "label (English)"});
    v.field("withheld", &D::withheld, {"保密", "withheld"});
    v.field("before", &D::before, {"原", "before"});
    v.field("after", &D::after, {"现", "after"});
  }
};

/// One entry that came, changed or went. `fields` is of changed entries, the reasons of removed.
struct EntryDifference {
  std::string number;
  std::string name;
  bool name_withheld = false;
  std::vector<FieldDifference> fields;
  std::optional<std::string> reason_zh;
  std::optional<std::string> reason_en;

  template <class V>
  static void describe(V& v) {
    using D = EntryDifference;
    v.field("number", &D::number, {"成果编号", "achievement number"});
    v.field("name", &D::name, {"成果名称", "achievement name"});
    v.field("name_withheld", &D::name_withheld, {"名称保密", "name is withheld"});
    v.field("fields", &D::fields, {"变更的要素", "fields that changed"});
    v.field("reason_zh", &D::reason_zh, {"移出原因", "reason (Chinese)"});
    v.field("reason_en", &D::reason_en, {"移出原因（英文）", "reason (English)"});
  }
};

/// The later edition `to` compared with the earlier `from`; entries in the order of their numbers.
struct EditionDifference {
  std::string from;
  std::int64_t from_sequence = 0;
  std::string to;
  std::int64_t to_sequence = 0;
  bool public_rendering = false;
  std::vector<EntryDifference> added;
  std::vector<EntryDifference> changed;
  std::vector<EntryDifference> removed;
  std::int64_t unchanged = 0;

  template <class V>
  static void describe(V& v) {
    using D = EditionDifference;
    v.field("from", &D::from, {"前一期", "earlier edition"});
    v.field("from_sequence", &D::from_sequence, {"前一期期次", "its sequence"});
    v.field("to", &D::to, {"后一期", "later edition"});
    v.field("to_sequence", &D::to_sequence, {"后一期期次", "its sequence"});
    v.field("public_rendering", &D::public_rendering, {"公示版", "public rendering"});
    v.field("added", &D::added, {"新增", "added"});
    v.field("changed", &D::changed, {"变更", "changed"});
    v.field("removed", &D::removed, {"移出", "removed"});
    v.field("unchanged", &D::unchanged, {"未变", "unchanged"});
  }
};

/// Compares two editions in their internal rendering; values are shown in `language`.
/// @throws Error invalid: one of them is a public rendering, which cannot tell what changed
EditionDifference compare_editions(const DisclosureList& before, const DisclosureList& after,
                                   Language language);

/// The same difference without a value that either edition withholds. @rule DSC-04
EditionDifference public_rendering_of(EditionDifference difference);

/// For a terminal; control characters in what people typed come as spaces. Ends with a newline.
std::string to_text(const EditionDifference& difference, Language language);
std::string to_json(const EditionDifference& difference);  ///< canonical JSON

}  // namespace kezhuan
