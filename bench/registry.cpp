#include "kezhuan/registry/registry.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>
#include <thread>

#include "hand_written.hpp"
#include "kezhuan/core/write.hpp"
#include "kezhuan/report/statement.hpp"
#include "timer.hpp"

/// One measurement a process, so that memory and caches are its own: see run.py.
namespace kezhuan::bench {

namespace {

constexpr auto content =
    R"("content":{"primary":[{"key":"D1","kind":"master_data","title":"标注影像数据集"},{"key":"D2","kind":"metadata","title":"数据字典与标注规范"}],"secondary":["专有技术登记","数据质量检测报告","伦理审查意见书"],"rights":{"ownership":"单位所有","use":"团队使用","income":"按赋权协议分配"},"technical":{"source":"示例队列","type":"医学影像","scale":"2000 例","technique":"去噪、配准、标注、质控"},"value":{"scientific":"支持分型研究","economic":"可用于辅助诊断产品训练","compliance":"已匿名化，伦理审查通过"},"contributors":[{"person":"P-1","role":"设计","main":true},{"person":"P-2","role":"标注","main":false},{"person":"P-3","role":"质控","main":false}]})";

std::string number_of(std::int64_t i) {
  auto digits = std::to_string(i);
  return "KZ-B-" + std::string(7 - digits.size(), '0') + digits;
}

std::string character(std::int64_t index) {
  const auto point = static_cast<unsigned>(0x4E00 + index % 20'000);  // three bytes of UTF-8
  return {static_cast<char>(0xE0U | point >> 12U), static_cast<char>(0x80U | (point >> 6U & 0x3FU)),
          static_cast<char>(0x80U | (point & 0x3FU))};
}

/// Two characters that no other achievement has side by side, nor side by side with those around
/// them, so that a search finds one achievement however many there are.
std::string word_of(std::int64_t i) { return character(i) + character(i * 7919 + i / 20'000); }

std::string application_line(std::int64_t i) {
  return R"({"act":"application.file","happened":"2026-03-03","data":{"achievement":")" +
         number_of(i) + R"(","applicant":"P-1",)" + content + "}}";
}

void do_json(Batch& batch, const std::string& act, const std::string& data) {
  batch.record(
      read_submission(R"({"act":")" + act + R"(","happened":"2026-03-02","data":)" + data + "}"));
}

void setup(const std::string& path, std::int64_t count, const std::string& lines) {
  FoundRegistry founding;
  founding.name = "bench";
  founding.institution.number = "I-1";
  founding.institution.name = "示例医院";
  auto registry = Registry::create(path, founding, national_policy(), "bench");
  auto batch = registry.batch();
  for (const auto* person : {"P-1", "P-2", "P-3"}) {
    do_json(batch, "person.register",
            R"({"number":")" + std::string(person) + R"(","name":"示例"})");
  }
  do_json(
      batch, "source.register",
      R"({"number":"S-1","name":"示例队列","holder":"I-1","level":"primary","origin":"research","attributes":["health"]})");
  for (std::int64_t i = 0; i < count; ++i) {
    const auto number = number_of(i);
    do_json(batch, "achievement.register",
            R"({"number":")" + number + R"(","name":"示例影像 a)" + word_of(i) +
                R"(a 数据集","form":"dataset","level":"derived","lead":"P-1","sources":["S-1"]})");
    do_json(
        batch, "processing.record",
        R"({"achievement":")" + number +
            R"(","step":{"processing":"research","technique":"标注","changed":["structure"],"knowledge":"影像分型","measures":[{"measure":"anonymised","by":"third_party","irreversible":true}]}})");
    do_json(
        batch, "certificate.record",
        R"({"achievement":")" + number +
            R"(","certificate":"know_how","certificate_no":"ZY-1","covers":["D1"],"issued":"2026-03-01","measure":"《专有技术管理办法》"})");
    do_json(batch, "achievement.classify", R"({"achievement":")" + number + R"("})");
  }
  batch.commit();
  std::ofstream out(lines);
  for (std::int64_t i = 0; i < count; ++i) out << application_line(i) << '\n';
}

/// Opens a case for each of the first `count` achievements: talks with a company, a plan with a day
/// to be complete by, spread over a year.
void open_cases(const std::string& path, std::int64_t count) {
  auto registry = Registry::open(path);
  auto batch = registry.batch();
  do_json(batch, "institution.register",
          R"({"number":"I-2","name":"示例公司","nature":"company"})");
  for (std::int64_t i = 0; i < count; ++i) {
    const auto achievement = number_of(i);
    const auto number = case_of(achievement);
    const auto day = Date(2026, 3, 3) + std::chrono::days{i % 365};
    do_json(batch, "case.open",
            R"({"number":")" + number + R"(","title":"示例转化","achievements":[")" + achievement +
                R"("]})");
    do_json(batch, "negotiation.record",
            R"({"transfer_case":")" + number +
                R"(","transferee":"I-2","deliverables":[{"achievement":")" + achievement +
                R"(","keys":["D1"]}],"related_party":false})");
    do_json(batch, "implementation.draft",
            R"({"transfer_case":")" + number +
                R"(","summary":"示例","pricing":"agreement","complete_by":")" + day.to_text() +
                R"("})");
  }
  batch.commit();
}

std::vector<std::string> read_lines(const std::string& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

double record_all(const std::string& path, const std::string& lines) {
  auto registry = Registry::open(path);
  std::ifstream in(lines);
  const Timer timer;
  auto batch = registry.batch();
  for (std::string line; std::getline(in, line);) batch.record(read_submission(line));
  batch.commit();
  return timer.seconds();
}

double record_each(const std::string& path, const std::vector<std::string>& lines) {
  auto registry = Registry::open(path);
  const Timer timer;
  for (const auto& line : lines) registry.record(read_submission(line));
  return timer.seconds();
}

/// Eight writers, each with a registry of its own; the longest wait for one act, in seconds.
double longest_wait(const std::string& path, const std::vector<std::string>& lines) {
  constexpr std::size_t writers = 8;
  std::vector<double> longest(writers);
  std::vector<std::thread> threads;
  for (std::size_t w = 0; w < writers; ++w) {
    threads.emplace_back([&, w] {
      auto registry = Registry::open(path);
      for (std::size_t i = w; i < lines.size(); i += writers) {
        const Timer timer;
        registry.record(read_submission(lines[i]));
        longest[w] = std::max(longest[w], timer.seconds());
      }
    });
  }
  for (auto& thread : threads) thread.join();
  return *std::max_element(longest.begin(), longest.end());
}

std::vector<std::string> some_numbers(std::int64_t count, std::size_t wanted) {
  std::mt19937_64 random(1);
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < wanted; ++i) {
    numbers.push_back(
        number_of(static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(count))));
  }
  return numbers;
}

template <class F>
double read_each(const std::string& path, const std::vector<std::string>& numbers, F&& read) {
  const auto registry = Registry::open(path, Access::read_only);
  const auto snapshot = registry.read();
  snapshot.policy(snapshot.today());
  const Timer timer;
  std::size_t size = 0;
  for (const auto& number : numbers) size += read(snapshot, number);
  if (size == 1) std::puts("");
  return timer.seconds();
}

int run(const std::vector<std::string>& args) {
  const auto& what = args.at(0);
  const auto& path = args.at(1);
  const auto count = args.size() > 3 ? std::stoll(args[3]) : 0LL;
  if (what == "setup") {
    setup(path, count, args.at(2));
  } else if (what == "record-all") {
    std::printf("%.6f\n", record_all(path, args.at(2)));
  } else if (what == "by-hand-all" || what == "by-hand-each") {
    auto lines = read_lines(args.at(2));
    const auto rows = load_written(args.at(4), count);
    std::printf("%.6f\n", write_by_hand(path, lines, rows, what == "by-hand-all"));
  } else if (what == "import-by-hand") {
    std::printf("%.6f\n", import_by_hand(path, args.at(2), args.at(4)));
  } else if (what == "record-each" || what == "writers") {
    auto lines = read_lines(args.at(2));
    lines.resize(static_cast<std::size_t>(count));
    std::printf("%.6f\n", what == "writers" ? longest_wait(path, lines) : record_each(path, lines));
    const auto snapshot = Registry::open(path).read();
    std::printf("%lld\n", static_cast<long long>(snapshot.count(Kind::application)));
  } else if (what == "open-cases") {
    const Timer timer;
    open_cases(path, count);
    std::printf("%.6f\n", timer.seconds());
  } else if (what == "explain") {
    const auto registry = Registry::open(path, Access::read_only);
    const auto snapshot = registry.read();
    const Timer timer;
    const auto statement = load_statement(snapshot, args.at(2), {}, {});
    const auto size = to_text(statement, Language::zh).size();
    std::printf("%.6f\n%zu\n", timer.seconds(), size);
  } else if (what == "explain-by-hand") {
    std::printf("%.6f\n", read_money(path, args.at(2)));
  } else if (what == "due") {
    const auto registry = Registry::open(path, Access::read_only);
    const auto snapshot = registry.read();
    snapshot.policy(snapshot.today());
    const Timer timer;
    const auto due = snapshot.due(Date::parse(args.at(2)));
    std::printf("%.6f\n%zu\n", timer.seconds(), due.size());
  } else if (what == "due-by-hand") {
    std::printf("%.6f\n", read_due(path, args.at(2)));
  } else if (what == "verify") {
    const auto registry = Registry::open(path, Access::read_only);
    const Timer timer;
    VerifyRequest request;
    request.deep = false;
    if (!registry.verify(request).problems.empty()) return 3;
    std::printf("%.6f\n", timer.seconds());
  } else if (what == "read-and-hash") {
    std::printf("%.6f\n", read_and_hash(path));
  } else {
    const auto numbers = some_numbers(count, 2000);
    double seconds = 0;
    if (what == "next") {
      seconds = read_each(path, numbers, [](const Snapshot& s, const std::string& number) {
        return s.next(number).actions.size();
      });
    } else if (what == "show") {
      seconds = read_each(path, numbers, [](const Snapshot& s, const std::string& number) {
        return s.body_json(s.get(Kind::achievement, number)).size();
      });
    } else if (what == "next-case") {
      seconds = read_each(path, numbers, [](const Snapshot& s, const std::string& number) {
        return s.next(case_of(number)).actions.size();
      });
    } else if (what == "path-case") {
      seconds = read_each(path, numbers, [](const Snapshot& s, const std::string& number) {
        return s.board(case_of(number)).links.size();
      });
    } else if (what == "case-by-hand") {
      seconds = read_and_parse(path, numbers, true);
    } else if (what == "next-by-hand") {
      seconds = read_and_parse(path, numbers);
    } else if (what == "list") {
      seconds = read_each(path, numbers, [](const Snapshot& s, const std::string& number) {
        ListQuery query;
        query.state = "scientific_data";
        query.after = number;
        return s.list(Kind::achievement, query).size();
      });
    } else if (what == "search") {
      seconds = read_each(path, numbers, [](const Snapshot& s, const std::string& number) {
        SearchQuery query;
        query.words = word_of(std::stoll(number.substr(number.rfind('-') + 1)));
        const auto found = s.search(query).size();
        if (found != 1) throw std::runtime_error(query.words + ": a search is to find one");
        return found;
      });
    } else if (what == "show-by-hand") {
      seconds = read_one_row(path, numbers);
    } else {
      std::fprintf(stderr, "unknown measurement %s\n", what.c_str());
      return 2;
    }
    std::printf("%.6f\n", seconds);
  }
  return 0;
}

}  // namespace

}  // namespace kezhuan::bench

int main(int argc, char** argv) {
  try {
    return kezhuan::bench::run({argv + 1, argv + argc});
  } catch (const kezhuan::Refused& refused) {
    std::cerr << kezhuan::to_text(refused.decision(), kezhuan::Language::en);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
  }
  return 3;
}
