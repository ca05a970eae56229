package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.requests.ProjectFacts;
import java.util.LinkedHashMap;
import java.util.Map;

/** Renders the project of an answer. */
final class ProjectAnswer {
    /** The length limit of a name or a reason in a brief answer. */
    static final int BRIEF = 60;
    /** The length limit of all notes in a brief answer. */
    static final int BRIEF_NOTES = 100;

    private ProjectAnswer() {}

    static Map<String, Object> structured(ProjectFacts project) {
        return structured(project, false);
    }

    /** Returns the structured form. A {@code brief} one truncates long values and omits warnings. */
    static Map<String, Object> structured(ProjectFacts project, boolean brief) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", project.id().toString());
        answer.put("name", project.name());
        answer.put("database_name", project.database().value());
        answer.put("resolved_by", project.tier().label());
        answer.put(
                "evidence",
                brief ? Quoted.start(Term.plain(project.evidence()), BRIEF) : Quoted.line(project.evidence()));
        if (!project.warnings().isEmpty() && !brief) {
            answer.put("warnings", project.warnings().stream().map(Quoted::line).toList());
        }
        return answer;
    }

    static String text(ProjectFacts project) {
        return text(project, project.id() + ", ", false);
    }

    /** The project without its id, which no caller of a search needs; a {@code brief} one also truncates its evidence. */
    static String brief(ProjectFacts project, boolean brief) {
        return text(project, "", brief);
    }

    private static String text(ProjectFacts project, String id, boolean brief) {
        StringBuilder text = new StringBuilder("Project: ")
                .append(Quoted.line(project.name()))
                .append(" (")
                .append(id)
                .append(project.tier().label())
                .append(": ")
                .append(Quoted.line(brief ? Quoted.start(Term.plain(project.evidence()), BRIEF) : project.evidence()))
                .append(')');
        if (!brief) {
            project.warnings().forEach(warning -> text.append("\nWarning: ").append(Quoted.line(warning)));
        }
        return text.toString();
    }
}
