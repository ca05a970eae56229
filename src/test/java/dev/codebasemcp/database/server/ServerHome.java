package dev.codebasemcp.database.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.JavaCommand;
import dev.codebasemcp.ProcessEnd;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A home directory with its own server, and the processes that use it. Closing it ends all of them. */
final class ServerHome implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 10;

    private final Path home;
    private final List<Process> users = new ArrayList<>();

    ServerHome(Path home) {
        this.home = home;
    }

    Path path() {
        return home;
    }

    ServerFiles files() {
        return new ServerFiles(home);
    }

    /** Reuses binaries that this test run has already unpacked. */
    ServerHome withSharedBinaries() throws IOException {
        Path unpacked = Path.of("target", "test-home", "postgres").toAbsolutePath();
        if (Files.isDirectory(unpacked)) {
            Files.createDirectories(home);
            Files.createSymbolicLink(home.resolve("postgres"), unpacked);
        }
        return this;
    }

    EmbeddedServer start(Duration grace) {
        return EmbeddedServer.start(home, grace);
    }

    /** Starts a process that uses the server until its input ends. */
    Process startUser(Duration grace) throws IOException {
        return startUser(grace, System.getenv("PATH"));
    }

    /** Starts a process that finds commands in {@code path}. */
    Process startUser(Duration grace, String path) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(JavaCommand.with(
                        "-cp",
                        classPath(),
                        ServerUser.class.getName(),
                        home.toString(),
                        String.valueOf(grace.toSeconds())))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PATH", path);
        Process process = builder.start();
        users.add(process);
        return process;
    }

    List<Process> users() {
        return users;
    }

    /** Waits for the port that a user process found. */
    static String portOf(Process user) throws IOException {
        BufferedReader reader = user.inputReader();
        String line = reader.readLine();
        while (line != null && !line.startsWith("port ")) {
            line = reader.readLine();
        }
        assertThat(line).as("the first line of a process that uses the server").isNotNull();
        return new Scanner(String.valueOf(line).substring("port ".length())).next();
    }

    static void leave(Process user) throws IOException, InterruptedException {
        user.getOutputStream().close();
        assertThat(user.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(user.exitValue()).isZero();
    }

    static void kill(ProcessHandle process) {
        process.destroyForcibly();
        ProcessEnd.await(process);
    }

    ProcessHandle postmaster() throws IOException {
        return ProcessHandle.of(pidIn(files().pidFile())).orElseThrow();
    }

    ProcessHandle watchdog() throws IOException {
        return ProcessHandle.of(pidIn(files().watchdogPid())).orElseThrow();
    }

    /** The pending and started stop orders. */
    List<Path> stopOrders() throws IOException {
        try (Stream<Path> children = Files.list(home)) {
            return children.filter(file -> ServerFiles.nameOf(file).startsWith("stop-"))
                    .toList();
        }
    }

    /** All processes in this home or with its path as an argument, except the users. */
    List<ProcessHandle> alive() {
        return ProcessHandle.allProcesses()
                .filter(process -> users.stream().noneMatch(user -> user.pid() == process.pid()))
                .filter(this::belongs)
                .toList();
    }

    private boolean belongs(ProcessHandle process) {
        String place;
        try {
            place = Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"))
                    .toString();
        } catch (IOException unreadable) {
            place = "";
        }
        return place.startsWith(home.toString())
                || process.info().commandLine().orElse("").contains(home.toString());
    }

    /** Waits until {@code condition} holds. */
    static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("still waiting until " + what).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    static void execute(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = server.connection().open("postgres")) {
            connection.createStatement().execute(sql);
        }
    }

    static String query(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = server.connection().open("postgres");
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public void close() throws IOException {
        users.forEach(Process::destroyForcibly);
        users.forEach(user -> user.onExit().join());
        end(files().watchdogPid());
        end(files().pidFile());
        if (Files.isSymbolicLink(home.resolve("postgres"))) {
            Files.delete(home.resolve("postgres"));
        }
    }

    private static void end(Path pidFile) throws IOException {
        if (Files.exists(pidFile)) {
            ProcessHandle.of(pidIn(pidFile)).ifPresent(process -> {
                List<ProcessHandle> children = process.descendants().toList();
                process.destroyForcibly();
                children.forEach(ProcessHandle::destroyForcibly);
                ProcessEnd.await(process);
            });
        }
    }

    private static long pidIn(Path file) throws IOException {
        return Long.parseLong(Files.readAllLines(file).get(0).strip());
    }

    /** The class path of this JVM, from its loaders if the system property lacks it. */
    static String classPath() {
        return ServerHome.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs())
                        .map(url -> Path.of(URI.create(url.toString())).toString())
                        .collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }
}
