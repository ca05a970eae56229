package dev.codebasemcp.project;

/** One way to find a request's project. */
interface Tier {
    /**
     * Returns the project, or why this tier does not apply.
     *
     * @throws dev.codebasemcp.model.RejectedException if the tier applies and fails; no other tier is then tried
     */
    TierAnswer answer(ResolutionRequest request);
}
