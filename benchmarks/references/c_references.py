#!/usr/bin/env python3
"""Prints, as JSON lines, definitions of a C or C++ source tree with the places that refer to them, as libclang resolves them.

  c_references.py ROOT [--read "FLAGS"]... [--inactive FILE] > truth.jsonl

Each --read reads all units of the tree once with its FLAGS, and the readings are united. In FLAGS, @FILE takes units and
flags from a compile_commands.json, and %REGEX keeps the units whose path it matches. Without flags of include directories,
all directories with headers are on the path. Missing headers are tolerated. Needs python3-clang of Debian.

Only complete symbols are printed: every word of the tree's code that equals the name must be explained. It is explained
when a unit resolves it to something, be it another symbol. A word in a skipped branch, an unread file, a dropped macro argument,
or the body of a macro that nothing expands is not. A constructor's own name is no reference to its class. FILE gets the skipped
lines, the unread files and the names left out.
"""
import argparse, bisect, ctypes, json, os, re, shlex, subprocess, sys
from collections import defaultdict
sys.path.append("/usr/lib/python3/dist-packages")
from clang.cindex import Cursor, CursorKind, Index, SourceLocation, SourceRange, TranslationUnit, callbacks, conf

UNITS = (".c", ".cc", ".cpp", ".cxx")
SOURCES = UNITS + (".h", ".hh", ".hpp", ".hxx", ".inc", ".inl", ".ipp", ".m", ".mm", ".y", ".l", ".h.in")
WORDS = re.compile(r"""/\*.*?\*/|//(?:[^\n\\]|\\.)*|\bu?8?[LU]?R"(?P<d>[^(\s]*)\(.*?\)(?P=d)"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'
    |^[ \t]*\#[ \t]*(?:include|import|error|warning|pragma|line)\b(?:[^\n\\]|\\.)*|\d(?:'?[\w.])*|(?P<word>[A-Za-z_]\w*)""", re.S | re.M | re.X)
CONDITIONS = re.compile(r"^[ \t]*#[ \t]*(?:if|ifdef|ifndef|elif|undef)\b(?:[^\n\\]|\\.)*", re.S | re.M)
KINDS = {2: "type", 3: "type", 4: "type", 5: "type", 6: "field", 7: "field", 8: "method", 9: "field", 20: "type", 21: "method",
         30: "method", 31: "type", 36: "type", 601: "type"}
UNIT = CursorKind.TRANSLATION_UNIT.value
RECORDS, TYPEDEFS, BLOCKS = (2, 3, 4, 5), (20, 36), (1, 22, 23, UNIT)
DECLARATIONS = set(range(2, 11)) | set(range(20, 37)) | {201, 601}
REFERENCES, OVERLOADS = {43, 45, 46, 47, 48, 50, 101, 102}, 49
lib = conf.lib


class Ranges(ctypes.Structure):
    _fields_ = [("count", ctypes.c_uint), ("ranges", ctypes.POINTER(SourceRange))]


lib.clang_getAllSkippedRanges.restype = ctypes.POINTER(Ranges)
lib.clang_getAllSkippedRanges.argtypes = [TranslationUnit]
lib.clang_Cursor_isMacroFunctionLike.argtypes = [Cursor]


class File:
    """The words of a file's code by offset, without comments, strings and include lines."""
    def __init__(self, root, path):
        self.path, self.text = path, open(os.path.join(root, path), encoding="latin-1", newline="").read()
        self.words = {m.start(): m["word"] for m in WORDS.finditer(self.text) if m["word"]}
        self.offsets, self.lines = list(self.words), [m.start() for m in re.finditer("\n", self.text)]
        self.explained, self.skipped = set(), None
        self.conditions = [o for m in CONDITIONS.finditer(self.text) for o in self.between(m.start(), m.end())[1:]]

    def between(self, start, end):
        return self.offsets[bisect.bisect_left(self.offsets, start):bisect.bisect_left(self.offsets, end)]

    def line(self, offset):
        return bisect.bisect_left(self.lines, offset) + 1

    def place(self, offset):
        return f"{self.path}:{self.line(offset)}"


class Symbol:
    def __init__(self, kind, owner, name):
        self.kind, self.owner, self.name = kind, owner, name
        self.declared, self.defined, self.used, self.units, self.hidden = set(), set(), set(), set(), False


class Tree:
    def __init__(self, root):
        self.root, self.files, self.symbols, self.walked, self.paths = root, {}, {}, set(), {}
        names = subprocess.run(["find", ".", "-type", "f"], cwd=root, capture_output=True, text=True).stdout.split("\n")
        for path in sorted(n[2:] for n in names if n.endswith(SOURCES) and not n.endswith("Makefile.inc")):
            self.files[path] = File(root, path)

    def units(self, flags):
        keep = re.compile("|".join(f[1:] for f in flags if f.startswith("%")))
        bases = [f[1:] for f in flags if f.startswith("@")]
        flags = [f for f in flags if f[0] not in "%@"]
        if not bases:
            if not any(f.startswith("-I") for f in flags):
                flags = flags + sorted({"-I" + os.path.join(self.root, os.path.dirname(p)) for p in self.files if p.endswith((".h", ".hpp"))})
            yield from ((p, flags) for p in self.files if p.endswith(UNITS) and keep.search(p))
        done = set()
        for entry in (e for base in bases for e in json.load(open(base))):
            path = os.path.relpath(os.path.join(entry["directory"], entry["file"]), self.root)
            given = entry.get("arguments") or shlex.split(entry["command"])
            given = [a for i, a in enumerate(given) if i and a not in ("-c", "-o", "--", entry["file"]) and given[i - 1] != "-o"]
            if (path in self.files or path.startswith("..")) and keep.search(path) and path not in done:
                done.add(path)
                yield path, given + flags

    def read(self, number, flags):
        for path, given in self.units(flags):
            try:
                # 1: preprocessing record, 0x200: go on after fatal errors.
                unit = Index.create().parse(os.path.join(self.root, path), args=given + ["-w", "-fno-spell-checking", "-ferror-limit=0"], options=0x201)
            except Exception as e:
                print("not parsed:", path, e, file=sys.stderr)
                continue
            errors = [d for d in unit.diagnostics if d.severity >= 3]
            if errors:
                print(f"{number} {path}: {len(errors)} errors: {errors[0].location.file}:{errors[0].location.line} {errors[0].spelling}", file=sys.stderr)
            Reading(self, unit, path, number).run()

    def report(self, out):
        for f in self.files.values():
            f.explained |= set(f.conditions)
        macros, makers = defaultdict(set), defaultdict(set)
        for key, s in self.symbols.items():
            makers[s.name].add("macro" if key[0] == "macro" else "code")
            if key[0] == "macro":
                macros[s.name].add(key)
        for f in self.files.values():
            for o in f.conditions:
                for key in macros[f.words[o]]:
                    self.symbols[key].used.add(f.place(o))
        unknown = {}
        for f in self.files.values():
            for o, word in f.words.items():
                if o not in f.explained and (word not in unknown or unknown[word][1] != "unresolved"):
                    why = "unread" if f.skipped is None else "skipped" if f.line(o) in f.skipped else "unresolved"
                    unknown[word] = (f.place(o), why)
        left, rows = {}, []
        for key, s in self.symbols.items():
            own = len({p.rsplit(":", 1)[0] for p in s.defined})
            reason = ("not defined here" if not s.defined else "made by a macro" if s.hidden
                      else "%s at %s" % unknown[s.name][::-1] if s.name in unknown
                      else "a macro and more" if len(makers[s.name]) > 1 else "a macro of several files" if len(macros[s.name]) > 1
                      else "several definitions" if own > 1 and (s.kind != "method" or any(
                          sum(r == n for _, r in s.units) > 1 for _, n in s.units)) else None)
            if reason:
                left[s.name] = reason
            else:
                places = s.declared | s.defined
                rows.append({"kind": s.kind, "owner": s.owner, "name": s.name, "definitions": sorted(places), "references": sorted(s.used - places)})
        for row in sorted(overloads(rows), key=lambda r: r["definitions"][0]):
            print(json.dumps(row))
        reasons = defaultdict(int)
        for reason in left.values():
            reasons[reason.split(" at ")[0]] += 1
        print(len(rows), "symbols, left out:", dict(reasons), file=sys.stderr)
        if out:
            json.dump({"skipped": {p: ranges(f.skipped) for p, f in self.files.items() if f.skipped},
                       "unread": [p for p, f in self.files.items() if f.skipped is None], "left": left}, open(out, "w"), indent=0)


def overloads(rows):
    """Functions of one owner and name with a file in common are one symbol, as a reader asks for them."""
    known = defaultdict(list)
    for row in rows:
        same = known[row["kind"], row["owner"], row["name"]]
        files = {p.rsplit(":", 1)[0] for p in row["definitions"]}
        for other in list(same):
            if row["kind"] == "method" and files & {p.rsplit(":", 1)[0] for p in other["definitions"]}:
                same.remove(other)
                definitions = sorted({*row["definitions"], *other["definitions"]})
                row = dict(row, definitions=definitions, references=sorted({*row["references"], *other["references"]} - {*definitions}))
                files = {p.rsplit(":", 1)[0] for p in definitions}
        same.append(row)
    return [row for same in known.values() for row in same]


def ranges(lines):
    result = []
    for line in sorted(lines):
        if result and result[-1][1] == line - 1:
            result[-1][1] = line
        else:
            result.append([line, line])
    return result


class Reading:
    """One unit with one set of flags."""
    def __init__(self, tree, unit, path, number):
        self.tree, self.unit, self.path, self.number = tree, unit, path, number
        self.handles, self.known, self.macros, self.expansions = {}, {}, {}, {}
        self.handle, self.offset = ctypes.c_void_p(), ctypes.c_uint()
        self.pointers = ctypes.byref(self.handle), None, None, ctypes.byref(self.offset)

    def run(self):
        self.skip()
        visit = callbacks["cursor_visit"](self.preprocess)
        lib.clang_visitChildren(self.unit.cursor, visit, None)
        seen = set()
        for macro in (m for macros in self.expansions.values() for m in macros):
            self.mention(macro, seen)
        visit = callbacks["cursor_visit"](self.visit)
        lib.clang_visitChildren(self.unit.cursor, visit, None)

    def skip(self):
        skipped = {self.path: set()} if self.path in self.tree.files else {}
        for include in self.unit.get_includes():
            if (path := self.relative(include.include.name)) in self.tree.files:
                skipped.setdefault(path, set())
        found = lib.clang_getAllSkippedRanges(self.unit)
        for i in range(found.contents.count):
            start, end = found.contents.ranges[i].start, found.contents.ranges[i].end
            if start.file and (path := self.relative(start.file.name)) in skipped:
                skipped[path] |= set(range(start.line + 1, end.line))
        for path, lines in skipped.items():
            f = self.tree.files[path]
            f.skipped = lines if f.skipped is None else f.skipped & lines

    def relative(self, name):
        if name not in self.tree.paths:
            self.tree.paths[name] = os.path.relpath(name, self.tree.root)
        return self.tree.paths[name]

    def at(self, cursor):
        """The file of the tree and the offset where the cursor's token is written, in an argument or at an expansion."""
        LOCATE(lib.clang_getCursorLocation(cursor), *self.pointers)
        handle, offset = self.handle, self.offset
        if handle.value is None:
            return None, 0
        if handle.value not in self.handles:
            self.handles[handle.value] = self.tree.files.get(self.relative(FILENAME(handle.value)))
        return self.handles[handle.value], offset.value

    def preprocess(self, cursor, parent, _):
        kind = cursor._kind_id
        if kind not in (501, 502):
            return 1
        cursor._tu = self.unit
        f, offset = self.at(cursor)
        if kind == 501 and f:
            end = cursor.extent.end.offset
            name = f.words.get(offset)
            called = bool(lib.clang_Cursor_isMacroFunctionLike(cursor))
            words = f.between(offset + 1, end)
            close = f.text.find(")", offset) if called else offset
            parameters = {f.words[o] for o in words if o < close}
            key = ("macro", f.path, name)
            if name is None:
                return 1
            symbol = self.tree.symbols.setdefault(key, Symbol("method" if called else "field", "", name))
            symbol.defined.add(f.place(offset))
            f.explained.add(offset)
            f.explained |= {o for o in words if f.words[o] in parameters}
            self.macros.setdefault(name, []).append((symbol, f, [o for o in words if f.words[o] not in parameters]))
            self.known[f.path, offset] = self.macros[name][-1]
        elif kind == 502 and f:
            f.explained.add(offset)
            target = cursor.referenced
            tf, to = self.at(target) if target else (None, 0)
            if tf and (tf.path, to) in self.known:
                macro = self.known[tf.path, to]
                if f.words.get(offset) == macro[0].name:
                    macro[0].used.add(f.place(offset))
                if macro not in self.expansions.setdefault((f.path, offset), []):
                    self.expansions[f.path, offset].append(macro)
        return 1

    def mention(self, macro, seen):
        """Macros in the body of an expanded macro."""
        _, f, body = macro
        if id(macro) in seen:
            return
        seen.add(id(macro))
        for o in body:
            for inner in self.macros.get(f.words[o], ()):
                if inner is not macro:
                    inner[0].used.add(f.place(o))
                    f.explained.add(o)
                    self.mention(inner, seen)

    def visit(self, cursor, parent, _):
        kind = cursor._kind_id
        if parent._kind_id in BLOCKS and kind not in BLOCKS:
            cursor._tu = self.unit
            f, offset = self.at(cursor)
            if f is None or 500 <= kind < 600:
                return 1
            mark = (f.path, offset, kind, self.number, cursor.get_usr())
            if mark in self.tree.walked and f.path != self.path:
                return 1
            self.tree.walked.add(mark)
        if kind in REFERENCES or kind in DECLARATIONS or kind == OVERLOADS:
            cursor._tu = self.unit
            f, offset = self.at(cursor)
            if f is None:
                return 2
            if f.text[offset] == "~":
                offset = next(iter(f.between(offset, offset + 9)), offset)
            if kind in DECLARATIONS:
                self.declare(cursor, f, offset)
            elif kind == OVERLOADS:
                self.overloads(cursor, f, offset)
            else:
                target = lib.clang_getCursorReferenced(cursor)
                if target:
                    self.refer(self.symbol(target), f, offset)
        return 2

    def overloads(self, cursor, f, offset):
        found = {}
        for i in range(lib.clang_getNumOverloadedDecls(cursor)):
            name, symbol = self.symbol(lib.clang_getOverloadedDecl(cursor, i))
            found[symbol and (symbol.kind, symbol.owner, symbol.name)] = (name, symbol)
        if len(found) == 1:
            self.refer(*found.values(), f, offset)

    def refer(self, named, f, offset):
        name, symbol = named
        for where, o in self.spelled(name, f, offset, symbol):
            where.explained.add(o)
            if symbol:
                symbol.used.add(where.place(o))

    def declare(self, cursor, f, offset):
        name, symbol = self.symbol(cursor)
        places = self.spelled(name, f, offset, symbol)
        for where, o in places:
            where.explained.add(o)
        if not symbol or not places:
            return
        if f.words.get(offset) != name:
            symbol.hidden = True
        if cursor._kind_id in RECORDS and not cursor.is_definition() and not re.match(r"\w+\s*;", f.text[offset:offset + 200]):
            symbol.used.add(f.place(offset))
        elif cursor.is_definition() or cursor._kind_id in TYPEDEFS:
            symbol.defined.add(f.place(offset))
            if symbol.kind == "method":
                symbol.units.add((f.path, self.number))
        else:
            symbol.declared.add(f.place(offset))

    def spelled(self, name, f, offset, symbol):
        """The places of the name: the offset itself, or words in the body of the macro that is expanded there."""
        if not name:
            return []
        if f.words.get(offset) == name:
            return [(f, offset)]
        macros, seen = self.expansions.get((f.path, offset)), set()
        if macros is None:
            return []
        found = [place for macro in macros for place in self.body(macro, name, seen)]
        if not found and symbol:
            symbol.hidden = True
        return found

    def body(self, macro, name, seen):
        _, f, body = macro
        if id(macro) in seen:
            return []
        seen.add(id(macro))
        found = [(f, o) for o in body if f.words[o] == name]
        for o in body:
            for inner in self.macros.get(f.words[o], ()):
                found += self.body(inner, name, seen)
        return found

    def symbol(self, cursor):
        """(name, symbol), where the symbol is None for what is local or outside the tree."""
        mark = (cursor._kind_id, cursor.data[0])
        if mark not in self.known:
            self.known[mark] = self.resolve(cursor)
        return self.known[mark]

    def resolve(self, cursor):
        cursor._tu = self.unit
        template = lib.clang_getSpecializedCursorTemplate(cursor)
        for _ in range(4):
            if not template or template.kind.is_invalid():
                break
            cursor, template = template, lib.clang_getSpecializedCursorTemplate(template)
        cursor._tu = self.unit
        kind, name = cursor._kind_id, cursor.spelling
        if kind in (24, 25) and cursor.semantic_parent:
            return re.sub("<.*", "", cursor.semantic_parent.spelling), None
        if kind in RECORDS and not re.fullmatch(r"\w+", name):
            name = cursor.type.spelling.split(" ")[-1].split("::")[-1]
        parent = cursor.semantic_parent
        if made := re.fullmatch(r"(\w+)<.*>|<deduction guide for (\w+)>", name):
            return made[1] or made[2], None
        name = name if re.fullmatch(r"\w+", name) else ""
        if kind not in KINDS or not name or parent is None or not self.global_scope(parent):
            return name, None
        key = cursor
        if kind in TYPEDEFS:
            tag = cursor.underlying_typedef_type.get_declaration()
            if tag and tag._kind_id in RECORDS and (tag.spelling == name or not re.fullmatch(r"\w+", tag.spelling)):
                key = tag
        usr, f = self.key(key)
        if f is None:
            return name, None
        found = ("code", usr)
        if found not in self.tree.symbols:
            self.tree.symbols[found] = Symbol(KINDS[kind], self.owner(parent), name)
        return name, self.tree.symbols[found]

    def key(self, cursor):
        first = cursor.canonical
        first._tu = self.unit
        usr = first.get_usr()
        f, _ = self.at(first)
        # Names inside one file: USRs have only the last part of its path.
        return (usr if usr.startswith("c:@") else f"{usr} {f and f.path}"), f

    def global_scope(self, parent):
        while parent is not None and parent._kind_id not in (UNIT, 0):
            if parent._kind_id not in (1, 2, 3, 4, 5, 22, 23, 31, 32):
                return False
            parent = parent.semantic_parent
        return True

    def owner(self, parent):
        names = []
        while parent is not None and parent._kind_id in (2, 3, 4, 5, 22, 31, 32):
            name = parent.spelling if parent._kind_id == 22 or re.fullmatch(r"\w+", parent.spelling) else parent.type.spelling.split(" ")[-1].split("::")[-1]
            names.append(name if re.fullmatch(r"\w+", name) else "?")
            parent = parent.semantic_parent
        return ".".join(n for n in reversed(names) if n != "?")


# Plain handles of files are faster than the binding's objects.
raw = ctypes.CDLL(lib._name)
LOCATE = raw.clang_getSpellingLocation
LOCATE.argtypes, LOCATE.restype = [SourceLocation] + [ctypes.c_void_p] * 4, None


def FILENAME(handle):
    class CXString(ctypes.Structure):
        _fields_ = [("data", ctypes.c_void_p), ("flags", ctypes.c_uint)]
    raw.clang_getFileName.argtypes, raw.clang_getFileName.restype = [ctypes.c_void_p], CXString
    raw.clang_getCString.argtypes, raw.clang_getCString.restype = [CXString], ctypes.c_char_p
    return raw.clang_getCString(raw.clang_getFileName(handle)).decode()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root")
    parser.add_argument("--read", action="append", default=[])
    parser.add_argument("--inactive")
    options = parser.parse_args()
    tree = Tree(os.path.realpath(options.root))
    for number, flags in enumerate(options.read or [""]):
        tree.read(number, shlex.split(flags))
    tree.report(options.inactive)


main()
