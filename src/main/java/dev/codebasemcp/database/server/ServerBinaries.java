package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's programs, unpacked from the class path, and again if they are damaged.
 *
 * @param root contains {@code bin}, {@code lib} and {@code share}
 */
record ServerBinaries(Path root, Platform platform) {
    /** The version of the archives on the class path; a test compares it with the server's version. */
    static final String VERSION = "17.11.0";

    private static final Logger LOG = LoggerFactory.getLogger(ServerBinaries.class);
    private static final int BUFFER_BYTES = 1 << 16;
    /** Lists the number of unpacked entries and the entries; written last. */
    private static final String MANIFEST = ".unpacked";
    /** Characters that a shell interprets between double quotes. */
    private static final Pattern NOT_FOR_SHELLS = Pattern.compile("[\"$`\\\\]");

    private static final List<String> SIGNS_OF_DAMAGE = List.of(
            "shared librar",
            "symbol lookup",
            "ELF",
            "Exec format",
            "cannot execute",
            "not found",
            "could not load library");

    /** The binaries for {@code platform}; unpacks missing ones. The caller holds the server's lock. */
    static ServerBinaries unpack(ServerFiles files, Platform platform) {
        ServerBinaries binaries =
                new ServerBinaries(files.binaries().resolve(VERSION + "-" + platform.name()), platform);
        try {
            if (!Files.isDirectory(binaries.root)) {
                binaries.unpackAll();
            } else if (!binaries.isIntact()) {
                binaries.restore(false);
            }
            return binaries;
        } catch (IOException failure) {
            throw new UnavailableException(
                    "Cannot unpack PostgreSQL into " + binaries.root + " (" + failure
                            + "); it takes 60 to 300 MB of disk space." + FileAdvice.of(failure),
                    failure);
        }
    }

    /**
     * The same binaries in a directory whose name is safe in a shell: {@code initdb} starts {@code postgres} through a shell,
     * with the path in double quotes. Unless it returns these binaries, the caller deletes the copy.
     */
    ServerBinaries forShells() throws IOException {
        if (platform.isWindows() || !NOT_FOR_SHELLS.matcher(root.toString()).find()) {
            return this;
        }
        Path directory = Files.createTempDirectory("codebase-mcp-initdb-");
        if (NOT_FOR_SHELLS.matcher(directory.toString()).find()) {
            throw new IOException("both " + root + " and the temporary directory " + directory
                    + " have names with quotes, backquotes, backslashes or dollar signs");
        }
        ServerAccount.allowTraversal(directory);
        ServerBinaries copy = new ServerBinaries(directory.resolve("postgres"), platform);
        copy.unpackAll();
        return copy;
    }

    /** Deletes the copy that {@link #forShells} made. */
    void deleteCopy() throws IOException {
        deleteTree(Objects.requireNonNull(root.getParent()));
    }

    /** Whether {@code output} of a failed program suggests damaged binaries. */
    boolean mayHaveCaused(String output) {
        boolean reported = output.contains("FATAL:") || output.contains("PANIC:");
        return !reported
                || output.contains(root.toString())
                || SIGNS_OF_DAMAGE.stream().anyMatch(output::contains);
    }

    /** Unpacks all files again that differ from the archive; returns whether there were any. */
    boolean repair() {
        try {
            return restore(true);
        } catch (IOException failure) {
            LOG.warn("Cannot repair PostgreSQL in {}: {}", root, failure.toString());
            return false;
        }
    }

    String program(String name) {
        return root.resolve("bin").resolve(name).toString();
    }

    private void unpackAll() throws IOException {
        Path parent = Objects.requireNonNull(root.getParent());
        Files.createDirectories(parent);
        removeLeftovers(parent);
        Path fresh = Files.createDirectory(
                parent.resolve("unpacking-" + ProcessHandle.current().pid()));
        try (InputStream archive = archive()) {
            writeManifest(fresh, reader(archive).unpackTo(fresh));
        }
        Files.move(fresh, root, StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean restore(boolean byContent) throws IOException {
        List<UnpackedFile> all = new ArrayList<>();
        int written;
        try (InputStream archive = archive()) {
            written = reader(archive).restoreTo(root, byContent, all);
        }
        writeManifest(root, all);
        if (written > 0) {
            LOG.warn("Restored {} damaged or missing files of PostgreSQL in {}", written, root);
        }
        return written > 0;
    }

    /** Takes a few milliseconds for a thousand files. False without a manifest, as older versions wrote none. */
    private boolean isIntact() {
        try {
            List<String> lines = new String(Files.readAllBytes(root.resolve(MANIFEST)), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            boolean posix = ServerFiles.isPosix(root);
            return !lines.isEmpty()
                    && lines.get(0).equals(String.valueOf(lines.size() - 1))
                    && lines.stream()
                            .skip(1)
                            .allMatch(line -> UnpackedFile.parse(line)
                                    .filter(file -> file.isIntact(root, posix))
                                    .isPresent());
        } catch (IOException noManifest) {
            return false;
        }
    }

    private static void writeManifest(Path root, List<UnpackedFile> entries) throws IOException {
        // Per process: homes may share these binaries through a link, and each home has its own lock.
        Path draft = root.resolve(MANIFEST + "." + ProcessHandle.current().pid());
        List<String> lines = new ArrayList<>(List.of(String.valueOf(entries.size())));
        entries.forEach(entry -> lines.add(entry.line()));
        Files.write(draft, lines);
        Files.move(draft, root.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private TarReader reader(InputStream archive) {
        return new TarReader(new BufferedInputStream(archive, BUFFER_BYTES), ServerFiles.isPosix(root));
    }

    private InputStream archive() {
        InputStream archive = ServerBinaries.class.getResourceAsStream(platform.archive());
        if (archive == null) {
            throw new UnavailableException("This build has no embedded PostgreSQL for " + platform.name()
                    + "; use the build for this platform, or set CODEBASE_MCP_DATABASE_URL.");
        }
        return archive;
    }

    /** Removes what a process left that died while unpacking. */
    private static void removeLeftovers(Path parent) throws IOException {
        List<Path> leftovers;
        try (Stream<Path> children = Files.list(parent)) {
            leftovers = children.filter(child -> ServerFiles.nameOf(child).startsWith("unpacking-"))
                    .toList();
        }
        for (Path leftover : leftovers) {
            deleteTree(leftover);
        }
    }

    static void deleteTree(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(directory)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
