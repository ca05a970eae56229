package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.git.GitDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A search is about the checkout that holds the session's directory; the project's others answer on request only. */
@Timeout(240)
class SearchScopeTest {
    private static final String QUESTION = "refresh the session";

    @TempDir
    private static Path temporary;

    private static Path folder;
    private static Path shop;
    private static Path linked;
    private static Path plain;
    private static Path parent;
    private static ServerSession server;

    @BeforeAll
    static void indexAll() throws Exception {
        folder = temporary.toRealPath();
        Files.createDirectories(folder.resolve(".codebase-mcp"));
        Files.writeString(folder.resolve(".codebase-mcp/config.json"), "{\"project\":{\"name\":\"scopes\"}}");
        shop = git("shop", "shop");
        Files.createDirectories(shop.resolve("deep/er"));
        linked = folder.resolve("linked");
        GitDirectories.git(shop, "worktree", "add", "-q", linked.toString());
        write(linked.resolve("session.py"), "linked");
        plain = Files.createDirectories(folder.resolve("plain"));
        write(plain.resolve("session.py"), "plain");
        parent = Files.createDirectories(folder.resolve("parent"));
        for (String name : List.of("one", "two", "three")) {
            git("parent/" + name, name);
        }
        server = ServerSession.start(folder);
        server.workIn(folder);
        for (Path root : List.of(shop, linked, plain)) {
            server.index(root);
        }
        for (String name : List.of("one", "two", "three")) {
            server.index(parent.resolve(name));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theSessionsOwnRepositoryAnswersAlone() {
        for (Path root : List.of(shop, plain)) {
            server.workIn(root);
            JsonNode answer = server.search(QUESTION);
            assertThat(markers(answer)).containsExactly(root.getFileName().toString());
            assertThat(answer.path("results"))
                    .allSatisfy(result -> assertThat(result.has("repository")).isFalse());
        }
        server.workIn(shop.resolve("deep/er"));
        assertThat(markers(server.search(QUESTION))).containsExactly("shop");
    }

    @Test
    void aLinkedWorkingTreeAnswersWithItsOwnFiles() {
        server.workIn(linked);
        JsonNode answer = server.search(QUESTION);
        assertThat(markers(answer)).containsExactly("linked");
        assertThat(answer.toString()).doesNotContain("also at");
    }

    @Test
    void aDirectoryAboveSeveralIsAboutAllOfThemAndEachResultNamesIts() {
        server.workIn(parent);
        JsonNode answer = server.search(QUESTION);
        assertThat(markers(answer)).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(answer.path("results"))
                .allSatisfy(result -> assertThat(result.path("content").asText())
                        .contains(result.path("repository").asText()));
    }

    @Test
    void aDirectoryOutsideOfAllIsAboutTheWholeProject() throws IOException {
        server.workIn(Files.createDirectories(folder.resolve("notes")));
        JsonNode answer = server.search(QUESTION, Map.of("limit", 50));
        assertThat(markers(answer)).contains("shop", "linked", "plain", "one", "two", "three");
        assertThat(answer.path("message").asText()).contains("is in no repository, so the whole project was searched");
        assertThat(answer.path("results"))
                .allSatisfy(
                        result -> assertThat(result.path("repository").asText()).isNotBlank());
    }

    @Test
    void aRepositoryThatIsNotIndexedSaysSoAndNoOtherAnswers() throws Exception {
        Path fresh = git("fresh", "fresh");
        server.workIn(fresh);
        JsonNode answer = server.search(QUESTION);
        assertThat(answer.path("results")).isEmpty();
        assertThat(answer.path("message").asText())
                .contains(fresh.toString(), "not indexed", "index_repository", "scope \"project\"");
        assertThat(markers(server.search(QUESTION, Map.of("scope", "project", "limit", 50))))
                .contains("shop", "plain");
    }

    @Test
    void aNestedRepositoryCountsAsItsOwn() throws Exception {
        Path nested = git("shop/vendored/nested", "nested");
        server.workIn(nested);
        assertThat(server.search(QUESTION).path("message").asText()).contains(nested + " is not indexed");
    }

    @Test
    void anotherRepositoryAnswersByIdPathOrName() {
        server.workIn(shop);
        String id = server.search(QUESTION, Map.of("repository_id", plain.toString()))
                .path("results")
                .path(0)
                .path("repository_id")
                .asText();
        for (String given : List.of(id, plain.toString(), "plain")) {
            assertThat(markers(server.search(QUESTION, Map.of("repository_id", given))))
                    .containsExactly("plain");
        }
        assertThat(server.refusal("search_code", Map.of("query", QUESTION, "repository_id", "nowhere")))
                .contains("\"nowhere\" is no repository of this project", shop.toString());
    }

    @Test
    void aPartOfARepositoryIsIndexedAsThatPart() throws IOException {
        server.workIn(plain);
        Path part = Files.createDirectories(plain.resolve("part"));
        write(part.resolve("later.py"), "later");
        JsonNode indexed = server.ask("index_repository", Map.of("repo_path", part.toString()));
        assertThat(indexed.path("project").toString()).contains("a part of the repository " + plain);
        assertThat(server.listed("scopes").path("repositories"))
                .noneSatisfy(repository ->
                        assertThat(repository.path("path").asText()).isEqualTo(part.toString()));
        assertThat(markers(server.search(QUESTION))).contains("later");
    }

    @Test
    void aRepositoryWhosePlaceIsGoneAnswersOnRequestOnly() throws Exception {
        Path gone = git("gone", "gone");
        server.workIn(gone);
        server.index(gone);
        assertThat(markers(server.search(QUESTION))).containsExactly("gone");
        Files.move(gone, folder.resolve("hidden"));
        server.workIn(folder);
        assertThat(markers(server.search(QUESTION, Map.of("scope", "project", "limit", 50))))
                .doesNotContain("gone")
                .contains("shop");
        assertThat(markers(server.search(QUESTION, Map.of("repository_id", gone.toString()))))
                .contains("gone");
    }

    @Test
    void nobodyMeansToIndexTheRootOrAHomeDirectory() {
        assertThat(server.refusal("index_repository", Map.of("repo_path", "/")))
                .contains("the root of the file system", "force");
        assertThat(server.refusal("start_indexing_background", Map.of("repo_path", System.getProperty("user.home"))))
                .contains("a home directory", "force");
    }

    private static Set<String> markers(JsonNode answer) {
        return Set.copyOf(answer.path("results").findValuesAsText("content").stream()
                .flatMap(content -> content.lines().filter(line -> line.contains("marker =")))
                .map(line -> line.replaceAll(".*'(\\w+)'.*", "$1"))
                .toList());
    }

    private static Path git(String path, String marker) throws IOException, InterruptedException {
        Path root = Files.createDirectories(folder.resolve(path));
        write(root.resolve("session.py"), marker);
        return GitDirectories.repository(root);
    }

    private static void write(Path file, String marker) throws IOException {
        Files.writeString(
                file,
                "def refresh_session(session):\n    \"\"\"Refreshes the session.\"\"\"\n    marker = '" + marker
                        + "'\n    return session.renew(marker)\n");
    }
}
