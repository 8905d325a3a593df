#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/resources.hpp"
#include "kezhuan/core/error.hpp"
#include "kezhuan/policy/policy.hpp"

/// What `call` throws as an `Error`, or nothing if it succeeds.
inline std::optional<kezhuan::Error> error_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const kezhuan::Error& error) {
    return error;
  }
  return std::nullopt;
}

/// All problems of a configuration error, one a line, places first; "" when nothing was thrown
/// and "not config" when it was another error or one without both languages.
inline std::string config_problems(const std::function<void()>& call) {
  const auto error = error_of(call);
  if (!error) return {};
  if (error->code() != kezhuan::ErrorCode::config) return "not config";
  std::string out;
  for (const auto& problem : error->problems()) {
    if (problem.what.zh.empty() || problem.what.en.empty()) return "not bilingual";
    out += problem.place + " " + problem.what.en + " | " + problem.remedy.en + "\n";
  }
  return out;
}

inline bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// `text` with the first `from` made `to`; `from` must be there.
inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  return text.replace(text.find(from), from.size(), to);
}

inline std::string shipped(std::string_view name) { return std::string(kezhuan::resource(name)); }

/// Parsed once for all tests: it is the largest file of the project.
inline const kezhuan::Policy& national() {
  static const kezhuan::Policy policy = kezhuan::national_policy();
  return policy;
}

/// A policy with one of everything, on lines of their own.
inline const std::string small_policy = R"(schema: kezhuan/policy/1
id: small
version: "1"
title: {zh: 小, en: small}
effective_from: "2026-01-01"
sources:
  - {id: paper, kind: consensus, zh: 文, en: paper}
  - {id: statute, kind: law, zh: 法, en: statute}
  - {id: house, kind: house, zh: 自定, en: house default}
rules:
  - {id: AAA-01, kind: check, severity: refuse, title: {zh: 一, en: one}, says: {zh: 甲, en: a}, remedy: {zh: 补, en: mend}, who: [office], mend_by: [thing.mend], sources: [{source: paper, clause: "§1", firmness: seen}, {source: house, clause: "x", firmness: house}], guards: [thing.do]}
  - {id: AAA-02, kind: check, severity: refuse, title: {zh: 二, en: two}, says: {zh: 乙, en: b}, remedy: {zh: 补, en: mend}, who: [office, unit], mend_by: [], sources: [{source: paper, clause: "§2", firmness: seen}, {source: statute, clause: "1", firmness: reprint}], guards: [thing.do, thing.undo]}
  - {id: AAA-03, kind: check, severity: warn, title: {zh: 三, en: three}, says: {zh: 丙, en: c}, remedy: {zh: 补, en: mend}, who: [office], mend_by: [], sources: [{source: house, clause: "x", firmness: house}], guards: []}
  - {id: AAA-04, kind: definition, severity: note, title: {zh: 四, en: four}, says: {zh: 丁, en: d}, remedy: {zh: 补, en: mend}, who: [office], mend_by: [], sources: [{source: statute, clause: "9", firmness: general}], guards: []}
links:
  - {number: 1, code: first, step: A, title: {zh: 甲, en: first}, requires: [AAA-01]}
values:
  - {name: x.days, value: "5", combine: at_least, rule: AAA-01, title: {zh: 天, en: days}, firmness: seen, sources: [{source: paper, clause: "§1", firmness: seen}]}
  - {name: x.months, value: "12", combine: at_most, rule: AAA-01, title: {zh: 月, en: months}, firmness: house, sources: [{source: house, clause: "x", firmness: house}]}
  - {name: x.share, value: "1/2", combine: at_least, rule: AAA-01, title: {zh: 份, en: share}, firmness: house, sources: [{source: house, clause: "x", firmness: house}]}
  - {name: x.amount, value: "100.00", combine: at_least, rule: AAA-01, title: {zh: 额, en: amount}, firmness: house, sources: [{source: house, clause: "x", firmness: house}]}
  - {name: x.list, value: [a, b], combine: superset, rule: AAA-01, title: {zh: 列, en: list}, firmness: house, sources: [{source: house, clause: "x", firmness: house}]}
  - {name: x.unit, value: working_day, combine: fixed, rule: AAA-01, title: {zh: 单位, en: unit}, firmness: house, sources: [{source: house, clause: "x", firmness: house}]}
  - {name: x.flag, value: "true", combine: free, rule: AAA-01, title: {zh: 旗, en: flag}, firmness: house, sources: [{source: house, clause: "x", firmness: house}]}
)";

inline kezhuan::Policy small() { return kezhuan::Policy::from_yaml(small_policy, "small.yaml"); }

/// An overlay on `small_policy`; `body` starts on line 7.
inline std::string overlay(const std::string& body) {
  return R"(schema: kezhuan/policy-overlay/1
id: ours
version: "3"
title: {zh: 我院, en: ours}
extends: {id: small, version: "1"}
effective_from: "2026-02-01"
)" + body;
}
