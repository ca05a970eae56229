package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.files.SmallFile;
import dev.codebasemcp.git.GitConfig;
import dev.codebasemcp.git.GitWorktree;
import dev.codebasemcp.git.TrackedFiles;
import dev.codebasemcp.git.TrackedPaths;
import dev.codebasemcp.paths.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ignore rules that hold in one directory of a walk. Immutable; {@link #enter} gives those of a directory below.
 *
 * <p>From the strongest: {@code .codebase-mcp/ignore} of the scanned root, the {@code .gitignore} files from this
 * directory up to the top of the working tree, {@code info/exclude} of the repository, the user's excludes file. In each,
 * the last pattern that matches decides. A walk that never descends into an ignored directory needs no more: that nothing
 * below an ignored directory can be taken in again follows. Outside git, {@code .gitignore} files count all the same.
 *
 * <p>What git tracks its rules do not ignore: in a directory that they ignore, the tracked files are left, if there are some.
 * {@code .codebase-mcp/ignore} is ours, and holds for tracked files too.
 */
final class IgnoreRules {
    private static final Logger LOG = LoggerFactory.getLogger(IgnoreRules.class);

    /** The patterns of one file and how many characters of a path from the outermost directory lead to it. */
    private record Layer(IgnorePatterns patterns, int baseLength) {}

    static final String GITIGNORE = ".gitignore";
    static final String OWN_FILE = ".codebase-mcp/ignore";
    private static final String CORE = "core";
    private static final String EXCLUDES_FILE = "excludesfile";

    /** The path from the outermost directory with rules to the scanned root, in bytes, empty or with a final slash. */
    private final String prefix;

    private final boolean ignoreCase;
    private final List<Layer> own;
    private final List<Layer> strongestFirst;
    private final Tracked tracked;
    /** Whether a rule ignores the directory itself. */
    private final boolean onlyTracked;

    private IgnoreRules(
            String prefix, boolean ignoreCase, List<Layer> own, List<Layer> strongestFirst, Tracked tracked) {
        this(prefix, ignoreCase, own, strongestFirst, tracked, false);
    }

    private IgnoreRules(
            String prefix,
            boolean ignoreCase,
            List<Layer> own,
            List<Layer> strongestFirst,
            Tracked tracked,
            boolean onlyTracked) {
        this.prefix = prefix;
        this.ignoreCase = ignoreCase;
        this.own = own;
        this.strongestFirst = strongestFirst;
        this.tracked = tracked;
        this.onlyTracked = onlyTracked;
    }

    /**
     * Whose rules hold.
     *
     * @param tracked asked when a rule first matches something
     * @param allowed where files with rules of ours may be, after symbolic links are resolved
     */
    record Sources(GitUser user, TrackedFiles tracked, Predicate<Path> allowed) {}

    /** What git tracks in a working tree; it is asked at the first need. For one walk and its reader ahead. */
    private static final class Tracked {
        private final Supplier<TrackedPaths> source;
        private final int baseLength;
        private volatile @Nullable TrackedPaths paths;

        Tracked(Optional<GitWorktree> worktree, Sources sources, int baseLength) {
            this.source = () -> worktree.map(sources.tracked()::in).orElse(TrackedPaths.NONE);
            this.baseLength = baseLength;
        }

        boolean wereAsked() {
            return paths != null;
        }

        boolean hold(String path, boolean directory) {
            TrackedPaths known = paths;
            if (known == null) {
                known = source.get();
                paths = known;
            }
            return known.hold(path.substring(baseLength), directory);
        }
    }

    /** The rules for the entries of {@code root}, which {@code worktree} holds if it is given. */
    static IgnoreRules at(Path root, Optional<GitWorktree> worktree, Sources sources) {
        Path top = worktree.map(GitWorktree::top).orElse(root);
        GitUser user = sources.user();
        GitConfig config = config(worktree, user);
        Tracked tracked = new Tracked(worktree, sources, 0);
        IgnoreRules rules = new IgnoreRules("", config.isSet(CORE, "ignorecase"), List.of(), List.of(), tracked)
                .with(user(config, user, top), 0)
                .with(worktree.map(GitWorktree::excludeFile), 0)
                .withFileIn(top, "");
        Path directory = top;
        String path = "";
        for (Path name : top.equals(root) ? List.<Path>of() : top.relativize(root)) {
            directory = directory.resolve(name);
            path = String.join("", path, EntryName.of(directory).text());
            if (rules.match(path, true)) {
                // The user asked for this directory, so nothing outside may decide about what is in it.
                return at(root, Optional.empty(), sources);
            }
            rules = rules.withFileIn(directory, path);
            path = path.concat("/");
        }
        return rules.rootedAt(root, path, sources);
    }

    /**
     * The rules for the entries of {@code directory}, whose path below the scanned root is {@code path}.
     *
     * @param hasFile whether there may be a {@code .gitignore} in it
     */
    IgnoreRules enter(Path directory, String path, boolean hasFile) {
        IgnoreRules inside = hasFile ? withFileIn(directory, path) : this;
        boolean ignored = tracked.wereAsked() && !onlyTracked && own(path, true).isEmpty() && match(path, true);
        return ignored ? new IgnoreRules(prefix, ignoreCase, own, inside.strongestFirst, tracked, true) : inside;
    }

    private IgnoreRules withFileIn(Path directory, String path) {
        // git does not follow a symbolic link here: it could point out of the repository.
        Path file = directory.resolve(GITIGNORE);
        String base = Bytes.of(path);
        return with(
                patterns(file, ignoreCase, LinkOption.NOFOLLOW_LINKS),
                prefix.length() + (base.isEmpty() ? 0 : base.length() + 1));
    }

    /** The rules for the entries of another repository's top directory: the outer repository's do not hold in it. */
    IgnoreRules enterRepository(GitWorktree nested, Sources sources, String path) {
        int base = prefix.length() + Bytes.of(path).length() + 1;
        GitUser user = sources.user();
        GitConfig config = config(Optional.of(nested), user);
        Tracked inside = new Tracked(Optional.of(nested), sources, base);
        return new IgnoreRules(prefix, config.isSet(CORE, "ignorecase"), own, List.of(), inside)
                .with(user(config, user, nested.top()), base)
                .with(Optional.of(nested.excludeFile()), base)
                .withFileIn(nested.top(), path);
    }

    /** Whether the entry at {@code path} below the scanned root is ignored, if its directory is not. */
    boolean ignores(String path, boolean directory) {
        String bytes = prefix + Bytes.of(path);
        Optional<Boolean> ours = decision(own, bytes, directory);
        if (ours.isPresent()) {
            return ours.get();
        }
        boolean matched =
                onlyTracked || decision(strongestFirst, bytes, directory).orElse(false);
        return matched && !tracked.hold(bytes, directory);
    }

    private Optional<Boolean> own(String path, boolean directory) {
        return decision(own, prefix + Bytes.of(path), directory);
    }

    /** Whether a rule of git's matches, tracked or not. */
    private boolean match(String path, boolean directory) {
        return decision(strongestFirst, prefix + Bytes.of(path), directory).orElse(false);
    }

    private static Optional<Boolean> decision(List<Layer> layers, String path, boolean directory) {
        for (Layer layer : layers) {
            Optional<Boolean> decision = layer.patterns.match(path.substring(layer.baseLength), directory);
            if (decision.isPresent()) {
                return decision;
            }
        }
        return Optional.empty();
    }

    private static IgnorePatterns patterns(Path file, boolean ignoreCase, LinkOption... options) {
        IgnorePatterns patterns =
                IgnorePatterns.parse(SmallFile.read(file, options).orElse(new byte[0]), ignoreCase);
        if (!patterns.isComplete()) {
            LOG.warn("{} has too many patterns; its last {} are used", file, IgnorePatterns.MAX_PATTERNS);
        }
        return patterns;
    }

    private IgnoreRules with(Optional<Path> file, int baseLength) {
        return file.map(one -> with(patterns(one, ignoreCase), baseLength)).orElse(this);
    }

    private IgnoreRules with(IgnorePatterns patterns, int baseLength) {
        if (patterns.isEmpty()) {
            return this;
        }
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer(patterns, baseLength));
        layers.addAll(strongestFirst);
        return new IgnoreRules(prefix, ignoreCase, own, List.copyOf(layers), tracked, onlyTracked);
    }

    private IgnoreRules rootedAt(Path root, String path, Sources sources) {
        String bytes = Bytes.of(path);
        Path file = root.resolve(OWN_FILE);
        List<Layer> ours = leadsOutside(root, sources)
                ? List.of()
                : List.of(new Layer(patterns(file, ignoreCase), bytes.length()));
        return new IgnoreRules(bytes, ignoreCase, ours, strongestFirst, tracked);
    }

    /** Whether the file with our rules of a scanned root is a link that leads out of where anything may be read. */
    static boolean leadsOutside(Path root, Sources sources) {
        Path file = root.resolve(OWN_FILE);
        try {
            return Files.exists(file) && !sources.allowed().test(file.toRealPath());
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static GitConfig config(Optional<GitWorktree> worktree, GitUser user) {
        return GitConfig.read(user.configs(), worktree, new GitConfig.Situation(user.home(), worktree));
    }

    /** Where the user's own excludes are; set to nothing, there are none. */
    private static Optional<Path> user(GitConfig config, GitUser user, Path top) {
        return config.text(CORE, EXCLUDES_FILE).isPresent()
                ? config.path(CORE, EXCLUDES_FILE, top)
                : Optional.of(user.configHome().resolve("git").resolve("ignore"));
    }
}
