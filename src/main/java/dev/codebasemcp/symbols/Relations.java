package dev.codebasemcp.symbols;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.SymbolDetails.Related;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.resolve.SymbolKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Follows what a declaration writes: its supertypes and what it calls; and what other files write of it. */
final class Relations {
    private static final String BODY = "body";
    /** Each is another search for a name. */
    private static final int MOST_FOLLOWED = 60;

    private static final int LONGEST_NAME = 200;

    private final IndexedCode code;
    private final UseSearch search;
    private boolean whole = true;

    Relations(IndexedCode code, UseSearch search) {
        this.code = code;
        this.search = search;
    }

    /** Whether all types and members below were followed. */
    boolean isWhole() {
        return whole;
    }

    /** Returns the members that a member overrides, also through others. */
    List<Declaration> overridden(List<Declaration> members) {
        List<Declaration> found = new ArrayList<>();
        Deque<Declaration> open = new ArrayDeque<>(members);
        for (int followed = 0; followed < MOST_FOLLOWED && !open.isEmpty(); followed++) {
            supertypes(List.of(open.poll()), false).stream()
                    .flatMap(above -> above.place().stream())
                    .flatMap(above -> declarations(above).stream())
                    .filter(above -> found.stream().noneMatch(above::isSameSymbol))
                    .forEach(above -> {
                        found.add(above);
                        open.add(above);
                    });
        }
        return found;
    }

    /** Returns the types that a type names as its supertypes, or the members that a member overrides. */
    List<Related> supertypes(List<Declaration> declarations, boolean isType) {
        List<Related> found = new ArrayList<>();
        for (Declaration declaration : declarations) {
            SourceFile file = declaration.file();
            Resolver resolver = resolver(file);
            List<SyntaxNode> mentions = isType
                    ? resolver.mentions(file, names(declaration.node(), false)).stream()
                            .filter(mention -> resolver.subtypeAt(file, mention)
                                    .filter(declaration::isSameSymbol)
                                    .isPresent())
                            .toList()
                    : resolver.mentions(file, Set.of(declaration.name())).stream()
                            .filter(declaration.nameNode()::equals)
                            .filter(mention -> resolver.kind(file, mention) == ReferenceKind.OVERRIDE)
                            .toList();
            mentions.forEach(mention -> add(resolver.resolve(file, mention), mention, isType, found));
        }
        return found.stream().distinct().toList();
    }

    /** Returns the types below a type, nearest first, or the members that override a member. */
    List<Related> implementations(List<Reference> places, boolean isType) {
        Map<SymbolKey, Related> found = new LinkedHashMap<>();
        Deque<Symbol> open = new ArrayDeque<>();
        below(places, isType, found, open);
        for (int followed = 0; followed < MOST_FOLLOWED && !open.isEmpty() && !search.isOver(); followed++) {
            List<Declaration> next = declarations(open.poll());
            if (!next.isEmpty()) {
                below(search.of(next).places(), isType, found, open);
            }
        }
        whole &= open.isEmpty();
        return List.copyOf(found.values());
    }

    private static void below(
            List<Reference> places, boolean isType, Map<SymbolKey, Related> found, Deque<Symbol> open) {
        for (Reference place : places) {
            Optional<Symbol> below = isType ? place.subtype() : overriding(place);
            below.filter(symbol -> !found.containsKey(symbol.key())).ifPresent(symbol -> {
                found.put(symbol.key(), new Related(symbol.qualifiedName(), Optional.of(symbol), place.confidence()));
                if (place.confidence() != Confidence.BY_NAME
                        && (!isType || place.namedSubtype().isPresent())) {
                    open.add(symbol);
                }
            });
        }
    }

    /** A member of an anonymous type is no declaration; it is named after what is around it. */
    private static Optional<Symbol> overriding(Reference place) {
        return place.around()
                .filter(around -> place.kind() == ReferenceKind.OVERRIDE)
                .map(around -> around.line() == place.line()
                        ? around
                        : new Symbol(
                                around.file(),
                                around.key().name()
                                        + place.symbols().stream()
                                                .findFirst()
                                                .map(symbol -> "." + symbol.plainName())
                                                .orElse(""),
                                around.key().space(),
                                place.line()));
    }

    /** Returns what the source of declarations calls, as far as the index defines it. */
    List<Related> calls(List<Declaration> declarations) {
        List<Related> found = new ArrayList<>();
        for (Declaration declaration : declarations) {
            SourceFile file = declaration.file();
            Resolver resolver = resolver(file);
            resolver.mentions(file, names(declaration.node(), true)).stream()
                    .filter(mention -> declaration.node().holds(mention))
                    .filter(mention -> resolver.kind(file, mention) == ReferenceKind.CALL)
                    .forEach(mention -> add(resolver.resolve(file, mention), mention, false, found));
        }
        Map<Symbol, Related> distinct = new LinkedHashMap<>();
        found.forEach(one -> one.place().ifPresent(place -> distinct.putIfAbsent(place, one)));
        return List.copyOf(distinct.values());
    }

    /** Returns the declarations of a symbol. */
    List<Declaration> declarations(Symbol symbol) {
        return code.file(symbol.key().file()).stream()
                .flatMap(file -> resolver(file).declarations(file).stream())
                // One that is being typed may have no name yet.
                .filter(one -> !one.name().isEmpty() && symbol.isOf(one))
                .toList();
    }

    private Resolver resolver(SourceFile file) {
        return search.languages().resolver(file.language());
    }

    private void add(Resolution resolution, SyntaxNode mention, boolean evenUnknown, List<Related> found) {
        if (resolution instanceof Resolution.Certain certain) {
            add(certain.declarations(), Confidence.RESOLVED, found);
        } else if (resolution instanceof Resolution.Probable probable) {
            add(probable.declarations(), Confidence.LIKELY, found);
        } else if (evenUnknown) {
            found.add(new Related(written(mention), Optional.empty(), Confidence.BY_NAME));
        }
    }

    private void add(List<Declaration> declarations, Confidence confidence, List<Related> found) {
        List<Declaration> whole = declarations.stream()
                .filter(declaration -> !resolver(declaration.file()).isAnnouncement(declaration))
                .toList();
        for (Declaration declaration : whole.isEmpty() ? declarations : whole) {
            found.add(new Related(declaration.qualifiedName(), code.symbol(declaration), confidence));
        }
    }

    private static String written(SyntaxNode mention) {
        String text = mention.text();
        return text.substring(0, Math.min(text.length(), LONGEST_NAME));
    }

    /** Returns the names that are written in a declaration. */
    private static Set<String> names(SyntaxNode declaration, boolean inBody) {
        int end = inBody
                ? declaration.end()
                : declaration
                        .descendants()
                        .filter(node -> node.field().equals(BODY))
                        .mapToInt(SyntaxNode::start)
                        .findFirst()
                        .orElse(declaration.end());
        return declaration
                .descendants()
                .filter(node -> node.start() < end)
                .filter(node -> node.children().isEmpty())
                .map(SyntaxNode::text)
                .filter(text -> text.length() < LONGEST_NAME)
                .collect(Collectors.toSet());
    }
}
