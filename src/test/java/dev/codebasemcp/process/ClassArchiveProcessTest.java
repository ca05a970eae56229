package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.codebasemcp.JavaCommand;
import dev.codebasemcp.launch.ArchiveMaker;
import dev.codebasemcp.launch.LaunchCommand;
import dev.codebasemcp.mcp.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes with real processes, which rehearse and use it. */
@Timeout(400)
class ClassArchiveProcessTest {
    private static final int END_SECONDS = 30;
    private static final Path JAVA = Path.of(JavaCommand.program());
    /** No class of ours is in the archive that Java itself brings. */
    private static final String FROM_ARCHIVE = "dev.codebasemcp.Server source: shared objects file";

    @TempDir
    private Path folder;

    @Test
    void isMadeOnceForAJarUsedBySessionsAndHarmlessWhenDamaged() throws Exception {
        Path jar = ProgramJar.in(folder);
        Path home = Files.createDirectories(folder.resolve("home"));
        LaunchCommand command = new LaunchCommand(JAVA, List.of("-jar", jar.toString()));
        ArchiveMaker maker = new ArchiveMaker(home, command);

        Path archive = maker.make().orElseThrow();

        assertThat(archive).isNotEmptyFile();
        FileTime made = Files.getLastModifiedTime(archive);
        assertThat(maker.make()).contains(archive);
        assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
        assertThat(archive.resolveSibling("rehearsal")).doesNotExist();
        assertThat(loadedBy(command, home)).contains(FROM_ARCHIVE);

        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(loadedBy(command, home)).doesNotContain(FROM_ARCHIVE);
        Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(archive, "no archive");
        assertThat(loadedBy(command, home)).doesNotContain(FROM_ARCHIVE);
    }

    @Test
    void isMadeByOneProcessAtATime() throws Exception {
        Path home = folder.resolve("home");
        Path lock = Files.createDirectories(home.resolve("classes")).resolve("lock");
        ArchiveMaker maker = new ArchiveMaker(home, new LaunchCommand(JAVA, List.of("-jar", "no-such.jar")));
        Process holder = LockHolder.of(folder, lock);
        try {
            assertThat(maker.make()).isEmpty();
        } finally {
            holder.destroy();
        }
        assertThat(holder.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();

        assertThatExceptionOfType(IOException.class).isThrownBy(maker::make).withMessageContaining("no-such.jar");
    }

    /** Every server rehearsed again what had failed before. */
    @Test
    void aFailedRehearsalSaysWhyAndIsRepeatedOnRequestOrForAnotherJar() throws Exception {
        Path jar = Files.writeString(folder.resolve("broken.jar"), "no jar");
        LaunchCommand command = new LaunchCommand(JAVA, List.of("-jar", jar.toString()));
        Path home = Files.createDirectories(folder.resolve("home"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new ArchiveMaker(home, command).make())
                .withMessageContaining("Invalid or corrupt jarfile");

        try (var left = Files.list(home.resolve("classes"))) {
            assertThat(left.map(path -> path.getFileName().toString().replaceFirst(".*\\.", "")))
                    .containsExactlyInAnyOrder("lock", "failed");
        }
        ArchiveMaker next = new ArchiveMaker(home, command);
        assertThat(next.failure())
                .hasValueSatisfying(reason -> assertThat(reason).contains("Invalid or corrupt jarfile"));
        assertThat(next.makeUnlessFailed()).isEmpty();
        assertThatExceptionOfType(IOException.class).isThrownBy(next::make);

        Files.writeString(jar, "another jar");

        assertThat(next.failure()).isEmpty();
        assertThatExceptionOfType(IOException.class).isThrownBy(next::makeUnlessFailed);
        assertThat(next.failure()).isPresent();
    }

    /** Answers a session with the archive, whose every line on stdout is JSON; returns where classes came from. */
    private String loadedBy(LaunchCommand command, Path home) throws Exception {
        Path log = folder.resolve("classes.log");
        List<String> words = new ArrayList<>(command.words(home));
        words.add(words.size() - 2, "-Xlog:class+load:file=" + log);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("CODEBASE_MCP_HOME", home.toString());
        Path errors = folder.resolve("errors.txt");
        Process process = builder.redirectError(errors.toFile()).start();
        JsonLines client = new JsonLines(process.getInputStream(), process.getOutputStream());
        assertThat(client.initialize()
                        .path("result")
                        .path("serverInfo")
                        .path("name")
                        .asText())
                .isEqualTo("codebase-mcp");
        process.getOutputStream().close();
        assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(errors).isEmptyFile();
        return Files.readString(log);
    }
}
