package dev.codebasemcp.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** libpq's service files: bracketed sections, each with connection parameters. */
final class ServiceFile {
    private ServiceFile() {}

    /**
     * Returns a service's parameters from the user's file or the system's.
     *
     * @param given the file that the URL names
     * @throws IllegalArgumentException if there is no such service, or a file cannot be read
     */
    static Map<String, String> find(String service, Optional<String> given, Map<String, String> environment) {
        List<Path> files = Stream.of(
                        given.or(() -> Optional.ofNullable(environment.get("PGSERVICEFILE")))
                                .filter(file -> !file.isEmpty())
                                .map(Path::of)
                                .or(() -> UserHome.of(environment).map(home -> home.resolve(".pg_service.conf"))),
                        Optional.ofNullable(environment.get("PGSYSCONFDIR"))
                                .map(folder -> Path.of(folder, "pg_service.conf")))
                .flatMap(Optional::stream)
                .toList();
        for (Path file : files) {
            Optional<Map<String, String>> found = Files.exists(file) ? section(file, service) : Optional.empty();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new IllegalArgumentException("there is no service '" + service + "' in "
                + String.join(" or ", files.stream().map(Path::toString).toList()));
    }

    private static Optional<Map<String, String>> section(Path file, String service) {
        Map<String, String> found = new LinkedHashMap<>();
        boolean inside = false;
        boolean seen = false;
        for (String line : lines(file)) {
            if (line.startsWith("[")) {
                inside = !seen && line.equals("[" + service + "]");
                seen |= inside;
            } else if (inside && !line.isEmpty() && !line.startsWith("#")) {
                int equals = line.indexOf('=');
                if (equals < 1 || line.startsWith("service")) {
                    throw new IllegalArgumentException("the service '" + service + "' in " + file
                            + " has a line that is not of the form name=value");
                }
                found.putIfAbsent(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return seen ? Optional.of(found) : Optional.empty();
    }

    private static List<String> lines(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.map(String::strip).toList();
        } catch (IOException | UncheckedIOException failure) {
            throw new IllegalArgumentException("the service file " + file + " cannot be read", failure);
        }
    }
}
