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
 * PostgreSQL's programs, unpacked from the class path, and unpacked again where they are damaged.
 *
 * @param root holds {@code bin}, {@code lib} and {@code share}
 */
record ServerBinaries(Path root, Platform platform) {
    /** The version of the archives that the build puts on the class path; a test compares it with the server's own. */
    static final String VERSION = "17.11.0";

    private static final Logger LOG = LoggerFactory.getLogger(ServerBinaries.class);
    private static final int BUFFER_BYTES = 1 << 16;
    /** Tells how many entries were unpacked, and which; written last. */
    private static final String MANIFEST = ".unpacked";
    /** What is certainly not ordinary text between the double quotes of a shell. */
    private static final Pattern NOT_FOR_SHELLS = Pattern.compile("[\"$`\\\\]");

    private static final List<String> SIGNS_OF_DAMAGE = List.of(
            "shared librar",
            "symbol lookup",
            "ELF",
            "Exec format",
            "cannot execute",
            "not found",
            "could not load library");

    /** The binaries for {@code platform}; unpacks what is missing. The caller holds the server's lock. */
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
     * The same binaries in a directory whose name no shell takes for a command: {@code initdb} starts {@code postgres} by a
     * shell, which it gives the path in double quotes. To be deleted by the caller unless they are these.
     */
    ServerBinaries forShells() throws IOException {
        if (platform.isWindows() || !NOT_FOR_SHELLS.matcher(root.toString()).find()) {
            return this;
        }
        Path directory = Files.createTempDirectory("codebase-mcp-initdb-");
        if (NOT_FOR_SHELLS.matcher(directory.toString()).find()) {
            throw new IOException("neither " + root + " nor the directory for temporary files, " + directory
                    + ", has a name without quotes, backquotes, backslashes and dollar signs");
        }
        ServerAccount.letEnter(directory);
        ServerBinaries copy = new ServerBinaries(directory.resolve("postgres"), platform);
        copy.unpackAll();
        return copy;
    }

    /** Removes what {@link #forShells} made. */
    void deleteCopy() throws IOException {
        deleteTree(Objects.requireNonNull(root.getParent()));
    }

    /** Whether {@code trouble}, which ended one of the programs, looks as if the binaries were damaged. */
    boolean areSuspectedIn(String trouble) {
        boolean spoken = trouble.contains("FATAL:") || trouble.contains("PANIC:");
        return !spoken
                || trouble.contains(root.toString())
                || SIGNS_OF_DAMAGE.stream().anyMatch(trouble::contains);
    }

    /** Unpacks again what differs from the archive in any way; whether there was something. */
    boolean mend() {
        try {
            return restore(true);
        } catch (IOException failure) {
            LOG.warn("Cannot unpack PostgreSQL into {} again: {}", root, failure.toString());
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
            LOG.warn("Unpacked {} damaged or missing files of PostgreSQL in {} again", written, root);
        }
        return written > 0;
    }

    /** A few milliseconds for a thousand files; a version without a manifest may have unpacked them. */
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
        // Of this process alone: homes may share these binaries by a link, and each home has a lock of its own.
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
                    + "; take the build for this platform, or set CODEBASE_MCP_DATABASE_URL.");
        }
        return archive;
    }

    /** What a process left that died while it unpacked. */
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
