package dev.codebasemcp.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The figures as one HTML page: plots as SVG, and the worst queries with what was answered and why. No scripts. */
public final class HtmlReport {
    private static final int WORST = 60;
    private static final int SHOWN_RESULTS = 5;
    private static final int STEPS = 10;

    private static final String HEAD = """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Evaluation of searches</title><style>
            body{font:15px/1.45 sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:#222}
            .query{border-top:1px solid #ddd;padding:.6em 0}.query b{font-family:monospace}
            .hit{color:#06714b}.why{color:#666;font-size:13px}svg text{font:12px sans-serif}
            </style></head><body>
            """;

    private final Stats figures;
    private final StringBuilder page = new StringBuilder(HEAD);

    private HtmlReport(Stats figures) {
        this.figures = figures;
    }

    /** The page; {@code title} says what was measured and how. */
    public static String of(Stats figures, String title) {
        return new HtmlReport(figures).write(title);
    }

    private String write(String title) {
        page.append("<h1>").append(escape(title)).append("</h1>");
        page.append(String.format(
                Locale.ROOT,
                "<p>NDCG@10 <b>%.4f</b> over %d queries; in the server p50 %.1f ms, p95 %.1f ms.</p>",
                figures.ndcg(),
                figures.judgements().size(),
                figures.latency(50),
                figures.latency(95)));
        bars("NDCG@10 by class", figures.ndcgByCategory(), 1);
        bars("NDCG@10 by language", figures.ndcgByLanguage(), 1);
        bars("NDCG@10 by repository", figures.ndcgByRepository(), 1);
        bars("Recall@" + Evaluator.RETRIEVED + " of each retriever", figures.recallOfRetrievers(), 1);
        Map<String, Double> spread = spread();
        bars(
                "Queries by NDCG@10",
                spread,
                spread.values().stream().mapToDouble(count -> count).max().orElse(1));
        Map<String, Double> recall = new TreeMap<>();
        for (int tokens : Evaluator.BUDGETS) {
            String label = String.format(Locale.ROOT, "%5d tokens, ", tokens);
            recall.put(label + "concise", figures.recallWithin(tokens, Judgement::concise));
            recall.put(label + "full", figures.recallWithin(tokens, Judgement::full));
        }
        bars("Recall within tokens", recall, 1);
        page.append("<h2>The worst queries</h2>");
        figures.judgements().stream()
                .sorted(Comparator.comparingDouble(Judgement::ndcg))
                .limit(WORST)
                .forEach(this::query);
        return page.append("</body></html>\n").toString();
    }

    private Map<String, Double> spread() {
        return figures.judgements().stream()
                .collect(Collectors.groupingBy(
                        judgement -> String.format(Locale.ROOT, "%.1f", Math.floor(judgement.ndcg() * STEPS) / STEPS),
                        TreeMap::new,
                        Collectors.summingDouble(judgement -> 1)));
    }

    private void bars(String title, Map<String, Double> rows, double most) {
        page.append("<h2>").append(escape(title)).append("</h2>");
        page.append(String.format(Locale.ROOT, "<svg width=\"640\" height=\"%d\" role=\"img\">", 20 * rows.size() + 4));
        int y = 0;
        for (Map.Entry<String, Double> row : rows.entrySet()) {
            page.append(String.format(
                    Locale.ROOT,
                    "<text x=\"0\" y=\"%d\">%s</text><rect x=\"170\" y=\"%d\" width=\"%.1f\" height=\"14\""
                            + " fill=\"#4a7fb5\"/><text x=\"%.1f\" y=\"%d\">%s</text>",
                    y + 15,
                    escape(row.getKey()),
                    y + 4,
                    400 * row.getValue() / most,
                    176 + 400 * row.getValue() / most,
                    y + 15,
                    String.format(Locale.ROOT, most > 1 ? "%.0f" : "%.3f", row.getValue())));
            y += 20;
        }
        page.append("</svg>");
    }

    private void query(Judgement judgement) {
        page.append(String.format(
                Locale.ROOT,
                "<div class=\"query\">%.2f %s, %s: <b>%s</b><br>wanted %s; retrievers %s<ol>",
                judgement.ndcg(),
                escape(judgement.repository().name()),
                escape(judgement.task().category()),
                escape(judgement.task().query()),
                escape(judgement.task().targets().stream().map(Target::path).collect(Collectors.joining(", "))),
                escape(new TreeMap<>(judgement.recallOfRetrievers()).toString())));
        List<Hit> shown = judgement.best().stream().limit(SHOWN_RESULTS).toList();
        for (Hit hit : shown) {
            boolean right = Relevance.recall(List.of(hit), judgement.task().targets()) > 0;
            page.append(String.format(
                    Locale.ROOT,
                    "<li%s>%s:%d-%d <span class=\"why\">%s</span></li>",
                    right ? " class=\"hit\"" : "",
                    escape(hit.path()),
                    hit.lines().start(),
                    hit.lines().end(),
                    escape(hit.why())));
        }
        page.append("</ol></div>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
