package dev.codebasemcp.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.JavaCommand;
import dev.codebasemcp.config.DatabaseUrl;
import dev.codebasemcp.database.DatabaseOptions;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresFixture;
import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.database.server.ConnectionDetails;
import dev.codebasemcp.database.server.ExternalServer;
import dev.codebasemcp.project.ResolvedProject;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A process that provisions one project, by some threads at once, as soon as it is told to begin. It prints each step that
 * it did and the id that each thread got, or halts after a step as if it were killed.
 */
final class ProvisioningChild {
    private static final int HALTED = 137;
    private static final int CONNECTIONS = 8;
    private static final String READY = "ready";
    private static final String NO_STEP = "none";

    private final Process process;
    private final BufferedReader out;

    private ProvisioningChild(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Arguments: host, port, user, password, registry, directory, flavour, spare, threads, step after which to halt. */
    public static void main(String[] arguments) throws Exception {
        DatabaseUrl url = new DatabaseUrl(
                arguments[0],
                Integer.parseInt(arguments[1]),
                arguments[2],
                arguments[3],
                "postgres",
                Map.of("sslmode", "disable", "gssEncMode", "disable"));
        DatabaseOptions options = new DatabaseOptions(
                arguments[4],
                CONNECTIONS,
                4,
                Duration.ofSeconds(60),
                Boolean.parseBoolean(arguments[7]),
                Optional.of(VectorFlavour.valueOf(arguments[6])));
        Path directory = Path.of(arguments[5]);
        int threads = Integer.parseInt(arguments[8]);
        Queue<String> printed = new ConcurrentLinkedQueue<>();
        try (Databases databases = new Databases(() -> new ExternalServer(url), options);
                OutputStream out = new FileOutputStream(FileDescriptor.out);
                InputStream in = new FileInputStream(FileDescriptor.in)) {
            ProvisioningFixture process = new ProvisioningFixture(databases, (step, project) -> {
                if (step.name().equals(arguments[9])) {
                    Runtime.getRuntime().halt(HALTED);
                }
                printed.add(step.name());
            });
            List<ResolvedProject> resolved = Concurrently.run(threads, i -> process.resolve(directory));
            print(out, READY);
            if (in.read() < 0) {
                return;
            }
            List<ReadyProject> made = Concurrently.run(threads, i -> request(process, i, resolved, directory));
            made.forEach(project -> printed.add(project.id().toString()));
            print(out, String.join("\n", printed));
        }
    }

    /** A request that resolved while nothing was there yet, or, every other time, one that resolves now. */
    static ReadyProject request(
            ProvisioningFixture process, int number, List<ResolvedProject> resolved, Path directory) {
        return number % 2 == 0 ? process.provisioner.ensureReady(resolved.get(number)) : process.ready(directory);
    }

    /** Starts such a process on the server, with the registry and the options of {@code fixture}. */
    static ProvisioningChild start(PostgresFixture fixture, DatabaseOptions options, Path directory, int threads)
            throws IOException {
        return start(fixture, options, directory, threads, NO_STEP);
    }

    /** Starts one that halts after {@code last}. */
    static ProvisioningChild start(
            PostgresFixture fixture, DatabaseOptions options, Path directory, ProvisioningStep last)
            throws IOException {
        return start(fixture, options, directory, 1, last.name());
    }

    private static ProvisioningChild start(
            PostgresFixture fixture, DatabaseOptions options, Path directory, int threads, String last)
            throws IOException {
        ConnectionDetails server = fixture.connection();
        List<String> command = new ArrayList<>(JavaCommand.with(
                "-cp",
                classPath(),
                ProvisioningChild.class.getName(),
                server.host(),
                String.valueOf(server.port()),
                server.user(),
                server.password(),
                options.registryName(),
                directory.toString(),
                fixture.flavour().name(),
                String.valueOf(options.keepsSpare()),
                String.valueOf(threads),
                last));
        return new ProvisioningChild(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Waits until its threads have resolved the project and only wait for {@link #begin}. */
    void awaitReady() throws IOException {
        assertThat(out.readLine()).isEqualTo(READY);
    }

    void begin() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Waits for its end as if it were killed. */
    void awaitHalt(ProvisioningStep last) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("the process halted after " + last).isEqualTo(HALTED);
    }

    /** The names of the steps that it did and the ids that it got, once it ended well. */
    List<String> awaitEnd() throws InterruptedException {
        List<String> lines = out.lines().toList();
        assertThat(process.waitFor()).isZero();
        return lines;
    }

    private static void print(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Surefire hides the class path in a jar's manifest, and other launchers in a class loader. */
    private static String classPath() {
        return ProvisioningChild.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs())
                        .map(url -> Path.of(URI.create(url.toString())).toString())
                        .collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
