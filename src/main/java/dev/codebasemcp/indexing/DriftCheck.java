package dev.codebasemcp.indexing;

import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.indexing.diff.KnownFile;
import dev.codebasemcp.indexing.diff.KnownState;
import dev.codebasemcp.indexing.diff.Likeness;
import dev.codebasemcp.indexing.scan.RepositoryScanner;
import dev.codebasemcp.indexing.scan.ScanEnd;
import dev.codebasemcp.indexing.scan.ScanListener;
import dev.codebasemcp.indexing.scan.ScannedFile;
import dev.codebasemcp.indexing.scan.SkipReason;
import dev.codebasemcp.model.RepositoryId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a repository's files with the index by their stamps alone: a walk, and no file is opened. Safe for threads.
 *
 * <p>What is known is kept between checks until the index changes, for so many files at most that it stays below some
 * 50 MB; the repositories that were checked last win.
 */
public final class DriftCheck {
    private static final int KEPT_FILES = 200_000;

    private final RepositoryScanner scanner;
    private final Map<RepositoryId, Known> kept = new LinkedHashMap<>(16, 0.75f, true);

    public DriftCheck(RepositoryScanner scanner) {
        this.scanner = scanner;
    }

    /** What the index knew at a generation. */
    private record Known(long generation, Map<String, KnownFile> files) {}

    /** The repositories of a project and the generation of its index, seen at one moment. */
    public record Indexed(long generation, List<RepositoryRow> repositories) {
        static Indexed of(IndexSnapshot snapshot) {
            return new Indexed(snapshot.generation(), List.copyOf(snapshot.repositories()));
        }
    }

    /** What there is to check. */
    public Indexed indexed(IndexStore store) {
        return store.read(Indexed::of);
    }

    /**
     * Compares the files of {@code repository} with the index.
     *
     * @param generation that of the index when {@code repository} was read
     * @return the differences; empty if the thread was interrupted
     * @throws dev.codebasemcp.model.RejectedException if its root is no readable directory
     */
    public Optional<Drift> check(IndexStore store, RepositoryRow repository, long generation) {
        Comparison comparison = new Comparison(known(store, repository.id(), generation));
        ScanEnd end = scanner.scan(Path.of(repository.rootPath()), comparison);
        return end == ScanEnd.COMPLETE ? Optional.of(comparison.drift(repository, generation)) : Optional.empty();
    }

    /** Loads what is known, so that the next check need not. */
    public void prepare(IndexStore store) {
        Indexed indexed = indexed(store);
        indexed.repositories().forEach(repository -> known(store, repository.id(), indexed.generation()));
    }

    private Map<String, KnownFile> known(IndexStore store, RepositoryId repository, long generation) {
        synchronized (kept) {
            Known cached = kept.get(repository);
            if (cached != null && cached.generation == generation) {
                return cached.files;
            }
        }
        // Maybe of a later generation; then the next check finds another one and reads anew.
        Map<String, KnownFile> files = KnownFiles.of(store, repository);
        synchronized (kept) {
            kept.put(repository, new Known(generation, files));
            while (kept.values().stream().mapToInt(known -> known.files.size()).sum() > KEPT_FILES) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return files;
    }

    /** Listens to the walk. */
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
            } else if (before.state() != KnownState.FAILED) {
                compare(file, before.likeness(file.stamp()));
            }
        }

        private void compare(ScannedFile file, Likeness likeness) {
            if (likeness == Likeness.OTHER) {
                changed.add(file);
            } else if (likeness == Likeness.UNSURE) {
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
                    KnownFile one = known.get(file.path());
                    if (one != null) {
                        before.put(file.path(), one);
                    }
                }
            }
            List<String> deleted = unseen.stream().sorted().toList();
            return new Drift(repository, generation, changed, unsure, deleted, before, empty && !known.isEmpty());
        }
    }
}
