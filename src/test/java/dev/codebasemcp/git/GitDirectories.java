package dev.codebasemcp.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Creates repositories with real git, independent of the user's settings. */
public final class GitDirectories {
    private static final long TIMEOUT_SECONDS = 60;

    private GitDirectories() {}

    /** Creates a repository with one commit of the files in the directory. */
    public static Path repository(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        git(directory, "init", "-q", "-b", "main");
        git(directory, "add", "-A");
        git(directory, "commit", "-q", "--allow-empty", "-m", "first");
        return directory.toRealPath();
    }

    /** Runs git to its end and returns its output. */
    public static String git(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "protocol.file.allow=always"));
        words.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        builder.environment().put("GIT_CONFIG_SYSTEM", "/dev/null");
        Process git = builder.start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(git.exitValue()).as(said).isZero();
        return said;
    }
}
