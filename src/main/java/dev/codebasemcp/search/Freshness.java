package dev.codebasemcp.search;

import dev.codebasemcp.database.index.FileStampRow;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.retrieve.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Compares files on disk with what was indexed of them. */
final class Freshness {
    private Freshness() {}

    /** How many of {@code files} have changed since, or are gone. */
    static int staleFiles(Catalogue catalogue, List<FileRef> files) {
        Map<RepositoryId, String> roots =
                catalogue.repositories().stream().collect(Collectors.toMap(RepositoryRow::id, RepositoryRow::rootPath));
        return (int) files.stream()
                .filter(file -> !isFresh(roots.getOrDefault(file.repository(), ""), file, catalogue.stamp(file)))
                .count();
    }

    private static boolean isFresh(String root, FileRef file, FileStampRow indexed) {
        try {
            BasicFileAttributes now =
                    Files.readAttributes(Path.of(root).resolve(file.path()), BasicFileAttributes.class);
            return now.size() == indexed.sizeBytes()
                    && now.lastModifiedTime().to(TimeUnit.NANOSECONDS) == indexed.modifiedNanos();
        } catch (IOException | InvalidPathException gone) {
            return false;
        }
    }
}
