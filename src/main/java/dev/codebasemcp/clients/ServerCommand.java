package dev.codebasemcp.clients;

import dev.codebasemcp.launch.LaunchCommand;
import dev.codebasemcp.model.RejectedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The command that a client starts.
 *
 * @param program an absolute path
 * @param arguments those that follow it
 */
public record ServerCommand(String program, List<String> arguments) {
    /** Set by launchers that jpackage makes. */
    private static final String LAUNCHER_PROPERTY = "jpackage.app-path";

    public ServerCommand {
        arguments = List.copyOf(arguments);
    }

    /**
     * Returns the packaged launcher of this process, or its {@code java} with our options and this jar.
     *
     * @param home the program's home, which holds the archive of classes
     * @throws RejectedException if the program runs neither from a launcher nor from a jar
     */
    static ServerCommand ofThisProcess(Path home) {
        Optional<String> launcher = Optional.ofNullable(System.getProperty(LAUNCHER_PROPERTY));
        if (launcher.isPresent()) {
            return new ServerCommand(launcher.get(), List.of());
        }
        LaunchCommand command = LaunchCommand.ofThisProcess();
        if (command.jar().isEmpty()) {
            throw new RejectedException(
                    "The program does not run from a jar, so no assistant can start it; build the jar"
                            + " and run 'java -jar codebase-mcp.jar install'.");
        }
        List<String> words = command.words(home);
        return new ServerCommand(words.get(0), words.subList(1, words.size()));
    }
}
