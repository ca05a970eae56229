package dev.codebasemcp.indexing;

import dev.codebasemcp.git.GitCommand;
import dev.codebasemcp.git.GitWorktree;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.project.ConfigSearch;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Derives an identity that a directory keeps when it is moved, renamed or cloned again. It is git's first commit with
 * the path in the working tree, or the project's id in the directory's own config. Thread-safe.
 */
public final class RepositoryIdentity {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryIdentity.class);

    private static final String GIT = "git ";

    private final GitCommand git;
    private final ConfigSearch configs;

    public RepositoryIdentity(GitCommand git, ConfigSearch configs) {
        this.git = git;
        this.configs = configs;
    }

    /** The identity of {@code root}, a real path; empty if it has none that survives a move, or does not exist. */
    public Optional<String> of(Path root) {
        Optional<GitWorktree> worktree = GitWorktree.around(root);
        return worktree.isPresent() ? byGit(worktree.get(), root) : byConfig(root);
    }

    /** Whether an identity is based on git's first commit. */
    static boolean isOfGit(String identity) {
        return identity.startsWith(GIT);
    }

    private Optional<String> byGit(GitWorktree worktree, Path root) {
        return git.firstCommit(worktree.top())
                .map(commit -> GIT + commit + ' ' + worktree.top().relativize(root));
    }

    private Optional<String> byConfig(Path root) {
        try {
            return configs.in(root).flatMap(config -> config.id()).map(id -> "config " + id);
        } catch (RejectedException invalid) {
            LOG.debug("{} is not recognized by its config: {}", root, invalid.getMessage());
            return Optional.empty();
        }
    }
}
