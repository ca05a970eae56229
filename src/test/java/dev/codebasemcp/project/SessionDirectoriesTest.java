package dev.codebasemcp.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.codebasemcp.config.Settings;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.project.SessionContext.Source;
import dev.codebasemcp.project.SessionDirectories.Roots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionDirectoriesTest {
    @TempDir
    private Path temporary;

    @SuppressWarnings("NullAway.Init")
    private Path top;

    @BeforeEach
    void resolveLinks() throws IOException {
        top = temporary.toRealPath();
    }

    @Test
    void theFirstThatLiesInARepositoryOrBelowAConfigDecides() throws IOException {
        Path set = plain("set");
        Path client = git("client");
        Path process = config("process");
        Path root = git("root");
        Path plain = plain("plain");
        assertThat(choice(Optional.of(client), process).choose(Optional.of(set), SessionDirectoriesTest::neverAsked))
                .isEqualTo(SessionContext.at(set));
        assertChosen(
                choice(Optional.of(client), process),
                SessionDirectoriesTest::neverAsked,
                Source.CLIENT_PROJECT,
                client);
        assertChosen(choice(Optional.of(plain), process), SessionDirectoriesTest::neverAsked, Source.PROCESS, process);
        assertChosen(choice(Optional.empty(), process), SessionDirectoriesTest::neverAsked, Source.PROCESS, process);
        assertChosen(choice(Optional.of(plain), plain), roots(root), Source.CLIENT_ROOTS, root);
        assertChosen(choice(Optional.empty(), plain), roots(root, plain), Source.CLIENT_ROOTS, root, plain);
    }

    @Test
    void aDirectoryDeepInsideAndAWorktreeCount() throws IOException {
        Path deep = Files.createDirectories(git("repository").resolve("a/b/c"));
        Path below = Files.createDirectories(config("configured").resolve("a/b"));
        Path linked = plain("linked");
        Files.writeString(linked.resolve(".git"), "gitdir: ../repository/.git\n");
        for (Path directory : List.of(deep, below, linked)) {
            assertChosen(
                    choice(Optional.empty(), directory), SessionDirectoriesTest::neverAsked, Source.PROCESS, directory);
        }
    }

    @Test
    void aConfigThatCannotBeUsedStillDecides() throws IOException {
        Path broken = config("broken");
        Files.writeString(ConfigSearch.fileIn(broken), "{");
        assertChosen(
                choice(Optional.of(broken), git("process")),
                SessionDirectoriesTest::neverAsked,
                Source.CLIENT_PROJECT,
                broken);
    }

    @Test
    void whereNothingIsAProjectTheClientsWordComesFirst() throws IOException {
        Path client = plain("client");
        Path process = plain("process");
        Path root = plain("root");
        assertChosen(choice(Optional.of(client), process), roots(root), Source.CLIENT_PROJECT, client);
        assertChosen(choice(Optional.empty(), process), roots(root), Source.CLIENT_ROOTS, root);
        assertChosen(choice(Optional.empty(), process), roots(top.resolve("gone")), Source.PROCESS, process);
        assertChosen(choice(Optional.empty(), process), roots(), Source.PROCESS, process);
    }

    @Test
    void linksAreResolved() throws IOException {
        Path real = git("real");
        Path link = Files.createSymbolicLink(top.resolve("link"), real);
        Path plain = plain("plain");
        assertChosen(choice(Optional.of(link), plain), SessionDirectoriesTest::neverAsked, Source.CLIENT_PROJECT, real);
        assertChosen(choice(Optional.empty(), plain), roots(link), Source.CLIENT_ROOTS, real);
    }

    @Test
    void aClientsDirectoryThatCannotBeUsedIsSkippedWithAWarning() throws IOException {
        Path process = git("process");
        Path gone = top.resolve("gone");
        Path file = Files.writeString(top.resolve("file"), "");
        Path loop = Files.createSymbolicLink(top.resolve("loop"), top.resolve("loop"));
        for (Path unusable : List.of(gone, file, loop)) {
            SessionContext chosen =
                    choice(Optional.of(unusable), process).choose(Optional.empty(), SessionDirectoriesTest::neverAsked);
            assertThat(chosen.directories()).containsExactly(process);
            assertThat(chosen.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("CLAUDE_PROJECT_DIR is not used: ")
                    .contains(unusable.toString());
        }
    }

    @Test
    void aDirectoryThatVanishesIsSkippedFromThenOn() throws IOException {
        Path client = git("client");
        Path process = git("process");
        SessionDirectories choice = choice(Optional.of(client), process);
        assertChosen(choice, SessionDirectoriesTest::neverAsked, Source.CLIENT_PROJECT, client);

        Files.move(client, top.resolve("moved"));

        assertThat(choice.choose(Optional.empty(), SessionDirectoriesTest::neverAsked)
                        .directories())
                .containsExactly(process);
    }

    @Test
    void anUnreadableDirectoryIsSkipped() throws IOException {
        Path process = git("process");
        Path closed = git("closed");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assumeFalse(Files.isReadable(closed), "this user may read everything");
            SessionContext chosen =
                    choice(Optional.of(closed), process).choose(Optional.empty(), SessionDirectoriesTest::neverAsked);
            assertThat(chosen.directories()).containsExactly(process);
            assertThat(chosen.warnings()).singleElement().asString().contains("permission denied");
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void directoriesOutsideTheAllowedRootsDoNotCount() throws IOException {
        Path client = git("client");
        Path process = git("process");
        Path root = plain("allowed/root");
        Files.createDirectories(root.resolve(".git"));
        Files.writeString(root.resolve(".git/HEAD"), "ref: refs/heads/main\n");
        Path outside = git("outside");

        SessionContext chosen = choice(
                        Map.of(
                                "CLAUDE_PROJECT_DIR",
                                client.toString(),
                                "CODEBASE_MCP_ALLOWED_ROOTS",
                                top.resolve("allowed").toString()),
                        process)
                .choose(Optional.empty(), roots(outside, root));

        assertThat(chosen.source()).isEqualTo(Source.CLIENT_ROOTS);
        assertThat(chosen.directories()).containsExactly(root);
        assertThat(chosen.warnings()).singleElement().asString().contains("CODEBASE_MCP_ALLOWED_ROOTS");
    }

    @Test
    void aHomeWithARepositoryOfSettingsIsNoProject() throws IOException {
        Path home = git("home");
        Path root = git("root");
        Settings known = Settings.from(environment(Map.of()));
        Settings settings = new Settings(
                new Settings.Places(known.home(), List.of(home), Optional.empty()),
                known.machine(),
                known.database(),
                known.indexing(),
                known.workflow(),
                known.session(),
                known.allowedRoots(),
                known.logLevel(),
                known.entries(),
                known.warnings());
        assertChosen(choice(settings, home), roots(root), Source.CLIENT_ROOTS, root);
        assertChosen(choice(settings, plain("home/notes")), roots(root), Source.CLIENT_ROOTS, root);
        assertChosen(
                choice(settings, git("home/project")),
                SessionDirectoriesTest::neverAsked,
                Source.PROCESS,
                home.resolve("project"));

        config("home");

        assertChosen(choice(settings, home), SessionDirectoriesTest::neverAsked, Source.PROCESS, home);
    }

    @Test
    void aRelativeVariableIsAWarningAndNoReasonNotToStart() throws IOException {
        Settings settings = Settings.from(environment(Map.of("CLAUDE_PROJECT_DIR", "some/where")));

        assertThat(settings.clientProject()).isEmpty();
        assertThat(settings.warnings())
                .singleElement()
                .asString()
                .contains("CLAUDE_PROJECT_DIR", "absolute", "ignored");
        assertThat(Settings.from(environment(Map.of("CLAUDE_PROJECT_DIR", " "))).clientProject())
                .isEmpty();
    }

    private static Roots neverAsked() {
        throw new AssertionError("the client's roots are not needed");
    }

    private static void assertChosen(
            SessionDirectories choice, Supplier<Roots> roots, Source source, Path... directories) {
        SessionContext chosen = choice.choose(Optional.empty(), roots);
        assertThat(chosen.source()).isEqualTo(source);
        assertThat(chosen.directories()).containsExactly(directories);
        assertThat(chosen.warnings()).isEmpty();
    }

    private static Supplier<Roots> roots(Path... directories) {
        return () -> new Roots(List.of(directories), List.of());
    }

    private SessionDirectories choice(Optional<Path> client, Path process) throws IOException {
        return choice(
                client.map(path -> Map.of("CLAUDE_PROJECT_DIR", path.toString()))
                        .orElse(Map.of()),
                process);
    }

    private SessionDirectories choice(Map<String, String> more, Path process) throws IOException {
        return choice(Settings.from(environment(more)), process);
    }

    private static SessionDirectories choice(Settings settings, Path process) {
        FileSystemCalls calls = new FileSystemCalls();
        return new SessionDirectories(new ConfigSearch(settings.allowedRoots(), calls), calls, settings, process);
    }

    private Map<String, String> environment(Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put(
                "CODEBASE_MCP_HOME",
                Files.createDirectories(temporary.resolve("program")).toString());
        return environment;
    }

    private Path plain(String name) throws IOException {
        return Files.createDirectories(top.resolve(name));
    }

    private Path git(String name) throws IOException {
        Path directory = plain(name);
        Files.createDirectories(directory.resolve(".git"));
        Files.writeString(directory.resolve(".git/HEAD"), "ref: refs/heads/main\n");
        return directory;
    }

    private Path config(String name) throws IOException {
        Path directory = plain(name);
        Files.createDirectories(ConfigSearch.fileIn(directory).getParent());
        Files.writeString(ConfigSearch.fileIn(directory), "{\"project\": {\"name\": \"" + name + "\"}}");
        return directory;
    }
}
