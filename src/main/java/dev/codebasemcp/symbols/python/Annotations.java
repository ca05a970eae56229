package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what values annotations allow. Within one code base, used by one thread. */
final class Annotations {
    private static final int DEEPEST = 15;

    private final Names names;
    private final Members members;
    private final Map<SyntaxNode, Value> known = new HashMap<>();
    private int depth;

    Annotations(Names names, Members members) {
        this.names = names;
        this.members = members;
    }

    /** Returns a value of the type that a node writes. */
    Value of(SourceFile file, SyntaxNode type) {
        Value found = known.get(type);
        if (found == null) {
            // An alias of itself, in broken code, is nothing.
            known.put(type, Values.UNKNOWN);
            found = value(file, type, WrittenType.of(type.text()));
            known.put(type, found);
        }
        return found;
    }

    private Value value(SourceFile file, SyntaxNode at, WrittenType type) {
        if (depth > DEEPEST) {
            return Values.UNKNOWN;
        }
        depth++;
        try {
            if (type.name().equals("|")) {
                return all(file, at, type.arguments());
            }
            return type.name().isEmpty() || type.name().equals("[") ? Values.UNKNOWN : named(file, at, type);
        } finally {
            depth--;
        }
    }

    private Value all(SourceFile file, SyntaxNode at, List<WrittenType> types) {
        return Values.oneOf(types.stream().map(type -> value(file, at, type)).toList());
    }

    private Value named(SourceFile file, SyntaxNode at, WrittenType type) {
        if (type.name().equals("None")) {
            return Values.NONE;
        }
        Found found = dotted(file, at, type.name());
        if (!found.symbols().isEmpty()) {
            return Values.oneOf(found.symbols().stream().map(this::instance).toList());
        }
        String library = found.library().isEmpty() ? "" : found.library().get(0);
        return library.isEmpty() ? Values.UNKNOWN : special(file, at, library, type.arguments());
    }

    /** Returns what a name with dots means. */
    Found dotted(SourceFile file, SyntaxNode at, String name) {
        String[] parts = name.split("\\.", -1);
        Found found = names.lookup(file, parts[0], at);
        for (int i = 1; i < parts.length && !found.isEmpty(); i++) {
            found = inside(found, parts[i]);
        }
        return found;
    }

    private Found inside(Found found, String name) {
        List<Found> inner = new ArrayList<>();
        found.modules().forEach(module -> inner.add(names.member(module, name)));
        for (Symbol symbol : found.symbols()) {
            if (symbol.last().is(Binding.Kind.CLASS)) {
                scope(symbol.last()).ifPresent(scope -> inner.add(members.find(scope, name)));
            }
        }
        found.library().forEach(library -> inner.add(Found.library(library + "." + name)));
        return inner.stream().reduce(Found::and).orElse(Found.NOTHING);
    }

    private static Optional<Scope> scope(Binding definition) {
        return PythonFacts.of(definition.scope().file()).scopeOf(definition.definition());
    }

    /** Returns an instance of the class that a symbol is or stands for. */
    private Value instance(Symbol symbol) {
        Binding binding = symbol.last();
        if (binding.is(Binding.Kind.CLASS)) {
            return scope(binding).<Value>map(Value.Instance::new).orElse(Values.UNKNOWN);
        }
        Optional<SyntaxNode> alias = symbol.first()
                .source()
                .filter(source -> source.index() == Source.WHOLE)
                .map(Source::node);
        if (alias.isEmpty() || !symbol.first().is(Binding.Kind.VARIABLE)) {
            return Values.UNKNOWN;
        }
        if (alias.get().is("call")) {
            return called(symbol.scope().file(), alias.get());
        }
        return of(symbol.scope().file(), alias.get());
    }

    /** A type that a call makes: a type variable, or a new type. */
    private Value called(SourceFile file, SyntaxNode call) {
        String callee = Texts.lastName(Texts.callee(call));
        if (callee.equals("NewType")) {
            List<SyntaxNode> arguments =
                    call.child("arguments").map(SyntaxNode::children).orElse(List.of());
            return arguments.size() == 2 ? of(file, arguments.get(1)) : Values.UNKNOWN;
        }
        if (!callee.equals("TypeVar")) {
            return Values.UNKNOWN;
        }
        Value bound = call.child("arguments").stream()
                .flatMap(list -> list.children("keyword_argument").stream())
                .filter(argument -> argument.child("name")
                        .filter(n -> n.text().equals("bound"))
                        .isPresent())
                .flatMap(argument -> argument.child("value").stream())
                .map(value -> of(file, value))
                .findFirst()
                .orElse(Values.UNKNOWN);
        return new Value.Variable(call, bound);
    }

    private Value special(SourceFile file, SyntaxNode at, String library, List<WrittenType> arguments) {
        switch (Texts.lastName(library)) {
            case "Optional", "Union" -> {
                return all(file, at, arguments);
            }
            case "Annotated", "ClassVar", "Final", "Required", "NotRequired", "ReadOnly", "InitVar" -> {
                return arguments.isEmpty() ? Values.UNKNOWN : value(file, at, arguments.get(0));
            }
            case "Type", "type" -> {
                return arguments.isEmpty() ? Values.UNKNOWN : classes(value(file, at, arguments.get(0)));
            }
            case "Self" -> {
                return Self.at(file, at).<Value>map(Value.Instance::new).orElse(Values.UNKNOWN);
            }
            case "Any" -> {
                return Values.UNKNOWN;
            }
            default -> {
                return new Value.Library(
                        library,
                        arguments.stream().map(type -> value(file, at, type)).toList());
            }
        }
    }

    /** The classes whose instances these values are. */
    static Value classes(Value instances) {
        if (instances instanceof Value.Variable) {
            return instances;
        }
        return Values.oneOf(instances.alternatives().stream()
                .<Value>map(value ->
                        value instanceof Value.Instance instance ? new Value.ClassObject(instance.type()) : value)
                .toList());
    }
}
