package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.search.rank.FileRole;
import dev.codebasemcp.symbols.Impact.Affected;
import dev.codebasemcp.symbols.Impact.End;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import dev.codebasemcp.symbols.resolve.SymbolKey;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Follows the uses of symbols, and of what uses them. Used once, by one thread. */
final class ImpactSearch {
    /** More of them tell a reader only that all is affected. */
    private static final int MOST_AFFECTED = 400;

    private final IndexedCode code;
    private final UseSearch search;
    private final Relations relations;
    private final int steps;
    private final Map<SymbolKey, Affected> affected = new LinkedHashMap<>();
    private int byName;
    private End end = End.COMPLETE;

    ImpactSearch(IndexedCode code, UseSearch search, int steps) {
        this.code = code;
        this.search = search;
        this.relations = new Relations(code, search);
        this.steps = steps;
    }

    /** A symbol whose uses are to be found. */
    private record Open(Symbol symbol, int steps, Confidence confidence) {}

    /**
     * Finds what uses the symbols, directly or through at most {@code steps} others.
     *
     * @param constructed types of which only calls count, because a constructor changed
     */
    Collection<Affected> of(List<Symbol> changed, List<Symbol> constructed) {
        Set<SymbolKey> roots = changed.stream().map(Symbol::key).collect(Collectors.toSet());
        Deque<Open> open = new ArrayDeque<>();
        changed.forEach(symbol -> open.add(new Open(symbol, 0, Confidence.RESOLVED)));
        while (!open.isEmpty() && end == End.COMPLETE) {
            Open next = open.poll();
            // Direct uses are never left out.
            if (next.steps() > 0 && affected.size() >= MOST_AFFECTED) {
                end = End.LIMIT;
                break;
            }
            boolean isConstructed = next.steps() == 0 && constructed.contains(next.symbol());
            users(next, isConstructed, roots)
                    .forEach((key, user) -> add(key, user).ifPresent(open::add));
        }
        return affected.values();
    }

    private Map<SymbolKey, Affected> users(Open next, boolean isConstructed, Set<SymbolKey> roots) {
        Map<SymbolKey, Affected> users = new LinkedHashMap<>();
        for (Reference place : uses(next)) {
            if (!isConstructed || place.kind() == ReferenceKind.CALL) {
                follow(next, place)
                        .filter(found -> !roots.contains(found.symbol().key()))
                        .ifPresent(found -> users.merge(found.symbol().key(), found, Affected::with));
            }
        }
        return users;
    }

    /** Adds a user, and returns it if its own uses are to be followed. */
    private Optional<Open> add(SymbolKey key, Affected user) {
        Affected known = affected.get(key);
        if (known != null) {
            if (known.steps() == user.steps()) {
                affected.put(key, known.with(user));
            }
            return Optional.empty();
        }
        affected.put(key, user);
        return user.steps() < steps && !user.isTopLevel()
                ? Optional.of(new Open(user.symbol(), user.steps(), user.confidence()))
                : Optional.empty();
    }

    int byName() {
        return byName;
    }

    End end() {
        return end;
    }

    /** A call of what a member overrides may be a call of the member. */
    private List<Reference> uses(Open next) {
        List<Declaration> own = relations.declarations(next.symbol());
        if (own.isEmpty()) {
            return List.of();
        }
        List<Declaration> overridden = relations.overridden(own);
        UseSearch.Uses uses =
                search.of(Stream.concat(own.stream(), overridden.stream()).toList());
        if (!uses.isWhole() || search.isOver()) {
            end = End.TIME;
        }
        return uses.places();
    }

    private Optional<Affected> follow(Open from, Reference place) {
        if (place.kind() == ReferenceKind.DOCUMENTATION || place.kind() == ReferenceKind.IMPORT) {
            return Optional.empty();
        }
        if (place.confidence() == Confidence.BY_NAME && !isOnlyOne(from.symbol())) {
            byName++;
            return Optional.empty();
        }
        boolean isOwn = place.symbols().isEmpty() || place.symbols().stream().anyMatch(from.symbol()::isSame);
        // The override of an overridden member is a sibling, which the change does not reach.
        if (!isOwn && place.kind() == ReferenceKind.OVERRIDE) {
            return Optional.empty();
        }
        Confidence own = isOwn ? place.confidence() : Confidence.LIKELY;
        Symbol user =
                place.namedSubtype().or(place::around).orElseGet(() -> new Symbol(place.file(), "", "", place.line()));
        return Optional.of(new Affected(
                user,
                from.steps() + 1,
                List.of(from.symbol()),
                List.of(place.line()),
                own.compareTo(from.confidence()) > 0 ? own : from.confidence(),
                user.file().role() == FileRole.TEST));
    }

    /** Without rules of its language, a name means its only definition. */
    private boolean isOnlyOne(Symbol symbol) {
        boolean isByName = Language.byId(symbol.file().language())
                .filter(language -> !Languages.resolves(language))
                .isPresent();
        return isByName && code.definitions(symbol.plainName()) == 1;
    }

    /** Returns the symbols of declarations, each once. */
    static List<Symbol> symbols(IndexedCode code, List<Declaration> declarations) {
        Map<SymbolKey, Symbol> symbols = new LinkedHashMap<>();
        for (Declaration declaration : declarations) {
            if (!symbols.containsKey(declaration.key())) {
                code.symbol(declaration).ifPresent(symbol -> symbols.put(symbol.key(), symbol));
            }
        }
        return List.copyOf(symbols.values());
    }
}
