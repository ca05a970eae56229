package dev.codebasemcp.code.parser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.treesitter.TSParser;

/**
 * Unpacks the native libraries of tree-sitter from the class path into a permanent directory.
 *
 * <p>The binding itself would unpack them into the temporary directory at each start. It first searches the directory in the
 * system property {@code tree-sitter-lib}, so this class puts the files there before it uses the binding. It writes each file
 * next to its place and then moves it, so several processes may do this at once. It replaces a file that differs from the class
 * path's, such as that of an older release or a damaged disk.
 */
final class NativeLibraries {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);
    private static final String DIRECTORY_PROPERTY = "tree-sitter-lib";

    private final Path directory;

    NativeLibraries(Path directory) {
        this.directory = directory.toAbsolutePath();
        System.setProperty(DIRECTORY_PROPERTY, this.directory.toString());
    }

    /**
     * Makes a library loadable from the directory. On failure, the binding falls back to the temporary directory.
     *
     * @param name for example {@code tree-sitter-java}
     * @return identifies this version of the library
     */
    String provide(String name) {
        Optional<String> resource = resourceOf(name);
        if (resource.isEmpty()) {
            return name;
        }
        CRC32 sum = new CRC32();
        try (InputStream in = TSParser.class.getClassLoader().getResourceAsStream(resource.get())) {
            if (in != null) {
                byte[] library = in.readAllBytes();
                sum.update(library);
                store(library, directory.resolve(resource.get()));
            }
        } catch (IOException failure) {
            LOG.warn("Cannot unpack {} into {}", resource.get(), directory, failure);
        }
        return name + ' ' + Long.toHexString(sum.getValue()) + '\n';
    }

    Path directory() {
        return directory;
    }

    private void store(byte[] content, Path place) throws IOException {
        if (Files.exists(place) && Arrays.equals(Files.readAllBytes(place), content)) {
            return;
        }
        Path folder = Files.createDirectories(directory.resolve("lib"));
        Path draft = Files.createTempFile(folder, "unpacking", ".tmp");
        try {
            Files.write(draft, content);
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** The name of a library in the binding's jars. */
    private static Optional<String> resourceOf(String name) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String cpu = machine.contains("aarch64") ? "aarch64" : "x86_64";
        if (system.contains("windows")) {
            return Optional.of("lib/" + cpu + "-windows-" + name + ".dll");
        }
        if (system.contains("linux")) {
            return Optional.of("lib/" + cpu + "-linux-gnu-" + name + ".so");
        }
        return system.contains("mac") ? Optional.of("lib/" + cpu + "-macos-" + name + ".dylib") : Optional.empty();
    }
}
