package dev.codebasemcp.indexing;

import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.indexing.scan.ScannedFile;
import dev.codebasemcp.model.KnownFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How the files of a repository differ from what the index knows of them. Files that failed at the last run are not part
 * of it: that run told of them.
 *
 * @param repository as it was when they were compared
 * @param generation of the index at that time
 * @param changed files that are new, or whose stamps are not the known ones
 * @param unsure files whose stamps prove nothing: taken too soon after a change, or with another file's number or time of change
 * @param deleted known paths at which there is nothing to index any more, in order
 * @param known what is known of the files in {@code changed} and {@code unsure}, by path
 * @param empty whether there is no file at all, though some are known
 */
public record Drift(
        RepositoryRow repository,
        long generation,
        List<ScannedFile> changed,
        List<ScannedFile> unsure,
        List<String> deleted,
        Map<String, KnownFile> known,
        boolean empty) {
    public Drift {
        changed = List.copyOf(changed);
        unsure = List.copyOf(unsure);
        deleted = List.copyOf(deleted);
        known = Map.copyOf(known);
    }

    /** The number of files whose stamps are not the indexed ones, or that are not indexed, or gone. */
    public int staleFiles() {
        return changed.size()
                + deleted.size()
                + (int) unsure.stream().filter(this::isTouched).count();
    }

    private boolean isTouched(ScannedFile file) {
        return !file.stamp()
                .isLike(Objects.requireNonNull(known.get(file.path())).stamp());
    }

    /** Whether only reading tells if anything changed. */
    public boolean isOnlyUnsure() {
        return changed.isEmpty() && deleted.isEmpty();
    }

    /** Whether the index is as the files are, as far as can be seen without reading them. */
    public boolean none() {
        return isOnlyUnsure() && unsure.isEmpty();
    }

    /** Whether a run that begins {@code now} would leave no file unsure again. */
    public boolean isSettled(Instant now) {
        return unsure.stream().allMatch(file -> file.stamp().isSettledAt(now));
    }

    /** One of the files to read; the repository's root if there is none. */
    Path place() {
        return Stream.of(changed, unsure)
                .flatMap(List::stream)
                .map(ScannedFile::absolutePath)
                .findFirst()
                .orElse(repository.root());
    }

    /** The files to read. */
    int toRead() {
        return changed.size() + unsure.size();
    }

    /** Their bytes. */
    long bytesToRead() {
        return bytes(changed) + bytes(unsure);
    }

    private static long bytes(List<ScannedFile> files) {
        return files.stream().mapToLong(file -> file.stamp().sizeBytes()).sum();
    }
}
