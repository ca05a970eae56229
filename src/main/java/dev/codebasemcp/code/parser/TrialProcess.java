package dev.codebasemcp.code.parser;

import dev.codebasemcp.code.language.Language;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs {@link ParserTrial} on a suspect content in a separate process. Thread-safe. */
final class TrialProcess {
    /** Time for the process to start on a busy machine. */
    private static final Duration START = Duration.ofSeconds(20);

    /** 128 plus a signal that a terminal or service manager sends to a group of processes. */
    private static final int HUNG_UP = 129;

    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;

    private final Path natives;
    private final ParserLimits limits;

    TrialProcess(Path natives, ParserLimits limits) {
        this.natives = natives;
        this.limits = limits;
    }

    /**
     * Tries a content.
     *
     * @return how it ended the process; empty if it did not
     * @throws IOException if no process can be started, or the trial itself fails
     */
    Optional<String> fault(Language language, byte[] code) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(language))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (DataOutputStream in = new DataOutputStream(process.getOutputStream())) {
            in.writeInt(code.length);
            in.write(code);
            in.flush();
            boolean ended = process.waitFor(limits.timeout().plus(START).toMillis(), TimeUnit.MILLISECONDS);
            return ended ? outcome(process.exitValue()) : Optional.of("its parser hangs");
        } finally {
            process.destroyForcibly();
        }
    }

    private static Optional<String> outcome(int status) throws IOException {
        return switch (status) {
            case ParserTrial.HARMLESS -> Optional.empty();
            case ParserTrial.HUNG -> Optional.of("its parser hangs");
            case ParserTrial.TOO_LARGE -> Optional.of("its parser takes too much memory");
            case ParserTrial.IMPOSSIBLE, 1 -> throw new IOException("its trial process failed with status " + status);
            case HUNG_UP, INTERRUPTED, TERMINATED ->
                throw new IOException("its trial process was stopped by a signal, status " + status);
            default -> Optional.of("its parser ends the process (status " + status + ")");
        };
    }

    private List<String> command(Language language) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+ErrorFileToStderr",
                "-cp",
                classPath(),
                ParserTrial.class.getName(),
                natives.toString(),
                language.name(),
                Long.toString(limits.timeout().toMillis()),
                Long.toString(limits.stackBytes()));
    }

    /** The class path with absolute paths: {@code java -jar} makes it relative to the working directory at its start. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
