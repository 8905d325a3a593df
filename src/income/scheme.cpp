#include "kezhuan/income/scheme.hpp"

#include <algorithm>

#include "core/edit_distance.hpp"
#include "core/resources.hpp"
#include "income/scheme_document.hpp"
#include "kezhuan/core/write.hpp"
#include "policy/document_check.hpp"
#include "policy/value_form.hpp"

namespace kezhuan {

namespace {

constexpr std::string_view folder = "income/";
constexpr std::string_view ending = ".yaml";

void restate(std::optional<Money>& amount, Currency currency) {
  if (amount) amount = Money::of_minor(amount->minor(), currency);
}

Scheme checked_scheme(const Node& node, std::string_view file) {
  auto scheme = read_config<Scheme>(node, file);
  auto problems = check_scheme(scheme, &node);
  if (problems.empty()) return scheme;
  throw Error(ErrorCode::config, std::move(problems)).at(std::string(file));
}

}  // namespace

const SchemePool* Scheme::find_pool(std::string_view pool) const {
  const auto found = std::find_if(pools.begin(), pools.end(),
                                  [&](const SchemePool& each) { return each.id == pool; });
  return found == pools.end() ? nullptr : &*found;
}

Scheme scheme_from_yaml(std::string_view yaml, std::string_view file) {
  return checked_scheme(parse_config(yaml, file), file);
}

Scheme scheme_from_json(std::string_view json, std::string_view file) {
  return checked_scheme(parse_json(json), file);
}

Sha256 hash_of(const Scheme& scheme) { return sha256(to_canonical_json(scheme)); }

Scheme at_face_value(Scheme scheme, Currency currency) {
  scheme.currency = currency.to_text();
  for (auto& band : scheme.bands.table) {
    band.from = Money::of_minor(band.from.minor(), currency);
    restate(band.up_to, currency);
  }
  for (auto& entry : scheme.off_the_top) restate(entry.first, currency);
  if (scheme.costs) restate(scheme.costs->after_first, currency);
  if (scheme.payments) restate(scheme.payments->minimum, currency);
  return scheme;
}

std::vector<std::string> shipped_schemes() {
  std::vector<std::string> ids;
  for (const auto name : resource_names()) {
    if (!name.starts_with(folder) || !name.ends_with(ending)) continue;
    ids.emplace_back(name.substr(folder.size(), name.size() - folder.size() - ending.size()));
  }
  return ids;
}

Scheme shipped_scheme(std::string_view id) {
  const auto ids = shipped_schemes();
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
    const auto q = quote(id);
    const auto* near = find_nearest(ids, id, id.size() / 2, [](const auto& one) { return one; });
    const auto meant = near == nullptr ? Text{} : quote(*near);
    throw Error(ErrorCode::not_found,
                {"没有内置的分配方案" + q.zh + (near ? "；是不是" + meant.zh + "？" : ""),
                 "no built-in scheme " + q.en + (near ? "; is it " + meant.en + "?" : "")},
                {"kezhuan income schemes 列出全部内置方案",
                 "`kezhuan income schemes` lists those there are"});
  }
  const auto file = std::string(id) + std::string(ending);
  return scheme_from_yaml(resource(std::string(folder) + file), file);
}

}  // namespace kezhuan
