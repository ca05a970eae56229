package dev.codebasemcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.threads.NamedThreads;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process in the background reads nothing from its terminal. */
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there, links need rights, and a process in the background may read")
class EnterKeyTest {
    /** The name of a process may look like the fields behind it. */
    private static final String FOREGROUND = "4242 (a) S 1 7 7 0 7 (b) S 1 4242 77 34817 4242 4194304 0 0";

    private static final String BACKGROUND = "4242 (java) S 1 4242 77 34817 77 4194304 0 0";

    private final InputStream in = new ByteArrayInputStream("a\n\nb\n".getBytes(StandardCharsets.US_ASCII));
    private final AtomicInteger pressed = new AtomicInteger();

    @TempDir
    private Path process;

    private EnterKey key(String input, String stat) throws IOException {
        return new EnterKey(in, terminal(input, stat));
    }

    private InputTerminal terminal(String input, String stat) throws IOException {
        Files.createSymbolicLink(Files.createDirectory(process.resolve("fd")).resolve("0"), Path.of(input));
        Files.writeString(process.resolve("stat"), stat);
        return new InputTerminal.OfLinux(process);
    }

    @Test
    void theGroupsBehindTheNameDecide() throws Exception {
        InputTerminal terminal = terminal("/dev/pts/3", FOREGROUND);
        assertThat(terminal.isTerminal()).isTrue();
        assertThat(terminal.isInForeground()).isTrue();

        Files.writeString(process.resolve("stat"), BACKGROUND);

        assertThat(terminal.isInForeground()).isFalse();
    }

    @Test
    void nothingIsReadFromTheTerminalInTheBackground() throws Exception {
        EnterKey key = key("/dev/pts/3", BACKGROUND);
        Thread following = new NamedThreads("follow").newThread(() -> {
            try {
                key.follow(pressed::incrementAndGet);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        following.start();
        await(() -> following.getState() == Thread.State.TIMED_WAITING);
        assertThat(in.available()).isEqualTo(5);
        assertThat(pressed).hasValue(0);

        // At once, as the system does: the thread may read at any time.
        Path next = Files.writeString(process.resolve("next"), FOREGROUND);
        Files.move(next, process.resolve("stat"), StandardCopyOption.ATOMIC_MOVE);
        await(() -> pressed.get() == 3);

        following.interrupt();
        following.join();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.interrupted()).as("the time is up").isFalse();
            Thread.onSpinWait();
        }
    }

    @Test
    void anInputThatIsNoTerminalIsReadToItsEnd() throws Exception {
        key("pipe:[12345]", BACKGROUND).follow(pressed::incrementAndGet);

        assertThat(pressed).hasValue(3);
    }

    @Test
    void whereAProcessInTheBackgroundMayReadTheInputIsReadToItsEnd() throws Exception {
        new EnterKey(in, new InputTerminal.Harmless()).follow(pressed::incrementAndGet);

        assertThat(pressed).hasValue(3);
    }

    /** As on macOS, which tells nothing in files. */
    @Test
    @EnabledIf("aPseudoTerminalCanBeMade")
    void aUnixIsAskedByItsPrograms() throws Exception {
        String jobs = "set -m; sleep 600 & echo $! $$; read end; kill $!";
        Process terminal = new ProcessBuilder("script", "-qec", jobs, "/dev/null").start();
        try (BufferedReader shown = terminal.inputReader(StandardCharsets.UTF_8)) {
            String[] pids = shown.readLine().strip().split(" ", -1);

            assertThat(new InputTerminal.OfUnix(Long.parseLong(pids[0])).isInForeground())
                    .as("a job in the background")
                    .isFalse();
            assertThat(new InputTerminal.OfUnix(Long.parseLong(pids[1])).isInForeground())
                    .as("the shell itself")
                    .isTrue();
        } finally {
            terminal.getOutputStream().close();
            terminal.destroy();
        }
        assertThat(new InputTerminal.OfUnix(Long.MAX_VALUE).isInForeground()).isFalse();
    }

    static boolean aPseudoTerminalCanBeMade() throws InterruptedException {
        try {
            return new ProcessBuilder("script", "-qec", "ps -o pgid= -o tpgid=", "/dev/null")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
