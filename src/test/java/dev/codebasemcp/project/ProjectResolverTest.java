package dev.codebasemcp.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.codebasemcp.config.AllowedRoots;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.registry.NewProject;
import dev.codebasemcp.database.registry.ProjectPlacesTable;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.git.GitCommand;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

@OneFlavour
class ProjectResolverTest {
    @TempDir
    Path temporary;

    @PostgresTest
    void anExplicitProjectIsFoundByIdOrExactName(Databases databases) {
        ProjectsTable projects = projects(databases);
        ProjectId shop = register(projects, "shop", Optional.empty());
        register(projects, "Shop", Optional.empty());
        ProjectResolver resolver = resolver(databases);
        for (String given : List.of("shop", shop.toString(), shop.toString().toUpperCase(Locale.ROOT))) {
            ResolvedProject found = resolver.resolve(Optional.of(given), at(temporary));
            assertThat(found.id()).isEqualTo(shop);
            assertThat(found.tier()).isEqualTo(ResolutionTier.EXPLICIT);
            assertThat(found.registered()).isTrue();
            assertThat(found.evidence()).contains(given);
        }
    }

    @PostgresTest
    void aCallerWithoutADirectoryMayNameItsProject(Databases databases) {
        register(projects(databases), "shop", Optional.empty());

        assertThat(resolver(databases)
                        .resolve(Optional.of("shop"), SessionContext.NOWHERE)
                        .name())
                .isEqualTo("shop");
    }

    @PostgresTest
    void noConfigAppliesToACallerWithoutADirectory(Databases databases) {
        ResolvedProject found = resolver(databases).resolve(Optional.empty(), SessionContext.NOWHERE);

        assertThat(found.tier()).isEqualTo(ResolutionTier.DEFAULT);
        assertThat(found.evidence()).contains("the caller works in no directory");
    }

    // The old system fell back to the default project for an unknown one.
    @PostgresTest
    void anUnknownExplicitProjectIsAnErrorThatNamesTheNearest(Databases databases) throws IOException {
        ProjectsTable projects = projects(databases);
        ProjectResolver resolver = resolver(databases);
        Path home = config(temporary, "\"name\": \"mine\"", "");
        assertThatThrownBy(() -> resolver.resolve(Optional.of("shop"), at(home)))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("No project is registered yet");
        for (String name : List.of("default", "webshop", "shopping", "unrelated-long-name", "x")) {
            register(projects, name, Optional.empty());
        }
        for (String unknown : List.of("shop", ProjectId.random().toString(), "", "SHOP' OR 1=1 --", "a\0b")) {
            assertThatThrownBy(() -> resolver.resolve(Optional.of(unknown), at(home)))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("project_id: no project '" + unknown + "'");
        }
        assertThatThrownBy(() -> resolver.resolve(Optional.of("shop"), at(home)))
                .hasMessageContaining("'webshop'")
                .hasMessageContaining("'shopping'")
                .hasMessageNotContaining("unrelated");
    }

    @PostgresTest
    void strictModeBindsTheProjectAndThePath(Databases databases) throws IOException {
        ProjectsTable projects = projects(databases);
        ProjectId other = register(projects, "other", Optional.empty());
        Path home = config(temporary.resolve("home"), "\"name\": \"mine\"", ", \"strict_mode\": true");
        ProjectId mine = register(projects, "mine", Optional.of(home.toString()));
        ProjectResolver resolver = resolver(databases);
        assertThatThrownBy(() -> resolver.resolve(Optional.of(other.toString()), at(home)))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("strict_mode")
                .hasMessageContaining("'mine'");
        for (ResolvedProject resolved : List.of(
                resolver.resolve(Optional.of("mine"), at(home)), resolver.resolve(Optional.empty(), at(home)))) {
            assertThat(resolved.id()).isEqualTo(mine);
            assertThatCode(() -> StrictMode.check(resolved, home)).doesNotThrowAnyException();
            assertThatCode(() -> StrictMode.check(resolved, home.resolve("sub")))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> StrictMode.check(resolved, home.resolveSibling("home2")))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("repo_path")
                    .hasMessageContaining("home2");
        }
        ResolvedProject elsewhere = resolver.resolve(Optional.of("other"), at(temporary));
        assertThatCode(() -> StrictMode.check(elsewhere, home)).doesNotThrowAnyException();
    }

    @PostgresTest
    void severalDirectoriesHaveAConfigOnlyIfItIsOne(Databases databases) throws IOException {
        ProjectResolver resolver = resolver(databases);
        Path root = config(temporary.resolve("root"), "\"name\": \"root\"", "");
        Path second = config(temporary.resolve("second"), "\"name\": \"second\"", "");
        Path inRoot = Files.createDirectories(root.resolve("sub"));
        Path bare = Files.createDirectories(temporary.resolve("bare"));
        ResolvedProject one = resolver.resolve(Optional.empty(), roots(bare, inRoot, root));
        assertThat(one.name()).isEqualTo("root");
        assertThat(one.evidence())
                .isEqualTo("nearest config to " + inRoot + " (the client's root) is " + ConfigSearch.fileIn(root));
        ResolvedProject none = resolver.resolve(Optional.empty(), roots(bare));
        assertThat(none.name()).isEqualTo("default");
        assertThat(none.evidence()).contains("no .codebase-mcp/config.json is at or above " + bare);
        ResolvedProject ambiguous = resolver.resolve(Optional.empty(), roots(root, second));
        assertThat(ambiguous.name()).isEqualTo("default");
        assertThat(ambiguous.evidence())
                .contains("more than one .codebase-mcp/config.json is at or above " + root + " or " + second);
        assertThat(ambiguous.warnings())
                .singleElement()
                .asString()
                .contains("Several", root.toString(), second.toString());
    }

    private static SessionContext roots(Path... directories) {
        return new SessionContext(List.of(directories), SessionContext.Source.CLIENT_ROOTS, List.of());
    }

    @PostgresTest
    void autoSwitchOffLeavesTheConfigOut(Databases databases) throws IOException {
        Path home = config(temporary, "\"name\": \"mine\"", ", \"auto_switch\": false");
        ResolvedProject resolved = resolver(databases).resolve(Optional.empty(), at(home));
        assertThat(resolved.tier()).isEqualTo(ResolutionTier.DEFAULT);
        assertThat(resolved.name()).isEqualTo("default");
        assertThat(resolved.evidence()).contains("\"auto_switch\": false");
    }

    @PostgresTest
    void anInvalidConfigIsNeverPassedOver(Databases databases) throws IOException {
        ProjectsTable projects = projects(databases);
        register(projects, "default", Optional.empty());
        Path home = config(temporary, "\"nmae\": \"mine\"", "");
        for (Optional<String> explicit : List.of(Optional.<String>empty(), Optional.of("default"))) {
            assertThatThrownBy(() -> resolver(databases).resolve(explicit, at(home)))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("config.json")
                    .hasMessageContaining("\"project.name\" is missing");
        }
    }

    @PostgresTest
    void theConfigsWishesAndWarningsAreCarried(Databases databases) throws IOException {
        Path home = config(temporary, "\"name\": \"mine\"", ", \"dry_run\": true, \"colour\": 1");
        ResolvedProject resolved = resolver(databases).resolve(Optional.empty(), at(home));
        assertThat(resolved.dryRun()).isTrue();
        assertThat(resolved.registered()).isFalse();
        assertThat(resolved.warnings()).singleElement().asString().contains("\"colour\"");
        assertThat(projects(databases).all()).isEmpty();
    }

    @PostgresTest
    void withoutADefaultProjectTheErrorSaysWhatWasTried(Databases databases) {
        ProjectResolver resolver = new ProjectResolver(
                projects(databases),
                rules(databases),
                new ConfigSearch(AllowedRoots.ANY, new FileSystemCalls()),
                Optional.empty(),
                false);
        assertThatThrownBy(() -> resolver.resolve(Optional.empty(), at(temporary)))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("no project_id is given")
                .hasMessageContaining("config.json is at or above " + temporary)
                .hasMessageContaining("CODEBASE_MCP_DEFAULT_PROJECT is off")
                .hasMessageContaining("set_working_directory");
    }

    @PostgresTest
    void workflowMcpNamesARegisteredProjectOrNothing(Databases databases) throws IOException {
        ProjectsTable projects = projects(databases);
        ProjectId shop = register(projects, "shop", Optional.empty());
        ResolvedProject named = withWorkflow(databases, "{\"project_id\": \"" + shop + "\"}");
        assertThat(named.tier()).isEqualTo(ResolutionTier.WORKFLOW_MCP);
        assertThat(named.id()).isEqualTo(shop);
        ResolvedProject none = withWorkflow(databases, "{\"project_id\": null}");
        assertThat(none.tier()).isEqualTo(ResolutionTier.DEFAULT);
        assertThat(none.warnings()).singleElement().asString().contains("has no active project");
        assertThatThrownBy(() -> withWorkflow(databases, "{\"project_id\": \"shup\"}"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("'shup'")
                .hasMessageContaining("not registered")
                .hasMessageContaining("'shop'");
    }

    private ResolvedProject withWorkflow(Databases databases, String answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            WorkflowClient client =
                    new WorkflowClient(base, Duration.ofSeconds(5), Duration.ofSeconds(60), Clock.systemUTC());
            return new ProjectResolver(
                            projects(databases),
                            rules(databases),
                            new ConfigSearch(AllowedRoots.ANY, new FileSystemCalls()),
                            Optional.of(client),
                            true)
                    .resolve(Optional.empty(), at(temporary));
        } finally {
            server.stop(0);
        }
    }

    private static ProjectResolver resolver(Databases databases) {
        return new ProjectResolver(
                projects(databases),
                rules(databases),
                new ConfigSearch(AllowedRoots.ANY, new FileSystemCalls()),
                Optional.empty(),
                true);
    }

    private static IdentityRules rules(Databases databases) {
        ProjectPlacesTable places = new ProjectPlacesTable(databases::registry, Clock.systemUTC());
        GitCommand git = new GitCommand("git", Duration.ofSeconds(60));
        return new IdentityRules(
                projects(databases), new ProjectPlaces(places, MachineId::random, git, new FileSystemCalls()));
    }

    private static ProjectsTable projects(Databases databases) {
        return new ProjectsTable(databases::registry, Clock.systemUTC());
    }

    private static ProjectId register(ProjectsTable projects, String name, Optional<String> createdFrom) {
        ProjectId id = ProjectId.random();
        assertThat(projects.insert(new NewProject(id, name, DatabaseName.of(name, id), createdFrom, Optional.empty())))
                .isTrue();
        return id;
    }

    private static SessionContext at(Path directory) {
        return SessionContext.at(directory);
    }

    private static Path config(Path directory, String project, String rest) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(".codebase-mcp"));
        Files.writeString(folder.resolve("config.json"), "{\"project\": {" + project + "}" + rest + "}");
        return directory.toRealPath();
    }
}
