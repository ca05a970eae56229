package dev.codebasemcp.indexing.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of a directory is, without following links and without opening it.
 *
 * @param kind the kind of entry
 * @param stamp its state
 */
record FileProbe(Kind kind, FileStamp stamp) {
    /** The kinds of entry that matter here. */
    enum Kind {
        FILE,
        DIRECTORY,
        SYMLINK,
        SPECIAL
    }

    private static final String INODE = "ino=";

    static FileProbe of(Path path) throws IOException {
        BasicFileAttributes read = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new FileProbe(
                kind(read.isRegularFile(), read.isDirectory(), read.isSymbolicLink()),
                new FileStamp(read.size(), read.lastModifiedTime().to(TimeUnit.NANOSECONDS), inode(read.fileKey())));
    }

    /**
     * The number in {@code (dev=fe00,ino=1234)}, which the view {@code unix:ino} has too, but by way of a map for each file.
     * The device is left out: its number may be another one after the next start of the machine.
     */
    private static long inode(@Nullable Object fileKey) {
        if (fileKey == null) {
            return 0;
        }
        String key = fileKey.toString();
        int at = key.indexOf(INODE);
        return at < 0 ? key.hashCode() : Long.parseLong(key, at + INODE.length(), key.length() - 1, 10);
    }

    private static Kind kind(boolean file, boolean directory, boolean link) {
        if (link) {
            return Kind.SYMLINK;
        }
        if (directory) {
            return Kind.DIRECTORY;
        }
        return file ? Kind.FILE : Kind.SPECIAL;
    }
}
