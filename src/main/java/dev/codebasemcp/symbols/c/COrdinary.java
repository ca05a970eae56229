package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.c.CSymbol.Kind;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
        if (name.tree() != file.tree() || isTag(name) || isMacro(file, name.text())) {
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

    /** A macro is replaced before scopes count. Only its case tells it from a name that some header happens to define. */
    private boolean isMacro(SourceFile file, String name) {
        return name.equals(name.toUpperCase(Locale.ROOT))
                && names.visible(file, name).stream().anyMatch(symbol -> symbol.is(Kind.MACRO));
    }

    /** Whether a name is written after {@code struct}. In code that the parser did not understand, only the text shows it. */
    private static boolean isTag(SyntaxNode name) {
        int from = Math.max(0, name.start() - LONGEST_WORD_BEFORE);
        return BEFORE_TAGS.matcher(name.tree().text().slice(from, name.start())).find();
    }

    /** Whether anything outside of types has a name. */
    boolean isKnown(String name) {
        return !names.everywhere(name).isEmpty();
    }

    Resolution resolve(SourceFile file, SyntaxNode name) {
        if (isLocal(file, name)) {
            return Resolution.ELSEWHERE;
        }
        Question asked = new Question(name.text(), isTag(name), CFacts.of(file).isCpp());
        List<CSymbol> visible = asked.meant(names.visible(file, asked.name()));
        boolean isForward = asked.isTag() && visible.stream().noneMatch(COrdinary::isWhole);
        if (visible.isEmpty() || isForward) {
            boolean inMacro = name.tree() != file.tree();
            return unseen(file, asked, inMacro, visible);
        }
        List<CSymbol> all = linked(file, asked, visible);
        if (all.stream()
                .noneMatch(
                        symbol -> CPlatforms.mayMeet(file.path(), symbol.file().path()))) {
            return Resolution.UNDECIDED;
        }
        return asked.isCpp() ? inCpp(asked, all) : Resolution.certain(CSymbol.declarations(all));
    }

    /** What is seen, and what is the same elsewhere. */
    private List<CSymbol> linked(SourceFile file, Question asked, List<CSymbol> visible) {
        Set<CSymbol> all = new LinkedHashSet<>(visible);
        boolean isOwn = visible.stream().anyMatch(symbol -> isDefinedIn(symbol, file));
        if (visible.stream().anyMatch(CSymbol::isLinked)) {
            names.everywhere(asked.name()).stream()
                    .filter(CSymbol::isLinked)
                    .filter(symbol -> !isOwn || (isPrototype(symbol) && isOfHeader(symbol)))
                    .forEach(all::add);
        }
        // A file that announces a function itself does not need its header, and others may do the same.
        if (!isOwn && visible.stream().anyMatch(COrdinary::isAnnouncedBySource)) {
            all.addAll(names.linked(asked.name()));
        }
        if (asked.isTag() || visible.stream().anyMatch(COrdinary::isOfOwnTag)) {
            Question tag = new Question(asked.name(), true, asked.isCpp());
            all.addAll(tag.meant(names.everywhere(asked.name())));
        }
        return CNames.ofPlatform(file, List.copyOf(all));
    }

    /** What is not seen may be linked, or declared by a header that another file includes before. */
    private Resolution unseen(SourceFile file, Question asked, boolean inMacro, List<CSymbol> forward) {
        List<CSymbol> possible = unseen(file, asked, !forward.isEmpty());
        if (possible.isEmpty()) {
            return forward.isEmpty() ? Resolution.ELSEWHERE : Resolution.certain(CSymbol.declarations(forward));
        }
        // What a macro names may be a variable where it is used.
        boolean isOpen = inMacro && possible.stream().allMatch(symbol -> symbol.is(Kind.VARIABLE));
        if (isOpen || !isOne(possible)) {
            return Resolution.UNDECIDED;
        }
        if (asked.isCpp() && !isAlone(asked.name())) {
            return Resolution.UNDECIDED;
        }
        List<Declaration> declarations = CSymbol.declarations(possible);
        return asked.isCpp() || forward.isEmpty()
                ? new Resolution.Probable(declarations)
                : Resolution.certain(declarations);
    }

    /** What files that include this one declare, or else what is linked or in headers. */
    private List<CSymbol> unseen(SourceFile file, Question asked, boolean isForward) {
        List<CSymbol> all = asked.meant(names.everywhere(asked.name())).stream()
                .filter(symbol -> CPlatforms.mayMeet(file.path(), symbol.file().path()))
                .toList();
        List<CSymbol> includers = all.stream()
                .filter(symbol -> !isOfHeader(symbol) && names.sees(symbol.file(), file))
                .toList();
        return includers.isEmpty() || isForward
                ? all.stream()
                        .filter(symbol -> symbol.isLinked() || asked.isTag() || isOfHeader(symbol))
                        .toList()
                : includers;
    }

    private static boolean isOfHeader(CSymbol symbol) {
        return CFacts.isHeader(symbol.file().path());
    }

    private static boolean isAnnouncedBySource(CSymbol symbol) {
        return symbol.isLinked() && !isOfHeader(symbol) && isPrototype(symbol);
    }

    /** Whether symbols are one, or variants of one. */
    private static boolean isOne(List<CSymbol> symbols) {
        return symbols.stream().allMatch(CSymbol::isLinked)
                || symbols.stream()
                                .filter(symbol -> !symbol.is(Kind.TAG, Kind.TYPEDEF) || isWhole(symbol))
                                .map(CSymbol::file)
                                .distinct()
                                .count()
                        <= 1;
    }

    /** Another file's function of the same name is one of another program. */
    private static boolean isDefinedIn(CSymbol symbol, SourceFile file) {
        return symbol.file().key().equals(file.key())
                && symbol.isLinked()
                && symbol.declaration().node().is(CKinds.FUNCTION);
    }

    private static boolean isPrototype(CSymbol symbol) {
        return symbol.is(Kind.FUNCTION) && symbol.declaration().node().is(CKinds.DECLARATION);
    }

    private static boolean isWhole(CSymbol symbol) {
        return symbol.declaration().node().child(CKinds.BODY).isPresent();
    }

    /** Whether it is {@code typedef struct x x;}. */
    private static boolean isOfOwnTag(CSymbol symbol) {
        return symbol.is(Kind.TYPEDEF)
                && symbol.specifier()
                        .flatMap(type -> type.child(CKinds.NAME))
                        .filter(tag -> tag.text().equals(symbol.name()))
                        .isPresent();
    }

    /** In C++, a name that one symbol has everywhere means that; others may be overloads or members. */
    private Resolution inCpp(Question asked, List<CSymbol> found) {
        if (!isAlone(asked.name())) {
            return Resolution.UNDECIDED;
        }
        boolean isPlain = found.stream().allMatch(symbol -> symbol.is(Kind.MACRO, Kind.CONSTANT));
        List<Declaration> declarations = CSymbol.declarations(found);
        return isPlain ? Resolution.certain(declarations) : new Resolution.Probable(declarations);
    }

    private boolean isAlone(String name) {
        List<CSymbol> all = names.everywhere(name);
        List<CSymbol> members = names.members(name);
        return names.definitions(name) <= all.size() + members.size()
                && members.stream().allMatch(COrdinary::isConstructor)
                && all.stream()
                                .map(symbol -> symbol.declaration().qualifiedName())
                                .distinct()
                                .count()
                        <= 1;
    }

    /** A constructor, or a destructor, has the name of its type. */
    private static boolean isConstructor(CSymbol member) {
        String name = member.name();
        String qualified = member.declaration().qualifiedName();
        return qualified.equals(name + "." + name) || qualified.endsWith("." + name + "." + name);
    }

    /**
     * A name that is asked for.
     *
     * @param isTag whether it is written after {@code struct}
     * @param isCpp whether tags are written without it, too
     */
    private record Question(String name, boolean isTag, boolean isCpp) {
        List<CSymbol> meant(List<CSymbol> symbols) {
            return symbols.stream()
                    .filter(symbol -> isTag
                            ? symbol.is(Kind.TAG) || isOfOwnTag(symbol)
                            : isCpp || !symbol.is(Kind.TAG, Kind.OTHER))
                    .toList();
        }
    }
}
