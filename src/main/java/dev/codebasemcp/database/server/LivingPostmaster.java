package dev.codebasemcp.database.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The server that runs on a data directory. Trusts the pid file only if its process is alive, is PostgreSQL, belongs to the
 * owner of the data, and works in that directory. A killed server leaves a stale file, and any program may listen on the port
 * in it.
 */
record LivingPostmaster(long pid, int port) {
    private static final String READY = "ready";
    private static final Path PROCESSES = Path.of("/proc");
    private static final String UID = "unix:uid";

    /** The server of {@code data}, if it accepts connections. Only in that state is the port certainly its own. */
    static Optional<LivingPostmaster> on(Path data) {
        return PidFile.of(data)
                .filter(file -> file.status().equals(READY) && file.port() > 0 && isServer(file.pid(), data))
                .map(file -> new LivingPostmaster(file.pid(), file.port()));
    }

    /** The running server of {@code data} that the pid file names, in any state. */
    static Optional<ProcessHandle> named(Path data) {
        return PidFile.of(data)
                .map(PidFile::pid)
                .filter(pid -> isServer(pid, data))
                .flatMap(ProcessHandle::of);
    }

    /** A running server of {@code data}, whatever the pid file says. Only found on Linux. */
    static Optional<ProcessHandle> workingIn(Path data) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(ServerFiles.nameOf(process));
                if (isIn(data, pid) && isServer(pid, data) && !isChild(pid, data)) {
                    return ProcessHandle.of(pid);
                }
            }
        } catch (IOException | DirectoryIteratorException | NumberFormatException unreadable) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** Whether a process is a child of the server; children share its working directory. */
    private static boolean isChild(long pid, Path data) {
        return ProcessHandle.of(pid)
                .flatMap(ProcessHandle::parent)
                .filter(parent -> isIn(data, parent.pid()) && isPostgres(parent))
                .isPresent();
    }

    /** Whether a process is the running server of {@code data}. */
    static boolean isServer(long pid, Path data) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return process.isPresent()
                && !isZombie(pid)
                && isPostgres(process.get())
                && isOwnersOf(data, process.get())
                && worksIn(data, pid);
    }

    /** Whether a process may be PostgreSQL. The system may hide the program of another user's process. */
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
            Path procDirectory = procDirectory(process.pid());
            if (Files.exists(procDirectory)) {
                return Files.getAttribute(procDirectory, UID).equals(Files.getAttribute(data, UID));
            }
            return process.info().user().equals(Optional.of(Files.getOwner(data).getName()));
        } catch (IOException endedMeanwhile) {
            return false;
        }
    }

    /** Whether a process works in {@code data}, as PostgreSQL does; true if the system does not reveal the directory. */
    private static boolean worksIn(Path data, long pid) {
        return !isVisible(pid) || isIn(data, pid);
    }

    private static boolean isVisible(long pid) {
        try {
            return Files.readSymbolicLink(procDirectory(pid).resolve("cwd")).isAbsolute();
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean isIn(Path data, long pid) {
        try {
            return Files.readSymbolicLink(procDirectory(pid).resolve("cwd")).equals(data.toRealPath());
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Only detected on Linux; elsewhere init reaps dead processes. */
    private static boolean isZombie(long pid) {
        try {
            return new String(Files.readAllBytes(procDirectory(pid).resolve("stat")), StandardCharsets.ISO_8859_1)
                    .contains(") Z ");
        } catch (IOException noSuchFile) {
            return false;
        }
    }

    private static Path procDirectory(long pid) {
        return PROCESSES.resolve(String.valueOf(pid));
    }
}
