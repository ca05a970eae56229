package dev.codebasemcp.project;

import dev.codebasemcp.database.registry.PlaceRow;
import dev.codebasemcp.database.registry.ProjectPlacesTable;
import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.git.GitCommand;
import dev.codebasemcp.git.GitWorktree;
import dev.codebasemcp.git.TrackedFiles;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.paths.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds directories of this machine to projects where no file does: a config without an id stands for the project of
 * its name that is bound to its place. The registry stores this, so that no config file has to change. Thread-safe.
 */
public final class ProjectPlaces {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectPlaces.class);

    private final ProjectPlacesTable table;
    private final Supplier<MachineId> machine;
    private final GitCommand git;
    private final TrackedFiles tracked;
    private final FileSystemCalls calls;

    /** Creates places in {@code table}; {@code machine} is evaluated on first use. */
    public ProjectPlaces(ProjectPlacesTable table, Supplier<MachineId> machine, GitCommand git, FileSystemCalls calls) {
        this.table = table;
        this.machine = machine;
        this.git = git;
        this.tracked = new TrackedFiles(git);
        this.calls = calls;
    }

    /** The relation of a directory to a project. */
    private sealed interface Claim {
        /** The project is bound to the place. */
        record Bound(boolean exactly) implements Claim {}

        /** A row of an older version, without places, names the directory. */
        record Origin() implements Claim {}

        /** The project is bound to a place that is gone, and the same repository is here now. */
        record Moved(PlaceRow from) implements Claim {}

        /** The project's directory is elsewhere in this repository, and this working tree does not contain it. */
        record MovedWithin(String from) implements Claim {}

        /** The project belongs elsewhere. */
        record Foreign() implements Claim {}
    }

    /**
     * Whether a config without an id in {@code directory}, a real path, stands for {@code project}, given the same
     * name.
     */
    public boolean isFrom(ProjectRow project, Path directory) {
        return !(claim(project, at(directory)) instanceof Claim.Foreign);
    }

    /**
     * Binds {@code project} to the place of {@code directory}, a real path, unless it already is.
     *
     * @return a note for the user if the project was moved
     */
    public Optional<String> bind(ProjectRow project, Path directory) {
        ConfigPlace here = at(directory);
        PlaceRow row = row(here);
        Claim claim = claim(project, here);
        if (claim instanceof Claim.Moved moved) {
            table.move(
                    moved.from(),
                    new PlaceRow(machine.get(), here.name(), moved.from().firstCommit()),
                    project.id());
            return Optional.of("The project '" + project.name() + "' was moved from "
                    + moved.from().place() + " to " + here.name() + "; it continues here.");
        }
        if (claim instanceof Claim.Foreign) {
            bindOrigin(project);
        }
        if (!(claim instanceof Claim.Bound bound && bound.exactly())) {
            table.bind(row, project.id());
        }
        return claim instanceof Claim.MovedWithin within
                ? Optional.of("The project '" + project.name() + "' was moved from " + within.from() + " to "
                        + here.name() + "; it continues here.")
                : Optional.empty();
    }

    /** Moves a project's places from a lost machine to this one. */
    public void takeFrom(MachineId lost, ProjectId project) {
        table.take(project, lost, machine.get());
    }

    /** Binds the directory that an older version's row names; the first place would otherwise hide it. */
    private void bindOrigin(ProjectRow project) {
        project.createdFrom()
                .map(PathText::of)
                .filter(from -> isThere(ConfigSearch.fileIn(from))
                        && table.of(project.id()).isEmpty())
                .ifPresent(from -> table.bind(row(at(from)), project.id()));
    }

    /** Returns the place of {@code directory}, a real path, for a project that is being registered. */
    public PlaceRow placeOf(Path directory) {
        return row(at(directory));
    }

    /**
     * Records the first commit of the repository around {@code directory}, by which it is recognized after a move.
     */
    public void rememberFirstCommit(ProjectId project, Path directory) {
        ConfigPlace here = at(directory);
        Optional<PlaceRow> unknown = mine(table.of(project)).stream()
                .filter(place -> place.place().equals(here.name()))
                .filter(place -> place.firstCommit().isEmpty())
                .findFirst();
        if (unknown.isPresent()) {
            here.worktree()
                    .map(GitWorktree::top)
                    .flatMap(git::firstCommit)
                    .ifPresent(commit -> table.setFirstCommit(unknown.get(), project, commit));
        }
    }

    /** Returns this machine's directories that are known to belong to a project, the one that created it first. */
    public List<Path> directories(ProjectRow project) {
        List<PlaceRow> places = table.of(project.id());
        Set<Path> found = new LinkedHashSet<>();
        project.createdFrom()
                .map(PathText::of)
                .filter(this::isThere)
                .filter(from -> !(claim(project, at(from)) instanceof Claim.Foreign))
                .ifPresent(found::add);
        mine(places).stream()
                .map(PlaceRow::place)
                .map(ConfigPlace::directoryOf)
                .flatMap(Optional::stream)
                .filter(this::isThere)
                .forEach(found::add);
        return List.copyOf(found);
    }

    /**
     * Returns warnings about projects bound at or above {@code directory} whose config is missing, as on a branch
     * without it. Another project is then used.
     *
     * @param found the directory of the nearest config; directories above it are not checked
     * @param used the name of the project that is used instead, if known; it is not lost
     */
    List<String> lost(Path directory, Optional<Path> found, Optional<String> used) {
        Map<String, Path> levels = call(directory, () -> levels(directory, found));
        List<String> lost = new ArrayList<>();
        if (!levels.isEmpty()) {
            Map<String, List<String>> bound = table.boundTo(machine.get(), levels.keySet());
            levels.forEach((place, level) -> bound.getOrDefault(place, List.of()).stream()
                    .filter(name -> !used.equals(Optional.of(name)))
                    .forEach(name -> lost.add(lost(name, level))));
        }
        return lost;
    }

    private static String lost(String project, Path directory) {
        return "The project '" + project + "' was created from " + PathText.textOf(directory) + ", where "
                + ProjectConfigFile.LOCATION + " is missing now, so another project is used; put the file back (another"
                + " branch may have it), or give " + Term.of("project_id") + " to use that project.";
    }

    private static Map<String, Path> levels(Path directory, Optional<Path> found) throws IOException {
        Map<String, Path> levels = new LinkedHashMap<>();
        Path level = directory.toRealPath();
        Optional<GitWorktree> worktree = GitWorktree.around(level);
        for (int i = 0; i < ConfigSearch.LEVELS && level != null && !found.equals(Optional.of(level)); i++) {
            if (worktree.isPresent() && !level.startsWith(worktree.get().top())) {
                worktree = GitWorktree.around(level);
            }
            levels.put(ConfigPlace.in(worktree, level).name(), level);
            level = level.getParent();
        }
        return levels;
    }

    /** Whether a project is bound on other machines but not on this one. */
    boolean isElsewhere(ProjectRow project) {
        List<PlaceRow> places = table.of(project.id());
        return !places.isEmpty() && mine(places).isEmpty();
    }

    /** Whether git tracks or may track a config's file. Such a file is changed only on request. */
    public boolean mayBeTracked(Path file) {
        return call(file, () -> tracked.mayHold(file));
    }

    /** Whether {@code directory}, a real path, is in a git working tree. */
    public boolean isInGit(Path directory) {
        return at(directory).worktree().isPresent();
    }

    private Claim claim(ProjectRow project, ConfigPlace here) {
        List<PlaceRow> places = table.of(project.id());
        if (places.isEmpty()) {
            return isOrigin(project, here) ? new Claim.Origin() : new Claim.Foreign();
        }
        List<PlaceRow> mine = mine(places);
        if (mine.stream().anyMatch(place -> place.place().equals(here.name()))) {
            return new Claim.Bound(true);
        }
        if (mine.stream().anyMatch(place -> here.isNamed(place.place()))) {
            return new Claim.Bound(false);
        }
        Optional<Claim> within = mine.stream()
                .map(PlaceRow::place)
                .filter(place -> call(here.directory(), () -> here.lacks(place)))
                .<Claim>map(Claim.MovedWithin::new)
                .findFirst();
        return within.or(() -> movedFrom(mine, here)).orElseGet(Claim.Foreign::new);
    }

    /** Runs git only if a repository is gone. */
    private Optional<Claim> movedFrom(List<PlaceRow> mine, ConfigPlace here) {
        List<PlaceRow> gone = mine.stream()
                .filter(place -> place.firstCommit().isPresent() && isGone(place.place()))
                .toList();
        if (gone.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> first = here.worktree().map(GitWorktree::top).flatMap(git::firstCommit);
        return gone.stream()
                .filter(place -> first.isPresent() && place.firstCommit().equals(first))
                .<Claim>map(Claim.Moved::new)
                .findFirst();
    }

    private boolean isOrigin(ProjectRow project, ConfigPlace here) {
        Optional<Path> from = project.createdFrom().map(PathText::of);
        return from.isPresent()
                && (from.get().equals(here.directory())
                        || (isThere(from.get()) && at(from.get()).name().equals(here.name())));
    }

    private List<PlaceRow> mine(List<PlaceRow> places) {
        if (places.isEmpty()) {
            return List.of();
        }
        MachineId own = machine.get();
        List<PlaceRow> mine = new ArrayList<>(places);
        mine.removeIf(place -> !place.machine().equals(own));
        return mine;
    }

    private PlaceRow row(ConfigPlace place) {
        return new PlaceRow(machine.get(), place.name(), Optional.empty());
    }

    private ConfigPlace at(Path directory) {
        return call(directory, () -> ConfigPlace.of(directory));
    }

    /** A place whose file system does not respond may still exist. */
    private boolean isGone(String place) {
        try {
            return calls.ask(PathText.of(place), FileSystemCalls.CALLER_TIMEOUT, () -> ConfigPlace.isGone(place));
        } catch (IOException unanswered) {
            LOG.info("Cannot check whether {} still exists: {}", place, unanswered.getMessage());
            return false;
        }
    }

    private boolean isThere(Path path) {
        try {
            return calls.ask(path, FileSystemCalls.CALLER_TIMEOUT, () -> Files.exists(path));
        } catch (IOException unanswered) {
            LOG.info("Cannot check whether {} exists: {}", path, unanswered.getMessage());
            return false;
        }
    }

    private <T> T call(Path place, FileSystemCalls.Question<T> question) {
        try {
            return calls.ask(place, FileSystemCalls.CALLER_TIMEOUT, question);
        } catch (IOException unanswered) {
            throw new UnavailableException(
                    "Cannot check now to which repository '" + place + "' belongs (" + unanswered.getMessage() + "); "
                            + Term.of("call set_working_directory with") + " another directory.",
                    unanswered);
        }
    }
}
