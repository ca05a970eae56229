package dev.codebasemcp.project;

import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import java.nio.file.Path;
import java.util.Optional;

/** Restricts what may be indexed into a project whose config sets {@code "strict_mode": true}. */
public final class StrictMode {
    private StrictMode() {}

    /**
     * Checks that {@code repository} lies in the directory of the project's config, if that is strict.
     *
     * @param repository a real path
     * @throws RejectedException if it does not
     */
    public static void check(ResolvedProject project, Path repository) {
        Optional<ProjectConfig> strict = project.config().filter(ProjectConfig::strictMode);
        if (strict.isPresent() && !repository.startsWith(strict.get().directory())) {
            throw new RejectedException(Term.of("repo_path") + ": '" + repository + "' is outside '"
                    + strict.get().directory() + "', and " + strict.get().file()
                    + " sets \"strict_mode\": true. Give a path inside that directory, or set strict_mode to false.");
        }
    }
}
