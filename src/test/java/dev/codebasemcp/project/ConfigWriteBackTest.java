package dev.codebasemcp.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.ProjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigWriteBackTest {
    private static final ProjectId ID =
            ProjectId.parse("5b0c1d0e-6f0a-4d5c-9a57-3f6f4f2a8c11").orElseThrow();

    @TempDir
    Path temporary;

    private Path file;

    @BeforeEach
    void makeFolder() throws IOException {
        file = Files.createDirectory(temporary.toRealPath().resolve(".codebase-mcp"))
                .resolve("config.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"project":{"name":"a"}}             | {"project":{"name":"a","id":"ID"}}
                    { "project" : { "name" : "a" } }     | { "project" : { "name" : "a", "id" : "ID" } }
                    {"name":1,"project":{"x":{"name":2},"name":"q\\"}","y":1}} | {"name":1,"project":{"x":{"name":2},"name":"q\\"}","id":"ID","y":1}}
                    {"project":{"n\\u0061me": "a"}}      | {"project":{"n\\u0061me": "a","id": "ID"}}
                    """)
    void addsTheIdInTheFilesOwnFormat(String before, String after) throws IOException {
        assertThat(new ConfigText(before).with("id", ID.toString()).text())
                .isEqualTo(after.replace("ID", ID.toString()));
    }

    @Test
    void keepsLinesMarksAndOtherFields() throws IOException {
        String text = "\uFEFF{\r\n  \"other\": [1, 2.50],\r\n  \"project\": {\r\n\t\"name\": \"ä\"\r\n  }\r\n}\r\n";
        ProjectConfig config = write(text);
        assertThat(ConfigWriteBack.write(config, ID)).isEmpty();
        assertThat(Files.readString(file)).isEqualTo(text.replace("\"ä\"", "\"ä\",\r\n\t\"id\": \"" + ID + "\""));
        assertThat(ProjectConfigFile.read(file).id()).contains(ID);
        assertThat(temporary.resolve(".codebase-mcp").toFile().list()).containsExactly("config.json");
    }

    @Test
    void keepsThePermissions() throws IOException {
        ProjectConfig config = write("{\"project\":{\"name\":\"a\"}}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(ConfigWriteBack.write(config, ID)).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void leavesALinkedFileAloneAndSaysSo() throws IOException {
        Path target = Files.writeString(file.resolveSibling("target.json"), "{\"project\":{\"name\":\"a\"}}");
        Files.createSymbolicLink(file, target);
        assertThat(ConfigWriteBack.write(ProjectConfigFile.read(file), ID))
                .hasValueSatisfying(warning -> assertThat(warning).contains("symbolic link", ID.toString()));
        assertThat(Files.isSymbolicLink(file)).isTrue();
        assertThat(Files.readString(target)).isEqualTo("{\"project\":{\"name\":\"a\"}}");
    }

    @Test
    void aFileThatWasEditedMeanwhileIsLeftAlone() throws IOException {
        ProjectConfig config = write("{\"project\":{\"name\":\"a\"}}");
        Files.writeString(file, "{\"project\":{\"name\":\"b\"}}");
        assertThat(ConfigWriteBack.write(config, ID)).isEmpty();
        assertThat(Files.readString(file)).isEqualTo("{\"project\":{\"name\":\"b\"}}");
    }

    @Test
    void aVanishedFileIsAWarning() throws IOException {
        ProjectConfig config = write("{\"project\":{\"name\":\"a\"}}");
        Files.delete(file);
        assertThat(ConfigWriteBack.write(config, ID)).isPresent();
        assertThat(file).doesNotExist();
    }

    private ProjectConfig write(String text) throws IOException {
        Files.writeString(file, text);
        return ProjectConfigFile.read(file);
    }
}
