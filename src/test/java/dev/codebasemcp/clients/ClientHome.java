package dev.codebasemcp.clients;

import dev.codebasemcp.clients.ClientChange.Kind;
import dev.codebasemcp.clients.ClientSetup.Request;
import dev.codebasemcp.clients.ClientSetup.Scope;
import dev.codebasemcp.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A home with a project and a jar, for tests of what {@code install} writes. */
abstract class ClientHome {
    static final String URL = "postgresql://me:secret@db/x";

    @TempDir
    Path folder;

    Path home;
    Path project;
    Path jar;
    final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        project = Files.createDirectories(folder.resolve("project/sub"));
        jar = Files.createFile(folder.resolve("codebase-mcp.jar"));
        Files.createDirectories(folder.resolve("project/.git/objects"));
        Files.writeString(folder.resolve("project/.git/HEAD"), "ref: refs/heads/main\n");
        environment.put("CODEBASE_MCP_HOME", folder.resolve("program").toString());
    }

    static ClientChange change(String name, String title, Kind kind, String file) {
        return new ClientChange(name, title, kind, Optional.of(Path.of(file)), Optional.empty());
    }

    ClientSetup setup() {
        Map<String, String> all = Map.copyOf(environment);
        return new ClientSetup(new Surroundings(Surroundings.Os.LINUX, home, all), Settings.from(all), this::command);
    }

    ServerCommand command() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ServerCommand(java, List.of("-jar", jar.toString()));
    }

    Request user(String... clients) {
        return new Request(List.of(clients), Scope.USER, project, false);
    }

    Request project(String... clients) {
        return new Request(List.of(clients), Scope.PROJECT, project, false);
    }

    String file(String path) {
        return home.resolve(path).toString();
    }

    String inProject(String path) {
        return folder.resolve("project").resolve(path).toString();
    }
}
