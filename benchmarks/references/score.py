#!/usr/bin/env python3
"""Scores the answers of ask.py against the truth, by line and by calling function, as one Markdown table.

  score.py --tasks DIR --scopes DIR --out DIR [--misses TOOL]

A place stands for the innermost named function around it, else the outermost value, the innermost type or the file. An answer
is right when it names any function or value around a true place; the type or file only where no function is around it.
Imports and the definition itself count for neither side.
"""
import argparse, json, statistics
from pathlib import Path


def around(scopes, place):
    path, line = place.rsplit(":", 1)
    return path, sorted((s for s in scopes.get(path, []) if s[0] <= int(line) <= s[1]), key=lambda s: (s[1] - s[0], -s[0]))


def names(scopes, place):
    """The (file, name) that may stand for a place; the first one is its unit."""
    path, found = around(scopes, place)
    by = lambda kind: [(path, s[2]) for s in found if s[3] == kind]
    if by("function"): return by("function") + by("value")
    return by("value")[::-1] + by("type") + [(path, Path(path).name)]


p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
for option in ("tasks", "scopes", "out"): p.add_argument("--" + option, type=Path, required=True)
p.add_argument("--misses")
o = p.parse_args()
total, ms = {}, {}
for file in sorted(o.out.glob("*.json")):
    for name, rows in json.loads(file.read_text()).items():
        scopes, task = (json.loads((folder / f"{name}.json").read_text()) for folder in (o.scopes, o.tasks))
        for s, (answer, took) in zip(task["symbols"], rows):
            keep = lambda places: {q for q in places if q not in s["definitions"] and not any(i[3] == "import" for i in around(scopes, q)[1])}
            want, lines = keep(s["references"]), keep(a for a in answer if isinstance(a, str))
            got = {names(scopes, q)[0] for q in lines} | {tuple(a) for a in answer if not isinstance(a, str)}
            chains = [names(scopes, q) for q in want]
            right, units = {n for c in chains for n in c}, {c[0] for c in chains}
            seen = {c[0] for c in chains if set(c) & got}
            counts = (len(lines & want), len(lines), len(want), len(got & right), len(got), len(seen), len(units))
            for key in ((n, kind, file.stem) for n in (name, "all") for kind in (s["kind"], "all")):
                total[key] = [a + b for a, b in zip(total.get(key, [0] * 7), counts)]
            for n in (name, "all"): ms.setdefault((n, file.stem), []).append(took)
            if o.misses == file.stem and (got - right or units - seen or lines and lines != want):
                print(f"{name} {s['kind']} {s['name']} ({s['definitions'][0]}): wrong {sorted(lines - want) or sorted(got - right)}, "
                      f"missing {sorted(want - lines) if lines else sorted(units - seen)}")
share = lambda a, b: f"{a / b:.3f}" if b else "-"
print("| truth | kind (places, functions) | tool | line precision | line recall | function precision | function recall | median ms | p95 ms |\n|" + "---|" * 9)
for (name, kind, tool), (hit, places, want, ok, got, seen, units) in sorted(total.items()):
    times = sorted(ms[name, tool])
    print(f"| {name} | {kind} ({want}, {units}) | {tool} | {share(hit, places)} | {share(hit, want) if places else '-'} | {share(ok, got)} "
          f"| {share(seen, units)} | {statistics.median(times):.0f} | {times[int(len(times) * .95)]:.0f} |")
