package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.search.rank.FileRef;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Passes files below a directory. {@code *} stands for any part of one component, {@code **} for any number of
 * components; every other character is ordinary.
 */
final class DirectoryFilter implements Predicate<FileRef> {
    private final Pattern pattern;
    private final List<RepositoryRow> within;

    private DirectoryFilter(Pattern pattern, List<RepositoryRow> within) {
        this.pattern = pattern;
        this.within = within;
    }

    /** Below {@code directory}, which is relative to any of {@code repositories} or absolute below the root of one. */
    static Predicate<FileRef> of(String directory, List<RepositoryRow> repositories) {
        for (RepositoryRow repository : repositories) {
            if ((directory + "/").startsWith(repository.rootPath() + "/")) {
                String rest = directory.substring(repository.rootPath().length());
                return new DirectoryFilter(pattern(rest), List.of(repository));
            }
        }
        return new DirectoryFilter(pattern(directory), repositories);
    }

    @Override
    public boolean test(FileRef file) {
        return pattern.matcher(file.path()).matches()
                && within.stream().anyMatch(repository -> repository.id().equals(file.repository()));
    }

    private static Pattern pattern(String directory) {
        StringBuilder regex = new StringBuilder();
        for (String component : directory.split("/", -1)) {
            if (component.isEmpty() || component.equals(".")) {
                continue;
            }
            regex.append(component.equals("**") ? "(?:[^/]+/)*" : component(component) + "/");
        }
        return Pattern.compile(regex + ".*", Pattern.DOTALL);
    }

    private static String component(String component) {
        StringBuilder regex = new StringBuilder();
        for (String literal : component.split("(?<=\\*)|(?=\\*)", -1)) {
            regex.append(literal.equals("*") ? "[^/]*" : Pattern.quote(literal));
        }
        return regex.toString();
    }
}
