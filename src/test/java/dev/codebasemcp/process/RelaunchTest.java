package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Long commands that a user starts without Java options. */
@Timeout(300)
@DisabledOnOs(OS.WINDOWS)
class RelaunchTest {
    private static final int END_SECONDS = 60;
    private static final int TERMINATED = 143;
    private static final int FILES = 3_000;

    @TempDir
    private Path folder;

    @Test
    void aCommandRunsWithTheOptionsAndItsExitCodeAndAnswerAreTheSecondProcesss() throws Exception {
        SampleRepository repository = SampleRepository.in(folder.resolve("repository"));
        Process indexed = start(List.of(), "index", repository.toString());

        assertThat(indexed.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(indexed.exitValue()).as(errors()).isZero();
        assertThat(new String(indexed.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("completed");

        Process refused = start(List.of(), "index", folder.resolve("nothing").toString());
        assertThat(refused.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(refused.exitValue()).isOne();
        assertThat(errors()).contains("does not exist");
    }

    @Test
    void theSecondProcessEndsWithTheFirst() throws Exception {
        Process first = start(
                List.of(),
                "index",
                GeneratedRepository.write(folder.resolve("large"), FILES, 1, "ending")
                        .toString());
        ProcessHandle second = secondOf(first).orElseThrow();

        first.destroyForcibly();

        second.onExit().get(END_SECONDS, TimeUnit.SECONDS);
        assertThat(second.isAlive()).isFalse();
    }

    @Test
    void anEndOfTheFirstProcessCancelsTheJobOfTheSecond() throws Exception {
        Path tree = GeneratedRepository.write(folder.resolve("large"), FILES, 2, "cancelling");
        Process first = start(List.of(), "index", tree.toString());
        ProcessHandle second = secondOf(first).orElseThrow();

        first.destroy();

        assertThat(first.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).isEqualTo(TERMINATED);
        second.onExit().get(END_SECONDS, TimeUnit.SECONDS);
        assertThat(second.isAlive()).isFalse();
    }

    @Test
    void aUsersOwnOptionsWin() throws Exception {
        Process only = start(
                List.of("-Xmx300m"),
                "index",
                SampleRepository.in(folder.resolve("small")).toString());

        assertThat(secondOf(only)).isEmpty();
        assertThat(only.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** The process that runs the command, whose arguments are the user's and more; empty if the first one ends without. */
    private static Optional<ProcessHandle> secondOf(Process first) {
        Optional<ProcessHandle> second = Optional.empty();
        while (second.isEmpty() && first.isAlive()) {
            Thread.onSpinWait();
            second = first.children()
                    .filter(child -> child.info().commandLine().orElse("").contains("relaunched"))
                    .findFirst();
        }
        return second;
    }

    private Process start(List<String> options, String... arguments) throws IOException {
        Path jar = ProgramJar.in(Files.createDirectories(folder.resolve("program")));
        List<String> words = new ArrayList<>(List.of(JavaCommand.program()));
        words.addAll(options);
        words.addAll(List.of("-jar", jar.toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().keySet().removeIf(name -> name.startsWith("CODEBASE_MCP_"));
        builder.environment().putAll(ServerProgram.environment());
        return builder.redirectError(folder.resolve("errors.txt").toFile()).start();
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("errors.txt"));
    }
}
