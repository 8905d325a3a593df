#include <algorithm>
#include <sstream>
#include <utility>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>
#include <yaml-cpp/yaml.h>

#include "core/parse_error.hpp"
#include "core/parser_words.hpp"
#include "core/scan.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/utf8.hpp"

namespace kezhuan {

namespace {

int line_of(const YAML::Mark& mark) { return mark.line + 1; }

/// The library gives the byte offset after the byte order mark.
std::string place_of(std::string_view text, const YAML::Mark& mark) {
  const auto start = text.substr(0, 3) == byte_order_mark ? std::size_t{3} : std::size_t{0};
  return place_in(text, start + static_cast<std::size_t>(std::max(mark.pos, 0)));
}

/// The library guesses other encodings and takes a control character for the end of the stream, so
/// both are refused before it sees them.
void require_plain_utf8(std::string_view text) {
  const auto control = std::find_if(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
  });
  if (control != text.end()) {
    const auto offset = static_cast<std::size_t>(control - text.begin());
    throw_malformed("YAML", place_in(text, offset), {"有控制字符", "a control character"});
  }
  if (!is_utf8(text)) throw_not_utf8("YAML", text);
}

/// Builds the Node from parser events; keys alternate with values inside a mapping.
class Builder : public YAML::EventHandler {
 public:
  Builder(std::string_view text, const ParseLimits& limits) : text_(text), limits_(limits) {}

  Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (started_) refuse(mark, {"一个文件只写一份文档", "only one document in a file"});
    started_ = true;
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    if (is_key_next()) refuse_key(mark);
    add({Node::Kind::null, line_of(mark), {}, {}, {}});
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse(mark, {"不接受别名", "aliases are not accepted"});
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    const auto kind = tag == "!" ? Node::Kind::text : Node::Kind::plain;
    add({kind, line_of(mark), value, {}, {}});
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    open(Node::Kind::array, mark);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    open(Node::Kind::object, mark);
  }
  void OnMapEnd() override { close(); }

 private:
  [[noreturn]] void refuse(const YAML::Mark& mark, const Text& why) const {
    throw_malformed("YAML", place_of(text_, mark), why);
  }

  [[noreturn]] void refuse_key(const YAML::Mark& mark) const {
    refuse(mark, {"键必须是文字", "a key must be text"});
  }

  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) const {
    if (anchor != 0) refuse(mark, {"不接受锚点", "anchors are not accepted"});
  }

  /// "!" is what a quoted scalar has, "?" one without quotes.
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) const {
    if (tag.empty() || tag == "!" || tag == "?") return;
    refuse(mark, {"不接受标签：" + tag, "tags are not accepted: " + tag});
  }

  bool is_key_next() const {
    return !open_.empty() && open_.back().kind == Node::Kind::object &&
           open_.back().keys.size() == open_.back().items.size();
  }

  void open(Node::Kind kind, const YAML::Mark& mark) {
    if (is_key_next()) refuse_key(mark);
    if (open_.size() >= static_cast<std::size_t>(limits_.max_depth)) throw_too_deep(limits_);
    open_.push_back({kind, line_of(mark), {}, {}, {}});
  }

  void close() {
    Node done = std::move(open_.back());
    open_.pop_back();
    add(std::move(done));
  }

  void add(Node node) {
    if (open_.empty()) {
      root_ = std::move(node);
    } else if (is_key_next()) {
      open_.back().keys.push_back(std::move(node.text));
    } else {
      open_.back().items.push_back(std::move(node));
    }
  }

  std::string_view text_;
  const ParseLimits& limits_;
  bool started_ = false;
  Node root_;
  std::vector<Node> open_;
};

}  // namespace

Node parse_yaml(std::string_view text, const ParseLimits& limits) {
  require_size(text, limits);
  require_plain_utf8(text);
  std::istringstream stream{std::string(text)};
  Builder builder(text, limits);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {  // the builder refuses a second one
    }
  } catch (const YAML::Exception& error) {
    throw_malformed("YAML", place_of(text, error.mark), yaml_detail(readable(error.msg)));
  }
  return builder.take();
}

}  // namespace kezhuan
