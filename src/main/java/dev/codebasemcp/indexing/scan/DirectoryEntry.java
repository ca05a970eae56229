package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.files.FileProbe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An entry of a directory.
 *
 * @param path where it is
 * @param seen what was asked and answered when its directory was read
 */
record DirectoryEntry(Path path, Optional<Seen> seen) {
    /** What an entry was at some moment. */
    private record Seen(EntryName name, FileProbe probe) {}

    /** An entry that is looked at when somebody asks what it is. */
    static DirectoryEntry named(Path path) {
        return new DirectoryEntry(path, Optional.empty());
    }

    /** An entry that is looked at now, and if that fails, again when somebody asks. */
    static DirectoryEntry probed(Path path) {
        try {
            return new DirectoryEntry(path, Optional.of(new Seen(EntryName.of(path), FileProbe.of(path))));
        } catch (IOException unknown) {
            return named(path);
        }
    }

    EntryName name() {
        return seen.isPresent() ? seen.get().name : EntryName.of(path);
    }

    /** Whether the name is this one; where case does not matter, in any case, and elsewhere that does no harm. */
    boolean isCalled(String name) {
        return name().text().equalsIgnoreCase(name);
    }

    /** Whether it is known to be a directory. */
    boolean isKnownDirectory() {
        return seen.filter(one -> one.probe.kind() == FileProbe.Kind.DIRECTORY).isPresent();
    }

    /** What it is, or was when its directory was read. */
    FileProbe probe() throws IOException {
        return seen.isPresent() ? seen.get().probe : FileProbe.of(path);
    }
}
