#include "policy/facts.hpp"

#include <algorithm>

#include "kezhuan/acts/acts.hpp"

namespace kezhuan {

bool files(const Question& q) {
  return q.act_as<FileApplication>() != nullptr || q.act_as<ReviseApplication>() != nullptr;
}

const Matter* find_application_matter(const Question& q) {
  const auto* resolution = q.act_as<RecordResolution>();
  if (resolution == nullptr || q.file == nullptr) return nullptr;
  for (const auto& matter : resolution->matters) {
    if (matter.matter == MatterKind::application &&
        matter.achievement.target() == q.file->achievement->id) {
      return &matter;
    }
  }
  return nullptr;
}

bool approves(const Question& q) {
  const auto* matter = find_application_matter(q);
  return matter != nullptr && matter->outcome == ResolutionOutcome::approved;
}

bool concerns_application(const Question& q) {
  return q.file != nullptr && (q.is_about_record() || files(q) || approves(q));
}

const ApplicationContent* find_content(const Question& q) {
  const auto* application = q.file == nullptr ? nullptr : q.file->application;
  return application == nullptr ? nullptr : &application->content;
}

void add_for_approval(const Question& q, Findings& f, Text what, std::string place, Text remedy) {
  if (!files(q)) return f.add(std::move(what), std::move(place), std::move(remedy));
  what.zh += "论证通过前须补齐。";
  what.en += " It must be settled before approval.";
  f.warn(std::move(what), std::move(place), std::move(remedy));
}

std::string place_in_application(const Question& q, std::string_view pointer) {
  if (files(q)) return "/content" + std::string(pointer);
  const auto* matter = find_application_matter(q);
  if (matter == nullptr) return {};
  return "/matters/" + std::to_string(matter - q.act_as<RecordResolution>()->matters.data());
}

bool has_attribute(const DataSource& source, DataAttribute attribute) {
  return std::find(source.attributes.begin(), source.attributes.end(), attribute) !=
         source.attributes.end();
}

}  // namespace kezhuan
