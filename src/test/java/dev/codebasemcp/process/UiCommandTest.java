package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.ProcessEnd;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ui} from its start to its end, as a terminal and a desktop see it. */
@Timeout(180)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there, a process is only killed")
class UiCommandTest {
    private static final String QUIET = "--no-open";
    private static final int SERVER_PID_LINE = 0;
    private static final int POLL_MILLIS = 20;

    @TempDir
    private Path folder;

    @Test
    void printsALinkToThePageAndEndsWell() throws Exception {
        try (UiProgram ui = UiProgram.start(Map.of(), QUIET)) {
            URI link = ui.nextLink();
            String cookie = ui.login(link);

            assertThat(ui.get(link, "/", cookie).body()).contains("<main id=\"main\"");
            HttpResponse<String> projects = ui.tool(link, cookie, "list_projects", "{}");
            assertThat(projects.statusCode()).as(projects.body()).isEqualTo(200);
            assertThat(projects.body()).startsWith("{\"").contains("\"projects\":[");
            assertThat(ui.end()).isZero();
        }
    }

    @Test
    void enterPrintsAnotherLink() throws Exception {
        try (UiProgram ui = UiProgram.start(Map.of(), QUIET)) {
            URI first = ui.nextLink();
            ui.pressEnter();
            URI second = ui.nextLink();

            assertThat(second).isNotEqualTo(first);
            assertThat(ui.login(second)).isEqualTo(ui.login(first));
        }
    }

    @Test
    void leavesNoDatabaseServerBehind() throws Exception {
        Path home = folder.resolve("home");
        try (UiProgram ui = UiProgram.start(Map.of("CODEBASE_MCP_HOME", home.toString()), QUIET)) {
            URI link = ui.nextLink();
            assertThat(ui.tool(link, ui.login(link), "list_projects", "{}").statusCode())
                    .isEqualTo(200);
            long server = Long.parseLong(
                    Files.readAllLines(home.resolve("data/postmaster.pid")).get(SERVER_PID_LINE));
            ProcessHandle running = ProcessHandle.of(server).orElseThrow();

            assertThat(ui.end()).isZero();

            ProcessEnd.await(running);
        }
    }

    @Test
    void aRunningJobDoesNotHoldItsEndUp() throws Exception {
        Path large = folder.resolve("large");
        GeneratedRepository.write(large, 2_000, 1, "large");
        ProgramRun created =
                ProgramRun.of(Map.of(), "projects", "create", "ended", "--directory", large.toString(), "--json");
        String project = new JsonMapper()
                .readTree(created.out())
                .path("project")
                .path("id")
                .asText();
        try (UiProgram ui = UiProgram.start(Map.of(), QUIET)) {
            URI link = ui.nextLink();
            String cookie = ui.login(link);
            HttpResponse<String> job = ui.tool(
                    link,
                    cookie,
                    "start_indexing_background",
                    "{\"project_id\":\"" + project + "\",\"repo_path\":\"" + large + "\"}");
            assertThat(job.body()).contains("\"job_id\"");

            assertThat(ui.end()).isZero();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theBrowserGetsAFileThatOnlyTheUserCanRead() throws Exception {
        try (UiProgram ui = UiProgram.start(withBrowser())) {
            ui.nextLink();
            List<String> arguments = opened();

            assertThat(arguments).hasSize(1);
            Path file = Path.of(arguments.get(0));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            String link = Files.readString(file).replaceFirst(".*url=", "").replaceFirst("\">.*", "");
            assertThat(ui.login(URI.create(link))).isNotBlank();
            assertThat(ui.end()).isZero();
            assertThat(file).doesNotExist();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatAKilledProcessLeftIsRemovedAtTheNextStart() throws Exception {
        Path others = Files.createFile(ServerProgram.sharedHome().resolve("ui-notes.html"));
        try (UiProgram killed = UiProgram.start(withBrowser());
                UiProgram running = UiProgram.start(withBrowser())) {
            killed.nextLink();
            running.nextLink();
            Path kept = fileOf(running);
            Path left = fileOf(killed);
            killed.kill();
            assertThat(left).exists();

            try (UiProgram next = UiProgram.start(Map.of(), QUIET)) {
                next.nextLink();

                assertThat(left).doesNotExist();
                assertThat(kept).exists();
                assertThat(others).exists();
            }
        }
    }

    @Test
    void opensNothingWhenItIsNotToOrCannot() throws Exception {
        try (UiProgram ui = UiProgram.start(withBrowser(), QUIET)) {
            ui.login(ui.nextLink());
            assertThat(ui.end()).isZero();
            assertThat(folder.resolve("opened")).doesNotExist();
        }
        Path empty = Files.createDirectory(folder.resolve("empty"));
        try (UiProgram ui = UiProgram.start(Map.of("PATH", empty.toString()))) {
            URI link = ui.nextLink();
            assertThat(ui.nextLine()).isEqualTo("No browser can be started from here; open the link in one.");
            assertThat(ui.login(link)).isNotBlank();
        }
    }

    @Test
    void twoAtOnceAreTwoLogins() throws Exception {
        try (UiProgram first = UiProgram.start(Map.of(), QUIET);
                UiProgram second = UiProgram.start(Map.of(), QUIET)) {
            URI one = first.nextLink();
            URI two = second.nextLink();
            String cookie = first.login(one);

            assertThat(first.get(one, "/", cookie).statusCode()).isEqualTo(200);
            assertThat(second.get(two, "/", cookie).statusCode()).isEqualTo(401);
            ProgramRun third = ProgramRun.of(Map.of(), "ui", QUIET, "--port", String.valueOf(one.getPort()));
            assertThat(third.code()).isEqualTo(1);
            assertThat(third.err())
                    .startsWith("Port " + one.getPort() + " cannot be used (")
                    .contains("choose another one with --port")
                    .hasLineCount(1);
        }
    }

    @Test
    void anImpossiblePortIsAUsageError() throws Exception {
        for (String port : List.of("65536", "-1", "70000000000", "http")) {
            ProgramRun run = ProgramRun.of(Map.of(), "ui", QUIET, "--port", port);

            assertThat(run.code()).as(run.shown()).isEqualTo(2);
            assertThat(run.err()).contains("--port").doesNotContain("Exception");
        }
    }

    /** A desktop whose program for opening files notes its arguments, one a line. */
    private Map<String, String> withBrowser() throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        Path program = programs.resolve("xdg-open");
        Files.writeString(program, """
                #!/bin/sh
                printf '%s\\n' "$@" > 'FOLDER/opened.part'
                /bin/mv 'FOLDER/opened.part' 'FOLDER/opened'
                """.replace("FOLDER", folder.toString()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return Map.of("PATH", programs.toString());
    }

    private List<String> opened() throws IOException, InterruptedException {
        Path file = folder.resolve("opened");
        while (Files.notExists(file)) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return Files.readAllLines(file);
    }

    private static Path fileOf(UiProgram ui) throws IOException, InterruptedException {
        while (true) {
            try (Stream<Path> files = Files.list(ServerProgram.sharedHome())) {
                Optional<Path> found = files.filter(
                                file -> file.getFileName().toString().startsWith("ui-" + ui.pid() + "-"))
                        .findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
