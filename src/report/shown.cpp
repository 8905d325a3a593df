#include "report/shown.hpp"

#include <chrono>

#include "report/withhold.hpp"

namespace kezhuan {

namespace {

std::string in(const StaticText& text, Language language) { return std::string(text.in(language)); }

std::string show_value(const std::string& value) { return value; }
std::string show_value(const Money& value) { return value.to_text(); }
template <class T>
std::string show_value(const std::optional<T>& value) {
  return value ? show_value(*value) : std::string();
}

/// Gathers the fields of one entry.
class Fields {
 public:
  Fields(const ListEntry& entry, Language language, bool masked)
      : entry_(entry), language_(language), masked_(masked) {}

  void add(Element element, const std::string& pointer, Text label, std::string text) {
    const bool withheld = entry_.withholds(element_pointer(element)) || entry_.withholds(pointer);
    if (withheld && masked_) text = in(withheld_mark, language_);
    fields_.push_back({element, pointer, std::move(label), std::move(text), withheld});
  }

  void add(Element element, std::string text) {
    add(element, element_pointer(element), name_of(element).text(), std::move(text));
  }

  template <class T>
  void add_list(Element element, const std::vector<T>& items) {
    std::vector<std::string> parts;
    for (const auto& item : items) {
      if constexpr (std::is_same_v<T, std::string>) {
        parts.push_back(item);
      } else {
        parts.push_back(show(item, language_));
      }
    }
    add(element, join(parts, language_));
  }

  /// Every field a statement declares, empty ones too, so that columns never depend on a row.
  template <class T>
  void add_statement(Element element, const std::optional<T>& statement) {
    const T nothing{};
    Statement<T> fields{*this, element, statement ? *statement : nothing};
    T::describe(fields);
  }

  std::vector<ShownField> take() { return std::move(fields_); }

 private:
  template <class T>
  struct Statement {
    Fields& out;
    Element element;
    const T& value;

    template <class Owner, class M>
    void field(std::string_view name, M Owner::*member, const FieldDoc& doc) {
      out.add(element, element_pointer(element) + "/" + std::string(name),
              {std::string(doc.zh), std::string(doc.en)}, show_value(value.*member));
    }
  };

  const ListEntry& entry_;
  Language language_;
  bool masked_;
  std::vector<ShownField> fields_;
};

/// "/technical/technique" as people call it.
std::string pointer_name(const ListEntry& entry, const std::string& pointer, Language language) {
  for (const auto& element : EnumTable<Element>::table) {
    if (element_pointer(element.value) == pointer) return in(element.name, language);
  }
  for (const auto& field : shown_fields(entry, language, true)) {
    if (field.pointer == pointer) return field.label.in(language);
  }
  return pointer;
}

}  // namespace

std::vector<ShownField> shown_fields(const ListEntry& entry, Language language, bool masked) {
  Fields fields(entry, language, masked);
  fields.add(Element::name, entry.name);
  fields.add(Element::type, entry.type ? in(name_of(*entry.type), language) : std::string());
  fields.add_list(Element::primary_deliverables, entry.primary);
  fields.add_list(Element::secondary_deliverables, entry.secondary);
  fields.add_statement(Element::rights, entry.rights);
  fields.add_statement(Element::technical, entry.technical);
  fields.add_statement(Element::value, entry.value);
  return fields.take();
}

std::string in_brackets(const std::string& text, Language language) {
  return language == Language::zh ? "（" + text + "）" : " (" + text + ")";
}

std::string show(const Deliverable& deliverable, Language language) {
  auto text = deliverable.key + " " + deliverable.title +
              in_brackets(in(name_of(deliverable.kind), language), language);
  if (!deliverable.ai_use) return text;
  const StaticText label{"人工智能使用说明：", "AI use: "};
  return text + (language == Language::zh ? "，" : ", ") + in(label, language) +
         *deliverable.ai_use;
}

std::string show(const ListContributor& contributor, Language language) {
  const StaticText main{"主要完成人", "main contributor"};
  auto role = contributor.role;
  if (contributor.main) {
    role = in(main, language) + (language == Language::zh ? "，" : ", ") + role;
  }
  return contributor.name + " " + contributor.number + in_brackets(role, language);
}

std::string show(const ListCertificate& certificate, Language language) {
  return in(name_of(certificate.kind), language) + " " + certificate.certificate_no;
}

std::string show(const ListAgreement& agreement, Language language) {
  return agreement.number + in_brackets(in(name_of(agreement.state), language), language);
}

std::string show_name(const ListEntry& entry, Language language, bool masked) {
  const bool hidden = masked && entry.withholds(element_pointer(Element::name));
  return hidden ? in(withheld_mark, language) : entry.name;
}

std::string show_name(const ListRemoval& removed, Language language, bool masked) {
  return masked && removed.name_withheld ? in(withheld_mark, language) : removed.name;
}

std::string show_name(const EntryDifference& entry, Language language, bool masked) {
  return masked && entry.name_withheld ? in(withheld_mark, language) : entry.name;
}

std::string show_withheld(const ListEntry& entry, Language language) {
  std::vector<std::string> names;
  for (const auto& pointer : entry.withheld) {
    names.push_back(pointer_name(entry, pointer, language));
  }
  return join(names, language);
}

std::string join(const std::vector<std::string>& parts, Language language) {
  std::string text;
  for (const auto& part : parts) {
    if (!text.empty()) text += language == Language::zh ? "；" : "; ";
    text += part;
  }
  return text;
}

std::string show_time(const Timestamp& time) {
  const auto local = (time + std::chrono::hours(8)).to_text();
  return local.substr(0, 10) + " " + local.substr(11, 5) + " (UTC+8)";
}

std::string show_length(const ListNotice& notice, Language language) {
  return std::to_string(notice.days) + (language == Language::zh ? " 个" : " ") +
         in(name_of(notice.unit), language);
}

std::string show_sequence(std::int64_t sequence, Language language) {
  const auto number = std::to_string(sequence);
  return language == Language::zh ? "第 " + number + " 期" : "Edition " + number;
}

}  // namespace kezhuan
