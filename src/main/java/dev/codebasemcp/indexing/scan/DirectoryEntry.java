package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.files.FileProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An entry of a directory.
 *
 * @param path its location
 * @param seen its state when the directory was read, if it was probed then
 */
record DirectoryEntry(Path path, Optional<Seen> seen) {
    /** The state of an entry at one moment. */
    private record Seen(EntryName name, FileProbe probe) {}

    /** An entry that is probed on demand. */
    static DirectoryEntry named(Path path) {
        return new DirectoryEntry(path, Optional.empty());
    }

    /** An entry that is probed now; if that fails, on demand. */
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

    /** Whether this is its name. Ignores case, which is needed on some file systems and harmless on others. */
    boolean isCalled(String name) {
        return name().text().equalsIgnoreCase(name);
    }

    /** Whether it is a directory that was already probed. */
    boolean isKnownDirectory() {
        return seen.filter(state -> state.probe.kind() == FileProbe.Kind.DIRECTORY)
                .isPresent();
    }

    /** Its current state, or its state when the directory was read. */
    FileProbe probe() throws IOException {
        return seen.isPresent() ? seen.get().probe : FileProbe.of(path);
    }
}
