package dev.codebasemcp.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program as a jar, from the classes under test; its manifest names the libraries. */
final class ProgramJar {
    private ProgramJar() {}

    static Path in(Path directory) throws IOException {
        Path classes = Path.of("target", "classes").toAbsolutePath();
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "dev.codebasemcp.Main");
        main.put(Attributes.Name.CLASS_PATH, libraries());
        main.put(new Attributes.Name("Enable-Native-Access"), "ALL-UNNAMED");
        Path jar = directory.resolve("program.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> tree = Files.walk(classes)) {
            out.setLevel(1);
            for (Path path : tree.filter(path -> !path.equals(classes)).toList()) {
                boolean folder = Files.isDirectory(path);
                String name = classes.relativize(path).toString().replace('\\', '/');
                // The program lists the folders of its migrations.
                out.putNextEntry(new JarEntry(folder ? name + '/' : name));
                if (!folder) {
                    Files.copy(path, out);
                }
                out.closeEntry();
            }
        }
        return jar;
    }

    private static String libraries() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> entries = Arrays.asList(classPath.split(System.getProperty("path.separator")));
        return entries.stream()
                .filter(entry -> entry.endsWith(".jar"))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
    }
}
