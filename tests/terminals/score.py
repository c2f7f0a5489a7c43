"""Compares what tesseract read from a picture with the article that was shown.

Usage: score.py NAME ARTICLE INK PANGO_INK OWN_INK READ...

The best reading counts. Fails below 97 % of letters or 92 % of words, which research on
these terminals found right order and joining to reach (reversed words score about 19 %),
and when there are more than 1.05 times as many pieces of ink as pango makes, or as the
terminal makes of the same words when it joins them itself (OWN_INK, 0 where it does not):
letters that are not joined make more.
"""
import difflib
import re
import sys

name, article, ink, pango_ink, own_ink, *readings = sys.argv[1:]


def words(path):
    text = open(path, encoding="utf-8").read()
    text = re.sub("[\u064b-\u0652\u200e\u200f]", "", text)
    return re.findall("[\u0621-\u064a]+", text)


def share(expected, found):
    matcher = difflib.SequenceMatcher(None, expected, found, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return 100 * same / len(expected)


# The body alone: category and headline stand above it in the reader as well.
expected = words(article)[2:]
scores = []
for reading in readings:
    found = words(reading)
    letters = share("".join(expected), "".join(found))
    scores.append((letters, share(expected, found)))
letters, whole = max(scores)
pieces = int(ink) / int(pango_ink)
own = int(ink) / int(own_ink) if int(own_ink) else None
joined = min(pieces, own or pieces) <= 1.05
right = letters >= 97 and whole >= 92 and joined
beside_own = "" if own is None else f"{own:.2f}"
print(
    f"{name:12} {letters:8.1f} {whole:8.1f} {pieces:8.2f} {beside_own:>8}"
    f"{'' if right else '   wrong'}"
)
sys.exit(0 if right else 1)
