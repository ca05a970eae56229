package dev.codebasemcp.database;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The migration scripts of one schema, as the class path has them.
 *
 * @param locations resource folders, such as {@code db/registry}
 * @param versions the scripts' versions with their file names
 * @param hash changes with any script's text
 */
record MigrationScripts(List<String> locations, SortedMap<MigrationVersion, String> versions, String hash) {
    private static final Pattern SCRIPT = Pattern.compile("V([0-9._]+)__.*\\.sql");

    static MigrationScripts in(List<String> locations) {
        SortedMap<MigrationVersion, String> versions = new TreeMap<>();
        CRC32 checksum = new CRC32();
        for (String location : locations) {
            for (Map.Entry<String, String> script : read(location).entrySet()) {
                Matcher matcher = SCRIPT.matcher(script.getKey());
                if (matcher.matches()) {
                    versions.put(MigrationVersion.fromVersion(matcher.group(1)), script.getKey());
                }
                checksum.update((script.getKey() + '\n' + script.getValue()).getBytes(StandardCharsets.UTF_8));
            }
        }
        if (versions.isEmpty()) {
            throw new IllegalStateException("no migration scripts in " + locations);
        }
        return new MigrationScripts(
                List.copyOf(locations), versions, HexFormat.of().toHexDigits((int) checksum.getValue()));
    }

    MigrationVersion latest() {
        return versions.lastKey();
    }

    private static SortedMap<String, String> read(String location) {
        Optional<URL> url = Optional.ofNullable(MigrationScripts.class.getResource("/" + location));
        try {
            URI uri = url.orElseThrow(() -> new IOException("no resource folder " + location))
                    .toURI();
            if (!uri.getScheme().equals("jar")) {
                return readFolder(Path.of(uri));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return readFolder(jar.getPath("/" + location));
            } catch (FileSystemAlreadyExistsException opened) {
                return readFolder(Path.of(uri));
            }
        } catch (IOException | URISyntaxException failure) {
            throw new IllegalStateException("cannot read the migration scripts in " + location, failure);
        }
    }

    private static SortedMap<String, String> readFolder(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> children = Files.list(folder)) {
            children.filter(child -> child.toString().endsWith(".sql")).forEach(files::add);
        }
        SortedMap<String, String> scripts = new TreeMap<>();
        for (Path file : files) {
            scripts.put(String.valueOf(file.getFileName()), Files.readString(file, StandardCharsets.UTF_8));
        }
        return scripts;
    }
}
