package dev.codebasemcp.database;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The key of an advisory lock: 64 bits of a hash over a namespace and the identity of what is locked. */
public record LockKey(long value) {
    /** What is held by the run that writes into a project's database. */
    public static LockKey ofIndexing(DatabaseName database) {
        return of("index", database.value());
    }

    /** What is held by the request that makes or changes the project of that name, or one that is to have it. */
    public static LockKey ofProvisioning(String projectName) {
        return of("provision", projectName);
    }

    /** What is held, after the name's, by the request that makes or changes that project. */
    public static LockKey ofProvisioning(ProjectId project) {
        return of("provision-id", project.toString());
    }

    /** The key for {@code id} among the locks of one {@code namespace}, such as "index". */
    public static LockKey of(String namespace, UUID id) {
        return of(namespace, id.toString());
    }

    /** The key for anything that is identified by a text. */
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
