#include "exchange/plan.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/edit_distance.hpp"
#include "core/scan.hpp"
#include "exchange/cells.hpp"
#include "kezhuan/core/forms.hpp"

namespace kezhuan {

namespace {

using Form = Shape::Form;

constexpr std::array special_keys = {"column", "created", "own", "sum", "each", "split", "part"};

const Shape& unwrapped(const Shape& shape) {
  const auto* inner = &shape;
  while (inner->form == Form::optional) inner = inner->item;
  return *inner;
}

bool is_date(const Shape& shape) {
  return shape.form == Form::parsed && shape.pattern == TextForm<Date>::pattern;
}

/// The first key that says how a value is made; nullptr when the object is the value itself.
const char* special_key(const Node& node) {
  for (const auto* key : special_keys) {
    if (node.find(key) != nullptr) return key;
  }
  return nullptr;
}

/// Whether its values are yes and no: what is neither of these words has to be asked about.
bool maps_to_yes_or_no(const ColumnRule& column) {
  if (!column.values) return false;
  bool has_yes = false;
  for (const auto& [written, value] : column.values->items) {
    has_yes = has_yes || reads_as_yes(value);
    if (!reads_as_yes(value) && !reads_as_no(value)) return false;
  }
  return has_yes;
}

/// Checks a mapping against the acts it names, and works out how values come about.
class Compiler {
 public:
  explicit Compiler(const MappingFile& file) : file_(file) {}

  MappingPlan compile() {
    const Place root;
    plan_.id = file_.mapping;
    plan_.title = file_.title;
    plan_.columns = file_.columns;
    for (auto& column : plan_.columns) {
      if (!column.yes_no) column.yes_no = maps_to_yes_or_no(column);
    }
    plan_.uses.resize(plan_.columns.size());
    needed_.resize(plan_.columns.size());
    plan_.is_grouped = file_.group.value_or(false);
    check_columns(root);
    plan_.key = columns_of(file_.key, Place{&root, "key"});
    for (std::size_t i = 0; i < file_.acts.size(); ++i) {
      const Place acts{&root, "acts"};
      add_act(file_.acts[i], Place{&acts, {}, i});
    }
    if (!reading_.problems().empty()) throw Error(ErrorCode::config, reading_.problems());
    for (std::size_t i = 0; i < needed_.size(); ++i) {
      if (needed_[i]) plan_.uses[i].none_is_blank = false;
    }
    for (const auto column : plan_.key) plan_.uses[column].none_is_blank = true;
    return std::move(plan_);
  }

 private:
  void report(const Place& place, const Node* node, Text what, Text remedy = {}) {
    reading_.report(place, node, std::move(what), std::move(remedy));
  }

  void check_columns(const Place& root) {
    const Place list{&root, "columns"};
    for (std::size_t i = 0; i < file_.columns.size(); ++i) {
      const auto& column = file_.columns[i];
      const Place place{&list, {}, i};
      for (std::size_t j = 0; j < i; ++j) {
        if (file_.columns[j].name != column.name) continue;
        report(place, nullptr,
               {"列“" + column.name + "”写了两次。",
                "column " + kezhuan::quoted(column.name) + " is there twice."});
      }
      if (column.unit && !find_money_unit(*column.unit)) {
        report(place, nullptr,
               {"不认识的金额单位“" + *column.unit + "”。",
                "unknown unit of money " + kezhuan::quoted(*column.unit) + "."},
               {"可用：元、千元、万元、百万元、亿元，或 USD、万美元 等外币。",
                "One of 元, 千元, 万元, 百万元, 亿元, or of another currency: USD, 万美元."});
      }
    }
  }

  std::optional<std::size_t> find_column(std::string_view name, const Place& place,
                                         const Node* node) {
    for (std::size_t i = 0; i < file_.columns.size(); ++i) {
      if (file_.columns[i].name == name) return i;
    }
    report(place, node,
           {"columns 里没有“" + shortened(name) + "”这一列。",
            "there is no column " + kezhuan::quoted(name) + " under columns."},
           {"先在 columns 中写上它，或改正列名。", "Add it under columns, or mend the name."});
    return std::nullopt;
  }

  std::vector<std::size_t> columns_of(const std::vector<std::string>& names, const Place& place) {
    std::vector<std::size_t> columns;
    for (const auto& name : names) {
      if (const auto column = find_column(name, place, nullptr)) columns.push_back(*column);
    }
    return columns;
  }

  /// One name, or a list of them.
  std::vector<std::size_t> columns_of(const Node& node, const Place& place) {
    std::vector<std::size_t> columns;
    const auto add = [&](const Node& each) {
      std::string_view name;
      if (!read_text(reading_, each, place, name)) return;
      if (const auto column = find_column(name, place, &each)) columns.push_back(*column);
    };
    if (node.kind == Node::Kind::array) {
      for (const auto& each : node.items) add(each);
    } else {
      add(node);
    }
    if (columns.empty() && node.items.empty() && node.kind == Node::Kind::array) {
      report(place, &node, {"至少写一列。", "name at least one column."});
    }
    return columns;
  }

  void add_act(const ActTemplate& given, const Place& place) {
    PlannedAct act;
    act.type = find_act_type(given.act);
    if (act.type == nullptr) {
      report(place, &given.data.node,
             {"没有名为“" + shortened(given.act) + "”的业务动作。",
              "there is no act called " + kezhuan::quoted(given.act) + "."},
             {"全部动作见 kezhuan schema。", "`kezhuan schema` lists all acts."});
      return;
    }
    act.name = given.name.value_or(given.act);
    const auto same = [&](const PlannedAct& other) { return other.name == act.name; };
    if (std::any_of(plan_.acts.begin(), plan_.acts.end(), same)) {
      report(place, &given.data.node,
             {"代号“" + act.name + "”已经用过。",
              "the name " + kezhuan::quoted(act.name) + " is taken."},
             {"同一种动作出现两次时，各写一个 name。", "Give each of two like acts a name."});
    }
    act.gives_id = act.type->creates.has_value();
    act.when = columns_of(given.when, Place{&place, "when"});
    if (const auto& said = given.when_says) {
      const Place when_says{&place, "when_says"};
      const auto column = find_column(said->column, Place{&when_says, "column"}, nullptr);
      if (column) act.says = SaidCell{*column, said->words};
    }
    act.unless_no = columns_of(given.unless_no, Place{&place, "unless_no"});
    act.undenied = columns_of(given.undenied, Place{&place, "undenied"});
    act.per = columns_of(given.per, Place{&place, "per"});
    sources_ = &act.sources;
    is_needed_ = act.when.empty() && !act.says;  // an act that need not be done needs no column
    const Place happened{&place, "happened"};
    act.happened = piece(given.happened.node, shape_of<Date>, true, happened, "/happened");
    const Place data{&place, "data"};
    if (given.data.node.kind != Node::Kind::object) {
      report(data, &given.data.node, {"应为对象。", "must be an object."});
    } else {
      act.data = object(given.data.node, act.type->shape->object(), data, "");
      act.data.shape = act.type->shape;
    }
    plan_.acts.push_back(std::move(act));
  }

  Piece piece(const Node& node, const Shape& given, bool is_required, const Place& place,
              const std::string& pointer) {
    const auto& shape = unwrapped(given);
    Piece made;
    made.shape = &shape;
    made.is_required = is_required;
    const bool was_needed = std::exchange(is_needed_, is_needed_ && is_required);
    fill(made, node, place, pointer);
    is_needed_ = was_needed;
    return made;
  }

  void fill(Piece& made, const Node& node, const Place& place, const std::string& pointer) {
    const auto& shape = *made.shape;
    if (node.kind == Node::Kind::object) {
      if (const auto* key = special_key(node)) {
        return special(made, node, key, place, pointer);
      }
      if (shape.form == Form::object) {
        auto filled = object(node, shape.object(), place, pointer);
        made.kind = filled.kind;
        made.keys = std::move(filled.keys);
        made.items = std::move(filled.items);
        return;
      }
      report_no_value(node, place);
    } else if (node.kind == Node::Kind::array) {
      list(made, node, place, pointer);
    } else {
      made.kind = Piece::Kind::literal;
      made.node = literal(node, shape, place);
    }
  }

  void report_no_value(const Node& node, const Place& place) {
    Text remedy;
    std::size_t least = 4;
    for (const auto& key : node.keys) {
      for (const std::string_view known : special_keys) {
        const auto distance = edit_distance(key, known);
        if (distance >= std::min(least, known.size())) continue;
        least = distance;
        const std::string name(known);
        remedy = {"是否想写“" + name + "”？", "Did you mean " + kezhuan::quoted(name) + "?"};
      }
    }
    std::string known;
    for (const auto* key : special_keys) known += (known.empty() ? "" : ", ") + std::string(key);
    remedy.zh += "可用：" + known + "。";
    remedy.en += (remedy.en.empty() ? "" : " ") + ("One of: " + known + ".");
    report(place, &node,
           {"这里应是一个值，或 {column: 列名}。", "a value or {column: NAME} belongs here."},
           std::move(remedy));
  }

  std::optional<Node> literal(const Node& node, const Shape& shape, const Place& place) {
    if (shape.form == Form::object || shape.form == Form::list) {
      report(place, &node, {"这里应是对象或列表。", "an object or a list belongs here."});
      return std::nullopt;
    }
    try {
      auto value = node_of_cell(node.text, shape, {}, {});
      value.line = node.line;
      return value;
    } catch (const Error& error) {
      reading_.report_error(place, &node, error);
      return std::nullopt;
    }
  }

  Piece object(const Node& node, const ObjectShape& shape, const Place& place,
               const std::string& pointer) {
    Piece made;
    made.kind = Piece::Kind::object;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      const auto& key = node.keys[i];
      const auto field = std::find_if(shape.fields.begin(), shape.fields.end(),
                                      [&](const FieldShape& each) { return each.name == key; });
      if (field == shape.fields.end()) {
        std::vector<std::string_view> known;
        for (const auto& each : shape.fields) known.push_back(each.name);
        reading_.report_unknown(place, node.items[i], key, known);
        continue;
      }
      made.keys.push_back(key);
      made.items.push_back(piece(node.items[i], *field->shape, field->is_required,
                                 Place{&place, key, i}, pointer + "/" + key));
      made.items.back().is_number = (field->doc.marks & refer_by) != 0;
    }
    for (const auto& field : shape.fields) {
      if (field.is_required && node.find(field.name) == nullptr) {
        reading_.report_missing(place, node, field.doc);
      }
    }
    return made;
  }

  void list(Piece& made, const Node& node, const Place& place, const std::string& pointer) {
    made.kind = Piece::Kind::list;
    if (made.shape->form != Form::list) {
      report(place, &node, {"这里不是列表。", "this is no list."});
      return;
    }
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      // A split inside a list is that list's.
      const bool is_split = node.items[i].find("split") != nullptr;
      made.items.push_back(piece(node.items[i], is_split ? *made.shape : *made.shape->item, false,
                                 Place{&place, {}, i}, pointer));
    }
  }

  using Names = std::vector<std::string_view>;

  void allow_keys(const Node& node, const Place& place, const Names& known) {
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
      if (std::find(known.begin(), known.end(), node.keys[i]) != known.end()) continue;
      reading_.report_unknown(place, node.items[i], node.keys[i], known);
    }
  }

  void special(Piece& made, const Node& node, std::string_view key, const Place& place,
               const std::string& pointer) {
    const auto& value = *node.find(key);
    if (key == "column") return cell(made, node, value, place, pointer);
    if (key == "created") return created(made, node, value, place);
    if (key == "own") return own(made, node, value, place);
    if (key == "sum") return sum(made, node, value, place, pointer);
    if (key == "part") return part(made, node, place, pointer);
    return each(made, node, value, key, place, pointer);
  }

  void part(Piece& made, const Node& node, const Place& place, const std::string& pointer) {
    made.kind = Piece::Kind::part;
    allow_keys(node, place, {"part"});
    made.columns = split_columns_;
    note_sources(made, pointer);
    if (split_columns_.size() != 1) {
      report(place, &node,
             {"part 只用在 split 的 item 里。", "part belongs in the item of a split."});
    }
  }

  void note_sources(const Piece& made, const std::string& pointer) {
    for (const auto column : made.columns) sources_->push_back({pointer, column});
  }

  /// 无 is an answer where yes or no is asked, and a text where there has to be one.
  void note_uses(const Piece& made, const Shape& inner, bool is_needed) {
    for (const auto column : made.columns) {
      auto& use = plan_.uses[column];
      use.none_is_blank = true;
      if (is_needed || inner.form == Form::boolean) needed_[column] = true;
      if (is_date(inner)) use.form = ColumnUse::Form::date;
      if (inner.form == Form::money) use.form = ColumnUse::Form::money;
    }
  }

  void cell(Piece& made, const Node& node, const Node& value, const Place& place,
            const std::string& pointer) {
    made.kind = Piece::Kind::cell;
    allow_keys(node, place, {"column", "default", "else", "legacy"});
    made.columns = columns_of(value, place);
    note_sources(made, pointer);
    const auto& inner = made.shape->form == Form::list ? unwrapped(*made.shape->item) : *made.shape;
    note_uses(made, inner,
              is_needed_ && node.find("default") == nullptr && node.find("else") == nullptr);
    if (inner.form == Form::object) {
      report(place, &node, {"一列填不了一个对象。", "one column cannot fill an object."},
             {"把对象的各项分别写上列。", "Name a column for each of its fields."});
      return;
    }
    if (const auto* other = node.find("else")) {
      made.items.push_back(
          piece(*other, *made.shape, made.is_required, Place{&place, "else"}, pointer));
    }
    if (const auto* old = node.find("legacy")) made.legacy = literal(*old, inner, place);
    const auto* fallback = node.find("default");
    if (fallback == nullptr) return;
    made.is_today = is_date(*made.shape) && fallback->text == "today";
    if (!made.is_today) made.node = literal(*fallback, inner, place);
  }

  void created(Piece& made, const Node& node, const Node& value, const Place& place) {
    made.kind = Piece::Kind::created;
    allow_keys(node, place, {"created"});
    const auto act =
        std::find_if(plan_.acts.begin(), plan_.acts.end(),
                     [&](const PlannedAct& other) { return other.name == value.text; });
    if (act == plan_.acts.end() || !act->gives_id) {
      report(place, &value,
             {"前面没有名为“" + shortened(value.text) + "”、会建立记录的动作。",
              "no act before this one is called " + kezhuan::quoted(value.text) +
                  " and creates a record."});
      return;
    }
    made.which = static_cast<std::size_t>(act - plan_.acts.begin());
    require_reference(made, node, place);
  }

  void own(Piece& made, const Node& node, const Node& value, const Place& place) {
    made.kind = Piece::Kind::own;
    allow_keys(node, place, {"own"});
    if (value.text != "institution") {
      report(place, &value, {"只有 own: institution。", "there is only own: institution."});
    }
    require_reference(made, node, place);
  }

  void require_reference(const Piece& made, const Node& node, const Place& place) {
    if (made.shape->form == Form::reference) return;
    report(place, &node, {"这里不是对其他记录的引用。", "this field refers to no record."});
  }

  void sum(Piece& made, const Node& node, const Node& value, const Place& place,
           const std::string& pointer) {
    made.kind = Piece::Kind::sum;
    allow_keys(node, place, {"sum", "of"});
    made.columns = columns_of(value, place);
    if (const auto* whole = node.find("of")) {
      const auto more = columns_of(*whole, place);
      made.columns.insert(made.columns.end(), more.begin(), more.end());
    }
    note_sources(made, pointer);
    note_uses(made, shape_of<Money>, is_needed_);
    const auto most = made.shape->form == Form::ratio ? 2U : 1U;
    if (made.columns.empty() || made.columns.size() > most ||
        (made.shape->form != Form::money && made.shape->form != Form::ratio)) {
      report(place, &node,
             {"sum 填金额，或以 of 填比例。", "sum fills money or, with `of`, a ratio."});
    }
  }

  /// Either of the two that fill a list.
  void each(Piece& made, const Node& node, const Node& value, std::string_view key,
            const Place& place, const std::string& pointer) {
    const bool is_split = key == "split";
    made.kind = is_split ? Piece::Kind::split : Piece::Kind::each;
    allow_keys(node, place, is_split ? Names{key, "item"} : Names{key, "item", "once", "when"});
    made.columns = columns_of(value, place);
    if (const auto* once = is_split ? nullptr : node.find("once")) {
      read_value(reading_, *once, Place{&place, "once"}, made.is_once);
    }
    if (const auto* when = is_split ? nullptr : node.find("when")) {
      made.when = columns_of(*when, Place{&place, "when"});
    }
    if (is_split) note_uses(made, *made.shape, false);
    const auto* item = node.find("item");
    if (item == nullptr || made.shape->form != Form::list) {
      report(place, &node,
             {"each、split 填列表，并写 item。", "each and split fill a list and need an item."});
      return;
    }
    const auto around = split_columns_;
    if (is_split) split_columns_ = made.columns;
    made.items.push_back(piece(*item, *made.shape->item, true, Place{&place, "item"}, pointer));
    split_columns_ = around;
  }

  const MappingFile& file_;
  Reading reading_;
  MappingPlan plan_;
  std::vector<FieldSource>* sources_ = nullptr;
  std::vector<std::size_t> split_columns_;  // of the split around what is compiled
  bool is_needed_ = true;                   // what is compiled, and all around it
  std::vector<bool> needed_;                // columns that some field cannot do without
};

Node scalar(Node::Kind kind, std::string text) { return {kind, 0, std::move(text), {}, {}}; }

/// What `read` makes of it; a refusal says which words the mapping knows.
template <class Read>
auto read_with_values(const ColumnRule& column, Read read) {
  try {
    return read();
  } catch (const Error& error) {
    if (!column.values || column.values->items.empty()) throw;
    auto problem = error.problems().front();
    std::string words;
    for (const auto& [written, value] : column.values->items) {
      words += (words.empty() ? "" : "、") + written;
    }
    problem.remedy.zh = "可写：" + words + "；" + problem.remedy.zh;
    problem.remedy.en = "May be written: " + words + "; " + problem.remedy.en;
    throw Error(error.code(), {problem});
  }
}

}  // namespace

MappingPlan compile(const MappingFile& file) { return Compiler(file).compile(); }

std::string_view meaning_of(std::string_view cell, const ColumnRule& column) {
  if (!column.values) return cell;
  const auto plain = trimmed(cell);
  for (const auto& [written, value] : column.values->items) {
    if (written == plain) return value;
  }
  return cell;
}

bool boolean_of(std::string_view cell, const ColumnRule& column) {
  const auto value = meaning_of(cell, column);
  return read_with_values(column, [&] { return boolean_of_cell(value); });
}

Node node_of_cell(std::string_view cell, const Shape& shape, const ColumnRule& column,
                  std::string_view unit) {
  const auto value = meaning_of(cell, column);
  const auto text = [&] {
    return column.literal.value_or(false) ? text_of_cell(value) : name_of_cell(value);
  };
  switch (shape.form) {
    case Form::boolean:
      return scalar(Node::Kind::boolean, boolean_of(cell, column) ? "true" : "false");
    case Form::integer: return scalar(Node::Kind::number, integer_of_cell(value));
    case Form::money: return scalar(Node::Kind::text, money_of_cell(value, unit));
    case Form::ratio: return scalar(Node::Kind::text, ratio_of_cell(value));
    case Form::code:
      return read_with_values(column, [&] {
        return scalar(Node::Kind::text, std::string(code_of_cell(value, shape.codes)));
      });
    case Form::optional: return node_of_cell(cell, *shape.item, column, unit);
    case Form::list: {
      Node list{Node::Kind::array, 0, {}, {}, {}};
      for (const auto& part : parts_of_cell(value)) {
        list.items.push_back(node_of_cell(part, *shape.item, column, unit));
      }
      return list;
    }
    case Form::reference:
    case Form::parsed: {
      if (is_date(shape)) return scalar(Node::Kind::text, date_of_cell(value));
      std::string storage;
      return scalar(Node::Kind::text, std::string(narrowed(text(), storage)));
    }
    case Form::text:
    case Form::personal:
    case Form::object:
    case Form::own: break;
  }
  return scalar(Node::Kind::text, text());
}

std::string without_places(std::string_view pointer) {
  std::string out;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const auto part = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(part.size());
    if (!is_digits(part)) out.append("/").append(part);
  }
  return out;
}

}  // namespace kezhuan
