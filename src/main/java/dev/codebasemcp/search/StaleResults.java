package dev.codebasemcp.search;

import dev.codebasemcp.files.FileProbe;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.model.FileStamp;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.retrieve.Catalogue;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares files on disk with their indexed state. Thread-safe. */
final class StaleResults {
    private static final Logger LOG = LoggerFactory.getLogger(StaleResults.class);
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    private final FileSystemCalls calls;

    StaleResults(FileSystemCalls calls) {
        this.calls = calls;
    }

    /**
     * Counts the {@code files} that changed or disappeared since they were indexed. Excludes files on a file system
     * that does not answer; the check of whole repositories reports that.
     */
    int count(Catalogue catalogue, List<FileRef> files) {
        Map<RepositoryId, List<FileRef>> byRepository =
                files.stream().collect(Collectors.groupingBy(FileRef::repositoryId));
        return catalogue.repositories().stream()
                .mapToInt(repository ->
                        count(repository.root(), catalogue, byRepository.getOrDefault(repository.id(), List.of())))
                .sum();
    }

    private int count(Path root, Catalogue catalogue, List<FileRef> files) {
        if (files.isEmpty()) {
            return 0;
        }
        try {
            return calls.ask(root, TIMEOUT, () -> (int) files.stream()
                    .filter(file -> !isFresh(root, file, catalogue.stamp(file)))
                    .count());
        } catch (IOException unanswered) {
            LOG.debug("The results cannot be compared with their files: {}", unanswered.toString());
            return 0;
        }
    }

    private static boolean isFresh(Path root, FileRef file, FileStamp indexed) {
        try {
            FileProbe now = FileProbe.of(PathText.below(root, file.path()));
            return now.kind() == FileProbe.Kind.FILE && now.stamp().isLike(indexed);
        } catch (IOException | InvalidPathException gone) {
            return false;
        }
    }
}
