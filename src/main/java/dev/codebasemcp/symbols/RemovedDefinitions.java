package dev.codebasemcp.symbols;

import static java.util.Comparator.naturalOrder;

import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.symbols.ChangedDefinitions.Changes;
import dev.codebasemcp.symbols.Impact.Removed;
import dev.codebasemcp.symbols.Impact.UsesRead;
import dev.codebasemcp.symbols.IndexedCode.OtherVersion;
import dev.codebasemcp.symbols.UseSearch.Meaning;
import dev.codebasemcp.symbols.UseSearch.Uses;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
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
        if (changes.removed().isEmpty() || changes.key().isEmpty()) {
            return List.of();
        }
        FileKey key = changes.key().get();
        Optional<Earlier> earlier = changes.before()
                .filter(text -> !search.isOver())
                .flatMap(text -> outliner.tree(changes.language(), text))
                .map(tree -> earlier(new SourceFile(key, changes.language(), tree)));
        Optional<SourceFile> now = changes.file().flatMap(code::parse);
        return outermost(changes.removed())
                .map(one -> removed(one, key, earlier, now))
                .toList();
    }

    /** What is in a removed type goes with it. */
    private static Stream<Definition> outermost(List<Definition> removed) {
        return removed.stream()
                .filter(one -> removed.stream()
                        .noneMatch(other -> one.qualifiedName().startsWith(other.qualifiedName() + ".")));
    }

    /**
     * The code in which a file is what it was.
     *
     * @param file the old one
     * @param definitions find declarations in that code
     */
    private record Earlier(IndexedFile file, UseSearch search, Definitions definitions) {
        Optional<Uses> uses(Definition definition) {
            DefinedSymbol symbol =
                    new DefinedSymbol(file.ref(), List.of(OutlinedDefinition.of(stored(definition))), Optional.empty());
            List<Declaration> targets = search.isOver() ? List.of() : definitions.of(symbol);
            return targets.isEmpty() || search.isOver() ? Optional.empty() : Optional.of(search.of(targets));
        }
    }

    private Earlier earlier(SourceFile source) {
        IndexedFile file =
                new IndexedFile(FileRef.of(source.key(), source.language().id()), -1, 0, 0);
        List<DefinedName> definitions = outliner
                .outline(source.language(), source.tree().text())
                .definitions()
                .stream()
                .map(RemovedDefinitions::stored)
                .toList();
        IndexedCode before = code.replacing(new OtherVersion(file, source, definitions));
        UseSearch uses = search.in(before);
        return new Earlier(file, uses, new Definitions(before, uses));
    }

    private Removed removed(Definition definition, FileKey key, Optional<Earlier> earlier, Optional<SourceFile> now) {
        Optional<Uses> uses = earlier.flatMap(one -> one.uses(definition));
        List<Reference> all = broken(uses.map(Uses::places).orElse(List.of()));
        List<Reference> found = new ArrayList<>(
                all.stream().filter(use -> !use.file().key().equals(key)).toList());
        now.filter(file -> !search.isOver()).ifPresent(file -> found.addAll(left(definition, file, sure(all, key))));
        UsesRead read =
                uses.map(one -> one.isWhole() ? UsesRead.ALL : UsesRead.SOME).orElse(UsesRead.NONE);
        return new Removed(definition.qualifiedName(), key.path(), References.perLine(found), read);
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
            if (isUnknown(resolver.resolve(now, mention))) {
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

    private static boolean isUnknown(Resolution resolution) {
        return resolution instanceof Resolution.Undecided || resolution instanceof Resolution.Elsewhere;
    }

    private static DefinedName stored(Definition definition) {
        return new DefinedName(
                0,
                definition.name().toLowerCase(Locale.ROOT),
                definition.qualifiedName(),
                definition.kind(),
                definition.lines(),
                definition.signature());
    }
}
