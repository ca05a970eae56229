package dev.codebasemcp.database.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The server that runs on a data directory now: its pid file, taken at its word only where the process that the file names
 * lives, is PostgreSQL, belongs to the owner of the data and works in that directory. A file that a killed server left
 * proves nothing; anyone may listen on the port that it names.
 */
record LivingPostmaster(long pid, int port) {
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;
    private static final String READY = "ready";
    private static final String UID = "unix:uid";

    /** The server of {@code data}, if it lives and accepts connections: only then is the port its own for certain. */
    static Optional<LivingPostmaster> on(Path data) {
        List<String> lines = lines(data);
        if (lines.size() <= STATUS_LINE || !lines.get(STATUS_LINE).strip().equals(READY)) {
            return Optional.empty();
        }
        long pid = number(lines.get(0));
        long port = number(lines.get(PORT_LINE));
        return port > 0 && isServer(pid, data) ? Optional.of(new LivingPostmaster(pid, (int) port)) : Optional.empty();
    }

    /** Whether the pid file names a process that is not the server of {@code data}, or none at all any more. */
    static boolean isStale(Path data) {
        List<String> lines = lines(data);
        return !lines.isEmpty() && !isServer(number(lines.get(0)), data);
    }

    private static boolean isServer(long pid, Path data) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return process.isPresent()
                && !isZombie(pid)
                && isPostgres(process.get())
                && isOwnersOf(data, process.get())
                && worksIn(data, pid);
    }

    /** The system may keep back the name of the program, as that of another user's. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> ServerFiles.nameOf(Path.of(command)).startsWith("postgres"))
                .orElse(true);
    }

    private static boolean isOwnersOf(Path data, ProcessHandle process) {
        if (!ServerFiles.isPosix(data)) {
            return true;
        }
        try {
            Path shown = shown(process.pid());
            if (Files.exists(shown)) {
                return Files.getAttribute(shown, UID).equals(Files.getAttribute(data, UID));
            }
            return process.info().user().equals(Optional.of(Files.getOwner(data).getName()));
        } catch (IOException endedMeanwhile) {
            return false;
        }
    }

    /** Linux tells where a process works, if it may be known; PostgreSQL works in its data directory. */
    private static boolean worksIn(Path data, long pid) {
        try {
            return Files.readSymbolicLink(shown(pid).resolve("cwd")).equals(data.toRealPath());
        } catch (IOException notTold) {
            return true;
        }
    }

    /** Only Linux tells; elsewhere init collects the dead. */
    private static boolean isZombie(long pid) {
        try {
            return Files.readString(shown(pid).resolve("stat")).contains(") Z ");
        } catch (IOException noSuchFile) {
            return false;
        }
    }

    private static Path shown(long pid) {
        return Path.of("/proc", String.valueOf(pid));
    }

    private static List<String> lines(Path data) {
        try {
            return Files.readAllLines(data.resolve(ServerFiles.PID_FILE));
        } catch (IOException noSuchFile) {
            return List.of();
        }
    }

    /** The number in {@code line}; 0, which no process and no port has, if there is none. */
    private static long number(String line) {
        try {
            return Long.parseLong(line.strip());
        } catch (NumberFormatException notNumber) {
            return 0;
        }
    }
}
