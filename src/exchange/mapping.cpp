#include "kezhuan/exchange/mapping.hpp"

#include <algorithm>
#include <utility>

#include "core/resources.hpp"
#include "exchange/mapping_file.hpp"
#include "exchange/plan.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/core/schema.hpp"
#include "policy/wording.hpp"

namespace kezhuan {

namespace {

constexpr std::string_view folder = "import/";
constexpr std::string_view ending = ".yaml";
constexpr std::string_view format = "kezhuan/import/1";

MappingFile read_file(std::string_view text) {
  auto file = read_document<MappingFile>(parse_yaml(text));
  if (file.schema == format) return file;
  throw Error(ErrorCode::config,
              {"不认识的格式“" + file.schema + "”。", "unknown format \"" + file.schema + "\"."},
              {"应为 " + std::string(format) + "。", "It should be " + std::string(format) + "."},
              {}, "/schema");
}

}  // namespace

void read_value(Reading&, const Node& node, const Place&, Template& out) { out.node = node; }

void read_value(Reading& r, const Node& node, const Place& place, ValueMap& out) {
  if (node.kind != Node::Kind::object) {
    r.report_no_object(place, node);
    return;
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    std::string_view value;
    const Place at{&place, node.keys[i], i};
    if (read_text(r, node.items[i], at, value)) out.items.emplace_back(node.keys[i], value);
  }
}

Mapping Mapping::from_yaml(std::string_view text, std::string_view file) {
  try {
    return Mapping(std::make_shared<const MappingPlan>(compile(read_file(text))));
  } catch (const Error& error) {
    throw Error(ErrorCode::config, error.at(std::string(file)).problems());
  }
}

std::vector<std::string> Mapping::built_in_ids() {
  std::vector<std::string> ids;
  for (const auto name : resource_names()) {
    if (name.substr(0, folder.size()) != folder) continue;
    ids.emplace_back(name.substr(folder.size(), name.size() - folder.size() - ending.size()));
  }
  return ids;
}

std::string_view Mapping::built_in_text(std::string_view id) {
  const auto ids = built_in_ids();
  const auto text_of = [](std::string_view name) {
    return resource(std::string(folder) + std::string(name) + std::string(ending));
  };
  if (std::find(ids.begin(), ids.end(), id) != ids.end()) return text_of(id);
  Text known;
  for (const auto& each : ids) {
    const auto title = read_file(text_of(each)).title.zh;
    if (!id.empty() && title.ends_with(id)) return text_of(each);
    append(known, {title + "（" + each + "）", each});
  }
  throw Error(ErrorCode::not_found,
              {"没有名为“" + std::string(id) + "”的内置列对应。",
               "there is no built-in mapping \"" + std::string(id) + "\"."},
              {"可选：" + known.zh + "。", "One of: " + known.en + "."});
}

Mapping Mapping::built_in(std::string_view id) {
  return from_yaml(built_in_text(id), std::string(id) + std::string(ending));
}

std::string Mapping::schema() { return json_schema<MappingFile>(); }

const std::string& Mapping::id() const { return plan_->id; }
const Text& Mapping::title() const { return plan_->title; }

}  // namespace kezhuan
