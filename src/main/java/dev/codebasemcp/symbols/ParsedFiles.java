package dev.codebasemcp.symbols;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.search.retrieve.IndexedFiles;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.Optional;

/** Caches parsed files of all databases, up to a limit in bytes. Thread-safe. */
final class ParsedFiles {
    /** The bytes of a node, with what resolvers derive from it, and of each byte of text, with its lines. */
    private static final int BYTES_PER_NODE = 40;

    private static final int BYTES_PER_BYTE = 3;

    /** A content never changes, so an entry is never stale. */
    private record Key(String database, FileKey file, long content) {}

    /** Some hundred bytes each. */
    private static final int MOST_WITHOUT = 20_000;

    /** A content in whose code a name does not occur. */
    private record NameKey(String database, long content, String name) {}

    private final Outliner outliner;
    private final Cache<Key, Optional<SourceFile>> files;
    private final Cache<NameKey, Boolean> without = Caffeine.newBuilder()
            .maximumSize(MOST_WITHOUT)
            .executor(Runnable::run)
            .build();

    ParsedFiles(Outliner outliner, long limitBytes) {
        this.outliner = outliner;
        this.files = Caffeine.newBuilder()
                .maximumWeight(limitBytes)
                .weigher((Key key, Optional<SourceFile> file) -> weight(file))
                .executor(Runnable::run)
                .build();
    }

    /** Returns a file; empty if its language has no parser, or the parser cannot read it. */
    Optional<SourceFile> get(String database, IndexedFiles index, IndexedFile file) {
        Key key = new Key(database, file.ref().key(), file.contentId());
        Optional<SourceFile> known = files.getIfPresent(key);
        return known != null
                ? known
                : kept(
                        key,
                        Language.byId(file.ref().language())
                                .flatMap(language -> parse(language, file, index.text(file))));
    }

    /** Returns a file if its code may have a name; one that has it only as a word of comments is not parsed. */
    Optional<SourceFile> having(String name, String database, IndexedFiles index, IndexedFile file) {
        Key key = new Key(database, file.ref().key(), file.contentId());
        Optional<SourceFile> known = files.getIfPresent(key);
        if (known != null) {
            return known;
        }
        NameKey nameKey = new NameKey(database, file.contentId(), name);
        if (without.getIfPresent(nameKey) != null) {
            return Optional.empty();
        }
        String text = index.text(file);
        Optional<Language> language =
                Language.byId(file.ref().language()).filter(one -> CodeWords.mayHave(one, text, name));
        if (language.isEmpty()) {
            without.put(nameKey, true);
            return Optional.empty();
        }
        return kept(key, parse(language.get(), file, text));
    }

    /** Whether a file was found to have a name in none of its code. */
    boolean isWithout(String name, String database, IndexedFile file) {
        return without.getIfPresent(new NameKey(database, file.contentId(), name)) != null;
    }

    /** A parser may have had no time or no thread, so a failure is not kept. */
    private Optional<SourceFile> kept(Key key, Optional<SourceFile> parsed) {
        if (parsed.isPresent()) {
            files.put(key, parsed);
        }
        return parsed;
    }

    private Optional<SourceFile> parse(Language language, IndexedFile file, String written) {
        SourceText text = SourceText.of(written);
        return outliner.tree(language, text)
                .map(tree -> new SourceFile(file.ref().key(), language, tree));
    }

    private static int weight(Optional<SourceFile> file) {
        return file.map(parsed -> BYTES_PER_NODE * parsed.tree().size()
                        + BYTES_PER_BYTE * parsed.tree().text().utf8().length)
                .orElse(64);
    }

    /** Empties the cache, to give memory back. */
    void clear() {
        files.invalidateAll();
        without.invalidateAll();
    }
}
