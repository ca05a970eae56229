package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.tools.SymbolSection.Line;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.retrieve.SearchScope;
import dev.codebasemcp.symbols.Confidence;
import dev.codebasemcp.symbols.Reference;
import dev.codebasemcp.symbols.References;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * References as lines of text: a heading for each definition around some, then the lines in it.
 *
 * @param scope names the repositories if there are several
 */
record ReferenceLines(SearchScope scope) {
    /** Each line of code begins with its number, so none can look like a heading or a note. Headings have no field. */
    List<Line> of(List<Reference> references) {
        List<Line> lines = new ArrayList<>();
        String heading = "";
        for (Reference reference : references) {
            String own = place(reference.file())
                    + reference
                            .inSymbol()
                            .map(around -> " " + Quoted.brief(around))
                            .orElse("")
                    + in(reference.file().repositoryId());
            if (!own.equals(heading)) {
                lines.add(new Line(own, Optional.empty()));
                heading = own;
            }
            lines.add(new Line("  " + line(reference), Optional.of(fields(reference))));
        }
        return lines;
    }

    private static String line(Reference reference) {
        String kind = reference.kind() == ReferenceKind.CALL
                ? ""
                : " " + reference.kind().label();
        return reference.line() + kind + confidence(reference.confidence()) + ": " + Quoted.brief(reference.text());
    }

    /** The confidence if it is not the best, after a blank. */
    static String confidence(Confidence confidence) {
        return confidence == Confidence.RESOLVED ? "" : " " + confidence.label();
    }

    static String place(FileRef file) {
        return Quoted.name(file.path());
    }

    /** The repository with a word before it if several are searched. */
    String in(RepositoryId repository) {
        return scope.nameOf(repository).map(name -> " in " + Quoted.name(name)).orElse("");
    }

    /** Counts references by their confidence, such as {@code 12 resolved, 1 by_name}; empty for none. */
    static String counted(List<Reference> references) {
        return counts(references).entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getValue() + " " + entry.getKey().label())
                .collect(Collectors.joining(", "));
    }

    static Map<Confidence, Long> counts(List<Reference> references) {
        Map<Confidence, Long> counts = new LinkedHashMap<>();
        for (Confidence confidence : Confidence.values()) {
            counts.put(
                    confidence,
                    references.stream()
                            .filter(one -> one.confidence() == confidence)
                            .count());
        }
        return counts;
    }

    /** Counts the lines of each kind that there is. A line may have several kinds. */
    static Map<String, Integer> kinds(List<Reference> references) {
        Map<ReferenceKind, List<Reference>> kinds = new EnumMap<>(ReferenceKind.class);
        references.forEach(one ->
                kinds.computeIfAbsent(one.kind(), unused -> new ArrayList<>()).add(one));
        Map<String, Integer> counts = new LinkedHashMap<>();
        kinds.forEach(
                (kind, own) -> counts.put(kind.label(), References.perLine(own).size()));
        return counts;
    }

    /** The fields of a file: its path, and its repository if several are searched. */
    Map<String, Object> fields(FileRef file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file_path", file.path());
        scope.nameOf(file.repositoryId()).ifPresent(name -> fields.put("repository", name));
        return fields;
    }

    Map<String, Object> fields(Reference reference) {
        Map<String, Object> fields = fields(reference.file());
        fields.put("line", reference.line());
        fields.put("text", reference.text());
        reference.inSymbol().ifPresent(around -> fields.put("in_symbol", around));
        fields.put("kind", reference.kind().label());
        fields.put("confidence", reference.confidence().label());
        return fields;
    }
}
