package dev.codebasemcp.database;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The key of an advisory lock: a 64-bit hash of a namespace and an identity. */
public record LockKey(long value) {
    /** Held by the run that writes to a project's database. */
    public static LockKey ofIndexing(DatabaseName database) {
        return of("index", database.value());
    }

    /** Held by the request that creates or changes the project of this name. */
    public static LockKey ofProvisioning(String projectName) {
        return of("provision", projectName);
    }

    /** Held, after the lock of the name, by the request that creates or changes this project. */
    public static LockKey ofProvisioning(ProjectId project) {
        return of("provision-id", project.toString());
    }

    /** Returns the key of {@code id} in a {@code namespace}, such as "index". */
    public static LockKey of(String namespace, UUID id) {
        return of(namespace, id.toString());
    }

    /** Returns the key of anything that a text identifies. */
    public static LockKey of(String namespace, String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((namespace + '\0' + id).getBytes(StandardCharsets.UTF_8));
            return new LockKey(ByteBuffer.wrap(hash).getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java runtime has SHA-256", impossible);
        }
    }
}
