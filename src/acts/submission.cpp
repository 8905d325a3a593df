#include <algorithm>

#include "kezhuan/acts/table.hpp"
#include "kezhuan/core/write.hpp"

namespace kezhuan {

namespace {

/// The header of a submission; `data` is read once the act is known.
struct Header {
  std::string act;
  std::optional<std::int64_t> version;
  std::optional<Uuid> id;
  Date happened;
  std::optional<std::string> actor;
  std::optional<std::string> role;

  template <class V>
  static void describe(V& v) {
    v.field("act", &Header::act, {"业务动作", "act"});
    v.field("version", &Header::version, {"版本", "version"});
    v.field("id", &Header::id, {"动作标识", "act id"});
    v.field("happened", &Header::happened, {"发生日期", "date it happened", "REG-04"});
    v.field("actor", &Header::actor, {"经办人", "actor"});
    v.field("role", &Header::role, {"角色", "role"});
  }
};

/// Splits the object into its header and its data.
Node take_data(Node& header) {
  Node data;
  data.kind = Node::Kind::object;
  for (std::size_t i = 0; i < header.keys.size(); ++i) {
    if (header.keys[i] != "data") continue;
    const auto at = static_cast<std::ptrdiff_t>(i);
    data = std::move(header.items[i]);
    header.keys.erase(header.keys.begin() + at);
    header.items.erase(header.items.begin() + at);
    break;
  }
  return data;
}

Error unknown_act(const std::string& name) {
  std::string names;
  for (const auto& type : act_types()) {
    const auto family = type.name.substr(0, type.name.find('.'));
    if (name.substr(0, name.find('.')) == family || name.empty()) {
      names += (names.empty() ? "" : "、") + std::string(type.name);
    }
  }
  if (names.empty()) names = "kezhuan schema";
  return {ErrorCode::invalid,
          {"没有名为“" + name + "”的业务动作。", "there is no act called \"" + name + "\"."},
          {"可用的动作：" + names + "；全部动作见 kezhuan schema。",
           "Acts to choose from: " + names + "; `kezhuan schema` lists all."},
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
    problem.place = problem.place.substr(0, slash) + "/data" + (whole ? "" : problem.place.substr(slash));
  }
  return problems;
}

}  // namespace

Submission read_submission(const Node& node) {
  Node header_node = node;
  const Node data = take_data(header_node);
  Header header;
  Reading reading;
  read_value(reading, header_node, Place{}, header);
  auto problems = reading.problems();
  const ActType* type = find_act_type(header.act);
  if (type == nullptr && !header.act.empty()) {
    const auto error = unknown_act(header.act);
    problems.insert(problems.begin(), error.problems().begin(), error.problems().end());
  }
  std::shared_ptr<void> body;
  if (type != nullptr) {
    if (header.version && *header.version != type->version) {
      const auto error = unknown_version(*type, *header.version);
      problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    } else {
      try {
        body = type->read(data, false);
      } catch (const Error& error) {
        const auto nested = under_data(error);
        problems.insert(problems.end(), nested.begin(), nested.end());
      }
    }
  }
  if (!problems.empty()) throw Error(ErrorCode::invalid, std::move(problems));
  return {header.id, header.happened, header.actor, header.role, AnyAct(*type, std::move(body))};
}

Submission read_submission(std::string_view json) { return read_submission(parse_json(json)); }

std::string submission_schema(const ActType& type) {
  const auto header = json_schema<Header>();
  // the header's schema with `act` fixed and `data` added
  const auto properties = header.find("\"properties\":{") + std::string_view("\"properties\":{").size();
  auto schema = header;
  schema.insert(properties, "\"data\":" + type.schema() + ",");
  const auto required = schema.rfind("\"required\":[") + std::string_view("\"required\":[").size();
  schema.insert(required, "\"data\",");
  const auto act = schema.find("\"act\":{") + std::string_view("\"act\":{").size();
  schema.insert(act, "\"const\":" + schema_detail::json_text(type.name) + ",");
  schema.insert(1, R"("$schema":"https://json-schema.org/draft/2020-12/schema","title":)" +
                       schema_detail::json_text(std::string(type.title.zh) + " / " +
                                                std::string(type.title.en)) +
                       ",");
  return schema;
}

std::string example_submission(const ActType& type, const Date& happened) {
  return R"({"act":)" + schema_detail::json_text(type.name) + R"(,"happened":)" +
         schema_detail::json_text(happened.to_text()) + R"(,"data":)" + type.example() + "}";
}

std::string act_page(const ActType& type, Language language) {
  const bool zh = language == Language::zh;
  std::string page = "# " + std::string(type.name) + " · " + std::string(type.title.in(language));
  page += zh ? "\n\n| 字段 | 含义 | 类型 | 必填 | 规则 | 标记 |\n"
             : "\n\n| field | meaning | type | required | rule | marks |\n";
  page += "|---|---|---|---|---|---|\n";
  for (const auto& field : type.fields()) {
    std::string marks;
    if (field.personal) marks += zh ? "个人信息 " : "personal ";
    if ((field.marks & confidential) != 0) marks += zh ? "保密 " : "confidential ";
    page += "| `" + field.path + "` | " + field.name.in(language) + " | " +
            field.type.in(language) + " | " + (field.required ? "✓" : "") + " | " + field.rule +
            " | " + marks + "|\n";
  }
  return page;
}

}  // namespace kezhuan
