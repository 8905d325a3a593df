#include "kezhuan/core/schema.hpp"

namespace kezhuan::schema_detail {

namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) {
    if (!out.empty()) out += ',';
    out += part;
  }
  return out;
}

}  // namespace

std::string json_text(std::string_view text) {
  CanonicalWriter writer;
  writer.text(text);
  return writer.take();
}

ValueInfo text_info(const StaticText& name, std::string_view pattern, std::string_view example) {
  return {R"({"type":"string","pattern":)" + json_text(pattern) + "}", json_text(example),
          name.text()};
}

ValueInfo enum_info(const std::vector<std::string_view>& codes, std::string_view example) {
  std::vector<std::string> all;
  Text type;
  for (const auto code : codes) {
    all.push_back(json_text(code));
    type.zh += (type.zh.empty() ? "" : "、") + std::string(code);
    type.en += (type.en.empty() ? "" : ", ") + std::string(code);
  }
  return {R"({"enum":[)" + joined(all) + "]}", json_text(example), type};
}

std::string object_schema(const std::vector<std::string>& properties,
                          const std::vector<std::string>& required) {
  return R"({"type":"object","additionalProperties":false,"properties":{)" + joined(properties) +
         R"(},"required":[)" + joined(required) + "]}";
}

std::string braced(const std::vector<std::string>& members) { return "{" + joined(members) + "}"; }

}  // namespace kezhuan::schema_detail
