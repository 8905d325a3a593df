#include "border.hpp"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "kezhuan/core/limits.hpp"
#include "results.hpp"
#include "types.hpp"

namespace nb = nanobind;

namespace kezhuan::python {

namespace {

using Form = Shape::Form;

/// How values of one Python type are taken.
enum class Taken {
  text,
  integer,
  real,
  mapping,
  sequence,
  record,
  code,
  day,
  moment,
  decimal,
  fraction,
  plain_text,  ///< its str(): UUID
  path,
  bytes,
  unordered,
  other,
};

/// One field of a dataclass.
struct RecordField {
  nb::object attribute;  ///< its name, interned
  std::string key;       ///< as in JSON
};

/// What is known of one Python type. Kept as long as the module: there are few.
struct KnownType {
  Taken taken = Taken::other;
  std::vector<RecordField> fields = {};  ///< of a dataclass
  std::string act = {};                  ///< of the class of an act
};

/// The classes of the standard library that values are told by. Never freed, as nothing may be
/// once the interpreter is gone.
struct Classes {
  nb::object date = look_up("datetime", "date");
  nb::object datetime = look_up("datetime", "datetime");
  nb::object decimal = look_up("decimal", "Decimal");
  nb::object fraction = look_up("fractions", "Fraction");
  nb::object uuid = look_up("uuid", "UUID");
  nb::object path = look_up("os", "PathLike");
  nb::object code = look_up("enum", "Enum");
  nb::object mapping = look_up("collections.abc", "Mapping");
  nb::object set = look_up("collections.abc", "Set");
  nb::object iterator = look_up("collections.abc", "Iterator");
  nb::object iterable = look_up("collections.abc", "Iterable");
  nb::object money = look_up("kezhuan._values", "Money");
  nb::object fields = look_up("dataclasses", "fields");
  // Names of members asked for again and again: made once.
  nb::str held = nb::str("_value_");  // without the property of that name, which is Python
  nb::str isoformat = nb::str("isoformat");
  nb::str act = nb::str("act");
  nb::str id = nb::str("id");
  nb::str actor = nb::str("actor");
  nb::str role = nb::str("role");
  nb::str happened = nb::str("happened");
  nb::str legacy = nb::str("legacy");

  static const Classes& get() {
    static const auto* classes = new Classes;
    return *classes;
  }
};

bool is_a(nb::handle type, const nb::object& base) {
  const int answer = PyObject_IsSubclass(type.ptr(), base.ptr());
  if (answer < 0) nb::raise_python_error();
  return answer == 1;
}

std::string_view utf8(nb::handle text) {
  Py_ssize_t size = 0;
  const char* bytes = PyUnicode_AsUTF8AndSize(text.ptr(), &size);
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(size)};
}

std::string class_name(nb::handle value) {
  nb::object name = nb::getattr(value.type(), "__qualname__", nb::none());
  return PyUnicode_Check(name.ptr()) ? std::string(utf8(name)) : std::string("?");
}

Taken taken_of(nb::handle type) {
  const auto& known = Classes::get();
  const auto* plain = reinterpret_cast<PyTypeObject*>(type.ptr());
  const auto has = [&](unsigned long flag) {
    return (PyType_GetFlags(const_cast<PyTypeObject*>(plain)) & flag) != 0;
  };
  if (is_a(type, known.code)) return Taken::code;
  if (has(Py_TPFLAGS_UNICODE_SUBCLASS)) return Taken::text;
  if (has(Py_TPFLAGS_LONG_SUBCLASS)) return Taken::integer;
  if (has(Py_TPFLAGS_BYTES_SUBCLASS) || type.is(reinterpret_cast<PyObject*>(&PyByteArray_Type)))
    return Taken::bytes;
  if (is_a(type, nb::borrow(reinterpret_cast<PyObject*>(&PyFloat_Type)))) return Taken::real;
  if (is_a(type, known.datetime)) return Taken::moment;
  if (is_a(type, known.date)) return Taken::day;
  if (is_a(type, known.decimal)) return Taken::decimal;
  if (is_a(type, known.fraction)) return Taken::fraction;
  if (is_a(type, known.uuid)) return Taken::plain_text;
  if (nb::hasattr(type, "__dataclass_fields__")) return Taken::record;
  if (is_a(type, known.mapping)) return Taken::mapping;
  if (is_a(type, known.set) || is_a(type, known.iterator)) return Taken::unordered;
  if (is_a(type, known.path)) return Taken::path;
  if (nb::hasattr(type, "__index__")) return Taken::integer;
  if (nb::hasattr(type, "__float__")) return Taken::real;
  return is_a(type, known.iterable) ? Taken::sequence : Taken::other;
}

std::vector<RecordField> fields_of(nb::handle type) {
  std::vector<RecordField> fields;
  for (nb::handle field : Classes::get().fields(type)) {
    nb::object name = field.attr("name");
    std::string key(utf8(name));
    if (!key.empty() && key.back() == '_') key.pop_back();  // "from_" is "from" in the documents
    PyObject* interned = name.release().ptr();
    PyUnicode_InternInPlace(&interned);
    fields.push_back({nb::steal(interned), std::move(key)});
  }
  return fields;
}

using Known = std::shared_ptr<const KnownType>;

Known known_type(nb::handle type) {
  // A type that is remembered is kept alive, so that its address stays its own. Bounded: what makes
  // types as it goes must not fill the memory.
  static auto* types = new std::unordered_map<PyObject*, Known>;
  if (const auto found = types->find(type.ptr()); found != types->end()) return found->second;
  auto known = std::make_shared<KnownType>();
  known->taken = taken_of(type);
  if (known->taken == Taken::record) {
    known->fields = fields_of(type);
    const nb::object act = nb::getattr(type, "act_type", nb::none());
    if (PyUnicode_Check(act.ptr())) known->act = utf8(act);
  }
  constexpr std::size_t most = 4096;
  if (types->size() >= most) return known;
  type.inc_ref();
  return types->emplace(type.ptr(), std::move(known)).first->second;
}

/// The shape inside what may be absent.
const Shape* inner(const Shape* shape) {
  while (shape != nullptr && shape->form == Form::optional) shape = shape->item;
  return shape;
}

const Shape* field_of(const Shape* shape, std::string_view key) {
  if (shape == nullptr || shape->form != Form::object) return nullptr;
  for (const auto& field : shape->object().fields) {
    if (field.name == key) return inner(field.shape);
  }
  return nullptr;
}

bool wants(const Shape* shape, Form form) { return shape != nullptr && shape->form == form; }

[[noreturn]] void refuse(const Place& place, Text what, Text remedy) {
  throw Error(ErrorCode::invalid, std::move(what), std::move(remedy), {}, place.to_text());
}

std::string key_of(nb::handle key, const Place& place) {
  const auto bytes = PyUnicode_Check(key.ptr()) ? utf8(key) : std::string_view();
  if (bytes.data() != nullptr) return std::string(bytes);
  PyErr_Clear();
  refuse(place, {"字典的键应为文字。", "the keys of a mapping are text."},
         {"用字段名作键。", "Use the names of the fields."});
}

class Reader {
 public:
  Node read(nb::handle value, const Place& place, const Shape* shape, std::size_t depth) {
    if (depth > limits::depth) {
      refuse(place,
             {"嵌套超过 " + std::to_string(limits::depth) + " 层，或者包含自身。",
              "nested deeper than " + std::to_string(limits::depth) + ", or within itself."},
             {"去掉多余的层次。", "Take out levels, or the loop."});
    }
    if (value.is_none()) return {};
    if (value.is(Py_True)) return scalar(Node::Kind::boolean, "true", place);
    if (value.is(Py_False)) return scalar(Node::Kind::boolean, "false", place);
    PyObject* plain = value.ptr();
    if (PyUnicode_CheckExact(plain)) return text(value, place);
    if (PyDict_CheckExact(plain)) return dict(value, place, shape, depth);
    if (PyList_CheckExact(plain) || PyTuple_CheckExact(plain)) {
      return sequence(value, place, shape, depth);
    }
    const auto type = known_type(value.type());
    switch (type->taken) {
      case Taken::text: return text(value, place);
      case Taken::integer: return integer(value, place, shape);
      case Taken::real: refuse_real(value, place, shape);
      case Taken::mapping: return mapping(value, place, shape, depth);
      case Taken::sequence: return sequence(value, place, shape, depth);
      case Taken::record: return record(value, *type, place, shape, depth);
      case Taken::code: return code(value, place, shape, depth);
      case Taken::day: return from_text(nb::getattr(value, Classes::get().isoformat)(), place);
      case Taken::moment: refuse_moment(value, place);
      case Taken::decimal: return decimal(value, place);
      case Taken::fraction:
      case Taken::plain_text: return from_text(nb::steal(PyObject_Str(plain)), place);
      case Taken::path: return from_text(value.attr("__fspath__")(), place);
      case Taken::bytes:
        refuse(place, {"这是字节串（bytes），不是文字。", "these are bytes, not text."},
               {"先解码：value.decode(\"utf-8\")。", "Decode them: value.decode(\"utf-8\")."});
      case Taken::unordered:
        refuse(place,
               {"集合或迭代器（" + class_name(value) + "）没有固定的顺序，或者只能读一次。",
                "a set or an iterator (" + class_name(value) +
                    ") has no order, or can be read only once."},
               {"先变成列表：list(value)。", "Make it a list: list(value)."});
      case Taken::other: break;
    }
    refuse(place,
           {"不认识的类型 " + class_name(value) + "。", "unknown type " + class_name(value) + "."},
           {"可用：str、bool、int、datetime.date、Decimal、Fraction、UUID、Enum、dict、列表和"
            "本软件包的类。",
            "Use str, bool, int, datetime.date, Decimal, Fraction, UUID, Enum, dict, list or the "
            "classes of this package."});
  }

 private:
  Node scalar(Node::Kind kind, std::string_view value, const Place& place) {
    bytes_ += value.size() + 8;
    if (bytes_ > limits::act_bytes) {
      refuse(place,
             {"超过 " + std::to_string(limits::act_bytes) + " 字节。",
              "more than " + std::to_string(limits::act_bytes) + " bytes."},
             {"大的内容作为佐证材料存放。", "Keep what is large as evidence."});
    }
    Node node;
    node.kind = kind;
    node.text = value;
    return node;
  }

  Node text(nb::handle value, const Place& place) {
    const auto bytes = utf8(value);
    if (bytes.data() == nullptr) {  // a surrogate by itself
      PyErr_Clear();
      refuse(place,
             {"文字里有孤立的代理码位，不是合格的 Unicode。",
              "there is a lone surrogate in the text: it is not good Unicode."},
             {"检查它从哪里读来，编码是否正确（如 errors=\"surrogateescape\"）。",
              "Look where it was read from and with which encoding (errors=\"surrogateescape\")."});
    }
    return scalar(Node::Kind::text, bytes, place);
  }

  /// `made` is the str that Python made of a value.
  Node from_text(const nb::object& made, const Place& place) {
    if (!made.is_valid()) nb::raise_python_error();
    if (!PyUnicode_Check(made.ptr())) {
      refuse(place, {"没有给出文字。", "it did not give a text."}, {});
    }
    return text(made, place);
  }

  Node integer(nb::handle value, const Place& place, const Shape* shape) {
    const auto number = nb::steal(PyNumber_Index(value.ptr()));
    if (!number.is_valid()) nb::raise_python_error();
    int overflow = 0;
    const long long small = PyLong_AsLongLongAndOverflow(number.ptr(), &overflow);
    if (overflow != 0) {
      refuse(place, {"整数超出 64 位。", "the integer does not fit 64 bits."},
             {"检查数值。", "Check the number."});
    }
    // An amount in whole yuan is exact.
    const bool is_text = wants(shape, Form::money) || wants(shape, Form::ratio);
    return scalar(is_text ? Node::Kind::text : Node::Kind::number, std::to_string(small), place);
  }

  [[noreturn]] void refuse_real(nb::handle value, const Place& place, const Shape* shape) {
    const auto written = nb::steal<nb::str>(PyObject_Repr(value.ptr()));
    const std::string shown = written.is_valid() ? written.c_str() : "…";
    if (!written.is_valid()) PyErr_Clear();
    if (wants(shape, Form::ratio)) {
      refuse(place,
             {"比例不能用浮点数（" + shown + "）：它不精确。",
              "a ratio cannot be a float (" + shown + "): it is not exact."},
             {"用 Fraction(1, 3)、Decimal(\"0.25\") 或文字 \"33.3%\"。",
              "Use Fraction(1, 3), Decimal(\"0.25\") or the text \"33.3%\"."});
    }
    if (wants(shape, Form::parsed) && shape->pattern == TextForm<Date>::pattern) {
      refuse(place,
             {"这里要日期，不是 " + shown + "。", "a date is wanted here, not " + shown + "."},
             {"用 datetime.date 或 \"2026-03-02\"。", "Use datetime.date or \"2026-03-02\"."});
    }
    refuse(place,
           {"不能用浮点数（" + shown + "）：它不精确。",
            "a float (" + shown + ") cannot be used: it is not exact."},
           {"金额用 decimal.Decimal(\"1234.56\")（由文字构造），数目用 int。",
            "For money use decimal.Decimal(\"1234.56\"), made from text; for a count an int."});
  }

  [[noreturn]] void refuse_moment(nb::handle value, const Place& place) {
    if (value.attr("tzinfo").is_none()) {
      refuse(place,
             {"这里要日期，不是日期加时刻（datetime）。", "a date is wanted here, not a datetime."},
             {"用 value.date()。", "Use value.date()."});
    }
    refuse(place,
           {"这里要日期；带时区的时刻是哪一天，要看在哪里。",
            "a date is wanted here; which day a time with a zone is depends on where."},
           {"用 value.astimezone(ZoneInfo(\"Asia/Shanghai\")).date()。",
            "Use value.astimezone(ZoneInfo(\"Asia/Shanghai\")).date()."});
  }

  /// Without exponent, and without noughts that say nothing beyond the second decimal.
  Node decimal(nb::handle value, const Place& place) {
    if (!nb::cast<bool>(value.attr("is_finite")())) {
      refuse(place, {"不是数（NaN 或无穷大）。", "not a number (NaN or infinite)."},
             {"检查它如何算出。", "Look how it was worked out."});
    }
    const int exponent = nb::cast<int>(value.attr("adjusted")());
    if (exponent > 40 || exponent < -40) {
      refuse(place, {"数值超出范围。", "the number is out of range."},
             {"检查数值。", "Check the number."});
    }
    const nb::object format = nb::str("f");
    nb::object made = nb::steal(PyObject_Format(value.ptr(), format.ptr()));
    if (!made.is_valid()) nb::raise_python_error();
    std::string digits(utf8(made));
    if (const auto point = digits.find('.'); point != digits.npos) {
      while (digits.size() > point + 3 && digits.back() == '0') digits.pop_back();
    }
    if (digits.find_first_not_of("-0.") == digits.npos && digits.front() == '-') {
      digits.erase(0, 1);  // what is nothing has no sign
    }
    if (PyObject_IsInstance(value.ptr(), Classes::get().money.ptr()) == 1) {
      const auto currency = nb::cast<std::string>(value.attr("currency"));
      if (currency != "CNY") digits = currency + " " + digits;
    }
    return scalar(Node::Kind::text, digits, place);
  }

  Node code(nb::handle value, const Place& place, const Shape* shape, std::size_t depth) {
    const nb::object held = nb::getattr(value, Classes::get().held);
    return read(held, place, shape, depth + 1);
  }

  void member(Node& node, std::string key, nb::handle value, const Place& place, const Shape* shape,
              std::size_t depth) {
    if (value.is_none()) return;
    const auto* wanted = field_of(shape, key);
    Node item = read(value, Place{&place, key, 0}, wanted, depth + 1);
    bytes_ += key.size();
    node.keys.push_back(std::move(key));
    node.items.push_back(std::move(item));
  }

  Node dict(nb::handle value, const Place& place, const Shape* shape, std::size_t depth) {
    Node node;
    node.kind = Node::Kind::object;
    PyObject* key = nullptr;
    PyObject* item = nullptr;
    Py_ssize_t at = 0;
    while (PyDict_Next(value.ptr(), &at, &key, &item) != 0) {
      // Held, because what is read of the item may run code that changes the dict.
      const auto held_key = nb::borrow(key);
      const auto held_item = nb::borrow(item);
      member(node, key_of(held_key, place), held_item, place, shape, depth);
    }
    return node;
  }

  Node mapping(nb::handle value, const Place& place, const Shape* shape, std::size_t depth) {
    Node node;
    node.kind = Node::Kind::object;
    for (nb::handle key : value) {
      const nb::object item = value[key];
      member(node, key_of(key, place), item, place, shape, depth);
    }
    return node;
  }

  Node record(nb::handle value, const KnownType& type, const Place& place, const Shape* shape,
              std::size_t depth) {
    Node node;
    node.kind = Node::Kind::object;
    node.keys.reserve(type.fields.size());
    node.items.reserve(type.fields.size());
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      const auto& field = type.fields[i];
      const auto item = nb::steal(PyObject_GetAttr(value.ptr(), field.attribute.ptr()));
      if (!item.is_valid()) nb::raise_python_error();
      // A list that may be absent is empty then.
      if (PyTuple_CheckExact(item.ptr()) && PyTuple_Size(item.ptr()) == 0) continue;
      member(node, field.key, item, place, shape, depth);
    }
    return node;
  }

  Node sequence(nb::handle value, const Place& place, const Shape* shape, std::size_t depth) {
    Node node;
    node.kind = Node::Kind::array;
    const Shape* wanted = wants(shape, Form::list) ? inner(shape->item) : nullptr;
    for (nb::handle item : value) {
      if (node.items.size() >= limits::list_items) {
        refuse(place,
               {"列表超过 " + std::to_string(limits::list_items) + " 项。",
                "a list of more than " + std::to_string(limits::list_items) + "."},
               {"分成几次办理。", "Do it in several acts."});
      }
      node.items.push_back(read(item, Place{&place, {}, node.items.size()}, wanted, depth + 1));
      bytes_ += 8;
    }
    return node;
  }

  std::size_t bytes_ = 0;
};

Node text_node(std::string_view text) {
  Node node;
  node.kind = Node::Kind::text;
  node.text = text;
  return node;
}

Node yes() {
  Node node;
  node.kind = Node::Kind::boolean;
  node.text = "true";
  return node;
}

void put(Node& node, std::string_view key, Node value) {
  node.keys.emplace_back(key);
  node.items.push_back(std::move(value));
}

/// What stands by that name in a submission.
const Shape* submission_field(std::string_view key, const ActType* type) {
  if (key == "happened") return &shape_of<Date>;
  return key == "data" && type != nullptr ? type->shape : nullptr;
}

void put_given(Node& node, std::string_view key, nb::handle value) {
  if (value.is_none()) return;
  const Place root;
  const auto* shape = submission_field(key, nullptr);
  put(node, key, Reader().read(value, Place{&root, key, 0}, shape, 1));
}

/// True or false, or nothing, which is false.
bool flag_from(nb::handle value, std::string_view key) {
  if (value.is(Py_True)) return true;
  if (value.is(Py_False) || value.is_none()) return false;
  const Place root;
  const auto written = std::string(key);
  refuse(Place{&root, key, 0},
         {"这里要 True 或 False，不是 " + class_name(value) + "。",
          "True or False is wanted here, not " + class_name(value) + "."},
         {"写 " + written + "=True 或 " + written + "=False。",
          "Write " + written + "=True or " + written + "=False."});
}

/// What a whole submission has that is a mapping already.
Node from_mapping(nb::handle value, nb::handle happened, const Actor& actor, nb::handle id,
                  bool legacy) {
  const nb::object name = nb::borrow(value).attr("get")("act");
  const auto* type = PyUnicode_Check(name.ptr()) ? find_act_type(utf8(name)) : nullptr;
  PyErr_Clear();
  const Place root;
  Node node;
  node.kind = Node::Kind::object;
  for (nb::handle key : value) {
    const nb::object item = value[key];
    if (item.is_none()) continue;
    const auto written = key_of(key, root);
    const Shape* shape = submission_field(written, type);
    put(node, written, Reader().read(item, Place{&root, written, 0}, shape, 1));
  }
  const auto add = [&](const char* key, nb::handle given) {
    if (node.find(key) == nullptr) put_given(node, key, given);
  };
  add("happened", happened);
  add("id", id);
  add("actor", actor.name);
  add("role", actor.role);
  if (legacy && node.find("legacy") == nullptr) put(node, "legacy", yes());
  return node;
}

}  // namespace

Node to_node(nb::handle value, const Shape* shape, const Place& place) {
  return Reader().read(value, place, inner(shape), 0);
}

Node submission_node(nb::handle value, nb::handle happened, const Actor& actor, nb::handle id,
                     bool legacy) {
  const auto kept = known_type(value.type());
  const auto& known = *kept;
  if (known.taken == Taken::mapping) return from_mapping(value, happened, actor, id, legacy);
  const auto& name = Classes::get();
  if (known.taken == Taken::record && known.act.empty() && nb::hasattr(value, name.act)) {
    const auto own = [&](const nb::str& key) { return nb::getattr(value, key, nb::none()); };
    const nb::object own_actor = own(name.actor);
    const nb::object own_role = own(name.role);
    return submission_node(own(name.act), own(name.happened),
                           {own_actor.is_none() ? actor.name : own_actor,
                            own_actor.is_none() && own_role.is_none() ? actor.role : own_role},
                           own(name.id), flag_from(own(name.legacy), "legacy"));
  }
  const Place root;
  if (known.act.empty()) {
    refuse(root,
           {"这不是业务动作，而是 " + class_name(value) + "。",
            "this is not an act but " + class_name(value) + "."},
           {"用 kezhuan.acts 里的类、kezhuan.Submission，或含 act、happened、data 的 dict。",
            "Use a class of kezhuan.acts, a kezhuan.Submission, or a dict with act, happened and "
            "data."});
  }
  const auto* type = find_act_type(known.act);
  Node node;
  node.kind = Node::Kind::object;
  put(node, "act", text_node(known.act));
  put_given(node, "happened", happened);
  put_given(node, "id", id);
  put_given(node, "actor", actor.name);
  put_given(node, "role", actor.role);
  if (legacy) put(node, "legacy", yes());
  put(node, "data",
      Reader().read(value, Place{&root, "data", 0}, type == nullptr ? nullptr : type->shape, 1));
  return node;
}

}  // namespace kezhuan::python
