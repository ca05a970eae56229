package dev.codebasemcp.symbols;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.threads.NamedThreads;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Caches parsed files of all databases, up to a limit in bytes. Thread-safe. */
final class ParsedFiles {
    /** The bytes of a node, with what resolvers derive from it, and of each byte of text, with its lines. */
    private static final int BYTES_PER_NODE = 40;

    private static final int BYTES_PER_BYTE = 3;

    /** A content never changes, so an entry is never stale. */
    private record Key(String database, FileKey file, long content) {
        static Key of(String database, IndexedFile file) {
            return new Key(database, file.ref().key(), file.contentId());
        }
    }

    /** Some hundred bytes each. */
    private static final int MOST_WITHOUT = 20_000;

    /** A content in whose code a name does not occur. */
    private record NameKey(String database, long content, String name) {}

    private static final int MOST_THREADS = 8;

    /** Then a thread ends. */
    private static final long IDLE_SECONDS = 10;

    private final Outliner outliner;
    private final ExecutorService threads;
    private final Cache<Key, Optional<SourceFile>> files;
    private final Cache<NameKey, Boolean> without = Caffeine.newBuilder()
            .maximumSize(MOST_WITHOUT)
            .executor(Runnable::run)
            .build();

    ParsedFiles(Outliner outliner, long limitBytes) {
        this.outliner = outliner;
        this.threads = threads();
        this.files = Caffeine.newBuilder()
                .maximumWeight(limitBytes)
                .weigher((Key key, Optional<SourceFile> file) -> weight(file))
                .executor(Runnable::run)
                .build();
    }

    private static ExecutorService threads() {
        int count = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                count,
                count,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamedThreads("symbol-files"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * Parses files ahead, several at once, if their code may have a name. An interrupt ends it early, and stays.
     *
     * @param name empty for all files
     * @param texts returns the texts of files by their contents
     * @param time how long to wait; what is begun by then goes on
     */
    void readAhead(
            Optional<String> name,
            String database,
            Collection<IndexedFile> some,
            Function<Collection<IndexedFile>, Map<Long, String>> texts,
            Duration time) {
        List<IndexedFile> unread =
                some.stream().filter(file -> isUnread(name, database, file)).toList();
        if (unread.size() < 2) {
            return;
        }
        Map<Long, String> written = texts.apply(unread);
        await(
                unread.stream()
                        .<Future<?>>map(file -> threads.submit(
                                () -> read(name, database, file, written.getOrDefault(file.contentId(), ""))))
                        .toList(),
                System.nanoTime() + time.toNanos());
    }

    private static void await(List<Future<?>> reads, long deadline) {
        try {
            for (Future<?> read : reads) {
                read.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (TimeoutException late) {
            reads.forEach(read -> read.cancel(false));
        } catch (InterruptedException ended) {
            // A thread that marks a content for native code must not be interrupted.
            reads.forEach(read -> read.cancel(false));
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("A file could not be parsed", failed.getCause());
        }
    }

    private boolean isUnread(Optional<String> name, String database, IndexedFile file) {
        return files.getIfPresent(Key.of(database, file)) == null
                && name.filter(one -> isWithout(one, database, file)).isEmpty();
    }

    /** Returns a file; empty if its language has no parser, or the parser cannot read it. */
    Optional<SourceFile> get(String database, IndexedFile file, Function<IndexedFile, String> text) {
        Optional<SourceFile> known = files.getIfPresent(Key.of(database, file));
        return known != null ? known : read(Optional.empty(), database, file, text.apply(file));
    }

    /** Returns a file if its code may have a name; one that has it only as a word of comments is not parsed. */
    Optional<SourceFile> having(String name, String database, IndexedFile file, Function<IndexedFile, String> text) {
        Optional<SourceFile> known = files.getIfPresent(Key.of(database, file));
        if (known != null) {
            return known;
        }
        return isWithout(name, database, file)
                ? Optional.empty()
                : read(Optional.of(name), database, file, text.apply(file));
    }

    private Optional<SourceFile> read(Optional<String> name, String database, IndexedFile file, String text) {
        Optional<Language> language = Language.byId(file.ref().language())
                .filter(one ->
                        name.filter(word -> !CodeWords.mayHave(one, text, word)).isEmpty());
        if (language.isEmpty()) {
            name.ifPresent(word -> without.put(new NameKey(database, file.contentId(), word), true));
            return Optional.empty();
        }
        return kept(Key.of(database, file), parse(language.get(), file, text));
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
