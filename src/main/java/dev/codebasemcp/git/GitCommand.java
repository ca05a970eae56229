package dev.codebasemcp.git;

import java.io.IOException;
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
 * Asks the git of this machine what its files alone do not say. It reads only: the repository is not trusted, so nothing
 * that it configures is run. Safe for threads.
 */
public final class GitCommand {
    private static final Logger LOG = LoggerFactory.getLogger(GitCommand.class);
    private static final int MAX_OUTPUT_BYTES = 1 << 16;
    /** The paths of a million files. */
    private static final int MAX_LISTED_BYTES = 64 << 20;
    /** What a repository's configuration could have git run, turned off. */
    private static final List<String> RUN_NOTHING = List.of(
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "core.pager=cat",
            // Nothing is fetched either, as for a partial clone: whatever program or network that would take.
            "-c",
            "protocol.allow=never");

    private final String program;
    private final Duration timeout;

    /** Runs {@code program}, a path or a name in PATH, for at most {@code timeout}. */
    public GitCommand(String program, Duration timeout) {
        this.program = program;
        this.timeout = timeout;
    }

    /** How a run ended. */
    private record Ended(int exitCode, byte[] bytes) {
        String output() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /**
     * The id of the first commit behind HEAD, which a repository keeps wherever it is moved or cloned. Of several first
     * commits, the one that git names last.
     *
     * @return empty if there is no commit yet, no git, or no answer in time
     */
    public Optional<String> firstCommit(Path top) {
        return run(top, MAX_OUTPUT_BYTES, List.of("rev-list", "--max-parents=0", "HEAD"))
                .filter(ended -> ended.exitCode() == 0)
                .flatMap(ended -> ended.output().lines().reduce((first, second) -> second));
    }

    /**
     * Whether git tracks a file.
     *
     * @return empty if git cannot be asked, or does not answer in time
     */
    public Optional<Boolean> tracks(Path file) {
        Path name = file.getFileName();
        Path directory = file.getParent();
        if (name == null || directory == null) {
            return Optional.of(false);
        }
        return run(directory, MAX_OUTPUT_BYTES, List.of("ls-files", "--error-unmatch", "--", ":(literal)" + name))
                .flatMap(ended -> switch (ended.exitCode()) {
                    case 0 -> Optional.of(true);
                    case 1 -> Optional.of(false);
                    default -> Optional.empty();
                });
    }

    /**
     * All paths that git tracks in a working tree.
     *
     * @return empty if git cannot be asked, refuses, or does not answer in time
     */
    Optional<TrackedPaths> tracked(Path top) {
        return run(top, MAX_LISTED_BYTES, List.of("ls-files", "-z"))
                .filter(ended -> ended.exitCode() == 0)
                .map(ended -> TrackedPaths.of(ended.bytes()));
    }

    private Optional<Ended> run(Path directory, int mostBytes, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(program);
        words.addAll(RUN_NOTHING);
        words.addAll(arguments);
        try {
            return run(directory, mostBytes, new ProcessBuilder(words));
        } catch (IOException noGit) {
            LOG.info("git cannot be asked about {}: {}", directory, noGit.getMessage());
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<Ended> run(Path directory, int mostBytes, ProcessBuilder builder)
            throws IOException, InterruptedException {
        // The environment of whoever started this server may point to another repository.
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
        builder.environment().put("GIT_NO_LAZY_FETCH", "1");
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().put("LC_ALL", "C");
        Path output = Files.createTempFile("git-", ".out");
        try {
            Process git = builder.directory(directory.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                git.getOutputStream().close();
                if (!git.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.info("git did not answer about {} within {}", directory, timeout);
                    return Optional.empty();
                }
                if (Files.size(output) > mostBytes) {
                    LOG.info("git's answer about {} is longer than {} bytes", directory, mostBytes);
                    return Optional.empty();
                }
                return Optional.of(new Ended(git.exitValue(), Files.readAllBytes(output)));
            } finally {
                git.destroyForcibly();
            }
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
