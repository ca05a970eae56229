package dev.codebasemcp.model;

/** Why a valid file or a whole directory is not indexed. */
public enum SkipReason {
    /** An ignore rule matches it. A directory counts once, and nothing below it is visited. */
    IGNORED,
    /** A directory of version control, installed packages or caches: never source of this repository. */
    BUILT_IN_DIRECTORY,
    /** A symbolic link. Its target is indexed at its own path, if that is in the repository. */
    SYMLINK,
    /** A device, a FIFO or a socket; never opened. */
    SPECIAL_FILE,
    /** A git repository inside another one's working tree that is not its submodule, such as a separate clone. */
    NESTED_REPOSITORY,
    /** A submodule, fetched or not. Submodules are walked only if the config says so. */
    SUBMODULE,
    /** A git directory; only working trees inside it are walked. */
    GIT_DIRECTORY,
    /** Our ignore file is a symbolic link to a place that must not be read. */
    OUTSIDE_ALLOWED_ROOTS,
    /** The name is not UTF-8 or has control characters. */
    UNREPRESENTABLE_NAME,
    /** A path that the index cannot hold: too many bytes. */
    PATH_TOO_LONG,
    /** Not text. */
    BINARY,
    /** Over the size limit. */
    TOO_LARGE,
    /** Text that a tool packed into long lines. */
    MINIFIED,
    /** Source with a marker that a tool generated it. */
    GENERATED,
    /** A package manager's list of exact dependency versions. */
    LOCK_FILE,
    /** A large file of a data format. */
    DATA,
    /** A key, a password file or an environment file, by its name or content. */
    SECRET,
    /** A reason that only a newer version knows. */
    OTHER;

    /** The name in snake_case, for storage and display. */
    public String label() {
        return Labels.of(this);
    }

    /** The reason of a {@link #label()}; {@link #OTHER} for an unknown one. */
    public static SkipReason ofLabel(String label) {
        return Labels.find(SkipReason.class, label).orElse(OTHER);
    }
}
