package dev.codebasemcp.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A file system in memory that is mounted on a directory until it is closed. Mounting needs root. */
record TemporaryDisk(Path directory) implements AutoCloseable {
    /** Empty where it cannot be mounted. */
    static Optional<TemporaryDisk> mount(Path directory, String options) throws IOException, InterruptedException {
        return run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString())
                ? Optional.of(new TemporaryDisk(directory))
                : Optional.empty();
    }

    void change(String options) throws IOException, InterruptedException {
        assertThat(run("mount", "-o", "remount," + options, directory.toString()))
                .as(options)
                .isTrue();
    }

    @Override
    public void close() throws IOException {
        try {
            // At once: what stops a server of this disk may look for its users for some seconds more.
            run("umount", "--lazy", directory.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
