package dev.codebasemcp.files;

import dev.codebasemcp.model.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The state of a directory entry, read without following links and without opening it.
 *
 * @param kind the kind of entry
 * @param stamp its stamp
 * @param device its file system, valid until that is unmounted; 0 if unknown
 */
public record FileProbe(Kind kind, FileStamp stamp, long device) {
    /** The kinds of entry that matter here. */
    public enum Kind {
        FILE,
        DIRECTORY,
        SYMLINK,
        SPECIAL
    }

    private static final String UNIX = "unix";
    private static final String UNIX_VIEW = "unix:size,lastModifiedTime,ctime,ino,dev,mode";
    private static final int TYPE_MASK = 0xf000;
    private static final int REGULAR = 0x8000;
    private static final int DIRECTORY_TYPE = 0x4000;
    private static final int LINK = 0xa000;

    /**
     * Looks at what is at {@code path} itself.
     *
     * @throws IOException if there is nothing, or it cannot be looked at
     */
    public static FileProbe of(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains(UNIX) ? ofUnix(path) : ofAny(path);
    }

    /** Only this view, a map, includes the time of the last change. */
    private static FileProbe ofUnix(Path path) throws IOException {
        Map<String, Object> read = Files.readAttributes(path, UNIX_VIEW, LinkOption.NOFOLLOW_LINKS);
        FileStamp stamp = new FileStamp(
                number(read, "size"), nanos(read, "lastModifiedTime"), number(read, "ino"), nanos(read, "ctime"));
        int type = (int) number(read, "mode") & TYPE_MASK;
        return new FileProbe(kind(type == REGULAR, type == DIRECTORY_TYPE, type == LINK), stamp, number(read, "dev"));
    }

    private static long number(Map<String, Object> read, String name) {
        return ((Number) Objects.requireNonNull(read.get(name))).longValue();
    }

    private static long nanos(Map<String, Object> read, String name) {
        return ((FileTime) Objects.requireNonNull(read.get(name))).to(TimeUnit.NANOSECONDS);
    }

    private static FileProbe ofAny(Path path) throws IOException {
        BasicFileAttributes read = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        // The key's text survives a restart; its hash code need not.
        int key = Optional.ofNullable(read.fileKey())
                .map(Object::toString)
                .orElse("")
                .hashCode();
        FileStamp stamp = new FileStamp(read.size(), read.lastModifiedTime().to(TimeUnit.NANOSECONDS), key);
        return new FileProbe(kind(read.isRegularFile(), read.isDirectory(), read.isSymbolicLink()), stamp, 0);
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
