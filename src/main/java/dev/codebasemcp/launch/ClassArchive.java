package dev.codebasemcp.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A file of the virtual machine with the classes that a session loads. Its name depends on the Java installation and the
 * path of the jar, so that a command line can name it before it exists and after it was replaced. A file beside it records
 * for which jar and which Java it was made, and another one why it could not be made. Immutable.
 *
 * @param file the archive, in the home
 * @param command what it is for
 */
record ClassArchive(Path file, LaunchCommand command) {
    static final String FOLDER = "classes";
    /** Between the stamp and the reason. */
    private static final String FAILURE = "\n--\n";

    static ClassArchive of(Path home, LaunchCommand command) {
        String key = command.java() + "\n" + String.join("\n", command.program());
        UUID name = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
        return new ClassArchive(
                home.resolve(FOLDER).resolve(name + (LaunchCommand.archivesInOneStep() ? ".aot" : ".jsa")), command);
    }

    /** The options that use the archive; a missing or unfit one costs nothing and is not mentioned anywhere. */
    List<String> options() {
        List<String> options = new ArrayList<>(List.of("-Xlog:cds*=off:stderr"));
        if (LaunchCommand.archivesInOneStep()) {
            options.add("-Xlog:aot*=off:stderr");
            options.add("-XX:AOTCache=" + file);
        } else {
            options.add("-XX:SharedArchiveFile=" + file);
        }
        return options;
    }

    /** The options of a process that writes an archive to {@code target} when it ends. */
    List<String> makingOptions(Path target) {
        return List.of(
                "-Xlog:disable",
                (LaunchCommand.archivesInOneStep() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + target);
    }

    /** Whether the archive was made for the present jar and Java. */
    boolean fits() throws IOException {
        return Files.exists(file)
                && Files.exists(stampFile())
                && Files.readString(stampFile()).equals(stamp());
    }

    /** Puts a new archive in the place of the old one, which running processes continue to use. */
    void replaceBy(Path made, String stamp) throws IOException {
        Files.deleteIfExists(stampFile());
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(stampFile(), stamp);
        Files.deleteIfExists(failureFile());
    }

    /** Remembers why no archive could be made for a jar and a Java. */
    void noteFailure(String stamp, String reason) throws IOException {
        Files.writeString(failureFile(), stamp + FAILURE + reason);
    }

    /** Why no archive could be made for the present jar and Java; empty if nothing failed. */
    Optional<String> failure() throws IOException {
        if (!Files.exists(failureFile())) {
            return Optional.empty();
        }
        String noted = Files.readString(failureFile());
        String stamp = stamp() + FAILURE;
        return noted.startsWith(stamp) ? Optional.of(noted.substring(stamp.length())) : Optional.empty();
    }

    /** What the virtual machine compares: the jar's time and size, and its own version. Also the options. */
    String stamp() throws IOException {
        Path jar = command.jar().orElseThrow(() -> new IOException("the program does not run from a jar"));
        BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
        return String.join(
                "\n",
                jar.toString(),
                String.valueOf(attributes.size()),
                String.valueOf(attributes.lastModifiedTime().toMillis()),
                System.getProperty("java.vm.version"),
                System.getProperty("java.vm.vendor"),
                String.join(" ", LaunchCommand.options()));
    }

    private Path failureFile() {
        return file.resolveSibling(file.getFileName() + ".failed");
    }

    private Path stampFile() {
        return file.resolveSibling(file.getFileName() + ".for");
    }
}
