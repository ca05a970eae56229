package dev.codebasemcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Tells HotSpot which methods its optimizing compiler (C2) is to spend time on: the loops of a search and the small
 * methods of the walk that goes before it, which run for as long as the server, the sums of the embedding, and hashing.
 * All else stays with the quick compiler (C1). A server indexes for seconds, not for hours; most of what it runs then is
 * native code, and C2 took a third of the processor to make the rest a little faster.
 *
 * <p>The directives are those of <a href="https://openjdk.org/jeps/165">JEP 165</a>, given to the running process, since
 * {@code java -jar} is started without options. Other virtual machines have no such command.
 */
final class CompilerDirectives {
    private static final String DIRECTIVES = "compiler-directives.json";
    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

    private CompilerDirectives() {}

    /**
     * Gives the directives to this process. They hold for methods that are compiled from then on.
     *
     * @return what the virtual machine says of it
     * @throws JMException if the virtual machine knows no such command
     */
    static String apply() throws JMException {
        try {
            Path file = Files.createTempFile("codebase-mcp-", ".json");
            try (InputStream directives =
                    Objects.requireNonNull(CompilerDirectives.class.getResourceAsStream(DIRECTIVES), DIRECTIVES)) {
                Files.copy(directives, file, StandardCopyOption.REPLACE_EXISTING);
                return command("compilerDirectivesAdd", '"' + file.toString() + '"');
            } finally {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Runs a diagnostic command, named as {@code jcmd} does without its dots. */
    static String command(String name, String... arguments) throws JMException {
        return String.valueOf(ManagementFactory.getPlatformMBeanServer()
                .invoke(new ObjectName(COMMANDS), name, new Object[] {arguments}, new String[] {String[].class.getName()
                }));
    }
}
