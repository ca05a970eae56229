package dev.codebasemcp;

import dev.codebasemcp.cli.Commands;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.freshness.ProcessLifetime;
import dev.codebasemcp.logging.Logging;
import dev.codebasemcp.mcp.ProtocolJson;
import dev.codebasemcp.model.RejectedException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** The entry point: the MCP server without arguments, a command otherwise. */
public final class Main {
    private static final int INVALID_SETTINGS = 2;

    private Main() {}

    /** Runs the program and ends the process. */
    public static void main(String[] arguments) {
        // stdout is reserved for the protocol; library output goes to stderr.
        OutputStream stdout = rawStdout();
        if (arguments.length == 0) {
            System.setOut(stderr());
            System.exit(serve(stdout));
        }
        System.exit(Commands.run(arguments, Main::open, () -> serve(stdout), version(), System.getenv()));
    }

    private static int serve(OutputStream stdout) {
        System.setOut(stderr());
        ProtocolJson json = ProtocolJson.loading();
        try {
            new Server(Settings.from(System.getenv()), Clock.systemUTC()).serve(json, rawStdin(), stdout, version());
            return 0;
        } catch (RejectedException invalid) {
            LoggerFactory.getLogger(Main.class).error("{}", invalid.getMessage());
            return INVALID_SETTINGS;
        }
    }

    /** Creates the parts for a command, which ends after its answer. */
    static Application open() {
        Settings settings = Settings.from(System.getenv());
        Logging.bridge();
        return new Application(settings, Clock.systemUTC(), ProcessLifetime.COMMAND);
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
