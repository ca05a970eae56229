package dev.codebasemcp.symbols.go;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.go.GoType.Other;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the fields and methods of types, also those of embedded types. Within one code base, used by one thread. */
final class GoMembers {
    private static final int MOST_TYPES = 200;

    private final GoPackages packages;
    private final GoTypes types;

    GoMembers(GoPackages packages, GoTypes types) {
        this.packages = packages;
        this.types = types;
    }

    /** What a member's name means. */
    sealed interface Found {}

    /**
     * Symbols of the code base.
     *
     * @param values what the type parameters around the members stand for
     * @param isSure whether no type of a library can have a nearer member
     */
    record Own(List<GoSymbol> symbols, Map<SyntaxNode, GoType> values, boolean isSure) implements Found {
        GoSymbol symbol() {
            return symbols.get(0);
        }
    }

    /** Something else. */
    enum Absent implements Found {
        /** A member of a type of a library. */
        OUTSIDE,
        UNKNOWN
    }

    /** Returns the member of a type, or the nearest one of the types that it embeds. */
    Found find(GoType type, String name) {
        List<GoType> level = List.of(type.pointed());
        Set<SyntaxNode> seen = new HashSet<>();
        boolean outside = false;
        boolean unknown = false;
        while (!level.isEmpty() && seen.size() < MOST_TYPES) {
            List<GoType> next = new ArrayList<>();
            for (GoType one : level) {
                Optional<Own> own = direct(one, name);
                if (own.isPresent()) {
                    boolean sure = !outside && !unknown;
                    return sure
                            ? own.get()
                            : new Own(own.get().symbols(), own.get().values(), false);
                }
                next.addAll(embedded(one, seen));
            }
            outside |= level.stream().anyMatch(this::isOutside);
            unknown |= level.stream().anyMatch(one -> isUnknown(one));
            level = next;
        }
        boolean decided = outside && !unknown;
        return decided && !isFrequentMethod(type, name) ? Absent.OUTSIDE : Absent.UNKNOWN;
    }

    /** A method of a declared type may be one of the definitions that the code base does not tell. */
    private boolean isFrequentMethod(GoType type, String name) {
        return type.pointed() instanceof GoType.Named && packages.isTooFrequent(name);
    }

    private boolean isOutside(GoType type) {
        GoType at = types.underlying(type).pointed();
        if (at instanceof GoType.Written written) {
            return written.node().is(GoKinds.FUNCTION_TYPE);
        }
        return at != Other.UNKNOWN && !(at instanceof GoType.Named);
    }

    private boolean isUnknown(GoType type) {
        return types.underlying(type).pointed() == Other.UNKNOWN;
    }

    private Optional<Own> direct(GoType type, String name) {
        if (type instanceof GoType.Named named) {
            List<GoSymbol> methods = packages.methods(named.symbol(), name);
            if (!methods.isEmpty() && !named.symbol().isLocal()) {
                return Optional.of(new Own(methods, receiverValues(methods.get(0), named), true));
            }
            List<GoSymbol> variants = named.declarations().stream()
                    .flatMap(symbol -> symbol.node().child(GoKinds.TYPE).stream()
                            .flatMap(node ->
                                    Optional.ofNullable(GoFacts.of(symbol.file())
                                                    .members(node)
                                                    .get(name))
                                            .stream()))
                    .toList();
            if (!variants.isEmpty()) {
                return Optional.of(new Own(variants, GoTypes.values(named), true));
            }
        }
        return written(type)
                .flatMap(written -> Optional.ofNullable(GoFacts.of(written.file())
                                .members(written.node())
                                .get(name))
                        .map(symbol -> new Own(List.of(symbol), written.values(), true)));
    }

    private static Map<SyntaxNode, GoType> receiverValues(GoSymbol method, GoType.Named owner) {
        return GoTypes.values(GoScopes.receiverArguments(method.node()), owner.arguments());
    }

    /** The struct or interface that a type is made of. */
    Optional<GoType.Written> written(GoType type) {
        GoType at = types.underlying(type).pointed();
        GoType made = at instanceof GoType.Named ? types.underlying(at) : at;
        return made instanceof GoType.Written written ? Optional.of(written) : Optional.empty();
    }

    private List<GoType> embedded(GoType type, Set<SyntaxNode> seen) {
        Optional<GoType.Written> found = written(type);
        if (found.isEmpty() || !seen.add(found.get().node())) {
            return List.of();
        }
        GoType.Written written = found.get();
        List<GoType> all = new ArrayList<>();
        for (SyntaxNode node : embeddedNodes(written.node())) {
            all.add(types.of(written.file(), node).with(written.values()).pointed());
        }
        return all;
    }

    private static List<SyntaxNode> embeddedNodes(SyntaxNode type) {
        if (type.is(GoKinds.INTERFACE)) {
            return type.children(GoKinds.TYPE_ELEMENT);
        }
        return type.children("field_declaration_list").stream()
                .flatMap(list -> list.children(GoKinds.FIELD).stream())
                .filter(field -> field.child(GoKinds.NAME).isEmpty())
                .flatMap(field -> field.child(GoKinds.TYPE).stream())
                .toList();
    }

    /**
     * The methods that a type must have to implement an interface.
     *
     * @param isWhole whether there are no others, from types of libraries
     */
    record Required(Map<String, GoSymbol> methods, boolean isWhole) {}

    /** Returns the methods that a type must have to implement an interface. */
    Required required(GoType anInterface) {
        Map<String, GoSymbol> all = new HashMap<>();
        boolean whole = true;
        Set<SyntaxNode> seen = new HashSet<>();
        List<GoType> level = List.of(anInterface);
        while (!level.isEmpty()) {
            List<GoType> next = new ArrayList<>();
            for (GoType one : level) {
                Optional<GoType.Written> written = written(one);
                whole &= written.isPresent();
                written.ifPresent(
                        type -> GoFacts.of(type.file()).members(type.node()).forEach(all::putIfAbsent));
                next.addAll(embedded(one, seen));
            }
            level = next;
        }
        return new Required(all, whole);
    }
}
