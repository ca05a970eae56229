package dev.codebasemcp.freshness;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a project's index is behind the files.
 *
 * @param repositories those that were looked at
 * @param changed whether this look changed the index
 * @param remarks what else the user should know of what was looked at, a sentence each
 * @param complete false if there was no time to look at all of them; then a look goes on in the background
 */
public record ProjectFreshness(
        List<RepositoryFreshness> repositories, List<String> remarks, boolean changed, boolean complete) {
    /** That of a project of which nothing is looked at. */
    public static final ProjectFreshness NONE = new ProjectFreshness(List.of(), false, true);

    /** Nothing is known yet. */
    static final ProjectFreshness UNKNOWN = new ProjectFreshness(List.of(), false, false);

    public ProjectFreshness {
        repositories = List.copyOf(repositories);
        remarks = List.copyOf(remarks);
    }

    /** Without remarks. */
    public ProjectFreshness(List<RepositoryFreshness> repositories, boolean changed, boolean complete) {
        this(repositories, List.of(), changed, complete);
    }

    /** The same with further remarks. */
    public ProjectFreshness withNotes(List<String> further) {
        List<String> all = new ArrayList<>(remarks);
        all.addAll(further);
        return new ProjectFreshness(repositories, all, changed, complete);
    }

    /** How many files were changed, added or deleted since they were indexed. */
    public int staleFiles() {
        return repositories.stream().mapToInt(RepositoryFreshness::staleFiles).sum();
    }

    /** Whether the index is being brought up to date, or waits for that. */
    public boolean refreshing() {
        return repositories.stream().anyMatch(RepositoryFreshness::refreshing);
    }

    /** Whether there was something to be indexed: what a run that ends changes. */
    boolean tellsOfChanges() {
        return staleFiles() > 0 || refreshing();
    }

    /** What the user should know, a sentence each. */
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
