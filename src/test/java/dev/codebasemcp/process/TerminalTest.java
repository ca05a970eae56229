package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.JavaCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a pseudo-terminal, which {@code script} of util-linux makes. */
@Timeout(180)
@EnabledIf("aPseudoTerminalCanBeMade")
class TerminalTest {
    private static final String ESCAPE = "\u001b";
    private static final Set<String> COLOURS = Set.of("NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE");
    private static final String BAR = "\r[";

    @TempDir
    private static Path folder;

    private static SampleRepository sample;

    static boolean aPseudoTerminalCanBeMade() throws InterruptedException {
        try {
            return new ProcessBuilder("script", "-qec", "stty size", "/dev/null")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    @BeforeAll
    static void index() throws Exception {
        sample = SampleRepository.in(folder.toRealPath().resolve("shop")).named("terminal");
        sample.write("hostile.txt", "a session " + ESCAPE + "[31mred" + ESCAPE + "]0;title\u0007\n");
        List<String> java = new ArrayList<>(List.of("exec", JavaCommand.program()));
        java.addAll(ServerProgram.arguments());
        sample.write("program", String.join(" ", java) + " \"$@\"\n");
        assertThat(ProgramRun.of(Map.of(), "index", sample.toString()).code()).isZero();
    }

    @Test
    void resultsAreColouredOnATerminalAndPlainElsewhere() throws Exception {
        String coloured = shown(Map.of(), "", "search", "session");

        assertThat(coloured).contains(ESCAPE + "[35msrc/SessionStore.java" + ESCAPE + "[0m:", "\\u001b[31mred");
        assertThat(coloured.replaceAll(ESCAPE + "\\[\\d{1,2}m", "")).doesNotContain(ESCAPE, "\u0007");
        for (String plain : List.of(
                shown(Map.of("NO_COLOR", "1"), "", "search", "session"),
                shown(Map.of("TERM", "dumb"), "", "search", "session"),
                shown(Map.of(), "", "search", "session", "--no-color"),
                shown(Map.of(), "| cat", "search", "session"))) {
            assertThat(plain).contains("src/SessionStore.java:").doesNotContain(ESCAPE);
        }
        assertThat(shown(Map.of("CLICOLOR_FORCE", "1"), "| cat", "search", "session"))
                .contains(ESCAPE + "[35m");
    }

    @Test
    void helpIsAsWideAsTheTerminal() throws Exception {
        assertThat(shownAt(60, "search", "--help").lines())
                .allMatch(line -> line.replaceAll(ESCAPE + "\\[\\d{1,2}m", "").length() <= 60)
                .anyMatch(line -> line.length() > 60);
    }

    @Test
    void theBarFitsIsRemovedAndLeavesOtherStreamsAlone() throws Exception {
        String shown = shownAt(40, "index", "--force");

        assertThat(shown).contains(BAR, "completed");
        assertThat(shown.substring(shown.indexOf(BAR), shown.lastIndexOf("Job "))
                        .split("\r", -1))
                .allMatch(line -> line.replace(ESCAPE + "[K", "").length() < 40)
                .noneMatch(line -> line.contains("\n"));
        assertThat(shown(Map.of(), "2>&1 | cat", "index", "--force"))
                .doesNotContain(BAR)
                .contains("100%");
        assertThat(shown(Map.of("TERM", "dumb"), "", "index", "--force"))
                .doesNotContain(BAR)
                .contains("100%");
        String json = shown(Map.of(), "2>/dev/null", "index", "--json", "--no-color");
        assertThat(new JsonMapper().readTree(json).path("status").asText()).isEqualTo("completed");
    }

    @Test
    void ctrlCEndsTheBarAndSaysSo() throws Exception {
        Path tree = GeneratedRepository.write(folder.toRealPath().resolve("tree"), 3_000, 9, "interrupted");
        // A test run in the background of a shell inherits that this signal is ignored.
        String command = "exec env --default-signal=INT sh program index " + tree;
        Process program = terminal(ServerSession.SLOW, command).start();
        StringBuilder shown = new StringBuilder();
        readUntil(program, shown, "files");
        try (OutputStream keyboard = program.getOutputStream()) {
            keyboard.write(3);
            keyboard.flush();
            readUntil(program, shown, "Cancelled.");
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }

        String end = shown.substring(shown.lastIndexOf(BAR));
        assertThat(end).containsPattern("\r\\e\\[K(\\e\\[\\d+m)*Cancelled\\.");
        assertThat(program.exitValue()).as(shown.toString()).isEqualTo(130);
        assertThat(ProgramRun.of(Map.of(), "status", "--path", tree.toString()).out())
                .contains("cancelled");
    }

    private static String shown(Map<String, String> environment, String after, String... arguments) throws Exception {
        return shown(environment, "", String.join(" ", arguments) + " " + after);
    }

    /** Returns what a terminal shows of a shell that runs the program in the sample, after {@code before}. */
    private static String shownAt(int columns, String... arguments) throws Exception {
        return shown(Map.of(), "stty cols " + columns + "; ", String.join(" ", arguments));
    }

    private static String shown(Map<String, String> environment, String before, String command) throws Exception {
        Process process =
                terminal(environment, before + "sh program " + command).start();
        process.getOutputStream().close();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(shown).isZero();
        return shown.replace("\r\n", "\n");
    }

    private static ProcessBuilder terminal(Map<String, String> environment, String command) {
        ProcessBuilder builder = ServerProgram.process(environment);
        if (!environment.containsKey("TERM")) {
            builder.environment().put("TERM", "xterm");
        }
        builder.environment().keySet().removeIf(name -> COLOURS.contains(name) && !environment.containsKey(name));
        return builder.command("script", "-qec", command, "/dev/null")
                .directory(sample.root().toFile());
    }

    private static void readUntil(Process program, StringBuilder shown, String text) throws IOException {
        byte[] some = new byte[1_024];
        while (shown.indexOf(text) < 0) {
            int count = program.getInputStream().read(some);
            assertThat(count).as(shown.toString()).isPositive();
            shown.append(new String(some, 0, count, StandardCharsets.UTF_8));
        }
    }
}
