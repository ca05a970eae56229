package dev.codebasemcp.repositories;

import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.paths.PathText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The names of a project's repositories: the id, the path, or the end of the path. */
public final class RepositoryNames {
    private static final int SHOWN = 10;
    private static final int MACHINE_CHARACTERS = 8;

    private final List<RepositoryRow> rows;
    private final MachineId machine;

    public RepositoryNames(List<RepositoryRow> rows, MachineId machine) {
        this.rows = List.copyOf(rows);
        this.machine = machine;
    }

    /**
     * Returns the shortest end of the repository's path that is unique in the project, with the machine if it is
     * another one.
     */
    String of(RepositoryRow row) {
        Path path = row.root();
        String name = PathText.textOf(row.root());
        for (int count = 1; count <= path.getNameCount(); count++) {
            String end = path.subpath(path.getNameCount() - count, path.getNameCount())
                    .toString();
            if (rows.stream().filter(other -> !other.id().equals(row.id())).noneMatch(other -> endsWith(other, end))) {
                name = end;
                break;
            }
        }
        return isOther(row) ? name + " on machine " + shortMachine(row) : name;
    }

    /**
     * Returns the repository that {@code given} names.
     *
     * @throws RejectedException if none or several match
     */
    public RepositoryRow require(String argument, String given) {
        List<RepositoryRow> found = named(given);
        List<RepositoryRow> own = found.stream().filter(row -> !isOther(row)).toList();
        if (found.size() == 1 || own.size() == 1) {
            return own.size() == 1 ? own.get(0) : found.get(0);
        }
        throw new RejectedException(Term.of(argument) + ": \"" + given + "\" is "
                + (found.isEmpty() ? "no repository of this project" : "the name of several repositories")
                + "; give the id or the path of one: " + listed(found.isEmpty() ? rows : found) + ".");
    }

    private List<RepositoryRow> named(String given) {
        Optional<RepositoryId> id = id(given);
        List<RepositoryRow> exact = rows.stream()
                .filter(row -> id.map(row.id()::equals).orElse(false)
                        || PathText.textOf(row.root()).equals(given))
                .toList();
        return exact.isEmpty()
                ? rows.stream().filter(row -> endsWith(row, given)).toList()
                : exact;
    }

    private static Optional<RepositoryId> id(String given) {
        return RepositoryId.parse(given);
    }

    private static boolean endsWith(RepositoryRow row, String end) {
        return !end.isEmpty() && PathText.textOf(row.root()).endsWith("/" + end);
    }

    private boolean isOther(RepositoryRow row) {
        return row.machine().isPresent() && !row.isOf(machine);
    }

    private static String shortMachine(RepositoryRow row) {
        return row.machine()
                .map(other -> other.toString().substring(0, MACHINE_CHARACTERS))
                .orElse("");
    }

    private static String listed(List<RepositoryRow> rows) {
        String shown = rows.stream()
                .limit(SHOWN)
                .map(row -> PathText.textOf(row.root()) + " (" + row.id() + ")")
                .collect(Collectors.joining(", "));
        int more = rows.size() - SHOWN;
        return rows.isEmpty() ? "none is indexed yet" : shown + (more > 0 ? " and " + more + " more" : "");
    }
}
