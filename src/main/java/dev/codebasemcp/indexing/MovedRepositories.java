package dev.codebasemcp.indexing;

import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.git.GitWorktree;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.MachineId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the repository of a job, even if its directory was moved. Thread-safe. */
public final class MovedRepositories {
    private static final Logger LOG = LoggerFactory.getLogger(MovedRepositories.class);

    private final Function<Path, Optional<String>> identities;
    private final BiPredicate<Path, Path> reaches;
    private final FileSystemCalls calls;

    /**
     * Creates a finder that recognizes directories by {@code identities}.
     *
     * @param identities may wait for file systems; {@link RepositoryIdentity#of}
     * @param reaches whether a walk of the first directory enters the second one
     */
    public MovedRepositories(
            Function<Path, Optional<String>> identities, BiPredicate<Path, Path> reaches, FileSystemCalls calls) {
        this.identities = identities;
        this.reaches = reaches;
        this.calls = calls;
    }

    /**
     * Whether {@code inner} is a part of the repository at {@code outer}: below it, not a repository itself, and not
     * ignored. Both are real paths.
     */
    public boolean isPart(Path inner, Path outer) {
        return !inner.equals(outer)
                && inner.startsWith(outer)
                && GitWorktree.topAround(inner).equals(GitWorktree.topAround(outer))
                && reaches.test(outer, inner);
    }

    /** Returns the repository at the job's directory, or one that was moved there, or a new one. */
    RepositoryRow of(IndexStore store, Job job) throws IOException {
        MachineId machine = job.machine().orElseThrow();
        List<RepositoryRow> rows = store.repositoryRows();
        Optional<RepositoryRow> known = at(rows, Optional.of(machine), job.root());
        if (known.isPresent() && known.get().identity().isPresent()) {
            return known.get();
        }
        Optional<String> identity = identityOf(job.root());
        if (known.isEmpty()) {
            at(rows, Optional.empty(), job.root())
                    .filter(row -> store.claim(row, machine))
                    .or(() -> identity.flatMap(same -> moved(rows, machine, same)))
                    .ifPresent(row -> store.move(row.id(), machine, job.root()));
        }
        RepositoryRow row = store.repository(machine, job.root());
        if (identity.isPresent() && !identity.equals(row.identity())) {
            store.identify(row.id(), identity.get());
        }
        return row;
    }

    /** Returns this machine's other repositories that are parts of the job's repository. */
    List<RepositoryRow> parts(IndexStore store, Job job) {
        return store.repositoryRows().stream()
                .filter(row -> row.isOf(job.machine().orElseThrow()))
                .filter(row -> isPart(row.root(), job.root()))
                .toList();
    }

    private static Optional<RepositoryRow> at(List<RepositoryRow> rows, Optional<MachineId> machine, Path root) {
        return rows.stream()
                .filter(row -> row.machine().equals(machine) && row.root().equals(root))
                .findFirst();
    }

    /** The newest repository with that identity whose directory is gone or holds something else now. */
    private Optional<RepositoryRow> moved(List<RepositoryRow> rows, MachineId machine, String identity) {
        return rows.stream()
                .filter(row -> row.isOf(machine) && row.identity().equals(Optional.of(identity)))
                .filter(row -> hasLeft(row, identity))
                .max(Comparator.comparing(row -> row.indexedAt().orElse(Instant.EPOCH)));
    }

    private boolean hasLeft(RepositoryRow row, String identity) {
        try {
            Path place = row.root();
            return calls.ask(place, FileSystemCalls.TIMEOUT, () -> holdsSomethingElse(place, identity));
        } catch (IOException unanswered) {
            LOG.info("It is not known whether {} was moved: {}", row.root(), unanswered.getMessage());
            return false;
        }
    }

    /** An unknown identity, as when git does not answer, does not prove that the repository has moved. */
    private boolean holdsSomethingElse(Path place, String identity) {
        boolean noRepository = !Files.isDirectory(place)
                || (RepositoryIdentity.isOfGit(identity)
                        && GitWorktree.around(place).isEmpty());
        return noRepository
                || identities
                        .apply(place)
                        .filter(other -> !other.equals(identity))
                        .isPresent();
    }

    private Optional<String> identityOf(Path place) throws IOException {
        return calls.ask(place, FileSystemCalls.TIMEOUT, () -> identities.apply(place));
    }
}
