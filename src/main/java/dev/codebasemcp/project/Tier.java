package dev.codebasemcp.project;

/** One way to find a request's project. */
interface Tier {
    /**
     * The project, or why this way does not apply to the request.
     *
     * @throws dev.codebasemcp.model.RejectedException if it applies and fails; then no other way is tried
     */
    TierAnswer answer(ResolutionRequest request);
}
