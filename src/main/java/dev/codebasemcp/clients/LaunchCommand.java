package dev.codebasemcp.clients;

import dev.codebasemcp.model.RejectedException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command that starts the server as this process was started.
 *
 * @param program an absolute path
 * @param arguments those that follow it
 */
public record LaunchCommand(String program, List<String> arguments) {
    /** The options of {@code config/java-options}, which a test compares. */
    static final List<String> JAVA_OPTIONS = List.of(
            "-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xlog:disable", "-Xlog:all=warning:stderr");

    /** Set by launchers that jpackage makes. */
    private static final String LAUNCHER_PROPERTY = "jpackage.app-path";

    public LaunchCommand {
        arguments = List.copyOf(arguments);
    }

    /**
     * Returns the packaged launcher, or {@code java} with our options and this jar.
     *
     * @throws RejectedException if the program runs neither from a launcher nor from a jar
     */
    public static LaunchCommand ofThisProcess() {
        Optional<String> launcher = Optional.ofNullable(System.getProperty(LAUNCHER_PROPERTY));
        if (launcher.isPresent()) {
            return new LaunchCommand(launcher.get(), List.of());
        }
        List<String> arguments = new ArrayList<>(JAVA_OPTIONS);
        arguments.add("-jar");
        arguments.add(jar().toString());
        String java = ProcessHandle.current()
                .info()
                .command()
                .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        return new LaunchCommand(java, arguments);
    }

    private static Path jar() {
        try {
            CodeSource source = LaunchCommand.class.getProtectionDomain().getCodeSource();
            Path place = Path.of(source.getLocation().toURI());
            if (place.toString().endsWith(".jar")) {
                return place;
            }
            throw new RejectedException("The program runs from " + place
                    + ", which no assistant can start; build the jar and run 'java -jar codebase-mcp.jar install'.");
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
