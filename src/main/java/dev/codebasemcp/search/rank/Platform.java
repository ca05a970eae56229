package dev.codebasemcp.search.rank;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A platform that paths and questions name: an operating system, a runtime, or a processor. A platform may be a kind of another
 * one, as Linux is a kind of Unix: what {@code unix/} holds is also right for Linux.
 */
public enum Platform {
    WINDOWS(Kind.SYSTEM, null, "windows win win32 win64 winrt uwp mingw msvc cygwin"),
    UNIX(Kind.SYSTEM, null, "unix posix nix"),
    LINUX(Kind.SYSTEM, UNIX, "linux"),
    ANDROID(Kind.SYSTEM, LINUX, "android"),
    BSD(Kind.SYSTEM, UNIX, "bsd"),
    FREEBSD(Kind.SYSTEM, BSD, "freebsd dragonfly dragonflybsd"),
    NETBSD(Kind.SYSTEM, BSD, "netbsd"),
    OPENBSD(Kind.SYSTEM, BSD, "openbsd"),
    MACOS(Kind.SYSTEM, UNIX, "darwin macos macosx osx mac apple"),
    IOS(Kind.SYSTEM, MACOS, "ios tvos watchos visionos"),
    SOLARIS(Kind.SYSTEM, UNIX, "solaris sunos illumos smartos"),
    AIX(Kind.SYSTEM, UNIX, "aix"),
    HAIKU(Kind.SYSTEM, UNIX, "haiku"),
    HURD(Kind.SYSTEM, UNIX, "hurd"),
    QNX(Kind.SYSTEM, UNIX, "qnx"),
    FUCHSIA(Kind.SYSTEM, null, "fuchsia"),
    PLAN9(Kind.SYSTEM, null, "plan9"),
    ZOS(Kind.SYSTEM, UNIX, "os390 zos"),
    IBM_I(Kind.SYSTEM, AIX, "ibmi"),
    WASM(Kind.SYSTEM, null, "wasm wasi wasip1 emscripten"),

    BROWSER(Kind.RUNTIME, null, "browser web"),
    NODE(Kind.RUNTIME, null, "node nodejs"),
    DENO(Kind.RUNTIME, null, "deno"),
    BUN(Kind.RUNTIME, null, "bun"),
    JS(Kind.RUNTIME, null, "js"),
    JVM(Kind.RUNTIME, null, "jvm"),
    NATIVE(Kind.RUNTIME, null, "native"),

    X86(Kind.PROCESSOR, null, "x86 i386 i686 386 ia32"),
    X64(Kind.PROCESSOR, X86, "x64 amd64 x86_64"),
    ARM(Kind.PROCESSOR, null, "arm armv6 armv7 arm32"),
    ARM64(Kind.PROCESSOR, ARM, "arm64 aarch64"),
    RISCV(Kind.PROCESSOR, null, "riscv riscv32 riscv64"),
    POWER(Kind.PROCESSOR, null, "powerpc ppc ppc64 ppc64le ppc64x"),
    MIPS(Kind.PROCESSOR, null, "mips mipsle mips64 mips64le mipsx mips64x"),
    S390(Kind.PROCESSOR, null, "s390 s390x"),
    LOONG(Kind.PROCESSOR, null, "loong64 loongarch loongarch64"),
    SPARC(Kind.PROCESSOR, null, "sparc sparc64");

    /** What kind of platform it is. Files for different kinds are no variants of each other. */
    enum Kind {
        SYSTEM,
        /** Words such as "node" and "web" mean much else, so they count in fewer places of a path. */
        RUNTIME,
        PROCESSOR
    }

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}_]+");
    private static final Map<String, Platform> BY_WORD = byWord();

    private final Kind kind;
    private final @Nullable Platform parent;
    /** In lower case, with a blank between them. */
    private final String words;

    Platform(Kind kind, @Nullable Platform parent, String words) {
        this.kind = kind;
        this.parent = parent;
        this.words = words;
    }

    private static Map<String, Platform> byWord() {
        Map<String, Platform> platforms = new HashMap<>();
        for (Platform platform : values()) {
            NO_WORD.splitAsStream(platform.words).forEach(word -> platforms.put(word, platform));
        }
        return Map.copyOf(platforms);
    }

    /** The platform that a word in lower case names. */
    static Optional<Platform> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** The platforms that a question names as words of their own. */
    static Set<Platform> in(String question) {
        Set<Platform> named = EnumSet.noneOf(Platform.class);
        NO_WORD.splitAsStream(question.toLowerCase(Locale.ROOT).replace("x86-64", "x86_64"))
                .forEach(word -> of(word).ifPresent(named::add));
        return named;
    }

    Kind kind() {
        return kind;
    }

    /** Itself, then what it is a kind of, from the nearest on. */
    List<Platform> withParents() {
        List<Platform> all = new ArrayList<>();
        for (Platform platform = this; platform != null; platform = platform.parent) {
            all.add(platform);
        }
        return all;
    }
}
