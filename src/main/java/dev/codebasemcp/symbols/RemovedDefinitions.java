package dev.codebasemcp.symbols;

import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.symbols.ChangedDefinitions.Changes;
import dev.codebasemcp.symbols.Impact.Removed;
import dev.codebasemcp.symbols.IndexedCode.OtherVersion;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what still uses definitions that are no more. Resolves names as if their file still were what it was, so that it finds
 * the uses that the change breaks.
 */
final class RemovedDefinitions {
    private static final int MOST_DEFINITIONS = 40;

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
        Optional<SourceFile> source = changes.before()
                .flatMap(text -> outliner.tree(changes.language(), text))
                .map(tree -> new SourceFile(key, changes.language(), tree));
        List<Removed> found = new ArrayList<>();
        for (Definition definition :
                outermost(changes.removed()).limit(MOST_DEFINITIONS).toList()) {
            List<Reference> uses = new ArrayList<>();
            source.ifPresent(before -> uses.addAll(uses(definition, before)));
            changes.file().flatMap(code::parse).ifPresent(now -> uses.addAll(left(definition, now)));
            found.add(new Removed(definition.qualifiedName(), key.path(), uses));
        }
        return found;
    }

    /** What is in a removed type goes with it. */
    private static Stream<Definition> outermost(List<Definition> removed) {
        return removed.stream()
                .filter(one -> removed.stream()
                        .noneMatch(other -> one.qualifiedName().startsWith(other.qualifiedName() + ".")));
    }

    /** Returns the uses in the file itself, which has no other version of the definition: those of nothing that is known. */
    private List<Reference> left(Definition definition, SourceFile now) {
        Resolver resolver = search.languages().resolver(now.language());
        FileRef file = FileRef.of(now.key(), now.language().id());
        ReferencesInFile places = new ReferencesInFile(code, file, now, resolver);
        return resolver.mentions(now, Set.of(definition.name())).stream()
                .filter(mention -> resolver.kind(now, mention) == ReferenceKind.CALL
                        || resolver.kind(now, mention) == ReferenceKind.TYPE)
                .filter(mention -> isUnknown(resolver.resolve(now, mention)))
                .map(mention -> places.at(mention, UseSearch.Meaning.BY_NAME))
                .toList();
    }

    private static boolean isUnknown(Resolution resolution) {
        return resolution instanceof Resolution.Undecided || resolution instanceof Resolution.Elsewhere;
    }

    private List<Reference> uses(Definition definition, SourceFile source) {
        IndexedFile file =
                new IndexedFile(FileRef.of(source.key(), source.language().id()), -1, 0, 0);
        List<DefinedName> definitions = outliner
                .outline(source.language(), source.tree().text())
                .definitions()
                .stream()
                .map(RemovedDefinitions::stored)
                .toList();
        IndexedCode before = code.replacing(new OtherVersion(file, source, definitions));
        UseSearch earlier = search.in(before);
        DefinedSymbol symbol =
                new DefinedSymbol(file.ref(), List.of(OutlinedDefinition.of(stored(definition))), Optional.empty());
        List<Declaration> targets = new Definitions(before, earlier).of(symbol);
        if (targets.isEmpty() || search.isOver()) {
            return List.of();
        }
        return References.perLine(UseSearch.callers(earlier.of(targets).places())).stream()
                .filter(place -> !place.file().key().equals(source.key()))
                .toList();
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
