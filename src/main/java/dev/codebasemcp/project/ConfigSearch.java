package dev.codebasemcp.project;

import dev.codebasemcp.config.AllowedRoots;
import dev.codebasemcp.files.FileFault;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.quoting.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the config file that applies to a directory. Configs are not cached: rereading a small file is cheaper than
 * checking whether it changed, and an edit takes effect immediately.
 */
public final class ConfigSearch {
    /** The number of directories to search: the first one and its parents. */
    static final int LEVELS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(ConfigSearch.class);
    /** The number of broken configs whose faults are remembered as logged. */
    private static final int MAX_LOGGED = 100;

    private static final int LONGEST_FAULT = 1_000;

    private final AllowedRoots allowed;
    private final FileSystemCalls calls;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    /** Creates a search that stays inside {@code allowed}, and does not block on unresponsive file systems. */
    public ConfigSearch(AllowedRoots allowed, FileSystemCalls calls) {
        this.allowed = allowed;
        this.calls = calls;
    }

    /**
     * Returns the nearest {@code .codebase-mcp/config.json} at or above {@code directory}, after resolving symbolic
     * links.
     *
     * @throws RejectedException if the directory does not exist, or the config cannot be read or is invalid
     * @throws UnavailableException if its file system does not respond
     */
    public Optional<ProjectConfig> nearest(Path directory) {
        return look(directory).map(NearestConfig::usable);
    }

    /**
     * Returns the same config, even if it cannot be used.
     *
     * @throws RejectedException if the directory does not exist
     * @throws UnavailableException if its file system does not respond
     */
    public Optional<NearestConfig> look(Path directory) {
        return call(directory, () -> nearestAbove(directory));
    }

    private Optional<NearestConfig> nearestAbove(Path directory) {
        Path level = realDirectory(directory);
        for (int i = 0; i < LEVELS && level != null && allowed.hold(level); i++) {
            Optional<NearestConfig> config = inside(level);
            if (config.isPresent()) {
                return config;
            }
            level = level.getParent();
        }
        return Optional.empty();
    }

    /** Whether the nearest config at or above a directory includes submodules. An unreadable config does not. */
    public boolean wantsSubmodules(Path directory) {
        try {
            return nearest(directory).filter(ProjectConfig::submodules).isPresent();
        } catch (RejectedException | UnavailableException unusable) {
            LOG.debug(
                    "No readable config says whether to index {} with its submodules: {}",
                    directory,
                    unusable.getMessage());
            return false;
        }
    }

    /** Returns the config file's path in a directory. */
    public static Path fileIn(Path directory) {
        return directory.resolve(ProjectConfigFile.LOCATION);
    }

    /**
     * Returns the config of exactly this directory.
     *
     * @param directory a real path
     * @throws RejectedException if it cannot be read or is invalid
     * @throws UnavailableException if its file system does not respond
     */
    public Optional<ProjectConfig> in(Path directory) {
        return call(directory, () -> inside(directory)).map(NearestConfig::usable);
    }

    private Optional<NearestConfig> inside(Path directory) {
        Path file = fileIn(directory);
        try {
            return isThere(directory, file) ? Optional.of(new NearestConfig.Valid(read(file))) : Optional.empty();
        } catch (RejectedException broken) {
            logOnce(broken);
            return Optional.of(new NearestConfig.Broken(file, broken));
        }
    }

    /** Logs each fault once, since every request meets the broken config again. */
    private void logOnce(RejectedException broken) {
        String fault = String.valueOf(broken.getMessage());
        if (logged.size() >= MAX_LOGGED) {
            logged.clear();
        }
        if (logged.add(fault)) {
            LOG.info("A config cannot be used: {}", Quoted.brief(fault, LONGEST_FAULT));
            LOG.debug("The config's fault", broken);
        }
    }

    /** Whether a config is at or above {@code real}, a real path, even if it cannot be used. May block. */
    boolean isBelowOne(Path real) {
        Path level = real;
        for (int i = 0; i < LEVELS && level != null && allowed.hold(level); i++) {
            if (hasAny(level)) {
                return true;
            }
            level = level.getParent();
        }
        return false;
    }

    private static boolean hasAny(Path level) {
        try {
            return isThere(level, fileIn(level));
        } catch (RejectedException broken) {
            LOG.debug("A config cannot be used: {}", broken.getMessage());
            return true;
        }
    }

    private <T> T call(Path directory, FileSystemCalls.Question<T> question) {
        try {
            return calls.ask(directory, FileSystemCalls.CALLER_TIMEOUT, question);
        } catch (IOException unanswered) {
            throw new UnavailableException(
                    "Cannot check now whether a config is at or above '" + directory + "' ("
                            + unanswered.getMessage() + "); " + Term.of("call set_working_directory with")
                            + " another directory.",
                    unanswered);
        }
    }

    private ProjectConfig read(Path file) {
        try {
            if (!allowed.hold(file.toRealPath())) {
                throw new RejectedException(file + ": the config is a link that leads outside the allowed directories "
                        + allowed.paths() + "; replace or remove it, or change CODEBASE_MCP_ALLOWED_ROOTS.");
            }
        } catch (IOException gone) {
            throw new RejectedException(
                    file + ": the config cannot be resolved (" + FileFault.words(gone) + ").", gone);
        }
        return ProjectConfigFile.read(file);
    }

    private static Path realDirectory(Path directory) {
        try {
            Path real = directory.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new NotDirectoryException(directory.toString());
            }
            return real;
        } catch (IOException unusable) {
            throw new RejectedException(
                    "The session's directory '" + directory + "' cannot be used (" + FileFault.words(unusable) + "); "
                            + Term.of("call set_working_directory with") + " an existing directory.",
                    unusable);
        }
    }

    /** Whether there is a config. An inaccessible file is a fault, since it may be the config that applies. */
    private static boolean isThere(Path directory, Path file) {
        try {
            if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
                throw new RejectedException(file + ": the config is not a regular file; replace or remove it.");
            }
            return true;
        } catch (NoSuchFileException absent) {
            if (Files.isSymbolicLink(file)) {
                throw new RejectedException(
                        file + ": the config is a symbolic link to nothing; repair or remove it.", absent);
            }
            return false;
        } catch (IOException failed) {
            if (Files.isRegularFile(directory.resolve(ProjectConfigFile.FOLDER))) {
                return false;
            }
            throw new RejectedException(
                    file + ": the config cannot be accessed (" + FileFault.words(failed)
                            + "); make it readable or remove it.",
                    failed);
        }
    }
}
