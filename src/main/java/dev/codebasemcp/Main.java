package dev.codebasemcp;

import dev.codebasemcp.cli.Commands;
import dev.codebasemcp.cli.Services;
import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.freshness.ProcessLifetime;
import dev.codebasemcp.launch.ArchiveMaker;
import dev.codebasemcp.launch.Relaunch;
import dev.codebasemcp.logging.Logging;
import dev.codebasemcp.mcp.ProtocolJson;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.threads.NamedThreads;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** The entry point: the MCP server without arguments, a command otherwise. */
public final class Main {
    private static final int INVALID_SETTINGS = 2;
    private static final int INTERRUPTED = 130;

    private Main() {}

    /** Runs the program and ends the process. */
    public static void main(String[] arguments) {
        // stdout is reserved for the protocol; library output goes to stderr.
        OutputStream stdout = rawStdout();
        if (arguments.length == 0) {
            System.setOut(stderr());
            System.exit(serve(stdout));
        }
        if (arguments.length == 2 && arguments[0].equals(ArchiveMaker.REHEARSE)) {
            System.exit(rehearse(Path.of(arguments[1])));
        }
        if (Relaunch.isWorthwhile(arguments, System.getenv())) {
            relaunch(arguments).ifPresent(System::exit);
        }
        Relaunch.followParent();
        System.exit(Commands.run(arguments, new Opening(), () -> serve(stdout), version(), System.getenv()));
    }

    /** Empty if the command should run in this process. */
    private static Optional<Integer> relaunch(String[] arguments) {
        try {
            return Relaunch.run(Settings.from(System.getenv()).home(), arguments);
        } catch (RejectedException invalid) {
            // The command itself reports it.
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of(INTERRUPTED);
        }
    }

    /** Plays a session and a command, for an archive of the classes that they load. */
    private static int rehearse(Path repository) {
        try {
            Rehearsal client = new Rehearsal(repository);
            new NamedThreads(ArchiveMaker.REHEARSE).newThread(client).start();
            Server server = new Server(Settings.from(System.getenv()), Clock.systemUTC(), false);
            server.serve(ProtocolJson.loading(), client.serverInput(), client.serverOutput(), version());
            String[] search = {"search", "deposit", "--path", repository.toString()};
            int found = Commands.run(search, new Opening(), () -> 0, version(), System.getenv());
            return client.isCompleted() ? found : 1;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int serve(OutputStream stdout) {
        System.setOut(stderr());
        ProtocolJson json = ProtocolJson.loading();
        try {
            Server server = new Server(Settings.from(System.getenv()), Clock.systemUTC(), true);
            server.serve(json, rawStdin(), stdout, version());
            return 0;
        } catch (RejectedException invalid) {
            LoggerFactory.getLogger(Main.class).error("{}", invalid.getMessage());
            return INVALID_SETTINGS;
        }
    }

    /** Creates the parts for a command. */
    static final class Opening implements Services.Opener {
        @Override
        public Application open() {
            Settings settings = Settings.from(System.getenv());
            Logging.bridge();
            return new Application(
                    settings, Clock.systemUTC(), ProcessLifetime.COMMAND, AnswerForm.STRUCTURED, new Activity());
        }

        @Override
        public Application openToStay() {
            Settings settings = Settings.from(System.getenv());
            Logging.toFile(settings.home(), settings.logLevel(), Clock.systemUTC());
            return new Application(
                    settings, Clock.systemUTC(), ProcessLifetime.SESSION, AnswerForm.STRUCTURED, new Activity());
        }
    }

    /** Not {@code System.out}: a PrintStream hides that the reader is gone. */
    private static OutputStream rawStdout() {
        return new FileOutputStream(FileDescriptor.out);
    }

    /**
     * Not {@code System.in}: a thread blocked on it cannot be interrupted and delays the end of the process by 300
     * ms.
     */
    private static InputStream rawStdin() {
        return Channels.newInputStream(new FileInputStream(FileDescriptor.in).getChannel());
    }

    private static PrintStream stderr() {
        return new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    }

    /** The version that the build wrote into the jar. */
    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
