package dev.codebasemcp.repositories;

import dev.codebasemcp.config.AllowedRoots;
import dev.codebasemcp.config.UserHome;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.files.KernelFileSystem;
import dev.codebasemcp.git.GitDirectory;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.paths.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Validates directories from callers: absolute, existing, readable, and inside an allowed root. */
public final class DirectoryRule {
    private final AllowedRoots allowed;
    private final FileSystemCalls calls;
    private final BroadDirectories broadDirectories;

    /** A rule for the home directory that Java reports. */
    public DirectoryRule(AllowedRoots allowed, FileSystemCalls calls) {
        this(allowed, calls, UserHome.of(Map.of()).stream().toList());
    }

    /**
     * Creates a rule.
     *
     * @param calls runs the file system calls
     * @param userHomes the user's home directories
     */
    public DirectoryRule(AllowedRoots allowed, FileSystemCalls calls, List<Path> userHomes) {
        this.allowed = allowed;
        this.calls = calls;
        this.broadDirectories = new BroadDirectories(userHomes);
    }

    /**
     * Returns the real path of {@code given}.
     *
     * @param argument the argument's name
     * @throws RejectedException with what is wrong with it
     * @throws UnavailableException if its file system does not respond
     */
    public Path check(String argument, String given) {
        checkPrintable(argument, given, given);
        Path path = parse(argument, given);
        if (!path.isAbsolute()) {
            throw rejected(argument, given, "is not absolute; give the full path of a directory");
        }
        try {
            return calls.ask(path, FileSystemCalls.CALLER_TIMEOUT, () -> checkPlace(argument, given, path));
        } catch (IOException unanswered) {
            throw new UnavailableException(
                    Term.of(argument) + ": '" + given + "' cannot be accessed now: " + unanswered.getMessage() + ".",
                    unanswered);
        }
    }

    /**
     * Validates a repository to index, which must not be a directory that holds much more than a repository.
     *
     * @param force whether to allow such a directory
     */
    public Path checkRepository(String argument, String given, boolean force) {
        Path real = check(argument, given);
        try {
            calls.ask(real, FileSystemCalls.CALLER_TIMEOUT, () -> gitsOwn(real)).ifPresent(what -> {
                throw rejected(argument, given, "belongs to " + what);
            });
            Optional<String> broad = force
                    ? Optional.empty()
                    : calls.ask(real, FileSystemCalls.CALLER_TIMEOUT, () -> broadDirectories.describe(real));
            broad.ifPresent(what -> {
                throw rejected(
                        argument,
                        given,
                        "is " + what + ", which holds much more than a repository; give the repository's directory, or"
                                + " " + Term.of("set force") + " if you mean all of it");
            });
            return real;
        } catch (IOException failure) {
            throw new UnavailableException(
                    Term.of(argument) + ": '" + given + "' cannot be accessed now: " + failure.getMessage() + ".",
                    failure);
        }
    }

    /**
     * Why a directory in git's own storage cannot be indexed. Working trees inside a bare repository can be indexed.
     */
    private static Optional<String> gitsOwn(Path real) {
        return GitDirectory.around(real)
                .filter(own -> !own.place().equals(real)
                        || own.worktrees().stream().noneMatch(tree -> real.equals(tree.getParent())))
                .map(GitDirectory::refusal);
    }

    /** Whether a real path is a usable directory now. */
    public boolean isHere(Path real) {
        try {
            return check("directory", PathText.textOf(real)).equals(real);
        } catch (RejectedException | UnavailableException unusable) {
            return false;
        }
    }

    public boolean allows(Path real) {
        return allowed.hold(real);
    }

    private Path checkPlace(String argument, String given, Path path) {
        // Checked first, so that other errors do not reveal anything outside.
        checkInside(argument, given, real(argument, existing(path)));
        if (!Files.exists(path)) {
            throw rejected(argument, given, "does not exist; give the path of an existing directory");
        }
        if (!Files.isDirectory(path)) {
            throw rejected(argument, given, "is not a directory; give the directory that holds it");
        }
        if (!Files.isReadable(path) || !Files.isExecutable(path)) {
            throw rejected(argument, given, "cannot be read by this user; grant read access to it");
        }
        Path real = real(argument, path);
        checkPrintable(argument, given, PathText.textOf(real));
        if (!PathText.of(PathText.textOf(real)).equals(real)) {
            throw rejected(argument, given, "leads to a path that is not valid UTF-8; rename it");
        }
        Optional<String> kernel = KernelFileSystem.around(real);
        if (kernel.isPresent()) {
            throw rejected(
                    argument,
                    given,
                    "lies in a file system of the kernel (" + kernel.get() + "), which holds no source code");
        }
        checkInside(argument, given, real);
        return real;
    }

    /** Returns the path, or its nearest existing parent. */
    private static Path existing(Path path) {
        Path at = path;
        Path above = at.getParent();
        while (above != null && !Files.exists(at)) {
            at = above;
            above = at.getParent();
        }
        return at;
    }

    /** A line break in a path would forge lines of answers and logs. */
    private static void checkPrintable(String argument, String given, String path) {
        if (path.chars().anyMatch(Character::isISOControl)) {
            throw rejected(
                    argument,
                    given.replaceAll("\\p{Cntrl}", "?"),
                    "holds, or leads to, a line break or another control character; rename the directory");
        }
    }

    private void checkInside(String argument, String given, Path real) {
        if (!allowed.hold(real)) {
            throw rejected(
                    argument,
                    given,
                    "lies outside the allowed directories " + allowed.paths()
                            + "; give one inside them, or change CODEBASE_MCP_ALLOWED_ROOTS");
        }
    }

    private static Path parse(String argument, String given) {
        try {
            return PathText.of(given);
        } catch (InvalidPathException failure) {
            throw new RejectedException(
                    Term.of(argument) + ": '" + given + "' is not a valid path here (" + failure.getReason() + ").",
                    failure);
        }
    }

    private static Path real(String argument, Path path) {
        try {
            return path.toRealPath();
        } catch (IOException failure) {
            throw new RejectedException(
                    Term.of(argument) + ": '" + path + "' cannot be resolved: " + failure.getMessage(), failure);
        }
    }

    private static RejectedException rejected(String argument, String given, String what) {
        return new RejectedException(Term.of(argument) + ": '" + given + "' " + what + ".");
    }
}
