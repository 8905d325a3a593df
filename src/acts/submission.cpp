#include <algorithm>

#include "core/edit_distance.hpp"
#include "core/scan.hpp"
#include "kezhuan/acts/table.hpp"
#include "kezhuan/core/write.hpp"

namespace kezhuan {

/// A part of the document as it stands, to be read once its type is known.
using UnreadPart = const Node*;
static void read_value(Reading&, const Node& node, const Place&, UnreadPart& out) { out = &node; }

namespace {

/// What every submission has.
struct Form {
  std::string act;
  std::optional<std::int64_t> version;
  std::optional<Uuid> id;
  Date happened;
  std::optional<std::string> actor;
  std::optional<std::string> role;
  std::optional<bool> legacy;
  UnreadPart data = nullptr;  // lives as long as the document

  template <class V>
  static void describe(V& v) {
    v.field("act", &Form::act, {"业务动作", "act"});
    v.field("version", &Form::version, {"版本", "version"});
    v.field("id", &Form::id, {"动作标识", "act id"});
    v.field("happened", &Form::happened, {"发生日期", "date it happened", "REG-04"});
    v.field("actor", &Form::actor, {"经办人", "actor"});
    v.field("role", &Form::role, {"角色", "role"});
    v.field("legacy", &Form::legacy, {"补录的旧记录", "an old record", "REG-08"});
    v.field("data", &Form::data, {"动作内容", "what the act says"});
  }
};

std::string_view family_of(std::string_view name) { return name.substr(0, name.find('.')); }

/// The acts of the same family, else the one whose name is nearest.
std::string acts_like(std::string_view name) {
  std::string names;
  for (const auto& type : act_types()) {
    if (family_of(name) == family_of(type.name)) {
      names += (names.empty() ? "" : "、") + std::string(type.name);
    }
  }
  if (!names.empty()) return names;
  // more than three slips of the pen are another word
  const auto* nearest =
      find_nearest(act_types(), name, 3, [](const ActType& type) { return type.name; });
  return nearest == nullptr ? names : std::string(nearest->name);
}

std::string with_commas(std::string names) {
  constexpr std::string_view mark = "、";
  for (auto at = names.find(mark); at != std::string::npos; at = names.find(mark, at)) {
    names.replace(at, mark.size(), ", ");
  }
  return names;
}

Error unknown_act(const std::string& name) {
  const auto names = acts_like(name);
  Text remedy{"全部动作见 kezhuan schema。", "`kezhuan schema` lists all acts."};
  if (!names.empty()) {
    remedy = {"可用的动作：" + names + "；" + remedy.zh,
              "Acts to choose from: " + with_commas(names) + "; " + remedy.en};
  }
  return {ErrorCode::invalid,
          {"没有名为“" + shortened(name) + "”的业务动作。",
           "there is no act called " + kezhuan::quoted(name) + "."},
          std::move(remedy),
          {},
          "/act"};
}

Error unknown_version(const ActType& type, std::int64_t version) {
  const auto known = std::to_string(type.version);
  return {ErrorCode::invalid,
          {std::string(type.name) + " 没有版本 " + std::to_string(version) + "。",
           std::string(type.name) + " has no version " + std::to_string(version) + "."},
          {"本程序认得版本 " + known + "；更新的版本需要更新的程序。",
           "This program knows version " + known + "; a newer one needs a newer program."},
          {},
          "/version"};
}

/// Moves problems of the data under "/data".
std::vector<Problem> under_data(const Error& error) {
  auto problems = error.problems();
  for (auto& problem : problems) {
    const auto slash = problem.place.find('/');
    if (slash == std::string::npos) continue;
    const bool whole = problem.place.substr(slash) == "/";
    problem.place =
        problem.place.substr(0, slash) + "/data" + (whole ? "" : problem.place.substr(slash));
  }
  return problems;
}

/// Reads the act's own data; what is wrong with it joins `problems`.
std::shared_ptr<void> read_body(const ActType& type, const Form& form,
                                std::vector<Problem>& problems) {
  const auto join = [&](const std::vector<Problem>& more) {
    problems.insert(problems.end(), more.begin(), more.end());
  };
  if (form.version && *form.version != type.version) {
    join(unknown_version(type, *form.version).problems());
  } else if (form.data != nullptr) {
    try {
      return type.read(*form.data, false);
    } catch (const Error& error) {
      join(under_data(error));
    }
  }
  return nullptr;
}

bool looks_unedited(std::string_view text) {
  return text.rfind("（", 0) == 0 && text.size() > 6 && text.substr(text.size() - 3) == "）";
}

void collect_placeholders(const Node& node, std::vector<std::string>& found) {
  if (node.kind == Node::Kind::text && looks_unedited(node.text)) found.push_back(node.text);
  for (const auto& item : node.items) collect_placeholders(item, found);
}

/// Where an example leaves something open it names the field in brackets, "（交易场所）".
bool names_field(const ActType& type, const std::string& text) {
  const auto fields = type.fields();
  return std::any_of(fields.begin(), fields.end(), [&](const FieldInfo& field) {
    const auto& name = field.name.zh;  // without what it says in brackets of its own
    return text == "（" + name.substr(0, name.find("（")) + "）";
  });
}

/// What an example only holds the place of must not end up on record. Words of one's own in
/// brackets are nobody's business: only those of the act's own example are turned away.
void report_unedited(Reading& r, const Node& node, const Place& place, const ActType& type) {
  if (node.kind == Node::Kind::text && looks_unedited(node.text)) {
    std::vector<std::string> placeholders;
    collect_placeholders(parse_json(type.example()), placeholders);
    const bool is_of_example =
        std::find(placeholders.begin(), placeholders.end(), node.text) != placeholders.end();
    if (!is_of_example && !names_field(type, node.text)) return;
    r.report(place, &node,
             {"样例里的“" + node.text + "”没有改成实际内容。",
              "\"" + node.text + "\" still stands as in the example."},
             {"填写实际内容；可选的项没有内容就删去。",
              "Say what is the case; leave an optional field out if there is nothing to say."});
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const bool is_object = node.kind == Node::Kind::object;
    report_unedited(
        r, node.items[i],
        Place{&place, is_object ? std::string_view(node.keys[i]) : std::string_view(), i}, type);
  }
}

/// Puts more constraints into the property `name` of a schema.
void constrain(std::string& schema, const std::string& name, const std::string& constraint) {
  const auto start = "\"" + name + "\":{";
  schema.insert(schema.find(start) + start.size(), constraint + ",");
}

}  // namespace

Submission read_submission(const Node& node) {
  Form form;
  Reading reading;
  read_value(reading, node, Place{}, form);
  const ActType* type = find_act_type(form.act);
  if (type != nullptr && form.data != nullptr) {
    const Place root;
    report_unedited(reading, *form.data, Place{&root, "data", 0}, *type);
  }
  auto problems = reading.problems();
  std::shared_ptr<void> body;
  if (type != nullptr) {
    body = read_body(*type, form, problems);
  } else if (!form.act.empty()) {
    const auto error = unknown_act(form.act);
    problems.insert(problems.begin(), error.problems().begin(), error.problems().end());
  }
  if (!problems.empty()) throw Error(ErrorCode::invalid, std::move(problems));
  return {form.id,
          form.happened,
          form.actor,
          form.role,
          AnyAct(*type, std::move(body)),
          form.legacy.value_or(false)};
}

void AnyAct::require_readable() const {
  if (is_read_) return;
  try {
    type_->read(parse_json(write(PersonalForm::value)), false);
  } catch (const Error& error) {
    throw Error(error.code(), under_data(error));
  }
}

void require_good_actor(const std::string& actor, const std::optional<std::string>& role) {
  Reading reading;
  const auto check = [&](const char* key, const std::string& text) {
    Node node;
    node.kind = Node::Kind::text;
    node.text = text;
    const Place root;
    std::string read;
    read_value(reading, node, Place{&root, key, 0}, read);
  };
  check("actor", actor);
  if (role) check("role", *role);
  if (!reading.problems().empty()) throw Error(ErrorCode::invalid, reading.problems());
}

Submission read_submission(std::string_view json) { return read_submission(parse_json(json)); }

std::string submission_schema(const ActType& type) {
  auto schema = json_schema<Form>();
  constrain(schema, "act", "\"const\":" + schema_detail::json_text(type.name));
  constrain(schema, "version", "\"const\":" + std::to_string(type.version));
  const std::string data = "\"data\":";
  const auto begin = schema.find(data + "{") + data.size();
  schema.replace(begin, schema.find('}', begin) + 1 - begin, type.schema());
  const auto title = std::string(type.title.zh) + " / " + std::string(type.title.en);
  schema.insert(1, R"("$schema":"https://json-schema.org/draft/2020-12/schema","title":)" +
                       schema_detail::json_text(title) + ",");
  return schema;
}

std::string example_submission(const ActType& type, const Date& happened) {
  return R"({"act":)" + schema_detail::json_text(type.name) + R"(,"happened":)" +
         schema_detail::json_text(happened.to_text()) + R"(,"data":)" + type.example() + "}";
}

}  // namespace kezhuan
