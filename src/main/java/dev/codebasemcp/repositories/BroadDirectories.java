package dev.codebasemcp.repositories;

import dev.codebasemcp.files.SmallFile;
import dev.codebasemcp.git.GitWorktree;
import dev.codebasemcp.project.ConfigSearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Recognizes directories that hold much more than a repository. They are indexed only on explicit request. */
final class BroadDirectories {
    private static final Path ACCOUNTS = Path.of("/etc/passwd");
    private static final int HOME_FIELD = 5;

    private final List<Path> userHomes;

    /**
     * Creates the rule.
     *
     * @param userHomes the user's home directories
     */
    BroadDirectories(List<Path> userHomes) {
        this.userHomes = List.copyOf(userHomes);
    }

    /** Describes the directory, a real path; empty if it is an ordinary one. */
    Optional<String> describe(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent == null) {
            return Optional.of("the root of the file system");
        }
        Set<Path> own = ownHomes();
        if (own.contains(directory) || accountHomes().contains(directory)) {
            return Optional.of("a home directory");
        }
        if (own.stream().anyMatch(home -> home.startsWith(directory))) {
            return Optional.of("a directory of home directories");
        }
        boolean repository = GitWorktree.at(directory).isPresent() || Files.exists(ConfigSearch.fileIn(directory));
        return !repository && isMount(directory, parent)
                ? Optional.of("the root of a mounted file system")
                : Optional.empty();
    }

    private Set<Path> ownHomes() throws IOException {
        Set<Path> homes = new HashSet<>();
        for (Path home : userHomes) {
            homes.add(real(home));
        }
        return homes;
    }

    private static Set<Path> accountHomes() throws IOException {
        Set<Path> homes = new HashSet<>();
        for (String account : SmallFile.readText(ACCOUNTS).orElse("").lines().toList()) {
            String[] fields = account.split(":", -1);
            if (fields.length > HOME_FIELD && fields[HOME_FIELD].startsWith("/")) {
                homes.add(Path.of(fields[HOME_FIELD]));
            }
        }
        return homes;
    }

    private static boolean isMount(Path directory, Path parent) throws IOException {
        return Files.getFileStore(directory).supportsFileAttributeView("unix")
                && !Files.getAttribute(directory, "unix:dev").equals(Files.getAttribute(parent, "unix:dev"));
    }

    private static Path real(Path path) throws IOException {
        return Files.exists(path) ? path.toRealPath() : path;
    }
}
