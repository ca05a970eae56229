package dev.codebasemcp.process;

import dev.codebasemcp.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the tests start the program: this JVM's class path, and a home that all processes of a test run share. */
final class ServerProgram {
    private static final int PORT_LINE = 3;
    private static final Path HOME = home();

    private ServerProgram() {}

    static Path sharedHome() {
        return HOME;
    }

    /** The port of the shared home's database, which a process that was started there has made. */
    static String databasePort() throws IOException {
        return Files.readAllLines(HOME.resolve("data/postmaster.pid")).get(PORT_LINE);
    }

    /** Everything behind {@code java}. */
    static List<String> arguments(String... more) {
        // Surefire hides the class path in the manifest of a jar, and tells it in this property.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        // The manifest of the program's jar allows the native code.
        List<String> arguments =
                new ArrayList<>(List.of(JavaCommand.options(), "--enable-native-access=ALL-UNNAMED", "-cp"));
        arguments.add(classPath);
        arguments.add("dev.codebasemcp.Main");
        arguments.addAll(List.of(more));
        return arguments;
    }

    static Map<String, String> environment() {
        // Tests read fields, and most of them say when a repository is indexed.
        return Map.of(
                "CODEBASE_MCP_HOME", HOME.toString(),
                "CODEBASE_MCP_ANSWERS", "structured",
                "CODEBASE_MCP_INDEX_ON_SEARCH", "off");
    }

    static ProcessBuilder process(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(JavaCommand.program()));
        command.addAll(arguments(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> all = new HashMap<>(environment());
        all.putAll(environment);
        builder.environment().keySet().removeIf(name -> name.startsWith("CODEBASE_MCP_"));
        builder.environment().putAll(all);
        builder.redirectError(HOME.resolve("stderr.log").toFile());
        return builder;
    }

    private static Path home() {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            return Files.createTempDirectory(target, "process-home-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
