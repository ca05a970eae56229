package dev.codebasemcp.search;

import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.model.FileStamp;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.retrieve.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares files on disk with what was indexed of them. Safe for threads. */
final class Freshness {
    private static final Logger LOG = LoggerFactory.getLogger(Freshness.class);
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    private final FileSystemCalls calls;

    Freshness(FileSystemCalls calls) {
        this.calls = calls;
    }

    /**
     * How many of {@code files} have changed since, or are gone. Those of a repository whose file system does not answer are not
     * counted: who looks at whole repositories tells of it.
     */
    int staleFiles(Catalogue catalogue, List<FileRef> files) {
        Map<RepositoryId, List<FileRef>> byRepository =
                files.stream().collect(Collectors.groupingBy(FileRef::repository));
        return catalogue.repositories().stream()
                .mapToInt(repository -> staleFiles(
                        PathText.textOf(repository.root()),
                        catalogue,
                        byRepository.getOrDefault(repository.id(), List.of())))
                .sum();
    }

    private int staleFiles(String root, Catalogue catalogue, List<FileRef> files) {
        if (files.isEmpty()) {
            return 0;
        }
        try {
            Path directory = PathText.of(root);
            return calls.ask(directory, TIMEOUT, () -> (int) files.stream()
                    .filter(file -> !isFresh(directory, file, catalogue.stamp(file)))
                    .count());
        } catch (InvalidPathException foreign) {
            return files.size();
        } catch (IOException unanswered) {
            LOG.debug("The results cannot be compared with their files: {}", unanswered.toString());
            return 0;
        }
    }

    private static boolean isFresh(Path root, FileRef file, FileStamp indexed) {
        try {
            BasicFileAttributes now =
                    Files.readAttributes(PathText.below(root, file.path()), BasicFileAttributes.class);
            return now.size() == indexed.sizeBytes()
                    && now.lastModifiedTime().to(TimeUnit.NANOSECONDS) == indexed.modifiedNanos();
        } catch (IOException | InvalidPathException gone) {
            return false;
        }
    }
}
