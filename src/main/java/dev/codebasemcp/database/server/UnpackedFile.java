package dev.codebasemcp.database.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * One entry of an archive as it must appear on disk.
 *
 * @param type as in the archive: a directory, a file or a link
 * @param name relative to the root
 * @param size of a file, in bytes
 * @param target of a link
 */
record UnpackedFile(char type, String name, long size, boolean executable, String target) {
    static final char DIRECTORY = '5';
    static final char FILE = '0';
    static final char LINK = '2';

    private static final int FIELDS = 5;

    /** The entry in one line; no name in the archives contains a line break or tab. */
    String line() {
        return type + "\t" + size + "\t" + (executable ? "x" : "-") + "\t" + name + "\t" + target;
    }

    /** Parses the output of {@link #line}; empty for anything else. */
    static Optional<UnpackedFile> parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS || fields[0].length() != 1 || !fields[1].matches("\\d{1,15}")) {
            return Optional.empty();
        }
        return Optional.of(new UnpackedFile(
                fields[0].charAt(0), fields[3], Long.parseLong(fields[1]), fields[2].equals("x"), fields[4]));
    }

    /** Whether it exists with its kind, size and execute permission. Does not check its content. */
    boolean isIntact(Path root, boolean posix) {
        Path path = root.resolve(name);
        Class<? extends BasicFileAttributes> kind = posix ? PosixFileAttributes.class : BasicFileAttributes.class;
        try {
            BasicFileAttributes found = Files.readAttributes(path, kind, LinkOption.NOFOLLOW_LINKS);
            return switch (type) {
                case DIRECTORY -> found.isDirectory();
                case LINK ->
                    found.isSymbolicLink()
                            && Files.readSymbolicLink(path).toString().equals(target);
                default -> found.isRegularFile() && found.size() == size && isUsable(found);
            };
        } catch (IOException missing) {
            return false;
        }
    }

    private boolean isUsable(BasicFileAttributes found) {
        if (found instanceof PosixFileAttributes posix) {
            Set<PosixFilePermission> permissions = posix.permissions();
            return permissions.contains(PosixFilePermission.OWNER_READ)
                    && (!executable || permissions.contains(PosixFilePermission.OWNER_EXECUTE));
        }
        return true;
    }
}
