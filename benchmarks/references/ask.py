#!/usr/bin/env python3
"""Asks a tool who uses each symbol of the truth, and writes OUT/TOOL.json.

  ask.py TOOL --command "CMD" --tasks DIR --trees DIR --scopes DIR --out DIR

TOOL is codebase-mcp, codegraph, vg, gitnexus or words (grep -w). CMD starts it; the tools other than codebase-mcp have
indexed the trees beforehand. TASKS/NAME.json is {name, root, symbols[{kind, name, definitions[], references[]}]}, with
places as "file:line"; SCOPES/NAME.json comes from scopes.cjs. An answer is a list of places or of [file, function name].
"""
import argparse, json, os, re, shlex, subprocess, time
from pathlib import Path


class Mcp:
    """A minimal MCP client over stdio: one request at a time, with the milliseconds of all calls added up."""
    def __init__(self, command, root):
        environment = dict(os.environ, CODEBASE_MCP_ANSWERS="structured", CODEGRAPH_MCP_TOOLS="callers", DO_NOT_TRACK="1")
        self.process = subprocess.Popen(command, cwd=root, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL)
        self.number, self.ms = 0, 0
        self.request("initialize", {"protocolVersion": "2025-06-18", "capabilities": {},
                                    "clientInfo": {"name": "side-by-side", "version": "1"}})
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def send(self, message):
        self.process.stdin.write((json.dumps(message) + "\n").encode())
        self.process.stdin.flush()

    def request(self, method, params):
        self.number += 1
        self.send({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})
        for line in self.process.stdout:
            message = json.loads(line) if line.startswith(b"{") else {}
            if message.get("id") == self.number and "method" not in message:
                return message.get("result", {})
        raise RuntimeError("the server closed its output")

    def call(self, tool, **arguments):
        """The answer's fields, or {} when it is no JSON."""
        started = time.perf_counter()
        result = self.request("tools/call", {"name": tool, "arguments": arguments})
        self.ms += (time.perf_counter() - started) * 1000
        text = (result.get("content") or [{}])[0].get("text", "")
        return result.get("structuredContent") or (json.loads(text.split("\n\n---")[0]) if text.startswith("{") else {})


def near(found, lines):
    """The found lines closest to a wanted one: an annotation may stand above the name."""
    return {min(found, key=lambda f: abs(f - line)) for line in lines if found and min(abs(f - line) for f in found) <= 6}


def codebase_mcp(mcp, command, root, name, path, lines):
    answer = mcp.call("find_references", symbol=name, file_path=path, line=lines[0], limit=200)
    return [f"{r['file_path']}:{r['line']}" for r in answer["references"]
            if r["confidence"] in ("resolved", "likely") and r["kind"] != "import"]


def codegraph(mcp, command, root, name, path, lines):
    """The answer is the CLI's JSON, which keeps definitions apart; the time is that of the same question over MCP."""
    mcp.call("codegraph_callers", symbol=name, file=path, limit=100000)
    run = subprocess.run(command + ["callers", name, "-f", path, "-l", "100000", "-j"], cwd=root, capture_output=True, text=True)
    answer = json.loads(run.stdout) if run.stdout.startswith("{") else {}
    rows = [d for d in answer.get("definitions", []) if d["definition"]["filePath"] == path]
    keep = near([d["definition"]["startLine"] for d in rows], lines)
    return [[c["filePath"], c["name"]] for d in rows if d["definition"]["startLine"] in keep for c in d["callers"]
            if c.get("relationships") != ["imports"]]


def vg(mcp, command, root, name, path, lines):
    found = []
    for line in lines:
        for pick in (1, 2, 3):
            answer = mcp.call("impact_of", name=f"{path}:{line}", depth=1, pick=pick, response_format="detailed")
            if answer.get("root", "").split(".")[-1] == name:
                found += [[a["file"], Path(a["file"]).name if a["kind"] == "file" else a["name"].split(".")[-1]]
                          for a in answer.get("affected", []) if a["depth"] == 1]
                break
    return found


def gitnexus(mcp, command, root, name, path, lines):
    """Both of its tools, added up: context stops at 30 rows, impact at the kinds of relation that it is given."""
    first = mcp.call("context", name=name, file_path=path, repo=str(root))
    rows = [(c["uid"], (c.get("startLine") or c.get("line") or 0) + 1) for c in first.get("candidates") or [first.get("symbol") or {}]
            if c.get("filePath") == path and c.get("name") == name]
    keep, found = near([line for _, line in rows], lines), []
    for uid in (uid for uid, line in rows if line in keep):
        context = mcp.call("context", uid=uid, repo=str(root)).get("incoming", {})
        impact = mcp.call("impact", target=name, target_uid=uid, direction="upstream", maxDepth=1, minConfidence=0, includeTests=True,
                          relationTypes=["CALLS", "EXTENDS", "IMPLEMENTS", "ACCESSES"], repo=str(root), limit=10000)
        uses = [c for kind in ("calls", "extends", "implements", "accesses") for c in context.get(kind, [])]
        found += [[a["filePath"], a["name"]] for a in uses + impact.get("byDepth", {}).get("1", [])]
    return found


def words(mcp, command, root, name, path, lines):
    kinds = [f"--include=*.{kind}" for kind in ("java", "py", "ts", "tsx")]
    run = subprocess.run(["grep", "-rnwF", *kinds, "-e", name, "."], cwd=root, capture_output=True, text=True, errors="replace")
    return [":".join(line[2:].split(":", 2)[:2]) for line in run.stdout.splitlines()]


SERVE = {"codebase-mcp": [], "codegraph": ["serve", "--mcp", "--no-watch"], "vg": ["serve", "--local", "--no-refresh"], "gitnexus": ["mcp"]}
p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument("tool"); p.add_argument("--command", default="")
for option in ("tasks", "trees", "scopes", "out"): p.add_argument("--" + option, type=Path, required=True)
o = p.parse_args()
out, command = {}, shlex.split(o.command)
for task in (json.loads(f.read_text()) for f in sorted(o.tasks.glob("*.json"))):
    root, scopes = (o.trees / task["name"] / task["root"]).resolve(), json.loads((o.scopes / f"{task['name']}.json").read_text())
    mcp = Mcp(command + SERVE[o.tool], root) if o.tool in SERVE else None
    if o.tool == "codebase-mcp":
        started = time.perf_counter()
        mcp.call("set_working_directory", directory=str(root)); mcp.call("index_repository", repo_path=str(root))
        print(task["name"], f"indexed in {time.perf_counter() - started:.1f} s", flush=True)
    rows = out[task["name"]] = []
    for s in task["symbols"]:
        path, name = s["definitions"][0].rsplit(":", 1)[0], s["name"]
        lines = sorted(int(d.rsplit(":", 1)[1]) for d in s["definitions"])
        if s["kind"] == "type":  # the uses of a Java class's constructors are uses of the class
            lines += [c[0] for c in scopes[path] if c[2] == name and c[3] == "function"]
        before = mcp.ms if mcp else time.perf_counter() * 1000
        answer = globals()[o.tool.replace("-", "_")](mcp, command, root, name, path, lines)
        rows.append([answer, (mcp.ms if mcp else time.perf_counter() * 1000) - before])
    if mcp: mcp.process.stdin.close(); mcp.process.wait(30)
(o.out / f"{o.tool}.json").write_text(json.dumps(out))
