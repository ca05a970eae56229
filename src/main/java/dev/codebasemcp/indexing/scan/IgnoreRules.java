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
 * The ignore rules of one directory of a walk. Immutable; {@link #enter} returns the rules of a subdirectory.
 *
 * <p>The strongest are {@code .codebase-mcp/ignore} of the scanned root, then the {@code .gitignore} files from this directory
 * up to the top of the working tree. Then come {@code info/exclude} of the repository and the user's excludes file. Within
 * each, the last matching pattern decides. A walk never descends into an ignored directory, so nothing below it can be included
 * again. Outside git, {@code .gitignore} files still apply.
 *
 * <p>Git's rules never ignore tracked files, so an ignored directory is still walked for those. {@code .codebase-mcp/ignore} is
 * our own file, and applies to tracked files too.
 */
final class IgnoreRules {
    private static final Logger LOG = LoggerFactory.getLogger(IgnoreRules.class);

    /** The patterns of one file, and the length of the path from the outermost directory to it. */
    private record Layer(IgnorePatterns patterns, int baseLength) {}

    static final String GITIGNORE = ".gitignore";
    static final String OWN_FILE = ".codebase-mcp/ignore";
    private static final String CORE = "core";
    private static final String EXCLUDES_FILE = "excludesfile";

    /** The path from the outermost directory with rules to the scanned root, in bytes; empty or ending in a slash. */
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
     * The sources of the rules.
     *
     * @param tracked asked when a rule first matches
     * @param allowed where our own ignore files may be, after symbolic links are resolved
     */
    record Sources(GitUser user, TrackedFiles tracked, Predicate<Path> allowed) {}

    /** The paths that git tracks in a working tree, loaded on first use. Shared by one walk and its read-ahead thread. */
    private static final class Tracked {
        private final Supplier<TrackedPaths> source;
        private final int baseLength;
        private volatile @Nullable TrackedPaths paths;

        Tracked(Optional<GitWorktree> worktree, Sources sources, int baseLength) {
            this.source = () -> worktree.map(sources.tracked()::in).orElse(TrackedPaths.NONE);
            this.baseLength = baseLength;
        }

        boolean areLoaded() {
            return paths != null;
        }

        boolean contain(String path, boolean directory) {
            TrackedPaths known = paths;
            if (known == null) {
                known = source.get();
                paths = known;
            }
            return known.hold(path.substring(baseLength), directory);
        }
    }

    /** The rules for the entries of {@code root}, which is inside {@code worktree} if that is given. */
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
                // The user asked for this directory, so no outer rule applies to its entries.
                return at(root, Optional.empty(), sources);
            }
            rules = rules.withFileIn(directory, path);
            path = path.concat("/");
        }
        return rules.rootedAt(root, path, sources);
    }

    /**
     * The rules for the entries of {@code directory}, at {@code path} below the scanned root.
     *
     * @param hasFile whether it may contain a {@code .gitignore}
     */
    IgnoreRules enter(Path directory, String path, boolean hasFile) {
        IgnoreRules inside = hasFile ? withFileIn(directory, path) : this;
        boolean ignored = tracked.areLoaded() && !onlyTracked && own(path, true).isEmpty() && match(path, true);
        return ignored ? new IgnoreRules(prefix, ignoreCase, own, inside.strongestFirst, tracked, true) : inside;
    }

    private IgnoreRules withFileIn(Path directory, String path) {
        // Git does not follow a symbolic link here: it could point out of the repository.
        Path file = directory.resolve(GITIGNORE);
        String base = Bytes.of(path);
        return with(
                patterns(file, ignoreCase, LinkOption.NOFOLLOW_LINKS),
                prefix.length() + (base.isEmpty() ? 0 : base.length() + 1));
    }

    /** The rules for the entries of a nested repository's top directory, where the outer repository's rules do not apply. */
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

    /** Whether the rules ignore the entry at {@code path} below the scanned root, given that its directory is not ignored. */
    boolean ignores(String path, boolean directory) {
        String bytes = prefix + Bytes.of(path);
        Optional<Boolean> ours = decision(own, bytes, directory);
        if (ours.isPresent()) {
            return ours.get();
        }
        boolean matched =
                onlyTracked || decision(strongestFirst, bytes, directory).orElse(false);
        return matched && !tracked.contain(bytes, directory);
    }

    private Optional<Boolean> own(String path, boolean directory) {
        return decision(own, prefix + Bytes.of(path), directory);
    }

    /** Whether one of git's rules matches, tracked or not. */
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
            LOG.warn("{} has too many patterns; only its last {} apply", file, IgnorePatterns.MAX_PATTERNS);
        }
        return patterns;
    }

    private IgnoreRules with(Optional<Path> file, int baseLength) {
        return file.map(path -> with(patterns(path, ignoreCase), baseLength)).orElse(this);
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

    /** Whether our ignore file in a scanned root is a link to a place that must not be read. */
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

    /** The user's excludes file; none if the setting is empty. */
    private static Optional<Path> user(GitConfig config, GitUser user, Path top) {
        return config.text(CORE, EXCLUDES_FILE).isPresent()
                ? config.path(CORE, EXCLUDES_FILE, top)
                : Optional.of(user.configHome().resolve("git").resolve("ignore"));
    }
}
