package dev.codebasemcp.database;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The migration scripts of one schema on the class path.
 *
 * @param locations resource folders, such as {@code db/registry}
 * @param versions file names by version
 * @param hash changes with any script's text
 */
record MigrationScripts(List<String> locations, SortedMap<MigrationVersion, String> versions, String hash) {
    private static final Pattern SCRIPT = Pattern.compile("V([0-9._]+)__.*\\.sql");

    private static final String SUFFIX = ".sql";

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
            URL folder = url.orElseThrow(() -> new IOException("no resource folder " + location));
            return folder.openConnection() instanceof JarURLConnection jar
                    ? readJar(jar, location)
                    : readFolder(Path.of(folder.toURI()));
        } catch (IOException | URISyntaxException failure) {
            throw new IllegalStateException("cannot read the migration scripts in " + location, failure);
        }
    }

    /** Reads from the open jar of the classes: another file system would read the jar's index again. */
    private static SortedMap<String, String> readJar(JarURLConnection connection, String location) throws IOException {
        SortedMap<String, String> scripts = new TreeMap<>();
        JarFile jar = connection.getJarFile();
        for (JarEntry entry : Collections.list(jar.entries())) {
            String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
            if (entry.getName().equals(location + '/' + name) && name.endsWith(SUFFIX)) {
                try (InputStream in = jar.getInputStream(entry)) {
                    scripts.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return scripts;
    }

    private static SortedMap<String, String> readFolder(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> children = Files.list(folder)) {
            children.filter(child -> child.toString().endsWith(SUFFIX)).forEach(files::add);
        }
        SortedMap<String, String> scripts = new TreeMap<>();
        for (Path file : files) {
            scripts.put(String.valueOf(file.getFileName()), Files.readString(file, StandardCharsets.UTF_8));
        }
        return scripts;
    }
}
