#include "kezhuan/policy/finding.hpp"

#include <algorithm>
#include <utility>

namespace kezhuan {

namespace {

struct BilingualFields {
  std::string zh;
  std::string en;

  template <class V>
  static void describe(V& v) {
    v.field("zh", &BilingualFields::zh, {"中文", "Chinese"});
    v.field("en", &BilingualFields::en, {"英文", "English"});
  }
};

struct Labels {
  std::string_view remedy;
  std::string_view who;
  std::string_view mend_by;
  std::string_view source;
  std::string_view colon;
  std::string_view comma;
  std::string_view open;
  std::string_view close;
};

constexpr Labels labels_zh{"补救", "由谁", "办理", "依据", "：", "、", "（", "）"};
constexpr Labels labels_en{"Remedy", "Who", "By", "Source", ": ", ", ", " (", ")"};

constexpr const Labels& labels_in(Language language) {
  return language == Language::zh ? labels_zh : labels_en;
}

std::string head_of(const Finding& finding, Language language) {
  const auto& labels = labels_in(language);
  std::string out(name_of(finding.severity).in(language));
  out += " " + finding.rule;
  if (!finding.place.empty()) out += " " + finding.place;
  return out.append(labels.colon) + finding.what.in(language) + "\n";
}

void add_line(std::string& out, std::string_view label, std::string_view text, Language language) {
  if (text.empty()) return;
  out.append("  ").append(label).append(labels_in(language).colon).append(text) += '\n';
}

std::string names_of_who(const Finding& finding, Language language) {
  std::string out;
  for (const auto& code : finding.who) {
    if (!out.empty()) out += labels_in(language).comma;
    out += who_name(code).in(language);
  }
  return out;
}

std::string acts_of(const Finding& finding, Language language) {
  std::string out;
  for (const auto& act : finding.mend_by) {
    if (!out.empty()) out += labels_in(language).comma;
    out += act;
  }
  return out;
}

std::string text_of(const Finding& finding, Language language) {
  const auto& labels = labels_in(language);
  std::string out = head_of(finding, language);
  add_line(out, labels.remedy, finding.remedy.in(language), language);
  add_line(out, labels.who, names_of_who(finding, language), language);
  add_line(out, labels.mend_by, acts_of(finding, language), language);
  for (const auto& citation : finding.citations) {
    add_line(out, labels.source, to_text(citation, language), language);
  }
  return out;
}

Decision sorted(Decision decision) {
  decision.sort();
  return decision;
}

std::string headline(const Decision& decision) {
  for (const auto& finding : decision.findings) {
    if (finding.severity == Severity::refuse) return finding.rule + " " + finding.what.zh;
  }
  return "不予办理";
}

}  // namespace

Text who_name(std::string_view code) {
  if (const auto who = find_enum<Who>(code)) return name_of(*who).text();
  return {std::string(code), std::string(code)};
}

void read_value(Reading& r, const Node& node, const Place& place, Text& out) {
  BilingualFields fields;
  read_value(r, node, place, fields);
  out = {std::move(fields.zh), std::move(fields.en)};
}

void write_value(CanonicalWriter& w, const Text& value) {
  write_value(w, BilingualFields{value.zh, value.en});
}

bool Decision::has(std::string_view rule) const {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& finding) { return finding.rule == rule; });
}

std::size_t Decision::count(Severity severity) const {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [&](const Finding& finding) { return finding.severity == severity; }));
}

void Decision::sort() {
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.severity > b.severity; });
}

Refused::Refused(Decision decision)
    : std::runtime_error(headline(decision)), decision_(sorted(std::move(decision))) {}

std::string to_text(const Citation& citation, Language language) {
  const auto& labels = labels_in(language);
  const auto firmness = name_of(citation.firmness).in(language);
  std::string out = citation.title.in(language) + " " + citation.clause;
  // Our own defaults are called what their firmness is called; once is enough.
  if (citation.title.in(language) == firmness) return out;
  return out.append(labels.open).append(firmness).append(labels.close);
}

std::string to_text(const Decision& decision, Language language) {
  if (decision.findings.empty()) {
    return std::string(StaticText{"没有问题。", "Nothing to report."}.in(language)) + "\n";
  }
  std::string out;
  for (const auto& finding : sorted(decision).findings) out += text_of(finding, language);
  return out;
}

std::string to_json(const Decision& decision) {
  CanonicalWriter w;
  w.out() += "{\"findings\":";
  write_value(w, sorted(decision).findings);
  w.out() += ",\"is_refused\":";
  w.boolean(decision.is_refused());
  w.out() += '}';
  return w.take();
}

}  // namespace kezhuan
