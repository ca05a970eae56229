package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.typescript.TsType.Library;
import dev.codebasemcp.symbols.typescript.TsType.Other;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private static final Set<String> PROMISES = Set.of("Promise", "PromiseLike");
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
    private static final Set<String> MAPS = Set.of("Map", "ReadonlyMap", "WeakMap", "Record");
    private static final Set<String> OTHERS = Set.of("ReturnType", "InstanceType");
    private static final Set<String> SAME = Set.of(
            "filter", "slice", "concat", "reverse", "sort", "toSorted", "toReversed", "splice", "fill", "values");
    private static final Set<String> ONE = Set.of("find", "findLast", "pop", "shift", "at");
    private static final Set<String> MAPPING = Set.of("map", "flatMap");
    private static final Set<String> EACH =
            Set.of("forEach", "map", "flatMap", "filter", "find", "findLast", "findIndex", "some", "every");

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
            case "InstanceType" -> checker.members().instance(first, List.of());
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

    private static TsType value(Library map) {
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

    /** Returns the type of a call's result if the library declares its function. */
    Optional<TsType> result(SourceFile file, SyntaxNode call, SyntaxNode callee) {
        Optional<SyntaxNode> object = callee.child("object");
        Optional<SyntaxNode> name = callee.child("property");
        if (object.isEmpty() || name.isEmpty() || !callee.is("member_expression")) {
            return Optional.empty();
        }
        Optional<TsType> global = global(file, call, object.get(), name.get().text());
        if (global.isPresent()) {
            return global;
        }
        TsType owner = plain(checker.expressions().of(file, object.get()));
        if (owner instanceof TsType.Tuple tuple) {
            owner = new Library("Array", List.of(TsType.union(tuple.elements())));
        }
        return owner instanceof Library library && !library.arguments().isEmpty()
                ? Optional.of(result(file, call, library, name.get().text()))
                : Optional.empty();
    }

    /** Returns the option of a type that is of the library; that of all arrays if there are several. */
    private TsType plain(TsType type) {
        List<TsType> options = checker.types().options(type).stream()
                .filter(option -> option instanceof Library || option instanceof TsType.Tuple)
                .toList();
        if (options.size() == 1) {
            return options.get(0);
        }
        return options.isEmpty() ? Other.UNKNOWN : new Library("Array", List.of(element(TsType.union(options))));
    }

    private TsType result(SourceFile file, SyntaxNode call, Library owner, String name) {
        if (PROMISES.contains(owner.name())) {
            return name.equals("then") ? then(file, call) : owner;
        }
        if (MAPS.contains(owner.name())) {
            return switch (name) {
                case "get" -> value(owner);
                case "values" -> new Library("Iterable", List.of(value(owner)));
                case "keys" -> new Library("Iterable", List.of(owner.arguments().get(0)));
                case "entries" -> new Library("Iterable", List.of(new TsType.Tuple(owner.arguments())));
                default -> name.equals("set") ? owner : Other.OUTSIDE;
            };
        }
        if (SAME.contains(name)) {
            return owner;
        }
        if (MAPPING.contains(name)) {
            TsType mapped = returned(file, call);
            return new Library("Array", List.of(name.equals("map") ? mapped : element(mapped)));
        }
        return ONE.contains(name) ? element(owner) : Other.UNKNOWN;
    }

    private TsType then(SourceFile file, SyntaxNode call) {
        return new Library("Promise", List.of(awaited(returned(file, call))));
    }

    /** The type of what the function in the first argument returns. */
    private TsType returned(SourceFile file, SyntaxNode call) {
        return TsNodes.arguments(call).stream()
                .findFirst()
                .flatMap(argument -> checker
                        .calls()
                        .signatures(checker.expressions().of(file, argument))
                        .stream()
                        .findFirst())
                .map(one ->
                        checker.calls().returned(one.file(), one.signature()).with(one.values()))
                .orElse(Other.UNKNOWN);
    }

    private Optional<TsType> global(SourceFile file, SyntaxNode call, SyntaxNode object, String name) {
        List<SyntaxNode> arguments = TsNodes.arguments(call);
        boolean ofLanguage = object.is("identifier")
                && Set.of("Promise", "Object", "Array").contains(object.text())
                && checker.expressions().value(file, object).isEmpty();
        if (!ofLanguage || arguments.isEmpty()) {
            return Optional.empty();
        }
        TsType first = checker.expressions().of(file, arguments.get(0));
        return Optional.of(
                switch (object.text() + "." + name) {
                    case "Promise.all" -> new Library("Promise", List.of(allAwaited(first)));
                    case "Promise.race", "Promise.any" -> new Library("Promise", List.of(awaited(element(first))));
                    case "Promise.resolve" -> new Library("Promise", List.of(awaited(first)));
                    case "Object.values" ->
                        new Library("Array", List.of(checker.members().indexed(first)));
                    case "Object.entries" ->
                        new Library(
                                "Array",
                                List.of(new TsType.Tuple(
                                        List.of(Other.OUTSIDE, checker.members().indexed(first)))));
                    case "Object.assign" ->
                        new TsType.Several(
                                arguments.stream()
                                        .limit(4)
                                        .map(argument -> checker.expressions().of(file, argument))
                                        .toList(),
                                false);
                    case "Object.freeze" -> first;
                    case "Array.from" -> new Library("Array", List.of(element(first)));
                    default -> Other.UNKNOWN;
                });
    }

    private TsType allAwaited(TsType type) {
        if (type instanceof TsType.Tuple tuple) {
            return new TsType.Tuple(tuple.elements().stream().map(this::awaited).toList());
        }
        return new Library("Array", List.of(awaited(element(type))));
    }

    /** Returns what a method of the library expects as an argument; empty if the method is none of the library. */
    Optional<TsType> callback(SourceFile file, SyntaxNode call, int number) {
        Optional<SyntaxNode> callee = call.child("function").filter(node -> node.is("member_expression"));
        Optional<SyntaxNode> object = callee.flatMap(node -> node.child("object"));
        String name = callee.flatMap(node -> node.child("property"))
                .map(SyntaxNode::text)
                .orElse("");
        boolean known = EACH.contains(name)
                || Set.of("then", "reduce", "sort", "push", "set", "add").contains(name);
        if (object.isEmpty() || !known) {
            return Optional.empty();
        }
        TsType owner = plain(checker.expressions().of(file, object.get()));
        boolean library = owner instanceof TsType.Tuple
                || (owner instanceof Library generic && !generic.arguments().isEmpty());
        return library ? Optional.of(callback(owner, name, number)) : Optional.empty();
    }

    private TsType callback(TsType owner, String name, int number) {
        if (owner instanceof Library map && MAPS.contains(map.name())) {
            return switch (name) {
                case "forEach" ->
                    new TsType.Callback(List.of(value(map), map.arguments().get(0)));
                case "set" -> number == 0 ? map.arguments().get(0) : value(map);
                default -> Other.OUTSIDE;
            };
        }
        if (owner instanceof Library promise && PROMISES.contains(promise.name())) {
            return number == 0 && name.equals("then")
                    ? new TsType.Callback(List.of(awaited(promise.arguments().get(0))))
                    : Other.OUTSIDE;
        }
        TsType element = element(owner);
        return switch (name) {
            case "reduce" -> number == 0 ? new TsType.Callback(List.of(Other.UNKNOWN, element)) : Other.UNKNOWN;
            case "sort" -> new TsType.Callback(List.of(element, element));
            case "push", "add" -> element;
            default -> new TsType.Callback(List.of(element));
        };
    }
}
