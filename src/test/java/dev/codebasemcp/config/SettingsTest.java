package dev.codebasemcp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.config.SettingEntry.Source;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.RejectedException;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void withoutAnyVariableTheDefaultsHold() {
        Settings settings = Settings.from(Map.of("PATH", "/bin"));

        assertThat(settings.home()).isEqualTo(Path.of(System.getProperty("user.home"), ".codebase-mcp"));
        assertThat(settings.database().url()).isEmpty();
        assertThat(settings.database().maxConnections()).isEqualTo(20);
        assertThat(settings.database().maxOpenDatabases()).isEqualTo(8);
        assertThat(settings.session())
                .isEqualTo(new SessionSettings(
                        true, true, AnswerForm.TEXT, Path.of("index.scip"), AllowedProjects.ALL, true));
        assertThat(settings.indexing().maxFileBytes()).isEqualTo(1 << 20);
        assertThat(settings.indexing().threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(settings.allowedRoots().paths()).isEmpty();
        assertThat(settings.logLevel()).isEqualTo("INFO");
        assertThat(settings.workflow().url()).isEmpty();
        assertThat(settings.workflow().timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.workflow().cache()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.entries())
                .hasSize(19)
                .allSatisfy(entry -> assertThat(entry.source()).isEqualTo(Source.DEFAULT))
                .allSatisfy(entry -> assertThat(entry.description()).isNotBlank());
    }

    private static Settings everything() {
        return Settings.from(Map.ofEntries(
                Map.entry("CODEBASE_MCP_HOME", "/srv/code"),
                Map.entry("CODEBASE_MCP_DATABASE_URL", "postgresql://me:secret@db.example/main"),
                Map.entry("CODEBASE_MCP_MACHINE_ID", "6F1C2A60-7B7E-4B0E-9C57-4D3B6C0D2E11"),
                Map.entry("CODEBASE_MCP_DEFAULT_PROJECT", "OFF"),
                Map.entry("CODEBASE_MCP_INDEX_ON_SEARCH", "off"),
                Map.entry("CODEBASE_MCP_CLASS_ARCHIVE", "off"),
                Map.entry("CODEBASE_MCP_ANSWERS", "Structured"),
                Map.entry("CODEBASE_MCP_SCIP_INDEX", "build/../build/all.scip"),
                Map.entry("CODEBASE_MCP_ALLOWED_PROJECTS", "shop"),
                Map.entry("CODEBASE_MCP_MAX_CONNECTIONS", "9"),
                Map.entry("CODEBASE_MCP_MAX_OPEN_DATABASES", "3"),
                Map.entry("CODEBASE_MCP_MAX_FILE_BYTES", "2048"),
                Map.entry("CODEBASE_MCP_INDEX_THREADS", " 7 "),
                Map.entry("CODEBASE_MCP_ALLOWED_ROOTS", "/a" + File.pathSeparator + "~/b"),
                Map.entry("CODEBASE_MCP_LOG_LEVEL", "debug"),
                Map.entry("CLAUDE_PROJECT_DIR", "/work"),
                Map.entry("WORKFLOW_MCP_URL", "http://localhost:8010"),
                Map.entry("WORKFLOW_MCP_TIMEOUT_SECONDS", "0.1"),
                Map.entry("WORKFLOW_MCP_CACHE_SECONDS", "300")));
    }

    @Test
    void everyVariableIsRead() {
        Settings settings = everything();

        assertThat(settings.home()).isEqualTo(Path.of("/srv/code"));
        assertThat(settings.database().url().orElseThrow().host()).isEqualTo("db.example");
        assertThat(settings.machine())
                .contains(
                        MachineId.parse("6f1c2a60-7b7e-4b0e-9c57-4d3b6c0d2e11").orElseThrow());
        AllowedProjects shop = new AllowedProjects(Optional.of(List.of("shop")));
        assertThat(settings.session())
                .isEqualTo(new SessionSettings(
                        false, false, AnswerForm.STRUCTURED, Path.of("build/all.scip"), shop, false));
        assertThat(settings.database().maxConnections()).isEqualTo(9);
        assertThat(settings.database().maxOpenDatabases()).isEqualTo(3);
        assertThat(settings.indexing()).isEqualTo(new IndexingSettings(2048, 7));
        assertThat(settings.allowedRoots().paths())
                .containsExactly(Path.of("/a"), Path.of(System.getProperty("user.home"), "b"));
        assertThat(settings.logLevel()).isEqualTo("DEBUG");
        assertThat(settings.clientProject()).contains(Path.of("/work"));
        Optional<URI> workflow = Optional.of(URI.create("http://localhost:8010"));
        assertThat(settings.workflow())
                .isEqualTo(new WorkflowSettings(workflow, Duration.ofMillis(100), Duration.ofMinutes(5)));
        assertThat(settings.entries())
                .allSatisfy(entry -> assertThat(entry.source()).isEqualTo(Source.ENVIRONMENT));
    }

    @Test
    void allowedProjectsAreAListOrAllOrNone() {
        assertThat(allowed("shop, tag:team,,")).contains(List.of("shop", "tag:team"));
        assertThat(allowed("None")).contains(List.of());
        assertThat(allowed("ALL")).isEmpty();
        assertThat(allowed("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {", ,", "tag:", "tag:two words", "shop,all", "none,tag:x", "tag:-x"})
    void allowedProjectsThatCanAllowNothingAreRefused(String value) {
        assertThatThrownBy(() -> allowed(value))
                .isInstanceOf(RejectedException.class)
                .hasMessageStartingWith("CODEBASE_MCP_ALLOWED_PROJECTS is '" + value.strip() + "': ")
                .hasMessageEndingWith(
                        "; accepted are names, ids or tag:NAME, separated by commas, or one of the words all and none.");
        assertThatThrownBy(() -> allowed("x".repeat(600))).isInstanceOf(RejectedException.class);
    }

    private static Optional<List<String>> allowed(String value) {
        return Settings.from(Map.of("CODEBASE_MCP_ALLOWED_PROJECTS", value))
                .session()
                .projects()
                .names();
    }

    @ParameterizedTest
    @CsvSource({
        "CODEBASE_MCP_HOME, relative/path, absolute path",
        "CODEBASE_MCP_DEFAULT_PROJECT, yes, on",
        "CODEBASE_MCP_INDEX_ON_SEARCH, never, off",
        "CODEBASE_MCP_ANSWERS, json, structured",
        "CODEBASE_MCP_SCIP_INDEX, /etc/index.scip, relative",
        "CODEBASE_MCP_SCIP_INDEX, a/../../index.scip, relative",
        "CODEBASE_MCP_MAX_CONNECTIONS, 7, 8 to 200",
        "CODEBASE_MCP_MAX_CONNECTIONS, many, whole number",
        "CODEBASE_MCP_MAX_CONNECTIONS, 99999999999, 8 to 200",
        "CODEBASE_MCP_MAX_OPEN_DATABASES, 0, 1 to 1000",
        "CODEBASE_MCP_MAX_FILE_BYTES, 1.5, whole number",
        "CODEBASE_MCP_INDEX_THREADS, -1, 1 to 256",
        "CODEBASE_MCP_ALLOWED_ROOTS, src, absolute path",
        "CODEBASE_MCP_LOG_LEVEL, loud, 'trace, debug, info, warn, error, off'",
        "WORKFLOW_MCP_URL, ftp://host/, http://",
        "WORKFLOW_MCP_URL, http:// x, http://",
        "WORKFLOW_MCP_TIMEOUT_SECONDS, 0.09, 0.1 to 5",
        "WORKFLOW_MCP_TIMEOUT_SECONDS, 1e99, 0.1 to 5",
        "WORKFLOW_MCP_CACHE_SECONDS, 301, 10 to 300"
    })
    void aFaultNamesTheVariableWhatWasGivenAndWhatIsAccepted(String name, String value, String accepted) {
        assertThatThrownBy(() -> Settings.from(Map.of(name, value)))
                .isInstanceOf(RejectedException.class)
                .hasMessageStartingWith(name + " is ")
                .hasMessageContaining(accepted);
    }

    @Test
    void allFaultsAreReportedAtOnce() {
        assertThatThrownBy(() -> Settings.from(Map.of(
                        "CODEBASE_MCP_HOME", "here",
                        "CODEBASE_MCP_LOG_LEVEL", "loud",
                        "CODEBASE_MCP_DATABASE_URL", "mysql://me:secret@host/x")))
                .hasMessageContaining("CODEBASE_MCP_HOME")
                .hasMessageContaining("CODEBASE_MCP_LOG_LEVEL")
                .hasMessageContaining("CODEBASE_MCP_DATABASE_URL")
                .hasMessageContaining("postgresql://user:password@host:5432/database")
                .hasMessageNotContaining("secret");
    }

    @Test
    void anEmptyVariableIsNotSet() {
        Settings settings = Settings.from(Map.of("CODEBASE_MCP_HOME", " ", "CODEBASE_MCP_DATABASE_URL", ""));

        assertThat(settings.database().url()).isEmpty();
        assertThat(settings.entries().get(0).source()).isEqualTo(Source.DEFAULT);
    }

    @Test
    void anUnknownVariableOfOursIsAWarning() {
        Settings settings = Settings.from(Map.of("CODEBASE_MCP_HOMES", "/x", "CODEBASE_MCP_TEST_DATABASE_URL", "x"));

        assertThat(settings.warnings()).singleElement().asString().contains("CODEBASE_MCP_HOMES", "CODEBASE_MCP_HOME,");
    }

    @Test
    void secretsAreShownNowhere() {
        Settings settings = Settings.from(Map.of(
                "CODEBASE_MCP_DATABASE_URL", "jdbc:postgresql://host/x?user=me&password=secret&sslpassword=secret",
                "WORKFLOW_MCP_URL", "http://me:secret@localhost/"));

        assertThat(settings.database().url().orElseThrow().password()).isEqualTo("secret");
        assertThat(settings.entries().toString() + settings.database() + settings)
                .doesNotContain("secret");
    }
}
