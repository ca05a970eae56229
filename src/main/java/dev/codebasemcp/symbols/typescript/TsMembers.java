package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.typescript.TsFacts.Space;
import dev.codebasemcp.symbols.typescript.TsFound.Share;
import dev.codebasemcp.symbols.typescript.TsFound.State;
import dev.codebasemcp.symbols.typescript.TsSymbol.Kind;
import dev.codebasemcp.symbols.typescript.TsSymbol.Part;
import dev.codebasemcp.symbols.typescript.TsType.Named;
import dev.codebasemcp.symbols.typescript.TsType.Other;
import dev.codebasemcp.symbols.typescript.TsType.Shape;
import java.util.ArrayList;
import java.util.Collections;
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

    /** Returns the member of a type with a name. */
    TsFound find(TsType type, String name) {
        if (!checker.guard().enter()) {
            return TsFound.UNKNOWN;
        }
        try {
            return in(checker.types().reduced(type), name);
        } finally {
            checker.guard().leave();
        }
    }

    private TsFound in(TsType type, String name) {
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
            return TsFound.outside(checker.library().property(library, name));
        }
        return type == Other.UNKNOWN ? TsFound.UNKNOWN : TsFound.outside(Other.OUTSIDE);
    }

    private TsFound several(TsType.Several several, String name) {
        Set<TsSymbol> symbols = new LinkedHashSet<>();
        List<TsType> types = new ArrayList<>();
        List<Share> shares = new ArrayList<>();
        State weakest = State.ABSENT;
        boolean some = false;
        for (TsType part : several.parts()) {
            TsFound found = find(part, name);
            some |= !found.isFound() || found.share() != Share.ALL;
            if (found.isFound()) {
                shares.add(found.share());
                symbols.addAll(found.symbols());
                types.add(found.type());
            } else {
                weakest = weaker(weakest, found.state());
                types.addAll(found.state() == State.OUTSIDE ? List.of(found.type()) : List.of());
            }
        }
        TsType type = several.either() || types.size() < 2 ? TsType.union(types) : new TsType.Several(types, false);
        if (symbols.isEmpty()) {
            return new TsFound(weakest, List.of(), type, Share.ALL);
        }
        Share share = several.either() ? union(symbols.size(), some) : Collections.min(shares);
        return new TsFound(State.FOUND, List.copyOf(symbols), type, share);
    }

    private static State weaker(State one, State other) {
        return other == State.UNKNOWN || one == State.ABSENT ? other : one;
    }

    private static Share union(int symbols, boolean some) {
        if (symbols > 1) {
            return Share.EACH;
        }
        return some ? Share.SOME : Share.ALL;
    }

    private TsFound named(Named named, String name) {
        TsSymbol symbol = named.symbol();
        if (symbol.is(Kind.ENUM)) {
            return TsFound.outside(Other.OUTSIDE);
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
        TsFound inherited = inherited(checker.heritage().supertypes(named), name);
        return inherited.state() == State.ABSENT ? indexed(named, values).orElse(inherited) : inherited;
    }

    private TsFound inherited(List<TsType> supertypes, String name) {
        TsFound best = TsFound.ABSENT;
        for (TsType above : supertypes) {
            TsFound found = find(above, name);
            if (found.isFound()) {
                return found;
            }
            if (best.state() != State.UNKNOWN && found.state() != State.ABSENT) {
                best = found;
            }
        }
        return best;
    }

    private Optional<TsFound> indexed(Named named, Map<SyntaxNode, TsType> values) {
        return named.symbol().parts().stream()
                .flatMap(part -> part.node().child("body").stream())
                .flatMap(body -> body.children("index_signature").stream())
                .findFirst()
                .map(index -> TsFound.outside(indexType(named.symbol().file(), index, values)));
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
                    .map(TsFound::type)
                    .orElse(Other.UNKNOWN);
        }
        return reduced instanceof TsType.Library || reduced instanceof TsType.Tuple
                ? checker.library().indexed(reduced)
                : Other.UNKNOWN;
    }

    private TsFound body(Shape shape, String name) {
        List<TsSymbol> own = TsFacts.of(shape.file()).members(shape.node(), name);
        if (!own.isEmpty()) {
            return found(own, shape.values());
        }
        for (SyntaxNode index : shape.node().children("index_signature")) {
            Optional<SyntaxNode> mapped =
                    index.children("mapped_type_clause").stream().findFirst();
            return mapped.isPresent()
                    ? mapped(shape, index, mapped.get(), name)
                    : TsFound.outside(indexType(shape.file(), index, shape.values()));
        }
        return TsFound.ABSENT;
    }

    /** {@code [K in keyof T]} has the members of {@code T}, usually with other types. */
    private TsFound mapped(Shape shape, SyntaxNode index, SyntaxNode clause, String name) {
        TsType type = indexType(shape.file(), index, shape.values());
        Optional<SyntaxNode> source = clause.child("type")
                .filter(keys -> keys.is("index_type_query"))
                .flatMap(keys -> keys.children().stream().findFirst());
        if (source.isEmpty()) {
            return TsFound.outside(type);
        }
        TsFound found = find(checker.types().of(shape.file(), source.get(), shape.values()), name);
        boolean same = index.child("type")
                .filter(value -> !value.descendants()
                        .filter(node -> node.is("lookup_type"))
                        .findFirst()
                        .isEmpty())
                .isPresent();
        return same ? found : found.of(type);
    }

    private TsFound literal(Shape shape, String name) {
        List<TsSymbol> own = TsFacts.of(shape.file()).members(shape.node(), name);
        if (!own.isEmpty()) {
            return found(own, shape.values());
        }
        TsFound best = TsFound.ABSENT;
        for (SyntaxNode spread : shape.node().children("spread_element")) {
            Optional<SyntaxNode> value = spread.children().stream().findFirst();
            TsFound found = value.map(node -> find(checker.expressions().of(shape.file(), node), name))
                    .orElse(TsFound.UNKNOWN);
            best = found.isFound() || (!best.isFound() && found.state() != State.ABSENT) ? found : best;
        }
        return best;
    }

    private TsFound value(TsSymbol symbol, String name) {
        if (symbol.is(Kind.CLASS)) {
            return ofClass(symbol, name);
        }
        TsSymbol member = checker.types().member(symbol, name, Space.VALUES);
        return switch (member.kind()) {
            case UNKNOWN -> TsFound.ABSENT;
            case OUTSIDE -> TsFound.outside(Other.OUTSIDE);
            case ENUM_MEMBER -> new TsFound(State.FOUND, List.of(member), new Named(symbol, List.of()), Share.ALL);
            default -> found(List.of(member), Map.of());
        };
    }

    private TsFound ofFunction(TsType.Function function, String name) {
        TsFacts facts = TsFacts.of(function.file());
        List<TsSymbol> own = function.signatures().stream()
                .flatMap(node -> facts.members(node, name).stream())
                .filter(TsSymbol::isOnClass)
                .toList();
        return own.isEmpty() ? TsFound.outside(Other.OUTSIDE) : found(own, Map.of());
    }

    private TsFound ofClass(TsSymbol symbol, String name) {
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
        List<TsType> bases = checker.heritage().supertypes(new Named(symbol, List.of())).stream()
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

    private TsFound found(List<TsSymbol> symbols, Map<SyntaxNode, TsType> values) {
        TsType type = checker.expressions().typeOf(symbols.get(0)).with(values);
        return new TsFound(State.FOUND, symbols, type, Share.ALL);
    }
}
