package dev.codebasemcp.launch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the archive of classes by a rehearsal: a process of its own that plays a session in a temporary home, at the
 * lowest priority. Processes that share a home make one archive at a time. Thread-safe.
 */
public final class ArchiveMaker {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveMaker.class);

    /** The word that makes the program rehearse. */
    public static final String REHEARSE = "rehearse";

    /** Fits a busy machine, where the lowest priority gets little. */
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    /** The database server of the rehearsal stops by itself within this time. */
    private static final Duration SERVER_STOP = Duration.ofSeconds(40);

    private static final long POLL_MILLIS = 200;
    private static final int OUTPUT = 2_000;
    private static final List<String> PROGRAMS = List.of("/usr/bin", "/bin");
    private static final String LOWEST_PRIORITY = "19";

    /** A little of what people index, so that the rehearsal loads what real sessions need. */
    private static final Map<String, String> REPOSITORY = Map.of(
            "Account.java", """
            package example;

            /** The money of one customer. */
            class Account {
                private long balance;

                /** Adds an amount to the balance. */
                void deposit(long amount) {
                    balance += amount;
                }
            }
            """,
            "transfer.py", """
            def transfer(source, target, amount):
                \"""Moves money between two accounts.\"""
                source.withdraw(amount)
                target.deposit(amount)
            """,
            "README.md", """
            # Bank

            How accounts and transfers are modelled.
            """);

    private final Path home;
    private final LaunchCommand command;
    private final ClassArchive archive;

    /** Creates a maker for a program's home; {@code command} starts the program whose classes are archived. */
    public ArchiveMaker(Path home, LaunchCommand command) {
        this.home = home;
        this.command = command;
        this.archive = ClassArchive.of(home, command);
    }

    /** Whether this process was told to use an archive that is missing or made for another jar or Java. */
    public boolean isWanted() {
        try {
            return command.jar().isPresent()
                    && ProcessHandle.current()
                            .info()
                            .arguments()
                            .filter(words -> List.of(words).containsAll(archive.options()))
                            .isPresent()
                    && !archive.fits();
        } catch (IOException unreadable) {
            LOG.debug("It cannot be seen whether the archive of classes fits", unreadable);
            return false;
        }
    }

    /** Why the archive could not be made for the present jar and Java; empty if that never failed. */
    public Optional<String> failure() {
        try {
            return archive.failure();
        } catch (IOException unreadable) {
            LOG.debug("It cannot be seen whether the archive of classes failed", unreadable);
            return Optional.empty();
        }
    }

    /**
     * Makes the archive unless it fits or another process is making it.
     *
     * @return the archive if there is one now
     * @throws IOException with the reason, if it cannot be made; only a note of it is left behind
     */
    public Optional<Path> make() throws IOException, InterruptedException {
        return make(true);
    }

    /** Like {@link #make}, but does not repeat what failed for the present jar and Java: it would fail again. */
    public Optional<Path> makeUnlessFailed() throws IOException, InterruptedException {
        return make(false);
    }

    private Optional<Path> make(boolean again) throws IOException, InterruptedException {
        Path folder =
                Files.createDirectories(Objects.requireNonNull(archive.file().getParent()));
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            // Held by another process.
            if (lock == null) {
                return Optional.empty();
            }
            if (!archive.fits()) {
                if (!again && archive.failure().isPresent()) {
                    return Optional.empty();
                }
                noting(folder);
            }
            return Optional.of(archive.file());
        }
    }

    /** Otherwise every server would fail again. */
    private void noting(Path folder) throws IOException, InterruptedException {
        String stamp = archive.stamp();
        try {
            rehearse(folder, stamp);
        } catch (IOException | UncheckedIOException failure) {
            try {
                archive.noteFailure(stamp, String.valueOf(failure.getMessage()));
            } catch (IOException unwritable) {
                failure.addSuppressed(unwritable);
            }
            throw failure;
        }
    }

    private void rehearse(Path folder, String stamp) throws IOException, InterruptedException {
        Path stage = folder.resolve("rehearsal");
        Path stageHome = stage.resolve("home");
        deleteTree(stage);
        try {
            Path repository = Files.createDirectories(stage.resolve("repository"));
            for (Map.Entry<String, String> file : REPOSITORY.entrySet()) {
                Files.writeString(repository.resolve(file.getKey()), file.getValue());
            }
            Files.createDirectories(stageHome);
            shareServerPrograms(stageHome);
            Path made = stage.resolve("archive");
            run(made, stageHome, repository, stage.resolve("output"));
            archive.replaceBy(made, stamp);
        } finally {
            awaitServerStop(stageHome);
            deleteTree(stage);
        }
    }

    /** Otherwise the rehearsal would unpack PostgreSQL again. */
    private void shareServerPrograms(Path stageHome) throws IOException {
        Path programs = home.resolve("postgres");
        if (Files.isDirectory(programs) && File.separatorChar == '/') {
            Files.createSymbolicLink(stageHome.resolve("postgres"), programs);
        }
    }

    private void run(Path made, Path stageHome, Path repository, Path output) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        PROGRAMS.stream()
                .map(folder -> Path.of(folder, "nice"))
                .filter(Files::isExecutable)
                .findFirst()
                .ifPresent(nice -> words.addAll(List.of(nice.toString(), "-n", LOWEST_PRIORITY)));
        words.addAll(command.wordsMaking(archive.makingOptions(made)));
        words.addAll(List.of(REHEARSE, repository.toString()));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(repository.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(ArchiveMaker::changesTheSession);
        builder.environment().put("CODEBASE_MCP_HOME", stageHome.toString());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("the rehearsal did not end within " + TIMEOUT.toMinutes() + " minutes");
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0 || !Files.exists(made)) {
            throw new IOException("the rehearsal ended with " + process.exitValue() + ": " + end(output));
        }
    }

    /** The rehearsal has settings of its own, and must not reach the user's database. */
    private static boolean changesTheSession(String variable) {
        return variable.startsWith("CODEBASE_MCP_") || variable.startsWith("WORKFLOW_MCP_");
    }

    private static String end(Path output) throws IOException {
        String text = Files.readString(output).strip();
        return text.substring(Math.max(0, text.length() - OUTPUT));
    }

    /** A server whose files are deleted would complain and take longer to stop. */
    private static void awaitServerStop(Path stageHome) throws InterruptedException {
        Path running = stageHome.resolve("data").resolve("postmaster.pid");
        long deadline = System.nanoTime() + SERVER_STOP.toNanos();
        while (Files.exists(running) && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(directory)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
