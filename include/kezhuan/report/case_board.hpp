#pragma once

#include <string>

#include "kezhuan/path/board.hpp"

/// The path board (看板) of a transfer case to look at, to print and to paste into a document.
///
/// Pure functions of a `CaseBoard`, safe to call from several threads. Every state has a colour
/// and a symbol, so that neither a printer nor an eye that sees no colours loses it.
namespace [[gnu::visibility("default")]] kezhuan {

/// One page A4 upright: the picture, then link by link what is missing, who acts and by when.
/// No script, nothing loaded from elsewhere.
std::string to_html(const CaseBoard& board, Language language);

/// A sheet: a row for each thing a link lacks, one for a link that lacks nothing. UTF-8 with BOM,
/// no cell that a spreadsheet would run.
std::string to_csv(const CaseBoard& board, Language language);

/// A flowchart in Mermaid (`flowchart LR`), the ten links in four lanes.
std::string to_mermaid(const CaseBoard& board, Language language);

/// A picture that stands alone, with title and description for screen readers.
std::string to_svg(const CaseBoard& board, Language language);

}  // namespace kezhuan
