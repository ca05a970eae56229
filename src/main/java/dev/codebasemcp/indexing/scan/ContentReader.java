package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.files.FileFault;
import dev.codebasemcp.files.FileProbe;
import dev.codebasemcp.files.NotRegularException;
import dev.codebasemcp.indexing.content.CredentialFile;
import dev.codebasemcp.indexing.content.LongLines;
import dev.codebasemcp.indexing.content.Secrets;
import dev.codebasemcp.indexing.content.TextKind;
import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.model.FileStamp;
import dev.codebasemcp.model.SkipReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a file if it is source text. Reports a bad file instead of throwing, opens only regular files, and reads at most one
 * byte over the limit. Thread-safe.
 */
public final class ContentReader {
    /** A file that changes during every attempt cannot be indexed now. */
    private static final int MAX_ATTEMPTS = 3;

    private final ContentLimits limits;
    private final FileAccess access;
    private final EncodingAttributes encodings = new EncodingAttributes();

    public ContentReader(ContentLimits limits) {
        this(limits, FileAccess.real());
    }

    ContentReader(ContentLimits limits, FileAccess access) {
        this.limits = limits;
        this.access = access;
    }

    /** The current content of {@code file}, which may be newer than the walk's stamp. */
    public FileContent read(ScannedFile file) {
        try {
            for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
                Optional<FileContent> content = attempt(file);
                if (content.isPresent()) {
                    return content.get();
                }
            }
            return new FileContent.Failed("changed during each of " + MAX_ATTEMPTS + " reads");
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return new FileContent.Vanished();
        } catch (AccessDeniedException denied) {
            return new FileContent.Failed("cannot be read: permission denied");
        } catch (IOException failure) {
            return new FileContent.Failed("cannot be read: " + FileFault.words(failure));
        }
    }

    /** Reads once; empty if the file changed meanwhile. */
    private Optional<FileContent> attempt(ScannedFile file) throws IOException {
        FileProbe before = access.probe(file.absolutePath());
        Optional<SkipReason> reason = reasonNotToOpen(file, before);
        if (reason.isPresent()) {
            return Optional.of(new FileContent.Skipped(before.stamp(), reason.get()));
        }
        byte[] bytes;
        try {
            bytes = bytes(file);
        } catch (NotRegularException replaced) {
            return Optional.empty();
        }
        if (!access.probe(file.absolutePath()).equals(before)) {
            return Optional.empty();
        }
        // Files without a real size, such as those in /proc, show their length only when read.
        return Optional.of(
                bytes.length > limits.maxFileBytes()
                        ? new FileContent.Skipped(before.stamp(), SkipReason.TOO_LARGE)
                        : classify(file, before.stamp(), bytes));
    }

    private Optional<SkipReason> reasonNotToOpen(ScannedFile file, FileProbe probe) {
        return switch (probe.kind()) {
            case SYMLINK -> Optional.of(SkipReason.SYMLINK);
            case DIRECTORY, SPECIAL -> Optional.of(SkipReason.SPECIAL_FILE);
            case FILE ->
                NamePolicy.reason(file.path())
                        .or(() -> probe.stamp().sizeBytes() > limits.maxFileBytes()
                                ? Optional.of(SkipReason.TOO_LARGE)
                                : Optional.empty());
        };
    }

    /** All bytes, or only the first ones if these show a binary file. */
    private byte[] bytes(ScannedFile file) throws IOException {
        try (InputStream in = access.open(file.absolutePath())) {
            byte[] head = in.readNBytes(TextDecoder.SNIFFED_BYTES);
            boolean whole = head.length < TextDecoder.SNIFFED_BYTES;
            if (whole || (TextDecoder.looksBinary(head) && encodings.of(file).isEmpty())) {
                return head;
            }
            byte[] rest = in.readNBytes(limits.maxFileBytes() - head.length + 1);
            byte[] all = Arrays.copyOf(head, head.length + rest.length);
            System.arraycopy(rest, 0, all, head.length, rest.length);
            return all;
        }
    }

    private FileContent classify(ScannedFile file, FileStamp stamp, byte[] bytes) {
        Optional<TextDecoder.Decoded> read = TextDecoder.read(bytes);
        Optional<TextDecoder.Decoded> attributed =
                read.filter(TextDecoder.Decoded::utf8).isPresent() ? Optional.empty() : decodeByAttribute(file, bytes);
        return attributed
                .or(() -> read)
                .map(decoded -> classify(file, stamp, decoded, attributed.isPresent() ? new byte[0] : bytes))
                .orElseGet(() -> new FileContent.Skipped(stamp, SkipReason.BINARY));
    }

    private Optional<TextDecoder.Decoded> decodeByAttribute(ScannedFile file, byte[] bytes) {
        return encodings.of(file).flatMap(encoding -> TextDecoder.read(bytes, encoding));
    }

    /** Classifies a text; {@code bytes} decode to it in every file, and are empty if an attribute chose the encoding. */
    private static FileContent classify(ScannedFile file, FileStamp stamp, TextDecoder.Decoded decoded, byte[] bytes) {
        String text = decoded.text();
        LongLines lines = LongLines.of(text);
        Optional<SkipReason> reason = TextPolicy.reason(file.name(), text, lines);
        if (reason.isPresent()) {
            return new FileContent.Skipped(stamp, reason.get());
        }
        TextKind kind =
                TextKind.of(Language.of(file.path(), text.lines().findFirst().orElse("")));
        Secrets secrets = Secrets.maskedIn(text, kind);
        if (CredentialFile.is(kind, text, secrets)) {
            return new FileContent.Skipped(stamp, SkipReason.SECRET);
        }
        // Hide secrets before cutting: a secret that is cut in two would not be recognized.
        String kept = (secrets.maskedCharacters() == 0 ? lines : LongLines.of(secrets.text())).cut();
        // Equal bytes may be indexed differently per kind of file, so hash the text wherever it differs from the bytes.
        boolean unchanged = kept.equals(text) && (bytes.length > 0 || text.isEmpty());
        ContentHash hash = ContentHash.of(unchanged ? bytes : kept.getBytes(StandardCharsets.UTF_8));
        return new FileContent.Source(stamp, hash, kept, decoded.guessed());
    }
}
