package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL's programs, unpacked from the class path.
 *
 * @param root holds {@code bin}, {@code lib} and {@code share}
 */
record ServerBinaries(Path root) {
    /** The version of the archives that the build puts on the class path; a test compares it with the server's own. */
    static final String VERSION = "17.11.0";

    private static final int BUFFER_BYTES = 1 << 16;

    /** The binaries for {@code platform}; unpacks them if nobody has. The caller holds the server's lock. */
    static ServerBinaries unpack(ServerFiles files, Platform platform) {
        Path root = files.binaries().resolve(VERSION + "-" + platform.name());
        if (Files.isDirectory(root)) {
            return new ServerBinaries(root);
        }
        try (InputStream archive = ServerBinaries.class.getResourceAsStream(platform.archive())) {
            if (archive == null) {
                throw new UnavailableException("This build has no embedded PostgreSQL for " + platform.name()
                        + "; take the build for this platform, or set CODEBASE_MCP_DATABASE_URL.");
            }
            Files.createDirectories(files.binaries());
            removeLeftovers(files.binaries());
            Path fresh = Files.createDirectory(files.binaries()
                    .resolve("unpacking-" + ProcessHandle.current().pid()));
            new TarReader(new BufferedInputStream(archive, BUFFER_BYTES), ServerFiles.isPosix(fresh)).unpackTo(fresh);
            Files.move(fresh, root, StandardCopyOption.ATOMIC_MOVE);
            return new ServerBinaries(root);
        } catch (IOException failure) {
            throw new UnavailableException(
                    "Cannot unpack PostgreSQL into " + root + " (" + failure
                            + "); it takes 60 to 300 MB of disk space.",
                    failure);
        }
    }

    String program(String name) {
        return root.resolve("bin").resolve(name).toString();
    }

    /** Whether the extension for fast vector search was built for these binaries. */
    boolean hasPgvector() {
        return Files.exists(root.resolve("share/postgresql/extension/vector.control"));
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
