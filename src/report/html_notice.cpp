#include <string>

#include "kezhuan/core/error.hpp"
#include "report/markup.hpp"
#include "report/shown.hpp"

namespace kezhuan {

namespace {

constexpr std::string_view notice_style = R"css(
main { max-width: 860px; margin: 0 auto; padding: 40px 44px; font-size: 15px; }
.institution { text-align: center; color: var(--accent); font-weight: 500; font-size: 17px; }
h1 { text-align: center; font-size: 25px; margin: 6px 0 2px; }
.number { text-align: center; color: var(--soft); padding-bottom: 14px;
  border-bottom: 2px solid var(--accent); }
p { margin: 12px 0; text-align: justify; }
.period { display: grid; grid-template-columns: repeat(3, 1fr); gap: 0; margin: 16px 0;
  border: 1px solid var(--line); background: var(--pale); }
.period div { padding: 10px 14px; border-left: 1px solid var(--line); }
.period div:first-child { border-left: 0; }
dt { font-size: 12.5px; color: var(--soft); }
dd { margin: 0; font-weight: 600; font-size: 17px; }
dd small { font-weight: 400; color: var(--soft); font-size: 12.5px; display: block; }
h2 { font-size: 16px; margin: 22px 0 6px; }
ol { margin: 6px 0; padding-left: 1.5em; }
.list { table-layout: fixed; font-size: 13px; margin-top: 6px;
  border-bottom: 1.5px solid var(--accent); }
.list th { background: var(--accent); color: #fff; font-weight: 500; padding: 6px 7px; }
.list td { padding: 6px 7px; border-top: 1px solid var(--line); }
.list td span.line { display: block; }
.fill { display: inline-block; border-bottom: 1px solid var(--ink); min-width: 13em; height: 1.2em;
  vertical-align: bottom; }
.signature { margin: 34px 0 0; text-align: right; line-height: 2; break-inside: avoid; }
footer { margin-top: 30px; padding-top: 8px; border-top: 1px solid var(--line); font-size: 11.5px;
  color: var(--soft); }
@media print {
  main { max-width: none; padding: 0; font-size: 11pt; }
  .institution { font-size: 12.5pt; } h1 { font-size: 18pt; }
  .list { font-size: 9pt; } h2 { font-size: 12pt; break-after: avoid; }
  footer { font-size: 8pt; break-inside: avoid; } .period { break-inside: avoid; }
}
)css";

/// Writes one notice as a page to pin up.
class NoticePage {
 public:
  NoticePage(const DisclosureList& list, const ListNotice& notice, Language language)
      : list_(list), notice_(notice), language_(language) {}

  std::string write() {
    write_head();
    write_period();
    write_objecting();
    write_table();
    write_foot();
    const auto title = list_.institution + " " + in(list_title) + " " +
                       in({"公示", "public notice"}) + " " + notice_.number;
    return write_page({language_, title, style(), "<main>\n" + body_ + "</main>\n"});
  }

 private:
  std::string in(const StaticText& text) const { return std::string(text.in(language_)); }

  std::string style() const {
    const auto foot = notice_.number + "  " + in({"账册", "ledger"}) + " " +
                      std::to_string(list_.ledger_size) + in({" 条  根哈希 ", " entries  root "}) +
                      list_.ledger_root.to_text();
    return std::string(notice_style) + "@page {\n  size: A4 portrait; margin: 17mm 17mm 16mm;\n" +
           page_foot(foot, language_) + "}\n";
  }

  void write_head() {
    const auto sequence = show_sequence(list_.sequence, language_);
    const auto size = std::to_string(list_.entries.size());
    body_ += "<div class=\"institution\">" + escape(list_.institution) + "</div>\n<h1>";
    body_ += language_ == Language::zh
                 ? "《" + in(list_title) + "》<br>（" + sequence + "）公示"
                 : "Public notice: " + in(list_title) + "<br>(" + sequence + ")";
    body_ +=
        "</h1>\n<div class=\"number\">" + escape(notice_.number) + " · " + escape(list_.number);
    if (notice_.state != NoticeState::open) {
      body_ += " · <span class=\"badge removed\">" + in(name_of(notice_.state)) + "</span>";
    }
    body_ += "</div>\n<p>";
    body_ += language_ == Language::zh
                 ? "本单位于 " + list_.frozen_on.to_text() + " 编制了本期清单，列入成果 " + size +
                       " 项，现予公示，接受民主监督。公示范围：" + escape(notice_.audience) + "。"
                 : "This edition of the list was drawn up on " + list_.frozen_on.to_text() +
                       " and holds " + size +
                       " achievements. It is published for everybody's scrutiny. Audience: " +
                       escape(notice_.audience) + ".";
    body_ += "</p>\n";
  }

  void write_period() {
    body_ += "<dl class=\"period\">\n";
    period({"公示起始日", "Starts on"}, notice_.first_day.to_text(),
           {"当日不计入期限", "this day is not counted"});
    period({"公示期限", "Length"}, show_length(notice_, language_),
           notice_.unit == DayUnit::working
               ? StaticText{"法定节假日与调休按国家通知", "by the national holiday schedule"}
               : StaticText{"届满日遇休息日顺延", "a day off moves the last day on"});
    period({"公示届满日", "Last day"}, notice_.last_day.to_text(),
           {"当日仍可提出异议", "objections are still taken on this day"});
    body_ += "</dl>\n";
  }

  void period(const StaticText& label, const std::string& value, const StaticText& small) {
    body_ += "<div><dt>" + in(label) + "</dt><dd>" + value + "<small>" + in(small) +
             "</small></dd></div>\n";
  }

  void write_objecting() {
    body_ += "<h2>" + in({"如何提出异议", "How to object"}) + "</h2>\n<ol>\n<li>" +
             in({"在上述期限内提出，写明所涉成果的编号、不同意的内容和理由。",
                 "Within the period above, saying which achievement (by number), what you do not "
                 "agree with, and why."}) +
             "</li>\n<li>" +
             in({"可以署名，也可以匿名；每件异议都登记在册，并予答复。",
                 "With your name or without it; every objection is recorded and answered."}) +
             "</li>\n<li>" + in({"受理部门", "To"}) + in({"：", ": "}) +
             "<span class=\"fill\"></span>&emsp;" + in({"联系方式", "Contact"}) + in({"：", ": "}) +
             "<span class=\"fill\"></span></li>\n</ol>\n";
  }

  void write_table() {
    body_ += "<h2>" + in({"公示内容", "What is published"}) +
             "</h2>\n<table class=\"list\">\n<colgroup><col style=\"width:7%\">"
             "<col style=\"width:16%\"><col style=\"width:25%\"><col style=\"width:27%\">"
             "<col style=\"width:25%\"></colgroup>\n<thead><tr>";
    for (const auto& heading : std::vector<StaticText>{{"序号", "No."},
                                                       {"成果编号", "Number"},
                                                       {"名称与类型", "Name and type"},
                                                       {"主交付物", "Primary deliverables"},
                                                       {"完成人", "Contributors"}}) {
      body_ += "<th scope=\"col\">" + in(heading) + "</th>";
    }
    body_ += "</tr></thead>\n<tbody>\n";
    std::size_t line = 0;
    for (const auto& entry : list_.entries) write_entry(entry, ++line);
    for (const auto& removed : list_.removed) {
      body_ += "<tr><td>—</td><td>" + change(escape(removed.number), "removed") +
               "</td><td colspan=\"3\">" + escape(show_name(removed, language_, true)) +
               in({"（", " ("}) +
               escape(language_ == Language::zh ? removed.reason_zh : removed.reason_en) +
               in({"）", ")"}) + "</td></tr>\n";
    }
    body_ += "</tbody>\n</table>\n<p class=\"soft\">" +
             in({"全部七项要素见本期清单公示版；保密内容不予公示。",
                 "All seven elements are in the public rendering of the edition; what is "
                 "confidential is withheld."}) +
             "</p>\n";
  }

  std::string change(const std::string& number, const std::string& code) const {
    return number + "<br><span class=\"badge " + code + "\">" +
           count_name<EntryChange>(code, language_) + "</span>";
  }

  void write_entry(const ListEntry& entry, std::size_t line) {
    const auto fields = shown_fields(entry, language_, true);
    body_ += "<tr><td>" + std::to_string(line) + "</td><td>" +
             change(escape(entry.number), std::string(to_code(entry.change))) + "</td><td>" +
             "<span class=\"line\"><b>" + escape(fields[0].text) + "</b></span>" +
             "<span class=\"line soft\">" + escape(fields[1].text) + "</span></td><td>";
    if (fields[2].withheld) body_ += escape(fields[2].text);
    for (const auto& deliverable : entry.primary) {
      body_ += "<span class=\"line\">" + escape(show(deliverable, language_)) + "</span>";
    }
    body_ += "</td><td>";
    for (const auto& one : entry.contributors) {
      body_ += "<span class=\"line\">" + escape(show(one, language_)) + "</span>";
    }
    body_ += "</td></tr>\n";
  }

  void write_foot() {
    body_ += "<div class=\"signature\">" + escape(list_.institution) + in({"（盖章）", " (seal)"}) +
             "<br>" + notice_.first_day.to_text() + "</div>\n<footer>" + in({"账册 ", "Ledger: "}) +
             std::to_string(list_.ledger_size) + in({" 条，根哈希 ", " entries, root "}) +
             "<span class=\"mono\">" + list_.ledger_root.to_text() + "</span><br>" +
             in({"输出于 ", "Printed at "}) + show_time(list_.printed_at) + "</footer>\n";
  }

  const DisclosureList& list_;
  const ListNotice& notice_;
  Language language_;
  std::string body_;
};

}  // namespace

std::string notice_to_html(const DisclosureList& list, std::string_view notice, Language language) {
  if (!list.public_rendering) {
    throw_invalid({"公示页只能由公示版生成", "a notice is made from the public rendering only"},
                  {"以公示版载入清单", "load the list in its public rendering"}, "DSC-04");
  }
  for (const auto& candidate : list.notices) {
    if (candidate.number == notice) return NoticePage(list, candidate, language).write();
  }
  const std::string number(notice);
  throw Error(ErrorCode::not_found,
              {"清单 " + list.number + " 没有公示 " + number,
               "edition " + list.number + " has no notice " + number},
              {"查看该期清单的公示编号", "see the notices of the edition"}, "REG-01");
}

}  // namespace kezhuan
