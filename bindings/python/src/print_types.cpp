// Prints the Python modules `models` and `acts` from what the types say of themselves.
//
//     print_types FOLDER 3.11
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>

#include "kezhuan/acts/table.hpp"
#include "types.hpp"

namespace kezhuan::python {

namespace {

using Form = Shape::Form;

constexpr std::string_view head =
    R"(# Printed when the package is built, from what the types say of themselves.
from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Sequence

)";

/// A text inside a Python string.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string quoted(std::string_view text) { return '"' + escaped(text) + '"'; }

/// Names an enum's class has itself.
std::string member_name(std::string_view code) {
  auto name = python_name(code);
  for (const auto* taken : {"name", "value", "zh", "en", "text", "mro"}) {
    if (name == taken) name += '_';
  }
  return name;
}

std::string class_of(const Shape& shape) {
  const auto name = name_of_type(shape);
  if (name.empty()) throw std::logic_error("a type without a name");
  return std::string(name);
}

/// The annotation of a value; what may be absent is said by the field.
std::string type_of(const Shape& shape) {
  switch (shape.form) {
    case Form::text:
    case Form::personal: return "str";
    case Form::boolean: return "bool";
    case Form::integer: return "int";
    case Form::money: return "Decimal";
    case Form::ratio: return "Fraction";
    case Form::reference: return "Ref";
    case Form::parsed:
      if (shape.pattern == TextForm<Date>::pattern) return "datetime.date";
      if (shape.pattern == TextForm<Timestamp>::pattern) return "datetime.datetime";
      if (shape.pattern == TextForm<Uuid>::pattern) return "uuid.UUID";
      return "str";
    case Form::code:
    case Form::object: return class_of(shape);
    case Form::optional: return type_of(*shape.item) + " | None";
    case Form::list: return "Sequence[" + type_of(*shape.item) + "]";
    case Form::own: return "Text";
  }
  throw std::logic_error("a form without a type");
}

std::string type_of(const FieldShape& field) {
  const auto* codes = codes_in(field);
  return codes == nullptr ? type_of(*field.shape) : "Sequence[" + class_of(*codes) + "]";
}

std::string default_of(const FieldShape& field) {
  if (field.is_required) return {};
  return field.shape->form == Form::list ? "()" : "None";
}

std::string doc_of(const FieldShape& field) {
  const auto& doc = field.doc;
  auto text = std::string(doc.zh) + " / " + std::string(doc.en);
  const Shape* shape = field.shape;
  while (shape->item != nullptr) shape = shape->item;
  if (shape->form == Form::parsed || shape->form == Form::money || shape->form == Form::ratio) {
    const auto name = shape->form == Form::parsed ? shape->name : StaticText{};
    if (!name.zh.empty() && shape->pattern != TextForm<Date>::pattern &&
        shape->pattern != TextForm<Uuid>::pattern) {
      text += " (" + std::string(name.zh) + " / " + std::string(name.en) + ")";
    }
  }
  if (!doc.rule.empty()) text += " [" + std::string(doc.rule) + "]";
  if (shape->form == Form::personal) text += " (个人信息 / personal)";
  if ((doc.marks & confidential) != 0) text += " (保密 / confidential)";
  if ((doc.marks & amendable) != 0) text += " (可更正 / amendable)";
  return text;
}

class Printer {
 public:
  explicit Printer(bool has_keyword_only) : has_keyword_only_(has_keyword_only) {}

  void print(std::string_view text) { out_ += text; }
  const std::string& text() const { return out_; }

  void print_code(const NamedType& type) {
    out_ += "class " + std::string(type.name) + "(Code):\n";
    for (const auto& entry : type.shape->codes) {
      out_ += "    " + member_name(entry.code) + " = (" + quoted(entry.code) + ", " +
              quoted(entry.name.zh) + ", " + quoted(entry.name.en) + ")\n";
    }
    out_ += "\n\n";
  }

  /// @param base  what it inherits from; `extra` stands before the fields
  void print_object(std::string_view name, const Shape& shape, std::string_view base,
                    const std::string& doc, const std::string& extra) {
    const auto& fields = shape.object().fields;
    out_ += has_keyword_only_ ? "@dataclass(frozen=True, kw_only=True, slots=True)\n"
                              : "@dataclass(frozen=True, init=False)\n";
    out_ += "class " + std::string(name) + "(" + std::string(base) + "):\n";
    out_ += "    \"\"\"" + escaped(doc) + "\"\"\"\n\n" + extra;
    for (const auto& field : fields) print_field(field);
    if (!has_keyword_only_) print_init(fields);
    out_ += "\n\n";
  }

 private:
  void print_field(const FieldShape& field) {
    out_ += "    " + python_name(field.name) + ": " + type_of(field);
    const auto value = default_of(field);
    if (has_keyword_only_ && !value.empty()) out_ += " = " + value;
    out_ += "\n    \"\"\"" + escaped(doc_of(field)) + "\"\"\"\n";
  }

  /// Before Python 3.10 a dataclass cannot ask for keywords, nor order what must be given freely.
  void print_init(const std::vector<FieldShape>& fields) {
    if (fields.empty()) {
      out_ += "    def __init__(self) -> None: ...\n";
      return;
    }
    out_ += "\n    def __init__(\n        self,\n        *,\n";
    for (const auto& field : fields) {
      const auto value = default_of(field);
      out_ += "        " + python_name(field.name) + ": " + type_of(field) +
              (value.empty() ? "" : " = " + value) + ",\n";
    }
    out_ += "    ) -> None:\n";
    for (const auto& field : fields) {
      const auto name = python_name(field.name);
      out_ += "        object.__setattr__(self, \"" + name + "\", " + name + ")\n";
    }
  }

  std::string out_;
  bool has_keyword_only_;
};

/// True for what is an act by itself; its class stands in the module `acts`.
const ActType* act_of(const Shape& shape) {
  for (const auto& type : act_types()) {
    if (type.shape->object == shape.object && shape.form == Form::object) return &type;
  }
  return nullptr;
}

void list_names(Printer& printer, const std::vector<std::string>& names) {
  printer.print("__all__ = [\n");
  for (const auto& name : names) printer.print("    \"" + name + "\",\n");
  printer.print("]\n");
}

std::string print_models(bool has_keyword_only) {
  Printer printer(has_keyword_only);
  printer.print("\"\"\"What acts are made of, what is on record, and what reports say.\"\"\"\n\n");
  printer.print(head);
  printer.print("from ._values import Act, Code, Record, Ref, Text\n\n\n");
  std::vector<std::string> names;
  for (const auto& type : named_types()) {
    if (type.shape->form == Form::code) {
      printer.print_code(type);
    } else if (const auto* act = act_of(*type.shape)) {
      std::string doc = std::string(act->title.zh) + " / " + std::string(act->title.en);
      doc += "\n\n    ``" + std::string(act->name) + "``";
      if (act->creates)
        doc += ": " + std::string(name_of(*act->creates).zh) + " / " +
               std::string(name_of(*act->creates).en);
      printer.print_object(type.name, *type.shape, "Act", doc + "\n    ",
                           "    act_type: ClassVar[str] = " + quoted(act->name) + "\n\n");
    } else {
      printer.print_object(type.name, *type.shape, "Record", std::string(type.name), {});
    }
    names.emplace_back(type.name);
  }
  list_names(printer, names);
  return printer.text();
}

std::string print_acts() {
  Printer printer(true);
  printer.print("\"\"\"Every act, one class each: what was done, as it is handed in.\"\"\"\n\n");
  printer.print("# Printed when the package is built, from what the acts say of themselves.\n");
  printer.print("from ._values import Act as Act\nfrom .models import (\n");
  std::vector<std::string> names = {"Act"};
  for (const auto& type : act_types()) {
    names.emplace_back(name_of_type(*type.shape));
    printer.print("    " + names.back() + " as " + names.back() + ",\n");
  }
  printer.print(")\n\n");
  names.emplace_back("by_type");
  list_names(printer, names);
  printer.print("\nby_type: dict[str, type[Act]] = {\n");
  for (const auto& type : act_types()) {
    printer.print("    \"" + std::string(type.name) +
                  "\": " + std::string(name_of_type(*type.shape)) + ",\n");
  }
  printer.print("}\n\"\"\"The classes by the names acts have in the ledger.\"\"\"\n");
  return printer.text();
}

void write(const std::string& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + file);
}

}  // namespace

}  // namespace kezhuan::python

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: print_types FOLDER PYTHON-VERSION\n";
    return 2;
  }
  try {
    const std::string folder = arguments[1];
    const std::string version = arguments[2];  // "3.9"
    const bool has_keyword_only = std::atoi(version.c_str() + version.find('.') + 1) >= 10;
    kezhuan::python::write(folder + "/models.py", kezhuan::python::print_models(has_keyword_only));
    kezhuan::python::write(folder + "/acts.py", kezhuan::python::print_acts());
  } catch (const std::exception& error) {
    std::cerr << "print_types: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
