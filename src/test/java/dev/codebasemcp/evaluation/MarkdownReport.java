package dev.codebasemcp.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The figures as tables in Markdown, to print and to keep. */
public final class MarkdownReport {
    private static final int COMMON = 50;
    private static final int RARE = 95;

    private MarkdownReport() {}

    /** Writes all figures. */
    public static String of(Stats figures) {
        StringBuilder text = new StringBuilder();
        long repositories = figures.judgements().stream()
                .map(judgement -> judgement.repository().name())
                .distinct()
                .count();
        text.append(String.format(
                Locale.ROOT,
                "NDCG@10 **%.4f**, success at 1 %.3f, at 3 %.3f over %d queries about %d repositories%n%n",
                figures.ndcg(),
                figures.success(1),
                figures.success(3),
                figures.judgements().size(),
                repositories));
        table(text, "class", "NDCG@10", figures.ndcgByCategory());
        table(text, "language", "NDCG@10", figures.ndcgByLanguage());
        table(text, "repository", "NDCG@10", figures.ndcgByRepository());
        table(text, "retriever", "recall@" + Evaluator.RETRIEVED, figures.recallOfRetrievers());
        text.append(String.format(
                Locale.ROOT,
                "Latency in the server: p50 %.1f ms, p95 %.1f ms%n%n",
                figures.latency(COMMON),
                figures.latency(RARE)));
        spending(text, figures);
        return text.toString();
    }

    private static void table(StringBuilder text, String group, String figure, Map<String, Double> rows) {
        text.append("| ").append(group).append(" | ").append(figure).append(" |\n|---|---|\n");
        rows.forEach((name, value) -> text.append(String.format(Locale.ROOT, "| %s | %.3f |%n", name, value)));
        text.append('\n');
    }

    private static void spending(StringBuilder text, Stats figures) {
        text.append("| answer | tokens of ten | to the first hit (median) |");
        List<Integer> budgets = Evaluator.BUDGETS;
        budgets.forEach(tokens -> text.append(" recall at ").append(tokens).append(" |"));
        text.append("\n|---|---|---|").append("---|".repeat(budgets.size())).append('\n');
        row(text, figures, "concise", Judgement::concise);
        row(text, figures, "full", Judgement::full);
    }

    private static void row(
            StringBuilder text, Stats figures, String name, Function<Judgement, Judgement.Spending> detail) {
        text.append(String.format(
                Locale.ROOT, "| %s | %.0f | %.0f |", name, figures.tokensOfTen(detail), figures.tokensToFirst(detail)));
        for (int tokens : Evaluator.BUDGETS) {
            text.append(String.format(Locale.ROOT, " %.3f |", figures.recallWithin(tokens, detail)));
        }
        text.append('\n');
    }
}
