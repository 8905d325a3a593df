#include "faults/desk.hpp"

#include "kezhuan/policy/calendar_file.hpp"
#include "support/hospital.hpp"

namespace kezhuan::test {

namespace fs = std::filesystem;

namespace {

struct Original {
  Original() {
    Hospital h;
    h.prepare_achievement();
    size = h.registry.backup(scratch / "r.kz").size;
  }
  Scratch scratch;
  std::uint64_t size = 0;
};

const Original& original() {
  static const Original one;
  return one;
}

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

}  // namespace

Desk::Desk() {
  static const auto calendar = std::make_shared<const WorkingCalendar>(national_calendar());
  environment = {&clock, &ids, calendar};
}

Registry Desk::open(const fs::path& path, Access access) const {
  auto registry = Registry::open(path, access, environment);
  registry.act_as("测试");
  return registry;
}

fs::path lay_out(const fs::path& folder) {
  fs::create_directories(folder);
  fs::copy(original().scratch.folder(), folder, fs::copy_options::recursive);
  return folder / "r.kz";
}

std::uint64_t laid_out_size() { return original().size; }

Submission company(const std::string& name, std::optional<Uuid> id) {
  return Hospital::submission("institution.register", "2026-01-06",
                              R"({"name": )" + quoted(name) + R"(, "nature": "company"})", id);
}

Submission person(const std::string& name) {
  return Hospital::submission("person.register", "2026-01-06",
                              R"({"name": )" + quoted(name) + R"(, "unit": "U-1"})");
}

Submission long_company(int i) {
  return company("公司" + std::to_string(i) + std::string(18'000, 'x'));
}

Submission attachment(const Sha256& hash, std::int64_t size) {
  return Hospital::submission(
      "evidence.attach", "2026-03-02",
      R"({"evidence": "other", "title": "附件", "achievement": "KZ-1", "sha256": )" +
          quoted(hash.to_text()) + R"(, "size": )" + std::to_string(size) +
          R"(, "media_type": "text/plain"})");
}

std::string said(const std::vector<Problem>& problems) {
  std::string text;
  for (const auto& problem : problems) {
    text += problem.place + " " + problem.what.en + " | " + problem.remedy.en + "\n";
  }
  return text;
}

std::string problems_of(const fs::path& path, bool replay, const std::optional<LedgerMark>& saved) {
  const Desk desk;
  VerifyRequest request;
  request.replay = replay;
  request.saved = saved;
  try {
    return said(Registry::verify_file(path, request, desk.environment).problems);
  } catch (const Error& error) {
    return said(error.problems());
  }
}

std::vector<std::string> companies(const fs::path& path) {
  const Desk desk;
  std::vector<std::string> names;
  auto registry = desk.open(path, Access::read_only);
  ListQuery query;
  query.limit = 0;
  for (const auto& row : registry.read().list(Kind::institution, query)) names.push_back(row.name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace kezhuan::test
