#pragma once

#include <string>

#include "kezhuan/core/describe.hpp"
#include "kezhuan/core/sha256.hpp"
#include "report/plain.hpp"

namespace kezhuan {

/// Lines for a terminal; what people typed cannot move its cursor.
class Lines {
 public:
  explicit Lines(Language language) : language_(language) {}

  std::string in(const StaticText& text) const { return std::string(text.in(language_)); }
  template <CodedEnum E>
  std::string in(E value) const {
    return in(name_of(value));
  }

  void add(std::size_t indent, const std::string& text) {
    out_ += std::string(indent, ' ') + plain_line(text) + "\n";
  }
  void gap() { out_ += "\n"; }

  void mark(std::int64_t size, const Sha256& root) {
    add(0, in({"账册 ", "ledger "}) + std::to_string(size) +
               in({" 条，根哈希 ", " entries, root "}) + root.to_text());
  }

  Language language() const { return language_; }
  std::string take() { return std::move(out_); }

 private:
  Language language_;
  std::string out_;
};

}  // namespace kezhuan
