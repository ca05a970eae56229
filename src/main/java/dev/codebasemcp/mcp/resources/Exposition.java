package dev.codebasemcp.mcp.resources;

import dev.codebasemcp.mcp.CallStats;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Gathers the figures of one moment and writes them in Prometheus' text format. For one thread. */
final class Exposition {
    private final List<Supplier<MetricSnapshot>> families = new ArrayList<>();

    /** Stats of one name. */
    @FunctionalInterface
    interface Family {
        /** Adds the figure with those labels. */
        void add(Labels labels, long figure);

        /** Adds the figure with that label. */
        default Family point(String label, String value, long figure) {
            add(Labels.of(label, value), figure);
            return this;
        }

        /** Adds the only figure, without a label. */
        default Family point(long figure) {
            add(Labels.EMPTY, figure);
            return this;
        }
    }

    /** A figure that rises and falls. */
    Family gauge(String name, String help) {
        GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(name).help(help);
        families.add(builder::build);
        return (labels, figure) -> builder.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value((double) figure)
                .build());
    }

    /** A text about the program, as a label; the name gets the ending {@code _info}. */
    void info(String name, String help, String label, String value) {
        InfoSnapshot.Builder builder = InfoSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(InfoDataPointSnapshot.builder()
                        .labels(Labels.of(label, value))
                        .build());
        families.add(builder::build);
    }

    /** A figure that only rises; its name gets the ending {@code _total}. */
    Family counter(String name, String help) {
        CounterSnapshot.Builder builder = CounterSnapshot.builder().name(name).help(help);
        families.add(builder::build);
        return (labels, figure) -> builder.dataPoint(CounterDataPointSnapshot.builder()
                .labels(labels)
                .value((double) figure)
                .build());
    }

    /** A histogram of the calls of each tool and outcome. */
    void calls(String name, String help, CallStats calls) {
        HistogramSnapshot.Builder builder =
                HistogramSnapshot.builder().name(name).help(help);
        calls.all()
                .forEach((key, times) -> builder.dataPoint(HistogramDataPointSnapshot.builder()
                        .labels(Labels.of(
                                "tool",
                                key.tool(),
                                "outcome",
                                key.outcome().name().toLowerCase(Locale.ROOT)))
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(times.bounds(), times.counts()))
                        .sum(times.totalSeconds())
                        .build()));
        families.add(builder::build);
    }

    /** Everything that was added. */
    String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.builder()
                    .build()
                    .write(
                            out,
                            MetricSnapshots.of(
                                    families.stream().map(Supplier::get).toArray(MetricSnapshot[]::new)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
