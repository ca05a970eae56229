package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.provisioning.ProjectFacts;
import java.util.LinkedHashMap;
import java.util.Map;

/** How every answer says which project it is about. */
final class ProjectAnswer {
    private ProjectAnswer() {}

    static Map<String, Object> structured(ProjectFacts project) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", project.id().toString());
        answer.put("name", project.name());
        answer.put("database_name", project.database().value());
        answer.put("resolved_by", project.tier().label());
        answer.put("evidence", project.evidence());
        if (!project.warnings().isEmpty()) {
            answer.put("warnings", project.warnings());
        }
        return answer;
    }

    static String text(ProjectFacts project) {
        StringBuilder text = new StringBuilder("Project: ")
                .append(project.name())
                .append(" (")
                .append(project.id())
                .append(", ")
                .append(project.tier().label())
                .append(": ")
                .append(project.evidence())
                .append(')');
        project.warnings().forEach(warning -> text.append("\nWarning: ").append(warning));
        return text.toString();
    }
}
