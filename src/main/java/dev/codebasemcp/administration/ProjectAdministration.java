package dev.codebasemcp.administration;

import dev.codebasemcp.database.AdvisoryLocks;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.LockKey;
import dev.codebasemcp.database.registry.ProjectRetirement;
import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.registry.ProjectTagsTable;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.project.OwnConfigs;
import dev.codebasemcp.project.ProjectConfig;
import dev.codebasemcp.project.ProjectLookup;
import dev.codebasemcp.project.ProjectName;
import dev.codebasemcp.project.ProjectTag;
import dev.codebasemcp.provisioning.ProjectLocks;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Renames, tags and deletes registered projects on a user's request. Nothing else deletes projects. Safe for any number of
 * threads and processes; each change holds the locks of the names and ids involved.
 */
public final class ProjectAdministration {
    private static final String PROJECT = "PROJECT";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Databases databases;
    private final ProjectsTable projects;
    private final ProjectLookup lookup;
    private final OwnConfigs configs;
    private final ProjectLocks locks;
    private final ProjectRetirement retirement;
    private final ProjectTagsTable tags;

    public ProjectAdministration(Databases databases, ProjectsTable projects, OwnConfigs configs, Clock clock) {
        this.databases = databases;
        this.projects = projects;
        this.lookup = new ProjectLookup(projects);
        this.configs = configs;
        this.locks = new ProjectLocks(databases, TIMEOUT);
        this.tags = new ProjectTagsTable(databases::registry, clock);
        this.retirement = new ProjectRetirement(databases::registry, clock);
    }

    /**
     * The result of a change.
     *
     * @param before its row before the change
     * @param config its config file, if any
     * @param notes sentences for the user
     */
    public record Change(ProjectRow before, Optional<Path> config, List<String> notes) {
        public Change {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Renames a project in the registry and in the config that created it. Its id and database stay.
     *
     * @param project id or exact name
     * @throws RejectedException if the name is taken, or if the config cannot be changed: the next request would then
     *     undo the new name
     */
    public Change rename(String project, String name) {
        ProjectName.check(name);
        ProjectRow row = lookup.require(PROJECT, project);
        return locks.holding(Set.of(row.name(), name), Set.of(row.id()), () -> {
            lookup.checkFree(name);
            List<ProjectConfig> own = configs.of(row);
            List<String> notes = new ArrayList<>();
            own.stream()
                    .limit(1)
                    .filter(config -> configs.rename(config, row.id(), name))
                    .forEach(config -> notes.add(
                            config.file() + " was changed" + (configs.isCommitted(config) ? "; commit it" : "")));
            // Between the writes of file and row, a request that reads the new file may rename the row first.
            if (!projects.rename(row.id(), name) && !hasName(row, name)) {
                throw new UnavailableException("The project '" + row.name() + "' or the name '" + name
                        + "' was changed by another request at the same time; look at " + Term.of("list_projects")
                        + ".");
            }
            notes.addAll(otherCheckouts(row, own));
            return new Change(row, own.stream().findFirst().map(ProjectConfig::file), notes);
        });
    }

    private static List<String> otherCheckouts(ProjectRow row, List<ProjectConfig> own) {
        List<String> notes = new ArrayList<>();
        own.stream()
                .skip(1)
                .filter(other -> other.name().equals(row.name()))
                .forEach(other -> notes.add(
                        other.file() + " names it '" + other.name() + "' still; change \"project.name\" there too"));
        if (!own.isEmpty()) {
            notes.add(
                    "A config elsewhere with the id " + row.id() + " renames it back when it is used, and one with the"
                            + " old name and no id makes a new project; change \"project.name\" there too");
        }
        return notes;
    }

    /**
     * Gives a project tags, by which a search can name a group of projects.
     *
     * @param project id or exact name
     * @throws RejectedException if a tag is invalid; changes nothing then
     */
    public Change tag(String project, List<String> given) {
        List<String> valid = ProjectTag.check(given);
        ProjectRow row = lookup.require(PROJECT, project);
        int added = tags.add(row.id(), valid);
        return tagged(row, added == valid.size() ? List.of() : List.of("It had " + rest(valid, added) + " already"));
    }

    /**
     * Takes tags from a project.
     *
     * @param project id or exact name
     */
    public Change untag(String project, List<String> given) {
        List<String> valid = ProjectTag.check(given);
        ProjectRow row = lookup.require(PROJECT, project);
        int removed = tags.remove(row.id(), valid);
        return tagged(row, removed == valid.size() ? List.of() : List.of("It did not have " + rest(valid, removed)));
    }

    private static String rest(List<String> tags, int done) {
        return tags.size() == 1 ? "the tag" : tags.size() - done + " of the " + tags.size() + " tags";
    }

    private Change tagged(ProjectRow row, List<String> notes) {
        List<String> now = tags.all().entrySet().stream()
                .filter(tag -> tag.getValue().contains(row.id()))
                .map(Map.Entry::getKey)
                .toList();
        List<String> all = new ArrayList<>(notes);
        all.add(now.isEmpty() ? "It has no tags now" : "Its tags: " + String.join(", ", now));
        return new Change(row, Optional.empty(), all);
    }

    /**
     * Deletes the row and the database of a project. Files, other databases and the job history stay.
     *
     * @param project id or exact name
     * @param confirmation the project's exact name
     * @throws RejectedException if the confirmation differs, or if any process runs a job of the project; changes
     *     nothing then
     */
    public Change delete(String project, Optional<String> confirmation) {
        ProjectRow row = lookup.require(PROJECT, project);
        if (!confirmation.equals(Optional.of(row.name()))) {
            throw new RejectedException("This deletes the project '" + row.name() + "' (" + row.id()
                    + ") with its database " + row.database() + " and all that is indexed in it. To do it, confirm with"
                    + " its exact name: --confirm '" + row.name() + "'"
                    + confirmation.map(given -> " (given: '" + given + "')").orElse("") + ".");
        }
        return locks.holding(Set.of(row.name()), Set.of(row.id()), () -> {
            AdvisoryLocks.Held writing = databases
                    .locks()
                    .tryHold(LockKey.ofIndexing(row.database()))
                    .orElseThrow(() -> busy(row, "a job is writing into it"));
            try {
                return deleteIdle(confirmed(row));
            } finally {
                writing.close();
            }
        });
    }

    /** Reads the row again under the locks; rejects a name that was changed after the confirmation. */
    private ProjectRow confirmed(ProjectRow before) {
        ProjectRow row = lookup.require(PROJECT, before.id().toString());
        if (!row.name().equals(before.name())) {
            throw new RejectedException("Meanwhile the project '" + before.name() + "' was renamed to '" + row.name()
                    + "'; nothing was deleted.");
        }
        return row;
    }

    /** Retires the project, drops the database, then the row, so that after a crash it is listed and can be deleted. */
    private Change deleteIdle(ProjectRow row) {
        List<Path> files = configs.files(row);
        Optional<JobId> running = retirement.retire(row.id(), "The project was deleted before this was done.");
        if (running.isPresent()) {
            throw busy(row, "the job " + running.get() + " is running");
        }
        databases.drop(row.database());
        projects.remove(row.id());
        return new Change(
                row,
                files.stream().findFirst(),
                files.stream()
                        .map(file -> file + " stays: the next request there makes the project that it names, and empty")
                        .toList());
    }

    private static RejectedException busy(ProjectRow row, String what) {
        return new RejectedException("The project '" + row.name() + "' cannot be deleted now: " + what
                + ". Wait for its end or " + Term.of("use cancel_indexing") + ", then try again; nothing was changed.");
    }

    private boolean hasName(ProjectRow row, String name) {
        return projects.byId(row.id()).filter(now -> now.name().equals(name)).isPresent();
    }
}
