package dev.codebasemcp.embedding;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A published package: a jar, or the directory of an unpacked archive. Its files are read in the order of their paths. */
record TrainingPackage(String name, Path location) {
    private static final long LARGEST_FILE = 1 << 20;

    /** Takes the text of one file. */
    @FunctionalInterface
    interface Reader {
        void file(String path, String text);
    }

    void read(Reader reader) throws IOException {
        if (Files.isDirectory(location)) {
            readDirectory(reader);
        } else {
            readJar(reader);
        }
    }

    private void readJar(Reader reader) throws IOException {
        try (ZipFile jar = new ZipFile(location.toFile())) {
            List<? extends ZipEntry> entries = jar.stream()
                    .filter(entry -> !entry.isDirectory() && entry.getSize() < LARGEST_FILE)
                    .filter(entry -> CommentStyle.of(entry.getName()).isPresent())
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .toList();
            for (ZipEntry entry : entries) {
                try (InputStream in = jar.getInputStream(entry)) {
                    reader.file(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
    }

    private void readDirectory(Reader reader) throws IOException {
        List<String> paths;
        try (Stream<Path> files = Files.walk(location)) {
            paths = files.filter(Files::isRegularFile)
                    .map(file -> location.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> CommentStyle.of(path).isPresent())
                    .sorted()
                    .toList();
        }
        for (String path : paths) {
            Path file = location.resolve(path);
            if (Files.size(file) < LARGEST_FILE) {
                reader.file(path, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
    }
}
