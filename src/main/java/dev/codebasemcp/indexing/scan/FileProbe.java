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
 * @param device the file system that it is in, until that is unmounted; 0 where that cannot be told
 */
record FileProbe(Kind kind, FileStamp stamp, long device) {
    /** The kinds of entry that matter here. */
    enum Kind {
        FILE,
        DIRECTORY,
        SYMLINK,
        SPECIAL
    }

    private static final String DEVICE = "dev=";
    private static final String INODE = ",ino=";

    static FileProbe of(Path path) throws IOException {
        BasicFileAttributes read = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String key = key(read.fileKey());
        FileStamp stamp = new FileStamp(read.size(), read.lastModifiedTime().to(TimeUnit.NANOSECONDS), inode(key));
        return new FileProbe(kind(read.isRegularFile(), read.isDirectory(), read.isSymbolicLink()), stamp, device(key));
    }

    /** Such as {@code (dev=fe00,ino=1234)}. The views {@code unix:dev} and {@code unix:ino} make a map for each file. */
    private static String key(@Nullable Object fileKey) {
        return fileKey == null ? "" : fileKey.toString();
    }

    /** The inode alone, without the device, whose number may be another one after the next start of the machine. */
    private static long inode(String key) {
        int at = key.indexOf(INODE);
        return at < 0 ? key.hashCode() : Long.parseLong(key, at + INODE.length(), key.length() - 1, 10);
    }

    private static long device(String key) {
        int at = key.indexOf(DEVICE);
        return at < 0 ? 0 : Long.parseUnsignedLong(key, at + DEVICE.length(), key.indexOf(INODE), 16);
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
