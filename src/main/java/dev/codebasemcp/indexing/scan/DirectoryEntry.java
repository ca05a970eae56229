package dev.codebasemcp.indexing.scan;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An entry of a directory; what it is may have been asked when the directory was read. */
final class DirectoryEntry {
    private final Path path;
    private final @Nullable FileProbe probe;
    private final @Nullable IOException failure;

    private DirectoryEntry(Path path, @Nullable FileProbe probe, @Nullable IOException failure) {
        this.path = path;
        this.probe = probe;
        this.failure = failure;
    }

    /** An entry that is looked at when somebody asks what it is. */
    static DirectoryEntry named(Path path) {
        return new DirectoryEntry(path, null, null);
    }

    /** An entry that is looked at now. */
    static DirectoryEntry probed(Path path) {
        try {
            return new DirectoryEntry(path, FileProbe.of(path), null);
        } catch (IOException failure) {
            return new DirectoryEntry(path, null, failure);
        }
    }

    Path path() {
        return path;
    }

    boolean isCalled(String name) {
        return path.endsWith(name);
    }

    /** Whether it is known to be a directory. */
    boolean isDirectory() {
        return probe != null && probe.kind() == FileProbe.Kind.DIRECTORY;
    }

    /** What it is, or was when its directory was read. */
    FileProbe probe() throws IOException {
        if (failure != null) {
            throw failure;
        }
        return probe == null ? FileProbe.of(path) : probe;
    }
}
