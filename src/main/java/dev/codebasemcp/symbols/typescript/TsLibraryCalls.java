package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.typescript.TsType.Library;
import dev.codebasemcp.symbols.typescript.TsType.Other;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What calls of the library that comes with the language return, and what they give to functions. */
final class TsLibraryCalls {
    private static final String ITERABLE = "Iterable";
    private static final Set<String> SAME = Set.of(
            "filter", "slice", "concat", "reverse", "sort", "toSorted", "toReversed", "splice", "fill", "values");
    private static final Set<String> ONE = Set.of("find", "findLast", "pop", "shift", "at");
    private static final Set<String> MAPPING = Set.of("map", "flatMap");
    private static final Set<String> EACH =
            Set.of("forEach", "map", "flatMap", "filter", "find", "findLast", "findIndex", "some", "every");

    private final TsChecker checker;

    TsLibraryCalls(TsChecker checker) {
        this.checker = checker;
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
        TsType owner = checker.library().plain(checker.expressions().of(file, object.get()));
        if (owner instanceof TsType.Tuple tuple) {
            owner = array(TsType.union(tuple.elements()));
        }
        return owner instanceof Library library && !library.arguments().isEmpty()
                ? Optional.of(result(file, call, library, name.get().text()))
                : Optional.empty();
    }

    private TsType result(SourceFile file, SyntaxNode call, Library owner, String name) {
        if (TsLibrary.PROMISES.contains(owner.name())) {
            return name.equals("then") ? then(file, call) : owner;
        }
        if (TsLibrary.MAPS.contains(owner.name())) {
            return ofMap(owner, name);
        }
        if (SAME.contains(name)) {
            return owner;
        }
        if (MAPPING.contains(name)) {
            TsType mapped = returned(file, call);
            return array(name.equals("map") ? mapped : checker.library().element(mapped));
        }
        return ONE.contains(name) ? checker.library().element(owner) : Other.UNKNOWN;
    }

    private static TsType ofMap(Library map, String name) {
        return switch (name) {
            case "get" -> TsLibrary.value(map);
            case "values" -> new Library(ITERABLE, List.of(TsLibrary.value(map)));
            case "keys" -> new Library(ITERABLE, List.of(map.arguments().get(0)));
            case "entries" -> new Library(ITERABLE, List.of(new TsType.Tuple(map.arguments())));
            default -> name.equals("set") ? map : Other.OUTSIDE;
        };
    }

    private TsType then(SourceFile file, SyntaxNode call) {
        return promise(checker.library().awaited(returned(file, call)));
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
        List<TsType> types = arguments.stream()
                .limit(4)
                .map(argument -> checker.expressions().of(file, argument))
                .toList();
        return Optional.of(ofGlobal(object.text() + "." + name, types));
    }

    private TsType ofGlobal(String name, List<TsType> arguments) {
        TsType first = arguments.get(0);
        return switch (name) {
            case "Promise.all" -> promise(allAwaited(first));
            case "Promise.race", "Promise.any" ->
                promise(checker.library().awaited(checker.library().element(first)));
            case "Promise.resolve" -> promise(checker.library().awaited(first));
            case "Object.values" -> array(checker.members().indexed(first));
            case "Object.entries" ->
                array(new TsType.Tuple(List.of(Other.OUTSIDE, checker.members().indexed(first))));
            case "Object.assign" -> new TsType.Several(arguments, false);
            case "Object.freeze" -> first;
            case "Array.from" -> array(checker.library().element(first));
            default -> Other.UNKNOWN;
        };
    }

    private static TsType promise(TsType type) {
        return new Library("Promise", List.of(type));
    }

    private static TsType array(TsType type) {
        return new Library("Array", List.of(type));
    }

    private TsType allAwaited(TsType type) {
        if (type instanceof TsType.Tuple tuple) {
            return new TsType.Tuple(
                    tuple.elements().stream().map(checker.library()::awaited).toList());
        }
        return array(checker.library().awaited(checker.library().element(type)));
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
        TsType owner = checker.library().plain(checker.expressions().of(file, object.get()));
        boolean library = owner instanceof TsType.Tuple
                || (owner instanceof Library generic && !generic.arguments().isEmpty());
        return library ? Optional.of(callback(owner, name, number)) : Optional.empty();
    }

    private TsType callback(TsType owner, String name, int number) {
        if (owner instanceof Library map && TsLibrary.MAPS.contains(map.name())) {
            return mapCallback(map, name, number);
        }
        if (owner instanceof Library promise && TsLibrary.PROMISES.contains(promise.name())) {
            return promiseCallback(promise, name, number);
        }
        TsType element = checker.library().element(owner);
        return switch (name) {
            case "reduce" -> number == 0 ? new TsType.Callback(List.of(Other.UNKNOWN, element)) : Other.UNKNOWN;
            case "sort" -> new TsType.Callback(List.of(element, element));
            case "push", "add" -> element;
            default -> new TsType.Callback(List.of(element));
        };
    }

    private TsType promiseCallback(Library promise, String name, int number) {
        return number == 0 && name.equals("then")
                ? new TsType.Callback(
                        List.of(checker.library().awaited(promise.arguments().get(0))))
                : Other.OUTSIDE;
    }

    private static TsType mapCallback(Library map, String name, int number) {
        TsType key = map.arguments().get(0);
        return switch (name) {
            case "forEach" -> new TsType.Callback(List.of(TsLibrary.value(map), key));
            case "set" -> number == 0 ? key : TsLibrary.value(map);
            default -> Other.OUTSIDE;
        };
    }
}
