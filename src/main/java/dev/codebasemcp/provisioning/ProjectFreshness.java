package dev.codebasemcp.provisioning;

import dev.codebasemcp.model.RepositoryId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a project's index is behind the files.
 *
 * @param repositories those that were looked at
 * @param changed whether this look changed the index
 * @param complete false if there was no time to look at all of them; then a look goes on in the background
 */
public record ProjectFreshness(List<RepositoryFreshness> repositories, boolean changed, boolean complete) {
    /** That of a project of which nothing is looked at. */
    public static final ProjectFreshness NONE = new ProjectFreshness(List.of(), false, true);

    /** Nothing is known yet. */
    static final ProjectFreshness UNKNOWN = new ProjectFreshness(List.of(), false, false);

    public ProjectFreshness {
        repositories = List.copyOf(repositories);
    }

    /** The same of one repository only, if one is given. */
    ProjectFreshness only(Optional<RepositoryId> repository) {
        return new ProjectFreshness(
                repositories.stream()
                        .filter(one -> repository.isEmpty() || repository.get().equals(one.repository()))
                        .toList(),
                changed,
                complete);
    }

    /** How many files were changed, added or deleted since they were indexed. */
    public int staleFiles() {
        return repositories.stream().mapToInt(RepositoryFreshness::staleFiles).sum();
    }

    /** Whether the index is being brought up to date, or waits for that. */
    public boolean refreshing() {
        return repositories.stream().anyMatch(RepositoryFreshness::refreshing);
    }

    /** What the user should know, a sentence each. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        repositories.forEach(repository -> repository.note().ifPresent(notes::add));
        if (!complete) {
            notes.add("Files are still being looked at; some may have changed since they were indexed.");
        }
        return notes;
    }
}
