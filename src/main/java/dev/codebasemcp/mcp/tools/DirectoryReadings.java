package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Quoted;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The possible meanings of a search's {@code directory}: relative to the repository's root, absolute inside it, or
 * relative to the session's directory. Works on the text only, in linear time.
 *
 * @param literal what it means with each blank and backslash as a part of a name; empty if it has none that could be one
 * @param paths in the order to try them, after the literal ones; a path applies if no file is at or below the earlier ones
 * @param refusal the error if no path matches a file; empty if the directory is valid anyway
 */
record DirectoryReadings(List<String> literal, List<String> paths, Optional<RejectedException> refusal) {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryReadings.class);
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:(?:/.*+)?+");
    private static final String SLASH = "/";

    DirectoryReadings {
        literal = List.copyOf(literal);
        paths = List.copyOf(paths);
    }

    /**
     * Returns the readings of {@code given}.
     *
     * @param argument what the caller knows it by
     * @param roots of the searched repositories
     * @param places the session's directories
     * @throws RejectedException if it leads outside the repositories
     */
    static DirectoryReadings of(String argument, String given, List<Path> roots, List<Path> places) {
        DirectoryReadings usual = of(argument, given, given.strip().replace('\\', '/'), roots, places);
        // Where a backslash separates names, no name has one, nor a blank at its end.
        boolean isOther =
                File.separatorChar == '/' && !given.strip().replace('\\', '/').equals(given);
        return isOther
                ? new DirectoryReadings(literal(argument, given, roots, places), usual.paths(), usual.refusal())
                : usual;
    }

    private static List<String> literal(String argument, String given, List<Path> roots, List<Path> places) {
        try {
            return of(argument, given, given, roots, places).paths();
        } catch (RejectedException outside) {
            LOG.debug("The directory is no literal path", outside);
            return List.of();
        }
    }

    private static DirectoryReadings of(
            String argument, String given, String path, List<Path> roots, List<Path> places) {
        RejectedException outside =
                new RejectedException(Term.of(argument) + ": \"" + Quoted.brief(given) + "\" is not inside "
                        + (roots.size() == 1 ? "the repository " + roots.get(0) : "a repository that is searched")
                        + "; give a path relative to its root, such as src/main.");
        if (path.startsWith(SLASH) || DRIVE.matcher(path).matches()) {
            return absolute(path, roots, outside);
        }
        List<String> readings = new ArrayList<>();
        plain(List.of(), path).ifPresent(readings::add);
        for (Path root : roots) {
            places.stream()
                    .map(place -> place.toAbsolutePath().normalize())
                    .filter(place -> place.startsWith(root) && !place.equals(root))
                    .map(place -> components(slashed(root.relativize(place))))
                    .map(here -> plain(here, path))
                    .flatMap(Optional::stream)
                    .map(below -> roots.size() == 1 ? below : root + SLASH + below)
                    .filter(below -> !readings.contains(below))
                    .forEach(readings::add);
        }
        if (readings.isEmpty()) {
            throw outside;
        }
        return new DirectoryReadings(List.of(), readings, Optional.empty());
    }

    /**
     * A path inside a root. Any other leading slash may stand for the root, but is refused if that matches nothing.
     */
    private static DirectoryReadings absolute(String path, List<Path> roots, RejectedException outside) {
        Optional<String> normal = plain(List.of(), path);
        if (normal.isEmpty()) {
            throw outside;
        }
        String whole = path.startsWith(SLASH) ? SLASH + normal.get() : normal.get();
        for (Path root : roots) {
            String start = slashed(root);
            if ((whole + SLASH).startsWith(start.endsWith(SLASH) ? start : start + SLASH)) {
                return new DirectoryReadings(List.of(), List.of(whole), Optional.empty());
            }
        }
        return new DirectoryReadings(List.of(), List.of(normal.get()), Optional.of(outside));
    }

    private static String slashed(Path path) {
        return path.toString().replace(File.separatorChar, '/');
    }

    /** Returns the path from {@code here} without dots; empty if it leads above the root. */
    private static Optional<String> plain(List<String> here, String path) {
        Deque<String> components = new ArrayDeque<>(here);
        for (String component : components(path)) {
            if (!component.equals("..")) {
                components.addLast(component);
            } else if (components.pollLast() == null) {
                return Optional.empty();
            }
        }
        return Optional.of(String.join(SLASH, components));
    }

    private static List<String> components(String path) {
        List<String> components = new ArrayList<>();
        for (String component : path.split(SLASH, -1)) {
            if (!component.isEmpty() && !component.equals(".")) {
                components.add(component);
            }
        }
        return components;
    }
}
