package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.symbols.c.CSymbol.Kind;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds what names of files mean: in the file, in what it includes, and in what is linked with it. */
final class CNames {
    private final CodeBase code;
    private final CIncludes includes;
    private final Map<Query, List<CSymbol>> seen = new HashMap<>();
    private final Map<String, List<CSymbol>> elsewhere = new HashMap<>();
    private final Map<String, List<CSymbol>> outlined = new HashMap<>();
    private final Map<String, List<CSymbol>> linked = new HashMap<>();
    private final Map<String, List<CSymbol>> members = new HashMap<>();

    CNames(CodeBase code) {
        this.code = code;
        this.includes = new CIncludes(code);
    }

    private record Query(FileKey file, String name) {}

    /** Whether a file is one of C or C++. */
    static boolean isOfFamily(FileKey key) {
        Language language = Language.of(key.path(), "");
        return language == Language.C || language == Language.CPP;
    }

    /** Returns what a file and the files that it includes declare under a name, of all kinds. */
    List<CSymbol> visible(SourceFile from, String name) {
        if (includes.isFull()) {
            includes.clear();
            seen.clear();
        }
        Query query = new Query(from.key(), name);
        List<CSymbol> known = seen.get(query);
        if (known == null) {
            List<CSymbol> found = new ArrayList<>(CFacts.of(from).named(name));
            for (CFacts facts : includes.of(from)) {
                found.addAll(facts.named(name));
            }
            known = ofPlatform(from, found);
            seen.put(query, known);
        }
        return known;
    }

    /** A header may include those of all platforms. If there is a variant for that of a file, others are not meant. */
    static List<CSymbol> ofPlatform(SourceFile from, List<CSymbol> all) {
        List<CSymbol> fitting = all.stream()
                .filter(symbol -> CPlatforms.mayMeet(from.path(), symbol.file().path()))
                .toList();
        return fitting.isEmpty() ? List.copyOf(all) : fitting;
    }

    /** Whether a file includes another one, or is it. */
    boolean sees(SourceFile from, SourceFile other) {
        return from.key().equals(other.key())
                || includes.of(from).stream()
                        .anyMatch(facts -> facts.file().key().equals(other.key()));
    }

    /** Returns how many definitions of a name the outlines know. */
    int definitions(String name) {
        return code.definitions(name);
    }

    /** Returns what the outlines know by a name in all files. */
    List<CSymbol> outlined(String name) {
        return outlined.computeIfAbsent(name, unused -> named(code.defining(name, CNames::isOfFamily), name));
    }

    /** Returns what headers declare by a name, and other files as far as outlines know it. */
    List<CSymbol> everywhere(String name) {
        List<CSymbol> known = elsewhere.get(name);
        if (known == null) {
            Set<CSymbol> found = new LinkedHashSet<>(outlined(name));
            found.addAll(named(having(name, key -> CFacts.isHeader(key.path())), name));
            if (found.stream().anyMatch(CNames::isUnlisted)) {
                found.addAll(named(having(name, key -> true), name));
            }
            known = List.copyOf(found);
            elsewhere.put(name, known);
        }
        return known;
    }

    /** A variable that has no value is in no outline. */
    private static boolean isUnlisted(CSymbol symbol) {
        return symbol.is(Kind.VARIABLE) && symbol.isLinked();
    }

    /** Returns what all files link under a name. */
    List<CSymbol> linked(String name) {
        return linked.computeIfAbsent(
                name,
                unused -> named(having(name, key -> true), name).stream()
                        .filter(CSymbol::isLinked)
                        .toList());
    }

    /** Returns the members of all structs that have a name; none if too many files have it. */
    List<CSymbol> members(String name) {
        List<CSymbol> known = members.get(name);
        if (known == null) {
            known = having(name, key -> true).stream()
                    .flatMap(file -> CFacts.of(file).membersNamed(name).stream())
                    .toList();
            members.put(name, known);
        }
        return known;
    }

    private List<SourceFile> having(String name, Predicate<FileKey> where) {
        return code.having(name, where.and(CNames::isOfFamily));
    }

    private static List<CSymbol> named(List<SourceFile> files, String name) {
        return files.stream()
                .filter(file -> file.language() == Language.C || file.language() == Language.CPP)
                .flatMap(file -> CFacts.of(file).named(name).stream())
                .toList();
    }

    /** Returns the types of a name, as a file sees them, or else all that outlines know. */
    List<CSymbol> types(SourceFile from, String name, Kind... kinds) {
        List<CSymbol> found = of(visible(from, name).stream(), kinds);
        return found.stream().anyMatch(CNames::isWritten)
                ? found
                : ofPlatform(from, of(outlined(name).stream(), kinds));
    }

    /** Whether a type is more than a name. */
    private static boolean isWritten(CSymbol symbol) {
        return !symbol.is(Kind.TAG)
                || symbol.declaration().node().child(CKinds.BODY).isPresent();
    }

    static List<CSymbol> of(Stream<CSymbol> symbols, Kind... kinds) {
        return symbols.filter(symbol -> symbol.is(kinds)).toList();
    }
}
