package dev.codebasemcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.threads.NamedThreads;
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
        Files.createSymbolicLink(Files.createDirectory(process.resolve("fd")).resolve("0"), Path.of(input));
        Files.writeString(process.resolve("stat"), stat);
        return new EnterKey(in, process);
    }

    @Test
    void theGroupsBehindTheNameDecide() throws Exception {
        EnterKey key = key("/dev/pts/3", FOREGROUND);
        assertThat(key.isInForeground()).isTrue();

        Files.writeString(process.resolve("stat"), BACKGROUND);

        assertThat(key.isInForeground()).isFalse();
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
    void whereTheSystemTellsNothingTheInputIsReadToItsEnd() throws Exception {
        new EnterKey(in, process.resolve("none")).follow(pressed::incrementAndGet);

        assertThat(pressed).hasValue(3);
    }
}
