package dev.codebasemcp.provisioning;

import dev.codebasemcp.project.ResolvedProject;

/** Is told of each step of provisioning when it is done. Called by many threads at once. */
@FunctionalInterface
public interface ProvisioningListener {
    /** A step was done, and whatever follows it may never happen. */
    void done(ProvisioningStep step, ResolvedProject project);
}
