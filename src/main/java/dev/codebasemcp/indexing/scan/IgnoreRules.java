package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.files.SmallFile;
import dev.codebasemcp.git.GitWorktree;
import dev.codebasemcp.paths.Bytes;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ignore rules that hold in one directory of a walk. Immutable; {@link #enter} gives those of a directory below.
 *
 * <p>From the strongest: {@code .codebase-mcp/ignore} of the scanned root, the {@code .gitignore} files from this
 * directory up to the top of the working tree, {@code info/exclude} of the repository, the user's excludes file. In each,
 * the last pattern that matches decides. A walk that never descends into an ignored directory needs no more: that nothing
 * below an ignored directory can be taken in again follows. Outside git, {@code .gitignore} files count all the same.
 */
final class IgnoreRules {
    private static final Logger LOG = LoggerFactory.getLogger(IgnoreRules.class);

    /** The patterns of one file and how many characters of a path from the outermost directory lead to it. */
    private record Layer(IgnorePatterns patterns, int baseLength) {}

    static final String GITIGNORE = ".gitignore";
    private static final String OWN_FILE = ".codebase-mcp/ignore";

    /** The path from the outermost directory with rules to the scanned root, in bytes, empty or with a final slash. */
    private final String prefix;

    private final boolean ignoreCase;
    private final List<Layer> own;
    private final List<Layer> strongestFirst;

    private IgnoreRules(String prefix, boolean ignoreCase, List<Layer> own, List<Layer> strongestFirst) {
        this.prefix = prefix;
        this.ignoreCase = ignoreCase;
        this.own = own;
        this.strongestFirst = strongestFirst;
    }

    /** The rules for the entries of {@code root}, which {@code worktree} holds if it is given. */
    static IgnoreRules at(Path root, Optional<GitWorktree> worktree, GitUser user) {
        Path top = worktree.map(GitWorktree::top).orElse(root);
        GitConfig config = config(worktree, user);
        IgnoreRules rules = new IgnoreRules("", config.ignoreCase(), List.of(), List.of())
                .with(user(config, user, top), 0)
                .with(worktree.map(GitWorktree::excludeFile), 0)
                .enter(top, "");
        Path directory = top;
        String path = "";
        for (Path name : top.equals(root) ? List.<Path>of() : top.relativize(root)) {
            directory = directory.resolve(name);
            path = String.join("", path, EntryName.of(directory).text());
            if (rules.ignores(path, true)) {
                // The user asked for this directory, so nothing outside may decide about what is in it.
                return at(root, Optional.empty(), user);
            }
            rules = rules.enter(directory, path);
            path = path.concat("/");
        }
        return rules.rootedAt(root, path);
    }

    /** The rules for the entries of {@code directory}, whose path below the scanned root is {@code path}. */
    IgnoreRules enter(Path directory, String path) {
        // git does not follow a symbolic link here: it could point out of the repository.
        Path file = directory.resolve(GITIGNORE);
        String base = Bytes.of(path);
        return with(
                patterns(file, ignoreCase, LinkOption.NOFOLLOW_LINKS),
                prefix.length() + (base.isEmpty() ? 0 : base.length() + 1));
    }

    /** The rules for the entries of another repository's top directory: the outer repository's do not hold in it. */
    IgnoreRules enterRepository(GitWorktree nested, GitUser user, String path) {
        int base = prefix.length() + Bytes.of(path).length() + 1;
        GitConfig config = config(Optional.of(nested), user);
        return new IgnoreRules(prefix, config.ignoreCase(), own, List.of())
                .with(user(config, user, nested.top()), base)
                .with(Optional.of(nested.excludeFile()), base)
                .enter(nested.top(), path);
    }

    /** Whether the entry at {@code path} below the scanned root is ignored, if its directory is not. */
    boolean ignores(String path, boolean directory) {
        String bytes = prefix + Bytes.of(path);
        return decision(own, bytes, directory)
                .or(() -> decision(strongestFirst, bytes, directory))
                .orElse(false);
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
        return new IgnoreRules(prefix, ignoreCase, own, List.copyOf(layers));
    }

    private IgnoreRules rootedAt(Path root, String path) {
        String bytes = Bytes.of(path);
        Layer layer = new Layer(patterns(root.resolve(OWN_FILE), ignoreCase), bytes.length());
        return new IgnoreRules(bytes, ignoreCase, List.of(layer), strongestFirst);
    }

    private static GitConfig config(Optional<GitWorktree> worktree, GitUser user) {
        return GitConfig.parse(Stream.of(
                        Optional.of(user.configHome().resolve("git").resolve("config")),
                        Optional.of(user.home().resolve(".gitconfig")),
                        worktree.map(GitWorktree::configFile))
                .flatMap(Optional::stream)
                .flatMap(file -> SmallFile.readText(file).stream())
                .toList());
    }

    private static Optional<Path> user(GitConfig config, GitUser user, Path top) {
        return config.excludesFile(user.home(), top)
                .or(() -> Optional.of(user.configHome().resolve("git").resolve("ignore")));
    }
}
