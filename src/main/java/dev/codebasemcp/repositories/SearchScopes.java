package dev.codebasemcp.repositories;

import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.provisioning.ReadyProject;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides which repositories of a project a search covers: by default the one that contains the session's directory.
 * Others are searched on request, or if the directory is in no repository. Thread-safe.
 */
public final class SearchScopes {
    private static final String NO_REPOSITORY =
            "The session's directory is in no repository, so the whole project was searched.";

    private static final SearchScope NO_SCOPE = new SearchScope(Optional.of(Map.of()));

    private final Supplier<MachineId> machine;
    private final DirectoryRule rule;
    private final RepositoryLocator locator;
    private final FileSystemCalls calls;

    /** Creates scopes among the repositories of {@code machine} that {@code rule} allows. */
    public SearchScopes(Supplier<MachineId> machine, DirectoryRule rule, FileSystemCalls calls) {
        this.machine = machine;
        this.rule = rule;
        this.locator = new RepositoryLocator(calls);
        this.calls = calls;
    }

    /**
     * The requested scope.
     *
     * @param directories the session's directories; usually one
     * @param configured the directory of the config that determined the project, if one did
     * @param repository a repository by id, path or name
     * @param wholeProject whether to search all repositories of the project
     * @param otherProject whether the project is not the session's own, so that the session's directory matters only
     * inside one of the project's repositories
     */
    public record Wanted(
            List<Path> directories,
            Optional<Path> configured,
            Optional<String> repository,
            boolean wholeProject,
            boolean otherProject) {
        public Wanted {
            directories = List.copyOf(directories);
        }
    }

    /**
     * The scope of a search.
     *
     * @param scope the repositories; empty if there is a {@code refusal}
     * @param roots roots of the relevant repositories, indexed or not
     * @param unindexed the root of the session's repository if only that one is meant and it was never indexed
     * @param neverCompleted whether no run has completed yet in any of the repositories
     * @param refusal why nothing is searched, with the next step
     * @param notes further sentences for the caller
     */
    public record ResolvedScope(
            SearchScope scope,
            List<Path> roots,
            Optional<Path> unindexed,
            boolean neverCompleted,
            Optional<String> refusal,
            List<String> notes) {
        public ResolvedScope {
            roots = List.copyOf(roots);
            notes = List.copyOf(notes);
        }

        /** A copy with {@code note} before the others, unless nothing is searched. */
        private ResolvedScope with(String note) {
            return refusal.isPresent() || scope.repositories().isEmpty()
                    ? this
                    : new ResolvedScope(
                            scope,
                            roots,
                            unindexed,
                            neverCompleted,
                            refusal,
                            Stream.concat(Stream.of(note), notes.stream()).toList());
        }

        /** A copy in which nothing is searched for the {@code reason}. */
        public ResolvedScope refusing(String reason) {
            return new ResolvedScope(NO_SCOPE, roots, unindexed, neverCompleted, Optional.of(reason), List.of());
        }
    }

    /**
     * Resolves the scope of a search.
     *
     * @throws dev.codebasemcp.model.RejectedException if the requested repository is unknown
     */
    public ResolvedScope find(ReadyProject project, Wanted wanted) {
        List<RepositoryRow> rows = claimed(new IndexStore(project.database()));
        RepositoryNames names = new RepositoryNames(rows, machine.get());
        if (wanted.repository().isPresent()) {
            return found(
                    List.of(names.require("repository_id", wanted.repository().get())), names, true);
        }
        List<RepositoryRow> own = own(rows);
        return wanted.wholeProject() ? whole(rows, names) : bySession(project, wanted, rows, own, names);
    }

    /** Locates a directory, a real path, among the project's repositories on this machine. */
    RepositoryLocator.Located locate(ReadyProject project, Path directory, Optional<Path> configured) {
        return locator.locate(directory, own(claimed(new IndexStore(project.database()))), configured);
    }

    private ResolvedScope bySession(
            ReadyProject project,
            Wanted wanted,
            List<RepositoryRow> rows,
            List<RepositoryRow> own,
            RepositoryNames names) {
        Map<RepositoryRow, String> parts = new LinkedHashMap<>();
        List<Path> unindexed = new ArrayList<>();
        for (Path directory : wanted.directories()) {
            RepositoryLocator.Located located = locator.locate(real(directory), own, wanted.configured());
            if (located instanceof RepositoryLocator.Inside inside) {
                parts.merge(inside.row(), inside.part(), (first, second) -> first.equals(second) ? first : "");
            } else if (located instanceof RepositoryLocator.Above above) {
                above.rows().stream().filter(locator::isThere).forEach(row -> parts.put(row, ""));
            } else if (located instanceof RepositoryLocator.NotIndexed repository) {
                unindexed.add(repository.root());
            }
        }
        if (!parts.isEmpty()) {
            ResolvedScope found = found(parts, names, parts.size() > 1);
            return unindexed.isEmpty() ? found : found.with(unindexedNote(unindexed));
        }
        if (wanted.otherProject()) {
            return whole(rows, names);
        }
        return unindexed.isEmpty()
                ? whole(rows, names).with(NO_REPOSITORY)
                : notIndexed(project, unindexed.get(0), rows);
    }

    private static String unindexedNote(List<Path> unindexed) {
        return "Not indexed yet, so not searched: "
                + unindexed.stream().map(Path::toString).collect(Collectors.joining(", ")) + ".";
    }

    private static ResolvedScope notIndexed(ReadyProject project, Path root, List<RepositoryRow> rows) {
        if (rows.isEmpty()) {
            return new ResolvedScope(
                    SearchScope.EVERYTHING, List.of(root), Optional.of(root), true, Optional.empty(), List.of());
        }
        String reason = "The session's repository " + root + " is not indexed in the project '" + project.name()
                + "' yet, so nothing was searched. Index it with " + Term.of("index_repository")
                + ", or search the project's "
                + (rows.size() == 1 ? "other repository" : rows.size() + " other repositories")
                + " with " + Term.of("scope \"project\"") + ".";
        return new ResolvedScope(NO_SCOPE, List.of(root), Optional.of(root), true, Optional.of(reason), List.of());
    }

    private ResolvedScope whole(List<RepositoryRow> rows, RepositoryNames names) {
        if (rows.isEmpty()) {
            return searching(SearchScope.EVERYTHING, List.of(), true);
        }
        List<RepositoryRow> own = own(rows).stream().filter(locator::isThere).toList();
        if (own.isEmpty()) {
            return nothingHere(rows);
        }
        ResolvedScope found = found(own, names, true);
        int absent = rows.size() - own.size();
        return absent == 0 ? found : found.with(absentNote(absent));
    }

    private static ResolvedScope nothingHere(List<RepositoryRow> rows) {
        String reason =
                "No repository of this project is on this machine: their directories are gone, or those of other"
                        + " machines, such as " + PathText.textOf(rows.get(0).root())
                        + ". Index one here with " + Term.of("index_repository") + ", or search one with "
                        + Term.of("repository_id") + ".";
        return new ResolvedScope(NO_SCOPE, List.of(), Optional.empty(), false, Optional.of(reason), List.of());
    }

    private static String absentNote(int count) {
        return (count == 1
                        ? "One repository of this project was not searched: it is"
                        : count + " repositories of this project were not searched: they are")
                + " on another machine, or gone; " + Term.of("list_projects") + " shows them, and "
                + Term.of("repository_id")
                + " searches one.";
    }

    private ResolvedScope found(List<RepositoryRow> rows, RepositoryNames names, boolean named) {
        Map<RepositoryRow, String> parts = new LinkedHashMap<>();
        rows.forEach(row -> parts.put(row, ""));
        return found(parts, names, named);
    }

    private ResolvedScope found(Map<RepositoryRow, String> parts, RepositoryNames names, boolean named) {
        Map<RepositoryId, SearchScope.Part> scope = new LinkedHashMap<>();
        List<Path> roots = new ArrayList<>();
        parts.forEach((row, part) -> {
            Optional<String> name = named ? Optional.of(names.of(row)) : Optional.empty();
            scope.put(row.id(), new SearchScope.Part(name, part));
            if (row.isOf(machine.get())) {
                roots.add(row.root());
            }
        });
        return searching(
                new SearchScope(Optional.of(scope)),
                roots,
                parts.keySet().stream().allMatch(row -> row.indexedAt().isEmpty()));
    }

    private static ResolvedScope searching(SearchScope scope, List<Path> roots, boolean neverCompleted) {
        return new ResolvedScope(scope, roots, Optional.empty(), neverCompleted, Optional.empty(), List.of());
    }

    private List<RepositoryRow> own(List<RepositoryRow> rows) {
        return rows.stream()
                .filter(row -> row.isOf(machine.get()) && rule.allows(row.root()))
                .toList();
    }

    /** Returns the rows. Claims rows without a machine for this machine if their directories exist here. */
    private List<RepositoryRow> claimed(IndexStore store) {
        List<RepositoryRow> rows = store.repositoryRows();
        boolean changed = false;
        for (RepositoryRow row : rows) {
            if (row.machine().isEmpty() && rule.isHere(row.root())) {
                changed |= store.claim(row, machine.get());
            }
        }
        return changed ? store.repositoryRows() : rows;
    }

    private Path real(Path directory) {
        try {
            return calls.ask(directory, FileSystemCalls.CALLER_TIMEOUT, () -> directory.toRealPath());
        } catch (IOException unanswered) {
            return directory.toAbsolutePath().normalize();
        }
    }
}
