"""Writes the texts that the text engine is measured on, a paragraph a line, each repeated to
a size.

Usage: texts.py CORPORA SAMPLES MEGABYTES

CORPORA is what tests/corpora/fetch filled; the texts go there.
"""
import json
import sys
from pathlib import Path

corpora, samples = map(Path, sys.argv[1:3])
size = int(sys.argv[3]) * 1_000_000


def write(name, lines):
    text = "".join(f"{line}\n" for line in lines if line).encode()
    (corpora / f"{name}.txt").write_bytes(text * -(-size // len(text)))


def lines_of(path):
    return [" ".join(line.split()) for line in path.read_text(encoding="utf-8").split("\n")]


write("plain", lines_of(corpora / "texts/udhr-arb.txt"))
write("vocalised", lines_of(corpora / "texts/quran.txt"))

# Arabic, Latin, digits and brackets in every line: articles, and verses with their places
# and translations.
articles = [line for path in sorted(samples.glob("*.md")) for line in lines_of(path)]
chapters = json.loads((corpora / "quran-json/dist/quran_en.json").read_text(encoding="utf-8"))
verses = [
    f"{verse['text']} ({chapter['id']}:{verse['id']}) {verse['translation']}"
    for chapter in chapters
    for verse in chapter["verses"]
]
write("news", articles)
write("mixed", articles * 3 + verses[:1500])
