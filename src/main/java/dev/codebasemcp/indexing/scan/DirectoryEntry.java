package dev.codebasemcp.indexing.scan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An entry of a directory.
 *
 * @param path where it is
 * @param name its name
 * @param known what it was when its directory was read, if that was asked and answered then
 */
record DirectoryEntry(Path path, EntryName name, Optional<FileProbe> known) {
    /** An entry that is looked at when somebody asks what it is. */
    static DirectoryEntry named(Path path) {
        return new DirectoryEntry(path, EntryName.of(path), Optional.empty());
    }

    /** An entry that is looked at now, and if that fails, again when somebody asks. */
    static DirectoryEntry probed(Path path) {
        try {
            return new DirectoryEntry(path, EntryName.of(path), Optional.of(FileProbe.of(path)));
        } catch (IOException unknown) {
            return named(path);
        }
    }

    boolean isCalled(String wanted) {
        return name.text().equals(wanted);
    }

    /** Whether it is known to be a directory. */
    boolean isKnownDirectory() {
        return known.filter(probe -> probe.kind() == FileProbe.Kind.DIRECTORY).isPresent();
    }

    /** What it is, or was when its directory was read. */
    FileProbe probe() throws IOException {
        return known.isPresent() ? known.get() : FileProbe.of(path);
    }
}
