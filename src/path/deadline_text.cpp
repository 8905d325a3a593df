#include <algorithm>

#include "core/formula.hpp"
#include "kezhuan/core/sha256.hpp"
#include "kezhuan/path/deadline.hpp"

namespace kezhuan {

namespace {

std::string_view in(const StaticText& text, Language language) { return text.in(language); }

/// "还剩 3 个工作日", or calendar days where the calendar ends.
std::string left_of(const Deadline& deadline, const Date& today, const WorkingCalendar& calendar,
                    Language language) {
  const bool zh = language == Language::zh;
  if (deadline.due_on == today) return zh ? "今天" : "today";
  const bool is_late = deadline.due_on < today;
  const auto from = is_late ? deadline.due_on : today;
  const auto to = is_late ? today : deadline.due_on;
  std::string days;
  const bool is_counted = calendar.covers(from) && calendar.covers(to);
  if (is_counted) {
    const auto n = calendar.count_working_days(from, to);
    days = std::to_string(n) + (zh ? " 个工作日" : n == 1 ? " working day" : " working days");
  } else {
    const auto n = (to - from).count();
    days = std::to_string(n) + (zh ? " 天" : n == 1 ? " day" : " days");
  }
  if (is_late) return zh ? "已过 " + days : days + " overdue";
  return zh ? "还剩 " + days : days + " left";
}

std::string names_of(const std::vector<std::string>& who, Language language) {
  std::string names;
  for (const auto& code : who) {
    if (!names.empty()) names += language == Language::zh ? "、" : ", ";
    names += who_name(code).in(language);
  }
  return names;
}

void add_line(std::string& out, const Deadline& d, const Date& today,
              const WorkingCalendar& calendar, Language language) {
  const bool zh = language == Language::zh;
  out += (d.due_on < today ? "! " : "  ") + d.due_on.to_text() + "  ";
  out += left_of(d, today, calendar, language) + "\n      ";
  if (!d.case_number.empty()) out += d.case_number + "  ";
  out += (zh ? "环节" : "Link ") + std::to_string(d.link) + "  " + d.text.in(language);
  out += zh ? "\n      由谁：" : "\n      Who: ";
  out += names_of(d.who, language);
  if (!d.rule.empty()) {
    out += (zh ? "；规则 " : "; rule ") + d.rule;
  }
  if (d.firmness != Firmness::seen) {
    out += (zh ? "；" : "; ") + std::string(in(name_of(d.firmness), language));
  }
  out += "\n";
}

// ---- iCalendar

std::string basic(const Date& day) {
  auto text = day.to_text();
  std::erase(text, '-');
  return text;
}

/// RFC 5545, 3.3.11: what TEXT must not hold bare. Other control characters have no place in it.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\\': out += "\\\\"; break;
      case ';': out += "\\;"; break;
      case ',': out += "\\,"; break;
      case '\n': out += "\\n"; break;
      default: out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
  }
  return out;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Ends a content line; one longer than 75 octets is folded, never within a character.
void add_content(std::string& out, std::string_view line) {
  constexpr std::size_t most = 75;
  bool is_first = true;
  while (!line.empty()) {
    const auto room = is_first ? most : most - 1;
    auto size = std::min(room, line.size());
    while (size < line.size() && is_continuation(line[size])) --size;
    if (!is_first) out += ' ';
    out += line.substr(0, size);
    out += "\r\n";
    line.remove_prefix(size);
    is_first = false;
  }
}

/// The same for the same case, kind, subject and index, whatever the day it falls on.
std::string uid_of(const Deadline& d) {
  const std::string key = d.case_number + "|" + std::string(to_code(d.what)) + "|" + d.subject +
                          "|" + std::to_string(d.index);
  return sha256(key).to_text().substr(0, 32) + "@kezhuan";
}

std::string stamp_of(const Timestamp& now) {
  auto text = now.to_text();  // 2026-11-21T13:58:47.123Z
  text = text.substr(0, 19) + "Z";
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

void add_event(std::string& out, const Deadline& d, const std::string& stamp, Language language,
               std::optional<int> alarm_days) {
  const auto kind = name_of(d.what);
  const auto summary = (d.case_number.empty() ? "" : d.case_number + " ") +
                       std::string(in(kind, language)) +
                       (d.subject == d.case_number ? "" : " " + d.subject);
  auto description = d.text.in(language);
  description += language == Language::zh ? "\n由谁：" : "\nWho: ";
  description += names_of(d.who, language);
  if (!d.rule.empty()) description += (language == Language::zh ? "\n规则：" : "\nRule: ") + d.rule;
  description += language == Language::zh ? "\n依据：" : "\nFirmness: ";
  description += in(name_of(d.firmness), language);
  add_content(out, "BEGIN:VEVENT");
  add_content(out, "UID:" + uid_of(d));
  add_content(out, "DTSTAMP:" + stamp);
  add_content(out, "DTSTART;VALUE=DATE:" + basic(d.due_on));
  add_content(out, "SUMMARY:" + escaped(summary));
  add_content(out, "DESCRIPTION:" + escaped(description));
  add_content(out, "CATEGORIES:" + escaped(in(kind, language)));
  add_content(out, "TRANSP:TRANSPARENT");
  if (alarm_days) {
    add_content(out, "BEGIN:VALARM");
    add_content(out, "ACTION:DISPLAY");
    add_content(out, "DESCRIPTION:" + escaped(summary));
    add_content(out, *alarm_days > 0 ? "TRIGGER:-P" + std::to_string(*alarm_days) + "D"
                                     : std::string("TRIGGER:PT0S"));
    add_content(out, "END:VALARM");
  }
  add_content(out, "END:VEVENT");
}

// ---- CSV

/// RFC 4180; what a spreadsheet would take for a formula is kept from being one.
std::string cell(std::string_view text) {
  std::string out = "\"";
  if (runs_as_formula(text)) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

void add_row(std::string& out, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) out += (i == 0 ? "" : ",") + cell(cells[i]);
  out += "\r\n";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

std::string to_csv(const std::vector<Deadline>& deadlines, Language language) {
  std::string out = "\xEF\xBB\xBF";
  if (language == Language::zh) {
    add_row(out, {"期限", "事项代码", "事项", "转化项目", "环节", "对象", "序号", "说明",
                  "由谁办代码", "由谁办", "相关人员", "规则", "确定程度"});
  } else {
    add_row(out, {"due on", "code", "what", "case", "link", "subject", "index", "text",
                  "who (codes)", "who", "people", "rule", "firmness"});
  }
  for (const auto& d : deadlines) {
    add_row(out, {d.due_on.to_text(), std::string(to_code(d.what)),
                  std::string(in(name_of(d.what), language)), d.case_number, std::to_string(d.link),
                  d.subject, d.index == 0 ? "" : std::to_string(d.index), d.text.in(language),
                  joined(d.who), names_of(d.who, language), joined(d.people), d.rule,
                  std::string(in(name_of(d.firmness), language))});
  }
  return out;
}

std::string to_text(const std::vector<Deadline>& deadlines, const Date& today,
                    const WorkingCalendar& calendar, Language language) {
  const bool zh = language == Language::zh;
  if (deadlines.empty()) return zh ? "没有到期事项。\n" : "Nothing is due.\n";
  std::string out;
  const auto first_open = std::find_if(deadlines.begin(), deadlines.end(),
                                       [&](const Deadline& d) { return d.due_on >= today; });
  if (first_open != deadlines.begin()) {
    out += zh ? "已逾期\n" : "Overdue\n";
    for (auto at = deadlines.begin(); at != first_open; ++at) {
      add_line(out, *at, today, calendar, language);
    }
  }
  if (first_open == deadlines.end()) return out;
  if (!out.empty()) out += "\n";
  out += zh ? "将到期\n" : "Coming up\n";
  for (auto at = first_open; at != deadlines.end(); ++at) {
    add_line(out, *at, today, calendar, language);
  }
  return out;
}

std::string to_icalendar(const std::vector<Deadline>& deadlines, const Timestamp& now,
                         Language language, std::optional<int> alarm_days) {
  std::string out;
  add_content(out, "BEGIN:VCALENDAR");
  add_content(out, "VERSION:2.0");
  add_content(out, "PRODID:-//kezhuan//deadlines//ZH");
  add_content(out, "CALSCALE:GREGORIAN");
  add_content(out, "METHOD:PUBLISH");
  add_content(out, language == Language::zh ? "X-WR-CALNAME:科转：期限"
                                            : "X-WR-CALNAME:kezhuan: deadlines");
  const auto stamp = stamp_of(now);
  for (const auto& deadline : deadlines) add_event(out, deadline, stamp, language, alarm_days);
  add_content(out, "END:VCALENDAR");
  return out;
}

}  // namespace kezhuan
