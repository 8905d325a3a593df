#pragma once

#include <string>
#include <string_view>

#include "kezhuan/policy/question.hpp"

/// Facts about a question that rules of several families ask for.
namespace kezhuan {

/// True when the act files or revises an application.
bool files(const Question& q);

/// The matter by which the act decides the application of the achievement in `q.file`; nullptr
/// when the act is no resolution or none of its matters is about that.
const Matter* find_application_matter(const Question& q);

/// True when the act is a resolution that approves the application of the achievement in `q.file`.
bool approves(const Question& q);

/// True for the questions a rule about an application answers: what is on record, a filing or
/// revision, an approval. Another outcome of a deliberation needs nothing to be complete.
/// False without a file, so that a rule may read `*q.file` after it.
bool concerns_application(const Question& q);

/// The content of the current application of the achievement in `q.file`; nullptr when none.
const ApplicationContent* find_content(const Question& q);

/// Reports what approval needs and filing does not yet: at filing it only warns and says so.
void add_for_approval(const Question& q, Findings& f, Text what, std::string place = {},
                      Text remedy = {});

/// JSON pointer into the act for something within the application's content, e.g.
/// "/content/primary"; for an approval the matter that approves, empty for the record.
std::string place_in_application(const Question& q, std::string_view pointer);

bool has_attribute(const DataSource& source, DataAttribute attribute);

}  // namespace kezhuan
