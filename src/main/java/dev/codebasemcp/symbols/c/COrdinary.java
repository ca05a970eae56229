package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.c.CSymbol.Kind;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Resolves names that stand alone: of functions, variables, types, tags, constants and macros. */
final class COrdinary {
    private static final Pattern BEFORE_TAGS = Pattern.compile("\\b(?:struct|union|enum)\\s+$");
    private static final int LONGEST_WORD_BEFORE = 20;

    private final CNames names;

    COrdinary(CNames names) {
        this.names = names;
    }

    /** Whether a name means something that only a part of a function sees. */
    boolean isLocal(SourceFile file, SyntaxNode name) {
        if (name.tree() != file.tree() || isTag(name)) {
            return false;
        }
        // A parameter of old C, whose type follows.
        return name.parent().filter(parent -> parent.is(CKinds.PARAMETERS)).isPresent()
                || CFacts.of(file)
                        .scopes()
                        .find(name.text(), name)
                        .filter(local -> !local.isForeign())
                        .isPresent();
    }

    /** Whether a name is written after {@code struct}. In code that the parser did not understand, only the text shows it. */
    private static boolean isTag(SyntaxNode name) {
        int from = Math.max(0, name.start() - LONGEST_WORD_BEFORE);
        return BEFORE_TAGS
                .matcher(name.tree().text().slice(from, name.start()))
                .find();
    }

    Resolution resolve(SourceFile file, SyntaxNode name) {
        if (isLocal(file, name)) {
            return Resolution.ELSEWHERE;
        }
        boolean isTag = isTag(name);
        boolean isCpp = CFacts.of(file).isCpp();
        List<CSymbol> visible = meant(names.visible(file, name.text()), isTag, isCpp);
        boolean isForward = isTag && visible.stream().noneMatch(symbol -> symbol.declaration().node().child(CKinds.BODY).isPresent());
        if (visible.isEmpty() || isForward) {
            return unseen(file, name, isTag, visible);
        }
        Set<CSymbol> all = new LinkedHashSet<>(visible);
        if (visible.stream().anyMatch(CSymbol::isLinked)) {
            names.everywhere(name.text()).stream().filter(CSymbol::isLinked).forEach(all::add);
        }
        if (isTag || visible.stream().anyMatch(COrdinary::isOfOwnTag)) {
            all.addAll(meant(names.everywhere(name.text()), true, isCpp));
        }
        return isCpp ? inCpp(name.text(), all) : Resolution.certain(CSymbol.declarations(List.copyOf(all)));
    }

    /** What is not seen may be linked, or declared by a header that another file includes before. */
    private Resolution unseen(SourceFile file, SyntaxNode name, boolean isTag, List<CSymbol> forward) {
        List<CSymbol> all = meant(names.everywhere(name.text()), isTag, CFacts.of(file).isCpp());
        List<CSymbol> possible = all.stream()
                .filter(symbol -> symbol.isLinked() || isTag || CFacts.isHeader(symbol.file().path()))
                .toList();
        if (possible.isEmpty()) {
            return forward.isEmpty() ? Resolution.ELSEWHERE : Resolution.certain(CSymbol.declarations(forward));
        }
        // What a macro names may be a variable where it is used.
        if (name.tree() != file.tree() && possible.stream().allMatch(symbol -> symbol.is(Kind.VARIABLE))) {
            return Resolution.UNDECIDED;
        }
        if (!forward.isEmpty() && isOne(possible) && !CFacts.of(file).isCpp()) {
            return Resolution.certain(CSymbol.declarations(possible));
        }
        return isOne(possible) ? new Resolution.Probable(CSymbol.declarations(possible)) : Resolution.UNDECIDED;
    }

    /** Whether symbols are one, or variants of one. */
    private static boolean isOne(List<CSymbol> symbols) {
        return symbols.stream().allMatch(CSymbol::isLinked)
                || symbols.stream().filter(symbol -> !symbol.is(Kind.TAG, Kind.TYPEDEF) || isWhole(symbol)).map(CSymbol::file).distinct().count() <= 1;
    }

    private static boolean isWhole(CSymbol symbol) {
        return symbol.declaration().node().child(CKinds.BODY).isPresent();
    }

    /** Tags are written after {@code struct}, other names without it; a type that is named after its tag is the same. */
    private static List<CSymbol> meant(List<CSymbol> symbols, boolean isTag, boolean isCpp) {
        return symbols.stream()
                .filter(symbol -> isTag
                        ? symbol.is(Kind.TAG) || isOfOwnTag(symbol)
                        : isCpp || !symbol.is(Kind.TAG, Kind.OTHER))
                .toList();
    }

    /** {@code typedef struct x x;} */
    private static boolean isOfOwnTag(CSymbol symbol) {
        return symbol.is(Kind.TYPEDEF)
                && symbol.specifier()
                        .flatMap(type -> type.child(CKinds.NAME))
                        .filter(tag -> tag.text().equals(symbol.name()))
                        .isPresent();
    }

    /** In C++, a name that one declaration has everywhere means that; others may be overloads or members. */
    private Resolution inCpp(String name, Set<CSymbol> visible) {
        List<CSymbol> all = names.everywhere(name);
        boolean isAlone = all.stream().map(symbol -> symbol.declaration().qualifiedName()).distinct().count() <= 1
                && names.members(name).isEmpty();
        if (!isAlone) {
            return Resolution.UNDECIDED;
        }
        boolean isPlain = visible.stream().allMatch(symbol -> symbol.is(Kind.MACRO) || symbol.is(Kind.CONSTANT));
        return isPlain
                ? Resolution.certain(CSymbol.declarations(List.copyOf(visible)))
                : new Resolution.Probable(CSymbol.declarations(List.copyOf(visible)));
    }
}
