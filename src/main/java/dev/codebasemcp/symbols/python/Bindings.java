package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the values of what names are bound to. Within one code base, used by one thread. */
final class Bindings {
    private static final Set<String> ENUMS = Set.of("Enum", "IntEnum", "StrEnum", "Flag", "IntFlag");

    /** A variable that is set more often hardly has one type. */
    private static final int MOST = 12;

    private final Expressions expressions;

    Bindings(Expressions expressions) {
        this.expressions = expressions;
    }

    /** Returns the value of what a name means, as an attribute of a value if that is known. */
    Value bound(Found found, Value owner) {
        List<Value> values = new ArrayList<>();
        for (Symbol symbol : found.symbols()) {
            values.add(symbol(symbol, owner));
        }
        found.modules().forEach(module -> values.add(new Value.ModuleObject(module)));
        found.library().forEach(name -> values.add(Values.library(name)));
        return Values.oneOf(values);
    }

    private Value symbol(Symbol symbol, Value owner) {
        Optional<Binding> definition = symbol.bindings().stream()
                .limit(MOST)
                .filter(Binding::isDefinition)
                .findFirst();
        if (definition.isPresent()) {
            return definition(definition.get(), owner);
        }
        if (isEnumMember(symbol)) {
            return new Value.Instance(symbol.scope());
        }
        Value declared = symbol.scope().attributes(symbol.name()).stream()
                .limit(MOST)
                .filter(binding -> binding.annotation().isPresent())
                .findFirst()
                .map(this::value)
                .orElse(Values.UNKNOWN);
        boolean local = symbol.scope().is(Scope.Kind.FUNCTION);
        if (declared.equals(Values.UNKNOWN) || local) {
            Value assigned = assigned(symbol);
            return declared.equals(Values.UNKNOWN) || isNarrower(assigned) ? assigned : declared;
        }
        return declared;
    }

    /** What a variable was set to tells more than its declared type. */
    private static boolean isNarrower(Value assigned) {
        return assigned.alternatives().stream()
                .allMatch(value -> value instanceof Value.Instance || value instanceof Value.ClassObject);
    }

    private Value assigned(Symbol symbol) {
        if (symbol.bindings().size() > MOST) {
            return Values.UNKNOWN;
        }
        List<Value> all = new ArrayList<>();
        for (Binding binding : symbol.bindings()) {
            boolean adds = binding.source()
                    .map(source -> source.node().is("augmented_assignment"))
                    .orElse(false);
            if (!adds) {
                all.add(binding.is(Binding.Kind.PARAMETER) ? value(binding) : assigned(binding));
            }
        }
        return Values.oneOf(all);
    }

    private boolean isEnumMember(Symbol symbol) {
        return symbol.scope().is(Scope.Kind.CLASS)
                && symbol.first().is(Binding.Kind.VARIABLE)
                && symbol.first().annotation().isEmpty()
                && expressions.members().inherits(symbol.scope(), ENUMS);
    }

    private Value definition(Binding binding, Value owner) {
        if (binding.is(Binding.Kind.CLASS)) {
            return PythonFacts.of(binding.scope().file())
                    .scopeOf(binding.definition())
                    .<Value>map(Value.ClassObject::new)
                    .orElse(Values.UNKNOWN);
        }
        boolean ofInstance = owner instanceof Value.Instance || owner instanceof Value.Super;
        if (ofInstance && binding.isDecorated("property", "cached_property", "abstractproperty", "reify")) {
            return expressions.calls().result(new Value.Function(binding, owner), Optional.empty());
        }
        return new Value.Function(binding, owner);
    }

    /** Returns the value of one binding. */
    Value value(Binding binding) {
        if (binding.is(Binding.Kind.PARAMETER)) {
            return parameter(binding);
        }
        if (binding.annotation().isPresent()) {
            return annotated(binding);
        }
        return assigned(binding);
    }

    private Value assigned(Binding binding) {
        return binding.source().map(source -> sourced(binding, source)).orElse(Values.UNKNOWN);
    }

    private Value annotated(Binding binding) {
        SourceFile file = binding.scope().file();
        SyntaxNode annotation = binding.annotation().orElseThrow();
        if (Texts.lastName(Texts.shortText(annotation)).equals("TypeAlias")) {
            return binding.source()
                    .map(source -> Annotations.classes(expressions.annotations().of(file, source.node())))
                    .orElse(Values.UNKNOWN);
        }
        return expressions.annotations().of(file, annotation);
    }

    private Value parameter(Binding binding) {
        Optional<Value> self = Self.of(binding);
        if (self.isPresent()) {
            return self.get();
        }
        if (binding.annotation().isEmpty()) {
            Value value =
                    binding.source().map(source -> sourced(binding, source)).orElse(Values.UNKNOWN);
            return value.equals(Values.NONE) ? Values.UNKNOWN : value;
        }
        Value type = annotated(binding);
        SyntaxNode first = binding.node().children().get(0);
        if (first.is("list_splat_pattern")) {
            return Values.library("list", type);
        }
        return first.is("dictionary_splat_pattern") ? Values.library("dict", Values.TEXT, type) : type;
    }

    private Value sourced(Binding binding, Source source) {
        SourceFile file = binding.scope().file();
        return switch (source.way()) {
            case ASSIGNED -> part(expressions.of(file, source.node()), source.index());
            case ITERATED -> part(expressions.calls().iterated(expressions.of(file, source.node())), source.index());
            case ENTERED -> part(expressions.calls().entered(expressions.of(file, source.node())), source.index());
            case RAISED -> expressions.annotations().of(file, raised(source.node()));
            case TYPE, NONE -> Values.UNKNOWN;
        };
    }

    private static SyntaxNode raised(SyntaxNode node) {
        return node;
    }

    private Value part(Value whole, int index) {
        return index == Source.WHOLE
                ? whole
                : Values.oneOf(whole.alternatives().stream()
                        .map(one -> expressions.calls().item(one, index))
                        .toList());
    }
}
