package dev.codebasemcp.clients;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a client keeps its servers in one scope.
 *
 * @param files the first that exists is used, else the first one; in a project, relative to its top
 * @param container the keys that lead to the servers
 * @param shape how it writes one
 * @param instructions the file that its model reads at the start of each session; empty if there is none
 */
record Place(
        List<OsPath> files, EntryFormat format, List<String> container, EntryShape shape, List<OsPath> instructions) {
    /** Returns a copy whose model reads {@code file}. */
    Place reads(OsPath file) {
        return new Place(files, format, container, shape, List.of(file));
    }

    /** Returns the file with the servers, which may be missing. */
    Path file(Function<OsPath, Path> resolve) {
        List<Path> candidates = candidates(resolve);
        return candidates.stream().filter(Files::exists).findFirst().orElse(candidates.get(0));
    }

    /** Returns all files in which the client may keep its servers. */
    List<Path> candidates(Function<OsPath, Path> resolve) {
        return files.stream().map(resolve).toList();
    }

    Optional<Path> instructionFile(Function<OsPath, Path> resolve) {
        return instructions.stream().map(resolve).findFirst();
    }
}
