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

    private final Outliner outliner;
    private final Cache<Key, Optional<SourceFile>> files;

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
        if (known == null) {
            known = parse(index, file);
            // A parser may have had no time or no thread, so a failure is not kept.
            if (known.isPresent()) {
                files.put(key, known);
            }
        }
        return known;
    }

    private Optional<SourceFile> parse(IndexedFiles index, IndexedFile file) {
        Optional<Language> language = Language.byId(file.ref().language());
        if (language.isEmpty()) {
            return Optional.empty();
        }
        SourceText text = SourceText.of(index.text(file));
        return outliner.tree(language.get(), text)
                .map(tree -> new SourceFile(file.ref().key(), language.get(), tree));
    }

    private static int weight(Optional<SourceFile> file) {
        return file.map(parsed -> BYTES_PER_NODE * parsed.tree().size()
                        + BYTES_PER_BYTE * parsed.tree().text().utf8().length)
                .orElse(64);
    }

    /** Empties the cache, to give memory back. */
    void clear() {
        files.invalidateAll();
    }
}
