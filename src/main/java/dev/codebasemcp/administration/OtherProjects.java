package dev.codebasemcp.administration;

import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RepositorySummary;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.project.ProjectConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells that a directory that gets a project has an index in other projects, which were its before. Changes nothing.
 *
 * @param directory knows the repositories of all projects
 */
record OtherProjects(ProjectDirectory directory, ConfigSearch configs) {
    private static final int PAGE = 200;
    private static final int SHOWN = 3;
    private static final Pattern PLAIN = Pattern.compile("[\\w.-]++");

    /**
     * Returns a sentence for each of the first repositories that other projects have of it, and the command that removes it
     * there.
     *
     * @param place the directory with the project's config, a real path
     */
    List<String> notes(Path place, ProjectId own) {
        List<String> notes = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            ProjectDirectory.Page page = directory.list(cursor, PAGE);
            page.projects().stream()
                    .filter(project -> !project.id().equals(own))
                    .forEach(project -> project.repositories().stream()
                            .filter(repository -> repository.machine().isEmpty() && belongs(repository.root(), place))
                            .forEach(repository -> notes.add(note(project, repository))));
            cursor = page.nextCursor();
        } while (cursor.isPresent() && notes.size() < SHOWN);
        return notes.stream().limit(SHOWN).toList();
    }

    /** A directory below may have a config and a project of its own. */
    private boolean belongs(Path root, Path place) {
        if (root.equals(place)) {
            return true;
        }
        try {
            return root.startsWith(place)
                    && configs.nearest(root).map(ProjectConfig::directory).equals(Optional.of(place));
        } catch (CodebaseException unreadable) {
            return false;
        }
    }

    private static String note(ProjectSummary project, RepositorySummary repository) {
        String name = PLAIN.matcher(project.name()).matches()
                ? project.name()
                : project.id().toString();
        return "The project '" + project.name() + "' has an index of " + PathText.textOf(repository.root())
                + " as well, which is not used here any more. 'repositories remove " + repository.id() + " --project "
                + name + " --yes' removes it there; the files stay";
    }
}
