package dev.codebasemcp.model;

import java.util.Locale;

/** Why a file or a whole directory is not indexed although nothing is wrong with it. */
public enum SkipReason {
    /** An ignore rule matches it. A directory counts once; nothing below it is looked at. */
    IGNORED,
    /** A directory of version control, of installed packages or of caches: never source of this repository. */
    BUILT_IN_DIRECTORY,
    /** A symbolic link: its target is indexed where it is, if it is in the repository. */
    SYMLINK,
    /** A device, a FIFO or a socket; never opened. */
    SPECIAL_FILE,
    /** A git repository inside the working tree of another one that is no submodule of it, such as a separate clone. */
    NESTED_REPOSITORY,
    /** A submodule of the repository, there or not: submodules are walked where the config says so. */
    SUBMODULE,
    /** A directory in which git keeps a repository; only working trees in it are walked. */
    GIT_DIRECTORY,
    /** A symbolic link to rules of ours that leads to where nothing may be read. */
    OUTSIDE_ALLOWED_ROOTS,
    /** A name that is not UTF-8 or holds control characters. */
    UNREPRESENTABLE_NAME,
    /** A path that the index cannot hold: too many bytes. */
    PATH_TOO_LONG,
    /** Not text. */
    BINARY,
    /** Over the size limit. */
    TOO_LARGE,
    /** Text that a tool packed into long lines. */
    MINIFIED,
    /** Source that a tool wrote and says so. */
    GENERATED,
    /** The exact versions of dependencies, as a package manager wrote them. */
    LOCK_FILE,
    /** A large file of a data format. */
    DATA,
    /** By its name or content a key, a password file or an environment file. */
    SECRET,
    /** A reason that only a newer version knows. */
    OTHER;

    /** The name in snake_case, as it is stored and shown. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason of a {@link #label()}; {@link #OTHER} for an unknown one. */
    public static SkipReason ofLabel(String label) {
        for (SkipReason reason : values()) {
            if (reason.label().equals(label)) {
                return reason;
            }
        }
        return OTHER;
    }
}
