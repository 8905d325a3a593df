#include <algorithm>
#include <set>
#include <utility>

#include "exchange/cells.hpp"
#include "kezhuan/core/sha256.hpp"
#include "kezhuan/core/write.hpp"
#include "kezhuan/exchange/importer.hpp"
#include "kezhuan/exchange/text_file.hpp"

namespace kezhuan {

namespace {

constexpr std::size_t max_line_bytes = ParseLimits{}.max_bytes;

/// "2:17" or "2:/data": the line inside a document of one line says nothing.
std::string within(std::string_view place) {
  const auto colon = place.find(':');
  return std::string(colon == std::string_view::npos ? place : place.substr(colon + 1));
}

Node text_node(std::string text) { return {Node::Kind::text, 0, std::move(text), {}, {}}; }

void add_text(Node& object, std::string_view key, std::string text) {
  object.keys.emplace_back(key);
  object.items.push_back(text_node(std::move(text)));
}

Uuid id_of_content(std::string_view what, const std::string& content) {
  return uuid_of(sha256("kezhuan act " + std::string(what) + " " + content));
}

/// Acts that may hold personal values.
bool may_be_personal(std::string_view act) {
  static const auto acts = [] {
    std::set<std::string_view> found;
    for (const auto& type : act_types()) {
      const auto fields = type.fields();
      const bool is_one =
          std::any_of(fields.begin(), fields.end(), [](const auto& one) { return one.personal; });
      if (is_one) found.insert(type.name);
    }
    return found;
  }();
  return acts.contains(act);
}

/// Whether it holds personal values: a hash of them must not stay when they are erased.
bool is_personal(Submission& submission) {
  bool found = false;
  submission.act.visit_personal([&](Personal& personal) { found |= !personal.value.empty(); });
  return found;
}

Text remedy_for_other_encodings() {
  return {
      "业务动作须是 UTF-8：在编辑器中另存为 UTF-8，或转换，如 iconv -f GB18030 -t UTF-8 原文件 > "
      "新文件（UTF-16 的写 -f UTF-16）。",
      "Acts are UTF-8: save it so in the editor, or convert it, as iconv -f GB18030 -t UTF-8 OLD > "
      "NEW (-f UTF-16 of UTF-16)."};
}

[[noreturn]] void throw_personal_without_name() {
  throw Error(
      ErrorCode::invalid,
      {"含个人信息的动作没有写编号，也没有写 id，再导一次会重复。",
       "an act with personal values has neither number nor id: taken in again it would be "
       "there twice."},
      {"写明编号（data 里的 number）或动作的 id；个人信息不用来算标识，删除后才不留痕迹。",
       "State a number (in data) or the act's id; personal values are not made into ids, so "
       "that nothing of them is left when they are erased."},
      "REG-05", "/id");
}

/// An act without an id, and what it creates, get theirs from what it says, so that the same file
/// twice changes nothing. False when it has one.
bool name_by_content(Node& document) {
  if (document.kind != Node::Kind::object || document.find("id") != nullptr) return false;
  const auto content = to_json(document);
  const auto* name = document.find("act");
  const auto* type = name == nullptr ? nullptr : find_act_type(name->text);
  const auto data = std::find(document.keys.begin(), document.keys.end(), "data");
  if (type != nullptr && type->creates && data != document.keys.end()) {
    auto& object = document.items[static_cast<std::size_t>(data - document.keys.begin())];
    if (object.kind == Node::Kind::object && object.find("id") == nullptr) {
      add_text(object, "id", id_of_content("created", content).to_text());
    }
  }
  add_text(document, "id", id_of_content("itself", content).to_text());
  return true;
}

class JsonLines final : public RecordSource {
 public:
  JsonLines(std::string name, ReadBytes read, bool legacy)
      : file_(std::move(name), std::move(read), Encoding::utf_8), legacy_(legacy) {}

  const std::string& name() const override { return file_.name(); }
  std::uint64_t bytes_read() const override { return file_.bytes_read(); }

  bool next(ImportRecord& record) override {
    record = {};
    do {
      if (!read_line(record.text)) return false;
    } while (trimmed(record.text).empty());
    record.line = line_;
    try {
      record.acts.push_back(read_document(record.text));
    } catch (const Error& error) {
      for (auto problem : error.problems()) record.problems.push_back(at(record, problem));
    }
    return true;
  }

  Problem locate(const ImportRecord& record, const ImportAct&, Problem problem) const override {
    const auto pointer = problem.place.empty() ? "" : ":/data" + problem.place;
    problem.place = name() + ":" + std::to_string(record.line) + pointer;
    return problem;
  }

  std::vector<std::pair<Kind, std::string>> made_by(const ImportRecord& record) const override {
    if (record.acts.empty()) return {};
    const auto& act = record.acts.front().submission.act;
    auto number = act.given_number();
    if (!number || !act.type().creates) return {};
    return {{*act.type().creates, *std::move(number)}};
  }

  std::string key_of(const ImportRecord& record) const override {
    const auto& id = record.acts.front().submission.id;
    return id ? id->to_text() : std::string();
  }

 private:
  ImportAct read_document(const std::string& text) const {
    auto node = parse_json(text);
    // What was rejected stands in its own line beside the reasons.
    if (const auto* rejected = node.find("rejected")) node = Node(*rejected);
    auto act = named(node);
    act.submission.legacy = act.submission.legacy || legacy_;
    return act;
  }

  static ImportAct named(Node& node) {
    const auto* act = node.find("act");
    if (node.find("id") == nullptr && act != nullptr && may_be_personal(act->text)) {
      auto submission = read_submission(node);
      if (is_personal(submission)) {
        const auto number = submission.act.given_number();
        if (!number) throw_personal_without_name();
        submission.id = id_of_content("numbered", act->text + " " + *number);
        return {std::move(submission)};
      }
    }
    const bool is_named = name_by_content(node);
    return {read_submission(node), 0, false, is_named};
  }

  Problem at(const ImportRecord& record, Problem problem) const {
    problem.place = name() + ":" + std::to_string(record.line) + ":" + within(problem.place);
    return problem;
  }

  bool read_line(std::string& line) {
    std::size_t end = 0;
    while ((end = text_.find('\n', at_)) == std::string::npos) {
      if (text_.size() - at_ > max_line_bytes) throw_too_long();
      text_.erase(0, at_);
      at_ = 0;
      if (!read_piece()) break;
    }
    if (end == std::string::npos && text_.empty()) return false;
    line = text_.substr(at_, end == std::string::npos ? end : end - at_);
    at_ = end == std::string::npos ? text_.size() : end + 1;
    ++line_;
    if (end == std::string::npos) {
      text_.clear();
      at_ = 0;
    }
    return true;
  }

  /// Acts are UTF-8: what a sheet may be, and options for it, are of no help here.
  bool read_piece() {
    try {
      return file_.read(text_);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::invalid) throw;
      auto problems = error.problems();
      problems.front().remedy = remedy_for_other_encodings();
      throw Error(error.code(), std::move(problems));
    }
  }

  [[noreturn]] void throw_too_long() const {
    const auto limit = std::to_string(max_line_bytes);
    throw Error(ErrorCode::invalid,
                {"这一行超过 " + limit + " 字节。", "this line has more than " + limit + " bytes."},
                {"一行一个业务动作。", "One act a line."}, {},
                name() + ":" + std::to_string(line_ + 1));
  }

  TextFile file_;
  bool legacy_;
  std::string text_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
};

}  // namespace

std::unique_ptr<RecordSource> read_acts(std::string name, ReadBytes read, bool legacy) {
  return std::make_unique<JsonLines>(std::move(name), std::move(read), legacy);
}

}  // namespace kezhuan
