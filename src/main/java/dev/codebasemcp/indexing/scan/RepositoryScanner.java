package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.files.FileFault;
import dev.codebasemcp.files.FileProbe;
import dev.codebasemcp.git.GitCommand;
import dev.codebasemcp.git.GitDirectory;
import dev.codebasemcp.git.GitWorktree;
import dev.codebasemcp.git.TrackedFiles;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.SkipReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Walks a repository's tree and streams its entries in order of name. Opens only ignore files and directories, and follows no
 * symbolic link. Keeps only the entries of the current directories in memory, and those that {@link ReadAhead} has read.
 *
 * <p>Inside a git working tree, skips directories with their own repository, such as submodules and clones, as git does. Walks
 * the repository's own submodules on request. A root outside any working tree is a folder of projects: its repositories are
 * walked, each with its own rules. Recognizes git's own directories by their content, and walks only the working trees inside
 * them. Thread-safe; every walk rereads the rules.
 */
public final class RepositoryScanner {
    /** Paths are index keys, and an entry of a PostgreSQL B-tree has at most 2,704 bytes. */
    public static final int MAX_PATH_BYTES = 2_500;

    private static final String DOT_GIT = ".git";
    /** Never source of the surrounding repository, even without an ignore file. */
    private static final Set<String> BUILT_IN_DIRECTORIES = Set.of(
            DOT_GIT,
            ".hg",
            ".svn",
            ".codebase-mcp",
            "node_modules",
            "__pycache__",
            ".venv",
            ".tox",
            ".mypy_cache",
            ".gradle",
            ".idea");

    private static final Duration GIT_TIMEOUT = Duration.ofSeconds(5);

    private final IgnoreRules.Sources sources;
    private final Predicate<Path> submodules;

    /** Creates a scanner that may read our ignore files anywhere, and skips submodules. */
    public RepositoryScanner(GitUser user) {
        this(user, path -> true, root -> false);
    }

    /**
     * Creates a scanner that applies the rules of {@code user}.
     *
     * @param allowed where our ignore files may be, after symbolic links are resolved
     * @param submodules whether to walk the submodules of a root, given as a real path
     */
    public RepositoryScanner(GitUser user, Predicate<Path> allowed, Predicate<Path> submodules) {
        this.sources = new IgnoreRules.Sources(user, new TrackedFiles(new GitCommand("git", GIT_TIMEOUT)), allowed);
        this.submodules = submodules;
    }

    /**
     * Walks everything below {@code root}.
     *
     * @return whether the walk was complete; an interrupt leaves the thread's flag set
     * @throws RejectedException if {@code root} is not a readable directory, or is one of git's own
     */
    public ScanEnd scan(Path root, ScanListener listener) {
        try (ReadAhead ahead = new ReadAhead()) {
            Path real = root.toRealPath();
            Optional<GitDirectory> own = GitDirectory.around(real);
            Optional<GitWorktree> worktree = own.isPresent() ? Optional.empty() : GitWorktree.around(real);
            List<DirectoryEntry> entries = ReadAhead.list(real);
            if (own.isPresent()) {
                entries = worktreesIn(own.get(), real, entries);
            }
            Walk walk = new Walk(listener, ahead, submodules.test(real));
            IgnoreRules rules = IgnoreRules.at(real, worktree, sources);
            if (IgnoreRules.leadsOutside(real, sources)) {
                listener.skipped(IgnoreRules.OWN_FILE, SkipReason.OUTSIDE_ALLOWED_ROOTS);
            }
            long device = FileProbe.of(real).device();
            return walk.run(walk.level(entries, "", rules, worktree, device));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ScanEnd.STOPPED;
        } catch (IOException failure) {
            throw new RejectedException(
                    root + " cannot be indexed: not a readable directory (" + FileFault.words(failure) + ")", failure);
        }
    }

    /** The entries to index of a root that belongs to git: the working trees kept in a bare repository. */
    private static List<DirectoryEntry> worktreesIn(GitDirectory own, Path root, List<DirectoryEntry> entries) {
        List<DirectoryEntry> trees = own.place().equals(root) ? worktrees(entries) : List.of();
        if (trees.isEmpty()) {
            throw new RejectedException(root + " cannot be indexed: it belongs to " + own.refusal() + ".");
        }
        return trees;
    }

    private static List<DirectoryEntry> worktrees(List<DirectoryEntry> entries) {
        return entries.stream()
                .filter(entry -> GitWorktree.at(entry.path()).isPresent())
                .toList();
    }

    /** Whether ignore rules let a walk of {@code root} reach {@code directory} below it; both are real paths. */
    public boolean reaches(Path root, Path directory) {
        IgnoreRules rules = IgnoreRules.at(root, GitWorktree.around(root), sources);
        Path at = root;
        String path = "";
        for (Path part : root.relativize(directory)) {
            at = at.resolve(part);
            String name = EntryName.of(at).text();
            path = String.join(path.isEmpty() ? "" : "/", path, name);
            if (BUILT_IN_DIRECTORIES.contains(name) || rules.ignores(path, true)) {
                return false;
            }
            rules = rules.enter(at, path, true);
        }
        return true;
    }

    private static boolean isTooLong(String path) {
        // A char is at most three bytes.
        return path.length() > MAX_PATH_BYTES / 3 && path.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES;
    }

    private static boolean holds(List<DirectoryEntry> entries, String name) {
        for (DirectoryEntry entry : entries) {
            if (entry.isCalled(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A directory that the walk is in.
     *
     * @param entries its remaining entries
     * @param prefix its path, ending in a slash
     * @param planned the known subdirectories that the walk will visit
     * @param tree the enclosing working tree
     * @param device its file system
     */
    private record Level(
            Iterator<DirectoryEntry> entries,
            String prefix,
            IgnoreRules rules,
            Deque<ReadAhead.Planned> planned,
            Optional<GitWorktree> tree,
            long device) {}

    /** The state of one walk. */
    private final class Walk {
        private final ScanListener listener;
        private final ReadAhead ahead;
        private final boolean intoSubmodules;
        private final Deque<Level> levels = new ArrayDeque<>();

        Walk(ScanListener listener, ReadAhead ahead, boolean intoSubmodules) {
            this.listener = listener;
            this.ahead = ahead;
            this.intoSubmodules = intoSubmodules;
        }

        ScanEnd run(Level top) throws InterruptedException {
            levels.push(top);
            while (!levels.isEmpty()) {
                if (Thread.currentThread().isInterrupted() || listener.stopRequested()) {
                    return ScanEnd.STOPPED;
                }
                Level level = levels.element();
                if (level.entries.hasNext()) {
                    visit(level, level.entries.next());
                } else {
                    levels.pop();
                }
            }
            return ScanEnd.COMPLETE;
        }

        /** Enters a directory and plans its subdirectories. */
        Level level(
                List<DirectoryEntry> entries,
                String prefix,
                IgnoreRules rules,
                Optional<GitWorktree> tree,
                long device) {
            List<DirectoryEntry> wanted = entries.stream()
                    .filter(entry -> entry.isKnownDirectory() && isWanted(entry, prefix, rules))
                    .toList();
            List<ReadAhead.Planned> planned =
                    ahead.plan(wanted.stream().map(DirectoryEntry::path).toList(), device);
            return new Level(entries.iterator(), prefix, rules, new ArrayDeque<>(planned), tree, device);
        }

        private boolean isWanted(DirectoryEntry directory, String prefix, IgnoreRules rules) {
            EntryName name = directory.name();
            String path = prefix + name.text();
            return name.representable()
                    && !isTooLong(path)
                    && skipReason(rules, path, name.text(), FileProbe.Kind.DIRECTORY)
                            .isEmpty();
        }

        private void visit(Level level, DirectoryEntry entry) throws InterruptedException {
            EntryName name = entry.name();
            String path = level.prefix + name.text();
            try {
                ReadAhead.Planned next = level.planned.peek();
                if (next != null && next.directory().equals(entry.path())) {
                    level.planned.pop();
                    enter(level, entry.path(), path, next.take(), entry.probe().device());
                } else if (!name.representable()) {
                    listener.skipped(path, SkipReason.UNREPRESENTABLE_NAME);
                } else if (isTooLong(path)) {
                    listener.skipped(path, SkipReason.PATH_TOO_LONG);
                } else {
                    visit(level, entry, path);
                }
            } catch (NoSuchFileException | NotDirectoryException gone) {
                // Deleted or replaced since its directory was listed: treat it as if that had happened earlier.
                return;
            } catch (IOException failure) {
                listener.failed(path, "cannot be read: " + FileFault.words(failure));
            }
        }

        private void visit(Level level, DirectoryEntry entry, String path) throws IOException {
            FileProbe probe = entry.probe();
            Optional<SkipReason> skip =
                    skipReason(level.rules, path, entry.name().text(), probe.kind());
            if (skip.isPresent()) {
                listener.skipped(path, skip.get());
            } else if (probe.kind() == FileProbe.Kind.DIRECTORY) {
                enter(level, entry.path(), path, ReadAhead.read(entry.path(), level.device), probe.device());
            } else {
                listener.file(new ScannedFile(path, entry.path(), probe.stamp()));
            }
        }

        private Optional<SkipReason> skipReason(IgnoreRules rules, String path, String name, FileProbe.Kind kind) {
            boolean directory = kind == FileProbe.Kind.DIRECTORY;
            // In a linked working tree, .git is a file.
            if (name.equals(DOT_GIT) || (directory && BUILT_IN_DIRECTORIES.contains(name))) {
                return Optional.of(SkipReason.BUILT_IN_DIRECTORY);
            }
            if (rules.ignores(path, directory)) {
                return Optional.of(SkipReason.IGNORED);
            }
            return switch (kind) {
                case SYMLINK -> Optional.of(SkipReason.SYMLINK);
                case SPECIAL -> Optional.of(SkipReason.SPECIAL_FILE);
                case FILE, DIRECTORY -> Optional.empty();
            };
        }

        private void enter(Level from, Path directory, String path, Optional<List<DirectoryEntry>> read, long device) {
            if (read.isEmpty()) {
                listener.skipped(path, SkipReason.SPECIAL_FILE);
                return;
            }
            List<DirectoryEntry> entries = read.get();
            // Check the listing first: most directories have neither, and asking the file system costs more.
            if (holds(entries, GitDirectory.HEAD) && GitDirectory.at(directory).isPresent()) {
                entries = from.tree.isPresent() ? List.of() : worktrees(entries);
                listener.skipped(path, SkipReason.GIT_DIRECTORY);
            }
            Optional<GitWorktree> nested = holds(entries, DOT_GIT) ? GitWorktree.at(directory) : Optional.empty();
            Optional<SkipReason> skip = nestedReason(from, directory, nested, entries.isEmpty());
            if (skip.isPresent()) {
                listener.skipped(path, skip.get());
                return;
            }
            boolean hasFile = holds(entries, IgnoreRules.GITIGNORE);
            IgnoreRules rules = nested.map(repository -> from.rules.enterRepository(repository, sources, path))
                    .orElseGet(() -> from.rules.enter(directory, path, hasFile));
            levels.push(level(entries, path + "/", rules, nested.or(() -> from.tree), device));
        }

        private Optional<SkipReason> nestedReason(
                Level from, Path directory, Optional<GitWorktree> nested, boolean empty) {
            if (from.tree.isEmpty() || (nested.isEmpty() && !empty)) {
                return Optional.empty();
            }
            GitWorktree tree = from.tree.get();
            if (nested.isEmpty()) {
                // A submodule that was not fetched is an empty directory.
                boolean unfetched = Files.exists(tree.top().resolve(".gitmodules"))
                        && tree.submodules().contains(directory);
                return unfetched ? Optional.of(SkipReason.SUBMODULE) : Optional.empty();
            }
            boolean submodule = tree.hasSubmodule(nested.get());
            if (submodule && intoSubmodules) {
                return Optional.empty();
            }
            return Optional.of(submodule ? SkipReason.SUBMODULE : SkipReason.NESTED_REPOSITORY);
        }
    }
}
