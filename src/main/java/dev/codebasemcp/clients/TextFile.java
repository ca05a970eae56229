package dev.codebasemcp.clients;

import dev.codebasemcp.files.FileFault;
import dev.codebasemcp.model.RejectedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * One read of another program's text file, and its replacement. Keeps a byte order mark, permissions and links: the
 * target of a link is replaced, by an atomic rename. A file that changed since it was read is not replaced.
 */
final class TextFile {
    /** Beside the file, as it was before the first change. */
    private static final String BACKUP_SUFFIX = ".before-codebase-mcp";

    private static final String MARK = "\uFEFF";
    /** Files with settings are far smaller. */
    private static final int MAX_BYTES = 32 << 20;

    private final Path named;
    private final Access access;
    private final Path target;
    private final Optional<byte[]> bytes;
    private final String text;

    /** Who can read a file that is created. */
    enum Access {
        OWNER,
        EVERYBODY
    }

    private TextFile(Path named, Access access, Path target, Optional<byte[]> bytes, String text) {
        this.named = named;
        this.access = access;
        this.target = target;
        this.bytes = bytes;
        this.text = text;
    }

    /**
     * Reads the file, if there is one.
     *
     * @throws RejectedException if it cannot be read, is no text in UTF-8, or is a link to nothing
     */
    static TextFile read(Path named, Access access) {
        try {
            if (!Files.exists(named)) {
                if (Files.isSymbolicLink(named)) {
                    throw deadLink(named);
                }
                return new TextFile(named, access, named, Optional.empty(), "");
            }
            Path target = named.toRealPath();
            // One reading of both: it fails if the file is removed in between.
            BasicFileAttributes attributes = Files.readAttributes(target, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new RejectedException(named + ": this is no regular file; remove it, or configure by hand.");
            }
            if (attributes.size() > MAX_BYTES) {
                throw new RejectedException(named + ": the file is larger than " + (MAX_BYTES >> 20)
                        + " MiB, and is left alone; configure by hand.");
            }
            byte[] bytes = Files.readAllBytes(target);
            return new TextFile(named, access, target, Optional.of(bytes), decoded(bytes));
        } catch (NoSuchFileException gone) {
            // Removed in between.
            return read(named, access);
        } catch (CharacterCodingException otherEncoding) {
            throw new RejectedException(
                    named + ": the file is not in UTF-8, and is left alone; convert it first.", otherEncoding);
        } catch (IOException failure) {
            throw new RejectedException(
                    named + ": the file cannot be read (" + FileFault.words(failure) + ").", failure);
        }
    }

    /**
     * Returns whether a regular file has {@code word} anywhere, in any encoding that contains ASCII. A file that cannot be
     * searched may have it.
     */
    static boolean mentions(Path named, String word) {
        try {
            return Files.isRegularFile(named)
                    && (Files.size(named) > MAX_BYTES
                            || new String(Files.readAllBytes(named), StandardCharsets.ISO_8859_1).contains(word));
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException unreadable) {
            return true;
        }
    }

    /**
     * Checks a file of a project, which may come from strangers: no link on the way to it must lead elsewhere.
     *
     * @param top the real path of the project
     * @param named the file, which may not exist yet
     * @throws RejectedException if it lies elsewhere, or a link on the way leads to nothing
     */
    static void checkLiesIn(Path top, Path named) {
        Path existing = named;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = Objects.requireNonNull(existing.getParent());
        }
        try {
            if (!existing.toRealPath().startsWith(top)) {
                throw new RejectedException(
                        named + ": a link leads out of the project; configure it by hand, or use --user.");
            }
        } catch (NoSuchFileException gone) {
            if (Files.isSymbolicLink(existing)) {
                throw deadLink(named);
            }
            checkLiesIn(top, named);
        } catch (IOException failure) {
            throw new RejectedException(
                    named + ": the file cannot be read (" + FileFault.words(failure) + ").", failure);
        }
    }

    private static RejectedException deadLink(Path named) {
        return new RejectedException(named + ": the link leads to nothing; remove it, or create its target.");
    }

    private static String decoded(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    Path named() {
        return named;
    }

    boolean exists() {
        return bytes.isPresent();
    }

    /** The content without byte order mark; empty if there is no file. */
    String text() {
        return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
    }

    /** Returns the file as it was before our first change, if it was kept. */
    Optional<TextFile> backup() {
        Path file = backupFile();
        return Files.isRegularFile(file) ? Optional.of(read(file, access)).filter(TextFile::exists) : Optional.empty();
    }

    private Path backupFile() {
        return target.resolveSibling(target.getFileName() + BACKUP_SUFFIX);
    }

    /** Keeps a copy of what was read; a file that is missing needs none. */
    void keepBackup() {
        checkUnchanged();
        checkWritable();
        if (!exists()) {
            dropBackup();
        }
        bytes.ifPresent(content -> {
            try {
                Path draft = draft(content);
                try {
                    copyAttributes(target, draft);
                    Files.move(draft, backupFile(), StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    Files.deleteIfExists(draft);
                }
            } catch (NoSuchFileException gone) {
                throw changed();
            } catch (IOException failure) {
                throw new RejectedException(
                        named + ": no backup can be written beside it (" + FileFault.words(failure)
                                + "), so it is left alone; make the directory writable.",
                        failure);
            }
        });
    }

    void dropBackup() {
        delete(backupFile());
    }

    /**
     * Replaces the content.
     *
     * @throws ChangedFileException if another program changed the file in between
     * @throws RejectedException if it is read-only or cannot be written; it is then unchanged
     */
    void replace(String changed) {
        write(((text.startsWith(MARK) ? MARK : "") + changed).getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces the content by the bytes that {@code earlier} has. */
    void restore(TextFile earlier) {
        write(earlier.bytes.orElseThrow());
    }

    /** Removes the file. */
    void delete() {
        checkUnchanged();
        delete(target);
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new RejectedException(
                    file + ": the file cannot be removed (" + FileFault.words(failure) + ").", failure);
        }
    }

    private void write(byte[] changed) {
        try {
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            checkWritable();
            Path draft = draft(changed);
            try {
                giveAttributes(draft);
                checkUnchanged();
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (NoSuchFileException gone) {
            throw changed();
        } catch (IOException failure) {
            throw new RejectedException(
                    named + ": the file cannot be written (" + FileFault.words(failure)
                            + "), and is unchanged; make its directory writable.",
                    failure);
        }
    }

    /** A rename would replace a file that its user made read-only on purpose; an administrator may write any file. */
    void checkWritable() {
        if (!exists()) {
            return;
        }
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
            boolean isWritable = Files.isWritable(target)
                    && (view == null || view.readAttributes().permissions().contains(PosixFilePermission.OWNER_WRITE));
            if (!isWritable) {
                // A file that was removed in between is not writable either.
                checkUnchanged();
                throw new RejectedException(named + ": the file is read-only, and is left alone; make it writable.");
            }
        } catch (NoSuchFileException gone) {
            throw changed();
        } catch (IOException failure) {
            throw new RejectedException(
                    named + ": the file cannot be read (" + FileFault.words(failure) + ").", failure);
        }
    }

    /** Makes a complete file beside the target, which only its user can read. */
    private Path draft(byte[] content) throws IOException {
        Path draft = Files.createTempFile(Objects.requireNonNull(target.getParent()), ".codebase-mcp", ".tmp");
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        return draft;
    }

    private void giveAttributes(Path draft) throws IOException {
        if (exists()) {
            copyAttributes(target, draft);
        } else if (access == Access.EVERYBODY) {
            PosixFileAttributeView view = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
            if (view != null) {
                view.setPermissions(PosixFilePermissions.fromString("rw-r--r--"));
            }
        }
    }

    /** Clients write their settings at any time. */
    private void checkUnchanged() {
        try {
            boolean unchanged = exists()
                    ? Files.exists(target) && Arrays.equals(Files.readAllBytes(target), bytes.orElseThrow())
                    : !Files.exists(target);
            if (!unchanged) {
                throw changed();
            }
        } catch (NoSuchFileException gone) {
            throw changed();
        } catch (IOException failure) {
            throw new RejectedException(
                    named + ": the file cannot be read again (" + FileFault.words(failure) + ").", failure);
        }
    }

    private ChangedFileException changed() {
        return new ChangedFileException(
                named + ": another program changed the file just now, so it is left alone; run this again.");
    }

    private static void copyAttributes(Path from, Path to) throws IOException {
        PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (source == null || target == null) {
            return;
        }
        PosixFileAttributes kept = source.readAttributes();
        if (!kept.owner().equals(target.readAttributes().owner())) {
            // Only the administrator can write here and make files that belong to others.
            target.setGroup(kept.group());
            target.setOwner(kept.owner());
        }
        target.setPermissions(kept.permissions());
    }
}
