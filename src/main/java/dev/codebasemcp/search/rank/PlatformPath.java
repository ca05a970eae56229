package dev.codebasemcp.search.rank;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a path with words for platforms. A word is a directory ({@code src/unix/}), or a part of the file's name ({@code
 * os_linux.go}, {@code Button.ios.tsx}).
 *
 * @param common the path with a {@code *} for these words, which variants for different platforms share
 * @param platforms what the words name
 * @param isLoose whether files with the same common path may be different things: the words are the whole name ({@code linux.c}),
 *     the name says nothing ({@code windows/mod.rs}), or a directory is named after a runtime ({@code packages/web/}), which is
 *     as often a package of its own
 * @param fallback the path of the file for all other platforms, if there can be one: bundlers of React Native choose between
 *     {@code Button.tsx} and {@code Button.ios.tsx}. Elsewhere, {@code os.go} beside {@code os_linux.go} is what they share.
 */
record PlatformPath(String common, Set<Platform> platforms, boolean isLoose, Optional<String> fallback) {
    private static final String ANY = "*";
    private static final String X64 = "amd64";
    private static final Pattern SEPARATOR = Pattern.compile("[_.-]");
    /** The directories of a Kotlin project for several platforms, such as {@code iosMain}. */
    private static final Pattern SOURCE_SET = Pattern.compile("([a-z0-9]+?)(?:X64|Arm64|SimulatorArm64)?(Main|Test)");
    /** The languages whose bundlers choose between {@code a.ts} and {@code a.ios.ts}. */
    private static final Set<String> BUNDLED = Set.of(".js", ".jsx", ".ts", ".tsx");
    /** Names of which each directory has one, in lower case, whatever it is about. */
    private static final Set<String> NAMELESS = Set.of(
            "mod",
            "index",
            "init",
            "__init__",
            "main",
            "lib",
            "package",
            "readme",
            "license",
            "makefile",
            "cmakelists",
            "build");

    PlatformPath {
        platforms = Set.copyOf(platforms);
    }

    /** The platform words of a path, if it has any. */
    static Optional<PlatformPath> of(String path) {
        return new Reader(path).read();
    }

    /** The kind of platform by which variants differ: a file for Linux on ARM is a variant of one for Windows. */
    Platform.Kind kind() {
        return platforms.stream().allMatch(platform -> platform.kind() == Platform.Kind.PROCESSOR)
                ? Platform.Kind.PROCESSOR
                : Platform.Kind.SYSTEM;
    }

    /** Reads one path. */
    private static final class Reader {
        private final String path;
        private final Set<Platform> platforms = EnumSet.noneOf(Platform.class);
        private final StringBuilder common = new StringBuilder();
        private boolean inRuntime;

        Reader(String path) {
            this.path = path;
        }

        Optional<PlatformPath> read() {
            int slash = path.lastIndexOf('/') + 1;
            if (slash > 0) {
                for (String segment : path.substring(0, slash - 1).split("/", -1)) {
                    directory(segment);
                }
            }
            String name = path.substring(slash);
            int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
            String extension = name.substring(dot);
            String stem = stem(name.substring(0, dot).replace("x86_64", X64).replace("x86-64", X64));
            if (platforms.isEmpty()) {
                return Optional.empty();
            }
            boolean isLoose = inRuntime || stem.equals(ANY) || NAMELESS.contains(stem.toLowerCase(Locale.ROOT));
            boolean isBundled = BUNDLED.contains(extension)
                    && stem.endsWith("." + ANY)
                    && platforms.stream().noneMatch(platform -> platform.kind() == Platform.Kind.PROCESSOR);
            Optional<String> fallback = isBundled
                    ? Optional.of(path.substring(0, slash) + stem.substring(0, stem.length() - 2) + extension)
                    : Optional.empty();
            return Optional.of(new PlatformPath(common + stem + extension, platforms, isLoose, fallback));
        }

        private void directory(String segment) {
            Matcher sourceSet = SOURCE_SET.matcher(segment);
            // each path of an index comes here, and the pattern is the slowest part
            boolean isSourceSet = (segment.endsWith("Main") || segment.endsWith("Test")) && sourceSet.matches();
            Set<Platform> found = platforms(isSourceSet ? sourceSet.group(1) : segment.toLowerCase(Locale.ROOT));
            if (found.isEmpty()) {
                common.append(segment).append('/');
                return;
            }
            platforms.addAll(found);
            if (isSourceSet) {
                common.append(ANY).append(sourceSet.group(2)).append('/');
            } else {
                // one for linux/arm64/, as for windows/
                common.append(common.toString().endsWith("*/") ? "" : "*/");
                inRuntime |= found.stream().anyMatch(platform -> platform.kind() == Platform.Kind.RUNTIME);
            }
        }

        /** What a directory is for: one platform, or a system and a processor, as in {@code linux-arm64}. */
        private static Set<Platform> platforms(String segment) {
            Set<Platform> found = EnumSet.noneOf(Platform.class);
            Optional<Platform> whole = Platform.of(segment.replace('-', '_'));
            if (whole.isPresent()) {
                found.add(whole.get());
                return found;
            }
            for (String word : SEPARATOR.split(segment, -1)) {
                Optional<Platform> platform = Platform.of(word);
                if (platform.isEmpty()) {
                    return Set.of();
                }
                found.add(platform.get());
            }
            return found;
        }

        /** The name with one mark for adjacent platforms. A word of a runtime counts after a dot only. */
        private String stem(String name) {
            StringBuilder stem = new StringBuilder();
            int at = 0;
            boolean isDotFile = name.startsWith(".");
            boolean isMarked = false;
            for (String word : SEPARATOR.split(name, -1)) {
                String separator = at == 0 ? "" : name.substring(at - 1, at);
                at = Math.min(name.length(), at + word.length() + 1);
                Optional<Platform> platform = Platform.of(word.toLowerCase(Locale.ROOT))
                        .filter(found -> separator.equals(".") || found.kind() != Platform.Kind.RUNTIME)
                        .filter(found -> !isDotFile);
                platform.ifPresent(platforms::add);
                if (platform.isEmpty() || !isMarked) {
                    stem.append(separator).append(platform.isPresent() ? ANY : word);
                }
                isMarked = platform.isPresent();
            }
            return stem.toString();
        }
    }
}
