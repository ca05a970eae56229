package dev.codebasemcp.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.model.RejectedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectConfigFileTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void makeFolder() throws IOException {
        Path real = directory.toRealPath();
        Files.createDirectory(real.resolve(".codebase-mcp"));
        file = real.resolve(".codebase-mcp/config.json");
    }

    @Test
    void readsEveryField() throws IOException {
        ProjectConfig config = read("""
                {"version": "1.0",
                 "project": {"name": "Größe 1", "id": "5B0C1D0E-6F0A-4D5C-9A57-3F6F4F2A8C11",
                             "database_name": "cb_proj_x_0123abcd"},
                 "auto_switch": false, "strict_mode": true, "dry_run": true, "description": "a text"}
                """);
        assertThat(config.name()).isEqualTo("Größe 1");
        assertThat(config.id().orElseThrow()).hasToString("5b0c1d0e-6f0a-4d5c-9a57-3f6f4f2a8c11");
        assertThat(config.database().orElseThrow()).hasToString("cb_proj_x_0123abcd");
        assertThat(config.autoSwitch()).isFalse();
        assertThat(config.strictMode()).isTrue();
        assertThat(config.dryRun()).isTrue();
        assertThat(config.description()).contains("a text");
        assertThat(config.warnings()).isEmpty();
        assertThat(config.directory()).isEqualTo(directory.toRealPath());
    }

    @Test
    void onlyTheNameIsNeeded() throws IOException {
        ProjectConfig config = read("{\"project\":{\"name\":\"a\"}}");
        assertThat(config.id()).isEmpty();
        assertThat(config.database()).isEmpty();
        assertThat(config.autoSwitch()).isTrue();
        assertThat(config.strictMode()).isFalse();
        assertThat(config.dryRun()).isFalse();
    }

    @Test
    void unknownFieldsAreWarnings() throws IOException {
        ProjectConfig config = read("{\"project\":{\"name\":\"a\",\"nmae\":1},\"strict\":true}");
        assertThat(config.warnings())
                .hasSize(2)
                .anySatisfy(warning -> assertThat(warning).contains(file.toString(), "\"strict\""))
                .anySatisfy(warning -> assertThat(warning).contains("\"project.nmae\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0", "1.7", "1.2.3"})
    void everyVersionOneIsAccepted(String version) throws IOException {
        assertThat(read("{\"version\":\"" + version + "\",\"project\":{\"name\":\"a\"}}")
                        .name())
                .isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"version":"2.0","project":{"name":"a"}}                       | "version" | "2.0"
                    {"version":1.0,"project":{"name":"a"}}                         | "version" | 1.0
                    {"version":"10","project":{"name":"a"}}                        | "version" | "10"
                    {}                                                             | "project" | missing
                    {"project":"a"}                                                | "project" | "a"
                    {"project":{}}                                                 | "project.name" | missing
                    {"project":{"name":""}}                                        | "project.name" | 1 to 255
                    {"project":{"name":" "}}                                       | "project.name" | 1 to 255
                    {"project":{"name":7}}                                         | "project.name" | 7
                    {"project":{"name":"a\\u0000b"}}                               | "project.name" | NUL
                    {"project":{"name":"a\\ud800"}}                                | "project.name" | surrogate
                    {"project":{"name":"a","id":"5b0c1d0e"}}                       | "project.id" | "5b0c1d0e"
                    {"project":{"name":"a","id":null}}                             | "project.id" | null
                    {"project":{"name":"a","id":"5b0c1d0e6f0a4d5c9a573f6f4f2a8c11"}} | "project.id" | UUID
                    {"project":{"name":"a","database_name":"cb_proj_x_0123ABCD"}}  | "project.database_name" | ^cb_proj_
                    {"project":{"name":"a","database_name":"postgres"}}            | "project.database_name" | "postgres"
                    {"project":{"name":"a"},"auto_switch":"no"}                    | "auto_switch" | true or false
                    {"project":{"name":"a"},"strict_mode":1}                       | "strict_mode" | true or false
                    {"project":{"name":"a"},"dry_run":null}                        | "dry_run" | true or false
                    {"project":{"name":"a"},"description":[]}                      | "description" | a string
                    {"project":{"name":"a"},"project":{"name":"b"}}                | not valid JSON | the name "project" is there twice
                    {"project":{"name":"a"}} {}                                    | not valid JSON | line 1
                    {"project":{"name":"a"},}                                      | not valid JSON | line 1
                    {"project":{name:"a"}}                                         | not valid JSON | a name in double quotation marks is expected
                    []                                                             | not a JSON object | it must be
                    "text"                                                         | not a JSON object | it must be
                    ``                                                             | not a JSON object | it must be
                    """)
    void aFaultNamesFileFieldAndRule(String json, String field, String detail) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(RejectedException.class)
                .hasMessageStartingWith(file.toString() + ": ")
                .hasMessageContaining(field)
                .hasMessageContaining(detail);
    }

    /** A user met one fault after the other. */
    @Test
    void allFaultsAreReportedAtOnce() {
        assertThatThrownBy(() -> read("""
                {"version": "2", "project": {"name": 7, "id": "x", "database_name": "y"}, "dry_run": 1, "description": 2}
                """))
                .isInstanceOf(RejectedException.class)
                .hasMessageStartingWith(file + ": the field \"version\" is \"2\"; it must be ")
                .hasMessageContaining("And the field \"project.name\" is 7; it must be a string")
                .hasMessageContaining("And the field \"project.id\" is \"x\"; it must be a UUID")
                .hasMessageContaining("And the field \"project.database_name\" is \"y\"; it must be a name")
                .hasMessageContaining("And the field \"dry_run\" is 1; it must be true or false.")
                .hasMessageContaining("And the field \"description\" is 2; it must be a string");
        assertThatThrownBy(() -> read("{\"project\": 1, \"submodules\": 2}"))
                .hasMessageContainingAll("\"project\" is 1", "\"submodules\" is 2");
    }

    @Test
    void theNameHasAtMost255Characters() throws IOException {
        String longest = "😀".repeat(255);
        assertThat(read("{\"project\":{\"name\":\"" + longest + "\"}}").name()).isEqualTo(longest);
        assertThatThrownBy(() -> read("{\"project\":{\"name\":\"" + "a".repeat(256) + "\"}}"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("project.name");
    }

    @Test
    void aByteOrderMarkIsAccepted() throws IOException {
        assertThat(read("\uFEFF{\"project\":{\"name\":\"a\"}}").name()).isEqualTo("a");
    }

    @Test
    void otherEncodingsAreNamed() throws IOException {
        Files.write(file, "{\"project\":{\"name\":\"Größe\"}}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ProjectConfigFile.read(file))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void aFileMayHave64KibibytesAndNoMore() throws IOException {
        String json = "{\"project\":{\"name\":\"a\"}}";
        assertThat(read(json + " ".repeat(64 * 1024 - json.length())).name()).isEqualTo("a");
        assertThatThrownBy(() -> read(json + " ".repeat(64 * 1024 - json.length() + 1)))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("64 KiB");
    }

    private ProjectConfig read(String json) throws IOException {
        Files.writeString(file, json);
        return ProjectConfigFile.read(file);
    }
}
