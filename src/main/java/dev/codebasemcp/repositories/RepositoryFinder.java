package dev.codebasemcp.repositories;

import dev.codebasemcp.git.GitWorktree;
import dev.codebasemcp.project.ProjectConfig;
import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.project.SessionContext;
import dev.codebasemcp.provisioning.ProjectProvisioner;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the repository that a command should index before it searches. */
public final class RepositoryFinder {
    private final ProjectResolver resolver;
    private final ProjectProvisioner provisioner;
    private final SearchScopes scopes;

    public RepositoryFinder(ProjectResolver resolver, ProjectProvisioner provisioner, SearchScopes scopes) {
        this.resolver = resolver;
        this.provisioner = provisioner;
        this.scopes = scopes;
    }

    /**
     * Returns the root of the repository around {@code place}, a real path, if the project there has not indexed any
     * of it.
     *
     * @return the top of its working tree, else its config's directory, else the place itself; empty if a search
     * there has indexed content to answer from
     */
    public Optional<Path> unindexed(Path place) {
        SessionContext session = SessionContext.at(place);
        ResolvedProject resolved = resolver.resolve(Optional.empty(), session);
        if (resolved.dryRun()) {
            return Optional.empty();
        }
        Optional<Path> configured = resolved.config().map(ProjectConfig::directory);
        RepositoryLocator.Located located = scopes.locate(provisioner.ensureReady(resolved), place, configured);
        if (located instanceof RepositoryLocator.Inside inside) {
            return inside.row().indexedAt().isPresent()
                    ? Optional.empty()
                    : Optional.of(inside.row().root());
        }
        if (located instanceof RepositoryLocator.Above) {
            return Optional.empty();
        }
        return located instanceof RepositoryLocator.NotIndexed repository
                ? Optional.of(repository.root())
                : Optional.of(GitWorktree.topAround(place)
                        .or(() -> configured.filter(place::startsWith))
                        .orElse(place));
    }
}
