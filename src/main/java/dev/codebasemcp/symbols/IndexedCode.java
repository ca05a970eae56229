package dev.codebasemcp.symbols;

import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.search.retrieve.IndexedFiles;
import dev.codebasemcp.search.retrieve.IndexedFiles.Defined;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.scip.ScipIndexes;
import dev.codebasemcp.symbols.scip.ScipResolver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The files of one state of an index, parsed when they are asked for. */
final class IndexedCode implements CodeBase {
    private static final int MOST_HAVING = 200;
    private static final int MOST_ENDING = 20;
    /** A little longer than a question looks for uses: then it ends, whatever it is reading. */
    private static final Duration TIME = UseSearch.TIME.plusSeconds(1);

    private final String database;
    private final IndexedFiles files;
    private final ParsedFiles parser;
    private final ScipIndexes scip;
    private final Optional<OtherVersion> version;
    private final long end;
    private final Map<String, List<Defined>> definitions = new HashMap<>();
    private final Map<FileKey, List<DefinedName>> ofFiles = new HashMap<>();

    IndexedCode(String database, IndexedFiles files, ParsedFiles parser, ScipIndexes scip) {
        this(database, files, parser, scip, Optional.empty(), System.nanoTime() + TIME.toNanos());
    }

    private IndexedCode(
            String database,
            IndexedFiles files,
            ParsedFiles parser,
            ScipIndexes scip,
            Optional<OtherVersion> version,
            long end) {
        this.end = end;
        this.scip = scip;
        this.database = database;
        this.files = files;
        this.parser = parser;
        this.version = version;
    }

    /** Returns the same code with another version of one file, which need not be in the index. */
    IndexedCode replacing(OtherVersion version) {
        return new IndexedCode(database, files, parser, scip, Optional.of(version), end);
    }

    /**
     * Another version of a file.
     *
     * @param file stands for it; without chunks
     */
    record OtherVersion(IndexedFile file, SourceFile source, List<DefinedName> definitions) {
        private boolean is(FileKey key) {
            return source.key().equals(key);
        }
    }

    /** Returns a resolver that asks compilers' indexes first. */
    Resolver withCompilers(Resolver other) {
        return new ScipResolver(
                other,
                this,
                scip,
                repository -> files.repositories().stream()
                        .filter(row -> row.id().equals(repository))
                        .findFirst()
                        .map(RepositoryRow::root));
    }

    IndexedFiles files() {
        return files;
    }

    /** Returns the stored definitions of exactly this plain name. */
    List<Defined> defined(String name) {
        List<Defined> known = definitions.get(name);
        if (known == null) {
            known = withVersion(files.defining(name, MOST_DEFINITIONS), name);
            definitions.put(name, known);
        }
        return known;
    }

    private List<Defined> withVersion(List<Defined> indexed, String name) {
        if (version.isEmpty()) {
            return indexed;
        }
        OtherVersion other = version.get();
        return Stream.concat(
                        indexed.stream()
                                .filter(one -> !other.is(one.file().ref().key())),
                        other.definitions().stream()
                                .filter(one -> one.name().equals(name))
                                .map(one -> new Defined(other.file(), one)))
                .toList();
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

    @Override
    public List<SourceFile> having(String name, Predicate<FileKey> where) {
        List<IndexedFile> holding = files.containing(name).stream()
                .filter(file -> where.test(file.ref().key()))
                .limit(MOST_HAVING + 1L)
                .toList();
        return holding.size() > MOST_HAVING ? List.of() : parsed(holding);
    }

    @Override
    public List<FileKey> ending(RepositoryId repository, String path) {
        return files.named(path, MOST_ENDING).stream()
                .map(file -> file.ref().key())
                .filter(key -> key.repositoryId().equals(repository))
                .filter(key -> ("/" + key.path()).endsWith("/" + path))
                .toList();
    }

    /** Files are parsed again if the cache is too small for them: a question must not hold all that it saw. */
    private List<SourceFile> parsed(Stream<Defined> definitionsOfFiles) {
        Map<FileKey, IndexedFile> distinct = new LinkedHashMap<>();
        definitionsOfFiles.forEach(one -> distinct.putIfAbsent(one.file().ref().key(), one.file()));
        return parsed(distinct.values());
    }

    private List<SourceFile> parsed(Collection<IndexedFile> some) {
        List<SourceFile> found = new ArrayList<>();
        for (IndexedFile file : ahead(Optional.empty(), some)) {
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
        return at(key).flatMap(this::parse);
    }

    @Override
    public Optional<String> text(FileKey key) {
        return files.at(key.repositoryId(), key.path()).map(files::text);
    }

    @Override
    public boolean holds(RepositoryId repository, String path) {
        return at(new FileKey(repository, path)).isPresent();
    }

    /** Returns a file by its key. */
    Optional<IndexedFile> at(FileKey key) {
        return version.filter(other -> other.is(key))
                .map(OtherVersion::file)
                .or(() -> files.at(key.repositoryId(), key.path()));
    }

    /** Returns the stored definitions of a file in line order. */
    List<DefinedName> definitionsOf(FileKey key) {
        List<DefinedName> known = ofFiles.get(key);
        if (known == null) {
            known = version.filter(other -> other.is(key))
                    .map(OtherVersion::definitions)
                    .orElseGet(() -> at(key).map(files::definitionsOf).orElse(List.of()));
            ofFiles.put(key, known);
        }
        return known;
    }

    /** Returns the symbol of a declaration in an indexed file. */
    Optional<Symbol> symbol(Declaration declaration) {
        return at(declaration.file().key()).map(file -> Symbol.of(declaration, file.ref()));
    }

    /** Returns files that are read ahead as one goes through them, if their code may have a name; all, if there is none. */
    Iterable<IndexedFile> ahead(Optional<String> name, Collection<IndexedFile> some) {
        return new FilesAhead(some, next -> readAhead(name, next.stream()));
    }

    @Override
    public void expect(Collection<FileKey> keys) {
        readAhead(Optional.empty(), keys.stream().flatMap(key -> at(key).stream()));
    }

    private void readAhead(Optional<String> name, Stream<IndexedFile> some) {
        List<IndexedFile> indexed =
                some.filter(file -> versionOf(file).isEmpty()).toList();
        if (!isOver()) {
            parser.readAhead(name, database, indexed, files::texts, Duration.ofNanos(end - System.nanoTime()));
        }
    }

    /** Whether a question about this code has taken so long that nothing more is to be parsed for it. */
    private boolean isOver() {
        return System.nanoTime() - end > 0;
    }

    /** Returns a file if its code may have a name. */
    Optional<SourceFile> parseHaving(String name, IndexedFile file) {
        return parsed(file, () -> parser.having(name, database, file, files::text));
    }

    /** Whether a file was found to have a name in none of its code. */
    boolean isWithout(String name, IndexedFile file) {
        return parser.isWithout(name, database, file);
    }

    Optional<SourceFile> parse(IndexedFile file) {
        return parsed(file, () -> parser.get(database, file, files::text));
    }

    private Optional<SourceFile> parsed(IndexedFile file, Supplier<Optional<SourceFile>> parse) {
        return isOver()
                ? Optional.empty()
                : versionOf(file).map(OtherVersion::source).or(parse);
    }

    private Optional<OtherVersion> versionOf(IndexedFile file) {
        return version.filter(other -> other.is(file.ref().key()));
    }
}
