package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The law of isolation: many projects whose files differ in one word only, several sessions that ask about all of them in
 * turn with every tool, and in no answer a result, count, job, error or suggestion of another project. What list_projects
 * shows, the names and ids of projects, may be in refusals.
 *
 * <p>The full size: {@code -Dcodebasemcp.law.projects=50 -Dcodebasemcp.law.calls=100000}.
 */
@Timeout(7200)
class IsolationLawTest {
    private static final int PROJECTS = Integer.getInteger("codebasemcp.law.projects", 5);
    private static final int CALLS = Integer.getInteger("codebasemcp.law.calls", 900);
    private static final int SESSIONS = 3;
    private static final int AT_ONCE = 10;
    private static final int FEWEST_FILES = 8;
    /** Everything by which a project can be told: its word, its ids and jobs, its database, its name and directory. */
    private static final Pattern TRACE = Pattern.compile(
            "zq[a-z]{7}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}" + "|cb_proj_[a-z0-9_]+|law-[0-9]{3}");

    @TempDir
    private static Path folder;

    private static final List<ServerSession> SERVERS = new ArrayList<>();
    private static final List<Known> PROJECTS_KNOWN = new ArrayList<>();
    private static final List<String> ASKED_BEFORE =
            List.of("the ledger of the customer", "render a window", "zq", "validate packet schema");
    /** What each project answers while nobody else asks anything, by its id and the query. */
    private static final Map<String, Answer> REFERENCES = new HashMap<>();

    private record Answer(int total, List<String> files) {
        static Answer of(JsonNode answer) {
            return new Answer(
                    answer.path("total_count").asInt(), answer.path("results").findValuesAsText("file_path"));
        }
    }

    /** What belongs to a project, and how much there is of it. */
    private record Known(
            String name,
            String marker,
            Path root,
            String id,
            String repository,
            String job,
            int chunks,
            Set<String> own) {}

    @BeforeAll
    static void indexAll() {
        for (int i = 0; i < SESSIONS; i++) {
            SERVERS.add(ServerSession.start(folder));
        }
        Random random = new Random(17);
        for (int i = 0; i < PROJECTS; i++) {
            PROJECTS_KNOWN.add(index(i, random, SERVERS.get(i % SESSIONS)));
        }
        for (Known project : PROJECTS_KNOWN) {
            for (String query : ASKED_BEFORE) {
                Map<String, Object> arguments = Map.of("query", query, "project_id", project.id());
                Answer answer = Answer.of(SERVERS.get(0).ask("search_code", arguments));
                assertThat(answer.files()).as(query).isNotEmpty();
                REFERENCES.put(project.id() + query, answer);
            }
        }
    }

    @AfterAll
    static void stop() {
        SERVERS.forEach(ServerSession::close);
    }

    @Test
    void noAnswerHoldsAnythingOfAnotherProject() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);
        try {
            List<Future<Integer>> sessions = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                Asker asker = new Asker(SERVERS.get(i), new Random(i));
                sessions.add(threads.submit(() -> asker.run(CALLS / SESSIONS)));
            }
            int calls = 0;
            for (Future<Integer> session : sessions) {
                calls += session.get();
            }
            assertThat(calls).isGreaterThanOrEqualTo(CALLS / SESSIONS * SESSIONS);
        } finally {
            threads.shutdownNow();
        }
    }

    /** The same seed for all: the same files and code, but for the marker, and one file more each. */
    private static Known index(int number, Random random, ServerSession server) {
        String name = String.format(Locale.ROOT, "law-%03d", number);
        StringBuilder marker = new StringBuilder("zq");
        for (int i = 0; i < 7; i++) {
            marker.append((char) ('a' + random.nextInt(26)));
        }
        Path root = GeneratedRepository.write(folder.resolve(name), FEWEST_FILES + number, 1, marker.toString());
        new SampleRepository(root).named(name);
        server.workIn(root);
        JsonNode job = server.index(root);
        JsonNode listed = server.listed(name);
        JsonNode repository = listed.path("repositories").path(0);
        assertThat(repository.path("files").asInt()).isEqualTo(FEWEST_FILES + number);
        Set<String> own = new HashSet<>(Set.of(
                name,
                marker.toString(),
                listed.path("id").asText(),
                listed.path("database_name").asText(),
                repository.path("repository_id").asText(),
                job.path("job_id").asText()));
        return new Known(
                name,
                marker.toString(),
                root,
                listed.path("id").asText(),
                repository.path("repository_id").asText(),
                job.path("job_id").asText(),
                repository.path("chunks").asInt(),
                own);
    }

    /** One session's user. */
    private static final class Asker {
        private final ServerSession server;
        private final Random random;
        private final Map<Integer, Consumer<ServerSession>> checks = new HashMap<>();
        private Known home = PROJECTS_KNOWN.get(0);

        Asker(ServerSession server, Random random) {
            this.server = server;
            this.random = random;
        }

        int run(int calls) {
            int done = 0;
            while (done < calls) {
                home = any();
                JsonNode set = server.ask(
                        "set_working_directory", Map.of("directory", home.root().toString()));
                assertThat(set.path("project_info").path("name").asText()).isEqualTo(home.name());
                done++;
                for (int i = 0; i < AT_ONCE; i++) {
                    ask();
                }
                for (Consumer<ServerSession> check : checks.values()) {
                    check.accept(server);
                    done++;
                }
                checks.clear();
                server.forget();
            }
            return done;
        }

        private void ask() {
            int dice = random.nextInt(200);
            if (dice < 110) {
                search();
            } else if (dice < 150) {
                searchAsBefore();
            } else if (dice < 158) {
                foreignRepository();
            } else if (dice < 168) {
                jobs();
            } else if (dice < 178) {
                status();
            } else if (dice < 184) {
                foreignJob();
            } else if (dice < 190) {
                misspelt();
            } else if (dice < 194) {
                cancelFinished();
            } else if (dice < 198) {
                everything();
            } else {
                indexAgain(dice == 198);
            }
        }

        private void search() {
            Known target = any();
            Map<String, Object> arguments = aimedAt(target);
            arguments.putAll(filters());
            arguments.put("query", query());
            expect("search_code", arguments, answer -> {
                assertAbout(target, answer);
                assertThat(answer.path("total_count").asInt()).isLessThanOrEqualTo(target.chunks());
                assertThat(answer.path("results"))
                        .allSatisfy(result -> assertThat(
                                        result.path("repository_id").asText())
                                .isEqualTo(target.repository()));
            });
        }

        /** The counts and the order of results would show another project's files, also where no name of them is told. */
        private void searchAsBefore() {
            Known target = any();
            String query = ASKED_BEFORE.get(random.nextInt(ASKED_BEFORE.size()));
            Map<String, Object> arguments = aimedAt(target);
            arguments.put("query", query);
            expect("search_code", arguments, answer -> {
                assertAbout(target, answer);
                assertThat(Answer.of(answer)).isEqualTo(REFERENCES.get(target.id() + query));
            });
        }

        private void foreignRepository() {
            Known target = any();
            Known other = any();
            Map<String, Object> arguments = aimedAt(target);
            arguments.put("query", query());
            arguments.put("repository_id", other.repository());
            if (other.equals(target)) {
                expect("search_code", arguments, answer -> assertAbout(target, answer));
                return;
            }
            int call = server.send("search_code", arguments);
            checks.put(
                    call,
                    session -> assertThat(session.refusal(call))
                            .contains(
                                    "is no repository of this project",
                                    target.root().toString())
                            .doesNotContain(other.marker())
                            .doesNotContain(other.root().toString()));
        }

        private void jobs() {
            Known target = any();
            Map<String, Object> arguments = aimedAt(target);
            arguments.put("limit", 100);
            expect("list_indexing_jobs", arguments, answer -> {
                assertThat(answer.path("project").path("id").asText()).isEqualTo(target.id());
                assertThat(answer.path("jobs")).isNotEmpty();
                assertThat(answer.toString())
                        .contains(target.job())
                        .contains(target.root().toString());
                assertOnly(namesIn(answer.toString(), "law-[0-9]{3}|zq[a-z]{7}|cb_proj_[a-z0-9_]+"), target.own());
            });
        }

        private void status() {
            Known target = any();
            expect(
                    "get_indexing_status",
                    Map.of("job_id", target.job(), "project_id", target.id()),
                    answer -> assertAbout(target, answer));
        }

        private void foreignJob() {
            Known target = any();
            Known other = any();
            if (!other.equals(target)) {
                int call =
                        server.send("get_indexing_status", Map.of("job_id", other.job(), "project_id", target.name()));
                checks.put(
                        call,
                        session -> assertThat(session.refusal(call))
                                .contains("does not belong")
                                .doesNotContain(other.marker())
                                .doesNotContain(other.root().toString()));
            }
        }

        private void misspelt() {
            Known target = any();
            String wrong = target.name().replace("law", "lav");
            int call = server.send("search_code", Map.of("query", query(), "project_id", wrong));
            checks.put(call, session -> {
                Set<String> shown = new HashSet<>();
                PROJECTS_KNOWN.forEach(project -> shown.addAll(List.of(project.name(), project.id())));
                String refusal = session.refusal(call);
                assertThat(refusal).contains(wrong).contains("nearest");
                assertThat(namesIn(refusal, "zq[a-z]{7}|cb_proj_[a-z0-9_]+")).isEmpty();
                assertOnly(namesIn(refusal, "law-[0-9]{3}"), shown);
            });
        }

        private void cancelFinished() {
            Known target = any();
            expect("cancel_indexing", Map.of("job_id", target.job()), answer -> {
                assertAbout(target, answer);
                assertThat(answer.path("status").asText()).isEqualTo("completed");
            });
        }

        private void everything() {
            expect("list_projects", Map.of(), answer -> {
                assertThat(answer.findValuesAsText("name"))
                        .containsAll(PROJECTS_KNOWN.stream().map(Known::name).toList());
                assertThat(namesIn(answer.toString(), "zq[a-z]{7}")).isEmpty();
            });
        }

        /** Nothing has changed, so the job finds nothing to do; its id is new, or of the run that is under way. */
        private void indexAgain(boolean waits) {
            Known target = any();
            Map<String, Object> arguments = aimedAt(target);
            arguments.put("repo_path", target.root().toString());
            expect(waits ? "index_repository" : "start_indexing_background", arguments, answer -> {
                assertThat(answer.path("project").path("id").asText()).isEqualTo(target.id());
                assertOnly(namesIn(answer.toString(), "law-[0-9]{3}|zq[a-z]{7}|cb_proj_[a-z0-9_]+"), target.own());
            });
        }

        private void expect(String tool, Map<String, Object> arguments, Consumer<JsonNode> check) {
            int call = server.send(tool, arguments);
            checks.put(call, session -> check.accept(session.structured(call)));
        }

        /** By the session's directory, by name or by id. */
        private Map<String, Object> aimedAt(Known target) {
            Map<String, Object> arguments = new HashMap<>();
            if (!target.equals(home) || random.nextBoolean()) {
                arguments.put("project_id", random.nextBoolean() ? target.name() : target.id());
            }
            return arguments;
        }

        private String query() {
            StringBuilder query = new StringBuilder("the");
            for (int i = random.nextInt(4); i >= 0; i--) {
                query.append(' ')
                        .append(GeneratedRepository.WORDS.get(random.nextInt(GeneratedRepository.WORDS.size())));
            }
            return random.nextInt(3) == 0 ? query + " " + any().marker() : query.toString();
        }

        private Map<String, Object> filters() {
            return switch (random.nextInt(6)) {
                case 0 -> Map.of("file_type", "go", "limit", 50);
                case 1 -> Map.of("language", "python", "limit", 3);
                case 2 -> Map.of("directory", "part0");
                case 3 -> Map.of("detail", "concise", "limit", 50);
                case 4 -> Map.of("directory", "*", "file_type", ".py", "detail", "full");
                default -> Map.of();
            };
        }

        private Known any() {
            // The session's own project more often, so that its working directory is used.
            return random.nextInt(4) == 0 ? home : PROJECTS_KNOWN.get(random.nextInt(PROJECTS_KNOWN.size()));
        }
    }

    private static void assertAbout(Known target, JsonNode answer) {
        assertThat(answer.path("project").path("id").asText()).isEqualTo(target.id());
        assertThat(answer.path("project").path("name").asText()).isEqualTo(target.name());
        assertOnly(namesIn(answer.toString(), TRACE.pattern()), target.own());
    }

    private static void assertOnly(Set<String> seen, Set<String> allowed) {
        assertThat(allowed).containsAll(seen);
    }

    private static Set<String> namesIn(String text, String pattern) {
        Set<String> names = new HashSet<>();
        Matcher matcher = (pattern.equals(TRACE.pattern()) ? TRACE : Pattern.compile(pattern)).matcher(text);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }
}
