package dev.codebasemcp.clients;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directories that {@code install} made for the files of clients, so that {@code uninstall} removes no others. A list in
 * the program's home. Without it, directories stay.
 *
 * @param list one absolute path a line
 */
record MadeDirectories(Path list) {
    private static final Logger LOG = LoggerFactory.getLogger(MadeDirectories.class);

    static MadeDirectories in(Path home) {
        return new MadeDirectories(home.resolve("client-directories"));
    }

    /** Returns the directories above {@code file} that do not exist. */
    static List<Path> missingAbove(Path file) {
        List<Path> missing = new ArrayList<>();
        for (Path at = file.getParent(); at != null && !Files.exists(at); at = at.getParent()) {
            missing.add(at);
        }
        return missing;
    }

    /** Remembers those that were missing and exist now. */
    void note(List<Path> missing) {
        List<String> made = missing.stream()
                .filter(Files::isDirectory)
                .map(Path::toString)
                .filter(path -> path.indexOf('\n') < 0 && path.indexOf('\r') < 0)
                .toList();
        if (made.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(Objects.requireNonNull(list.toAbsolutePath().getParent()));
            Files.write(list, made, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            LOG.info("It cannot be remembered which directories were made", unwritable);
        }
    }

    /** Removes the directories above {@code file} that are remembered and empty. */
    void removeAbove(Path file) {
        try {
            if (!Files.exists(list)) {
                return;
            }
            Set<String> made = new LinkedHashSet<>(Files.readAllLines(list));
            Path at = file.getParent();
            while (at != null && made.contains(at.toString()) && removed(at)) {
                made.remove(at.toString());
                at = at.getParent();
            }
            Path draft = list.resolveSibling(
                    list.getFileName() + "." + ProcessHandle.current().pid());
            Files.write(draft, made);
            Files.move(draft, list, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            LOG.info("An empty directory stays", failure);
        }
    }

    private static boolean removed(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
            return true;
        } catch (DirectoryNotEmptyException used) {
            return false;
        }
    }
}
