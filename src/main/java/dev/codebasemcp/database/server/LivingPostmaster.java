package dev.codebasemcp.database.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The server that runs on a data directory now: its pid file, taken at its word only where the process that the file names
 * lives, is PostgreSQL, belongs to the owner of the data and works in that directory. A file that a killed server left
 * proves nothing; anyone may listen on the port that it names.
 */
record LivingPostmaster(long pid, int port) {
    private static final String READY = "ready";
    private static final Path PROCESSES = Path.of("/proc");
    private static final String UID = "unix:uid";

    /** The server of {@code data}, if it lives and accepts connections: only then is the port its own for certain. */
    static Optional<LivingPostmaster> on(Path data) {
        return PidFile.of(data)
                .filter(file -> file.status().equals(READY) && file.port() > 0 && isServer(file.pid(), data))
                .map(file -> new LivingPostmaster(file.pid(), file.port()));
    }

    /** The living server of {@code data} that the pid file names, in whatever state. */
    static Optional<ProcessHandle> named(Path data) {
        return PidFile.of(data)
                .map(PidFile::pid)
                .filter(pid -> isServer(pid, data))
                .flatMap(ProcessHandle::of);
    }

    /** A living server of {@code data} whatever the pid file says; Linux alone tells. */
    static Optional<ProcessHandle> workingIn(Path data) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(ServerFiles.nameOf(process));
                if (isIn(data, pid) && isServer(pid, data) && !isChild(pid, data)) {
                    return ProcessHandle.of(pid);
                }
            }
        } catch (IOException | DirectoryIteratorException | NumberFormatException notTold) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** The server's own processes work where it does. */
    private static boolean isChild(long pid, Path data) {
        return ProcessHandle.of(pid)
                .flatMap(ProcessHandle::parent)
                .filter(parent -> isIn(data, parent.pid()) && isPostgres(parent))
                .isPresent();
    }

    /** Whether a process is the living server of {@code data}. */
    static boolean isServer(long pid, Path data) {
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
        return !isTold(pid) || isIn(data, pid);
    }

    private static boolean isTold(long pid) {
        try {
            return Files.readSymbolicLink(shown(pid).resolve("cwd")).isAbsolute();
        } catch (IOException notTold) {
            return false;
        }
    }

    private static boolean isIn(Path data, long pid) {
        try {
            return Files.readSymbolicLink(shown(pid).resolve("cwd")).equals(data.toRealPath());
        } catch (IOException notTold) {
            return false;
        }
    }

    /** Only Linux tells; elsewhere init collects the dead. */
    private static boolean isZombie(long pid) {
        try {
            return new String(Files.readAllBytes(shown(pid).resolve("stat")), StandardCharsets.ISO_8859_1)
                    .contains(") Z ");
        } catch (IOException noSuchFile) {
            return false;
        }
    }

    private static Path shown(long pid) {
        return PROCESSES.resolve(String.valueOf(pid));
    }
}
