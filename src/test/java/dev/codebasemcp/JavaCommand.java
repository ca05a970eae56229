package dev.codebasemcp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts Java processes with the options that the README tells users to give: tests run what users run. */
public final class JavaCommand {
    /** The options, one a line, in a file that {@code java} reads itself. */
    static final Path OPTIONS = Path.of("config/java-options").toAbsolutePath();

    private JavaCommand() {}

    /** The JVM that runs this test. */
    public static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The argument that makes {@code java} read the options. */
    public static String options() {
        return "@" + OPTIONS;
    }

    /** The JVM, the options, and {@code more}; a later option wins over the same one in the file. */
    public static List<String> with(String... more) {
        List<String> command = new ArrayList<>(List.of(program(), options()));
        command.addAll(List.of(more));
        return command;
    }
}
