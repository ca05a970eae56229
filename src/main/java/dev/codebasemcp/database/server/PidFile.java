package dev.codebasemcp.database.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The content of PostgreSQL's {@code postmaster.pid}. Missing values are 0 or empty.
 *
 * @param status such as {@code ready} or {@code starting}
 */
record PidFile(long pid, int port, String status) {
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;
    private static final int MAX_BYTES = 1 << 16;

    /** The file of a data directory; empty if it does not exist or cannot be read. */
    static Optional<PidFile> of(Path data) {
        try (var in = Files.newInputStream(data.resolve(ServerFiles.PID_FILE))) {
            List<String> lines = new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
            return Optional.of(new PidFile(
                    number(line(lines, 0)), (int) number(line(lines, PORT_LINE)), line(lines, STATUS_LINE)));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index).strip() : "";
    }

    /** The number in {@code line}; 0 if there is none, which is no valid process or port. */
    private static long number(String line) {
        return line.matches("[1-9]\\d{0,8}") ? Long.parseLong(line) : 0;
    }
}
