package dev.codebasemcp.config;

import dev.codebasemcp.model.MachineId;
import java.io.File;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the values of variables. Failures say which values are accepted. */
final class Parsers {
    private static final Set<String> LOG_LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");
    private static final int NANOS_DIGITS = 9;

    private Parsers() {}

    static Function<String, Integer> wholeNumber(int least, int most) {
        return text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException expected) {
                // Rejected below, like a number out of range.
            }
            throw new IllegalArgumentException("accepted is a whole number from " + least + " to " + most);
        };
    }

    static Function<String, Duration> seconds(Duration least, Duration most) {
        return text -> {
            try {
                Duration duration = Duration.ofNanos(
                        new BigDecimal(text).movePointRight(NANOS_DIGITS).longValueExact());
                if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                    return duration;
                }
            } catch (ArithmeticException | NumberFormatException expected) {
                // Rejected below, like a number out of range.
            }
            throw new IllegalArgumentException(
                    "accepted are seconds from " + inSeconds(least) + " to " + inSeconds(most));
        };
    }

    static boolean onOff(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("accepted is 'on' or 'off'");
        };
    }

    static AnswerForm answerForm(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "text" -> AnswerForm.TEXT;
            case "structured" -> AnswerForm.STRUCTURED;
            default -> throw new IllegalArgumentException("accepted is 'text' or 'structured'");
        };
    }

    static String logLevel(String text) {
        String level = text.toUpperCase(Locale.ROOT);
        if (!LOG_LEVELS.contains(level)) {
            throw new IllegalArgumentException("accepted is one of trace, debug, info, warn, error, off");
        }
        return level;
    }

    static MachineId machineId(String text) {
        return MachineId.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("accepted is a UUID of 32 hex digits and 4 hyphens"));
    }

    static Path absolutePath(Optional<Path> userHome, String text) {
        String expanded = userHome.map(home -> Pattern.compile("^~(?=$|[/\\\\])")
                        .matcher(text)
                        .replaceFirst(Matcher.quoteReplacement(home.toString())))
                .orElse(text);
        try {
            Path path = Path.of(expanded);
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException unnameable) {
            throw new IllegalArgumentException(
                    "this Java cannot handle file names with these characters; set LC_ALL to a locale with"
                            + " UTF-8, such as C.UTF-8, or give another absolute path");
        }
        throw new IllegalArgumentException("accepted is an absolute path");
    }

    static Path relativePath(String text) {
        try {
            Path path = Path.of(text).normalize();
            if (!path.isAbsolute() && !path.startsWith("..") && !path.toString().isEmpty()) {
                return path;
            }
        } catch (InvalidPathException unnameable) {
            throw new IllegalArgumentException("this is no path here", unnameable);
        }
        throw new IllegalArgumentException("accepted is a path that is relative and leads not upwards");
    }

    static List<Path> absolutePaths(Optional<Path> userHome, String text) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(text)
                .filter(part -> !part.isBlank())
                .map(part -> absolutePath(userHome, part.strip()))
                .toList();
    }

    static Optional<URI> httpUrl(String text) {
        try {
            URI uri = new URI(text);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException expected) {
            // Rejected below, like any other scheme.
        }
        throw new IllegalArgumentException("accepted is a URL that begins with http:// or https://");
    }

    static String inSeconds(Duration duration) {
        return new BigDecimal(duration.toNanos())
                .movePointLeft(NANOS_DIGITS)
                .stripTrailingZeros()
                .toPlainString();
    }
}
