#include "report/money_page.hpp"

#include "report/markup.hpp"

namespace kezhuan {

namespace {

constexpr std::string_view money_style = R"css(
main { max-width: 1320px; margin: 0 auto; padding: 28px 32px 40px; }
header { border-top: 3px solid var(--accent); padding-top: 14px; }
header .institution { color: var(--accent); font-weight: 500; letter-spacing: .02em; }
header h1 { font-size: 25px; margin: 2px 0 1px; }
header h1 .sequence { font-weight: 400; color: var(--soft); margin-left: .35em; font-size: 19px; }
.figures { display: flex; flex-wrap: wrap; gap: 10px 40px; margin: 18px 0 6px; }
figure { margin: 0; }
figcaption { font-size: 12px; color: var(--soft); padding-bottom: 2px;
  border-bottom: 1px solid var(--line); }
.bar-label { font-size: 12px; fill: #22303c; }
.bar-count { font-size: 12px; fill: #22303c; font-weight: 600; }
h2 { font-size: 18px; margin: 30px 0 6px; padding-top: 8px; border-top: 2px solid var(--accent);
  break-after: avoid; }
h2 .soft { font-weight: 400; font-size: 14px; }
h3 { font-size: 14px; margin: 16px 0 4px; color: var(--accent); font-weight: 600;
  break-after: avoid; }
.facts { display: flex; flex-wrap: wrap; gap: 4px 30px; margin: 6px 0 4px; padding: 0; }
.facts div { border-left: 2px solid var(--line); padding-left: 10px; max-width: 460px; }
dt { font-size: 12px; color: var(--soft); }
dd { margin: 0; }
table.money { font-size: 13px; border-bottom: 1.5px solid var(--accent); margin-bottom: 6px; }
table.money th { background: var(--pale); color: var(--soft); font-weight: 500; padding: 4px 8px;
  border-top: 1px solid var(--accent); white-space: nowrap; }
table.money td { padding: 4px 8px; border-top: 1px solid var(--line); }
table.money tr.head td { background: #fafbfc; font-weight: 600; }
table.money tr.sum td { font-weight: 600; border-top: 1.5px solid var(--line); }
.scroll { overflow-x: auto; }
table.money .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
table.money .wide { min-width: 13em; }
table.money td.code { white-space: nowrap; }
table.money td.how { color: var(--soft); font-variant-numeric: tabular-nums; }
.balance { background: #eef4f0; border-left: 3px solid #3f8f6b; padding: 6px 12px; margin: 8px 0;
  font-variant-numeric: tabular-nums; break-inside: avoid; }
.balance.broken { background: #f8e6e2; border-color: var(--warn); color: var(--warn); }
footer { margin-top: 26px; padding-top: 10px; border-top: 1px solid var(--line); font-size: 12px;
  color: var(--soft); }
footer p { margin: 0 0 3px; }
@media print {
  body { font-size: 9pt; }
  main { max-width: none; padding: 0; }
  header h1 { font-size: 16pt; }
  dt, figcaption, footer { font-size: 7.5pt; }
  figure { break-inside: avoid; }
  h2 { font-size: 12pt; margin: 12px 0 4px; }
  h3 { font-size: 9.5pt; margin: 8px 0 2px; }
  table.money { font-size: 8pt; }
  table.money th, table.money td { padding: 2.5px 5px; }
  table.dense { font-size: 6.8pt; }
  table.dense th, table.dense td { padding: 2px 3px; }
  table.dense .wide { min-width: 0; }
  .scroll { overflow-x: visible; }
  footer { break-inside: avoid; }
}
)css";

std::string attribute(Cell cell) {
  if (cell == Cell::number) return " class=\"n\"";
  if (cell == Cell::wide) return " class=\"wide\"";
  if (cell == Cell::code) return " class=\"code\"";
  return cell == Cell::derivation ? " class=\"how\"" : "";
}

}  // namespace

void MoneyPage::heading(const std::string& text, const std::string& soft) {
  body_ += "<h2>" + escape(text);
  if (!soft.empty()) body_ += " <span class=\"soft\">" + escape(soft) + "</span>";
  body_ += "</h2>\n";
}

void MoneyPage::header(const std::string& institution, const StaticText& title,
                       const std::string& period, bool is_public, const StaticText& internal) {
  title_ = institution + " " + in(title) + " " + period;
  const auto other = language_ == Language::zh ? Language::en : Language::zh;
  body_ += "<header>\n<div class=\"institution\">" + escape(institution) + "</div>\n<h1>" +
           in(title) + "<span class=\"sequence\">" + escape(period) +
           "</span></h1>\n<div class=\"soft\">" + std::string(title.in(other)) + " &nbsp; ";
  body_ += is_public ? "<span class=\"badge\">" + in({"公示版", "Public rendering"}) + "</span>"
                     : "<span class=\"badge internal\">" + in(internal) + "</span>";
  body_ += "</div>\n</header>\n";
}

void MoneyPage::fact(const StaticText& label, const std::string& text) {
  if (text.empty()) return;
  body_ += "<div><dt>" + in(label) + "</dt><dd>" + escape(text) + "</dd></div>\n";
}

void MoneyPage::begin_table(std::vector<Heading> headings) {
  headings_ = std::move(headings);
  is_dense_ = headings_.size() > 10;
  body_ += is_dense_ ? "<div class=\"scroll\">\n<table class=\"money dense\">"
                     : "<table class=\"money\">";
  body_ += "\n<thead><tr>";
  for (const auto& heading : headings_) {
    body_ += "<th scope=\"col\"" + attribute(heading.cell) + ">" + in(heading.text) + "</th>";
  }
  body_ += "</tr></thead>\n<tbody>\n";
}

void MoneyPage::end_table() {
  body_ += "</tbody>\n</table>\n";
  if (is_dense_) body_ += "</div>\n";
}

void MoneyPage::row(const std::vector<std::string>& cells, std::string_view kind) {
  body_ += kind.empty() ? "<tr>" : "<tr class=\"" + std::string(kind) + "\">";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    body_ += "<td" + attribute(headings_[i].cell) + ">" + escape(cells[i]) + "</td>";
  }
  body_ += "</tr>\n";
}

void MoneyPage::conservation(const Conservation& sums) {
  body_ += "<div class=\"balance" + std::string(sums.holds ? "" : " broken") + "\">" +
           in({"收支核对：", "Conservation: "}) + escape(show_conservation(sums, language_)) +
           "</div>\n";
}

std::string MoneyPage::finish(const std::vector<ListPolicy>& policies, std::int64_t size,
                              const Sha256& root, const Timestamp& printed_at,
                              std::string_view layout) {
  const auto mark =
      in({"账册 ", "Ledger: "}) + std::to_string(size) + in({" 条，根哈希 ", " entries, root "});
  body_ += "<footer>\n<p>" + mark + "<span class=\"mono\">" + root.to_text() + "</span></p>\n";
  for (const auto& policy : policies) {
    body_ += "<p>" + in({"政策 ", "Policy "}) + escape(show(policy)) + in({"，哈希 ", ", hash "}) +
             "<span class=\"mono\">" + policy.hash.to_text() + "</span></p>\n";
  }
  body_ += "<p>" +
           in({"金额均取自账册中的入账结果，未另行计算。输出于 ",
               "Amounts are those booked in the ledger, not worked out anew. Printed at "}) +
           show_time(printed_at) + "</p>\n</footer>\n";
  const auto style = std::string(money_style) + style_ + "@page {\n  size: A4 " +
                     std::string(layout) + "; margin: 11mm 11mm 14mm;\n" +
                     page_foot(mark + root.to_text(), language_) + "}\n";
  return write_page({language_, title_, style, "<main>\n" + body_ + "</main>\n"});
}

}  // namespace kezhuan
