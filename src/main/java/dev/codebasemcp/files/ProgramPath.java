package dev.codebasemcp.files;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds programs. A process that starts in a repository would find one of the repository by a relative entry of PATH. */
public final class ProgramPath {
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private ProgramPath() {}

    /**
     * Returns the path of a program.
     *
     * @param program a path, or a name to look for
     * @param path the directories; relative ones are left out
     */
    public static Optional<String> find(String program, @Nullable String path) {
        if (program.indexOf('/') >= 0 || program.indexOf(File.separatorChar) >= 0) {
            return Optional.of(program);
        }
        return SEPARATOR
                .splitAsStream(path == null ? "" : path)
                .flatMap(ProgramPath::absolute)
                .flatMap(directory -> Stream.of(program, program + ".exe").map(directory::resolve))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toString)
                .findFirst();
    }

    private static Stream<Path> absolute(String entry) {
        try {
            Path directory = Path.of(entry);
            return directory.isAbsolute() ? Stream.of(directory) : Stream.empty();
        } catch (InvalidPathException odd) {
            return Stream.empty();
        }
    }
}
