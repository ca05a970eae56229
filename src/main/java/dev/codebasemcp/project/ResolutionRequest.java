package dev.codebasemcp.project;

import java.util.List;
import java.util.Optional;

/**
 * The input of a tier.
 *
 * @param explicitId the caller's {@code project_id}
 * @param reasons why each earlier tier did not apply
 */
record ResolutionRequest(Optional<String> explicitId, SessionContext session, List<String> reasons) {
    ResolutionRequest {
        reasons = List.copyOf(reasons);
    }
}
