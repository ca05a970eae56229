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

/** Collects metrics and writes them in Prometheus' text format. For one thread. */
final class Exposition {
    private final List<Supplier<MetricSnapshot>> families = new ArrayList<>();

    /** The data points of one metric. */
    @FunctionalInterface
    interface Family {
        /** Adds a value with these labels. */
        void add(Labels labels, long value);

        /** Adds a value with this label. */
        default Family point(String label, String labelValue, long value) {
            add(Labels.of(label, labelValue), value);
            return this;
        }

        /** Adds the only value, without a label. */
        default Family point(long value) {
            add(Labels.EMPTY, value);
            return this;
        }
    }

    /** Adds a metric that rises and falls. */
    Family gauge(String name, String help) {
        GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(name).help(help);
        families.add(builder::build);
        return (labels, value) -> builder.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value((double) value)
                .build());
    }

    /** Adds a text about the program as a label; the name gets the suffix {@code _info}. */
    void info(String name, String help, String label, String value) {
        InfoSnapshot.Builder builder = InfoSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(InfoDataPointSnapshot.builder()
                        .labels(Labels.of(label, value))
                        .build());
        families.add(builder::build);
    }

    /** Adds a metric that only rises; the name gets the suffix {@code _total}. */
    Family counter(String name, String help) {
        CounterSnapshot.Builder builder = CounterSnapshot.builder().name(name).help(help);
        families.add(builder::build);
        return (labels, value) -> builder.dataPoint(CounterDataPointSnapshot.builder()
                .labels(labels)
                .value((double) value)
                .build());
    }

    /** Adds a histogram of the calls by tool and outcome. */
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

    /** Returns all metrics as text. */
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
