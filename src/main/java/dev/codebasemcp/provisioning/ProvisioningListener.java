package dev.codebasemcp.provisioning;

import dev.codebasemcp.project.ResolvedProject;

/** Receives each completed step of provisioning. Called by many threads at once. */
@FunctionalInterface
public interface ProvisioningListener {
    /** A step completed; the following steps may never happen. */
    void done(ProvisioningStep step, ResolvedProject project);
}
