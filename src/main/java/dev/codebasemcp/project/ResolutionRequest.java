package dev.codebasemcp.project;

import java.util.List;
import java.util.Optional;

/**
 * What a tier decides on.
 *
 * @param explicitId what the caller gave as {@code project_id}
 * @param reasons why each tier before did not apply
 */
record ResolutionRequest(Optional<String> explicitId, SessionContext session, List<String> reasons) {
    ResolutionRequest {
        reasons = List.copyOf(reasons);
    }
}
