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
 * The differences between a repository's files and its index. Files that failed in the last run are excluded, because
 * that run reported them.
 *
 * @param repository its row at the time of the comparison
 * @param generation of the index at that time
 * @param changed new files, and files whose stamps differ from the indexed ones
 * @param unsure files whose stamps prove nothing: taken too soon after a change, or with another inode or change time
 * @param deleted indexed paths with nothing to index any more, sorted
 * @param known the indexed state of the files in {@code changed} and {@code unsure}, by path
 * @param empty whether the directory has no files although some are indexed
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

    /** The number of new, changed and deleted files, as far as their stamps show. */
    public int staleFiles() {
        return changed.size()
                + deleted.size()
                + (int) unsure.stream().filter(this::isTouched).count();
    }

    private boolean isTouched(ScannedFile file) {
        return !file.stamp()
                .isLike(Objects.requireNonNull(known.get(file.path())).stamp());
    }

    /** Whether only reading the files can show if anything changed. */
    public boolean isOnlyUnsure() {
        return changed.isEmpty() && deleted.isEmpty();
    }

    /** Whether the index matches the files, as far as their stamps show. */
    public boolean none() {
        return isOnlyUnsure() && unsure.isEmpty();
    }

    /** Whether a run that starts {@code now} would leave no file unsure. */
    public boolean isSettled(Instant now) {
        return unsure.stream().allMatch(file -> file.stamp().isSettledAt(now));
    }

    /** One of the files to read, or the repository's root if there are none. */
    Path samplePath() {
        return Stream.of(changed, unsure)
                .flatMap(List::stream)
                .map(ScannedFile::absolutePath)
                .findFirst()
                .orElse(repository.root());
    }

    /** The number of files to read. */
    int toRead() {
        return changed.size() + unsure.size();
    }

    /** The bytes of the files to read. */
    long bytesToRead() {
        return bytes(changed) + bytes(unsure);
    }

    private static long bytes(List<ScannedFile> files) {
        return files.stream().mapToLong(file -> file.stamp().sizeBytes()).sum();
    }
}
