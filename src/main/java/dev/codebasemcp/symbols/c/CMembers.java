package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.c.CSymbol.Kind;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the members of types. */
final class CMembers {
    private static final int MOST_MACROS = 50;
    /** Of a chain of type definitions. */
    private static final int MOST_NAMES = 50;

    private final CNames names;
    private final Map<Struct, Boolean> open = new HashMap<>();
    private final Map<Struct, Set<String>> macros = new HashMap<>();

    CMembers(CNames names) {
        this.names = names;
    }

    /** What a type has by a name. */
    sealed interface Found {}

    /**
     * Members of the type, or of its variants.
     *
     * @param isSure whether no other type can be meant
     */
    record Own(List<CSymbol> symbols, boolean isSure) implements Found {
        Own {
            symbols = List.copyOf(symbols);
        }
    }

    /** What a type has not. */
    enum Absent implements Found {
        /** The type is known and has no such member, or it is a type of a library. */
        OUTSIDE,
        /** The type is not known. */
        UNKNOWN
    }

    /** The struct of a type, with its file. */
    record Struct(SourceFile file, SyntaxNode specifier) {
        List<CSymbol> members() {
            return CFacts.of(file).members(specifier);
        }

        /** The macros that stand for members of it, in words that the parser takes for types or fields. */
        Set<String> macros() {
            return specifier
                    .descendants()
                    .filter(node -> node.is(CKinds.TYPE_IDENTIFIER, CKinds.FIELD_IDENTIFIER, CKinds.IDENTIFIER))
                    .map(SyntaxNode::text)
                    .filter(text -> text.length() > 2 && text.equals(text.toUpperCase(Locale.ROOT)))
                    .limit(MOST_MACROS)
                    .collect(Collectors.toSet());
        }

        /** Whether it may have more members than are written in it. */
        boolean isOpen() {
            return !specifier.children("base_class_clause").isEmpty()
                    || !macros().isEmpty()
                    || specifier.descendants().anyMatch(node -> node.is(CKinds.ERROR));
        }
    }

    /** Finds a member of a type, as a file sees it. */
    Found find(SourceFile from, CType type, String name) {
        List<Struct> structs = structs(from, type);
        if (structs.isEmpty()) {
            return isForeign(from, type) ? Absent.OUTSIDE : Absent.UNKNOWN;
        }
        List<CSymbol> found = structs.stream()
                .flatMap(struct -> struct.members().stream())
                .filter(member -> member.name().equals(name))
                .distinct()
                .toList();
        if (found.isEmpty()) {
            found = ofMacros(from, structs, name);
        }
        if (!found.isEmpty()) {
            boolean isSure =
                    structs.stream().allMatch(struct -> names.sees(from, struct.file())) || structs.size() == 1;
            return new Own(found, isSure);
        }
        return structs.stream().anyMatch(struct -> open.computeIfAbsent(struct, Struct::isOpen))
                ? Absent.UNKNOWN
                : Absent.OUTSIDE;
    }

    /** Members that macros in a struct declare, also through other macros. */
    private List<CSymbol> ofMacros(SourceFile from, List<Struct> structs, String name) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>();
        structs.forEach(struct -> open.addAll(macros.computeIfAbsent(struct, Struct::macros)));
        List<CSymbol> found = new ArrayList<>();
        while (!open.isEmpty() && seen.size() < MOST_MACROS) {
            String macro = open.poll();
            if (!seen.add(macro)) {
                continue;
            }
            for (CSymbol symbol : names.visible(from, macro)) {
                SyntaxNode node = symbol.declaration().node();
                if (symbol.is(Kind.MACRO) && node.is(CKinds.MACRO)) {
                    CFacts.of(symbol.file()).members(node).stream()
                            .filter(member -> member.name().equals(name))
                            .forEach(found::add);
                    node.children().stream()
                            .filter(word -> word.is(CKinds.IDENTIFIER))
                            .map(SyntaxNode::text)
                            .filter(text -> text.equals(text.toUpperCase(Locale.ROOT)))
                            .limit(MOST_MACROS)
                            .forEach(open::add);
                }
            }
        }
        return found;
    }

    /** Whether a type is named, and nothing in the code base has its name. */
    private boolean isForeign(SourceFile from, CType type) {
        CType bare = stripped(type);
        if (bare instanceof CType.Tag tag) {
            return names.types(from, tag.name(), Kind.TAG).isEmpty();
        }
        if (bare instanceof CType.Named named) {
            return names.types(from, named.name(), Kind.TAG, Kind.TYPEDEF, Kind.MACRO)
                    .isEmpty();
        }
        if (bare instanceof CType.Variants variants) {
            return variants.types().stream().allMatch(one -> isForeign(from, one));
        }
        return bare == CType.Other.PLAIN;
    }

    private static CType stripped(CType type) {
        CType stripped = type;
        for (int depth = 0; depth < CType.DEEPEST && stripped instanceof CType.Pointer pointer; depth++) {
            stripped = pointer.to();
        }
        return stripped;
    }

    /** Returns the structs that a type is, or points to; variants of one name are several. */
    List<Struct> structs(SourceFile from, CType type) {
        Set<Struct> found = new LinkedHashSet<>();
        add(from, type, found, new HashSet<>());
        return List.copyOf(found);
    }

    /** Follows each name once: types may be defined in circles. */
    private void add(SourceFile from, CType type, Set<Struct> found, Set<String> followed) {
        CType bare = stripped(type);
        if (bare instanceof CType.Body body) {
            found.add(new Struct(body.file(), body.specifier()));
        } else if (bare instanceof CType.Variants variants) {
            variants.types().forEach(one -> add(from, one, found, followed));
        } else if (bare instanceof CType.Tag tag) {
            tags(from, tag.name(), found);
        } else if (bare instanceof CType.Named named && followed.size() < MOST_NAMES && followed.add(named.name())) {
            named(from, named.name()).forEach(one -> add(from, one, found, followed));
        }
    }

    private void tags(SourceFile from, String name, Set<Struct> found) {
        for (CSymbol tag : names.types(from, name, Kind.TAG)) {
            SyntaxNode node = tag.declaration().node();
            if (node.child(CKinds.BODY).isPresent() && CKinds.RECORDS.contains(node.kind())) {
                found.add(new Struct(tag.file(), node));
            }
        }
    }

    /** Returns the types that a name of a type stands for. */
    List<CType> named(SourceFile from, String name) {
        List<CType> found = new ArrayList<>();
        for (CSymbol symbol : names.types(from, name, Kind.TYPEDEF, Kind.MACRO, Kind.TAG)) {
            if (symbol.is(Kind.TYPEDEF)) {
                CType type = CType.declared(symbol.file(), symbol.declaration().node(), symbol.declarator());
                if (!type.equals(new CType.Named(name))) {
                    found.add(type);
                }
            } else if (symbol.is(Kind.TAG)) {
                found.add(new CType.Tag(name));
            } else {
                replaced(symbol).ifPresent(found::add);
            }
        }
        return found.stream().distinct().toList();
    }

    /** A macro that stands for the name of a type: {@code #define T struct t}. */
    static Optional<CType> replaced(CSymbol macro) {
        List<SyntaxNode> words = macro.declaration().node().children();
        if (words.isEmpty() || !macro.declaration().node().is(CKinds.MACRO)) {
            return Optional.empty();
        }
        SyntaxNode last = words.get(words.size() - 1);
        if (last.field().equals(CKinds.NAME)) {
            return Optional.empty();
        }
        return last.is(CKinds.TYPE_IDENTIFIER)
                ? Optional.of(new CType.Tag(last.text()))
                : Optional.of(new CType.Named(last.text()))
                        .filter(type -> words.size() == 2)
                        .map(type -> type);
    }
}
