package dev.codebasemcp.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** File systems in which the kernel shows its own state: endless, changing, and with files that wait when they are read. */
public final class KernelFileSystem {
    private static final Logger LOG = LoggerFactory.getLogger(KernelFileSystem.class);

    /** Their types as in {@code /proc/filesystems} (those without a device that hold no users' files), and macOS's. */
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

    /** The type of the kernel's file system that the path is in; empty if it is in another one, or cannot be told. */
    public static Optional<String> around(Path path) {
        try {
            return Optional.of(Files.getFileStore(path).type()).filter(TYPES::contains);
        } catch (IOException unknown) {
            LOG.debug("The file system of {} cannot be told: {}", path, unknown.toString());
            return Optional.empty();
        }
    }
}
