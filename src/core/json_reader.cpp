#include <utility>

#include <nlohmann/json.hpp>

#include "core/parse_error.hpp"
#include "core/parser_words.hpp"
#include "core/scan.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/utf8.hpp"

namespace kezhuan {

namespace {

using Json = nlohmann::json;

/// Drops the library's own prefix ("[json.exception…] parse error at …: ") and cuts what it read
/// last, which may be the whole document.
std::string detail_of(std::string_view message) {
  const auto name = message.find("] ");
  if (name != std::string_view::npos) message.remove_prefix(name + 2);
  const auto colon = message.find(": ");
  if (message.substr(0, 11) == "parse error" && colon != std::string_view::npos) {
    message.remove_prefix(colon + 2);
  }
  const auto read = message.find("; last read: '");
  if (read != std::string_view::npos && message.size() > read + 60)
    message = message.substr(0, read);
  return readable(message);
}

/// Builds the Node bottom-up. `open_` is the chain of containers not yet closed.
class Builder : public nlohmann::json_sax<Json> {
 public:
  Builder(std::string_view text, const ParseLimits& limits) : text_(text), limits_(limits) {}

  Node take() { return std::move(root_); }

  bool null() override { return add({Node::Kind::null, 0, {}, {}, {}}); }
  bool boolean(bool value) override {
    return add({Node::Kind::boolean, 0, value ? "true" : "false", {}, {}});
  }
  bool number_integer(number_integer_t value) override { return number(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return number(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return number(text); }
  bool string(string_t& value) override {
    return add({Node::Kind::text, 0, std::move(value), {}, {}});
  }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Node::Kind::object); }
  bool start_array(std::size_t) override { return open(Node::Kind::array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    open_.back().keys.push_back(std::move(name));
    return true;
  }
  bool parse_error(std::size_t byte, const std::string&, const Json::exception& error) override {
    if (!is_utf8(text_)) throw_not_utf8("JSON", text_);
    const auto detail = json_detail(detail_of(error.what()));
    throw_malformed("JSON", place_in(text_, byte > 0 ? byte - 1 : 0), detail);
  }

 private:
  static constexpr std::size_t likely_members = 6;

  bool number(std::string text) { return add({Node::Kind::number, 0, std::move(text), {}, {}}); }

  bool open(Node::Kind kind) {
    if (open_.size() >= static_cast<std::size_t>(limits_.max_depth)) throw_too_deep(limits_);
    open_.push_back({kind, 0, {}, {}, {}});
    // most objects have a few members: growing from one would move each of them several times
    open_.back().items.reserve(likely_members);
    if (kind == Node::Kind::object) open_.back().keys.reserve(likely_members);
    return true;
  }

  bool close() {
    Node done = std::move(open_.back());
    open_.pop_back();
    return add(std::move(done));
  }

  bool add(Node node) {
    if (open_.empty()) {
      root_ = std::move(node);
    } else {
      open_.back().items.push_back(std::move(node));
    }
    return true;
  }

  std::string_view text_;
  const ParseLimits& limits_;
  Node root_;
  std::vector<Node> open_;
};

}  // namespace

Node parse_json(std::string_view text, const ParseLimits& limits) {
  require_size(text, limits);
  Builder builder(text, limits);
  Json::sax_parse(text.begin(), text.end(), &builder);
  return builder.take();
}

}  // namespace kezhuan
