package dev.codebasemcp.provisioning;

import dev.codebasemcp.config.DatabaseUrl;
import dev.codebasemcp.database.DatabaseOptions;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.database.server.ConnectionDetails;
import dev.codebasemcp.database.server.ExternalServer;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
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
import java.util.stream.Collectors;

/** A process that provisions one project, by some threads at once, and prints the id that each got. */
final class ProvisioningChild {
    private static final int HALTED = 137;
    private static final int CONNECTIONS = 8;

    private ProvisioningChild() {}

    /** Arguments: host, port, user, password, registry, directory, threads, and perhaps the step after which to halt. */
    public static void main(String[] arguments) throws Exception {
        DatabaseUrl url = new DatabaseUrl(
                arguments[0],
                Integer.parseInt(arguments[1]),
                arguments[2],
                arguments[3],
                "postgres",
                Map.of("sslmode", "disable", "gssEncMode", "disable"));
        DatabaseOptions options = new DatabaseOptions(
                arguments[4], CONNECTIONS, 4, Duration.ofSeconds(60), false, Optional.of(VectorFlavour.PORTABLE));
        Path directory = Path.of(arguments[5]);
        Optional<ProvisioningStep> last =
                arguments.length > 7 ? Optional.of(ProvisioningStep.valueOf(arguments[7])) : Optional.empty();
        try (Databases databases = new Databases(() -> new ExternalServer(url), options)) {
            ProvisioningFixture process = new ProvisioningFixture(databases, (step, project) -> {
                if (last.equals(Optional.of(step))) {
                    Runtime.getRuntime().halt(HALTED);
                }
            });
            List<ReadyProject> made = AtOnce.run(Integer.parseInt(arguments[6]), i -> process.ready(directory));
            try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
                for (ReadyProject project : made) {
                    out.write((project.id() + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    /** Starts such a process on the server that {@code server} leads to. */
    static Process start(ConnectionDetails server, String registry, Path directory, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                ProvisioningChild.class.getName(),
                server.host(),
                String.valueOf(server.port()),
                server.user(),
                server.password(),
                registry,
                directory.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
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
