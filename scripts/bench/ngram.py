"""Bits per character of interpolated n-grams (Witten and Bell 1991, doi:10.1109/18.87000) on a text's parts. ngram.py [MOST]

Training, validation and test are those of configs/moby-dick.yaml: runs of windows, the first token of the text no target.
"""

import collections
import gzip
import math
import pathlib
import sys

TEXT = pathlib.Path(__file__).resolve().parents[2] / "configs" / "moby-dick.txt.gz"
LENGTH, VALIDATION, TEST = 128, 0.1, 0.1


def read():
    with gzip.open(TEXT, "rt", encoding="utf-8", newline="") as file:
        text = file.read()
    return text if text.endswith("\n") else text + "\n"


def parts(characters):
    """Where the targets of each part begin, and one past the last."""
    windows = -(-(characters - 1) // LENGTH)
    test, held_out = round(windows * TEST), round(windows * (TEST + VALIDATION))
    ends = [1, 1 + (windows - held_out) * LENGTH, 1 + (windows - test) * LENGTH, characters]
    return list(zip(ends, ends[1:]))


def count(text, order, start, end):
    """By context of so many characters, how often each character follows."""
    counts = collections.defaultdict(collections.Counter)
    for i in range(max(start, order), end):
        counts[text[i - order : i]][text[i]] += 1
    return counts


def bits(text, counts, characters, start, end):
    """The probability by each context is (count + distinct * shorter) / (total + distinct), down to equal ones."""
    total = 0
    for i in range(start, end):
        p = 1 / characters
        for order, of_order in enumerate(counts):
            seen = of_order.get(text[i - order : i]) if order <= i else None
            if seen is None:
                break
            p = (seen[text[i]] + len(seen) * p) / (seen.total() + len(seen))
        total -= math.log2(p)
    return total / (end - start)


def main():
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    text = read()
    train, validation, test = parts(len(text))
    characters = len(set(text))
    counts = []
    print("n   numbers  validation    test")
    for order in range(most):
        counts.append(count(text, order, *train))
        numbers = sum(len(seen) for of_order in counts for seen in of_order.values())
        of_parts = [bits(text, counts, characters, *part) for part in (validation, test)]
        print(f"{order + 1} {numbers:9,}  {of_parts[0]:10.3f}  {of_parts[1]:6.3f}", flush=True)


main()
