package dev.codebasemcp.clients;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for programs: which clients are installed, and whether a configured command could start. */
record ClientSigns(Surroundings surroundings) {
    private static final List<String> WINDOWS_ENDINGS = List.of(".exe", ".cmd", ".bat", "");
    private static final String JAR = "-jar";

    /** Returns whether the client seems to be installed. */
    boolean show(Client client) {
        return client.signs().stream().map(surroundings::resolve).anyMatch(Files::exists)
                || find(client.program()).isPresent();
    }

    /** Returns why a command would not start. */
    Optional<String> problem(ServerCommand command) {
        if (find(command.program()).isEmpty()) {
            return Optional.of("its command '" + command.program() + "' does not exist or cannot be executed");
        }
        int jar = command.arguments().indexOf(JAR) + 1;
        return Stream.of(jar)
                .filter(index -> index > 0 && index < command.arguments().size())
                .map(index -> command.arguments().get(index))
                .filter(file -> !Files.isReadable(Path.of(file)))
                .map(file -> "its jar '" + file + "' does not exist or cannot be read")
                .findFirst();
    }

    private Optional<Path> find(String program) {
        if (program.isBlank()) {
            return Optional.empty();
        }
        if (Path.of(program).isAbsolute()) {
            return Optional.of(Path.of(program)).filter(Files::isExecutable);
        }
        List<String> endings = surroundings.system() == Surroundings.Os.WINDOWS ? WINDOWS_ENDINGS : List.of("");
        return Stream.of(surroundings.environment().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isBlank())
                .flatMap(directory -> endings.stream().map(ending -> Path.of(directory, program + ending)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
