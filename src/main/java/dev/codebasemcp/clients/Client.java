package dev.codebasemcp.clients;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An assistant that can start MCP servers.
 *
 * @param names as users may type it; the first one is shown
 * @param title as its maker writes it
 * @param documentation the page that describes its files
 * @param program the name of its program, which shows that it is installed
 * @param signs files or directories that show that it was used
 * @param everywhere where it keeps its servers for all projects; empty if it has none
 * @param project where it keeps those of one project; empty if it has none
 */
record Client(
        List<String> names,
        String title,
        String documentation,
        String program,
        List<OsPath> signs,
        Optional<Place> everywhere,
        Optional<Place> project) {
    static Client of(String name, String title, String documentation) {
        return new Client(List.of(name), title, documentation, name, List.of(), Optional.empty(), Optional.empty());
    }

    Client alias(String name) {
        List<String> all = Stream.concat(names.stream(), Stream.of(name)).toList();
        return new Client(all, title, documentation, program, signs, everywhere, project);
    }

    Client program(String file) {
        return new Client(names, title, documentation, file, signs, everywhere, project);
    }

    Client signs(OsPath... files) {
        return new Client(names, title, documentation, program, List.of(files), everywhere, project);
    }

    Client user(Place place) {
        return new Client(names, title, documentation, program, signs, Optional.of(place), project);
    }

    Client project(Place place) {
        return new Client(names, title, documentation, program, signs, everywhere, Optional.of(place));
    }

    String name() {
        return names.get(0);
    }

    boolean isCalled(String given) {
        return title.equalsIgnoreCase(given)
                || program.equalsIgnoreCase(given)
                || names.stream().anyMatch(given::equalsIgnoreCase);
    }

    /** Returns where it keeps its servers in that scope. */
    Optional<Place> in(ClientSetup.Scope scope) {
        return scope == ClientSetup.Scope.USER ? everywhere : project;
    }
}
