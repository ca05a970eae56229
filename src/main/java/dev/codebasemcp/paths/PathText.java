package dev.codebasemcp.paths;

import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Converts between paths and text, independent of the locale. In the locale C, which a client may start us in, Java
 * converts no text beyond ASCII to a path or back. File names are treated as UTF-8 bytes.
 */
public final class PathText {
    private static final String SCHEME = "file://";
    private static final String SLASH = "%2f";
    private static final char UNKNOWN = '\ufffd';

    private PathText() {}

    /**
     * Returns the path named {@code text}.
     *
     * @throws InvalidPathException if no locale can name such a path, for example because of a NUL
     */
    public static Path of(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException foreign) {
            if (text.indexOf('\0') >= 0) {
                throw foreign;
            }
            return text.startsWith("/") ? ofBytes(text, foreign) : relative(text, foreign);
        }
    }

    /**
     * Returns the path of a stored text, which a machine with another system may have written. Characters that no path may have
     * here become {@code _}.
     */
    public static Path stored(String text) {
        try {
            return of(text);
        } catch (InvalidPathException foreign) {
            return of(text.replaceAll("[\\x00-\\x1f<>:\"|?*]|[ .]+(?=[/\\\\]|$)", "_"));
        }
    }

    /** Resolves the relative path {@code text} against {@code directory}. */
    public static Path below(Path directory, String text) {
        return directory.resolve(of(text));
    }

    public static String textOf(Path path) {
        String text = path.toString();
        if (text.indexOf(UNKNOWN) < 0) {
            return isOfUnix(text) ? text.replace('\\', '/') : text;
        }
        String named = path.toAbsolutePath().toUri().getPath();
        String whole = path.isAbsolute() ? named : relative(named);
        // A directory's URI ends with a slash.
        return whole.length() > 1 && whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole;
    }

    /** Whether Windows shows a path that another system stored: its own paths start with a drive or two backslashes. */
    private static boolean isOfUnix(String text) {
        return File.separatorChar == '\\' && text.startsWith("\\") && !text.startsWith("\\\\");
    }

    private static String relative(String absolute) {
        return absolute.substring(Path.of("").toAbsolutePath().toUri().getPath().length());
    }

    private static Path relative(String text, InvalidPathException foreign) {
        Path whole = ofBytes("/" + text, foreign);
        return whole.subpath(0, whole.getNameCount());
    }

    private static Path ofBytes(String absolute, InvalidPathException foreign) {
        StringBuilder uri = new StringBuilder(SCHEME);
        for (byte b : absolute.getBytes(StandardCharsets.UTF_8)) {
            uri.append('%').append(HexFormat.of().toHexDigits(b));
        }
        try {
            return Path.of(URI.create(uri.toString().replace(SLASH, "/")));
        } catch (IllegalArgumentException impossible) {
            foreign.addSuppressed(impossible);
            throw foreign;
        }
    }
}
