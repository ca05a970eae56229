package dev.codebasemcp.symbols;

import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.search.retrieve.IndexedFiles;
import dev.codebasemcp.search.retrieve.IndexedFiles.Defined;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of one state of an index, parsed when they are asked for. */
final class IndexedCode implements CodeBase {
    /** A name with more definitions decides nothing. */
    static final int MOST_DEFINITIONS = 400;

    private final String database;
    private final IndexedFiles files;
    private final ParsedFiles parser;
    private final Map<String, List<Defined>> definitions = new HashMap<>();
    private final Map<FileKey, List<DefinedName>> ofFiles = new HashMap<>();

    IndexedCode(String database, IndexedFiles files, ParsedFiles parser) {
        this.database = database;
        this.files = files;
        this.parser = parser;
    }

    IndexedFiles files() {
        return files;
    }

    /** Returns the stored definitions of exactly this plain name. */
    List<Defined> defined(String name) {
        List<Defined> known = definitions.get(name);
        if (known == null) {
            known = files.defining(name, MOST_DEFINITIONS);
            definitions.put(name, known);
        }
        return known;
    }

    @Override
    public List<SourceFile> defining(String name) {
        return parsed(defined(name).stream());
    }

    @Override
    public List<SourceFile> defining(String name, Predicate<FileKey> where) {
        return parsed(
                defined(name).stream().filter(one -> where.test(one.file().ref().key())));
    }

    @Override
    public List<SourceFile> definingQualified(String qualifiedName) {
        String name = qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1);
        return parsed(defined(name).stream()
                .filter(one ->
                        ("." + qualifiedName).endsWith("." + one.definition().qualifiedName())));
    }

    /** Files are parsed again if the cache is too small for them: a question must not hold all that it saw. */
    private List<SourceFile> parsed(Stream<Defined> definitionsOfFiles) {
        Map<FileKey, IndexedFile> distinct = new LinkedHashMap<>();
        definitionsOfFiles.forEach(one -> distinct.putIfAbsent(one.file().ref().key(), one.file()));
        List<SourceFile> found = new ArrayList<>();
        for (IndexedFile file : distinct.values()) {
            parse(file).ifPresent(found::add);
        }
        return found;
    }

    @Override
    public int definitions(String name) {
        return defined(name).size();
    }

    @Override
    public Optional<SourceFile> file(FileKey key) {
        return files.at(key.repositoryId(), key.path()).flatMap(this::parse);
    }

    @Override
    public Optional<String> text(FileKey key) {
        return files.at(key.repositoryId(), key.path()).map(files::text);
    }

    @Override
    public boolean holds(RepositoryId repository, String path) {
        return files.at(repository, path).isPresent();
    }

    /** Returns the stored definitions of a file in line order. */
    List<DefinedName> definitionsOf(FileKey key) {
        List<DefinedName> known = ofFiles.get(key);
        if (known == null) {
            known = files.at(key.repositoryId(), key.path())
                    .map(files::definitionsOf)
                    .orElse(List.of());
            ofFiles.put(key, known);
        }
        return known;
    }

    Optional<SourceFile> parse(IndexedFile file) {
        return parser.get(database, files, file);
    }
}
