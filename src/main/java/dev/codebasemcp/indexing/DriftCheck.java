package dev.codebasemcp.indexing;

import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.indexing.scan.RepositoryScanner;
import dev.codebasemcp.indexing.scan.ScanEnd;
import dev.codebasemcp.indexing.scan.ScanListener;
import dev.codebasemcp.indexing.scan.ScannedFile;
import dev.codebasemcp.model.FileState;
import dev.codebasemcp.model.KnownFile;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.model.SkipReason;
import dev.codebasemcp.model.StampVerdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a repository's files with the index by their stamps: walks the tree and opens no file. Thread-safe.
 */
public final class DriftCheck {
    private final RepositoryScanner scanner;
    private final KnownFiles known;

    public DriftCheck(RepositoryScanner scanner, KnownFiles known) {
        this.scanner = scanner;
        this.known = known;
    }

    /** A consistent view of a project's repositories and the generation of its index. */
    public record Indexed(long generation, List<RepositoryRow> repositories) {
        static Indexed of(IndexSnapshot snapshot) {
            return new Indexed(snapshot.generation(), List.copyOf(snapshot.repositories()));
        }
    }

    /** Reads the repositories to check. */
    public Indexed indexed(IndexStore store) {
        return store.read(Indexed::of);
    }

    /**
     * Compares the files of {@code repository} with the index.
     *
     * @param generation of the index when {@code repository} was read
     * @return the differences; empty if the thread was interrupted
     * @throws dev.codebasemcp.model.RejectedException if its root is no readable directory
     */
    public Optional<Drift> check(IndexStore store, RepositoryRow repository, long generation) {
        Comparison comparison = new Comparison(known.of(store, repository.id(), generation));
        ScanEnd end = scanner.scan(repository.root(), comparison);
        return end == ScanEnd.COMPLETE ? Optional.of(comparison.drift(repository, generation)) : Optional.empty();
    }

    /** Loads the known files of the {@code wanted} repositories into the cache for the next check. */
    public void prepare(IndexStore store, Set<RepositoryId> wanted) {
        Indexed indexed = indexed(store);
        indexed.repositories().stream()
                .filter(repository -> wanted.contains(repository.id()))
                .forEach(repository -> known.of(store, repository.id(), indexed.generation()));
    }

    private static final class Comparison implements ScanListener {
        private final Map<String, KnownFile> known;
        private final Set<String> unseen;
        private final List<ScannedFile> changed = new ArrayList<>();
        private final List<ScannedFile> unsure = new ArrayList<>();
        private boolean empty = true;

        Comparison(Map<String, KnownFile> known) {
            this.known = known;
            this.unseen = new HashSet<>(known.keySet());
        }

        @Override
        public void file(ScannedFile file) {
            empty = false;
            unseen.remove(file.path());
            KnownFile before = known.get(file.path());
            if (before == null) {
                changed.add(file);
            } else if (before.state() != FileState.FAILED) {
                compare(file, before.compare(file.stamp()));
            }
        }

        private void compare(ScannedFile file, StampVerdict verdict) {
            if (verdict == StampVerdict.CHANGED) {
                changed.add(file);
            } else if (verdict == StampVerdict.UNSURE) {
                unsure.add(file);
            }
        }

        @Override
        public void skipped(String path, SkipReason reason) {
            empty = false;
        }

        @Override
        public void failed(String path, String cause) {
            empty = false;
            unseen.removeIf(known -> known.equals(path) || known.startsWith(path + "/"));
        }

        Drift drift(RepositoryRow repository, long generation) {
            Map<String, KnownFile> before = new HashMap<>();
            for (List<ScannedFile> files : List.of(changed, unsure)) {
                for (ScannedFile file : files) {
                    KnownFile indexed = known.get(file.path());
                    if (indexed != null) {
                        before.put(file.path(), indexed);
                    }
                }
            }
            List<String> deleted = unseen.stream().sorted().toList();
            return new Drift(repository, generation, changed, unsure, deleted, before, empty && !known.isEmpty());
        }
    }
}
