package dev.codebasemcp.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramPathTest {
    @TempDir
    private Path directory;

    @Test
    void onlyAbsoluteDirectoriesOfThePathCount() throws IOException {
        Path git = Files.createFile(
                directory.resolve("git"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String relative = Path.of("")
                .toAbsolutePath()
                .relativize(directory.toAbsolutePath())
                .toString();

        assertThat(ProgramPath.find("git", String.join(File.pathSeparator, "", ".", relative)))
                .isEmpty();
        assertThat(ProgramPath.find("git", String.join(File.pathSeparator, "", ".", directory.toString())))
                .contains(git.toString());
        assertThat(ProgramPath.find("git", null)).isEmpty();
        assertThat(ProgramPath.find("./git", "")).contains("./git");
    }

    @Test
    void aFileThatCannotBeRunIsNone() throws IOException {
        Files.createFile(directory.resolve("git"));

        assertThat(ProgramPath.find("git", directory.toString())).isEmpty();
    }
}
