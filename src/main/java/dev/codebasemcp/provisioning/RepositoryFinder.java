package dev.codebasemcp.provisioning;

import dev.codebasemcp.project.ProjectConfig;
import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.project.SessionContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/** Finds the repository that a directory belongs to, indexed or not. */
public final class RepositoryFinder {
    private final ProjectResolver resolver;
    private final ProjectProvisioner provisioner;
    private final ProjectDirectory directory;

    public RepositoryFinder(ProjectResolver resolver, ProjectProvisioner provisioner, ProjectDirectory directory) {
        this.resolver = resolver;
        this.provisioner = provisioner;
        this.directory = directory;
    }

    /**
     * What is known of the repository of a directory.
     *
     * @param root where it begins: the indexed root above the directory, else its config's directory, else that of its
     *     {@code .git}, else the directory itself
     * @param indexed empty if no run over it has finished
     */
    public record Found(Path root, Optional<RepositorySummary> indexed) {}

    /** The repository of {@code place}, a real path, in the project of a session there. */
    public Found find(Path place) {
        SessionContext session = new SessionContext(Optional.of(place), java.util.List.of(), place);
        ResolvedProject resolved = resolver.resolve(Optional.empty(), session);
        if (resolved.dryRun()) {
            return new Found(root(place, resolved), Optional.empty());
        }
        return directory.repositories(provisioner.ensureReady(resolved)).stream()
                .filter(repository -> repository.indexedAt().isPresent())
                .filter(repository -> place.startsWith(repository.path()))
                .max(Comparator.comparing(repository -> repository.path().length()))
                .map(repository -> new Found(Path.of(repository.path()), Optional.of(repository)))
                .orElseGet(() -> new Found(root(place, resolved), Optional.empty()));
    }

    private static Path root(Path place, ResolvedProject project) {
        Optional<Path> configured =
                project.config().map(ProjectConfig::directory).filter(place::startsWith);
        return configured.or(() -> gitRoot(place)).orElse(place);
    }

    private static Optional<Path> gitRoot(Path place) {
        for (Path folder = place; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"))) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }
}
