package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.search.retrieve.IndexedFiles.Defined;
import dev.codebasemcp.symbols.ImpactQuestion.ChangedFile;
import dev.codebasemcp.symbols.ImpactQuestion.OfChanges;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells where definitions moved to: another file that has the name now, and did not have it before. */
final class MovedDefinitions {
    private final IndexedCode code;
    private final Outliner outliner;
    private final Map<FileKey, ChangedFile> files = new HashMap<>();
    private final Map<FileKey, Set<String>> earlier = new HashMap<>();

    MovedDefinitions(IndexedCode code, Outliner outliner, OfChanges question) {
        this.code = code;
        this.outliner = outliner;
        Stream.concat(question.files().stream(), question.untracked().stream())
                .forEach(file -> key(code, file).ifPresent(key -> files.put(key, file)));
    }

    /** Returns the key of a file, if its repository is indexed. */
    static Optional<FileKey> key(IndexedCode code, ChangedFile file) {
        return code.files().repositories().stream()
                .filter(row -> row.root().equals(file.root()))
                .findFirst()
                .map(row -> new FileKey(row.id(), file.path()));
    }

    /** Returns where a file that is not {@code from} got the definition. */
    Optional<Defined> newPlace(Definition definition, Optional<FileKey> from) {
        return code.defined(definition.name()).stream()
                .filter(one -> one.definition().qualifiedName().equals(definition.qualifiedName()))
                .filter(one -> isNew(one.file().ref().key(), definition, from))
                .findFirst();
    }

    private boolean isNew(FileKey key, Definition definition, Optional<FileKey> from) {
        return !from.equals(Optional.of(key))
                && files.containsKey(key)
                && !earlier(key).contains(definition.qualifiedName());
    }

    /** The qualified names that a file had. */
    private Set<String> earlier(FileKey key) {
        return earlier.computeIfAbsent(
                key,
                unused -> Optional.ofNullable(files.get(key))
                        .flatMap(ChangedFile::before)
                        .map(text -> names(key.path(), text))
                        .orElse(Set.of()));
    }

    private Set<String> names(String path, String text) {
        Language language = Language.of(path, text.lines().findFirst().orElse(""));
        return outliner.outline(language, SourceText.of(text)).definitions().stream()
                .map(Definition::qualifiedName)
                .collect(Collectors.toSet());
    }
}
