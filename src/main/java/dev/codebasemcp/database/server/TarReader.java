package dev.codebasemcp.database.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Unpacks a tar archive of directories, regular files and symbolic links with names of up to 99 bytes. The archives of
 * PostgreSQL's binaries contain nothing else. Refuses anything else.
 */
final class TarReader {
    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int MODE_AT = 100;
    private static final int MODE_LENGTH = 8;
    private static final int TYPE_AT = 156;
    private static final int LINK_AT = 157;
    private static final int OWNER_MAY_EXECUTE = 0100;

    private final DataInputStream in;
    private final boolean posix;

    TarReader(InputStream in, boolean posix) {
        this.in = new DataInputStream(in);
        this.posix = posix;
    }

    /** How to handle the next entry. */
    private enum Mode {
        /** Write it; the target does not exist. */
        WRITE,
        /** Write it if it is missing, or differs in kind, size or execute permission. */
        REPAIR,
        /** Also write it if its content differs. */
        COMPARE
    }

    /** Writes the whole archive below the empty directory {@code target}; returns the entries. */
    List<UnpackedFile> unpackTo(Path target) throws IOException {
        List<UnpackedFile> all = new ArrayList<>();
        unpack(target, Mode.WRITE, all);
        return all;
    }

    /**
     * Writes the missing or damaged entries below {@code target}. Replaces each file with a new one, so that users of the old
     * one are not disturbed.
     *
     * @param byContent whether to compare files of the right size too
     * @param all receives every entry
     * @return the number of written entries
     */
    int restoreTo(Path target, boolean byContent, List<UnpackedFile> all) throws IOException {
        return unpack(target, byContent ? Mode.COMPARE : Mode.REPAIR, all);
    }

    private int unpack(Path target, Mode mode, List<UnpackedFile> all) throws IOException {
        int written = 0;
        byte[] header = new byte[BLOCK];
        while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
            UnpackedFile entry = entry(header);
            Path path = target.resolve(entry.name()).normalize();
            if (!path.startsWith(target)) {
                throw new IOException("an archive entry is outside the target: " + entry.name());
            }
            all.add(entry);
            written += place(entry, target, path, mode) ? 1 : 0;
            in.skipNBytes((BLOCK - entry.size() % BLOCK) % BLOCK);
        }
        return written;
    }

    private static UnpackedFile entry(byte[] header) throws IOException {
        String name = text(header, 0, NAME_LENGTH);
        char type = header[TYPE_AT] == 0 ? UnpackedFile.FILE : (char) header[TYPE_AT];
        return switch (type) {
            case UnpackedFile.DIRECTORY -> new UnpackedFile(type, name, 0, true, "");
            case UnpackedFile.FILE ->
                new UnpackedFile(
                        type,
                        name,
                        octal(header, SIZE_AT, SIZE_LENGTH),
                        (octal(header, MODE_AT, MODE_LENGTH) & OWNER_MAY_EXECUTE) != 0,
                        "");
            case UnpackedFile.LINK -> {
                String target = text(header, LINK_AT, NAME_LENGTH);
                if (target.contains("/")) {
                    throw new IOException("an archive link leaves its directory: " + name);
                }
                yield new UnpackedFile(type, name, 0, false, target);
            }
            default -> throw new IOException("unknown kind of archive entry '" + type + "': " + name);
        };
    }

    /** Writes an entry if needed; returns whether it did. Always reads the entry's content. */
    private boolean place(UnpackedFile entry, Path root, Path path, Mode mode) throws IOException {
        if (entry.type() == UnpackedFile.FILE) {
            return placeFile(entry, root, path, mode);
        }
        if (mode != Mode.WRITE && entry.isIntact(root, posix)) {
            return false;
        }
        if (mode != Mode.WRITE && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            ServerBinaries.deleteTree(path);
        }
        makeParent(root, path);
        if (entry.type() == UnpackedFile.LINK) {
            Files.createSymbolicLink(path, Path.of(entry.target()));
        } else {
            Files.createDirectories(path);
            permit(path, true);
        }
        return true;
    }

    private boolean placeFile(UnpackedFile entry, Path root, Path path, Mode mode) throws IOException {
        boolean intact = mode != Mode.WRITE && entry.isIntact(root, posix);
        if (intact && mode == Mode.REPAIR) {
            in.skipNBytes(entry.size());
            return false;
        }
        makeParent(root, path);
        Path fresh = mode == Mode.WRITE ? path : path.resolveSibling(ServerFiles.nameOf(path) + ".new");
        try (OutputStream out = Files.newOutputStream(fresh)) {
            copy(entry.size(), out);
        }
        permit(fresh, entry.executable());
        if (intact && Files.mismatch(fresh, path) < 0) {
            Files.delete(fresh);
            return false;
        }
        if (mode != Mode.WRITE) {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                ServerBinaries.deleteTree(path);
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return true;
    }

    /** Creates parent directories; replaces files in their place. */
    private static void makeParent(Path root, Path path) throws IOException {
        Path parent = Objects.requireNonNull(path.getParent());
        Path directory = root;
        for (Path part : root.relativize(parent)) {
            directory = directory.resolve(part);
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(directory)) {
                Files.delete(directory);
            }
        }
        Files.createDirectories(parent);
    }

    /** Sets permissions whatever the umask is, because another user may have to run the programs. */
    private void permit(Path path, boolean executable) throws IOException {
        if (posix) {
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private void copy(long size, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long remaining = size;
        while (remaining > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, remaining));
            if (count < 0) {
                throw new IOException("the archive ends inside a file");
            }
            out.write(buffer, 0, count);
            remaining -= count;
        }
    }

    private static String text(byte[] header, int from, int maxLength) throws IOException {
        int end = from;
        while (end < from + maxLength && header[end] != 0) {
            end++;
        }
        if (end == from + maxLength) {
            throw new IOException("an archive entry has a name of 100 bytes or more");
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] header, int from, int length) {
        String digits = new String(header, from, length, StandardCharsets.US_ASCII);
        return Long.parseLong(digits.replace('\0', ' ').strip(), 8);
    }
}
