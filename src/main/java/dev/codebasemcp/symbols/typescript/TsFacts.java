package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a TypeScript or JavaScript file says by itself: its scopes, symbols and exports. Immutable after it was made. */
final class TsFacts {
    /** Nobody nests code deeper. */
    private static final int DEEPEST = 2_000;

    private final SourceFile file;
    private final TsSymbol module;
    private final Map<Integer, Scope> scopes = new HashMap<>();
    private final Map<Integer, TsSymbol> byNameNode = new HashMap<>();
    private final Map<Integer, Map<String, List<TsSymbol>>> members = new HashMap<>();
    private final List<TsSymbol> symbols = new ArrayList<>();
    private final TsExports exports;

    private TsFacts(SourceFile file) {
        this.file = file;
        SyntaxNode root = file.tree().root();
        this.module = new TsSymbol(file, "", "", TsSymbol.Kind.MODULE).add(root, root);
        new TsBinder(this).bind(root);
        this.exports = new TsExports(this);
    }

    static TsFacts of(SourceFile file) {
        return file.facts(TsFacts.class, TsFacts::new);
    }

    /** The names that a node declares for the nodes inside. Values and types have different names. */
    record Scope(SyntaxNode node, Map<String, TsSymbol> values, Map<String, TsSymbol> types) {
        Scope(SyntaxNode node) {
            this(node, new HashMap<>(), new HashMap<>());
        }

        Map<String, TsSymbol> names(Space space) {
            return space == Space.TYPES ? types : values;
        }
    }

    /** The two kinds of names. */
    enum Space {
        VALUES,
        TYPES
    }

    SourceFile file() {
        return file;
    }

    TsExports exports() {
        return exports;
    }

    /** The symbol of the whole file. */
    TsSymbol module() {
        return module;
    }

    /** All symbols in the order of their first declarations. */
    List<TsSymbol> symbols() {
        return symbols;
    }

    /** The symbol that a name node declares. */
    Optional<TsSymbol> declaredBy(SyntaxNode nameNode) {
        return Optional.ofNullable(byNameNode.get(nameNode.number()));
    }

    /** The members that a body declares with a name: of a class, an interface, an enum, a type literal or an object literal. */
    List<TsSymbol> members(SyntaxNode body, String name) {
        return members.getOrDefault(body.number(), Map.of()).getOrDefault(name, List.of());
    }

    /** The members that a body declares, by their names. */
    Map<String, List<TsSymbol>> members(SyntaxNode body) {
        return members.getOrDefault(body.number(), Map.of());
    }

    /** The scope of a node; empty if it has none. */
    Optional<Scope> scope(SyntaxNode node) {
        return Optional.ofNullable(scopes.get(node.number()));
    }

    /** The symbol that a name means at a node; empty if the file declares none. */
    Optional<TsSymbol> lookup(String name, SyntaxNode at, Space space) {
        Optional<SyntaxNode> node = Optional.of(at);
        for (int depth = 0; depth < DEEPEST && node.isPresent(); depth++) {
            Scope scope = scopes.get(node.get().number());
            TsSymbol found = scope == null ? null : scope.names(space).get(name);
            if (found != null) {
                return Optional.of(found);
            }
            node = node.get().parent();
        }
        return Optional.empty();
    }

    /** The symbol that the file itself declares with a name, outside any function. */
    Optional<TsSymbol> topLevel(String name, Space space) {
        return scope(file.tree().root()).flatMap(scope -> {
            TsSymbol found = scope.names(space).get(name);
            Space other = space == Space.TYPES ? Space.VALUES : Space.TYPES;
            return Optional.ofNullable(found == null ? scope.names(other).get(name) : found);
        });
    }

    Scope addScope(SyntaxNode node) {
        return scopes.computeIfAbsent(node.number(), unused -> new Scope(node));
    }

    void addSymbol(TsSymbol symbol) {
        symbols.add(symbol);
    }

    void addName(SyntaxNode nameNode, TsSymbol symbol) {
        byNameNode.put(nameNode.number(), symbol);
    }

    List<TsSymbol> membersForChange(SyntaxNode body, String name) {
        return members.computeIfAbsent(body.number(), unused -> new HashMap<>())
                .computeIfAbsent(name, unused -> new ArrayList<>());
    }
}
