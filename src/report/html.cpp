#include <string>

#include "report/markup.hpp"
#include "report/shown.hpp"

namespace kezhuan {

namespace {

constexpr std::string_view list_style = R"css(
main { max-width: 1500px; margin: 0 auto; padding: 28px 32px 40px; }
header { border-top: 3px solid var(--accent); padding-top: 14px; }
header .institution { color: var(--accent); font-weight: 500; letter-spacing: .02em; }
header h1 { font-size: 25px; margin: 2px 0 1px; }
header h1 .sequence { font-weight: 400; color: var(--soft); margin-left: .35em; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(205px, 1fr));
  gap: 8px 22px; margin: 14px 0 0; padding: 0; }
.facts div { border-left: 2px solid var(--line); padding-left: 10px; }
.facts .wide { grid-column: span 2; }
dt { font-size: 12px; color: var(--soft); }
dd { margin: 0; }
.figures { display: flex; flex-wrap: wrap; gap: 6px 34px; margin: 18px 0 14px; }
figure { margin: 0; }
figcaption { font-size: 12px; color: var(--soft); padding-bottom: 2px;
  border-bottom: 1px solid var(--line); }
.bar-label { font-size: 12px; fill: #22303c; }
.bar-count { font-size: 12px; fill: #22303c; font-weight: 600; }
h2 { font-size: 16px; margin: 26px 0 8px; }
.list { table-layout: fixed; font-size: 12.5px; border-bottom: 1.5px solid var(--accent); }
.list th { background: var(--accent); color: #fff; font-weight: 500; padding: 6px 7px;
  line-height: 1.35; }
.list td { padding: 7px 7px; border-top: 1px solid var(--line); }
.list tbody tr:nth-child(even) { background: var(--pale); }
.list td.name { font-weight: 600; }
.list td span.line { display: block; }
.list .label { color: var(--soft); }
.list tr.gone td { color: var(--soft); }
.list tr.gone td.name { font-weight: 400; text-decoration: line-through; }
.difference { font-size: 12.5px; }
.difference th { color: var(--soft); font-weight: 500; border-bottom: 1px solid var(--accent);
  padding: 4px 8px; }
.difference td { padding: 5px 8px; border-bottom: 1px solid var(--line); }
footer { margin-top: 26px; padding-top: 10px; border-top: 1px solid var(--line); font-size: 12px;
  color: var(--soft); }
footer p { margin: 0 0 3px; }
@media print {
  body { font-size: 9pt; }
  main { max-width: none; padding: 0; }
  header h1 { font-size: 16pt; }
  .facts { grid-template-columns: repeat(4, 1fr); gap: 4px 14px; margin-top: 8px; }
  dt, figcaption, footer { font-size: 7.5pt; }
  .figures { margin: 8px 0; gap: 4px 20px; flex-wrap: nowrap; }
  figure { flex: 1 1 0; break-inside: avoid; }
  figure svg { width: 100%; height: auto; max-width: 270px; }
  .list, .difference { font-size: 7.6pt; line-height: 1.42; }
  .list th, .list td { padding: 3.5px 4px; }
  h2 { font-size: 11pt; margin: 14px 0 4px; break-after: avoid; }
  footer { break-inside: avoid; }
}
)css";

/// Column widths of the list in percent.
constexpr std::string_view columns =
    "<colgroup><col style=\"width:3%\"><col style=\"width:5.5%\"><col style=\"width:8%\">"
    "<col style=\"width:9.5%\"><col style=\"width:7%\"><col style=\"width:12.5%\">"
    "<col style=\"width:10%\"><col style=\"width:11%\"><col style=\"width:12.5%\">"
    "<col style=\"width:11.5%\"><col style=\"width:9.5%\"></colgroup>\n";

std::string_view colour_of(const std::string& code) {
  if (code == "added") return "#3f8f6b";
  if (code == "changed") return "#d39a3a";
  if (code == "removed") return "#b8624c";
  if (code == "unchanged" || code == "withheld") return "#a9b6c1";
  return "#4a7d9d";
}

/// Writes one list as a page.
class ListPage {
 public:
  ListPage(const DisclosureList& list, Language language) : list_(list), language_(language) {}

  std::string write() {
    write_header();
    write_figures();
    write_table();
    if (list_.difference) write_difference(*list_.difference);
    write_footer();
    const auto title =
        list_.institution + " " + in(list_title) + " " + show_sequence(list_.sequence, language_);
    return write_page({language_, title, style(), "<main>\n" + body_ + "</main>\n"});
  }

 private:
  std::string in(const StaticText& text) const { return std::string(text.in(language_)); }

  std::string style() const {
    const auto size = std::to_string(list_.ledger_size);
    const auto root = list_.ledger_root.to_text();
    const auto foot = list_.number + "  " + in({"账册", "ledger"}) + " " + size +
                      in({" 条  根哈希 ", " entries  root "}) + root;
    return std::string(list_style) + "@page {\n  size: A4 landscape; margin: 11mm 11mm 14mm;\n" +
           page_foot(foot, language_) + "}\n";
  }

  // -- header ------------------------------------------------------------------------------------

  void write_header() {
    body_ += "<header>\n<div class=\"institution\">" + escape(list_.institution) + "</div>\n<h1>";
    body_ += language_ == Language::zh ? "《" + in(list_title) + "》" : in(list_title);
    body_ += "<span class=\"sequence\">" + escape(show_sequence(list_.sequence, language_)) +
             "</span></h1>\n<div class=\"soft\">" + std::string(list_title.in(other())) + " · " +
             show_sequence(list_.sequence, other()) + " &nbsp; " + rendering() + "</div>\n";
    body_ += "<dl class=\"facts\">\n";
    fact({"清单编号", "Number"}, escape(list_.number));
    fact({"冻结日", "Frozen on"}, list_.frozen_on.to_text());
    fact({"上一期", "Previous edition"},
         list_.previous ? escape(*list_.previous) : in({"（首期）", "(first edition)"}));
    if (list_.next_due)
      fact({"下一期应于此日前编制", "Next edition due"}, list_.next_due->to_text());
    for (const auto& notice : list_.notices) fact({"公示", "Notice"}, show_notice(notice), true);
    if (list_.policy) {
      fact({"冻结日所依据的政策", "Policy in force"},
           escape(list_.policy->id + " " + list_.policy->version));
    }
    body_ += "</dl>\n</header>\n";
  }

  Language other() const { return language_ == Language::zh ? Language::en : Language::zh; }

  std::string rendering() const {
    if (list_.public_rendering) {
      return "<span class=\"badge\">" +
             in({"公示版：保密内容不予公示",
                 "Public rendering: what is confidential is withheld"}) +
             "</span>";
    }
    return "<span class=\"badge internal\">" +
           in({"内部版：含保密内容", "Internal rendering: holds what is confidential"}) + "</span>";
  }

  void fact(const StaticText& label, const std::string& html, bool wide = false) {
    body_ += std::string(wide ? "<div class=\"wide\">" : "<div>") + "<dt>" + in(label) +
             "</dt><dd>" + html + "</dd></div>\n";
  }

  std::string show_notice(const ListNotice& notice) const {
    auto html = escape(notice.number) + " <span class=\"badge\">" + in(name_of(notice.state)) +
                "</span><br>" + notice.first_day.to_text() + " — " + notice.last_day.to_text();
    const auto length = show_length(notice, language_);
    html += language_ == Language::zh ? "（" + length + "，首日不计入）"
                                      : " (" + length + ", first day not counted)";
    if (notice.objections == 0) return html;
    const auto raised = std::to_string(notice.objections);
    const auto open = std::to_string(notice.unanswered);
    return html + (language_ == Language::zh ? "；异议 " + raised + " 件，未答复 " + open + " 件"
                                             : "; objections " + raised + ", not answered " + open);
  }

  // -- figures -----------------------------------------------------------------------------------

  template <class E>
  void chart(const StaticText& title, const std::vector<ListCount>& counts) {
    std::vector<Bar> bars;
    for (const auto& count : counts) {
      bars.push_back({count_name<E>(count.code, language_), count.count, colour_of(count.code)});
    }
    body_ += bar_chart(in(title), bars);
  }

  void write_figures() {
    body_ += "<div class=\"figures\">\n";
    chart<EntryChange>({"与上一期相比（项）", "Against the previous edition"}, list_.by_change);
    chart<AchievementForm>({"成果类型（项）", "Achievements by type"}, list_.by_type);
    chart<DeliverableKind>({"主交付物（件）", "Primary deliverables by kind"},
                           list_.by_deliverable);
    body_ += "</div>\n";
  }

  // -- the list ----------------------------------------------------------------------------------

  void write_table() {
    body_ += "<table class=\"list\">\n" + std::string(columns) + "<thead><tr>";
    for (const auto& heading :
         std::vector<StaticText>{{"序号", "No."},
                                 {"变化", "Change"},
                                 {"成果编号", "Number"},
                                 {"成果名称", "Name"},
                                 {"成果类型", "Type"},
                                 {"主交付物", "Primary deliverables"},
                                 {"副交付物", "Secondary deliverables"},
                                 {"权属信息", "Rights"},
                                 {"技术与数据属性", "Technical and data attributes"},
                                 {"价值评估及附件信息", "Value and attachments"},
                                 {"完成人", "Contributors"}}) {
      body_ += "<th scope=\"col\">" + in(heading) + "</th>";
    }
    body_ += "</tr></thead>\n<tbody>\n";
    std::size_t line = 0;
    for (const auto& entry : list_.entries) write_entry(entry, ++line);
    for (const auto& removed : list_.removed) write_removed(removed);
    if (list_.entries.empty() && list_.removed.empty()) {
      body_ +=
          "<tr><td colspan=\"11\">" + in({"本期没有成果。", "No achievement."}) + "</td></tr>\n";
    }
    body_ += "</tbody>\n</table>\n";
  }

  void write_entry(const ListEntry& entry, std::size_t line) {
    const auto fields = shown_fields(entry, language_, list_.public_rendering);
    body_ += "<tr><td>" + std::to_string(line) + "</td>\n";
    change_and_number(std::string(to_code(entry.change)), entry.number);
    body_ += "<td class=\"name\">" + mark(fields[0]) + "</td>\n";
    cell(type_lines(entry, fields[1]));
    cell(item_lines(entry.primary, fields[2]));
    auto secondary = item_lines(entry.secondary, fields[3]);
    for (const auto& certificate : entry.certificates) {
      secondary.push_back(label(name_of(certificate.kind).text()) +
                          escape(certificate.certificate_no));
    }
    cell(secondary);
    auto rights = statement_lines(fields, Element::rights);
    if (entry.agreement) {
      rights.push_back(label({"赋权协议", "agreement"}) +
                       escape(show(*entry.agreement, language_)));
    }
    cell(rights);
    cell(statement_lines(fields, Element::technical));
    cell(statement_lines(fields, Element::value));
    std::vector<std::string> people;
    for (const auto& one : entry.contributors) people.push_back(escape(show(one, language_)));
    cell(people);
    body_ += "</tr>\n";
  }

  void change_and_number(const std::string& code, const std::string& number) {
    body_ += "<td><span class=\"badge " + code + "\">" + count_name<EntryChange>(code, language_) +
             "</span></td>\n<td>" + escape(number) + "</td>\n";
  }

  /// Lines are blocks inside one cell, ended by real punctuation: pasted into a spreadsheet they
  /// stay one cell that can be read.
  void cell(const std::vector<std::string>& lines) {
    body_ += "<td>";
    for (std::size_t i = 0; i < lines.size(); ++i) {
      body_ += "<span class=\"line\">" + lines[i] +
               (i + 1 < lines.size() ? in({"；", "; "}) : std::string()) + "</span>";
    }
    body_ += "</td>\n";
  }

  std::string label(const Text& text) const {
    return "<span class=\"label\">" + escape(text.in(language_)) + in({"：", ": "}) + "</span>";
  }

  std::string confidential_tag() const {
    return " <span class=\"confidential\">" + in({"【保密】", "[confidential]"}) + "</span>";
  }

  /// A field's text, as the reader may see it.
  std::string mark(const ShownField& field) const {
    if (!field.withheld) return escape(field.text);
    if (list_.public_rendering) return "<em class=\"withheld\">" + escape(field.text) + "</em>";
    return escape(field.text) + confidential_tag();
  }

  std::vector<std::string> type_lines(const ListEntry& entry, const ShownField& field) const {
    std::vector<std::string> lines{mark(field)};
    if (entry.classification) lines.push_back(escape(in(name_of(*entry.classification))));
    return lines;
  }

  static std::string item(const std::string& text, Language) { return text; }
  static std::string item(const Deliverable& deliverable, Language language) {
    return show(deliverable, language);
  }

  template <class T>
  std::vector<std::string> item_lines(const std::vector<T>& items, const ShownField& field) const {
    if (field.withheld && list_.public_rendering) return {mark(field)};
    std::vector<std::string> lines;
    for (const auto& one : items) lines.push_back(escape(item(one, language_)));
    if (field.withheld && !lines.empty()) lines.front() += confidential_tag();
    return lines;
  }

  std::vector<std::string> statement_lines(const std::vector<ShownField>& fields,
                                           Element element) const {
    std::vector<std::string> lines;
    bool whole = list_.public_rendering;
    for (const auto& field : fields) {
      if (field.element != element) continue;
      whole = whole && field.withheld;
      if (!field.text.empty()) lines.push_back(label(field.label) + mark(field));
    }
    if (!whole || lines.empty()) return lines;
    return {"<em class=\"withheld\">" + in(withheld_mark) + "</em>"};
  }

  void write_removed(const ListRemoval& removed) {
    body_ += "<tr class=\"gone\"><td>—</td>\n";
    change_and_number("removed", removed.number);
    body_ += "<td class=\"name\">" + escape(show_name(removed, language_, list_.public_rendering)) +
             "</td>\n<td colspan=\"7\">" + label({"移出原因", "reason"}) +
             escape(language_ == Language::zh ? removed.reason_zh : removed.reason_en) +
             "</td></tr>\n";
  }

  // -- difference --------------------------------------------------------------------------------

  void write_difference(const EditionDifference& difference) {
    if (difference.changed.empty()) return;
    body_ += "<h2>" + in({"变更内容（与上一期 ", "What changed (against the previous edition, "}) +
             escape(difference.from) + in({" 相比）", ")"}) +
             "</h2>\n<table class=\"difference\">\n<colgroup><col style=\"width:22%\">"
             "<col style=\"width:14%\"><col style=\"width:32%\"><col style=\"width:32%\">"
             "</colgroup>\n<thead><tr>";
    for (const auto& heading : std::vector<StaticText>{
             {"成果", "Achievement"}, {"要素", "Element"}, {"原", "Was"}, {"现", "Now"}}) {
      body_ += "<th scope=\"col\">" + in(heading) + "</th>";
    }
    body_ += "</tr></thead>\n<tbody>\n";
    for (const auto& entry : difference.changed) {
      for (const auto& field : entry.fields) write_change(entry, field);
    }
    body_ += "</tbody>\n</table>\n";
  }

  void write_change(const EntryDifference& entry, const FieldDifference& field) {
    body_ += "<tr><td>" + escape(entry.number) + " " +
             escape(show_name(entry, language_, list_.public_rendering)) + "</td><td>" +
             escape(language_ == Language::zh ? field.label_zh : field.label_en);
    if (field.withheld && !list_.public_rendering) body_ += confidential_tag();
    body_ += "</td>";
    for (const auto* value : {&field.before, &field.after}) {
      body_ += "<td>";
      if (field.withheld && list_.public_rendering) {
        body_ += "<em class=\"withheld\">" + in(withheld_mark) + "</em>";
      } else {
        body_ += *value ? escape(**value) : in({"（无）", "(none)"});
      }
      body_ += "</td>";
    }
    body_ += "</tr>\n";
  }

  // -- footer ------------------------------------------------------------------------------------

  void write_footer() {
    body_ += "<footer>\n<p>" + in({"账册 ", "Ledger: "}) + std::to_string(list_.ledger_size) +
             in({" 条，根哈希 ", " entries, root "}) + "<span class=\"mono\">" +
             list_.ledger_root.to_text() + "</span></p>\n";
    if (list_.policy) {
      body_ += "<p>" + in({"政策 ", "Policy "}) +
               escape(list_.policy->id + " " + list_.policy->version) + in({"，哈希 ", ", hash "}) +
               "<span class=\"mono\">" + list_.policy->hash.to_text() + "</span></p>\n";
    }
    body_ +=
        "<p>" +
        in({"各条目为冻结日的内容；证书与赋权协议为冻结日的状态；公示情况为输出时的情况。输出于 ",
            "Entries read as on the day of freezing, as do certificates and agreements; "
            "notices as when printed. Printed at "}) +
        show_time(list_.printed_at) + "</p>\n</footer>\n";
  }

  const DisclosureList& list_;
  Language language_;
  std::string body_;
};

}  // namespace

std::string to_html(const DisclosureList& list, Language language) {
  return ListPage(list, language).write();
}

}  // namespace kezhuan
