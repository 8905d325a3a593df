#include "cli/show.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "cli/output.hpp"
#include "kezhuan/acts/aggregates.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/policy/code_names.hpp"
#include "policy/income_facts.hpp"
#include "registry/entry.hpp"

namespace kezhuan::cli {

namespace {

bool is_uuid_shaped(std::string_view text) {
  return text.size() == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' &&
         text[23] == '-';
}

/// Renders a body along the fields of its type.
class RecordText {
 public:
  RecordText(const Snapshot& snapshot, const std::vector<FieldInfo>& fields, Language language)
      : snapshot_(snapshot), fields_(fields), language_(language) {}

  std::string take() { return std::move(out_); }

  /// The members of `object`, whose fields have paths that begin with `prefix`.
  void add_object(const Node& object, const std::string& prefix, std::size_t depth) {
    struct Line {
      const FieldInfo* field;
      const Node* value;
    };
    std::vector<Line> lines;
    std::size_t width = 0;
    for (const auto& field : fields_) {
      if (field.path.rfind(prefix, 0) != 0) continue;
      const auto name = field.path.substr(prefix.size());
      if (name.find_first_of(".[") != std::string::npos) continue;
      const auto* value = object.find(name);
      if (value == nullptr || is_in_other_language(name)) continue;
      lines.push_back({&field, value});
      if (!has_parts(*value)) width = std::max(width, display_width(label(field)));
    }
    for (const auto& line : lines) add_field(*line.field, *line.value, width, depth);
  }

 private:
  static bool has_parts(const Node& value) {
    return value.kind == Node::Kind::object ||
           (value.kind == Node::Kind::array && !value.items.empty() &&
            value.items.front().kind == Node::Kind::object);
  }

  /// "zh" and "en", "reason_zh" and "reason_en" say the same twice.
  bool is_in_other_language(const std::string& name) const {
    const std::string other = language_ == Language::zh ? "en" : "zh";
    return name == other || (name.size() > 3 && name.substr(name.size() - 3) == "_" + other);
  }

  const std::string& label(const FieldInfo& field) const { return field.name.in(language_); }

  void add_field(const FieldInfo& field, const Node& value, std::size_t width, std::size_t depth) {
    const std::string indent(2 * depth, ' ');
    if (!has_parts(value)) {
      out_ += indent + padded(label(field), width) + "  " + value_text(field, value, indent) + "\n";
    } else if (value.kind == Node::Kind::object) {
      out_ += indent + label(field) + "\n";
      add_object(value, field.path + ".", depth + 1);
    } else {
      for (std::size_t i = 0; i < value.items.size(); ++i) {
        out_ += indent + label(field) + " " + std::to_string(i + 1) + "\n";
        add_object(value.items[i], field.path + "[].", depth + 1);
      }
    }
  }

  std::string value_text(const FieldInfo& field, const Node& value,
                         const std::string& indent) const {
    if (value.kind == Node::Kind::array) {
      std::string out;
      for (const auto& item : value.items) {
        if (!out.empty()) out += language_ == Language::zh ? "、" : ", ";
        out += value_text(field, item, indent);
      }
      return out;
    }
    if (value.kind == Node::Kind::boolean) {
      if (value.text == "true") return language_ == Language::zh ? "是" : "yes";
      return language_ == Language::zh ? "否" : "no";
    }
    for (const auto& [code, name] : field.codes) {
      if (code == value.text) return std::string(name.in(language_));
    }
    if (holds_policy_code(field)) return named_code(value.text);
    if (field.path != "id" && is_uuid_shaped(value.text)) {
      return named(Uuid::parse(value.text));
    }
    return hanging(value.text, indent + "    ");
  }

  /// Tiers of approval and risks: the policy's codes, not ours.
  static bool holds_policy_code(const FieldInfo& field) {
    const auto name = field.path.substr(field.path.find_last_of('.') + 1);
    return name == "approver" || name == "risk" || name == "manager_risks" ||
           name == "researcher_risks";
  }

  /// What people call it, and the code that acts ask for.
  std::string named_code(const std::string& code) const {
    const auto name = name_of_policy_code(code).in(language_);
    if (name == code) return code;
    return name + (language_ == Language::zh ? "（" + code + "）" : " (" + code + ")");
  }

  /// The number, and the name of whom it stands for.
  std::string named(const Uuid& id) const {
    const auto& state = snapshot_.state();
    auto text = snapshot_.number_of(id);
    if (const auto* person = state.find(Id<Person>(id))) {
      text += " " + snapshot_.reveal(person->name, language_);
    } else if (const auto* unit = state.find(Id<Unit>(id))) {
      text += " " + unit->name;
    } else if (const auto* institution = state.find(Id<Institution>(id))) {
      text += " " + institution->name;
    }
    return text;
  }

  /// Text of several lines, the later ones indented.
  static std::string hanging(std::string text, const std::string& indent) {
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
      text.insert(at + 1, indent);
    }
    return text;
  }

  const Snapshot& snapshot_;
  const std::vector<FieldInfo>& fields_;
  Language language_;
  std::string out_;
};

}  // namespace

namespace {

/// What holds of a record that does not say: a reader is told it too.
struct DefaultCode {
  Kind kind;
  const char* field;
  const char* code;
};
constexpr std::array default_codes = {
    DefaultCode{Kind::contract, "income_version", "at_receipt"},
};

void add_defaults(Kind kind, Node& body) {
  for (const auto& value : default_codes) {
    if (value.kind != kind || body.find(value.field) != nullptr) continue;
    body.keys.emplace_back(value.field);
    body.items.push_back({Node::Kind::text, 0, value.code, {}, {}});
  }
}

std::vector<Id<Contract>> contracts_of(const State& state, const AggregateKey& key) {
  if (key.kind == Kind::contract) return {Id<Contract>(key.id)};
  if (key.kind == Kind::transfer_case) return state.get(Id<TransferCase>(key.id)).contracts;
  if (key.kind == Kind::achievement) return state.get(Id<Achievement>(key.id)).contracts;
  return {};
}

/// What no record holds, since it follows from award and events: the institution's shares of now.
std::string shares_held(const State& state, const AggregateKey& key, Language language) {
  std::string out;
  for (const auto& id : contracts_of(state, key)) {
    const auto& contract = state.get(id);
    if (!contract.investment) continue;
    const auto left = shares_left(state.get(contract.transfer_case), contract);
    const auto held = std::to_string(left);
    const auto all = std::to_string(contract.investment->shares);
    out += language == Language::zh
               ? "单位现有股份  合同 " + contract.number + "：" + held + "（共 " + all + "）\n"
               : "shares the institution holds now  contract " + contract.number + ": " + held +
                     " of " + all + "\n";
  }
  return out.empty() ? out : "\n" + out;
}

}  // namespace

std::string record_to_text(const Snapshot& snapshot, const AggregateKey& key, Language language) {
  auto body = parse_json(snapshot.body_json(key), stored_limits);
  add_defaults(key.kind, body);
  const auto fields = aggregate_type(key.kind).fields();
  RecordText text(snapshot, fields, language);
  text.add_object(body, {}, 0);
  return std::string(name_of(key.kind).in(language)) + " " + snapshot.number_of(key.id) + "\n\n" +
         text.take() + shares_held(snapshot.state(), key, language);
}

namespace {

/// States that follow from another field, so that no field of the record holds their code.
struct DerivedState {
  Kind kind;
  std::string_view code;
  StaticText name;
};
constexpr std::array derived_states = {
    DerivedState{Kind::achievement, "unclassified", {"尚未归类", "unclassified"}},
    DerivedState{Kind::certificate, "valid", {"有效", "valid"}},
    DerivedState{Kind::certificate, "cancelled", {"已注销", "cancelled"}},
    DerivedState{Kind::grant, "live", {"有效", "live"}},
    DerivedState{Kind::grant, "ended", {"已终止", "ended"}},
};

}  // namespace

std::string state_name(Kind kind, const std::string& code, Language language) {
  for (const auto& state : derived_states) {
    if (state.kind == kind && state.code == code) return std::string(state.name.in(language));
  }
  const auto fields = aggregate_type(kind).fields();
  for (const bool is_nested : {false, true}) {  // a classification is within the achievement
    for (const auto& field : fields) {
      if ((field.path.find_first_of(".[") != std::string::npos) != is_nested) continue;
      for (const auto& entry : field.codes) {
        if (entry.code == code) return std::string(entry.name.in(language));
      }
    }
  }
  return code;
}

}  // namespace kezhuan::cli
