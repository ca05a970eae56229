package dev.codebasemcp.web;

import dev.codebasemcp.files.ProgramPath;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a link in the user's browser. The browser's command line, which other users of the machine can read, names a
 * file of this user that leads to the link.
 */
public final class Browser implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Browser.class);
    private static final String PREFIX = "ui-";
    private static final String SUFFIX = ".html";

    private final Path file;

    private Browser(Path file) {
        this.file = file;
    }

    /**
     * Starts the browser, and does not wait for it.
     *
     * @param directory where the file is written; only the user may read it
     * @return empty if there is no program that opens files, or if the file cannot be written
     */
    public static Optional<Browser> open(Path directory, URI link) {
        Optional<List<String>> opener =
                opener(new ProcessBuilder().environment().get("PATH"));
        if (opener.isEmpty()) {
            return Optional.empty();
        }
        return open(directory, link, opener.get());
    }

    /** Does the same with a program and its first arguments. A file that nobody opens is removed. */
    static Optional<Browser> open(Path directory, URI link, List<String> opener) {
        try {
            // Made for this user alone, wherever permissions exist.
            Browser browser = new Browser(Files.createTempFile(
                    directory, PREFIX + ProcessHandle.current().pid() + "-", SUFFIX));
            browser.start(link, opener);
            return Optional.of(browser);
        } catch (IOException failure) {
            LOG.info("The browser cannot be opened: {}", failure.getMessage());
            return Optional.empty();
        }
    }

    private void start(URI link, List<String> opener) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(opener.stream(), Stream.of(file.toString())).toList());
        try {
            Files.writeString(
                    file,
                    "<!doctype html><meta http-equiv=\"refresh\" content=\"0;url=" + link + "\">",
                    StandardCharsets.UTF_8);
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failure) {
            close();
            throw failure;
        }
    }

    /** Removes the files of killed processes, whose links are worth nothing any more. */
    public static void removeLeftOvers(Path directory) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*-*" + SUFFIX)) {
            for (Path file : files) {
                if (!isOfARunningProcess(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException failure) {
            LOG.info("Old files in {} cannot be deleted: {}", directory, failure.getMessage());
        }
    }

    private static boolean isOfARunningProcess(Path file) {
        String name = Objects.requireNonNull(file.getFileName(), "a file in a directory has a name")
                .toString();
        String process = name.substring(PREFIX.length()).split("-", 2)[0];
        try {
            return ProcessHandle.of(Long.parseLong(process))
                    .filter(ProcessHandle::isAlive)
                    .isPresent();
        } catch (NumberFormatException notOurs) {
            return true;
        }
    }

    private static Optional<List<String>> opener(@Nullable String path) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return ProgramPath.find("rundll32", path).map(program -> List.of(program, "url.dll,FileProtocolHandler"));
        }
        if (system.startsWith("mac")) {
            return ProgramPath.find("open", path).map(List::of);
        }
        // In a session of its own, or Ctrl-C would end a browser that was not running before.
        Stream<String> session = ProgramPath.find("setsid", path).stream();
        return ProgramPath.find("xdg-open", path)
                .map(program -> Stream.concat(session, Stream.of(program)).toList());
    }

    /** Removes the file. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            LOG.warn("{} cannot be deleted: {}", file, failure.getMessage());
        }
    }
}
