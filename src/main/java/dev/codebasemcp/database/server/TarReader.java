package dev.codebasemcp.database.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Unpacks a tar archive of directories, regular files and symbolic links with names of at most 100 bytes: all that the
 * archives of PostgreSQL's binaries hold. Anything else is refused, never guessed.
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

    /** Writes everything in the archive below {@code target}. */
    void unpackTo(Path target) throws IOException {
        byte[] header = new byte[BLOCK];
        while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
            String name = text(header, 0, NAME_LENGTH);
            Path path = target.resolve(name).normalize();
            if (!path.startsWith(target)) {
                throw new IOException("an entry of the archive lies outside of it: " + name);
            }
            unpackEntry(header, path);
        }
    }

    private void unpackEntry(byte[] header, Path path) throws IOException {
        switch (header[TYPE_AT]) {
            case '5' -> {
                Files.createDirectories(path);
                permit(path, true);
            }
            case '0', 0 -> unpackFile(header, path);
            case '2' -> unpackLink(text(header, LINK_AT, NAME_LENGTH), path);
            default -> throw new IOException("unknown kind of archive entry '" + (char) header[TYPE_AT] + "': " + path);
        }
    }

    private void unpackFile(byte[] header, Path path) throws IOException {
        Files.createDirectories(path.resolveSibling("."));
        long size = octal(header, SIZE_AT, SIZE_LENGTH);
        try (OutputStream out = Files.newOutputStream(path)) {
            copy(size, out);
        }
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        permit(path, (octal(header, MODE_AT, MODE_LENGTH) & OWNER_MAY_EXECUTE) != 0);
    }

    /** Whatever the umask is, another user may have to run the programs. */
    private void permit(Path path, boolean executable) throws IOException {
        if (posix) {
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static void unpackLink(String linkTarget, Path path) throws IOException {
        if (linkTarget.contains("/")) {
            throw new IOException("a link that leaves its directory: " + path);
        }
        Files.createDirectories(path.resolveSibling("."));
        Files.createSymbolicLink(path, Path.of(linkTarget));
    }

    private void copy(long size, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = size;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new IOException("the archive ends inside a file");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    private static String text(byte[] header, int from, int maxLength) throws IOException {
        int end = from;
        while (end < from + maxLength && header[end] != 0) {
            end++;
        }
        if (end == from + maxLength) {
            throw new IOException("a name of 100 bytes or more in the archive");
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] header, int from, int length) {
        String digits = new String(header, from, length, StandardCharsets.US_ASCII);
        return Long.parseLong(digits.replace('\0', ' ').strip(), 8);
    }
}
