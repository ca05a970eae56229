package dev.codebasemcp.indexing;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.indexing.diff.ChangeDetector;
import dev.codebasemcp.indexing.diff.ContentVerdict;
import dev.codebasemcp.indexing.scan.FileContent;
import dev.codebasemcp.indexing.scan.ScannedFile;
import dev.codebasemcp.indexing.write.ContentIndexer;
import dev.codebasemcp.indexing.write.PreparedContent;
import dev.codebasemcp.indexing.write.PreparedFile;
import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.model.FileStamp;
import dev.codebasemcp.model.KnownFile;
import dev.codebasemcp.model.TransientFailureException;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a file, decides whether it changed, and prepares its new content. No fault of a file makes it throw.
 * Thread-safe; each thread passes its own {@link ContentIndexer}.
 */
final class FileReadStage {
    private static final Logger LOG = LoggerFactory.getLogger(FileReadStage.class);

    private final Function<ScannedFile, FileContent> reader;
    private final ChangeDetector changes;
    private final KnownContents knownContents;
    private final Embedder embedder;
    private final RunProgress progress;

    /**
     * Creates a stage that reads files with {@code reader}. It skips the contents in {@code knownContents}, which other
     * threads extend meanwhile.
     */
    FileReadStage(
            Function<ScannedFile, FileContent> reader,
            ChangeDetector changes,
            KnownContents knownContents,
            Embedder embedder,
            RunProgress progress) {
        this.reader = reader;
        this.changes = changes;
        this.knownContents = knownContents;
        this.embedder = embedder;
        this.progress = progress;
    }

    /** Reads a file; never returns if its file system hangs. */
    FileContent read(ScannedFile file) {
        try {
            return reader.apply(file);
        } catch (RuntimeException bug) {
            LOG.error("Cannot read {}", file.absolutePath(), bug);
            return new FileContent.Failed("could not be read: " + bug);
        }
    }

    /** Prepares {@code file} with its {@code content} for writing; empty if the file vanished. */
    Optional<PreparedFile> prepare(ScannedFile file, FileContent content, ContentIndexer indexer) {
        Optional<PreparedFile> prepared;
        try {
            prepared = content.map(new Outcome(file, indexer));
        } catch (TransientFailureException outage) {
            // Preparation queries the index for known contents; an outage of the database is not the file's fault.
            throw outage;
        } catch (RuntimeException bug) {
            LOG.error("Cannot index {}", file.absolutePath(), bug);
            prepared = Optional.of(failed(file, "could not be indexed: " + bug));
        }
        progress.scanned();
        return prepared;
    }

    /** Prepares a file that could not be read for writing. */
    PreparedFile unreadable(ScannedFile file, String cause) {
        PreparedFile prepared = failed(file, "cannot be read: " + cause);
        progress.scanned();
        return prepared;
    }

    private PreparedFile failed(ScannedFile file, String cause) {
        progress.failed(file.path(), cause);
        return new PreparedFile(KnownFile.failed(file.path(), cause), Optional.empty(), false);
    }

    /** Handles each kind of content. */
    private final class Outcome implements FileContent.Cases<Optional<PreparedFile>> {
        private final ScannedFile file;
        private final ContentIndexer indexer;

        Outcome(ScannedFile file, ContentIndexer indexer) {
            this.file = file;
            this.indexer = indexer;
        }

        @Override
        public Optional<PreparedFile> source(FileContent.Source content) {
            String text = content.text();
            int lineEnd = text.indexOf('\n');
            Language language = Language.of(file.path(), lineEnd < 0 ? text : text.substring(0, lineEnd));
            ContentHash key = IndexSettings.contentKey(content.hash(), language.id(), embedder);
            KnownFile draft = KnownFile.indexed(file.path(), content.stamp(), isSettled(content.stamp()), key);
            if (changes.compare(file.path(), key) == ContentVerdict.SAME_CONTENT) {
                return Optional.of(new PreparedFile(draft, Optional.empty(), false));
            }
            Optional<PreparedContent> prepared =
                    knownContents.contains(key) ? Optional.empty() : Optional.of(indexer.prepare(key, language, text));
            content.guessedEncoding().ifPresent(encoding -> progress.guessed(file.path(), encoding));
            prepared.flatMap(PreparedContent::fault).ifPresent(cause -> progress.notParsed(file.path(), cause));
            return Optional.of(new PreparedFile(draft, prepared, true));
        }

        @Override
        public Optional<PreparedFile> skipped(FileContent.Skipped content) {
            progress.skipped(content.reason());
            FileStamp stamp = content.stamp();
            return Optional.of(new PreparedFile(
                    KnownFile.skipped(file.path(), stamp, isSettled(stamp), content.reason()),
                    Optional.empty(),
                    false));
        }

        @Override
        public Optional<PreparedFile> failed(FileContent.Failed content) {
            return Optional.of(FileReadStage.this.failed(file, content.cause()));
        }

        @Override
        public Optional<PreparedFile> vanished(FileContent.Vanished content) {
            changes.vanished(file.path());
            progress.vanished();
            return Optional.empty();
        }

        private boolean isSettled(FileStamp stamp) {
            return stamp.isSettledAt(changes.scanStarted());
        }
    }
}
