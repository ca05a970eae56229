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
 * The index in one project's database. Any number of threads and processes may read; one job at a time may write, which
 * its caller sees to.
 *
 * <p>All methods throw {@link dev.codebasemcp.model.UnavailableException} if the database cannot be reached. Writes are
 * atomic, and made durable within a second: what a crash of the server undoes is found again by the next run.
 */
public final class IndexStore {
    /** Chunks that a run may write anew to be rid of others: some seconds. The next one goes on. */
    private static final int REWRITTEN_AT_ONCE = 65_536;

    /** Contents: a stop waits until so many are removed. */
    private static final int SWEPT_AT_ONCE = 128;

    private final Database database;

    public IndexStore(Database database) {
        this.database = database;
    }

    /**
     * Runs {@code query} on one consistent state of the index. It may be run again if a connection breaks, so it keeps
     * nothing of its snapshot.
     */
    public <T> T read(Function<IndexSnapshot, T> query) {
        VectorFlavour flavour = database.flavour();
        return database.read(connection -> query.apply(new IndexSnapshot(connection, flavour)));
    }

    /** The repository of a machine at {@code root} (a real path), registered by the first call. */
    public RepositoryRow repository(MachineId machine, Path root) {
        return database.write(connection -> RepositoriesTable.findOrInsert(connection, machine, root));
    }

    /** All repositories, of all machines. */
    public List<RepositoryRow> repositoryRows() {
        return database.query(RepositoriesTable::all);
    }

    /**
     * Makes a repository one of that machine, at that place.
     *
     * @return false, and nothing is changed, if it is gone or the machine has another one there
     */
    public boolean move(RepositoryId repository, MachineId machine, Path root) {
        return database.write(connection -> {
            boolean moved = RepositoriesTable.move(connection, repository, machine, root);
            IndexStateTable.reserveIds(connection, 0);
            return moved;
        });
    }

    /**
     * Makes a repository that no machine has one of that machine.
     *
     * @return false, and nothing is changed, if it has one by now, or the machine has another one there
     */
    public boolean claim(RepositoryRow row, MachineId machine) {
        return database.write(connection -> {
            boolean claimed = RepositoriesTable.claim(connection, row, machine);
            IndexStateTable.reserveIds(connection, 0);
            return claimed;
        });
    }

    /** Remembers what a repository is recognized by when it is moved. */
    public void identify(RepositoryId repository, String identity) {
        database.write(connection -> {
            RepositoriesTable.identify(connection, repository, identity);
            return repository;
        });
    }

    /**
     * Takes a repository out of the project. Contents that no file holds any more are to be removed afterwards, by {@link
     * #sweep}.
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

    /** All repositories with their counts, by path. */
    public List<RepositorySummary> repositories() {
        return database.read(RepositoriesTable::summaries);
    }

    /** What the whole index holds at this moment. */
    public IndexStats stats() {
        return database.read(IndexStateTable::stats);
    }

    /** What the last run over a repository left out: reasons by path. */
    public Map<String, SkipReason> skipped(RepositoryId repository) {
        return database.read(connection -> SkippedFilesTable.all(connection, repository));
    }

    /** Remembers what a run did not even look into, besides the files that it skipped: reasons by path. */
    public void setSkipped(RepositoryId repository, Map<String, SkipReason> paths) {
        database.write(connection -> SkippedFilesTable.replace(connection, repository, paths));
    }

    /** The hashes of all contents in the index. */
    public Set<ContentHash> contentHashes() {
        return database.read(ContentsTable::hashes);
    }

    /**
     * Begins a run with other settings than those of the files that are known. If it does not come to its end, the next
     * one finds no fingerprint, because there are files of both; but the first run of all leaves only files of its own.
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
     * @return the ids of the contents that its files held before: nothing may hold them any more, but that is known only
     *     when the run has seen all files, for a later one may hold them anew
     */
    public Set<Long> write(IndexBatch batch) {
        return write(batch, () -> false).orElseThrow();
    }

    /**
     * Writes a batch in one transaction, unless {@code stop} says before one of its rows that it should not.
     *
     * @return as {@link #write(IndexBatch)}; empty, and nothing is written, if it was stopped
     */
    public Optional<Set<Long>> write(IndexBatch batch, BooleanSupplier stop) {
        VectorFlavour flavour = database.flavour();
        return unlessStopped(
                () -> database.writeRelaxed(connection -> new BatchWriter(connection, flavour, stop).write(batch)));
    }

    /**
     * Writes all that a run has to write in one transaction, and ends the run with it, as {@link #completeRun} does.
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
     * Ends a run: what was indexed is complete for {@code fingerprint}.
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
     * Whether no content is without a file: false from a change that released one until {@link #sweep}, also where what came
     * between them was killed.
     */
    public boolean isSwept() {
        return database.query(IndexStateTable::isSwept);
    }

    /**
     * Removes all contents that no file holds, in small steps until {@code stop}: then the next run removes the rest.
     *
     * @param released all that were released since the index {@link #isSwept was swept}; empty if that is not known
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

    /** Removes those of some contents that no file holds, with all that belongs to them. */
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

    /** The contents that no file holds: what a run left behind that did not come to its end. */
    public List<Long> unreferencedContents() {
        return database.read(ContentsTable::unreferenced);
    }

    /**
     * Brings segments and vector index into good shape after a run; see {@link SegmentMerger}.
     *
     * @param stop leaves what is not done to the next run; without it, searches are slower
     * @return whether all is done
     */
    public boolean tidy(BooleanSupplier stop) {
        VectorFlavour flavour = database.flavour();
        return unlessStopped(() -> {
                    // Each step is a transaction of its own: what is done stays done, whatever comes after it.
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
