package dev.codebasemcp.database.index;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.database.index.ContentsTable.Removed;
import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.model.IndexStats;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.model.RepositorySummary;
import dev.codebasemcp.model.SkipReason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The index in one project's database. Any number of threads and processes may read. The caller ensures that only one
 * job writes at a time.
 *
 * <p>All methods throw {@link dev.codebasemcp.model.UnavailableException} if the database is unreachable. Writes are
 * atomic and durable within a second; the next run redoes writes that a server crash undid.
 */
public final class IndexStore {
    /**
     * The limit of chunks that a run rewrites to remove deleted ones, which takes some seconds. The next run continues.
     */
    private static final int REWRITTEN_AT_ONCE = 65_536;

    /** Contents per removal step, which a stop waits for. */
    private static final int SWEPT_AT_ONCE = 128;

    private final Database database;

    public IndexStore(Database database) {
        this.database = database;
    }

    /**
     * Runs {@code query} on one consistent state of the index. It may run again if a connection breaks, so it must not
     * keep its snapshot.
     */
    public <T> T read(Function<IndexSnapshot, T> query) {
        VectorFlavour flavour = database.flavour();
        return database.read(connection -> query.apply(new IndexSnapshot(connection, flavour)));
    }

    /** Returns the repository of a machine at {@code root} (a real path); the first call registers it. */
    public RepositoryRow repository(MachineId machine, Path root) {
        return database.write(connection -> RepositoriesTable.findOrInsert(connection, machine, root));
    }

    /** Returns the repositories of all machines. */
    public List<RepositoryRow> repositoryRows() {
        return database.query(RepositoriesTable::all);
    }

    /**
     * Assigns a repository to a machine and path.
     *
     * @return false, without changes, if it is gone or the machine has another repository there
     */
    public boolean move(RepositoryId repository, MachineId machine, Path root) {
        return database.write(connection -> {
            boolean moved = RepositoriesTable.move(connection, repository, machine, root);
            IndexStateTable.reserveIds(connection, 0);
            return moved;
        });
    }

    /**
     * Assigns a repository without a machine to a machine.
     *
     * @return false, without changes, if it meanwhile has a machine, or the machine has another repository there
     */
    public boolean claim(RepositoryRow row, MachineId machine) {
        return database.write(connection -> {
            boolean claimed = RepositoriesTable.claim(connection, row, machine);
            IndexStateTable.reserveIds(connection, 0);
            return claimed;
        });
    }

    /** Stores the identity that recognizes a moved repository. */
    public void identify(RepositoryId repository, String identity) {
        database.write(connection -> {
            RepositoriesTable.identify(connection, repository, identity);
            return repository;
        });
    }

    /**
     * Removes a repository from the project. The caller must then remove its unreferenced contents with {@link #sweep}.
     *
     * @return false if it is gone already
     */
    public boolean remove(RepositoryId repository) {
        return database.write(connection -> {
            boolean removed = RepositoriesTable.delete(connection, repository);
            IndexStateTable.reserveIds(connection, 0);
            IndexStateTable.markSwept(connection, false);
            return removed;
        });
    }

    /** Returns all repositories with their counts, ordered by path. */
    public List<RepositorySummary> repositories() {
        return database.read(RepositoriesTable::summaries);
    }

    /** Counts the whole index. */
    public IndexStats stats() {
        return database.read(IndexStateTable::stats);
    }

    /** Returns the paths that the last run over a repository skipped, with reasons. */
    public Map<String, SkipReason> skipped(RepositoryId repository) {
        return database.read(connection -> SkippedFilesTable.all(connection, repository));
    }

    /**
     * Stores the paths that a run skipped without reading, with reasons. Skipped files that were read are stored with
     * the files.
     */
    public void setSkipped(RepositoryId repository, Map<String, SkipReason> paths) {
        database.write(connection -> SkippedFilesTable.replace(connection, repository, paths));
    }

    /** Returns the hashes of all contents in the index. */
    public Set<ContentHash> contentHashes() {
        return database.read(ContentsTable::hashes);
    }

    /**
     * Starts a run with other settings than those of the known files. Clears the fingerprint, so if this run does not
     * finish, the next one finds none. The first run of all keeps its fingerprint, since it writes all files itself.
     */
    public void beginRun(RepositoryId repository, String fingerprint) {
        database.write(connection -> {
            RepositoriesTable.begin(connection, repository, fingerprint);
            return repository;
        });
    }

    /**
     * Writes a batch in one transaction.
     *
     * @return the ids of the contents that its files referred to before. They may be unreferenced, but only the end of
     *     the run shows that, since a later file may refer to them.
     */
    public Set<Long> write(IndexBatch batch) {
        return write(batch, () -> false).orElseThrow();
    }

    /**
     * Writes a batch in one transaction, unless {@code stop} returns true before one of its rows.
     *
     * @return as {@link #write(IndexBatch)}; empty, without changes, if it was stopped
     */
    public Optional<Set<Long>> write(IndexBatch batch, BooleanSupplier stop) {
        VectorFlavour flavour = database.flavour();
        return unlessStopped(
                () -> database.writeRelaxed(connection -> new BatchWriter(connection, flavour, stop).write(batch)));
    }

    /**
     * Writes the whole run in one transaction and completes it like {@link #completeRun}.
     *
     * @return as {@link #write(IndexBatch)}
     */
    public Set<Long> writeWhole(IndexBatch batch, String fingerprint, Instant indexedAt) {
        VectorFlavour flavour = database.flavour();
        return database.writeRelaxed(connection -> {
            Set<Long> released = new BatchWriter(connection, flavour, () -> false).write(batch);
            RepositoriesTable.complete(connection, batch.repositoryId(), fingerprint, indexedAt);
            return released;
        });
    }

    /**
     * Completes a run: the index is complete for {@code fingerprint}.
     *
     * @param indexedAt the end of the run
     */
    public void completeRun(RepositoryId repository, String fingerprint, Instant indexedAt) {
        database.write(connection -> {
            RepositoriesTable.complete(connection, repository, fingerprint, indexedAt);
            return repository;
        });
    }

    /**
     * Whether files refer to all contents. False from a change that released a content until {@link #sweep}, even if
     * the process is killed in between.
     */
    public boolean isSwept() {
        return database.query(IndexStateTable::isSwept);
    }

    /**
     * Removes all unreferenced contents in small steps until {@code stop}; the next run removes the rest.
     *
     * @param released all contents released since the index {@link #isSwept was swept}; empty if unknown
     */
    public void sweep(Optional<Set<Long>> released, BooleanSupplier stop) {
        List<Long> contents = released.map(List::copyOf).orElseGet(this::unreferencedContents);
        if (contents.isEmpty() && released.isPresent()) {
            return;
        }
        for (int from = 0; from < contents.size() && !stop.getAsBoolean(); from += SWEPT_AT_ONCE) {
            removeUnreferenced(contents.subList(from, Math.min(contents.size(), from + SWEPT_AT_ONCE)));
        }
        if (!stop.getAsBoolean()) {
            database.writeRelaxed(connection -> {
                IndexStateTable.markSwept(connection, true);
                return contents.size();
            });
        }
    }

    /** Removes the unreferenced ones among the given contents, with everything that belongs to them. */
    void removeUnreferenced(Collection<Long> contents) {
        VectorFlavour flavour = database.flavour();
        database.writeRelaxed(connection -> {
            List<Removed> removed = ContentsTable.removeUnreferenced(connection, contents);
            ChunksTable.delete(connection, removed, flavour);
            if (!removed.isEmpty()) {
                IndexStateTable.reserveIds(connection, 0);
            }
            return removed.size();
        });
    }

    /** Returns the unreferenced contents, which an unfinished run left behind. */
    public List<Long> unreferencedContents() {
        return database.read(ContentsTable::unreferenced);
    }

    /**
     * Merges segments and builds the vector index after a run; see {@link SegmentMerger}.
     *
     * @param stop leaves the rest to the next run; until then, searches are slower
     * @return whether everything is done
     */
    public boolean tidy(BooleanSupplier stop) {
        VectorFlavour flavour = database.flavour();
        return unlessStopped(() -> {
                    // Each step is a transaction, so finished steps survive a later failure.
                    while (database.writeRelaxed(
                            connection -> new SegmentMerger(connection, flavour, stop).mergeAlike())) {
                        WriteStopped.throwIf(stop);
                    }
                    int written = 0;
                    OptionalInt step;
                    do {
                        WriteStopped.throwIf(stop);
                        step = database.writeRelaxed(
                                connection -> new SegmentMerger(connection, flavour, stop).rewriteNext());
                        written += step.orElse(0);
                    } while (step.isPresent() && written < REWRITTEN_AT_ONCE);
                    if (flavour == VectorFlavour.PGVECTOR) {
                        database.writeRelaxed(connection -> PgVectorTable.indexIfLarge(connection, stop));
                    }
                    return flavour;
                })
                .isPresent();
    }

    private static <T> Optional<T> unlessStopped(Supplier<T> write) {
        try {
            return Optional.of(write.get());
        } catch (WriteStopped stopped) {
            return Optional.empty();
        }
    }
}
