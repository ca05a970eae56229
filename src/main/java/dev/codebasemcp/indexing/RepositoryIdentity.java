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
 * What a directory keeps when it is moved, renamed or cloned again: git's first commit with the place in its working tree,
 * or the project's id in its own config. Safe for threads.
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

    /** The identity of {@code root}, a real path; empty if nothing would tell it after a move, or it is not there. */
    public Optional<String> of(Path root) {
        Optional<GitWorktree> worktree = GitWorktree.around(root);
        return worktree.isPresent() ? inGit(worktree.get(), root) : byConfig(root);
    }

    /** Whether an identity is one by git's first commit. */
    static boolean isOfGit(String identity) {
        return identity.startsWith(GIT);
    }

    private Optional<String> inGit(GitWorktree worktree, Path root) {
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
