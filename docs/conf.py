"""The guide and the reference pages as HTML: scripts/docs runs Sphinx once for each language.

The pages are plain Markdown that reads well where it lies; what only Sphinx needs is said here.
"""

import pathlib
import re

from sphinx.search import SearchLanguage

# pylint: disable=invalid-name,undefined-variable
chinese = tags.has("zh")  # noqa: F821, Sphinx gives `tags`

project = "科转 kezhuan" if chinese else "kezhuan"
language = "zh_CN" if chinese else "en"
extensions = ["myst_parser"]
myst_heading_anchors = 4
html_theme = "furo"
html_title = "科转 kezhuan" if chinese else "kezhuan"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_static_path = ["site.css"]
html_css_files = ["site.css"]
nitpicky = True

guide = "guide/zh" if chinese else "guide/en"
root_doc = f"{guide}/index"
here = pathlib.Path(__file__).parent
# Pages with a Chinese twin, as rules.md with rules.zh-CN.md: each build takes its own.
twins = sorted(page.name.partition(".")[0] for page in here.glob("*.zh-CN.md"))
exclude_patterns = ["guide/en" if chinese else "guide/zh", "requirements.txt"]
exclude_patterns += [f"{page}.md" if chinese else f"{page}.zh-CN.md" for page in twins]

PAGES = ["install", "first-achievement", "transfer", "income", "reports", "old-records", "policy",
         "embedding", "sql", "operations", "audit"]
# Bilingual pages, pages with a twin, or English ones; whatever else lies here follows.
REFERENCE = ["rules", "acts", "transfer", "income", "import", "legacy", "sql-views", "operations",
             "ledger", "limits", "architecture"]
REFERENCE += sorted({page.name.partition(".")[0] for page in here.glob("*.md")} - {*REFERENCE})


def contents():
    """The tree of pages, which stands in the table of contents and not on the page."""
    caption = ("手册", "参考") if chinese else ("Guide", "Reference")
    reference = [f"/{page}.zh-CN" if chinese and page in twins else f"/{page}"
                 for page in REFERENCE]
    trees = zip(caption, (PAGES, reference))
    return "".join(f"\n```{{toctree}}\n:hidden:\n:caption: {name}\n\n" + "\n".join(pages) + "\n```\n"
                   for name, pages in trees)


CJK = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"


def join_lines(text):
    """Chinese text goes on without a blank where a line of the source ends."""
    blocks = re.split(r"(^```.*?^```$)", text, flags=re.M | re.S)
    blocks[::2] = [re.sub(rf"(?<={CJK})\n(?={CJK}|\[|\*\*)", "", block) for block in blocks[::2]]
    return "".join(blocks)


def prepare(app, docname, source):  # what Sphinx calls with each page it reads
    text = source[0]
    if docname == root_doc:
        text += contents()
    # anchors of the reference pages become targets, so that links to them are checked
    text = re.sub(r'^<a id="([\w-]+)"></a>$', r"(\1)=", text, flags=re.M)
    if chinese:
        text = join_lines(text)
        if "/" not in docname:
            text = re.sub(rf"\]\(({'|'.join(twins)})\.md", r"](\1.zh-CN.md", text)
    source[0] = text


class Pairs(SearchLanguage):
    """Chinese is found by pairs of characters: no dictionary knows the words of this trade."""

    lang = "zh"
    language_name = "Chinese"
    js_splitter_code = r"""
var splitQuery = (query) =>
  [...query.matchAll(/[\u4e00-\u9fff]+|[A-Za-z0-9_]+/g)].flatMap(([run]) =>
    run < "\u4e00" || run.length < 3
      ? [run]
      : Array.from({length: run.length - 1}, (_, at) => run.slice(at, at + 2)));
"""

    def split(self, input):
        words = []
        for run in re.findall(r"[\u4e00-\u9fff]+|[A-Za-z0-9_]+", input):
            pairs = run >= "\u4e00" and len(run) > 2
            words += [run[at:at + 2] for at in range(len(run) - 1)] if pairs else [run]
        return words


def setup(app):
    app.connect("source-read", prepare)
    if chinese:
        app.add_search_language(Pairs)
