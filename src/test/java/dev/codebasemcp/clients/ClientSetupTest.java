package dev.codebasemcp.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.clients.ClientChange.Kind;
import dev.codebasemcp.clients.ClientSetup.Request;
import dev.codebasemcp.clients.ClientSetup.Scope;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Which clients and files are meant, and what is written into them. */
class ClientSetupTest extends ClientHome {
    @Test
    void withoutNamesTheRecognizedOnesAreConfigured() throws IOException {
        Files.createDirectories(home.resolve(".codex"));
        Files.createDirectories(home.resolve(".cursor"));

        assertThat(setup().install(user()))
                .containsExactly(
                        change("cursor", "Cursor", Kind.ADDED, file(".cursor/mcp.json")),
                        change("codex", "Codex", Kind.ADDED, file(".codex/config.toml")));
        assertThat(setup().install(user())).extracting(ClientChange::kind).containsOnly(Kind.UNCHANGED);
        assertThat(home.toFile().list()).containsExactlyInAnyOrder(".codex", ".cursor");
    }

    @Test
    void aProgramOnThePathIsRecognized() throws IOException {
        Path program =
                Files.createFile(Files.createDirectory(folder.resolve("bin")).resolve("gemini"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        environment.put("PATH", "/nowhere:" + program.getParent());

        assertThat(setup().states(Scope.USER, project))
                .filteredOn(ClientState::recognized)
                .extracting(ClientState::name)
                .containsExactly("gemini");
    }

    @Test
    void whereNoneIsRecognizedOneMustBeNamed() {
        assertThatThrownBy(() -> setup().install(user()))
                .isInstanceOf(RejectedException.class)
                .hasMessageStartingWith("No assistant is recognized here; name one: claude-code, ");
        assertThatThrownBy(() -> setup().install(user("claud-code")))
                .hasMessage("There is no client 'claud-code'; did you mean 'claude-code'?");
        // 'zed' is as far from it as any word of three letters.
        assertThatThrownBy(() -> setup().install(user("foo")))
                .hasMessageStartingWith("There is no client 'foo'; there are claude-code, ");
        assertThatThrownBy(() -> setup().install(user("emacs")))
                .hasMessageStartingWith("There is no client 'emacs'; there are claude-code, ");
    }

    @Test
    void clientsHaveSeveralNames() {
        assertThat(setup().install(user("claude", "Claude Code", "CLAUDE-CODE")))
                .containsExactly(change("claude-code", "Claude Code", Kind.ADDED, file(".claude.json")));
    }

    /** Clients that search for tools hide those of servers from a model's first turn, unless the entry says otherwise. */
    @Test
    void toolsAreThereInTheFirstTurn() throws IOException {
        setup().install(user("claude-code", "codex"));
        setup().install(project("claude-code", "codex"));

        assertThat(Path.of(file(".claude.json"))).content().contains("\"alwaysLoad\": true");
        assertThat(folder.resolve("project/.mcp.json")).content().contains("\"alwaysLoad\": true");
        assertThat(Path.of(file(".codex/config.toml"))).content().contains("omit_tools_from = [\"deferred\"]");
        assertThat(folder.resolve("project/.codex/config.toml")).content().contains("omit_tools_from = [\"deferred\"]");
    }

    @Test
    void anEntryOfAnOlderVersionGetsTheNewSettingsAndKeepsWhatAUserSet() throws IOException {
        setup().install(user("claude-code", "codex"));
        Path claude = Path.of(file(".claude.json"));
        Path codex = Path.of(file(".codex/config.toml"));
        Files.writeString(claude, Files.readString(claude).replace("\"alwaysLoad\": true", "\"alwaysLoad\": false"));
        Files.writeString(codex, Files.readString(codex).replaceFirst("omit_tools_from.*\n", ""));

        assertThat(setup().install(user("claude-code", "codex")))
                .extracting(ClientChange::kind)
                .containsExactly(Kind.UNCHANGED, Kind.UPDATED);

        assertThat(claude).content().contains("\"alwaysLoad\": false");
        assertThat(codex).content().contains("omit_tools_from = [\"deferred\"]");
    }

    @Test
    void variablesMoveTheFilesOfClients() {
        environment.put("CODEX_HOME", folder.resolve("moved").toString());
        environment.put("CLAUDE_CONFIG_DIR", "");

        assertThat(setup().install(user("codex", "claude")))
                .extracting(change -> change.file().orElseThrow().toString())
                .containsExactly(folder.resolve("moved/config.toml").toString(), file(".claude.json"));
    }

    @Test
    void otherSystemsHaveOtherFiles() {
        assertThat(path(Surroundings.Os.MAC, "vscode"))
                .isEqualTo(home.resolve("Library/Application Support/Code/User/mcp.json"));
        assertThat(path(Surroundings.Os.MAC, "zed")).isEqualTo(home.resolve(".config/zed/settings.json"));
        assertThat(path(Surroundings.Os.WINDOWS, "claude-desktop"))
                .isEqualTo(home.resolve("AppData/Roaming/Claude/claude_desktop_config.json"));
        assertThat(path(Surroundings.Os.WINDOWS, "goose"))
                .isEqualTo(home.resolve("AppData/Roaming/Block/goose/config/config.yaml"));
        assertThat(List.of("Linux", "Mac OS X", "Windows 11", "FreeBSD"))
                .extracting(Surroundings.Os::of)
                .containsExactly(
                        Surroundings.Os.LINUX, Surroundings.Os.MAC, Surroundings.Os.WINDOWS, Surroundings.Os.LINUX);
    }

    private Path path(Surroundings.Os system, String client) {
        Surroundings other = new Surroundings(system, home, Map.of());
        ClientSetup setup = new ClientSetup(other, Settings.from(environment), this::command);
        return setup.states(Scope.USER, project).stream()
                .filter(state -> state.name().equals(client))
                .findFirst()
                .flatMap(ClientState::file)
                .orElseThrow();
    }

    /** A project's file is committed, so no password may get there. */
    @Test
    void settingsAreWrittenButSecretsOnlyForTheUser() throws IOException {
        environment.put("CODEBASE_MCP_DATABASE_URL", URL);
        environment.put("CODEBASE_MCP_LOG_LEVEL", "debug");

        assertThat(setup().preview(user("codex")).documents().values())
                .singleElement()
                .asString()
                .contains("me:***@db")
                .doesNotContain("secret");
        setup().install(user("codex"));
        setup().install(project("codex"));

        assertThat(Files.readString(home.resolve(".codex/config.toml")))
                .contains("[mcp_servers.codebase.env]", "CODEBASE_MCP_LOG_LEVEL = \"debug\"", URL);
        assertThat(Files.readString(folder.resolve("project/.codex/config.toml")))
                .contains("CODEBASE_MCP_LOG_LEVEL = \"debug\"")
                .doesNotContain("secret", "DATABASE_URL");
    }

    @Test
    void theProjectIsTheRepositoryAroundTheDirectory() {
        assertThat(setup().install(project("claude", "copilot", "windsurf")))
                .containsExactly(
                        change("claude-code", "Claude Code", Kind.ADDED, inProject(".mcp.json")),
                        change("copilot", "Copilot CLI", Kind.UNCHANGED, inProject(".mcp.json")),
                        new ClientChange(
                                "windsurf",
                                "Windsurf",
                                Kind.REFUSED,
                                Optional.empty(),
                                Optional.of("it keeps no servers for single projects; use --user.")));
        Request outside = new Request(List.of("claude"), Scope.PROJECT, home, false);
        assertThatThrownBy(() -> setup().install(outside))
                .hasMessage(home + ": this is no git repository, so it has no files of a project; use --user.");
    }

    @Test
    void instructionsAreSharedAndStayUntilTheLastReaderLeaves() throws IOException {
        Path notes = folder.resolve("project/AGENTS.md");
        Request both = new Request(List.of("codex", "opencode"), Scope.PROJECT, project, true);

        setup().install(both);

        List<String> lines = Files.readAllLines(notes);
        assertThat(lines).hasSizeLessThanOrEqualTo(12).first().isEqualTo("<!-- codebase-mcp:begin -->");
        assertThat(lines).last().isEqualTo("<!-- codebase-mcp:end -->");
        setup().uninstall(project("codex"));
        assertThat(notes).exists();
        setup().uninstall(project("opencode"));
        assertThat(notes).doesNotExist();
        assertThat(folder.resolve("project/opencode.json")).doesNotExist();
    }

    @Test
    void aPreviewTellsWhatWouldBeRefusedAndChangesNothing() throws IOException {
        Path broken =
                Files.writeString(Files.createDirectory(home.resolve(".cursor")).resolve("mcp.json"), "{ broken");
        Path other = Files.writeString(
                Files.createDirectory(home.resolve(".qwen")).resolve("settings.json"),
                "{\"mcpServers\": {\"codebase\": {\"command\": \"other\"}}}");
        Path fixed =
                Files.writeString(Files.createDirectory(home.resolve(".gemini")).resolve("settings.json"), "{}");
        Files.setPosixFilePermissions(fixed, PosixFilePermissions.fromString("r--r--r--"));
        Request request = new Request(List.of("cursor", "qwen", "gemini", "codex"), Scope.USER, project, true);

        ClientSetup.Preview preview = setup().preview(request);

        assertThat(preview.documents())
                .containsOnlyKeys(Path.of(file(".codex/config.toml")), Path.of(file(".codex/AGENTS.md")));
        assertThat(home.resolve(".codex")).doesNotExist();
        assertThat(home.resolve(".gemini").toFile().list()).containsExactly("settings.json");
        assertThat(preview.refused())
                .isEqualTo(setup().install(request).stream()
                        .filter(change -> change.kind() == Kind.REFUSED)
                        .toList())
                .extracting(change -> change.file().orElseThrow())
                .containsExactly(broken, other, fixed);
        assertThat(setup().preview(project("windsurf")).refused()).isEqualTo(setup().install(project("windsurf")));
    }

    @Test
    void aFileThatIsRefusedDoesNotPreventOthers() throws IOException {
        Files.writeString(Files.createDirectory(home.resolve(".cursor")).resolve("mcp.json"), "{ broken");

        assertThat(setup().install(user("cursor", "codex")))
                .extracting(ClientChange::kind)
                .containsExactly(Kind.REFUSED, Kind.ADDED);
        assertThat(setup().findings())
                .anySatisfy(found -> assertThat(found.text())
                        .contains("Cursor: ", "line 1, column 3")
                        .endsWith("; correct the file first"))
                .anySatisfy(found -> assertThat(found)
                        .isEqualTo(new ClientFinding(false, "Codex is configured in " + file(".codex/config.toml"))));
    }

    /** Two runs at once refused each other's files, although these ended right. */
    @Test
    void twoRunsAtOnceBothSucceed() throws Exception {
        String[] all = setup().states(Scope.USER, project).stream()
                .map(ClientState::name)
                .toArray(String[]::new);
        for (int round = 0; round < 10; round++) {
            assertThat(twice(setup -> setup.install(user(all)))).isEmpty();
            assertThat(setup().install(user(all)))
                    .extracting(ClientChange::kind)
                    .containsOnly(Kind.UNCHANGED);
            assertThat(twice(setup -> setup.uninstall(user(all)))).isEmpty();
            assertThat(setup().uninstall(user(all)))
                    .extracting(ClientChange::kind)
                    .containsOnly(Kind.ABSENT);
        }
    }

    /** Runs it in two threads at once, and returns why files were refused. */
    private List<String> twice(Function<ClientSetup, List<ClientChange>> run) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<List<ClientChange>> one = () -> {
            start.await();
            return run.apply(setup());
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<String> problems = new ArrayList<>();
            for (Future<List<ClientChange>> done : threads.invokeAll(List.of(one, one))) {
                done.get().forEach(change -> change.problem().ifPresent(problems::add));
            }
            return problems;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Empty directories of clients stayed behind, which then seemed to be installed. */
    @Test
    void directoriesThatInstallMadeAreRemovedIfTheyAreEmpty() throws IOException {
        Files.createDirectories(home.resolve(".cursor"));
        Files.createDirectories(home.resolve(".config"));
        Request everything = new Request(List.of("cursor", "amp", "kiro", "goose"), Scope.USER, project, true);
        setup().install(everything);
        setup().install(project("kiro"));
        Files.createFile(home.resolve(".kiro/mine"));

        setup().uninstall(everything);
        setup().uninstall(project("kiro"));

        assertThat(home.resolve(".cursor")).isEmptyDirectory();
        assertThat(home.resolve(".config")).isEmptyDirectory();
        assertThat(home.resolve(".kiro").toFile().list()).containsExactly("mine");
        assertThat(folder.resolve("project/.kiro")).doesNotExist();
        // A directory that a user made later stays.
        Files.createDirectories(home.resolve(".config/amp"));
        Files.writeString(home.resolve(".config/amp/settings.json"), "{}");
        setup().install(user("amp"));
        setup().uninstall(user("amp"));
        Files.delete(home.resolve(".config/amp/settings.json"));
        setup().install(user("amp"));
        setup().uninstall(user("amp"));
        assertThat(home.resolve(".config/amp")).isEmptyDirectory();
    }

    @Test
    void findingsNameAMissingCommandOrJar() throws IOException {
        Files.createDirectory(home.resolve(".qwen"));
        setup().install(user("codex", "opencode"));
        Files.delete(jar);

        assertThat(setup().findings())
                .map(found -> new ClientFinding(found.problem(), Term.plain(found.text())))
                .contains(
                        new ClientFinding(false, "Qwen Code is not configured; 'install qwen' does that"),
                        new ClientFinding(
                                true,
                                "opencode: its jar '" + jar
                                        + "' does not exist or cannot be read; 'install opencode' sets it again"));

        Path config = home.resolve(".codex/config.toml");
        Files.writeString(config, Files.readString(config).replace(command().program(), "/gone/java"));
        assertThat(setup().findings())
                .extracting(found -> Term.plain(found.text()))
                .contains("Codex: its command '/gone/java' does not exist or cannot be executed;"
                        + " 'install codex' sets it again");
    }
}
