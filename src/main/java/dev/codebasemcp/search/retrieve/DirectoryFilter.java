package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.paths.Bytes;
import dev.codebasemcp.paths.Glob;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.search.rank.FileRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Passes files below a directory, or the file of that path. {@code *} matches any part of one component, and {@code **}
 * any number of components. Every other character is literal.
 */
final class DirectoryFilter implements Predicate<FileRef> {
    private final Glob below;
    private final Glob itself;
    private final List<RepositoryRow> within;

    private DirectoryFilter(String directory, List<RepositoryRow> within) {
        this.below = below(directory);
        this.itself = Glob.compile(Bytes.of(String.join("/", components(directory))));
        this.within = within;
    }

    /**
     * Returns a filter for {@code directory}, which is relative to any of {@code repositories} or absolute below the
     * root of one.
     */
    static Predicate<FileRef> of(String directory, List<RepositoryRow> repositories) {
        for (RepositoryRow repository : repositories) {
            if ((directory + "/").startsWith(PathText.textOf(repository.root()) + "/")) {
                String rest =
                        directory.substring(PathText.textOf(repository.root()).length());
                return new DirectoryFilter(rest, List.of(repository));
            }
        }
        return new DirectoryFilter(directory, repositories);
    }

    @Override
    public boolean test(FileRef file) {
        if (within.stream().noneMatch(repository -> repository.id().equals(file.repositoryId()))) {
            return false;
        }
        String path = Bytes.of(file.path());
        return below.matches(path) || itself.matches(path);
    }

    /** Returns a glob for the paths of all files below a directory. */
    static Glob below(String directory) {
        List<String> components = components(directory);
        components.add("**");
        return Glob.compile(Bytes.of(String.join("/", components)));
    }

    /** Returns the components of a path as parts of a glob. */
    private static List<String> components(String directory) {
        List<String> components = new ArrayList<>();
        for (String component : directory.split("/", -1)) {
            if (!component.isEmpty() && !component.equals(".")) {
                components.add(component.equals("**") ? component : literalButStars(component));
            }
        }
        return components;
    }

    private static String literalButStars(String component) {
        return component.replaceAll("[\\\\?\\[]", "\\\\$0").replaceAll("\\*+", "*");
    }
}
