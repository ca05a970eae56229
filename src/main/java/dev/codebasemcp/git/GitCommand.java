package dev.codebasemcp.git;

import dev.codebasemcp.files.ProgramPath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs git for what its files alone do not answer. All commands are read-only. The repository is not trusted, so
 * nothing that it configures is run. Thread-safe.
 */
public final class GitCommand {
    private static final Logger LOG = LoggerFactory.getLogger(GitCommand.class);
    static final int MAX_OUTPUT_BYTES = 1 << 16;
    /** Fits the paths of a million files. */
    private static final int MAX_LISTED_BYTES = 64 << 20;
    /** Disables everything that a repository's configuration could make git run. */
    private static final List<String> RUN_NOTHING = List.of(
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "core.pager=cat",
            // Disables fetches too, as of a partial clone, since they run helper programs or use the network.
            "-c",
            "protocol.allow=never");

    private final String program;
    private final Duration timeout;

    /**
     * Creates a runner.
     *
     * @param program a path, or a name in PATH
     * @param timeout limit of one run
     */
    public GitCommand(String program, Duration timeout) {
        this.program = program;
        this.timeout = timeout;
    }

    private record Result(int exitCode, byte[] bytes) {
        String output() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /**
     * Returns the id of the first commit before HEAD, which stays the same when a repository is moved or cloned. Of
     * several first commits, it returns the last in git's order.
     *
     * @return empty if there is no commit yet, no git, or no answer in time
     */
    public Optional<String> firstCommit(Path top) {
        return run(top, MAX_OUTPUT_BYTES, List.of("rev-list", "--max-parents=0", "HEAD"))
                .filter(result -> result.exitCode() == 0)
                .flatMap(result -> result.output().lines().reduce((first, second) -> second));
    }

    /**
     * Whether git tracks a file.
     *
     * @return empty if git is missing, fails, or does not answer in time
     */
    public Optional<Boolean> tracks(Path file) {
        Path name = file.getFileName();
        Path directory = file.getParent();
        if (name == null || directory == null) {
            return Optional.of(false);
        }
        return run(directory, MAX_OUTPUT_BYTES, List.of("ls-files", "--error-unmatch", "--", ":(literal)" + name))
                .flatMap(result -> switch (result.exitCode()) {
                    case 0 -> Optional.of(true);
                    case 1 -> Optional.of(false);
                    default -> Optional.empty();
                });
    }

    /**
     * Returns all paths that git tracks in a working tree.
     *
     * @return empty if git is missing, fails, or does not answer in time
     */
    Optional<TrackedPaths> tracked(Path top) {
        return run(top, MAX_LISTED_BYTES, List.of("ls-files", "-z"))
                .filter(result -> result.exitCode() == 0)
                .map(result -> TrackedPaths.of(result.bytes()));
    }

    /**
     * Returns what a read-only command prints.
     *
     * @param input what it reads; must fit into a pipe's 64 kB, or a git that does not read would block this
     * @return empty if git is missing, fails, does not answer in time, or prints more
     */
    Optional<byte[]> output(Path directory, int mostBytes, List<String> arguments, String input) {
        return run(directory, mostBytes, arguments, input)
                .filter(result -> result.exitCode() == 0)
                .map(Result::bytes);
    }

    private Optional<Result> run(Path directory, int mostBytes, List<String> arguments) {
        return run(directory, mostBytes, arguments, "");
    }

    private Optional<Result> run(Path directory, int mostBytes, List<String> arguments, String input) {
        ProcessBuilder builder = new ProcessBuilder();
        Optional<String> found = ProgramPath.find(program, builder.environment().get("PATH"));
        if (found.isEmpty()) {
            LOG.info("There is no {} in PATH", program);
            return Optional.empty();
        }
        List<String> command = new ArrayList<>();
        command.add(found.get());
        command.addAll(RUN_NOTHING);
        command.addAll(arguments);
        try {
            return run(directory, mostBytes, builder.command(command), input);
        } catch (IOException noGit) {
            LOG.info("git cannot run in {}: {}", directory, noGit.getMessage());
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<Result> run(Path directory, int mostBytes, ProcessBuilder builder, String input)
            throws IOException, InterruptedException {
        // The inherited environment may point to another repository.
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
        builder.environment().put("GIT_NO_LAZY_FETCH", "1");
        // Unlike protocol.allow, no configuration outranks it.
        builder.environment().put("GIT_ALLOW_PROTOCOL", "none");
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().put("LC_ALL", "C");
        Path output = Files.createTempFile("git-", ".out");
        try {
            Process git = builder.directory(directory.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                give(git, input);
                if (!git.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.info("git did not finish in {} within {}", directory, timeout);
                    return Optional.empty();
                }
                if (Files.size(output) > mostBytes) {
                    LOG.info("git's output in {} is longer than {} bytes", directory, mostBytes);
                    return Optional.empty();
                }
                return Optional.of(new Result(git.exitValue(), Files.readAllBytes(output)));
            } finally {
                git.destroyForcibly();
            }
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static void give(Process git, String input) throws IOException {
        try (OutputStream stdin = git.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
    }
}
