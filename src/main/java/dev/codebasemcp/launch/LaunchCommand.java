package dev.codebasemcp.launch;

import dev.codebasemcp.model.UnavailableException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command that starts this program: the Java executable, its options and the program. Immutable.
 *
 * @param java the absolute path of the executable
 * @param program what runs, behind all options: {@code -jar} and the jar, or a class path and the main class
 */
public record LaunchCommand(Path java, List<String> program) {
    private static final String MAIN = "dev.codebasemcp.Main";
    private static final String OPTIONS = "java-options";
    /** From this version on, one step makes an archive that also has linked classes (JEP 514). */
    private static final int ONE_STEP = 25;

    public LaunchCommand {
        program = List.copyOf(program);
    }

    /** The command of this process's own Java and program. */
    public static LaunchCommand ofThisProcess() {
        Path java = Path.of(System.getProperty("java.home"), "bin", isWindows() ? "java.exe" : "java");
        return new LaunchCommand(java, programOfThisProcess());
    }

    /**
     * The words that start the server, or with more words behind them a command. They name an archive in {@code home};
     * the program makes it, and replaces it when the jar or the Java version changes. Without the archive they work alike.
     *
     * @param home the program's home directory, absolute
     */
    public List<String> words(Path home) {
        return wordsMaking(ClassArchive.of(home, this).options());
    }

    /** The words with options behind the usual ones. */
    List<String> wordsMaking(List<String> more) {
        List<String> words = new ArrayList<>(List.of(java.toString()));
        words.addAll(options());
        words.addAll(more);
        words.addAll(program);
        return List.copyOf(words);
    }

    /** The jar, if the program runs from one; a build folder cannot be archived. */
    public Optional<Path> jar() {
        return program.get(0).equals("-jar") ? Optional.of(Path.of(program.get(1))) : Optional.empty();
    }

    /** Whether this process's Java makes archives in one step; another Java has options of its own. */
    static boolean archivesInOneStep() {
        return Runtime.version().feature() >= ONE_STEP;
    }

    /** The options that the README tells users to set, from the same file. */
    static List<String> options() {
        try (InputStream in = LaunchCommand.class.getResourceAsStream(OPTIONS)) {
            if (in == null) {
                throw new UnavailableException("This build does not contain its Java options; build it again.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException failure) {
            throw new UnavailableException("Cannot read the Java options in the program's jar: " + failure, failure);
        }
    }

    private static List<String> programOfThisProcess() {
        Path place = place();
        return Files.isRegularFile(place)
                ? List.of("-jar", place.toString())
                : List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), MAIN);
    }

    private static Path place() {
        try {
            return Path.of(LaunchCommand.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("the program's own place is no path", impossible);
        }
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }
}
