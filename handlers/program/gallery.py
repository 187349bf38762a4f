"""`bot.py gallery`: every message, modal and Home tab, as a list or as a page."""

import base64
import json
import re
from pathlib import Path

from handlers.program.terminal import TerminalError
from messages.gallery import gallery
from messages.words import LANGUAGES

ExampleAsJson = dict[str, object]
PAGE = Path(__file__).parents[1] / "local_slack" / "page"
IMPORT = re.compile(r"""((?:from|import)\s*\(?\s*)"(\.{1,2}/[^"]+)\"""")
FRAME = """<!doctype html>
<html lang="%(language)s">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Koers: everything it says (%(language)s)</title>
<style>%(style)s
body { display: block; overflow: auto; height: auto; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem; }
article { border: 1px solid var(--line, #ccc); border-radius: 12px; padding: 1rem 1.25rem; margin: 0 0 1.5rem; overflow: auto; }
article h2 { font-size: .8rem; font-weight: 500; opacity: .7; margin: 0 0 .75rem; }
</style>
<script type="importmap">%(modules)s</script>
</head>
<body>
<main id="gallery"></main>
<script type="application/json" id="examples">%(examples)s</script>
<script type="module">
import { renderBlocks } from "page/blocks/render.js";
const surface = { values: {}, errors: {}, act: async () => ({}), entry() {}, fill() {}, flush: async () => {}, redraw() {} };
for (const example of JSON.parse(document.getElementById("examples").textContent)) {
  const article = document.createElement("article");
  const title = document.createElement("h2");
  title.textContent = `${example.name} · ${example.surface}`;
  article.append(title);
  if (example.blocks.length) article.append(...renderBlocks(example.blocks, surface));
  else article.append(example.text);
  document.getElementById("gallery").append(article);
}
</script>
</body>
</html>
"""


def examples(language: str) -> list[ExampleAsJson]:
    """Every example in this language, as the contract has them. Raises TerminalError for one we do not speak."""
    if language not in LANGUAGES:
        raise TerminalError(f"There are no words in {language!r}. Languages: {', '.join(LANGUAGES)}.")
    return [
        {"name": one.name, "language": language, "surface": one.surface, "text": one.text, "blocks": one.blocks}
        for one in gallery(language)
    ]


def as_json(language: str) -> str:
    """The examples as JSON."""
    return json.dumps(examples(language), ensure_ascii=False, indent=1)


def write_page(language: str, folder: Path) -> tuple[Path, int]:
    """Write the examples as one file that opens without a server; returns it, and how many there are."""
    found = examples(language)
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / f"{language}.html"
    style = "\n".join(path.read_text(encoding="utf-8") for path in sorted((PAGE / "css").glob("*.css")))
    content = {
        "language": language,
        "style": style,
        "modules": json.dumps({"imports": _modules()}),
        "examples": json.dumps(found, ensure_ascii=False).replace("<", "\\u003c"),
    }
    page.write_text(FRAME % content, encoding="utf-8")
    return page, len(found)


def _modules() -> dict[str, str]:
    """The modules of the local Slack's page under bare names, as data: a file opened from disk may import nothing."""
    return {f"page/{path.relative_to(PAGE).as_posix()}": _module(path) for path in sorted(PAGE.rglob("*.js"))}


def _module(path: Path) -> str:
    def bare(match: re.Match[str]) -> str:
        imported = (path.parent / match[2]).resolve().relative_to(PAGE.resolve())
        return f'{match[1]}"page/{imported.as_posix()}"'

    source = IMPORT.sub(bare, path.read_text(encoding="utf-8"))
    return "data:text/javascript;base64," + base64.b64encode(source.encode()).decode()
