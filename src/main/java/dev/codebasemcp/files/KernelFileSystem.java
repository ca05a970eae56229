package dev.codebasemcp.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognizes file systems that expose kernel state. They are endless, always changing, and reading some of their
 * files blocks.
 */
public final class KernelFileSystem {
    private static final Logger LOG = LoggerFactory.getLogger(KernelFileSystem.class);

    /** Type names from {@code /proc/filesystems} (those without a device or user files) and from macOS. */
    private static final Set<String> TYPES = Set.of(
            "autofs",
            "binfmt_misc",
            "bpf",
            "cgroup",
            "cgroup2",
            "configfs",
            "debugfs",
            "devfs",
            "devpts",
            "devtmpfs",
            "efivarfs",
            "fusectl",
            "mqueue",
            "nsfs",
            "proc",
            "pstore",
            "rpc_pipefs",
            "securityfs",
            "selinuxfs",
            "sysfs",
            "tracefs");

    private KernelFileSystem() {}

    /** Returns the type of the kernel file system that contains the path; empty for another or unknown one. */
    public static Optional<String> around(Path path) {
        try {
            return Optional.of(Files.getFileStore(path).type()).filter(TYPES::contains);
        } catch (IOException unknown) {
            LOG.debug("The file system of {} is unknown: {}", path, unknown.toString());
            return Optional.empty();
        }
    }
}
