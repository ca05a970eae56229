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
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
                changes.removed().stream().limit(MOST_DEFINITIONS).toList()) {
            List<Reference> uses = source.map(one -> uses(definition, one)).orElse(List.of());
            found.add(new Removed(definition.qualifiedName(), key.path(), uses));
        }
        return found;
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
