package dev.codebasemcp.indexing.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

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

    private static final String UNIX = "unix";
    /** One system call for all of them; the inode number is in this view only. */
    private static final String UNIX_ATTRIBUTES =
            UNIX + ":size,ino,lastModifiedTime,isRegularFile,isDirectory,isSymbolicLink";

    static FileProbe of(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains(UNIX) ? unix(path) : basic(path);
    }

    private static FileProbe unix(Path path) throws IOException {
        Map<String, Object> read = Files.readAttributes(path, UNIX_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        Kind kind = kind(
                Boolean.TRUE.equals(read.get("isRegularFile")),
                Boolean.TRUE.equals(read.get("isDirectory")),
                Boolean.TRUE.equals(read.get("isSymbolicLink")));
        FileTime modified = (FileTime) required(read, "lastModifiedTime");
        long size = (Long) required(read, "size");
        return new FileProbe(
                kind, new FileStamp(size, modified.to(TimeUnit.NANOSECONDS), (Long) required(read, "ino")));
    }

    private static Object required(Map<String, Object> read, String attribute) {
        Object value = read.get(attribute);
        if (value == null) {
            throw new IllegalStateException("no attribute " + attribute + " in " + read);
        }
        return value;
    }

    private static FileProbe basic(Path path) throws IOException {
        BasicFileAttributes read = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new FileProbe(
                kind(read.isRegularFile(), read.isDirectory(), read.isSymbolicLink()),
                new FileStamp(read.size(), read.lastModifiedTime().to(TimeUnit.NANOSECONDS), 0));
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
