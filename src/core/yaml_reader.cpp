#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>
#include <yaml-cpp/yaml.h>

#include <sstream>
#include <utility>

#include "core/parse_error.hpp"
#include "kezhuan/core/node.hpp"

namespace kezhuan {

namespace {

int line_of(const YAML::Mark& mark) { return mark.line + 1; }

std::string place_of(const YAML::Mark& mark) {
  return std::to_string(line_of(mark)) + ":" + std::to_string(mark.column + 1);
}

/// Builds the Node from parser events; keys alternate with values inside a mapping.
class Builder : public YAML::EventHandler {
 public:
  explicit Builder(const ParseLimits& limits) : limits_(limits) {}

  Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    add({Node::Kind::null, line_of(mark), {}, {}, {}}, mark);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw_malformed("YAML", place_of(mark), "不接受别名 (aliases are not accepted)");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    const auto kind = tag == "!" ? Node::Kind::text : Node::Kind::plain;
    if (tag != "!" && tag != "?" && !tag.empty()) {
      throw_malformed("YAML", place_of(mark), "不接受标签 (tags are not accepted): " + tag);
    }
    add({kind, line_of(mark), value, {}, {}}, mark);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    refuse_anchor(mark, anchor);
    open(Node::Kind::array, mark);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    refuse_anchor(mark, anchor);
    open(Node::Kind::object, mark);
  }
  void OnMapEnd() override { close(); }

 private:
  static void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0) {
      throw_malformed("YAML", place_of(mark), "不接受锚点 (anchors are not accepted)");
    }
  }

  void open(Node::Kind kind, const YAML::Mark& mark) {
    if (open_.size() >= static_cast<std::size_t>(limits_.max_depth)) throw_too_deep(limits_);
    open_.push_back({kind, line_of(mark), {}, {}, {}});
  }

  void close() {
    Node done = std::move(open_.back());
    open_.pop_back();
    add(std::move(done), YAML::Mark::null_mark());
  }

  void add(Node node, const YAML::Mark& mark) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    auto& parent = open_.back();
    const bool is_key =
        parent.kind == Node::Kind::object && parent.keys.size() == parent.items.size();
    if (!is_key) {
      parent.items.push_back(std::move(node));
    } else if (node.is_scalar()) {
      parent.keys.push_back(std::move(node.text));
    } else {
      throw_malformed("YAML", place_of(mark), "键必须是文字 (a key must be text)");
    }
  }

  const ParseLimits& limits_;
  Node root_;
  std::vector<Node> open_;
};

}  // namespace

Node parse_yaml(std::string_view text, const ParseLimits& limits) {
  require_size(text, limits);
  std::istringstream stream{std::string(text)};
  Builder builder(limits);
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) return {};
  } catch (const YAML::Exception& error) {
    throw_malformed("YAML", place_of(error.mark), error.msg);
  }
  return builder.take();
}

}  // namespace kezhuan
