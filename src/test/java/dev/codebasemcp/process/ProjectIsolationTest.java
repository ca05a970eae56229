package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two projects with the same file names, and in each file another marker. Whatever is asked of one, nothing of the other
 * comes back. One process serves both, and their databases give the same numbers to segments and chunks, so that a cache
 * that confuses them shows.
 */
@Timeout(240)
class ProjectIsolationTest {
    private static final int FILES = 120;
    private static final int ROUNDS = 10;
    private static final int AT_ONCE = 4;
    private static final List<String> NAMES = List.of("isolated-north", "isolated-south");
    private static final List<String> MARKERS = List.of("zirconium", "feldspar");

    @TempDir
    private static Path folder;

    private static ServerSession server;

    @BeforeAll
    static void indexBoth() {
        server = ServerSession.start(folder);
        for (int i = 0; i < NAMES.size(); i++) {
            Path root = GeneratedRepository.write(root(i), FILES, i, MARKERS.get(i));
            new SampleRepository(root).named(NAMES.get(i));
            server.workIn(root);
            assertThat(server.index(root).path("files_indexed").asInt()).isEqualTo(FILES);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @RepeatedTest(5)
    void noQueryOfOneReturnsTheOthers(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int round = 0; round < ROUNDS; round++) {
            int home = random.nextInt(2);
            server.workIn(root(home));
            List<Asked> asked = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                asked.add(ask(random, home));
            }
            asked.forEach(ProjectIsolationTest::check);
        }
    }

    @Test
    void theMarkerOfOneIsUnknownInTheOther() {
        for (int here = 0; here < 2; here++) {
            server.workIn(root(here));
            JsonNode own = server.search(MARKERS.get(here), Map.of("limit", 50));
            JsonNode others = server.search(MARKERS.get(1 - here), Map.of("limit", 50));

            assertThat(own.path("results")).isNotEmpty();
            assertThat(others.toString()).doesNotContain(MARKERS.get(1 - here));
        }
    }

    @Test
    void anExplicitProjectReachesTheOther() {
        for (int here = 0; here < 2; here++) {
            server.workIn(root(here));
            String marker = MARKERS.get(1 - here);
            JsonNode found = server.search(marker, Map.of("project_id", NAMES.get(1 - here)));

            assertThat(found.path("project").path("name").asText()).isEqualTo(NAMES.get(1 - here));
            assertThat(found.path("results"))
                    .isNotEmpty()
                    .allSatisfy(result ->
                            assertThat(result.path("content").asText()).contains(marker));
        }
    }

    @Test
    void onlyASearchThatNamesTheOtherShowsIt() {
        for (int here = 0; here < 2; here++) {
            server.workIn(root(here));
            JsonNode other = server.search("report", Map.of("projects", NAMES.get(1 - here), "limit", 50));
            JsonNode both = server.search("report", Map.of("projects", NAMES, "limit", 50));

            assertThat(other.toString())
                    .contains(MARKERS.get(1 - here))
                    .doesNotContain(MARKERS.get(here), NAMES.get(here));
            for (JsonNode result : both.path("results")) {
                int project = NAMES.indexOf(result.path("project").asText());
                assertThat(result.path("content").asText()).contains(MARKERS.get(project));
            }
            assertThat(both.path("results").findValuesAsText("project")).contains(NAMES.get(0), NAMES.get(1));
        }
    }

    @Test
    void aRepositoryOfTheOtherIsUnknown() {
        for (int here = 0; here < 2; here++) {
            server.workIn(root(here));
            String others = server.listed(NAMES.get(1 - here))
                    .path("repositories")
                    .path(0)
                    .path("repository_id")
                    .asText();

            assertThat(server.refusal("search_code", Map.of("query", "record", "repository_id", others)))
                    .contains("is no repository of this project", NAMES.get(here))
                    .doesNotContain(NAMES.get(1 - here));
        }
    }

    @Test
    void bothHaveTheSamePathsInDatabasesOfTheirOwn() {
        List<Set<String>> paths = new ArrayList<>();
        Set<String> databases = new HashSet<>();
        for (String name : NAMES) {
            JsonNode found = server.search("report", Map.of("project_id", name, "limit", 50, "directory", "part1"));
            paths.add(new HashSet<>(found.findValuesAsText("file_path")));
            databases.add(found.path("project").path("database_name").asText());
        }

        assertThat(paths.get(0)).hasSize(20).isEqualTo(paths.get(1));
        assertThat(databases).hasSize(2);
    }

    /** A call that is under way, and the project that it is about. */
    private record Asked(int call, int project) {}

    private static Asked ask(Random random, int home) {
        Map<String, Object> arguments = new HashMap<>(filters(random));
        arguments.put("query", query(random));
        int project = random.nextInt(2);
        if (project != home || random.nextBoolean()) {
            arguments.put("project_id", NAMES.get(project));
        }
        return new Asked(server.send("search_code", arguments), project);
    }

    private static void check(Asked asked) {
        JsonNode answer = server.structured(asked.call());
        assertThat(answer.path("project").path("name").asText()).isEqualTo(NAMES.get(asked.project()));
        assertThat(answer.path("results"))
                .isNotEmpty()
                .allSatisfy(result -> assertThat(result.toString()).doesNotContain(MARKERS.get(1 - asked.project())));
    }

    private static String query(Random random) {
        StringBuilder query = new StringBuilder("the");
        for (int i = random.nextInt(4); i >= 0; i--) {
            query.append(' ').append(GeneratedRepository.WORDS.get(random.nextInt(GeneratedRepository.WORDS.size())));
        }
        return random.nextInt(3) == 0 ? query + " " + MARKERS.get(random.nextInt(2)) : query.toString();
    }

    private static Map<String, Object> filters(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> Map.of("file_type", ".go", "limit", 50);
            case 1 -> Map.of("language", "python", "limit", 3);
            case 2 -> Map.of("directory", "part" + random.nextInt(2));
            case 3 -> Map.of("directory", "*", "file_type", "py");
            case 4 -> Map.of("detail", "concise", "limit", 50);
            case 5 -> Map.of("language", "go", "directory", "part0", "detail", "full");
            default -> Map.of("limit", 50, "max_tokens", 20_000);
        };
    }

    private static Path root(int project) {
        return folder.resolve(NAMES.get(project));
    }
}
