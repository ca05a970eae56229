package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.typescript.TsType.Library;
import dev.codebasemcp.symbols.typescript.TsType.Other;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What resolvers need to know of the library that comes with the language: which types go through it. */
final class TsLibrary {
    /** Generic types with the members of their first argument. */
    private static final Set<String> TRANSPARENT = Set.of(
            "Partial",
            "Required",
            "Readonly",
            "NonNullable",
            "Pick",
            "Omit",
            "Exclude",
            "Extract",
            "NoInfer",
            "Awaited",
            "ThisType");

    static final Set<String> PROMISES = Set.of("Promise", "PromiseLike");
    private static final Set<String> SEQUENCES = Set.of(
            "Array",
            "ReadonlyArray",
            "Set",
            "ReadonlySet",
            "Iterable",
            "IterableIterator",
            "Iterator",
            "AsyncIterable",
            "AsyncIterableIterator",
            "AsyncIterator",
            "Generator",
            "AsyncGenerator",
            "ArrayLike",
            "ReadableStream");
    static final Set<String> MAPS = Set.of("Map", "ReadonlyMap", "WeakMap", "Record");
    private static final Set<String> OTHERS = Set.of("ReturnType", "InstanceType");

    private final TsChecker checker;

    TsLibrary(TsChecker checker) {
        this.checker = checker;
    }

    static boolean isGeneric(String name) {
        return TRANSPARENT.contains(name)
                || PROMISES.contains(name)
                || SEQUENCES.contains(name)
                || MAPS.contains(name)
                || OTHERS.contains(name);
    }

    static boolean isTransparent(String name) {
        return TRANSPARENT.contains(name);
    }

    /** Returns what a utility type stands for; other types as they are. */
    TsType reduced(Library type) {
        if (type.arguments().isEmpty()) {
            return type;
        }
        TsType first = type.arguments().get(0);
        return switch (type.name()) {
            case "Awaited" -> awaited(first);
            case "ReturnType" ->
                checker.calls().signatures(first).stream()
                        .findFirst()
                        .map(one -> checker.calls()
                                .returned(one.file(), one.signature())
                                .with(one.values()))
                        .orElse(Other.UNKNOWN);
            case "InstanceType" -> checker.heritage().instance(first, List.of());
            default -> TRANSPARENT.contains(type.name()) ? first : type;
        };
    }

    /** Returns the type of what {@code await} gives. */
    TsType awaited(TsType type) {
        return awaited(type, 0);
    }

    private TsType awaited(TsType type, int depth) {
        TsType reduced = checker.types().reduced(type);
        if (depth > 6) {
            return type;
        }
        if (reduced instanceof Library library && PROMISES.contains(library.name())) {
            return library.arguments().isEmpty()
                    ? Other.UNKNOWN
                    : awaited(library.arguments().get(0), depth + 1);
        }
        if (reduced instanceof TsType.Several several && several.either()) {
            return TsType.union(several.parts().stream()
                    .map(part -> awaited(part, depth + 1))
                    .toList());
        }
        return type;
    }

    /** Returns the type of what a loop over a value gives. */
    TsType element(TsType type) {
        List<TsType> elements = new ArrayList<>();
        for (TsType option : checker.types().options(type)) {
            TsType element = flat(option);
            if (element != Other.UNKNOWN) {
                elements.add(element);
            }
        }
        return TsType.union(elements);
    }

    private static TsType flat(TsType reduced) {
        if (reduced instanceof TsType.Tuple tuple) {
            return TsType.union(tuple.elements());
        }
        if (reduced instanceof Library library && !library.arguments().isEmpty()) {
            if (SEQUENCES.contains(library.name())) {
                return library.arguments().get(0);
            }
            return library.name().equals("Record") ? Other.UNKNOWN : new TsType.Tuple(library.arguments());
        }
        return reduced == Other.OUTSIDE ? Other.OUTSIDE : Other.UNKNOWN;
    }

    /** Returns an element of a tuple by its number. */
    TsType at(TsType.Tuple tuple, String number) {
        try {
            int at = Integer.parseInt(number);
            return at >= 0 && at < tuple.elements().size() ? tuple.elements().get(at) : Other.UNKNOWN;
        } catch (NumberFormatException other) {
            return Other.UNKNOWN;
        }
    }

    /** Returns the type of {@code value[key]}. */
    TsType indexed(TsType type) {
        if (type instanceof Library library && library.name().equals("Record")) {
            return value(library);
        }
        return element(type);
    }

    static TsType value(Library map) {
        return map.arguments().size() > 1 ? map.arguments().get(1) : Other.UNKNOWN;
    }

    /** Returns the type of a property of a library type. */
    TsType property(Library type, String name) {
        if (type.name().equals("Record")) {
            return value(type);
        }
        return name.equals("length") || name.equals("size") ? Other.OUTSIDE : Other.UNKNOWN;
    }

    /** Returns the type of {@code new Name()}. */
    TsType created(SourceFile file, SyntaxNode creation, String name, List<TsType> written) {
        if (!isGeneric(name)) {
            return Other.OUTSIDE;
        }
        if (written.isEmpty()
                && checker.types().reduced(checker.context().expected(file, creation)) instanceof Library expected) {
            return new Library(name, expected.arguments());
        }
        List<SyntaxNode> arguments = TsNodes.arguments(creation);
        if (written.isEmpty() && !arguments.isEmpty() && !name.equals("Promise")) {
            TsType element = element(checker.expressions().of(file, arguments.get(0)));
            boolean pairs = MAPS.contains(name) && element instanceof TsType.Tuple;
            return new Library(name, pairs ? ((TsType.Tuple) element).elements() : List.of(element));
        }
        return new Library(name, written);
    }

    /** Returns the option of a type that is of the library; that of all arrays if there are several. */
    TsType plain(TsType type) {
        List<TsType> options = checker.types().options(type).stream()
                .filter(option -> option instanceof Library || option instanceof TsType.Tuple)
                .toList();
        if (options.size() == 1) {
            return options.get(0);
        }
        return options.isEmpty() ? Other.UNKNOWN : new Library("Array", List.of(element(TsType.union(options))));
    }
}
