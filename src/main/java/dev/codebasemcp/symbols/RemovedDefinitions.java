package dev.codebasemcp.symbols;

import static java.util.Comparator.naturalOrder;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.symbols.ChangedDefinitions.Changes;
import dev.codebasemcp.symbols.ChangedDefinitions.Lost;
import dev.codebasemcp.symbols.Impact.Removed;
import dev.codebasemcp.symbols.Impact.UsesRead;
import dev.codebasemcp.symbols.UseSearch.Meaning;
import dev.codebasemcp.symbols.UseSearch.Uses;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds what still uses definitions that are no more. Resolves names as if their file still were what it was, so that it finds
 * the uses that the change breaks.
 */
final class RemovedDefinitions {
    private final IndexedCode code;
    private final UseSearch search;
    private final Outliner outliner;

    RemovedDefinitions(IndexedCode code, UseSearch search, Outliner outliner) {
        this.code = code;
        this.search = search;
        this.outliner = outliner;
    }

    List<Removed> of(Changes changes) {
        if (changes.lost().isEmpty() || changes.key().isEmpty()) {
            return List.of();
        }
        FileKey key = changes.key().get();
        Optional<EarlierCode> earlier = changes.before()
                .filter(text -> !search.isOver())
                .flatMap(text -> outliner.tree(changes.language(), text))
                .map(tree -> EarlierCode.of(new SourceFile(key, changes.language(), tree), code, search, outliner));
        Old old = new Old(key, earlier, changes.file().flatMap(code::parse));
        Optional<Symbol> movedTo = changes.lost().stream()
                .flatMap(one -> one.movedTo().stream())
                .findFirst()
                .map(to -> new Symbol(to.file().ref(), "", "", 1));
        Stream<Removed> module = earlier.filter(one -> changes.file().isEmpty()).stream()
                .flatMap(one -> new LostModule(code, one, movedTo).removed().stream());
        Stream<Removed> definitions =
                outermost(changes.lost()).flatMap(one -> of(one, old, Languages.resolves(changes.language())).stream());
        return Stream.concat(module, definitions).toList();
    }

    /**
     * A file that lost definitions.
     *
     * @param earlier the code in which it is what it was
     * @param now what it is; empty if it is gone
     */
    private record Old(FileKey key, Optional<EarlierCode> earlier, Optional<SourceFile> now) {}

    /** What is in a lost type goes with it. */
    static Stream<Lost> outermost(List<Lost> lost) {
        Set<String> names =
                lost.stream().map(one -> one.definition().qualifiedName()).collect(Collectors.toSet());
        return lost.stream().filter(one -> !isInside(one.definition().qualifiedName(), names));
    }

    private static boolean isInside(String name, Set<String> others) {
        return IntStream.range(0, name.length())
                .anyMatch(at -> name.charAt(at) == '.' && others.contains(name.substring(0, at)));
    }

    private Optional<Removed> of(Lost lost, Old old, boolean isResolved) {
        if (lost.movedTo().isPresent()) {
            return Optional.of(moved(lost, old))
                    .filter(one -> isResolved && (!one.uses().isEmpty() || one.search() != UsesRead.ALL));
        }
        return Optional.of(lost.isOverload() ? overload(lost.definition(), old) : removed(lost.definition(), old));
    }

    private Removed removed(Definition definition, Old old) {
        Optional<Uses> uses = old.earlier().flatMap(one -> one.uses(definition));
        return new Removed(
                definition.qualifiedName(),
                old.key().path(),
                Optional.empty(),
                Optional.empty(),
                places(definition, old, uses),
                read(uses));
    }

    /** The new place may have the name as well: only uses that do not find it there break. */
    private Removed moved(Lost lost, Old old) {
        Definition definition = lost.definition();
        Optional<Uses> uses = old.earlier().flatMap(one -> one.usesOfOldPlace(definition));
        List<Reference> places = withoutFollowing(places(definition, old, uses).stream()
                .filter(place -> place.confidence() != Confidence.BY_NAME)
                .toList());
        Optional<Symbol> movedTo = lost.movedTo()
                .map(to -> new Symbol(
                        to.file().ref(),
                        to.definition().qualifiedName(),
                        "",
                        to.definition().lines().start()));
        return new Removed(definition.qualifiedName(), old.key().path(), Optional.empty(), movedTo, places, read(uses));
    }

    /** Where a file imports the old place, that line is to be mended, and its others follow. */
    private static List<Reference> withoutFollowing(List<Reference> places) {
        Set<FileKey> importing = places.stream()
                .filter(place -> place.kind() == ReferenceKind.IMPORT)
                .map(place -> place.file().key())
                .collect(Collectors.toSet());
        return places.stream()
                .filter(place -> place.kind() == ReferenceKind.IMPORT
                        || !importing.contains(place.file().key()))
                .toList();
    }

    private Removed overload(Definition definition, Old old) {
        // Other resolvers do not tell overloads apart, so nobody knows which calls meant this one.
        Optional<EarlierCode> told =
                old.earlier().filter(one -> one.file().ref().language().equals(Language.JAVA.id()));
        Optional<Uses> uses = told.flatMap(one -> one.usesOfOverload(definition));
        List<Reference> all = broken(uses.map(Uses::places).orElse(List.of()));
        List<Reference> found = elsewhere(all, old);
        Set<Line> before = all.stream()
                .filter(one -> one.file().key().equals(old.key()))
                .map(Line::of)
                .collect(Collectors.toSet());
        old.now()
                .filter(file -> !search.isOver())
                .ifPresent(file -> found.addAll(untaken(definition, file, before, told)));
        return new Removed(
                definition.qualifiedName(),
                old.key().path(),
                Optional.of(ParameterList.of(definition.name(), definition.signature())
                        .text()),
                Optional.empty(),
                References.perLine(found),
                read(uses));
    }

    /** The calls in the file itself that meant an overload, and the new ones that only this one would take. */
    private List<Reference> untaken(
            Definition definition, SourceFile now, Set<Line> before, Optional<EarlierCode> earlier) {
        Resolver resolver = search.languages().resolver(now.language());
        ReferencesInFile places =
                new ReferencesInFile(code, FileRef.of(now.key(), now.language().id()), now, resolver);
        List<Reference> found = new ArrayList<>();
        for (SyntaxNode mention : resolver.mentions(now, Set.of(definition.name()))) {
            Reference place = places.at(mention, Meaning.BY_NAME);
            boolean isCall = place.kind() == ReferenceKind.CALL;
            boolean meant = isCall && before.contains(Line.of(place));
            boolean isBroken = meant
                    ? !EarlierCode.isTaken(search, now, mention)
                    : isCall
                            && earlier.filter(one -> one.isOnlyTakenBy(definition, now, mention))
                                    .isPresent();
            if (meant || isBroken) {
                found.add(isBroken ? places.at(mention, new Meaning(Confidence.RESOLVED, List.of())) : place);
            }
        }
        return found;
    }

    private static UsesRead read(Optional<Uses> uses) {
        return uses.map(one -> one.isWhole() ? UsesRead.ALL : UsesRead.SOME).orElse(UsesRead.NONE);
    }

    private List<Reference> places(Definition definition, Old old, Optional<Uses> uses) {
        List<Reference> all = broken(uses.map(Uses::places).orElse(List.of()));
        List<Reference> found = elsewhere(all, old);
        old.now()
                .filter(file -> !search.isOver())
                .ifPresent(file -> found.addAll(left(definition, file, sure(all, old.key()))));
        return References.perLine(found);
    }

    /** The places in other files than the old one. */
    private static List<Reference> elsewhere(List<Reference> all, Old old) {
        return new ArrayList<>(
                all.stream().filter(use -> !use.file().key().equals(old.key())).toList());
    }

    /** All but comments break: imports, subtypes and overriding members too. */
    private static List<Reference> broken(List<Reference> places) {
        return places.stream()
                .filter(place -> place.kind() != ReferenceKind.DOCUMENTATION)
                .toList();
    }

    /** A line of the file, the same before and after the change. */
    private record Line(Optional<String> symbol, String text) {
        static Line of(Reference place) {
            return new Line(place.inSymbol(), place.text());
        }
    }

    /** The lines that meant the definition while it was there. */
    private static Map<Line, Confidence> sure(List<Reference> places, FileKey key) {
        return places.stream()
                .filter(one -> one.file().key().equals(key) && one.confidence() != Confidence.BY_NAME)
                .collect(Collectors.toMap(Line::of, Reference::confidence, BinaryOperator.minBy(naturalOrder())));
    }

    /**
     * Returns the uses in the file itself, which has no other version of the definition: those of nothing that is known, if their
     * line meant it before. Of a new line, only a call or a type may mean it: another name may be that of a local variable.
     */
    private List<Reference> left(Definition definition, SourceFile now, Map<Line, Confidence> before) {
        Resolver resolver = search.languages().resolver(now.language());
        FileRef file = FileRef.of(now.key(), now.language().id());
        ReferencesInFile places = new ReferencesInFile(code, file, now, resolver);
        List<Reference> found = new ArrayList<>();
        for (SyntaxNode mention : resolver.mentions(now, Set.of(definition.name()))) {
            if (EarlierCode.isUnknown(resolver.resolve(now, mention))) {
                Reference place = places.at(mention, Meaning.BY_NAME);
                Confidence confidence = before.get(Line.of(place));
                if (confidence != null) {
                    found.add(places.at(mention, new Meaning(confidence, List.of())));
                } else if (place.kind() == ReferenceKind.CALL || place.kind() == ReferenceKind.TYPE) {
                    found.add(place);
                }
            }
        }
        return broken(found);
    }
}
