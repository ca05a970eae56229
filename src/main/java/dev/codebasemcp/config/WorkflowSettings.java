package dev.codebasemcp.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The workflow-mcp server that may name the active project.
 *
 * @param url empty if there is none
 * @param timeout limit of one request
 * @param cache how long an answer stays valid
 */
public record WorkflowSettings(Optional<URI> url, Duration timeout, Duration cache) {
    /** Masks the user name and password in {@code url}. */
    static String withoutLogin(URI url) {
        return url.getRawUserInfo() == null ? url.toString() : url.toString().replace(url.getRawUserInfo(), "***");
    }

    @Override
    public String toString() {
        return "WorkflowSettings[url=" + url.map(WorkflowSettings::withoutLogin).orElse("none") + ", timeout=" + timeout
                + ", cache=" + cache + "]";
    }
}
