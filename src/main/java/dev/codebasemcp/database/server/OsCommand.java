package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that runs with a clean environment and no input. Its output goes to a file, because a server that it starts may
 * inherit the output and would keep a pipe open forever.
 *
 * @param workingDirectory a directory that the program's user may enter
 */
record OsCommand(List<String> words, Path workingDirectory, Duration timeout) {
    private static final Path NOTHING = Path.of(Platform.current().isWindows() ? "NUL" : "/dev/null");

    /** The directories of the system's commands, which a client's {@code PATH} may lack. */
    private static final String SYSTEM_PATH = "/usr/bin:/bin";

    OsCommand {
        words = List.copyOf(words);
    }

    /** The exit code and the combined output of the program. */
    record Result(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    /** Runs the program to its end, without input. */
    Result run() {
        return run(NOTHING);
    }

    /** Runs the program to its end with {@code input} as its standard input. */
    Result run(Path input) {
        try {
            Path output = Files.createTempFile(workingDirectory, "command-", ".out");
            try {
                int exitCode = waitFor(builder(input)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start());
                // Never fails on malformed bytes: paths may be in any encoding.
                return new Result(exitCode, new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException failure) {
            throw new UnavailableException(
                    "Could not run " + words.get(0) + ": " + failure.getMessage() + "." + FileAdvice.of(failure),
                    failure);
        }
    }

    /** Starts the program and does not wait; it outlives this JVM. */
    void detach() throws IOException {
        builder(NOTHING)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Starts the program with both outputs appended to {@code log}; it outlives this JVM. */
    Process start(Path log) throws IOException {
        return builder(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private ProcessBuilder builder(Path input) {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(words)).directory(workingDirectory.toFile());
        clean(builder.environment());
        if (!Platform.current().isWindows()) {
            addSystemPath(builder);
        }
        builder.redirectInput(input.toFile());
        return builder;
    }

    /** Also resolves the program: Java looks for it in this process's {@code PATH}, not in the child's. */
    private void addSystemPath(ProcessBuilder builder) {
        String path = builder.environment().merge("PATH", SYSTEM_PATH, (own, system) -> own + ":" + system);
        String program = words.get(0);
        if (program.indexOf('/') < 0) {
            Stream.of(path.split(":", -1))
                    .filter(folder -> folder.startsWith("/"))
                    .map(folder -> Path.of(folder, program))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .ifPresent(found -> builder.command().set(0, found.toString()));
        }
    }

    /** PG* variables would affect PostgreSQL's programs, and the locale their messages. */
    private static void clean(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("LC_ALL", "C");
    }

    private int waitFor(Process process) {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new UnavailableException(words.get(0) + " did not end within " + timeout.toSeconds() + " s.");
            }
            return process.exitValue();
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new UnavailableException("Interrupted while waiting for " + words.get(0) + ".", failure);
        }
    }
}
