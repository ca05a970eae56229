package dev.codebasemcp.project;

import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.model.EditDistance;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds registered projects by id or name, and suggests similar ones. */
public final class ProjectLookup {
    private static final int SUGGESTIONS = 3;
    private static final int MAX_COMPARED = 64;

    private final ProjectsTable projects;

    /** A lookup in the registry. */
    public ProjectLookup(ProjectsTable projects) {
        this.projects = projects;
    }

    /** Finds the project by id if {@code text} is a UUID, otherwise by exact name. */
    Optional<ProjectRow> find(String text) {
        if (text.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        Optional<ProjectId> id = ProjectId.parse(text);
        return id.isPresent() ? projects.byId(id.get()) : projects.byName(text);
    }

    /**
     * Returns the project that a caller names.
     *
     * @param argument the argument's name
     * @throws RejectedException with suggestions, if there is none
     */
    public ProjectRow require(String argument, String given) {
        return find(given)
                .orElseThrow(() -> new RejectedException(Term.of(argument) + ": no project '" + given
                        + "' is registered; give the UUID or the exact name of one. " + suggestions(given)));
    }

    /**
     * Checks that no project has the name.
     *
     * @throws RejectedException if one has
     */
    public void checkFree(String name) {
        projects.byName(name).ifPresent(namesake -> {
            throw taken(namesake, "Choose another name");
        });
    }

    /** The error for a name that belongs to {@code namesake}; {@code instead} says what else to do. */
    public static RejectedException taken(ProjectRow namesake, String instead) {
        return new RejectedException("The name '" + namesake.name() + "' belongs to the project " + namesake.id()
                + namesake.createdFrom().map(from -> " from " + from).orElse("") + ". " + instead
                + ", or 'projects adopt' that project.");
    }

    /** Returns a sentence with the registered projects whose names are most similar to {@code text}. */
    String suggestions(String text) {
        List<ProjectRow> all = projects.all();
        if (all.isEmpty()) {
            return "No project is registered yet.";
        }
        String wanted = text.toLowerCase(Locale.ROOT);
        String nearest = all.stream()
                .sorted(Comparator.comparingInt(
                        (ProjectRow row) -> distance(wanted, row.name().toLowerCase(Locale.ROOT))))
                .limit(SUGGESTIONS)
                .map(row -> "'" + row.name() + "' (" + row.id() + ")")
                .reduce((left, right) -> left + ", " + right)
                .orElseThrow();
        return "The nearest of " + all.size() + " registered: " + nearest + ".";
    }

    /** The edit distance of the first 64 characters. */
    private static int distance(String left, String right) {
        return EditDistance.between(beginning(left), beginning(right), MAX_COMPARED);
    }

    private static String beginning(String name) {
        return name.substring(0, Math.min(name.length(), MAX_COMPARED));
    }
}
