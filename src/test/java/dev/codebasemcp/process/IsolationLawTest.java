package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.OnOneJdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The law of isolation: many projects whose files differ in one word only, several sessions that ask about all of them in
 * turn with every tool, and in no answer a result, count, job, error or suggestion of another project. What list_projects
 * shows, the names and ids of projects, may be in refusals. A search over several projects shows those that it named, and
 * not even the session's own if that is not among them.
 *
 * <p>The full size: {@code -Dcodebasemcp.law.projects=50 -Dcodebasemcp.law.calls=100000}.
 */
@OnOneJdk
@Timeout(7200)
class IsolationLawTest {
    private static final int PROJECTS = Integer.getInteger("codebasemcp.law.projects", 5);
    private static final int CALLS = Integer.getInteger("codebasemcp.law.calls", 900);
    private static final int SESSIONS = 3;
    private static final int AT_ONCE = 10;

    @TempDir
    private static Path folder;

    private static final List<ServerSession> SERVERS = new ArrayList<>();
    private static final List<KnownProject> PROJECTS_KNOWN = new ArrayList<>();
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

    @BeforeAll
    static void indexAll() {
        for (int i = 0; i < SESSIONS; i++) {
            SERVERS.add(ServerSession.start(folder));
        }
        Random random = new Random(17);
        for (int i = 0; i < PROJECTS; i++) {
            PROJECTS_KNOWN.add(KnownProject.index(folder, i, random, SERVERS.get(i % SESSIONS)));
        }
        for (KnownProject project : PROJECTS_KNOWN) {
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

    /** One session's user. */
    private static final class Asker {
        private final ServerSession server;
        private final Random random;
        private final Map<Integer, Consumer<ServerSession>> checks = new HashMap<>();
        private KnownProject home = PROJECTS_KNOWN.get(0);

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
            if (dice < 90) {
                search();
            } else if (dice < 110) {
                searchSeveral();
            } else if (dice < 150) {
                searchAsBefore();
            } else if (dice < 164) {
                foreign();
            } else if (dice < 174) {
                jobs();
            } else if (dice < 184) {
                status();
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
            KnownProject target = any();
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

        private void searchSeveral() {
            Set<KnownProject> targets = new HashSet<>(Set.of(any()));
            while (targets.size() < 2) {
                targets.add(any());
            }
            Map<String, Object> arguments = new HashMap<>(filters());
            arguments.put("query", query());
            arguments.put(
                    "projects",
                    targets.stream()
                            .map(target -> random.nextBoolean() ? target.name() : target.id())
                            .toList());
            Set<String> own = new HashSet<>();
            Map<String, String> projects = new HashMap<>();
            targets.forEach(target -> {
                own.addAll(target.own());
                projects.put(target.repository(), target.name());
            });
            int chunks = targets.stream().mapToInt(KnownProject::chunks).sum();
            expect("search_code", arguments, answer -> {
                Traces.assertOnly(Traces.all(answer), own);
                assertThat(answer.path("projects_asked").asInt()).isEqualTo(2);
                assertThat(answer.path("total_count").asInt()).isBetween(1, chunks);
                assertThat(answer.path("results"))
                        .isNotEmpty()
                        .allSatisfy(result -> assertThat(result.path("project").asText())
                                .isEqualTo(projects.get(
                                        result.path("repository_id").asText())));
            });
        }

        /** The counts and the order of results would show another project's files, also where no name of them is told. */
        private void searchAsBefore() {
            KnownProject target = any();
            String query = ASKED_BEFORE.get(random.nextInt(ASKED_BEFORE.size()));
            Map<String, Object> arguments = aimedAt(target);
            arguments.put("query", query);
            expect("search_code", arguments, answer -> {
                assertAbout(target, answer);
                assertThat(Answer.of(answer)).isEqualTo(REFERENCES.get(target.id() + query));
            });
        }

        private void foreign() {
            if (random.nextBoolean()) {
                foreignRepository();
            } else {
                foreignJob();
            }
        }

        private void foreignRepository() {
            KnownProject target = any();
            KnownProject other = any();
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
            KnownProject target = any();
            Map<String, Object> arguments = aimedAt(target);
            arguments.put("limit", 100);
            expect("list_indexing_jobs", arguments, answer -> {
                assertThat(answer.path("project").path("id").asText()).isEqualTo(target.id());
                assertThat(answer.path("jobs")).isNotEmpty();
                assertThat(answer.toString())
                        .contains(target.job())
                        .contains(target.root().toString());
                Traces.assertOnly(
                        Traces.of(answer.toString(), "law-[0-9]{3}|zq[a-z]{7}|cb_proj_[a-z0-9_]+"), target.own());
            });
        }

        private void status() {
            KnownProject target = any();
            expect(
                    "get_indexing_status",
                    Map.of("job_id", target.job(), "project_id", target.id()),
                    answer -> assertAbout(target, answer));
        }

        private void foreignJob() {
            KnownProject target = any();
            KnownProject other = any();
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
            KnownProject target = any();
            String wrong = target.name().replace("law", "lav");
            int call = server.send("search_code", Map.of("query", query(), "project_id", wrong));
            checks.put(call, session -> {
                Set<String> shown = new HashSet<>();
                PROJECTS_KNOWN.forEach(project -> shown.addAll(List.of(project.name(), project.id())));
                String refusal = session.refusal(call);
                assertThat(refusal).contains(wrong).contains("nearest");
                assertThat(Traces.of(refusal, "zq[a-z]{7}|cb_proj_[a-z0-9_]+")).isEmpty();
                Traces.assertOnly(Traces.of(refusal, "law-[0-9]{3}"), shown);
            });
        }

        private void cancelFinished() {
            KnownProject target = any();
            expect("cancel_indexing", Map.of("job_id", target.job()), answer -> {
                assertAbout(target, answer);
                assertThat(answer.path("status").asText()).isEqualTo("completed");
            });
        }

        private void everything() {
            expect("list_projects", Map.of(), answer -> {
                assertThat(answer.findValuesAsText("name"))
                        .containsAll(
                                PROJECTS_KNOWN.stream().map(KnownProject::name).toList());
                assertThat(Traces.of(answer.toString(), "zq[a-z]{7}")).isEmpty();
            });
        }

        /** Nothing has changed, so the job finds nothing to do; its id is new, or of the run that is under way. */
        private void indexAgain(boolean waits) {
            KnownProject target = any();
            Map<String, Object> arguments = aimedAt(target);
            arguments.put("repo_path", target.root().toString());
            expect(waits ? "index_repository" : "start_indexing_background", arguments, answer -> {
                assertThat(answer.path("project").path("id").asText()).isEqualTo(target.id());
                Traces.assertOnly(
                        Traces.of(answer.toString(), "law-[0-9]{3}|zq[a-z]{7}|cb_proj_[a-z0-9_]+"), target.own());
            });
        }

        private void expect(String tool, Map<String, Object> arguments, Consumer<JsonNode> check) {
            int call = server.send(tool, arguments);
            checks.put(call, session -> check.accept(session.structured(call)));
        }

        /** By the session's directory, by name or by id. */
        private Map<String, Object> aimedAt(KnownProject target) {
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

        private KnownProject any() {
            // The session's own project more often, so that its working directory is used.
            return random.nextInt(4) == 0 ? home : PROJECTS_KNOWN.get(random.nextInt(PROJECTS_KNOWN.size()));
        }
    }

    private static void assertAbout(KnownProject target, JsonNode answer) {
        assertThat(answer.path("project").path("id").asText()).isEqualTo(target.id());
        assertThat(answer.path("project").path("name").asText()).isEqualTo(target.name());
        Traces.assertOnly(Traces.all(answer), target.own());
    }
}
