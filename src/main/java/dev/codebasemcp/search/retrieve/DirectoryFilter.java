package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.paths.Bytes;
import dev.codebasemcp.paths.Glob;
import dev.codebasemcp.search.rank.FileRef;
import java.util.List;
import java.util.function.Predicate;

/**
 * Passes files below a directory. {@code *} stands for any part of one component, {@code **} for any number of
 * components; every other character is ordinary.
 */
final class DirectoryFilter implements Predicate<FileRef> {
    private final Glob glob;
    private final List<RepositoryRow> within;

    private DirectoryFilter(Glob glob, List<RepositoryRow> within) {
        this.glob = glob;
        this.within = within;
    }

    /** Below {@code directory}, which is relative to any of {@code repositories} or absolute below the root of one. */
    static Predicate<FileRef> of(String directory, List<RepositoryRow> repositories) {
        for (RepositoryRow repository : repositories) {
            if ((directory + "/").startsWith(repository.rootPath() + "/")) {
                String rest = directory.substring(repository.rootPath().length());
                return new DirectoryFilter(below(rest), List.of(repository));
            }
        }
        return new DirectoryFilter(below(directory), repositories);
    }

    @Override
    public boolean test(FileRef file) {
        return within.stream().anyMatch(repository -> repository.id().equals(file.repository()))
                && glob.matches(Bytes.of(file.path()));
    }

    /** What matches the paths of all files below a directory. */
    static Glob below(String directory) {
        StringBuilder glob = new StringBuilder();
        for (String component : directory.split("/", -1)) {
            if (!component.isEmpty() && !component.equals(".")) {
                glob.append(component.equals("**") ? component : literalButStars(component))
                        .append('/');
            }
        }
        return Glob.compile(Bytes.of(glob.append("**").toString()));
    }

    private static String literalButStars(String component) {
        return component.replaceAll("[\\\\?\\[]", "\\\\$0").replaceAll("\\*+", "*");
    }
}
