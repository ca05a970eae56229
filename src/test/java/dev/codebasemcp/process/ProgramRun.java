package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of the program that has come to its end. */
record ProgramRun(int code, String out, String err) {
    /** Runs the program with these arguments on the home that all tests share. */
    static ProgramRun of(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(ServerProgram.sharedHome(), "out", ".txt");
        Path err = Files.createTempFile(ServerProgram.sharedHome(), "err", ".txt");
        Process process = ServerProgram.process(environment, arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        return new ProgramRun(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    /** All that a user sees. */
    String shown() {
        return out + err;
    }
}
