package dev.codebasemcp.embedding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The packages of {@code training-packages.txt}, in its order. */
final class TrainingPackages {
    private static final String MAVEN = "maven ";
    private static final String NPM = "npm ";

    private TrainingPackages() {}

    /** Reads the list, and finds each package where {@code scripts/distill-model} puts it. */
    static List<TrainingPackage> read(Path list, Path directory) throws IOException {
        return Files.readAllLines(list).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> locate(line, directory))
                .toList();
    }

    private static TrainingPackage locate(String line, Path directory) {
        if (line.startsWith(MAVEN)) {
            String coordinates = line.substring(MAVEN.length());
            return new TrainingPackage(coordinates, directory.resolve(fileName(coordinates) + ".jar"));
        }
        if (line.startsWith(NPM)) {
            String specification = line.substring(NPM.length());
            return new TrainingPackage(specification, directory.resolve(fileName(specification)));
        }
        throw new IllegalArgumentException("A line names neither maven nor npm: " + line);
    }

    private static String fileName(String coordinates) {
        return coordinates.replaceAll("[:/@]", "_");
    }
}
