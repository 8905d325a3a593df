#include <algorithm>
#include <array>

#include "core/scan.hpp"
#include "exchange/cells.hpp"
#include "exchange/formula_guard.hpp"
#include "kezhuan/core/write.hpp"
#include "kezhuan/exchange/csv.hpp"
#include "kezhuan/exchange/importer.hpp"
#include "kezhuan/policy/finding.hpp"

namespace kezhuan {

namespace {

constexpr std::array<std::string_view, 7> reject_columns = {
    "行号 line", "列 column", "规则 rule", "原因", "办法", "reason", "remedy"};

/// Without those an earlier file of rejects brought along.
std::size_t own_width(const std::vector<std::string>& header) {
  return static_cast<std::size_t>(std::find_if(header.begin(), header.end(), is_reject_column) -
                                  header.begin());
}

template <class Get>
std::string joined(const std::vector<Problem>& problems, Get&& get) {
  std::string out;
  for (const auto& problem : problems) {
    const auto text = get(problem);
    if (text.empty() || ("\n" + out + "\n").find("\n" + text + "\n") != std::string::npos) continue;
    if (!out.empty()) out += '\n';
    out += text;
  }
  return out;
}

/// FILE:LINE:COLUMN
std::string column_of(const Problem& problem, const std::string& line) {
  const auto at = problem.place.find(":" + line + ":");
  return at == std::string::npos ? std::string() : problem.place.substr(at + line.size() + 2);
}

bool is_about(const Problem& problem, const std::string& line) {
  const auto at = problem.place.rfind(":" + line);
  const auto after = at + line.size() + 1;
  return at != std::string::npos && (after == problem.place.size() || problem.place[after] == ':');
}

/// What is about none of the rows, but the file, stands with the first.
std::vector<std::string> reasons(const Row& row, const ImportRecord& record,
                                 const std::vector<Problem>& all) {
  const auto line = std::to_string(row.line);
  const bool is_first = &row == &record.rows.front();
  const auto is_about_none = [&](const Problem& problem) {
    return std::none_of(record.rows.begin(), record.rows.end(), [&](const Row& each) {
      return is_about(problem, std::to_string(each.line));
    });
  };
  std::vector<Problem> problems;
  for (const auto& problem : all) {
    if (is_about(problem, line) || (is_first && is_about_none(problem))) {
      problems.push_back(problem);
    }
  }
  return {line,
          joined(problems, [&](const Problem& each) { return column_of(each, line); }),
          joined(problems, [](const Problem& each) { return each.rule; }),
          joined(problems, [](const Problem& each) { return each.what.zh; }),
          joined(problems, [](const Problem& each) { return each.remedy.zh; }),
          joined(problems, [](const Problem& each) { return each.what.en; }),
          joined(problems, [](const Problem& each) { return each.remedy.en; })};
}

/// Digits that a spreadsheet would take for a number, and show otherwise: 0015 as 15, long ones as
/// 2.02E+13.
bool loses_digits(std::string_view digits) {
  constexpr std::size_t most_shown = 11;
  return is_digits(digits) && digits.size() > 1 &&
         (digits.front() == '0' || digits.size() > most_shown);
}

/// A spreadsheet that opens the file runs nothing of what a sheet from elsewhere brought, and keeps
/// the digits of numbers.
void append_guarded(std::string& out, std::vector<std::string>& cells) {
  for (auto& cell : cells) {
    if (const std::string digits(bare(cell)); loses_digits(digits)) {
      cell = "=\"" + digits + "\"";
    } else {
      guard(cell);
    }
  }
  append_csv(out, cells);
}

/// A line of JSON as it stands; as a text when it is none. Of a line that was rejected before what
/// was rejected then: why it was is told anew.
std::string rejected_document(std::string_view text) {
  try {
    const auto node = parse_json(text);
    if (const auto* before = node.find("rejected")) return to_json(*before);
    return std::string(text);
  } catch (const Error&) {
    return to_canonical_json(std::string(text));
  }
}

}  // namespace

bool is_reject_column(std::string_view header) {
  return std::find(reject_columns.begin(), reject_columns.end(), trimmed(header)) !=
         reject_columns.end();
}

std::string reject_header(RecordSource& source) {
  auto cells = source.header();
  cells.resize(own_width(cells));
  cells.insert(cells.end(), reject_columns.begin(), reject_columns.end());
  std::string out = "\xEF\xBB\xBF";
  append_guarded(out, cells);
  return out;
}

std::string reject_rows(const ImportRecord& record, const std::vector<Problem>& problems,
                        const std::vector<std::string>& header) {
  std::string out;
  for (const auto& row : record.rows) {
    auto cells = row.cells;
    cells.resize(own_width(header));
    auto more = reasons(row, record, problems);
    cells.insert(cells.end(), more.begin(), more.end());
    // Cells without a header are kept as such: they are what is wrong.
    for (auto i = header.size(); i < row.cells.size(); ++i) cells.push_back(row.cells[i]);
    append_guarded(out, cells);
  }
  return out;
}

std::string reject_line(const ImportRecord& record, const std::vector<Problem>& problems) {
  std::string out = "{\"line\":" + std::to_string(record.line) + ",\"problems\":[";
  for (const auto& problem : problems) {
    if (out.back() != '[') out += ',';
    out += "{\"place\":" + to_canonical_json(problem.place) +
           ",\"remedy\":" + to_canonical_json(problem.remedy) +
           ",\"rule\":" + to_canonical_json(problem.rule) +
           ",\"what\":" + to_canonical_json(problem.what) + "}";
  }
  return out + "],\"rejected\":" + rejected_document(trimmed(record.text)) + "}\n";
}

}  // namespace kezhuan
