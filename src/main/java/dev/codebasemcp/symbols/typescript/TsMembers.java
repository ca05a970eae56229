package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.typescript.TsFacts.Space;
import dev.codebasemcp.symbols.typescript.TsSymbol.Kind;
import dev.codebasemcp.symbols.typescript.TsSymbol.Part;
import dev.codebasemcp.symbols.typescript.TsType.Named;
import dev.codebasemcp.symbols.typescript.TsType.Other;
import dev.codebasemcp.symbols.typescript.TsType.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the members of types, own and inherited ones. */
final class TsMembers {
    private final TsChecker checker;

    TsMembers(TsChecker checker) {
        this.checker = checker;
    }

    /** What is known of a member. */
    enum State {
        FOUND,
        /** The type has it, or may have it, but no file declares it. */
        OUTSIDE,
        /** The type is known and lacks it. */
        ABSENT,
        UNKNOWN
    }

    /** Which options of a union have a member. */
    enum Share {
        ALL,
        /** Others lack it. */
        SOME,
        /** Several, each its own. */
        EACH
    }

    /** A member and its type. */
    record Found(State state, List<TsSymbol> symbols, TsType type, Share share) {
        static final Found ABSENT = new Found(State.ABSENT, List.of(), Other.UNKNOWN, Share.ALL);
        static final Found UNKNOWN = new Found(State.UNKNOWN, List.of(), Other.UNKNOWN, Share.ALL);

        static Found outside(TsType type) {
            return new Found(State.OUTSIDE, List.of(), type, Share.ALL);
        }

        Found of(TsType other) {
            return new Found(state, symbols, other, share);
        }

        boolean isFound() {
            return state == State.FOUND;
        }
    }

    /** Returns the member of a type with a name. */
    Found find(TsType type, String name) {
        if (!checker.guard().enter()) {
            return Found.UNKNOWN;
        }
        try {
            return in(checker.types().reduced(type), name);
        } finally {
            checker.guard().leave();
        }
    }

    private Found in(TsType type, String name) {
        if (type instanceof Named named) {
            return named(named, name);
        }
        if (type instanceof Shape shape) {
            return shape.node().is("object") ? literal(shape, name) : body(shape, name);
        }
        if (type instanceof TsType.Several several) {
            return several(several, name);
        }
        if (type instanceof TsType.Value value) {
            return value(value.symbol(), name);
        }
        if (type instanceof TsType.Function function) {
            return ofFunction(function, name);
        }
        if (type instanceof TsType.Library library) {
            return Found.outside(checker.library().property(library, name));
        }
        return type == Other.UNKNOWN ? Found.UNKNOWN : Found.outside(Other.OUTSIDE);
    }

    private Found several(TsType.Several several, String name) {
        Set<TsSymbol> symbols = new LinkedHashSet<>();
        List<TsType> types = new ArrayList<>();
        State weakest = State.ABSENT;
        boolean some = false;
        Share strongest = Share.EACH;
        for (TsType part : several.parts()) {
            Found found = find(part, name);
            some |= !found.isFound() || found.share() != Share.ALL;
            if (found.isFound()) {
                strongest = found.share().compareTo(strongest) < 0 ? found.share() : strongest;
                symbols.addAll(found.symbols());
                types.add(found.type());
            } else if (found.state() == State.UNKNOWN || weakest == State.ABSENT) {
                weakest = found.state();
                if (found.state() == State.OUTSIDE) {
                    types.add(found.type());
                }
            }
        }
        TsType type = several.either() || types.size() < 2 ? TsType.union(types) : new TsType.Several(types, false);
        if (symbols.isEmpty()) {
            return new Found(weakest, List.of(), type, Share.ALL);
        }
        Share share = several.either() ? union(symbols.size(), some) : strongest;
        return new Found(State.FOUND, List.copyOf(symbols), type, share);
    }

    private static Share union(int symbols, boolean some) {
        if (symbols > 1) {
            return Share.EACH;
        }
        return some ? Share.SOME : Share.ALL;
    }

    private Found named(Named named, String name) {
        TsSymbol symbol = named.symbol();
        if (symbol.is(Kind.ENUM)) {
            return Found.outside(Other.OUTSIDE);
        }
        Map<SyntaxNode, TsType> values = checker.types().values(named);
        TsFacts facts = TsFacts.of(symbol.file());
        for (Part part : symbol.parts()) {
            // An old constructor keeps its members itself.
            Optional<SyntaxNode> body = symbol.is(Kind.FUNCTION)
                    ? Optional.of(part.node())
                    : part.node().child("body");
            List<TsSymbol> own = body.map(node -> facts.members(node, name)).orElse(List.of()).stream()
                    .filter(member -> !member.isOnClass())
                    .toList();
            if (!own.isEmpty()) {
                return found(own, values);
            }
        }
        Found inherited = inherited(supertypes(named), name);
        return inherited.state() == State.ABSENT ? indexed(named, values).orElse(inherited) : inherited;
    }

    private Found inherited(List<TsType> supertypes, String name) {
        Found best = Found.ABSENT;
        for (TsType above : supertypes) {
            Found found = find(above, name);
            if (found.isFound()) {
                return found;
            }
            if (best.state() != State.UNKNOWN && found.state() != State.ABSENT) {
                best = found;
            }
        }
        return best;
    }

    /** Returns what a class or interface extends. */
    List<TsType> supertypes(Named named) {
        Map<SyntaxNode, TsType> values = checker.types().values(named);
        SourceFile file = named.symbol().file();
        List<TsType> all = new ArrayList<>();
        for (Part part : named.symbol().parts()) {
            for (SyntaxNode heritage : part.node().children("class_heritage", "extends_type_clause")) {
                List<SyntaxNode> bases = bases(heritage);
                for (SyntaxNode base : bases) {
                    TsType type = heritage.is("class_heritage")
                            ? instance(checker.expressions().of(file, base), typeArguments(file, base))
                            : checker.types().of(file, base);
                    all.add(type.with(values));
                }
            }
        }
        return all;
    }

    private static List<SyntaxNode> bases(SyntaxNode heritage) {
        if (heritage.is("extends_type_clause")) {
            return heritage.children();
        }
        List<SyntaxNode> clauses = heritage.children("extends_clause");
        List<SyntaxNode> holders = clauses.isEmpty() ? List.of(heritage) : clauses;
        return holders.stream()
                .flatMap(holder -> holder.children().stream())
                .filter(child -> !child.is("implements_clause", "type_arguments", "extends_clause", "comment"))
                .toList();
    }

    private List<TsType> typeArguments(SourceFile file, SyntaxNode base) {
        return base.parent()
                .filter(clause -> clause.is("extends_clause"))
                .map(clause -> checker.types().arguments(file, clause))
                .orElse(List.of());
    }

    /** Returns the type of the instances of a class that is given as a value. */
    TsType instance(TsType constructor, List<TsType> arguments) {
        TsType type = checker.types().reduced(constructor);
        if (type instanceof TsType.Value value && value.symbol().is(Kind.CLASS)) {
            return new Named(value.symbol(), arguments);
        }
        if (type instanceof TsType.Function function && !function.signatures().isEmpty()) {
            return TsAssignments.constructed(
                            function.file(), function.signatures().get(0))
                    .<TsType>map(symbol -> new Named(symbol, List.of()))
                    .orElse(Other.UNKNOWN);
        }
        return type == Other.OUTSIDE ? Other.OUTSIDE : Other.UNKNOWN;
    }

    private Optional<Found> indexed(Named named, Map<SyntaxNode, TsType> values) {
        return named.symbol().parts().stream()
                .flatMap(part -> part.node().child("body").stream())
                .flatMap(body -> body.children("index_signature").stream())
                .findFirst()
                .map(index -> Found.outside(indexType(named.symbol().file(), index, values)));
    }

    private TsType indexType(SourceFile file, SyntaxNode index, Map<SyntaxNode, TsType> values) {
        return index.child("type")
                .map(type -> checker.types().of(file, type, values))
                .orElse(Other.UNKNOWN);
    }

    /** Returns the type of the values of a type's index signature. */
    TsType indexed(TsType type) {
        TsType reduced = checker.types().reduced(type);
        if (reduced instanceof Shape shape && !shape.node().is("object")) {
            return shape.node().children("index_signature").stream()
                    .findFirst()
                    .map(index -> indexType(shape.file(), index, shape.values()))
                    .orElse(Other.UNKNOWN);
        }
        if (reduced instanceof Named named) {
            return indexed(named, checker.types().values(named))
                    .map(Found::type)
                    .orElse(Other.UNKNOWN);
        }
        return reduced instanceof TsType.Library || reduced instanceof TsType.Tuple
                ? checker.library().indexed(reduced)
                : Other.UNKNOWN;
    }

    private Found body(Shape shape, String name) {
        List<TsSymbol> own = TsFacts.of(shape.file()).members(shape.node(), name);
        if (!own.isEmpty()) {
            return found(own, shape.values());
        }
        for (SyntaxNode index : shape.node().children("index_signature")) {
            Optional<SyntaxNode> mapped =
                    index.children("mapped_type_clause").stream().findFirst();
            return mapped.isPresent()
                    ? mapped(shape, index, mapped.get(), name)
                    : Found.outside(indexType(shape.file(), index, shape.values()));
        }
        return Found.ABSENT;
    }

    /** {@code [K in keyof T]} has the members of {@code T}, usually with other types. */
    private Found mapped(Shape shape, SyntaxNode index, SyntaxNode clause, String name) {
        TsType type = indexType(shape.file(), index, shape.values());
        Optional<SyntaxNode> source = clause.child("type")
                .filter(keys -> keys.is("index_type_query"))
                .flatMap(keys -> keys.children().stream().findFirst());
        if (source.isEmpty()) {
            return Found.outside(type);
        }
        Found found = find(checker.types().of(shape.file(), source.get(), shape.values()), name);
        boolean same = index.child("type")
                .filter(value -> !value.descendants()
                        .filter(node -> node.is("lookup_type"))
                        .findFirst()
                        .isEmpty())
                .isPresent();
        return same ? found : found.of(type);
    }

    private Found literal(Shape shape, String name) {
        List<TsSymbol> own = TsFacts.of(shape.file()).members(shape.node(), name);
        if (!own.isEmpty()) {
            return found(own, shape.values());
        }
        Found best = Found.ABSENT;
        for (SyntaxNode spread : shape.node().children("spread_element")) {
            Optional<SyntaxNode> value = spread.children().stream().findFirst();
            Found found = value.map(node -> find(checker.expressions().of(shape.file(), node), name))
                    .orElse(Found.UNKNOWN);
            best = found.isFound() || (!best.isFound() && found.state() != State.ABSENT) ? found : best;
        }
        return best;
    }

    private Found value(TsSymbol symbol, String name) {
        if (symbol.is(Kind.CLASS)) {
            return ofClass(symbol, name);
        }
        TsSymbol member = checker.types().member(symbol, name, Space.VALUES);
        return switch (member.kind()) {
            case UNKNOWN -> Found.ABSENT;
            case OUTSIDE -> Found.outside(Other.OUTSIDE);
            case ENUM_MEMBER -> new Found(State.FOUND, List.of(member), new Named(symbol, List.of()), Share.ALL);
            default -> found(List.of(member), Map.of());
        };
    }

    private Found ofFunction(TsType.Function function, String name) {
        TsFacts facts = TsFacts.of(function.file());
        List<TsSymbol> own = function.signatures().stream()
                .flatMap(node -> facts.members(node, name).stream())
                .filter(TsSymbol::isOnClass)
                .toList();
        return own.isEmpty() ? Found.outside(Other.OUTSIDE) : found(own, Map.of());
    }

    private Found ofClass(TsSymbol symbol, String name) {
        TsFacts facts = TsFacts.of(symbol.file());
        for (Part part : symbol.parts()) {
            List<TsSymbol> own =
                    part.node().child("body").map(body -> facts.members(body, name)).orElse(List.of()).stream()
                            .filter(TsSymbol::isOnClass)
                            .toList();
            if (!own.isEmpty()) {
                return found(own, Map.of());
            }
        }
        List<TsType> bases = supertypes(new Named(symbol, List.of())).stream()
                .map(TsMembers::constructor)
                .toList();
        return inherited(bases, name);
    }

    /** The class itself of an instance. */
    static TsType constructor(TsType instance) {
        return instance instanceof Named named && named.symbol().is(Kind.CLASS)
                ? new TsType.Value(named.symbol())
                : instance;
    }

    private Found found(List<TsSymbol> symbols, Map<SyntaxNode, TsType> values) {
        TsType type = checker.expressions().typeOf(symbols.get(0)).with(values);
        return new Found(State.FOUND, symbols, type, Share.ALL);
    }
}
