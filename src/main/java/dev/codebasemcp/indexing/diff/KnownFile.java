package dev.codebasemcp.indexing.diff;

import dev.codebasemcp.indexing.scan.FileStamp;
import dev.codebasemcp.model.ContentHash;
import java.time.Instant;
import java.util.Optional;

/**
 * A file as the index knows it.
 *
 * @param stamp its state when it was last read
 * @param hash the hash of the bytes that its chunks come from; empty if it has none
 * @param lastScan when the scan began that last read it
 * @param state what that scan made of it
 */
public record KnownFile(FileStamp stamp, Optional<ContentHash> hash, Instant lastScan, KnownState state) {}
