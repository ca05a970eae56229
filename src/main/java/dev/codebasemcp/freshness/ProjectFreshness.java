package dev.codebasemcp.freshness;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a project's index is behind the files.
 *
 * @param repositories the checked ones
 * @param changed whether this check changed the index
 * @param remarks further sentences for the user about the check
 * @param complete false if not all of them were checked: there was no time, and a check continues in the background; or a
 *     comparison failed
 */
public record ProjectFreshness(
        List<RepositoryFreshness> repositories, List<String> remarks, boolean changed, boolean complete) {
    /** The result if no repository is to be checked. */
    public static final ProjectFreshness NONE = new ProjectFreshness(List.of(), false, true);

    /** The result before the first check. */
    static final ProjectFreshness UNKNOWN = new ProjectFreshness(List.of(), false, false);

    public ProjectFreshness {
        repositories = List.copyOf(repositories);
        remarks = List.copyOf(remarks);
    }

    /** A result without remarks. */
    public ProjectFreshness(List<RepositoryFreshness> repositories, boolean changed, boolean complete) {
        this(repositories, List.of(), changed, complete);
    }

    /** This result with further remarks. */
    public ProjectFreshness withNotes(List<String> further) {
        List<String> all = new ArrayList<>(remarks);
        all.addAll(further);
        return new ProjectFreshness(repositories, all, changed, complete);
    }

    /** How many files were changed, added or deleted since they were indexed. */
    public int staleFiles() {
        return repositories.stream().mapToInt(RepositoryFreshness::staleFiles).sum();
    }

    /** Whether a refresh of the index is running or queued. */
    public boolean refreshing() {
        return repositories.stream().anyMatch(RepositoryFreshness::refreshing);
    }

    /** Whether changes are still to be indexed, so that the end of a run outdates this result. */
    boolean hasPendingChanges() {
        return staleFiles() > 0 || refreshing();
    }

    /** Sentences for the user. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        repositories.forEach(repository -> repository.note().ifPresent(notes::add));
        if (!complete) {
            notes.add("The check for changed files is still running; results may be stale.");
        }
        notes.addAll(remarks);
        return notes;
    }
}
