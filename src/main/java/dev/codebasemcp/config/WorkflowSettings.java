package dev.codebasemcp.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The workflow-mcp server that may name the active project.
 *
 * @param url empty means that there is none
 * @param timeout of one question to it
 * @param cache how long an answer holds
 */
public record WorkflowSettings(Optional<URI> url, Duration timeout, Duration cache) {
    /** {@code url} without the name and password that it may hold. */
    static String withoutLogin(URI url) {
        return url.getRawUserInfo() == null ? url.toString() : url.toString().replace(url.getRawUserInfo(), "***");
    }

    @Override
    public String toString() {
        return "WorkflowSettings[url=" + url.map(WorkflowSettings::withoutLogin).orElse("none") + ", timeout=" + timeout
                + ", cache=" + cache + "]";
    }
}
