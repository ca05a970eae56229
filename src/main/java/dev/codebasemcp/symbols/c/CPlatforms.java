package dev.codebasemcp.symbols.c;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells by paths whether files are for one platform: {@code unix/poll.c} is not compiled with {@code win.h}. */
final class CPlatforms {
    private static final String WINDOWS = "windows";
    private static final String UNIX = "unix";
    private static final Map<String, String> FAMILIES = Map.ofEntries(
            Map.entry("win", WINDOWS),
            Map.entry("win32", WINDOWS),
            Map.entry("win64", WINDOWS),
            Map.entry(WINDOWS, WINDOWS),
            Map.entry(UNIX, UNIX),
            Map.entry("posix", UNIX),
            Map.entry("linux", UNIX),
            Map.entry("darwin", UNIX),
            Map.entry("macos", UNIX),
            Map.entry("freebsd", UNIX),
            Map.entry("openbsd", UNIX),
            Map.entry("netbsd", UNIX),
            Map.entry("sunos", UNIX),
            Map.entry("solaris", UNIX),
            Map.entry("aix", UNIX),
            Map.entry("os390", UNIX),
            Map.entry("zos", UNIX),
            Map.entry("android", UNIX),
            Map.entry("haiku", UNIX),
            Map.entry("hurd", UNIX),
            Map.entry("ibmi", UNIX),
            Map.entry("qnx", UNIX));
    private static final List<String> GENERAL = List.of(UNIX, "posix");

    private CPlatforms() {}

    /** Whether both of two files may be compiled for one platform. */
    static boolean mayMeet(String path, String other) {
        Optional<String> one = platform(path);
        Optional<String> two = platform(other);
        if (one.isEmpty() || two.isEmpty() || one.equals(two)) {
            return true;
        }
        Optional<String> family = one.map(FAMILIES::get);
        boolean isOneFamily = family.equals(two.map(FAMILIES::get));
        boolean isGeneral = GENERAL.contains(one.get()) || GENERAL.contains(two.get());
        return isOneFamily && (isGeneral || family.filter(WINDOWS::equals).isPresent());
    }

    /** The last word of a path that names a platform. */
    private static Optional<String> platform(String path) {
        return Stream.of(path.toLowerCase(Locale.ROOT).split("[/._-]"))
                .filter(FAMILIES::containsKey)
                .reduce((first, second) -> second);
    }
}
