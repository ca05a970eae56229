package dev.codebasemcp.database.server;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** A process that uses the embedded server of a home directory until its input ends. */
final class ServerUser {
    private ServerUser() {}

    /** Arguments: the home directory and the grace in seconds. Prints the server's port and the times of the steps. */
    public static void main(String[] arguments) throws IOException, SQLException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        long begin = System.nanoTime();
        try (EmbeddedServer server =
                EmbeddedServer.start(Path.of(arguments[0]), Duration.ofSeconds(Long.parseLong(arguments[1])))) {
            try (Connection connection = server.connection().open("postgres")) {
                connection.createStatement().execute("SELECT 1");
            }
            out.println("port " + server.connection().port() + " after " + millisSince(begin) + " ms");
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            begin = System.nanoTime();
        }
        out.println("left after " + millisSince(begin) + " ms");
    }

    private static long millisSince(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
