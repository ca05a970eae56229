package dev.codebasemcp.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.clients.ClientChange.Kind;
import dev.codebasemcp.clients.ClientSetup.Request;
import dev.codebasemcp.clients.ClientSetup.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which files {@code install} may write. */
class ClientFilesTest extends ClientHome {
    @Test
    void theDirectoryOfOneSessionIsNotWritten() throws IOException {
        environment.put("CLAUDE_PROJECT_DIR", project.toString());

        setup().install(user("claude-code"));

        assertThat(home.resolve(".claude.json"))
                .content()
                .contains("CODEBASE_MCP_HOME")
                .doesNotContain("CLAUDE_PROJECT_DIR");
    }

    @Test
    void aLinkInAProjectThatLeadsOutOfItIsRefused() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside.json"), "{}");
        Files.createSymbolicLink(folder.resolve("project/.mcp.json"), outside);

        assertThat(setup().install(project("claude-code")))
                .singleElement()
                .satisfies(change -> assertThat(change.toString()).contains("a link leads out of the project"));
        assertThat(outside).hasContent("{}");
    }

    @Test
    void aLinkedDirectoryThatLeadsOutOfTheProjectIsRefusedWithAndWithoutAFileInIt() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createSymbolicLink(folder.resolve("project/.cursor"), outside);
        Files.createSymbolicLink(folder.resolve("project/.kiro"), folder.resolve("nothing"));

        assertThat(setup().install(project("cursor", "kiro")))
                .extracting(ClientChange::kind)
                .containsOnly(Kind.REFUSED);
        assertThat(outside).isEmptyDirectory();
        Files.writeString(outside.resolve("mcp.json"), "{}");
        assertThat(setup().install(project("cursor")))
                .extracting(ClientChange::kind)
                .containsOnly(Kind.REFUSED);

        assertThat(outside.resolve("mcp.json")).hasContent("{}");
        assertThat(outside.toFile().list()).containsExactly("mcp.json");
    }

    @Test
    void aLinkWithinTheProjectIsFollowed() throws IOException {
        Path notes = Files.writeString(folder.resolve("project/AGENTS.md"), "# Notes\n");
        Files.createSymbolicLink(folder.resolve("project/CLAUDE.md"), notes);

        setup().install(new Request(List.of("claude-code"), Scope.PROJECT, project, true));

        assertThat(notes).content().startsWith("# Notes\n").contains("search_code");
    }

    @Test
    void aModelIsNotToldOfAServerThatWasRefused() throws IOException {
        Files.writeString(home.resolve(".claude.json"), "{broken");

        assertThat(setup().install(new Request(List.of("claude-code"), Scope.USER, project, true)))
                .extracting(ClientChange::kind)
                .containsExactly(Kind.REFUSED);

        assertThat(home.toFile().list()).containsExactly(".claude.json");
    }

    @Test
    void aPreviewWritesNothing() throws IOException {
        Map<Path, String> preview = setup().preview(new Request(List.of("goose", "amp"), Scope.USER, project, true))
                .documents();

        assertThat(preview).hasSize(4);
        assertThat(preview.get(home.resolve(".config/amp/settings.json"))).contains("\"amp.mcpServers\": {");
        assertThat(preview.get(home.resolve(".config/goose/config.yaml"))).startsWith("extensions:\n  codebase:\n");
        assertThat(home.toFile().list()).isEmpty();
    }
}
