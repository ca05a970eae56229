package dev.codebasemcp.symbols.python;

import java.util.List;
import java.util.Set;

/** What is known of types and functions that come with Python. */
final class Libraries {
    private static final Set<String> MAPS = Set.of(
            "dict",
            "Dict",
            "Mapping",
            "MutableMapping",
            "OrderedDict",
            "defaultdict",
            "DefaultDict",
            "MappingProxyType");

    private static final Set<String> AWAITED = Set.of("Awaitable", "Future", "Task");

    private static final Set<String> SINGLE = Set.of(
            "list",
            "List",
            "set",
            "Set",
            "frozenset",
            "FrozenSet",
            "Sequence",
            "MutableSequence",
            "Iterable",
            "Iterator",
            "Collection",
            "AbstractSet",
            "MutableSet",
            "deque",
            "Deque",
            "Generator",
            "AsyncIterator",
            "AsyncIterable",
            "AsyncGenerator",
            "Reversible",
            "KeysView",
            "ValuesView",
            "WeakSet",
            "Container");

    private static final Set<String> SAME = Set.of("copy", "sorted", "reversed", "union", "difference", "intersection");

    private Libraries() {}

    private static Value result(Value.Library type, String method) {
        String name = type.lastName();
        if (MAPS.contains(name)) {
            return ofMap(type, method);
        }
        if (SINGLE.contains(name)) {
            return switch (method) {
                case "pop", "popleft", "__next__", "send" -> type.argument(0);
                case "__anext__" -> Values.library("Awaitable", type.argument(0));
                default -> SAME.contains(method) ? type : Values.library(type.name() + "." + method);
            };
        }
        return Values.library(type.name() + "." + method);
    }

    private static Value ofMap(Value.Library type, String method) {
        return switch (method) {
            case "get", "pop", "setdefault", "__getitem__" -> type.argument(1);
            case "values" -> Values.library("list", type.argument(1));
            case "keys" -> Values.library("list", type.argument(0));
            case "items" -> Values.library("list", Values.library("tuple", type.argument(0), type.argument(1)));
            case "popitem" -> Values.library("tuple", type.argument(0), type.argument(1));
            case "copy" -> type;
            default -> Values.library(type.name() + "." + method);
        };
    }

    /** Returns an attribute; of a method, a callable with its result. */
    static Value attribute(Value.Library owner, String name) {
        boolean container = !owner.arguments().isEmpty();
        return container ? Values.library("Callable", result(owner, name)) : Values.library(owner.name() + "." + name);
    }

    static Value awaited(Value.Library library) {
        if (library.lastName().equals("Coroutine")) {
            return library.argument(library.arguments().size() - 1);
        }
        return AWAITED.contains(library.lastName()) ? library.argument(0) : Values.UNKNOWN;
    }

    /** Returns what iterating over a value yields. */
    static Value iterated(Value.Library library) {
        if (library.lastName().equals("tuple") || library.lastName().equals("Tuple")) {
            return Values.oneOf(library.arguments());
        }
        boolean known = MAPS.contains(library.lastName()) || SINGLE.contains(library.lastName());
        return known ? library.argument(0) : plain(library);
    }

    /** Returns an element; of a tuple the one at an index. */
    static Value item(Value.Library library, int index) {
        String name = library.lastName();
        if (MAPS.contains(name)) {
            return library.argument(1);
        }
        if (name.equals("tuple") || name.equals("Tuple")) {
            List<Value> all = library.arguments();
            boolean endless = all.size() == 2 && all.get(1).equals(Values.UNKNOWN);
            if (index >= 0 && index < all.size() && !endless) {
                return all.get(index);
            }
            return endless ? all.get(0) : Values.oneOf(all);
        }
        // A class with type arguments, as in list[int].
        return SINGLE.contains(name) ? library.argument(0) : plain(library);
    }

    /** Texts and numbers only have parts of their own sort. */
    private static Value plain(Value.Library library) {
        return Set.of("str", "bytes", "bytearray", "range", "int").contains(library.name())
                ? Values.TEXT
                : Values.UNKNOWN;
    }

    /** Whether a function's result is never of a type of the code base. */
    static boolean returnsOwnTypes(String name) {
        int dot = name.indexOf('.');
        String module = dot < 0 ? name : name.substring(0, dot);
        String last = Texts.lastName(name);
        boolean type = !last.isEmpty() && Character.isUpperCase(last.codePointAt(0));
        boolean builtin = dot < 0 && PythonWords.isBuiltin(name) && !FREE.contains(name);
        return type || builtin || PLAIN.contains(module);
    }

    private static final Set<String> FREE = Set.of(
            "getattr",
            "next",
            "anext",
            "iter",
            "aiter",
            "max",
            "min",
            "sum",
            "map",
            "filter",
            "zip",
            "vars",
            "super",
            "eval",
            "list",
            "tuple",
            "set",
            "dict",
            "frozenset",
            "sorted",
            "reversed",
            "enumerate",
            "type",
            "object");

    private static final Set<String> PLAIN = Set.of(
            "re",
            "os",
            "json",
            "sys",
            "time",
            "datetime",
            "pathlib",
            "math",
            "random",
            "string",
            "struct",
            "hashlib",
            "hmac",
            "base64",
            "urllib",
            "socket",
            "ssl",
            "io",
            "subprocess",
            "logging",
            "shutil",
            "tempfile",
            "uuid",
            "zlib",
            "gzip",
            "html",
            "textwrap",
            "platform",
            "mimetypes",
            "secrets",
            "inspect",
            "traceback",
            "warnings",
            "binascii",
            "codecs",
            "locale",
            "calendar",
            "decimal",
            "fractions",
            "statistics",
            "ipaddress",
            "stat",
            "glob",
            "fnmatch",
            "shlex",
            "argparse",
            "csv",
            "configparser",
            "email",
            "http",
            "xml",
            "sqlite3",
            "threading",
            "unicodedata",
            "str",
            "int",
            "bytes",
            "float");
}
