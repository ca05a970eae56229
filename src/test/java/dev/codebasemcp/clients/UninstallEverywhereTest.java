package dev.codebasemcp.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.clients.ClientChange.Kind;
import dev.codebasemcp.clients.ClientSetup.Request;
import dev.codebasemcp.clients.ClientSetup.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Without a name, uninstalling takes our entry out of each file that has it, whoever seems to be installed. */
class UninstallEverywhereTest extends ClientHome {
    private static final String MINE = "{\n  // mine\n  \"theme\": 1,\n}\n";

    @Test
    void clientsThatAreNotRecognizedAndTheRepositorysFilesAreIncluded() throws IOException {
        Path mine = Files.writeString(
                Files.createDirectories(folder.resolve("project/.cursor")).resolve("mcp.json"), MINE);
        Path settings =
                Files.writeString(Files.createDirectory(home.resolve(".gemini")).resolve("settings.json"), MINE);
        setup().install(new Request(List.of("gemini"), Scope.USER, project, true));
        setup().install(new Request(
                List.of("cursor", "claude-code", "copilot", "codex"), Scope.PROJECT, project, true));
        assertThat(setup().states(Scope.USER, project))
                .filteredOn(ClientState::recognized)
                .hasSize(1);

        List<ClientChange> changes = setup().uninstallEverywhere(List.of(), project);

        assertThat(changes)
                .containsExactlyInAnyOrder(
                        change("gemini", "Gemini CLI", Kind.REMOVED, file(".gemini/settings.json")),
                        change("gemini", "Gemini CLI", Kind.REMOVED, file(".gemini/GEMINI.md")),
                        change("claude-code", "Claude Code", Kind.REMOVED, inProject(".mcp.json")),
                        change("cursor", "Cursor", Kind.REMOVED, inProject(".cursor/mcp.json")),
                        change("codex", "Codex", Kind.REMOVED, inProject(".codex/config.toml")),
                        change("claude-code", "Claude Code", Kind.REMOVED, inProject("CLAUDE.md")),
                        change("cursor", "Cursor", Kind.REMOVED, inProject("AGENTS.md")));
        assertThat(mine).hasContent(MINE);
        assertThat(settings).hasContent(MINE);
        assertThat(folder.resolve("project").toFile().list()).containsExactlyInAnyOrder(".git", ".cursor", "sub");
        assertThat(folder.resolve("project/.cursor").toFile().list()).containsExactly("mcp.json");
        assertThat(setup().uninstallEverywhere(List.of(), project)).isEmpty();
    }

    @Test
    void aNamedClientLeavesBothItsFilesAndOthersStay() {
        setup().install(user("codex", "cursor"));
        setup().install(project("codex", "cursor"));

        assertThat(setup().uninstallEverywhere(List.of("codex"), project))
                .containsExactly(
                        change("codex", "Codex", Kind.REMOVED, file(".codex/config.toml")),
                        change("codex", "Codex", Kind.REMOVED, inProject(".codex/config.toml")));
        // What was asked for is told; that it is not in the repository either is not.
        assertThat(setup().uninstallEverywhere(List.of("codex"), project))
                .containsExactly(change("codex", "Codex", Kind.ABSENT, file(".codex/config.toml")));
        assertThat(home.resolve(".cursor/mcp.json")).exists();
        assertThat(folder.resolve("project/.cursor/mcp.json")).exists();
    }

    @Test
    void aScopeLeavesTheOtherAlone() {
        setup().install(user("codex"));
        setup().install(project("codex"));

        assertThat(setup().uninstall(user()))
                .containsExactly(change("codex", "Codex", Kind.REMOVED, file(".codex/config.toml")));
        assertThat(folder.resolve("project/.codex/config.toml")).exists();
        assertThat(setup().uninstall(project()))
                .containsExactly(change("codex", "Codex", Kind.REMOVED, inProject(".codex/config.toml")));
    }

    @Test
    void outsideOfARepositoryTheUsersFilesAreMeant() throws IOException {
        setup().install(user("codex"));

        assertThat(setup().uninstallEverywhere(List.of(), home))
                .containsExactly(change("codex", "Codex", Kind.REMOVED, file(".codex/config.toml")));
        assertThat(setup().uninstallEverywhere(List.of(), home.resolve("gone"))).isEmpty();
    }

    /** A client moved to its other file, and the entry stayed in the first. */
    @Test
    void eachFileOfAClientCounts() throws IOException {
        Path old = Files.writeString(
                Files.createDirectories(home.resolve(".config/opencode")).resolve("opencode.jsonc"), MINE);
        setup().install(user("opencode"));
        Files.writeString(old.resolveSibling("opencode.json"), "{}");

        assertThat(setup().uninstallEverywhere(List.of("opencode"), home))
                .containsExactly(change("opencode", "opencode", Kind.REMOVED, old.toString()));
        assertThat(old).hasContent(MINE);
    }

    @Test
    void filesWithoutAPartOfOursAreNoReasonToComplain() throws IOException {
        Files.writeString(Files.createDirectory(home.resolve(".cursor")).resolve("mcp.json"), "{ broken");
        Files.write(folder.resolve("project/AGENTS.md"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        Files.createDirectory(folder.resolve("project/CLAUDE.md"));
        Files.createSymbolicLink(folder.resolve("project/GEMINI.md"), folder.resolve("nowhere"));
        Files.writeString(
                folder.resolve("project/.mcp.json"), "{\"mcpServers\": {\"codebase\": {\"command\": \"other\"}}}");

        assertThat(setup().uninstallEverywhere(List.of(), project)).isEmpty();
    }

    @Test
    void aFileThatMayHaveOurEntryAndCannotBeChangedIsTold() throws IOException {
        Path broken = Files.writeString(
                Files.createDirectory(home.resolve(".cursor")).resolve("mcp.json"), "{ \"codebase\": ");
        Path outside = folder.resolve("outside.json");
        setup().install(project("claude-code"));
        Files.move(folder.resolve("project/.mcp.json"), outside);
        Files.createSymbolicLink(folder.resolve("project/.mcp.json"), outside);
        String before = Files.readString(outside);

        List<ClientChange> changes = setup().uninstallEverywhere(List.of(), project);

        assertThat(changes).extracting(ClientChange::kind).containsExactly(Kind.REFUSED, Kind.REFUSED);
        assertThat(changes.get(0).problem().orElseThrow()).contains(broken.toString());
        assertThat(changes.get(1).problem().orElseThrow()).contains("a link leads out of the project");
        assertThat(outside).hasContent(before);
    }
}
